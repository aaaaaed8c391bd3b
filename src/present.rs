//! What is shown, in words: each fact is worded here once, whoever shows it.
//!
//! A view of [`crate::domain::views`] says what there is to show; a module here makes a [`tree::Tree`] of it. The screen draws
//! the tree, [`plain`] prints it, [`chat`] writes it for a chat channel, [`markdown`] and [`html`] into files. Layout and colours are not here.

pub mod board;
pub mod cadence;
pub mod capacity;
pub mod ceremony;
pub mod chat;
pub mod flow;
pub mod html;
pub mod item;
pub mod items;
pub mod markdown;
pub mod minutes;
pub mod plain;
pub mod planning;
pub mod poker;
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

pub use words::*;
