//! The topics of a ceremony.

use super::tone::Tone;
use super::tree::{ListEntry, Section, Tree};
use super::{planning, points as points_in_words, retrospective, review, standup};
use crate::domain::value::Zone;
use crate::domain::views::ceremony::{CeremonyFacts, TopicView};
use crate::domain::views::refinement::{Queue, Unready};
use crate::domain::views::{ItemRef, Target};

/// Builds a topic. `none` is shown for a missing estimate.
pub fn topic(it: &TopicView<'_>, facts: &CeremonyFacts, zone: Zone, none: &str) -> Tree {
    match it {
        TopicView::Queue(it) => queue(it),
        TopicView::Why(Some(it)) => planning::why(it),
        TopicView::How(Some(it)) => planning::how(it),
        TopicView::Why(None) | TopicView::How(None) => planning::without_sprint(),
        TopicView::What(it) => planning::what(it, none),
        TopicView::Exceptions(it) => standup::exceptions(it, facts.standup.as_ref(), zone),
        TopicView::Walk(it) => standup::turn(it),
        TopicView::Demo(it) => review::demo(it),
        TopicView::Acceptance(it) => acceptance(it),
        TopicView::Outcome(it) => review::outcome(it.as_ref()),
        TopicView::LastTime(it) => retrospective::last_time(it),
        TopicView::Wall(it) => retrospective::wall(it),
        TopicView::Votes(it) => retrospective::votes(it),
        TopicView::Improvements(it) => retrospective::improvements(it),
    }
}

fn queue(it: &Queue) -> Tree {
    let row = |Unready { item, estimate: points, not_ready }: &Unready| {
        let unmet = (!not_ready.is_empty()).then(|| format!("missing: {}", not_ready.join(", ")));
        let facts = points.map(points_in_words).into_iter().chain(unmet);
        let entry = ListEntry::of(Target::Item(item.id), item.title.as_str()).key(item.key.as_str());
        entry.badge(facts.collect::<Vec<_>>().join("; "), Tone::Dim).into()
    };
    Tree::from([Section::named("To be refined").with(it.items.iter().map(row))])
}

fn acceptance(items: &[ItemRef]) -> Tree {
    let row =
        |it: &ItemRef| ListEntry::of(Target::Item(it.id), it.title.as_str()).key(it.key.as_str()).into();
    Tree::from([Section::named("To be accepted").with(items.iter().map(row))])
}
