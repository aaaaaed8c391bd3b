//! The state of the sprint pane: the flow as last read.

use crate::domain::flow::Flow;
use crate::tui::widget::list::Scroll;
use crate::tui::world::AsOf;

/// The sprint pane.
#[derive(Debug, Clone, Default)]
pub struct SprintPane {
    read: Option<(Flow, AsOf)>,
    /// The first line on the screen.
    pub top: Scroll,
}

impl SprintPane {
    /// Returns the flow, once it has been read.
    pub fn flow(&self) -> Option<&Flow> {
        self.read.as_ref().map(|(flow, _)| flow)
    }

    /// Returns whether the flow is current.
    pub fn is_fresh(&self, now: AsOf) -> bool {
        self.read.as_ref().is_some_and(|(_, then)| *then == now)
    }

    /// Sets the flow that was read.
    pub fn take(&mut self, flow: Flow, as_of: AsOf) {
        self.read = Some((flow, as_of));
    }
}
