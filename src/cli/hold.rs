//! `hold`: starts a ceremony, on the screen if there is one.

use super::context::{CommandContext, CommandResult};
use super::environment::VerbEnvironment;
use super::options::GlobalOptions;
use super::output::Reply;
use super::problem::CliError;
use super::value::{ceremonies, line};
use super::{ScreenStart, json};
use crate::domain::attendance::concerned;
use crate::domain::command::{CeremonyCommand, Command};
use crate::domain::id::{CeremonyId, Id, PersonId};
use crate::domain::planning::what_if;
use crate::domain::value::{CeremonyKind, Line};
use crate::domain::views::Topic;
use crate::domain::views::ceremony::{CeremonyScene, TopicView};
use crate::names;
use crate::present;
use crate::present::tree::{Node, Tree};
use crate::session::Session;
use crate::store::CreateMode;
use clap::Args;
use serde::Serialize;
use std::collections::BTreeMap;

/// The maximum number of entries shown per section.
const SHOWN: usize = 12;

/// Holds a ceremony: begins it, or joins it where it runs, on the screen
#[derive(Debug, Args)]
#[command(
    after_help = "KIND is refinement, planning, stand-up, review or retrospective; refine, plan, standup and retro will do.
A retrospective's wall has the columns that --wall names, or those of start-stop-continue, 4ls,
mad-sad-glad, sailboat or daki.

With --no-screen, and in scripts, the ceremony is begun and what is on is printed.

Examples:
  ceremony hold refinement
  ceremony hold review --for Ana --present Bo Chi
  ceremony hold retro --wall sailboat --no-screen"
)]
pub(super) struct HoldArgs {
    /// Which ceremony
    #[arg(value_parser = ceremonies(), ignore_case = true)]
    kind: CeremonyKind,
    #[command(flatten)]
    how: HoldOptions,
    /// The columns of a retrospective's wall, or the name of a usual one
    #[arg(long, value_name = "COLUMN", num_args = 1.., value_delimiter = ',')]
    wall: Vec<String>,
}

/// How a ceremony is held.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct HoldOptions {
    /// Who is present besides you: names, all or none; the others are not recorded [default: none]
    #[arg(long, value_name = "NAME", num_args = 1.., value_delimiter = ',')]
    present: Vec<String>,
    /// Decides on acceptance in the name of a product owner
    #[arg(long = "for", value_name = "NAME")]
    on_behalf: Option<String>,
    /// Begins it without the screen
    #[arg(long)]
    no_screen: bool,
}

/// Holds a refinement, as `hold refinement` does
#[derive(Debug, Args)]
pub(super) struct RefineArgs {
    #[command(flatten)]
    how: HoldOptions,
}

/// Holds a sprint planning, as `hold planning` does
#[derive(Debug, Args)]
pub(super) struct PlanArgs {
    #[command(flatten)]
    how: HoldOptions,
}

/// Holds a retrospective, as `hold retrospective` does
#[derive(Debug, Args)]
pub(super) struct RetroArgs {
    #[command(flatten)]
    how: HoldOptions,
    /// The columns of the wall, or the name of a usual one
    #[arg(long, value_name = "COLUMN", num_args = 1.., value_delimiter = ',')]
    wall: Vec<String>,
}

/// A request to hold a ceremony.
pub(super) struct CeremonyRequest {
    kind: CeremonyKind,
    how: HoldOptions,
    wall: Vec<String>,
}

/// A verb that holds a ceremony.
pub(super) trait CeremonyVerb {
    /// Returns the requested ceremony.
    fn request(&self) -> CeremonyRequest;

    /// Returns the ceremony to open on the screen; `None` without the screen.
    fn on_screen(&self) -> Option<CeremonyRequest> {
        Some(self.request()).filter(|it| !it.how.no_screen)
    }

    /// Starts it without the screen: if that is asked for, or for a program. A person at a terminal whose output goes
    /// elsewhere, as in `ceremony plan | head`, would begin it by mistake.
    fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let request = self.request();
        if !request.how.no_screen && !cx.json && cx.ask_hidden.is_some() {
            let message =
                format!("the {} needs the whole terminal, and the output goes elsewhere", request.kind);
            return Err(CliError::usage(message).hint("begin it without the screen with --no-screen"));
        }
        request.run(cx)
    }
}

impl CeremonyVerb for HoldArgs {
    fn request(&self) -> CeremonyRequest {
        CeremonyRequest { kind: self.kind, how: self.how.clone(), wall: self.wall.clone() }
    }
}

impl CeremonyVerb for RefineArgs {
    fn request(&self) -> CeremonyRequest {
        CeremonyRequest { how: self.how.clone(), ..CeremonyRequest::plain(CeremonyKind::Refinement) }
    }
}

impl CeremonyVerb for PlanArgs {
    fn request(&self) -> CeremonyRequest {
        CeremonyRequest { how: self.how.clone(), ..CeremonyRequest::plain(CeremonyKind::Planning) }
    }
}

impl CeremonyVerb for RetroArgs {
    fn request(&self) -> CeremonyRequest {
        CeremonyRequest { kind: CeremonyKind::Retrospective, how: self.how.clone(), wall: self.wall.clone() }
    }
}

