//! Any bytes as a file to import: read in each format, and occasionally imported into a product.
#![no_main]

#[path = "../../reading/probe.rs"]
#[allow(dead_code, clippy::unwrap_used)]
mod probe;

use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 4] = ["x.csv", "x.txt", "x.json", "x"];

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*choice) % NAMES.len()];
    probe::table(name, bytes);
    if *choice >= 240 {
        probe::import(name, bytes);
    }
});
