//! `sprint`: planning, running, closing and showing sprints.

use super::context::CommandContext;
use super::output::{Reply, named};
use super::problem::CliError;
use super::sprint_close::SprintCloseArgs;
use super::sprint_outcome::{SprintCapacityArgs, SprintOutcomeArgs, SprintUrgentArgs};
use super::value::{day, line};
use crate::domain::command::{Command, FieldEdit, SprintCommand};
use crate::domain::id::SprintId;
use crate::domain::refusal::Refusal;
use crate::domain::sprint::SprintField;
use crate::domain::sprint::{self, Days};
use crate::domain::value::{Points, Prose};
use crate::domain::views::flow::SprintFlow;
use crate::domain::views::sprint::{SprintRow, SprintView};
use crate::names;
use crate::present;
use crate::present::table::TextTable;
use clap::{Args, Subcommand};

/// Plans, runs and shows sprints
#[derive(Debug, Args)]
#[command(
    after_help = "SPRINT is a name, the number in it, current, next or last; left out, the running sprint, or else the next.

Examples:
  ceremony sprint new --goal \"Guests can pay by card\"
  ceremony sprint add PB-12 PB-13
  ceremony sprint start
  ceremony sprint close --rest next --move PB-13=backlog"
)]
pub(super) struct SprintArgs {
    #[command(subcommand)]
    verb: Option<SprintVerb>,
}

#[derive(Debug, Subcommand)]
enum SprintVerb {
    /// Shows a sprint with its items and figures
    Show {
        /// The sprint
        sprint: Option<String>,
    },
    /// Lists the sprints
    List,
    /// Plans a sprint
    New(SprintAddArgs),
    /// Changes the sprint goal
    Goal {
        /// The goal
        #[arg(allow_hyphen_values = true)]
        goal: String,
        #[command(flatten)]
        which: SprintChoiceArgs,
    },
    /// Renames a sprint
    Rename {
        /// The new name
        name: String,
        #[command(flatten)]
        which: SprintChoiceArgs,
    },
    /// Changes the first and last day; the working days follow the product's week
    Dates {
        /// The first day
        start: String,
        /// The last day
        end: String,
        #[command(flatten)]
        which: SprintChoiceArgs,
    },
    /// Changes the working days
    Days(WorkingDays),
    /// Adds items to a sprint
    Add {
        /// The items
        #[arg(required = true, value_name = "ITEM")]
        items: Vec<String>,
        #[command(flatten)]
        which: SprintChoiceArgs,
    },
    /// Removes items from their sprint
    Remove {
        /// The items
        #[arg(required = true, value_name = "ITEM")]
        items: Vec<String>,
    },
    /// Starts a planned sprint
    Start {
        /// The sprint [default: the next]
        sprint: Option<String>,
    },
    Close(SprintCloseArgs),
    Outcome(SprintOutcomeArgs),
    Capacity(SprintCapacityArgs),
    Urgent(SprintUrgentArgs),
    /// Removes a planned sprint; its items stay in the backlog
    Delete {
        /// The sprint
        sprint: String,
    },
}

#[derive(Debug, Args)]
struct SprintChoiceArgs {
    /// The sprint
    #[arg(long, value_name = "SPRINT")]
    sprint: Option<String>,
}

#[derive(Debug, Args)]
struct SprintAddArgs {
    /// What it is called [default: Sprint and the next number]
    name: Option<String>,
    /// The sprint goal
    #[arg(long, value_name = "TEXT")]
    goal: Option<String>,
    /// The first day [default: by the product's cadence]
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// The last day [default: by the product's sprint length]
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
}

#[derive(Debug, Args)]
struct WorkingDays {
    /// All of them
    #[arg(value_name = "DATE", required_unless_present_any = ["on", "off"])]
    days: Vec<String>,
    /// Makes this a working day; can be repeated
    #[arg(long, value_name = "DATE", conflicts_with = "days")]
    on: Vec<String>,
    /// Makes this a day off; can be repeated
    #[arg(long, value_name = "DATE", conflicts_with = "days")]
    off: Vec<String>,
    #[command(flatten)]
    which: SprintChoiceArgs,
}

impl SprintArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> Result<Reply, CliError> {
        let command = match self.verb.as_ref() {
            None => return show(cx, None),
            Some(SprintVerb::Show { sprint }) => return show(cx, sprint.as_deref()),
            Some(SprintVerb::List) => return Ok(list(cx)),
            Some(SprintVerb::Close(close)) => return close.run(cx),
            Some(SprintVerb::Outcome(outcome)) => return outcome.run(cx),
            Some(SprintVerb::Capacity(capacity)) => return capacity.run(cx),
            Some(SprintVerb::Urgent(urgent)) => return urgent.run(cx),
            Some(SprintVerb::New(new)) => new.command(cx)?,
            Some(SprintVerb::Goal { goal, which }) => {
                let goal = cx.prose("the sprint goal", goal)?;
                return cx.run(Command::set(which.find(cx)?, FieldEdit::blind(SprintField::Goal(goal))));
            }
            Some(SprintVerb::Rename { name, which }) => {
                let name = line("the name", name)?;
                return cx.run(Command::set(which.find(cx)?, FieldEdit::blind(SprintField::Name(name))));
            }
            Some(SprintVerb::Dates { start, end, which }) => {
                let (start, end) = (day(start, cx.today())?, day(end, cx.today())?);
                let dates =
                    [SprintField::Start(Some(start)), SprintField::End(Some(end))].map(FieldEdit::blind);
                return cx.run(Command::set_all(which.find(cx)?, dates.to_vec()));
            }
            Some(SprintVerb::Days(days)) => return cx.run(days.command(cx)?),
            Some(SprintVerb::Add { items, which }) => {
                let sprint = which.find(cx)?;
                SprintCommand::Select(sprint, cx.items(items)?)
            }
            Some(SprintVerb::Remove { items }) => SprintCommand::Deselect(cx.items(items)?),
            Some(SprintVerb::Start { sprint }) => return start(cx, sprint.as_deref()),
            Some(SprintVerb::Delete { sprint }) => {
                SprintCommand::Remove(names::sprint(cx.workspace(), sprint)?)
            }
        };
        cx.run(command)
    }
}

