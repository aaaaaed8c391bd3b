//! User stories, one per line: "As a player, I want to see my score, so that I can brag".
//!
//! Of 1 680 real lines two in five have no benefit and some say "I don't want" or "I need", so only role and request
//! are required, and a line that is not a story still becomes an item.

mod todo;

use super::dates::Dates;
use super::{limits, remark};
use crate::domain::import::{Batch, IncomingItem};
use crate::domain::value::{Stage, Zone};
use crate::text::clip;

/// The parts of a user story, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// The role, without "As a".
    pub as_a: String,
    /// The request: after "I want", such as `to see my score`.
    pub i_want: String,
    /// The benefit: after "so that".
    pub so_that: Option<String>,
}

/// The phrases between role and request, and how the request then begins. The longest spelling comes first.
const WISHES: &[(&str, &str)] = &[
    ("i do not want ", "not "),
    ("i don't want ", "not "),
    ("i don’t want ", "not "),
    ("i would like ", ""),
    ("i'd like ", ""),
    ("i’d like ", ""),
    ("i only want ", "only "),
    ("i also want ", ""),
    ("i want ", ""),
    ("would like ", ""),
    ("i need ", ""),
    ("i wish ", ""),
    ("i should be able ", ""),
    ("i must be able ", ""),
    ("i can ", "to "),
];

// "So thatI can" occurs in the real lines.
const BENEFITS: &[&str] = &["so that", "in order to ", "so i can "];

/// The maximum length of a line, in bytes, that is parsed as a story.
const MOST: usize = 10_000;

/// The maximum length of a title made from a request, in characters.
const TITLE: usize = 100;

impl Story {
    /// Returns a short title: the request without its "to", capitalised, clipped at a word near 100 characters.
    pub fn title(&self) -> String {
        let wish = self.i_want.trim_end_matches(['.', ' ', ',']);
        let wish = strip(wish, "to be able to ").or_else(|| strip(wish, "to ")).unwrap_or(wish);
        let mut letters = wish.chars();
        let capital = letters.next().map(|it| it.to_uppercase().to_string()).unwrap_or_default();
        clipped(&format!("{capital}{}", letters.as_str()))
    }
}

/// Parses one line as a user story; `None` if it is not one.
pub fn story(line: &str) -> Option<Story> {
    let line = line.trim();
    if line.len() > MOST {
        return None;
    }
    let rest = strip(line, "as ").map(str::trim_start).map(|rest| {
        ["an", "a", "the"].iter().find_map(|article| after_article(rest, article)).unwrap_or(rest)
    })?;
    let (role_end, wish_from, begins) = WISHES.iter().filter_map(|wish| marked(rest, wish)).min()?;
    let (role, wish) = (rest[..role_end].trim(), rest[wish_from..].trim());
    let (wish, benefit) = split_benefit(wish);
    let role = role.trim_end_matches([',', ' ', ';']);
    let wish = wish.trim_end_matches([',', ' ', ';']);
    // "so that I can" is not a request, and a role is not a paragraph.
    let is_story = !role.is_empty()
        && split_benefit(&rest[..wish_from]).1.is_none()
        && wish.contains(char::is_alphanumeric)
        && role.chars().count() <= 200;
    is_story.then(|| Story {
        as_a: role.to_owned(),
        i_want: format!("{begins}{wish}"),
        so_that: benefit.map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned),
    })
}

/// Reads a text in which every non-blank line is an item; a heading above them is none.
pub(super) fn read(name: &str, text: &str, zone: Zone) -> Batch {
    let is_todo = todo::recognises(name, text);
    let dates = Dates::learn(zone, None, std::iter::empty()).0;
    let mut batch = Batch::default();
    // Where there is nothing but headings, they are the items.
    let has_lines = text.lines().any(|line| !line.trim().is_empty() && heading(line).is_none());
    for (line, text) in (1..).zip(text.lines()) {
        let (heading, text) = (heading(text).filter(|_| has_lines), heading(text).unwrap_or(text));
        if let Some(heading) = heading {
            batch
                .problems
                .push(remark(line, format!("The heading {:?} was not imported.", clip(heading, 40))));
            continue;
        }
        let item = if is_todo { todo::item(line, text, dates) } else { item(line, text) };
        if let Some(mut item) = item {
            batch.problems.extend(limits::fit(&mut item));
            batch.rows.push(item);
        }
    }
    batch
}

