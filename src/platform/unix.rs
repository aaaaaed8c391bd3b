//! The complete implementation, for Unix systems.

mod decode;
pub(super) mod files;
pub(super) mod hidden;
pub(super) mod line;
mod network_fs;
pub(super) mod process;
pub(super) mod reader;
pub(super) mod signals;
