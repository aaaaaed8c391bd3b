//! How a sprint goes, as text: its days in a table, and a sentence for each measure.

use super::page::TextPage;
use super::table::{TableColumn, table};
use crate::domain::flow::Flow;
use crate::domain::metrics::burn::{Burn, BurnDay};
use crate::domain::sprint::Sprint;
use crate::domain::value::{Instant, SprintState};
use crate::domain::workspace::Workspace;
use crate::wording::flow as words;

/// Returns how a sprint goes; empty for one that has no days and no history to compare with.
pub(super) fn text(workspace: &Workspace, sprint: &Sprint, flow: &Flow, now: Instant) -> String {
    let mut page = TextPage::default();
    if let Some(burn) = &flow.burn {
        page.line(&format!("\nBurndown: {}", words::burndown(workspace, sprint, flow, now)));
        page.line(&format!("Burnup: {}", words::burnup(burn)));
        page.add(&days(burn));
    }
    let old = |page: &mut TextPage| {
        page.line(&format!("Old in their column: {}", words::aged(workspace, flow)));
        page.add(&old(workspace, flow));
    };
    if sprint.state == SprintState::Closed {
        if flow.burn.is_some() {
            old(&mut page);
        }
        return page.end();
    }
    page.line(&format!("\nVelocity: {}", words::velocity_with_range(workspace)));
    let planned =
        || workspace.in_sprint(sprint.id).iter().map(|item| u64::from(item.points().as_hundredths())).sum();
    let scope = flow.burn.as_ref().and_then(Burn::newest).map_or_else(planned, |level| level.scope);
    if let Some(chance) = words::chance(workspace, scope).filter(|_| scope > 0) {
        page.line(&chance);
    }
    if sprint.state == SprintState::Running {
        old(&mut page);
        page.line(&format!("Accepted at the first attempt: {}", words::first_pass(flow)));
    }
    page.end()
}

fn days(burn: &Burn) -> String {
    let mut rows = vec![["day", "", "left", "ideal", "accepted", "scope"].map(str::to_owned).to_vec()];
    let signed = |day: &BurnDay| match (day.added, day.removed) {
        (0, 0) => String::new(),
        (added, 0) => format!(" +{}", words::amount(added)),
        (0, removed) => format!(" -{}", words::amount(removed)),
        (added, removed) => format!(" +{} -{}", words::amount(added), words::amount(removed)),
    };
    for day in &burn.days {
        let Some(level) = day.level else { continue };
        rows.push(vec![
            day.day.to_string(),
            if day.works { String::new() } else { "off".to_owned() },
            words::amount(level.left()).to_string(),
            day.ideal.map(|ideal| words::amount(ideal).to_string()).unwrap_or_default(),
            words::amount(level.done).to_string(),
            format!("{}{}", words::amount(level.scope), signed(day)),
        ]);
    }
    let (left, right) = (TableColumn::Left(40), TableColumn::Right);
    table(&[left, left, right, right, right, left], rows, 2)
}

fn old(workspace: &Workspace, flow: &Flow) -> String {
    let rows = words::old(workspace, flow).iter().filter_map(|aged| {
        let item = workspace.items.get(aged.item)?;
        let age = words::age_in_column(workspace, aged);
        Some(vec![workspace.key(aged.item), item.title.to_string(), age])
    });
    table(&[TableColumn::Left(30), TableColumn::Left(60), TableColumn::Left(60)], rows, 2)
}
