//! The searchable words of an item: those of its title, source key, narrative and description. Every engine receives
//! the same words, split and folded here, since engines treat letters differently.

use super::engine::SearchTerm;
use crate::domain::change::{Change, Edit};
use crate::domain::detail::BodyField;
use crate::domain::id::ItemId;
use crate::domain::item::ItemField;
use crate::domain::value::fold_words;
use std::collections::BTreeSet;

/// The number of letters of a word that are indexed: longer ones are images or keys rather than words.
const LONGEST: usize = 48;

/// The minimum length of a search word that also matches longer words; a shorter one matches only itself.
const PREFIX: usize = 3;

/// Splits a text into words. A character of a script without spaces between words is a word of its own.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let text = fold_words(text);
    let mut words = Vec::new();
    let mut word = String::new();
    for letter in text.chars().chain([' ']) {
        let alone = is_ideograph(letter);
        if (alone || !is_letter(letter)) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if alone {
            words.push(letter.to_string());
        } else if is_letter(letter) && word.chars().count() < LONGEST {
            word.push(letter);
        }
    }
    words.into_iter()
}

fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '\u{300}'..='\u{36f}')
}

/// Returns whether a character is Chinese, or Japanese kana.
fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        && letter.is_alphanumeric()
}

/// Returns the words to search for, given what a person has typed.
pub(super) fn search_terms(text: &str) -> Vec<SearchTerm> {
    let all: BTreeSet<String> = words(text).collect();
    all.into_iter().map(|word| SearchTerm { is_prefix: word.chars().count() >= PREFIX, word }).collect()
}

/// Returns the item whose words may have changed.
#[expect(clippy::wildcard_enum_match_arm, reason = "all others hold no text that is searched")]
pub(super) fn reworded(change: &Change) -> Option<ItemId> {
    match change {
        Change::Item(Edit::Set { id, new: ItemField::Title(_) | ItemField::SourceKey(_), .. }) => Some(*id),
        Change::Item(Edit::Created(item) | Edit::Removed(item)) => Some(item.id),
        Change::Body(Edit::Set { new: BodyField::Rest(_), .. }) => None,
        Change::Body(edit) => edit.item(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_what_stands_between_signs() {
        for (text, expected) in [
            ("Pay by card, at once!", vec!["pay", "by", "card", "at", "once"]),
            ("under_score PAY-12", vec!["under", "score", "pay", "12"]),
            ("Ärger mit ÖL", vec!["arger", "mit", "ol"]),
            ("日本 OK本", vec!["日", "本", "ok", "本"]),
            (" -- \"'", vec![]),
        ] {
            assert_eq!(words(text).collect::<Vec<_>>(), expected, "{text}");
        }
        assert_eq!(words(&"x".repeat(99)).map(|it| it.len()).collect::<Vec<_>>(), [LONGEST]);
    }

    #[test]
    fn three_letters_are_a_beginning() {
        let found: Vec<_> =
            search_terms("car Ui 本 car").into_iter().map(|it| (it.word, it.is_prefix)).collect();
        let expected = [("car", true), ("ui", false), ("本", false)];
        assert_eq!(found, expected.map(|(word, beginning)| (word.to_owned(), beginning)));
    }

    proptest! {
        /// Engines may split words at anything that is not a letter.
        #[test]
        fn a_word_is_letters_alone(text in any::<String>()) {
            for word in words(&text) {
                prop_assert!(!word.is_empty() && word.chars().all(is_letter), "{word:?}");
            }
        }
    }
}
