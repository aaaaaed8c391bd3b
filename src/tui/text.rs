//! Text for the screen. It is in [`crate::text`], since the command line sanitizes its output with the same
//! functions.

pub use crate::text::*;
