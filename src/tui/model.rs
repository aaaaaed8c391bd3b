//! The state of the screen: cursors, open screens and layers, the last message. Plain data; the product's state is not
//! here. Everything is stored by id, so that others' changes never move a cursor.

mod backlog;
mod board;
mod header;
mod review;
mod sprint;

pub use backlog::{BacklogForecast, BacklogPane, ForecastBracket, PREVIEW};
pub use board::{BoardPane, Lane, Lanes};
pub use header::HeaderCache;
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

/// How long a change is marked, in milliseconds.
const MARKED_FOR: i64 = 2_000;

/// The width from which the item's detail is shown beside a list, in columns.
pub const BESIDE: u16 = 100;

/// One of the panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pane {
    /// The work to come, in order.
    #[default]
    Backlog,
    /// The work of the running sprint.
    Board,
    /// The items that wait for acceptance.
    Review,
    /// The progress and flow of the sprint.
    Sprint,
}

impl Pane {
    /// The panes, in order.
    pub const ALL: [Self; 4] = [Self::Backlog, Self::Board, Self::Review, Self::Sprint];

    /// Returns its context.
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

/// The message about the last action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Echo {
    /// The text.
    pub text: String,
    /// Whether it is a refusal.
    pub is_refusal: bool,
    /// When it was shown.
    pub at: Instant,
}

/// The last change, by anybody: shown until there is another, except while there is a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastChange {
    /// The message about it.
    pub echo: Echo,
    /// How to take it back, or to do it again; `None` if it is another person's.
    pub next: Option<Reversal>,
}

/// How the last change is reversed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reversal {
    /// It is undone: the entry of this revision.
    Undo(u64),
    /// It was undone, and is done again.
    Redo,
}

/// The state of the screen.
#[derive(Default)]
pub struct Model {
    /// The current pane.
    pub pane: Pane,
    /// The screens above the pane, the top one last.
    pub screens: Vec<Screen>,
    /// The layers above those, the top one last.
    pub layers: Vec<Layer<Effect>>,
    /// The last answered layer, which is reopened if the answer is refused.
    pub answered: Option<Layer<Effect>>,
    /// The backlog pane.
    pub backlog: BacklogPane,
    /// The board pane.
    pub board: BoardPane,
    /// The review pane.
    pub review: ReviewPane,
    /// The sprint pane.
    pub sprint: SprintPane,
    /// The filter, as typed and as parsed.
    pub filter: Option<(String, Filter)>,
    /// The last search.
    pub searched: String,
    /// Marked items.
    pub marks: BTreeSet<ItemId>,
    /// The last message.
    pub echo: Option<Echo>,
    /// The last change, by anybody.
    pub change: Option<LastChange>,
    /// The header of every screen.
    pub header: HeaderCache,
    /// Recently changed items, with the time of the change.
    pub moved: Vec<(ItemId, Instant)>,
    /// The command that can be repeated for another item.
    pub last: Option<Command>,
    /// The keys of an incomplete chord.
    pub pending: Vec<crossterm::event::KeyEvent>,
    /// The width and height of the screen, in columns and rows.
    pub size: (u16, u16),
    /// Whether the program is to end.
    pub is_over: bool,
}

impl Model {
    /// Creates the model, showing the backlog.
    pub fn new() -> Self {
        Self { size: (80, 24), ..Self::default() }
    }

    /// Returns the context that receives the keys.
    pub fn context(&self) -> Context {
        if let Some(layer) = self.layers.last() {
            return layer.context();
        }
        match self.screens.last() {
            Some(screen) => screen.context(),
            None => self.pane.context(),
        }
    }

    /// Returns the selected item.
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

    /// Returns the selected part of an item: a criterion, a task, a question …
    pub fn part(&self) -> Option<PartRef> {
        match self.screens.last() {
            Some(Screen::Detail(detail)) => detail.cursor,
            Some(Screen::Meeting(meeting)) => meeting.detail.as_ref().and_then(|detail| detail.cursor),
            None if self.pane == Pane::Review => self.review.part(),
            Some(_) | None => None,
        }
    }

