//! Ending the program, on request or by necessity: with the terminal restored, even if the drawing thread hangs.

use super::screen;
use crate::platform;
use std::io::{self, Write as _};
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

/// How long the drawing thread may take to save drafts and return, before the program is ended without it.
const GRACE: Duration = Duration::from_millis(350);
/// How long restoring the terminal, or a last message on it, may take, in case its output is blocked.
const RESTORE: Duration = Duration::from_millis(100);
/// How long the watcher may take to react on a very busy machine.
const SURELY: Duration = Duration::from_secs(3);
/// The exit code after the terminal was closed: 128 + SIGHUP.
const HUNG_UP: u8 = 129;
/// The exit code of a defect, the same as Rust's own.
pub(super) const DEFECT: u8 = 101;

/// The requested exit code; 0 if none.
static ENDING: AtomicU8 = AtomicU8::new(0);

/// Takes the terminal back from a program that had it. Interrupts so far were meant for that one.
pub(super) fn take_back() -> io::Result<()> {
    platform::forget_interrupts(SURELY, || ending().is_some());
    screen::take_back()
}

/// Returns the exit code with which the program was asked to end.
pub(super) fn ending() -> Option<u8> {
    match ENDING.load(Ordering::SeqCst) {
        0 => None,
        code => Some(code),
    }
}

/// Returns the reason why a program ended with this exit code.
pub fn why_ended(code: u8) -> String {
    let name = match code {
        HUNG_UP => "the terminal went away (SIGHUP)",
        130 => "it was interrupted (SIGINT)",
        131 => "it was told to quit (SIGQUIT)",
        143 => "it was told to end (SIGTERM)",
        _ => {
            let signal = platform::signal_of(code).map(|name| format!("ended: it received {name}"));
            return signal.unwrap_or_else(|| format!("ended with exit code {code}"));
        }
    };
    format!("ended: {name}")
}

/// Marks the terminal as gone: writing to it or reading from it fails.
pub(super) fn gone() {
    let _ = ENDING.compare_exchange(0, HUNG_UP, Ordering::SeqCst, Ordering::SeqCst);
}

/// Restores the terminal and ends the program with `code`: by the drawing thread, or else by this one.
pub(super) fn end(code: u8) -> ! {
    let _ = ENDING.compare_exchange(0, code, Ordering::SeqCst, Ordering::SeqCst);
    in_time(screen::leave);
    platform::wake();
    std::thread::sleep(GRACE);
    let code = ending().unwrap_or(code);
    if code != DEFECT {
        // The drawing thread hangs, and reports nothing any more; a panic has reported itself.
        in_time(move || drop(writeln!(io::stderr(), "ceremony: {}", why_ended(code))));
    }
    leave_process(code)
}

/// Writes to the terminal in a separate thread, so that blocked output cannot delay us.
fn in_time(write: impl FnOnce() + Send + 'static) {
    let (done, wait) = std::sync::mpsc::channel();
    let writer = std::thread::Builder::new().name("restorer".to_owned()).spawn(move || {
        write();
        let _ = done.send(());
    });
    if writer.is_ok() {
        let _ = wait.recv_timeout(RESTORE);
    }
}

#[expect(
    clippy::exit,
    clippy::disallowed_methods,
    reason = "the terminal is back, and no other thread can be relied on"
)]
fn leave_process(code: u8) -> ! {
    std::process::exit(i32::from(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exit_code_says_why() {
        assert_eq!(why_ended(143), "ended: it was told to end (SIGTERM)");
        if let Some(name) = platform::signal_of(138) {
            assert_eq!(why_ended(138), format!("ended: it received {name}"));
        }
        assert_eq!(why_ended(7), "ended with exit code 7");
    }
}
