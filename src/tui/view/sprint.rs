//! The sprint pane: the flow of work. Charts at the top, side by side if there is room; conclusions from the past
//! below. Each has a sentence that explains it.

use super::painter::{Painter, row};
use crate::domain::flow::Flow;
use crate::domain::metrics::burn::{Burn, BurnDay};
use crate::domain::metrics::velocity::{velocity_range, window};
use crate::domain::sprint::Sprint;
use crate::domain::value::{Points, SprintState};
use crate::domain::views::flow::ageing;
use crate::present::flow as words;
use crate::tui::model::SprintPane;
use crate::tui::text::{width, wrap};
use crate::tui::theme::{Glyphs, Tone};
use crate::tui::widget::chart::{Bar, BarChart, ChartLine, horizontal_bar, span};
use crate::tui::widget::stacked::StackedChart;
use crate::tui::world::World;
use chrono::{Datelike, Weekday};
use ratatui::layout::Rect;

/// The width from which two blocks are side by side.
const TWO: u16 = 76;
/// The maximum width of a block: longer lines are no easier to read.
const MOST: usize = 84;
/// The height below which lists are shortened.
const LOW: u16 = 24;
/// The height for bars from which there is room for those of cumulative flow and throughput, too.
const ROOM_FOR_FLOW: usize = 12;
/// The gap between two blocks, in columns.
const GAP: usize = 4;

/// Draws the pane.
pub(super) fn draw(painter: &mut Painter<'_>, body: Rect, world: &World<'_>, pane: &SprintPane) {
    let Some(flow) = pane.flow() else { return };
    let lines = lines(world, flow, body);
    let height = usize::from(body.height);
    let shown = pane.top.rows(None, lines.len(), height);
    painter.extent(body, &shown, lines.len());
    for (at, line) in lines[shown].iter().enumerate() {
        let Some(place) = row(body, at) else { break };
        let texts: Vec<(&str, Tone)> = line.iter().map(|(text, tone)| (text.as_str(), *tone)).collect();
        painter.run(place.x + 1, place.y, place.width.saturating_sub(2), &texts);
    }
}

/// Formats the head line of the pane: which sprint it shows.
pub(super) fn head(world: &World<'_>, flow: Option<&Flow>) -> String {
    let sprint = flow.and_then(|flow| flow.sprint).and_then(|id| world.workspace.sprints.get(id));
    let Some(sprint) = sprint else { return "No sprint was run here yet".to_owned() };
    let mut parts: Vec<String> = Vec::new();
    if sprint.state == SprintState::Closed {
        parts.push(format!("No sprint is running; this was {}", sprint.name));
    }
    parts.extend(crate::present::dates(sprint));
    parts.extend(sprint.forecast.map(|forecast| format!("forecast {forecast} pts")));
    parts.join(crate::present::DOT)
}

