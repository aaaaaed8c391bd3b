//! The command line: arguments in, text or JSON out, an exit code at the end. Every [`Command`] has a verb here;
//! scripts and screen readers can do everything that the screen can.
//!
//! Nothing here knows the terminal's size, SQL or an engine: the caller of [`run`] passes in the clock, the streams
//! and the functions that open a file. Each noun has its own file beside this one, and a row in the table of verbs
//! below; a renamed verb has its former spelling in the list after it.
//!
//! | exit code | means |
//! |---|---|
//! | 0 | done; also if the reader of our output is gone |
//! | 1 | refused by a rule |
//! | 2 | invalid arguments or values, unknown names and keys |
//! | 3 | storage, or other input and output failed |
//! | 4 | done, but with problems |
//! | 101 | a defect of ours |
//!
//! [`Command`]: crate::domain::command::Command

mod acceptance;
mod add;
mod arguments;
mod backup;
mod cadence;
mod ceremony;
mod column;
mod comment;
mod context;
mod criterion;
mod definition;
mod demo;
mod depend;
mod doctor;
mod edit;
mod environment;
mod epic;
mod export;
mod feedback;
mod forecast;
mod generate;
mod hidden_note;
mod history;
mod hold;
mod impediment;
mod import;
mod improvement;
mod init;
mod json;
mod kept;
mod label;
mod life;
mod link;
mod list;
mod minutes;
mod note;
mod notes;
mod numbered;
mod options;
mod output;
mod person;
mod poker;
mod problem;
mod product;
mod question;
mod rank;
mod restore;
mod reveal;
mod screens;
mod search;
mod show;
mod split;
mod sprint;
mod sprint_close;
mod sprint_outcome;
mod standup;
mod standup_text;
mod task;
mod usage;
mod value;
mod verb;

use crate::clock::Clock;
use crate::config::{Config, Environment};
use crate::domain::value::CeremonyKind;
use crate::platform::HiddenInput;
use crate::session::Session;
use crate::store::failure::Failure;
use crate::store::{OpenOptions, Store, is_own_file};
use arguments::Arguments;
use clap::{CommandFactory as _, Parser as _};
use context::CommandResult;
use environment::VerbEnvironment;
use hold::CeremonyVerb as _;
use options::GlobalOptions;
use output::{Output, Reply};
use problem::CliError;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

