//! The stand-up, on the screen and as text for a chat channel.

use super::flow::age_of;
use super::tone::Tone;
use super::tree::{ListEntry, Node, Section, Sign, Tree};
use super::{count, day, days, points};
use crate::domain::minutes::Group;
use crate::domain::value::Zone;
use crate::domain::views::standup::{
    Ageing, BlockedItem, Exceptions, Load, OpenImpediment, OverLimit, OwnImpediment, Since, Standup,
    StandupFacts, Stop, Turn,
};
use crate::domain::views::{ItemCard, Target};

/// The maximum number of steps shown per person.
const MOST_STEPS: usize = 12;

/// The maximum number of lines per group of changes in a text; the others are counted.
const MOST_LINES: usize = 8;

/// Builds the exceptions, then the changes.
pub fn exceptions(it: &Exceptions, facts: Option<&StandupFacts>, zone: Zone) -> Tree {
    let mut tree = first(it);
    if it.is_empty() {
        let words = "Nothing is blocked, nothing is old, no column is over its limit.";
        tree.push(Section::default().with([Node::styled(words, Tone::Good)]));
    }
    if let Some(facts) = facts {
        let nothing = facts.changes.is_empty().then(|| Node::hint("nothing has changed"));
        tree.push(Section::named(looked_back(facts.since, zone)).with(changes(&facts.changes)).with(nothing));
    }
    tree
}

/// Builds the whole stand-up, for a text.
pub fn page(it: &Standup, zone: Zone) -> Tree {
    let mut tree = Tree::default();
    let done = briefly(&it.changes);
    tree.push(Section::named(format!("Done {}", since(it.since, zone))).with(done));
    tree.sections.extend(first(&it.exceptions).sections);
    for turn in &it.walk {
        let section = Section::named(name(turn));
        tree.push(section.with(own(turn, CardFacts::All)));
    }
    tree
}

fn name(turn: &Turn) -> String {
    turn.name.clone().unwrap_or_else(|| "Nobody's".to_owned())
}

/// Builds a stop of the walk under its name, for a text; on the screen, the name is above it.
pub fn named_turn(it: &Turn) -> Tree {
    let mut tree = turn(it);
    if let Some(section) = tree.sections.first_mut().filter(|_| it.stop.is_some()) {
        section.heading = Section::named(name(it)).heading;
    }
    tree
}

/// Builds a stop of the walk.
pub fn turn(turn: &Turn) -> Tree {
    let facts = match turn.stop {
        Some(Stop::Column(_)) => CardFacts::Assignees,
        Some(Stop::Person(_) | Stop::Nobody) | None => CardFacts::Column,
    };
    let mut section = Section::default().with(own(turn, facts));
    if turn.stop.is_none() {
        section = section.with([
            Node::text("There is nobody to walk through."),
            Node::hint("N p adds people; developers are walked through."),
        ]);
    } else if section.nodes.is_empty() {
        section = section.with([Node::styled("Nothing here.", Tone::Dim)]);
    }
    let mut steps = Section::named("Did since the last stand-up");
    for (item, sentence) in turn.steps.iter().take(MOST_STEPS) {
        let entry = ListEntry::of(Target::Item(item.id), sentence.as_str()).tone(Tone::Dim);
        steps.nodes.push(entry.badge(item.title.as_str(), Tone::Dim).into());
    }
    if let Some(more) = turn.steps.len().checked_sub(MOST_STEPS).filter(|more| *more > 0) {
        steps.nodes.push(Node::hint(format!("and {more} more; I shows all")));
    }
    let mut tree = Tree::from([section]);
    tree.push(steps);
    tree
}

/// Formats the start of the period: `since the stand-up of 2026-12-10 09:00`, `since 2026-12-10`.
pub fn since(since: Since, zone: Zone) -> String {
    match since {
        Since::StandUp(ended) => format!("since the stand-up of {} {}", ended.day(zone), ended.clock(zone)),
        Since::Day(day) => format!("since {day}"),
    }
}

