//! The retrospective.

use super::flow::{age_of, amount};
use super::tone::Tone;
use super::tree::{ListEntry, Node, Section, Sign, Tree};
use super::{count, days, points};
use crate::domain::value::Progress;
use crate::domain::views::Target;
use crate::domain::views::retrospective::{
    Agreed, DotVotes, Fact, FactView, Improvements, NoteView, TopNote, Voted, Wall, WallColumn,
};

/// The maximum number of dots drawn; beyond that, only the number is shown.
const MOST_DOTS: usize = 20;

/// Builds the improvements agreed on before.
pub fn last_time(before: &[Agreed]) -> Tree {
    if before.is_empty() {
        let nothing =
            [Node::text("No improvements from earlier retrospectives."), Node::hint("l next: the wall")];
        return Tree::from([Section::default().with(nothing)]);
    }
    let keys = Node::hint("Space done · x dropped · press again to undo");
    Tree::from([
        Section::named("Improvements from last time").with(before.iter().map(agreed)),
        Section::default().with([keys]),
    ])
}

fn agreed(it: &Agreed) -> Node {
    let is_going = it.progress == Progress::Going;
    let (sign, tone) = match it.progress {
        Progress::Done => (Sign::Met, Tone::Good),
        Progress::Dropped => (Sign::Failed, Tone::Dim),
        Progress::Going if it.is_item_accepted => (Sign::Met, Tone::Warn),
        Progress::Going => (Sign::Bullet, Tone::Dim),
    };
    let mut facts: Vec<String> = it.owner.iter().cloned().collect();
    facts.extend(it.due.map(|due| format!("by {due}")));
    facts.push(match (is_going, it.is_item_accepted) {
        (true, true) => "its item is accepted".to_owned(),
        (true, false) => "in progress".to_owned(),
        (false, _) => it.progress.to_string(),
    });
    ListEntry::of(Target::Improvement(it.id, it.item.id), it.item.title.as_str())
        .key(it.item.key.as_str())
        .sign(sign, tone)
        .badge(facts.join(", "), if it.is_late { Tone::Warn } else { Tone::Dim })
        .into()
}

/// Builds the wall: its columns and, beside them, the facts of the sprint.
pub fn wall(it: &Wall) -> Tree {
    let mut tree = Tree::from(it.columns.iter().enumerate().map(column));
    let mut facts = Section { is_aside: true, ..Section::named("Sprint facts") };
    for (at, FactView { fact, whys }) in it.facts.iter().enumerate() {
        let target = fact.target().unwrap_or(Target::Words(u32::try_from(at).unwrap_or(u32::MAX)));
        facts
            .nodes
            .push(ListEntry::of(target, self::fact(fact)).sign(Sign::Dot, Tone::Dim).tone(Tone::Dim).into());
        facts.nodes.extend(whys.iter().map(note));
    }
    tree.push(facts);
    tree
}

fn column((at, it): (usize, &WallColumn)) -> Section {
    let hidden = it.hidden.iter().map(|(number, text)| {
        let entry = ListEntry::of(Target::HiddenNote(*number), text.as_str()).sign(Sign::Bullet, Tone::Dim);
        entry.tone(Tone::Dim).badge("hidden", Tone::Warn).into()
    });
    let section = Section::named(it.name.as_str()).with(it.notes.iter().map(note)).with(hidden);
    if section.nodes.is_empty() {
        let words = if at == 0 { "n add notes, one a line" } else { "nothing yet" };
        return section.with([Node::hint(words)]);
    }
    section
}

fn note(it: &NoteView) -> Node {
    let (because, sign) = if it.is_why { ("because ", Sign::Waits) } else { ("", Sign::Bullet) };
    let mut facts: Vec<String> = it.author.iter().cloned().collect();
    if it.dots > 0 {
        facts.push(count(it.dots, "dot", "dots"));
    }
    ListEntry::of(Target::Note(it.id, it.about), format!("{because}{}", first_line(&it.text)))
        .depth(it.depth)
        .sign(sign, Tone::Dim)
        .badge(facts.join(", "), if it.depth == 0 { Tone::Accent } else { Tone::Dim })
        .into()
}

fn fact(it: &Fact) -> String {
    match it {
        Fact::Done { done, forecast } => {
            format!("{} accepted of {} forecast", points(amount(*done)), points(amount(*forecast)))
        }
        Fact::Scope { added, removed, left } => {
            let added = count(*added, "item", "items");
            format!("{added} added, {removed} removed after the start; {left} unfinished")
        }
        Fact::Rejected { key, reason, .. } => format!("rejected: {key} {reason}"),
        Fact::Bug { item, column, stage } => {
            let place = column.as_ref().map_or_else(|| stage.to_string(), |column| format!("in {column}"));
            format!("bug, {place}: {} {}", item.key, item.title)
        }
        Fact::Blocked { item, days } => {
            let days = if *days == 0 { "less than a day".to_owned() } else { count(*days, "day", "days") };
            format!("blocked, {days}: {} {}", item.key, item.title)
        }
        Fact::Ageing { item, aged, .. } => {
            format!("{}: {} {}", age_of(aged.day, aged.items, None), item.key, item.title)
        }
        Fact::Impediment { text, days: 0, .. } => format!("impediment since today: {text}"),
        Fact::Impediment { text, days: open, .. } => format!("impediment for {}: {text}", days(*open)),
    }
}

/// Builds the notes by rank; notes with equal dots share a rank.
pub fn votes(it: &DotVotes) -> Tree {
    if it.notes.is_empty() {
        let nothing = [Node::text("There are no notes to vote on."), Node::hint("h back to the wall")];
        return Tree::from([Section::default().with(nothing)]);
    }
    let heading = format!("{} each; you have used {}", count(it.each, "dot", "dots"), it.given);
    Tree::from([
        Section::named(heading).with(it.notes.iter().map(voted)),
        Section::default().with([Node::hint("Space add a dot · x remove one")]),
    ])
}

fn voted(it: &Voted) -> Node {
    let dots = it.note.dots;
    let place = match (dots, it.is_tied) {
        (0, _) => String::new(),
        (_, true) => format!("{}. with others", it.place),
        (_, false) => format!("{}.", it.place),
    };
    let yours = if it.mine > 0 { format!(", {} yours", it.mine) } else { String::new() };
    ListEntry::of(Target::Note(it.note.id, it.note.about), first_line(&it.note.text))
        .key(place)
        .meter(dots.min(MOST_DOTS))
        .badge(format!("{dots}{yours}"), Tone::Accent)
        .into()
}

/// Builds the improvements, and the notes with the most dots.
pub fn improvements(it: &Improvements) -> Tree {
    let mut first = Section::named("Improvements").with(it.agreed.iter().map(agreed));
    if it.agreed.is_empty() {
        first.nodes.push(Node::hint("n add an improvement with owner and due date"));
    }
    let mut tree = Tree::from([first]);
    tree.push(Section::named("Most dots").with(it.top.iter().map(|TopNote { note, has_improvement }| {
        let (sign, tone) = if *has_improvement { (Sign::Met, Tone::Good) } else { (Sign::Bullet, Tone::Dim) };
        ListEntry::of(Target::Note(note.id, note.about), first_line(&note.text))
            .sign(sign, tone)
            .badge(count(note.dots, "dot", "dots"), Tone::Dim)
            .into()
    })));
    tree
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
