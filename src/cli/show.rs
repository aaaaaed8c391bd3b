//! `show`: everything about items.

use super::context::{CommandContext, CommandResult};
use super::output::named;
use super::page::TextPage;
use super::problem::CliError;
use super::{json, rows};
use crate::domain::definition::Definition;
use crate::domain::detail::{Body, Detail};
use crate::domain::id::ItemId;
use crate::domain::import::UnmappedFields;
use crate::domain::item::Item;
use crate::domain::readiness::{meets, unmet};
use crate::domain::value::{Instant, Verdict};
use crate::domain::workspace::Workspace;
use crate::present;
use crate::text::clip;
use clap::Args;

/// So many columns of what another tool knew are shown; JSON has all of it.
const LONGEST_CELL: usize = 100;

/// Shows everything about items
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony show PB-12
  ceremony show 12 13 --json")]
pub(super) struct ShowArgs {
    /// Which items
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<String>,
}

impl ShowArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let ids = cx.items(&self.items)?;
        let found = gather(cx, &ids)?;
        let now = cx.now();
        Ok(cx.reply(
            |session| {
                let shown = found.iter().map(|(item, detail)| text(session.workspace(), item, detail, now));
                shown.collect::<Vec<_>>().join("\n")
            },
            |session| {
                let detail = |(item, detail): &(Item, Detail)| {
                    json::ItemDetailJson::new(session.workspace(), item, detail, now)
                };
                named("items", found.iter().map(detail).collect::<Vec<_>>())
            },
        ))
    }
}

/// Reads items with what they refer to.
pub(super) fn gather(cx: &mut CommandContext<'_>, ids: &[ItemId]) -> Result<Vec<(Item, Detail)>, CliError> {
    cx.session.load_all()?;
    let mut found = Vec::new();
    for id in ids {
        let (item, detail) = cx.detailed(*id)?;
        cx.load(&item.depends_on)?;
        found.push((item, detail));
    }
    Ok(found)
}

