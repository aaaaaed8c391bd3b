//! Taking part in ceremonies: starting, joining and leaving them, moving their cursor, and reading their data.

use super::waiting::Attempt;
use super::{App, world};
use crate::domain::ceremony::Ceremony;
use crate::domain::change::{Change, Edit};
use crate::domain::command::{CeremonyCommand, Command, SprintCommand};
use crate::domain::id::{CeremonyId, Id as _, ItemId, PersonId};
use crate::domain::reference::Reference;
use crate::domain::value::{CeremonyKind, Line};
use crate::domain::views::CeremonyCursor;
use crate::domain::views::ceremony::CeremonyFacts;
use crate::platform::WriteTarget;
use crate::present::minutes;
use crate::session::{CommandOutcome, RunError, Session};
use crate::store::failure::Failure;
use crate::store::{destination, write_stream};
use crate::text::sanitize_lines;
use crate::tui::layer::Layer;
use crate::tui::screen::{Meeting, MinutesScreen, Screen};
use crate::tui::text::with_hint;
use crate::tui::update;
use crate::tui::world::{AsOf, World};
use std::io::Write as _;

impl App {
    /// Opens a ceremony: starts it, or joins it if it is running.
    pub fn open_ceremony(&mut self, kind: CeremonyKind) {
        self.end_lapsed();
        match self.session.workspace().meetings.running_one(kind).map(|it| it.id) {
            Some(id) => self.join(id),
            None if self.session.me().is_some() => {
                self.attempt(Attempt::Hold(kind, None, Vec::new()), &mut std::iter::empty());
            }
            // The user is asked who they are first.
            None => {}
        }
        self.normalise();
    }

    /// Starts a ceremony, joins it, and asks who else is present.
    pub(super) fn hold(
        &mut self,
        kind: CeremonyKind,
        on_behalf: Option<PersonId>,
        wall: &[Line],
    ) -> Result<(), RunError> {
        let begin = CeremonyCommand::Begin { kind, present: Vec::new(), on_behalf, wall: wall.to_vec() };
        let outcome = self.session.run(&Command::Ceremony(begin))?;
        self.say(outcome.summary);
        self.named_operation = Some(outcome.revision);
        if let Some(id) = self.session.workspace().meetings.running_one(kind).map(|it| it.id) {
            self.join(id);
            let ceremony = self.session.workspace().meetings.ceremonies.get(id);
            let asked = ceremony.and_then(|it| update::ask_attendance(&world!(self), it));
            self.model.layers.extend(asked.map(Layer::from));
        }
        Ok(())
    }

    /// Leaves the ceremony, which continues, and shows a message.
    pub(super) fn leave_ceremony(&mut self) {
        let ceremony =
            self.session.ceremony().and_then(|id| self.session.workspace().meetings.ceremonies.get(id));
        if let Some(kind) = ceremony.filter(|it| it.is_running()).map(|it| it.kind) {
            let key = self.keymap.shown(crate::tui::action::Action::Ceremonies).unwrap_or_default();
            self.say(format!("the {kind} continues; {key} rejoins it"));
        }
        self.read(Session::leave);
    }

    /// Joins a ceremony at its current position.
    pub fn join(&mut self, id: CeremonyId) {
        let joined = self.session.stay_in(id).and_then(|()| self.session.cursor(id));
        match joined {
            Ok(place) => {
                let Some(ceremony) = self.session.workspace().meetings.ceremonies.get(id) else { return };
                let meeting = Meeting::of(ceremony, place);
                self.model.screens.retain(|screen| !matches!(screen, Screen::Meeting(_)));
                self.model.screens.push(Screen::Meeting(Box::new(meeting)));
                self.model.normalise(&world!(self));
                self.pin();
            }
            Err(failure) => self.fail(&failure),
        }
    }

    /// Pins the cursor to the first item of the queue, so that it stays there when the item is no longer the first.
    fn pin(&mut self) {
        let Some(Screen::Meeting(meeting)) = self.model.screens.last() else { return };
        let Some(item) = meeting.detail.as_ref().map(|detail| detail.item.number()) else { return };
        if meeting.cursor.item.is_none() && self.session.is_writable() {
            let place = CeremonyCursor { item: Some(item), ..meeting.cursor.clone() };
            self.go(place);
        }
    }

    /// Moves the cursor of the ceremony.
    pub(super) fn go(&mut self, place: CeremonyCursor) {
        let Some(id) = self.session.ceremony() else { return };
        if let Err(failure) = self.session.set_cursor(id, &place) {
            return self.fail(&failure);
        }
        if let Some(Screen::Meeting(meeting)) = self.model.screens.last_mut() {
            meeting.go_to(place);
            meeting.is_stale();
        }
    }

    /// Moves sprint planning to the sprint that was just planned, and keeps it at the one that was just started.
    pub(super) fn plan_for(&mut self, command: &Command, outcome: &CommandOutcome) {
        let Some(Screen::Meeting(meeting)) = self.model.screens.last() else { return };
        let made = outcome.changes.iter().find_map(|change| {
            let Change::Sprint(Edit::Created(sprint)) = change else { return None };
            Some(sprint.id)
        });
        let started = if let Command::Sprint(SprintCommand::Start(id)) = command { Some(*id) } else { None };
        if let Some(sprint) = started.or(made).filter(|_| meeting.kind == CeremonyKind::Planning) {
            self.go(CeremonyCursor { sprint: Some(sprint.number()), ..meeting.cursor.clone() });
        }
    }

