//! The texts of the demo's items. They are in `assets/demo/words.txt`.

use crate::domain::command::NewItem;
use crate::domain::dice::Dice;
use crate::domain::value::{Kind, Line, Points, Prose};
use crate::text::Sections;
use std::sync::LazyLock;

static WORDS: LazyLock<Sections> =
    LazyLock::new(|| Sections::read(include_str!("../../assets/demo/words.txt")));

/// Returns the texts under a heading.
pub(super) fn list(heading: &str) -> &'static [&'static str] {
    WORDS.list(heading)
}

/// Returns a text under a heading by index, wrapping around at the end.
pub(super) fn text(heading: &str, at: usize) -> &'static str {
    let texts = list(heading);
    texts[at % texts.len()]
}

/// Returns both sides of the texts under a heading, split at a separator.
pub(super) fn pairs(
    heading: &str,
    between: &'static str,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    list(heading).iter().filter_map(move |text| text.split_once(between))
}

/// Returns the titles and the descriptions of the epics.
pub(super) fn epics() -> impl Iterator<Item = (&'static str, &'static str)> {
    pairs("epics", ": ")
}

/// Creates a line from a text that is known to be valid.
pub(super) fn line(text: &str) -> Line {
    // The fallback is never reached: every text here is short and not blank.
    Line::clipped(text).unwrap_or_else(|| line("item"))
}

/// Creates prose from a text that is known to be valid.
pub(super) fn prose(text: &str) -> Prose {
    text.parse().unwrap_or_default()
}

/// Returns the title of the `number`th item, its epic and its kind: the first few hundred titles are distinct.
pub(super) fn title(number: u32) -> (usize, Kind, String) {
    let number = number as usize;
    let count = epics().count();
    let (epic, row) = (number % count, number / count);
    let things: Vec<&str> = epics().nth(epic).map_or("", |(_, things)| things).split(", ").collect();
    let thing = things[row % things.len()];
    let kind = match number % 10 {
        3 | 8 => Kind::Bug,
        5 => Kind::Chore,
        9 if number % 30 == 9 => Kind::Spike,
        9 if number % 30 == 19 => Kind::Improvement,
        _ => Kind::Story,
    };
    let pattern = text(kind.word(), row / things.len() + number % 7 * 3);
    let article = if thing.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    let title = pattern
        .replace("a {}", &format!("{article} {{}}"))
        .replace("A {}", &format!("{} {{}}", capital(article)))
        .replace("{}", thing);
    (epic, kind, title)
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Returns a refined item: with narrative, criteria and points.
pub(super) fn refined(number: u32, dice: &mut Dice) -> NewItem {
    let mut item = rough(number);
    let wish = item.title.as_str();
    if item.kind == Kind::Story {
        item.as_a = prose(dice.one::<&str>(list("roles")));
        item.i_want = prose(&format!("to {}", wish[..1].to_lowercase() + &wish[1..]));
        if dice.chance(70) {
            item.so_that = prose(dice.one::<&str>(list("benefits")));
        }
    }
    let first = dice.place(list("criteria").len());
    let count = 2 + dice.place(2);
    item.criteria = (first..first + count).map(|at| prose(text("criteria", at))).collect();
    item.estimate = Some(Points::whole(*dice.one(&[1, 2, 2, 3, 3, 3, 5, 5, 8])));
    if dice.chance(25) {
        item.labels = vec![line(dice.one::<&str>(list("labels")))];
    }
    if dice.chance(20) {
        item.description = prose(
            "## What we know\n\nAsked for at the fair by **three** restaurants.\n\n- the till stays as it is\n- no new hardware\n",
        );
    }
    item
}

/// Returns an item that is only an idea.
pub(super) fn rough(number: u32) -> NewItem {
    let (_, kind, title) = title(number);
    NewItem { kind, ..NewItem::titled(line(&title)) }
}
