//! The selected item beside the list or, on a narrow screen, in a few lines below it. A section that does not fit is left
//! out whole.

use super::super::meter;
use super::super::painter::Painter;
use crate::domain::views::item::ItemView;
use crate::present;
use crate::present::preview::{Preview, PreviewPart, PreviewSection};
use crate::present::tree::{ListEntry, Styled};
use crate::tui::model::Model;
use crate::tui::text::{width, wrap, wrap_evenly};
use crate::tui::theme::Tone;
use crate::tui::world::World;
use ratatui::layout::Rect;

/// The height from which there is room below the list.
const LOW: u16 = 14;

/// The height from which there is room for two sections below the list.
const HIGH: u16 = 21;

/// The cells of a meter.
const CELLS: u16 = 10;

fn of(world: &World<'_>, model: &Model) -> Option<Preview> {
    let item = model.backlog.item().and_then(|id| world.item(id))?;
    let view = ItemView::of(world.workspace, item, world.workspace.detail(item.id)?, world.now);
    let place = world.workspace.items.position(item.id);
    let place = place.filter(|at| world.is_loaded || *at < world.known_rows).map(|at| at + 1);
    Some(present::preview::of(world.workspace, item, &view, place, model.backlog.preview_facts()))
}

/// Draws the item beside the list, with a rule between them.
pub(super) fn beside(painter: &mut Painter<'_>, body: Rect, right: Rect, world: &World<'_>, model: &Model) {
    painter.upright(body, right);
    let Some(preview) = of(world, model) else { return };
    let area = Rect { x: right.x + 1, width: right.width.saturating_sub(3), ..right };
    let columns = usize::from(area.width);
    let mut y = area.y;
    for line in wrap_evenly(&preview.title, columns) {
        put(painter, area, &mut y, &[(line, Tone::Strong)]);
    }
    let key = Styled::new(preview.key.as_str(), Tone::Accent);
    let facts: Vec<Styled> = std::iter::once(key).chain(preview.facts.iter().cloned()).collect();
    for facts in [&facts, &preview.place] {
        flow(painter, area, &mut y, facts);
    }
    for section in &preview.sections {
        let height = 1 + height(section, columns);
        if y + height > area.bottom() {
            continue;
        }
        y += 1;
        y = draw_section(painter, area, y, section);
    }
}

/// Draws a line, and goes to the next.
fn put(painter: &mut Painter<'_>, area: Rect, y: &mut u16, texts: &[(String, Tone)]) {
    if *y >= area.bottom() {
        return;
    }
    let mut x = area.x;
    for (text, tone) in texts {
        x += painter.put(x, *y, area.right().saturating_sub(x), text, *tone);
    }
    *y += 1;
}

/// Draws facts one after another, on as many lines as they need.
fn flow(painter: &mut Painter<'_>, area: Rect, y: &mut u16, facts: &[Styled]) {
    let mut line: Vec<(String, Tone)> = Vec::new();
    let mut used = 0;
    for fact in facts {
        let columns = width(&fact.text) + if line.is_empty() { 0 } else { 3 };
        if !line.is_empty() && used + columns > usize::from(area.width) {
            put(painter, area, y, &std::mem::take(&mut line));
            used = 0;
        }
        if !line.is_empty() {
            line.push((format!(" {} ", painter.glyphs().dot), Tone::Dim));
        }
        used += columns;
        line.push((fact.text.clone(), fact.tone));
    }
    if !line.is_empty() {
        put(painter, area, y, &line);
    }
}

fn has_heading(section: &PreviewSection) -> bool {
    !section.heading.text.is_empty()
}

/// Returns the number of rows of a section.
fn height(section: &PreviewSection, columns: usize) -> u16 {
    let key = keys(section);
    let entries = section.entries.iter().map(|it| wrap(&it.text.text, columns - indent(it, key)).len());
    let badge = if badge_fits(section, columns) { 0 } else { wrap(&section.badge.text, columns).len() };
    let rows = usize::from(has_heading(section)) + badge + entries.sum::<usize>();
    u16::try_from(rows).unwrap_or(u16::MAX / 2)
}

fn indent(entry: &ListEntry, key: usize) -> usize {
    let key = if key > 0 { key + 2 } else { 0 };
    key + if entry.sign.is_some() { 2 } else { 0 }
}

/// Draws a section from a row on, as much of it as fits, and returns the row below it.
pub(in crate::tui::view) fn draw_section(
    painter: &mut Painter<'_>,
    area: Rect,
    mut y: u16,
    section: &PreviewSection,
) -> u16 {
    if y >= area.bottom() {
        return y;
    }
    heading(painter, area, &mut y, section);
    let key = keys(section);
    for entry in &section.entries {
        draw_entry(painter, area, &mut y, entry, key);
    }
    y
}

