//! What stands beside the item that fills the screen: large, what is decided about it; under it, what helps to decide.

use super::super::pen::{Pen, row};
use crate::domain::id::ItemId;
use crate::domain::value::Stage;
use crate::tui::screen::Meeting;
use crate::tui::text::wrap;
use crate::tui::theme::Role;
use crate::tui::widget::digits;
use crate::tui::world::World;
use crate::wording;
use ratatui::layout::Rect;

/// From how many columns on something stands beside the item.
const BESIDE: u16 = 96;

/// How many columns that has.
const COLUMNS: u16 = 44;

/// Splits the body into the item and what stands beside it.
pub(super) fn split(body: Rect) -> (Rect, Option<Rect>) {
    if body.width < BESIDE {
        return (body, None);
    }
    let columns = COLUMNS.min(body.width * 2 / 5);
    let left = Rect { width: body.width - columns - 2, ..body };
    (left, Some(Rect { x: left.right() + 2, width: columns - 1, ..body }))
}

/// Draws what stands beside an item.
pub(super) fn draw(
    pen: &mut Pen<'_>,
    area: Rect,
    world: &World<'_>,
    meeting: &Meeting,
    id: ItemId,
    large: bool,
) {
    let Some(item) = world.item(id) else { return };
    let mut y = 0;
    let points = item.estimate.map(|points| points.to_string());
    if large {
        let shown = points.clone().unwrap_or_else(|| "?".to_owned());
        let glyphs = pen.glyphs();
        for line in digits::lines(&shown, glyphs.full) {
            if let Some(at) = row(area, y) {
                pen.put(at.x, at.y, at.width, &line, if points.is_some() { Role::Strong } else { Role::Dim });
            }
            y += 1;
        }
        y += 1;
    }
    let mut say = |text: &str, role: Role| {
        for line in wrap(text, usize::from(area.width)) {
            if let Some(at) = row(area, y) {
                pen.put(at.x, at.y, at.width, &line, role);
            }
            y += 1;
        }
    };
    say(&item.estimate.map_or_else(|| "not estimated".to_owned(), wording::points), Role::Text);
    match item.stage {
        Stage::Accepted => say("accepted", Role::Good),
        Stage::Review => {
            let tally = item.tally;
            let words = format!("{} of {} criteria met", tally.met, tally.criteria);
            say(&words, if tally.met == tally.criteria { Role::Good } else { Role::Text });
            if tally.failed > 0 {
                say(
                    &wording::count(u64::from(tally.failed), "criterion failed", "criteria failed"),
                    Role::Alert,
                );
            }
        }
        Stage::New | Stage::Ready | Stage::ToDo | Stage::Doing | Stage::Dropped => {}
    }
    let feedback = world.workspace.meetings.feedback_about(id);
    if let Some(first) = feedback.first() {
        say("", Role::Text);
        say("Feedback", Role::Head);
        let who = first.said_by.as_ref().map_or_else(String::new, |who| format!("{who}: "));
        let more = match feedback.len() {
            1 => String::new(),
            many => format!(", and {} more", many - 1),
        };
        let words = first.text.trim().lines().next().unwrap_or_default();
        say(&format!("{who}{words}{more}"), Role::Text);
    }
    let _ = meeting;
}
