//! What whoever opens a file wants of it, whatever the engine.

/// Whether a file may be made where it is not there, and who may read and write it then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CreateMode {
    /// It must be there.
    #[default]
    Never,
    /// It is for its owner alone.
    ForOwner,
    /// It is for its owner and the group of its folder.
    ForGroup,
}

/// What whoever opens a file wants of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OpenOptions {
    /// Whether it may be made.
    pub made: CreateMode,
    /// Whether it may lie where a write-ahead log loses data, on a network share: somebody insists on it.
    pub on_network: bool,
}

impl OpenOptions {
    /// A file that is there.
    pub const PRESENT: Self = Self { made: CreateMode::Never, on_network: false };

    /// A file that is made where it is not there.
    pub const NEW: Self = Self { made: CreateMode::ForOwner, on_network: false };

    /// The same, as somebody says.
    pub fn new_where(may_be_new: bool) -> Self {
        if may_be_new { Self::NEW } else { Self::PRESENT }
    }
}
