//! Everything that depends on the operating system: the terminal line, signals, file permissions, and information on
//! the user and the machine. No other module refers to a system or its calls.
//!
//! There are two implementations with the same functions. `unix` is complete: it reads the line itself and restores
//! the terminal whatever happens. `portable` is limited to the standard library and crossterm's reader; it is used on
//! Windows, and the feature `portable` compiles, checks and tests it on other systems.
//!
//! This module uses no other part of the program.

mod burst;
mod hidden;
#[cfg(any(not(unix), feature = "portable"))]
mod portable;
#[cfg(all(unix, not(feature = "portable")))]
mod unix;

#[cfg(any(not(unix), feature = "portable"))]
use portable as system;
#[cfg(all(unix, not(feature = "portable")))]
use unix as system;

pub use hidden::HiddenInput;
use hidden::HiddenLine;
#[cfg(test)]
pub(crate) use system::files::is_owner_only;
pub use system::files::{
    FileId, create_private_folder, file_id, free_space, has_other_names, is_of_others, is_same_file,
    is_shared, network_fs, own_by_group_of, owner_only, passes_group_on, restrict, share_file, share_folder,
    target,
};
pub use system::hidden::read_hidden;
pub use system::line::{discard_input, make_raw, restore, size, write};
pub use system::process::{
    DEFAULT_EDITOR, edit_command, has_desktop, login, open_link, terminal_name, time_zone,
};
pub use system::reader::Reader;
pub use system::signals::{can_stop, forget_interrupts, signal_of, stop, wake};

use crossterm::event::Event;
use std::io;
use std::path::{Path, PathBuf};

/// An event from the terminal.
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

/// The callbacks by which the signal watcher controls the screen. They are called from the watcher's thread.
#[derive(Debug, Clone, Copy)]
pub struct Hooks {
    /// Returns whether this program has the screen.
    pub is_ours: fn() -> bool,
    /// Returns whether another program has the screen, for which this one waits.
    pub is_lent: fn() -> bool,
    /// Returns the screen to the shell.
    pub leave: fn(),
    /// Takes over the screen, or takes it over again.
    pub enter: fn() -> io::Result<()>,
    /// Exits the program with this code.
    pub end: fn(u8) -> !,
}

/// What a path names that something is to be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteTarget {
    /// A regular file, or none yet, at this path; links are followed.
    File(PathBuf),
    /// A pipe, a terminal, or another device that takes bytes in order.
    Stream,
    /// Something that cannot be written to, with its name: `a folder`.
    Other(&'static str),
}

/// Follows symbolic links, the last of which may lead to a file that does not exist yet.
fn followed(path: &Path) -> PathBuf {
    /// As many as the system itself follows.
    const MOST: usize = 40;
    if let Ok(path) = path.canonicalize() {
        return path;
    }
    let mut path = path.to_owned();
    for _ in 0..MOST {
        let Ok(next) = path.read_link() else { break };
        path = folder_of(&path).join(next);
    }
    path
}

/// Returns the path of a file without links, whether or not the file exists.
pub fn real_path(file: &Path) -> PathBuf {
    let file = followed(file);
    let in_folder = || Some(folder_of(&file).canonicalize().ok()?.join(file.file_name()?));
    in_folder().unwrap_or(file)
}

/// Returns folders for temporary files: the usual one, and one in memory where there is such.
pub fn temporary_folders() -> Vec<PathBuf> {
    vec![tempfile::env::temp_dir(), PathBuf::from("/dev/shm")]
}

/// Returns the parent folder of a file.
pub fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
