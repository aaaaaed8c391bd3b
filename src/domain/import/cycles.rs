//! Dependency cycles between items. Whether they are allowed is not decided here.

use crate::domain::id::ItemId;
use std::collections::{BTreeSet, HashMap, VecDeque};

/// Returns dependency cycles among the items reachable from `starts`, one for each strongly connected component: the
/// shortest one through the component's oldest item, which is listed first.
///
/// Runs in time linear in items and dependencies (Tarjan's algorithm).
pub fn cycles(starts: &[ItemId], waits_for: impl Fn(ItemId) -> Vec<ItemId>) -> Vec<Vec<ItemId>> {
    let mut knots =
        Knots { waits_for: &waits_for, seen: HashMap::new(), path: Vec::new(), found: Vec::new() };
    for start in starts {
        knots.follow(*start);
    }
    let mut cycles: Vec<Vec<ItemId>> =
        knots.found.iter().filter_map(|knot| shortest(knot, &waits_for)).collect();
    cycles.sort();
    cycles
}

/// The state of a visited item: its index, and the lowest index on the path that it leads back to.
struct Seen {
    order: usize,
    lowest: usize,
    on_path: bool,
}

struct Knots<'a, F: Fn(ItemId) -> Vec<ItemId>> {
    waits_for: &'a F,
    seen: HashMap<ItemId, Seen>,
    path: Vec<ItemId>,
    found: Vec<BTreeSet<ItemId>>,
}

impl<F: Fn(ItemId) -> Vec<ItemId>> Knots<'_, F> {
    /// Descends from an item without recursion, as chains can have thousands of items.
    fn follow(&mut self, start: ItemId) {
        if self.seen.contains_key(&start) {
            return;
        }
        let mut steps = vec![self.enter(start)];
        while let Some((id, rest)) = steps.last_mut() {
            let id = *id;
            if let Some(next) = rest.pop() {
                match self.seen.get(&next).map(|seen| (seen.order, seen.on_path)) {
                    None => {
                        let step = self.enter(next);
                        steps.push(step);
                    }
                    Some((order, true)) => self.lower(id, order),
                    Some((_, false)) => {}
                }
                continue;
            }
            steps.pop();
            let lowest = self.leave(id);
            if let Some((before, _)) = steps.last() {
                self.lower(*before, lowest);
            }
        }
    }

    fn enter(&mut self, id: ItemId) -> (ItemId, Vec<ItemId>) {
        let order = self.seen.len();
        self.seen.insert(id, Seen { order, lowest: order, on_path: true });
        self.path.push(id);
        (id, (self.waits_for)(id))
    }

    fn lower(&mut self, id: ItemId, to: usize) {
        if let Some(seen) = self.seen.get_mut(&id) {
            seen.lowest = seen.lowest.min(to);
        }
    }

    /// Returns from an item. If it leads back to nothing before it, all items above it on the path are one component.
    fn leave(&mut self, id: ItemId) -> usize {
        let (order, lowest) = self.seen.get(&id).map_or((0, 0), |seen| (seen.order, seen.lowest));
        if order == lowest {
            let mut knot = BTreeSet::new();
            while let Some(top) = self.path.pop() {
                knot.insert(top);
                if let Some(seen) = self.seen.get_mut(&top) {
                    seen.on_path = false;
                }
                if top == id {
                    break;
                }
            }
            if knot.len() > 1 {
                self.found.push(knot);
            }
        }
        lowest
    }
}

/// Returns the shortest cycle through a component's oldest item.
fn shortest(knot: &BTreeSet<ItemId>, waits_for: impl Fn(ItemId) -> Vec<ItemId>) -> Option<Vec<ItemId>> {
    let first = *knot.first()?;
    let mut came_from: HashMap<ItemId, ItemId> = HashMap::new();
    let mut next = VecDeque::from([first]);
    while let Some(id) = next.pop_front() {
        for on in waits_for(id).into_iter().filter(|on| knot.contains(on)) {
            if on == first {
                let mut way = vec![id];
                while let Some(before) = way.last().and_then(|last| came_from.get(last)) {
                    way.push(*before);
                }
                way.reverse();
                return Some(way);
            }
            if let std::collections::hash_map::Entry::Vacant(free) = came_from.entry(on) {
                free.insert(id);
                next.push_back(on);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    fn found(edges: &[(u64, u64)]) -> Vec<Vec<u64>> {
        let id = |number| ItemId::new(number).unwrap();
        let starts: Vec<ItemId> = edges.iter().map(|(from, _)| id(*from)).collect();
        let waits_for = |from: ItemId| {
            edges.iter().filter(|(it, _)| id(*it) == from).map(|(_, to)| id(*to)).collect::<Vec<_>>()
        };
        cycles(&starts, waits_for).into_iter().map(|it| it.into_iter().map(Id::number).collect()).collect()
    }

    #[test]
    fn chains_and_diamonds_are_no_circles() {
        assert!(found(&[(1, 2), (2, 3), (1, 4), (4, 3)]).is_empty());
    }

    #[test]
    fn each_knot_is_told_by_its_shortest_circle() {
        assert_eq!(found(&[(1, 2), (2, 1)]), [[1, 2]]);
        assert_eq!(
            found(&[(9, 5), (5, 6), (6, 7), (7, 5), (1, 2), (2, 1), (7, 6)]),
            [vec![1, 2], vec![5, 6, 7]]
        );
    }

    #[test]
    fn a_long_chain_does_not_exhaust_the_stack() {
        let last = 50_000;
        let id = |number| ItemId::new(number).unwrap();
        let waits_for = |from: ItemId| vec![id(from.number() % last + 1)];
        assert_eq!(cycles(&[id(1)], waits_for)[0].len(), 50_000);
    }
}
