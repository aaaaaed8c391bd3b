//! The command line: arguments in, words or JSON out, an exit code at the end. Every [`Command`] that a person can ask
//! for has a verb here; scripts and screen readers lack nothing that the screen has.
//!
//! Nothing here knows the terminal's size, SQL or an engine: whoever calls [`run`] hands in the clock, the streams and
//! how a file is opened. One noun stands in one file beside this one.
//!
//! | exit code | means |
//! |---|---|
//! | 0 | done; also where the reader of our output has gone |
//! | 1 | refused by a rule |
//! | 2 | arguments, unknown names and keys, values that cannot be read |
//! | 3 | storage, or other input and output |
//! | 4 | done, but with problems |
//! | 101 | a defect of ours |
//!
//! [`Command`]: crate::domain::command::Command

mod acceptance;
mod add;
mod arguments;
mod backup;
mod begin;
mod cadence;
mod ceremony;
mod column;
mod comment;
mod criterion;
mod definition;
mod demo;
mod depend;
mod desk;
mod doctor;
mod edit;
mod epic;
mod export;
mod feedback;
mod generate;
mod history;
mod hold;
mod impediment;
mod import;
mod improvement;
mod init;
mod json;
mod label;
mod life;
mod link;
mod list;
mod minutes;
mod note;
mod notes;
mod output;
mod page;
mod person;
mod poker;
mod problem;
mod product;
mod question;
mod rank;
mod restore;
mod reveal;
mod rows;
mod screens;
mod sealed;
mod search;
mod show;
mod split;
mod sprint;
mod sprint_close;
mod sprint_flow;
mod sprint_word;
mod standup;
mod table;
mod task;
mod value;
mod verb;

pub use generate::{reference, verbs};
pub use verb::verb_of;

use crate::clock::Clock;
use crate::config::{Config, Environment};
use crate::domain::value::CeremonyKind;
use crate::session::Session;
use crate::store::failure::Failure;
use crate::store::{OpenOptions, Store};
use arguments::{Arguments, Verb};
use clap::Parser as _;
use output::{Output, Reply};
use problem::Problem;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What the program finds around it; tests make their own.
pub struct World<'a> {
    /// The environment.
    pub environment: &'a Environment,
    /// The clock.
    pub clock: Rc<dyn Clock>,
    /// Standard input.
    pub input: &'a mut dyn Read,
    /// Standard output.
    pub out: &'a mut dyn Write,
    /// Standard error.
    pub err: &'a mut dyn Write,
    /// Opens the file at a path; makes it where that is wanted and it is not there.
    pub open: &'a dyn Fn(&Path, OpenOptions) -> Result<Store, Failure>,
    /// Opens a file without waiting for the disk at each commit: for one that is made in one go.
    pub open_quickly: &'a dyn Fn(&Path, OpenOptions) -> Result<Store, Failure>,
    /// Opens a file to look at it: nothing is changed, whatever its schema.
    pub look: &'a dyn Fn(&Path) -> Result<Store, Failure>,
    /// Puts a copy of the first file in the place of the second, which is kept under the third name.
    pub replace: &'a dyn Fn(&Path, &Path, &Path) -> Result<(), Failure>,
    /// Starts the full-screen program where no verb is given, and returns the exit code. `None` where there is no
    /// terminal: then the backlog is printed.
    pub start: Option<&'a mut dyn FnMut(Start) -> u8>,
}

/// What the full-screen program begins with.
pub struct Start {
    /// Which file is meant.
    pub path: PathBuf,
    /// The open file, and somebody who works on it; who that is may not be known yet. `None` where there is no file:
    /// then the first start asks what is to be in it.
    pub session: Option<Session>,
    /// The settings.
    pub config: Config,
    /// The ceremony to hold: it is begun, or joined where it runs.
    pub ceremony: Option<CeremonyKind>,
    /// Whether the file may lie on a network share.
    pub on_network: bool,
}

/// Does what the arguments ask, and returns the exit code. The first argument is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>, world: World<'_>) -> u8 {
    let arguments = arguments::with_negations(arguments.into_iter().collect());
    // Where the arguments cannot be read, whether they ask for JSON is still to be known.
    let asks_json = arguments.iter().any(|it| it == "--json");
    let World { environment, clock, input, out, err, open, open_quickly, look, replace, start } = world;
    let mut output = Output::new(out, err, asks_json);
    let parsed = match start.as_ref().and_then(|_| arguments::without_verb(&arguments)) {
        Some(arguments) => Ok(arguments),
        None => Arguments::try_parse_from(&arguments),
    };
    let reply = match parsed {
        Ok(arguments) => {
            if let Some(path) = &arguments.options.log
                && let Err(error) = crate::log::start(path)
            {
                return output.end(Err(Problem::log(path, &error)));
            }
            let warnings = Vec::new();
            let on_network = arguments.options.allow_network_file;
            let mut place = begin::Place {
                environment,
                clock,
                input,
                open,
                open_quickly,
                look,
                replace,
                start,
                on_network,
                warnings,
            };
            let reply = place.answer(&arguments);
            output.warn(&place.warnings);
            reply
        }
        Err(error) => Problem::of_arguments(&error),
    };
    match &reply {
        Ok(_) => tracing::info!("done"),
        Err(problem) => tracing::info!(kind = problem.kind, code = problem.code, "not done"),
    }
    output.end(reply)
}

