//! Prompts: one line of input.

use super::Then;
use crate::domain::id::{ItemId, NoteId};
use crate::domain::value::{Line, Prose};
use crate::filter::Filter;
use crate::tui::widget::line_input::LineInput;
use crate::tui::world::World;
use std::borrow::Cow;

/// The purpose of a prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromptPurpose {
    /// Text that is saved.
    Words,
    /// A search.
    Search,
    /// A file to read.
    Source,
    /// A file to write.
    Target,
}

/// What the previous answer of a repeating prompt created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreatedRow {
    /// An item; the last of several.
    Item(ItemId),
    /// A note.
    Note(NoteId),
}

/// A prompt.
pub struct Prompt<E> {
    /// The title.
    pub title: String,
    /// The current text.
    pub input: LineInput,
    /// The validation error.
    pub note: Option<String>,
    /// The hint.
    pub hint: Cow<'static, str>,
    /// The purpose.
    pub purpose: PromptPurpose,
    /// Whether it stays open for the next answer.
    pub repeats: bool,
    /// Whether pasted lines count as separate answers.
    pub splits_lines: bool,
    /// The title from the second answer on, if it differs.
    pub next_title: Option<&'static str>,
    /// Whether earlier answers would be lost by closing it.
    pub has_answers: bool,
    /// What the previous answer created.
    pub created: Option<CreatedRow>,
    /// Pasted lines, which replace the typed one.
    pub pasted: Option<String>,
    /// What happens with the answer.
    pub then: Then<Self, E>,
    /// What happens as the text changes.
    pub live: Option<Then<Self, E>>,
    /// The filter to restore on Esc, if the prompt edits it.
    pub former_filter: Option<Option<(String, Filter)>>,
    /// What happens on Tab.
    pub tab: Option<Then<Self, E>>,
}

impl<E> Prompt<E> {
    /// Creates a prompt.
    pub fn new(
        title: impl Into<String>,
        hint: impl Into<Cow<'static, str>>,
        then: impl Fn(&World<'_>, &Self) -> Result<Vec<E>, String> + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            input: LineInput::new(1_000),
            note: None,
            hint: hint.into(),
            purpose: PromptPurpose::Words,
            repeats: false,
            splits_lines: false,
            next_title: None,
            has_answers: false,
            created: None,
            pasted: None,
            then: Then::new(then),
            live: None,
            former_filter: None,
            tab: None,
        }
    }

    /// Sets the initial text.
    #[must_use]
    pub fn with_text(mut self, text: &str) -> Self {
        self.input = self.input.with_text(text);
        self
    }

    /// Sets the placeholder.
    #[must_use]
    pub fn placeholder(mut self, text: &str) -> Self {
        self.input = self.input.placeholder(text);
        self
    }

    /// Masks the input.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.input.hide();
        self
    }

    /// Sets the purpose.
    #[must_use]
    pub fn purpose(self, purpose: PromptPurpose) -> Self {
        Self { purpose, ..self }
    }

    /// Stays open for the next answer.
    #[must_use]
    pub fn repeating(self) -> Self {
        Self { repeats: true, splits_lines: true, ..self }
    }

    /// Sets what happens as the text changes.
    #[must_use]
    pub fn live(mut self, live: impl Fn(&World<'_>, &Self) -> Result<Vec<E>, String> + 'static) -> Self {
        self.live = Some(Then::new(live));
        self
    }

    /// Sets what happens on Tab; it replaces this prompt.
    #[must_use]
    pub fn on_tab(mut self, tab: impl Fn(&World<'_>, &Self) -> Result<Vec<E>, String> + 'static) -> Self {
        self.tab = Some(Then::new(tab));
        self
    }

    /// Returns the trimmed answer.
    pub fn text(&self) -> &str {
        self.pasted.as_deref().unwrap_or(self.input.text()).trim()
    }

    /// Returns the non-empty lines of the answer: one, or several that were pasted.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text().lines().map(str::trim).filter(|line| !line.is_empty())
    }

    /// Parses the answer as a line.
    ///
    /// # Errors
    /// Why it is not valid.
    pub fn line(&self) -> Result<Line, String> {
        self.text().parse().map_err(|error| format!("not valid: {error}"))
    }

    /// Parses the answer as a line; `None` if it is empty.
    ///
    /// # Errors
    /// Why it is not valid.
    pub fn maybe_line(&self) -> Result<Option<Line>, String> {
        if self.text().is_empty() { Ok(None) } else { self.line().map(Some) }
    }

    /// Parses the answer as a text.
    ///
    /// # Errors
    /// Why it is not valid.
    pub fn prose(&self) -> Result<Prose, String> {
        self.text().parse().map_err(|error| format!("not valid: {error}"))
    }
}
