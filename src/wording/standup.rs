//! What a stand-up looks at, exceptions first: the same on the screen and in the text for a chat channel.

use super::{age, blocked, count, days, people, points};
use crate::domain::flow::Flow;
use crate::domain::item::Item;
use crate::domain::metrics::time_in_column::AgedItem;
use crate::domain::minutes::{Group, MinutesEntry, digest};
use crate::domain::value::Zone;
use crate::domain::value::{Instant, Role, Stage};
use crate::domain::workspace::Workspace;
use crate::session::Since;

/// Who has more items than these in progress has much at once.
const TOO_MUCH: usize = 2;

/// How many lines of one kind of outcome are told; the others are counted.
const MOST: usize = 8;

/// Returns what a stand-up looks at. `since` says from when on, such as `since 2026-12-10 09:00`; `deeds` is what was done
/// from then on. Every group has lines.
pub fn groups(
    workspace: &Workspace,
    since: &str,
    deeds: &[MinutesEntry],
    flow: &Flow,
    now: Instant,
) -> Vec<Group> {
    let mut groups = vec![
        Group { title: format!("Done {since}"), lines: done(workspace, deeds) },
        Group { title: "Blocked".to_owned(), lines: stuck(workspace, now) },
        Group { title: "Impediments".to_owned(), lines: impediments(workspace, now) },
        Group { title: "Older than usual".to_owned(), lines: old(workspace, flow) },
        Group { title: "Over the limit".to_owned(), lines: crowded(workspace) },
        Group {
            title: "Work in progress".to_owned(),
            lines: loads(workspace).into_iter().map(|it| it.words).collect(),
        },
    ];
    groups.extend(by_person(workspace, now));
    groups.retain(|group| !group.lines.is_empty());
    groups
}

/// From when on it is told what was done: `since the stand-up of 2026-12-10 09:00`, `since 2026-12-10`.
pub fn since(since: Since, zone: Zone) -> String {
    match since {
        Since::StandUp(ended) => format!("since the stand-up of {} {}", ended.day(zone), ended.clock(zone)),
        Since::Day(day) => format!("since {day}"),
    }
}

fn done(workspace: &Workspace, deeds: &[MinutesEntry]) -> Vec<String> {
    let mut lines = Vec::new();
    for group in digest(workspace, deeds) {
        let shown = group.lines.iter().take(MOST);
        lines.extend(shown.map(|line| format!("{}: {line}", group.title)));
        if group.lines.len() > MOST {
            lines.push(format!("{}: and {} more", group.title, group.lines.len() - MOST));
        }
    }
    lines
}

fn on_board(workspace: &Workspace) -> impl Iterator<Item = &Item> {
    let open = workspace.items.open_rows();
    open.filter(|item| item.stage.is_on_board())
}

fn named(workspace: &Workspace, item: &Item) -> String {
    format!("{} {}", workspace.key(item.id), item.title)
}

fn stuck(workspace: &Workspace, now: Instant) -> Vec<String> {
    let line = |item: &Item| {
        let why = blocked(item, now, workspace.zone())?;
        let who = match people(workspace, item) {
            who if who.is_empty() => who,
            who => format!(" ({who})"),
        };
        Some(format!("{}: {why}{who}", named(workspace, item)))
    };
    workspace.blocked_in_running_work().into_iter().filter_map(line).collect()
}

fn impediments(workspace: &Workspace, now: Instant) -> Vec<String> {
    let open = workspace.meetings.open_impediments();
    let line = |it: &crate::domain::impediment::Impediment| {
        let mut more = vec![days(it.raised_at.days_until(now, workspace.zone()))];
        more.extend(it.stuck.map(|id| format!("{} is stuck", workspace.name(id))));
        more.extend(it.about.map(|id| workspace.key(id)));
        more.extend(it.owner.map(|id| format!("{} is on it", workspace.name(id))));
        more.extend(it.escalated.as_ref().map(|whom| format!("escalated to {whom}")));
        format!("{} ({})", it.text, more.join(", "))
    };
    open.into_iter().map(line).collect()
}

fn old(workspace: &Workspace, flow: &Flow) -> Vec<String> {
    let line = |aged: &AgedItem| {
        let item = workspace.items.get(aged.item)?;
        Some(format!("{}: {}", named(workspace, item), longer(workspace, aged)))
    };
    flow.aged.iter().filter_map(line).collect()
}

/// How long an item has stood in its column: `day 6, longer than 85 % of ours stay in Review`.
pub fn longer(workspace: &Workspace, aged: &AgedItem) -> String {
    let column = workspace.columns.get(aged.column).map_or("there", |it| it.name.as_str());
    format!("day {}, longer than 85 % of ours stay in {column}", aged.day)
}

fn crowded(workspace: &Workspace) -> Vec<String> {
    let mut lines = Vec::new();
    for column in workspace.board() {
        let inside = on_board(workspace).filter(|item| item.board_column == Some(column.id)).count();
        if let Some(limit) = column.wip.filter(|limit| inside as u64 > u64::from(*limit)) {
            lines.push(format!(
                "{}: {} where {limit} should be the most",
                column.name,
                count(inside, "item", "items")
            ));
        }
    }
    lines
}

