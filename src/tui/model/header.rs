//! The header of every screen, built once for each change.

use crate::present::header::Header;
use crate::tui::world::World;
use chrono::NaiveDate;

/// The header, with the revision, the progress of loading and the day for which it was built.
#[derive(Debug, Clone, Default)]
pub struct HeaderCache {
    state: Option<(u64, bool, NaiveDate)>,
    header: Header,
}

impl HeaderCache {
    /// Returns the header.
    pub fn get(&self) -> &Header {
        &self.header
    }

    /// Builds it again if something it depends on has changed.
    pub fn normalise(&mut self, world: &World<'_>) {
        let state = (world.workspace.revision, world.is_loaded, world.today());
        if self.state.replace(state) != Some(state) {
            self.header = Header::of(world.workspace, world.now);
        }
    }
}