fn looked_back(since: Since, zone: Zone) -> String {
    match since {
        Since::StandUp(ended) => {
            format!("Since the last stand-up, {} {}", ended.day(zone).format("%a %d %b"), ended.clock(zone))
        }
        Since::Day(day) => format!("Since {}, this is the first stand-up", day.format("%A, %-d %B")),
    }
}

/// Builds an entry per line, with the title of the group before its first.
fn changes(groups: &[Group]) -> Vec<Node> {
    let mut nodes = Vec::new();
    for group in groups {
        for (at, line) in group.lines.iter().enumerate() {
            let target = Target::Words(u32::try_from(nodes.len()).unwrap_or(u32::MAX));
            let title = if at == 0 { group.title.as_str() } else { "" };
            nodes.push(ListEntry::of(target, line.as_str()).key(title).into());
        }
    }
    nodes
}

/// Builds a sentence per line, each with the title of its group; a long group is cut, and the others are counted.
fn briefly(groups: &[Group]) -> Vec<Node> {
    let mut nodes = Vec::new();
    for Group { title, lines } in groups {
        let shown = lines.iter().take(MOST_LINES);
        nodes.extend(shown.map(|line| Node::text(format!("{title}: {line}"))));
        let more = lines.len().saturating_sub(MOST_LINES);
        nodes.extend((more > 0).then(|| Node::text(format!("{title}: and {more} more"))));
    }
    nodes
}

fn first(it: &Exceptions) -> Tree {
    let mut tree = Tree::default();
    tree.push(Section::named("Blocked").with(it.blocked.iter().map(blocked)));
    let hint = Node::hint("Enter says who is on it, x escalates it, Space resolves it");
    let hint = (!it.impediments.is_empty()).then_some(hint);
    tree.push(Section::named("Impediments").with(it.impediments.iter().map(impediment)).with(hint));
    tree.push(Section::named("Ageing").with(it.ageing.iter().map(ageing)));
    tree.sections.extend(it.over_limit.iter().map(over_limit));
    tree.push(Section::named("Work in progress").with(load(&it.load)));
    tree
}

fn blocked(it: &BlockedItem) -> Node {
    let facts = it.assignees.join(", ");
    let facts = [Some(facts).filter(|it| !it.is_empty()), it.days.map(days)];
    ListEntry::of(Target::Item(it.item.id), format!("{} – {}", it.item.title, it.reason))
        .key(it.item.key.as_str())
        .sign(Sign::Blocked, Tone::Alert)
        .badge(facts.into_iter().flatten().collect::<Vec<_>>().join(", "), Tone::Alert)
        .into()
}

fn impediment(it: &OpenImpediment) -> Node {
    let mut facts: Vec<String> = it.about.iter().cloned().collect();
    facts.extend(it.stuck.as_ref().map(|name| format!("{name} is stuck")));
    facts.push(it.owner.as_ref().map_or("nobody is on it".to_owned(), |name| format!("{name} is on it")));
    facts.extend(it.escalated.as_ref().map(|to| format!("escalated to {to}")));
    facts.push(days(it.days));
    let tone = if it.owner.is_some() { Tone::Dim } else { Tone::Warn };
    let entry = ListEntry::of(Target::Impediment(it.id), it.text.as_str()).sign(Sign::Unmet, Tone::Warn);
    entry.badge(facts.join(", "), tone).into()
}

fn ageing(it: &Ageing) -> Node {
    ListEntry::of(Target::Item(it.item.id), it.item.title.as_str())
        .key(it.item.key.as_str())
        .sign(Sign::Unmet, Tone::Warn)
        .badge(
            age_of(it.day, it.items, it.column.as_deref().map(|it_in| (it_in, it.day_in_column))),
            Tone::Warn,
        )
        .into()
}

fn over_limit(it: &OverLimit) -> Section {
    let words = format!("{} cards, {} at the most", it.items, it.limit);
    Section::named(format!("{} is over its limit", it.column)).badge(words, Tone::Warn)
}

