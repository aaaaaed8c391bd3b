//! Chance that is the same every time.

/// A row of numbers that look like chance (`SplitMix64`).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 up to, but not, `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap()
    }

    pub fn coin(&mut self) -> bool {
        self.below(2) == 0
    }

    pub fn one<T: Clone>(&mut self, list: &[T]) -> Option<T> {
        if list.is_empty() { None } else { Some(list[self.below(list.len())].clone()) }
    }

    /// Up to `most` of a list, each once, at least one.
    pub fn some<T: Clone + PartialEq>(&mut self, list: &[T], most: usize) -> Option<Vec<T>> {
        let mut chosen = vec![self.one(list)?];
        for _ in 1..=self.below(most) {
            let next = self.one(list)?;
            if !chosen.contains(&next) {
                chosen.push(next);
            }
        }
        Some(chosen)
    }
}
