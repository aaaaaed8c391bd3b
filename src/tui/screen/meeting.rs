//! The memory of a ceremony's screen: where it is (every terminal that takes part shows the same), and the rows that are
//! shown there. What each ceremony shows stands in a file of its own.

mod row;

pub use row::MeetingRow;

use super::DetailScreen;
use crate::domain::ceremony::Ceremony;
use crate::domain::id::{CeremonyId, Id as _, ItemId, PersonId, SprintId};
use crate::domain::planning::{WhatIf, what_if};
use crate::domain::poker::{self, Deck, deck_of};
use crate::domain::sprint::Sprint;
use crate::domain::value::CeremonyKind;
use crate::domain::views::ceremony::{CeremonyFacts, CeremonyScene};
use crate::domain::views::planning::{self, Offered};
use crate::domain::views::standup::Stop;
use crate::domain::views::{CeremonyCursor, Target, Topic};
use crate::present;
use crate::present::tree::{Section, Tree};
use crate::tui::widget::list::Scroll;
use crate::tui::world::{AsOf, World};
use chrono::NaiveDate;

/// A ceremony's screen.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// Which ceremony.
    pub id: CeremonyId,
    /// Which of the five.
    pub kind: CeremonyKind,
    /// Where it is.
    pub cursor: CeremonyCursor,
    /// The item that fills the screen, where the topic is one item, with the cursor among its parts.
    pub detail: Option<DetailScreen>,
    /// The rows, where the topic is a list.
    pub rows: Vec<MeetingRow>,
    /// From which row on they stand beside the others where there is room.
    aside: Option<usize>,
    /// The row of the cursor.
    pub at: usize,
    /// The first row on the screen.
    pub top: Scroll,
    /// The rows of the list beside the first one, where there is one.
    pub beside: Vec<MeetingRow>,
    /// Whether the cursor is in the list beside.
    pub is_beside: bool,
    /// Where the cursor is in the list that it is not in.
    other_at: usize,
    /// The first row on the screen of the list beside.
    pub top_beside: Scroll,
    /// What the sprint that is planned would be.
    pub what_if: Option<WhatIf>,
    /// Whether the presenter layout was asked for, or asked away; `None` for as the width suggests.
    pub presents: Option<bool>,
    /// What was read.
    pub facts: CeremonyFacts,
    read: Option<AsOf>,
    /// Where the cursor shall go when the rows are up to date.
    wanted: Option<Target>,
    is_old: bool,
}

/// From how many columns on a ceremony is laid out for a shared screen.
const SHARED: u16 = 140;

impl Meeting {
    /// Opens a ceremony where it is.
    pub fn of(ceremony: &Ceremony, cursor: CeremonyCursor) -> Self {
        Self {
            id: ceremony.id,
            kind: ceremony.kind,
            cursor,
            detail: None,
            rows: Vec::new(),
            aside: None,
            at: 0,
            top: Scroll::default(),
            beside: Vec::new(),
            is_beside: false,
            other_at: 0,
            top_beside: Scroll::default(),
            what_if: None,
            presents: None,
            facts: CeremonyFacts::default(),
            read: None,
            wanted: None,
            is_old: false,
        }
    }

    /// Returns the topic that it is at.
    pub fn topic(&self) -> Topic {
        let topics = Topic::of(self.kind);
        topics[self.cursor.topic.min(topics.len() - 1)]
    }

    /// Tells whether it is laid out for a shared screen.
    pub fn is_presented(&self, columns: u16) -> bool {
        self.presents.unwrap_or(columns >= SHARED)
    }

    /// Tells whether what was read is of `now`.
    pub fn is_fresh(&self, now: AsOf) -> bool {
        !self.is_old && self.read == Some(now)
    }

    /// Returns the day on which was read.
    pub fn read_on(&self) -> Option<NaiveDate> {
        self.read.map(|as_of| as_of.day)
    }

    /// Lets what was read be read again.
    pub fn is_stale(&mut self) {
        self.is_old = true;
    }

    /// Takes what was read.
    pub fn take(&mut self, facts: CeremonyFacts, as_of: AsOf) {
        self.facts = facts;
        self.read = Some(as_of);
        self.is_old = false;
    }

    /// Puts the cursor onto something once it is there.
    pub fn select(&mut self, target: Target) {
        self.wanted = Some(target);
    }

