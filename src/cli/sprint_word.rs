//! `sprint outcome`, `sprint capacity`, `sprint urgent`: what ceremonies say of a sprint.

use super::desk::Desk;
use super::json;
use super::output::Reply;
use super::problem::{Problem, bad_value};
use super::table::{Column, table};
use super::value::{kinds, line, points};
use crate::domain::capacity;
use crate::domain::command::{Command, NewItem, SprintWord};
use crate::domain::id::{PersonId, SprintId};
use crate::domain::refusal::Refusal;
use crate::domain::value::{GoalOutcome, Kind, Points, Role};
use crate::domain::workspace::Workspace;
use crate::names;
use crate::wording;
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use serde::Serialize;

/// Says whether a sprint reached its goal
#[derive(Debug, Args)]
#[command(after_help = "Example:
  ceremony sprint outcome partly \"the refund is missing\"")]
pub(super) struct Outcome {
    /// Whether it did
    #[arg(value_name = "OUTCOME", value_parser = outcomes())]
    reached: GoalOutcome,
    /// Why
    why: Option<String>,
    /// Which sprint [default: the running one, or else the last]
    #[arg(long, value_name = "SPRINT")]
    sprint: Option<String>,
}

fn outcomes() -> impl TypedValueParser<Value = GoalOutcome> {
    let words = [
        PossibleValue::new("met").alias("yes"),
        PossibleValue::new("partly"),
        PossibleValue::new("missed").alias("no"),
    ];
    PossibleValuesParser::new(words).try_map(|word| word.parse::<GoalOutcome>())
}

impl Outcome {
    pub fn run(&self, desk: &mut Desk<'_>) -> Result<Reply, Problem> {
        let workspace = desk.workspace();
        let newest = workspace.running().or_else(|| workspace.closed().last().copied()).map(|it| it.id);
        let sprint = match &self.sprint {
            Some(given) => names::sprint(workspace, given)?,
            None => newest.ok_or_else(|| Refusal::unknown("no sprint has begun yet"))?,
        };
        let why = self.why.as_deref().map(|why| line("the reason", why)).transpose()?;
        desk.run(&Command::SprintWord(SprintWord::Outcome(sprint, self.reached, why)))
    }
}

/// Puts something that cannot wait on top of the running sprint, marked unplanned
#[derive(Debug, Args)]
#[command(after_help = "A key means that item, anything else is the title of a new one.

Examples:
  ceremony sprint urgent PB-12
  ceremony sprint urgent \"Nobody can pay\" --kind bug --points 3")]
pub(super) struct Urgent {
    /// An item, or the title of a new one
    #[arg(value_name = "ITEM|TITLE")]
    what: String,
    /// What the new item is
    #[arg(long, value_parser = kinds(), default_value = "bug")]
    kind: Kind,
    /// The estimate of the new item
    #[arg(long, value_name = "POINTS", allow_hyphen_values = true)]
    points: Option<String>,
    /// Who works on the new item; may be given several times
    #[arg(long, value_name = "NAME")]
    assign: Vec<String>,
}

impl Urgent {
    pub fn run(&self, desk: &mut Desk<'_>) -> Result<Reply, Problem> {
        if is_key(&self.what) {
            let item = desk.item(&self.what)?;
            return desk.run(&Command::SprintWord(SprintWord::Hurry(item)));
        }
        let new = NewItem {
            kind: self.kind,
            estimate: self.points.as_deref().map(points).transpose()?.flatten(),
            assignees: desk.people(&self.assign)?,
            ..NewItem::titled(line("the title", &self.what)?)
        };
        desk.run(&Command::SprintWord(SprintWord::Urgent(Box::new(new))))
    }
}

/// Tells whether a text looks like a key, of ours or of another tool: `PB-12`, `12`, `#12`, `STUDIO-95`.
fn is_key(given: &str) -> bool {
    let text = given.trim().trim_start_matches('#');
    let (head, digits) = text.rsplit_once('-').unwrap_or(("", text));
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number && head.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'))
}

/// Lists how much time people have in a sprint, or says it of one
#[derive(Debug, Args)]
#[command(
    after_help = "Person-days are the sprint's working days without the days off, times the allocation. What goes into
items is that times the focus factor; 50 to 80 percent is usual.

Examples:
  ceremony sprint capacity
  ceremony sprint capacity Bo --off 1.5 --allocation 50 --sprint next"
)]
pub(super) struct Capacity {
    /// Whose time
    name: Option<String>,
    /// How many working days they are away
    #[arg(long, value_name = "DAYS", requires = "name")]
    off: Option<String>,
    /// Which part of their time is for this team, in percent
    #[arg(long, value_name = "PERCENT", requires = "name")]
    allocation: Option<u32>,
    /// Which part of that goes into items, in percent
    #[arg(long, value_name = "PERCENT", requires = "name")]
    focus: Option<u32>,
    /// Which sprint [default: the running one, or else the next]
    #[arg(long, value_name = "SPRINT")]
    sprint: Option<String>,
}

