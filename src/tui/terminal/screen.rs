//! The state of the screen for the whole process: ours, lent to another program, or released.
//!
//! There is one terminal, and three threads may have to restore it: the drawing one, the watcher, and any that
//! panics. So this state is global, and restoring is quick, never blocks for good, and may be repeated.

use super::canvas::sequence;
use crate::platform;
use crossterm::cursor::{Hide, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste,
};
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{
    Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
};
use std::io;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

/// Returns the sequence for entering: the alternate screen, bracketed paste, no cursor; modes left on by another
/// program are switched off.
fn entering() -> String {
    [
        sequence(EnterAlternateScreen),
        sequence(DisableMouseCapture),
        sequence(DisableFocusChange),
        sequence(EnableBracketedPaste),
        sequence(Hide),
        sequence(SetAttribute(Attribute::Reset)),
        sequence(Clear(ClearType::All)),
    ]
    .concat()
}

/// Returns the sequence that undoes all that a frame or [`entering`] may have left, in an order without visible
/// glitches.
fn leaving() -> String {
    [
        sequence(EndSynchronizedUpdate),
        sequence(SetAttribute(Attribute::Reset)),
        sequence(DisableBracketedPaste),
        sequence(Show),
        sequence(LeaveAlternateScreen),
    ]
    .concat()
}

/// The maximum numbers of columns and rows drawn; larger sizes are errors and would cost gigabytes.
const MOST: (u16, u16) = (1_000, 500);

/// The owner of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// The shell: not yet entered, or left.
    Shell,
    /// This program.
    Us,
    /// A program that we wait for, such as an editor.
    Editor,
}

static OWNER: AtomicU8 = AtomicU8::new(0);
/// Held while bytes are written, so that a frame and restoring do not interleave.
static WRITING: Mutex<()> = Mutex::new(());
/// Set when the whole screen must be redrawn.
static LOST: AtomicBool = AtomicBool::new(false);

/// Whether restoring has completed.
static RETURNED: AtomicBool = AtomicBool::new(true);
/// How long to wait for another thread that writes or restores the terminal.
const PATIENCE: Duration = Duration::from_millis(200);

/// Returns the owner of the terminal.
pub(super) fn owner() -> Owner {
    match OWNER.load(Ordering::SeqCst) {
        1 => Owner::Us,
        2 => Owner::Editor,
        _ => Owner::Shell,
    }
}

fn set_owner(owner: Owner) -> Owner {
    let number = match owner {
        Owner::Shell => 0,
        Owner::Us => 1,
        Owner::Editor => 2,
    };
    match OWNER.swap(number, Ordering::SeqCst) {
        1 => Owner::Us,
        2 => Owner::Editor,
        _ => Owner::Shell,
    }
}

/// Takes over the terminal, or takes it over again after another program had it.
pub(super) fn enter() -> io::Result<()> {
    platform::make_raw()?;
    RETURNED.store(false, Ordering::SeqCst);
    set_owner(Owner::Us);
    LOST.store(true, Ordering::SeqCst);
    let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    platform::write(entering().as_bytes())
}

/// Restores the terminal. Does nothing if it is not ours; never fails.
pub(super) fn leave() {
    give_back(Owner::Shell);
}

/// Releases the terminal to a program that we wait for.
pub(super) fn lend() {
    give_back(Owner::Editor);
}

/// Takes the terminal back from the program that we waited for, discarding what was typed meanwhile.
pub(super) fn take_back() -> io::Result<()> {
    platform::discard_input();
    enter()
}

fn give_back(to: Owner) {
    if set_owner(to) != Owner::Us {
        // Another thread may be restoring it, and the process must not end before that is done.
        let began = Instant::now();
        while !RETURNED.load(Ordering::SeqCst) && began.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(1));
        }
        return;
    }
    // The line settings first: they can be restored even if output is blocked.
    platform::restore();
    let _writing = lock_for(PATIENCE);
    let _ = platform::write(leaving().as_bytes());
    RETURNED.store(true, Ordering::SeqCst);
}

/// Waits for the writing thread, but not forever: the terminal may accept no more output.
fn lock_for(longest: Duration) -> Option<MutexGuard<'static, ()>> {
    let began = Instant::now();
    loop {
        match WRITING.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if began.elapsed() > longest => return None,
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}

/// Writes a frame if the terminal is ours; otherwise it is dropped, and redrawn when the terminal is back.
pub(super) fn show(bytes: &[u8]) -> io::Result<()> {
    let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    if owner() == Owner::Us { platform::write(bytes) } else { Ok(()) }
}

/// Returns, once, whether the whole screen must be redrawn.
pub(super) fn was_lost() -> bool {
    LOST.swap(false, Ordering::SeqCst)
}

/// Returns whether the whole screen must be redrawn.
pub(super) fn is_lost() -> bool {
    LOST.load(Ordering::SeqCst)
}

/// Requests that the whole screen be redrawn.
pub(super) fn lose() {
    LOST.store(true, Ordering::SeqCst);
}

/// Returns columns and rows.
pub(super) fn size() -> (u16, u16) {
    let (columns, rows) = platform::size();
    (columns.min(MOST.0), rows.min(MOST.1))
}
