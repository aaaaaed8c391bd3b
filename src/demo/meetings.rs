//! The ceremonies of the team: their notes and outcomes.

use super::script::DemoScript;
use super::words::{line, pairs, prose, text};
use crate::domain::command::FieldEdit;
use crate::domain::command::{
    CeremonyCommand, Command, FeedbackCommand, ImpedimentCommand, ImprovementCommand, NewCadence, NewNote,
    NoteCommand, SprintCommand, SprintOutcomeCommand,
};
use crate::domain::id::{CeremonyId, ItemId, SprintId};
use crate::domain::impediment::ImpedimentField;
use crate::domain::item::Item;
use crate::domain::value::{CeremonyKind, GoalOutcome, NoteKind, Stage, Weekdays};
use crate::session::RunError;
use chrono::{NaiveDate, TimeDelta, Weekday};

/// Ana, the product owner, and Emil, the scrum master.
const ANA: usize = 0;
const EMIL: usize = 4;

impl DemoScript<'_> {
    /// Sets the schedule of the ceremonies.
    pub(super) fn cadences(&mut self) -> Result<(), RunError> {
        for (kind, days, time) in [
            (CeremonyKind::Refinement, Weekdays::one(Weekday::Wed), 14 * 60),
            (CeremonyKind::Planning, Weekdays::one(Weekday::Mon), 9 * 60),
            (CeremonyKind::StandUp, Weekdays::MONDAY_TO_FRIDAY, 9 * 60 + 30),
            (CeremonyKind::Review, Weekdays::one(Weekday::Fri), 13 * 60),
            (CeremonyKind::Retrospective, Weekdays::one(Weekday::Fri), 14 * 60 + 30),
        ] {
            let cadence = NewCadence { days, time, timebox: None };
            self.team.by(EMIL, CeremonyCommand::Cadence(kind, Some(cadence)))?;
        }
        Ok(())
    }

    /// Runs a ceremony from start to end; the first of `present` facilitates.
    fn hold(
        &mut self,
        kind: CeremonyKind,
        present: &[usize],
        content: impl FnOnce(&mut Self, CeremonyId) -> Result<(), RunError>,
    ) -> Result<(), RunError> {
        let [leads, ..] = *present else { return Ok(()) };
        let present = present.iter().map(|at| self.team.people[*at]).collect();
        let begin = CeremonyCommand::Begin { kind, present, on_behalf: None, wall: Vec::new() };
        self.team.by(leads, begin)?;
        let Some(id) = self.team.session.workspace().meetings.running_one(kind).map(|it| it.id) else {
            return Ok(());
        };
        self.team.session.join(id)?;
        content(self, id)?;
        self.team.by(leads, CeremonyCommand::End(id))?;
        self.team.session.leave()?;
        Ok(())
    }

    fn note(&mut self, ceremony: CeremonyId, who: usize, kind: NoteKind, text: &str) -> Result<(), RunError> {
        let note = NewNote::plain(kind, prose(text));
        self.team.by(who, NoteCommand::Add(ceremony, vec![note]))?;
        Ok(())
    }

    /// Runs the planning: a planned sprint gets its items and is started.
    pub(super) fn planning(
        &mut self,
        sprint: SprintId,
        start: NaiveDate,
        items: &[ItemId],
    ) -> Result<(), RunError> {
        self.team.until(start, 9);
        self.hold(CeremonyKind::Planning, &[EMIL, ANA, 1, 2, 3], |script, _| {
            script.team.by(1, SprintCommand::Select(sprint, items.to_vec()))?;
            script.team.by(EMIL, SprintCommand::Start(sprint))?;
            Ok(())
        })
    }

    /// Runs a stand-up: impediments are resolved, and occasionally a new one is raised.
    pub(super) fn stand_up(&mut self, number: usize, stuck: bool) -> Result<(), RunError> {
        self.hold(CeremonyKind::StandUp, &[EMIL, 1, 2, 3], |script, id| {
            let open: Vec<_> = script
                .team
                .session
                .workspace()
                .meetings
                .impediments
                .iter()
                .filter(|it| it.is_open())
                .map(|it| it.id)
                .collect();
            for impediment in open {
                let resolve = ImpedimentCommand::Resolve(impediment, prose("Emil has talked to them"));
                script.team.by(EMIL, resolve)?;
            }
            if number % 4 == 1 {
                script.note(id, 2, NoteKind::Parked, text("parked", number / 4))?;
            }
            if stuck {
                script.impediment(number)?;
            }
            Ok(())
        })
    }

    fn impediment(&mut self, number: usize) -> Result<(), RunError> {
        let workspace = self.team.session.workspace();
        let is_doing = |it: &&Item| it.stage == Stage::Doing && it.board_column != self.late;
        let doing = workspace.items.on_board().filter(is_doing);
        let about = doing.max_by_key(|it| (it.since, it.id)).map(|it| it.id);
        let raise = ImpedimentCommand::Raise {
            text: line(text("impediments", number)),
            stuck: self.team.people.get(1).copied(),
            about,
        };
        self.team.by(1, raise)?;
        let workspace = self.team.session.workspace();
        let raised = workspace.meetings.impediments.iter().find(|it| it.is_open()).map(|it| it.id);
        if let Some(raised) = raised {
            let emil = self.team.people.get(EMIL).copied();
            self.team.by(EMIL, Command::set(raised, FieldEdit::blind(ImpedimentField::Owner(emil))))?;
        }
        Ok(())
    }

    /// Runs a refinement, with a decision.
    pub(super) fn refinement(&mut self) -> Result<(), RunError> {
        self.hold(CeremonyKind::Refinement, &[ANA, 1, 2, 3, EMIL], |script, id| {
            script.note(id, ANA, NoteKind::Decision, "Gift cards come after tips")?;
            script.note(id, 3, NoteKind::Parked, "Ask the kitchen about printers")
        })
    }

    /// Runs the review at the end of a sprint: demos, feedback, and whether the goal was met.
    pub(super) fn review(
        &mut self,
        sprint: SprintId,
        day: NaiveDate,
        items: &[ItemId],
    ) -> Result<(), RunError> {
        self.team.until(day, 13);
        self.hold(CeremonyKind::Review, &[ANA, 1, 2, 3, EMIL, 5], |script, id| {
            let shown = items.iter().take(3).zip(1..).map(|(item, who)| NewNote {
                author: script.team.people.get(who).copied(),
                about: Some(*item),
                ..NewNote::plain(NoteKind::Demo, prose("on the new till"))
            });
            let shown = shown.collect();
            script.team.by(ANA, NoteCommand::Add(id, shown))?;
            for (at, (strength, text)) in pairs("feedback", " ").enumerate() {
                // The first are about what was shown; the others stay in the inbox.
                let about = items.get(at).copied().filter(|_| at < 2);
                let (said_by, strength) = (Some(line("Farah")), strength.parse().unwrap_or(2));
                let feedback = FeedbackCommand::Catch { text: prose(text), said_by, about, strength };
                script.team.by(ANA, feedback)?;
            }
            let why = Some(line("the old printers still need the manager"));
            script.team.by(ANA, SprintOutcomeCommand::Outcome(sprint, GoalOutcome::Partly, why))?;
            Ok(())
        })
    }

    /// Runs the retrospective after it: notes, dots, and one improvement.
    pub(super) fn retrospective(&mut self, day: NaiveDate) -> Result<(), RunError> {
        self.team.until_minute(day, 14 * 60 + 30);
        self.hold(CeremonyKind::Retrospective, &[EMIL, ANA, 1, 2, 3], |script, id| {
            let notes = pairs("wall", ": ").enumerate().map(|(at, (topic, text))| NewNote {
                author: script.team.people.get(1 + at % 4).copied(),
                topic: Some(line(topic)),
                ..NewNote::plain(NoteKind::Note, prose(text))
            });
            let notes = notes.collect();
            script.team.by(EMIL, NoteCommand::Add(id, notes))?;
            let mut wall: Vec<_> = script
                .team
                .session
                .workspace()
                .meetings
                .notes
                .iter()
                .filter(|it| it.ceremony == id)
                .collect();
            wall.sort_by_key(|it| &it.rank);
            let wall: Vec<_> = wall.into_iter().map(|it| it.id).collect();
            for (who, at, dots) in [(1, 2, 2), (2, 2, 1), (2, 0, 1), (3, 2, 1), (3, 3, 1), (EMIL, 0, 2)] {
                if let Some(note) = wall.get(at).copied() {
                    let dots = NoteCommand::Dots { ceremony: id, note, person: None, dots };
                    script.team.by(who, dots)?;
                }
            }
            let agree = ImprovementCommand::Agree {
                ceremony: id,
                title: line("Show work to Ana before it waits for the review"),
                note: wall.get(2).copied(),
                owner: script.team.people.get(EMIL).copied(),
                due: Some(day + TimeDelta::days(14)),
            };
            script.team.by(EMIL, agree)?;
            Ok(())
        })
    }
}
