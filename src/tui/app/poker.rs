//! Planning poker with the file: cards that lie face down, and turning them over.

use super::{App, world};
use crate::domain::command::{Command, Reveal};
use crate::domain::id::{ItemId, PersonId};
use crate::domain::value::Line;
use crate::session::poker;
use crate::tui::effect::After;
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
        self.model.say(words, now);
        self.read_again();
        true
    }

    /// Turns over what lies face down and what was typed. Returns whether that came through.
    pub(super) fn turn_cards(&mut self, item: ItemId, typed: Vec<(PersonId, Line)>) -> bool {
        let Some(id) = self.session.ceremony() else { return false };
        let sealed = match self.session.sealed(id, &poker(item)) {
            Ok(sealed) => sealed,
            Err(failure) => {
                self.fail(&failure);
                return false;
            }
        };
        let mut cards = typed;
        for (person, face) in sealed {
            let is_here = self.session.workspace().persons.get(person).is_some_and(|it| !it.has_left);
            if is_here && !cards.iter().any(|(id, _)| *id == person) {
                cards.extend(Line::clipped(&face).map(|face| (person, face)));
            }
        }
        cards.sort_by_key(|(person, _)| *person);
        let reveal = Command::Reveal(Reveal { item, cards });
        self.run(reveal, After::Turned(item), uuid::Uuid::now_v7().to_string())
    }

    /// Once the cards stand in the history nothing of them lies face down any more; what they came to is shown.
    pub(super) fn turned(&mut self, item: ItemId) {
        if let Some(id) = self.session.ceremony()
            && let Err(failure) = self.session.unseal(id, &poker(item))
        {
            self.fail(&failure);
        }
        self.read_again();
        let answer = update::turned(&mut self.model, &world!(self), item);
        self.answered(answer);
    }

    /// Lets what lies face down be read again.
    fn read_again(&mut self) {
        if let Some(Screen::Meeting(meeting)) = self.model.screens.last_mut() {
            meeting.is_stale();
        }
    }
}
