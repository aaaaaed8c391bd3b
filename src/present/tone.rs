//! What a piece of text means. How that looks is the theme's.

/// What a piece of text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Ordinary text.
    Text,
    /// What matters less: hints, units, what is elsewhere.
    Dim,
    /// What matters now.
    Strong,
    /// Where you are: the current pane, the running sprint, a match.
    Accent,
    /// The selected row, laid over what it shows.
    Selected,
    /// Blocked, failed, lost.
    Alert,
    /// Asks for attention: a rule not met, old, uncertain.
    Warn,
    /// Accepted, met.
    Good,
    /// Thin lines and borders.
    Rule,
    /// Headings and column heads.
    Head,
    /// A key to press, in the footer and the help.
    Key,
    /// The words that say what was just done.
    Echo,
    /// What has just moved or changed.
    Moved,
}

impl Tone {
    /// All tones, in the order of their declaration.
    pub const ALL: [Self; 13] = [
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
    ];

    /// Returns the name that settings use.
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
        }
    }

    /// Returns the tone of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tone| tone.name() == name)
    }
}

/// A text and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Styled {
    /// The text.
    pub text: String,
    /// What it means.
    pub tone: Tone,
}

impl Styled {
    /// Makes a styled text.
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone }
    }

    /// Makes ordinary text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Text)
    }

    /// Makes a styled text; `None` of an empty one.
    pub fn some(text: impl Into<String>, tone: Tone) -> Option<Self> {
        Some(Self::new(text, tone)).filter(|it| !it.text.is_empty())
    }
}
