//! Ceremony runs a Scrum team's sprint ceremonies in a terminal, by keyboard alone, over one SQLite file.
//!
//! # The layers
//!
//! ```text
//! domain ◀─ store ◀─ session ◀─ present ◀─ exchange ◀─ { cli, tui } ◀─ main
//! ```
//!
//! Each layer uses only those to its left; a test enforces that.
//!
//! - [`domain`] is Scrum in types: entities and the rules by which they change, without input, output, SQL or clock.
//!   A [`domain::command::Command`] is what a person requests; [`domain::decide::decide`] turns it into
//!   [`domain::change::Change`]s or a [`domain::refusal::Refusal`]; [`domain::workspace::Workspace::apply`] performs
//!   them. There is one vocabulary of change: doing, undoing, redoing and importing all *apply changes*. The history
//!   records operations as data, too: a [`domain::operation::Operation`], from which log, confirmation and minutes
//!   are worded.
//! - [`domain::model`] is the one list of entities: from it and from the table of their fields, rows, changes,
//!   exports, checks and test data are generated. The table also states who writes a field; editable fields are
//!   changed by one command, [`domain::command::Command::Set`], whatever entity they belong to.
//! - [`store`] writes state and history in one transaction. Its contract stands at [`store::Store`], its
//!   conformance suite knows no SQL, and all SQL statements are in one folder below it, on top of the small traits of
//!   [`store::engine`]. SQLite, in [`store::sqlite`], is the only engine.
//! - [`session`] is what screen and command line share: [`session::Session::run`], `undo`, `redo` and `news`. A
//!   command is decided on the newest state without a lock; if the store reports a concurrent write, it is decided
//!   again.
//! - [`domain::ceremony`] and its neighbours are the records of ceremonies; [`domain::minutes`] are derived from the
//!   operations in force. The cursor of a running ceremony, and hidden cards and notes, are stored outside the
//!   history: see [`session::Session::join`], [`session::Session::set_cursor`] and [`session::Session::hide`].
//! - [`cli`] is the command line: one table of verbs, one file per verb, on top of what they share. [`tui`] is the
//!   full-screen program: a model, a view that draws it, and pure functions that change it. One table of actions,
//!   [`tui::action`], defines dispatch, footer, help, palette and manual. What an action asks for is shown above the
//!   screen as a [`tui::layer`], which holds the rest of that action; a form is a list of typed fields and returns
//!   the changed fields of the rows it shows. [`exchange`] reads and writes other tools' files.
//!
//! Beside the layers, [`platform`] is the only module that knows the operating system; it uses none of the others,
//! and the store uses it only in its engine and for backups. For the session and the layers to its right: [`clock`]
//! is the only reader of the time, [`config`] of the environment and the settings; every text reaches a terminal
//! through [`text`]; [`filter`] and [`names`] are shared by screen and command line; [`log`] writes the optional log
//! file; [`demo`] generates the demo product.
//!
//! What is shown is decided once, in [`domain::views`], and worded once, in [`present`]: a view is data, a
//! [`present::tree::Tree`] is its text with the meaning of each piece. The screen draws the tree, the command line
//! prints it, Markdown is written from it.
//!
//! # Where things live
//!
//! Current data is in memory, in compact form: every open item, and the sprints that are not closed. Past data stays
//! on disk and is read by id on demand. So start-up time and memory grow with the open work, not with the years. The
//! One thread does the work. Others watch signals and the terminal, restore the terminal at the end, and make the
//! backup of the day.
//!
//! There is one thread, except for one that watches signals and whether the terminal is closed.

pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod domain;
pub mod exchange;
pub mod filter;
pub mod log;
pub mod names;
pub mod platform;
pub mod present;
pub mod session;
pub mod store;
pub mod text;
pub mod tui;
