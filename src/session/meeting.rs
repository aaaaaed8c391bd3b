//! Joining a ceremony: who has joined which one, its cursor, and its minutes.
//!
//! The cursor of a ceremony (the item shown, the round) is stored outside the history: moving to the next item is not
//! an operation.

use super::Session;
use super::outcome::RunError;
use crate::domain::change::{Change, Edit};
use crate::domain::id::{CeremonyId, Id, ImprovementId, PersonId, SprintId};
use crate::domain::refusal::Refusal;
use crate::domain::sentence::list;
use crate::domain::views::CeremonyCursor;
use crate::store::failure::Failure;
use crate::store::{MeetingQuery, SettingQuery};

impl Session {
    /// Joins a ceremony for this session: operations are recorded in it from now on.
    pub fn join(&mut self, ceremony: CeremonyId) -> Result<(), Failure> {
        self.read_ceremony(ceremony)?;
        self.ceremony = Some(ceremony);
        let owner = self.workspace.meetings.ceremonies.get(ceremony).and_then(|it| it.on_behalf);
        self.on_behalf = owner.or(self.on_behalf);
        Ok(())
    }

    /// Joins a ceremony until [`Session::leave`], visibly to others.
    pub fn stay_in(&mut self, ceremony: CeremonyId) -> Result<(), Failure> {
        self.join(ceremony)?;
        let Some(me) = self.me.filter(|_| self.is_writable()) else { return Ok(()) };
        self.store.set_setting(&seat(ceremony, me), &self.identity.terminal)?;
        self.store.set_setting(&format!("{}{}", joined(ceremony), me.number()), "")
    }

    /// Leaves the ceremony; it continues.
    pub fn leave(&mut self) -> Result<(), Failure> {
        match (self.ceremony.take(), self.me.filter(|_| self.is_writable())) {
            (Some(id), Some(me)) => self.store.remove_settings(&[seat(id, me)]),
            (Some(_) | None, _) => Ok(()),
        }
    }

    /// Returns how many people have a ceremony on a screen.
    pub(super) fn seats_taken(&mut self, ceremony: CeremonyId) -> Result<usize, Failure> {
        Ok(self.store.settings(SettingQuery::Prefixed(&seats(ceremony)))?.len())
    }

    /// Returns the people who have ever joined a ceremony on a screen.
    pub fn joined(&mut self, ceremony: CeremonyId) -> Result<Vec<PersonId>, Failure> {
        let prefix = joined(ceremony);
        let found = self.store.settings(SettingQuery::Prefixed(&prefix))?;
        let person = |name: &String| PersonId::new(name.strip_prefix(&prefix)?.parse().ok()?);
        Ok(found.keys().filter_map(person).collect())
    }

    /// Refuses changes that remove a ceremony which others have joined.
    pub(super) fn keeps_others(&mut self, changes: &[Change]) -> Result<(), RunError> {
        for change in changes {
            let Change::Ceremony(Edit::Removed(ceremony)) = change else { continue };
            let seats = seats(ceremony.id);
            let person = |name: &str| PersonId::new(name.strip_prefix(&seats)?.parse().ok()?);
            let found = self.store.settings(SettingQuery::Prefixed(&seats))?;
            let others = found.keys().filter_map(|name| person(name)).filter(|it| Some(*it) != self.me);
            let names: Vec<&str> = others.map(|it| self.workspace.name(it)).collect();
            if !names.is_empty() {
                let take = if names.len() == 1 { "takes" } else { "take" };
                return Err(Refusal::rule(format!("{} {take} part in the {}", list(&names), ceremony.kind))
                    .hint("end it instead")
                    .into());
            }
        }
        Ok(())
    }

    /// Returns the ceremony that this terminal has joined.
    pub fn ceremony(&self) -> Option<CeremonyId> {
        self.ceremony
    }

    /// Loads a ceremony with all of its notes.
    pub fn read_ceremony(&mut self, id: CeremonyId) -> Result<(), Failure> {
        self.store.meetings(MeetingQuery::Ceremony(id), &mut self.workspace)
    }

    /// Loads people's availability in a closed sprint.
    pub fn read_capacity(&mut self, sprint: SprintId) -> Result<(), Failure> {
        self.store.meetings(MeetingQuery::Sprint(sprint), &mut self.workspace)
    }

    /// Loads the newest ceremonies.
    pub fn read_ceremonies(&mut self, most: u64) -> Result<(), Failure> {
        self.store.meetings(MeetingQuery::Newest(most), &mut self.workspace)
    }

    /// Loads all impediments, feedback and improvements, past ones included.
    pub fn read_outcomes(&mut self) -> Result<(), Failure> {
        self.store.meetings(MeetingQuery::Outcomes, &mut self.workspace)
    }

    /// Loads the improvements of the last retrospective, and of the older ones those that are in progress or have
    /// changed since, with their items. Returns their ids.
    pub fn read_agreed(&mut self) -> Result<Vec<ImprovementId>, Failure> {
        let mut found = Vec::new();
        self.store.agreed(&mut |it| found.push(it))?;
        self.read_items(&found.iter().map(|it| it.about).collect::<Vec<_>>())?;
        let ids = found.iter().map(|it| it.id).collect();
        for it in found {
            self.workspace.put(it);
        }
        Ok(ids)
    }

    /// Reads the cursor of a ceremony; the initial position if no terminal has moved it.
    pub fn cursor(&mut self, id: CeremonyId) -> Result<CeremonyCursor, Failure> {
        Ok(CeremonyCursor::read(&self.store.setting(&format!("place/{id}"))?.unwrap_or_default()))
    }

    /// Moves every terminal that has joined a ceremony to a position in it.
    pub fn set_cursor(&mut self, id: CeremonyId, cursor: &CeremonyCursor) -> Result<(), Failure> {
        self.store.set_setting(&format!("place/{id}"), &cursor.written())
    }
}

/// Returns the prefix of the names of the settings that record who has joined a ceremony.
fn seats(id: CeremonyId) -> String {
    format!("in/{id}/")
}

/// Returns the prefix of the names of the settings that record who has ever joined a ceremony.
fn joined(id: CeremonyId) -> String {
    format!("joined/{id}/")
}

fn seat(id: CeremonyId, person: PersonId) -> String {
    format!("{}{}", seats(id), person.number())
}
