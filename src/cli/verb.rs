//! Which verb says which command: what the screen can do, the command line can, too.

use crate::domain::command::{
    ColumnCommand, Command, CommentCommand, CriterionCommand, DefinitionCommand, EpicCommand, ItemCommand, LabelCommand,
    LinkCommand, PersonCommand, QuestionCommand, SprintCommand, SprintEdit, TaskCommand,
};
use crate::domain::value::Verdict;

/// Returns the words after `ceremony` that ask for a command.
pub fn verb_of(command: &Command) -> &'static str {
    match command {
        Command::Found(_) => "init",
        Command::Product(_) => "product set",
        Command::Person(command) => match command {
            PersonCommand::Add { .. } => "person add",
            PersonCommand::Rename(..) => "person rename",
            PersonCommand::Roles(..) => "person roles",
            PersonCommand::Login(..) => "person login",
            PersonCommand::Leave(_) => "person leave",
            PersonCommand::Return(_) => "person return",
        },
        Command::Epic(command) => match command {
            EpicCommand::Add(_) => "epic add",
            EpicCommand::Rename(..) => "epic rename",
            EpicCommand::Describe(..) => "epic describe",
            EpicCommand::Close(_, true) => "epic close",
            EpicCommand::Close(_, false) => "epic open",
            EpicCommand::Remove(_) => "epic remove",
        },
        Command::Label(command) => match command {
            LabelCommand::Add(_) => "label add",
            LabelCommand::Rename(..) => "label rename",
            LabelCommand::Retire(_) => "label retire",
        },
        Command::Column(command) => match command {
            ColumnCommand::Add { .. } => "column add",
            ColumnCommand::Rename(..) => "column rename",
            ColumnCommand::Limit(..) => "column limit",
            ColumnCommand::Shift { .. } => "column shift",
            ColumnCommand::Remove(_) => "column remove",
        },
        Command::Definition(command) => match command {
            DefinitionCommand::Add { .. } => "definition add",
            DefinitionCommand::Reword(..) => "definition reword",
            DefinitionCommand::Kinds(..) => "definition kinds",
            DefinitionCommand::Remove(_) => "definition remove",
        },
        Command::Item(command) => item(command),
        Command::Criterion(command) => match command {
            CriterionCommand::Add(..) => "criterion add",
            CriterionCommand::Edit(..) => "criterion edit",
            CriterionCommand::Judge(_, _, Verdict::Met, _) => "criterion met",
            CriterionCommand::Judge(_, _, Verdict::Failed, _) => "criterion failed",
            CriterionCommand::Judge(_, _, Verdict::Unchecked, _) => "criterion uncheck",
            CriterionCommand::Shift { down: false, .. } => "criterion up",
            CriterionCommand::Shift { down: true, .. } => "criterion down",
            CriterionCommand::Remove(..) => "criterion remove",
        },
        Command::Task(command) => match command {
            TaskCommand::Add(..) => "task add",
            TaskCommand::Edit(..) => "task edit",
            TaskCommand::Done(_, _, true) => "task done",
            TaskCommand::Done(_, _, false) => "task undone",
            TaskCommand::Remove(..) => "task remove",
        },
        Command::Question(command) => match command {
            QuestionCommand::Ask { .. } => "question ask",
            QuestionCommand::Answer(..) => "question answer",
            QuestionCommand::Edit(..) => "question edit",
            QuestionCommand::Withdraw(..) => "question withdraw",
        },
        Command::Comment(command) => match command {
            CommentCommand::Add(..) => "comment add",
            CommentCommand::Edit(..) => "comment edit",
            CommentCommand::Remove(..) => "comment remove",
        },
        Command::Link(command) => match command {
            LinkCommand::Add(..) => "link add",
            LinkCommand::Edit(..) => "link edit",
            LinkCommand::Remove(..) => "link remove",
        },
        Command::Sprint(command) => match command {
            SprintCommand::New { .. } => "sprint new",
            SprintCommand::Edit(_, SprintEdit::Name(_)) => "sprint rename",
            SprintCommand::Edit(_, SprintEdit::Goal(_)) => "sprint goal",
            SprintCommand::Edit(_, SprintEdit::Dates(..)) => "sprint dates",
            SprintCommand::Edit(_, SprintEdit::Days(_)) => "sprint days",
            SprintCommand::Select(..) => "sprint add",
            SprintCommand::Deselect(_) => "sprint remove",
            SprintCommand::Start(_) => "sprint start",
            SprintCommand::Close { .. } => "sprint close",
            SprintCommand::Remove(_) => "sprint delete",
        },
        Command::Import(_) => "import",
    }
}

fn item(command: &ItemCommand) -> &'static str {
    match command {
        ItemCommand::Add { .. } => "add",
        ItemCommand::Edit(..) => "edit",
        ItemCommand::Tag { add, .. } if add.is_empty() => "label take",
        ItemCommand::Tag { .. } => "label put",
        ItemCommand::Assign { .. } => "assign",
        ItemCommand::Rank { .. } => "rank",
        ItemCommand::Block(..) | ItemCommand::Unblock(_) => "block",
        ItemCommand::Ready(..) => "ready",
        ItemCommand::Unready(_) => "unready",
        ItemCommand::Move(..) => "move",
        ItemCommand::Accept(..) => "accept",
        ItemCommand::Reject { .. } => "reject",
        ItemCommand::Drop(..) => "drop",
        ItemCommand::Reopen(_) => "reopen",
        ItemCommand::Depend { .. } => "depend",
        ItemCommand::Tick { on: true, .. } => "definition tick",
        ItemCommand::Tick { on: false, .. } => "definition untick",
    }
}