    /// Goes where the ceremony is.
    pub fn go_to(&mut self, cursor: CeremonyCursor) {
        if (cursor.topic, cursor.item, cursor.person)
            != (self.cursor.topic, self.cursor.item, self.cursor.person)
        {
            self.at = 0;
            self.top.reset();
            self.top_beside.reset();
        }
        self.cursor = cursor;
    }

    /// Returns from which row on they stand beside the others where there is room: the sprint's own facts.
    pub fn aside(&self) -> Option<usize> {
        self.aside
    }

    /// Returns what is said above the rows, however far they are scrolled.
    pub fn notice(&self) -> Option<String> {
        let count = Some(self.facts.hidden).filter(|count| *count > 0 && self.topic() == Topic::Wall)?;
        let them = if count == 1 { "it" } else { "them" };
        Some(format!("{}; * turns {them} over", present::wall::face_down(count, "")))
    }

    /// Returns what the cursor is on.
    pub fn target(&self) -> Target {
        self.list().get(self.at).map_or(Target::Nothing, |row| row.target)
    }

    /// Returns the rows of the list that the cursor is in.
    fn list(&self) -> &[MeetingRow] {
        if self.is_beside { &self.beside } else { &self.rows }
    }

    /// Goes to the list beside, or back.
    pub fn cross(&mut self, beside: bool) {
        if self.is_beside != beside {
            self.is_beside = beside;
            std::mem::swap(&mut self.at, &mut self.other_at);
        }
    }

    /// Returns where the cursor is in the list that it is not in.
    pub fn other_at(&self) -> usize {
        self.other_at
    }

