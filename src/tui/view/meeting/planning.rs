//! Sprint planning: the projection of the sprint, and below it the backlog beside the sprint.

use super::super::painter::Painter;
use super::list::{self, List};
use crate::domain::views::Topic;
use crate::present::{DOT, planning::outlook};
use crate::tui::screen::Meeting;
use crate::tui::text::{pack, width, wrap};
use crate::tui::theme::Tone;
use crate::tui::world::World;
use ratatui::layout::Rect;

/// The width from which backlog and sprint are side by side.
const SIDE_BY_SIDE: u16 = 76;

/// The width from which they have equal widths: below it, the one with the cursor is wider.
const EVEN: u16 = 100;

/// Draws the second topic.
pub(super) fn draw(painter: &mut Painter<'_>, body: Rect, world: &World<'_>, meeting: &Meeting) {
    let columns = body.width.saturating_sub(2);
    let lines = summary(world, meeting, usize::from(columns), usize::from(body.height / 6));
    let mut y = body.y;
    for (line, tone) in &lines {
        painter.put(body.x + 1, y, columns, line, *tone);
        y += 1;
    }
    if !lines.is_empty() {
        painter.rule(Rect { y, height: 1, ..body }, "");
        y += 1;
    }
    let rest = Rect { y, height: body.bottom().saturating_sub(y), ..body };
    let sprint = meeting.sprint(world).map_or("", |sprint| sprint.name.as_str());
    if body.width < SIDE_BY_SIDE || meeting.topic() != Topic::What {
        let title = if meeting.is_beside {
            format!("{sprint} (h: backlog)")
        } else {
            "Backlog (l: sprint)".to_owned()
        };
        let area = titled(painter, rest, &title, true);
        list::draw(painter, area, side(meeting, meeting.is_beside));
        return;
    }
    let columns = match (rest.width >= EVEN, meeting.is_beside) {
        (true, _) => rest.width / 2,
        (false, false) => rest.width * 5 / 8,
        (false, true) => rest.width * 3 / 8,
    };
    let right = Rect { x: rest.x + columns + 1, width: rest.width - columns - 1, ..rest };
    let left = Rect { width: columns, ..rest };
    if !lines.is_empty() {
        painter.upright(rest, right);
    }
    let area = titled(painter, left, "Backlog", !meeting.is_beside);
    list::draw(painter, area, side(meeting, false));
    let area = titled(painter, right, sprint, meeting.is_beside);
    if meeting.beside.is_empty() {
        let words = "Nothing yet. s adds the selected item.";
        for (y, line) in (area.y..area.bottom()).zip(wrap(words, usize::from(area.width.saturating_sub(3)))) {
            painter.put(area.x + 2, y, area.width.saturating_sub(3), &line, Tone::Dim);
        }
    }
    list::draw(painter, area, side(meeting, true));
}

/// Returns the backlog, or the sprint beside it.
fn side(meeting: &Meeting, beside: bool) -> List<'_> {
    let is_here = meeting.is_beside == beside;
    let at = Some(if is_here { meeting.at } else { meeting.other_at() });
    let (rows, top) =
        if beside { (&meeting.beside, &meeting.top_beside) } else { (&meeting.rows, &meeting.top) };
    List { rows, at, is_here, top, is_cut: true }
}

/// Formats the projection of the sprint, each group on as few lines as possible, and on at most `most`.
fn summary(world: &World<'_>, meeting: &Meeting, columns: usize, most: usize) -> Vec<(String, Tone)> {
    let mut all = Vec::new();
    let (Some(it), Some(sprint)) = (&meeting.what_if, meeting.sprint(world)) else { return all };
    for (parts, tone) in outlook(world.workspace, sprint, it) {
        let mut lines = pack(&parts, DOT, columns);
        if let Some(more) = lines.get(most.max(1)..).filter(|more| !more.is_empty()) {
            // For a large team the last line is cut at its end.
            let rest = format!("{DOT}{}", more.join(DOT));
            lines.truncate(most.max(1));
            lines.last_mut().into_iter().for_each(|line| line.push_str(&rest));
        }
        all.extend(lines.into_iter().map(|line| (line, tone)));
    }
    all
}

fn titled(painter: &mut Painter<'_>, area: Rect, title: &str, here: bool) -> Rect {
    let columns = u16::try_from(width(title)).unwrap_or(area.width).min(area.width.saturating_sub(2));
    painter.put(area.x + 1, area.y, columns, title, if here { Tone::Accent } else { Tone::Head });
    Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
}
