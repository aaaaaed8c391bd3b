//! The stand-up: first what needs a look, then one after another, by person or from right to left over the board.

use super::{Changed, Meeting, Row, Target, Topic};
use crate::domain::column::Column;
use crate::domain::id::{ColumnId, Id, PersonId};
use crate::domain::item::Item;
use crate::domain::value::{Role as Answers, Stage};
use crate::session::Since;
use crate::tui::theme::Tone;
use crate::tui::world::World;
use crate::wording;

/// How many of somebody's operations are told.
const MOST: usize = 12;

/// One stop of the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// What somebody carries.
    Person(PersonId),
    /// What stands in a column.
    Column(ColumnId),
    /// What somebody should have and nobody has, what is begun first.
    Nobody,
}

/// The stops of the walk, in its order.
pub(super) fn walk(world: &World<'_>, meeting: &Meeting) -> Vec<Stop> {
    if meeting.place.by_column {
        return world.workspace.board().into_iter().rev().map(|column| Stop::Column(column.id)).collect();
    }
    let mut people: Vec<PersonId> = members(world);
    let order = &meeting.place.order;
    people.sort_by_key(|id| order.iter().position(|number| *number == id.number()).unwrap_or(usize::MAX));
    let mut stops: Vec<Stop> = people.into_iter().map(Stop::Person).collect();
    if carried(world, None).next().is_some() {
        stops.push(Stop::Nobody);
    }
    stops
}

/// The people of the walk: the developers, and whoever else carries something.
pub fn members(world: &World<'_>) -> Vec<PersonId> {
    let here = world.workspace.persons.iter().filter(|person| !person.has_left);
    here.filter(|person| person.is(Answers::Developer) || carried(world, Some(person.id)).next().is_some())
        .map(|person| person.id)
        .collect()
}

/// Where the walk is; its beginning where nobody has said.
pub(super) fn stop(world: &World<'_>, meeting: &Meeting) -> Option<Stop> {
    let stops = walk(world, meeting);
    let here = if meeting.place.by_column {
        meeting.place.column.and_then(ColumnId::new).map(Stop::Column)
    } else {
        match meeting.place.person {
            Some(0) => Some(Stop::Nobody),
            number => number.and_then(PersonId::new).map(Stop::Person),
        }
    };
    here.filter(|stop| stops.contains(stop)).or_else(|| stops.first().copied())
}

/// What is on the board and not accepted, of one person or of nobody.
fn carried<'a>(world: &World<'a>, person: Option<PersonId>) -> impl Iterator<Item = &'a Item> {
    world.workspace.items.on_board().filter(move |item| {
        item.stage.is_on_board()
            && match person {
                Some(person) => item.assignees.contains(&person),
                None => item.assignees.is_empty() && world.workspace.wants_somebody(item),
            }
    })
}

pub(super) fn rows(world: &World<'_>, meeting: &Meeting) -> Vec<Row> {
    if meeting.topic() == Topic::Walk { walked(world, meeting) } else { exceptions(world, meeting) }
}

fn exceptions(world: &World<'_>, meeting: &Meeting) -> Vec<Row> {
    let mut rows = Vec::new();
    blocked(world, &mut rows);
    impediments(world, &mut rows);
    aged(world, meeting, &mut rows);
    limits(world, &mut rows);
    loads(world, &mut rows);
    if rows.is_empty() {
        rows.push(
            Row::words("Nothing is blocked, nothing is old, no column is over its limit.").tone(Tone::Good),
        );
        rows.push(Row::blank());
    }
    news(world, meeting, &mut rows);
    rows
}

fn blocked(world: &World<'_>, rows: &mut Vec<Row>) {
    let items = world.workspace.blocked_in_running_work();
    if items.is_empty() {
        return;
    }
    rows.push(Row::heading("Blocked"));
    for item in items {
        let why = item.blocked.as_deref().unwrap_or_default();
        let days =
            item.blocked_since.map_or_else(String::new, |since| wording::days(world.days_since(since)));
        let people = wording::people(world.workspace, item);
        let who = if people.is_empty() { String::new() } else { format!("{people}, ") };
        rows.push(
            Row::of(Target::Item(item.id), format!("{} – {why}", item.title))
                .key(world.workspace.key(item.id))
                .sign(world.theme.glyphs.blocked, Tone::Alert)
                .right(format!("{who}{days}"), Tone::Alert),
        );
    }
    rows.push(Row::blank());
}

