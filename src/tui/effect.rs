//! The effects of actions, as data. A dialog that an action opens answers with effects in turn.

use super::layer::{Layer, Then};
use crate::domain::command::Command;
use crate::domain::id::{CeremonyId, ItemId, PersonId, SprintId};
use crate::domain::product::Prefix;
use crate::domain::value::{CeremonyKind, Line, Stage};
use crate::domain::views::CeremonyCursor;
use crate::domain::views::Target;
use crate::exchange::columns::ColumnMeaning;
use crate::exchange::import::CurrentSprint;
use crate::filter::Filter;
use std::path::PathBuf;

/// What happens on the screen after a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// Nothing more.
    Nothing,
    /// Selects the first item that was changed.
    Select,
    /// Shows the first new part of this item.
    Part(ItemId),
    /// Selects the first item that was changed, and keeps the prompt open for the next one.
    SelectAndStay,
    /// Shows the result of a round of planning poker for this item.
    Round(ItemId),
}

/// The effects; or the reason why nothing happens, as a sentence without a full stop.
pub type Answer = Result<Vec<Effect>, String>;

/// What happens to an import whose keys are taken here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum TakenKeys {
    /// It is refused.
    #[default]
    Refuse,
    /// Its rows get new numbers.
    Renumber,
    /// This product gets another prefix.
    Prefix(Prefix),
}

/// A request to import a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportRequest {
    /// The file.
    pub path: PathBuf,
    /// The meaning of columns, by number from 1; other columns mean what they meant the last time, or what is guessed.
    pub columns: Vec<(usize, ColumnMeaning)>,
    /// The stages of status words, likewise.
    pub statuses: Vec<(String, Stage)>,
    /// The sprint that is running in the other tool.
    pub current: CurrentSprint,
    /// What happens if keys of the file are taken here.
    pub taken_keys: TakenKeys,
    /// Whether the user has seen the choices.
    pub is_chosen: bool,
}

/// An effect that requires the real terminal.
#[derive(Debug, Clone)]
pub enum Outside {
    /// Copies a text to the clipboard.
    Copy(String),
    /// Opens a link.
    OpenLink(String),
    /// Opens a text in the external editor.
    Editor(String, Then<str, Effect>),
    /// Redraws the whole screen.
    Repaint,
    /// Suspends the program.
    Suspend,
    /// Creates the demo product and opens it.
    Demo,
    /// Creates the file and runs the command in it; then asks for a file to import, if requested.
    Create(Command, bool),
    /// Imports a file, showing the progress.
    Import(ImportRequest),
    /// Puts a backup in the place of the file, and opens it.
    Restore(PathBuf),
}

/// An effect.
pub enum Effect {
    /// An effect on the real terminal.
    Outside(Outside),
    /// Opens a dialog above all others.
    Open(Layer<Self>),
    /// Runs the action with this name.
    Act(&'static str),
    /// Sets the text of a field of the top form.
    WriteField(usize, String),
    /// Selects these options of a field of the top form, and deselects all others.
    ChooseOptions(usize, Vec<usize>),
    /// Shows a message.
    Say(String),
    /// Sets the filter, as typed and as parsed; `None` removes it.
    ShowOnly(Option<(String, Filter)>),
    /// Selects a row of the backlog, counted from 0.
    GoToRow(usize),
    /// Runs a command.
    Run(Command, After),
    /// Resolves a conflict: overwrites the concurrent changes, or keeps them.
    Overwrite(bool),
    /// Leaves the program without the change that waits for another program.
    Abandon,
    /// Undoes the last operation.
    Undo,
    /// Undoes the newest operation, which was confirmed.
    UndoConfirmed,
    /// Redoes the last undone operation.
    Redo,
    /// Shows the item with the key that a text means.
    Jump(String),
    /// Searches items for these words, for the top list.
    Search(String),
    /// Loads entries of the history for the top screen.
    ReadHistory,
    /// Shows the report of a sprint.
    ShowReport(SprintId),
    /// Acts on behalf of a product owner, or no longer.
    ActFor(Option<PersonId>),
    /// Sets the user.
    SetUser(PersonId),
    /// Shows an item.
    Show(ItemId),
    /// Starts a ceremony, on behalf of a product owner if given, with the columns of a wall, and joins it.
    Hold(CeremonyKind, Option<PersonId>, Vec<Line>),
    /// Joins a running ceremony.
    Join(CeremonyId),
    /// Leaves the ceremony.
    Leave,
    /// Moves the cursor of the ceremony, on every terminal that takes part.
    Go(CeremonyCursor),
    /// Opens the input of everyone's cards for the item shown.
    AskCards,
    /// Plays the typed cards of everyone for an item.
    PlayCards(ItemId, String),
    /// Postpones an item to the end of the queue of the top ceremony, and shows the next one.
    Postpone(ItemId),
    /// Selects a row of the top ceremony.
    Select(Target),
    /// Show the minutes of a ceremony.
    ShowMinutes(CeremonyId),
    /// Writes minutes to a new file, given its path and the text.
    SaveMinutes(String, String),
    /// Writes a copy of the file to a path.
    SaveCopy(String),
    /// Keeps the file as it is, without the revisions that are missing.
    KeepFile,
}

impl From<Layer<Self>> for Effect {
    fn from(layer: Layer<Self>) -> Self {
        Self::Open(layer)
    }
}

impl From<Outside> for Effect {
    fn from(outside: Outside) -> Self {
        Self::Outside(outside)
    }
}

impl From<Command> for Effect {
    fn from(command: Command) -> Self {
        Self::Run(command, After::Nothing)
    }
}

/// Returns the effect of running a command, without an effect on the screen.
pub fn run(command: impl Into<Command>) -> Vec<Effect> {
    vec![command.into().into()]
}
