//! The page of an item, its parts in the order in which people need them.

use super::tone::Tone;
use super::tree::{LeadFact, ListEntry, Node, Section, Sign, Styled, Tree};
use super::{day, estimate};
use crate::domain::value::{Stage, Verdict, Zone};
use crate::domain::views::Target;
use crate::domain::views::item::{
    BlockedView, CommentView, CriterionView, ItemHead, ItemView, LinkView, PartRef, QuestionView,
    RelatedItem, RuleView, TaskView,
};
use crate::text::clip;
use std::collections::BTreeMap;

/// Values of unmapped fields are cut at this width, in columns; JSON has them in full.
const LONGEST_VALUE: usize = 100;

/// Builds the head of an item's page, from what is always in memory.
pub fn head(it: &ItemHead) -> Tree {
    let mut tree = Tree { key: Some(it.item.key.clone()), ..Tree::default() };
    tree.title = Some(Styled::new(it.item.title.as_str(), Tone::Strong));
    let facts = [it.kind.word().to_owned()].into_iter().chain(it.epic.clone()).chain([estimate(it.estimate)]);
    tree.lead.push(facts.map(|fact| Styled::new(fact, Tone::Dim).into()).collect());
    let labels: Vec<String> = it.labels.iter().map(|label| format!("#{label}")).collect();
    let facts = [
        Styled::some(it.assignees.join(", "), Tone::Text),
        it.sprint.as_ref().map(Styled::text),
        Styled::some(labels.join(" "), Tone::Dim),
    ];
    let age = age(it).map(LeadFact::from);
    tree.lead.push(
        [stage(it)].into_iter().chain(age).chain(facts.into_iter().flatten().map(LeadFact::from)).collect(),
    );
    tree.push(Section { follows: true, ..Section::default().with(warnings(it)) });
    tree
}

/// Builds the page of an item.
pub fn page(it: &ItemView, zone: Zone) -> Tree {
    let mut tree = head(&it.head);
    tree.extend([
        narrative(it),
        criteria(&it.criteria),
        rules(it),
        questions(&it.questions),
        tasks(&it.tasks),
        Section::named(if it.head.stage.is_open() { "Waits for" } else { "Depends on" })
            .with(it.dependencies.iter().map(dependency)),
        Section::named("Part of").with(it.part_of.iter().map(parent)),
        Section::named("Children").with(it.parts.iter().map(child)),
        Section::named("Links").with(it.links.iter().enumerate().map(link)),
        description(it),
        comments(&it.comments, zone),
        past_sprints(&it.past_sprints),
        source(it),
    ]);
    tree
}

/// Formats why an item is blocked, and for how long: `blocked 3 days: waiting for keys`.
pub fn blocked(it: &BlockedView) -> String {
    let since = if it.days > 0 { super::days(it.days) } else { "since today".to_owned() };
    format!("blocked {since}: {}", it.reason)
}

fn stage(it: &ItemHead) -> LeadFact {
    match it.stage {
        Stage::Ready | Stage::Accepted => {
            LeadFact { sign: Some(Sign::Met), text: Styled::new(it.stage.title(), Tone::Good) }
        }
        Stage::Review | Stage::ToDo | Stage::Doing => {
            Styled::text(format!("{} in {}", day(it.day), it.column)).into()
        }
        Stage::New | Stage::Dropped => Styled::text(it.stage.title()).into(),
    }
}

/// Formats how long ago it was first started, or how long it took.
fn age(it: &ItemHead) -> Option<Styled> {
    match (it.ageing, it.age, it.cycle_days) {
        (Some(aged), ..) => Some(Styled::new(super::flow::age_of(aged.day, aged.items, None), Tone::Warn)),
        (None, Some(age), _) => Some(Styled::text(format!("day {age} since it was started"))),
        (None, None, Some(days)) => {
            Some(Styled::new(format!("cycle time {}", super::count(days, "day", "days")), Tone::Dim))
        }
        (None, None, None) => None,
    }
}

pub(super) fn warnings(it: &ItemHead) -> impl Iterator<Item = Node> {
    let alert = |text| ListEntry::of(Target::Nothing, text).tone(Tone::Alert);
    let blocked = it.blocked.as_ref().map(|it| alert(blocked(it)).sign(Sign::Blocked, Tone::Alert));
    let rejected = it.rejected.as_ref();
    let rejected = rejected.map(|why| alert(format!("rejected, {why}")).sign(Sign::Failed, Tone::Alert));
    let reason = it.reason.as_ref().map(|why| format!("{}: {why}", it.stage));
    let overrides =
        it.overrides.iter().map(|(decided, why, by)| super::overridden(*decided, by.as_deref(), why));
    let decided = reason.into_iter().chain(overrides);
    let decided = decided.map(|words| ListEntry::of(Target::Nothing, words).sign(Sign::Unmet, Tone::Warn));
    [blocked, rejected].into_iter().flatten().chain(decided).map(Node::Entry)
}