fn impediments(world: &World<'_>, rows: &mut Vec<Row>) {
    let open = world.workspace.meetings.open_impediments();
    if open.is_empty() {
        return;
    }
    rows.push(Row::heading("Impediments"));
    for it in open {
        let mut facts = Vec::new();
        facts.extend(it.about.map(|id| world.workspace.key(id)));
        facts.extend(it.stuck.map(|id| format!("{} is stuck", world.workspace.name(id))));
        facts.push(match it.owner {
            Some(owner) => format!("{} is on it", world.workspace.name(owner)),
            None => "nobody is on it".to_owned(),
        });
        facts.extend(it.escalated.as_ref().map(|to| format!("escalated to {to}")));
        facts.push(wording::days(world.days_since(it.raised_at)));
        rows.push(
            Row::of(Target::Impediment(it.id), it.text.as_str())
                .sign(world.theme.glyphs.unmet, Tone::Warn)
                .right(facts.join(", "), if it.owner.is_some() { Tone::Dim } else { Tone::Warn }),
        );
    }
    rows.push(Row::hint("Enter says who is on it, x escalates it, Space resolves it"));
    rows.push(Row::blank());
}

fn aged(world: &World<'_>, meeting: &Meeting, rows: &mut Vec<Row>) {
    let Some(flow) = meeting.facts.flow.as_ref().filter(|flow| !flow.aged.is_empty()) else { return };
    rows.push(Row::heading("Older than usual"));
    for aged in &flow.aged {
        let Some(item) = world.item(aged.item) else { continue };
        rows.push(
            Row::of(Target::Item(item.id), item.title.as_str())
                .key(world.workspace.key(item.id))
                .sign(world.theme.glyphs.unmet, Tone::Warn)
                .right(wording::standup::longer(world.workspace, aged), Tone::Warn),
        );
    }
    rows.push(Row::blank());
}

fn limits(world: &World<'_>, rows: &mut Vec<Row>) {
    let over: Vec<(&Column, usize)> = world
        .workspace
        .board()
        .into_iter()
        .filter_map(|column| {
            let count =
                world.workspace.items.on_board().filter(|it| it.board_column == Some(column.id)).count();
            let limit = usize::try_from(column.wip?).ok()?;
            (count > limit).then_some((column, count))
        })
        .collect();
    for (column, count) in over {
        let limit = column.wip.unwrap_or_default();
        rows.push(
            Row::heading(format!("{} is over its limit", column.name))
                .right(format!("{count} cards, {limit} at the most"), Tone::Warn),
        );
        rows.push(Row::blank());
    }
}

fn loads(world: &World<'_>, rows: &mut Vec<Row>) {
    let loads = wording::standup::loads(world.workspace);
    if loads.is_empty() {
        return;
    }
    rows.push(Row::heading("Work in progress"));
    for load in loads {
        let tone = if load.is_odd { Tone::Warn } else { Tone::Text };
        rows.push(Row::words(load.words).deeper().tone(tone));
    }
    rows.push(Row::blank());
}

fn news(world: &World<'_>, meeting: &Meeting, rows: &mut Vec<Row>) {
    let Some(since) = meeting.facts.since else { return };
    rows.push(Row::heading(match since {
        Since::StandUp(ended) => {
            let day = ended.day(world.zone()).format("%a %d %b");
            format!("Since the last stand-up, {day} {}", ended.clock(world.zone()))
        }
        Since::Day(day) => format!("Since {}, this is the first stand-up", day.format("%A, %-d %B")),
    }));
    if meeting.facts.news.is_empty() {
        rows.push(Row::hint("nothing has changed"));
    }
    for group in &meeting.facts.news {
        for (at, line) in group.lines.iter().enumerate() {
            let number = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            let title = if at == 0 { group.title.as_str() } else { "" };
            rows.push(Row::of(Target::Words(number), line.as_str()).key(title));
        }
    }
}

