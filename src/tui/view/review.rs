//! The review pane: the items that wait for acceptance, each followed by the parts to check.

use super::painter::{Painter, row};
use super::{beside, detail};
use crate::domain::definition::Definition;
use crate::domain::readiness::meets;
use crate::domain::value::Verdict;
use crate::domain::views::item::PartRef;
use crate::tui::model::{Model, ReviewRow};
use crate::tui::text::width;
use crate::tui::theme::Tone;
use crate::tui::world::World;
use ratatui::layout::Rect;

/// Draws the pane.
pub(super) fn draw(painter: &mut Painter<'_>, body: Rect, world: &World<'_>, model: &Model) {
    let rows = model.review.rows();
    let (list, right) = beside(body);
    if let Some(right) = right {
        detail::beside(painter, body, right, world, model.review.item());
    }
    if rows.is_empty() {
        empty(painter, list, model);
        return;
    }
    let height = usize::from(list.height);
    let shown = model.review.top.rows(Some(model.review.at()), rows.len(), height);
    painter.extent(list, &shown, rows.len());
    for (at, entry) in rows[shown.clone()].iter().enumerate() {
        let Some(line) = row(list, at) else { break };
        let selected = shown.start + at == model.review.at();
        if selected {
            painter.select(line);
            let bar = painter.glyphs().bar;
            painter.put(line.x + 1, line.y, 1, bar, Tone::Accent);
        }
        match entry.part {
            None => heading(painter, line, world, model, *entry),
            Some(part) => check(painter, line, world, *entry, part),
        }
    }
}

fn heading(painter: &mut Painter<'_>, line: Rect, world: &World<'_>, model: &Model, entry: ReviewRow) {
    let Some(item) = world.item(entry.item) else { return };
    let glyphs = painter.glyphs();
    if model.has_moved(item.id, world.now) {
        painter.put(line.x + 2, line.y, 1, glyphs.moved, Tone::Moved);
    }
    let tally = item.tally;
    let mut facts = vec![format!("{} of {} met", tally.met, tally.criteria)];
    facts.push(crate::present::estimate(item.estimate));
    let people = crate::present::people(world.workspace, item);
    if !people.is_empty() {
        facts.insert(0, people);
    }
    let mut x = line.x + 4;
    x += painter.put(x, line.y, 14, &world.workspace.key(item.id), Tone::Accent) + 2;
    let room = usize::from(line.right().saturating_sub(x + 1));
    let joined = |facts: &[String]| facts.join(&format!(" {} ", glyphs.dot));
    // The title comes first: the facts that do not fit beside it are in the detail.
    while !facts.is_empty() && width(&item.title) + 2 + width(&joined(&facts)) > room {
        facts.pop();
    }
    let facts = joined(&facts);
    painter.put_right(line.x, line.y, line.width.saturating_sub(1), &facts, Tone::Dim);
    let room = room - if facts.is_empty() { 0 } else { width(&facts) + 2 };
    painter.put(x, line.y, u16::try_from(room).unwrap_or(u16::MAX), &item.title, Tone::Strong);
}

fn check(painter: &mut Painter<'_>, line: Rect, world: &World<'_>, entry: ReviewRow, part: PartRef) {
    let (Some(item), Some(detail)) = (world.item(entry.item), world.workspace.detail(entry.item)) else {
        return;
    };
    let glyphs = painter.glyphs();
    let x = line.x + 6;
    let room = line.right().saturating_sub(x + 3);
    match part {
        PartRef::Criterion(id) => {
            let Some(row) = detail.criteria.iter().find(|it| it.id == id) else { return };
            let (sign, tone) = match row.verdict {
                Verdict::Unchecked => (glyphs.unchecked, Tone::Dim),
                Verdict::Met => (glyphs.met, Tone::Good),
                Verdict::Failed => (glyphs.failed, Tone::Alert),
            };
            painter.put(x, line.y, 1, sign, tone);
            let first = row.text.lines().next().unwrap_or_default();
            let used = painter.put(x + 2, line.y, room, first, Tone::Text);
            if let Some(note) = row.note.lines().next() {
                painter.put(x + 4 + used, line.y, room.saturating_sub(used + 2), note, Tone::Alert);
            }
        }
        PartRef::Rule(id) => {
            let Some(rule) = world.workspace.rules.get(id) else { return };
            let met = meets(world.workspace, item, rule);
            let (sign, sign_tone) =
                if met { (glyphs.met, Tone::Good) } else { (glyphs.unchecked, Tone::Dim) };
            painter.put(x, line.y, 1, sign, sign_tone);
            let used = painter.put(x + 2, line.y, room, &rule.text, Tone::Text);
            let first =
                world.workspace.rules_of(Definition::Done).into_iter().find(|it| it.holds_for(item.kind));
            if first.is_some_and(|first| first.id == id) {
                let room = line.right().saturating_sub(x + used + 5);
                painter.put_right(x + used + 4, line.y, room, "definition of done", Tone::Dim);
            }
        }
        PartRef::Task(_)
        | PartRef::Question(_)
        | PartRef::Dependency(_)
        | PartRef::Child(_)
        | PartRef::Link(_)
        | PartRef::Comment(_) => {}
    }
}

fn empty(painter: &mut Painter<'_>, list: Rect, model: &Model) {
    let lines: [(&str, Tone); 2] = if model.filter.is_some() {
        [("No item waiting for acceptance matches the filter.", Tone::Text), ("Esc clears it.", Tone::Dim)]
    } else {
        [
            ("Nothing is waiting for acceptance.", Tone::Text),
            ("On the board, L moves a card to Review.", Tone::Dim),
        ]
    };
    for (at, (text, tone)) in lines.iter().enumerate() {
        if let Some(row) = row(list, at + 1) {
            painter.put(row.x + 4, row.y, row.width.saturating_sub(4), text, *tone);
        }
    }
}
