//! The context of a verb: the open file, resolving the names it was given, and running commands.

use super::output::{Reply, ReplyText, named};
use super::problem::CliError;
use super::{AskHidden, json};
use crate::domain::ceremony::Ceremony;
use crate::domain::command::{CeremonyCommand, Command, ItemCommand, PersonCommand};
use crate::domain::detail::Detail;
use crate::domain::id::{CeremonyId, ColumnId, EpicId, ItemId, PersonId, SprintId};
use crate::domain::item::Item;
use crate::domain::key::{self, KeyTarget};
use crate::domain::product::Product;
use crate::domain::refusal::Refusal;
use crate::domain::value::{CeremonyKind, Instant, Prose, Zone};
use crate::domain::workspace::Workspace;
use crate::names::{self, quoted};
use crate::platform::HiddenInput;
use crate::present::clock;
use crate::present::consequences::{consequences, limits_at_risk};
use crate::session::{CommandOutcome, Session};
use chrono::NaiveDate;
use std::io::Read;

/// The maximum number of bytes read from standard input.
const MOST_INPUT: u64 = 16_000_000;

/// The reply of a verb, or why it was not carried out.
pub(super) type CommandResult = Result<Reply, CliError>;

/// The context of a verb.
pub(super) struct CommandContext<'a> {
    /// The session on the open file.
    pub session: Session,
    /// Whether the reply is for a program.
    pub json: bool,
    /// The verb, for the log.
    pub verb: &'static str,
    /// Asks for a line that the terminal does not show, if there is a terminal.
    pub ask_hidden: Option<AskHidden<'a>>,
    input: &'a mut dyn Read,
}

impl<'a> CommandContext<'a> {
    /// Creates a context.
    pub fn new(session: Session, input: &'a mut dyn Read, json: bool) -> Self {
        Self { session, json, verb: "", ask_hidden: None, input }
    }

    /// Returns the state in memory.
    pub fn workspace(&self) -> &Workspace {
        self.session.workspace()
    }

    /// Returns the current time.
    pub fn now(&self) -> Instant {
        self.session.now()
    }

    /// Returns the product's time zone.
    pub fn zone(&self) -> Zone {
        self.workspace().zone()
    }

    /// Returns the current day in the product's time zone.
    pub fn today(&self) -> NaiveDate {
        self.now().day(self.zone())
    }

    /// Creates a reply of lines for people or an object for programs: only what is needed is built.
    pub fn reply<A: Into<ReplyText>, T: serde::Serialize>(
        &self,
        text: impl FnOnce(&Session) -> A,
        object: impl FnOnce(&Session) -> T,
    ) -> Reply {
        Reply::of(self.json, || text(&self.session), || object(&self.session))
    }

    /// Creates a reply of rows: under a name for programs; for people as a text, or as a sentence if there are none.
    pub fn list<A: Into<ReplyText>, T: serde::Serialize>(
        &self,
        name: &'static str,
        rows: &[T],
        empty: &str,
        text: impl FnOnce(&[T]) -> A,
    ) -> Reply {
        let text = || if rows.is_empty() { empty.into() } else { text(rows).into() };
        Reply::of(self.json, text, || named(name, rows))
    }

    /// Runs a command and replies with what was done.
    pub fn run(&mut self, command: impl Into<Command>) -> Result<Reply, CliError> {
        self.run_with(command, None)
    }

    /// Runs a command and replies with what was done, and another line below.
    pub fn run_with(&mut self, command: impl Into<Command>, note: Option<&str>) -> Result<Reply, CliError> {
        let outcome = self.carry_out(&command.into())?;
        Ok(self.done(&outcome, note, Vec::new()))
    }

    /// Runs a command and replies with what was done, and with notes on standard error.
    pub fn run_noting(&mut self, command: &Command, notes: Vec<String>) -> Result<Reply, CliError> {
        let outcome = self.carry_out(command)?;
        Ok(self.done(&outcome, None, notes))
    }

    /// Runs several commands, one after another, and replies with what was done; none if one of them is refused.
    pub fn run_all(&mut self, commands: &[Command]) -> Result<Reply, CliError> {
        if commands.len() > 1 {
            self.someone()?;
            for command in commands {
                self.session.rehearse(command)?;
            }
        }
        let mut done: Option<CommandOutcome> = None;
        for command in commands {
            let outcome = self.carry_out(command)?;
            done = Some(match done {
                None => outcome,
                Some(before) => before.and(outcome),
            });
        }
        match done {
            Some(done) => Ok(self.done(&done, None, Vec::new())),
            None => Err(CliError::usage("nothing is named that shall change")),
        }
    }

