//! Items beyond those of the script, written a thousand at a time.

use super::words::{line, prose, title};
use super::{DemoOptions, DemoTeam};
use crate::domain::decide::Decision;
use crate::domain::detail::{Body, Criterion};
use crate::domain::item::{Item, SparseItemFields};
use crate::domain::refusal::Refusal;
use crate::domain::sparse_fields::Sparse;
use crate::domain::value::{Ids, Instant, Points, Prose, Rank, Stage, Verdict};
use crate::domain::{change::Edit, id::Id, item_counts::ItemCounts};
use crate::session::RunError;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The number of items written in one entry.
const AT_ONCE: u32 = 1_000;

/// Adds the missing items: open ones at the end of the backlog, the others accepted before the script starts.
pub(super) fn fill(team: &mut DemoTeam, wish: &DemoOptions, running: NaiveDate) -> Result<(), RunError> {
    let workspace = team.session.workspace();
    let open: u32 = workspace.backlog_counts.stages[..5].iter().sum();
    let there =
        u32::try_from(workspace.counters.get("item").copied().unwrap_or_default()).unwrap_or(u32::MAX);
    let mut missing_open = wish.open.saturating_sub(open);
    let mut missing_done = (wish.items - wish.open).saturating_sub(there - open);
    let long_ago = super::at(running, 12).plus_days(-400);
    while missing_open + missing_done > 0 {
        let count = AT_ONCE.min(missing_open + missing_done);
        let open = missing_open.min(count);
        let decision = rows(team, open, count - open, long_ago)?;
        team.operations += 1;
        let operation = format!("demo-{}", team.operations);
        team.session.append(&decision, &operation)?;
        team.session.forget_details();
        missing_open -= open;
        missing_done -= count - open;
    }
    Ok(())
}

fn rows(team: &mut DemoTeam, open: u32, done: u32, long_ago: Instant) -> Result<Decision, RunError> {
    let workspace = team.session.workspace();
    let product =
        workspace.product().map(|product| product.id).ok_or_else(|| Refusal::rule("there is no product"))?;
    let taken = |name: &str| workspace.counters.get(name).copied().unwrap_or_default();
    let (mut item_number, mut criterion_number) = (taken("item"), taken("criterion"));
    let epics: Vec<_> = workspace.epics.iter().map(|epic| epic.id).collect();
    let last = workspace.items.ends().1.cloned();
    let ranks = Rank::spread(last.as_ref(), None, (open + done) as usize);
    let now = team.session.now();
    let mut changes = Vec::new();
    for (at, rank) in (0..open + done).zip(ranks) {
        item_number += 1;
        let id = Id::new(item_number).ok_or_else(|| Refusal::rule("there are no more ids"))?;
        let number = u32::try_from(item_number).unwrap_or(u32::MAX);
        let (epic, kind, text) = title(number);
        let is_open = at < open;
        let stage = if !is_open {
            Stage::Accepted
        } else if number.is_multiple_of(9) {
            Stage::Ready
        } else {
            Stage::New
        };
        let created = long_ago.plus_days(-i64::from(number % 300));
        changes.push(
            Edit::Created(Item {
                number,
                id,
                product,
                kind,
                title: line(&text),
                rank,
                stage,
                since: if is_open { now } else { long_ago },
                epic: epics.get(epic).copied(),
                estimate: Some(Points::whole([1, 2, 3, 5, 8][number as usize % 5]))
                    .filter(|_| !number.is_multiple_of(6)),
                labels: Ids::default(),
                ready_at: Some(now).filter(|_| stage == Stage::Ready),
                created,
                tally: ItemCounts::default(),
                sparse: Sparse::new(SparseItemFields {
                    ended: Some(long_ago).filter(|_| !is_open),
                    ..SparseItemFields::default()
                }),
            })
            .into(),
        );
        changes.push(
            Edit::Created(Body {
                id,
                as_a: prose("waiter"),
                i_want: prose(&text),
                so_that: Prose::default(),
                description: Prose::default(),
                rest: Prose::default(),
            })
            .into(),
        );
        criterion_number += 1;
        let criterion = Id::new(criterion_number).ok_or_else(|| Refusal::rule("there are no more ids"))?;
        changes.push(
            Edit::Created(Criterion {
                id: criterion,
                item: id,
                rank: Rank::between(None, None),
                text: prose("it works without a network"),
                verdict: if is_open { Verdict::Unchecked } else { Verdict::Met },
                note: Prose::default(),
            })
            .into(),
        );
    }
    Ok(Decision {
        changes,
        operation: None,
        sentence: format!("brought in {} items", open + done),
        plan: None,
        counters: BTreeMap::new(),
    })
}
