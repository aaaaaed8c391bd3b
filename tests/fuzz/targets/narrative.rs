//! Any text as user stories, one per line.
#![no_main]

#[path = "../../reading/probe.rs"]
#[allow(dead_code, clippy::unwrap_used)]
mod probe;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| probe::narrative(text));
