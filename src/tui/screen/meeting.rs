//! The state of a ceremony's screen: its cursor, which all participating terminals share, and the rows shown. What each
//! ceremony shows is in a separate file.

mod row;

pub use row::MeetingRow;

use super::DetailScreen;
use crate::domain::ceremony::Ceremony;
use crate::domain::id::{CeremonyId, HiddenId, Id as _, ItemId, PersonId, SprintId};
use crate::domain::planning::{WhatIf, what_if};
use crate::domain::poker::{self, Deck, deck_of};
use crate::domain::reveal::OwnNote;
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

/// The screen of a ceremony.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// The ceremony.
    pub id: CeremonyId,
    /// Its kind.
    pub kind: CeremonyKind,
    /// Its current position.
    pub cursor: CeremonyCursor,
    /// The item shown, in topics that show one item at a time, with the cursor in its parts.
    pub detail: Option<DetailScreen>,
    /// The rows, in topics that show a list.
    pub rows: Vec<MeetingRow>,
    /// The first row that is shown beside the others where there is room.
    aside: Option<usize>,
    /// The row of the cursor.
    pub at: usize,
    /// The first row on the screen.
    pub top: Scroll,
    /// The rows of the second list beside the first, if there is one.
    pub beside: Vec<MeetingRow>,
    /// Whether the cursor is in the second list.
    pub is_beside: bool,
    /// The row of the cursor in the other list.
    other_at: usize,
    /// The first row on the screen of the second list.
    pub top_beside: Scroll,
    /// The projection of the sprint being planned.
    pub what_if: Option<WhatIf>,
    /// Whether the presenter layout was switched on or off; `None` to choose it by width.
    pub presents: Option<bool>,
    /// The facts read for it.
    pub facts: CeremonyFacts,
    read: Option<AsOf>,
    /// The row to select when the rows are updated.
    wanted: Option<Target>,
    is_old: bool,
}

/// The width from which the presenter layout is used, in columns.
const SHARED: u16 = 140;

impl Meeting {
    /// Opens a ceremony at its current position.
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

    /// Returns the current topic.
    pub fn topic(&self) -> Topic {
        let topics = Topic::of(self.kind);
        topics[self.cursor.topic.min(topics.len() - 1)]
    }

    /// Returns whether the presenter layout is used.
    pub fn is_presented(&self, columns: u16) -> bool {
        self.presents.unwrap_or(columns >= SHARED)
    }

    /// Returns whether the facts are current.
    pub fn is_fresh(&self, now: AsOf) -> bool {
        !self.is_old && self.read == Some(now)
    }

    /// Returns the day on which the facts were read.
    pub fn read_on(&self) -> Option<NaiveDate> {
        self.read.map(|as_of| as_of.day)
    }

    /// Marks the facts as stale.
    pub fn is_stale(&mut self) {
        self.is_old = true;
    }

    /// Sets the facts that were read.
    pub fn take(&mut self, facts: CeremonyFacts, as_of: AsOf) {
        self.facts = facts;
        self.read = Some(as_of);
        self.is_old = false;
    }

    /// Selects a row, as soon as it exists.
    pub fn select(&mut self, target: Target) {
        self.wanted = Some(target);
    }

    /// Moves to a position.
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

    /// Returns the first row that is shown beside the others where there is room: the facts of the sprint.
    pub fn aside(&self) -> Option<usize> {
        self.aside
    }

    /// Returns the notice above the rows, which does not scroll.
    pub fn notice(&self) -> Option<String> {
        let count = Some(self.facts.hidden).filter(|count| *count > 0 && self.topic() == Topic::Wall)?;
        let them = if count == 1 { "it" } else { "them" };
        Some(format!("{}; * reveals {them}", present::wall::hidden_notes(count, "")))
    }

    /// Returns one of the user's own hidden notes.
    pub fn own_note(&self, id: HiddenId) -> Option<&OwnNote> {
        self.facts.own_hidden.iter().find(|note| note.id == id)
    }

    /// Returns the target of the selected row.
    pub fn target(&self) -> Target {
        self.list().get(self.at).map_or(Target::Nothing, |row| row.target)
    }

    /// Returns the rows of the list with the cursor.
    fn list(&self) -> &[MeetingRow] {
        if self.is_beside { &self.beside } else { &self.rows }
    }

    /// Moves the cursor to the second list, or back.
    pub fn cross(&mut self, beside: bool) {
        if self.is_beside != beside {
            self.is_beside = beside;
            std::mem::swap(&mut self.at, &mut self.other_at);
        }
    }

    /// Returns the row of the cursor in the other list.
    pub fn other_at(&self) -> usize {
        self.other_at
    }

