//! The next steps in a ceremony: the keys at the start of its footer, if they depend on more than its context.

use crate::domain::value::{CeremonyKind, SprintState};
use crate::domain::views::Topic;
use crate::tui::action::Action;
use crate::tui::screen::Meeting;
use crate::tui::world::World;

/// Returns the keys of the next steps, with their titles; empty if those of the context apply.
pub fn lead(meeting: &Meeting, world: &World<'_>) -> Vec<(Action, &'static str)> {
    if meeting.kind == CeremonyKind::Refinement && meeting.have_all_voted(world) {
        return vec![(Action::Estimate, "reveal the cards")];
    }
    if meeting.kind != CeremonyKind::Planning {
        return Vec::new();
    }
    let on = (Action::NextTopic, "next topic");
    let Some(sprint) = meeting.sprint(world) else {
        return vec![(Action::NewSprint, "plan a sprint"), on];
    };
    if meeting.topic() == Topic::Why {
        let (goal, open) = ((Action::Edit, "sprint goal"), (Action::Open, "open"));
        let attend = (Action::Attend, "attendance");
        return if sprint.goal.trim().is_empty() {
            vec![goal, on, attend, open]
        } else {
            vec![on, goal, attend, open]
        };
    }
    if meeting.topic() != Topic::How {
        return Vec::new();
    }
    let is_planned = sprint.state == SprintState::Planned;
    let then = if is_planned { (Action::SprintMenu, "start the sprint") } else { (Action::End, "end it") };
    vec![(Action::NewTask, "new task"), then, (Action::Attend, "attendance")]
}
