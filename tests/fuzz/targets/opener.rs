//! Any bytes as the file to open: unchanged, behind an intact header, or as changes to an intact file.
#![no_main]

#[path = "../../reading/probe.rs"]
#[allow(dead_code, clippy::unwrap_used)]
mod probe;

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("there is room for a folder"));
static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| probe::sound_file(FOLDER.path()));

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    probe::file(FOLDER.path(), &probe::damaged(&SOUND, *choice, bytes));
});