fn load(it: &Load) -> Vec<Node> {
    let mut nodes = Vec::new();
    if !it.idle.is_empty() {
        nodes.push(Node::text(format!("nothing in progress: {}", it.idle.join(", "))));
    }
    if !it.busy.is_empty() {
        let busy: Vec<String> = it.busy.iter().map(|it| format!("{} ({})", it.name, it.items)).collect();
        nodes.push(Node::styled(format!("much at once: {}", busy.join(", ")), Tone::Warn));
    }
    if it.unassigned > 0 {
        let words = count(it.unassigned, "item in progress is", "items in progress are");
        nodes.push(Node::styled(format!("{words} nobody's"), Tone::Warn));
    }
    nodes
}

/// Builds the items and impediments of a stop.
fn own(turn: &Turn, facts: CardFacts) -> Vec<Node> {
    let mut nodes: Vec<Node> = turn.items.iter().map(|it| card(it, facts)).collect();
    if nodes.is_empty() && matches!(turn.stop, Some(Stop::Person(_))) {
        nodes.push(Node::styled("carries nothing", Tone::Warn));
        nodes.push(Node::hint("z walks over the board; there a gives a card to somebody."));
    }
    nodes.extend(turn.impediments.iter().map(own_impediment));
    nodes
}

fn own_impediment(OwnImpediment { impediment, is_stuck }: &OwnImpediment) -> Node {
    let what = if *is_stuck { "stuck: " } else { "is on: " };
    ListEntry::of(Target::Impediment(impediment.id), format!("{what}{}", impediment.text))
        .sign(Sign::Unmet, Tone::Warn)
        .badge(days(impediment.days), Tone::Dim)
        .into()
}

/// The facts shown on a card in addition to its age and tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CardFacts {
    /// The column.
    Column,
    /// The assignees.
    Assignees,
    /// Column, estimate and whether it is unplanned: for texts, which are read without the board.
    All,
}

fn card(it: &ItemCard, shown: CardFacts) -> Node {
    let mut facts = vec![match shown {
        CardFacts::Column | CardFacts::All => it.column.clone(),
        CardFacts::Assignees if it.assignees.is_empty() => "nobody's".to_owned(),
        CardFacts::Assignees => it.assignees.join(", "),
    }];
    let all = shown == CardFacts::All;
    facts.extend(it.estimate.filter(|_| all).map(points));
    facts.extend(it.day.map(day));
    facts.extend((all && it.is_unplanned).then(|| "unplanned".to_owned()));
    if it.tasks > 0 {
        facts.push(format!("{} of {} tasks", it.tasks_done, it.tasks));
    }
    let facts = facts.join(", ");
    let entry = ListEntry::of(Target::Item(it.item.id), it.item.title.as_str()).key(it.item.key.as_str());
    match &it.blocked {
        Some(why) => entry.sign(Sign::Blocked, Tone::Alert).badge(format!("{why}, {facts}"), Tone::Alert),
        None if it.is_accepted => entry.sign(Sign::Met, Tone::Good).badge(facts, Tone::Good),
        None => entry.badge(facts, Tone::Dim),
    }
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{Id as _, ItemId};
    use crate::domain::value::Points;
    use crate::domain::views::ItemRef;

    #[test]
    fn a_text_says_of_a_card_what_the_board_would_show() {
        let id = ItemId::new(7).unwrap();
        let card = ItemCard {
            item: ItemRef { id, key: "PB-7".to_owned(), title: "Pay by card".to_owned() },
            column: "Doing".to_owned(),
            assignees: vec!["Bo".to_owned()],
            estimate: Some(Points::whole(3)),
            is_unplanned: true,
            day: Some(2),
            tasks: 4,
            tasks_done: 1,
            blocked: None,
            is_accepted: false,
        };
        let line = |shown| super::card(&card, shown).line().unwrap();
        let all = "PB-7 Pay by card (Doing, 3 points, day 2, unplanned, 1 of 4 tasks)";
        assert_eq!(line(CardFacts::All), all);
        assert_eq!(line(CardFacts::Column), "PB-7 Pay by card (Doing, day 2, 1 of 4 tasks)");
        assert_eq!(line(CardFacts::Assignees), "PB-7 Pay by card (Bo, day 2, 1 of 4 tasks)");
    }
}