fn lines(world: &World<'_>, flow: &Flow, body: Rect) -> Vec<ChartLine> {
    let two = body.width >= TWO;
    let room = usize::from(body.width).saturating_sub(2);
    let columns = if two { ((room - GAP) / 2).min(MOST) } else { room };
    let is_low = body.height < LOW;
    let mut beside = old(world, flow, columns, if is_low { 2 } else { 6 });
    beside.push(ChartLine::new());
    beside.extend(acceptance(flow, columns, is_low));
    let below = [velocity(world, flow, columns, if is_low { 3 } else { 8 }), beside];
    let sprint = flow.sprint.and_then(|id| world.workspace.sprints.get(id));
    let (Some(sprint), Some(burn)) = (sprint, &flow.burn) else {
        let mut lines = without_sprint();
        lines.extend(arrange(below, two, columns));
        return lines;
    };
    let sentences = [words::burndown(world.workspace, sprint, flow, world.now), words::burnup(burn)]
        .map(|text| wrap(&text, columns));
    let most_lines = sentences.iter().map(Vec::len).max().unwrap_or(1);
    let most_below = if two { below.iter().map(Vec::len).max().unwrap_or(0) } else { 0 };
    // The head, the sentence, the labels under the bars and a blank line are fixed; the rest is for the bars.
    let fixed = 1 + most_lines + 2 + 1 + most_below;
    let spare = usize::from(body.height).saturating_sub(fixed);
    let around_flow = cumulative(world, burn, columns, 0).len() + 1;
    let has_flow = two && spare >= ROOM_FOR_FLOW + around_flow;
    let flow_rows = if has_flow { (spare - around_flow) * 2 / 5 } else { 0 };
    let spare = if has_flow { spare - flow_rows - around_flow } else { spare };
    let rows = spare.clamp(4, 16);
    let charts = [down(world, sprint, burn, columns, rows), up(world, burn, columns, rows)];
    let behind = words::is_behind(world.workspace, sprint, flow, world.now);
    let mut above = [Vec::new(), Vec::new()];
    for ((block, title), (sentences, chart)) in
        above.iter_mut().zip(["Burndown", "Burnup"]).zip(sentences.into_iter().zip(charts))
    {
        block.push(vec![(title.to_owned(), Tone::Head)]);
        let missing = if two { most_lines - sentences.len() } else { 0 };
        let tone = if behind && title == "Burndown" { Tone::Warn } else { Tone::Text };
        block.extend(sentences.into_iter().map(|text| vec![(text, tone)]));
        block.extend(std::iter::repeat_n(ChartLine::new(), missing));
        block.extend(chart);
    }
    let mut lines = arrange(above, two, columns);
    lines.push(ChartLine::new());
    lines.extend(arrange(below, two, columns));
    if has_flow {
        lines.push(ChartLine::new());
        let blocks = [
            cumulative(world, burn, columns, flow_rows.min(16)),
            throughput(world, flow, columns, flow_rows + 1),
        ];
        lines.extend(arrange(blocks, two, columns));
    }
    lines
}

/// Draws how far the items have come on each day.
fn cumulative(world: &World<'_>, burn: &Burn, columns: usize, rows: usize) -> Vec<ChartLine> {
    let mut lines = vec![vec![("Cumulative flow".to_owned(), Tone::Head)]];
    let sentence = burn.reached().map(words::cumulative).unwrap_or_default();
    lines.extend(wrap(&sentence, columns).into_iter().map(|text| vec![(text, Tone::Text)]));
    let labels: Vec<Bar> = burn.days.iter().map(|day| bar(world, day)).collect();
    let bands: Vec<_> = burn.days.iter().map(|day| day.reached.map(words::bands)).collect();
    let chart = StackedChart { glyphs: &world.theme.glyphs, labels: &labels, bands: &bands };
    lines.extend(chart.lines(columns, rows));
    lines.extend(chart.legend(words::BANDS, columns));
    lines
}

/// Draws how many items were accepted in each of the last weeks, as many as fit.
fn throughput(world: &World<'_>, flow: &Flow, columns: usize, most: usize) -> Vec<ChartLine> {
    let mut lines = vec![vec![("Throughput".to_owned(), Tone::Head)]];
    let sentence = words::throughput(&flow.throughput);
    lines.extend(wrap(&sentence, columns).into_iter().map(|text| vec![(text, Tone::Text)]));
    let weeks = &flow.throughput[flow.throughput.len().saturating_sub(most)..];
    let amount = |items: usize| u64::try_from(items).unwrap_or(u64::MAX);
    let top = weeks.iter().map(|week| amount(week.items)).max().unwrap_or(0);
    let room = columns.saturating_sub(24).min(40);
    for week in weeks {
        lines.push(vec![
            (format!("from {}  ", week.from), Tone::Dim),
            (horizontal_bar(&world.theme.glyphs, amount(week.items), top, room), Tone::Dim),
            (format!(" {}", week.items), Tone::Text),
        ]);
    }
    lines
}

