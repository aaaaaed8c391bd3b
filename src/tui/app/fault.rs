//! Handling failures: the person is notified once, their input is restored and saved elsewhere, and if the file itself is
//! gone, saving a copy of everything is offered.

use super::App;
use crate::present::clock;
use crate::present::tree::Styled;
use crate::session::RunError;
use crate::store::failure::{Failure, FailureKind};
use crate::tui::effect::Effect;
use crate::tui::layer::{Confirm, Layer};
use crate::tui::text::with_hint;
use crate::tui::update;
use std::path::PathBuf;

impl App {
    /// Shows a message that something was done.
    pub fn say(&mut self, words: impl Into<String>) {
        let now = self.session.now();
        self.model.say(words, now);
        self.named_operation = None;
    }

    /// Shows the reason why something was not done.
    pub fn refuse(&mut self, words: impl Into<String>) {
        let now = self.session.now();
        self.model.refuse(words, now);
        self.named_operation = None;
    }

    /// Adds to the last message that the clock disagrees with the history, once.
    pub(super) fn report_clock(&mut self) {
        let Some(jump) = self.session.take_clock_jump() else { return };
        let note = clock::jump(jump, self.world().zone());
        let before = self.model.echo.take().map_or_else(String::new, |echo| format!("; {}", echo.text));
        let now = self.session.now();
        // The note comes first, so that it is not cut off.
        self.model.say(format!("{note}{before}"), now);
    }

    /// Reports why a command was not run, with its hint.
    pub(super) fn stopped(&mut self, stopped: &RunError) {
        match stopped {
            RunError::Refused(refusal) => self.refuse(with_hint(&refusal.message, refusal.hint.as_deref())),
            RunError::Failed(failure) => self.fail(failure),
        }
    }

    /// Reports a failure.
    pub(super) fn fail(&mut self, failure: &Failure) {
        self.refuse(sentence(failure));
    }

    /// Reports a failure that recurs with each read of the file, once. Returns whether it was reported.
    pub(super) fn fail_once(&mut self, failure: &Failure) -> bool {
        if self.standing.as_ref() == Some(failure) {
            return false;
        }
        self.standing = Some(failure.clone());
        self.fail(failure);
        if failure.kind == FailureKind::Vanished {
            self.copy_due = Some(failure.clone());
            self.offer_copy_if_due();
        }
        true
    }

    /// Handles a command that could not be written: the input is restored, and saved outside of the file.
    pub(super) fn not_written(&mut self, failure: &Failure) {
        self.fail(failure);
        self.reopen(&sentence(failure));
        self.is_unwritten = true;
        if failure.kind == FailureKind::Vanished {
            self.standing = Some(failure.clone());
            self.offer_copy(failure);
        }
    }

    /// Offers a copy once nothing is being typed: keys that were meant for a text answer no question.
    pub(super) fn offer_copy_if_due(&mut self) -> bool {
        match self.copy_due.take_if(|_| self.model.layers.is_empty()) {
            Some(failure) => {
                self.offer_copy(&failure);
                true
            }
            None => false,
        }
    }

    /// Asks whether to write a copy of the open file, whose name now refers to another file.
    fn offer_copy(&mut self, failure: &Failure) {
        self.copy_due = None;
        if matches!(self.model.layers.last(), Some(Layer::Confirm(_))) {
            return;
        }
        let hint = "a new file; Esc continues without";
        let path = format!("{}.rescued.db", self.file);
        let prompt = update::copy("Save a copy of everything as?", hint, &path);
        let lines = [failure.message.as_str(), "Everything saved so far is available until you leave."];
        let confirm = Confirm {
            title: "The file or its log is gone. Save a copy of everything?".to_owned(),
            lines: lines.map(Styled::text).into(),
            then: vec![Effect::Open(prompt.into())],
        };
        self.model.layers.push(Layer::Confirm(confirm));
    }

    /// Returns the path that a text names.
    pub(super) fn path(&self, given: &str) -> PathBuf {
        match given.strip_prefix("~/").zip(self.home.as_ref()) {
            Some((rest, home)) => home.join(rest),
            None => PathBuf::from(given),
        }
    }

    /// Asks once whether to restore what is missing in the file, or to keep it as it is. Returns whether it asked.
    pub(super) fn ask_for_lost(&mut self) -> bool {
        let Some(lost) = self.session.lost_revisions().cloned() else { return false };
        if self.lost.as_ref() == Some(&lost) {
            return false;
        }
        self.model.layers.push(update::lost(&lost).into());
        self.lost = Some(lost);
        true
    }

    /// Keeps the file as it is, without the revisions that are missing.
    pub(super) fn keep_file(&mut self) {
        match self.session.keep_head() {
            Ok(()) => self.say("the file is kept as it is"),
            Err(failure) => self.fail(&failure),
        }
    }

    /// Writes everything into a new file.
    pub(super) fn save_copy(&mut self, given: &str) {
        let path = self.path(given);
        match self.session.copy_to(&path) {
            Ok(()) => self.say(format!("saved a copy of everything as {}", path.display())),
            Err(failure) => {
                let words = sentence(&failure);
                self.reopen(&words);
                self.refuse(words);
            }
        }
    }

    /// Reports where a draft was saved, or why it could not be.
    pub fn kept_draft(&mut self, kept: Result<String, String>) {
        let where_it_is = match kept {
            Ok(path) => format!("your text is kept in {path}"),
            Err(error) => format!("your text is kept on this screen alone: {error}"),
        };
        let before = self.model.echo.as_ref().map(|echo| format!("{}; ", echo.text)).unwrap_or_default();
        self.refuse(format!("{before}{where_it_is}"));
    }
}

fn sentence(failure: &Failure) -> String {
    with_hint(&failure.to_string(), failure.hint.as_deref())
}
