//! The days of a sprint: who does what when, so that several items are on the board at the same time.

use super::agenda::{Agenda, AgendaEvent, ItemStep};
use super::script::{DemoScript, working};
use super::words::{line, text};
use crate::domain::command::{CriterionCommand, ItemCommand, SprintCommand};
use crate::domain::definition::Definition;
use crate::domain::id::{CriterionId, ItemId};
use crate::domain::value::{Prose, RejectionKind, Stage, Verdict};
use crate::session::RunError;
use chrono::TimeDelta;

impl DemoScript<'_> {
    /// Schedules one item's steps across the board from the `first` working day, to its acceptance on the `last` one
    /// at the latest.
    pub(super) fn way(&mut self, agenda: &mut Agenda, id: ItemId, place: usize, first: usize, last: usize) {
        let dice = &mut self.team.dice;
        let who = 1 + place % 4;
        agenda.step(first, id, who, ItemStep::Begin);
        let mut day = (first + dice.one(&[0, 1, 1, 2, 2, 2, 3, 3, 4])).min(last);
        if dice.chance(15) && day > first {
            agenda.step(first, id, who, ItemStep::Block);
            agenda.step(first + 1, id, who, ItemStep::Unblock);
        }
        if dice.chance(50) {
            agenda.step(day, id, who, ItemStep::Test);
            day = (day + dice.one(&[0, 0, 0, 1])).min(last);
        }
        agenda.step(day, id, who, ItemStep::HandIn);
        if dice.chance(12) && day < last {
            agenda.step(day, id, who, ItemStep::Reject);
            day += 1;
            agenda.step(day, id, who, ItemStep::HandIn);
        }
        day = (day + dice.one(&[0, 1, 1, 2, 2])).min(last);
        agenda.step(day, id, who, ItemStep::Accept);
    }

    /// Runs all events of the agenda, each at its time.
    pub(super) fn run(&mut self, agenda: Agenda) -> Result<(), RunError> {
        let Agenda { start, mut events } = agenda;
        events.sort_by_key(|(day, event)| (*day, event.minute()));
        for (place, (day, event)) in events.into_iter().enumerate() {
            let date = start + TimeDelta::days(working(day));
            self.team.until_minute(date, event.minute());
            match event {
                AgendaEvent::Item(id, who, step) => self.step(id, who, step, place)?,
                AgendaEvent::Select(sprint, items) => {
                    self.team.by(0, SprintCommand::Select(sprint, items))?;
                }
                AgendaEvent::StandUp { number, stuck } => self.stand_up(number, stuck)?,
                AgendaEvent::Refinement => self.refinement()?,
            }
        }
        Ok(())
    }

    fn step(&mut self, id: ItemId, who: usize, step: ItemStep, place: usize) -> Result<(), RunError> {
        match step {
            ItemStep::Begin => self.begin(id, who),
            ItemStep::Block => {
                let why = line(text("blocks", place));
                self.team.by(who, ItemCommand::Block(vec![id], why)).map(drop)
            }
            ItemStep::Unblock => self.team.by(who, ItemCommand::Unblock(vec![id])).map(drop),
            ItemStep::Test => {
                let Some(late) = self.late else { return Ok(()) };
                self.team.by(who, ItemCommand::Move(vec![id], late)).map(drop)
            }
            ItemStep::HandIn => self.hand_in(id, who),
            ItemStep::Reject => self.reject(id, place),
            ItemStep::Accept => self.accept(id),
        }
    }

    fn begin(&mut self, id: ItemId, who: usize) -> Result<(), RunError> {
        let person = self.team.people[who];
        let mine = ItemCommand::Assign { items: vec![id], add: vec![person], remove: Vec::new() };
        self.team.by(who, mine)?;
        self.carry(id, who, Stage::Doing)
    }

    fn carry(&mut self, id: ItemId, who: usize, stage: Stage) -> Result<(), RunError> {
        let column = self.team.session.workspace().first_column(stage).map(|column| column.id);
        if let Some(column) = column {
            self.team.by(who, ItemCommand::Move(vec![id], column))?;
        }
        Ok(())
    }

    fn hand_in(&mut self, id: ItemId, who: usize) -> Result<(), RunError> {
        self.carry(id, who, Stage::Review)
    }

    pub(super) fn criteria(&mut self, id: ItemId) -> Result<Vec<CriterionId>, RunError> {
        self.team.session.look_at(id)?;
        let detail = self.team.session.workspace().detail(id);
        Ok(detail.map(|detail| detail.criteria.iter().map(|it| it.id).collect()).unwrap_or_default())
    }

    fn reject(&mut self, id: ItemId, place: usize) -> Result<(), RunError> {
        let failed: Vec<_> = self.criteria(id)?.into_iter().take(1).collect();
        let reason = line(text("rejections", place));
        let kind = RejectionKind::Criterion;
        self.team.by(0, ItemCommand::Reject { item: id, kind, reason, failed, to_backlog: false })?;
        Ok(())
    }

    fn accept(&mut self, id: ItemId) -> Result<(), RunError> {
        for criterion in self.criteria(id)? {
            let judge = CriterionCommand::Judge(id, criterion, Verdict::Met, Prose::default());
            self.team.by(0, judge)?;
        }
        let rules: Vec<_> = self
            .team
            .session
            .workspace()
            .rules_of(Definition::Done)
            .into_iter()
            .map(|rule| rule.id)
            .collect();
        for rule in rules {
            self.team.by(0, ItemCommand::Tick { item: id, rule, on: true })?;
        }
        self.team.by(0, ItemCommand::Accept(vec![id], None))?;
        Ok(())
    }
}
