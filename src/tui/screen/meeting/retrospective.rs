//! The retrospective: last time's improvements, the wall beside the sprint's own facts, dots, and what is done about it.

use super::{Meeting, Row};
use crate::domain::dots::ranking;
use crate::domain::id::{Id as _, ItemId};
use crate::domain::improvement::Improvement;
use crate::domain::note::Note;
use crate::domain::value::{Kind, NoteKind, Progress, Stage};
use crate::domain::views::{Target, Topic};
use crate::present;
use crate::tui::theme::Tone;
use crate::tui::world::World;

/// The heading of the sprint's own facts.
pub(super) const FACTS: &str = "What the sprint says";

pub(super) fn rows(world: &World<'_>, meeting: &Meeting) -> Vec<Row> {
    let topic = meeting.topic();
    if topic == Topic::LastTime {
        last_time(world, meeting)
    } else if topic == Topic::Wall {
        wall(world, meeting)
    } else if topic == Topic::Votes {
        votes(world, meeting)
    } else {
        improvements(world, meeting)
    }
}

fn last_time(world: &World<'_>, meeting: &Meeting) -> Vec<Row> {
    let mut rows = Vec::new();
    let agreed = meeting.facts.agreed.iter().filter_map(|id| world.workspace.meetings.improvements.get(*id));
    let mut before: Vec<&Improvement> = agreed.filter(|it| it.ceremony != meeting.id).collect();
    before.sort_by_key(|it| (it.progress != Progress::Going, it.ceremony, it.id));
    if before.is_empty() {
        rows.push(Row::words("Nothing was agreed on before.").deeper());
        rows.push(Row::hint("l goes on to the wall."));
        return rows;
    }
    rows.push(Row::heading("What we agreed on"));
    for it in before {
        rows.push(improvement(world, it));
    }
    rows.push(Row::blank());
    rows.push(Row::hint("Space: done. x: dropped. Both again: still going."));
    rows
}

fn improvement(world: &World<'_>, it: &Improvement) -> Row {
    let glyphs = world.theme.glyphs;
    let title = world.item(it.about).map_or("", |item| item.title.as_str());
    let mut facts = Vec::new();
    facts.extend(it.owner.map(|id| world.workspace.name(id).to_owned()));
    facts.extend(it.due.map(|due| format!("by {due}")));
    let late = it.progress == Progress::Going && it.due.is_some_and(|due| due < world.today());
    let done = world.item(it.about).is_some_and(|item| item.stage == Stage::Accepted);
    let (sign, tone) = match it.progress {
        Progress::Done => (glyphs.met, Tone::Good),
        Progress::Dropped => (glyphs.failed, Tone::Dim),
        Progress::Going if done => (glyphs.met, Tone::Warn),
        Progress::Going => (glyphs.bullet, Tone::Dim),
    };
    if done && it.progress == Progress::Going {
        facts.push("its item is accepted".to_owned());
    } else {
        facts.push(if it.progress == Progress::Going {
            "still going".to_owned()
        } else {
            it.progress.to_string()
        });
    }
    Row::of(Target::Improvement(it.id, it.about), title)
        .key(world.workspace.key(it.about))
        .sign(sign, tone)
        .right(facts.join(", "), if late { Tone::Warn } else { Tone::Dim })
}

/// The heads of groups, and notes that stand alone, of a column.
fn heads<'a>(world: &World<'a>, meeting: &Meeting, column: &str) -> Vec<&'a Note> {
    let notes = world.workspace.meetings.notes_of(meeting.id, NoteKind::Note);
    notes.into_iter().filter(|it| it.under.is_none() && it.topic.as_deref() == Some(column)).collect()
}

fn columns(world: &World<'_>, meeting: &Meeting) -> Vec<String> {
    let ceremony = world.workspace.meetings.ceremonies.get(meeting.id);
    ceremony.map_or_else(Vec::new, |it| it.columns().into_iter().map(str::to_owned).collect())
}

fn wall(world: &World<'_>, meeting: &Meeting) -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, column) in columns(world, meeting).iter().enumerate() {
        if at > 0 {
            rows.push(Row::blank());
        }
        rows.push(Row::heading(column.as_str()));
        let heads = heads(world, meeting, column);
        let sealed = sealed(world, meeting, column);
        if heads.is_empty() && sealed.is_empty() {
            rows.push(Row::hint(if at == 0 {
                "n adds notes, one line after another"
            } else {
                "nothing yet"
            }));
        }
        for head in heads {
            with_group(world, head, &mut rows);
        }
        rows.extend(sealed);
    }
    facts(world, meeting, &mut rows);
    rows
}

