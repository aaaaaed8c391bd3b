//! A generator for every kind of command: it reads the current state, and creates a command that is likely to
//! succeed.

use super::dice::Dice;
use super::make_hidden as hidden;
use super::make_items as items;
use super::make_meetings as meetings;
use ceremony::domain::column::ColumnField;
use ceremony::domain::command::{
    CeremonyCommand, ColumnCommand, Command, CommentCommand, CriterionCommand, DefinitionCommand,
    EpicCommand, FeedbackCommand, FieldEdit, HiddenCommand, ImpedimentCommand, ImprovementCommand,
    ItemCommand, LabelCommand, Leftover, LinkCommand, NoteCommand, PersonCommand, Position, QuestionCommand,
    ReopenTo, Set, SprintCommand, SprintOutcomeCommand, TaskCommand,
};
use ceremony::domain::definition::{Definition, RuleField};
use ceremony::domain::detail::{
    BodyField, CommentField, CriterionField, Detail, LinkField, QuestionField, TaskField,
};
use ceremony::domain::epic::EpicField;
use ceremony::domain::id::{ItemId, PersonId};
use ceremony::domain::import::{Batch, ImportTarget, IncomingItem};
use ceremony::domain::item::{Item, ItemField};
use ceremony::domain::item_counts::ItemCounts;
use ceremony::domain::label::LabelField;
use ceremony::domain::person::PersonField;
use ceremony::domain::product::ProductField;
use ceremony::domain::sprint::SprintField;
use ceremony::domain::value::Zone;
use ceremony::domain::value::{Kind, Line, Points, Prose, ReadyCheck, Role, Stage, Weekdays};
use ceremony::domain::workspace::Workspace;
use ceremony::session::Session;
use chrono::TimeDelta;

/// The state a generator reads, and its source of randomness.
pub struct Scene<'a> {
    pub session: &'a mut Session,
    pub dice: Dice,
}

/// Creates a command, or none if nothing applicable exists.
pub type Maker = fn(&mut Scene<'_>) -> Option<Command>;

macro_rules! makers {
    ($($name:literal $weight:literal: $pattern:pat $(if $guard:expr)? => $make:expr;)+) => {
        /// Every kind of command: its name here, its weight as a precondition of others, and its generator.
        pub const MAKERS: &[(&str, usize, Maker)] = &[$(($name, $weight, $make)),+];

        /// Returns the kind of a command. Exhaustive: a command that is added must be generated here.
        pub fn name_of(command: &Command) -> &'static str {
            match command {
                $($pattern $(if $guard)? => $name,)+
                // A test ensures that every editable field is among those above.
                Command::Set(set) => panic!("nobody makes {set:?}"),
            }
        }
    };
}

/// Returns whether a command sets only this field of this kind of entity.
fn is(sets: &[Set], entity: &str, column: &str) -> bool {
    matches!(sets, [set] if set.entity() == entity && set.columns() == [column])
}