impl Capacity {
    pub fn run(&self, desk: &mut Desk<'_>) -> Result<Reply, Problem> {
        let sprint = desk.sprint(self.sprint.as_deref())?;
        let Some(name) = &self.name else {
            desk.session.report(sprint)?;
            return Ok(list(desk, sprint));
        };
        let person = desk.person(name)?;
        let said = time(desk.workspace(), sprint, person);
        let days_off = self.off.as_deref().map_or(Ok(said.days_off), tenths)?;
        let allocation = self.allocation.unwrap_or(said.allocation);
        let focus = self.focus.unwrap_or(said.focus);
        desk.run(&Command::SprintWord(SprintWord::Capacity { sprint, person, days_off, allocation, focus }))
    }
}

/// Reads a number of days in tenths.
fn tenths(given: &str) -> Result<u32, Problem> {
    let days: Option<Points> = given.parse().ok();
    let hundredths = days.map(Points::as_hundredths).filter(|it| it.is_multiple_of(10));
    hundredths
        .map(|it| it / 10)
        .ok_or_else(|| bad_value("number of days", given, &"write a number such as 2 or 0.5"))
}

struct Time {
    days_off: u32,
    allocation: u32,
    focus: u32,
    is_said: bool,
}

/// How much time somebody has; all of it where nobody said otherwise.
fn time(workspace: &Workspace, sprint: SprintId, person: PersonId) -> Time {
    match workspace.meetings.capacity(sprint, person) {
        Some(capacity::Capacity { days_off, allocation, focus, .. }) => {
            Time { days_off: *days_off, allocation: *allocation, focus: *focus, is_said: true }
        }
        None => Time { days_off: 0, allocation: 100, focus: 100, is_said: false },
    }
}

#[derive(Serialize)]
struct Capacities {
    sprint: String,
    working_days: usize,
    people: Vec<Row>,
    person_days: serde_json::Number,
    focused_person_days: serde_json::Number,
}

#[derive(Serialize)]
struct Row {
    person: String,
    days_off: serde_json::Number,
    allocation: u32,
    focus: u32,
    person_days: serde_json::Number,
    focused_person_days: serde_json::Number,
    said: bool,
}

/// Tenths of a day as days.
fn days(tenths: u64) -> Points {
    Points::hundredths(u32::try_from(tenths.saturating_mul(10)).unwrap_or(u32::MAX))
}

fn list(desk: &Desk<'_>, id: SprintId) -> Reply {
    let workspace = desk.workspace();
    let Some(sprint) = workspace.sprints.get(id) else { return Reply::Text(String::new()) };
    let working = sprint.days.len();
    let counts = |it: &&crate::domain::person::Person| {
        !it.has_left && it.is(Role::Developer) || workspace.meetings.capacity(id, it.id).is_some()
    };
    let (mut all, mut focused) = (0, 0);
    let mut people = Vec::new();
    let mut cells = Vec::new();
    for person in workspace.persons.iter().filter(counts) {
        let time = time(workspace, id, person.id);
        let there = (working as u64 * 10).saturating_sub(u64::from(time.days_off));
        let own = there * u64::from(time.allocation) / 100;
        let into_items = own * u64::from(time.focus) / 100;
        all += own;
        focused += into_items;
        cells.push(vec![
            person.name.to_string(),
            format!("{} of {} days", days(there), working),
            format!("{} %", time.allocation),
            format!("focus {} %", time.focus),
            format!("{} person-days", days(own)),
            if time.is_said { String::new() } else { "as usual".to_owned() },
        ]);
        people.push(Row {
            person: person.name.to_string(),
            days_off: json::number(days(u64::from(time.days_off))),
            allocation: time.allocation,
            focus: time.focus,
            person_days: json::number(days(own)),
            focused_person_days: json::number(days(into_items)),
            said: time.is_said,
        });
    }
    if desk.json {
        return Reply::json(Capacities {
            sprint: sprint.name.to_string(),
            working_days: working,
            people,
            person_days: json::number(days(all)),
            focused_person_days: json::number(days(focused)),
        });
    }
    let head = format!(
        "{}: {}, {} person-days, {} of them for items",
        sprint.name,
        wording::count(working, "working day", "working days"),
        days(all),
        days(focused)
    );
    let (left, right) = (Column::Left(40), Column::Right);
    Reply::Text(format!("{head}\n{}", table(&[left, right, right, right, right, left], &cells, 2)))
}
