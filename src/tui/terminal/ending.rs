//! How the program ends when it is asked to, or has to: with the terminal as it was, even where the thread that draws
//! hangs.

use super::screen;
use crate::platform;
use std::io::{self, Write as _};
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

/// How long the thread that draws may take to keep drafts and return, before the program is ended without it.
const GRACE: Duration = Duration::from_millis(350);
/// How long giving the terminal back, or a last word on it, may take, in case its output is held up.
const RESTORE: Duration = Duration::from_millis(100);
/// How long the watcher may take to look at something on a machine that is very busy.
const SURELY: Duration = Duration::from_secs(3);
/// The exit code of a program whose terminal went away: 128 + SIGHUP.
const HUNG_UP: u8 = 129;
/// The exit code of a defect, as Rust itself has it.
pub(super) const DEFECT: u8 = 101;

/// The exit code that was asked for; 0 while none was.
static ENDING: AtomicU8 = AtomicU8::new(0);

/// Takes the terminal back from a program that had it. Interrupts up to now were that one's.
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

/// Says why a program was ended that ends with this exit code.
pub fn why_ended(code: u8) -> String {
    let name = match code {
        HUNG_UP => "the terminal went away (SIGHUP)",
        130 => "it was interrupted (SIGINT)",
        131 => "it was told to quit (SIGQUIT)",
        143 => "it was told to end (SIGTERM)",
        _ => return format!("ended with exit code {code}"),
    };
    format!("ended: {name}")
}

/// Says that the terminal is gone: what is written to it or read from it fails.
pub(super) fn gone() {
    let _ = ENDING.compare_exchange(0, HUNG_UP, Ordering::SeqCst, Ordering::SeqCst);
}

/// Gives the terminal back and has the program end with `code`: by the thread that draws, or else by this one.
pub(super) fn end(code: u8) -> ! {
    let _ = ENDING.compare_exchange(0, code, Ordering::SeqCst, Ordering::SeqCst);
    in_time(screen::leave);
    platform::wake();
    std::thread::sleep(GRACE);
    let code = ending().unwrap_or(code);
    if code != DEFECT {
        // The thread that draws hangs, and says nothing any more; a panic has reported itself.
        in_time(move || drop(writeln!(io::stderr(), "ceremony: {}", why_ended(code))));
    }
    leave_process(code)
}

/// Writes to the terminal in a thread of its own, so that one that takes no more output cannot hold us up.
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
        assert_eq!(why_ended(7), "ended with exit code 7");
    }
}
