//! The selectable parts of an item.

use crate::domain::id::ItemId;
use crate::domain::views::item::{self, PartRef};
use crate::tui::world::World;

/// Returns the parts of an item, in page order; none if its details are not loaded.
pub fn parts(world: &World<'_>, id: ItemId) -> Vec<PartRef> {
    let (Some(item), Some(detail)) = (world.item(id), world.workspace.detail(id)) else { return Vec::new() };
    item::parts(world.workspace, item, detail)
}
