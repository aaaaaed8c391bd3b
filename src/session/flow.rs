//! Flow metrics, computed from the history with a bounded number of queries.

use super::Session;
use crate::domain::cycle_times::CycleTimes;
use crate::domain::detail::Selection;
use crate::domain::flow::{Flow, days};
use crate::domain::id::{ItemId, SprintId};
use crate::domain::item::{Item, ItemField};
use crate::domain::metrics::ageing::{aged_in, all_ageing};
use crate::domain::metrics::blocks::blocked;
use crate::domain::metrics::cycle_time::cycle_times;
use crate::domain::metrics::first_pass::{Accepted, first_pass};
use crate::domain::metrics::throughput::{WEEKS, weekly};
use crate::domain::reference::Reference;
use crate::domain::sprint::Sprint;
use crate::domain::value::Line;
use crate::domain::workspace::Workspace;
use crate::store::failure::Failure;
use crate::store::{EventQuery, FinishedQuery, ItemQuery};
use chrono::{Days, NaiveTime};

/// The number of closed sprints used for first-time acceptance.
const PAST: usize = 5;

/// The number of closed sprints used for cycle times and searched for reference items, and how many items are enough.
const COMPARED: usize = 10;
const REFERENCES: u64 = 200;

impl Session {
    /// Returns the flow metrics of a sprint; without one, of the running sprint, or else of the last closed one.
    ///
    /// Runs at most eight queries, whatever the number of items. Only the items it refers to are kept in memory.
    pub fn flow(&mut self, sprint: Option<SprintId>) -> Result<Flow, Failure> {
        let (now, workspace) = (self.now(), &self.workspace);
        let closed = workspace.closed();
        // Imported sprints have no days and no columns.
        let mut started = closed.iter().rev().filter(|it| it.started_at.is_some());
        let shown = sprint
            .and_then(|id| workspace.sprints.get(id))
            .or_else(|| workspace.running())
            .or_else(|| started.next().copied())
            .cloned();

        let past = self.past_sprints();
        let mut flow = Flow { past: past.len(), ..Flow::default() };
        flow.cycle_times = self.read_cycle_times()?;
        if let Some(sprint) = shown {
            self.sprint_days(&sprint, &mut flow)?;
        }
        flow.aged = all_ageing(&self.workspace, &flow.cycle_times, now);
        let mut accepted = Vec::new();
        self.store.items(ItemQuery::AcceptedIn(&past), &mut |item| {
            let was_returned = item.rejections > 0 || item.reopened.is_some();
            accepted.push(Accepted { kind: item.kind, was_returned });
        })?;
        flow.first_pass = first_pass(&accepted);
        let zone = self.workspace.zone();
        let mut finished = Vec::new();
        let since = now.day(zone) - Days::new(7 * (WEEKS as u64 + 1));
        self.store.finished(
            FinishedQuery::Since(zone.moment(since.and_time(NaiveTime::MIN))),
            &mut |_, ended| finished.push(ended.day(zone)),
        )?;
        flow.throughput = weekly(&finished, now.day(zone));
        Ok(flow)
    }

    /// Returns the rejections in a started sprint, with their reasons, in the order of the history.
    pub fn rejected_in(&mut self, sprint: SprintId) -> Result<Vec<(ItemId, Line)>, Failure> {
        let mut found = Vec::new();
        let Some(started) = self.workspace.sprints.get(sprint).and_then(|it| it.started_at) else {
            return Ok(found);
        };
        let until = self.workspace.sprints.get(sprint).and_then(|it| it.closed_at);
        self.store.item_events(EventQuery::Rejections(sprint), &mut |event| {
            if let ItemField::Rejected(Some(why)) = event.new
                && event.at >= started
                && until.is_none_or(|until| event.at <= until)
            {
                found.push((event.item, why));
            }
        })?;
        Ok(found)
    }

    /// Reads the cycle times of the items accepted in the last ten closed sprints, unless they are known. Runs one
    /// query after each close.
    pub fn read_cycle_times(&mut self) -> Result<CycleTimes, Failure> {
        let of = self.workspace.last_close();
        if let Some((_, times)) = self.workspace.cycle_times.as_ref().filter(|(known, _)| *known == of) {
            return Ok(*times);
        }
        let closed = self.workspace.closed();
        let past: Vec<SprintId> = closed.iter().rev().map(|it| it.id).take(COMPARED).collect();
        let mut finished = Vec::new();
        self.store.finished(FinishedQuery::InSprints(&past), &mut |started, ended| {
            finished.extend(started.map(|started| (started, ended)));
        })?;
        let times = cycle_times(&finished, self.workspace.zone());
        self.workspace.cycle_times = Some((of, times));
        Ok(times)
    }

    /// Returns the items accepted in this sprint and the last ten, to compare estimates with; the newest first. Runs
    /// one query.
    pub fn references(&mut self) -> Result<Vec<Reference>, Failure> {
        let closed = self.workspace.closed();
        let past = closed.iter().rev().map(|it| it.id).take(COMPARED);
        let sprints: Vec<SprintId> =
            self.workspace.running().map(|it| it.id).into_iter().chain(past).collect();
        let mut found = Vec::new();
        self.store.references(&sprints, REFERENCES, &mut |it| found.push(it))?;
        Ok(found)
    }

    /// Returns the last closed sprints that were run here.
    fn past_sprints(&self) -> Vec<SprintId> {
        let closed = self.workspace.closed();
        closed.iter().rev().filter(|it| it.started_at.is_some()).map(|it| it.id).take(PAST).collect()
    }

    fn sprint_days(&mut self, sprint: &Sprint, into: &mut Flow) -> Result<(), Failure> {
        // A workspace of its own: past items would otherwise stay in memory.
        let mut read = Workspace::default();
        self.store.of_sprint(sprint.id, &mut read)?;
        let selections: Vec<Selection> = read.selections.iter().cloned().collect();
        let items: Vec<Item> = read.items.iter().cloned().collect();
        let zone = self.workspace.zone();
        into.sprint = Some(sprint.id);
        let account = self.account(sprint.id)?;
        into.burn = account.map(|account| days(sprint, &account, self.now(), zone));
        let inside = |item: &&Item| {
            selections
                .iter()
                .any(|it| it.item == item.id && (it.until.is_none() || it.until == sprint.closed_at))
        };
        into.items = items.iter().filter(inside).count();
        into.unestimated = items.iter().filter(inside).filter(|item| item.estimate.is_none()).count();
        let Some(began) = sprint.started_at else { return Ok(()) };
        let course = (began, sprint.closed_at.unwrap_or(self.now()));
        into.aged_in = aged_in(items.iter().filter(inside), &into.cycle_times, course.1, zone);
        let mut blocks = Vec::new();
        self.store.item_events(EventQuery::Blocks(sprint.id), &mut |event| blocks.push(event))?;
        into.blocked = blocked(&selections, &items, &blocks, course, zone);
        let named = into.aged_in.iter().map(|it| it.item).chain(into.blocked.iter().map(|it| it.item));
        self.read_items(&named.collect::<Vec<_>>())?;
        Ok(())
    }
}
