use super::*;
use crate::domain::account::tests::History;
use crate::domain::command::{
    Command, Founding, ItemCommand, NewItem, Position, QuestionCommand, SprintCommand,
};
use crate::domain::decide::{Asking, decide};
use crate::domain::id::{Id, ItemId, PersonId, SprintId};
use crate::domain::item::ItemField;
use crate::domain::value::Zone;
use crate::domain::value::{Prose, Roles};
use crate::present::backlog::health;

/// Monday, 2026-11-23, 09:00 in UTC.
const MONDAY: Instant = Instant(1_795_424_400_000);

struct Play {
    workspace: Workspace,
    history: History,
    now: Instant,
}

impl Play {
    fn begun(roles: &str) -> Self {
        let mut play = Self { workspace: Workspace::default(), history: History::new(), now: MONDAY };
        play.run(&Command::Found(Founding {
            name: "Lighthouse".parse().unwrap(),
            prefix: "PB".parse().unwrap(),
            zone: Zone::UTC,
            person: "Ana".parse().unwrap(),
            roles: roles.parse::<Roles>().unwrap(),
            login: None,
        }));
        play
    }

    fn run(&mut self, command: &Command) {
        let asking = Asking {
            actor: PersonId::new(1),
            on_behalf: None,
            ceremony: None,
            now: self.now,
            choices: Vec::new(),
        };
        let decision = decide(&self.workspace, command, &asking).unwrap();
        self.workspace.apply(&decision.changes);
        self.history.follow(&decision.changes, self.now);
        self.workspace.account = self.workspace.running().map(|_| self.history.account());
    }

    fn add(&mut self, points: &[Option<u32>]) {
        let items = points.iter().map(|points| NewItem {
            estimate: points.map(Points::whole),
            criteria: points.iter().map(|_| "x".parse().unwrap()).collect(),
            ..NewItem::titled("An item".parse().unwrap())
        });
        let items = items.collect();
        self.run(&Command::Item(ItemCommand::Add { items, place: Position::Bottom }));
    }

    fn item(&mut self, command: ItemCommand) {
        self.run(&Command::Item(command));
    }

    fn sprint(&mut self, number: u64, items: &[u64]) {
        let id = SprintId::new(number).unwrap();
        let goal: Prose = "Guests can pay\nby card".parse().unwrap();
        self.run(&Command::Sprint(SprintCommand::New { name: None, goal, start: None, end: None }));
        self.run(&Command::Sprint(SprintCommand::Select(id, ids(items))));
        self.run(&Command::Sprint(SprintCommand::Start(id)));
    }

    /// Moves items to Review and accepts them.
    fn accept(&mut self, items: &[u64]) {
        let review = self.workspace.first_column(Stage::Review).unwrap().id;
        self.item(ItemCommand::Move(ids(items), review));
        self.item(ItemCommand::Accept(ids(items), Some("shown".parse().unwrap())));
    }

    fn progress(&self) -> String {
        progress(&self.workspace, self.workspace.running().unwrap(), self.now)
    }

    fn course(&self) -> Option<String> {
        course(&self.workspace, self.workspace.running().unwrap(), self.now).map(Course::sentence)
    }
}

fn ids(numbers: &[u64]) -> Vec<ItemId> {
    numbers.iter().map(|number| ItemId::new(*number).unwrap()).collect()
}

#[test]
fn an_empty_product_says_so() {
    assert_eq!(place(&Workspace::default()), "no product yet › no sprint is running");
    let play = Play::begun("product owner");
    assert_eq!(place(&play.workspace), "Lighthouse › no sprint is running");
    assert_eq!(health(&play.workspace), "the backlog is empty");
    assert_eq!(without_owner(&play.workspace), None);
    assert_eq!(
        without_owner(&Play::begun("developer").workspace),
        Some("no product owner: anyone can accept")
    );
}

#[test]
fn the_health_of_the_backlog_counts_what_stands_against_planning() {
    let mut play = Play::begun("po");
    play.add(&[None, Some(5)]);
    assert_eq!(health(&play.workspace), "0 ready · 1 no criteria · 1 no points");
    play.item(ItemCommand::Ready(ids(&[2]), Some("known".parse().unwrap())));
    let ask =
        QuestionCommand::Ask { item: ids(&[1])[0], text: "Why?".parse().unwrap(), of: None, needed_by: None };
    play.run(&Command::Question(ask));
    assert_eq!(health(&play.workspace), "1 ready · 1 no criteria · 1 no points · 1 question");
}

#[test]
fn the_runway_is_said_in_sprints_once_there_is_a_velocity() {
    let mut play = Play::begun("po");
    play.add(&[Some(8), Some(13), Some(5), Some(3)]);
    play.sprint(1, &[1]);
    play.accept(&[1]);
    let id = SprintId::new(1).unwrap();
    play.run(&Command::Sprint(SprintCommand::Close { sprint: id, leftovers: Vec::new() }));
    play.item(ItemCommand::Ready(ids(&[2, 3]), Some("known".parse().unwrap())));
    assert_eq!(health(&play.workspace), "2 ready = 2.2 sprints · 2 too large");
    assert_eq!(pace(&play.workspace).as_deref(), Some("velocity 8 points a sprint"));
    play.add(&[None]);
    play.item(ItemCommand::Ready(ids(&[5]), Some("known".parse().unwrap())));
    let words = "3 ready (1 with no points) = 2.2 sprints · 1 no criteria · 1 no points · 2 too large";
    assert_eq!(health(&play.workspace), words);
    play.item(ItemCommand::Drop(ids(&[5]), "known".parse().unwrap()));
    play.item(ItemCommand::Unready(ids(&[2, 3])));
    assert_eq!(health(&play.workspace), "0 ready · 2 too large");
}

