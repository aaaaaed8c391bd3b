//! Reading flow metrics: cycle times for the board, everything for the sprint pane.

use super::App;
use crate::domain::id::ItemId;
use crate::domain::reference::Reference;
use crate::present::preview::PreviewFacts;
use crate::store::failure::Failure;
use crate::tui::model::{PREVIEW, Pane};
use crate::tui::screen::Screen;

/// The number of changes read of an item: its page shows as many as fit, the detail beside the backlog the newest.
const CHANGES: u64 = 20;

impl App {
    /// Reads the flow metrics, if they are shown and have changed.
    ///
    /// A failure is reported once, and the read is retried when there is something new.
    pub(super) fn read_flow(&mut self) {
        if !self.model.screens.is_empty() {
            return;
        }
        match self.model.pane {
            Pane::Backlog | Pane::Review => {}
            Pane::Board => self.read_cycle_times(),
            Pane::Sprint => self.read_sprint(),
        }
    }

    /// Reads what is shown beside the backlog, or on the page of an item, beyond the item itself, if it has changed.
    pub(super) fn read_preview(&mut self) {
        let model = &self.model;
        let item = match model.screens.last() {
            Some(Screen::Detail(detail)) => Some(detail.item),
            None if model.pane == Pane::Backlog && !model.backlog.is_alone => model.backlog.item(),
            Some(_) | None => None,
        };
        let Some(item) = item.filter(|_| model.size.0 >= PREVIEW) else { return };
        let as_of = self.world().as_of();
        if self.model.backlog.is_preview_of(item, as_of.revision) {
            return;
        }
        let references = self.model.backlog.references_on(as_of.day);
        match self.preview_facts(item, references) {
            Ok(facts) => self.model.backlog.take_preview(item, as_of.revision, as_of.day, facts),
            Err(failure) => self.fail(&failure),
        }
    }

    fn preview_facts(&mut self, item: ItemId, read: Option<Vec<Reference>>) -> Result<PreviewFacts, Failure> {
        let references = match read {
            Some(references) => references,
            None => self.session.references()?,
        };
        let entries = self.session.history(Some(item), i64::MAX.unsigned_abs(), CHANGES)?;
        let changes = entries.iter().map(|entry| (entry.day, self.session.summary(entry))).collect();
        Ok(PreviewFacts { references, changes })
    }

    fn read_cycle_times(&mut self) {
        if let Err(failure) = self.session.read_cycle_times() {
            self.fail(&failure);
        }
    }

    fn read_sprint(&mut self) {
        let as_of = self.world().as_of();
        if self.model.sprint.is_fresh(as_of) {
            return;
        }
        let flow = self.session.flow(None).unwrap_or_else(|failure| {
            self.fail(&failure);
            crate::domain::flow::Flow::default()
        });
        self.model.sprint.take(flow, as_of);
    }
}
