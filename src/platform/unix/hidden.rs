//! Reading a line that the terminal does not echo.

use super::signals::ENDS;
use crate::platform::{HiddenInput, HiddenLine};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use std::io::{self, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How often signals are looked at, in nanoseconds.
const LOOK: i64 = 50_000_000;

/// Asks for a line without echo, on the terminal that standard input is. A signal restores the terminal.
///
/// # Errors
/// Errors of the system.
pub fn read_hidden(prompt: &str) -> io::Result<HiddenInput> {
    let input = rustix::stdio::stdin();
    let before = tcgetattr(input)?;
    let signal = Arc::new(AtomicUsize::new(0));
    let registered: Vec<_> = ENDS
        .iter()
        .filter_map(|it| {
            let number = usize::try_from(*it).ok()?;
            signal_hook::flag::register_usize(*it, Arc::clone(&signal), number).ok()
        })
        .collect();
    let mut raw = before.clone();
    raw.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG);
    tcsetattr(input, OptionalActions::Now, &raw)?;
    let mut screen = io::stderr();
    let read = screen.write_all(prompt.as_bytes()).and_then(|()| screen.flush()).and_then(|()| line(&signal));
    tcsetattr(input, OptionalActions::Now, &before)?;
    let _ = writeln!(screen);
    for id in registered {
        signal_hook::low_level::unregister(id);
    }
    read
}

fn line(signal: &AtomicUsize) -> io::Result<HiddenInput> {
    let input = rustix::stdio::stdin();
    let mut line = HiddenLine::default();
    let patience = Timespec { tv_sec: 0, tv_nsec: LOOK };
    loop {
        let caught = signal.load(Ordering::SeqCst);
        if caught != 0 {
            return Ok(HiddenInput::Ended(u8::try_from(128 + caught).unwrap_or(u8::MAX)));
        }
        let mut watched = [PollFd::new(&input, PollFlags::IN)];
        match poll(&mut watched, Some(&patience)) {
            Ok(0) | Err(rustix::io::Errno::INTR) => continue,
            Ok(_) => {}
            Err(error) => return Err(error.into()),
        }
        let mut bytes = [0; 256];
        let count = match rustix::io::read(input, &mut bytes) {
            Ok(0) => return Ok(line.finish()),
            Ok(count) => count,
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => continue,
            Err(error) => return Err(error.into()),
        };
        for byte in &bytes[..count] {
            if let Some(end) = line.take(*byte) {
                return Ok(end);
            }
        }
    }
}
