//! An item beside a list: its title and place, what it lacks, and its parts in the order in which they are talked about.

use super::tone::Tone;
use super::tree::{ListEntry, Node, Sign, Styled};
use super::{count, estimate};
use crate::domain::feedback::Feedback;
use crate::domain::item::Item;
use crate::domain::readiness::waits_for;
use crate::domain::reference::{Reference, alike};
use crate::domain::value::{ReadyCheck, Stage, Verdict};
use crate::domain::views::Target;
use crate::domain::views::item::{ItemView, RuleView};
use crate::domain::workspace::Workspace;
use chrono::NaiveDate;

/// What a section of a preview is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreviewPart {
    /// Why it is blocked, was rejected, or what was decided against a rule.
    Warnings,
    /// The definition of ready.
    Readiness,
    /// An open question.
    Question,
    /// Who wants what, and why.
    Narrative,
    /// The acceptance criteria.
    Criteria,
    /// The tasks.
    Tasks,
    /// Items that were accepted recently, to compare the estimate with.
    Similar,
    /// What people said about it.
    Feedback,
    /// Its last changes.
    Changes,
}

/// A section of a preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewSection {
    /// What it is about.
    pub part: PreviewPart,
    /// The heading; empty if none is needed.
    pub heading: Styled,
    /// A number with a bound, drawn as a meter after the heading.
    pub meter: Option<(u64, u64)>,
    /// A short text after heading and meter.
    pub badge: Styled,
    /// Its entries.
    pub entries: Vec<ListEntry>,
}

/// An item beside a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The key.
    pub key: String,
    /// The title.
    pub title: String,
    /// Its kind, epic, points and labels.
    pub facts: Vec<Styled>,
    /// Its place in the backlog, its sprint and assignees.
    pub place: Vec<Styled>,
    /// The sections, in reading order.
    pub sections: Vec<PreviewSection>,
}

/// What is read from the file for a preview.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PreviewFacts {
    /// Items that were accepted recently.
    pub references: Vec<Reference>,
    /// The last changes of the item, each with its day and sentence, the newest first.
    pub changes: Vec<(NaiveDate, String)>,
}

/// The number of changes shown beside a list.
const RECENT: usize = 3;

/// Builds what stands beside the parts of an item on its page: items to compare it with, feedback, and its history, the
/// newest first.
pub fn beside_page(workspace: &Workspace, item: &Item, facts: &PreviewFacts) -> Vec<PreviewSection> {
    let history = changes(&facts.changes)
        .map(|section| PreviewSection { heading: Styled::new("History", Tone::Head), ..section });
    // What is finished is compared with nothing any more.
    let similar = item.stage.is_open().then(|| similar(item, &facts.references)).flatten();
    let sections = [similar, feedback(&workspace.meetings.feedback_about(item.id)), history];
    sections.into_iter().flatten().collect()
}

/// Builds the preview of a backlog item, whose place in the backlog is counted from 1.
pub fn of(
    workspace: &Workspace,
    item: &Item,
    view: &ItemView,
    place: Option<usize>,
    facts: &PreviewFacts,
) -> Preview {
    let sections = [
        warnings(view),
        readiness(workspace, item, &view.definition_of_ready),
        narrative(view),
        criteria(view),
        tasks(view),
        similar(item, &facts.references),
        feedback(&workspace.meetings.feedback_about(item.id)),
        changes(&facts.changes[..facts.changes.len().min(RECENT)]),
    ];
    let mut sections: Vec<PreviewSection> = sections.into_iter().flatten().collect();
    let questions = questions(view);
    let at = sections.iter().position(|it| it.part == PreviewPart::Readiness).map_or(0, |at| at + 1);
    sections.splice(at..at, questions);
    let head = &view.head;
    let labels: Vec<String> = head.labels.iter().map(|label| format!("#{label}")).collect();
    let kind = if head.kind == crate::domain::value::Kind::Bug { Tone::Warn } else { Tone::Dim };
    let all = workspace.backlog_counts.in_backlog();
    let mut people: Vec<Styled> =
        item.assignees.iter().map(|id| Styled::new(workspace.name(*id), Tone::person(*id))).collect();
    if people.is_empty() {
        people.push(Styled::new("unassigned", Tone::Dim));
    }
    Preview {
        key: head.item.key.clone(),
        title: head.item.title.clone(),
        facts: [Some(Styled::new(head.kind.word(), kind))]
            .into_iter()
            .chain([head.epic.clone().map(|epic| Styled::new(epic, Tone::Dim))])
            .chain([Some(Styled::text(estimate(head.estimate)))])
            .chain([Styled::some(labels.join(" "), Tone::Dim)])
            .flatten()
            .collect(),
        place: [place.map(|at| Styled::new(format!("{at} of {all}"), Tone::Dim))]
            .into_iter()
            .chain([head.sprint.clone().map(|sprint| Styled::new(sprint, Tone::Dim))])
            .flatten()
            .chain(people)
            .collect(),
        sections,
    }
}

