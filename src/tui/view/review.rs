//! The review: what waits for acceptance, with what is to be checked of each under it.

use super::pen::{Pen, row};
use super::{beside, detail};
use crate::domain::definition::Definition;
use crate::domain::readiness::meets;
use crate::domain::value::Verdict;
use crate::tui::model::{Model, Part, ReviewRow};
use crate::tui::text::width;
use crate::tui::theme::Tone;
use crate::tui::world::World;
use ratatui::layout::Rect;

/// Draws the pane.
pub(super) fn draw(pen: &mut Pen<'_>, body: Rect, world: &World<'_>, model: &Model) {
    let rows = model.review.rows();
    let (list, right) = beside(body);
    if let Some(right) = right {
        detail::beside(pen, body, right, world, model.review.item());
    }
    if rows.is_empty() {
        empty(pen, list, model);
        return;
    }
    let height = usize::from(list.height);
    let shown = model.review.top.rows(Some(model.review.at()), rows.len(), height);
    for (at, entry) in rows[shown.clone()].iter().enumerate() {
        let Some(line) = row(list, at) else { break };
        let selected = shown.start + at == model.review.at();
        if selected {
            pen.select(line);
            let bar = pen.glyphs().bar;
            pen.put(line.x + 1, line.y, 1, bar, Tone::Accent);
        }
        match entry.part {
            None => heading(pen, line, world, model, *entry),
            Some(part) => check(pen, line, world, *entry, part),
        }
    }
}

fn heading(pen: &mut Pen<'_>, line: Rect, world: &World<'_>, model: &Model, entry: ReviewRow) {
    let Some(item) = world.item(entry.item) else { return };
    let glyphs = pen.glyphs();
    if model.has_moved(item.id, world.now) {
        pen.put(line.x + 2, line.y, 1, glyphs.moved, Tone::Moved);
    }
    let tally = item.tally;
    let mut facts = vec![format!("{} of {} met", tally.met, tally.criteria)];
    facts.push(item.estimate.map_or_else(|| "not estimated".to_owned(), crate::present::points));
    let people = crate::present::people(world.workspace, item);
    if !people.is_empty() {
        facts.insert(0, people);
    }
    let facts = facts.join(&format!(" {} ", glyphs.dot));
    let columns = u16::try_from(width(&facts)).unwrap_or(0).min(line.width / 2);
    pen.put_right(line.x, line.y, line.width.saturating_sub(1), &facts, Tone::Dim);
    let mut x = line.x + 4;
    x += pen.put(x, line.y, 14, &world.workspace.key(item.id), Tone::Accent) + 2;
    let room = line.right().saturating_sub(x + columns + 3);
    pen.put(x, line.y, room, &item.title, Tone::Strong);
}

fn check(pen: &mut Pen<'_>, line: Rect, world: &World<'_>, entry: ReviewRow, part: Part) {
    let (Some(item), Some(detail)) = (world.item(entry.item), world.workspace.detail(entry.item)) else {
        return;
    };
    let glyphs = pen.glyphs();
    let x = line.x + 6;
    let room = line.right().saturating_sub(x + 3);
    match part {
        Part::Criterion(id) => {
            let Some(row) = detail.criteria.iter().find(|it| it.id == id) else { return };
            let (sign, tone) = match row.verdict {
                Verdict::Unchecked => (glyphs.bullet, Tone::Dim),
                Verdict::Met => (glyphs.met, Tone::Good),
                Verdict::Failed => (glyphs.failed, Tone::Alert),
            };
            pen.put(x, line.y, 1, sign, tone);
            let first = row.text.lines().next().unwrap_or_default();
            let used = pen.put(x + 2, line.y, room, first, Tone::Text);
            if let Some(note) = row.note.lines().next() {
                pen.put(x + 4 + used, line.y, room.saturating_sub(used + 2), note, Tone::Alert);
            }
        }
        Part::Rule(id) => {
            let Some(rule) = world.workspace.rules.get(id) else { return };
            let met = meets(world.workspace, item, rule);
            let (sign, sign_tone) = if met { (glyphs.met, Tone::Good) } else { (glyphs.bullet, Tone::Dim) };
            pen.put(x, line.y, 1, sign, sign_tone);
            let used = pen.put(x + 2, line.y, room, &rule.text, Tone::Text);
            let first =
                world.workspace.rules_of(Definition::Done).into_iter().find(|it| it.holds_for(item.kind));
            if first.is_some_and(|first| first.id == id) {
                let room = line.right().saturating_sub(x + used + 5);
                pen.put_right(x + used + 4, line.y, room, "definition of done", Tone::Dim);
            }
        }
        Part::Task(_)
        | Part::Question(_)
        | Part::Dependency(_)
        | Part::Child(_)
        | Part::Link(_)
        | Part::Comment(_) => {}
    }
}

fn empty(pen: &mut Pen<'_>, list: Rect, model: &Model) {
    let lines: [(&str, Tone); 2] = if model.filter.is_some() {
        [("Nothing that waits matches the filter.", Tone::Text), ("Esc takes it off.", Tone::Dim)]
    } else {
        [
            ("Nothing waits for acceptance.", Tone::Text),
            ("On the board, L carries a card to Review.", Tone::Dim),
        ]
    };
    for (at, (text, tone)) in lines.iter().enumerate() {
        if let Some(row) = row(list, at + 1) {
            pen.put(row.x + 4, row.y, row.width.saturating_sub(4), text, *tone);
        }
    }
}