    /// Runs a command, in the ceremony to which it belongs.
    pub fn carry_out(&mut self, command: &Command) -> Result<CommandOutcome, CliError> {
        if !matches!(command, Command::Person(PersonCommand::Add { .. })) {
            self.someone()?;
        }
        tracing::debug!(verb = self.verb, "runs");
        if !matches!(command, Command::Ceremony(CeremonyCommand::Begin { .. })) {
            let decides =
                matches!(command, Command::Item(ItemCommand::Accept(..) | ItemCommand::Reject { .. }));
            self.take_part(command.ceremony(), decides)?;
        }
        Ok(self.session.run(command)?)
    }

    /// Joins a ceremony, so that its minutes contain what is done: the given one, or else the only running one in
    /// which the user is present.
    ///
    /// Only a decision on acceptance is made on behalf of the ceremony's product owner; an explicitly named one takes
    /// precedence.
    pub fn take_part(&mut self, ceremony: Option<CeremonyId>, decides: bool) -> Result<(), CliError> {
        let running: Vec<&Ceremony> = self.workspace().meetings.running().collect();
        let is_there = |it: &Ceremony| self.session.me().is_some_and(|me| it.present.contains(&me));
        let only = match running.as_slice() {
            [one] if is_there(one) => Some(one.id),
            _ => None,
        };
        let Some(id) = ceremony.or(only) else { return Ok(()) };
        let named = self.session.on_behalf();
        self.session.join(id)?;
        if named.is_some() || !decides {
            self.session.act_for(named);
        }
        Ok(())
    }

    /// Returns the running ceremony of a kind.
    pub fn running(&self, kind: CeremonyKind) -> Result<Ceremony, CliError> {
        self.workspace().meetings.running_one(kind).cloned().ok_or_else(|| {
            Refusal::rule(format!("no {kind} is running"))
                .hint(format!("begin one with: ceremony hold {kind}"))
                .into()
        })
    }

    /// Runs the first command of a file, whose user cannot be known yet.
    pub fn begin(&mut self, command: &Command, note: &str) -> Result<Reply, CliError> {
        let outcome = self.session.run(command)?;
        Ok(self.done(&outcome, Some(note), Vec::new()))
    }

    /// Creates the reply for what was done, with another line below it, and with the given notes and those on what it
    /// has brought about.
    pub fn done(&mut self, outcome: &CommandOutcome, note: Option<&str>, mut notes: Vec<String>) -> Reply {
        if !limits_at_risk(self.workspace(), &outcome.changes).is_empty()
            && let Err(failure) = self.session.load_all()
        {
            // What was asked is done: that the board could not be read is only noted.
            notes.push(failure.to_string());
        }
        notes.extend(consequences(self.workspace(), &outcome.changes));
        notes.extend(self.clock_note());
        if self.json {
            return Reply::json(json::DoneJson::new(self.workspace(), outcome, note).noting(notes));
        }
        let text = match note {
            Some(note) => format!("{}\n{note}", outcome.summary),
            None => outcome.summary.clone(),
        };
        Reply::text(text).noting(notes)
    }

    /// Returns the note about a clock that disagreed with the history, once.
    pub fn clock_note(&mut self) -> Option<String> {
        let zone = self.zone();
        self.session.take_clock_jump().map(|jump| clock::jump(jump, zone))
    }

    /// Returns the product, or an error if it does not exist yet.
    pub fn founded(&self) -> Result<&Product, CliError> {
        self.workspace().product().ok_or_else(|| {
            Refusal::rule("there is no product in this file yet")
                .hint("begin with: ceremony init NAME")
                .into()
        })
    }

    /// Returns the user, or an error if they are not known: only known people may write.
    pub fn someone(&self) -> Result<PersonId, CliError> {
        if self.session.me().is_none() {
            self.founded()?;
        }
        Ok(self.session.actor()?)
    }

    /// Returns the item or epic with a key.
    pub fn keyed(&mut self, given: &str) -> Result<KeyTarget, CliError> {
        if let Some(found) = self.session.keyed(given)? {
            return Ok(found);
        }
        // Typos in the prefix are common: the number may be right.
        let near = match given.trim().rsplit_once('-') {
            Some((_, number)) if number.parse::<u64>().is_ok() => self.session.keyed(number)?,
            Some(_) | None => None,
        };
        Err(unknown_item(given, near.map(|it| key::key_of(self.workspace(), it))))
    }

