//! An index from items to the places of their rows: a table over the ids, which are sequential and never reused.
//!
//! Neighbouring ids share a page, so a list in order of creation is looked up within the cache; empty pages are not
//! allocated, so a few open items among a million cost little.

use crate::domain::id::{Id as _, ItemId};

/// The number of ids on a page.
const PAGE: usize = 16;

/// The number of pages on a rack.
const RACK: usize = 4_096;

/// Marks the absence of a place.
const NONE: u32 = u32::MAX;

/// Places by item id.
#[derive(Debug, Clone, Default)]
pub(super) struct PositionIndex {
    /// The number of the rack for each range of ids, counted from 1; 0 for none.
    hall: Vec<u32>,
    /// The number of the page for each range of ids, counted from 1; 0 for none.
    racks: Vec<Box<[u32; RACK]>>,
    pages: Vec<[u32; PAGE]>,
}

/// Returns the index of an id's rack, of its page on the rack, and of its entry on the page.
fn address(id: ItemId) -> (usize, usize, usize) {
    let number = usize::try_from(id.number()).unwrap_or(usize::MAX);
    (number / PAGE / RACK, number / PAGE % RACK, number % PAGE)
}

impl PositionIndex {
    /// Returns an item's place.
    pub(super) fn get(&self, id: ItemId) -> Option<u32> {
        let (rack, page, at) = address(id);
        let rack = self.hall.get(rack)?.checked_sub(1)?;
        let page = self.racks.get(rack as usize)?.get(page)?.checked_sub(1)?;
        let place = *self.pages.get(page as usize)?.get(at)?;
        (place != NONE).then_some(place)
    }

    /// Sets an item's place.
    pub(super) fn set(&mut self, id: ItemId, place: u32) {
        let (rack, page, at) = address(id);
        if self.hall.len() <= rack {
            self.hall.resize(rack + 1, 0);
        }
        let rack = numbered(&mut self.hall[rack], &mut self.racks, || Box::new([0; RACK]));
        let page = numbered(&mut rack[page], &mut self.pages, || [NONE; PAGE]);
        page[at] = place;
    }

    /// Removes an item, and returns its place.
    pub(super) fn remove(&mut self, id: ItemId) -> Option<u32> {
        let place = self.get(id)?;
        self.set(id, NONE);
        Some(place)
    }
}

/// Returns the element of `all` with this number, counted from 1; a new one is added and numbered if the number is 0.
fn numbered<'a, T>(number: &mut u32, all: &'a mut Vec<T>, new: impl FnOnce() -> T) -> &'a mut T {
    if *number == 0 {
        all.push(new());
        *number = u32::try_from(all.len()).expect("there are fewer pages than ids");
    }
    &mut all[*number as usize - 1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn it_is_a_map(operations in proptest::collection::vec((1..2_000_u64, proptest::option::of(0..9_u32)), 0..80)) {
            let (mut places, mut map) = (PositionIndex::default(), BTreeMap::new());
            for (number, place) in operations {
                let id = ItemId::new(number).unwrap();
                if let Some(place) = place {
                    places.set(id, place);
                    map.insert(id, place);
                } else {
                    prop_assert_eq!(places.remove(id), map.remove(&id));
                }
            }
            for number in 1..2_100 {
                let id = ItemId::new(number).unwrap();
                prop_assert_eq!(places.get(id), map.get(&id).copied());
            }
        }
    }

    #[test]
    fn far_ids_take_little_room() {
        let mut places = PositionIndex::default();
        for number in [1, 4_000_000_000] {
            places.set(ItemId::new(number).unwrap(), 7);
        }
        assert_eq!((places.racks.len(), places.pages.len()), (2, 2));
        assert_eq!(places.get(ItemId::new(4_000_000_000).unwrap()), Some(7));
    }
}
