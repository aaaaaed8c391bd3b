//! The watcher: one thread that waits for signals and for the terminal to be closed, and exits or stops the program
//! with the terminal restored, even if the drawing thread hangs.

use crate::platform::Hooks;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Signal, getpgid, getpgrp, getpid, getppid, getsid, kill_process};
use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP, SIGTSTP,
    SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ,
};
use std::io::{self, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// The exit code after the terminal was closed.
const HUNG_UP: u8 = 129;

/// The signals that end the program. All that would end a program by default are among them, except those that cannot
/// be caught and those after which the same instruction fails again.
pub(super) const ENDS: [i32; 15] = [
    SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGXCPU, SIGXFSZ,
    SIGABRT, SIGTRAP, SIGSYS,
];

/// Further signals that end the program, on Linux: SIGSTKFLT, SIGPWR, and those for real-time programs.
const ENDS_ON_LINUX: [std::ops::RangeInclusive<i32>; 3] = [16..=16, 30..=30, 34..=64];

/// Wakes the reading thread.
static WAKE: OnceLock<UnixStream> = OnceLock::new();
/// Wakes the watcher.
static NUDGE: OnceLock<UnixStream> = OnceLock::new();
/// Set while the watcher is asked to forget the interrupts that were meant for another program.
static FORGET: AtomicBool = AtomicBool::new(false);

/// Discards the interrupts so far, which were meant for another program. Waits for that at most `longest`, or until
/// `is_over`.
pub fn forget_interrupts(longest: Duration, is_over: impl Fn() -> bool) {
    // The watcher does it: a signal on its way to that thread has arrived when the thread runs.
    FORGET.store(true, Ordering::SeqCst);
    if let Some(mut nudge) = NUDGE.get() {
        let _ = nudge.write(&[0]);
    }
    let began = Instant::now();
    while FORGET.load(Ordering::SeqCst) && !is_over() && began.elapsed() < longest {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Starts the watcher, once per process, and returns a stream that becomes readable when there is something to
/// handle.
pub(super) fn start(hooks: Hooks) -> io::Result<UnixStream> {
    let (ours, theirs) = UnixStream::pair()?;
    ours.set_nonblocking(true)?;
    theirs.set_nonblocking(true)?;
    signal_hook::low_level::pipe::register(SIGWINCH, theirs.try_clone()?)?;
    WAKE.set(theirs).map_err(|_| io::Error::other("the terminal is already in use"))?;
    let watcher = Watcher::new(hooks)?;
    std::thread::Builder::new().name("watcher".to_owned()).spawn(move || watcher.watch())?;
    Ok(ours)
}

/// Wakes the reading thread.
pub fn wake() {
    if let Some(mut stream) = WAKE.get() {
        let _ = stream.write(&[0]);
    }
}

/// Stops the program as Ctrl-z does, until the shell continues it; returns whether that was possible.
pub fn stop() -> bool {
    can_stop() && kill_process(getpid(), Signal::TSTP).is_ok()
}

/// Returns the name of the signal after which a program ends with this exit code.
pub fn signal_of(code: u8) -> Option<&'static str> {
    signal_hook::low_level::signal_name(i32::from(code.checked_sub(128)?))
}

struct Watcher {
    hooks: Hooks,
    signals: UnixStream,
    /// Whether the terminal was released in order to stop.
    stopped: bool,
    raised: Vec<(i32, Arc<AtomicBool>)>,
}

impl Watcher {
    fn new(hooks: Hooks) -> io::Result<Self> {
        let (signals, theirs) = UnixStream::pair()?;
        signals.set_nonblocking(true)?;
        theirs.set_nonblocking(true)?;
        let mut raised = Vec::new();
        let mut register = |signal| {
            let flag = Arc::new(AtomicBool::new(false));
            // The flag first: actions run in this order, and the pipe wakes the reader of the flag.
            signal_hook::flag::register(signal, Arc::clone(&flag))?;
            signal_hook::low_level::pipe::register(signal, theirs.try_clone()?)?;
            raised.push((signal, flag));
            Ok::<(), io::Error>(())
        };
        ENDS.into_iter().chain([SIGTSTP, SIGCONT]).try_for_each(&mut register)?;
        if cfg!(target_os = "linux") {
            // The C library keeps some of them for itself, and a processor may not have others.
            ENDS_ON_LINUX.into_iter().flatten().for_each(|signal| drop(register(signal)));
        }
        let _ = NUDGE.set(theirs);
        Ok(Self { hooks, signals, stopped: false, raised })
    }

    fn watch(mut self) {
        loop {
            if self.wait() {
                (self.hooks.end)(HUNG_UP);
            }
            while matches!(self.signals.read(&mut [0; 64]), Ok(1..)) {}
            if FORGET.load(Ordering::SeqCst) {
                let interrupts = self.raised.iter().filter(|it| [SIGINT, SIGQUIT].contains(&it.0));
                interrupts.for_each(|(_, flag)| flag.store(false, Ordering::SeqCst));
                FORGET.store(false, Ordering::SeqCst);
            }
            for place in 0..self.raised.len() {
                if self.raised[place].1.swap(false, Ordering::SeqCst) {
                    self.handle(self.raised[place].0);
                }
            }
        }
    }

    /// Waits for a signal; returns whether the terminal is gone. An indefinite wait costs nothing.
    fn wait(&self) -> bool {
        let terminal = rustix::stdio::stdin();
        let mut watched =
            [PollFd::new(&self.signals, PollFlags::IN), PollFd::new(&terminal, PollFlags::empty())];
        match poll(&mut watched, None) {
            Ok(_) => watched[1].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL),
            Err(_) => false,
        }
    }

    fn handle(&mut self, signal: i32) {
        match signal {
            SIGTSTP => self.stop(),
            SIGCONT => self.go_on(),
            // Keys meant for the program that has the terminal now; they reach us because we are in its group.
            SIGINT | SIGQUIT if (self.hooks.is_lent)() => {}
            _ => (self.hooks.end)(u8::try_from(128 + signal).unwrap_or(u8::MAX)),
        }
    }

    /// Stops the program, as a shell's user expects of Ctrl-z.
    fn stop(&mut self) {
        if can_stop() {
            self.stopped = (self.hooks.is_ours)();
            (self.hooks.leave)();
            // This thread may run on for a moment: resuming waits for SIGCONT.
            let _ = kill_process(getpid(), Signal::STOP);
        }
    }

    /// Takes over the terminal again: after releasing it, or in any state after a plain SIGSTOP.
    fn go_on(&mut self) {
        if std::mem::take(&mut self.stopped) || (self.hooks.is_ours)() {
            let _ = (self.hooks.enter)();
            wake();
        }
    }
}

/// Returns whether a stopped program could be continued: not the leader of a session, nor a job whose parent is in no
/// other group of this session.
pub fn can_stop() -> bool {
    let session = getsid(None).ok();
    if session == Some(getpid()) {
        return false;
    }
    if getpgrp() != getpid() {
        return true;
    }
    let parent = getppid();
    parent.is_some() && getsid(parent).ok() == session && getpgid(parent).ok() != Some(getpgrp())
}