impl SprintChoiceArgs {
    fn find(&self, cx: &CommandContext<'_>) -> Result<SprintId, CliError> {
        cx.sprint(self.sprint.as_deref())
    }
}

impl SprintAddArgs {
    fn command(&self, cx: &mut CommandContext<'_>) -> Result<SprintCommand, CliError> {
        let date = |given: &Option<String>| given.as_deref().map(|given| day(given, cx.today())).transpose();
        let (start, end) = (date(&self.from)?, date(&self.to)?);
        let name = self.name.as_deref().map(|name| line("the name", name)).transpose()?;
        let goal =
            self.goal.as_deref().map_or(Ok(Prose::default()), |goal| cx.prose("the sprint goal", goal))?;
        Ok(SprintCommand::New { name, goal, start, end })
    }
}

impl WorkingDays {
    fn command(&self, cx: &CommandContext<'_>) -> Result<Command, CliError> {
        let sprint = self.which.find(cx)?;
        let today = cx.today();
        let read = |given: &[String]| -> Result<Vec<_>, CliError> {
            given.iter().map(|it| day(it, today)).collect()
        };
        let (all, on, off) = (read(&self.days)?, read(&self.on)?, read(&self.off)?);
        let days: Days = if all.is_empty() {
            let present = cx.workspace().sprints.get(sprint).map(|it| it.days.to_vec()).unwrap_or_default();
            present.into_iter().chain(on).filter(|day| !off.contains(day)).collect()
        } else {
            all.into_iter().collect()
        };
        Ok(Command::set(sprint, FieldEdit::blind(SprintField::Days(days))))
    }
}

/// Starts a sprint, and reports its problems.
fn start(cx: &mut CommandContext<'_>, given: Option<&str>) -> Result<Reply, CliError> {
    let id = names::sprint(cx.workspace(), given.unwrap_or("next"))?;
    cx.session.load_all()?;
    let (today, workspace) = (cx.today(), cx.workspace());
    let problems =
        workspace.sprints.get(id).map(|sprint| present::sprint::start_problems(workspace, sprint, today));
    cx.run_noting(&Command::Sprint(SprintCommand::Start(id)), problems.unwrap_or_default())
}

fn list(cx: &CommandContext<'_>) -> Reply {
    let workspace = cx.workspace();
    let mut sprints: Vec<&sprint::Sprint> = workspace.closed();
    sprints.extend(workspace.running());
    sprints.extend(workspace.planned());
    let rows: Vec<SprintRow<'_>> = sprints.iter().map(|it| SprintRow::of(it)).collect();
    let empty = "No sprints yet. Plan one with: ceremony sprint new";
    cx.list("sprints", &rows, empty, |_| TextTable::of(sprints.iter().map(|it| row(it))).numbers([3, 4]))
}

fn row(sprint: &sprint::Sprint) -> Vec<String> {
    let pts =
        |points: Option<Points>, word: &str| points.map(|it| format!("{it} pts {word}")).unwrap_or_default();
    vec![
        sprint.name.to_string(),
        sprint.state.to_string(),
        present::dates(sprint).unwrap_or_default(),
        pts(sprint.forecast, "forecast"),
        pts(sprint.done, "done"),
        sprint.goal.lines().next().unwrap_or_default().to_owned(),
    ]
}

fn show(cx: &mut CommandContext<'_>, given: Option<&str>) -> Result<Reply, CliError> {
    let id = match given {
        Some(_) => cx.sprint(given)?,
        None => cx.sprint(None).or_else(|problem| {
            // Between two sprints, the last closed one is shown.
            cx.workspace().closed().last().map(|it| it.id).ok_or(problem)
        })?,
    };
    let report = cx.session.report(id)?;
    let flow = cx.session.flow(Some(id))?;
    let now = cx.now();
    let workspace = cx.workspace();
    let sprint = workspace.sprints.get(id).ok_or_else(|| Refusal::unknown("there is no such sprint"))?;
    Ok(cx.reply(
        |_| present::sprint_page::page(workspace, sprint, report.as_ref(), &flow, now),
        |_| {
            let progress = present::progress(workspace, sprint, now);
            let flow = SprintFlow::of(workspace, &flow);
            named("sprint", SprintView::of(workspace, sprint, report.as_ref(), flow, progress, now))
        },
    ))
}
