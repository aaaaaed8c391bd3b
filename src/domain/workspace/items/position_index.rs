//! Where the row of an item stands: a table over the ids themselves, which are counted up and never used again.
//!
//! Ids that are near each other share a page, so a list in the order of its making is looked up without leaving the
//! cache; pages on which nothing stands are not there, so a few open items among a million cost no more than a few.

use crate::domain::id::{Id as _, ItemId};

/// How many ids share a page.
const PAGE: usize = 16;

/// How many pages share a rack.
const RACK: usize = 4_096;

/// Stands for no place.
const NONE: u32 = u32::MAX;

/// Places by id.
#[derive(Debug, Clone, Default)]
pub(super) struct PositionIndex {
    /// Which rack an id's page is on, counted from 1; 0 where there is none.
    hall: Vec<u32>,
    /// Which page an id is on, counted from 1; 0 where there is none.
    racks: Vec<Box<[u32; RACK]>>,
    pages: Vec<[u32; PAGE]>,
}

/// Which rack an id is on, which of its pages, and where on that.
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

    /// Says where an item stands.
    pub(super) fn set(&mut self, id: ItemId, place: u32) {
        let (rack, page, at) = address(id);
        if self.hall.len() <= rack {
            self.hall.resize(rack + 1, 0);
        }
        let rack = numbered(&mut self.hall[rack], &mut self.racks, || Box::new([0; RACK]));
        let page = numbered(&mut rack[page], &mut self.pages, || [NONE; PAGE]);
        page[at] = place;
    }

    /// Forgets an item, and returns where it stood.
    pub(super) fn remove(&mut self, id: ItemId) -> Option<u32> {
        let place = self.get(id)?;
        self.set(id, NONE);
        Some(place)
    }
}

/// Returns the one of `all` with this number, which is given to a new one where it is 0.
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
