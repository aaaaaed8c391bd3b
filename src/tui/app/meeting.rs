//! Taking part in ceremonies: beginning, joining and leaving them, going where they are, and what is read for them.

use super::{App, world};
use crate::domain::change::Change;
use crate::domain::command::{CeremonyCommand, Command};
use crate::domain::id::{CeremonyId, ItemId, PersonId};
use crate::domain::minutes::{Deed, digest};
use crate::domain::value::{CeremonyKind, Role};
use crate::session::Stop;
use crate::store::failure::Failure;
use crate::tui::model::AsOf;
use crate::tui::screen::{Facts, Meeting, Minutes, Place, Screen};
use crate::tui::world::World;
use std::io::Write as _;

impl App {
    /// Begins a ceremony with everybody who is of the team, and takes part in it.
    pub(super) fn hold(&mut self, kind: CeremonyKind, on_behalf: Option<PersonId>) {
        let of_the_team = |role: Role| role != Role::Stakeholder;
        let people = self.session.workspace().persons.iter().filter(|it| !it.has_left);
        let present = people.filter(|it| it.roles.iter().any(of_the_team)).map(|it| it.id).collect();
        let begin = CeremonyCommand::Begin { kind, present, on_behalf, wall: Vec::new() };
        match self.session.run(&Command::Ceremony(begin)) {
            Ok(outcome) => {
                let now = self.session.now();
                self.model.say(outcome.told, now);
                if let Some(id) = self.session.workspace().meetings.running_one(kind).map(|it| it.id) {
                    self.join(id);
                }
            }
            Err(Stop::Refused(refusal)) => {
                let now = self.session.now();
                let hint = refusal.hint.as_ref().map_or_else(String::new, |hint| format!("; {hint}"));
                self.model.refuse(format!("{refusal}{hint}"), now);
            }
            Err(Stop::Failed(failure)) => self.fail(&failure),
        }
    }

    /// Takes part in a ceremony, where it is.
    pub fn join(&mut self, id: CeremonyId) {
        let joined = self.session.join(id).and_then(|()| self.session.place(id));
        match joined {
            Ok(place) => {
                let Some(ceremony) = self.session.workspace().meetings.ceremonies.get(id) else { return };
                let meeting = Meeting::of(ceremony, Place::read(&place));
                self.model.screens.retain(|screen| !matches!(screen, Screen::Meeting(_)));
                self.model.screens.push(Screen::Meeting(Box::new(meeting)));
            }
            Err(failure) => self.fail(&failure),
        }
    }

    /// Lets the ceremony go somewhere.
    pub(super) fn go(&mut self, place: Place) {
        let Some(id) = self.session.ceremony() else { return };
        if let Err(failure) = self.session.set_place(id, &place.written()) {
            return self.fail(&failure);
        }
        if let Some(Screen::Meeting(meeting)) = self.model.screens.last_mut() {
            meeting.go_to(place);
            meeting.is_stale();
        }
    }

    /// Shows what came of a ceremony.
    pub(super) fn show_minutes(&mut self, id: CeremonyId) {
        let minutes = match self.session.minutes(id) {
            Ok(Some(minutes)) => minutes,
            Ok(None) => return,
            Err(failure) => return self.fail(&failure),
        };
        let started = self.session.workspace().meetings.ceremonies.get(id).map(|it| it.started_at);
        let day = started.map_or_else(String::new, |at| at.day(self.world().zone()).to_string());
        let word = minutes.title.split_whitespace().next().unwrap_or("ceremony").to_lowercase();
        let markdown = minutes.markdown();
        let screen = Minutes { minutes, markdown, file_name: format!("{word}-{day}.md"), top: 0 };
        self.model.screens.push(Screen::Minutes(Box::new(screen)));
    }

