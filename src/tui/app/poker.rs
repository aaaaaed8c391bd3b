//! What lies face down in the file, cards of planning poker and notes, and turning it over.

use super::{App, world};
use crate::domain::id::{ItemId, PersonId};
use crate::domain::value::Line;
use crate::session::{Session, Stop, poker};
use crate::tui::action::Action;
use crate::tui::screen::Screen;
use crate::tui::update;
use crate::tui::world::World;

impl App {
    /// Lays a card face down, or takes it back where there is nothing on it. Says whose it is, never what it says.
    /// Returns whether that came through.
    pub(super) fn seal(&mut self, item: ItemId, person: PersonId, face: &str) -> bool {
        let Some(id) = self.session.ceremony() else { return false };
        if let Err(failure) = self.session.seal(id, &poker(item), person, face) {
            self.model.layers.extend(self.model.answered.take());
            self.fail(&failure);
            return false;
        }
        let name = self.session.workspace().name(person);
        let what = if face.is_empty() { "has no card on the table" } else { "has voted" };
        let (words, now) = (format!("{name} {what}"), self.session.now());
        self.read_again();
        self.settle();
        let turns = self.keymap.shown(Action::Estimate).unwrap_or_default();
        let all = match self.model.screens.last() {
            Some(Screen::Meeting(meeting)) if meeting.have_all_voted(&self.world()) => {
                format!("; all have: {turns} turns the cards over")
            }
            Some(_) | None => String::new(),
        };
        self.model.say(format!("{words}{all}"), now);
        true
    }

    /// Turns over what lies face down and what was typed, and shows what it came to. Returns whether that came through.
    pub(super) fn turn_cards(&mut self, item: ItemId, typed: &[(PersonId, Line)]) -> bool {
        let Some(id) = self.session.ceremony() else { return false };
        let Some((outcome, _)) = self.turned_over(|session| session.turn_cards(id, item, typed, true)) else {
            return false;
        };
        let now = self.session.now();
        self.model.say(outcome.told, now);
        self.read_again();
        let answer = update::turned(&mut self.model, &world!(self), item);
        self.answered(answer);
        true
    }

    /// Puts all notes that lie face down onto the wall, with their authors.
    pub(super) fn turn_notes(&mut self) {
        let Some(id) = self.session.ceremony() else { return };
        if let Some(outcome) = self.turned_over(|session| session.turn_notes(id)) {
            let now = self.session.now();
            self.model.say(outcome.told, now);
            self.read_again();
        }
    }

    /// Turns something over by somebody who is known; says what stands against it.
    fn turned_over<T>(&mut self, turn: impl FnOnce(&mut Session) -> Result<T, Stop>) -> Option<T> {
        if self.session.me().is_none() {
            update::who(&mut self.model, &world!(self));
            return None;
        }
        match turn(&mut self.session) {
            Ok(turned) => return Some(turned),
            Err(Stop::Refused(refusal)) => {
                self.model.layers.extend(self.model.answered.take());
                let now = self.session.now();
                self.model.refuse(refusal.to_string(), now);
            }
            Err(Stop::Failed(failure)) => {
                self.model.layers.extend(self.model.answered.take());
                self.fail(&failure);
            }
        }
        None
    }

    /// Lets what lies face down be read again.
    fn read_again(&mut self) {
        if let Some(Screen::Meeting(meeting)) = self.model.screens.last_mut() {
            meeting.is_stale();
            meeting.detail.iter_mut().for_each(|detail| detail.seen = None);
        }
    }
}
