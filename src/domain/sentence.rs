//! Parts of sentences: numbers with their nouns, and lists.

use super::value::Points;

/// Returns a number with its noun: `1 item`, `3 items`.
pub fn count(number: impl TryInto<u64>, one: &str, many: &str) -> String {
    let number = number.try_into().unwrap_or(u64::MAX);
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Returns points with their noun: `1 point`, `2.5 points`.
pub fn points(points: Points) -> String {
    format!("{points} {}", if points == Points::whole(1) { "point" } else { "points" })
}

/// Returns a sentence with a capital first letter.
pub fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Returns a noun with its article: `a sprint`, `an item`.
pub fn a(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// Joins words into a list: `Ana`, `Ana and Bo`, `Ana, Bo and Chi`.
pub fn list<S: AsRef<str>>(words: &[S]) -> String {
    joined(words, "and")
}

/// Joins alternatives into a list: `Ana`, `Ana or Bo`, `Ana, Bo or Chi`.
pub fn list_or<S: AsRef<str>>(words: &[S]) -> String {
    joined(words, "or")
}

fn joined<S: AsRef<str>>(words: &[S], last_with: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {last_with} {}", first.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_no_plural() {
        let items = |number: u64| count(number, "item", "items");
        assert_eq!([items(0), items(1), items(2)], ["0 items", "1 item", "2 items"]);
    }

    #[test]
    fn an_article_fits_its_noun() {
        assert_eq!([a("item"), a("sprint"), a("epic")], ["an item", "a sprint", "an epic"]);
    }

    #[test]
    fn the_last_word_comes_after_and() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["Ana"]), "Ana");
        assert_eq!(list(&["Ana", "Bo"]), "Ana and Bo");
        assert_eq!(list(&["Ana", "Bo", "Chi"]), "Ana, Bo and Chi");
    }
}
