//! What the demo's items say.

use crate::domain::command::NewItem;
use crate::domain::dice::Dice;
use crate::domain::value::{Kind, Line, Points, Prose};

/// Epics with what they are about.
pub(super) const EPICS: [(&str, [&str; 8]); 8] = [
    (
        "Payments",
        ["card payment", "refund", "tip", "gift card", "deposit", "receipt", "discount", "currency"],
    ),
    (
        "Till",
        ["order line", "open bill", "shift", "cash count", "price change", "void", "barcode", "favourite"],
    ),
    (
        "Kitchen",
        [
            "kitchen ticket",
            "allergy note",
            "course",
            "rush order",
            "recipe",
            "sold-out dish",
            "prep list",
            "station",
        ],
    ),
    (
        "Guests",
        [
            "reservation",
            "guest profile",
            "table language",
            "waiting list",
            "birthday",
            "complaint",
            "loyalty card",
            "seat",
        ],
    ),
    (
        "Menu",
        [
            "daily special",
            "menu page",
            "side dish",
            "drink pairing",
            "photo",
            "translation",
            "allergen table",
            "set menu",
        ],
    ),
    (
        "Reports",
        [
            "daily total",
            "tax summary",
            "hourly chart",
            "staff ranking",
            "waste report",
            "cash difference",
            "export",
            "forecast",
        ],
    ),
    (
        "Staff",
        [
            "work shift",
            "time stamp",
            "break",
            "tip share",
            "training card",
            "sick note",
            "holiday",
            "permission",
        ],
    ),
    (
        "Stock",
        [
            "delivery note",
            "supplier",
            "stock count",
            "shelf",
            "batch",
            "expiry date",
            "purchase order",
            "minimum",
        ],
    ),
];

const STORIES: [&str; 12] = [
    "Add a {} in two taps",
    "Cancel a {} with a reason",
    "Find a {} by its first letters",
    "Change a {} after the fact",
    "See who made a {}",
    "Repeat the last {}",
    "Approve a {} from the phone",
    "Explain a {} to the guest",
    "Copy a {} to another table",
    "Print a {} on demand",
    "Mark a {} as urgent",
    "Hide a {} that is over",
];
const BUGS: [&str; 6] = [
    "A {} is counted twice after a restart",
    "A {} is lost when the network drops",
    "The list stays empty after a {}",
    "A {} shows yesterday's time",
    "A long name breaks the {}",
    "A {} cannot be closed on the small screen",
];
const CHORES: [&str; 4] = [
    "Log every {}",
    "Speed up the search for a {}",
    "Move the {} code into a module",
    "Renew the test data for the {}",
];
const SPIKES: [&str; 2] = ["Find out what a {} costs others", "Try two ways to store a {}"];
const IMPROVEMENTS: [&str; 3] =
    ["Pair on every {} change", "Show each {} at the stand-up", "Write the {} tests first"];
const ROLES: [&str; 6] = ["waiter", "cook", "guest", "manager", "cashier", "owner"];
const BENEFITS: [&str; 6] = [
    "guests do not wait",
    "nothing is typed twice",
    "the numbers agree in the evening",
    "new colleagues learn it in a day",
    "we see mistakes at once",
    "the kitchen knows what comes",
];
const CRITERIA: [&str; 8] = [
    "it works with one hand",
    "a wrong entry is told in a sentence",
    "it is there after a restart",
    "it is printed in the guest's language",
    "two people can do it at once",
    "it takes less than a second",
    "the manager sees it in the log",
    "it works without a network",
];

/// Makes a line of words that are known to be fine.
pub(super) fn line(text: &str) -> Line {
    // The fallback is never met: every text here is short and not blank.
    Line::clipped(text).unwrap_or_else(|| line("item"))
}

/// Makes a text of words that are known to be fine.
pub(super) fn prose(text: &str) -> Prose {
    text.parse().unwrap_or_default()
}

