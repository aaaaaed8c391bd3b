//! Reading flow metrics: cycle times for the board, everything for the sprint pane.

use super::App;
use crate::tui::model::Pane;

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
