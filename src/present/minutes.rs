//! The minutes of a ceremony.

use super::count;
use super::tone::Tone;
use super::tree::{ListEntry, Node, Section, Styled, Tree};
use crate::domain::sentence::list;
use crate::domain::value::Zone;
use crate::domain::views::Target;
use crate::domain::views::minutes::Minutes;
use crate::domain::views::retrospective::NoteView;
use std::fmt::Write as _;

/// The maximum number of lines per section in a file; the others are counted.
const MOST_LINES: usize = 20;

/// Formats minutes as Markdown.
pub fn markdown(it: &Minutes, zone: Zone) -> String {
    super::markdown::text(&tree(it, zone, MOST_LINES))
}

/// Builds the minutes of a ceremony, with at most `most` lines per section; the others are counted.
pub fn tree(it: &Minutes, zone: Zone, most: usize) -> Tree {
    let mut tree = Tree { title: Some(Styled::new(title(it), Tone::Strong)), ..Tree::default() };
    tree.lead(when(it, zone));
    let present = present(it);
    if !present.is_empty() {
        tree.lead(format!("Present: {present}"));
    }
    if !it.not_recorded.is_empty() {
        tree.lead(format!("Not recorded: {}", list(&it.not_recorded)));
    }
    for group in &it.groups {
        let texts = group.lines.iter().map(|line| ListEntry::of(Target::Nothing, line.as_str()).into());
        tree.push(Section::named(group.title.as_str()).with(texts));
    }
    for (column, notes) in &it.wall {
        tree.push(Section::named(column.as_str()).with(notes.iter().map(|it| note(None, it))));
    }
    let whys = it.whys.iter().map(|(of, why)| note(of.as_deref(), why));
    tree.push(Section::named("Why").with(whys));
    tree.sections.iter_mut().for_each(|section| section.shorten(most));
    if tree.sections.is_empty() {
        tree.push(Section::default().with([Node::text("Nothing was changed or noted.")]));
    }
    tree
}

/// Formats the ceremony and its sprint: `Review of Sprint 14`.
pub fn title(it: &Minutes) -> String {
    match &it.sprint {
        Some(sprint) => format!("{} of {sprint}", it.kind.title()),
        None => it.kind.title().to_owned(),
    }
}

/// Formats when it was held, and its duration: `2026-12-10 09:00–09:14, 14 min of 15`.
pub fn when(it: &Minutes, zone: Zone) -> String {
    // A clock that was set back has no ceremony end before it began.
    let minutes = it.ended.0.saturating_sub(it.started.0).max(0) / 60_000;
    let (day, from, to) = (it.started.day(zone), it.started.clock(zone), it.ended.clock(zone));
    let mut formatted = format!("{day} {from}–{to}, {minutes} min");
    if let Some(timebox) = it.timebox {
        let _ = write!(formatted, " of {timebox}");
    }
    if it.is_running {
        formatted.push_str(", still running");
    }
    formatted
}

fn present(it: &Minutes) -> String {
    let mut present = list(&it.present);
    if let Some(owner) = &it.on_behalf {
        let _ = write!(present, "; accepted on behalf of {owner}");
    }
    present
}

/// Builds a note of the wall, or a cause with its subject.
fn note(of: Option<&str>, it: &NoteView) -> Node {
    let because = match (of, it.is_why) {
        (Some(of), _) => format!("{of}: because "),
        (None, true) => "because ".to_owned(),
        (None, false) => String::new(),
    };
    let mut facts: Vec<String> = it.author.iter().filter(|_| of.is_none()).cloned().collect();
    if it.dots > 0 && of.is_none() {
        facts.push(count(it.dots, "dot", "dots"));
    }
    let text: Vec<&str> = it.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    ListEntry::of(Target::Nothing, format!("{because}{}", text.join(" ")))
        .depth(it.depth)
        .badge(facts.join(", "), Tone::Text)
        .into()
}
