//! The daily maintenance beside the screen: it runs in a separate thread, started once the screen is shown and the user
//! pauses, so that no frame and no key waits for it. Its task is passed in.

use super::text::with_hint;
use crate::store::Upkeep;
use crate::store::failure::{Failure, FailureKind};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// The task of the thread.
pub type UpkeepTask = Box<dyn FnOnce() -> Result<Upkeep, Failure> + Send>;

/// Maintenance that is pending, running, or finished.
#[derive(Default)]
pub struct Daily {
    waits: Option<UpkeepTask>,
    answer: Option<Receiver<Result<Upkeep, Failure>>>,
}

impl Daily {
    /// Creates pending maintenance.
    pub fn new(work: UpkeepTask) -> Self {
        Self { waits: Some(work), answer: None }
    }

    /// Starts the task if it is pending, and returns a message for the user, once. Never blocks.
    pub fn tick(&mut self) -> Option<String> {
        if let Some(work) = self.waits.take() {
            let (send, answer) = channel();
            let thread = std::thread::Builder::new().name("upkeep".to_owned());
            // If the program has ended in the meantime, there is no one to inform.
            return match thread.spawn(move || drop(send.send(work()))) {
                Ok(_) => {
                    self.answer = Some(answer);
                    None
                }
                Err(error) => Some(no_backup(&Failure::new(FailureKind::Other, error.to_string()))),
            };
        }
        match self.answer.as_ref()?.try_recv() {
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                self.answer = None;
                None
            }
            Ok(answer) => {
                self.answer = None;
                message(&answer)
            }
        }
    }
}

fn message(answer: &Result<Upkeep, Failure>) -> Option<String> {
    match answer {
        Ok(Upkeep::Done | Upkeep::Made) => None,
        Ok(Upkeep::Damaged) => {
            Some("the history in this file is damaged; see what is wrong with: ceremony doctor".to_owned())
        }
        Err(failure) => Some(no_backup(failure)),
    }
}

fn no_backup(failure: &Failure) -> String {
    with_hint(&format!("there is no backup of today: {failure}"), failure.hint.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(answer: Result<Upkeep, Failure>) -> Option<String> {
        let mut daily = Daily::new(Box::new(move || answer));
        assert_eq!(daily.tick(), None, "it is begun, and nobody waits for it");
        loop {
            let message = daily.tick();
            if message.is_some() || daily.answer.is_none() {
                assert_eq!(daily.tick(), None, "all is said once");
                return message;
            }
            std::thread::yield_now();
        }
    }

    #[test]
    fn only_what_went_wrong_is_told() {
        assert_eq!(outcome(Ok(Upkeep::Made)), None);
        assert_eq!(outcome(Ok(Upkeep::Done)), None);
        assert!(outcome(Ok(Upkeep::Damaged)).unwrap().contains("ceremony doctor"));
        let full = Failure::new(FailureKind::Full, "the disk is full").hint("make room");
        assert_eq!(outcome(Err(full)).unwrap(), "there is no backup of today: the disk is full; make room");
        assert_eq!(Daily::default().tick(), None);
    }
}
