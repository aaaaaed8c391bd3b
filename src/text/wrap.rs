//! Wrapping a text into lines of limited width.

use super::measure::grapheme_width;
use super::{sanitize_lines, width};
use unicode_segmentation::UnicodeSegmentation as _;

/// Returns `text` sanitized, in lines of at most `columns` columns, broken at spaces; a longer word is broken between
/// graphemes. Blank lines and the indentation of a line are kept.
///
/// With 0 columns there are no lines. A grapheme wider than `columns` is shown as `?`.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let text = sanitize_lines(text);
    if columns == 0 {
        Vec::new()
    } else {
        text.split('\n').flat_map(|line| wrap_line(line, columns)).collect()
    }
}

/// Returns `text` wrapped as [`wrap`] does, in as few lines, but of even length; a number stays beside its unit.
pub fn wrap_evenly(text: &str, columns: usize) -> Vec<String> {
    let joined = join_units(text, columns);
    wrap_joined(&joined, columns).into_iter().map(|line| line.replace(JOINT, " ")).collect()
}

/// Joins a number and its unit while a line is wrapped.
const JOINT: char = '\u{a0}';

/// Joins each number with the word that follows it, where both fit on a line.
fn join_units(text: &str, columns: usize) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        joined.push_str(word);
        let Some(next) = words.peek() else { break };
        let is_number = !word.is_empty() && word.chars().all(|it| it.is_ascii_digit() || it == '.');
        let is_joined = is_number && width(word) + 1 + width(next) <= columns;
        joined.push(if is_joined { JOINT } else { ' ' });
    }
    joined
}

fn wrap_joined(text: &str, columns: usize) -> Vec<String> {
    let greedy = wrap(text, columns);
    let (mut least, mut most) = (1, columns);
    while least < most && greedy.len() > 1 {
        let middle = usize::midpoint(least, most);
        // A line that breaks within a word is no better than an uneven one.
        let is_enough = wrap(text, middle).len() <= greedy.len() && !breaks_a_word(text, middle);
        (least, most) = if is_enough { (least, middle) } else { (middle + 1, most) };
    }
    if greedy.len() > 1 { wrap(text, most) } else { greedy }
}

/// Returns whether a word does not fit on a line.
fn breaks_a_word(text: &str, columns: usize) -> bool {
    text.split([' ', '\n']).any(|word| width(word) > columns)
}

/// Returns the first line of `text` wrapped as [`wrap`] does, and the rest.
pub fn wrap_first(text: &str, columns: usize) -> (String, String) {
    let text = sanitize_lines(text);
    let first = wrap(&text, columns).into_iter().next().unwrap_or_default();
    let rest = text.strip_prefix(&first).unwrap_or_default().trim_start().to_owned();
    (first, rest)
}

/// Returns `parts` in lines of at most `columns` columns, with `between` between those on the same line. A part is
/// never broken: one that is too long has a line of its own.
pub fn pack(parts: &[String], between: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if width(line) + width(between) + width(part) <= columns => {
                line.push_str(between);
                line.push_str(part);
            }
            Some(_) | None => lines.push(part.clone()),
        }
    }
    lines
}

fn wrap_line(line: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    let mut used = 0;
    for word in line.split_inclusive(' ') {
        let letters = word.trim_end_matches(' ');
        let columns_of_word = width(letters);
        if used + columns_of_word > columns && !current.trim_end().is_empty() && columns_of_word <= columns {
            end_line(&mut lines, &mut current, &mut used);
        }
        for grapheme in letters.graphemes(true) {
            let mut shown = grapheme;
            if grapheme_width(grapheme) > columns {
                shown = "?";
            }
            if used + grapheme_width(shown) > columns {
                end_line(&mut lines, &mut current, &mut used);
            }
            current.push_str(shown);
            used += grapheme_width(shown);
        }
        if word.len() > letters.len() && used < columns {
            current.push(' ');
            used += 1;
        }
    }
    end_line(&mut lines, &mut current, &mut used);
    lines
}

fn end_line(lines: &mut Vec<String>, current: &mut String, used: &mut usize) {
    current.truncate(current.trim_end_matches(' ').len());
    lines.push(std::mem::take(current));
    *used = 0;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_rest_follows_the_first_line() {
        for (text, columns, first, rest) in [
            ("Split a bill between guests", 12, "Split a bill", "between guests"),
            ("Pay by card", 20, "Pay by card", ""),
            ("aftertaste", 5, "after", "taste"),
            ("", 5, "", ""),
        ] {
            assert_eq!(wrap_first(text, columns), (first.to_owned(), rest.to_owned()), "{text}");
        }
    }

    #[test]
    fn lines_are_as_even_as_they_can_be() {
        let title = "Favourites disappear from the order screen when the network drops";
        assert_eq!(
            wrap_evenly(title, 43),
            ["Favourites disappear from the order", "screen when the network drops"]
        );
        assert_eq!(wrap_evenly("Pay by card", 43), ["Pay by card"]);
        assert_eq!(wrap_evenly("older than 85 % of items", 13), ["older than", "85 % of items"]);
        assert_eq!(
            wrap_evenly("a Donaudampfschifffahrt b", 23),
            ["a Donaudampfschifffahrt", "b"].map(str::to_owned)
        );
    }

    #[test]
    fn breaks_at_blanks() {
        for (text, columns, lines) in [
            ("so that each guest pays", 10, vec!["so that", "each guest", "pays"]),
            ("abcdefgh ij", 3, vec!["abc", "def", "gh", "ij"]),
            ("  indented line", 10, vec!["  indented", "line"]),
            ("支払いを分ける", 5, vec!["支払", "いを", "分け", "る"]),
            ("a\n\nb\r\nc", 5, vec!["a", "", "b", "c"]),
            ("", 5, vec![""]),
            ("支", 1, vec!["?"]),
            ("x", 0, vec![]),
            ("\u{1b}[2J", 9, vec!["␛[2J"]),
        ] {
            assert_eq!(wrap(text, columns), lines, "{text}");
        }
    }

    proptest! {
        #[test]
        fn lines_fit_and_no_letter_is_lost(text in any::<String>(), columns in 0_usize..30) {
            let lines = wrap(&text, columns);
            for line in &lines {
                prop_assert!(width(line) <= columns, "{line:?}");
                prop_assert!(!line.chars().any(char::is_control));
            }
            if sanitize_lines(&text).graphemes(true).all(|it| grapheme_width(it) <= columns) {
                let solid = |text: &str| text.chars().filter(|it| !matches!(it, ' ' | '\n')).collect::<String>();
                prop_assert_eq!(solid(&lines.concat()), solid(&sanitize_lines(&text)));
            }
        }

        #[test]
        fn sentences_fit_too(text in "[a-z 支é👩\n]{0,80}", columns in 1_usize..12) {
            for line in wrap(&text, columns) {
                prop_assert!(width(&line) <= columns);
            }
        }
    }

    #[test]
    fn parts_are_packed_into_lines_and_never_broken() {
        let parts = ["11 ready", "4 large", "2 questions, long"].map(str::to_owned);
        assert_eq!(pack(&parts, " - ", 18), ["11 ready - 4 large", "2 questions, long"]);
        assert_eq!(pack(&parts, " - ", 17), ["11 ready", "4 large", "2 questions, long"]);
        assert_eq!(pack(&parts, " - ", 3), ["11 ready", "4 large", "2 questions, long"]);
        assert!(pack(&[], " - ", 10).is_empty());
    }
}
