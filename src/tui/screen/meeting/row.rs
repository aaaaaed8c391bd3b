//! A row of a ceremony's list, ready to be drawn.

use crate::domain::id::{FeedbackId, ImpedimentId, ImprovementId, ItemId, NoteId, PersonId};
use crate::tui::theme::Tone;

/// What a row stands for: what the keys act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Target {
    /// Nothing that could be acted on: a heading, a sentence.
    #[default]
    Nothing,
    /// An item.
    Item(ItemId),
    /// A note; of a demo, with its item.
    Note(NoteId, Option<ItemId>),
    /// A note of one's own that lies face down; which of them.
    Sealed(usize),
    /// An impediment.
    Impediment(ImpedimentId),
    /// Feedback; with the item that it is about.
    Feedback(FeedbackId, Option<ItemId>),
    /// An improvement, with its item.
    Improvement(ImprovementId, ItemId),
    /// A person.
    Person(PersonId),
    /// A sentence that the cursor can rest on.
    Words(u32),
}

impl Target {
    /// Returns the note.
    pub fn note(self) -> Option<NoteId> {
        if let Self::Note(id, _) = self { Some(id) } else { None }
    }

    /// Returns the item that actions about items are for.
    pub fn item(self) -> Option<ItemId> {
        match self {
            Self::Item(id) | Self::Improvement(_, id) => Some(id),
            Self::Note(_, id) | Self::Feedback(_, id) => id,
            Self::Nothing | Self::Sealed(_) | Self::Impediment(_) | Self::Person(_) | Self::Words(_) => None,
        }
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it stands for.
    pub target: Target,
    /// How many columns it is set in.
    pub indent: u16,
    /// A sign in front of it.
    pub sign: Option<(&'static str, Tone)>,
    /// A key, in its own column.
    pub key: Option<String>,
    /// What it says.
    pub text: String,
    /// How that looks.
    pub tone: Tone,
    /// What stands at the right.
    pub right: String,
    /// How that looks.
    pub right_tone: Tone,
}

impl Row {
    /// Makes a heading.
    pub fn heading(text: impl Into<String>) -> Self {
        Self { tone: Tone::Head, ..Self::words(text) }
    }

    /// Makes a sentence.
    pub fn words(text: impl Into<String>) -> Self {
        Self {
            target: Target::Nothing,
            indent: 0,
            sign: None,
            key: None,
            text: text.into(),
            tone: Tone::Text,
            right: String::new(),
            right_tone: Tone::Dim,
        }
    }

    /// Makes a hint: what belongs here, and the key that begins it.
    pub fn hint(text: impl Into<String>) -> Self {
        Self { tone: Tone::Dim, indent: 2, ..Self::words(text) }
    }

    /// Makes an empty row.
    pub fn blank() -> Self {
        Self::words("")
    }

    /// Makes a row that the cursor can rest on.
    pub fn of(target: Target, text: impl Into<String>) -> Self {
        Self { target, indent: 2, ..Self::words(text) }
    }

    /// Puts a key in front.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Puts a sign in front.
    #[must_use]
    pub fn sign(mut self, sign: &'static str, tone: Tone) -> Self {
        self.sign = Some((sign, tone));
        self
    }

    /// Puts words at the right.
    #[must_use]
    pub fn right(mut self, text: impl Into<String>, tone: Tone) -> Self {
        self.right = text.into();
        self.right_tone = tone;
        self
    }

    /// Sets it in further.
    #[must_use]
    pub fn deeper(mut self) -> Self {
        self.indent += 2;
        self
    }

    /// Gives it another look.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}
