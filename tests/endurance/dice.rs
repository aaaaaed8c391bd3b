//! Dice that fall the same way each time, and how often they are thrown.

/// An xorshift generator.
pub struct Dice(u64);

impl Dice {
    /// Dice that begin with `CEREMONY_SEED`, or as always.
    pub fn new() -> Self {
        Self(setting("CEREMONY_SEED").unwrap_or(0x2545_F491_4F6C_DD1D).max(1))
    }

    /// A number below another one.
    pub fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

/// How many rounds a long test has.
pub fn rounds() -> u64 {
    setting("CEREMONY_ROUNDS").unwrap_or(500)
}

#[expect(clippy::disallowed_methods, reason = "whoever runs the long tests says how long")]
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}
