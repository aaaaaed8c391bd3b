//! Reference items: recently accepted items to compare an estimate with. Reading them is not here.

use super::id::ItemId;
use super::metrics::percentile::cycle_days;
use super::value::{Instant, Line, Points};
use crate::domain::value::Zone;
use std::collections::BTreeMap;

/// How many sizes are shown on either side of the most frequent one.
const AROUND: usize = 2;

/// An accepted item with its estimate and dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The item.
    pub item: ItemId,
    /// The title.
    pub title: Line,
    /// Its estimate.
    pub points: Points,
    /// When work on it started.
    pub began: Instant,
    /// When it was accepted.
    pub ended: Instant,
}

impl Reference {
    /// Returns its cycle time in days; `None` if it was accepted before it was started.
    pub fn days(&self, zone: Zone) -> Option<u64> {
        cycle_days(self.began.day(zone), self.ended.day(zone))
    }
}

/// Selects from `all`, sorted newest first, one item for each size that helps to estimate, smallest first.
///
/// With an estimate, these are that size and the next ones below and above; without one, the team's most frequent
/// size and two on either side.
pub fn alike(all: &[Reference], estimate: Option<Points>) -> Vec<&Reference> {
    let mut newest: BTreeMap<Points, (&Reference, usize)> = BTreeMap::new();
    for one in all {
        newest.entry(one.points).or_insert((one, 0)).1 += 1;
    }
    let sizes: Vec<Points> = newest.keys().copied().collect();
    let wanted = if let Some(points) = estimate {
        let at = sizes.partition_point(|size| *size < points);
        let own = usize::from(sizes.get(at) == Some(&points));
        at.saturating_sub(1)..(at + own + 1).min(sizes.len())
    } else {
        // Of equally frequent sizes, the smaller.
        let counts = newest.values().map(|(_, count)| *count).enumerate();
        let at = counts.max_by_key(|(at, count)| (*count, usize::MAX - at)).map_or(0, |(at, _)| at);
        at.saturating_sub(AROUND)..(at + AROUND + 1).min(sizes.len())
    };
    sizes[wanted].iter().filter_map(|size| newest.get(size)).map(|(one, _)| *one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    fn references(points: &[u32]) -> Vec<Reference> {
        let one = |(at, points): (usize, &u32)| Reference {
            item: ItemId::new(at as u64 + 1).unwrap(),
            title: "Pay".parse().unwrap(),
            points: Points::whole(*points),
            began: Instant(0),
            ended: Instant(3 * 86_400_000),
        };
        points.iter().enumerate().map(one).collect()
    }

    fn chosen(points: &[u32], estimate: Option<u32>) -> Vec<(u64, String)> {
        let all = references(points);
        let found = alike(&all, estimate.map(Points::whole));
        found.iter().map(|it| (it.item.number(), it.points.to_string())).collect()
    }

    fn are(chosen: &[(u64, String)], expected: &[(u64, &str)]) -> bool {
        chosen.iter().map(|(item, points)| (*item, points.as_str())).eq(expected.iter().copied())
    }

    #[test]
    fn beside_an_estimate_its_neighbours_are_shown_the_newest_of_each() {
        assert!(are(&chosen(&[3, 5, 8, 5, 13], Some(5)), &[(1, "3"), (2, "5"), (3, "8")]));
        assert!(are(&chosen(&[3, 8, 13], Some(5)), &[(1, "3"), (2, "8")]), "none of its own size");
        assert!(are(&chosen(&[3, 8], Some(100)), &[(2, "8")]));
        assert!(are(&chosen(&[], Some(5)), &[]));
    }

    #[test]
    fn without_an_estimate_the_usual_sizes_are_shown() {
        let all = [13, 3, 3, 5, 1, 2, 8, 40];
        assert!(are(&chosen(&all, None), &[(5, "1"), (6, "2"), (2, "3"), (4, "5"), (7, "8")]));
        assert!(are(&chosen(&[], None), &[]));
    }

    #[test]
    fn both_days_count() {
        assert_eq!(references(&[5])[0].days(Zone::UTC), Some(4));
    }
}