fn narrative(it: &ItemView) -> Section {
    let body = it.body.as_ref();
    let parts = body.map(|it| [("As a", &it.as_a), ("I want", &it.i_want), ("so that", &it.so_that)]);
    let parts = parts.into_iter().flatten().filter(|(_, text)| !text.trim().is_empty());
    Section::default().with(parts.map(|(words, text)| Node::text(format!("{words} {text}"))))
}

fn criteria(all: &[CriterionView]) -> Section {
    let met = all.iter().filter(|it| it.verdict == Verdict::Met).count();
    let rows = all.iter().enumerate().flat_map(|(at, it)| {
        let target = Target::Part(PartRef::Criterion(it.id));
        let (sign, tone) = verdict(it.verdict);
        let failed = (!it.note.is_empty())
            .then(|| ListEntry::of(target, format!("failed: {}", it.note)).depth(1).tone(Tone::Alert));
        let row = ListEntry::of(target, it.text.as_str()).number(at + 1).sign(sign, tone);
        [Some(row), failed].into_iter().flatten().map(Node::Entry)
    });
    Section::named("Criteria").badge(format!("{met} of {} met", all.len()), Tone::Dim).with(rows)
}

/// Returns the sign of a criterion.
pub fn verdict(verdict: Verdict) -> (Sign, Tone) {
    match verdict {
        Verdict::Unchecked => (Sign::Open, Tone::Dim),
        Verdict::Met => (Sign::Met, Tone::Good),
        Verdict::Failed => (Sign::Failed, Tone::Alert),
    }
}

/// Builds the rules. In the backlog: those ticked by hand and those not met; later: the definition of done.
fn rules(it: &ItemView) -> Section {
    let row = |rule: &RuleView, (sign, tone)| {
        let part = Target::Part(PartRef::Rule(rule.id));
        let target = if rule.is_ticked { part } else { Target::Nothing };
        Node::Entry(ListEntry::of(target, rule.text.as_str()).label(&rule.number).sign(sign, tone))
    };
    if it.head.stage == Stage::Dropped {
        return Section::default();
    }
    if !matches!(it.head.stage, Stage::New | Stage::Ready) {
        let rules = it.definition_of_done.iter();
        return Section::named("Definition of done").with(rules.map(|rule| row(rule, done(rule.is_met))));
    }
    let sign = |is_met| if is_met { (Sign::Met, Tone::Good) } else { (Sign::Unmet, Tone::Warn) };
    let rules = &it.definition_of_ready;
    let all_met = rules.iter().all(|rule| rule.is_met);
    let (heading, badge) =
        if all_met { ("Definition of ready", "all rules are met") } else { ("Not ready yet because", "") };
    let ticked = rules.iter().filter(|rule| rule.is_ticked);
    let computed = rules.iter().filter(|rule| !rule.is_ticked && !rule.is_met);
    let rows = ticked.chain(computed).map(|rule| row(rule, sign(rule.is_met)));
    Section::named(heading).badge(badge, Tone::Dim).with(rows)
}

/// Returns the sign of something that is done or open.
pub fn done(is_done: bool) -> (Sign, Tone) {
    if is_done { (Sign::Met, Tone::Good) } else { (Sign::Open, Tone::Dim) }
}

fn questions(all: &[QuestionView]) -> Section {
    let open = all.iter().filter(|it| it.answer.is_none()).count();
    let rows = all.iter().enumerate().flat_map(|(at, it)| {
        let target = Target::Part(PartRef::Question(it.id));
        let (sign, tone) =
            if it.answer.is_none() { (Sign::Question, Tone::Warn) } else { (Sign::Met, Tone::Good) };
        let row = ListEntry::of(target, it.text.as_str()).number(at + 1).sign(sign, tone);
        let answer = it.answer.as_ref().map(|answer| {
            let by = it.answered_by.as_deref().unwrap_or_default();
            ListEntry::of(target, format!("{by}: {answer}")).depth(1).tone(Tone::Dim)
        });
        [Some(row.badge(asked(it), Tone::Text)), answer].into_iter().flatten().map(Node::Entry)
    });
    Section::named("Questions").badge(format!("{open} open"), Tone::Dim).with(rows)
}

