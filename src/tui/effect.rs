//! What an update wants done outside the model, as plain data.

use super::layer::Then;
use crate::domain::command::Command;
use crate::domain::decide::Choice;
use crate::domain::id::{CeremonyId, ItemId, PersonId, SprintId};
use crate::domain::value::{CeremonyKind, Line};
use crate::domain::views::CeremonyCursor;
use crate::domain::views::Target;
use crate::session::HiddenNote;
use crate::tui::import::ImportRequest;

/// What happens to the screen once a command is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// Nothing more.
    Nothing,
    /// The cursor goes to the first item that was changed.
    Select,
    /// The first new part of this item is gone to.
    Part(ItemId),
    /// The same, and the line stays open for the next one.
    SelectAndStay,
}

/// Something to be done.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Carry out a command.
    Run(Command, After),
    /// Carry out a command, with what was chosen where others have changed the same value meanwhile.
    RunChosen(Command, After, Vec<Choice>),
    /// Take back the last operation.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Find what a person means by a key, and show it.
    Jump(String),
    /// Find the items that have these words in them, for the list on top.
    Search(String),
    /// Read entries of the history for the screen on top.
    ReadHistory,
    /// Show what a sprint has come to.
    ShowReport(SprintId),
    /// Put a text on the clipboard.
    Copy(String),
    /// Open an address.
    OpenLink(String),
    /// Go on with a text in the person's own editor.
    Editor(String, Then<str>),
    /// Import a file.
    Import(ImportRequest),
    /// Ask which file to import.
    AskImport,
    /// Act in the name of a product owner, or in one's own again.
    ActFor(Option<crate::domain::id::PersonId>),
    /// Work as this person from now on.
    SetUser(crate::domain::id::PersonId),
    /// Make the demo product and go on in it.
    Demo,
    /// Make the file, carry this out in it, and ask for a file to import where that is wanted.
    Begin(Command, bool),
    /// Draw everything again.
    Repaint,
    /// Put the program to sleep.
    Suspend,
    /// Show this item.
    Show(ItemId),
    /// Begin a ceremony on behalf of a product owner, or of nobody, with the columns of a wall, and take part in it.
    Hold(CeremonyKind, Option<PersonId>, Vec<Line>),
    /// Keep a note for the wall under seal until the notes are turned over: in the place of which, and what it is; without
    /// that it is taken back.
    HideNote(Option<HiddenNote>, Option<HiddenNote>),
    /// Turn over what lies face down for the wall.
    TurnOver,
    /// Take part in a ceremony that is running.
    Join(CeremonyId),
    /// Take part no longer.
    Part,
    /// Let the ceremony go somewhere, on every terminal that takes part.
    Go(CeremonyCursor),
    /// Lay a card for an item face down: whose, and what it says; nothing takes it back.
    Seal(ItemId, PersonId, String),
    /// Turn over the cards for an item: those that lie face down, and these.
    TurnCards(ItemId, Vec<(PersonId, Line)>),
    /// Put the cursor of the ceremony on top onto something.
    Select(Target),
    /// Show the minutes of a ceremony.
    ShowMinutes(CeremonyId),
    /// Write minutes to a new file: its path, and the text.
    SaveMinutes(String, String),
    /// Write everything into a new file.
    SaveCopy(String),
}

/// Carries a command out, and does nothing more to the screen.
pub fn run(command: impl Into<Command>) -> Vec<Effect> {
    vec![Effect::Run(command.into(), After::Nothing)]
}
