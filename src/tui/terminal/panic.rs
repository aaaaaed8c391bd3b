//! Panics: the terminal is given back before the report is written, and a panic in any thread ends the program.

use super::ending;
use super::screen::{self, Owner};
use std::sync::{Mutex, PoisonError};
use std::thread::ThreadId;

/// The thread that draws; its panics unwind through `main`, which gives the exit code.
static DRAWING: Mutex<Option<ThreadId>> = Mutex::new(None);

/// Says that this thread is the one that draws.
pub(super) fn this_thread_draws() {
    *DRAWING.lock().unwrap_or_else(PoisonError::into_inner) = Some(std::thread::current().id());
}

/// Puts a hook in front of the present one: whatever that reports is written on the shell's screen.
///
/// To be called once, after the report's own hook has been installed and before the terminal is taken. Without a
/// terminal it changes nothing.
pub fn install_panic_hook() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let was_ours = screen::owner() != Owner::Shell;
        screen::leave();
        // Where it happened, and not the message, which may quote what people wrote.
        tracing::error!(at = panic.location().map(tracing::field::display), "a defect");
        report(panic);
        let drawing = *DRAWING.lock().unwrap_or_else(PoisonError::into_inner);
        // Another thread's panic would leave a program behind that looks alive and lacks a part.
        if was_ours && drawing.is_some_and(|id| id != std::thread::current().id()) {
            ending::end(ending::DEFECT);
        }
    }));
}
