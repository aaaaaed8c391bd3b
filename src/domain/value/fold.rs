//! Folding: which texts are the same name, and which the same words, however they are written.

use unicode_normalization::UnicodeNormalization as _;

/// Folds case completely: `ß` is `ss`, and `ς` is `σ`. Upper case first, since only that has these pairs.
fn fold_case(text: &str) -> String {
    text.to_uppercase().to_lowercase().replace('ς', "σ")
}

/// Folds a name: without blanks around it, without case, and however its letters are composed (Unicode's NFC).
pub fn fold_name(name: &str) -> String {
    let name = name.trim();
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    fold_case(&name.nfc().collect::<String>()).nfc().collect()
}

/// Folds a text that is searched: like a name, and without accents and ligatures (Unicode's NFKD without the marks of
/// alphabetic scripts). Vowel signs of other scripts stay.
pub fn fold_words(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let case = fold_case(&text.nfkd().collect::<String>());
    case.nfkd().filter(|letter| !is_accent(*letter)).nfc().collect()
}

/// Returns whether a character is a mark on a letter of the Latin, Greek or Cyrillic script.
fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_the_same_in_any_case_and_composition() {
        for (one, other) in [
            ("Bo", " bO "),
            ("café", "CAFE\u{301}"),
            ("Straße", "STRASSE"),
            ("ΣΑΣ", "σας"),
            ("Łukasz", "łukasz"),
            ("Å", "\u{212b}"),
        ] {
            assert_eq!(fold_name(one), fold_name(other), "{one}");
        }
        assert_ne!(fold_name("Cafe"), fold_name("Café"));
    }

    /// CORRECTIONS 21.
    #[test]
    fn a_search_folds_accents_and_ligatures_too() {
        for (typed, text) in [
            ("strasse", "Straße"),
            ("istan", "İstanbul"),
            ("file", "ﬁle"),
            ("creme", "crème"),
            ("cafe", "cafe\u{301}"),
            ("yoga", "Ｙｏｇａ"),
            ("елка", "Ёлка"),
        ] {
            assert!(fold_words(text).contains(&fold_words(typed)), "{text}");
        }
        assert_eq!(fold_words("日本語 한글 हिन्दी"), "日本語 한글 हिन्दी");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            prop_assert_eq!(fold_words(&fold_words(&text)), fold_words(&text));
            prop_assert_eq!(fold_name(&fold_name(&text)), fold_name(&text));
        }
    }
}