fn walked(world: &World<'_>, meeting: &Meeting) -> Vec<Row> {
    let mut rows = Vec::new();
    let Some(stop) = stop(world, meeting) else {
        rows.push(Row::words("There is nobody to walk through.").deeper());
        rows.push(Row::hint("N p adds people; developers are walked through."));
        return rows;
    };
    match stop {
        Stop::Person(person) => of_person(world, meeting, person, &mut rows),
        Stop::Nobody => {
            let mut items: Vec<&Item> = carried(world, None).collect();
            items.sort_by_key(|item| (std::cmp::Reverse(item.stage), &item.rank, item.id));
            rows.extend(items.into_iter().map(|item| card(world, item, None)));
        }
        Stop::Column(column) => {
            let mut items: Vec<&Item> =
                world.workspace.items.on_board().filter(|it| it.board_column == Some(column)).collect();
            items.sort_by_key(|item| (&item.rank, item.id));
            for item in items {
                rows.push(card(world, item, Some(meeting)));
            }
        }
    }
    if rows.is_empty() {
        rows.push(Row::words("Nothing here.").deeper().tone(Tone::Dim));
    }
    rows
}

fn of_person(world: &World<'_>, meeting: &Meeting, person: PersonId, rows: &mut Vec<Row>) {
    let mut items: Vec<&Item> = carried(world, Some(person)).collect();
    items.sort_by_key(|item| (std::cmp::Reverse(item.stage), &item.rank, item.id));
    for item in &items {
        rows.push(card(world, item, None));
    }
    if items.is_empty() {
        rows.push(Row::words("carries nothing").deeper().tone(Tone::Warn));
        rows.push(Row::hint("z walks over the board; there a gives a card to somebody."));
    }
    let stuck = world.workspace.meetings.open_impediments();
    for it in stuck.into_iter().filter(|it| it.stuck == Some(person) || it.owner == Some(person)) {
        let what = if it.stuck == Some(person) { "stuck: " } else { "is on: " };
        rows.push(
            Row::of(Target::Impediment(it.id), format!("{what}{}", it.text))
                .sign(world.theme.glyphs.unmet, Tone::Warn)
                .right(wording::days(world.days_since(it.raised_at)), Tone::Dim),
        );
    }
    let changed: Vec<&Changed> = meeting.facts.changed.iter().filter(|it| it.person == person).collect();
    if !changed.is_empty() {
        rows.push(Row::blank());
        rows.push(Row::heading("Did since the last stand-up"));
    }
    for it in changed.iter().take(MOST) {
        let title = world.item(it.item).map_or("", |item| item.title.as_str());
        rows.push(
            Row::of(Target::Item(it.item), it.sentence.as_str()).tone(Tone::Dim).right(title, Tone::Dim),
        );
    }
    if changed.len() > MOST {
        rows.push(Row::hint(format!("and {} more; I shows all", changed.len() - MOST)));
    }
}

fn card(world: &World<'_>, item: &Item, of_column: Option<&Meeting>) -> Row {
    let glyphs = world.theme.glyphs;
    let column = item.board_column.and_then(|id| world.workspace.columns.get(id));
    let place = column.map_or(item.stage.title(), |column| column.name.as_str());
    let mut facts = vec![if of_column.is_some() {
        let people = wording::people(world.workspace, item);
        if people.is_empty() { "nobody's".to_owned() } else { people }
    } else {
        place.to_owned()
    }];
    if item.stage.is_on_board() {
        facts.push(wording::age(item, world.now, world.zone()));
    }
    if let Some(tasks) =
        (item.tally.tasks > 0).then(|| format!("{} of {} tasks", item.tally.tasks_done, item.tally.tasks))
    {
        facts.push(tasks);
    }
    let row = Row::of(Target::Item(item.id), item.title.as_str()).key(world.workspace.key(item.id));
    match &item.blocked {
        Some(why) => {
            row.sign(glyphs.blocked, Tone::Alert).right(format!("{why}, {}", facts.join(", ")), Tone::Alert)
        }
        None if item.stage == Stage::Accepted => {
            row.sign(glyphs.met, Tone::Good).right(facts.join(", "), Tone::Good)
        }
        None => row.right(facts.join(", "), Tone::Dim),
    }
}