makers! {
    // Once in each sequence, before the first step and after the last one.
    "found" 0: Command::Found(_) => |_| None;
    "restore" 0: Command::Restore(_) => |_| None;
    "set product name" 1: Command::Set(set) if is(set, "product", "name") => |it| { let name = it.line(); it.product(ProductField::Name(name)) };
    "set product prefix" 1: Command::Set(set) if is(set, "product", "prefix") => |it| {
        let prefix = it.dice.one(&["PB", "X", "TILL"])?.parse().unwrap();
        it.product(ProductField::Prefix(prefix))
    };
    "set product vision" 1: Command::Set(set) if is(set, "product", "vision") => |it| { let vision = it.prose(); it.product(ProductField::Vision(vision)) };
    "set product goal" 1: Command::Set(set) if is(set, "product", "goal") => |it| { let goal = it.prose(); it.product(ProductField::Goal(goal)) };
    "set product zone" 1: Command::Set(set) if is(set, "product", "zone") => |it| {
        let zone = it.dice.one(&[Zone::UTC, "Europe/Berlin".parse().unwrap(), "Asia/Tokyo".parse().unwrap(), "Pacific/Apia".parse().unwrap()])?;
        it.product(ProductField::Zone(zone))
    };
    "set product sprint_days" 1: Command::Set(set) if is(set, "product", "sprint_days") => |it| {
        let days = u32::try_from(it.dice.below(33)).unwrap();
        it.product(ProductField::SprintDays(days))
    };
    "set product sprint_weekday" 1: Command::Set(set) if is(set, "product", "sprint_weekday") => |it| {
        let day = u32::try_from(it.dice.below(8)).unwrap();
        it.product(ProductField::SprintWeekday(day))
    };
    "set product working_days" 1: Command::Set(set) if is(set, "product", "working_days") => |it| {
        let days = it.dice.one(&[None, Some("sun-thu"), Some("mon, wed")])?.map(|days| days.parse().unwrap());
        it.product(ProductField::WorkingDays(days))
    };
    "set product velocity_sprints" 1: Command::Set(set) if is(set, "product", "velocity_sprints") => |it| {
        let sprints = it.dice.one(&[None, Some(2), Some(3), Some(20), Some(21)])?;
        it.product(ProductField::VelocitySprints(sprints))
    };
    "set product deck" 1: Command::Set(set) if is(set, "product", "deck") => |it| {
        let deck = it.dice.one(&[None, Some("fibonacci"), Some("1 2 3 ?")])?.map(|deck| deck.parse().unwrap());
        it.product(ProductField::Deck(deck))
    };
    "person add" 1: Command::Person(PersonCommand::Add { .. }) => |it| {
        let roles = Role::ALL.iter().copied().filter(|_| it.dice.coin()).collect();
        Some(Command::Person(PersonCommand::Add { name: it.line(), roles, login: None }))
    };
    "set person name" 1: Command::Set(set) if is(set, "person", "name") => |it| Some(Command::set(it.other_person()?, FieldEdit::blind(PersonField::Name(it.line()))));
    "set person roles" 1: Command::Set(set) if is(set, "person", "roles") => |it| {
        let roles = Role::ALL.iter().copied().filter(|_| it.dice.coin()).collect();
        Some(Command::set(it.other_person()?, FieldEdit::blind(PersonField::Roles(roles))))
    };
    "set person login" 2: Command::Set(set) if is(set, "person", "login") => |it| {
        let login = it.dice.coin().then(|| it.line());
        Some(Command::set(it.other_person()?, FieldEdit::blind(PersonField::Login(login))))
    };
    "person leave" 1: Command::Person(PersonCommand::Leave(_)) => |it| {
        let here: Vec<PersonId> = it.people(false);
        Some(Command::Person(PersonCommand::Leave(it.dice.one(&here)?)))
    };
    "person return" 1: Command::Person(PersonCommand::Return(_)) => |it| {
        let gone = it.people(true);
        Some(Command::Person(PersonCommand::Return(it.dice.one(&gone)?)))
    };
    "epic add" 1: Command::Epic(EpicCommand::Add(_)) => |it| Some(Command::Epic(EpicCommand::Add(it.line())));
    "set epic title" 1: Command::Set(set) if is(set, "epic", "title") => |it| {
        let id = it.epic()?;
        let title = it.workspace().epics.get(id)?.title.clone();
        Some(Command::set(id, FieldEdit::over(title, it.line()).map(EpicField::Title)))
    };
    "set epic description" 1: Command::Set(set) if is(set, "epic", "description") => |it| Some(Command::set(it.epic()?, FieldEdit::blind(EpicField::Description(it.prose()))));
    "set epic closed" 2: Command::Set(set) if is(set, "epic", "closed") => |it| Some(Command::set(it.epic()?, FieldEdit::blind(EpicField::Closed(it.dice.coin()))));
    "epic remove" 2: Command::Epic(EpicCommand::Remove(_)) => |it| {
        let free: Vec<_> = it.workspace().epics.iter().map(|epic| epic.id).filter(|id| it.workspace().items.iter().all(|item| item.epic != Some(*id))).collect();
        Some(Command::Epic(EpicCommand::Remove(it.dice.one(&free)?)))
    };
    "label add" 1: Command::Label(LabelCommand::Add(_)) => |it| Some(Command::Label(LabelCommand::Add(it.line())));
    "set label name" 1: Command::Set(set) if is(set, "label", "name") => |it| Some(Command::set(it.label()?, FieldEdit::blind(LabelField::Name(it.line()))));
    "label retire" 1: Command::Label(LabelCommand::Retire(_)) => |it| {
        let offered: Vec<_> = it.workspace().labels.iter().filter(|label| !label.retired).map(|label| label.id).collect();
        Some(Command::Label(LabelCommand::Retire(it.dice.one(&offered)?)))
    };
    "column add" 1: Command::Column(ColumnCommand::Add { .. }) => |it| {
        let stage = it.dice.one(&[Stage::ToDo, Stage::Doing, Stage::Review])?;
        Some(Command::Column(ColumnCommand::Add { name: it.line(), stage }))
    };
    "set board_column name" 1: Command::Set(set) if is(set, "board_column", "name") => |it| Some(Command::set(it.column()?, FieldEdit::blind(ColumnField::Name(it.line()))));
    "set board_column wip" 1: Command::Set(set) if is(set, "board_column", "wip") => |it| {
        let limit = it.dice.one(&[None, Some(1), Some(5), Some(7)])?;
        Some(Command::set(it.column()?, FieldEdit::blind(ColumnField::Wip(limit))))
    };
    "column shift" 12: Command::Column(ColumnCommand::Shift { .. }) => |it| Some(Command::Column(ColumnCommand::Shift { column: it.column()?, right: it.dice.coin() }));
    "column remove" 1: Command::Column(ColumnCommand::Remove(_)) => |it| {
        let workspace = it.workspace();
        let empty: Vec<_> = workspace
            .columns
            .iter()
            .filter(|column| workspace.items.iter().all(|item| item.board_column != Some(column.id)))
            .filter(|column| workspace.columns.iter().filter(|other| other.stage == column.stage).count() > 1)
            .map(|column| column.id)
            .collect();
        Some(Command::Column(ColumnCommand::Remove(it.dice.one(&empty)?)))
    };
    "definition add" 1: Command::Definition(DefinitionCommand::Add { .. }) => |it| {
        let definition = it.dice.one(&[Definition::Ready, Definition::Done])?;
        let check = it.dice.one(ReadyCheck::ALL).filter(|_| definition == Definition::Ready && it.dice.coin());
        let kinds = Kind::ALL.iter().copied().filter(|_| it.dice.coin()).collect();
        let text = Some(it.line());
        let person = it.dice.coin().then(|| it.person()).flatten();
        Some(Command::Definition(DefinitionCommand::Add { definition, check, text, kinds, person }))
    };
    "set rule text" 1: Command::Set(set) if is(set, "rule", "text") => |it| Some(Command::set(it.rule()?, FieldEdit::blind(RuleField::Text(it.line()))));
    "set rule kinds" 1: Command::Set(set) if is(set, "rule", "kinds") => |it| {
        let kinds = Kind::ALL.iter().copied().filter(|_| it.dice.coin()).collect();
        Some(Command::set(it.rule()?, FieldEdit::blind(RuleField::Kinds(kinds))))
    };
    "definition remove" 1: Command::Definition(DefinitionCommand::Remove(_)) => |it| Some(Command::Definition(DefinitionCommand::Remove(it.rule()?)));
    "item add" 8: Command::Item(ItemCommand::Add { .. }) => items::add;
    "set item title" 1: Command::Set(set) if is(set, "item", "title") => |it| Some(Command::set(it.item()?, FieldEdit::blind(ItemField::Title(it.line()))));
    "set item kind" 1: Command::Set(set) if is(set, "item", "kind") => |it| {
        let kind = it.dice.one(Kind::ALL)?;
        Some(Command::set_rows(it.items()?, ItemField::Kind(kind)))
    };
    "set item epic" 3: Command::Set(set) if is(set, "item", "epic") => |it| {
        let epic = if it.dice.coin() { it.epic() } else { None };
        Some(Command::set(it.item()?, FieldEdit::blind(ItemField::Epic(epic))))
    };
    "set item parent" 1: Command::Set(set) if is(set, "item", "parent") => |it| {
        let parent = if it.dice.coin() { it.item() } else { None };
        Some(Command::set(it.item()?, FieldEdit::blind(ItemField::Parent(parent))))
    };
    "set item estimate" 1: Command::Set(set) if is(set, "item", "estimate") => |it| {
        let points = it.dice.one(&[None, Some(Points::hundredths(50)), Some(Points::whole(5))])?;
        Some(Command::set_rows(it.items()?, ItemField::Estimate(points)))
    };
    "set body as_a" 1: Command::Set(set) if is(set, "body", "as_a") => |it| items::text(it, BodyField::AsA);
    "set body i_want" 1: Command::Set(set) if is(set, "body", "i_want") => |it| items::text(it, BodyField::IWant);
    "set body so_that" 1: Command::Set(set) if is(set, "body", "so_that") => |it| items::text(it, BodyField::SoThat);
    "set body description" 1: Command::Set(set) if is(set, "body", "description") => |it| items::text(it, BodyField::Description);
    "set several" 1: Command::Set(sets) if sets.len() > 1 => items::several;
    "item tag" 1: Command::Item(ItemCommand::Tag { .. }) => |it| {
        let items = it.items()?;
        let add = if it.dice.coin() { vec![it.line()] } else { Vec::new() };
        let first: Vec<Line> = it.workspace().labels.iter().map(|label| label.name.clone()).take(2).collect();
        let remove = first.into_iter().filter(|_| it.dice.coin()).collect();
        Some(Command::Item(ItemCommand::Tag { items, add, remove }))
    };
    "item assign" 1: Command::Item(ItemCommand::Assign { .. }) => |it| {
        let here = it.people(false);
        let (items, add) = (it.items()?, it.dice.some(&here, 2)?);
        let remove = it.dice.some(&here, 1)?.into_iter().filter(|id| !add.contains(id)).collect();
        Some(Command::Item(ItemCommand::Assign { items, add, remove }))
    };
    "item rank" 1: Command::Item(ItemCommand::Rank { .. }) => |it| {
        let (items, anchor) = (it.open_items()?, it.open_item()?);
        let place = it.dice.one(&[Position::Top, Position::Bottom, Position::Before(anchor), Position::After(anchor)])?;
        Some(Command::Item(ItemCommand::Rank { items, place }))
    };
    "item block" 1: Command::Item(ItemCommand::Block(..)) => |it| Some(Command::Item(ItemCommand::Block(it.open_items()?, it.line())));
    "item unblock" 2: Command::Item(ItemCommand::Unblock(_)) => |it| {
        let blocked = it.items_where(|item| item.blocked.is_some());
        Some(Command::Item(ItemCommand::Unblock(it.dice.some(&blocked, 3)?)))
    };
    "item ready" 1: Command::Item(ItemCommand::Ready(..)) => |it| {
        let new = it.items_where(|item| item.stage == Stage::New);
        let reason = (it.dice.below(4) > 0).then(|| it.line());
        Some(Command::Item(ItemCommand::Ready(it.dice.some(&new, 4)?, reason)))
    };
    "item unready" 2: Command::Item(ItemCommand::Unready(_)) => |it| {
        let ready = it.items_where(|item| item.stage == Stage::Ready);
        Some(Command::Item(ItemCommand::Unready(it.dice.some(&ready, 2)?)))
    };
    "item move" 4: Command::Item(ItemCommand::Move(..)) => |it| {
        let on_board = it.items_where(|item| item.stage.is_on_board());
        // Usually forward, so that items get accepted.
        let review = it.workspace().first_column(Stage::Review).map(|column| column.id);
        let column = if it.dice.coin() { review? } else { it.column()? };
        Some(Command::Item(ItemCommand::Move(it.dice.some(&on_board, 3)?, column)))
    };
    "item accept" 8: Command::Item(ItemCommand::Accept(..)) => |it| {
        let waiting = it.items_where(|item| item.stage == Stage::Review);
        let reason = (it.dice.below(5) > 0).then(|| it.line());
        Some(Command::Item(ItemCommand::Accept(it.dice.some(&waiting, 2)?, reason)))
    };
    "item reject" 4: Command::Item(ItemCommand::Reject { .. }) => items::reject;
    "item drop" 1: Command::Item(ItemCommand::Drop(..)) => |it| Some(Command::Item(ItemCommand::Drop(it.items()?, it.line())));
    "item reopen" 1: Command::Item(ItemCommand::Reopen(..)) => |it| {
        let past = it.past();
        let to = match it.dice.below(4) {
            0 => ReopenTo::Backlog,
            1 => ReopenTo::Column(it.column()?),
            _ => ReopenTo::WhereItWas,
        };
        Some(Command::Item(ItemCommand::Reopen(it.dice.some(&past, 2)?, to)))
    };
    "item depend" 1: Command::Item(ItemCommand::Depend { .. }) => items::depend;
    "item tick" 1: Command::Item(ItemCommand::Tick { .. }) => |it| {
        let ticked: Vec<_> = it.workspace().rules.iter().filter(|rule| rule.is_ticked()).map(|rule| rule.id).collect();
        Some(Command::Item(ItemCommand::Tick { item: it.item()?, rule: it.dice.one(&ticked)?, on: it.dice.below(4) > 0 }))
    };
    "criterion add" 3: Command::Criterion(CriterionCommand::Add(..)) => |it| {
        let texts = (0..=it.dice.below(3)).map(|_| it.prose()).collect();
        Some(Command::Criterion(CriterionCommand::Add(it.item()?, texts)))
    };
    "set criterion text" 1: Command::Set(set) if is(set, "criterion", "text") => |it| {
        let (item, criterion) = it.part(|it| it.criteria, |it| &it.criteria)?;
        Some(Command::set_part(item, criterion.id, vec![FieldEdit::over(criterion.text, it.prose()).map(CriterionField::Text)]))
    };
    "criterion judge" 1: Command::Criterion(CriterionCommand::Judge(..)) => items::judge;
    "criterion shift" 2: Command::Criterion(CriterionCommand::Shift { .. }) => |it| {
        let (item, criterion) = it.part(|it| it.criteria, |it| &it.criteria)?;
        Some(Command::Criterion(CriterionCommand::Shift { item, criterion: criterion.id, down: it.dice.coin() }))
    };
    "criterion remove" 1: Command::Criterion(CriterionCommand::Remove(..)) => |it| {
        let (item, criterion) = it.part(|it| it.criteria, |it| &it.criteria)?;
        Some(Command::Criterion(CriterionCommand::Remove(item, criterion.id)))
    };
    "task add" 3: Command::Task(TaskCommand::Add(..)) => |it| {
        let texts = (0..=it.dice.below(3)).map(|_| it.line()).collect();
        Some(Command::Task(TaskCommand::Add(it.item()?, texts)))
    };
    "set task text" 1: Command::Set(set) if is(set, "task", "text") => |it| {
        let (item, task) = it.part(|it| it.tasks, |it| &it.tasks)?;
        Some(Command::set_part(item, task.id, vec![FieldEdit::over(task.text, it.line()).map(TaskField::Text)]))
    };
    "set task done" 1: Command::Set(set) if is(set, "task", "done") => |it| {
        let (item, task) = it.part(|it| it.tasks, |it| &it.tasks)?;
        Some(Command::set_part(item, task.id, vec![FieldEdit::blind(TaskField::Done(!task.done))]))
    };
    "task remove" 1: Command::Task(TaskCommand::Remove(..)) => |it| {
        let (item, task) = it.part(|it| it.tasks, |it| &it.tasks)?;
        Some(Command::Task(TaskCommand::Remove(item, task.id)))
    };
    "question ask" 3: Command::Question(QuestionCommand::Ask { .. }) => |it| {
        let of = it.dice.coin().then(|| it.person()).flatten();
        let needed_by = it.dice.coin().then(|| it.today() + TimeDelta::days(3));
        Some(Command::Question(QuestionCommand::Ask { item: it.item()?, text: it.prose(), of, needed_by }))
    };
    "question answer" 2: Command::Question(QuestionCommand::Answer(..)) => |it| {
        let (item, question) = it.part(|it| it.questions, |it| &it.questions)?;
        let answer = if it.dice.below(3) > 0 { it.prose() } else { Prose::default() };
        Some(Command::Question(QuestionCommand::Answer(item, question.id, FieldEdit::over(question.answer, answer))))
    };
    "set question text" 1: Command::Set(set) if is(set, "question", "text") => |it| {
        let (item, question) = it.part(|it| it.questions, |it| &it.questions)?;
        Some(Command::set_part(item, question.id, vec![FieldEdit::blind(QuestionField::Text(it.prose()))]))
    };
    "question withdraw" 1: Command::Question(QuestionCommand::Withdraw(..)) => |it| {
        let (item, question) = it.part(|it| it.questions, |it| &it.questions)?;
        Some(Command::Question(QuestionCommand::Withdraw(item, question.id)))
    };
    "comment add" 3: Command::Comment(CommentCommand::Add(..)) => |it| Some(Command::Comment(CommentCommand::Add(it.item()?, it.prose())));
    "set comment text" 2: Command::Set(set) if is(set, "comment", "text") => |it| {
        let (item, comment) = it.part(|it| it.comments, |it| &it.comments)?;
        Some(Command::set_part(item, comment.id, vec![FieldEdit::over(comment.text, it.prose()).map(CommentField::Text)]))
    };
    "comment remove" 2: Command::Comment(CommentCommand::Remove(..)) => |it| {
        let (item, comment) = it.part(|it| it.comments, |it| &it.comments)?;
        Some(Command::Comment(CommentCommand::Remove(item, comment.id)))
    };
    "link add" 3: Command::Link(LinkCommand::Add(..)) => |it| Some(Command::Link(LinkCommand::Add(it.item()?, it.link_title(), it.line())));
    "set link title" 1: Command::Set(set) if is(set, "link", "title") => |it| {
        let (item, link) = it.part(|it| it.links, |it| &it.links)?;
        Some(Command::set_part(item, link.id, vec![FieldEdit::blind(LinkField::Title(it.link_title()))]))
    };
    "set link url" 1: Command::Set(set) if is(set, "link", "url") => |it| {
        let (item, link) = it.part(|it| it.links, |it| &it.links)?;
        Some(Command::set_part(item, link.id, vec![FieldEdit::blind(LinkField::Url(it.line()))]))
    };
    "link remove" 1: Command::Link(LinkCommand::Remove(..)) => |it| {
        let (item, link) = it.part(|it| it.links, |it| &it.links)?;
        Some(Command::Link(LinkCommand::Remove(item, link.id)))
    };
    "sprint new" 2: Command::Sprint(SprintCommand::New { .. }) => |it| {
        let name = it.dice.coin().then(|| it.line());
        let start = it.dice.coin().then(|| it.today() + TimeDelta::days(1));
        Some(Command::Sprint(SprintCommand::New { name, goal: it.prose(), start, end: None }))
    };
    "set sprint name" 1: Command::Set(set) if is(set, "sprint", "name") => |it| Some(Command::set(it.sprint()?, FieldEdit::blind(SprintField::Name(it.line()))));
    "set sprint goal" 1: Command::Set(set) if is(set, "sprint", "goal") => |it| Some(Command::set(it.sprint()?, FieldEdit::blind(SprintField::Goal(it.prose()))));
    "set sprint start_day" 1: Command::Set(set) if is(set, "sprint", "start_day") => |it| {
        let id = it.sprint()?;
        let end = it.workspace().sprints.get(id)?.end_day?;
        let start = end - TimeDelta::days(i64::try_from(it.dice.below(20)).unwrap());
        Some(Command::set(id, FieldEdit::blind(SprintField::Start(Some(start)))))
    };
    "set sprint end_day" 1: Command::Set(set) if is(set, "sprint", "end_day") => |it| {
        let id = it.sprint()?;
        let start = it.workspace().sprints.get(id)?.start_day?;
        let end = start + TimeDelta::days(i64::try_from(it.dice.below(20)).unwrap());
        Some(Command::set(id, FieldEdit::blind(SprintField::End(Some(end)))))
    };
    "set sprint days" 1: Command::Set(set) if is(set, "sprint", "days") => |it| {
        let id = it.sprint()?;
        let sprint = it.workspace().sprints.get(id)?;
        let all = Weekdays::MONDAY_TO_FRIDAY.between(sprint.start_day?, sprint.end_day?);
        let days = all.into_iter().filter(|_| it.dice.coin()).collect();
        Some(Command::set(id, FieldEdit::blind(SprintField::Days(days))))
    };
    "sprint select" 5: Command::Sprint(SprintCommand::Select(..)) => |it| Some(Command::Sprint(SprintCommand::Select(it.sprint()?, it.open_items()?)));
    "sprint deselect" 2: Command::Sprint(SprintCommand::Deselect(_)) => |it| {
        let inside = it.items_where(|item| item.stage.is_open() && item.sprint.is_some());
        Some(Command::Sprint(SprintCommand::Deselect(it.dice.some(&inside, 2)?)))
    };
    "sprint start" 3: Command::Sprint(SprintCommand::Start(_)) => |it| {
        // The fullest first: an empty sprint puts nothing on the board.
        let planned = it.workspace().planned();
        let fullest = planned.iter().max_by_key(|sprint| it.workspace().in_sprint(sprint.id).len())?.id;
        Some(Command::Sprint(SprintCommand::Start(fullest)))
    };
    "sprint close" 1: Command::Sprint(SprintCommand::Close { .. }) => |it| {
        let sprint = it.workspace().running()?.id;
        let unfinished: Vec<ItemId> = it.workspace().in_sprint(sprint).iter().filter(|item| item.stage.is_open()).map(|item| item.id).collect();
        let next = it.workspace().planned().first().map(|sprint| sprint.id);
        let leftovers = unfinished.into_iter().filter(|_| it.dice.coin()).map(|id| (id, next.map_or(Leftover::Backlog, Leftover::Sprint)));
        Some(Command::Sprint(SprintCommand::Close { sprint, leftovers: leftovers.collect() }))
    };
    "sprint remove" 1: Command::Sprint(SprintCommand::Remove(_)) => |it| {
        let planned: Vec<_> = it.workspace().planned().iter().map(|sprint| sprint.id).collect();
        Some(Command::Sprint(SprintCommand::Remove(it.dice.one(&planned)?)))
    };
    "word outcome" 2: Command::SprintOutcome(SprintOutcomeCommand::Outcome(..)) => meetings::outcome;
    "word capacity" 1: Command::SprintOutcome(SprintOutcomeCommand::Capacity { .. }) => meetings::capacity;
    "word urgent" 2: Command::SprintOutcome(SprintOutcomeCommand::Urgent(_)) => meetings::urgent;
    "word hurry" 3: Command::SprintOutcome(SprintOutcomeCommand::Hurry(_)) => meetings::hurry;
    "ceremony begin" 8: Command::Ceremony(CeremonyCommand::Begin { .. }) => meetings::begin;
    "ceremony present" 1: Command::Ceremony(CeremonyCommand::Present(..)) => meetings::present;
    "ceremony act for" 2: Command::Ceremony(CeremonyCommand::ActFor(..)) => meetings::act_for;
    "set ceremony timebox" 1: Command::Set(set) if is(set, "ceremony", "timebox") => meetings::timebox;
    "ceremony wall" 4: Command::Ceremony(CeremonyCommand::Wall(..)) => meetings::wall;
    "ceremony end" 2: Command::Ceremony(CeremonyCommand::End(_)) => meetings::end;
    "ceremony cadence" 1: Command::Ceremony(CeremonyCommand::Cadence(..)) => meetings::cadence;
    "note add" 6: Command::Note(NoteCommand::Add(..)) => meetings::add_notes;
    "set note text" 2: Command::Set(set) if is(set, "note", "text") => meetings::edit_note;
    "set note author" 2: Command::Set(set) if is(set, "note", "author") => meetings::presenter;
    "note group" 22: Command::Note(NoteCommand::Group(..)) => meetings::group;
    "note shift" 9: Command::Note(NoteCommand::Shift { .. }) => meetings::shift;
    "note remove" 1: Command::Note(NoteCommand::Remove(..)) => meetings::remove_note;
    "note dots" 6: Command::Note(NoteCommand::Dots { .. }) => meetings::dots;
    "impediment raise" 3: Command::Impediment(ImpedimentCommand::Raise { .. }) => meetings::raise;
    "set impediment text" 1: Command::Set(set) if is(set, "impediment", "text") => meetings::edit_impediment;
    "set impediment owner" 2: Command::Set(set) if is(set, "impediment", "owner") => meetings::own;
    "set impediment escalated" 3: Command::Set(set) if is(set, "impediment", "escalated") => meetings::escalate;
    "impediment resolve" 6: Command::Impediment(ImpedimentCommand::Resolve(..)) => meetings::resolve;
    "impediment reopen" 14: Command::Impediment(ImpedimentCommand::Reopen(_)) => meetings::reopen_impediment;
    "feedback catch" 3: Command::Feedback(FeedbackCommand::Catch { .. }) => meetings::catch;
    "set feedback text" 1: Command::Set(set) if is(set, "feedback", "text") => meetings::edit_feedback;
    "set feedback strength" 2: Command::Set(set) if is(set, "feedback", "strength") => meetings::weigh;
    "set feedback about" 1: Command::Set(set) if is(set, "feedback", "about") => meetings::link;
    "feedback make" 1: Command::Feedback(FeedbackCommand::Make(..)) => meetings::make;
    "feedback remove" 1: Command::Feedback(FeedbackCommand::Remove(_)) => meetings::remove_feedback;
    "improvement agree" 5: Command::Improvement(ImprovementCommand::Agree { .. }) => meetings::agree;
    "set improvement owner" 2: Command::Set(set) if is(set, "improvement", "owner") => meetings::own_improvement;
    "set improvement due" 3: Command::Set(set) if is(set, "improvement", "due") => meetings::plan;
    "improvement progress" 3: Command::Improvement(ImprovementCommand::Progress(..)) => meetings::progress;
    "hidden play" 4: Command::Hidden(HiddenCommand::Play { .. }) => hidden::play;
    "hidden take back" 4: Command::Hidden(HiddenCommand::TakeBack(..)) => hidden::take_back;
    "hidden reveal cards" 5: Command::Hidden(HiddenCommand::RevealCards { .. }) => hidden::reveal_cards;
    "hidden write" 5: Command::Hidden(HiddenCommand::Write(..)) => hidden::write;
    "hidden rewrite" 5: Command::Hidden(HiddenCommand::Rewrite(..)) => hidden::rewrite;
    "hidden remove" 4: Command::Hidden(HiddenCommand::Remove(..)) => hidden::remove;
    "hidden reveal notes" 3: Command::Hidden(HiddenCommand::RevealNotes(_)) => hidden::reveal_notes;
    "split" 2: Command::Split(_) => meetings::split;
    "import" 1: Command::Import(_) => |it| {
        let rows = (0..=it.dice.below(5)).map(|_| incoming(it)).collect();
        Some(Command::Import(Box::new(Batch { source: "jira".into(), file: "x.csv".into(), rows, ..Batch::default() })))
    };
}

