//! The memory of a ceremony's screen: where it is (every terminal that takes part shows the same), and the rows that are
//! shown there. What each ceremony shows stands in a file of its own.

mod place;
mod row;

mod retrospective;
mod review;
mod stand_up;

pub use place::{Place, Topic};
pub use row::{Row, Target};

use super::Detail;
use crate::domain::ceremony::Ceremony;
use crate::domain::flow::Flow;
use crate::domain::id::{CeremonyId, Id, ItemId, PersonId};
use crate::domain::minutes::Group;
use crate::domain::report::SprintReport;
use crate::domain::value::{CeremonyKind, Instant};
use crate::tui::model::AsOf;
use crate::tui::widget::list::Scroll;
use crate::tui::world::World;

/// What was read for a ceremony beside what is in memory anyway.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// When the last one of its kind was ended.
    pub since: Option<Instant>,
    /// What came of everything since then, in groups.
    pub news: Vec<Group>,
    /// Who changed what since then: the items by whoever changed them.
    pub changed: Vec<(PersonId, ItemId)>,
    /// How the work flows.
    pub flow: Option<Flow>,
    /// The report of the sprint that the ceremony is about.
    pub report: Option<SprintReport>,
    /// What was rejected in that sprint, with the reasons.
    pub rejected: Vec<String>,
    /// Who has something under seal: a card for the item shown, or notes for the wall.
    pub sealed: Vec<PersonId>,
}

/// A ceremony's screen.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// Which ceremony.
    pub id: CeremonyId,
    /// Which of the five.
    pub kind: CeremonyKind,
    /// Where it is.
    pub place: Place,
    /// The item that fills the screen, where the topic is one item, with the cursor among its parts.
    pub detail: Option<Detail>,
    /// The rows, where the topic is a list.
    pub rows: Vec<Row>,
    /// The row of the cursor.
    pub at: usize,
    /// The first row on the screen.
    pub top: Scroll,
    /// Whether the presenter layout was asked for, or asked away; `None` for as the width suggests.
    pub presents: Option<bool>,
    /// What was read.
    pub facts: Facts,
    read: Option<AsOf>,
}

/// From how many columns on a ceremony is laid out for a shared screen.
const SHARED: u16 = 140;

impl Meeting {
    /// Opens a ceremony where it is.
    pub fn of(ceremony: &Ceremony, place: Place) -> Self {
        Self {
            id: ceremony.id,
            kind: ceremony.kind,
            place,
            detail: None,
            rows: Vec::new(),
            at: 0,
            top: Scroll::default(),
            presents: None,
            facts: Facts::default(),
            read: None,
        }
    }

    /// Returns the topic that it is at.
    pub fn topic(&self) -> Topic {
        let topics = Topic::of(self.kind);
        topics[self.place.topic.min(topics.len() - 1)]
    }

    /// Tells whether it is laid out for a shared screen.
    pub fn is_presented(&self, columns: u16) -> bool {
        self.presents.unwrap_or(columns >= SHARED)
    }

    /// Tells whether what was read is of `now`.
    pub fn is_fresh(&self, now: AsOf) -> bool {
        self.read == Some(now)
    }

    /// Lets what was read be read again.
    pub fn is_stale(&mut self) {
        self.read = None;
    }

    /// Takes what was read.
    pub fn take(&mut self, facts: Facts, as_of: AsOf) {
        self.facts = facts;
        self.read = Some(as_of);
    }

    /// Goes where the ceremony is.
    pub fn go_to(&mut self, place: Place) {
        if (place.topic, place.item, place.person) != (self.place.topic, self.place.item, self.place.person) {
            self.at = 0;
            self.top.reset();
        }
        self.place = place;
    }

    /// Returns what the cursor is on.
    pub fn target(&self) -> Target {
        self.rows.get(self.at).map_or(Target::Nothing, |row| row.target)
    }

    /// Returns the item that an action is for.
    pub fn item(&self) -> Option<ItemId> {
        match &self.detail {
            Some(detail) => Some(detail.item),
            None => self.target().item(),
        }
    }

    /// Goes some rows down, or up where `by` is negative; headings are passed over.
    pub fn step(&mut self, world: &World<'_>, by: isize) {
        if let Some(detail) = &mut self.detail {
            if by.unsigned_abs() == 1 {
                detail.go(world, by);
            } else {
                detail.scroll = detail.scroll.saturating_add_signed(by);
            }
            return;
        }
        let last = self.rows.len().saturating_sub(1);
        let to = self.at.saturating_add_signed(by).min(last);
        let is_row = |at: &usize| self.rows[*at].target != Target::Nothing;
        let found = if by < 0 {
            (0..=to).rev().find(is_row).or_else(|| (to..=self.at.min(last)).find(is_row))
        } else {
            (to..=last).find(is_row).or_else(|| (self.at.min(last)..=to).rev().find(is_row))
        };
        // A list in which nothing can be chosen is scrolled.
        self.at = if self.rows.is_empty() { 0 } else { found.unwrap_or(to) };
    }

    /// Brings rows, item and cursor up to what there is.
    pub fn settle(&mut self, world: &World<'_>) {
        let before = self.target();
        let item = self.shown_item(world);
        match item {
            Some(id) if self.detail.as_ref().is_none_or(|detail| detail.item != id) => {
                self.detail = Some(Detail::of(id));
            }
            Some(_) => {}
            None => self.detail = None,
        }
        if let Some(detail) = &mut self.detail {
            detail.settle(world);
        }
        self.rows = match self.kind {
            CeremonyKind::StandUp => stand_up::rows(world, self),
            CeremonyKind::Review => review::rows(world, self),
            CeremonyKind::Retrospective => retrospective::rows(world, self),
            CeremonyKind::Refinement | CeremonyKind::Planning => Vec::new(),
        };
        // Selection is by what it is, not by where it stands.
        if before != Target::Nothing
            && let Some(at) = self.rows.iter().position(|row| row.target == before)
        {
            self.at = at;
        }
        self.at = self.at.min(self.rows.len().saturating_sub(1));
        if self.rows.get(self.at).is_some_and(|row| row.target == Target::Nothing)
            && let Some(at) = self.rows.iter().position(|row| row.target != Target::Nothing)
        {
            self.at = self.at.max(at);
            if self.rows[self.at].target == Target::Nothing {
                self.at = at;
            }
        }
    }

    /// Returns the item that fills the screen, where the topic is one item.
    fn shown_item(&self, world: &World<'_>) -> Option<ItemId> {
        if self.topic() != Topic::Acceptance && self.topic() != Topic::Queue {
            return None;
        }
        let queue = self.queue(world);
        let here = self.place.item.and_then(ItemId::new).filter(|id| world.item(*id).is_some());
        here.or_else(|| queue.first().copied())
    }

    /// Returns what is gone through one by one: items, in their order.
    pub fn queue(&self, world: &World<'_>) -> Vec<ItemId> {
        match self.kind {
            CeremonyKind::Review => review::queue(world, self),
            CeremonyKind::Refinement
            | CeremonyKind::Planning
            | CeremonyKind::StandUp
            | CeremonyKind::Retrospective => Vec::new(),
        }
    }

    /// Returns who is gone through in a stand-up, one by one.
    pub fn walk(&self, world: &World<'_>) -> Vec<stand_up::Stop> {
        stand_up::walk(world, self)
    }

    /// Returns where the walk of a stand-up is.
    pub fn stop(&self, world: &World<'_>) -> Option<stand_up::Stop> {
        stand_up::stop(world, self)
    }
}

pub use stand_up::Stop;
