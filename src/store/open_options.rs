//! Options for opening a file, whatever the engine.

use std::time::Duration;

/// Whether a missing file is created, and who may read and write it then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CreateMode {
    /// The file must exist.
    #[default]
    Never,
    /// It is created for its owner only.
    ForOwner,
    /// It is created for its owner and the group of its folder.
    ForGroup,
}

/// Options for opening a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OpenOptions {
    /// Whether the file may be created.
    pub made: CreateMode,
    /// Whether the file may be on a network share, where a write-ahead log can lose data: the person insists on it.
    pub on_network: bool,
    /// How long to wait for another program that has locked the file; `None` for as long as usual.
    pub wait: Option<Duration>,
    /// Whether waiting is not reported.
    pub is_quiet: bool,
}

impl OpenOptions {
    /// Opens an existing file.
    pub const PRESENT: Self =
        Self { made: CreateMode::Never, on_network: false, wait: None, is_quiet: false };

    /// Opens a file, and creates it if it does not exist.
    pub const NEW: Self = Self { made: CreateMode::ForOwner, ..Self::PRESENT };

    /// Returns [`Self::NEW`] or [`Self::PRESENT`].
    pub fn new_where(may_be_new: bool) -> Self {
        if may_be_new { Self::NEW } else { Self::PRESENT }
    }
}
