//! The items that a command concerns and that must be in memory before it is decided.

use super::{
    CeremonyCommand, Command, CommentCommand, CriterionCommand, FeedbackCommand, ImpedimentCommand,
    ImprovementCommand, ItemCommand, LinkCommand, NoteCommand, Position, QuestionCommand, Set, SprintCommand,
    SprintOutcomeCommand, TaskCommand,
};
use crate::domain::id::{CeremonyId, ItemId, SprintId};
use crate::domain::import::Batch;
use crate::domain::product::{Prefix, ProductField};

impl ItemCommand {
    /// Returns the items of a command that accepts several.
    pub fn many(&self) -> Option<&[ItemId]> {
        match self {
            Self::Tag { items, .. }
            | Self::Assign { items, .. }
            | Self::Rank { items, .. }
            | Self::Block(items, _)
            | Self::Unblock(items)
            | Self::Ready(items, _)
            | Self::Unready(items)
            | Self::Move(items, _)
            | Self::Accept(items, _)
            | Self::Drop(items, _)
            | Self::Reopen(items, _) => Some(items),
            Self::Add { .. } | Self::Reject { .. } | Self::Depend { .. } | Self::Tick { .. } => None,
        }
    }

    fn items(&self) -> Vec<ItemId> {
        match self {
            Self::Add { items, place } => {
                items.iter().filter_map(|item| item.parent).chain(anchor(*place)).collect()
            }
            Self::Rank { items, place } => items.iter().copied().chain(anchor(*place)).collect(),
            Self::Reject { item, .. } | Self::Tick { item, .. } => vec![*item],
            Self::Depend { item, on, .. } => vec![*item, *on],
            Self::Tag { items, .. }
            | Self::Assign { items, .. }
            | Self::Block(items, _)
            | Self::Unblock(items)
            | Self::Ready(items, _)
            | Self::Unready(items)
            | Self::Move(items, _)
            | Self::Accept(items, _)
            | Self::Drop(items, _)
            | Self::Reopen(items, _) => items.clone(),
        }
    }
}

fn anchor(place: Position) -> Option<ItemId> {
    match place {
        Position::Top | Position::Bottom => None,
        Position::Before(id) | Position::After(id) => Some(id),
    }
}

impl Command {
    /// Returns whether deciding the command reads no items other than [`Self::items`].
    pub fn is_local(&self) -> bool {
        if let Self::Set(sets) = self {
            return sets.iter().all(Set::is_local);
        }
        // All others read ranks, dependencies, or related items.
        matches!(
            self,
            Self::Item(
                ItemCommand::Tag { .. }
                    | ItemCommand::Assign { .. }
                    | ItemCommand::Block(..)
                    | ItemCommand::Unblock(_)
                    | ItemCommand::Move(..)
                    | ItemCommand::Tick { .. }
            ) | Self::Criterion(_)
                | Self::Task(_)
                | Self::Question(_)
                | Self::Comment(_)
                | Self::Link(_)
                | Self::Hidden(_)
        )
    }

