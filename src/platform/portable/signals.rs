//! Signals, of which the standard library knows none: the program cannot be stopped, and ends by its own keys.

use std::time::Duration;

/// Wakes the thread that reads, which comes round by itself here.
pub fn wake() {}

/// Forgets the interrupts up to now, which were another program's: none are heard here.
pub fn forget_interrupts(_longest: Duration, _is_over: impl Fn() -> bool) {}

/// Returns whether a stopped program could be continued.
pub fn can_stop() -> bool {
    false
}

/// Stops the program as Ctrl-z does; returns whether it could be.
pub fn stop() -> bool {
    false
}
