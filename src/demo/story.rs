//! Two dozen sprints, day by day, and one that runs.

use super::words::{BLOCKS, COMMENTS, EPICS, GOALS, QUESTIONS, REJECTIONS, line, prose, refined, rough};
use super::{Team, Wish};
use crate::domain::command::{
    ColumnCommand, Command, CommentCommand, CriterionCommand, Edited, EpicCommand, ItemCommand, ItemEdit,
    Leftover, LinkCommand, NewItem, Place, ProductEdit, QuestionCommand, SprintCommand, TaskCommand,
};
use crate::domain::definition::Definition;
use crate::domain::id::{ColumnId, EpicId, ItemId, SprintId};
use crate::domain::value::{Points, Prose, RejectionKind, Stage, Verdict};
use crate::session::Stop;
use chrono::{NaiveDate, TimeDelta};

const SPRINTS: u32 = 24;
/// Items that are dropped on the way.
const DROPPED: u32 = 6;

/// Tells the story. Returns how many sprints were closed.
pub(super) fn tell(team: &mut Team, running: NaiveDate, wish: &Wish) -> Result<u32, Stop> {
    let first = running - TimeDelta::days(14 * i64::from(SPRINTS));
    team.until(first - TimeDelta::days(14), 10);
    let mut tale = Tale { team, number: 0, epics: Vec::new(), late: None };
    tale.set_up()?;
    // What is done in all sprints together is what is not open: it is spread evenly over them.
    let done = (wish.items - wish.open).min(290) - DROPPED;
    for at in 0..SPRINTS {
        let share = done * (at + 1) / (SPRINTS + 1) - done * at / (SPRINTS + 1);
        tale.sprint(at, first + TimeDelta::days(14 * i64::from(at)), share)?;
    }
    let share = done - done * SPRINTS / (SPRINTS + 1);
    tale.running(running, wish.today, share)?;
    tale.backlog(wish, running)?;
    Ok(SPRINTS)
}

struct Tale<'a> {
    team: &'a mut Team,
    number: u32,
    epics: Vec<EpicId>,
    /// The column that comes last in Doing.
    late: Option<ColumnId>,
}

fn item(command: ItemCommand) -> Command {
    Command::Item(command)
}

