//! A running ceremony: what was read for it, where it is, and what each of its topics shows.

use super::planning::{self, How, What, Why};
use super::refinement::{self, Queue};
use super::retrospective::{Agreed, DotVotes, Improvements, RetrospectiveFacts, Wall, last_time};
use super::review::{self, Demo, Outcome};
use super::standup::{Exceptions, StandupFacts, Stop, Turn, walk};
use super::{CeremonyCursor, ItemRef, Topic};
use crate::domain::flow::Flow;
use crate::domain::id::{CeremonyId, ColumnId, Id as _, ImprovementId, ItemId, PersonId, SprintId};
use crate::domain::planning::WhatIf;
use crate::domain::reference::Reference;
use crate::domain::report::SprintReport;
use crate::domain::sprint::Sprint;
use crate::domain::value::{CeremonyKind, Instant};
use crate::domain::workspace::Workspace;
use serde::Serialize;

/// What is read for a ceremony beside what is in memory anyway.
#[derive(Debug, Clone, Default)]
pub struct CeremonyFacts {
    /// What a stand-up looks back on.
    pub standup: Option<StandupFacts>,
    /// How the work flows.
    pub flow: Option<Flow>,
    /// The report of the sprint that the ceremony is about.
    pub report: Option<SprintReport>,
    /// What was rejected in that sprint, with the reasons.
    pub rejected: Vec<(ItemId, String)>,
    /// What the last retrospective agreed on, and what is older and still going.
    pub agreed: Vec<ImprovementId>,
    /// What was accepted recently, the newest first, to compare an estimate with.
    pub references: Vec<Reference>,
    /// Who has voted for the shown item; the votes are hidden.
    pub voted: Vec<PersonId>,
    /// How many notes for the wall are hidden.
    pub hidden: usize,
    /// Those of them that are one's own: their columns and texts.
    pub own_hidden: Vec<(String, String)>,
}

/// A running ceremony.
#[derive(Debug, Clone, Copy)]
pub struct CeremonyScene<'a> {
    /// The state in memory.
    pub workspace: &'a Workspace,
    /// The ceremony.
    pub id: CeremonyId,
    /// Which of the five it is.
    pub kind: CeremonyKind,
    /// Where it is.
    pub cursor: &'a CeremonyCursor,
    /// The item that fills the screen, if one does.
    pub here: Option<ItemId>,
    /// What was read for it.
    pub facts: &'a CeremonyFacts,
    /// What the sprint that is planned would be.
    pub what_if: Option<&'a WhatIf>,
    /// Who looks at it.
    pub me: Option<PersonId>,
    /// The present time.
    pub now: Instant,
}

/// What a topic of a ceremony shows.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum TopicView<'a> {
    /// Refinement: the queue.
    Queue(Queue),
    /// Planning: why; `None` where no sprint is planned.
    Why(Option<Why<'a>>),
    /// Planning: what.
    What(What),
    /// Planning: how; `None` where no sprint is planned.
    How(Option<How<'a>>),
    /// Stand-up: the exceptions.
    Exceptions(Exceptions),
    /// Stand-up: whose turn it is.
    Walk(Turn),
    /// Review: the demo.
    Demo(Demo),
    /// Review: what is gone through for acceptance.
    Acceptance(Vec<ItemRef>),
    /// Review: what came of the sprint; `None` where none was running.
    Outcome(Option<Outcome>),
    /// Retrospective: what was agreed on before.
    LastTime(Vec<Agreed>),
    /// Retrospective: the wall.
    Wall(Wall),
    /// Retrospective: the dots.
    Votes(DotVotes),
    /// Retrospective: what is done about it.
    Improvements(Improvements),
}

impl<'a> CeremonyScene<'a> {
    /// Returns what a topic shows.
    pub fn topic(&self, topic: Topic) -> TopicView<'a> {
        let Self { workspace, facts, now, .. } = *self;
        let today = now.day(workspace.zone());
        match topic {
            Topic::Queue => TopicView::Queue(Queue::of(workspace, &self.queue())),
            Topic::Why => TopicView::Why(self.sprint().map(|sprint| Why::of(workspace, sprint))),
            Topic::What => TopicView::What(What::of(workspace, self.what_if, facts.report.as_ref())),
            Topic::How => TopicView::How(self.sprint().map(|sprint| How::of(workspace, sprint))),
            Topic::Exceptions => {
                TopicView::Exceptions(Exceptions::of(workspace, facts.standup.as_ref(), now))
            }
            Topic::Walk => {
                let steps = facts.standup.as_ref().map_or(&[][..], |facts| &facts.steps);
                TopicView::Walk(Turn::of(workspace, self.stop(), steps, now))
            }
            Topic::Demo => TopicView::Demo(Demo::of(workspace, self.id)),
            Topic::Acceptance => {
                let queue = self.queue().into_iter();
                TopicView::Acceptance(queue.map(|id| ItemRef::by_id(workspace, id)).collect())
            }
            Topic::Outcome => {
                let (report, flow) = (facts.report.as_ref(), facts.flow.as_ref());
                TopicView::Outcome(Outcome::of(workspace, self.id, report, flow))
            }
            Topic::LastTime => TopicView::LastTime(last_time(workspace, self.id, &facts.agreed, today)),
            Topic::Wall => {
                let facts = RetrospectiveFacts {
                    ceremony: self.id,
                    report: facts.report.as_ref(),
                    flow: facts.flow.as_ref(),
                    rejected: &facts.rejected,
                    mine: &facts.own_hidden,
                };
                TopicView::Wall(Wall::of(workspace, facts, now))
            }
            Topic::Votes => TopicView::Votes(DotVotes::of(workspace, self.id, self.me)),
            Topic::Improvements => TopicView::Improvements(Improvements::of(workspace, self.id, today)),
        }
    }

    /// Returns the sprint that is planned.
    pub fn sprint(&self) -> Option<&'a Sprint> {
        planning::sprint(self.workspace, self.cursor.sprint.and_then(SprintId::new))
    }

    /// Returns the items that are gone through one by one, in their order.
    pub fn queue(&self) -> Vec<ItemId> {
        match self.kind {
            CeremonyKind::Review => review::queue(self.workspace, self.id, self.here),
            CeremonyKind::Refinement => refinement::queue(self.workspace, self.here, &self.cursor.parked),
            CeremonyKind::Planning | CeremonyKind::StandUp | CeremonyKind::Retrospective => Vec::new(),
        }
    }

    /// Returns the stops of a stand-up's walk, in its order.
    pub fn stops(&self) -> Vec<Stop> {
        walk(self.workspace, &self.cursor.order, self.cursor.by_column)
    }

    /// Returns where the walk is: its first stop until somebody goes on.
    pub fn stop(&self) -> Option<Stop> {
        let stops = self.stops();
        let here = if self.cursor.by_column {
            self.cursor.column.and_then(ColumnId::new).map(Stop::Column)
        } else {
            match self.cursor.person {
                Some(0) => Some(Stop::Nobody),
                number => number.and_then(PersonId::new).map(Stop::Person),
            }
        };
        here.filter(|stop| stops.contains(stop)).or_else(|| stops.first().copied())
    }
}
