//! `sprint`: planning, running and looking back.

use super::context::CommandContext;
use super::output::{Reply, named};
use super::page::TextPage;
use super::problem::CliError;
use super::sprint_close::SprintCloseArgs;
use super::sprint_outcome::{SprintCapacityArgs, SprintOutcomeArgs, SprintUrgentArgs};
use super::table::{TableColumn, table};
use super::value::{day, line};
use super::{json, rows, sprint_flow};
use crate::domain::command::{Command, FieldEdit, SprintCommand};
use crate::domain::id::SprintId;
use crate::domain::item::Item;
use crate::domain::refusal::Refusal;
use crate::domain::report::{Rejected, ReportLine, SprintReport};
use crate::domain::sprint::SprintField;
use crate::domain::sprint::{self, Days};
use crate::domain::value::{Points, Prose, SprintState};
use crate::domain::workspace::Workspace;
use crate::names;
use crate::wording;
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
    /// Shows a sprint with its items and what it has come to
    Show {
        /// Which sprint
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
    /// Changes the first and the last day; the working days are Monday to Friday between them
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
    /// Puts items into a sprint
    Add {
        /// Which items
        #[arg(required = true, value_name = "ITEM")]
        items: Vec<String>,
        #[command(flatten)]
        which: SprintChoiceArgs,
    },
    /// Takes items out of their sprint
    Remove {
        /// Which items
        #[arg(required = true, value_name = "ITEM")]
        items: Vec<String>,
    },
    /// Starts a planned sprint
    Start {
        /// Which sprint [default: the next]
        sprint: Option<String>,
    },
    Close(SprintCloseArgs),
    Outcome(SprintOutcomeArgs),
    Capacity(SprintCapacityArgs),
    Urgent(SprintUrgentArgs),
    /// Takes a planned sprint away; its items stay in the backlog
    Delete {
        /// Which sprint
        sprint: String,
    },
}

#[derive(Debug, Args)]
struct SprintChoiceArgs {
    /// Which sprint
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
    /// The first day [default: as the product's cadence has it]
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// The last day [default: as the product's sprint length has it]
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
}

