//! Finding a text in an item's key, source key and title, without copying any of them.

use crate::domain::id::Id;
use crate::domain::item::Item;
use crate::domain::workspace::Workspace;
use std::io::Write as _;

/// The longest key: a prefix of ten letters, a dash, ten digits.
const LONGEST_KEY: usize = 21;

/// What is looked for, in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Needle {
    folded: Box<str>,
}

impl Needle {
    pub(super) fn new(given: &str) -> Self {
        Self { folded: given.to_lowercase().into() }
    }

    /// Tells whether it is in the key, the source key or the title.
    pub(super) fn is_in(&self, workspace: &Workspace, item: &Item) -> bool {
        self.is_in_text(&item.title)
            || item.source_key.as_deref().is_some_and(|key| self.is_in_text(key))
            || self.is_in_key(workspace, item)
    }

    fn is_in_key(&self, workspace: &Workspace, item: &Item) -> bool {
        if self.folded.len() > LONGEST_KEY {
            return false;
        }
        let mut key = [0_u8; LONGEST_KEY];
        let mut rest = key.as_mut_slice();
        let prefix = workspace.product().map_or("?", |product| product.prefix.as_str());
        // A key that does not fit cannot be: prefix and number have their limits.
        if write!(rest, "{prefix}-{}", item.id.number()).is_err() {
            return false;
        }
        let left = rest.len();
        contains_ascii(&key[..LONGEST_KEY - left], self.folded.as_bytes())
    }

    fn is_in_text(&self, text: &str) -> bool {
        if self.folded.is_ascii() {
            contains_ascii(text.as_bytes(), self.folded.as_bytes())
        } else {
            text.to_lowercase().contains(&*self.folded)
        }
    }
}

/// Tells whether `needle`, in lower case, is in `text` whatever its case. Letters beyond ASCII are compared as they are.
fn contains_ascii(text: &[u8], needle: &[u8]) -> bool {
    let Some((first, rest)) = needle.split_first() else { return true };
    let Some(last_start) = text.len().checked_sub(needle.len()) else { return false };
    let upper = first.to_ascii_uppercase();
    text[..=last_start].iter().enumerate().any(|(at, byte)| {
        (byte == first || *byte == upper) && text[at + 1..at + needle.len()].eq_ignore_ascii_case(rest)
    })
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

    #[test]
    fn letters_beyond_ascii_fold_too() {
        assert!(Needle::new("FÜR").is_in_text("Rückgeld für Gäste"));
        assert!(Needle::new("gäste").is_in_text("GÄSTE"));
        assert!(!Needle::new("x").is_in_text(""));
        assert!(Needle::new("ld").is_in_text("Rückgeld"));
    }
}
