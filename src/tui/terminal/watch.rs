//! The watcher: one thread that waits for signals and for the terminal to go away, and sees to it that the program
//! ends, or stops, with the terminal as it was, even where the thread that draws hangs.

use super::screen::{self, Owner};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Signal, getpgid, getpgrp, getpid, getppid, getsid, kill_process};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use std::io::{self, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

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
/// Wakes the thread that draws.
static WAKE: OnceLock<UnixStream> = OnceLock::new();

/// Wakes the watcher.
static NUDGE: OnceLock<UnixStream> = OnceLock::new();
/// Set while the watcher is asked to forget the interrupts that were meant for another program.
static FORGET: AtomicBool = AtomicBool::new(false);

/// Takes the terminal back from a program that had it. Interrupts up to now were that one's.
pub(super) fn take_back() -> io::Result<()> {
    // The watcher does it: a signal on its way to that thread has arrived when the thread runs.
    FORGET.store(true, Ordering::SeqCst);
    if let Some(mut nudge) = NUDGE.get() {
        let _ = nudge.write(&[0]);
    }
    let began = Instant::now();
    while FORGET.load(Ordering::SeqCst) && ending().is_none() && began.elapsed() < SURELY {
        std::thread::sleep(Duration::from_millis(1));
    }
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
    let name = match i32::from(code) - 128 {
        SIGHUP => "the terminal went away (SIGHUP)",
        SIGINT => "it was interrupted (SIGINT)",
        SIGQUIT => "it was told to quit (SIGQUIT)",
        SIGTERM => "it was told to end (SIGTERM)",
        _ => return format!("ended with exit code {code}"),
    };
    format!("ended: {name}")
}

/// Says that the terminal is gone: what is written to it or read from it fails.
pub(super) fn gone() {
    let _ = ENDING.compare_exchange(0, HUNG_UP, Ordering::SeqCst, Ordering::SeqCst);
}

/// Starts the watcher, once in a process, and returns what becomes readable when there is something to look at.
pub(super) fn start() -> io::Result<UnixStream> {
    let (ours, theirs) = UnixStream::pair()?;
    ours.set_nonblocking(true)?;
    theirs.set_nonblocking(true)?;
    signal_hook::low_level::pipe::register(SIGWINCH, theirs.try_clone()?)?;
    WAKE.set(theirs).map_err(|_| io::Error::other("the terminal was taken twice"))?;
    let watcher = Watcher::new()?;
    std::thread::Builder::new().name("watcher".to_owned()).spawn(move || watcher.watch())?;
    Ok(ours)
}

fn wake() {
    if let Some(mut stream) = WAKE.get() {
        let _ = stream.write(&[0]);
    }
}

/// Gives the terminal back and has the program end with `code`: by the thread that draws, or else by this one.
pub(super) fn end(code: u8) -> ! {
    let _ = ENDING.compare_exchange(0, code, Ordering::SeqCst, Ordering::SeqCst);
    in_time(screen::leave);
    wake();
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

struct Watcher {
    signals: UnixStream,
    /// We gave the terminal back in order to stop.
    stopped: bool,
    raised: Vec<(i32, Arc<AtomicBool>)>,
}

impl Watcher {
    fn new() -> io::Result<Self> {
        let (signals, theirs) = UnixStream::pair()?;
        signals.set_nonblocking(true)?;
        theirs.set_nonblocking(true)?;
        let mut raised = Vec::new();
        for signal in [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT] {
            let flag = Arc::new(AtomicBool::new(false));
            // The flag first: actions run in this order, and the pipe wakes the one who looks at the flag.
            signal_hook::flag::register(signal, Arc::clone(&flag))?;
            signal_hook::low_level::pipe::register(signal, theirs.try_clone()?)?;
            raised.push((signal, flag));
        }
        let _ = NUDGE.set(theirs);
        Ok(Self { signals, stopped: false, raised })
    }

    fn watch(mut self) {
        loop {
            if self.wait() {
                end(HUNG_UP);
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

    /// Waits for a signal; tells whether the terminal is gone. A wait without an end costs nothing.
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
            // Keys of the program that has the terminal now; they reach us because we are in its group.
            SIGINT | SIGQUIT if screen::owner() == Owner::Editor => {}
            _ => end(u8::try_from(128 + signal).unwrap_or(u8::MAX)),
        }
    }

    /// Stops the program, as a shell's user expects of Ctrl-z.
    fn stop(&mut self) {
        if can_stop() {
            self.stopped = screen::owner() == Owner::Us;
            screen::leave();
            // This thread may run on for a moment: the way back waits for SIGCONT.
            let _ = kill_process(getpid(), Signal::STOP);
        }
    }

    /// Takes the terminal again: the one that we gave back, or one that may be in any state after a plain SIGSTOP.
    fn go_on(&mut self) {
        if std::mem::take(&mut self.stopped) || screen::owner() == Owner::Us {
            let _ = screen::enter();
            wake();
        }
    }
}

/// Tells whether somebody is there who could have a stopped program go on: not so for the leader of a session, nor
/// for a job whose parent is in no other group of this session.
pub(super) fn can_stop() -> bool {
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
