//! What can be open above a pane, each with its own small memory.

mod detail;
mod meeting;
mod parts;
mod setup;

pub use detail::DetailScreen;
pub use meeting::{Meeting, MeetingRow, deck};
pub use setup::{Setup, SetupRow, SetupSection, entries, section_of};

use super::context::Context;
use crate::domain::id::{ItemId, SprintId};
use crate::domain::report::SprintReport;
use crate::domain::value::CeremonyKind;
use crate::present::tree::Tree;
use crate::tui::widget::list::Scroll;

/// A screen above the pane.
#[derive(Debug, Clone)]
pub enum Screen {
    /// One item in full.
    Detail(DetailScreen),
    /// What happened.
    History(HistoryScreen),
    /// People, columns, definitions and the rest.
    Setup(Setup),
    /// What a sprint came to.
    Report(Box<ReportScreen>),
    /// The keys.
    Help(HelpScreen),
    /// A ceremony.
    Meeting(Box<Meeting>),
    /// The minutes of a ceremony.
    Minutes(Box<MinutesScreen>),
}

impl Screen {
    /// Returns where the keys go.
    pub fn context(&self) -> Context {
        match self {
            Self::Detail(_) => Context::Detail,
            Self::History(_) => Context::History,
            Self::Setup(_) => Context::Setup,
            Self::Report(_) => Context::Report,
            Self::Help(_) => Context::Help,
            Self::Meeting(meeting) => match meeting.kind {
                CeremonyKind::Refinement => Context::Refinement,
                CeremonyKind::Planning => Context::Planning,
                CeremonyKind::StandUp => Context::StandUp,
                CeremonyKind::Review => Context::SprintReview,
                CeremonyKind::Retrospective => Context::Retrospective,
            },
            Self::Minutes(_) => Context::Minutes,
        }
    }
}

/// One line of the history, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// The entry's number.
    pub revision: u64,
    /// The local day.
    pub day: String,
    /// The local hour and minute.
    pub clock: String,
    /// Who did what.
    pub text: String,
}

/// What happened: of one item, or of the whole product.
#[derive(Debug, Clone, Default)]
pub struct HistoryScreen {
    /// The item; `None` for the whole product.
    pub item: Option<ItemId>,
    /// The entries read so far, the newest first.
    pub entries: Vec<HistoryLine>,
    /// Whether older ones can be read.
    pub more: bool,
    /// The row of the cursor.
    pub at: usize,
    /// The first row on the screen.
    pub top: Scroll,
}

/// What a sprint came to.
#[derive(Debug, Clone)]
pub struct ReportScreen {
    /// The sprint.
    pub sprint: SprintId,
    /// Its report; `None` where there is none.
    pub report: Option<SprintReport>,
    /// How far it is scrolled.
    pub top: usize,
}

/// The minutes of a ceremony, ready to be shown.
#[derive(Debug, Clone)]
pub struct MinutesScreen {
    /// What came of it.
    pub tree: Tree,
    /// The same as Markdown.
    pub markdown: String,
    /// What a file with them is usually called.
    pub file_name: String,
    /// How far they are scrolled.
    pub top: usize,
}

/// The keys of the context from which help was asked.
#[derive(Debug, Clone, Copy)]
pub struct HelpScreen {
    /// That context.
    pub of: Context,
    /// How far it is scrolled.
    pub top: usize,
}
