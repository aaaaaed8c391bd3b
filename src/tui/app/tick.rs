//! Work between keys: loading the remaining items, reading what others have written, updating clocks.

use super::{App, world};
use crate::present::cadence;
use crate::tui::action::Action;
use crate::tui::model::{Echo, LastChange};
use crate::tui::screen::Screen;
use crate::tui::world::World;

impl App {
    /// Does the work between keys. Returns whether the screen has changed.
    pub fn tick(&mut self) -> bool {
        let mut changed = false;
        if !self.session.is_loaded() {
            match self.session.load_some() {
                Ok(more) => {
                    self.model.backlog.keep_still(&world!(self));
                    // The ends of sprints are known only for the complete backlog.
                    changed |= !more;
                }
                Err(failure) => self.fail(&failure),
            }
        }
        changed |= self.try_waiting();
        changed |= self.offer_copy_if_due();
        changed |= self.end_lapsed();
        changed |= self.search_on();
        let now = self.session.now();
        changed |= self.model.fade(now);
        match self.session.news() {
            Ok(None) => self.standing = None,
            Ok(Some(entries)) => {
                if let Some(last) = entries.last() {
                    let words = self.session.summary(last);
                    self.say(words);
                    self.model.changed(None);
                    changed = true;
                }
                self.leave_ended();
                if matches!(self.model.screens.last(), Some(Screen::Meeting(_))) {
                    self.read_meeting(true);
                    changed = true;
                }
            }
            Err(failure) => changed |= self.fail_once(&failure),
        }
        changed |= self.ask_for_lost();
        if changed {
            self.normalise();
        }
        changed | self.clock_moved()
    }

    /// Shows the last change, whoever made it, until there is another.
    pub(super) fn read_last_change(&mut self) {
        match self.session.history(None, i64::MAX.unsigned_abs(), 1) {
            Ok(entries) => {
                let Some(last) = entries.first() else { return };
                let echo = Echo { text: self.session.summary(last), is_refusal: false, at: last.at };
                self.model.change = Some(LastChange { echo, next: None });
            }
            Err(failure) => self.fail(&failure),
        }
    }

    /// Ends ceremonies that were left open, once a minute. Returns whether there were any.
    pub(super) fn end_lapsed(&mut self) -> bool {
        let minute = self.session.now().0 / 60_000;
        if self.lapse_checked.replace(minute) == Some(minute) {
            return false;
        }
        let (ended, zone) = (self.session.end_lapsed(), self.world().zone());
        match ended {
            Ok(ended) => {
                let Some(last) = ended.last() else { return false };
                let key = self.keymap.shown(Action::Ceremonies).unwrap_or_default();
                let words = cadence::lapsed(last, self.session.now(), zone);
                self.leave_ended();
                self.say(format!("{words}; {key} shows its minutes"));
                true
            }
            Err(failure) => self.fail_once(&failure),
        }
    }

    /// Returns whether the clock of the top ceremony has advanced to another second since the last call.
    fn clock_moved(&mut self) -> bool {
        let second = match self.model.screens.last() {
            Some(Screen::Meeting(_)) => Some(self.session.now().0 / 1_000),
            Some(_) | None => None,
        };
        let moved = second.is_some() && second != self.second;
        self.second = second;
        moved
    }

    /// Returns whether the time of the joined ceremony has run out since the last call.
    pub fn time_ran_out(&mut self) -> bool {
        let meeting =
            self.model.screens.iter().rev().find_map(|screen| {
                if let Screen::Meeting(meeting) = screen { Some(meeting.id) } else { None }
            });
        let ceremonies = &self.session.workspace().meetings.ceremonies;
        let running = meeting.and_then(|id| ceremonies.get(id)).filter(|it| it.is_running());
        let now = self.session.now();
        let time = running.and_then(|it| Some((it.id, it.seconds_left(now)? >= 0)));
        let before = std::mem::replace(&mut self.time, time);
        matches!((before, time), (Some((was, true)), Some((is, false))) if was == is)
    }

    /// Returns whether there is more to read or to retry before the next key.
    pub fn is_restless(&self) -> bool {
        !self.session.is_loaded() || self.waiting.is_some() || self.search.is_some()
    }

    /// Reports a running ceremony, which may have been left without being ended.
    pub(super) fn offer_running(&mut self) {
        let workspace = self.session.workspace();
        let Some(running) = workspace.meetings.running().next() else { return };
        let since = running.since(self.session.now(), self.world().zone());
        let key = self.keymap.shown(Action::Ceremonies).unwrap_or_default();
        let words = format!("a {} is in progress since {since}; {key} joins it", running.kind);
        self.say(words);
    }
}
