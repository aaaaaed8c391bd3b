//! Deterministic random numbers, and the number of rounds.

/// An xorshift generator.
pub struct Dice(u64);

impl Dice {
    /// Creates the generator with `CEREMONY_SEED`, or a fixed seed.
    pub fn new() -> Self {
        Self(setting("CEREMONY_SEED").unwrap_or(0x2545_F491_4F6C_DD1D).max(1))
    }

    /// Returns a number below `most`.
    pub fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

/// Returns the number of rounds of a long test.
pub fn rounds() -> u64 {
    setting("CEREMONY_ROUNDS").unwrap_or(500)
}

#[expect(clippy::disallowed_methods, reason = "whoever runs the long tests says how long")]
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}
