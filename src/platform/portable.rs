//! The implementation for any system, with only the standard library and crossterm.
//!
//! Limitations: signals and a closed terminal are not noticed, files inherit the permissions of their folder, free
//! space and most network file systems are not recognised, and the background colour is not queried.

pub(super) mod files;
pub(super) mod hidden;
pub(super) mod line;
pub(super) mod process;
pub(super) mod reader;
pub(super) mod signals;
