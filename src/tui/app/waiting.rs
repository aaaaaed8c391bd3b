//! Changes that wait for another program to unlock the file. They are tried again between keys, one at a time and in
//! order, and the program is not left without asking while one of them waits.

use super::App;
use crate::domain::command::Command;
use crate::domain::decide::Choice;
use crate::domain::id::PersonId;
use crate::domain::value::{CeremonyKind, Line};
use crate::present::tree::Styled;
use crate::session::RunError;
use crate::store::failure::FailureKind;
use crate::tui::draft::TextDraft;
use crate::tui::effect::{After, Effect};
use crate::tui::layer::{Confirm, Layer};

/// A command to be run for the screen.
#[derive(Debug, Clone)]
pub(super) struct CommandRun {
    pub(super) command: Command,
    pub(super) after: After,
    pub(super) operation: String,
    /// The choices made where others changed the same value concurrently.
    pub(super) choices: Vec<Choice>,
    /// The text of the prompt that stays open for the next answer.
    pub(super) typed: Option<String>,
}

impl CommandRun {
    pub(super) fn new(command: Command, after: After, operation: String) -> Self {
        Self { command, after, operation, choices: Vec::new(), typed: None }
    }

    /// Returns whether the person has chosen to keep a value as others have changed it.
    pub(super) fn keeps_theirs(&self) -> bool {
        self.choices.iter().any(|choice| !choice.is_yours)
    }
}

/// A change of the file.
pub(super) enum Attempt {
    /// By a command.
    Run(CommandRun),
    /// By undoing the newest operation.
    Undo,
    /// The same, which was confirmed.
    UndoConfirmed,
    /// By redoing the last undone operation.
    Redo,
    /// By starting a ceremony, which is joined.
    Hold(CeremonyKind, Option<PersonId>, Vec<Line>),
}

/// A change that waits for another program.
pub(super) struct Waiting {
    attempt: Attempt,
    /// The effects after it.
    rest: Vec<Effect>,
    /// The closed layer with its input.
    answered: Option<Layer<Effect>>,
    /// The text of that layer.
    draft: Option<TextDraft>,
    /// Whether the person leaves without it.
    is_abandoned: bool,
}

impl App {
    /// Makes a change of the file, or lets it wait if another program has locked the file; the effects after it wait
    /// as well. Returns whether it is made.
    pub(super) fn attempt(&mut self, mut attempt: Attempt, rest: &mut dyn Iterator<Item = Effect>) -> bool {
        if !self.is_free() {
            return false;
        }
        if let Attempt::Run(run) = &mut attempt {
            run.typed = self.repeating_prompt().map(|prompt| prompt.input.text().to_owned());
        }
        self.attempt_now(attempt, rest)
    }

    fn attempt_now(&mut self, attempt: Attempt, rest: &mut dyn Iterator<Item = Effect>) -> bool {
        let outcome = match &attempt {
            Attempt::Run(run) => self.run_chosen(run, rest),
            Attempt::Undo => self.undo().map(|()| true),
            Attempt::UndoConfirmed => self.undo_now().map(|()| true),
            Attempt::Redo => self.redo().map(|()| true),
            Attempt::Hold(kind, on_behalf, wall) => self.hold(*kind, *on_behalf, wall).map(|()| true),
        };
        match outcome {
            Ok(is_made) => is_made,
            Err(RunError::Failed(failure)) if failure.kind == FailureKind::Busy => {
                let (draft, answered) = (self.draft_of_answer(), self.model.answered.take());
                let rest = rest.collect();
                // Which operation is undone is known by now.
                let attempt = if matches!(attempt, Attempt::Undo) { Attempt::UndoConfirmed } else { attempt };
                self.waiting = Some(Waiting { attempt, rest, answered, draft, is_abandoned: false });
                self.refuse(failure.waiting());
                false
            }
            Err(RunError::Failed(failure)) if matches!(attempt, Attempt::Run(_)) => {
                self.not_written(&failure);
                false
            }
            Err(stopped) => {
                self.stopped(&stopped);
                false
            }
        }
    }

    /// Returns whether nothing waits, if necessary after trying once more. If something does, another change has to
    /// wait where it was typed.
    fn is_free(&mut self) -> bool {
        let answered = self.model.answered.take();
        self.try_waiting();
        self.model.answered = answered;
        if self.waiting.is_some() {
            let words = "the change before this one waits for another program; try again in a moment";
            self.reopen(words);
            self.refuse(words);
        }
        self.waiting.is_none()
    }

    /// Retries the waiting change, and then performs the effects after it. Returns whether that had an effect.
    pub(super) fn try_waiting(&mut self) -> bool {
        let Some(waiting) = self.waiting.take() else { return false };
        let Waiting { attempt, rest, answered, draft, is_abandoned } = waiting;
        self.model.answered = answered;
        let mut rest = rest.into_iter();
        if self.attempt_now(attempt, &mut rest) {
            self.carry_out(rest.collect(), &mut Vec::new());
        }
        if let Some(waiting) = &mut self.waiting {
            waiting.draft = draft;
            waiting.is_abandoned = is_abandoned;
        } else {
            // Whether to leave without the change is no question any more.
            let is_asked = |layer: &Layer<Effect>| matches!(layer, Layer::Confirm(asked) if matches!(asked.then[..], [Effect::Abandon]));
            self.model.layers.retain(|layer| !is_asked(layer));
        }
        true
    }

    /// Returns whether the program can be left: while a change waits, that is asked first.
    pub(super) fn may_leave(&mut self) -> bool {
        if self.waiting.as_ref().is_none_or(|waiting| waiting.is_abandoned) {
            return true;
        }
        let layers = self.model.layers.len();
        self.try_waiting();
        let Some(waiting) = &self.waiting else {
            // A change that was refused is shown with its input.
            return self.model.layers.len() <= layers;
        };
        let mut lines =
            vec![Styled::text("The last change is not saved yet: another program is using the file.")];
        if waiting.draft.is_some() {
            lines.push(Styled::text("What you typed is kept and opens again at the next start."));
        }
        let title = "Leave without saving the last change?".to_owned();
        self.model.layers.push(Layer::Confirm(Confirm { title, lines, then: vec![Effect::Abandon] }));
        false
    }

    /// Leaves the program although a change waits.
    pub(super) fn abandon(&mut self) {
        if let Some(waiting) = &mut self.waiting {
            waiting.is_abandoned = true;
        }
        self.model.is_over = true;
    }

    /// Returns whether a change waits for another program.
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Tries a last time to save the change that waits. Returns whether none is left.
    pub fn finish(&mut self) -> bool {
        self.try_waiting();
        self.waiting.is_none()
    }

    /// Returns the unsaved texts: of the open layers, and of the change that waits. Their product is filled in by the
    /// caller.
    pub fn drafts(&self) -> Vec<TextDraft> {
        let open = self.draft();
        let waiting = self.waiting.as_ref().and_then(|waiting| waiting.draft.clone());
        let waiting = waiting.filter(|it| open.as_ref() != Some(it));
        open.into_iter().chain(waiting).collect()
    }
}