/// The title of the `number`th item and what it is: no two of the first few hundred are alike.
pub(super) fn title(number: u32) -> (usize, Kind, String) {
    let number = number as usize;
    let epic = number % EPICS.len();
    let thing = EPICS[epic].1[(number / EPICS.len()) % 8];
    let way = number / (EPICS.len() * 8) + number % 7 * 3;
    let (kind, pattern) = match number % 10 {
        3 | 8 => (Kind::Bug, BUGS[way % BUGS.len()]),
        5 => (Kind::Chore, CHORES[way % CHORES.len()]),
        9 if number % 30 == 9 => (Kind::Spike, SPIKES[way % SPIKES.len()]),
        9 if number % 30 == 19 => (Kind::Improvement, IMPROVEMENTS[way % IMPROVEMENTS.len()]),
        _ => (Kind::Story, STORIES[way % STORIES.len()]),
    };
    let article = if thing.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    (
        epic,
        kind,
        pattern
            .replace("a {}", &format!("{article} {{}}"))
            .replace("A {}", &format!("{} {{}}", capital(article)))
            .replace("{}", thing),
    )
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A refined item: with narrative, criteria and points.
pub(super) fn refined(number: u32, dice: &mut Dice) -> NewItem {
    let mut item = rough(number);
    let wish = item.title.as_str();
    if item.kind == Kind::Story {
        item.as_a = prose(dice.one::<&str>(&ROLES));
        item.i_want = prose(&format!("to {}", wish[..1].to_lowercase() + &wish[1..]));
        if dice.chance(70) {
            item.so_that = prose(dice.one::<&str>(&BENEFITS));
        }
    }
    let first = dice.place(CRITERIA.len());
    let count = 2 + dice.place(2);
    item.criteria = (0..count).map(|at| prose(CRITERIA[(first + at) % CRITERIA.len()])).collect();
    item.estimate = Some(Points::whole(*dice.one(&[1, 2, 2, 3, 3, 3, 5, 5, 8])));
    if dice.chance(25) {
        item.labels = vec![line(dice.one::<&str>(&["cash", "mobile", "quick-win", "law"]))];
    }
    if dice.chance(20) {
        item.description = prose(
            "## What we know\n\nAsked for at the fair by **three** restaurants.\n\n- the till stays as it is\n- no new hardware\n",
        );
    }
    item
}

/// An item that is only an idea.
pub(super) fn rough(number: u32) -> NewItem {
    let (_, kind, title) = title(number);
    NewItem { kind, ..NewItem::titled(line(&title)) }
}

/// The goals of sprints.
pub(super) const GOALS: [&str; 12] = [
    "Guests can pay by card",
    "The kitchen sees allergies",
    "A waiter closes the day in five minutes",
    "Refunds without the manager",
    "The menu speaks four languages",
    "Reservations from the website",
    "The till works without a network",
    "Tips are shared fairly",
    "Stock counts itself",
    "The owner sees the day from home",
    "Nothing is typed twice",
    "New colleagues find their way",
];

/// Why items are blocked.
pub(super) const BLOCKS: [&str; 4] = [
    "waiting for keys from the bank",
    "the printer is on its way",
    "Farah has to decide",
    "the test till is broken",
];

/// Why items are rejected.
pub(super) const REJECTIONS: [&str; 4] = [
    "the receipt is cut off",
    "it takes three taps, not two",
    "the guest's language is missing",
    "it fails after a restart",
];

/// What is asked.
pub(super) const QUESTIONS: [&str; 5] = [
    "What about gift cards?",
    "Who may do this?",
    "Is this needed at the bar, too?",
    "What does the tax office want here?",
    "How many at once?",
];

/// What is said.
pub(super) const COMMENTS: [&str; 4] = [
    "Seen at Farah's restaurant: they write it on paper now.",
    "The bank's documentation is **wrong** here; use the test account.",
    "Works on my till.",
    "Let us keep the old way for a month.",
];

/// What is parked in stand-ups.
pub(super) const PARKED: [&str; 3] =
    ["How do we test without the bank?", "Which printers do we still support?", "Who is at the fair?"];

/// What keeps people from going on.
pub(super) const IMPEDIMENTS: [&str; 3] = [
    "The bank has not sent the test keys",
    "The test till restarts by itself",
    "Nobody can reach the printer's maker",
];

/// What Farah says in a review, and how strongly.
pub(super) const FEEDBACK: [(&str, u32); 4] = [
    ("Two taps is what my waiters need", 2),
    ("I cannot read this in the sun", 3),
    ("Can guests split the bill by seat?", 3),
    ("My cook would like larger letters", 1),
];

/// What is on the wall of a retrospective: the column, and the note.
pub(super) const WALL: [(&str, &str); 5] = [
    ("Start", "Try it on a real till every week"),
    ("Start", "Ask Farah earlier"),
    ("Stop", "Work waits for days in Review"),
    ("Stop", "Three items at a time for one of us"),
    ("Continue", "Pairing on the payments"),
];