// The table of verbs, in the order of the help. The columns, and what a row expands to, are documented in
// `cli/verb.rs`.
verb::verbs! {
    Init        "init"        (init::InitArgs)               environment,
    Demo        "demo"        (demo::DemoArgs)               environment,
    Backlog     "backlog"     (screens::BacklogArgs)         filter,
    Board       "board"       (screens::BoardArgs)           context,
    Review      "review"      (screens::ReviewArgs)          context,
    Hold        "hold"        (hold::HoldArgs)               screen,
    Refine      "refine"      (hold::RefineArgs)             screen,
    Plan        "plan"        (hold::PlanArgs)               screen,
    Standup     "standup"     (standup::StandupArgs)         screen,
    Retro       "retro"       (hold::RetroArgs)              screen,
    End         "end"         (ceremony::EndArgs)            context,
    Minutes     "minutes"     (minutes::MinutesArgs)         environment,
    Present     "present"     (ceremony::PresentArgs)        context,
    ActFor      "act-for"     (ceremony::ActForArgs)         context,
    Timebox     "timebox"     (ceremony::TimeboxArgs)        context,
    Wall        "wall"        (ceremony::WallArgs)           context,
    Cadence     "cadence"     (cadence::CadenceArgs)         context,
    Vote        "vote"        (poker::VoteArgs)              context,
    Reveal      "reveal"      (reveal::RevealArgs)           context,
    Note        "note"        (note::NoteArgs)               context,
    Impediment  "impediment"  (impediment::ImpedimentArgs)   context,
    Feedback    "feedback"    (feedback::FeedbackArgs)       context,
    Improvement "improvement" (improvement::ImprovementArgs) context,
    List        "list"        (list::ListArgs)               filter,
    Mine        "mine"        (list::MineArgs)               context,
    Search      "search"      (search::SearchArgs)           context,
    Forecast    "forecast"    (forecast::ForecastArgs)       filter,
    Show        "show"        (show::ShowArgs)               context,
    Add         "add"         (add::AddArgs)                 context,
    Edit        "edit"        (edit::EditArgs)               context,
    Rank        "rank"        (rank::RankArgs)               context,
    Ready       "ready"       (life::ReadyArgs)              context,
    Unready     "unready"     (life::UnreadyArgs)            context,
    Move        "move"        (life::MoveArgs)               context,
    Assign      "assign"      (life::AssignArgs)             context,
    Block       "block"       (life::BlockArgs)              context,
    Drop        "drop"        (life::DropArgs)               context,
    Reopen      "reopen"      (life::ReopenArgs)             context,
    Split       "split"       (split::SplitArgs)             context,
    Accept      "accept"      (acceptance::AcceptArgs)       context,
    Reject      "reject"      (acceptance::RejectArgs)       context,
    Criterion   "criterion"   (criterion::CriterionArgs)     context,
    Task        "task"        (task::TaskArgs)               context,
    Question    "question"    (question::QuestionArgs)       context,
    Comment     "comment"     (comment::CommentArgs)         context,
    Link        "link"        (link::LinkArgs)               context,
    Depend      "depend"      (depend::DependArgs)           context,
    Sprint      "sprint"      (sprint::SprintArgs)           context,
    Import      "import"      (import::ImportArgs)           environment,
    Export      "export"      (export::ExportArgs)           environment,
    Epic        "epic"        (epic::EpicArgs)               context,
    Label       "label"       (label::LabelArgs)             context,
    Column      "column"      (column::ColumnArgs)           context,
    Definition  "definition"  (definition::DefinitionArgs)        context,
    Person      "person"      (person::PersonArgs)           context,
    Product     "product"     (product::ProductArgs)         context,
    Log         "log"         (history::LogArgs)             context,
    Undo        "undo"        (history::UndoArgs)            context,
    Redo        "redo"        (history::RedoArgs)            context,
    Doctor      "doctor"      (doctor::DoctorArgs)           environment,
    Backup      "backup"      (backup::BackupArgs)           environment,
    Restore     "restore"     (restore::RestoreArgs)         environment,
    Completions "completions" (generate::CompletionsArgs)    definition,
    Man         "man"         (generate::ManArgs)            definition,
}

/// Former spellings of verbs, each with the present one: they still work, and print the present spelling.
const FORMER: [(&str, &str); 6] = [
    ("definition reword", "definition edit"),
    ("feedback catch", "feedback add"),
    ("impediment raise", "impediment add"),
    ("improvement agree", "improvement add"),
    ("question ask", "question add"),
    ("question withdraw", "question remove"),
];

/// What the program needs from its surroundings; tests construct their own.
pub struct ProgramEnvironment<'a> {
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
    /// Opens the file at a path; creates it if the options say so and it does not exist.
    pub open: &'a dyn Fn(&Path, OpenOptions) -> Result<Store, Failure>,
    /// Opens a file without waiting for the disk at each commit: for one that is created in one go.
    pub open_quickly: &'a dyn Fn(&Path, OpenOptions) -> Result<Store, Failure>,
    /// Opens a file for reading: nothing is changed, whatever its schema.
    pub open_read_only: &'a dyn Fn(&Path) -> Result<Store, Failure>,
    /// The width in columns of the terminal that standard output is; `None` where it is none.
    pub columns: Option<usize>,
    /// Asks for a line that the terminal does not show. `None` where standard input is no terminal.
    pub ask_hidden: Option<AskHidden<'a>>,
    /// Starts the full-screen program where no verb is given, and returns the exit code. `None` where there is no
    /// terminal: then the backlog is printed.
    pub start: Option<&'a mut dyn FnMut(ScreenStart) -> u8>,
}

/// A function that asks for a line which the terminal does not show.
pub type AskHidden<'a> = &'a dyn Fn(&str) -> std::io::Result<HiddenInput>;