/// Returns the text of a heading: `## Sprint 5`.
fn heading(line: &str) -> Option<&str> {
    let line = line.trim();
    let rest = line.trim_start_matches('#');
    ((1..=6).contains(&(line.len() - rest.len())) && rest.starts_with([' ', '\t'])).then(|| rest.trim())
}

fn item(line: u64, text: &str) -> Option<IncomingItem> {
    let (text, is_done) = bare(text);
    if text.is_empty() {
        return None;
    }
    let mut item = IncomingItem::titled(line, text);
    if is_done {
        item.stage = Stage::Accepted;
    }
    if let Some(story) = story(text) {
        item.title = story.title();
        narrate(&mut item, story);
    }
    Some(item)
}

/// If the title is a complete user story, copies it into the narrative. The title is left as written: people know the
/// item by it.
pub(super) fn tell(item: &mut IncomingItem) {
    if item.as_a.is_some() || item.i_want.is_some() {
        return;
    }
    if let Some(story) = story(&item.title) {
        narrate(item, story);
    }
}

fn narrate(item: &mut IncomingItem, story: Story) {
    item.as_a = Some(story.as_a);
    item.i_want = Some(story.i_want);
    item.so_that = story.so_that;
}

/// Strips the bullet, number, check box, and the `#G12#` that research files have in front. Returns whether the box was
/// ticked, too.
fn bare(line: &str) -> (&str, bool) {
    let line = line.trim();
    let line =
        line.strip_prefix(['-', '*', '•', '+']).filter(|it| it.starts_with([' ', '\t'])).unwrap_or(line);
    let line = numbered(line.trim_start()).unwrap_or(line).trim_start();
    let ticked = ["[x]", "[X]"].iter().find_map(|it| line.strip_prefix(it));
    let line = ticked.or_else(|| line.strip_prefix("[ ]")).unwrap_or(line).trim_start();
    let group = line.strip_prefix("#G").and_then(|rest| rest.split_once('#'));
    let line = match group {
        Some((digits, rest)) if digits.bytes().all(|byte| byte.is_ascii_digit()) => rest.trim_start(),
        _ => line,
    };
    (line, ticked.is_some())
}

/// Strips the number from `12. text` or `12) text`; `3.5 inches` has none.
fn numbered(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(|it: char| it.is_ascii_digit());
    let digits = line.len() - rest.len();
    let rest = rest.strip_prefix(['.', ')'])?;
    ((1..=4).contains(&digits) && rest.starts_with([' ', '\t'])).then_some(rest)
}

/// Strips an ASCII prefix, ignoring case.
fn strip<'a>(text: &'a str, beginning: &str) -> Option<&'a str> {
    let head = text.get(..beginning.len())?;
    head.eq_ignore_ascii_case(beginning).then(|| &text[beginning.len()..])
}

/// Strips an article; "anInspector" lacks a space, "Andrea" has no article.
fn after_article<'a>(text: &'a str, article: &str) -> Option<&'a str> {
    let rest = strip(text, article)?;
    let parts = rest.starts_with(char::is_whitespace) || rest.starts_with(char::is_uppercase);
    parts.then(|| rest.trim_start())
}

