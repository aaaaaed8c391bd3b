//! A random life of a product.

use ceremony::clock::FixedClock;
use ceremony::domain::command::{
    Child, Command, FinishedPart, Founding, ItemCommand, Leftover, NewItem, Position, ReopenTo, Split,
    SprintCommand,
};
use ceremony::domain::dice::Dice;
use ceremony::domain::id::{Id as _, ItemId, SprintId};
use ceremony::domain::item::{Item, ItemField};
use ceremony::domain::value::{Instant, Points, SprintState, Stage};
use ceremony::domain::views::flow::SprintFlow;
use ceremony::domain::views::sprint::SprintView;
use ceremony::session::{Identity, Session};
use ceremony::store::sqlite::{Opening, open};
use ceremony::store::{OpenOptions, Store, newest_schema};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;
use tempfile::TempDir;

/// A time zone, with a time shortly before a change of its clocks.
pub struct ZoneCase {
    pub name: &'static str,
    begin: i64,
    /// The offset from UTC in seconds, at a UTC time in milliseconds.
    pub offset: fn(i64) -> i64,
}

/// 2026-03-26, 10:00 in UTC, and other days in hours after it.
const SPRING: i64 = 1_774_519_200_000;
const fn hours(hours: i64) -> i64 {
    SPRING + hours * 3_600_000
}

/// Changes of the clocks, from the IANA database: Europe on 29 March and 25 October 2026 at 01:00 UTC, New York on 8
/// March at 07:00 UTC and 1 November at 06:00 UTC, Lord Howe by half an hour on 4 April at 15:00 UTC and 3 October at
/// 15:30 UTC.
pub const ZONES: [ZoneCase; 7] = [
    ZoneCase {
        name: "Europe/Berlin",
        begin: hours(0),
        offset: |at| if at < hours(63) { 3_600 } else { 7_200 },
    },
    ZoneCase {
        name: "Europe/Berlin",
        begin: hours(209 * 24),
        offset: |at| if at < hours(212 * 24 + 15) { 7_200 } else { 3_600 },
    },
    ZoneCase {
        name: "America/New_York",
        begin: hours(-20 * 24),
        offset: |at| if at < hours(-18 * 24 - 3) { -18_000 } else { -14_400 },
    },
    ZoneCase {
        name: "America/New_York",
        begin: hours(217 * 24),
        offset: |at| if at < hours(219 * 24 + 20) { -14_400 } else { -18_000 },
    },
    ZoneCase {
        name: "Australia/Lord_Howe",
        begin: hours(7 * 24),
        offset: |at| if at < hours(9 * 24 + 5) { 39_600 } else { 37_800 },
    },
    ZoneCase { name: "UTC", begin: hours(0), offset: |_| 0 },
    ZoneCase { name: "Pacific/Kiritimati", begin: hours(0), offset: |_| 50_400 },
];

pub struct Life {
    session: Session,
    clock: Rc<FixedClock>,
    dice: Dice,
    offset: fn(i64) -> i64,
    folder: TempDir,
}

impl Life {
    pub fn begin(seed: u64, zone: &ZoneCase) -> Self {
        // In memory, if the machine has such a folder: no waiting for a disk.
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let folder = folder.unwrap();
        let opening = Opening {
            path: folder.path().join("team.db"),
            wanted: OpenOptions::NEW,
            patience: Duration::from_millis(100),
            newest_schema: newest_schema(),
            durable: false,
        };
        let clock = Rc::new(FixedClock::at(Instant(zone.begin)));
        let identity = Identity { login: "ana".to_owned(), terminal: "1".to_owned(), name: None };
        let store = Store::new(Box::new(open(&opening).unwrap()));
        let mut session = Session::begin(store, clock.clone(), identity).unwrap();
        let founding = Founding {
            name: "Lighthouse".parse().unwrap(),
            prefix: "PB".parse().unwrap(),
            zone: zone.name.parse().unwrap(),
            person: "Ana".parse().unwrap(),
            roles: "product owner, developer".parse().unwrap(),
            login: Some("ana".parse().unwrap()),
        };
        session.run(&Command::Found(founding)).unwrap();
        Self { session, clock, dice: Dice::new(seed + 1), offset: zone.offset, folder }
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("team.db")
    }

    pub fn now(&self) -> i64 {
        self.session.now().0
    }

    /// Returns the local day.
    pub fn today(&self) -> String {
        let days = (self.now() + (self.offset)(self.now()) * 1_000).div_euclid(86_400_000);
        chrono::NaiveDate::from_epoch_days(i32::try_from(days).unwrap()).unwrap().to_string()
    }

    /// Returns the sprints that were started.
    pub fn started(&self) -> Vec<u64> {
        let sprints = self.session.workspace().sprints.iter();
        sprints.filter(|it| it.started_at.is_some()).map(|it| it.id.number()).collect()
    }

    /// Returns a sprint as `sprint show --json` has it.
    pub fn json(&mut self, sprint: u64) -> serde_json::Value {
        let id = SprintId::new(sprint).unwrap();
        let report = self.session.report(id).unwrap();
        let flow = self.session.flow(Some(id)).unwrap();
        let now = self.session.now();
        let workspace = self.session.workspace();
        let flow = SprintFlow::of(workspace, &flow);
        let sprint = workspace.sprints.get(id).unwrap();
        let view = SprintView::of(workspace, sprint, report.as_ref(), flow, String::new(), now);
        serde_json::to_value(view).unwrap()
    }

