//! Text on its way to the screen. It stands in [`crate::text`], since the command line prints through the same gate.

pub use crate::text::*;