    /// Returns the sprint that is planned now.
    pub fn sprint<'a>(&self, world: &World<'a>) -> Option<&'a Sprint> {
        planning::sprint(world.workspace, self.cursor.sprint.and_then(SprintId::new))
    }

    /// Returns the sprints that can be planned.
    pub fn sprints<'a>(&self, world: &World<'a>) -> Vec<&'a Sprint> {
        planning::sprints(world.workspace)
    }

    /// Returns the item that an action is for.
    pub fn item(&self) -> Option<ItemId> {
        match &self.detail {
            Some(detail) => Some(detail.item),
            None => self.target().item(),
        }
    }

    /// Returns the items whose parts are shown.
    pub fn looks_at(&self) -> Vec<ItemId> {
        // A sprint with more items than this shows the tasks of the first ones.
        const MOST: usize = 40;
        if self.topic() == Topic::How {
            return self.rows.iter().filter_map(|row| row.target.item()).take(MOST).collect();
        }
        self.item().into_iter().collect()
    }

    /// Goes some rows down, or up where `by` is negative; headings are passed over.
    pub fn step(&mut self, world: &World<'_>, by: isize) {
        if let Some(detail) = &mut self.detail {
            if by.unsigned_abs() == 1 {
                detail.go(world, by);
            } else {
                detail.page(by);
            }
            return;
        }
        let rows = self.list();
        let last = rows.len().saturating_sub(1);
        let to = self.at.saturating_add_signed(by).min(last);
        let is_row = |at: &usize| rows.get(*at).is_some_and(|row| row.target != Target::Nothing);
        let found = if by < 0 {
            (0..=to).rev().find(is_row).or_else(|| (to..=self.at.min(last)).find(is_row))
        } else {
            (to..=last).find(is_row).or_else(|| (self.at.min(last)..=to).rev().find(is_row))
        };
        // A list in which nothing can be chosen is scrolled.
        self.at = if rows.is_empty() { 0 } else { found.unwrap_or(to) };
    }

    /// Brings rows, item and cursor up to what there is.
    pub fn settle(&mut self, world: &World<'_>) {
        let before = self.wanted.take().unwrap_or_else(|| self.target());
        let item = self.shown_item(world);
        match item {
            Some(id) if self.detail.as_ref().is_none_or(|detail| detail.item != id) => {
                let is_judged = self.topic() == Topic::Acceptance;
                self.detail = Some(if is_judged { DetailScreen::at_part(id) } else { DetailScreen::of(id) });
            }
            Some(_) => {}
            None => self.detail = None,
        }
        if let Some(detail) = &mut self.detail {
            detail.settle(world);
        }
        if self.kind == CeremonyKind::Planning {
            self.what_if = self.sprint(world).map(|sprint| what_if(world.workspace, sprint.id));
            (self.beside, _) = row::rows(self.tree_beside(world), &world.theme.glyphs);
        }
        let tree = self.tree(world);
        (self.rows, self.aside) = row::rows(tree, &world.theme.glyphs);
        if self.topic() != Topic::What {
            self.cross(false);
        }
        self.at = settled(self.list(), self.at, before);
    }

    fn scene<'a>(&'a self, world: &World<'a>) -> CeremonyScene<'a> {
        CeremonyScene {
            workspace: world.workspace,
            id: self.id,
            kind: self.kind,
            cursor: &self.cursor,
            here: self.here(),
            facts: &self.facts,
            what_if: self.what_if.as_ref(),
            me: world.me,
            now: world.now,
        }
    }

    /// Returns what the topic shows in a list; where one item fills the screen, there is no list.
    fn tree(&self, world: &World<'_>) -> Tree {
        if self.topic().is_item_by_item() {
            return Tree::default();
        }
        let view = self.scene(world).topic(self.topic());
        present::ceremony::topic(&view, &self.facts, world.zone(), world.theme.glyphs.none)
    }

    /// Returns the items of the sprint that is planned, which are shown beside the backlog.
    fn tree_beside(&self, world: &World<'_>) -> Tree {
        let Some(sprint) = self.sprint(world).filter(|_| self.topic() == Topic::What) else {
            return Tree::default();
        };
        let offered = |item| Offered::of(world.workspace, self.what_if.as_ref(), item);
        let none = world.theme.glyphs.none;
        let items = world.workspace.in_sprint(sprint.id).into_iter().map(offered);
        Tree::from([Section::default().with(items.map(|it| present::planning::offered(&it, none)))])
    }

    /// Returns the item that fills the screen, where the topic is one item.
    fn shown_item(&self, world: &World<'_>) -> Option<ItemId> {
        if !self.topic().is_item_by_item() {
            return None;
        }
        self.here().filter(|id| world.item(*id).is_some()).or_else(|| self.queue(world).first().copied())
    }

    /// Returns the item that is looked at: the one that the ceremony is at, or the one shown since it began.
    pub fn here(&self) -> Option<ItemId> {
        self.cursor.item().or_else(|| self.detail.as_ref().map(|detail| detail.item))
    }

    /// Returns what is gone through one by one: items, in their order.
    pub fn queue(&self, world: &World<'_>) -> Vec<ItemId> {
        self.scene(world).queue()
    }

    /// Returns who plays planning poker.
    pub fn players(&self, world: &World<'_>) -> Vec<PersonId> {
        let ceremony = world.workspace.meetings.ceremonies.get(self.id);
        ceremony.map_or_else(Vec::new, |ceremony| poker::players(world.workspace, ceremony))
    }

    /// Tells whether all who estimate have a card on the table.
    pub fn have_all_voted(&self, world: &World<'_>) -> bool {
        let players = self.players(world);
        !players.is_empty() && players.iter().all(|id| self.facts.voted.contains(id))
    }

    /// Returns who is gone through in a stand-up, one by one.
    pub fn walk(&self, world: &World<'_>) -> Vec<Stop> {
        self.scene(world).stops()
    }

    /// Returns where the walk of a stand-up is.
    pub fn stop(&self, world: &World<'_>) -> Option<Stop> {
        self.scene(world).stop()
    }
}

/// Returns the deck that the team estimates with.
pub fn deck(world: &World<'_>) -> Deck {
    world.workspace.product().map(deck_of).unwrap_or_default()
}

/// Where the cursor belongs: on what it was on, wherever that stands now; else near where it was, on a row that stands for
/// something.
fn settled(rows: &[MeetingRow], at: usize, before: Target) -> usize {
    if before != Target::Nothing
        && let Some(found) = rows.iter().position(|row| row.target == before)
    {
        return found;
    }
    let at = at.min(rows.len().saturating_sub(1));
    let is_row = |row: &MeetingRow| row.target != Target::Nothing;
    let after = rows.iter().skip(at).position(is_row).map(|ahead| at + ahead);
    after.or_else(|| rows.iter().position(is_row)).unwrap_or(at)
}