/// Says everything about an item.
pub(super) fn text(workspace: &Workspace, item: &Item, detail: &Detail, now: Instant) -> String {
    let zone = workspace.zone();
    let mut text = TextPage::from(format!("{} {}\n", workspace.key(item.id), item.title));
    let mut line = |it: String| text.line(&it);
    line(facts(workspace, item).join(" · "));
    let (people, labels) = (present::people(workspace, item), present::labels(workspace, item));
    if !(people.is_empty() && labels.is_empty()) {
        line([people, labels].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · "));
    }
    present::blocked(item, now, zone).into_iter().for_each(&mut line);
    if let Some(rejected) = &item.rejected {
        line(format!("rejected {}, {rejected}", present::count(u64::from(item.rejections), "time", "times")));
    }
    if let Some(reason) = &item.reason {
        line(format!("reason: {reason}"));
    }
    for on in item.depends_on.iter() {
        let other = workspace.items.get(*on);
        let what =
            other.map_or_else(String::new, |it| format!(" {} ({})", it.title, rows::place(workspace, it)));
        line(format!("waits for {}{what}", workspace.key(*on)));
    }
    if let Some(body) = &detail.body {
        text.add(&narrative(body));
    }
    text.add(&criteria(item, detail));
    text.add(&tasks(item, detail));
    text.add(&rules(workspace, item));
    text.add(&questions(workspace, detail, now));
    if !detail.links.is_empty() {
        text.add("\nLinks\n");
        for (at, link) in detail.links.iter().enumerate() {
            let title = if link.title == link.url { String::new() } else { format!("{}: ", link.title) };
            text.add(&format!("  {}. {title}{}\n", at + 1, link.url));
        }
    }
    if !detail.comments.is_empty() {
        text.add("\nComments\n");
        for (at, comment) in detail.comments.iter().enumerate() {
            let name = comment.author.map(|id| workspace.name(id));
            let name = name.or(comment.author_name.as_deref()).unwrap_or("somebody");
            let when = format!("{} {}", comment.at.day(zone), comment.at.clock(zone));
            text.add(&format!("  {}. {name}, {when}\n{}", at + 1, indented(&comment.text)));
        }
    }
    text.add(&elsewhere(item, detail));
    text.end()
}

/// Where it was imported from, and what that tool knew of it and we do not.
fn elsewhere(item: &Item, detail: &Detail) -> String {
    let Some(source) = &item.source else { return String::new() };
    let mut text = TextPage::from(format!("\nFrom {source}\n"));
    let rest = detail.body.as_ref().map(|body| UnmappedFields::read(&body.rest)).unwrap_or_default();
    for (header, cells) in &rest.cells {
        let words: Vec<String> =
            cells.iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        text.line(&format!("  {header}: {}", clip(&words.join(", "), LONGEST_CELL)));
    }
    text.end()
}

/// What an item is, in a few words each.
fn facts(workspace: &Workspace, item: &Item) -> Vec<String> {
    let mut facts = vec![item.kind.to_string()];
    facts.extend(item.epic.and_then(|id| workspace.epics.get(id)).map(|epic| epic.title.to_string()));
    facts.push(present::estimate(item.estimate));
    facts.push(if item.is_in_backlog() { item.stage.to_string() } else { rows::place(workspace, item) });
    facts.extend(
        item.sprint
            .and_then(|id| workspace.sprints.get(id))
            .map(|it| format!("in {}, {}", it.name, it.state)),
    );
    facts.extend(item.parent.map(|id| format!("part of {}", workspace.key(id))));
    facts.extend(item.source_key.as_ref().map(|key| format!("known elsewhere as {key}")));
    facts
}

fn narrative(body: &Body) -> String {
    let mut text = TextPage::default();
    for (head, part) in [("As a", &body.as_a), ("I want", &body.i_want), ("so that", &body.so_that)] {
        if !part.trim().is_empty() {
            text.add(if text.is_empty() { "\n" } else { "" });
            text.add(&format!("{head} {}\n", part.trim()));
        }
    }
    if !body.description.trim().is_empty() {
        text.add(&format!("\n{}\n", body.description.trim_end()));
    }
    text.end()
}

fn criteria(item: &Item, detail: &Detail) -> String {
    if detail.criteria.is_empty() {
        return "\nNo acceptance criteria\n".to_owned();
    }
    let mut text = TextPage::from(format!("\nCriteria: {} of {} met\n", item.tally.met, item.tally.criteria));
    for (at, criterion) in detail.criteria.iter().enumerate() {
        let word = match criterion.verdict {
            Verdict::Unchecked => "to check",
            Verdict::Met => "met",
            Verdict::Failed => "failed",
        };
        let note =
            if criterion.note.is_empty() { String::new() } else { format!(" ({})", criterion.note.trim()) };
        text.add(&format!("  {}. {word}: {}{note}\n", at + 1, hanging(&criterion.text)));
    }
    text.end()
}

fn tasks(item: &Item, detail: &Detail) -> String {
    if detail.tasks.is_empty() {
        return String::new();
    }
    let mut text =
        TextPage::from(format!("\nTasks: {} of {} done\n", item.tally.tasks_done, item.tally.tasks));
    for (at, task) in detail.tasks.iter().enumerate() {
        text.add(&format!("  {}. {}: {}\n", at + 1, if task.done { "done" } else { "to do" }, task.text));
    }
    text.end()
}

/// In the backlog what stands against being ready; on the board the definition of done.
fn rules(workspace: &Workspace, item: &Item) -> String {
    let mut text = TextPage::default();
    if item.is_in_backlog() {
        let missing = unmet(workspace, item, Definition::Ready);
        if !missing.is_empty() {
            let head =
                if item.ready_at.is_some() { "Ready, although these rules are not met" } else { "Not ready" };
            text.add(&format!("\n{head}\n"));
            for (at, rule) in workspace.rules_of(Definition::Ready).into_iter().enumerate() {
                if missing.iter().any(|it| it.id == rule.id) {
                    text.add(&format!("  r{}. {}\n", at + 1, rule.text));
                }
            }
        }
    } else if item.stage.is_on_board() {
        let rules: Vec<_> = workspace.rules_of(Definition::Done).into_iter().enumerate().collect();
        let rules: Vec<_> = rules.into_iter().filter(|(_, rule)| rule.holds_for(item.kind)).collect();
        if !rules.is_empty() {
            text.add("\nDefinition of done\n");
        }
        for (at, rule) in rules {
            let word = if meets(workspace, item, rule) { "ticked" } else { "to tick" };
            text.add(&format!("  d{}. {word}: {}\n", at + 1, rule.text));
        }
    }
    text.end()
}

fn questions(workspace: &Workspace, detail: &Detail, now: Instant) -> String {
    if detail.questions.is_empty() {
        return String::new();
    }
    let zone = workspace.zone();
    let mut text = TextPage::from("\nQuestions\n".to_owned());
    for (at, question) in detail.questions.iter().enumerate() {
        let ago = match question.asked_at.days_until(now, zone) {
            0 => "today".to_owned(),
            days => format!("{} ago", present::days(days)),
        };
        let mut who =
            vec![format!("asked by {} {ago}", question.asked_by.map_or("somebody", |id| workspace.name(id)))];
        who.extend(question.asked_of.map(|id| format!("for {}", workspace.name(id))));
        if question.is_open() {
            who.extend(question.needed_by.map(|day| format!("needed by {day}")));
        }
        let word = if question.is_open() { "open" } else { "answered" };
        text.add(&format!("  {}. {word}: {}\n     {}\n", at + 1, hanging(&question.text), who.join(", ")));
        if !question.is_open() {
            let by = question.answered_by.map_or("somebody", |id| workspace.name(id));
            text.add(&format!("     {by}: {}\n", hanging(&question.answer)));
        }
    }
    text.end()
}

/// A text whose further lines stand under its first.
fn hanging(text: &str) -> String {
    text.trim_end().replace('\n', "\n     ")
}

fn indented(text: &str) -> String {
    text.trim_end().split('\n').map(|line| format!("     {line}").trim_end().to_owned() + "\n").collect()
}
