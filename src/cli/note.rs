//! `note`: the notes of a running ceremony.

use super::context::CommandContext;
use super::hidden_note;
use super::numbered::NumberArgs;
use super::output::Reply;
use super::problem::CliError;
use super::value::{ceremonies, is_none, one_of};
use crate::domain::ceremony::Ceremony;
use crate::domain::command::{Command, FieldEdit, NewNote, NoteCommand};
use crate::domain::id::{CeremonyId, Id, NoteId};
use crate::domain::note::{self, NoteField};
use crate::domain::refusal::Refusal;
use crate::domain::value::{CeremonyKind, Line, NoteKind};
use crate::names::quoted;
use crate::text::nearest;
use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Args, Subcommand};

/// Records notes and decisions of a ceremony
#[derive(Debug, Args)]
#[command(after_help = "N is the number that `ceremony note list KIND` gives a note.

Examples:
  ceremony note add refinement \"one bill for each guest\" --as-kind decision --about PB-12
  ceremony note add retro \"the test room was free\" --topic continue
  ceremony note add retro \"too many meetings\" --topic stop --sealed
  ceremony note dots 7 2")]
pub(super) struct NoteArgs {
    #[command(subcommand)]
    verb: NoteVerb,
}

type NoteNumber = NumberArgs<note::Note>;

#[derive(Debug, Subcommand)]
enum NoteVerb {
    /// Lists the notes of the latest ceremony of a kind
    List {
        /// The ceremony
        #[arg(value_parser = ceremonies(), ignore_case = true)]
        kind: CeremonyKind,
    },
    Add(NoteAddArgs),
    /// Reveals the hidden notes of the retrospective
    Reveal,
    /// Changes a note
    Edit {
        #[command(flatten)]
        one: NoteNumber,
        /// The text; - reads standard input
        #[arg(allow_hyphen_values = true)]
        text: String,
        /// One of your own hidden notes, by its number among them
        #[arg(long)]
        sealed: bool,
    },
    /// Sets who presents a demo
    Presenter {
        #[command(flatten)]
        one: NoteNumber,
        /// The presenter, or none
        name: String,
    },
    /// Groups a note with another, or ungroups it
    Group {
        #[command(flatten)]
        one: NoteNumber,
        /// The other note, or none
        under: String,
    },
    /// Moves a note up among those of its kind
    Up(NoteNumber),
    /// Moves a note down among those of its kind
    Down(NoteNumber),
    /// Removes a note
    Remove {
        #[command(flatten)]
        one: NoteNumber,
        /// One of your own hidden notes, by its number among them
        #[arg(long)]
        sealed: bool,
    },
    /// Sets how many dots you give to a note
    Dots {
        #[command(flatten)]
        one: NoteNumber,
        /// The number of dots
        dots: u32,
        /// Whose dots they are [default: yours]
        #[arg(long, value_name = "NAME")]
        of: Option<String>,
    },
}

/// Adds a note
#[derive(Debug, Args)]
struct NoteAddArgs {
    /// The ceremony
    #[arg(value_parser = ceremonies(), ignore_case = true)]
    kind: CeremonyKind,
    /// The text; - reads standard input
    #[arg(allow_hyphen_values = true)]
    text: String,
    /// The kind of note
    #[arg(long, value_parser = kinds(), default_value = "note")]
    as_kind: NoteKind,
    /// The column of the retrospective, or the start of its name
    #[arg(long, value_name = "COLUMN")]
    topic: Option<String>,
    /// The item it is about
    #[arg(long, value_name = "ITEM")]
    about: Option<String>,
    /// Who said it, or presents it [default: you]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The note that it explains
    #[arg(long, value_name = "N")]
    under: Option<u64>,
    /// Hides it until `ceremony note reveal`; only in a retrospective
    #[arg(long, conflicts_with_all = ["about", "by", "under"])]
    sealed: bool,
}

fn kinds() -> impl TypedValueParser<Value = NoteKind> {
    let kinds = [
        PossibleValue::new("note").help("On the wall of a retrospective, or just a note"),
        PossibleValue::new("decision").help("A decision"),
        PossibleValue::new("parked").alias("park").help("A topic for later"),
        PossibleValue::new("why").help("The reason for another note"),
        PossibleValue::new("demo").help("An item to be shown in a review"),
    ];
    one_of(kinds)
}