#[derive(Debug, Args)]
struct WorkingDays {
    /// All of them
    #[arg(value_name = "DATE", required_unless_present_any = ["on", "off"])]
    days: Vec<String>,
    /// Makes this a working day; may be given several times
    #[arg(long, value_name = "DATE", conflicts_with = "days")]
    on: Vec<String>,
    /// Makes this a day off; may be given several times
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

/// Starts a sprint, and says what is odd about it.
fn start(cx: &mut CommandContext<'_>, given: Option<&str>) -> Result<Reply, CliError> {
    let id = names::sprint(cx.workspace(), given.unwrap_or("next"))?;
    cx.session.load_all()?;
    let (today, workspace) = (cx.today(), cx.workspace());
    let odd = workspace.sprints.get(id).map(|sprint| wording::sprint::odd_at_start(workspace, sprint, today));
    cx.run_noting(&Command::Sprint(SprintCommand::Start(id)), odd.unwrap_or_default())
}

fn list(cx: &CommandContext<'_>) -> Reply {
    let workspace = cx.workspace();
    let mut sprints: Vec<&sprint::Sprint> = workspace.closed();
    sprints.extend(workspace.running());
    sprints.extend(workspace.planned());
    let rows: Vec<json::SprintJson> = sprints.iter().map(|it| json::SprintJson::new(it)).collect();
    let empty = "There is no sprint; plan one with: ceremony sprint new";
    let left = TableColumn::Left(60);
    let columns = [left, left, left, TableColumn::Right, TableColumn::Right, left];
    cx.list("sprints", &rows, empty, |_| table(&columns, sprints.iter().map(|it| row(it)), 0))
}

fn row(sprint: &sprint::Sprint) -> Vec<String> {
    let pts =
        |points: Option<Points>, word: &str| points.map(|it| format!("{it} pts {word}")).unwrap_or_default();
    vec![
        sprint.name.to_string(),
        sprint.state.to_string(),
        wording::dates(sprint).unwrap_or_default(),
        pts(sprint.forecast, "forecast"),
        pts(sprint.done, "done"),
        sprint.goal.lines().next().unwrap_or_default().to_owned(),
    ]
}

fn show(cx: &mut CommandContext<'_>, given: Option<&str>) -> Result<Reply, CliError> {
    let id = match given {
        Some(_) => cx.sprint(given)?,
        None => cx.sprint(None).or_else(|problem| {
            // Between two sprints the one that is over is of interest.
            cx.workspace().closed().last().map(|it| it.id).ok_or(problem)
        })?,
    };
    let report = cx.session.report(id)?;
    let flow = cx.session.flow(Some(id))?;
    let now = cx.now();
    let workspace = cx.workspace();
    let sprint = workspace.sprints.get(id).ok_or_else(|| Refusal::unknown("there is no such sprint"))?;
    let items = workspace.in_sprint(id);
    let progress = wording::progress(workspace, sprint, now);
    Ok(if cx.json {
        let items = items.iter().map(|item| json::ItemJson::new(workspace, item, now)).collect();
        let flow = json::SprintFlowJson::new(workspace, &flow);
        Reply::json(named(
            "sprint",
            json::SprintDetailJson::new(sprint, progress, items, report.as_ref(), flow),
        ))
    } else {
        let mut page = TextPage::from(text(workspace, sprint, &items, report.as_ref(), now));
        page.add(&sprint_flow::text(workspace, sprint, &flow, now));
        Reply::text(page.end())
    })
}

fn text(
    workspace: &Workspace,
    sprint: &sprint::Sprint,
    items: &[&Item],
    report: Option<&SprintReport>,
    now: crate::domain::value::Instant,
) -> String {
    let mut text = TextPage::from(format!("{}\n", wording::with_goal(sprint)));
    text.add(&wording::progress(workspace, sprint, now));
    text.add("\n");
    if sprint.state == SprintState::Running {
        for line in wording::dates(sprint)
            .into_iter()
            .chain(wording::course(workspace, sprint, now).map(wording::Course::sentence))
        {
            text.line(&line);
        }
    }
    if sprint.state != SprintState::Closed {
        text.add("\n");
        if items.is_empty() {
            text.add("Nothing is in it yet; put items in with: ceremony sprint add ITEM\n");
        }
        text.add(&rows::items(workspace, items, now, 0));
    }
    if sprint.state == SprintState::Planned {
        return text.end();
    }
    match report {
        Some(report) => text.add(&come_to(report, sprint.state == SprintState::Closed)),
        None => text.add("\nNo report was kept of it\n"),
    }
    text.end()
}

/// What a sprint has come to, each line with its points and items.
fn come_to(report: &SprintReport, is_over: bool) -> String {
    let mut text = TextPage::default();
    let left = if is_over { "Carried over" } else { "Left" };
    for (head, points, lines) in [
        ("Forecast", report.forecast_points, &report.forecast),
        ("Added", report.added_points, &report.added),
        ("Unplanned", report.unplanned_points, &report.unplanned),
        ("Removed", report.removed_points, &report.removed),
        ("Accepted", report.done_points, &report.done),
        (left, report.carried_points, &report.carried),
    ] {
        if lines.is_empty() {
            continue;
        }
        let items = wording::count(lines.len(), "item", "items");
        let has_rows = is_over || matches!(head, "Added" | "Unplanned" | "Removed");
        text.add(if has_rows || head == "Forecast" { "\n" } else { "" });
        text.add(&format!("{head}: {items}, {}\n", wording::points(shown(points))));
        if has_rows {
            let columns = [TableColumn::Left(30), TableColumn::Left(60), TableColumn::Right];
            text.add(&table(&columns, lines.iter().map(report_row), 2));
        }
    }
    if !report.rejected.is_empty() {
        text.add(&format!("\nRejected: {}\n", wording::count(report.rejected.len(), "item", "items")));
        text.add(&table(
            &[TableColumn::Left(30), TableColumn::Left(60), TableColumn::Left(10), TableColumn::Left(120)],
            report.rejected.iter().map(rejected_row),
            2,
        ));
    }
    if report.reestimated != 0 {
        let sign = if report.reestimated > 0 { "+" } else { "−" };
        let points = wording::points(shown(report.reestimated.unsigned_abs()));
        text.add(&format!("\nRe-estimated: {sign}{points}\n"));
    }
    if !report.held.is_empty() {
        let held: Vec<String> = report.held.iter().map(|(kind, count)| format!("{count} × {kind}")).collect();
        text.add(&format!("\nHeld: {}\n", held.join(", ")));
    }
    text.end()
}

fn report_row(line: &ReportLine) -> Vec<String> {
    let points = line.points.map(|points| format!("{} pts", Points::hundredths(points)));
    vec![line.key.clone(), line.title.clone(), points.unwrap_or_else(|| "–".to_owned())]
}

fn rejected_row(it: &Rejected) -> Vec<String> {
    let times = wording::count(it.times, "time", "times");
    vec![
        it.key.clone(),
        it.title.clone(),
        times,
        it.why.clone().unwrap_or_else(|| "accepted since".to_owned()),
    ]
}

fn shown(hundredths: u64) -> Points {
    Points::hundredths(u32::try_from(hundredths).unwrap_or(u32::MAX))
}
