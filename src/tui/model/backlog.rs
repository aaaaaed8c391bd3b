//! The state of the backlog pane: the cursor, the filtered rows, the forecast.

mod forecast;

pub use forecast::{BacklogForecast, ForecastBracket};

use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::reference::Reference;
use crate::filter::Filter;
use crate::present;
use crate::present::preview::PreviewFacts;
use crate::tui::widget::list::Scroll;
use crate::tui::world::World;
use chrono::NaiveDate;

/// The length of a backlog up to which it is said when it is done: a change costs little.
const MOST_FORECAST: usize = 1_000;

/// The width from which the detail of an item is beside the list, in columns: below, it is under the list, so that titles
/// have room.
pub const PREVIEW: u16 = 112;

/// The backlog pane.
#[derive(Debug, Clone, Default)]
pub struct BacklogPane {
    cursor: Option<ItemId>,
    /// The last row of the cursor, for when its item disappears.
    at: usize,
    /// The first row on the screen.
    pub top: Scroll,
    /// Whether the list is shown without the detail of its item.
    pub is_alone: bool,
    /// The rows that match the filter; `None` without a filter.
    filtered: Option<Filtered>,
    /// The forecast, with the state that it was computed for.
    forecast: Option<((u64, usize, bool), BacklogForecast)>,
    /// What was read for the preview of the selected item, with the item, the revision and the day.
    preview: Option<((ItemId, u64), NaiveDate, PreviewFacts)>,
    /// When the rows are done, with the state and the filter that this was computed for.
    done: Option<(DoneState, Option<String>)>,
}

/// What the time at which the rows are done depends on: the revision, whether all items are loaded, the day, and the text
/// of the filter.
type DoneState = (u64, bool, NaiveDate, String);

#[derive(Debug, Clone)]
struct Filtered {
    text: String,
    filter: Filter,
    state: (u64, usize),
    rows: Vec<ItemId>,
}

impl BacklogPane {
    /// Returns the rows, topmost first.
    pub fn rows<'a>(&'a self, world: &World<'a>) -> &'a [ItemId] {
        self.filtered.as_ref().map_or_else(|| world.workspace.items.backlog(), |filtered| &filtered.rows)
    }

    /// Returns the forecast; `None` under a filter, which hides rows that count.
    pub fn forecast(&self) -> Option<&BacklogForecast> {
        self.forecast.as_ref().map(|(_, forecast)| forecast).filter(|it| !it.brackets.is_empty())
    }

    /// Returns when all rows are done; `None` without a forecast.
    pub fn done(&self) -> Option<&str> {
        self.done.as_ref().and_then(|(_, words)| words.as_deref())
    }

    /// Returns what was read for the preview of the selected item.
    pub fn preview_facts(&self) -> &PreviewFacts {
        static NOTHING: PreviewFacts = PreviewFacts { references: Vec::new(), changes: Vec::new() };
        self.preview.as_ref().map_or(&NOTHING, |(.., facts)| facts)
    }

    /// Returns whether the changes of an item must be read for its preview.
    pub fn is_preview_of(&self, item: ItemId, revision: u64) -> bool {
        self.preview.as_ref().is_some_and(|(of, ..)| *of == (item, revision))
    }

    /// Returns the reference items that were read for a preview on this day.
    pub fn references_on(&mut self, day: NaiveDate) -> Option<Vec<Reference>> {
        self.preview.take().filter(|(_, on, _)| *on == day).map(|(.., facts)| facts.references)
    }

    /// Keeps what was read for the preview of an item.
    pub fn take_preview(&mut self, item: ItemId, revision: u64, day: NaiveDate, facts: PreviewFacts) {
        self.preview = Some(((item, revision), day, facts));
    }

    /// Returns the selected item.
    pub fn item(&self) -> Option<ItemId> {
        self.cursor
    }

    /// Returns the row of the cursor.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Selects an item.
    pub fn select(&mut self, id: ItemId) {
        self.cursor = Some(id);
    }

    /// Selects a row, or the last one if there are fewer.
    pub fn go(&mut self, world: &World<'_>, row: usize) {
        let rows = self.rows(world);
        let row = row.min(rows.len().saturating_sub(1));
        let id = rows.get(row).copied();
        self.at = row;
        self.cursor = id;
    }

    /// Keeps the visible rows in place while rows above them are loaded.
    pub fn keep_still(&mut self, world: &World<'_>) {
        if self.filtered.is_none()
            && let Some(at) = self.cursor.and_then(|id| world.workspace.items.position(id))
        {
            let by = isize::try_from(at).unwrap_or(0) - isize::try_from(self.at).unwrap_or(0);
            self.top.by(by);
            self.at = at;
        }
    }

    /// Updates rows and cursor. Costs nothing if nothing has changed.
    pub fn normalise(&mut self, world: &World<'_>, filter: Option<&(String, Filter)>) {
        let items = &world.workspace.items;
        self.update_forecast(world, filter.is_some());
        match filter {
            None => self.filtered = None,
            Some((text, filter)) => {
                let state = (world.workspace.revision, items.backlog().len());
                let former = self.filtered.as_ref().filter(|it| it.state == state);
                if former.is_none_or(|it| it.text != *text) {
                    // A longer filter text matches only a subset of the former rows.
                    let among = match former.filter(|it| filter.narrows(&it.filter)) {
                        Some(former) => &former.rows,
                        None => items.backlog(),
                    };
                    let meant = |id: &ItemId| {
                        items.get(*id).is_some_and(|item| filter.matches(world.workspace, item))
                    };
                    let rows = among.iter().copied().filter(meant).collect();
                    self.filtered =
                        Some(Filtered { text: text.clone(), filter: filter.clone(), state, rows });
                }
            }
        }
        self.update_done(world);
        let rows = self.rows(world);
        let found = match self.cursor {
            Some(id) if rows.get(self.at) == Some(&id) => Some(self.at),
            Some(id) => match &self.filtered {
                None => items.position(id),
                Some(filtered) => filtered.rows.iter().position(|it| *it == id),
            },
            None => None,
        };
        match found {
            Some(at) => self.at = at,
            None => self.go(world, self.at),
        }
    }

    fn update_forecast(&mut self, world: &World<'_>, is_filtered: bool) {
        if is_filtered {
            self.forecast = None;
            return;
        }
        let state = (world.workspace.revision, forecast::reach(world), world.is_loaded);
        if self.forecast.as_ref().is_none_or(|(of, _)| *of != state) {
            self.forecast = Some((state, forecast::forecast(world)));
        }
    }

    fn update_done(&mut self, world: &World<'_>) {
        let filter = self.filtered.as_ref().map_or("", |filtered| &filtered.text);
        let state = (world.workspace.revision, world.is_loaded, world.today(), filter.to_owned());
        if self.done.as_ref().is_none_or(|(of, _)| *of != state) {
            let items = &world.workspace.items;
            let is_known = world.is_loaded && items.backlog().len() <= MOST_FORECAST;
            let rows = self.rows(world).iter().filter_map(|id| items.get(*id));
            let rows: Vec<&Item> = rows.filter(|_| is_known).collect();
            self.done = Some((state, present::forecast::line(world.workspace, &rows, world.now)));
        }
    }
}
