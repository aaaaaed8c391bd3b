//! Persistence of the product's state and history: the contract, its queries, and the store that implements it.
//!
//! The contract stands at [`Store`], which keeps it over any [`engine::Engine`] with one set of SQL statements; no
//! other part of the program knows about SQL. Operations on a database as a whole are in [`maintenance::Maintenance`]; how a database is opened and upgraded is in the folder of its engine.

pub mod backups;
#[cfg(test)]
pub(crate) mod conformance;
mod copies;
pub mod engine;
mod examine;
pub mod failure;
pub mod heads;
pub mod history;
pub mod maintenance;
mod open_options;
mod placed;
mod progress;
mod query;
mod repair;
mod sql;
mod sql_store;
pub mod sqlite;
mod survey;
pub mod unfinished;
mod upkeep;
mod words;

pub use copies::{Restored, restore};
pub use examine::{Examination, ExaminedPart, Finding};
pub use open_options::{CreateMode, OpenOptions};
pub use placed::{BackupPlace, PlacedBackup, sort_placed};
pub use progress::ProgressCallback;
pub use query::{
    EventQuery, FinishedQuery, HistoryFilter, HistoryPage, HistoryQuery, ItemQuery, MeetingQuery,
    SettingEdit, SettingQuery,
};
pub use repair::Repair;
pub use sql_store::{AccountItems, ExportChunk, Store};
pub use sqlite::{destination, hazards, is_own_file, regular_file, write_stream};
pub use survey::Survey;
pub use upkeep::Upkeep;

/// Returns the newest schema that this program supports.
pub fn newest_schema() -> i64 {
    sql::schema::VERSION
}
