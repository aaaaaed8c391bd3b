//! The script of the demo: two dozen closed sprints, day by day, and a running one.

use super::agenda::{Agenda, AgendaEvent, ItemStep};
use super::words::{epics, line, prose, refined, rough, text, title};
use super::{DemoOptions, DemoTeam};
use crate::domain::column::ColumnField;
use crate::domain::command::{
    ColumnCommand, Command, CommentCommand, CriterionCommand, EpicCommand, FieldEdit, ItemCommand,
    LinkCommand, NewItem, Position, QuestionCommand, SprintCommand, TaskCommand,
};
use crate::domain::id::{ColumnId, EpicId, ItemId, SprintId};
use crate::domain::item::ItemField;
use crate::domain::product::ProductField;
use crate::domain::value::{Points, Prose, Stage, Verdict};
use crate::session::RunError;
use chrono::{NaiveDate, TimeDelta};

const SPRINTS: u32 = 24;
/// The number of items that are dropped along the way.
const DROPPED: u32 = 6;

/// Runs the script. Returns the number of closed sprints.
pub(super) fn generate(team: &mut DemoTeam, running: NaiveDate, wish: &DemoOptions) -> Result<u32, RunError> {
    let first = running - TimeDelta::days(14 * i64::from(SPRINTS));
    team.until(first - TimeDelta::days(14), 10);
    let mut script = DemoScript { team, number: 0, epics: Vec::new(), late: None };
    script.set_up()?;
    // The items that are not open were done in the sprints: they are spread evenly over them.
    let done = (wish.items - wish.open).min(290) - DROPPED;
    for at in 0..SPRINTS {
        let share = done * (at + 1) / (SPRINTS + 1) - done * at / (SPRINTS + 1);
        script.sprint(at, first + TimeDelta::days(14 * i64::from(at)), share)?;
    }
    let share = done - done * SPRINTS / (SPRINTS + 1);
    script.running(running, wish, share)?;
    Ok(SPRINTS)
}

pub(super) struct DemoScript<'a> {
    pub(super) team: &'a mut DemoTeam,
    number: u32,
    epics: Vec<EpicId>,
    /// The last column of Doing.
    pub(super) late: Option<ColumnId>,
}

