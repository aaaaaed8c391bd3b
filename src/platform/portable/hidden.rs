//! Reading a line that the terminal does not echo.

use crate::platform::{HiddenInput, HiddenLine};
use crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use std::io::{self, Write as _};

/// Asks for a line without echo, on the terminal that standard input is.
///
/// # Errors
/// Errors of the system.
pub fn read_hidden(prompt: &str) -> io::Result<HiddenInput> {
    let mut screen = io::stderr();
    screen.write_all(prompt.as_bytes())?;
    screen.flush()?;
    enable_raw_mode()?;
    let read = line();
    disable_raw_mode()?;
    let _ = writeln!(screen);
    read
}

fn line() -> io::Result<HiddenInput> {
    let mut line = HiddenLine::default();
    loop {
        let Event::Key(key) = event::read()? else { continue };
        if key.kind == KeyEventKind::Release {
            continue;
        }
        let byte = match key.code {
            KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => 3,
            KeyCode::Char('d') if key.modifiers.contains(KeyModifiers::CONTROL) => 4,
            KeyCode::Enter => b'\n',
            KeyCode::Backspace => 8,
            KeyCode::Char(letter) => {
                let mut bytes = [0; 4];
                for byte in letter.encode_utf8(&mut bytes).bytes() {
                    line.take(byte);
                }
                continue;
            }
            _ => continue,
        };
        if let Some(end) = line.take(byte) {
            return Ok(end);
        }
    }
}
