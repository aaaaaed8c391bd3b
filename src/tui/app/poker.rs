//! Messages after hidden cards and notes, and the result of a round of planning poker.

use super::{App, world};
use crate::domain::change::{Change, Edit};
use crate::domain::command::HiddenCommand;
use crate::domain::id::ItemId;
use crate::domain::views::Target;
use crate::present;
use crate::tui::action::Action;
use crate::tui::screen::Screen;
use crate::tui::update;
use crate::tui::world::World;

impl App {
    /// Reports what was hidden. The message names the player of a card, never the card.
    pub(super) fn say_hidden(&mut self, command: &HiddenCommand, changes: &[Change]) {
        let words = match command {
            HiddenCommand::Play { player, .. } => {
                let name = self.session.workspace().name(*player).to_owned();
                self.normalise();
                let turns = self.keymap.shown(Action::Estimate).unwrap_or_default();
                let all = match self.model.screens.last() {
                    Some(Screen::Meeting(meeting)) if meeting.have_all_voted(&self.world()) => {
                        format!("; everyone has: {turns} reveals the cards")
                    }
                    Some(_) | None => String::new(),
                };
                format!("{name} has voted{all}")
            }
            HiddenCommand::TakeBack(_, _, players) => match players.as_slice() {
                [one] => format!("{} has not voted", self.session.workspace().name(*one)),
                _ => return,
            },
            HiddenCommand::Write(..) => {
                self.normalise();
                let Some(Screen::Meeting(meeting)) = self.model.screens.last_mut() else { return };
                let count = meeting.facts.own_hidden.len();
                if let [Change::Hidden(Edit::Created(note))] = changes {
                    meeting.select(Target::HiddenNote(note.id));
                }
                present::wall::hidden_notes(count, " of yours")
            }
            HiddenCommand::Rewrite(..) => "changed a hidden note".to_owned(),
            HiddenCommand::Remove(..) => "removed a hidden note".to_owned(),
            HiddenCommand::RevealCards { .. } | HiddenCommand::RevealNotes(_) => return,
        };
        self.say(words);
    }

    /// Shows the result of a round.
    pub(super) fn show_round(&mut self, item: ItemId) {
        if let Some(Screen::Meeting(meeting)) = self.model.screens.last_mut() {
            meeting.is_stale();
            meeting.detail.iter_mut().for_each(|detail| detail.seen = None);
        }
        let answer = update::show_round(&self.model, &world!(self), item);
        self.answered(answer);
    }
}
