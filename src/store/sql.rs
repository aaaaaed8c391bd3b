//! All SQL statements: one set for every engine, with `?1` placeholders. Features that engines interpret differently
//! are not used here; a test over these files enforces that.

pub(super) mod account;
pub(super) mod cells;
pub(super) mod chain;
pub(super) mod check;
pub(super) mod difference;
pub(super) mod flow;
pub(super) mod history;
pub(super) mod meetings;
pub(super) mod read;
pub(super) mod rows;
pub(super) mod schema;
pub(super) mod setting;
pub(super) mod undo;
pub(super) mod words;
pub(super) mod write;
