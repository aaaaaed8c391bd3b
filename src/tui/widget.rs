//! Reusable parts of screens. They know nothing of Scrum; their contents and positions are passed to them.

pub mod chart;
pub mod digits;
pub mod divider;
pub mod edit;
pub mod line_input;
pub mod list;
pub mod markdown;
pub mod popup;
pub mod stacked;
pub mod text_area;
