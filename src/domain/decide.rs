//! Decides what a command changes, or why it is refused. Pure: the same workspace, command and time give the same
//! result. The rules of each noun have a file of their own.

mod acceptance;
mod add;
mod board;
mod catalogue;
mod ceremony;
mod draft;
mod feedback;
mod field_rules;
mod hidden;
mod impediment;
mod import;
mod improvement;
mod item;
mod lifecycle;
mod note;
mod order;
mod parts;
mod people;
mod product;
mod question;
mod reserved;
mod restore;
mod selection;
mod set;
mod split;
mod sprint;
mod sprint_outcome;
mod sprint_run;

use super::change::Change;
use super::command::Command;
use super::id::{CeremonyId, PersonId};
use super::import::ImportPlan;
use super::operation::{Operation, SetupOperation};
use super::refusal::Refusal;
use super::value::Instant;
use super::workspace::Workspace;
pub use draft::Draft;
pub use import::plan;
pub use reserved::reserved_names;
pub use sprint::proposed_dates;
use std::collections::BTreeMap;

/// A choice between two versions of a value that was changed concurrently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The value that another person has written in the meantime.
    pub theirs: String,
    /// The value that the person wants to write.
    pub yours: String,
    /// Whether the person's value overwrites the other; otherwise the value stays as it is.
    pub is_yours: bool,
}

/// The context in which a command is given: by whom, when and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// The acting person; `None` only before the first person exists.
    pub actor: Option<PersonId>,
    /// The product owner on whose behalf they act, if not on their own.
    pub on_behalf: Option<PersonId>,
    /// The ceremony in which they act.
    pub ceremony: Option<CeremonyId>,
    /// The current time.
    pub now: Instant,
    /// The person's choices for values that others changed concurrently.
    pub choices: Vec<Choice>,
}

/// The result of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The changes; not empty.
    pub changes: Vec<Change>,
    /// The operation, as data; `None` where only an older entry describes it in words.
    pub operation: Option<Operation>,
    /// The operation as a phrase that follows a name: `moved PB-139 to Review`.
    pub sentence: String,
    /// The plan of an import, with its counts.
    pub plan: Option<Box<ImportPlan>>,
    /// The highest ids handed out in the product that is restored.
    pub counters: BTreeMap<&'static str, u64>,
}

/// What the rules of a command answer: the operation for the history, or the refusal.
type Decided = Result<Operation, Refusal>;

/// Decides what a command changes.
///
/// # Errors
/// A [`Refusal`] if a rule forbids it, something named does not exist, another person has changed the value in the
/// meantime, or nothing would change.
pub fn decide(workspace: &Workspace, command: &Command, asking: &Asking) -> Result<Decision, Refusal> {
    let mut draft = Draft::new(workspace, asking.clone());
    if workspace.product().is_none() && !matches!(command, Command::Found(_) | Command::Restore(_)) {
        return Err(Refusal::rule("there is no product in this file yet")
            .hint("create a product with: ceremony init NAME"));
    }
    if let Some(actor) = asking.actor {
        people::may_act(workspace, actor, command)?;
    }
    let operation = match command {
        Command::Found(founding) => product::found(&mut draft, founding)?,
        Command::Set(set) => set::decide(&mut draft, set)?,
        Command::Person(command) => people::decide(&mut draft, command)?,
        Command::Epic(command) => catalogue::epic(&mut draft, command)?,
        Command::Label(command) => catalogue::label(&mut draft, command)?,
        Command::Column(command) => board::column(&mut draft, command)?,
        Command::Definition(command) => catalogue::definition(&mut draft, command)?,
        Command::Item(command) => item::decide(&mut draft, command)?,
        Command::Criterion(command) => parts::criterion(&mut draft, command)?,
        Command::Task(command) => parts::task(&mut draft, command)?,
        Command::Question(command) => question::decide(&mut draft, command)?,
        Command::Comment(command) => parts::comment(&mut draft, command)?,
        Command::Link(command) => parts::link(&mut draft, command)?,
        Command::Sprint(command) => sprint::decide(&mut draft, command)?,
        Command::SprintOutcome(word) => sprint_outcome::decide(&mut draft, word)?,
        Command::Ceremony(command) => ceremony::decide(&mut draft, command)?,
        Command::Note(command) => note::decide(&mut draft, command)?,
        Command::Impediment(command) => impediment::decide(&mut draft, command)?,
        Command::Feedback(command) => feedback::decide(&mut draft, command)?,
        Command::Improvement(command) => improvement::decide(&mut draft, command)?,
        Command::Hidden(command) => hidden::decide(&mut draft, command)?,
        Command::Split(split) => split::decide(&mut draft, split)?,
        Command::Restore(snapshot) => restore::restore(&mut draft, snapshot)?,
        Command::Import(batch) => {
            let plan = import::decide(&mut draft, batch)?;
            let operation = SetupOperation::Import(Box::new(plan.counts.clone())).into();
            return Ok(Decision { plan: Some(Box::new(plan)), ..draft.finish(operation)? });
        }
    };
    draft.finish(operation)
}