fn incoming(it: &mut Scene<'_>) -> IncomingItem {
    let key = |it: &mut Scene<'_>| format!("J-{}", it.dice.below(12));
    let names = |it: &mut Scene<'_>, of: &[&str]| -> Vec<String> {
        of.iter().filter(|_| it.dice.below(3) == 0).map(|name| (*name).to_owned()).collect()
    };
    let target = if it.dice.below(6) == 0 { ImportTarget::Epic } else { ImportTarget::Item(Kind::Story) };
    let stage = it.dice.one(Stage::ALL).unwrap();
    IncomingItem {
        key: (it.dice.below(8) > 0).then(|| key(it)),
        target,
        description: it.prose().to_string(),
        estimate: it.dice.one(&[None, Some(Points::whole(3)), Some(Points::whole(8))]).flatten(),
        stage,
        parent: it.dice.coin().then(|| key(it)),
        sprints: names(it, &["J Sprint 1", "J Sprint 2", "J Sprint 3"]),
        labels: names(it, &["web", "till"]),
        assignees: names(it, &["Ana", "Chi"]),
        depends_on: if it.dice.coin() { vec![key(it)] } else { Vec::new() },
        criteria: names(it, &["one", "two", "three"]),
        created_ms: it.dice.coin().then_some(1_700_000_000_000),
        done_ms: it.dice.coin().then_some(1_750_000_000_000),
        unmapped_fields: if it.dice.coin() {
            vec![("Watchers".to_owned(), it.line().to_string())]
        } else {
            Vec::new()
        },
        ..IncomingItem::titled(2, &it.line())
    }
}

