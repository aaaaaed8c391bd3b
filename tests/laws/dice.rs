//! Deterministic random numbers.

/// The source of randomness for a scene.
pub struct Dice(ceremony::domain::dice::Dice);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(ceremony::domain::dice::Dice::new(seed))
    }

    /// Returns a number from 0 up to but not including `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0.place(end)
    }

    pub fn coin(&mut self) -> bool {
        self.below(2) == 0
    }

    pub fn one<T: Clone>(&mut self, list: &[T]) -> Option<T> {
        if list.is_empty() { None } else { Some(list[self.below(list.len())].clone()) }
    }

    /// Returns up to `most` distinct elements of a list, at least one.
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