impl begin::Place<'_> {
    fn answer(&mut self, arguments: &Arguments) -> Result<Reply, Problem> {
        match &arguments.verb {
            Some(Verb::Init(init)) => init.run(self, &arguments.options),
            Some(Verb::Demo(demo)) => demo.run(self, &arguments.options),
            Some(Verb::Doctor(doctor)) => doctor.run(self, &arguments.options),
            Some(Verb::Backup(backup)) => backup.run(self, &arguments.options),
            Some(Verb::Restore(restore)) => restore.run(self, &arguments.options),
            Some(Verb::Import(import)) => import.open(self, &arguments.options),
            Some(Verb::Export(export)) => export.run(self, &arguments.options),
            Some(Verb::Completions(completions)) => Ok(completions.run()),
            Some(Verb::Man(man)) => man.run(),
            Some(verb) => match verb.held(arguments.options.json).filter(|_| self.start.is_some()) {
                Some(held) => held.open(self, &arguments.options),
                None => verb.run(&mut self.desk(&arguments.options)?),
            },
            None => match self.start.take() {
                Some(start) => Ok(Reply::Code(start(self.beginning(&arguments.options)?))),
                None => screens::Backlog::default().run(&mut self.desk(&arguments.options)?),
            },
        }
    }
}

impl Verb {
    fn run(&self, desk: &mut desk::Desk<'_>) -> Result<Reply, Problem> {
        match self {
            // These need no file with somebody who works on it, and are answered before one is opened.
            Self::Init(_)
            | Self::Demo(_)
            | Self::Doctor(_)
            | Self::Backup(_)
            | Self::Restore(_)
            | Self::Import(_)
            | Self::Export(_)
            | Self::Completions(_)
            | Self::Man(_) => Ok(Reply::Code(0)),
            Self::Product(it) => it.run(desk),
            Self::Person(it) => it.run(desk),
            Self::Epic(it) => it.run(desk),
            Self::Label(it) => it.run(desk),
            Self::Column(it) => it.run(desk),
            Self::Definition(it) => it.run(desk),
            Self::Add(it) => it.run(desk),
            Self::List(it) => it.run(desk),
            Self::Search(it) => it.run(desk),
            Self::Show(it) => it.run(desk),
            Self::Edit(it) => it.run(desk),
            Self::Rank(it) => it.run(desk),
            Self::Ready(it) => it.run(desk),
            Self::Unready(it) => it.run(desk),
            Self::Move(it) => it.run(desk),
            Self::Assign(it) => it.run(desk),
            Self::Block(it) => it.run(desk),
            Self::Drop(it) => it.run(desk),
            Self::Reopen(it) => it.run(desk),
            Self::Criterion(it) => it.run(desk),
            Self::Task(it) => it.run(desk),
            Self::Question(it) => it.run(desk),
            Self::Comment(it) => it.run(desk),
            Self::Link(it) => it.run(desk),
            Self::Depend(it) => it.run(desk),
            Self::Sprint(it) => it.run(desk),
            Self::Accept(it) => it.run(desk),
            Self::Reject(it) => it.run(desk),
            Self::Log(it) => it.run(desk),
            Self::Undo => history::undo(desk),
            Self::Redo => history::redo(desk),
            Self::Board(it) => it.run(desk),
            Self::Backlog(it) => it.run(desk),
            Self::Review(it) => it.run(desk),
            Self::Hold(it) => it.held().run(desk),
            Self::Refine(it) => it.held().run(desk),
            Self::Plan(it) => it.held().run(desk),
            Self::Retro(it) => it.held().run(desk),
            Self::Standup(it) => it.run(desk),
            Self::Present(it) => it.run(desk),
            Self::ActFor(it) => it.run(desk),
            Self::Timebox(it) => it.run(desk),
            Self::Wall(it) => it.run(desk),
            Self::End(it) => it.run(desk),
            Self::Cadence(it) => it.run(desk),
            Self::Minutes(it) => it.run(desk),
            Self::Note(it) => it.run(desk),
            Self::Impediment(it) => it.run(desk),
            Self::Feedback(it) => it.run(desk),
            Self::Improvement(it) => it.run(desk),
            Self::Vote(it) => it.run(desk),
            Self::Reveal(it) => it.run(desk),
            Self::Split(it) => it.run(desk),
        }
    }
}
