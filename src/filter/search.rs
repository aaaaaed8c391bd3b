//! Searching an item's key, source key and title for a text, without copying any of them.

use crate::domain::item::Item;
use crate::domain::value::fold_words;
use crate::domain::workspace::Workspace;

/// The text to search for, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Needle {
    folded: Box<str>,
}

impl Needle {
    pub(super) fn new(given: &str) -> Self {
        Self { folded: fold_words(given).into() }
    }

    /// Returns whether every text that contains this also contains `other`.
    pub(super) fn narrows(&self, other: &Self) -> bool {
        self.folded.contains(&*other.folded)
    }

    /// Returns whether the key, the source key or the title contains it.
    pub(super) fn is_in(&self, workspace: &Workspace, item: &Item) -> bool {
        self.is_in_text(&item.title)
            || item.source_key.as_deref().is_some_and(|key| self.is_in_text(key))
            || self.is_in_key(
                workspace.product().map_or("?", |product| product.prefix.as_str()),
                u64::from(item.number),
            )
    }

    /// Searches a key on both sides of its dash, so that the key of every item need not be formatted.
    fn is_in_key(&self, prefix: &str, number: u64) -> bool {
        let (prefix, needle) = (prefix.as_bytes(), self.folded.as_bytes());
        match needle.iter().position(|byte| *byte == b'-') {
            Some(dash) => {
                let (before, after) = (&needle[..dash], &needle[dash + 1..]);
                let start = prefix.len().checked_sub(before.len());
                start.is_some_and(|start| prefix[start..].eq_ignore_ascii_case(before))
                    && digits(number, |digits| digits.starts_with(after))
            }
            None => {
                contains_ascii(prefix, needle)
                    || needle.iter().all(u8::is_ascii_digit)
                        && digits(number, |digits| contains_ascii(digits, needle))
            }
        }
    }

    fn is_in_text(&self, text: &str) -> bool {
        if text.is_ascii() {
            self.folded.is_ascii() && contains_ascii(text.as_bytes(), self.folded.as_bytes())
        } else {
            fold_words(text).contains(&*self.folded)
        }
    }
}

/// Passes the digits of a number to `look`.
fn digits<T>(mut number: u64, look: impl FnOnce(&[u8]) -> T) -> T {
    let mut digits = [b'0'; 20];
    let mut from = digits.len();
    loop {
        from -= 1;
        digits[from] += u8::try_from(number % 10).unwrap_or_default();
        number /= 10;
        if number == 0 {
            return look(&digits[from..]);
        }
    }
}

/// Returns whether `text` contains `needle`, which is in lower case, ignoring ASCII case.
fn contains_ascii(text: &[u8], needle: &[u8]) -> bool {
    let Some((first, rest)) = needle.split_first() else { return true };
    let Some(last_start) = text.len().checked_sub(needle.len()) else { return false };
    memchr::memchr2_iter(*first, first.to_ascii_uppercase(), &text[..=last_start])
        .any(|at| text[at + 1..at + needle.len()].eq_ignore_ascii_case(rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_finds_what_a_copy_in_lower_case_would(text in "[a-cA-C ]{0,12}", needle in "[a-cA-C]{0,4}") {
            let found = Needle::new(&needle).is_in_text(&text);
            prop_assert_eq!(found, text.to_lowercase().contains(&needle.to_lowercase()));
        }
    }

    proptest! {
        #[test]
        fn a_key_is_found_as_if_it_were_written_out(
            needle in prop_oneof!["[a-c]{0,3}-?[0-2]{0,3}", "[ab0-2-]{0,5}"],
            prefix in "[A-C][A-C0-2]{0,3}",
            number in prop_oneof![0..300_u64, Just(4_294_967_295)],
        ) {
            let found = Needle::new(&needle).is_in_key(&prefix, number);
            prop_assert_eq!(found, format!("{prefix}-{number}").to_lowercase().contains(&needle));
        }
    }

    #[test]
    fn letters_beyond_ascii_fold_too() {
        assert!(Needle::new("FÜR").is_in_text("Rückgeld für Gäste"));
        assert!(Needle::new("gäste").is_in_text("GÄSTE"));
        assert!(!Needle::new("x").is_in_text(""));
        assert!(Needle::new("ld").is_in_text("Rückgeld"));
    }
}
