//! Lines of todo.txt: `x 2026-01-08 2026-01-01 Pay by card +shop @till`, with marks, dates, projects and contexts.

use crate::domain::import::IncomingItem;
use crate::domain::value::Stage;
use crate::exchange::dates::Dates;

/// Returns whether a text is a list in the format of todo.txt: by its name, or by the marks of a line.
pub(super) fn recognises(name: &str, text: &str) -> bool {
    let is_named = ["todo.txt", "done.txt"].iter().any(|it| name.eq_ignore_ascii_case(it));
    is_named || text.lines().any(|line| is_marked(line.trim()))
}

/// `(A) …`, or `x` with the day on which it was done.
fn is_marked(line: &str) -> bool {
    priority(line).is_some() || line.strip_prefix("x ").is_some_and(|rest| day(rest).is_some())
}

/// Reads a line; `None` if nothing is left of it.
pub(super) fn item(line: u64, text: &str, dates: Dates) -> Option<IncomingItem> {
    let text = text.trim();
    let done = text.strip_prefix("x ").map(str::trim_start);
    let mut rest = done.unwrap_or(text);
    rest = priority(rest).unwrap_or(rest);
    let mut days = Vec::new();
    while let Some((day, after)) = day(rest).filter(|_| days.len() < 2) {
        days.push(dates.read(day));
        rest = after;
    }
    let is_tag = |word: &&str| word.len() > 1 && word.starts_with(['+', '@']);
    let labels = rest.split_whitespace().filter(is_tag).map(|word| word[1..].to_owned());
    let title: Vec<&str> = rest.split_whitespace().filter(|word| !is_tag(word)).collect();
    let mut item = IncomingItem { labels: labels.collect(), ..IncomingItem::titled(line, &title.join(" ")) };
    if done.is_some() {
        item.stage = Stage::Accepted;
        // The day on which it was done stands before that on which it was added.
        item.done_ms = days.first().copied().flatten();
        days = days.split_off(days.len().min(1));
    }
    item.created_ms = days.first().copied().flatten();
    (!item.title.is_empty()).then_some(item)
}

/// Returns what follows a priority: `(A) `.
fn priority(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('(')?;
    let (letter, rest) = rest.split_once(") ")?;
    (letter.len() == 1 && letter.bytes().all(|it| it.is_ascii_uppercase())).then(|| rest.trim_start())
}

/// Splits a day off: `2026-01-08 `.
fn day(line: &str) -> Option<(&str, &str)> {
    let (day, rest) = line.split_once(' ')?;
    let is_day = day.len() == 10
        && day.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    is_day.then(|| (day, rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::Zone;

    /// The case `todo.txt`.
    #[test]
    fn marks_days_and_tags_are_read() {
        let dates = Dates::learn(Zone::UTC, None, std::iter::empty()).0;
        let one = item(1, "(A) 2026-01-01 Pay by card +shop @pay", dates).unwrap();
        assert_eq!(
            (one.title.as_str(), one.stage, &one.labels[..]),
            ("Pay by card", Stage::New, &["shop".into(), "pay".into()][..])
        );
        assert_eq!((one.created_ms, one.done_ms), (Some(1_767_225_600_000), None));
        let two = item(2, "x 2026-01-08 2026-01-01 Receipt +shop", dates).unwrap();
        assert_eq!((two.title.as_str(), two.stage), ("Receipt", Stage::Accepted));
        assert_eq!((two.created_ms, two.done_ms), (Some(1_767_225_600_000), Some(1_767_830_400_000)));
        assert_eq!(item(3, "x 2026-01-08 +shop", dates), None);
    }

    #[test]
    fn only_a_list_with_its_marks_is_one() {
        assert!(recognises("todo.txt", "Pay\n") && recognises("a.txt", "Pay\n(B) Tip\n"));
        assert!(!recognises("a.txt", "x marks the spot\n(a) first\n+1 for this\n"));
    }
}
