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
//!   them. There is one vocabulary of change: doing, undoing, redoing and importing all *apply changes*. What was done
//!   is recorded as data, too: an [`Operation`](domain::operation::Operation), from which log, echo and minutes are
//!   formatted.
//! - A refusal is worded where its rule is, in [`domain::decide`]. [`domain::readiness`] says which rules of a definition
//!   an item does not meet; making it ready, or not, is decided in `decide`, in its `lifecycle`. Closed sets of terms,
//!   kinds and stages among them, are in [`domain::value`]; velocity, pace, ageing and forecasts in [`domain::metrics`].
//! - [`domain::model`] is the one list of entities: rows, changes, exports, checks and test data are derived from it
//!   and from the table of their fields. The table also defines who writes a field; those that users edit change by one
//!   command, [`domain::command::Command::Set`], whatever the entity.
//! - [`domain::key`] defines what a key can mean, ours or another tool's; [`session::Session::keyed`] resolves one for
//!   screen and command line, and refuses a key that can mean two things.
//! - [`store`] keeps state and history in one transaction. Its contract is [`store::Store`]; its
//!   conformance suite does not know SQL, and all SQL is in one folder below it, with the schema, on top of the small
//!   traits of [`store::engine`]. A new schema is a step in `store/sqlite/upgrade.rs` and a file beside it. SQLite, in [`store::sqlite`], is the only engine.
//! - [`session`] is the interface for screen and command line: [`session::Session::run`], `undo`, `redo` and `news`.
//!   A command is decided on the newest state without a lock; if the store reports a concurrent write, it is decided
//!   again.
//! - [`domain::ceremony`] and its neighbours are the records of ceremonies; [`domain::minutes`] are derived from the
//!   operations in force. The cursor of a running ceremony is stored outside the history: see
//!   [`session::Session::join`] and [`session::Session::set_cursor`]. Hidden cards and notes, [`domain::hidden`], are
//!   rows of the history; what is read of it never shows them.
//! - [`cli`] is the command line: one table of verbs, one file per verb, and shared modules. [`tui`] is the full-screen
//!   program: a model, a view that draws it, and pure functions that update it. One table of actions, [`tui::action`],
//!   defines keys, dispatch, footer, help, palette and manual. A [`tui::screen`] is what is remembered of a screen, a
//!   [`tui::model`] of the panes; [`tui::view`] draws both. Actions return effects, see [`tui::effect`], and ask questions
//!   in dialogs above the screen, see [`tui::layer`]: a dialog holds the continuation of its action and answers with
//!   effects; a form is a list of typed fields and returns the changes to the rows it shows.
//! - [`exchange`] reads and writes files of other tools: Jira's tables in its `jira`, other tables in `columns`, the
//!   rows of both in `rows`, user stories in `stories`. Words that are data, such as column headers, statuses and the
//!   schema, are files of text beside the code that reads them.
//!
//! Beside the layers, [`platform`] is the only module that knows the operating system; it uses none of the others,
//! and the store uses it only in its engine and for backups. For the session and the layers to its right: [`clock`]
//! is the only reader of the time, [`config`] of the environment and the settings; every text reaches a terminal
//! through [`text`]; [`filter`] and [`names`] are shared by screen and command line; [`log`] writes the optional log
//! file; [`demo`] generates the demo product.
//!
//! What is shown is assembled once, in [`domain::views`], from rules and metrics of the domain, and formatted once, in [`present`]: a view is data, a
//! [`present::tree::Tree`] is its text with the meaning of each piece. The screen draws the tree, the command line
//! prints it, and Markdown and HTML are generated from it.
//!
//! # Where things live
//!
//! Current data is in memory, in compact form: every open item, and the sprints that are not closed. Past data stays
//! on disk and is read by id on demand. So start-up time and memory grow with the open work, not with the years.
//!
//! The newest revision of each file is remembered outside of it, see [`store::heads`]: what a file has lost is noticed by
//! that alone.
//!
//! The README says what to touch for the changes that come up often, under "Changing it".
//!
//! One thread does the work. Others watch signals and the terminal, restore the terminal at the end, and make the
//! daily backup.

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
