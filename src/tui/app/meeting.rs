//! Taking part in ceremonies: beginning, joining and leaving them, going where they are, and what is read for them.

use super::{App, world};
use crate::domain::ceremony::Ceremony;
use crate::domain::change::{Change, Edit};
use crate::domain::command::{CeremonyCommand, Command, SprintCommand};
use crate::domain::id::{CeremonyId, Id as _, ItemId, PersonId};
use crate::domain::reference::Reference;
use crate::domain::value::{CeremonyKind, Line, Role};
use crate::present::minutes;
use crate::session::CeremonyCursor;
use crate::session::{CommandOutcome, HiddenNote, Session, poker};
use crate::store::failure::Failure;
use crate::tui::screen::{Meeting, MeetingFacts, MinutesScreen, Screen};
use crate::tui::world::{AsOf, World};
use std::io::Write as _;

impl App {
    /// Opens a ceremony: begins it, or joins it where it runs.
    pub fn open_ceremony(&mut self, kind: CeremonyKind) {
        match self.session.workspace().meetings.running_one(kind).map(|it| it.id) {
            Some(id) => self.join(id),
            None if self.session.me().is_some() => self.hold(kind, None, Vec::new()),
            // Who works here is asked first.
            None => {}
        }
        self.settle();
    }

    /// Begins a ceremony with everybody who is of the team, and takes part in it.
    pub(super) fn hold(&mut self, kind: CeremonyKind, on_behalf: Option<PersonId>, wall: Vec<Line>) {
        // A review is held with the stakeholders, the others among the team; w says who is there.
        let comes = |role: Role| role != Role::Stakeholder || kind == CeremonyKind::Review;
        let people = self.session.workspace().persons.iter().filter(|it| !it.has_left);
        let present = people.filter(|it| it.roles.iter().any(comes)).map(|it| it.id).collect();
        let begin = CeremonyCommand::Begin { kind, present, on_behalf, wall };
        match self.session.run(&Command::Ceremony(begin)) {
            Ok(outcome) => {
                self.say(outcome.summary);
                if let Some(id) = self.session.workspace().meetings.running_one(kind).map(|it| it.id) {
                    self.join(id);
                }
            }
            Err(stopped) => self.stopped(&stopped),
        }
    }

    /// Takes part no longer; the ceremony goes on, and that is said.
    pub(super) fn part(&mut self) {
        let held =
            self.session.ceremony().and_then(|id| self.session.workspace().meetings.ceremonies.get(id));
        if let Some(kind) = held.filter(|it| it.is_running()).map(|it| it.kind) {
            let key = self.keymap.shown(crate::tui::action::Action::Ceremonies).unwrap_or_default();
            self.say(format!("the {kind} goes on; {key} joins it again"));
        }
        self.sealed.clear();
        self.read(Session::leave);
    }

    /// Takes part in a ceremony, where it is.
    pub fn join(&mut self, id: CeremonyId) {
        let joined = self.session.stay_in(id).and_then(|()| self.session.cursor(id));
        match joined {
            Ok(place) => {
                let Some(ceremony) = self.session.workspace().meetings.ceremonies.get(id) else { return };
                let meeting = Meeting::of(ceremony, place);
                self.model.screens.retain(|screen| !matches!(screen, Screen::Meeting(_)));
                self.model.screens.push(Screen::Meeting(Box::new(meeting)));
                self.model.settle(&world!(self));
                self.pin();
            }
            Err(failure) => self.fail(&failure),
        }
    }

    /// The item that a queue begins with is where the ceremony is, also once it is no longer the first.
    fn pin(&mut self) {
        let Some(Screen::Meeting(meeting)) = self.model.screens.last() else { return };
        let Some(item) = meeting.detail.as_ref().map(|detail| detail.item.number()) else { return };
        if meeting.cursor.item.is_none() && self.session.is_writable() {
            let place = CeremonyCursor { item: Some(item), ..meeting.cursor.clone() };
            self.go(place);
        }
    }

    /// Lets the ceremony go somewhere.
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

    /// Sprint planning goes to the sprint that was just planned, and stays at the one that was just started.
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

    /// Goes to the first new part of an item that was split, wherever one looks at items.
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

