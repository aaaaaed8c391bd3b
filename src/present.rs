//! The text of everything that is shown: each fact is worded once, here.
//!
//! A view of [`crate::domain::views`] holds the data; a module here builds a [`tree::Tree`] from it. The screen draws
//! the tree, [`plain`] prints it, [`chat`] formats it for a chat channel, [`markdown`] and [`html`] for files. Layout
//! and colours are not decided here.

pub mod backlog;
pub mod board;
pub mod cadence;
pub mod capacity;
pub mod card;
pub mod ceremony;
pub mod chat;
pub mod clock;
pub mod consequences;
pub mod epic;
pub mod flow;
pub mod forecast;
pub mod header;
pub mod html;
pub mod import;
pub mod item;
pub mod items;
pub mod markdown;
pub mod minutes;
pub mod plain;
pub mod planning;
pub mod poker;
pub mod preview;
pub mod report;
pub mod retrospective;
pub mod review;
pub mod sprint;
pub mod sprint_page;
pub mod standup;
pub mod table;
pub mod tone;
pub mod topic;
pub mod tree;
pub mod wall;
mod words;

pub use backlog::{health, health_parts};
pub use words::*;
