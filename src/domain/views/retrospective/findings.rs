//! The facts of the sprint, shown beside the wall of a retrospective.

use super::NoteView;
use crate::domain::flow::Flow;
use crate::domain::id::{CeremonyId, Id as _, ItemId};
use crate::domain::metrics::ageing::AgedItem;
use crate::domain::note::Note;
use crate::domain::report::SprintReport;
use crate::domain::reveal::OwnNote;
use crate::domain::value::{Instant, Kind, NoteKind, Stage};
use crate::domain::views::{ItemRef, Target, json};
use crate::domain::workspace::Workspace;
use serde::Serialize;

/// A fact of the sprint.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// Points done of those forecast, in hundredths.
    Done {
        /// Done.
        #[serde(serialize_with = "json::as_points")]
        done: u64,
        /// Forecast.
        #[serde(serialize_with = "json::as_points")]
        forecast: u64,
    },
    /// The numbers of items added, removed and left over after the start.
    Scope {
        /// Added.
        added: usize,
        /// Removed.
        removed: usize,
        /// Left over.
        left: usize,
    },
    /// A rejected item.
    Rejected {
        /// The item.
        #[serde(skip)]
        item: ItemId,
        /// Its key.
        key: String,
        /// The reason.
        reason: String,
    },
    /// A bug, with its column or stage.
    Bug {
        /// The bug.
        item: ItemRef,
        /// Its column on the board.
        column: Option<String>,
        /// Its stage.
        stage: Stage,
    },
    /// An item that was blocked.
    Blocked {
        /// The item.
        item: ItemRef,
        /// The number of days.
        days: u64,
    },
    /// An item that was ageing.
    Ageing {
        /// The item.
        item: ItemRef,
        /// The age.
        #[serde(skip)]
        aged: AgedItem,
        /// The day since it was first started, counted from 1.
        day: u64,
    },
    /// An open impediment.
    Impediment {
        /// The impediment.
        #[serde(skip)]
        target: Target,
        /// The description.
        text: String,
        /// The number of days since it was raised.
        days: i64,
    },
}

/// The facts read for a retrospective in addition to the state in memory.
#[derive(Debug, Clone, Copy)]
pub struct RetrospectiveFacts<'a> {
    /// The ceremony.
    pub ceremony: CeremonyId,
    /// The report of its sprint.
    pub report: Option<&'a SprintReport>,
    /// The flow of its sprint.
    pub flow: Option<&'a Flow>,
    /// The items rejected in its sprint, with the reasons.
    pub rejected: &'a [(ItemId, String)],
    /// The user's own hidden notes.
    pub mine: &'a [OwnNote],
}

/// A fact of the sprint with its causes.
#[derive(Debug, Clone, Serialize)]
pub struct FactView {
    /// The fact.
    pub fact: Fact,
    /// The causes recorded under it.
    pub whys: Vec<NoteView>,
}

/// Returns the causes recorded for a rejected item, a bug or an impediment.
fn whys_about(workspace: &Workspace, ceremony: CeremonyId, target: Target) -> Vec<NoteView> {
    let is_about = |note: &Note| {
        note.about.is_some_and(|item| target == Target::Item(item))
            || note.impediment.is_some_and(|it| target == Target::Impediment(it))
    };
    let mut found = Vec::new();
    let notes = workspace.meetings.notes_of(ceremony, NoteKind::Why);
    for note in notes.into_iter().filter(|it| it.under.is_none() && is_about(it)) {
        NoteView::add_with_group(workspace, note, 1, &mut found);
    }
    found
}

impl Fact {
    /// Returns its subject: an item or an impediment.
    pub fn target(&self) -> Option<Target> {
        match self {
            Self::Done { .. } | Self::Scope { .. } => None,
            Self::Rejected { item, .. } => Some(Target::Item(*item)),
            Self::Bug { item, .. } | Self::Blocked { item, .. } | Self::Ageing { item, .. } => {
                Some(Target::Item(item.id))
            }
            Self::Impediment { target, .. } => Some(*target),
        }
    }
}

impl FactView {
    /// Returns the facts of a retrospective's sprint.
    pub(super) fn all(workspace: &Workspace, facts: RetrospectiveFacts<'_>, now: Instant) -> Vec<Self> {
        // A subject that appears twice, such as an ageing item that was rejected, has its causes under the first line.
        let mut seen = Vec::new();
        let with_whys = |fact: Fact| {
            let target = fact.target().filter(|target| !seen.contains(target));
            seen.extend(target);
            let whys = target.map_or_else(Vec::new, |it| whys_about(workspace, facts.ceremony, it));
            Self { fact, whys }
        };
        facts.all(workspace, now).into_iter().map(with_whys).collect()
    }
}

impl RetrospectiveFacts<'_> {
    fn all(self, workspace: &Workspace, now: Instant) -> Vec<Fact> {
        let named = |id| ItemRef::by_id(workspace, id);
        let mut found = Vec::new();
        if let Some(it) = self.report {
            found.push(Fact::Done { done: it.done_points, forecast: it.forecast_points });
            let (added, removed, left) = (it.added.len(), it.removed.len(), it.carried.len());
            found.push(Fact::Scope { added, removed, left });
        }
        found.extend(self.rejected.iter().map(|(item, why)| Fact::Rejected {
            item: *item,
            key: workspace.key(*item),
            reason: why.clone(),
        }));
        let lines = self.report.iter().flat_map(|report| report.done.iter().chain(&report.carried));
        let items = lines.filter_map(|line| workspace.items.get(ItemId::new(line.item)?));
        found.extend(items.filter(|item| item.kind == Kind::Bug).map(|bug| {
            let column = bug.board_column.and_then(|id| workspace.columns.get(id));
            let column = column.filter(|_| bug.stage.is_on_board()).map(|it| it.name.to_string());
            Fact::Bug { item: ItemRef::of(workspace, bug), column, stage: bug.stage }
        }));
        if let Some(flow) = self.flow {
            found.extend(flow.blocked.iter().map(|it| Fact::Blocked { item: named(it.item), days: it.days }));
            found.extend(flow.aged_in.iter().map(|it| Fact::Ageing {
                item: named(it.item),
                aged: *it,
                day: it.day,
            }));
        }
        let days = |since: Instant| since.days_until(now, workspace.zone()).max(0);
        found.extend(workspace.meetings.open_impediments().into_iter().map(|it| Fact::Impediment {
            target: Target::Impediment(it.id),
            text: it.text.to_string(),
            days: days(it.raised_at),
        }));
        found
    }
}
