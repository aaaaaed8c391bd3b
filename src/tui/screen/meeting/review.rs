//! What the topics of a sprint review show.

use super::Meeting;
use crate::domain::views::Topic;
use crate::domain::views::review::{Demo, Outcome};
use crate::present::{review, tree::Tree};
use crate::tui::world::World;

pub(super) fn tree(world: &World<'_>, meeting: &Meeting) -> Tree {
    let topic = meeting.topic();
    if topic == Topic::Demo {
        review::demo(&Demo::of(world.workspace, meeting.id))
    } else if topic == Topic::Outcome {
        let (report, flow) = (meeting.facts.report.as_ref(), meeting.facts.flow.as_ref());
        review::outcome(Outcome::of(world.workspace, meeting.id, report, flow).as_ref())
    } else {
        Tree::default()
    }
}