/// The parameters for starting the full-screen program.
pub struct ScreenStart {
    /// The file to open.
    pub path: PathBuf,
    /// The session on the open file; its user may not be known yet. `None` if there is no file: then the first start
    /// asks for its contents.
    pub session: Option<Session>,
    /// The settings.
    pub config: Config,
    /// The ceremony to hold: it is started, or joined if it is running.
    pub ceremony: Option<CeremonyKind>,
    /// Whether the file may be on a network share.
    pub on_network: bool,
}

/// Runs the program with these arguments, and returns the exit code. The first argument is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>, world: ProgramEnvironment<'_>) -> u8 {
    let (arguments, former) = arguments::in_present_spelling(arguments.into_iter().collect());
    let arguments = arguments::with_negations(arguments);
    // If parsing the arguments fails, it must still be known whether they ask for JSON.
    let asks_json = arguments.iter().any(|it| it == "--json");
    let ProgramEnvironment {
        environment,
        clock,
        input,
        out,
        err,
        open,
        open_quickly,
        open_read_only,
        columns,
        ask_hidden,
        start,
    } = world;
    let is_coloured =
        columns.is_some() && !environment.no_color && environment.term.as_deref() != Some("dumb");
    let mut output = Output::new(out, err, asks_json, columns, is_coloured);
    output.warn(former.as_slice());
    let parsed = match start.as_ref().and_then(|_| arguments::without_verb(&arguments)) {
        Some(arguments) => Ok(arguments),
        None => Arguments::try_parse_from(&arguments),
    };
    let reply = match parsed {
        Ok(mut arguments) => {
            let acting_as = arguments.options.acting_as.take();
            arguments.options.acting_as = acting_as.or_else(|| environment.acting_as.clone());
            let warnings = Vec::new();
            let on_network = arguments.options.allow_network_file;
            let mut env = VerbEnvironment {
                environment,
                clock,
                input,
                open,
                open_quickly,
                open_read_only,
                ask_hidden,
                start,
                verb: "",
                on_network,
                wait: arguments.options.wait.map(Duration::from_secs),
                is_quiet: asks_json,
                warnings,
                lost: None,
            };
            let reply = env.answer(&arguments);
            // A verb that writes is refused with the same words.
            if let Some(lost) = env.lost.take().filter(|lost| reply.as_ref().err() != Some(lost)) {
                env.warnings.push(lost.sentence());
            }
            output.warn(&env.warnings);
            // These two have hints of their own.
            let mends = matches!(arguments.verb, Some(Verb::Doctor(_) | Verb::Restore(_)));
            reply.map_err(|problem| if mends { problem } else { problem.of_file(&arguments.options) })
        }
        Err(error) => usage::of_arguments(&error),
    };
    match &reply {
        Ok(_) => tracing::info!("done"),
        Err(problem) => tracing::info!(kind = problem.kind, code = problem.code, "not done"),
    }
    output.end(reply)
}

impl VerbEnvironment<'_> {
    fn answer(&mut self, arguments: &Arguments) -> Result<Reply, CliError> {
        let options = &arguments.options;
        if let Some(path) = &options.log {
            let is_own = self.file(options).is_ok_and(|file| is_own_file(&file, path));
            let own = || std::io::Error::other("it is the product's own file");
            let started = if is_own { Err(own()) } else { crate::log::start(path) };
            started.map_err(|error| CliError::log(path, &error))?;
        }
        match (&arguments.verb, self.start.take()) {
            (Some(verb), start) => {
                self.start = start;
                self.verb = verb.name();
                verb.run(self, options)
            }
            (None, Some(start)) => Ok(Reply::code(start(self.beginning(options)?))),
            (None, None) => screens::BacklogArgs::default().run(&mut self.context(options)?),
        }
    }
}

/// Returns every verb as written after `ceremony`: `add`, `sprint close` …
pub fn verbs() -> Vec<String> {
    generate::verbs(&Arguments::command())
}

/// Returns the former spellings of verbs, each with the present one.
pub fn former_verbs() -> &'static [(&'static str, &'static str)] {
    &FORMER
}

/// Returns the reference of the command line as Markdown: every verb with its arguments and examples.
pub fn reference() -> String {
    generate::reference(Arguments::command())
}