    /// Returns the items that must be in memory, with their details, before the command is decided.
    pub fn items(&self) -> Vec<ItemId> {
        match self {
            Self::Item(command) => command.items(),
            Self::Criterion(command) => vec![match command {
                CriterionCommand::Add(item, _)
                | CriterionCommand::Judge(item, ..)
                | CriterionCommand::Shift { item, .. }
                | CriterionCommand::Remove(item, _) => *item,
            }],
            Self::Task(command) => vec![match command {
                TaskCommand::Add(item, _) | TaskCommand::Remove(item, _) => *item,
            }],
            Self::Question(command) => vec![match command {
                QuestionCommand::Ask { item, .. }
                | QuestionCommand::Answer(item, ..)
                | QuestionCommand::Withdraw(item, _) => *item,
            }],
            Self::Comment(command) => vec![match command {
                CommentCommand::Add(item, _) | CommentCommand::Remove(item, _) => *item,
            }],
            Self::Link(command) => vec![match command {
                LinkCommand::Add(item, ..) | LinkCommand::Remove(item, _) => *item,
            }],
            Self::Sprint(command) => match command {
                SprintCommand::Select(_, items) | SprintCommand::Deselect(items) => items.clone(),
                SprintCommand::Close { leftovers, .. } => leftovers.iter().map(|(item, _)| *item).collect(),
                SprintCommand::New { .. } | SprintCommand::Start(_) | SprintCommand::Remove(_) => Vec::new(),
            },
            Self::SprintOutcome(command) => match command {
                SprintOutcomeCommand::Hurry(item) => vec![*item],
                SprintOutcomeCommand::Outcome(..)
                | SprintOutcomeCommand::Capacity { .. }
                | SprintOutcomeCommand::Urgent(_) => Vec::new(),
            },
            Self::Note(NoteCommand::Add(_, notes)) => notes.iter().filter_map(|note| note.about).collect(),
            Self::Impediment(ImpedimentCommand::Raise { about, .. })
            | Self::Feedback(FeedbackCommand::Catch { about, .. }) => about.iter().copied().collect(),
            Self::Hidden(command) => command.item().into_iter().collect(),
            Self::Split(split) => vec![split.item],
            Self::Set(sets) => sets.iter().flat_map(Set::items).collect(),
            Self::Found(_)
            | Self::Ceremony(_)
            | Self::Note(_)
            | Self::Impediment(_)
            | Self::Feedback(_)
            | Self::Improvement(_)
            | Self::Person(_)
            | Self::Epic(_)
            | Self::Label(_)
            | Self::Column(_)
            | Self::Definition(_)
            | Self::Import(_)
            | Self::Restore(_) => Vec::new(),
        }
    }

    /// Returns the rows of an import, whose existing items must be in memory; they are found by source key.
    pub fn batch(&self) -> Option<&Batch> {
        if let Self::Import(batch) = self { Some(batch) } else { None }
    }

    /// Returns the key prefix that the product will adopt: every imported key that starts with it must be in memory.
    pub fn new_prefix(&self) -> Option<&Prefix> {
        if let Self::Import(batch) = self {
            batch.prefix.as_ref()
        } else if let Self::Set(sets) = self {
            let products =
                sets.iter().filter_map(|set| if let Set::Product(it) = set { Some(it) } else { None });
            products.flat_map(|edits| &edits.fields).find_map(|edit| {
                if let ProductField::Prefix(prefix) = &edit.new { Some(prefix) } else { None }
            })
        } else {
            None
        }
    }

    /// Returns the ceremony whose notes must be in memory.
    pub fn ceremony(&self) -> Option<CeremonyId> {
        if let Self::Ceremony(command) = self {
            match command {
                CeremonyCommand::Present(id, _)
                | CeremonyCommand::ActFor(id, _)
                | CeremonyCommand::Wall(id, _)
                | CeremonyCommand::End(id) => Some(*id),
                CeremonyCommand::Begin { .. } | CeremonyCommand::Cadence(..) => None,
            }
        } else if let Self::Note(command) = self {
            Some(match command {
                NoteCommand::Add(ceremony, _)
                | NoteCommand::Group(ceremony, ..)
                | NoteCommand::Shift { ceremony, .. }
                | NoteCommand::Remove(ceremony, _)
                | NoteCommand::Dots { ceremony, .. } => *ceremony,
            })
        } else if let Self::Hidden(command) = self {
            Some(command.ceremony())
        } else if let Self::Improvement(ImprovementCommand::Agree { ceremony, .. }) = self {
            Some(*ceremony)
        } else {
            None
        }
    }

    /// Returns the sprint whose items must all be in memory, accepted and dropped ones included.
    pub fn sprint(&self) -> Option<SprintId> {
        let Self::Sprint(command) = self else { return None };
        match command {
            SprintCommand::Close { sprint, .. }
            | SprintCommand::Start(sprint)
            | SprintCommand::Remove(sprint) => Some(*sprint),
            SprintCommand::New { .. } | SprintCommand::Select(..) | SprintCommand::Deselect(_) => None,
        }
    }
}
