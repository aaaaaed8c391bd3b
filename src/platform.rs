//! What depends on the operating system: the line to the terminal, signals, rights of files, and what the system says of
//! the person and the machine. Nothing else in this code base names a system or its calls.
//!
//! There are two implementations with the same functions. `unix` is complete: it reads the line itself and gives the
//! terminal back whatever happens. `portable` makes do with the standard library and crossterm's reader; Windows gets it,
//! and the feature `portable` has it compiled, checked and tested on other systems.
//!
//! Nothing here knows the rest of the program.

mod burst;
#[cfg(any(not(unix), feature = "portable"))]
mod portable;
#[cfg(all(unix, not(feature = "portable")))]
mod unix;

#[cfg(any(not(unix), feature = "portable"))]
use portable as system;
#[cfg(all(unix, not(feature = "portable")))]
use unix as system;

#[cfg(test)]
pub(crate) use system::files::is_owner_only;
pub use system::files::{
    FileId, create_private_folder, file_id, free_space, is_same_file, is_shared, network_fs, owner_only,
    passes_group_on, restrict, share_file, share_folder,
};
pub use system::line::{discard_input, make_raw, restore, size, write};
pub use system::process::{
    DEFAULT_EDITOR, edit_command, has_desktop, login, open_link, terminal_name, time_zone,
};
pub use system::reader::Reader;
pub use system::signals::{can_stop, forget_interrupts, stop, wake};

use crossterm::event::Event;
use std::io;
use std::path::Path;

/// What a wait for the terminal brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TerminalEvent {
    /// A key, a paste or the like.
    Event(Event),
    /// The answer to an operating system command (OSC), without its wrapping.
    Answer(String),
    /// The size may have changed, or [`wake`] was called.
    Woken,
    /// The terminal is gone.
    Gone,
}

/// What the watcher of signals asks of the screen, and has done with it. It calls them from a thread of its own.
#[derive(Debug, Clone, Copy)]
pub struct Hooks {
    /// Returns whether this program has the screen.
    pub is_ours: fn() -> bool,
    /// Returns whether another program has the screen, for which this one waits.
    pub is_lent: fn() -> bool,
    /// Gives the screen back to the shell.
    pub leave: fn(),
    /// Takes the screen, or takes it anew.
    pub enter: fn() -> io::Result<()>,
    /// Ends the program with this exit code.
    pub end: fn(u8) -> !,
}

/// Returns the folder of a file.
pub fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
