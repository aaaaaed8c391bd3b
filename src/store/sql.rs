//! Every SQL text: one for each engine, with `?1` placeholders. What engines read differently is not used here; a test
//! over these files says so.

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
