//! What a file has to endure: programs that are killed at any moment, eight that write at once, bytes that change. Each
//! in a short version with the other tests, and in a long one:
//!
//! ```console
//! cargo test --release --test endurance -- --ignored --nocapture
//! ```
//!
//! `CEREMONY_ROUNDS` says how long (500 rounds of killing, 500 commands for each of eight writers, as many changed bytes
//! as that is of 500 times every seventh); `CEREMONY_SEED` begins the dice elsewhere.
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
    mod flipped;
    mod killed;
    mod program;
    mod writers;
}
