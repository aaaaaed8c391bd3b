//! The contents of each pane, page and ceremony, as data: decided here once, for the screen, the command line and the
//! files.
//!
//! A view is built from the state in memory and from what was read in addition. It contains no wording: that is done
//! in [`crate::present`]. Serialised, it is the output of `--json`; ids serve the keys of the screen and are not part
//! of that.

pub mod backlog;
pub mod board;
mod card;
pub mod ceremony;
mod cursor;
pub mod epic;
pub mod flow;
pub mod item;
pub mod json;
pub mod minutes;
pub mod planning;
pub mod refinement;
pub mod retrospective;
pub mod review;
pub mod sprint;
pub mod standup;
mod subject;
mod topic;

pub use card::ItemCard;
pub use cursor::CeremonyCursor;
pub use subject::{ItemRef, Target};
pub use topic::Topic;
