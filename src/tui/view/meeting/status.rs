//! The status of a ceremony: the end of its first line, and what does not fit there.

use crate::domain::sprint::Sprint;
use crate::domain::views::Topic;
use crate::domain::views::standup::Stop;
use crate::present::{self, DOT};
use crate::tui::screen::Meeting;
use crate::tui::text::{pack, width};
use crate::tui::world::World;

/// The status of a ceremony.
pub(super) struct Status {
    /// The text in the first line.
    pub first: String,
    /// The lines below, for what does not fit in the first line.
    pub below: Vec<String>,
}

/// Returns the status for a first line with `room` columns and lines of `columns` below it.
pub(super) fn status(world: &World<'_>, meeting: &Meeting, room: usize, columns: usize) -> Status {
    let first = match meeting.topic() {
        Topic::Queue => return queue(world, meeting, room, columns),
        Topic::Walk => walk(world, meeting),
        Topic::Acceptance => position(world, meeting),
        Topic::Why | Topic::What | Topic::How => planned(world, meeting, room),
        Topic::Exceptions | Topic::Demo | Topic::Outcome => course(world, meeting, room),
        Topic::LastTime | Topic::Wall | Topic::Votes | Topic::Improvements => {
            about(world, meeting).map(present::with_goal).unwrap_or_default()
        }
    };
    Status { first, below: Vec::new() }
}

/// Returns the sprint that the ceremony was started for.
pub(super) fn about<'a>(world: &World<'a>, meeting: &Meeting) -> Option<&'a Sprint> {
    let ceremony = world.workspace.meetings.ceremonies.get(meeting.id)?;
    world.workspace.sprints.get(ceremony.sprint?)
}

fn walk(world: &World<'_>, meeting: &Meeting) -> String {
    let stops = meeting.walk(world);
    let stop = meeting.stop(world);
    let at = stop.and_then(|stop| stops.iter().position(|it| *it == stop)).map_or(0, |at| at + 1);
    let who = match stop {
        Some(Stop::Person(id)) => world.workspace.name(id).to_owned(),
        Some(Stop::Nobody) => "unassigned".to_owned(),
        Some(Stop::Column(id)) => {
            world.workspace.columns.get(id).map_or_else(String::new, |it| it.name.to_string())
        }
        None => String::new(),
    };
    format!("{who}   {at} of {}", stops.len())
}

fn position(world: &World<'_>, meeting: &Meeting) -> String {
    let queue = meeting.queue(world);
    let here = meeting.item();
    let at = queue.iter().position(|id| Some(*id) == here).map_or(0, |at| at + 1);
    format!("{at} of {}", queue.len())
}

/// Returns the queue and the health of the backlog; deficiencies that do not fit go below.
fn queue(world: &World<'_>, meeting: &Meeting, room: usize, columns: usize) -> Status {
    let position = position(world, meeting);
    let mut health = present::health_parts(world.workspace);
    let first = format!("{position}   {}", health.join(DOT));
    if width(&first) <= room {
        return Status { first, below: Vec::new() };
    }
    let ready = health.remove(0);
    Status { first: format!("{position}   {ready}"), below: pack(&health, DOT, columns) }
}

/// Formats the sprint being planned: its name, and as many other facts as fit.
fn planned(world: &World<'_>, meeting: &Meeting, room: usize) -> String {
    let Some(sprint) = meeting.sprint(world).or_else(|| about(world, meeting)) else {
        return "no sprint is planned".to_owned();
    };
    let progress = present::progress(world.workspace, sprint, world.now);
    let parts = std::iter::once(sprint.name.as_str()).chain(progress.split(DOT));
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).map(str::to_owned).collect();
    pack(&parts, DOT, room).into_iter().next().unwrap_or_default()
}

/// Formats the progress of the running sprint; without one, that of the ceremony's sprint.
fn course(world: &World<'_>, meeting: &Meeting, room: usize) -> String {
    let Some(sprint) = world.workspace.running() else {
        let progress =
            |it: &Sprint| format!("{}{DOT}{}", it.name, present::progress(world.workspace, it, world.now));
        return about(world, meeting).map(progress).unwrap_or_default();
    };
    present::course(world.workspace, sprint, world.now).map_or_else(
        || present::progress(world.workspace, sprint, world.now),
        |course| course.sentence_within(room),
    )
}
