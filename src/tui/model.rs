//! What the screen remembers: where the cursor is, what is open on top, what was just done. Plain data; the product's
//! state is not here. Everything is remembered by id, so that others' changes never move a cursor.

mod backlog;
mod board;
mod review;
mod sprint;

pub use backlog::{BacklogPane, ForecastLine};
pub use board::{BoardPane, Lane, Lanes};
pub use review::{ReviewPane, ReviewRow};
pub use sprint::SprintPane;

use super::context::Context;
use super::effect::Effect;
use super::layer::Layer;
use super::screen::Screen;
use super::world::World;
use crate::domain::command::Command;
use crate::domain::id::{Id, ItemId};
use crate::domain::value::Instant;
use crate::domain::views::item::PartRef;
use crate::filter::Filter;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// For how long a change is marked, in milliseconds.
const MARKED_FOR: i64 = 2_000;

/// One of the panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pane {
    /// What is to come, in order.
    #[default]
    Backlog,
    /// The work of the running sprint.
    Board,
    /// What waits for acceptance.
    Review,
    /// How the sprint goes.
    Sprint,
}

impl Pane {
    /// The panes in their order.
    pub const ALL: [Self; 4] = [Self::Backlog, Self::Board, Self::Review, Self::Sprint];

    /// Returns where the keys go in it.
    pub fn context(self) -> Context {
        match self {
            Self::Backlog => Context::Backlog,
            Self::Board => Context::Board,
            Self::Review => Context::Review,
            Self::Sprint => Context::Sprint,
        }
    }

    /// Returns its title.
    pub fn title(self) -> &'static str {
        self.context().title()
    }
}

/// Words about what was just done, or why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Echo {
    /// The words.
    pub text: String,
    /// Whether they say no.
    pub is_refusal: bool,
    /// When they were said.
    pub at: Instant,
}

/// The state of the screen.
#[derive(Default)]
pub struct Model {
    /// Which pane is shown.
    pub pane: Pane,
    /// What is open above the pane, the topmost last.
    pub screens: Vec<Screen>,
    /// What floats above that, the topmost last.
    pub layers: Vec<Layer<Effect>>,
    /// What was just answered: it comes back where the answer is refused.
    pub answered: Option<Layer<Effect>>,
    /// The backlog pane.
    pub backlog: BacklogPane,
    /// The board pane.
    pub board: BoardPane,
    /// The review pane.
    pub review: ReviewPane,
    /// The sprint pane.
    pub sprint: SprintPane,
    /// The filter as it was typed, and as it is understood.
    pub filter: Option<(String, Filter)>,
    /// What was searched for last.
    pub searched: String,
    /// Marked items.
    pub marks: BTreeSet<ItemId>,
    /// The last words.
    pub echo: Option<Echo>,
    /// Items that have just changed, and when.
    pub moved: Vec<(ItemId, Instant)>,
    /// The command that can be repeated for another item.
    pub last: Option<Command>,
    /// Keys of a chord that is not complete.
    pub pending: Vec<crossterm::event::KeyEvent>,
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// Whether the program shall end.
    pub is_over: bool,
}

impl Model {
    /// Begins with the backlog.
    pub fn new() -> Self {
        Self { size: (80, 24), ..Self::default() }
    }

    /// Returns where the keys go now.
    pub fn context(&self) -> Context {
        if let Some(layer) = self.layers.last() {
            return layer.context();
        }
        match self.screens.last() {
            Some(screen) => screen.context(),
            None => self.pane.context(),
        }
    }

    /// Returns the item that the cursor is on.
    pub fn item(&self, world: &World<'_>) -> Option<ItemId> {
        match self.screens.last() {
            Some(Screen::Detail(detail)) => Some(detail.item),
            Some(Screen::Meeting(meeting)) => meeting.item(),
            Some(_) => None,
            None => match self.pane {
                Pane::Backlog => self.backlog.item(),
                Pane::Board => self.board.item(world, self.filter()),
                Pane::Review => self.review.item(),
                Pane::Sprint => None,
            },
        }
        .filter(|id| world.item(*id).is_some())
    }

    /// Returns the part of an item that the cursor is on: a criterion, a task, a question …
    pub fn part(&self) -> Option<PartRef> {
        match self.screens.last() {
            Some(Screen::Detail(detail)) => detail.cursor,
            Some(Screen::Meeting(meeting)) => meeting.detail.as_ref().and_then(|detail| detail.cursor),
            None if self.pane == Pane::Review => self.review.part(),
            Some(_) | None => None,
        }
    }

