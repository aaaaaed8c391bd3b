//! Where keys go: the panes, screens and layers in which actions exist.

/// The set of contexts in which an action exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContextSet(u32);

/// The context that receives the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u32)]
pub enum Context {
    /// The backlog pane.
    Backlog = 1,
    /// The board pane.
    Board = 1 << 1,
    /// The review pane.
    Review = 1 << 2,
    /// An item, full screen.
    Detail = 1 << 3,
    /// The history.
    History = 1 << 4,
    /// Setup: people, columns, definitions and so on.
    Setup = 1 << 5,
    /// A sprint's report.
    Report = 1 << 6,
    /// The help.
    Help = 1 << 7,
    /// A prompt for one line.
    Prompt = 1 << 8,
    /// An editor for a long text.
    Editor = 1 << 9,
    /// A form with several fields.
    Form = 1 << 10,
    /// A list to choose from.
    Picker = 1 << 11,
    /// A yes-or-no question.
    Confirm = 1 << 12,
    /// The first start.
    Welcome = 1 << 13,
    /// The sprint pane.
    Sprint = 1 << 14,
    /// Refinement.
    Refinement = 1 << 15,
    /// Sprint planning.
    Planning = 1 << 16,
    /// The stand-up.
    StandUp = 1 << 17,
    /// The sprint review.
    SprintReview = 1 << 18,
    /// The retrospective.
    Retrospective = 1 << 19,
    /// The minutes of a ceremony.
    Minutes = 1 << 20,
}

impl Context {
    /// Every context.
    pub const ALL: [Self; 21] = [
        Self::Backlog,
        Self::Board,
        Self::Review,
        Self::Sprint,
        Self::Refinement,
        Self::Planning,
        Self::StandUp,
        Self::SprintReview,
        Self::Retrospective,
        Self::Minutes,
        Self::Detail,
        Self::History,
        Self::Setup,
        Self::Report,
        Self::Help,
        Self::Prompt,
        Self::Editor,
        Self::Form,
        Self::Picker,
        Self::Confirm,
        Self::Welcome,
    ];

    /// Returns the name used in help and manual.
    pub fn title(self) -> &'static str {
        match self {
            Self::Backlog => "Backlog",
            Self::Board => "Board",
            Self::Review => "Review",
            Self::Sprint => "Sprint",
            Self::Refinement => "Refinement",
            Self::Planning => "Sprint planning",
            Self::StandUp => "Stand-up",
            Self::SprintReview => "Sprint review",
            Self::Retrospective => "Retrospective",
            Self::Minutes => "Minutes",
            Self::Detail => "An item",
            Self::History => "History",
            Self::Setup => "Setup",
            Self::Report => "Sprint report",
            Self::Help => "Help",
            Self::Prompt => "A line to fill in",
            Self::Editor => "A long text",
            Self::Form => "A form",
            Self::Picker => "A list to choose from",
            Self::Confirm => "A question",
            Self::Welcome => "The first start",
        }
    }

    /// Returns whether letters are typed into a text here.
    pub fn takes_text(self) -> bool {
        match self {
            Self::Prompt | Self::Editor | Self::Form | Self::Picker | Self::Welcome => true,
            Self::Backlog
            | Self::Board
            | Self::Review
            | Self::Sprint
            | Self::Refinement
            | Self::Planning
            | Self::StandUp
            | Self::SprintReview
            | Self::Retrospective
            | Self::Minutes
            | Self::Detail
            | Self::History
            | Self::Setup
            | Self::Report
            | Self::Help
            | Self::Confirm => false,
        }
    }
}

pub(super) const fn places(contexts: &[Context]) -> ContextSet {
    let (mut set, mut at) = (0, 0);
    while at < contexts.len() {
        set |= contexts[at] as u32;
        at += 1;
    }
    ContextSet(set)
}

impl ContextSet {
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns whether the set includes `context`.
    pub fn has(self, context: Context) -> bool {
        self.0 & context as u32 != 0
    }
}
