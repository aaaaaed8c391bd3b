//! A card of the board: why it is stuck, how far it is, and whose it is.

use super::preview::{PreviewPart, PreviewSection};
use super::tone::{Styled, Tone};
use super::tree::ListEntry;
use crate::domain::metrics::cycle_time::PERCENT;
use crate::domain::value::{Kind, Stage, Zone};
use crate::domain::views::Target;
use crate::domain::views::board::BoardCard;
use crate::domain::workspace::Workspace;

/// More checks than this are a number instead of signs.
const MOST_SIGNS: u16 = 8;

/// Formats what keeps a card from moving on, the most important first, then how far its tasks or criteria are.
pub fn notes(card: &BoardCard<'_>) -> Vec<Styled> {
    let blocked = card.blocked.as_ref().map(|it| format!("■ {}", super::item::blocked(it)));
    let rejected = card.rejected.map(|why| format!("rejected: {why}"));
    let after = card.after.as_ref().map(|(key, column)| format!("after {key}, in {column}"));
    let old = card.is_ageing.then(|| format!("older than {PERCENT} % of items"));
    let alerts = [blocked, rejected].into_iter().flatten().map(|it| Styled::new(it, Tone::Alert));
    let warnings = [after, old].into_iter().flatten().map(|it| Styled::new(it, Tone::Warn));
    alerts.chain(warnings).chain(checks(card).map(|it| Styled::new(it, Tone::Text))).collect()
}

/// Returns the tone of the edge of a card: what is worst about it.
pub fn edge(card: &BoardCard<'_>) -> Tone {
    if card.blocked.is_some() || card.rejected.is_some() {
        Tone::Alert
    } else if card.after.is_some() || card.is_ageing || card.wants_somebody {
        Tone::Warn
    } else {
        Tone::Rule
    }
}

/// Formats how far it is: its criteria in Review, its tasks before.
fn checks(card: &BoardCard<'_>) -> Option<String> {
    let counts = card.item.tally;
    let (word, done, failed, all) = match card.item.stage {
        Stage::Review => ("criteria", counts.met, counts.failed, counts.criteria),
        Stage::ToDo | Stage::Doing => ("tasks", counts.tasks_done, 0, counts.tasks),
        Stage::New | Stage::Ready | Stage::Accepted | Stage::Dropped => return None,
    };
    let numbers = format!("{done} of {all}");
    if all == 0 {
        return None;
    }
    if all > MOST_SIGNS {
        return Some(format!("{word} {numbers}"));
    }
    let signs = |sign: &str, number: u16| sign.repeat(usize::from(number));
    let open = all.saturating_sub(done + failed);
    let signs = format!("{word} {}{}{}", signs("✓", done), signs("x", failed), signs("□", open));
    // Tasks are done one after the other; criteria are looked at all together.
    let is_counted = card.item.stage != Stage::Review;
    Some(if is_counted { format!("{signs} {numbers}") } else { signs })
}

/// The last line of a card. What does not fit is left out in the order of the fields, the kind first.
#[derive(Debug, Clone)]
pub struct CardFoot {
    /// The kind, unless it is a story.
    pub kind: Option<Styled>,
    /// The day since it was started.
    pub day: Option<Styled>,
    /// The unit of the points.
    pub unit: Option<&'static str>,
    /// The points.
    pub points: String,
    /// The assignees, each in a colour of their own.
    pub people: Vec<Styled>,
}

/// Formats the last line of a card.
pub fn facts(workspace: &Workspace, card: &BoardCard<'_>, none: &str) -> CardFoot {
    let item = card.item;
    let tone = if item.kind == Kind::Bug { Tone::Warn } else { Tone::Dim };
    let people: Vec<Styled> =
        item.assignees.iter().map(|id| Styled::new(workspace.name(*id), Tone::person(*id))).collect();
    let nobody = if card.wants_somebody { Tone::Warn } else { Tone::Dim };
    let day_tone = if card.is_ageing { Tone::Warn } else { Tone::Dim };
    let unit = |points| if points == crate::domain::value::Points::whole(1) { "pt" } else { "pts" };
    CardFoot {
        kind: (item.kind != Kind::Story).then(|| Styled::new(item.kind.word(), tone)),
        day: card.age.map(|day| Styled::new(super::day(day), day_tone)),
        unit: item.estimate.map(unit),
        points: item.estimate.map_or_else(|| none.to_owned(), |points| points.to_string()),
        people: if people.is_empty() { vec![Styled::new("unassigned", nobody)] } else { people },
    }
}

/// Formats why a card is stuck, for its preview: blocked, rejected, or waiting for another item.
pub fn why(card: &BoardCard<'_>, zone: Zone) -> Vec<PreviewSection> {
    let section = |heading: &str, text: String, tone: Tone| PreviewSection {
        part: PreviewPart::Warnings,
        heading: Styled::new(heading, Tone::Head),
        meter: None,
        badge: Styled::text(""),
        entries: vec![ListEntry::of(Target::Nothing, text).tone(tone)],
    };
    let blocked = card.blocked.as_ref().map(|it| {
        let since = it.since.map(|since| since.day(zone).format("since %a %-d %b").to_string());
        let why = section("Why it is blocked", it.reason.clone(), Tone::Alert);
        PreviewSection { badge: Styled::new(since.unwrap_or_default(), Tone::Dim), ..why }
    });
    let rejected = card.rejected.map(|why| section("Why it was rejected", why.to_string(), Tone::Alert));
    let after = card
        .after
        .as_ref()
        .map(|(key, column)| section("Waits for", format!("{key}, in {column}"), Tone::Warn));
    [blocked, rejected, after].into_iter().flatten().collect()
}

/// Formats what is in a lane, its points in hundredths: `3 items, 9 points · 1 accepted`.
pub fn lane(open: usize, hundredths: u64, accepted: usize) -> String {
    let work = if open == 0 {
        "nothing in progress".to_owned()
    } else {
        format!("{}, {}", super::count(open, "item", "items"), super::points(super::flow::amount(hundredths)))
    };
    let accepted = if accepted > 0 { format!("{}{accepted} accepted", super::DOT) } else { String::new() };
    work + &accepted
}

/// Formats for how long a card is in its column, and since when it was started.
pub fn stay(card: &BoardCard<'_>, column: &str, days: i64) -> Vec<String> {
    if card.item.stage == Stage::Accepted {
        let ago = if days > 0 { format!("{} ago", super::days(days)) } else { "today".to_owned() };
        return vec![format!("accepted {ago}")];
    }
    let stay = if days > 0 { super::days(days) } else { "since today".to_owned() };
    let started = card.age.map(|age| match age.saturating_sub(1) {
        0 => "started today".to_owned(),
        ago => format!("started {} ago", super::count(ago, "day", "days")),
    });
    [Some(format!("in {column} {stay}")), started].into_iter().flatten().collect()
}
