//! Opening files: bytes of every kind.

use super::probe::{damaged, file, sound_file};
use proptest::prelude::*;
use std::sync::LazyLock;
use tempfile::TempDir;

static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| sound_file(tempfile::tempdir().unwrap().path()));

thread_local! {
    static FOLDER: TempDir = tempfile::tempdir().unwrap();
}

#[test]
fn a_sound_file_is_read() {
    FOLDER.with(|folder| file(folder.path(), &SOUND));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_opened_or_refused(choice: u8, bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        FOLDER.with(|folder| file(folder.path(), &damaged(&SOUND, choice, &bytes)));
    }
}
