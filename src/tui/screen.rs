//! The screens above a pane, each with its own state.

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
    /// One item, full screen.
    Detail(DetailScreen),
    /// The history.
    History(HistoryScreen),
    /// People, columns, definitions and other settings.
    Setup(Setup),
    /// The report of a sprint.
    Report(Box<ReportScreen>),
    /// The help.
    Help(HelpScreen),
    /// A ceremony.
    Meeting(Box<Meeting>),
    /// The minutes of a ceremony.
    Minutes(Box<MinutesScreen>),
}

impl Screen {
    /// Returns its context.
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

/// One line of the history, formatted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// The entry's number.
    pub revision: u64,
    /// The local day.
    pub day: String,
    /// The local hour and minute.
    pub clock: String,
    /// The person and the operation.
    pub text: String,
}

/// The history of one item, or of the whole product.
#[derive(Debug, Clone, Default)]
pub struct HistoryScreen {
    /// The item; `None` for the whole product.
    pub item: Option<ItemId>,
    /// The loaded entries, the newest first.
    pub entries: Vec<HistoryLine>,
    /// Whether older ones can be loaded.
    pub more: bool,
    /// The row of the cursor.
    pub at: usize,
    /// The first row on the screen.
    pub top: Scroll,
}

/// The report of a sprint.
#[derive(Debug, Clone)]
pub struct ReportScreen {
    /// The sprint.
    pub sprint: SprintId,
    /// Its report; `None` if there is none.
    pub report: Option<SprintReport>,
    /// The number of lines scrolled.
    pub top: usize,
}

/// The minutes of a ceremony, or another page that can be copied.
#[derive(Debug, Clone)]
pub struct MinutesScreen {
    /// What the head of the screen calls it.
    pub name: String,
    /// The minutes as shown.
    pub tree: Tree,
    /// The same as Markdown.
    pub markdown: String,
    /// The suggested file name.
    pub file_name: String,
    /// The number of lines scrolled.
    pub top: usize,
}

/// The help: the keys of a context.
#[derive(Debug, Clone, Copy)]
pub struct HelpScreen {
    /// The context.
    pub of: Context,
    /// The number of lines scrolled.
    pub top: usize,
}