    /// Writes minutes to a file that is not there yet.
    pub(super) fn save_minutes(&mut self, path: &str, text: &str) {
        let now = self.session.now();
        let written = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(path)
            .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()));
        match written {
            Ok(()) => self.model.say(format!("wrote the minutes to {path}"), now),
            Err(error) => {
                self.model.layers.extend(self.model.answered.take());
                self.model.refuse(format!("{path} cannot be written: {error}"), now);
            }
        }
    }

    /// A ceremony that was ended is left, and its minutes are shown.
    pub(super) fn part_from_ended(&mut self) {
        let Some(id) = self.session.ceremony() else { return };
        let ended = self.session.workspace().meetings.ceremonies.get(id).is_none_or(|it| !it.is_running());
        if !ended {
            return;
        }
        self.session.leave();
        let shown =
            self.model.screens.iter().any(|it| matches!(it, Screen::Meeting(meeting) if meeting.id == id));
        self.model.screens.retain(|it| !matches!(it, Screen::Meeting(meeting) if meeting.id == id));
        if shown {
            self.show_minutes(id);
        }
    }

    /// Reads what the ceremony on top needs, where that has changed; goes where it is. The file may have changed beside
    /// the history.
    pub(super) fn read_meeting(&mut self, changed: bool) {
        let as_of = AsOf { revision: self.session.workspace().revision, day: self.world().today() };
        let Some(Screen::Meeting(meeting)) = self.model.screens.last() else { return };
        if meeting.is_fresh(as_of) && !changed {
            return;
        }
        let (id, kind) = (meeting.id, meeting.kind);
        let read = self.facts(id, kind).and_then(|facts| Ok((facts, self.session.place(id)?)));
        match read {
            Ok((facts, place)) => {
                if let Some(Screen::Meeting(meeting)) = self.model.screens.last_mut() {
                    meeting.take(facts, as_of);
                    meeting.go_to(Place::read(&place));
                }
                self.model.settle(&world!(self));
            }
            Err(failure) => self.fail(&failure),
        }
    }

    fn facts(&mut self, id: CeremonyId, kind: CeremonyKind) -> Result<Facts, Failure> {
        let mut facts = Facts::default();
        self.session.read_ceremony(id)?;
        let sprint = self.session.workspace().meetings.ceremonies.get(id).and_then(|it| it.sprint);
        match kind {
            CeremonyKind::StandUp => {
                let last = self.session.workspace().meetings.last(kind).map(|it| (it.id, it.ended_at));
                if let Some((last, ended_at)) = last
                    && let Some(revision) = self.session.ended_at(last)?
                {
                    let deeds = self.session.done_since(revision)?;
                    facts.since = ended_at;
                    facts.news = digest(self.session.workspace(), &deeds);
                    facts.changed = changed(&deeds);
                }
                facts.flow = Some(self.session.flow(None)?);
            }
            CeremonyKind::Review | CeremonyKind::Retrospective => {
                if let Some(sprint) = sprint {
                    facts.report = self.session.report(sprint)?;
                    facts.flow = Some(self.session.flow(Some(sprint))?);
                    facts.rejected = self.rejected(sprint)?;
                }
            }
            CeremonyKind::Planning => {
                let last = self.session.workspace().closed().last().map(|it| it.id);
                if let Some(last) = last {
                    facts.report = self.session.report(last)?;
                    self.session.read_capacity(last)?;
                }
            }
            CeremonyKind::Refinement => {}
        }
        Ok(facts)
    }

    /// What was rejected in a sprint, with the reasons.
    fn rejected(&mut self, sprint: crate::domain::id::SprintId) -> Result<Vec<String>, Failure> {
        let rejected = self.session.rejected_in(sprint)?;
        let workspace = self.session.workspace();
        Ok(rejected.into_iter().map(|(item, why)| format!("{} {why}", workspace.key(item))).collect())
    }
}

/// Who changed which items, each once.
fn changed(deeds: &[Deed]) -> Vec<(PersonId, ItemId)> {
    let mut found = Vec::new();
    for deed in deeds {
        let Some(person) = deed.person else { continue };
        for item in deed.changes.iter().filter(|it| matches!(it, Change::Item(_))).filter_map(Change::item) {
            if !found.contains(&(person, item)) {
                found.push((person, item));
            }
        }
    }
    found
}
