//! Signals, which the standard library does not support: the program cannot be stopped, and quits only by its own
//! keys.

use std::time::Duration;

/// Wakes the reading thread, which wakes up by itself here.
pub fn wake() {}

/// Discards the interrupts so far, which were meant for another program: none are received here.
pub fn forget_interrupts(_longest: Duration, _is_over: impl Fn() -> bool) {}

/// Returns the name of the signal after which a program ends with this exit code: none are received here.
pub fn signal_of(_code: u8) -> Option<&'static str> {
    None
}

/// Returns whether a stopped program could be continued.
pub fn can_stop() -> bool {
    false
}

/// Stops the program as Ctrl-z does; returns whether that was possible.
pub fn stop() -> bool {
    false
}
