//! A running ceremony: the facts read for it, its cursor, and the contents of each topic.

use super::planning::{self, How, What, Why};
use super::refinement::{self, Queue};
use super::retrospective::{Agreed, DotVotes, Improvements, RetrospectiveFacts, Wall, last_time};
use super::review::{self, Demo, Outcome};
use super::standup::{Exceptions, StandupFacts, Stop, Turn, walk};
use super::{CeremonyCursor, ItemRef, Topic};
use crate::domain::flow::Flow;
use crate::domain::id::{CeremonyId, ColumnId, Id as _, ImprovementId, ItemId, PersonId, SprintId};
use crate::domain::planning::WhatIf;
use crate::domain::poker::Deck;
use crate::domain::reference::Reference;
use crate::domain::report::SprintReport;
use crate::domain::reveal::OwnNote;
use crate::domain::sprint::Sprint;
use crate::domain::value::{CeremonyKind, Instant};
use crate::domain::workspace::Workspace;
use serde::Serialize;

/// The facts read for a ceremony in addition to the state in memory.
#[derive(Debug, Clone, Default)]
pub struct CeremonyFacts {
    /// The facts for a stand-up.
    pub standup: Option<StandupFacts>,
    /// The people who have joined it on a screen.
    pub joined: Vec<PersonId>,
    /// How the work flows.
    pub flow: Option<Flow>,
    /// The report of the sprint that the ceremony is about.
    pub report: Option<SprintReport>,
    /// The items rejected in that sprint, with the reasons.
    pub rejected: Vec<(ItemId, String)>,
    /// The improvements of the last retrospective, and older ones still in progress.
    pub agreed: Vec<ImprovementId>,
    /// Recently accepted items, the newest first, as references for an estimate.
    pub references: Vec<Reference>,
    /// The people who have voted for the item shown; the votes are hidden.
    pub voted: Vec<PersonId>,
    /// The deck of the round for the item shown; `None` without an item.
    pub round_deck: Option<Deck>,
    /// The number of hidden notes.
    pub hidden: usize,
    /// The user's own hidden notes.
    pub own_hidden: Vec<OwnNote>,
}

/// A running ceremony.
#[derive(Debug, Clone, Copy)]
pub struct CeremonyScene<'a> {
    /// The state in memory.
    pub workspace: &'a Workspace,
    /// The ceremony.
    pub id: CeremonyId,
    /// The kind of ceremony.
    pub kind: CeremonyKind,
    /// The current position.
    pub cursor: &'a CeremonyCursor,
    /// The item shown, in topics that show one item at a time.
    pub here: Option<ItemId>,
    /// The facts read for it.
    pub facts: &'a CeremonyFacts,
    /// The projection of the sprint being planned.
    pub what_if: Option<&'a WhatIf>,
    /// The user.
    pub me: Option<PersonId>,
    /// The present time.
    pub now: Instant,
}

/// The contents of a topic.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum TopicView<'a> {
    /// Refinement: the queue.
    Queue(Queue),
    /// Planning: why; `None` if no sprint is planned.
    Why(Option<Why<'a>>),
    /// Planning: what.
    What(What),
    /// Planning: how; `None` if no sprint is planned.
    How(Option<How<'a>>),
    /// Stand-up: the exceptions.
    Exceptions(Exceptions),
    /// Stand-up: the current stop of the walk.
    Walk(Turn),
    /// Review: the demo.
    Demo(Demo),
    /// Review: the items to decide on.
    Acceptance(Vec<ItemRef>),
    /// Review: the outcome of the sprint; `None` if none was running.
    Outcome(Option<Outcome>),
    /// Retrospective: the improvements agreed on before.
    LastTime(Vec<Agreed>),
    /// Retrospective: the wall.
    Wall(Wall),
    /// Retrospective: the dot votes.
    Votes(DotVotes),
    /// Retrospective: the improvements.
    Improvements(Improvements),
}

impl<'a> CeremonyScene<'a> {
    /// Returns the contents of a topic.
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

    /// Returns the sprint being planned.
    pub fn sprint(&self) -> Option<&'a Sprint> {
        planning::sprint(self.workspace, self.cursor.sprint.and_then(SprintId::new))
    }

    /// Returns the queue of items that are shown one at a time.
    pub fn queue(&self) -> Vec<ItemId> {
        match self.kind {
            CeremonyKind::Review => review::queue(self.workspace, self.id, self.here),
            CeremonyKind::Refinement => refinement::queue(self.workspace, self.here, &self.cursor.parked),
            CeremonyKind::Planning | CeremonyKind::StandUp | CeremonyKind::Retrospective => Vec::new(),
        }
    }

    /// Returns the stops of a stand-up's walk, in order.
    pub fn stops(&self) -> Vec<Stop> {
        walk(self.workspace, &self.cursor.order, self.cursor.by_column)
    }

    /// Returns the current stop of the walk: the first one until the walk advances.
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