/// Locates the phrase of a request: the end of the role, the start of the request, and how the request begins.
fn marked(text: &str, (words, begins): &(&str, &'static str)) -> Option<(usize, usize, &'static str)> {
    let at = find(text, words)?;
    Some((at, at + words.len(), begins))
}

/// Finds words at the start of a word, ignoring case; in "`DeveloperI` want" a space is missing.
fn find(text: &str, words: &str) -> Option<usize> {
    let parts = |at: usize| {
        let before = text[..at].chars().next_back();
        before.is_some_and(|it| {
            it.is_whitespace() || it == ',' || (it.is_lowercase() && text[at..].starts_with("I "))
        })
    };
    let begins = |at: &usize| strip(&text[*at..], words).is_some() && parts(*at);
    text.char_indices().map(|(at, _)| at).find(begins)
}

fn split_benefit(wish: &str) -> (&str, Option<&str>) {
    for words in BENEFITS {
        if let Some(at) = find(wish, words) {
            return (&wish[..at], Some(&wish[at + words.len()..]));
        }
    }
    (wish, None)
}

fn clipped(text: &str) -> String {
    if text.chars().count() <= TITLE {
        return text.to_owned();
    }
    let end = text.char_indices().nth(TITLE).map_or(text.len(), |(at, _)| at);
    let end = text[..end].rfind(char::is_whitespace).filter(|at| *at > TITLE / 2).unwrap_or(end);
    format!("{}…", text[..end].trim_end_matches([' ', ',', ';', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spellings_of_a_story_are_read() {
        for (line, expected) in [
            (
                "As a user, I want to pay by card, so that I carry no cash.",
                ("user", "to pay by card", "I carry no cash."),
            ),
            ("As an admin I want a log", ("admin", "a log", "")),
            ("as the owner I WANT peace  So That I sleep ", ("owner", "peace", "I sleep")),
            ("As a user I don't want to wait", ("user", "not to wait", "")),
            ("As a user I do not want  banners", ("user", "not banners", "")),
            ("As a player, I would like to win in order to brag", ("player", "to win", "brag")),
            ("As a guest, I'd like tea", ("guest", "tea", "")),
            ("As a guest, I need a room", ("guest", "a room", "")),
            ("As a guest I can leave, so I can travel", ("guest", "to leave", "travel")),
            ("As anInspector I want to inspect", ("Inspector", "to inspect", "")),
            ("As a dev would like tea so thatI wake", ("dev", "tea", "I wake")),
            ("As a DeveloperI want tea", ("Developer", "tea", "")),
            ("As a cook, I only want salt", ("cook", "only salt", "")),
            ("As Andrea, I want tea", ("Andrea", "tea", "")),
            ("As a user I want what I need so that I can work", ("user", "what I need", "I can work")),
        ] {
            let story = story(line).unwrap();
            let parts = (&*story.as_a, &*story.i_want, story.so_that.as_deref().unwrap_or_default());
            assert_eq!(parts, expected, "{line}");
        }
    }

    #[test]
    fn what_is_no_story_is_none() {
        for line in [
            "",
            "As a user",
            "As a user I want ",
            "As a user I want ...",
            "As a user it is slow, so that I can leave",
            "Fix the build",
            "As I want",
            "Asana: I want",
            "I want tea",
            "é",
            "as é",
        ] {
            assert_eq!(story(line), None, "{line}");
        }
    }

    #[test]
    fn the_title_is_the_wish_cut_at_a_word() {
        let title = |line: &str| story(line).unwrap().title();
        assert_eq!(title("As a user I want to be able to pay by card."), "Pay by card");
        assert_eq!(title("As a user I want to über alles"), "Über alles");
        assert_eq!(title("As a user I don't want to wait"), "Not to wait");
        let long = title(&format!("As a user I want to {}", "pay éverything ".repeat(20)));
        assert!(long.chars().count() <= TITLE + 1 && long.ends_with("pay…"), "{long}");
    }

    #[test]
    fn each_line_is_an_item_without_its_bullet() {
        let batch = read(
            "a.txt",
            "#G12# As a user, I want tea\r\n\n- [ ] Fix the build\n  2) As a cook, I need salt, so that it tastes\n#hashtag\n3.5 inches\n-5 degrees\n",
            Zone::UTC,
        );
        let titles: Vec<_> = batch.rows.iter().map(|it| (it.line, it.title.as_str())).collect();
        assert_eq!(
            titles,
            [
                (1, "Tea"),
                (3, "Fix the build"),
                (4, "Salt"),
                (5, "#hashtag"),
                (6, "3.5 inches"),
                (7, "-5 degrees")
            ]
        );
        assert_eq!(batch.rows[2].so_that.as_deref(), Some("it tastes"));
        assert_eq!(batch.rows[0].key, None);
    }

    /// The case `checklist.md`.
    #[test]
    fn headings_are_items_only_where_there_is_nothing_else() {
        let titles = |text: &str| {
            let batch = read("a.md", text, Zone::UTC);
            (batch.rows.iter().map(|it| it.title.clone()).collect::<Vec<_>>(), batch.problems.len())
        };
        assert_eq!(titles("# Sprint 5\n\n- [x] Pay\n- [ ] Tip\n"), (vec!["Pay".into(), "Tip".into()], 1));
        assert_eq!(titles("## Pay\n\n## Tip\n"), (vec!["Pay".into(), "Tip".into()], 0));
        let stages: Vec<_> =
            read("a.md", "- [X] Pay\n* [ ] Tip\n", Zone::UTC).rows.iter().map(|it| it.stage).collect();
        assert_eq!(stages, [Stage::Accepted, Stage::New]);
    }
}