fn asked(it: &QuestionView) -> String {
    let mut words: Vec<String> = it.asked_by.clone().into_iter().collect();
    words.extend(it.asked_of.as_ref().map(|name| format!("for {name}")));
    words.push(if it.days == 0 { "today".to_owned() } else { format!("{} d ago", it.days) });
    words.extend(it.needed_by.map(|day| format!("needed by {day}")));
    words.join(" ")
}

fn tasks(all: &[TaskView]) -> Section {
    let count = all.iter().filter(|it| it.is_done).count();
    let rows = all.iter().enumerate().map(|(at, it)| {
        let (sign, tone) = done(it.is_done);
        let row = ListEntry::of(Target::Part(PartRef::Task(it.id)), it.text.as_str());
        let text_tone = if it.is_done { Tone::Dim } else { Tone::Text };
        Node::Entry(row.number(at + 1).sign(sign, tone).tone(text_tone))
    });
    Section::named("Tasks").badge(format!("{count} of {} done", all.len()), Tone::Dim).with(rows)
}

/// Formats a related item: `PB-12  Pay by card  (In progress)`.
fn related(target: Target, it: &RelatedItem) -> ListEntry {
    let Some(stage) = it.stage else {
        return ListEntry::of(target, format!("{}, no longer open", it.item.key));
    };
    ListEntry::of(target, format!("{}  {}  ({stage})", it.item.key, it.item.title))
}

fn dependency(it: &RelatedItem) -> Node {
    let (sign, tone) = if it.is_open() { (Sign::Waits, Tone::Warn) } else { (Sign::Met, Tone::Good) };
    related(Target::Part(PartRef::Dependency(it.item.id)), it).sign(sign, tone).into()
}

fn parent(it: &RelatedItem) -> Node {
    related(Target::Nothing, it).sign(Sign::Parent, Tone::Dim).into()
}

fn child(it: &RelatedItem) -> Node {
    related(Target::Part(PartRef::Child(it.item.id)), it).sign(Sign::Bullet, Tone::Dim).into()
}

fn link((at, it): (usize, &LinkView)) -> Node {
    let text = if it.title == it.url { it.url.clone() } else { format!("{}  {}", it.title, it.url) };
    let row = ListEntry::of(Target::Part(PartRef::Link(it.id)), text);
    row.number(at + 1).sign(Sign::Bullet, Tone::Dim).into()
}

fn description(it: &ItemView) -> Section {
    let text = it.body.as_ref().map(|body| body.description.to_string());
    let text = text.filter(|text| !text.trim().is_empty());
    Section::named("Description").with(text.map(Node::Prose))
}

fn comments(all: &[CommentView], zone: Zone) -> Section {
    let rows = all.iter().enumerate().flat_map(|(at, it)| {
        let target = Target::Part(PartRef::Comment(it.id));
        let author = it.author.as_deref().unwrap_or("somebody");
        let by = ListEntry::of(target, author).number(at + 1).tone(Tone::Strong);
        let by = by.badge(it.at.day(zone).to_string(), Tone::Dim);
        [by.into(), ListEntry::of(target, it.text.as_str()).depth(1).into()]
    });
    Section::named("Comments").badge(all.len().to_string(), Tone::Dim).with(rows)
}

fn past_sprints(names: &[String]) -> Section {
    let text = (!names.is_empty()).then(|| format!("Was in {}", names.join(" › ")));
    Section::default().with(text.map(|text| Node::styled(text, Tone::Dim)))
}

fn source(it: &ItemView) -> Section {
    let from = it.head.source.as_ref().map(|(source, key)| match key {
        Some(key) => Node::styled(format!("{key} in {source}"), Tone::Dim),
        None => Node::styled(format!("from {source}"), Tone::Dim),
    });
    Section::default().with(from.into_iter().chain(unmapped_fields(&it.unmapped)))
}

/// Returns the fields of the other tool that have none here, an entry each.
pub(super) fn unmapped_fields(fields: &BTreeMap<String, Vec<String>>) -> impl Iterator<Item = Node> {
    fields.iter().map(|(column, values)| {
        let values: Vec<String> =
            values.iter().map(|it| it.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let text = format!("{column}: {}", clip(&values.join(", "), LONGEST_VALUE));
        ListEntry::of(Target::Nothing, text).tone(Tone::Dim).into()
    })
}
