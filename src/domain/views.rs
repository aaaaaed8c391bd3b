//! What each pane, page and ceremony shows, as data: decided here once, for the screen, the command line and the files.
//!
//! A view is made from the state in memory and from what was read beside it. It holds no sentences of ours: wording it is
//! [`crate::present`]'s. Serialised, it is what `--json` answers; ids are for the keys of the screen and stay out of that.

pub mod board;
mod card;
pub mod item;
pub mod json;
pub mod minutes;
pub mod planning;
pub mod retrospective;
pub mod review;
pub mod standup;
mod subject;
mod topic;

pub use card::ItemCard;
pub use subject::{ItemRef, Target};
pub use topic::Topic;