/// One's own notes that lie face down in a column.
fn sealed(world: &World<'_>, meeting: &Meeting, column: &str) -> Vec<Row> {
    let mine = meeting.facts.mine.iter().enumerate().filter(|(_, (topic, _))| topic == column);
    mine.map(|(at, (_, text))| {
        Row::of(Target::Sealed(at), first_line(text))
            .sign(world.theme.glyphs.bullet, Tone::Dim)
            .tone(Tone::Dim)
            .right("face down", Tone::Warn)
    })
    .collect()
}

fn with_group(world: &World<'_>, head: &Note, rows: &mut Vec<Row>) {
    let meetings = &world.workspace.meetings;
    let mut facts: Vec<String> = author(world, head).into_iter().collect();
    let dots = meetings.dots_on(head.id);
    if dots > 0 {
        facts.push(present::count(dots as u64, "dot", "dots"));
    }
    rows.push(
        Row::of(Target::Note(head.id, head.about), first_line(&head.text))
            .sign(world.theme.glyphs.bullet, Tone::Dim)
            .right(facts.join(", "), Tone::Accent),
    );
    below(world, head, 0, rows);
}

/// What stands under a note: a group, or a chain of whys. `indent` is how deep the note itself stands.
fn below(world: &World<'_>, head: &Note, indent: u16, rows: &mut Vec<Row>) {
    for (depth, note) in world.workspace.meetings.below(head.id) {
        rows.push(under(world, note, indent + depth));
    }
}

fn under(world: &World<'_>, note: &Note, depth: u16) -> Row {
    let glyphs = world.theme.glyphs;
    let (because, sign) =
        if note.kind == NoteKind::Why { ("because ", glyphs.waits) } else { ("", glyphs.bullet) };
    let mut row = Row::of(Target::Note(note.id, note.about), format!("{because}{}", first_line(&note.text)));
    row.indent += 2 * depth;
    row.sign(sign, Tone::Dim).right(author(world, note).unwrap_or_default(), Tone::Dim)
}

/// Who wrote a note; nobody where it was written at the facilitator's keyboard, which is anybody's.
fn author(world: &World<'_>, note: &Note) -> Option<String> {
    let facilitator = world.workspace.meetings.ceremonies.get(note.ceremony).and_then(|it| it.facilitator);
    let author = note.author.filter(|it| Some(*it) != facilitator)?;
    Some(world.workspace.name(author).to_owned())
}

/// The whys that hang under what the cursor can stand on beside notes: a rejected item, a bug, an impediment.
fn whys_about(world: &World<'_>, meeting: &Meeting, target: Target, rows: &mut Vec<Row>) {
    let is_about = |note: &Note| match target {
        Target::Item(item) => note.about == Some(item),
        Target::Impediment(impediment) => note.impediment == Some(impediment),
        Target::Nothing
        | Target::Person(_)
        | Target::Note(..)
        | Target::Sealed(_)
        | Target::Improvement(..)
        | Target::Feedback(..)
        | Target::Words(_) => false,
    };
    let notes = world.workspace.meetings.notes_of(meeting.id, NoteKind::Why);
    for note in notes.into_iter().filter(|it| it.under.is_none() && is_about(it)) {
        rows.push(under(world, note, 1));
        below(world, note, 1, rows);
    }
}

/// What the sprint itself says.
fn facts(world: &World<'_>, meeting: &Meeting, rows: &mut Vec<Row>) {
    let mut found: Vec<(Target, String)> = Vec::new();
    let mut say = |target: Option<Target>, line: String| {
        let number = u32::try_from(found.len()).unwrap_or(u32::MAX);
        found.push((target.unwrap_or(Target::Words(number)), line));
    };
    if let Some(report) = &meeting.facts.report {
        let points = |hundredths: u64| {
            let points =
                crate::domain::value::Points::hundredths(u32::try_from(hundredths).unwrap_or(u32::MAX));
            present::points(points)
        };
        let done = points(report.done_points);
        say(None, format!("{done} done of {} that were forecast", points(report.forecast_points)));
        let added = present::count(report.added.len() as u64, "item", "items");
        let (removed, carried) = (report.removed.len(), report.carried.len());
        say(None, format!("{added} in, {removed} out after the start; {carried} left over"));
    }
    for (item, why) in &meeting.facts.rejected {
        say(Some(Target::Item(*item)), format!("rejected: {} {why}", world.workspace.key(*item)));
    }
    let lines = meeting.facts.report.iter().flat_map(|report| report.done.iter().chain(&report.carried));
    let items = lines.filter_map(|line| world.item(ItemId::new(line.item)?));
    for bug in items.filter(|item| item.kind == Kind::Bug) {
        let key = world.workspace.key(bug.id);
        let column = bug.board_column.and_then(|id| world.workspace.columns.get(id));
        let place = match column {
            Some(column) if bug.stage.is_on_board() => format!("in {}", column.name),
            Some(_) | None => bug.stage.to_string(),
        };
        say(Some(Target::Item(bug.id)), format!("bug, {place}: {key} {}", bug.title));
    }
    if let Some(flow) = &meeting.facts.flow {
        let title = |id: ItemId| world.item(id).map_or("", |item| item.title.as_str());
        for it in &flow.blocked {
            let days = match it.days {
                0 => "less than a day".to_owned(),
                days => present::count(days, "day", "days"),
            };
            let key = world.workspace.key(it.item);
            say(Some(Target::Item(it.item)), format!("blocked, {days}: {key} {}", title(it.item)));
        }
        for it in &flow.aged_in {
            let age = present::flow::age_in_column(world.workspace, it);
            let key = world.workspace.key(it.item);
            say(Some(Target::Item(it.item)), format!("{age}: {key} {}", title(it.item)));
        }
    }
    for it in world.workspace.meetings.open_impediments() {
        let since = match world.days_since(it.raised_at) {
            0 => "since today".to_owned(),
            days => format!("for {}", present::days(days)),
        };
        say(Some(Target::Impediment(it.id)), format!("impediment {since}: {}", it.text));
    }
    if found.is_empty() {
        return;
    }
    rows.push(Row::blank());
    rows.push(Row::heading(FACTS));
    // What is told twice, such as an old item that was rejected, has its whys under the first line.
    let mut told = Vec::new();
    for (target, line) in found {
        rows.push(Row::of(target, line).sign(world.theme.glyphs.dot, Tone::Dim).tone(Tone::Dim));
        if !told.contains(&target) {
            whys_about(world, meeting, target, rows);
            told.push(target);
        }
    }
}