impl CeremonyRequest {
    /// Creates a request with default options.
    pub fn plain(kind: CeremonyKind) -> Self {
        Self { kind, how: HoldOptions::default(), wall: Vec::new() }
    }

    /// Opens the screen at the ceremony. The options apply only if it is not running yet.
    pub fn open(&self, env: &mut VerbEnvironment<'_>, options: &GlobalOptions) -> CommandResult {
        let (session, config) = env.session(options, CreateMode::Never)?;
        let path = env.path(options, &config)?;
        let mut cx = CommandContext::new(session, env.input, false);
        cx.verb = env.verb;
        cx.founded()?;
        let is_plain = self.how.present.is_empty() && self.how.on_behalf.is_none() && self.wall.is_empty();
        if !is_plain {
            self.begin(&mut cx)?;
        }
        let session = cx.session;
        // The screen asks what to do about what is missing.
        env.lost = None;
        let start = ScreenStart {
            path,
            session: Some(session),
            config,
            ceremony: Some(self.kind),
            on_network: env.on_network,
        };
        Ok(Reply::code(env.start.take().map_or(0, |open| open(start))))
    }

    /// Starts the ceremony and shows its topics.
    fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let outcome = self.begin(cx)?;
        let running = cx.running(self.kind)?;
        cx.session.load_all()?;
        let cursor = cx.session.cursor(running.id)?;
        let facts = cx.session.ceremony_facts(running.id, None)?;
        let (workspace, zone) = (cx.workspace(), cx.zone());
        let plain = CeremonyScene {
            workspace,
            id: running.id,
            kind: self.kind,
            cursor: &cursor,
            here: cursor.item(),
            facts: &facts,
            what_if: None,
            me: cx.session.me(),
            now: cx.now(),
        };
        let outlook = plain.sprint().map(|sprint| what_if(workspace, sprint.id));
        let scene = CeremonyScene { what_if: outlook.as_ref(), ..plain };
        let topics: BTreeMap<Topic, TopicView<'_>> =
            Topic::of(self.kind).iter().map(|topic| (*topic, scene.topic(*topic))).collect();
        let page = |view: &TopicView<'_>| {
            let mut page = if let TopicView::Walk(turn) = view {
                present::standup::named_turn(turn)
            } else {
                present::ceremony::topic(view, &facts, zone, "–")
            };
            page.sections.retain(|section| section.nodes.iter().any(|node| !matches!(node, Node::Hint(_))));
            page.sections.iter_mut().for_each(|section| section.shorten(SHOWN));
            page
        };
        Ok(cx.reply(
            |_| {
                let done = Tree::led_by([outcome.summary.clone()]);
                // The demo already lists the items to decide on.
                let pages = topics.iter().filter(|(topic, _)| **topic != Topic::Acceptance);
                let pages = pages.map(|(_, view)| page(view)).filter(|page| !page.sections.is_empty());
                [done].into_iter().chain(pages).collect::<Vec<_>>()
            },
            |session| StartedJson {
                done: json::DoneJson::new(workspace, &outcome, None),
                ceremony: CeremonyId::number(running.id),
                present: names_of(session, &running.present),
                timebox: running.timebox,
                topics: &topics,
            },
        ))
    }

    fn begin(&self, cx: &mut CommandContext<'_>) -> Result<crate::session::CommandOutcome, CliError> {
        let present = attendance(cx, self.kind, &self.how.present)?;
        let on_behalf = self.how.on_behalf.as_deref().map(|name| cx.person(name)).transpose()?;
        let wall = wall(&self.wall)?;
        let begin = CeremonyCommand::Begin { kind: self.kind, present, on_behalf, wall };
        cx.carry_out(&Command::Ceremony(begin)).map_err(|problem| match problem.kind {
            "already" => problem.hint(format!("end it first, with: ceremony end {}", self.kind)),
            _ => problem,
        })
    }
}

#[derive(Serialize)]
struct StartedJson<'a> {
    #[serde(flatten)]
    done: json::DoneJson,
    ceremony: u64,
    present: Vec<String>,
    timebox: Option<u32>,
    topics: &'a BTreeMap<Topic, TopicView<'a>>,
}

/// Returns the names of people.
pub(super) fn names_of(session: &Session, people: &[PersonId]) -> Vec<String> {
    people.iter().map(|id| session.workspace().name(*id).to_owned()).collect()
}

/// Returns the people whom names, `all` or `none` mean.
pub(super) fn attendance(
    cx: &CommandContext<'_>,
    kind: CeremonyKind,
    given: &[String],
) -> Result<Vec<PersonId>, CliError> {
    if let [one] = given {
        let all = concerned(cx.workspace(), kind);
        return Ok(names::people(cx.workspace(), cx.session.me(), &all, one)?);
    }
    cx.people(given)
}

/// Parses the columns of a wall, or the name of a standard one.
pub(super) fn wall(given: &[String]) -> Result<Vec<Line>, CliError> {
    if let [format] = given
        && let Some(columns) = present::wall::columns(format)
    {
        return columns.iter().map(|it| line("the column", it)).collect();
    }
    given.iter().map(|it| line("the column", it)).collect()
}
