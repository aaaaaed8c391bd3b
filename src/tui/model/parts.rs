//! The parts of an item that a cursor can be on, in the order in which they are shown.

use crate::domain::definition::Definition;
use crate::domain::id::{CommentId, CriterionId, ItemId, LinkId, QuestionId, RuleId, TaskId};
use crate::tui::world::World;

/// A part of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
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
pub fn parts(world: &World<'_>, id: ItemId) -> Vec<Part> {
    let (Some(item), Some(detail)) = (world.item(id), world.workspace.detail(id)) else { return Vec::new() };
    let rules = |definition| {
        let rules = world.workspace.rules_of(definition).into_iter();
        rules.filter(|rule| rule.is_ticked() && rule.holds_for(item.kind)).map(|rule| Part::Rule(rule.id))
    };
    let mut parts: Vec<Part> = detail.criteria.iter().map(|it| Part::Criterion(it.id)).collect();
    if item.is_in_backlog() {
        parts.extend(rules(Definition::Ready));
    } else {
        parts.extend(rules(Definition::Done));
    }
    parts.extend(detail.questions.iter().map(|it| Part::Question(it.id)));
    parts.extend(detail.tasks.iter().map(|it| Part::Task(it.id)));
    parts.extend(item.depends_on.iter().map(|it| Part::Dependency(*it)));
    parts.extend(children(world, id).into_iter().map(Part::Child));
    parts.extend(detail.links.iter().map(|it| Part::Link(it.id)));
    parts.extend(detail.comments.iter().map(|it| Part::Comment(it.id)));
    parts
}

/// Returns the open items that are parts of an item.
pub fn children(world: &World<'_>, id: ItemId) -> Vec<ItemId> {
    world.workspace.items.children(id)
}