/// Notes by their dots; those with as many stand at one place.
fn votes(world: &World<'_>, meeting: &Meeting) -> Vec<Row> {
    let mut rows = Vec::new();
    let meetings = &world.workspace.meetings;
    let all: Vec<&Note> =
        columns(world, meeting).iter().flat_map(|column| heads(world, meeting, column)).collect();
    if all.is_empty() {
        rows.push(Row::words("There are no notes to vote on.").deeper());
        rows.push(Row::hint("h goes back to the wall."));
        return rows;
    }
    let each = meetings.dots_each(meeting.id);
    let mine = world.me.map_or(0, |me| meetings.dots_by(meeting.id, me));
    rows.push(Row::heading(format!(
        "{} each; you have given {mine}",
        present::count(each as u64, "dot", "dots")
    )));
    let dots = |note: &Note| u32::try_from(meetings.dots_on(note.id)).unwrap_or(u32::MAX);
    for placed in ranking(all.iter().map(|note| (*note, dots(note)))) {
        let note = placed.option;
        let place = match (placed.dots, placed.tied) {
            (0, _) => String::new(),
            (_, true) => format!("{}. with others", placed.place),
            (_, false) => format!("{}.", placed.place),
        };
        let by_me = meetings.dots_of(note.id).filter(|it| Some(it.person) == world.me).count();
        let shown = world.theme.glyphs.full.repeat(usize::try_from(placed.dots.min(20)).unwrap_or(0));
        rows.push(Row::of(Target::Note(note.id, note.about), first_line(&note.text)).key(place).right(
            format!(
                "{shown} {}{}",
                placed.dots,
                if by_me > 0 { format!(", {by_me} yours") } else { String::new() }
            ),
            Tone::Accent,
        ));
    }
    rows.push(Row::blank());
    rows.push(Row::hint("Space gives a dot, x takes one back."));
    rows
}

fn improvements(world: &World<'_>, meeting: &Meeting) -> Vec<Row> {
    let mut rows = vec![Row::heading("What we do about it")];
    let agreed: Vec<&Improvement> =
        world.workspace.meetings.improvements.iter().filter(|it| it.ceremony == meeting.id).collect();
    if agreed.is_empty() {
        rows.push(Row::hint("n agrees on an improvement, with an owner and a day"));
    }
    for it in agreed {
        rows.push(improvement(world, it));
    }
    let meetings = &world.workspace.meetings;
    let mut top: Vec<&Note> =
        columns(world, meeting).iter().flat_map(|column| heads(world, meeting, column)).collect();
    top.sort_by_key(|note| std::cmp::Reverse(meetings.dots_on(note.id)));
    top.truncate(5);
    if !top.is_empty() {
        rows.push(Row::blank());
        rows.push(Row::heading("What matters most"));
    }
    for note in top {
        let taken = meetings.improvements.iter().any(|it| it.note == Some(note.id));
        let dots = present::count(meetings.dots_on(note.id) as u64, "dot", "dots");
        let sign = if taken { world.theme.glyphs.met } else { world.theme.glyphs.bullet };
        rows.push(
            Row::of(Target::Note(note.id, note.about), first_line(&note.text))
                .sign(sign, if taken { Tone::Good } else { Tone::Dim })
                .right(dots, Tone::Dim),
        );
    }
    rows
}

fn first_line(text: &str) -> &str {
    text.trim().lines().next().unwrap_or_default()
}
