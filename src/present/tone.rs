//! The meaning of a piece of text. The theme decides how it looks.

use crate::domain::id::{Id as _, PersonId};

/// The meaning of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Ordinary text.
    Text,
    /// Less important: hints, units, references.
    Dim,
    /// Important.
    Strong,
    /// The current position: the current pane, the running sprint, a match.
    Accent,
    /// The selected row, combined with the tones of its text.
    Selected,
    /// Blocked, failed, lost.
    Alert,
    /// Needs attention: a rule not met, ageing, uncertain.
    Warn,
    /// Accepted, met.
    Good,
    /// Thin lines and borders.
    Rule,
    /// Headings and column heads.
    Head,
    /// A key to press, in the footer and the help.
    Key,
    /// The echo of the last operation.
    Echo,
    /// Just moved or changed.
    Moved,
    /// The first of the colours of people, beside their names only: see [`Tone::person`].
    Person1,
    /// The second colour of people.
    Person2,
    /// The third colour of people.
    Person3,
    /// The fourth colour of people.
    Person4,
    /// The fifth colour of people.
    Person5,
    /// The sixth colour of people.
    Person6,
}

impl Tone {
    /// All tones, in the order of their declaration.
    pub const ALL: [Self; 19] = [
        Self::Text,
        Self::Dim,
        Self::Strong,
        Self::Accent,
        Self::Selected,
        Self::Alert,
        Self::Warn,
        Self::Good,
        Self::Rule,
        Self::Head,
        Self::Key,
        Self::Echo,
        Self::Moved,
        Self::Person1,
        Self::Person2,
        Self::Person3,
        Self::Person4,
        Self::Person5,
        Self::Person6,
    ];

    /// Returns the colour of a person, the same on every screen and every day. It stands beside the name only.
    pub fn person(id: PersonId) -> Self {
        const HUES: [Tone; 6] =
            [Tone::Person1, Tone::Person2, Tone::Person3, Tone::Person4, Tone::Person5, Tone::Person6];
        HUES[usize::try_from(id.number()).unwrap_or_default() % HUES.len()]
    }

    /// Returns the name used in settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Dim => "dim",
            Self::Strong => "strong",
            Self::Accent => "accent",
            Self::Selected => "selected",
            Self::Alert => "alert",
            Self::Warn => "warn",
            Self::Good => "good",
            Self::Rule => "rule",
            Self::Head => "head",
            Self::Key => "key",
            Self::Echo => "echo",
            Self::Moved => "moved",
            Self::Person1 => "person-1",
            Self::Person2 => "person-2",
            Self::Person3 => "person-3",
            Self::Person4 => "person-4",
            Self::Person5 => "person-5",
            Self::Person6 => "person-6",
        }
    }

    /// Returns the tone with a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tone| tone.name() == name)
    }
}

/// A text with a tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Styled {
    /// The text.
    pub text: String,
    /// The tone.
    pub tone: Tone,
}

impl Styled {
    /// Creates a styled text.
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone }
    }

    /// Creates ordinary text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Text)
    }

    /// Creates a styled text; `None` if it is empty.
    pub fn some(text: impl Into<String>, tone: Tone) -> Option<Self> {
        Some(Self::new(text, tone)).filter(|it| !it.text.is_empty())
    }
}