    /// Returns the items that an action is for: those that are marked, else the one under the cursor.
    pub fn targets(&self, world: &World<'_>) -> Vec<ItemId> {
        let mut marked = self.marked_here(world);
        if marked.is_empty() {
            return self.item(world).into_iter().collect();
        }
        marked.sort_by_key(|id| world.item(*id).map(|item| (item.rank.clone(), item.id)));
        marked
    }

    /// Returns the marked items that belong to what is shown: a mark acts only where it is seen.
    pub fn marked_here(&self, world: &World<'_>) -> Vec<ItemId> {
        let belongs = |item: &crate::domain::item::Item| match self.pane {
            Pane::Backlog => item.is_in_backlog(),
            Pane::Board => !item.is_in_backlog(),
            Pane::Review | Pane::Sprint => false,
        };
        if !self.screens.is_empty() {
            return Vec::new();
        }
        self.marks.iter().copied().filter(|id| world.item(*id).is_some_and(belongs)).collect()
    }

    /// Returns the filter.
    pub fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref().map(|(_, filter)| filter)
    }

    /// Returns the detail whose parts the keys go to or that is shown beside the list.
    pub fn looks_at(&self, world: &World<'_>) -> Vec<ItemId> {
        match self.screens.last() {
            Some(Screen::Detail(detail)) => vec![detail.item],
            Some(Screen::Meeting(meeting)) => meeting.looks_at(),
            Some(_) => Vec::new(),
            None if self.pane == Pane::Review => self.review.items(world),
            None => self.item(world).into_iter().collect(),
        }
    }

    /// Says what was done.
    pub fn say(&mut self, text: impl Into<String>, at: Instant) {
        self.echo = Some(Echo { text: text.into(), is_refusal: false, at });
    }

    /// Says why something was not done.
    pub fn refuse(&mut self, text: impl Into<String>, at: Instant) {
        self.echo = Some(Echo { text: text.into(), is_refusal: true, at });
    }

    /// Tells whether an item has just changed.
    pub fn has_moved(&self, id: ItemId, now: Instant) -> bool {
        self.moved.iter().any(|(item, at)| *item == id && now.0 - at.0 < MARKED_FOR)
    }

    /// Forgets the marks of changes that are no longer new. Returns whether there were any.
    pub fn fade(&mut self, now: Instant) -> bool {
        let before = self.moved.len();
        self.moved.retain(|(_, at)| now.0 - at.0 < MARKED_FOR);
        self.moved.len() != before
    }

    /// Brings cursors back onto rows that exist, and the filter's rows up to date.
    pub fn settle(&mut self, world: &World<'_>) {
        self.backlog.settle(world, self.filter.as_ref());
        self.board.settle(world, self.filter.as_ref().map(|(_, filter)| filter));
        self.review.settle(world, self.filter.as_ref().map(|(_, filter)| filter));
        match self.screens.last_mut() {
            Some(Screen::Detail(detail)) => detail.settle(world),
            Some(Screen::Meeting(meeting)) => meeting.settle(world),
            Some(_) | None => {}
        }
        self.marks.retain(|id| world.item(*id).is_some());
    }
}

/// Where somebody left off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    pane: Pane,
    backlog: Option<u64>,
    card: Option<u64>,
    filter: Option<String>,
    lanes: Lanes,
}

impl SavedView {
    /// Returns the item of the backlog that the cursor was on.
    pub fn in_backlog(&self) -> Option<ItemId> {
        self.backlog.and_then(ItemId::new)
    }

    /// Tells whether there was a filter, for which all items must be read.
    pub fn is_filtered(&self) -> bool {
        self.filter.is_some()
    }
}

impl Model {
    /// Returns where the person is, to be found again at the next start.
    pub fn place(&self) -> SavedView {
        // What is still being typed is no filter that anybody wants back.
        let filter = match self.layers.last() {
            Some(Layer::Prompt(prompt)) => prompt.former_filter.as_ref().unwrap_or(&self.filter),
            Some(_) | None => &self.filter,
        };
        SavedView {
            pane: self.pane,
            backlog: self.backlog.item().map(Id::number),
            card: self.board.cursor().map(Id::number),
            filter: filter.as_ref().map(|(text, _)| text.clone()),
            lanes: self.board.lanes,
        }
    }

    /// Goes back to where the person left off, as far as it still exists.
    pub fn resume(&mut self, place: &SavedView, world: &World<'_>) {
        self.pane = place.pane;
        self.board.lanes = place.lanes;
        self.filter = place.filter.as_ref().and_then(|text| {
            Filter::parse(text, world.workspace, world.me).ok().map(|filter| (text.clone(), filter))
        });
        if let Some(id) = place.in_backlog() {
            self.backlog.select(id);
        }
        if let Some(id) = place.card.and_then(ItemId::new) {
            self.board.select(world, id);
        }
    }
}
