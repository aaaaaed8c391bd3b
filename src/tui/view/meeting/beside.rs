//! The panel beside the item of a ceremony: what is decided about it, large; below, what helps to decide. Without room
//! beside the item, it is a few lines below it.

use super::super::detail;
use super::super::painter::Painter;
use super::lines::Lines;
use super::poker;
use crate::domain::definition::Definition;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::readiness::unmet;
use crate::domain::value::{CeremonyKind, Stage};
use crate::present;
use crate::tui::screen::Meeting;
use crate::tui::theme::Tone;
use crate::tui::widget::digits;
use crate::tui::world::World;
use ratatui::layout::Rect;

/// The width from which the panel is shown beside the item.
const BESIDE: u16 = 96;

/// The width of the panel; it is wider on a shared screen, where titles are read from a distance.
const COLUMNS: u16 = 44;
const SHARED: u16 = 60;

/// The width of the estimate in the corner of a small shared screen: five digits, or `not estimated`.
const CORNER: u16 = 21;

/// The width of the label of a line below the item.
const WORD: u16 = 10;

/// Splits the body into the item and the panel.
pub(super) fn split(body: Rect, presented: bool) -> (Rect, Option<Rect>) {
    if body.width < BESIDE {
        return (body, None);
    }
    let columns = if presented { SHARED } else { COLUMNS }.min(body.width * 2 / 5);
    let left = Rect { width: body.width - columns - 2, ..body };
    (left, Some(Rect { x: left.right() + 2, width: columns - 1, ..body }))
}

/// Draws the panel beside an item.
pub(super) fn draw(
    painter: &mut Painter<'_>,
    area: Rect,
    world: &World<'_>,
    meeting: &Meeting,
    id: ItemId,
    large: bool,
) {
    let Some(item) = world.item(id) else { return };
    let full = painter.glyphs().full;
    let mut lines = Lines { painter, area, y: 0 };
    if large {
        estimate(&mut lines, item, |text| digits::lines(text, full).to_vec());
        lines.gap();
    }
    lines.say(&present::estimate(item.estimate), Tone::Text);
    stage(&mut lines, world, item);
    if meeting.kind == CeremonyKind::Refinement {
        poker::beside(&mut lines, world, meeting, id);
    }
    if let Some(words) = feedback(world, id) {
        lines.heading("Feedback");
        lines.say(&words, Tone::Text);
    }
}

/// Draws the estimate in large digits in the corner of a small shared screen. Returns the remaining area for the item.
pub(super) fn corner(painter: &mut Painter<'_>, body: Rect, world: &World<'_>, id: ItemId) -> Rect {
    let Some(item) = world.item(id).filter(|_| painter.glyphs().has_halves()) else { return body };
    let left = Rect { width: body.width - CORNER, ..body };
    let area = Rect { x: left.right() + 1, width: CORNER - 2, ..body };
    let mut lines = Lines { painter, area, y: 0 };
    estimate(&mut lines, item, |text| digits::half_lines(text).to_vec());
    lines.say(&present::estimate(item.estimate), Tone::Text);
    left
}

/// Draws the estimate of an item in digits of some size; a question mark if there is none.
fn estimate(lines: &mut Lines<'_, '_>, item: &Item, digits: impl Fn(&str) -> Vec<String>) {
    let points = item.estimate.map(|points| points.to_string());
    let tone = if points.is_some() { Tone::Strong } else { Tone::Dim };
    for line in digits(points.as_deref().unwrap_or("?")) {
        if let Some(at) = lines.line() {
            lines.painter.put(at.x, at.y, at.width, &line, tone);
        }
    }
}

fn stage(lines: &mut Lines<'_, '_>, world: &World<'_>, item: &Item) {
    match item.stage {
        Stage::Accepted => lines.say("accepted", Tone::Good),
        Stage::Review => {
            let tally = item.tally;
            let words = format!("{} of {} criteria met", tally.met, tally.criteria);
            lines.say(&words, if tally.met == tally.criteria { Tone::Good } else { Tone::Text });
            if tally.failed > 0 {
                lines.say(
                    &present::count(u64::from(tally.failed), "criterion failed", "criteria failed"),
                    Tone::Alert,
                );
            }
        }
        Stage::New | Stage::Ready => {
            let words = present::readiness(world.workspace, item);
            let is_met = unmet(world.workspace, item, Definition::Ready).is_empty();
            lines.say(&words, if is_met { Tone::Good } else { Tone::Warn });
        }
        Stage::ToDo | Stage::Doing | Stage::Dropped => {}
    }
}

/// Formats the rules of the definition of ready that an item does not meet.
fn not_met(world: &World<'_>, id: ItemId) -> Option<String> {
    let item = world.item(id).filter(|item| item.is_in_backlog())?;
    let rules = unmet(world.workspace, item, Definition::Ready);
    let texts: Vec<&str> = rules.iter().map(|rule| rule.text.as_str()).collect();
    (!texts.is_empty()).then(|| texts.join(present::DOT))
}

/// Formats the newest feedback on an item, and the number of others.
fn feedback(world: &World<'_>, id: ItemId) -> Option<String> {
    let feedback = world.workspace.meetings.feedback_about(id);
    let first = feedback.first()?;
    let who = first.said_by.as_ref().map_or_else(String::new, |who| format!("{who}: "));
    let more = match feedback.len() {
        1 => String::new(),
        many => format!(", and {} more", many - 1),
    };
    let words = first.text.trim().lines().next().unwrap_or_default();
    Some(format!("{who}{words}{more}"))
}

/// Draws the panel as a few lines below an item. Returns the remaining area for the item.
pub(super) fn below(
    painter: &mut Painter<'_>,
    body: Rect,
    world: &World<'_>,
    meeting: &Meeting,
    id: ItemId,
) -> Rect {
    let mut lines: Vec<(&str, String)> = Vec::new();
    let room = body.width.saturating_sub(WORD + 3);
    let is_cut = detail::rows(world, id, body.width, body.height) > usize::from(body.height);
    if meeting.kind == CeremonyKind::Refinement {
        // Unmet rules are the subject of the discussion: they must be visible without scrolling.
        lines.extend(not_met(world, id).filter(|_| is_cut).map(|words| ("Not met", words)));
        poker::below(&mut lines, world, meeting, id);
    }
    lines.extend(feedback(world, id).map(|words| ("Feedback", words)));
    if meeting.kind == CeremonyKind::Refinement {
        let free = usize::from(body.height)
            .saturating_sub(detail::rows(world, id, body.width, body.height) + lines.len() + 1);
        lines.extend(poker::references_below(world, meeting, id, free));
    }
    lines.truncate(usize::from(body.height / 4));
    if lines.is_empty() {
        return body;
    }
    let rows = u16::try_from(lines.len()).unwrap_or(0);
    let top = body.bottom() - rows;
    for (at, (word, words)) in (top..).zip(&lines) {
        painter.put(body.x + 2, at, WORD, word, Tone::Dim);
        painter.put(body.x + 2 + WORD, at, room, words, Tone::Text);
    }
    Rect { height: body.height - rows - 1, ..body }
}
