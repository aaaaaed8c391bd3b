//! Dot voting: the number of dots per person, and the ranking of the options.

/// An option with its place in the ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The place, from 1; options with equally many dots share a place, and the following places are skipped.
    pub place: usize,
    /// Whether another option has equally many dots.
    pub tied: bool,
    /// The option.
    pub option: T,
    /// The number of dots.
    pub dots: u32,
}

/// Returns how many dots each person has: a third of the options, rounded up.
///
/// Source: the n/3 rule, globallearningpartners.com; rounding up is ours.
pub fn dots_each(options: usize) -> usize {
    options.div_ceil(3)
}

/// Returns the options by number of dots, most first; ties keep the given order.
pub fn ranking<T>(votes: impl IntoIterator<Item = (T, u32)>) -> Vec<Placed<T>> {
    let mut votes: Vec<(T, u32)> = votes.into_iter().collect();
    votes.sort_by_key(|(_, dots)| std::cmp::Reverse(*dots));
    let counts: Vec<u32> = votes.iter().map(|(_, dots)| *dots).collect();
    votes
        .into_iter()
        .map(|(option, dots)| Placed {
            place: counts.iter().filter(|it| **it > dots).count() + 1,
            tied: counts.iter().filter(|it| **it == dots).count() > 1,
            option,
            dots,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ex_26_ten_cards_give_four_dots_each() {
        assert_eq!(dots_each(10), 4);
        assert_eq!([0, 1, 3, 4].map(dots_each), [0, 1, 1, 2]);
    }

    #[test]
    fn a_tie_is_shown_as_a_tie() {
        let places: Vec<(usize, bool, &str)> = ranking([("a", 1), ("b", 4), ("c", 1), ("d", 0)])
            .into_iter()
            .map(|it| (it.place, it.tied, it.option))
            .collect();
        assert_eq!(places, [(1, false, "b"), (2, true, "a"), (2, true, "c"), (4, false, "d")]);
    }
}
