//! The terminal line: its settings, its size, and output to it.

use crossterm::terminal::{disable_raw_mode, enable_raw_mode, window_size};
use rustix::termios::{OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcsetattr};
use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The line settings before this program first changed them.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// Sets the line to raw mode, whatever state another program has left it in.
///
/// # Errors
/// Errors of the system.
pub fn make_raw() -> io::Result<()> {
    let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    let input = rustix::stdio::stdin();
    let now = tcgetattr(input)?;
    // The library keeps the settings that it finds, and does nothing if it believes that the line is already raw: an
    // editor that crashed may have left others, and so may a stop.
    tcsetattr(input, OptionalActions::Now, before.get_or_insert(now))?;
    disable_raw_mode()?;
    enable_raw_mode()
}

/// Restores the line settings from before this program first changed them. Never fails.
pub fn restore() {
    let _ = disable_raw_mode();
    if let Some(before) = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
        let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, before);
    }
}

/// Discards unread input.
pub fn discard_input() {
    let _ = tcflush(rustix::stdio::stdin(), QueueSelector::IFlush);
}

/// Returns columns and rows; 0 and 0 without a terminal.
pub fn size() -> (u16, u16) {
    window_size().map_or((0, 0), |size| (size.columns, size.rows))
}

/// Writes all bytes to the terminal, even if another program has made the line non-blocking.
///
/// # Errors
/// Errors of the system.
pub fn write(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(rustix::stdio::stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(length) => bytes = &bytes[length..],
            Err(rustix::io::Errno::INTR) => {}
            Err(rustix::io::Errno::AGAIN) => std::thread::sleep(Duration::from_millis(2)),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