fn section(part: PreviewPart, heading: &str) -> PreviewSection {
    let heading = Styled::new(heading, Tone::Head);
    PreviewSection { part, heading, meter: None, badge: Styled::text(""), entries: Vec::new() }
}

fn entry(text: impl Into<String>, tone: Tone) -> ListEntry {
    ListEntry::of(Target::Nothing, text.into()).tone(tone)
}

fn filled(section: PreviewSection) -> Option<PreviewSection> {
    (!section.entries.is_empty()).then_some(section)
}

fn warnings(view: &ItemView) -> Option<PreviewSection> {
    let entries = super::item::warnings(&view.head).filter_map(|node| match node {
        Node::Entry(entry) => Some(entry),
        Node::Paragraph(_) | Node::Prose(_) | Node::Table(_) | Node::Hint(_) => None,
    });
    filled(PreviewSection { entries: entries.collect(), ..section(PreviewPart::Warnings, "") })
}

fn readiness(workspace: &Workspace, item: &Item, rules: &[RuleView]) -> Option<PreviewSection> {
    let met = rules.iter().filter(|rule| rule.is_met).count();
    let is_ready = item.stage == Stage::Ready;
    if rules.is_empty() {
        return None;
    }
    let all = rules.len();
    let is_complete = met == all;
    let heading = match (is_ready, is_complete) {
        (true, _) => "Ready",
        (false, true) => "Not marked as ready",
        (false, false) => "Not ready",
    };
    let tone = if is_complete { Tone::Good } else { Tone::Warn };
    let unmet = super::backlog::unmet_rules(workspace, item);
    let entries = unmet.into_iter().map(|(check, text)| {
        let words = missing(workspace, item, check).unwrap_or(text);
        entry(words, Tone::Text).sign(Sign::Open, Tone::Warn)
    });
    Some(PreviewSection {
        meter: Some((met as u64, all as u64)),
        badge: Styled::new(format!("{met} of {all}"), tone),
        entries: entries.collect(),
        ..section(PreviewPart::Readiness, heading)
    })
}

/// Formats what an item lacks for a rule; `None` for a rule in the team's own words.
fn missing(workspace: &Workspace, item: &Item, check: Option<ReadyCheck>) -> Option<String> {
    Some(match check? {
        ReadyCheck::Narrative => "no user story: who wants what".to_owned(),
        ReadyCheck::Criteria => "no acceptance criteria".to_owned(),
        ReadyCheck::Estimated => "not estimated".to_owned(),
        ReadyCheck::Small => match crate::domain::readiness::largest_small(workspace) {
            Some(most) => format!("larger than {}, half the velocity", super::points(most)),
            None => "too large".to_owned(),
        },
        ReadyCheck::Answered => count(item.tally.questions, "open question", "open questions"),
        ReadyCheck::Ordered => {
            let on = waits_for(workspace, item).map_or_else(String::new, |on| workspace.key(on));
            format!("ranked above {on}, which it depends on")
        }
        ReadyCheck::Designed => "no design linked".to_owned(),
        ReadyCheck::SignedOff => return None,
    })
}

