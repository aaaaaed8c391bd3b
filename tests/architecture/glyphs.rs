//! The program's own texts use only letters that every common font has. What people write is theirs.

use super::{code, files, is_test};

/// Returns whether every common font of fixed width has this letter: Latin, boxes, blocks, and a few signs.
fn is_safe(letter: char) -> bool {
    matches!(letter, '\0'..='\u{FF}' | '\u{2500}'..='\u{259F}') || "→←↑↓●■□▪▲‹›✓…–".contains(letter)
}

/// The files that compare what people or other programs wrote with letters of theirs.
const READERS: [&str; 6] = [
    "src/exchange/",
    "src/store/",
    "src/domain/value/fold.rs",
    "src/domain/decide/import/",
    // Cards are named as they are printed.
    "src/domain/poker.rs",
    "src/domain/poker/deck.rs",
];

#[test]
fn our_own_texts_use_only_letters_that_the_common_fonts_have() {
    for (name, text) in files("src") {
        if is_test(&name) || READERS.iter().any(|reader| name.starts_with(reader)) {
            continue;
        }
        let strange: String = code(&text).chars().filter(|letter| !is_safe(*letter)).collect();
        assert_eq!(strange, "", "{name}");
    }
}