    /// Returns the sprint being planned.
    pub fn sprint<'a>(&self, world: &World<'a>) -> Option<&'a Sprint> {
        planning::sprint(world.workspace, self.cursor.sprint.and_then(SprintId::new))
    }

    /// Returns the sprints that can be planned.
    pub fn sprints<'a>(&self, world: &World<'a>) -> Vec<&'a Sprint> {
        planning::sprints(world.workspace)
    }

    /// Returns the item that actions apply to.
    pub fn item(&self) -> Option<ItemId> {
        match &self.detail {
            Some(detail) => Some(detail.item),
            None => self.target().item(),
        }
    }

    /// Returns the items whose parts are shown.
    pub fn detail_items(&self) -> Vec<ItemId> {
        // Of a sprint with more items, the tasks of the first ones are shown.
        const MOST: usize = 40;
        if self.topic() == Topic::How {
            return self.rows.iter().filter_map(|row| row.target.item()).take(MOST).collect();
        }
        self.item().into_iter().collect()
    }

    /// Moves the cursor by some rows, skipping headings.
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
        // A list without selectable rows is scrolled.
        self.at = if rows.is_empty() { 0 } else { found.unwrap_or(to) };
    }

    /// Updates rows, item and cursor.
    pub fn normalise(&mut self, world: &World<'_>) {
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
            detail.normalise(world);
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
        self.at = cursor_row(self.list(), self.at, before);
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

    /// Returns the list of the topic; empty for topics that show one item at a time.
    fn tree(&self, world: &World<'_>) -> Tree {
        if self.topic().is_item_by_item() {
            return Tree::default();
        }
        let view = self.scene(world).topic(self.topic());
        present::ceremony::topic(&view, &self.facts, world.zone(), world.theme.glyphs.none)
    }

    /// Returns the items of the sprint being planned, which are shown beside the backlog.
    fn tree_beside(&self, world: &World<'_>) -> Tree {
        let Some(sprint) = self.sprint(world).filter(|_| self.topic() == Topic::What) else {
            return Tree::default();
        };
        let offered = |item| Offered::of(world.workspace, self.what_if.as_ref(), item);
        let none = world.theme.glyphs.none;
        let items = world.workspace.in_sprint(sprint.id).into_iter().map(offered);
        Tree::from([Section::default().with(items.map(|it| present::planning::offered(&it, none)))])
    }

    /// Returns the item to show, in topics that show one item at a time.
    fn shown_item(&self, world: &World<'_>) -> Option<ItemId> {
        if !self.topic().is_item_by_item() {
            return None;
        }
        self.here().filter(|id| world.item(*id).is_some()).or_else(|| self.queue(world).first().copied())
    }

    /// Returns the current item: the one at the ceremony's position, else the one shown so far.
    pub fn here(&self) -> Option<ItemId> {
        self.cursor.item().or_else(|| self.detail.as_ref().map(|detail| detail.item))
    }

    /// Returns the queue of items that are shown one at a time, in order.
    pub fn queue(&self, world: &World<'_>) -> Vec<ItemId> {
        self.scene(world).queue()
    }

    /// Returns the players of planning poker.
    pub fn players(&self, world: &World<'_>) -> Vec<PersonId> {
        let ceremony = world.workspace.meetings.ceremonies.get(self.id);
        ceremony.map_or_else(Vec::new, |ceremony| poker::players(world.workspace, ceremony))
    }

    /// Returns the deck of the round: that of its hidden cards, or else the product's.
    pub fn round_deck(&self, world: &World<'_>) -> Deck {
        self.facts.round_deck.clone().unwrap_or_else(|| deck(world))
    }

    /// Returns whether all players have voted.
    pub fn have_all_voted(&self, world: &World<'_>) -> bool {
        let players = self.players(world);
        !players.is_empty() && players.iter().all(|id| self.facts.voted.contains(id))
    }

    /// Returns the stops of a stand-up's walk, in order.
    pub fn walk(&self, world: &World<'_>) -> Vec<Stop> {
        self.scene(world).stops()
    }

    /// Returns the current stop of a stand-up's walk.
    pub fn stop(&self, world: &World<'_>) -> Option<Stop> {
        self.scene(world).stop()
    }
}

/// Returns the team's deck of cards.
pub fn deck(world: &World<'_>) -> Deck {
    world.workspace.product().map(deck_of).unwrap_or_default()
}

/// Returns the row for the cursor: that of its former target, else the nearest one that can be selected.
fn cursor_row(rows: &[MeetingRow], at: usize, before: Target) -> usize {
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
