//! Any system, by the standard library and crossterm alone.
//!
//! What this lacks: signals and a terminal that goes away are not noticed, files have the rights that their folder gives
//! them, free space and most network file systems are not recognised, and the background's colour is not asked for.

pub(super) mod files;
pub(super) mod line;
pub(super) mod process;
pub(super) mod reader;
pub(super) mod signals;
