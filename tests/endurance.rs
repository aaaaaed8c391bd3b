//! What a file must endure: programs killed at any moment, twelve concurrent writers, also beside open screens and an
//! import, changed bytes, reveals that are undone. Each has a short version that runs with the other tests, and a long
//! one:
//!
//! ```console
//! cargo test --release --test endurance -- --ignored --nocapture
//! ```
//!
//! `CEREMONY_ROUNDS` sets the length (500 rounds of killing, 100 commands for each of twelve writers, and a
//! proportional number of changed bytes); `CEREMONY_SEED` sets the seed.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "a long test says what it has come to")]
#![expect(clippy::format_push_string, reason = "a test may be slow where that is shorter")]
#![cfg(unix)]

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "the command line's own tests use more of it")]
mod desk;

#[path = "shared/around.rs"]
mod around;
#[path = "shared/founding.rs"]
mod founding;

mod endurance {
    mod between;
    mod dice;
    #[cfg(target_os = "linux")]
    mod faults;
    mod flipped;
    mod hidden;
    mod killed;
    mod log;
    mod program;
    mod writers;
}
