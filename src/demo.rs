//! The demo product: a restaurant's till after two dozen sprints. Its history is real: each item went through its
//! lifecycle by ordinary commands on the recorded days. The same arguments generate the same product.

mod agenda;
mod bulk;
mod days;
mod meetings;
mod script;
mod words;

use crate::clock::{Clock, FixedClock};
use crate::domain::command::{Command, Founding, PersonCommand};
use crate::domain::dice::Dice;
use crate::domain::id::PersonId;
use crate::domain::refusal::Refusal;
use crate::domain::value::Zone;
use crate::domain::value::{Instant, Role, Roles};
use crate::session::{CommandOutcome, Identity, RunError, Session};
use crate::store::Store;
use crate::store::failure::{Failure, FailureKind};
use chrono::{Datelike, NaiveDate, TimeDelta};
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

/// Options for the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoOptions {
    /// The total number of items.
    pub items: u32,
    /// The number of open items.
    pub open: u32,
    /// The current day in the product.
    pub today: NaiveDate,
}

impl DemoOptions {
    /// Returns the default options: 400 items, 110 of them open.
    pub fn standard(today: NaiveDate) -> Self {
        Self { items: 400, open: 110, today }
    }
}

/// The numbers of what was generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoCounts {
    /// The number of items.
    pub items: u32,
    /// The number of open items.
    pub open: u32,
    /// The number of closed sprints.
    pub sprints: u32,
}

const PEOPLE: [(&str, &[Role]); 6] = [
    ("Ana", &[Role::ProductOwner]),
    ("Bo", &[Role::Developer]),
    ("Chi", &[Role::Developer]),
    ("Dora", &[Role::Developer]),
    ("Emil", &[Role::Developer, Role::ScrumMaster]),
    ("Farah", &[Role::Stakeholder]),
];

/// Generates the demo product in an empty store.
///
/// # Errors
/// [`RunError::Refused`] if the store already contains a product or more open items are requested than items;
/// [`RunError::Failed`] if it cannot be written.
pub fn make(store: Store, wish: &DemoOptions) -> Result<DemoCounts, RunError> {
    if wish.open > wish.items {
        return Err(Refusal::value(format!("of {} items, {} cannot be open", wish.items, wish.open)).into());
    }
    let monday = wish.today - TimeDelta::days(i64::from(wish.today.weekday().num_days_from_monday()));
    // Today is in the middle of the running sprint: at the end of its first week, or at the start of its second.
    let late_in_week = wish.today.weekday().num_days_from_monday() >= 3;
    let running = if late_in_week { monday } else { monday - TimeDelta::days(7) };
    let clock = Rc::new(FixedClock::at(at(running - TimeDelta::days(14 * 24 + 21), 9)));
    let session = Session::begin(
        store,
        clock.clone(),
        Identity { login: "demo".to_owned(), terminal: "demo".to_owned(), name: None },
    )?;
    let mut team = DemoTeam { session, clock, dice: Dice::new(14), people: Vec::new(), operations: 0 };
    team.found()?;
    let told = if wish.items - wish.open >= 200 && wish.open >= 60 {
        script::generate(&mut team, running, wish)?
    } else {
        0
    };
    bulk::fill(&mut team, wish, running)?;
    let heads = &team.session.workspace().backlog_counts;
    let open = heads.stages[..5].iter().sum();
    Ok(DemoCounts { items: wish.items, open, sprints: told })
}

/// Generates the demo product in a file of its own. If that is interrupted, no file is left.
///
/// # Errors
/// As [`make`], and if the file already exists.
pub fn make_file(
    path: &Path,
    wish: &DemoOptions,
    open: &dyn Fn(&Path) -> Result<Store, Failure>,
) -> Result<DemoCounts, RunError> {
    let failed = |what: &str, error: &std::io::Error| {
        RunError::Failed(Failure::new(
            FailureKind::Other,
            format!("{} cannot be {what}: {error}", path.display()),
        ))
    };
    if path.exists() {
        return Err(Refusal::rule(format!("there is a file {} already", path.display()))
            .hint("choose another one with --file, or remove it first")
            .into());
    }
    let unfinished = path.with_extension("unfinished");
    let remove = || {
        for end in ["unfinished", "unfinished-wal", "unfinished-shm"] {
            // A missing file need not be removed.
            let _ = std::fs::remove_file(path.with_extension(end));
        }
    };
    remove();
    let made = make(open(&unfinished)?, wish);
    if made.is_err() {
        remove();
    }
    let made = made?;
    std::fs::rename(&unfinished, path).map_err(|error| failed("named", &error))?;
    Ok(made)
}

/// The team: a session whose clock and user change with the script.
struct DemoTeam {
    session: Session,
    clock: Rc<FixedClock>,
    dice: Dice,
    people: Vec<PersonId>,
    operations: u64,
}

/// Returns the instant of an hour on a day, in UTC.
fn at(day: NaiveDate, hour: u32) -> Instant {
    Instant(day.and_hms_opt(hour, 0, 0).unwrap_or_default().and_utc().timestamp_millis())
}