impl Scene<'_> {
    fn product(&self, field: ProductField) -> Option<Command> {
        Some(Command::set(self.workspace().product()?.id, FieldEdit::blind(field)))
    }

    pub fn workspace(&self) -> &Workspace {
        self.session.workspace()
    }

    pub fn line(&mut self) -> Line {
        let word = self.dice.one(&["Pay", "Refund", "Tip ÄÖ", "Scan\u{1b}[2J", "日本", "Till", "x"]).unwrap();
        format!("{word} {}", self.dice.below(30)).parse().unwrap()
    }

    pub fn prose(&mut self) -> Prose {
        format!("{}\nand {}", self.line(), self.dice.below(30)).parse().unwrap()
    }

    pub fn link_title(&mut self) -> Line {
        if self.dice.coin() { "Design of it".parse().unwrap() } else { self.line() }
    }

    pub fn today(&self) -> chrono::NaiveDate {
        self.session.now().day(Zone::UTC)
    }

    /// Returns the matching items in memory, ordered by id.
    pub fn items_where(&self, wanted: impl Fn(&Item) -> bool) -> Vec<ItemId> {
        let mut ids: Vec<ItemId> =
            self.workspace().items.iter().filter(|it| wanted(it)).map(|it| it.id).collect();
        ids.sort_unstable();
        ids
    }

    pub fn open_item(&mut self) -> Option<ItemId> {
        let open = self.items_where(|item| item.stage.is_open());
        self.dice.one(&open)
    }

    pub fn open_items(&mut self) -> Option<Vec<ItemId>> {
        let open = self.items_where(|item| item.stage.is_open());
        self.dice.some(&open, 3)
    }

    /// Returns accepted and dropped items, on disk or in memory.
    pub fn past(&mut self) -> Vec<ItemId> {
        self.session.past().unwrap().iter().map(|item| item.id).collect()
    }

    /// Returns an open item in most cases, sometimes a past one.
    pub fn item(&mut self) -> Option<ItemId> {
        if self.dice.below(5) > 0 {
            return self.open_item();
        }
        let past = self.past();
        self.dice.one(&past)
    }

    pub fn items(&mut self) -> Option<Vec<ItemId>> {
        if self.dice.below(5) > 0 {
            return self.open_items();
        }
        let past = self.past();
        self.dice.some(&past, 2)
    }

    /// Returns a part of some open item that has one, according to its counts; the item is loaded for that.
    pub fn part<P: Clone>(
        &mut self,
        count: fn(&ItemCounts) -> u16,
        of: fn(&Detail) -> &Vec<P>,
    ) -> Option<(ItemId, P)> {
        let with = self.items_where(|item| item.stage.is_open() && count(&item.tally) > 0);
        let item = self.dice.one(&with)?;
        self.session.look_at(item).unwrap();
        let parts = of(self.workspace().detail(item)?).clone();
        Some((item, self.dice.one(&parts)?))
    }

    pub fn people(&self, gone: bool) -> Vec<PersonId> {
        self.workspace().persons.iter().filter(|it| it.has_left == gone).map(|it| it.id).collect()
    }

    pub fn person(&mut self) -> Option<PersonId> {
        let people = self.people(false);
        self.dice.one(&people)
    }

    /// Returns a person other than the two users, who keep their names and logins.
    pub fn other_person(&mut self) -> Option<PersonId> {
        let others: Vec<PersonId> = self
            .workspace()
            .persons
            .iter()
            .filter(|it| !["Ana", "Bo", "Zoe"].contains(&it.name.as_str()))
            .map(|it| it.id)
            .collect();
        self.dice.one(&others)
    }

    fn epic(&mut self) -> Option<ceremony::domain::id::EpicId> {
        let all: Vec<_> = self.workspace().epics.iter().map(|it| it.id).collect();
        self.dice.one(&all)
    }

    fn label(&mut self) -> Option<ceremony::domain::id::LabelId> {
        let all: Vec<_> = self.workspace().labels.iter().map(|it| it.id).collect();
        self.dice.one(&all)
    }

    fn column(&mut self) -> Option<ceremony::domain::id::ColumnId> {
        let all: Vec<_> = self.workspace().columns.iter().map(|it| it.id).collect();
        self.dice.one(&all)
    }

    fn rule(&mut self) -> Option<ceremony::domain::id::RuleId> {
        let all: Vec<_> = self.workspace().rules.iter().map(|it| it.id).collect();
        self.dice.one(&all)
    }

    /// Returns a sprint that is not closed.
    fn sprint(&mut self) -> Option<ceremony::domain::id::SprintId> {
        let mut ids: Vec<_> = self.workspace().planned().iter().map(|it| it.id).collect();
        ids.extend(self.workspace().running().map(|it| it.id));
        self.dice.one(&ids)
    }
}