impl NoteArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> Result<Reply, CliError> {
        let command = match &self.verb {
            NoteVerb::List { kind } => return super::notes::list(cx, *kind),
            NoteVerb::Add(add) => return add.run(cx),
            NoteVerb::Reveal => return hidden_note::reveal(cx),
            NoteVerb::Edit { one, text, sealed: true } => {
                return hidden_note::rewrite(cx, one.number, text);
            }
            NoteVerb::Remove { one, sealed: true } => return hidden_note::remove(cx, one.number),
            NoteVerb::Edit { one, text, sealed: false } => {
                let (_, note) = find(cx, one.number)?;
                let text = NoteField::Text(cx.prose("the note", text)?);
                return cx.run(Command::set(note, FieldEdit::blind(text)));
            }
            NoteVerb::Presenter { one, name } => {
                let (_, note) = find(cx, one.number)?;
                let name = Some(name).filter(|name| !is_none(name));
                let person = name.map(|name| cx.person(name)).transpose()?;
                return cx.run(Command::set(note, FieldEdit::blind(NoteField::Author(person))));
            }
            NoteVerb::Group { one, under } => {
                let (ceremony, note) = find(cx, one.number)?;
                let under = if is_none(under) {
                    None
                } else {
                    let number = under.trim().parse().map_err(|_| unknown(quoted(under)))?;
                    Some(find(cx, number)?.1)
                };
                NoteCommand::Group(ceremony, note, under)
            }
            NoteVerb::Up(one) | NoteVerb::Down(one) => {
                let (ceremony, note) = find(cx, one.number)?;
                NoteCommand::Shift { ceremony, note, down: matches!(self.verb, NoteVerb::Down(_)) }
            }
            NoteVerb::Remove { one, sealed: false } => {
                let (ceremony, note) = find(cx, one.number)?;
                NoteCommand::Remove(ceremony, note)
            }
            NoteVerb::Dots { one, dots, of } => {
                let (ceremony, note) = find(cx, one.number)?;
                let person = of.as_deref().map(|name| cx.person(name)).transpose()?;
                NoteCommand::Dots { ceremony, note, person, dots: *dots }
            }
        };
        cx.run(command)
    }
}

impl NoteAddArgs {
    fn run(&self, cx: &mut CommandContext<'_>) -> Result<Reply, CliError> {
        let ceremony = cx.running(self.kind)?;
        let topic = self.topic.as_deref().map(|given| column(&ceremony, given)).transpose()?;
        let is_on_wall = self.kind == CeremonyKind::Retrospective && self.as_kind == NoteKind::Note;
        if is_on_wall && topic.is_none() && self.under.is_none() {
            return Err(CliError::usage("a note on the wall needs a column")
                .hint(format!("name it with --topic COLUMN: {}", ceremony.columns().join(", "))));
        }
        let text = cx.prose("the note", &self.text)?;
        if self.sealed {
            return hidden_note::keep(cx, &ceremony, self.as_kind, topic.as_ref(), &text);
        }
        let note = NewNote {
            author: self.by.as_deref().map(|name| cx.person(name)).transpose()?,
            about: self.about.as_deref().map(|item| cx.item(item)).transpose()?,
            topic,
            under: self.under.map(|number| find(cx, number)).transpose()?.map(|(_, note)| note),
            ..NewNote::plain(self.as_kind, text)
        };
        cx.run(NoteCommand::Add(ceremony.id, vec![note]))
    }
}

/// Returns the column of a wall with this name or a prefix of it.
fn column(ceremony: &Ceremony, given: &str) -> Result<Line, CliError> {
    let columns = ceremony.columns();
    let folded = given.trim().to_lowercase();
    let exact = columns.iter().find(|it| it.to_lowercase() == folded);
    let mut beginning =
        columns.iter().filter(|it| !folded.is_empty() && it.to_lowercase().starts_with(&folded));
    let found = exact.or_else(|| beginning.next().filter(|_| beginning.next().is_none()));
    found.and_then(|name| name.parse().ok()).ok_or_else(|| {
        let hint = match nearest(given, columns.iter().copied()) {
            Some(name) => format!("did you mean {name}?"),
            None if columns.is_empty() => format!("a {} has no wall", ceremony.kind),
            None => format!("it has {}", columns.join(", ")),
        };
        Refusal::unknown(format!("the wall has no column {}", quoted(given))).hint(hint).into()
    })
}

fn find(cx: &CommandContext<'_>, number: u64) -> Result<(CeremonyId, NoteId), CliError> {
    let note = NoteId::new(number).and_then(|id| cx.workspace().meetings.notes.get(id));
    note.map(|note| (note.ceremony, note.id)).ok_or_else(|| unknown(number))
}

fn unknown(what: impl std::fmt::Display) -> CliError {
    Refusal::unknown(format!("there is no note {what} in a running ceremony"))
        .hint("see them with: ceremony note list KIND")
        .into()
}
