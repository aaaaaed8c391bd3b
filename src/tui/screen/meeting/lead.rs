//! What comes next in a ceremony: the keys that its footer leads with, where its context alone does not say them.

use super::{Meeting, Topic, planning};
use crate::domain::value::{CeremonyKind, SprintState};
use crate::tui::action::Action;
use crate::tui::world::World;

impl Meeting {
    /// Returns the keys that come next, with their words; none where those of the context do.
    pub fn lead(&self, world: &World<'_>) -> Vec<(Action, &'static str)> {
        if self.kind == CeremonyKind::Refinement && self.have_all_voted(world) {
            return vec![(Action::Estimate, "turn the cards over")];
        }
        if self.kind != CeremonyKind::Planning {
            return Vec::new();
        }
        let on = (Action::NextTopic, "next topic");
        let Some(sprint) = planning::sprint(world, self) else {
            return vec![(Action::NewSprint, "plan a sprint"), on];
        };
        if self.topic() == Topic::Why {
            let (goal, open) = ((Action::Edit, "sprint goal"), (Action::Open, "open"));
            return if sprint.goal.trim().is_empty() { vec![goal, on, open] } else { vec![on, goal, open] };
        }
        if self.topic() != Topic::How {
            return Vec::new();
        }
        let is_planned = sprint.state == SprintState::Planned;
        let then =
            if is_planned { (Action::SprintMenu, "start the sprint") } else { (Action::End, "end it") };
        vec![(Action::NewTask, "new task"), then]
    }

    /// Tells whether all who estimate have a card on the table.
    pub fn have_all_voted(&self, world: &World<'_>) -> bool {
        let players = self.players(world);
        !players.is_empty() && players.iter().all(|id| self.facts.sealed.contains(id))
    }
}