    /// Shows what came of a ceremony.
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
        let screen = MinutesScreen { tree, markdown, file_name: format!("{word}-{day}.md"), top: 0 };
        self.model.screens.push(Screen::Minutes(Box::new(screen)));
    }

    /// Writes minutes to a file that is not there yet.
    pub(super) fn save_minutes(&mut self, path: &str, text: &str) {
        let written = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(path)
            .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()));
        match written {
            Ok(()) => self.say(format!("wrote the minutes to {path}")),
            Err(error) => {
                self.model.layers.extend(self.model.answered.take());
                self.refuse(format!("{path} cannot be written: {error}"));
            }
        }
    }

    /// A ceremony that was ended is left, and its minutes are shown; one that was taken back leaves a word.
    pub(super) fn part_from_ended(&mut self) {
        let Some(id) = self.session.ceremony() else { return };
        let held = self.session.workspace().meetings.ceremonies.get(id);
        let is_gone = held.is_none();
        if held.is_some_and(Ceremony::is_running) {
            return;
        }
        self.sealed.clear();
        self.read(Session::leave);
        let is_it = |it: &Screen| matches!(it, Screen::Meeting(meeting) if meeting.id == id);
        let shown = self.model.screens.iter().any(is_it);
        self.model.screens.retain(|it| !is_it(it));
        if is_gone {
            self.say("the ceremony is gone: its beginning was taken back");
        } else if shown {
            self.show_minutes(id);
        }
    }

    /// Reads what the ceremony on top needs, where that has changed; goes where it is. The file may have changed beside
    /// the history.
    pub(super) fn read_meeting(&mut self, changed: bool) {
        let as_of = self.world().as_of();
        let Some(Screen::Meeting(meeting)) = self.model.screens.last() else { return };
        if meeting.is_fresh(as_of) && !changed {
            return;
        }
        let (id, kind) = (meeting.id, meeting.kind);
        // What is read depends on where the ceremony is.
        match self.session.cursor(id) {
            Ok(place) => {
                if let Some(Screen::Meeting(meeting)) = self.model.screens.last_mut() {
                    meeting.go_to(place);
                }
                self.model.settle(&world!(self));
            }
            Err(failure) => return self.fail(&failure),
        }
        match self.facts(id, kind, as_of) {
            Ok(facts) => {
                if let Some(Screen::Meeting(meeting)) = self.model.screens.last_mut() {
                    meeting.take(facts, as_of);
                }
                self.model.settle(&world!(self));
            }
            Err(failure) => self.fail(&failure),
        }
    }

    /// What was accepted lately. A day is new enough: this is read at every step through the queue.
    fn references(&mut self, as_of: AsOf) -> Result<Vec<Reference>, Failure> {
        match self.model.screens.last() {
            Some(Screen::Meeting(meeting)) if meeting.read_on() == Some(as_of.day) => {
                Ok(meeting.facts.references.clone())
            }
            Some(_) | None => self.session.references(),
        }
    }

    /// Whose cards for the item on the screen lie face down; what they say stays with the file.
    fn voted(&mut self, id: CeremonyId) -> Result<Vec<PersonId>, Failure> {
        let Some(Screen::Meeting(meeting)) = self.model.screens.last() else { return Ok(Vec::new()) };
        let Some(item) = meeting.item() else { return Ok(Vec::new()) };
        Ok(self.session.hidden(id, &poker(item))?.into_iter().map(|(person, _)| person).collect())
    }

    /// How many notes lie face down, and which are mine. On the facilitator's screen, which all look at, nobody's show.
    fn face_down(&mut self, id: CeremonyId) -> Result<(usize, Vec<HiddenNote>), Failure> {
        let held = self.session.workspace().meetings.ceremonies.get(id);
        let facilitator = held.and_then(|it| it.facilitator);
        let me = self.session.me().filter(|me| Some(*me) != facilitator);
        self.session.hidden_notes(id, me)
    }

    fn facts(&mut self, id: CeremonyId, kind: CeremonyKind, as_of: AsOf) -> Result<MeetingFacts, Failure> {
        let mut facts = MeetingFacts::default();
        self.session.read_ceremony(id)?;
        let sprint = self.session.workspace().meetings.ceremonies.get(id).and_then(|it| it.sprint);
        match kind {
            CeremonyKind::StandUp => {
                facts.standup = Some(self.session.standup()?);
            }
            CeremonyKind::Review | CeremonyKind::Retrospective => {
                if kind == CeremonyKind::Retrospective {
                    facts.agreed = self.session.read_agreed()?;
                    (facts.face_down, facts.mine) = self.face_down(id)?;
                }
                if let Some(sprint) = sprint {
                    facts.report = self.session.report(sprint)?;
                    let all =
                        facts.report.iter().flat_map(|report| report.done.iter().chain(&report.carried));
                    let items: Vec<ItemId> = all.filter_map(|line| ItemId::new(line.item)).collect();
                    self.session.read_items(&items)?;
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
            CeremonyKind::Refinement => {
                facts.sealed = self.voted(id)?;
                facts.references = self.references(as_of)?;
            }
        }
        Ok(facts)
    }

    /// What was rejected in a sprint, with the reasons.
    fn rejected(&mut self, sprint: crate::domain::id::SprintId) -> Result<Vec<(ItemId, String)>, Failure> {
        let rejected = self.session.rejected_in(sprint)?;
        Ok(rejected.into_iter().map(|(item, why)| (item, why.to_string())).collect())
    }
}
