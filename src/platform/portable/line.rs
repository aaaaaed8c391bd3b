//! The terminal line: its mode, its size, and output to it.

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use std::io::{self, Write as _};
use std::time::Duration;

/// Sets the line to raw mode, whatever state another program has left it in.
///
/// # Errors
/// Errors of the system.
pub fn make_raw() -> io::Result<()> {
    // On systems other than Windows, sequences are always interpreted.
    #[cfg(windows)]
    if !crossterm::ansi_support::supports_ansi() {
        return Err(io::Error::other("this console does not obey escape sequences"));
    }
    // The library does nothing if it believes that the line is already raw.
    disable_raw_mode()?;
    enable_raw_mode()
}

/// Restores the original line settings. Never fails.
pub fn restore() {
    let _ = disable_raw_mode();
}

/// Discards unread input.
pub fn discard_input() {
    while crossterm::event::poll(Duration::ZERO).is_ok_and(|is_there| is_there) {
        if crossterm::event::read().is_err() {
            return;
        }
    }
}

/// Returns columns and rows; 0 and 0 without a terminal.
pub fn size() -> (u16, u16) {
    crossterm::terminal::size().unwrap_or_default()
}

/// Writes all bytes to the terminal.
///
/// # Errors
/// Errors of the system.
pub fn write(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}