#[test]
fn a_sprint_says_its_day_its_points_and_what_is_blocked() {
    let mut play = Play::begun("po");
    play.add(&[Some(21), Some(13), None]);
    play.sprint(1, &[1, 2, 3]);
    assert_eq!(place(&play.workspace), "Lighthouse › Sprint 1 \"Guests can pay\"");
    assert_eq!(play.progress(), "day 1 of 10 · 0 of 34 pts accepted · 1 unestimated");
    assert_eq!(play.course(), None);
    play.accept(&[1]);
    play.run(&Command::set_rows(ids(&[3]), ItemField::Estimate(Some(Points::default()))));
    play.item(ItemCommand::Block(ids(&[2]), "waiting for keys".parse().unwrap()));
    play.now = MONDAY.plus_days(7);
    assert_eq!(play.progress(), "day 6 of 10 · 21 of 34 pts accepted · 1 blocked");
    assert_eq!(
        play.course().as_deref(),
        Some("On track for the forecast: 13 points left, 2.6 a day needed, 4.2 a day so far")
    );
    let item = play.workspace.items.get(ids(&[2])[0]).unwrap();
    assert_eq!(blocked(item, play.now, Zone::UTC).as_deref(), Some("blocked 7 days: waiting for keys"));
    assert_eq!(blocked(item, MONDAY, Zone::UTC).as_deref(), Some("blocked since today: waiting for keys"));
    play.now = MONDAY.plus_days(11);
    assert_eq!(
        play.course().as_deref(),
        Some("Behind the forecast: 13 points left, 13.0 a day needed, 2.3 a day so far")
    );
    let within = |columns| {
        course(&play.workspace, play.workspace.running().unwrap(), play.now).unwrap().sentence_within(columns)
    };
    assert_eq!(within(100).as_str(), play.course().unwrap());
    assert_eq!(within(55), "Behind: 13 pts left, 13.0 a day needed, 2.3 so far");
    assert_eq!(within(45), "Behind: 13.0 a day needed, 2.3 so far");
    play.now = MONDAY.plus_days(15);
    assert_eq!(play.progress(), "2 days over its end · 21 of 34 pts accepted · 1 blocked");
    assert_eq!(play.course().as_deref(), Some("Behind the forecast: 13 points left, no working day left"));
    play.accept(&[2, 3]);
    assert_eq!(play.course().as_deref(), Some("All points of the sprint are accepted"));
}

#[test]
fn readiness_says_how_many_rules_are_not_met() {
    let mut play = Play::begun("po");
    play.add(&[None, Some(1)]);
    let state = |play: &Play, number| {
        readiness(&play.workspace, play.workspace.items.get(ids(&[number])[0]).unwrap())
    };
    assert_eq!(
        (state(&play, 1), state(&play, 2)),
        ("3 rules not met".to_owned(), "1 rule not met".to_owned())
    );
    play.item(ItemCommand::Ready(ids(&[2]), Some("known".parse().unwrap())));
    assert_eq!(state(&play, 2), "ready, 1 rule not met");
    play.item(ItemCommand::Depend { item: ids(&[1])[0], on: ids(&[2])[0], present: true });
    let first = play.workspace.items.get(ids(&[1])[0]).unwrap();
    assert_eq!(waiting(&play.workspace, first).as_deref(), Some("waits for PB-2"));
}

#[test]
fn one_is_no_plural() {
    assert_eq!((days(0), days(1), days(3)), ("today".to_owned(), "1 day".to_owned(), "3 days".to_owned()));
    assert_eq!(points(Points::whole(1)), "1 point");
    assert_eq!(points(Points::hundredths(50)), "0.5 points");
}

#[test]
fn a_stand_up_is_about_what_is_blocked_in_the_running_sprint_and_not_in_a_planned_one() {
    let mut play = Play::begun("po");
    play.add(&[Some(1), Some(1), Some(1)]);
    play.sprint(1, &[1, 2]);
    let next = SprintCommand::New { name: None, goal: Prose::default(), start: None, end: None };
    play.run(&Command::Sprint(next));
    play.run(&Command::Sprint(SprintCommand::Select(SprintId::new(2).unwrap(), ids(&[3]))));
    play.item(ItemCommand::Block(ids(&[2, 3]), "no keys".parse().unwrap()));
    play.now = MONDAY.plus_days(1);
    play.item(ItemCommand::Block(ids(&[1]), "no terminal".parse().unwrap()));
    let blocked: Vec<ItemId> = play.workspace.blocked_in_running_work().iter().map(|it| it.id).collect();
    assert_eq!(blocked, ids(&[2, 1]), "the longest blocked first");
}