    fn one(&mut self, which: impl Fn(&Item) -> bool) -> Option<ItemId> {
        let found: Vec<ItemId> =
            self.session.workspace().items.iter().filter(|item| which(item)).map(|item| item.id).collect();
        (!found.is_empty()).then(|| found[self.dice.place(found.len())])
    }

    fn points(&mut self) -> Option<Points> {
        [None, Some(1), Some(2), Some(3), Some(5), Some(8)][self.dice.place(6)].map(Points::whole)
    }

    /// Does one thing, and returns what.
    pub fn step(&mut self) -> &'static str {
        self.clock.advance(Duration::from_secs(60 * (1 + self.dice.place(400)) as u64));
        if self.dice.place(8) == 0 {
            return self.go_back();
        }
        for _ in 0..8 {
            if let Some((what, command)) = self.command()
                && self.session.run(&command).is_ok()
            {
                return what;
            }
        }
        "nothing"
    }

    fn go_back(&mut self) -> &'static str {
        if self.dice.place(3) > 0 {
            if self.session.undo().is_ok() { "undo" } else { "nothing" }
        } else if self.session.redo().is_ok() {
            "redo"
        } else {
            "nothing"
        }
    }

    fn command(&mut self) -> Option<(&'static str, Command)> {
        let running = self.session.workspace().running().map(|it| it.id);
        let in_sprint = move |item: &Item| running.is_some() && item.sprint == running;
        let on_board = move |item: &Item| in_sprint(item) && item.stage.is_on_board();
        let reason = || "so".parse().unwrap();
        Some(match self.dice.place(32) {
            0..=3 => {
                let parent =
                    if self.dice.place(4) == 0 { self.one(|item| item.stage.is_open()) } else { None };
                let items = (0..=self.dice.place(2))
                    .map(|_| NewItem {
                        estimate: self.points(),
                        parent,
                        ..NewItem::titled("One".parse().unwrap())
                    })
                    .collect();
                ("add", ItemCommand::Add { items, place: Position::Bottom }.into())
            }
            4..=6 => {
                let (state, place) = (self.state_of_sprints(), self.dice.place(3));
                match (running, state.first().copied()) {
                    (Some(sprint), _) if place == 0 && self.dice.place(3) == 0 => {
                        let leftovers = state.first().map(|next| Leftover::Sprint(*next));
                        let all = self.session.workspace().in_sprint(sprint).into_iter();
                        let open = all.filter(|item| item.stage.is_open()).map(|item| item.id);
                        let leftovers = open.filter_map(|id| Some((id, leftovers?))).collect();
                        ("close", SprintCommand::Close { sprint, leftovers }.into())
                    }
                    (None, Some(next)) => ("start", SprintCommand::Start(next).into()),
                    (_, None) => {
                        let goal = "Guests can pay".parse().unwrap();
                        ("new", SprintCommand::New { name: None, goal, start: None, end: None }.into())
                    }
                    (Some(_), Some(_)) => return None,
                }
            }
            7..=11 => {
                let item = self.one(|item| item.stage.is_open() && !in_sprint(item))?;
                let planned = self.state_of_sprints().first().copied();
                ("in", SprintCommand::Select(running.or(planned)?, vec![item]).into())
            }
            12..=13 => (
                "out",
                SprintCommand::Deselect(vec![self.one(|it| it.sprint.is_some() && it.stage.is_open())?])
                    .into(),
            ),
            14..=17 => {
                let item = self.one(|item| item.sprint.is_some())?;
                ("estimate", Command::set_rows(vec![item], ItemField::Estimate(self.points())))
            }
            18..=20 => {
                let item = self.one(on_board)?;
                let columns: Vec<_> = self.session.workspace().columns.iter().map(|it| it.id).collect();
                let last = columns.len() - 1;
                let column = columns[[self.dice.place(columns.len()), last][self.dice.place(2)]];
                ("move", ItemCommand::Move(vec![item], column).into())
            }
            21..=24 => {
                let item = self.one(move |item| in_sprint(item) && item.stage == Stage::Review)?;
                ("accept", ItemCommand::Accept(vec![item], Some(reason())).into())
            }
            25..=26 => {
                let item = self.one(|item| item.stage == Stage::Accepted)?;
                let to = if self.dice.place(3) == 0 { ReopenTo::Backlog } else { ReopenTo::WhereItWas };
                ("reopen", ItemCommand::Reopen(vec![item], to).into())
            }
            27..=28 => {
                let item = self.one(on_board)?;
                let children = (0..=self.dice.place(2)).map(|_| Child {
                    title: "The rest".parse().unwrap(),
                    criteria: Vec::new(),
                    estimate: self.points(),
                });
                let children = children.collect();
                let left = [None, Some(self.points())][self.dice.place(2)];
                let to = [None, Some(Leftover::Backlog)][self.dice.place(2)];
                let finished = (self.dice.place(2) == 0).then(|| FinishedPart { reason: Some(reason()) });
                ("split", Split { item, pattern: None, children, left, to, finished }.into())
            }
            29 if self.dice.place(2) == 0 => (
                "drop",
                ItemCommand::Drop(vec![self.one(|item| item.stage != Stage::Dropped)?], reason()).into(),
            ),
            _ => return None,
        })
    }

    fn state_of_sprints(&self) -> Vec<SprintId> {
        let sprints = self.session.workspace().sprints.iter();
        sprints.filter(|it| it.state == SprintState::Planned).map(|it| it.id).collect()
    }
}