/// Returns the width of the keys of a section's entries.
fn keys(section: &PreviewSection) -> usize {
    section.entries.iter().filter_map(|it| it.key.as_deref()).map(width).max().unwrap_or(0)
}

fn heading(painter: &mut Painter<'_>, area: Rect, y: &mut u16, section: &PreviewSection) {
    if !has_heading(section) {
        return;
    }
    let mut x = area.x;
    x += painter.put(x, *y, area.width, &section.heading.text, section.heading.tone) + 2;
    if let Some(of) = section.meter.filter(|_| x + CELLS + 8 < area.right()) {
        x += meter::draw(painter, (x, *y), CELLS, of, section.badge.tone) + 1;
    }
    let Styled { text, tone } = &section.badge;
    if !badge_fits(section, usize::from(area.width)) {
        *y += 1;
        for line in wrap(text, usize::from(area.width)) {
            put(painter, area, y, &[(line, *tone)]);
        }
        return;
    }
    painter.put(x, *y, area.right().saturating_sub(x), text, *tone);
    *y += 1;
}

/// Returns whether the badge fits beside the heading, otherwise it is below.
fn badge_fits(section: &PreviewSection, columns: usize) -> bool {
    width(&section.heading.text) + 2 + width(&section.badge.text) <= columns
}

fn draw_entry(painter: &mut Painter<'_>, area: Rect, y: &mut u16, entry: &ListEntry, key: usize) {
    let indent = indent(entry, key);
    let columns = usize::from(area.width) - indent;
    for (at, line) in wrap(&entry.text.text, columns).into_iter().enumerate() {
        if *y >= area.bottom() {
            return;
        }
        if at == 0 {
            let mut x = area.x;
            if key > 0 {
                let columns = u16::try_from(key).unwrap_or(0);
                painter.put_right(x, *y, columns, entry.key.as_deref().unwrap_or_default(), Tone::Strong);
                x += columns + 2;
            }
            if let Some((sign, tone)) = entry.sign {
                let sign = painter.glyphs().sign(sign);
                painter.put(x, *y, 1, sign, tone);
            }
        }
        let x = area.x + u16::try_from(indent).unwrap_or(0);
        painter.put(x, *y, area.right().saturating_sub(x), &line, entry.text.tone);
        *y += 1;
    }
}

/// Returns the sections below the list: what is wrong or open first, then what it is about.
fn most_important(preview: &Preview) -> impl Iterator<Item = &PreviewSection> {
    use PreviewPart::{Criteria, Feedback, Narrative, Question, Readiness, Tasks, Warnings};
    let order = [Warnings, Question, Readiness, Criteria, Narrative, Tasks, Feedback];
    let of = |part| preview.sections.iter().filter(move |it| it.part == part && !it.entries.is_empty());
    order.into_iter().flat_map(of)
}

/// Draws what matters most about the item below the list, if there is room. Returns the area of the list.
pub(super) fn below(painter: &mut Painter<'_>, body: Rect, world: &World<'_>, model: &Model) -> Rect {
    let is_shown = body.height >= LOW && !model.backlog.is_alone;
    let Some(preview) = of(world, model).filter(|_| is_shown) else { return body };
    let height = if body.height >= HIGH { 5 } else { 3 };
    let area = Rect { y: body.bottom() - height, height, ..body };
    painter.rule(Rect { height: 1, ..area }, "");
    let mut x = area.x + 2;
    x += painter.put(x, area.y, 20, &format!(" {}", preview.key), Tone::Accent);
    let place = preview.place.first().map_or("", |it| it.text.as_str());
    painter.put(x, area.y, 24, &format!(" {place} "), Tone::Dim);
    if let Some(brief) = present::preview::brief(&preview) {
        let words = format!(" {} ", brief.text);
        painter.put_right(area.x, area.y, area.width - 3, &words, brief.tone);
    }
    let inner =
        Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), height: height - 1 };
    let mut y = inner.y;
    for section in most_important(&preview) {
        let lines = joined(painter, section, usize::from(inner.width));
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX / 2) + u16::from(has_heading(section));
        // The first is there in any case; a further one only as a whole.
        if y > inner.y && y + rows > inner.bottom() {
            continue;
        }
        heading(painter, inner, &mut y, section);
        let tone = section.entries[0].text.tone;
        for line in lines {
            put(painter, inner, &mut y, &[(line, tone)]);
        }
    }
    Rect { height: body.height - height, ..body }
}

/// Returns the entries of a section one after another, in lines.
fn joined(painter: &Painter<'_>, section: &PreviewSection, columns: usize) -> Vec<String> {
    let glyphs = painter.glyphs();
    let sign =
        |it: &ListEntry| it.sign.map_or_else(String::new, |(sign, _)| format!("{} ", glyphs.sign(sign)));
    let entries: Vec<String> =
        section.entries.iter().map(|it| format!("{}{}", sign(it), it.text.text)).collect();
    wrap(&entries.join("   "), columns)
}
