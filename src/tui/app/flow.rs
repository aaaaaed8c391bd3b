//! Reading how the work flows: for the board what is usual, for the sprint pane all of it.

use super::{App, World, world};
use crate::tui::model::Pane;

impl App {
    /// Reads how the work flows, where that is shown and has changed.
    ///
    /// What cannot be read is told once, and tried again when there is something new.
    pub(super) fn read_flow(&mut self) {
        if !self.model.screens.is_empty() {
            return;
        }
        match self.model.pane {
            Pane::Backlog | Pane::Review => {}
            Pane::Board => self.read_usual(),
            Pane::Sprint => self.read_sprint(),
        }
    }

    fn read_usual(&mut self) {
        if self.model.board.knows_usual(&world!(self)) {
            return;
        }
        let usual = self.session.baselines().unwrap_or_else(|failure| {
            self.fail(&failure);
            Vec::new()
        });
        self.model.board.take_usual(&world!(self), usual);
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