impl DemoScript<'_> {
    fn set_up(&mut self) -> Result<(), RunError> {
        let product = self.team.session.workspace().product().map(|product| product.id);
        let goal = ProductField::Goal(prose("Every table of a restaurant is paid in a minute"));
        let vision = prose("A till that a new waiter understands before the first guest comes.");
        for field in [goal, ProductField::Vision(vision)] {
            if let Some(product) = product {
                self.team.by(0, Command::set(product, FieldEdit::blind(field)))?;
            }
        }
        for (title, _) in epics() {
            self.team.by(0, EpicCommand::Add(line(title)))?;
        }
        self.epics = self.team.session.workspace().epics.iter().map(|epic| epic.id).collect();
        self.team.by(4, ColumnCommand::Add { name: line("Testing"), stage: Stage::Doing })?;
        let columns = self.team.session.workspace().board();
        let column = |name: &str| columns.iter().find(|it| it.name.as_str() == name).map(|it| it.id);
        let (doing, testing, review) = (column("Doing"), column("Testing"), column("Review"));
        self.late = testing;
        self.cadences()?;
        for (column, limit) in [(doing, 4), (testing, 3), (review, 3)] {
            if let Some(column) = column {
                self.team.by(4, Command::set(column, FieldEdit::blind(ColumnField::Wip(Some(limit)))))?;
            }
        }
        Ok(())
    }

    /// Adds items at the end of the backlog.
    fn add(&mut self, items: Vec<NewItem>, first: u32) -> Result<Vec<ItemId>, RunError> {
        let items: Vec<NewItem> = items
            .into_iter()
            .zip(first..)
            .map(|(item, number)| NewItem { epic: Some(self.epics[title(number).0]), ..item })
            .collect();
        Ok(self.team.by(0, ItemCommand::Add { items, place: Position::Bottom })?.items)
    }

    fn refined(&mut self, count: u32) -> Result<Vec<ItemId>, RunError> {
        let first = self.number;
        self.number += count;
        let items = (first..first + count).map(|number| refined(number, &mut self.team.dice)).collect();
        self.add(items, first)
    }

    fn plan(&mut self, at: u32, start: NaiveDate, items: &[ItemId]) -> Result<SprintId, RunError> {
        let goal = prose(text("goals", at as usize));
        let end = start + TimeDelta::days(13);
        let new = SprintCommand::New { name: None, goal, start: Some(start), end: Some(end) };
        self.team.by(0, new)?;
        let sprint = self.team.session.workspace().planned().last().map(|sprint| sprint.id);
        let sprint =
            sprint.ok_or_else(|| crate::domain::refusal::Refusal::rule("the sprint was not planned"))?;
        if !items.is_empty() {
            self.team.by(0, SprintCommand::Select(sprint, items.to_vec()))?;
        }
        Ok(sprint)
    }

    /// Runs a past sprint, from its planning to its close.
    fn sprint(&mut self, at: u32, start: NaiveDate, done: u32) -> Result<(), RunError> {
        self.team.until(start - TimeDelta::days(4), 10);
        let items = self.refined(done)?;
        for chunk in items.chunks(4) {
            self.team.by(0, ItemCommand::Ready(chunk.to_vec(), Some(line("we know enough"))))?;
        }
        // Some are added after the start of the sprint.
        let late = usize::from(at % 3 == 1);
        let (late, planned) = items.split_at(late.min(items.len()));
        // In the two sprints before the running one, the ceremonies take place as well.
        let is_told = at + 2 >= SPRINTS;
        let mut agenda = Agenda::new(start);
        let sprint = if is_told {
            let sprint = self.plan(at, start, &[])?;
            self.planning(sprint, start, planned)?;
            for day in 1..10 {
                agenda.add(day, AgendaEvent::StandUp { number: day, stuck: day == 3 });
            }
            agenda.add(2, AgendaEvent::Refinement);
            agenda.add(7, AgendaEvent::Refinement);
            sprint
        } else {
            self.team.until(start, 9);
            let sprint = self.plan(at, start, planned)?;
            self.team.by(4, SprintCommand::Start(sprint))?;
            sprint
        };
        if !late.is_empty() {
            agenda.add(2, AgendaEvent::Select(sprint, late.to_vec()));
        }
        let mut order: Vec<ItemId> = items.clone();
        order.rotate_left(late.len());
        for (place, id) in order.iter().enumerate() {
            let first = place * 6 / order.len().max(1);
            let first = if late.contains(id) { first.max(3) } else { first };
            self.way(&mut agenda, *id, place, first, 8);
        }
        self.run(agenda)?;
        if at % 5 == 2 {
            self.reestimate(&items)?;
        }
        let end = start + TimeDelta::days(11);
        if at + 1 == SPRINTS {
            self.review(sprint, end, &order)?;
            self.retrospective(end)?;
        }
        self.team.until(end, 16);
        self.team.by(4, SprintCommand::Close { sprint, leftovers: Vec::new() })?;
        Ok(())
    }

    fn reestimate(&mut self, items: &[ItemId]) -> Result<(), RunError> {
        let Some(id) = items.last() else { return Ok(()) };
        let open = self.team.session.workspace().items.get(*id).is_some_and(|item| item.stage.is_open());
        if open {
            let edit = FieldEdit::blind(ItemField::Estimate(Some(Points::whole(8))));
            self.team.by(1, Command::set(*id, edit))?;
        }
        Ok(())
    }

    /// Runs the sprint of today: with items in every column and every state.
    fn running(&mut self, start: NaiveDate, wish: &DemoOptions, done: u32) -> Result<(), RunError> {
        self.team.until(start - TimeDelta::days(4), 10);
        let items = self.refined(done + 9)?;
        for chunk in items.chunks(5) {
            self.team.by(0, ItemCommand::Ready(chunk.to_vec(), Some(line("we know enough"))))?;
        }
        let sprint = self.plan(SPRINTS, start, &[])?;
        self.planning(sprint, start, &items)?;
        self.backlog(wish, done, start)?;
        // The last working day before today, the third one at the earliest: what is done on it after the stand-up is
        // new to today's.
        let last = (2..10).rev().find(|at| start + TimeDelta::days(working(*at)) < wish.today).unwrap_or(2);
        let mut agenda = Agenda::new(start);
        for day in 1..=last {
            agenda.add(day, AgendaEvent::StandUp { number: day, stuck: day == last });
        }
        agenda.add(2, AgendaEvent::Refinement);
        let (accepted, rest) = items.split_at(done as usize);
        for (place, id) in accepted.iter().enumerate() {
            let first = place * last / accepted.len().max(1);
            self.way(&mut agenda, *id, place, first, (first + 1 + place % 2).min(last));
        }
        let [to_do, rejected, blocked, doing, testing, waits, failed, review, fresh] = rest else {
            return Ok(());
        };
        // One is in Doing from the start, one in Testing from the second day; the others proceed normally.
        agenda.step(0, *doing, 2, ItemStep::Begin);
        agenda.step(0, *testing, 3, ItemStep::Begin);
        agenda.step(1, *testing, 3, ItemStep::Test);
        for (at, id) in [*rejected, *waits, *failed, *review].into_iter().enumerate() {
            agenda.step(last - 1, id, 1 + at % 4, ItemStep::Begin);
            agenda.step(last, id, 1 + at % 4, ItemStep::HandIn);
        }
        agenda.step(last, *rejected, 1, ItemStep::Reject);
        agenda.step(last - 1, *blocked, 1, ItemStep::Begin);
        agenda.step(last, *blocked, 1, ItemStep::Block);
        self.run(agenda)?;
        let criteria = self.criteria(*failed)?;
        for (at, criterion) in criteria.into_iter().enumerate() {
            let (verdict, note) = if at == 0 {
                (Verdict::Failed, prose("only on the large screen"))
            } else {
                (Verdict::Met, Prose::default())
            };
            self.team.by(0, CriterionCommand::Judge(*failed, criterion, verdict, note))?;
        }
        let tasks = ["draw the screen", "write the test", "try it on the old till"].map(line).to_vec();
        self.team.by(2, TaskCommand::Add(*doing, tasks))?;
        self.team.by(2, ItemCommand::Depend { item: *to_do, on: *doing, present: true })?;
        self.team.by(3, CommentCommand::Add(*doing, prose(text("comments", 1))))?;
        self.team.by(
            1,
            ItemCommand::Assign { items: vec![*fresh], add: vec![self.team.people[1]], remove: Vec::new() },
        )?;
        Ok(())
    }

    /// Fills the backlog: ready, half refined, rough, too large, with questions, waiting, dropped. Of the items that
    /// are open now, `done` will be accepted.
    fn backlog(&mut self, wish: &DemoOptions, done: u32, running: NaiveDate) -> Result<(), RunError> {
        let dropped = self.refined(DROPPED)?;
        for id in dropped {
            self.team.by(0, ItemCommand::Drop(vec![id], line("nobody asked for it again")))?;
        }
        let open: u32 = self.team.session.workspace().backlog_counts.stages[..5].iter().sum();
        let left = (wish.open.min(110) + done).saturating_sub(open);
        let ready = self.refined(left.min(14))?;
        for id in &ready[..ready.len().min(11)] {
            self.team.by(0, ItemCommand::Ready(vec![*id], Some(line("agreed in refinement"))))?;
        }
        self.plan(SPRINTS + 1, running + TimeDelta::days(14), ready.get(..3).unwrap_or_default())?;
        let refined = self.refined(left.saturating_sub(14).min(30))?;
        for (at, id) in refined.iter().enumerate() {
            self.season(at, *id, &refined)?;
        }
        let rest = left.saturating_sub(44);
        let first = self.number;
        self.number += rest;
        let items: Vec<NewItem> = (first..first + rest).map(rough).collect();
        if !items.is_empty() {
            self.add(items, first)?;
        }
        Ok(())
    }

    /// Gives an item of the backlog some detail of its own.
    fn season(&mut self, at: usize, id: ItemId, all: &[ItemId]) -> Result<(), RunError> {
        match at % 7 {
            0 => {
                let of = self.team.people.get(at % 2 * 5).copied();
                let text = prose(text("questions", at / 7));
                let ask = QuestionCommand::Ask { item: id, text, of, needed_by: None };
                self.team.by(1, ask)?;
            }
            1 => {
                let points = Some(Points::whole(20 + 20 * u32::from(at > 14)));
                self.team.by(2, Command::set(id, FieldEdit::blind(ItemField::Estimate(points))))?;
            }
            2 => {
                if let Some(on) = all.get(at + 3) {
                    self.team.by(3, ItemCommand::Depend { item: id, on: *on, present: true })?;
                }
            }
            3 => {
                let link =
                    LinkCommand::Add(id, line("Design"), line("https://example.org/lighthouse/design"));
                self.team.by(4, link)?;
            }
            4 => {
                let text = prose(text("comments", at / 7));
                self.team.by(1, CommentCommand::Add(id, text))?;
            }
            5 if at == 5 => {
                self.team.by(0, ItemCommand::Block(vec![id], line(text("blocks", 2))))?;
            }
            _ => {}
        }
        Ok(())
    }
}

/// Returns a working day of a sprint, counted from 0, as days after its Monday.
pub(super) fn working(at: usize) -> i64 {
    let at = i64::try_from(at).unwrap_or(0);
    at / 5 * 7 + at % 5
}