impl DemoTeam {
    fn found(&mut self) -> Result<(), RunError> {
        let founding = Founding {
            name: words::line("Lighthouse"),
            prefix: "PB"
                .parse()
                .map_err(|error: crate::domain::product::BadPrefix| Refusal::value(error.to_string()))?,
            zone: Zone::UTC,
            person: words::line(PEOPLE[0].0),
            roles: PEOPLE[0].1.iter().copied().collect(),
            login: None,
        };
        self.run(Command::Found(founding))?;
        for (name, roles) in &PEOPLE[1..] {
            let roles: Roles = roles.iter().copied().collect();
            self.run(Command::Person(PersonCommand::Add { name: words::line(name), roles, login: None }))?;
        }
        self.people = self.session.workspace().persons.iter().map(|person| person.id).collect();
        Ok(())
    }

    /// Runs a command as the current user, a few minutes after the previous one.
    #[expect(clippy::needless_pass_by_value, reason = "every caller makes its command for this call")]
    fn run(&mut self, command: Command) -> Result<CommandOutcome, RunError> {
        self.operations += 1;
        self.clock.advance(Duration::from_secs(60 + self.dice.below(240)));
        let operation = format!("demo-{}", self.operations);
        let outcome = self.session.run_chosen(&command, &operation, &[])?;
        if self.operations.is_multiple_of(200) {
            self.session.forget_details();
        }
        Ok(outcome)
    }

    /// Runs a command as one of the people.
    fn by(&mut self, person: usize, command: impl Into<Command>) -> Result<CommandOutcome, RunError> {
        self.session.set_user(self.people[person % self.people.len()]);
        self.run(command.into())
    }

    /// Advances the clock to an hour of a day, if that is later.
    fn until(&mut self, day: NaiveDate, hour: u32) {
        self.until_minute(day, hour * 60);
    }

    /// Advances the clock to a time of a day, in minutes after midnight, if that is later.
    fn until_minute(&mut self, day: NaiveDate, minute: u32) {
        let then = Instant(at(day, 0).0 + i64::from(minute) * 60_000);
        if then > self.clock.now() {
            self.clock.set(then);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::CeremonyKind;
    use crate::store::sqlite::Sqlite;

    fn store() -> Store {
        Store::new(Box::new(Sqlite::in_memory().unwrap()))
    }

    fn today() -> NaiveDate {
        "2026-11-21".parse().unwrap()
    }

    #[test]
    fn more_open_items_than_items_are_refused() {
        let wish = DemoOptions { items: 10, open: 11, today: today() };
        assert!(matches!(make(store(), &wish), Err(RunError::Refused(_))));
    }

    #[test]
    fn any_size_can_be_made() {
        for (items, open) in [(0, 0), (1, 1), (7, 3), (500, 500), (650, 80), (900, 600)] {
            let made = make(store(), &DemoOptions { items, open, today: today() }).unwrap();
            assert_eq!((made.items, made.open), (items, open), "{items} {open}");
        }
    }

    /// Returns the demo on a day, as its first person sees it.
    fn on(day: NaiveDate) -> Session {
        let folder = tempfile::tempdir().unwrap();
        let opening = crate::store::sqlite::Opening {
            path: folder.path().join("demo.db"),
            wanted: crate::store::OpenOptions::NEW,
            patience: Duration::from_secs(5),
            newest_schema: crate::store::newest_schema(),
            durable: false,
        };
        let open = || Store::new(Box::new(crate::store::sqlite::open(&opening).unwrap()));
        make(open(), &DemoOptions::standard(day)).unwrap();
        let mut session =
            Session::begin(open(), Rc::new(FixedClock::at(at(day, 11))), Identity::default()).unwrap();
        session.load_all().unwrap();
        session.read_ceremonies(1_000).unwrap();
        session.read_outcomes().unwrap();
        session
    }

    #[test]
    fn the_team_has_held_its_ceremonies_until_yesterday_and_little_is_old() {
        // A Tuesday, a Thursday, a Monday: in the running sprint's second week, in its first, and after the weekend
        // between them.
        for (day, stand_up) in
            [("2026-11-10", "2026-11-09"), ("2026-11-19", "2026-11-18"), ("2026-11-23", "2026-11-20")]
        {
            let mut session = on(day.parse().unwrap());
            let flow = session.flow(None).unwrap();
            // In the first week nothing has been in progress for longer than most items took.
            let fewest = usize::from(day == "2026-11-10");
            assert!(
                (fewest..=2).contains(&flow.aged.len()),
                "{day}: {:?} of {:?}",
                flow.aged,
                flow.cycle_times
            );
            let meetings = &session.workspace().meetings;
            assert_eq!(meetings.running().count(), 0);
            let ceremonies = |kind| meetings.ceremonies.iter().filter(move |it| it.kind == kind);
            let last = ceremonies(CeremonyKind::StandUp).map(|it| it.started_at.day(Zone::UTC)).max();
            assert_eq!(last, stand_up.parse().ok());
            assert!(ceremonies(CeremonyKind::StandUp).count() > 18);
            assert_eq!(
                ceremonies(CeremonyKind::Review).count() + ceremonies(CeremonyKind::Retrospective).count(),
                2
            );
            assert_eq!(meetings.impediments.iter().filter(|it| it.is_open()).count(), 1);
            assert_eq!(meetings.feedback.iter().filter(|it| it.about.is_none()).count(), 2);
            assert_eq!(meetings.improvements.iter().count(), 1);
            let end = session.workspace().closed().last().and_then(|it| it.end_day);
            assert!(session.now().day(Zone::UTC) > end.unwrap());
        }
    }
}
