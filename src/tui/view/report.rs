//! What a sprint has come to.

use super::painter::{Painter, row};
use crate::domain::report::ReportLine;
use crate::domain::value::{Points, SprintState};
use crate::tui::screen::ReportScreen;
use crate::tui::theme::Tone;
use crate::tui::world::World;
use crate::wording;
use ratatui::layout::Rect;

/// Draws the report.
pub(super) fn draw(painter: &mut Painter<'_>, body: Rect, world: &World<'_>, screen: &ReportScreen) {
    let lines = lines(world, screen);
    let height = usize::from(body.height);
    let top = screen.top.min(lines.len().saturating_sub(height));
    for (at, spans) in lines.iter().skip(top).take(height).enumerate() {
        let Some(line) = row(body, at) else { break };
        let spans: Vec<(&str, Tone)> = spans.iter().map(|(text, tone)| (text.as_str(), *tone)).collect();
        painter.run(line.x + 2, line.y, line.width.saturating_sub(4), &spans);
    }
}

fn lines(world: &World<'_>, screen: &ReportScreen) -> Vec<Vec<(String, Tone)>> {
    let Some(sprint) = world.workspace.sprints.get(screen.sprint) else {
        return vec![vec![("This sprint is gone.".to_owned(), Tone::Text)]];
    };
    let mut lines = vec![
        vec![(wording::with_goal(sprint), Tone::Strong)],
        vec![(wording::progress(world.workspace, sprint, world.now), Tone::Text)],
        Vec::new(),
    ];
    let Some(report) = &screen.report else {
        lines.push(vec![("It has no report: it was brought in from another tool.".to_owned(), Tone::Dim)]);
        return lines;
    };
    let points =
        |hundredths: u64| Points::hundredths(u32::try_from(hundredths).unwrap_or(u32::MAX)).to_string();
    let sums = [
        ("Forecast", points(report.forecast_points), report.forecast.len()),
        ("Added", points(report.added_points), report.added.len()),
        ("Taken out", points(report.removed_points), report.removed.len()),
        ("Accepted", points(report.done_points), report.done.len()),
        (
            if sprint.state == SprintState::Closed { "Carried over" } else { "Not accepted yet" },
            points(report.carried_points),
            report.carried.len(),
        ),
    ];
    for (name, points, items) in sums {
        lines.push(vec![
            (format!("{name:<18}"), Tone::Text),
            (format!("{points:>6} pts"), Tone::Strong),
            (format!("   {}", wording::count(items as u64, "item", "items")), Tone::Dim),
        ]);
    }
    if report.reestimated != 0 {
        let sign = if report.reestimated > 0 { "+" } else { "-" };
        let changed = points(report.reestimated.unsigned_abs());
        lines.push(vec![
            (format!("{:<18}", "Re-estimated"), Tone::Text),
            (format!("{:>6} pts", format!("{sign}{changed}")), Tone::Strong),
        ]);
    }
    if let Some(percent) = (report.done_of_forecast_points * 100).checked_div(report.forecast_points) {
        lines.push(vec![
            (format!("{:<18}", "Of the forecast"), Tone::Text),
            (format!("{percent:>6} %  "), Tone::Strong),
            ("of its points are accepted".to_owned(), Tone::Dim),
        ]);
    }
    if !report.unplanned.is_empty() {
        lines.push(vec![
            (format!("{:<18}", "Unplanned"), Tone::Text),
            (format!("{:>6} pts", points(report.unplanned_points)), Tone::Strong),
            (format!("   {}", wording::count(report.unplanned.len() as u64, "item", "items")), Tone::Dim),
        ]);
    }
    if let Some(outcome) = sprint.goal_outcome {
        let why = sprint.goal_why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
        lines.push(vec![
            (format!("{:<18}", "Sprint goal"), Tone::Text),
            (format!("{outcome}{why}"), Tone::Strong),
        ]);
    }
    if !report.held.is_empty() {
        let held: Vec<String> = report.held.iter().map(|(kind, count)| format!("{count} × {kind}")).collect();
        lines.push(vec![(format!("{:<18}", "Held"), Tone::Text), (held.join(", "), Tone::Text)]);
    }
    for (title, sign, tone, rows) in [
        ("Accepted", world.theme.glyphs.met, Tone::Good, &report.done),
        (
            if sprint.state == SprintState::Closed { "Carried over" } else { "Not accepted yet" },
            world.theme.glyphs.bullet,
            Tone::Warn,
            &report.carried,
        ),
        ("Added after the start", "+", Tone::Dim, &report.added),
        ("Taken out after the start", "-", Tone::Dim, &report.removed),
    ] {
        if rows.is_empty() {
            continue;
        }
        lines.push(Vec::new());
        lines.push(vec![(title.to_owned(), Tone::Head)]);
        lines.extend(rows.iter().map(|line| item(line, sign, tone)));
    }
    lines
}

fn item(line: &ReportLine, sign: &str, tone: Tone) -> Vec<(String, Tone)> {
    let points = line.points.map_or_else(String::new, |points| Points::hundredths(points).to_string());
    vec![
        (format!("  {sign} "), tone),
        (format!("{:<10}", line.key), Tone::Dim),
        (format!("{points:>4}  "), Tone::Text),
        (line.title.clone(), Tone::Text),
    ]
}
