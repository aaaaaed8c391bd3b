//! What an import remarks, as lines of text: the same on screen and command line.

use super::import::ImportOutcome;
use crate::domain::sentence::{count, list};

/// The maximum number of names in a line.
const NAMED: usize = 8;

/// The maximum number of rows that are named.
const ROWS: usize = 200;

/// Returns the lines: what is new beside items, what was only kept, what is missing; then the remarks on single rows.
/// `name` is the file as it is shown.
pub fn lines(name: &str, outcome: &ImportOutcome) -> Vec<String> {
    let plan = &outcome.plan;
    let mut lines = Vec::new();
    if let Some(prefix) = &plan.prefix {
        let begin = if outcome.revision.is_some() { "now begin" } else { "would begin" };
        lines.push(format!("this product's own keys {begin} with {prefix}-"));
    }
    for (words, names) in [
        ("people", &plan.people),
        ("labels", &plan.labels),
        ("epics", &plan.epics),
        ("past sprints", &plan.sprints),
        ("planned sprints", &plan.planned),
    ] {
        if !names.is_empty() {
            lines.push(format!("new {words}: {}", some(names)));
        }
    }
    if !plan.cycles.is_empty() {
        lines.push(format!(
            "{} of items that wait for each other {} kept; see: ceremony list is:waiting",
            count(plan.cycles.len(), "circle", "circles"),
            if plan.cycles.len() == 1 { "was" } else { "were" }
        ));
    }
    if !outcome.extra_columns.is_empty() {
        lines.push(format!("only kept as extra fields: {}", some(&outcome.extra_columns)));
    }
    if !outcome.missing.is_empty() {
        let are = if outcome.missing.len() == 1 { "is" } else { "are" };
        let (items, source) = (count(outcome.missing.len(), "item", "items"), &plan.source);
        let keys = some(&outcome.missing);
        lines.push(format!("{items} of {source} {are} not in the file any more: {keys}"));
    }
    let mut rows: Vec<(u64, &str, bool)> =
        outcome.problems.iter().map(|it| (it.line, it.reason.as_str(), it.left_out)).collect();
    rows.extend(plan.remarks.iter().map(|it| (it.line, it.text.as_str(), false)));
    rows.sort_by_key(|row| row.0);
    for (line, reason, left_out) in rows.iter().take(ROWS) {
        let at = if *line == 0 { String::new() } else { format!(":{line}") };
        let out = if *left_out { "left out: " } else { "" };
        lines.push(format!("{name}{at}: {out}{reason}"));
    }
    if rows.len() > ROWS {
        lines.push(format!("and {} more such rows; --json has them all", rows.len() - ROWS));
    }
    lines
}

fn some(names: &[String]) -> String {
    let mut some: Vec<String> = names.iter().take(NAMED).cloned().collect();
    let more = names.len().saturating_sub(NAMED);
    some.extend((more > 0).then(|| format!("{more} more")));
    list(&some)
}
