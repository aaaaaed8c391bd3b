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
        let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
        let text = if let KeyCode::Char(letter) = key.code {
            match letter {
                'c' if is_control => "\u{3}".to_owned(),
                'd' if is_control => "\u{4}".to_owned(),
                letter => letter.to_string(),
            }
        } else if key.code == KeyCode::Enter {
            "\n".to_owned()
        } else if key.code == KeyCode::Backspace {
            "\u{8}".to_owned()
        } else {
            continue;
        };
        if let Some(end) = text.bytes().find_map(|byte| line.take(byte)) {
            return Ok(end);
        }
    }
}
