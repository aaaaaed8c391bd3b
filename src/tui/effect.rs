//! What an action wants done, as data. A dialog that it opens answers with effects in turn.

use super::layer::{Layer, Then};
use crate::domain::command::Command;
use crate::domain::id::{CeremonyId, ItemId, PersonId, SprintId};
use crate::domain::value::{CeremonyKind, Line, Stage};
use crate::domain::views::CeremonyCursor;
use crate::domain::views::Target;
use crate::exchange::columns::ColumnMeaning;
use crate::filter::Filter;
use crate::session::HiddenNote;
use std::path::PathBuf;

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

/// Effects; or why nothing happens, as a sentence without a full stop.
pub type Answer = Result<Vec<Effect>, String>;

/// A file that is to be imported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportRequest {
    /// The file.
    pub path: PathBuf,
    /// What columns mean, by their number from 1; others mean what they meant the last time, or what is guessed.
    pub columns: Vec<(usize, ColumnMeaning)>,
    /// Which stage status words are, likewise.
    pub statuses: Vec<(String, Stage)>,
    /// Whether a person has seen what there is to choose.
    pub is_chosen: bool,
}

/// Something that needs the real terminal.
#[derive(Debug, Clone)]
pub enum Outside {
    /// Put a text on the clipboard.
    Copy(String),
    /// Open an address.
    OpenLink(String),
    /// Let the person's own editor work on a text.
    Editor(String, Then<str, Effect>),
    /// Draw everything again.
    Repaint,
    /// Put the program to sleep.
    Suspend,
    /// Make the demo product and go on in it.
    Demo,
    /// Make the file and carry this out in it; then ask for a file to import where that is wanted.
    Begin(Command, bool),
    /// Import a file, with the terminal's help for progress.
    Import(ImportRequest),
}

/// Something to be done.
pub enum Effect {
    /// Let the real terminal do something.
    Outside(Outside),
    /// Open a dialog above everything else.
    Open(Layer<Self>),
    /// Do what the action of this name does.
    Act(&'static str),
    /// Write into a field of the form on top.
    WriteField(usize, String),
    /// Choose options of a field of the form on top: these, and no others.
    ChooseOptions(usize, Vec<usize>),
    /// Say that something was done, or need not be.
    Say(String),
    /// Show only what a filter lets through, in these words; or everything.
    ShowOnly(Option<(String, Filter)>),
    /// Go to a row of the backlog, counted from 0.
    GoToRow(usize),
    /// Carry out a command.
    Run(Command, After),
    /// Go on with the command that met with what others have written meanwhile: over it, or leaving it.
    Overwrite(bool),
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
    /// Act in the name of a product owner, or in one's own again.
    ActFor(Option<PersonId>),
    /// Work as this person from now on.
    SetUser(PersonId),
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
    /// Ask for the cards of all for the item on the screen.
    AskCards,
    /// Play what was typed as the cards of all for an item.
    PlayCards(ItemId, String),
    /// Turn over the cards for an item: those that lie face down, and these.
    TurnCards(ItemId, Vec<(PersonId, Line)>),
    /// Put an item off to the end of the queue of the ceremony on top, and go on to the next one.
    PutOff(ItemId),
    /// Put the cursor of the ceremony on top onto something.
    Select(Target),
    /// Show the minutes of a ceremony.
    ShowMinutes(CeremonyId),
    /// Write minutes to a new file: its path, and the text.
    SaveMinutes(String, String),
    /// Write everything into a new file.
    SaveCopy(String),
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

/// Carries a command out, and does nothing more to the screen.
pub fn run(command: impl Into<Command>) -> Vec<Effect> {
    vec![command.into().into()]
}
