//! Questions that are answered with a line.

use super::{Answer, Then};
use crate::domain::id::{ItemId, NoteId};
use crate::domain::value::{Line, Prose};
use crate::tui::model::Model;
use crate::tui::widget::line_input::LineInput;
use crate::tui::world::World;
use std::borrow::Cow;

/// What a line is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Words that are kept.
    Words,
    /// Where to go, or what to show.
    Search,
    /// A file to be read.
    Source,
    /// A file to be written.
    Target,
}

/// What an answer to a line that stays open has made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// An item; of several the last.
    Item(ItemId),
    /// A note.
    Note(NoteId),
}

/// A question with one line for an answer.
pub struct Prompt {
    /// What is asked.
    pub title: String,
    /// The answer so far.
    pub input: LineInput,
    /// What is wrong with it.
    pub note: Option<String>,
    /// What there is to know.
    pub hint: Cow<'static, str>,
    /// What it is asked for.
    pub takes: Takes,
    /// Whether it stays open for the next answer.
    pub repeats: bool,
    /// Whether several lines that are pasted are as many answers.
    pub takes_lines: bool,
    /// What it asks from the second answer on, where that is something else.
    pub next_title: Option<&'static str>,
    /// Whether answers were given that are carried out only with the last one.
    pub has_begun: bool,
    /// What the answer before has made.
    pub made: Option<Made>,
    /// Several lines that were pasted, in the place of the one that is written.
    pub pasted: Option<String>,
    /// What the answer comes to.
    pub then: Then<Self>,
    /// What happens at each letter.
    pub live: Option<Then<Self>>,
    /// What Tab does.
    pub tab: Option<Then<Self>>,
}

impl Prompt {
    /// Asks for a line.
    pub fn new(
        title: impl Into<String>,
        hint: impl Into<Cow<'static, str>>,
        then: impl Fn(&mut Model, &World<'_>, &Self) -> Answer + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            input: LineInput::new(1_000),
            note: None,
            hint: hint.into(),
            takes: Takes::Words,
            repeats: false,
            takes_lines: false,
            next_title: None,
            has_begun: false,
            made: None,
            pasted: None,
            then: Then::new(then),
            live: None,
            tab: None,
        }
    }

    /// Begins with a text.
    #[must_use]
    pub fn text_now(mut self, text: &str) -> Self {
        self.input = self.input.with_text(text);
        self
    }

    /// Shows what may be written while nothing is.
    #[must_use]
    pub fn placeholder(mut self, text: &str) -> Self {
        self.input = self.input.placeholder(text);
        self
    }

    /// Lets nobody see what is typed.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.input.hide();
        self
    }

    /// Says what it is asked for.
    #[must_use]
    pub fn takes(self, takes: Takes) -> Self {
        Self { takes, ..self }
    }

    /// Stays open for the next answer.
    #[must_use]
    pub fn repeating(self) -> Self {
        Self { repeats: true, takes_lines: true, ..self }
    }

    /// Does something at each letter.
    #[must_use]
    pub fn live(mut self, live: impl Fn(&mut Model, &World<'_>, &Self) -> Answer + 'static) -> Self {
        self.live = Some(Then::new(live));
        self
    }

    /// Does something on Tab, in the place of this line.
    #[must_use]
    pub fn on_tab(mut self, tab: impl Fn(&mut Model, &World<'_>, &Self) -> Answer + 'static) -> Self {
        self.tab = Some(Then::new(tab));
        self
    }

    /// Returns the answer, without blanks around it.
    pub fn text(&self) -> &str {
        self.pasted.as_deref().unwrap_or(self.input.text()).trim()
    }

    /// Returns the lines of the answer that have something in them: one, or several that were pasted.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text().lines().map(str::trim).filter(|line| !line.is_empty())
    }

    /// Reads the answer as a line.
    ///
    /// # Errors
    /// Why it is none.
    pub fn line(&self) -> Result<Line, String> {
        self.text().parse().map_err(|error| format!("this cannot be taken: {error}"))
    }

    /// Reads the answer as a line; `None` where nothing was written.
    ///
    /// # Errors
    /// Why it is none.
    pub fn maybe_line(&self) -> Result<Option<Line>, String> {
        if self.text().is_empty() { Ok(None) } else { self.line().map(Some) }
    }

    /// Reads the answer as a text.
    ///
    /// # Errors
    /// Why it is none.
    pub fn prose(&self) -> Result<Prose, String> {
        self.text().parse().map_err(|error| format!("this cannot be taken: {error}"))
    }
}
