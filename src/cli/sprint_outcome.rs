//! `sprint outcome`, `sprint capacity`, `sprint urgent`: the outcome, availability and unplanned work of a sprint.

use super::context::CommandContext;
use super::output::Reply;
use super::poker::deck_on;
use super::problem::{CliError, bad_value};
use super::value::{kinds, line, one_of, points};
use crate::domain::capacity;
use crate::domain::command::{NewItem, SprintOutcomeCommand};
use crate::domain::id::SprintId;
use crate::domain::person::Person;
use crate::domain::planning::team;
use crate::domain::refusal::Refusal;
use crate::domain::value::{GoalOutcome, Kind, Points};
use crate::domain::views::sprint::AvailabilityView;
use crate::names;
use crate::present;
use crate::present::table::TextTable;
use crate::present::tree::{Node, Section, Tree};
use clap::Args;
use clap::builder::{PossibleValue, TypedValueParser};

/// Records whether the sprint goal was met
#[derive(Debug, Args)]
#[command(after_help = "Example:
  ceremony sprint outcome partly \"the refund is missing\"")]
pub(super) struct SprintOutcomeArgs {
    /// The outcome
    #[arg(value_name = "OUTCOME", value_parser = outcomes())]
    reached: GoalOutcome,
    /// Why
    why: Option<String>,
    /// The sprint [default: the running one, or else the last]
    #[arg(long, value_name = "SPRINT")]
    sprint: Option<String>,
}

fn outcomes() -> impl TypedValueParser<Value = GoalOutcome> {
    let words = [
        PossibleValue::new("met").alias("yes"),
        PossibleValue::new("partly"),
        PossibleValue::new("missed").alias("no"),
    ];
    one_of(words)
}

impl SprintOutcomeArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> Result<Reply, CliError> {
        let workspace = cx.workspace();
        let newest = workspace.running().or_else(|| workspace.closed().last().copied()).map(|it| it.id);
        let sprint = match &self.sprint {
            Some(given) => names::sprint(workspace, given)?,
            None => newest.ok_or_else(|| Refusal::unknown("no sprint has started yet"))?,
        };
        let why = self.why.as_deref().map(|why| line("the reason", why)).transpose()?;
        cx.run(SprintOutcomeCommand::Outcome(sprint, self.reached, why))
    }
}

/// Adds urgent work to the running sprint, as unplanned
#[derive(Debug, Args)]
#[command(after_help = "A key means that item, anything else is the title of a new one.

Examples:
  ceremony sprint urgent PB-12
  ceremony sprint urgent \"Nobody can pay\" --kind bug --points 3")]
pub(super) struct SprintUrgentArgs {
    /// An item, or the title of a new one
    #[arg(value_name = "ITEM|TITLE")]
    what: String,
    /// The kind of the new item
    #[arg(long, value_parser = kinds(), default_value = "bug")]
    kind: Kind,
    /// The estimate of the new item
    #[arg(long, value_name = "POINTS", allow_hyphen_values = true)]
    points: Option<String>,
    /// Assignees of the new item; can be repeated
    #[arg(long, value_name = "NAME")]
    assign: Vec<String>,
}

impl SprintUrgentArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> Result<Reply, CliError> {
        if is_key(&self.what) {
            let item = cx.item(&self.what)?;
            return cx.run(SprintOutcomeCommand::Hurry(item));
        }
        let new = NewItem {
            kind: self.kind,
            estimate: self.points.as_deref().map(|given| points(&deck_on(cx), given)).transpose()?.flatten(),
            assignees: cx.people(&self.assign)?,
            ..NewItem::titled(line("the title", &self.what)?)
        };
        cx.run(SprintOutcomeCommand::Urgent(Box::new(new)))
    }
}

/// Returns whether a text looks like a key, of this program or of another tool: `PB-12`, `12`, `#12`, `STUDIO-95`.
fn is_key(given: &str) -> bool {
    let text = given.trim().trim_start_matches('#');
    let (head, digits) = text.rsplit_once('-').unwrap_or(("", text));
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number && head.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'))
}

/// Shows the availability in a sprint, or sets that of a person
#[derive(Debug, Args)]
#[command(
    after_help = "Person-days are the sprint's working days without the days off, times the allocation. What goes into
items is that times the focus factor; 50 to 80 percent is usual. What nobody has said is not counted.

Examples:
  ceremony sprint capacity next
  ceremony sprint capacity Bo --off 1.5 --allocation 50 --sprint next"
)]
pub(super) struct SprintCapacityArgs {
    /// The person, or the sprint to show
    #[arg(value_name = "NAME|SPRINT")]
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
    /// The sprint [default: the running one, or else the next]
    #[arg(long, value_name = "SPRINT")]
    sprint: Option<String>,
}

impl SprintCapacityArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> Result<Reply, CliError> {
        let is_empty = self.off.is_none() && self.allocation.is_none() && self.focus.is_none();
        // A name that belongs to no person may belong to a sprint: sprint capacity next.
        let named = self.name.as_deref().filter(|_| is_empty && self.sprint.is_none());
        let named = named.filter(|name| cx.person(name).is_err());
        let named = named.and_then(|name| names::sprint(cx.workspace(), name).ok());
        let sprint = named.map_or_else(|| cx.sprint(self.sprint.as_deref()), Ok)?;
        let Some(name) = self.name.as_deref().filter(|_| named.is_none()) else {
            cx.session.report(sprint)?;
            return Ok(list(cx, sprint));
        };
        let person = cx.person(name)?;
        // What was entered for a closed sprint is not in memory.
        cx.session.read_capacity(sprint)?;
        let entered = cx.workspace().meetings.capacity(sprint, person);
        let current = |of: fn(&capacity::Capacity) -> u32, default: u32| entered.map_or(default, of);
        let days_off = self.off.as_deref().map_or(Ok(current(|it| it.days_off, 0)), tenths)?;
        let allocation =
            self.allocation.unwrap_or(current(|it| it.allocation, capacity::Capacity::ALLOCATION));
        let focus = self.focus.unwrap_or(current(|it| it.focus, capacity::Capacity::FOCUS));
        cx.run(SprintOutcomeCommand::Capacity { sprint, person, days_off, allocation, focus })
    }
}

/// Parses a number of days into tenths of a day.
fn tenths(given: &str) -> Result<u32, CliError> {
    let days: Option<Points> = given.parse().ok();
    let hundredths = days.map(Points::as_hundredths).filter(|it| it.is_multiple_of(10));
    hundredths
        .map(|it| it / 10)
        .ok_or_else(|| bad_value("number of days", given, &"write a number such as 2 or 0.5"))
}

fn list(cx: &CommandContext<'_>, id: SprintId) -> Reply {
    let workspace = cx.workspace();
    let Some(sprint) = workspace.sprints.get(id) else { return Reply::text(String::new()) };
    let working = sprint.days.len();
    let team = team(workspace, sprint);
    if cx.json {
        return Reply::json(AvailabilityView::of(sprint, &team));
    }
    let row = |(person, entered): &(&Person, Option<&capacity::Capacity>)| {
        vec![person.name.to_string(), present::capacity::time(*entered, sprint)]
    };
    let rows: Vec<Vec<String>> = team.iter().map(row).collect();
    let head = format!(
        "{}: {}, {}",
        sprint.name,
        present::count(working, "working day", "working days"),
        present::capacity::total(&team, sprint)
    );
    Reply::text(Tree::from([Section::named(head).with([Node::Table(TextTable::of(rows))])]))
}
