//! Panics: the terminal is restored before the report is written, and a panic in any thread ends the program.

use super::ending;
use super::screen::{self, Owner};
use std::sync::{Mutex, PoisonError};
use std::thread::ThreadId;

/// The drawing thread; its panics unwind through `main`, which returns the exit code.
static DRAWING: Mutex<Option<ThreadId>> = Mutex::new(None);

/// Registers the current thread as the drawing one.
pub(super) fn this_thread_draws() {
    *DRAWING.lock().unwrap_or_else(PoisonError::into_inner) = Some(std::thread::current().id());
}

/// Installs the report of a panic, with colours only where these are shown.
pub fn report_defects(is_coloured: bool) {
    let hook = color_eyre::config::HookBuilder::default();
    let hook = if is_coloured { hook } else { hook.theme(color_eyre::config::Theme::new()) };
    // This fails only if a hook is already installed; then that one reports.
    let _ = hook.install();
}

/// Installs a hook in front of the existing one, whose report then appears on the shell's screen.
///
/// Must be called once, after the report's own hook is installed and before the terminal is taken over. Without a
/// terminal it has no effect.
pub fn install_panic_hook() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let was_ours = screen::owner() != Owner::Shell;
        screen::leave();
        // The location and not the message, which may quote what people wrote.
        tracing::error!(at = panic.location().map(tracing::field::display), "a defect");
        report(panic);
        let drawing = *DRAWING.lock().unwrap_or_else(PoisonError::into_inner);
        // After a panic in another thread, the program would look alive but lack a part.
        if was_ours && drawing.is_some_and(|id| id != std::thread::current().id()) {
            ending::end(ending::DEFECT);
        }
    }));
}
