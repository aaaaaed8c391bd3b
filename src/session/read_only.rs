//! Queries beyond what is in memory: the history, past items, closed sprints.

use super::Session;
use crate::domain::id::{ItemId, SprintId};
use crate::domain::item::Item;
use crate::domain::report::{SprintReport, ceremonies_held, report};
use crate::domain::value::SprintState;
use crate::store::failure::{Failure, FailureKind};
use crate::store::history::Entry;
use crate::store::{ExportChunk, HistoryFilter, HistoryPage, HistoryQuery, ItemQuery, MeetingQuery};

impl Session {
    /// Returns entries of the history before a revision, the newest first.
    pub fn history(&mut self, of: Option<ItemId>, before: u64, most: u64) -> Result<Vec<Entry>, Failure> {
        let mut entries = Vec::new();
        let which = of.map_or(HistoryFilter::All, HistoryFilter::Item);
        self.store.history(
            &HistoryQuery { which, page: HistoryPage::Before(before), most },
            &mut |entry| {
                entries.push(entry);
            },
        )?;
        Ok(entries)
    }

    /// Reads everything, chunk by chunk, from one consistent state. Nothing of it is kept in memory.
    ///
    /// # Errors
    /// A [`Failure`] if it cannot be read, or the error of `each`, which stops the reading.
    pub fn everything(
        &mut self,
        each: &mut dyn FnMut(ExportChunk<'_>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.store.everything(each)
    }

    /// Returns the accepted and dropped items, the newest first.
    pub fn past(&mut self) -> Result<Vec<Item>, Failure> {
        let mut items = Vec::new();
        self.store.items(ItemQuery::Past, &mut |item| items.push(item))?;
        Ok(items)
    }

    /// Returns the item with this key in another tool.
    pub fn by_source_key(&mut self, key: &str) -> Result<Option<Item>, Failure> {
        let mut found = None;
        self.store.items(ItemQuery::SourceKey(key), &mut |item| found = Some(item))?;
        Ok(found)
    }

    /// Returns the report of a sprint: the frozen one if it is closed, a computed one otherwise.
    ///
    /// `None` for a closed sprint without a report, such as an imported one.
    pub fn report(&mut self, sprint: SprintId) -> Result<Option<SprintReport>, Failure> {
        let state = self.workspace.sprints.get(sprint).map(|sprint| sprint.state);
        if state != Some(SprintState::Closed) {
            self.read_sprint(sprint)?;
            self.read_items_of_account()?;
            let account = self.workspace.account.as_ref().filter(|it| it.sprint == sprint);
            return Ok(Some(report(&self.workspace, sprint, account)));
        }
        let reports = self.store.reports(sprint)?;
        let Some(frozen) = reports.iter().rfind(|report| !report.withdrawn) else { return Ok(None) };
        let mut frozen: SprintReport = serde_json::from_str(&frozen.content).map_err(|error| {
            Failure::new(FailureKind::Damaged, format!("the report of a sprint is damaged: {error}"))
        })?;
        // The retrospective of a sprint is held after its close: ceremonies are counted as they are now.
        self.store.meetings(MeetingQuery::Sprint(sprint), &mut self.workspace)?;
        let counts = ceremonies_held(&self.workspace, sprint);
        if !counts.is_empty() {
            frozen.held = counts;
        }
        Ok(Some(frozen))
    }
}