/// How the work in progress is spread, one thing of it.
pub struct Load {
    /// What is so.
    pub words: String,
    /// Whether that is in the way; otherwise somebody can help.
    pub is_odd: bool,
}

/// Who has nothing in progress while a sprint runs, who has much at once, and what is begun and is nobody's.
pub fn loads(workspace: &Workspace) -> Vec<Load> {
    if workspace.running().is_none() {
        return Vec::new();
    }
    let begun = || on_board(workspace).filter(|it| matches!(it.stage, Stage::Doing | Stage::Review));
    let (mut idle, mut busy) = (Vec::new(), Vec::new());
    for member in workspace.with_role(Role::Developer) {
        match begun().filter(|it| it.assignees.contains(&member.id)).count() {
            0 => idle.push(member.name.to_string()),
            many if many > TOO_MUCH => busy.push(format!("{} ({many})", member.name)),
            _ => {}
        }
    }
    let mut loads = Vec::new();
    if !idle.is_empty() {
        loads.push(Load { words: format!("nothing in progress: {}", idle.join(", ")), is_odd: false });
    }
    if !busy.is_empty() {
        loads.push(Load { words: format!("much at once: {}", busy.join(", ")), is_odd: true });
    }
    let nobodys = begun().filter(|it| it.assignees.is_empty()).count();
    if nobodys > 0 {
        let words = count(nobodys, "item in progress is", "items in progress are");
        loads.push(Load { words: format!("{words} nobody's"), is_odd: true });
    }
    loads
}

/// What everybody carries, what is closest to being accepted first; then what somebody should have and nobody has.
fn by_person(workspace: &Workspace, now: Instant) -> Vec<Group> {
    let mut carried: Vec<&Item> = on_board(workspace).collect();
    carried.sort_by_key(|item| std::cmp::Reverse(item.stage));
    let line = |item: &&Item| {
        let column = item.board_column.and_then(|id| workspace.columns.get(id));
        let column = column.map_or(item.stage.title(), |column| column.name.as_str());
        let estimate = item.estimate.map_or_else(String::new, |it| format!(", {}", points(it)));
        let unplanned = workspace.selection(item).is_some_and(|selection| selection.unplanned);
        let unplanned = if unplanned { ", unplanned" } else { "" };
        let age = age(item, now, workspace.zone());
        format!("{column}: {}{estimate}, {age}{unplanned}", named(workspace, item))
    };
    let mut groups = Vec::new();
    for person in workspace.persons.iter().filter(|it| !it.has_left) {
        let theirs = carried.iter().filter(|item| item.assignees.contains(&person.id));
        let mut lines: Vec<String> = theirs.map(line).collect();
        if lines.is_empty() && person.is(Role::Developer) && !carried.is_empty() {
            lines.push("has nothing on the board".to_owned());
        }
        groups.push(Group { title: person.name.to_string(), lines });
    }
    let nobodys = carried.iter().filter(|item| item.assignees.is_empty() && workspace.wants_somebody(item));
    groups.push(Group { title: "Nobody's".to_owned(), lines: nobodys.map(line).collect() });
    groups
}

/// Makes what people wrote harmless where a chat reads Markdown. What means nothing in it stays as it is, so that the text
/// is good to read where nothing reads Markdown.
pub fn tame(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_word =
        |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|it| it.is_alphanumeric());
    let is_blank = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_none_or(|it| it.is_whitespace());
    let mut tamed = String::with_capacity(text.len());
    if begins_a_block(text) {
        tamed.push('\\');
    }
    for (at, letter) in letters.iter().enumerate() {
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        let means_something = match letter {
            '`' | '~' | '<' | '\\' => true,
            '[' => text.contains("]("),
            '*' => !(is_blank(before) && is_blank(after)),
            '_' => !(is_word(before) && is_word(after)),
            _ => false,
        };
        if means_something {
            tamed.push('\\');
        }
        tamed.push(*letter);
    }
    tamed
}

/// Tells whether a sign at the beginning of a line makes it a heading, a quotation, a list or a rule.
fn begins_a_block(text: &str) -> bool {
    let after = text.trim_start_matches('#');
    let is_rule = |sign: char| text.chars().all(|it| it == sign || it == ' ');
    text.starts_with('>')
        || (text.starts_with('#') && (after.is_empty() || after.starts_with(' ')))
        || ["- ", "+ "].iter().any(|it| text.starts_with(it))
        || (!text.is_empty() && (is_rule('-') || is_rule('=')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_markdown_is_tamed_and_nothing_else() {
        for (given, tamed) in [
            ("snake_case and 2 * 3 [x] #4 > 3", "snake_case and 2 * 3 [x] #4 > 3"),
            ("**bold** _it_ `code`", "\\*\\*bold\\*\\* \\_it\\_ \\`code\\`"),
            ("[a](http://b) <!channel>", "\\[a](http://b) \\<!channel>"),
            ("# Bo", "\\# Bo"),
            ("#4 is done", "#4 is done"),
            ("> Bo", "\\> Bo"),
            ("- Bo", "\\- Bo"),
            ("-3 degrees", "-3 degrees"),
            ("---", "\\---"),
        ] {
            assert_eq!(tame(given), tamed);
        }
    }
}
