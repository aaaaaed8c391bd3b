//! The parts of an item that a cursor can be on, in the order in which they are shown.

use crate::domain::definition::Definition;
use crate::domain::id::{CommentId, CriterionId, ItemId, LinkId, QuestionId, RuleId, TaskId};
use crate::tui::world::World;

/// A part of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DetailPart {
    /// An acceptance criterion.
    Criterion(CriterionId),
    /// A ticked rule of a definition.
    Rule(RuleId),
    /// A task.
    Task(TaskId),
    /// A question.
    Question(QuestionId),
    /// An item that it waits for.
    Dependency(ItemId),
    /// An item that is a part of it.
    Child(ItemId),
    /// A link.
    Link(LinkId),
    /// A comment.
    Comment(CommentId),
}

/// Returns the parts of an item in the order of the screen.
pub fn parts(world: &World<'_>, id: ItemId) -> Vec<DetailPart> {
    let (Some(item), Some(detail)) = (world.item(id), world.workspace.detail(id)) else { return Vec::new() };
    let rules = |definition| {
        let rules = world.workspace.rules_of(definition).into_iter();
        rules
            .filter(|rule| rule.is_ticked() && rule.holds_for(item.kind))
            .map(|rule| DetailPart::Rule(rule.id))
    };
    let mut parts: Vec<DetailPart> = detail.criteria.iter().map(|it| DetailPart::Criterion(it.id)).collect();
    if item.is_in_backlog() {
        parts.extend(rules(Definition::Ready));
    } else {
        parts.extend(rules(Definition::Done));
    }
    parts.extend(detail.questions.iter().map(|it| DetailPart::Question(it.id)));
    parts.extend(detail.tasks.iter().map(|it| DetailPart::Task(it.id)));
    parts.extend(item.depends_on.iter().map(|it| DetailPart::Dependency(*it)));
    parts.extend(children(world, id).into_iter().map(DetailPart::Child));
    parts.extend(detail.links.iter().map(|it| DetailPart::Link(it.id)));
    parts.extend(detail.comments.iter().map(|it| DetailPart::Comment(it.id)));
    parts
}

/// Returns the open items that are parts of an item.
pub fn children(world: &World<'_>, id: ItemId) -> Vec<ItemId> {
    world.workspace.items.children(id)
}
