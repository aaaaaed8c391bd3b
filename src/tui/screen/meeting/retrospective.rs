//! What the topics of a retrospective show.

use super::Meeting;
use crate::domain::views::Topic;
use crate::domain::views::retrospective::{DotVotes, Improvements, RetrospectiveFacts, Wall, last_time};
use crate::present::{retrospective, tree::Tree};
use crate::tui::world::World;

pub(super) fn tree(world: &World<'_>, meeting: &Meeting) -> Tree {
    let (workspace, today) = (world.workspace, world.today());
    let topic = meeting.topic();
    if topic == Topic::LastTime {
        retrospective::last_time(&last_time(workspace, meeting.id, &meeting.facts.agreed, today))
    } else if topic == Topic::Wall {
        let facts = RetrospectiveFacts {
            ceremony: meeting.id,
            report: meeting.facts.report.as_ref(),
            flow: meeting.facts.flow.as_ref(),
            rejected: &meeting.facts.rejected,
            mine: &meeting.facts.mine,
        };
        retrospective::wall(&Wall::of(workspace, facts, world.now))
    } else if topic == Topic::Votes {
        retrospective::votes(&DotVotes::of(workspace, meeting.id, world.me))
    } else {
        retrospective::improvements(&Improvements::of(workspace, meeting.id, today))
    }
}
