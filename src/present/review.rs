//! The sprint review.

use super::tone::Tone;
use super::tree::{ListEntry, Node, Section, Tree};
use super::{count, estimate, flow::amount};
use crate::domain::metrics::share::Share;
use crate::domain::value::SprintState;
use crate::domain::views::review::{
    Amount, Candidate, Demo, Demonstration, FeedbackView, Figures, LeftItem, Outcome,
};
use crate::domain::views::{ItemRef, Target};

/// Builds the demo, and further candidates.
pub fn demo(it: &Demo) -> Tree {
    let shown = it.shown.iter().enumerate().map(|(at, it)| self::shown(at, it));
    let mut first = Section::named("In the demo").with(shown);
    if it.shown.is_empty() {
        first.nodes.push(Node::hint("Enter add to the demo · l start with the first"));
    }
    if it.shown.is_empty() && it.waiting.is_empty() && it.accepted.is_empty() {
        let hint = "Nothing is waiting for acceptance. On the board, L moves a card to Review.";
        first.nodes.push(Node::hint(hint));
    }
    let mut tree = Tree::from([first]);
    for (title, items) in [("Waiting for acceptance", &it.waiting), ("Accepted in this sprint", &it.accepted)]
    {
        tree.push(Section::named(title).with(items.iter().map(candidate)));
    }
    tree
}

fn shown(at: usize, it: &Demonstration) -> Node {
    let text = match (&it.item, &it.text) {
        (Some(item), None) => item.title.clone(),
        (Some(item), Some(text)) => format!("{} – {text}", item.title),
        (None, text) => format!(" – {}", text.as_deref().unwrap_or_default()),
    };
    let tone = if it.presenter.is_some() { Tone::Text } else { Tone::Warn };
    ListEntry::of(Target::Note(it.note, it.item.as_ref().map(|item| item.id)), text)
        .key(it.item.as_ref().map_or_else(|| (at + 1).to_string(), |item| item.key.clone()))
        .badge(it.presenter.as_deref().unwrap_or("nobody yet"), tone)
        .into()
}

fn candidate(it: &Candidate) -> Node {
    let mut facts = it.assignees.clone();
    facts.push(estimate(it.estimate));
    item(&it.item).badge(facts.join(", "), Tone::Dim).into()
}

fn item(it: &ItemRef) -> ListEntry {
    ListEntry::of(Target::Item(it.id), it.title.as_str()).key(it.key.as_str())
}

/// Builds the outcome of the sprint.
pub fn outcome(it: Option<&Outcome>) -> Tree {
    let Some(it) = it else {
        let words = "No sprint was running when this review began.";
        return Tree::from([Section::default().with([Node::text(words)])]);
    };
    let mut tree = Tree::from([goal(it)]);
    let Some(figures) = &it.figures else { return tree };
    let first_pass = it.first_pass.map(|Share { part, total }| {
        let percent = Share { part, total }.percent().unwrap_or_default();
        let words = format!("First-time acceptance in the last sprints: {percent} %");
        ListEntry::of(Target::Nothing, words).badge(format!("{part} of {total}"), Tone::Dim).into()
    });
    tree.push(Section::named("Forecast vs completed").with(self::figures(figures)).with(first_pass));
    tree.push(Section::named("Feedback").with(it.feedback.iter().map(feedback)));
    let left = |it: &LeftItem| item(&it.item).badge(it.column.as_str(), Tone::Dim).into();
    tree.push(Section::named("Unfinished").with(it.left.iter().map(left)));
    let mut end = Section { follows: !it.left.is_empty(), ..Section::default() };
    if it.left.is_empty() && figures.left.items == 0 {
        end.nodes.push(Node::styled("Nothing is unfinished.", Tone::Good));
    }
    match it.state {
        SprintState::Running => {
            end.nodes.push(Node::hint("g close the sprint and choose where unfinished items go"));
            end.nodes.push(Node::hint("You can also hold a review mid-sprint and leave the sprint open."));
        }
        SprintState::Closed => {
            end.nodes.push(Node::styled(format!("{} is closed", it.sprint), Tone::Good));
        }
        SprintState::Planned => {}
    }
    tree.push(end);
    tree
}

fn goal(it: &Outcome) -> Section {
    let goal = it.goal.as_deref().unwrap_or("none");
    // Selectable, so that a small screen can scroll back to its top.
    let goal = ListEntry::of(Target::Words(0), goal).tone(Tone::Strong);
    let why = it.goal_why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
    Section::named("Sprint goal").with([
        goal.into(),
        match it.goal_outcome {
            Some(outcome) => Node::text(format!("{outcome}{why}")),
            None => Node::hint("G record the outcome of the goal"),
        },
    ])
}

fn figures(it: &Figures) -> Vec<Node> {
    let line = |(title, Amount { items, points }): (&str, Amount)| {
        let items = count(items, "item", "items");
        Node::text(format!("{title:<12} {items:>9}   {}", super::points(amount(points))))
    };
    let amounts = [
        ("forecast", it.forecast),
        ("added", it.added),
        ("removed", it.removed),
        ("done", it.done),
        ("left", it.left),
    ];
    let share = |(words, share): (&str, Share)| {
        let percent = share.percent().map_or_else(|| "n/a".to_owned(), |percent| format!("{percent} %"));
        Node::styled(format!("{words}: {percent}"), Tone::Dim)
    };
    let shares = [
        ("Forecast completed", it.measures.done_of_forecast),
        ("Total completed vs forecast", it.measures.done),
        ("Scope change (added, removed, re-estimated) vs forecast", it.measures.scope_change),
    ];
    amounts.into_iter().map(line).chain(shares.into_iter().map(share)).collect()
}

/// Builds the entry of a feedback; Enter links it to an item, or creates one from it.
fn feedback(it: &FeedbackView) -> Node {
    let who = it.said_by.as_ref().map_or_else(String::new, |who| format!("{who}: "));
    let about = it.about.as_ref();
    let entry =
        ListEntry::of(Target::Feedback(it.id, about.map(|item| item.id)), format!("{who}{}", it.text));
    match about {
        Some(item) => entry.badge(item.key.as_str(), Tone::Dim).into(),
        None => entry.hint("Enter link to an item or create one").into(),
    }
}