/// Arranges two blocks side by side, or one below the other.
fn arrange(blocks: [Vec<ChartLine>; 2], two: bool, columns: usize) -> Vec<ChartLine> {
    let [mut left, right] = blocks;
    if !two {
        left.push(ChartLine::new());
        left.extend(right);
        return left;
    }
    let count = left.len().max(right.len());
    left.resize(count, ChartLine::new());
    for (line, beside) in left.iter_mut().zip(right) {
        let used: usize = line.iter().map(|(text, _)| width(text)).sum();
        line.push((" ".repeat((columns + GAP).saturating_sub(used)), Tone::Text));
        line.extend(beside);
    }
    left
}

fn without_sprint() -> Vec<ChartLine> {
    [
        ("Here you see how a sprint goes.", Tone::Text),
        ("From its first day on: what is left, what was accepted, what came in.", Tone::Dim),
        ("g plans a sprint and starts it.", Tone::Text),
        ("", Tone::Text),
    ]
    .map(|(text, tone)| vec![(text.to_owned(), tone)])
    .to_vec()
}

fn down(world: &World<'_>, sprint: &Sprint, burn: &Burn, columns: usize, rows: usize) -> Vec<ChartLine> {
    let glyphs = &world.theme.glyphs;
    let bars = burn.days.iter().map(|day| Bar {
        value: day.level.map(crate::domain::account::Level::left),
        mark: day.ideal.filter(|_| !sprint.days.is_empty()),
        ..bar(world, day)
    });
    chart(glyphs, burn, &bars.collect::<Vec<_>>(), glyphs.dot, columns, rows)
}

fn up(world: &World<'_>, burn: &Burn, columns: usize, rows: usize) -> Vec<ChartLine> {
    let glyphs = &world.theme.glyphs;
    let newest = burn.newest().unwrap_or_default().scope;
    let bars = burn.days.iter().map(|day| Bar {
        value: day.level.map(|level| level.done),
        mark: Some(day.level.map_or(newest, |level| level.scope)),
        tone: Tone::Good,
        ..bar(world, day)
    });
    chart(glyphs, burn, &bars.collect::<Vec<_>>(), glyphs.horizontal, columns, rows)
}

fn chart(
    glyphs: &Glyphs,
    burn: &Burn,
    bars: &[Bar],
    mark: &str,
    columns: usize,
    rows: usize,
) -> Vec<ChartLine> {
    let scopes = burn.days.iter().filter_map(|day| day.level).map(|level| level.scope);
    let top = scopes.chain([burn.forecast]).max().unwrap_or(0);
    let scale = words::amount(top).to_string();
    BarChart { glyphs, bars, top, scale: &scale, mark, noted: "scope" }.lines(columns, rows)
}

/// Returns the bar of a day, as far as both charts share it.
fn bar(world: &World<'_>, day: &BurnDay) -> Bar {
    let today = day.day == world.today();
    let letter = match day.day.weekday() {
        Weekday::Mon => "M",
        Weekday::Tue | Weekday::Thu => "T",
        Weekday::Wed => "W",
        Weekday::Fri => "F",
        Weekday::Sat | Weekday::Sun => "S",
    };
    let off = world.theme.glyphs.dot;
    let label = if day.works || today {
        (letter.to_owned(), day.day.day().to_string())
    } else {
        (off.to_owned(), off.to_owned())
    };
    let note = match (day.added, day.removed) {
        (0, 0) => String::new(),
        (added, 0) => format!("+{}", words::amount(added)),
        (0, removed) => format!("-{}", words::amount(removed)),
        (added, removed) if added >= removed => format!("+{}", words::amount(added - removed)),
        (added, removed) => format!("-{}", words::amount(removed - added)),
    };
    let tone = if today { Tone::Accent } else { Tone::Dim };
    Bar { value: None, mark: None, tone, label, label_tone: tone, note }
}