    /// Returns the items that an action applies to: the marked ones, else the selected one.
    pub fn targets(&self, world: &World<'_>) -> Vec<ItemId> {
        let mut marked = self.marked_here(world);
        if marked.is_empty() {
            return self.item(world).into_iter().collect();
        }
        marked.sort_by_key(|id| world.item(*id).map(|item| (item.rank.clone(), item.id)));
        marked
    }

    /// Returns the marked items that belong to the current pane: marks apply only where they are visible.
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

    /// Returns the items whose details are shown, on their own screen or beside a list.
    pub fn detail_items(&self, world: &World<'_>) -> Vec<ItemId> {
        match self.screens.last() {
            Some(Screen::Detail(detail)) => vec![detail.item],
            Some(Screen::Meeting(meeting)) => meeting.detail_items(),
            Some(_) => Vec::new(),
            None if self.pane == Pane::Review => self.review.items(world),
            None => self.item(world).into_iter().collect(),
        }
    }

    /// Shows a message that something was done.
    pub fn say(&mut self, text: impl Into<String>, at: Instant) {
        self.echo = Some(Echo { text: text.into(), is_refusal: false, at });
    }

    /// Makes the present message the last change, with how to reverse it.
    pub fn changed(&mut self, next: Option<Reversal>) {
        self.change = self.echo.clone().map(|echo| LastChange { echo, next });
    }

    /// Returns the last change, unless there is another message.
    pub fn shown_change(&self) -> Option<&LastChange> {
        self.change.as_ref().filter(|it| self.echo.as_ref().is_none_or(|echo| *echo == it.echo))
    }

    /// Shows the reason why something was not done.
    pub fn refuse(&mut self, text: impl Into<String>, at: Instant) {
        self.echo = Some(Echo { text: text.into(), is_refusal: true, at });
    }

    /// Returns whether an item has just changed.
    pub fn has_moved(&self, id: ItemId, now: Instant) -> bool {
        self.moved.iter().any(|(item, at)| *item == id && now.0 - at.0 < MARKED_FOR)
    }

    /// Removes expired marks of changes. Returns whether there were any.
    pub fn fade(&mut self, now: Instant) -> bool {
        let before = self.moved.len();
        self.moved.retain(|(_, at)| now.0 - at.0 < MARKED_FOR);
        self.moved.len() != before
    }

    /// Moves cursors to existing rows, and updates the filtered rows.
    pub fn normalise(&mut self, world: &World<'_>) {
        self.header.normalise(world);
        self.backlog.normalise(world, self.filter.as_ref());
        self.board.normalise(world, self.filter.as_ref().map(|(_, filter)| filter));
        self.review.normalise(world, self.filter.as_ref().map(|(_, filter)| filter));
        match self.screens.last_mut() {
            Some(Screen::Detail(detail)) => detail.normalise(world),
            Some(Screen::Meeting(meeting)) => meeting.normalise(world),
            Some(_) | None => {}
        }
        self.marks.retain(|id| world.item(*id).is_some());
    }
}

/// The position at which a person left the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    pane: Pane,
    backlog: Option<u64>,
    card: Option<u64>,
    filter: Option<String>,
    lanes: Lanes,
    /// Whether the backlog is shown without the detail of its item.
    #[serde(default)]
    is_alone: bool,
}

impl SavedView {
    /// Returns the selected item of the backlog.
    pub fn in_backlog(&self) -> Option<ItemId> {
        self.backlog.and_then(ItemId::new)
    }

    /// Returns whether there was a filter, which requires all items to be loaded.
    pub fn is_filtered(&self) -> bool {
        self.filter.is_some()
    }
}

impl Model {
    /// Returns the current position, to be restored at the next start.
    pub fn place(&self) -> SavedView {
        // A filter that is still being typed is not restored.
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
            is_alone: self.backlog.is_alone,
        }
    }

    /// Restores a position, as far as it still exists.
    pub fn resume(&mut self, place: &SavedView, world: &World<'_>) {
        self.pane = place.pane;
        self.board.lanes = place.lanes;
        self.backlog.is_alone = place.is_alone;
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
