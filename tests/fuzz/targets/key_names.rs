//! Any text as the name of a key, and as every kind of value that people type: estimates, dates, filters, names.
#![no_main]

#[path = "../../reading/probe.rs"]
#[allow(dead_code, clippy::unwrap_used)]
mod probe;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (action, chord) = text.split_once('=').unwrap_or(("undo", text));
    probe::key_name(action, chord);
    probe::words(text);
});
