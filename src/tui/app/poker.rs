//! Hidden cards of planning poker and hidden notes, and revealing them.

use super::{App, world};
use crate::domain::id::{ItemId, PersonId};
use crate::domain::value::Line;
use crate::domain::views::Target;
use crate::present;
use crate::session::{HiddenNote, RunError, Session};
use crate::tui::action::Action;
use crate::tui::layer::Layer;
use crate::tui::screen::Screen;
use crate::tui::update;
use crate::tui::world::World;

impl App {
    /// Hides a card, or removes it if `face` is empty. The message names the player, never the card. Returns whether
    /// it succeeded.
    pub(super) fn hide(&mut self, item: ItemId, person: PersonId, face: &str) -> bool {
        let Some(id) = self.session.ceremony() else { return false };
        if let Err(failure) = self.session.hide_card(id, item, person, face) {
            self.model.layers.extend(self.model.answered.take());
            self.fail(&failure);
            return false;
        }
        if face.is_empty() && self.session.me() != Some(person) {
            // Cards that are removed because all agree need no message.
            self.read_again();
            return true;
        }
        let name = self.session.workspace().name(person);
        let what = if face.is_empty() { "has no card on the table" } else { "has voted" };
        let words = format!("{name} {what}");
        self.read_again();
        self.normalise();
        let turns = self.keymap.shown(Action::Estimate).unwrap_or_default();
        let all = match self.model.screens.last() {
            Some(Screen::Meeting(meeting)) if meeting.have_all_voted(&self.world()) => {
                format!("; all have: {turns} turns the cards over")
            }
            Some(_) | None => String::new(),
        };
        self.say(format!("{words}{all}"));
        true
    }

    /// Reveals the hidden cards and the typed ones, and shows the result. Returns whether it succeeded.
    pub(super) fn reveal_cards(&mut self, item: ItemId, typed: &[(PersonId, Line)]) -> bool {
        let Some(id) = self.session.ceremony() else { return false };
        let Some((outcome, _)) = self.run_reveal(|session| session.reveal_cards(id, item, typed, true))
        else {
            return false;
        };
        self.say(outcome.summary);
        self.read_again();
        let answer = update::show_round(&self.model, &world!(self), item);
        self.answered(answer);
        true
    }

    /// Adds, replaces or removes a hidden note of the user. Undo reverts that, as long as nothing else was done.
    pub(super) fn hide_note(&mut self, from: Option<HiddenNote>, to: Option<HiddenNote>) {
        if self.replace_hidden_note(from.as_ref(), to.as_ref()) {
            self.hidden_note_edits.push((from, to));
        }
    }

    /// Reverts the last edit of a hidden note. Returns whether there was one.
    pub(super) fn revert_hidden_note(&mut self) -> bool {
        let last = self.hidden_note_edits.pop();
        let is_there = last.is_some();
        if let Some((from, to)) = last {
            self.replace_hidden_note(to.as_ref(), from.as_ref());
        }
        is_there
    }

    fn replace_hidden_note(&mut self, from: Option<&HiddenNote>, to: Option<&HiddenNote>) -> bool {
        let (Some(id), Some(me)) = (self.session.ceremony(), self.session.me()) else { return false };
        let count = match self.session.replace_hidden_note(id, me, from, to) {
            Ok(count) => count,
            Err(failure) => {
                self.model.layers.extend(self.model.answered.take());
                self.fail(&failure);
                return false;
            }
        };
        self.read_meeting(true);
        match (count, from, to) {
            (None, _, _) => self.refuse("it was turned over meanwhile, and stands on the wall"),
            (Some(_), Some(_), None) => self.say("took back a note that lay face down"),
            (Some(_), Some(_), Some(_)) => self.say("changed a note that lies face down"),
            (Some(count), None, _) => {
                if let Some(Layer::Prompt(prompt)) = self.model.layers.last_mut() {
                    prompt.input.set_text("");
                }
                if let Some(Screen::Meeting(meeting)) = self.model.screens.last_mut() {
                    meeting.select(Target::HiddenNote(count - 1));
                }
                self.say(present::wall::hidden_notes(count, " of yours"));
            }
        }
        count.is_some()
    }

    /// Reveals all hidden notes on the wall, with their authors.
    pub(super) fn reveal_notes(&mut self) {
        let Some(id) = self.session.ceremony() else { return };
        if let Some(outcome) = self.run_reveal(|session| session.reveal_notes(id)) {
            self.hidden_note_edits.clear();
            self.say(outcome.summary);
            self.read_again();
        }
    }

    /// Runs a reveal as a known person; reports what prevents it.
    fn run_reveal<T>(&mut self, reveal: impl FnOnce(&mut Session) -> Result<T, RunError>) -> Option<T> {
        if self.session.me().is_none() {
            self.model.layers.push(update::who(&world!(self)).into());
            return None;
        }
        match reveal(&mut self.session) {
            Ok(revealed) => return Some(revealed),
            Err(stopped) => {
                self.model.layers.extend(self.model.answered.take());
                match stopped {
                    RunError::Refused(refusal) => self.refuse(refusal.message),
                    RunError::Failed(failure) => self.fail(&failure),
                }
            }
        }
        None
    }

    /// Marks hidden cards and notes to be read again.
    fn read_again(&mut self) {
        if let Some(Screen::Meeting(meeting)) = self.model.screens.last_mut() {
            meeting.is_stale();
            meeting.detail.iter_mut().for_each(|detail| detail.seen = None);
        }
    }
}