fn questions(view: &ItemView) -> Vec<PreviewSection> {
    let open = view.questions.iter().filter(|it| it.answer.is_none());
    open.map(|it| {
        let from = it.asked_by.as_ref().map_or_else(String::new, |who| format!("from {who}, "));
        let ago = if it.days > 0 { format!("{} ago", super::days(it.days)) } else { "today".to_owned() };
        let of = it.asked_of.as_ref().map_or_else(String::new, |who| format!(", asks {who}"));
        PreviewSection {
            badge: Styled::new(format!("{from}{ago}{of}"), Tone::Dim),
            entries: vec![entry(it.text.as_str(), Tone::Warn)],
            ..section(PreviewPart::Question, "Question")
        }
    })
    .collect()
}

fn narrative(view: &ItemView) -> Option<PreviewSection> {
    let body = view.body.as_ref()?;
    let parts = [("As a", &body.as_a), ("I want", &body.i_want), ("so that", &body.so_that)];
    let parts = parts.into_iter().filter(|(_, text)| !text.trim().is_empty());
    let parts: Vec<String> = parts.map(|(words, text)| format!("{words} {}", text.trim())).collect();
    let entries = (!parts.is_empty()).then(|| entry(parts.join(", "), Tone::Text));
    filled(PreviewSection { entries: entries.into_iter().collect(), ..section(PreviewPart::Narrative, "") })
}

fn criteria(view: &ItemView) -> Option<PreviewSection> {
    let all = &view.criteria;
    let met = all.iter().filter(|it| it.verdict == Verdict::Met).count();
    let badge = if met > 0 { format!("{met} of {} met", all.len()) } else { all.len().to_string() };
    let entries = all.iter().map(|it| {
        let (sign, tone) = super::item::verdict(it.verdict);
        entry(it.text.as_str(), Tone::Text).sign(sign, tone)
    });
    filled(PreviewSection {
        badge: Styled::new(badge, Tone::Dim),
        entries: entries.collect(),
        ..section(PreviewPart::Criteria, "Criteria")
    })
}

fn tasks(view: &ItemView) -> Option<PreviewSection> {
    let all = &view.tasks;
    let done = all.iter().filter(|it| it.is_done).count();
    let entries = all.iter().map(|it| {
        let (sign, tone) = super::item::done(it.is_done);
        entry(it.text.as_str(), Tone::Text).sign(sign, tone)
    });
    filled(PreviewSection {
        badge: Styled::new(format!("{done} of {} done", all.len()), Tone::Dim),
        entries: entries.collect(),
        ..section(PreviewPart::Tasks, "Tasks")
    })
}

fn similar(item: &Item, references: &[Reference]) -> Option<PreviewSection> {
    let entries = alike(references, item.estimate)
        .into_iter()
        .map(|it| ListEntry { key: Some(it.points.to_string()), ..entry(it.title.as_str(), Tone::Text) });
    filled(PreviewSection {
        badge: Styled::new("recently accepted", Tone::Dim),
        entries: entries.collect(),
        ..section(PreviewPart::Similar, "Similar items")
    })
}

fn feedback(all: &[&Feedback]) -> Option<PreviewSection> {
    let weight: u32 = all.iter().map(|it| it.strength).sum();
    let first = all.first()?;
    let words = first.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let said_by = first.said_by.as_ref().map(|who| entry(who.as_str(), Tone::Dim));
    let entries = [Some(entry(format!("\"{words}\""), Tone::Text)), said_by];
    Some(PreviewSection {
        badge: Styled::new(format!("{}, weight {weight}", all.len()), Tone::Dim),
        entries: entries.into_iter().flatten().collect(),
        ..section(PreviewPart::Feedback, "Feedback")
    })
}

fn changes(all: &[(NaiveDate, String)]) -> Option<PreviewSection> {
    let entries = all.iter().map(|(day, words)| ListEntry {
        key: Some(day.format("%-d %b").to_string()),
        ..entry(words.as_str(), Tone::Dim)
    });
    filled(PreviewSection { entries: entries.collect(), ..section(PreviewPart::Changes, "Last changes") })
}

/// Returns whether a backlog item is in a state that needs attention, in a few words: `not ready: 4 of 5`.
pub fn brief(preview: &Preview) -> Option<Styled> {
    let readiness = preview.sections.iter().find(|it| it.part == PreviewPart::Readiness)?;
    Some(Styled::new(
        format!("{}: {}", readiness.heading.text.to_lowercase(), readiness.badge.text),
        readiness.badge.tone,
    ))
}
