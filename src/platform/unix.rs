//! Unix systems, with all that the program promises.

mod decode;
pub(super) mod files;
pub(super) mod line;
mod network_fs;
pub(super) mod process;
pub(super) mod reader;
pub(super) mod signals;