impl Tale<'_> {
    fn set_up(&mut self) -> Result<(), Stop> {
        let goal = Edited::blind(prose("Every table of a restaurant is paid in a minute"));
        self.team.by(0, Command::Product(ProductEdit::Goal(goal)))?;
        let vision =
            Edited::blind(prose("A till that a new waiter understands before the first guest comes."));
        self.team.by(0, Command::Product(ProductEdit::Vision(vision)))?;
        for (title, _) in EPICS {
            self.team.by(0, Command::Epic(EpicCommand::Add(line(title))))?;
        }
        self.epics = self.team.session.workspace().epics.iter().map(|epic| epic.id).collect();
        self.team
            .by(4, Command::Column(ColumnCommand::Add { name: line("Testing"), stage: Stage::Doing }))?;
        let columns = self.team.session.workspace().board();
        let column = |name: &str| columns.iter().find(|it| it.name.as_str() == name).map(|it| it.id);
        let (doing, testing, review) = (column("Doing"), column("Testing"), column("Review"));
        self.late = testing;
        for (column, limit) in [(doing, 4), (testing, 3), (review, 3)] {
            if let Some(column) = column {
                self.team.by(4, Command::Column(ColumnCommand::Limit(column, Some(limit))))?;
            }
        }
        Ok(())
    }

    /// Adds items at the end of the backlog.
    fn add(&mut self, items: Vec<NewItem>, first: u32) -> Result<Vec<ItemId>, Stop> {
        let items: Vec<NewItem> = items
            .into_iter()
            .zip(first..)
            .map(|(item, number)| NewItem { epic: Some(self.epics[super::words::title(number).0]), ..item })
            .collect();
        Ok(self.team.by(0, item(ItemCommand::Add { items, place: Place::Bottom }))?.items)
    }

    fn refined(&mut self, count: u32) -> Result<Vec<ItemId>, Stop> {
        let first = self.number;
        self.number += count;
        let items = (first..first + count).map(|number| refined(number, &mut self.team.dice)).collect();
        self.add(items, first)
    }

    fn plan(&mut self, at: u32, start: NaiveDate, items: &[ItemId]) -> Result<SprintId, Stop> {
        let goal = prose(GOALS[at as usize % GOALS.len()]);
        let end = start + TimeDelta::days(13);
        let new = SprintCommand::New { name: None, goal, start: Some(start), end: Some(end) };
        self.team.by(0, Command::Sprint(new))?;
        let sprint = self.team.session.workspace().planned().last().map(|sprint| sprint.id);
        let sprint =
            sprint.ok_or_else(|| crate::domain::refusal::Refusal::rule("the sprint was not planned"))?;
        if !items.is_empty() {
            self.team.by(0, Command::Sprint(SprintCommand::Select(sprint, items.to_vec())))?;
        }
        Ok(sprint)
    }

    /// A sprint of the past, from its planning to its close.
    fn sprint(&mut self, at: u32, start: NaiveDate, done: u32) -> Result<(), Stop> {
        self.team.until(start - TimeDelta::days(4), 10);
        let items = self.refined(done)?;
        for chunk in items.chunks(4) {
            self.team.by(0, item(ItemCommand::Ready(chunk.to_vec(), Some(line("we know enough")))))?;
        }
        self.team.until(start, 9);
        // Some come in when the sprint runs already.
        let late = usize::from(at % 3 == 1);
        let (late, planned) = items.split_at(late.min(items.len()));
        let sprint = self.plan(at, start, planned)?;
        self.team.by(4, Command::Sprint(SprintCommand::Start(sprint)))?;
        if !late.is_empty() {
            self.team.until(start + TimeDelta::days(2), 11);
            self.team.by(0, Command::Sprint(SprintCommand::Select(sprint, late.to_vec())))?;
        }
        let mut order: Vec<ItemId> = items.clone();
        order.rotate_left(late.len());
        for (place, id) in order.iter().enumerate() {
            let day = start + TimeDelta::days(working(place * 9 / order.len().max(1)));
            self.work(*id, day, place)?;
        }
        if at % 5 == 2 {
            self.reestimate(&items)?;
        }
        self.team.until(start + TimeDelta::days(11), 16);
        let left: Vec<(ItemId, Leftover)> = Vec::new();
        self.team.by(4, Command::Sprint(SprintCommand::Close { sprint, leftovers: left }))?;
        Ok(())
    }

    fn reestimate(&mut self, items: &[ItemId]) -> Result<(), Stop> {
        let Some(id) = items.last() else { return Ok(()) };
        let open = self.team.session.workspace().items.get(*id).is_some_and(|item| item.stage.is_open());
        if open {
            let edit = ItemEdit::Estimate(Edited::blind(Some(Points::whole(8))));
            self.team.by(1, item(ItemCommand::Edit(*id, vec![edit])))?;
        }
        Ok(())
    }

    /// One item's way over the board, begun on a day, to its acceptance.
    fn work(&mut self, id: ItemId, day: NaiveDate, place: usize) -> Result<(), Stop> {
        let who = 1 + place % 4;
        self.team.until(day, 10);
        self.begin(id, who)?;
        if self.team.dice.chance(15) {
            let why = line(BLOCKS[place % BLOCKS.len()]);
            self.team.by(who, item(ItemCommand::Block(vec![id], why)))?;
            self.team.until(day + TimeDelta::days(1), 9);
            self.team.by(who, item(ItemCommand::Unblock(vec![id])))?;
        }
        self.hand_in(id, who)?;
        if self.team.dice.chance(12) {
            self.reject(id, place)?;
            self.team.until(day + TimeDelta::days(1), 14);
            self.hand_in(id, who)?;
        }
        self.accept(id)
    }

    fn begin(&mut self, id: ItemId, who: usize) -> Result<(), Stop> {
        let person = self.team.people[who];
        let mine = ItemCommand::Assign { items: vec![id], add: vec![person], remove: Vec::new() };
        self.team.by(who, item(mine))?;
        self.carry(id, who, Stage::Doing)
    }

    fn carry(&mut self, id: ItemId, who: usize, stage: Stage) -> Result<(), Stop> {
        let column = self.team.session.workspace().first_column(stage).map(|column| column.id);
        if let Some(column) = column {
            self.team.by(who, item(ItemCommand::Move(vec![id], column)))?;
        }
        Ok(())
    }

    fn hand_in(&mut self, id: ItemId, who: usize) -> Result<(), Stop> {
        if let Some(late) = self.late.filter(|_| self.team.dice.chance(50)) {
            self.team.by(who, item(ItemCommand::Move(vec![id], late)))?;
        }
        self.carry(id, who, Stage::Review)
    }

    fn criteria(&mut self, id: ItemId) -> Result<Vec<crate::domain::id::CriterionId>, Stop> {
        self.team.session.look_at(id)?;
        let detail = self.team.session.workspace().detail(id);
        Ok(detail.map(|detail| detail.criteria.iter().map(|it| it.id).collect()).unwrap_or_default())
    }

    fn reject(&mut self, id: ItemId, place: usize) -> Result<(), Stop> {
        let failed: Vec<_> = self.criteria(id)?.into_iter().take(1).collect();
        let reason = line(REJECTIONS[place % REJECTIONS.len()]);
        let kind = RejectionKind::Criterion;
        self.team.by(0, item(ItemCommand::Reject { item: id, kind, reason, failed, to_backlog: false }))?;
        Ok(())
    }

    fn accept(&mut self, id: ItemId) -> Result<(), Stop> {
        for criterion in self.criteria(id)? {
            let judge = CriterionCommand::Judge(id, criterion, Verdict::Met, Prose::default());
            self.team.by(0, Command::Criterion(judge))?;
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
            self.team.by(0, item(ItemCommand::Tick { item: id, rule, on: true }))?;
        }
        self.team.by(0, item(ItemCommand::Accept(vec![id], None)))?;
        Ok(())
    }

    /// The sprint that runs today: something in every column, in every state.
    fn running(&mut self, start: NaiveDate, today: NaiveDate, done: u32) -> Result<(), Stop> {
        self.team.until(start - TimeDelta::days(4), 10);
        let items = self.refined(done + 9)?;
        for chunk in items.chunks(5) {
            self.team.by(0, item(ItemCommand::Ready(chunk.to_vec(), Some(line("we know enough")))))?;
        }
        self.team.until(start, 9);
        let sprint = self.plan(SPRINTS, start, &items)?;
        self.team.by(4, Command::Sprint(SprintCommand::Start(sprint)))?;
        let (accepted, rest) = items.split_at(done as usize);
        let days = usize::try_from((today - start).num_days().clamp(1, 4)).unwrap_or(1);
        for (place, id) in accepted.iter().enumerate() {
            let day = start + TimeDelta::days(working(place * days / accepted.len().max(1)));
            self.work(*id, day, place)?;
        }
        let day = |days: i64| (start + TimeDelta::days(days)).min(today);
        let [to_do, rejected, blocked, doing, testing, waits, failed, review, fresh] = rest else {
            return Ok(());
        };
        self.team.until(day(3), 9);
        for (at, id) in [rejected, blocked, doing, testing, waits, failed, review].into_iter().enumerate() {
            self.begin(*id, 1 + at % 4)?;
        }
        self.team.by(1, item(ItemCommand::Block(vec![*blocked], line(BLOCKS[0]))))?;
        self.team.until(day(4), 10);
        for id in [rejected, waits, failed, review] {
            self.hand_in(*id, 2)?;
        }
        self.reject(*rejected, 0)?;
        if let Some(late) = self.late {
            self.team.by(3, item(ItemCommand::Move(vec![*testing], late)))?;
        }
        let criteria = self.criteria(*failed)?;
        for (at, criterion) in criteria.into_iter().enumerate() {
            let (verdict, note) = if at == 0 {
                (Verdict::Failed, prose("only on the large screen"))
            } else {
                (Verdict::Met, Prose::default())
            };
            self.team
                .by(0, Command::Criterion(CriterionCommand::Judge(*failed, criterion, verdict, note)))?;
        }
        let tasks = ["draw the screen", "write the test", "try it on the old till"].map(line).to_vec();
        self.team.by(2, Command::Task(TaskCommand::Add(*doing, tasks)))?;
        self.team.by(2, item(ItemCommand::Depend { item: *to_do, on: *doing, present: true }))?;
        let text = prose(COMMENTS[1]);
        self.team.by(3, Command::Comment(CommentCommand::Add(*doing, text)))?;
        self.team.by(
            1,
            item(ItemCommand::Assign {
                items: vec![*fresh],
                add: vec![self.team.people[1]],
                remove: Vec::new(),
            }),
        )?;
        Ok(())
    }

    /// What is to come: ready, half refined, rough, too large, asked about, waiting, dropped.
    fn backlog(&mut self, wish: &Wish, running: NaiveDate) -> Result<(), Stop> {
        self.team.until((running + TimeDelta::days(4)).min(wish.today), 15);
        let dropped = self.refined(DROPPED)?;
        for id in dropped {
            self.team.by(0, item(ItemCommand::Drop(vec![id], line("nobody asked for it again"))))?;
        }
        let open: u32 = self.team.session.workspace().heads.stages[..5].iter().sum();
        let left = wish.open.min(110).saturating_sub(open);
        let ready = self.refined(left.min(14))?;
        for id in &ready[..ready.len().min(11)] {
            self.team.by(0, item(ItemCommand::Ready(vec![*id], Some(line("agreed in refinement")))))?;
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

    /// Gives an item of the backlog something of its own.
    fn season(&mut self, at: usize, id: ItemId, all: &[ItemId]) -> Result<(), Stop> {
        match at % 7 {
            0 => {
                let of = self.team.people.get(at % 2 * 5).copied();
                let text = prose(QUESTIONS[at / 7 % QUESTIONS.len()]);
                let ask = QuestionCommand::Ask { item: id, text, of, needed_by: None };
                self.team.by(1, Command::Question(ask))?;
            }
            1 => {
                let edit =
                    ItemEdit::Estimate(Edited::blind(Some(Points::whole(20 + 20 * u32::from(at > 14)))));
                self.team.by(2, item(ItemCommand::Edit(id, vec![edit])))?;
            }
            2 => {
                if let Some(on) = all.get(at + 3) {
                    self.team.by(3, item(ItemCommand::Depend { item: id, on: *on, present: true }))?;
                }
            }
            3 => {
                let link =
                    LinkCommand::Add(id, line("Design"), line("https://example.org/lighthouse/design"));
                self.team.by(4, Command::Link(link))?;
            }
            4 => {
                let text = prose(COMMENTS[at / 7 % COMMENTS.len()]);
                self.team.by(1, Command::Comment(CommentCommand::Add(id, text)))?;
            }
            5 if at == 5 => {
                self.team.by(0, item(ItemCommand::Block(vec![id], line(BLOCKS[2]))))?;
            }
            _ => {}
        }
        Ok(())
    }
}

/// The `at`th working day of a sprint, as days after its Monday.
fn working(at: usize) -> i64 {
    let at = i64::try_from(at).unwrap_or(0);
    at / 5 * 7 + at % 5
}