    /// Goes to the first new part of a split item, wherever items are shown.
    pub(super) fn show_part(&mut self, parent: ItemId, changed: &[ItemId]) {
        let items = &self.session.workspace().items;
        let is_part = |id: &&ItemId| items.get(**id).is_some_and(|item| item.parent == Some(parent));
        let Some(first) = changed.iter().find(is_part).copied() else { return };
        match self.model.screens.last() {
            Some(Screen::Meeting(meeting)) => {
                let place = CeremonyCursor { item: Some(first.number()), ..meeting.cursor.clone() };
                self.go(place);
            }
            Some(_) => self.show(first),
            None => self.model.backlog.select(first),
        }
    }

    /// Shows the minutes of a ceremony.
    pub(super) fn show_minutes(&mut self, id: CeremonyId) {
        let minutes = match self.session.minutes(id) {
            Ok(Some(minutes)) => minutes,
            Ok(None) => return,
            Err(failure) => return self.fail(&failure),
        };
        let started = self.session.workspace().meetings.ceremonies.get(id).map(|it| it.started_at);
        let day = started.map_or_else(String::new, |at| at.day(self.world().zone()).to_string());
        let zone = self.world().zone();
        let tree = minutes::tree(&minutes, zone, usize::MAX);
        let markdown = minutes::markdown(&minutes, zone);
        let word = minutes.kind.title().to_lowercase();
        let name = "Minutes".to_owned();
        let screen = MinutesScreen { name, tree, markdown, file_name: format!("{word}-{day}.md"), top: 0 };
        self.model.screens.push(Screen::Minutes(Box::new(screen)));
    }

    /// Writes minutes to a new file.
    pub(super) fn save_minutes(&mut self, given: &str, text: &str) {
        let failed = |error: std::io::Error| format!("{given} cannot be written: {error}");
        let (product, to) = (self.path(&self.file), self.path(given));
        let written = match destination(&product, &to) {
            Ok(WriteTarget::File(path)) => std::fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(path)
                .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
                .map_err(failed),
            Ok(WriteTarget::Stream | WriteTarget::Other(_)) => {
                write_stream(&to, sanitize_lines(text).as_bytes()).map_err(failed)
            }
            Err(refusal) => Err(with_hint(&refusal.message, refusal.hint.as_deref())),
        };
        match written {
            Ok(()) => self.say(format!("wrote the minutes to {given}")),
            Err(words) => {
                self.model.layers.extend(self.model.answered.take());
                self.refuse(words);
            }
        }
    }

    /// Leaves a ceremony that was ended, and shows its minutes; if its start was undone, shows a message.
    pub(super) fn leave_ended(&mut self) {
        let Some(id) = self.session.ceremony() else { return };
        let ceremony = self.session.workspace().meetings.ceremonies.get(id);
        let is_gone = ceremony.is_none();
        if ceremony.is_some_and(Ceremony::is_running) {
            return;
        }
        self.read(Session::leave);
        let is_it = |it: &Screen| matches!(it, Screen::Meeting(meeting) if meeting.id == id);
        let shown = self.model.screens.iter().any(is_it);
        self.model.screens.retain(|it| !is_it(it));
        if is_gone {
            self.say("the ceremony no longer exists: its start was undone");
        } else if shown {
            self.show_minutes(id);
        }
    }

    /// Reads what the top ceremony needs, if that has changed, and goes to its position. The settings may have
    /// changed without an operation.
    pub(super) fn read_meeting(&mut self, changed: bool) {
        let as_of = self.world().as_of();
        let Some(Screen::Meeting(meeting)) = self.model.screens.last() else { return };
        if meeting.is_fresh(as_of) && !changed {
            return;
        }
        let id = meeting.id;
        // What is read depends on the position of the ceremony.
        match self.session.cursor(id) {
            Ok(place) => {
                if let Some(Screen::Meeting(meeting)) = self.model.screens.last_mut() {
                    meeting.go_to(place);
                }
                self.model.normalise(&world!(self));
            }
            Err(failure) => return self.fail(&failure),
        }
        match self.facts(id, as_of) {
            Ok(facts) => {
                if let Some(Screen::Meeting(meeting)) = self.model.screens.last_mut() {
                    meeting.take(facts, as_of);
                }
                self.model.normalise(&world!(self));
            }
            Err(failure) => self.fail(&failure),
        }
    }

    /// Returns recently accepted items. A day's delay is acceptable: this is called at every step through the queue.
    fn references(&mut self, as_of: AsOf) -> Result<Vec<Reference>, Failure> {
        match self.model.screens.last() {
            Some(Screen::Meeting(meeting)) if meeting.read_on() == Some(as_of.day) => {
                Ok(meeting.facts.references.clone())
            }
            Some(_) | None => self.session.references(),
        }
    }

    fn facts(&mut self, id: CeremonyId, as_of: AsOf) -> Result<CeremonyFacts, Failure> {
        let shown = match self.model.screens.last() {
            Some(Screen::Meeting(meeting)) => meeting.item(),
            Some(_) | None => None,
        };
        let mut facts = self.session.ceremony_facts(id, shown)?;
        let kind = self.session.workspace().meetings.ceremonies.get(id).map(|it| it.kind);
        if kind == Some(CeremonyKind::Refinement) {
            facts.references = self.references(as_of)?;
        }
        Ok(facts)
    }
}