    /// Returns the item with a key.
    pub fn item(&mut self, given: &str) -> Result<ItemId, CliError> {
        match self.keyed(given)? {
            KeyTarget::Item(id) => Ok(id),
            KeyTarget::Epic(id) => {
                let key = self.workspace().epic_key(id);
                Err(Refusal::unknown(format!("{key} is an epic, and an item is needed here"))
                    .hint(format!("see its items with: ceremony epic show {key}"))
                    .into())
            }
        }
    }

    /// Returns the items with several keys, in order.
    pub fn items(&mut self, given: &[String]) -> Result<Vec<ItemId>, CliError> {
        given.iter().map(|key| self.item(key)).collect()
    }

    /// Returns an item's row and its detail.
    pub fn detailed(&mut self, id: ItemId) -> Result<(Item, Detail), CliError> {
        self.session.look_at(id)?;
        let workspace = self.workspace();
        let item = workspace.items.get(id).cloned();
        let detail = workspace.detail(id).cloned();
        item.zip(detail).ok_or_else(|| unknown_item(&workspace.key(id), None))
    }

    /// Returns the person with a name.
    pub fn person(&self, given: &str) -> Result<PersonId, CliError> {
        Ok(names::person(self.workspace(), self.session.me(), given)?)
    }

    /// Returns the people with several names.
    pub fn people(&self, given: &[String]) -> Result<Vec<PersonId>, CliError> {
        given.iter().map(|name| self.person(name)).collect()
    }

    /// Returns who works on an item.
    pub fn assignees(&self, item: ItemId) -> Vec<PersonId> {
        self.workspace()
            .items
            .get(item)
            .map_or_else(Vec::new, |item| item.assignees.iter().copied().collect())
    }

    /// Returns the epic with a key or title.
    pub fn epic(&self, given: &str) -> Result<EpicId, CliError> {
        Ok(names::epic(self.workspace(), given)?)
    }

    /// Returns the column with a name.
    pub fn column(&self, given: &str) -> Result<ColumnId, CliError> {
        Ok(names::column(self.workspace(), given)?)
    }

    /// Returns the sprint with a name, or else the running one, or else the next one.
    pub fn sprint(&self, given: Option<&str>) -> Result<SprintId, CliError> {
        let workspace = self.workspace();
        if let Some(given) = given {
            return Ok(names::sprint(workspace, given)?);
        }
        let found = workspace.running().or_else(|| workspace.planned().first().copied());
        found.map(|sprint| sprint.id).ok_or_else(|| {
            Refusal::unknown("no sprint is running or planned")
                .hint("plan one with: ceremony sprint new")
                .into()
        })
    }

    /// Parses a long text; `-` reads it from standard input.
    pub fn prose(&mut self, what: &str, given: &str) -> Result<Prose, CliError> {
        if given == "-" {
            let text = self.input()?;
            return super::value::prose(what, text.strip_suffix('\n').unwrap_or(&text));
        }
        super::value::prose(what, given)
    }

    /// Asks for a line that nobody else is to see: without echo on a terminal, else from standard input.
    pub fn hidden_line(&mut self, prompt: &str) -> Result<String, CliError> {
        let Some(ask) = self.ask_hidden else { return Ok(self.input()?.trim().to_owned()) };
        match ask(prompt) {
            Ok(HiddenInput::Line(line)) => Ok(line.trim().to_owned()),
            Ok(HiddenInput::Ended(code)) => {
                Err(CliError { code, ..CliError::usage("interrupted; nothing was changed") })
            }
            Err(error) => Err(CliError {
                kind: "input",
                message: format!("standard input cannot be read: {error}"),
                hint: None,
                code: 3,
            }),
        }
    }

    /// Reads standard input to its end.
    pub fn input(&mut self) -> Result<String, CliError> {
        let mut bytes = Vec::new();
        let failed = |message: String| CliError { kind: "input", message, hint: None, code: 3 };
        self.input
            .take(MOST_INPUT + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| failed(format!("standard input cannot be read: {error}")))?;
        if bytes.len() as u64 > MOST_INPUT {
            return Err(CliError::usage("standard input has more than 16 MB"));
        }
        String::from_utf8(bytes).map_err(|_| CliError::usage("standard input is not UTF-8"))
    }

    /// Loads past items, so that others can refer to them.
    pub fn load(&mut self, ids: &[ItemId]) -> Result<(), CliError> {
        for id in ids {
            self.session.load_item(*id)?;
        }
        Ok(())
    }
}

fn unknown_item(given: &str, near: Option<String>) -> CliError {
    let hint = near
        .map_or_else(|| "see all with: ceremony list --all".to_owned(), |key| format!("did you mean {key}?"));
    Refusal::unknown(format!("there is no item {}", quoted(given))).hint(hint).into()
}
