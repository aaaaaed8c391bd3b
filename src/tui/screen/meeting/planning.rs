//! What the topics of a sprint planning show.

use super::Meeting;
use crate::domain::id::{Id as _, SprintId};
use crate::domain::sprint::Sprint;
use crate::domain::views::Topic;
use crate::domain::views::planning::{self as views, How, Offered, What, Why};
use crate::present::planning;
use crate::present::tree::{Section, Tree};
use crate::tui::world::World;

/// The sprint that is planned now.
pub(super) fn sprint<'a>(world: &World<'a>, meeting: &Meeting) -> Option<&'a Sprint> {
    views::sprint(world.workspace, meeting.cursor.sprint.and_then(SprintId::new))
}

pub(super) fn tree(world: &World<'_>, meeting: &Meeting) -> Tree {
    let Some(sprint) = sprint(world, meeting) else { return planning::without_sprint() };
    let topic = meeting.topic();
    if topic == Topic::What {
        let (what_if, last) = (meeting.what_if.as_ref(), meeting.facts.report.as_ref());
        planning::what(&What::of(world.workspace, what_if, last), world.theme.glyphs.none)
    } else if topic == Topic::How {
        planning::how(&How::of(world.workspace, sprint))
    } else {
        planning::why(&Why::of(world.workspace, sprint))
    }
}

/// The sprint's own items, beside the backlog.
pub(super) fn beside(world: &World<'_>, meeting: &Meeting) -> Tree {
    let Some(sprint) = sprint(world, meeting).filter(|_| meeting.topic() == Topic::What) else {
        return Tree::default();
    };
    let what_if = meeting.what_if.as_ref();
    let items = world.workspace.in_sprint(sprint.id).into_iter();
    let offered = items.map(|item| Offered::of(world.workspace, what_if, item));
    let none = world.theme.glyphs.none;
    let nodes: Vec<_> = offered.map(|it| planning::offered(&it, none)).collect();
    Tree::from([Section::default().with(nodes)])
}