/// Formats the last sprints, as many as fit, and the range.
fn velocity(world: &World<'_>, flow: &Flow, columns: usize, most: usize) -> Vec<ChartLine> {
    let mut lines = vec![vec![("Velocity".to_owned(), Tone::Head)]];
    let past = window(world.workspace);
    let sprints: Vec<(&Sprint, Points)> =
        past.into_iter().map(|(it, done)| (it, words::amount(done))).collect();
    let sprints = &sprints[sprints.len().saturating_sub(most)..];
    let ends = velocity_range(world.workspace).map(|it| (it.low, it.high));
    let hundredths = |points: Points| u64::from(points.as_hundredths());
    let top = sprints.iter().map(|(_, done)| hundredths(*done)).chain(ends.map(|(_, high)| high)).max();
    let top = top.unwrap_or(0);
    let name =
        sprints.iter().map(|(it, _)| width(&it.name)).max().unwrap_or(0).clamp(5, (columns / 3).max(14));
    let room = columns.saturating_sub(name + 2 + 8).min(40);
    let glyphs = &world.theme.glyphs;
    for (sprint, done) in sprints {
        let bar = horizontal_bar(glyphs, hundredths(*done), top, room);
        lines.push(vec![
            (format!("{}  ", glyphs.fit_left(&sprint.name, name)), Tone::Dim),
            (bar, Tone::Dim),
            (format!(" {done}"), Tone::Text),
        ]);
    }
    if let Some((low, high)) = ends {
        lines.push(vec![
            (format!("{:<name$}  ", "range"), Tone::Dim),
            (span(glyphs, low..high, top, room), Tone::Accent),
            (format!(" {}–{}", words::amount(low), words::amount(high)), Tone::Text),
        ]);
    }
    let mut sentence = words::velocity_with_range(world.workspace);
    let scope = flow.burn.as_ref().and_then(Burn::newest).map_or(0, |level| level.scope);
    let chance = flow.sprint.and_then(|sprint| words::chance(world.workspace, sprint, scope));
    if let Some(chance) = chance.filter(|_| scope > 0) {
        sentence = format!("{sentence}. {chance}");
    }
    lines.extend(wrap(&sentence, columns).into_iter().map(|text| vec![(text, Tone::Text)]));
    lines
}

/// Formats the cycle times, and the items that are, or were, ageing.
fn old(world: &World<'_>, flow: &Flow, columns: usize, most: usize) -> Vec<ChartLine> {
    let glyphs = world.theme.glyphs;
    let mut lines = vec![vec![("Cycle time and ageing".to_owned(), Tone::Head)]];
    for sentence in [words::cycle_time(&flow.cycle_times), words::aged(world.workspace, flow)] {
        lines.extend(wrap(&sentence, columns).into_iter().map(|text| vec![(text, Tone::Text)]));
    }
    let all = ageing(world.workspace, flow);
    for aged in all.iter().take(most) {
        let Some(item) = world.item(aged.item) else { continue };
        // The title is more important than the baseline.
        let age = if columns < 50 { format!("day {}", aged.day) } else { words::age(world.workspace, aged) };
        let key = format!("{:<8}", world.workspace.key(aged.item));
        let room = columns.saturating_sub(width(&age) + width(&key) + 2);
        lines.push(vec![
            (key, Tone::Dim),
            (glyphs.fit_left(&item.title, room), Tone::Text),
            (format!("  {age}"), Tone::Warn),
        ]);
    }
    if let Some(more) = all.len().checked_sub(most).filter(|more| *more > 0) {
        lines.push(vec![(format!("and {more} more"), Tone::Dim)]);
    }
    lines
}

fn acceptance(flow: &Flow, columns: usize, is_low: bool) -> Vec<ChartLine> {
    let mut lines = vec![vec![("Accepted at the first attempt".to_owned(), Tone::Head)]];
    lines.extend(wrap(&words::first_pass(flow), columns).into_iter().map(|text| vec![(text, Tone::Text)]));
    let mut kinds = String::new();
    for kind in words::first_pass_kinds(flow).iter().filter(|_| !is_low) {
        let dot = if kinds.is_empty() { "" } else { crate::present::DOT };
        if width(&kinds) + width(dot) + width(kind) > columns {
            lines.push(vec![(std::mem::take(&mut kinds), Tone::Dim)]);
        } else {
            kinds.push_str(dot);
        }
        kinds.push_str(kind);
    }
    if !kinds.is_empty() {
        lines.push(vec![(kinds, Tone::Dim)]);
    }
    lines
}
