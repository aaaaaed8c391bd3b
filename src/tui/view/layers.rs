//! Drawing layers.

use super::footer;
use super::framed::framed;
use super::painter::{Painter, row};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::layer::{Confirm, FieldInput, Form, Layer, MANY, PickRow, Picker, Prompt, TextEditor};
use crate::tui::text::{width, wrap};
use crate::tui::theme::Tone;
use crate::tui::widget::popup::Anchor;
use ratatui::layout::{Position, Rect};

/// The width of a field's label.
const LABEL: u16 = 13;

/// Draws a layer. Returns the position of the cursor in it.
///
/// Only the top layer shows its keys.
pub(super) fn draw(
    painter: &mut Painter<'_>,
    area: Rect,
    app: &App,
    layer: &Layer<Effect>,
    on_top: bool,
) -> Option<Position> {
    let keys = if on_top { hint(app) } else { Vec::new() };
    let within = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
    match layer {
        Layer::Prompt(prompt) => self::prompt(painter, within, prompt),
        Layer::TextEditor(writing) => self::writing(painter, within, &keys, writing),
        Layer::Form(form) | Layer::Welcome(form) => self::form(painter, within, &keys, form),
        Layer::Picker(picker) => self::picker(painter, within, app, picker),
        Layer::Divide(divide) => {
            super::divide::draw(painter, within, divide);
            None
        }
        Layer::Confirm(confirm) => self::confirm(painter, within, &keys, confirm),
    }
}

/// Returns the keys of the top layer, for its border.
fn hint(app: &App) -> Vec<String> {
    let keys = footer::actions(app, &app.world())
        .into_iter()
        .filter_map(|(action, title)| app.keymap.shown(action).map(|key| format!("{key} {title}")));
    keys.take(5).collect()
}

/// Draws the note of a layer, or its hint if there is none.
fn note(painter: &mut Painter<'_>, area: Rect, note: Option<&str>, hint: &str) {
    let (text, tone) = note.map_or((hint, Tone::Dim), |note| (note, Tone::Alert));
    for (at, line) in wrap(text, usize::from(area.width)).iter().enumerate() {
        if let Some(line_area) = row(area, at) {
            painter.put(line_area.x, line_area.y, line_area.width, line, tone);
        }
    }
}

fn prompt<E>(painter: &mut Painter<'_>, area: Rect, prompt: &Prompt<E>) -> Option<Position> {
    let columns = area.width.min(100);
    let inner_width = usize::from(columns.saturating_sub(4)).max(1);
    let titles = wrap(&prompt.title, inner_width);
    let long_title = width(&prompt.title) + 6 > usize::from(columns);
    let notes = wrap(prompt.note.as_deref().unwrap_or(&prompt.hint), inner_width).len();
    let extra = if long_title { titles.len() } else { 0 };
    let title = if long_title { "" } else { &prompt.title };
    let bottom = Rect { height: area.height.saturating_sub(1), ..area };
    let rows = 1 + notes + extra;
    let at = Rect { y: bottom.bottom().saturating_sub(u16::try_from(rows + 2).unwrap_or(5)), ..bottom };
    let at = Rect { height: bottom.bottom().saturating_sub(at.y), ..at };
    let inner = framed(painter, at, columns, rows, Anchor::Centre, title, &[]);
    for (number, line) in titles.iter().take(extra).enumerate() {
        if let Some(row) = row(inner, number) {
            painter.put(row.x, row.y, row.width, line, Tone::Strong);
        }
    }
    let field = row(inner, extra)?;
    let cursor = prompt.input.render("", field, painter.buffer, painter.theme);
    let rest = Rect { y: field.y + 1, height: inner.bottom().saturating_sub(field.y + 1), ..inner };
    note(painter, rest, prompt.note.as_deref(), &prompt.hint);
    cursor
}

fn writing<E>(
    painter: &mut Painter<'_>,
    area: Rect,
    keys: &[String],
    writing: &TextEditor<E>,
) -> Option<Position> {
    let columns = area.width.saturating_sub(4).min(110);
    let rows = usize::from(area.height.saturating_sub(4)).clamp(3, 30);
    let inner = framed(painter, area, columns, rows, Anchor::Centre, &writing.title, keys);
    let noted = u16::from(writing.note.is_some());
    let text = Rect { height: inner.height.saturating_sub(noted), ..inner };
    let cursor = writing.area.render(text, painter.buffer, painter.theme);
    if let Some(words) = &writing.note {
        let last = Rect { y: text.bottom(), height: noted, ..inner };
        note(painter, last, Some(words), "");
    }
    cursor
}

fn form<E>(painter: &mut Painter<'_>, area: Rect, keys: &[String], form: &Form<E>) -> Option<Position> {
    let columns = area.width.saturating_sub(4).min(100);
    let rows = form.fields.len() + 2;
    let inner = framed(painter, area, columns, rows, Anchor::Upper, &form.heading(), keys);
    fields(painter, inner, form)
}

/// Draws the fields of a form, and below them its note or the hint of the focused field.
pub(super) fn fields<E>(painter: &mut Painter<'_>, inner: Rect, form: &Form<E>) -> Option<Position> {
    // Titles of items are longer than the usual labels.
    let widest = form.fields.iter().map(|field| width(&field.label) + 2).max().unwrap_or(0);
    let label = u16::try_from(widest).unwrap_or(LABEL).clamp(LABEL, (inner.width / 2).max(LABEL));
    let mut cursor = None;
    let visible = usize::from(inner.height.saturating_sub(2)).max(1);
    let first = form.at.saturating_sub(visible.saturating_sub(1));
    for (at, field) in form.fields.iter().enumerate().skip(first).take(visible) {
        let Some(line) = row(inner, at - first) else { break };
        let here = at == form.at;
        painter.put(line.x, line.y, label - 1, &field.label, if here { Tone::Accent } else { Tone::Dim });
        let value = Rect { x: line.x + label, width: line.width.saturating_sub(label), ..line };
        match &field.input {
            FieldInput::Line(input) => {
                let at = input.render("", value, painter.buffer, painter.theme);
                if here {
                    cursor = at;
                }
            }
            FieldInput::Long(text) => {
                let count = text.lines().count();
                let more = if count > 1 { format!("  ({count} lines)") } else { String::new() };
                let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or(&field.hint);
                let tone = if text.is_empty() { Tone::Dim } else { Tone::Text };
                let room = value.width.saturating_sub(u16::try_from(more.len()).unwrap_or(0));
                let used = painter.put(value.x, value.y, room, first, tone);
                painter.put(value.x + used, value.y, value.width - used, &more, Tone::Dim);
            }
            FieldInput::One { options, at } => {
                let text = options.get(*at).map_or("", String::as_str);
                let used = painter.put(value.x, value.y, value.width, text, Tone::Text);
                if here {
                    painter.put(
                        value.x + used + 2,
                        value.y,
                        value.width.saturating_sub(used + 2),
                        if options.len() > MANY { "Space next · type to search" } else { "Space next" },
                        Tone::Dim,
                    );
                }
            }
            FieldInput::Some { options } => {
                let on: Vec<&str> =
                    options.iter().filter(|(_, on)| *on).map(|(text, _)| text.as_str()).collect();
                let none = if options.is_empty() { "nothing to choose from" } else { "none" };
                let (text, tone) =
                    if on.is_empty() { (none.to_owned(), Tone::Dim) } else { (on.join(", "), Tone::Text) };
                let used = painter.put(value.x, value.y, value.width, &text, tone);
                if here && !options.is_empty() {
                    painter.put(
                        value.x + used + 2,
                        value.y,
                        value.width.saturating_sub(used + 2),
                        "Enter choose",
                        Tone::Dim,
                    );
                }
            }
        }
    }
    let hint = form.fields.get(form.at).map_or("", |field| field.hint.as_ref());
    // If one line is too short, the blank one above it is used, too.
    let is_long = width(form.note.as_deref().unwrap_or(hint)) > usize::from(inner.width);
    let height = if is_long { 2 } else { 1 };
    let below = Rect { y: inner.bottom().saturating_sub(height), height, ..inner };
    note(painter, below, form.note.as_deref(), hint);
    cursor
}

fn picker<E>(painter: &mut Painter<'_>, area: Rect, app: &App, picker: &Picker<E>) -> Option<Position> {
    let glyphs = painter.glyphs();
    let facts = picker.facts.iter().map(|fact| width(fact)).max().unwrap_or(0);
    // The details stand in a column of their own, so the widest label and the widest detail share a row.
    let widest_of =
        |text: fn(&PickRow<E>) -> usize| picker.rows.iter().take(400).map(text).max().unwrap_or(0);
    let widest = widest_of(|row| width(&row.label))
        + 2
        + widest_of(|row| {
            width(row.disabled.as_deref().unwrap_or(&row.detail)) + if row.action.is_some() { 10 } else { 0 }
        });
    let widest = widest.max(width(&picker.title)).max(facts) + 10;
    // Rows that change with every letter do not resize the box.
    let is_search = picker.is_search;
    let widest = if is_search { usize::MAX } else { widest };
    let columns = u16::try_from(widest).unwrap_or(u16::MAX).clamp(44, 110).min(area.width.saturating_sub(2));
    let noted = usize::from(picker.note.is_some());
    let facts: Vec<String> = match &picker.facts {
        facts if facts.is_empty() => Vec::new(),
        facts => {
            let lines =
                facts.iter().flat_map(|fact| wrap(fact, usize::from(columns.saturating_sub(4)).max(1)));
            lines.chain([String::new()]).collect()
        }
    };
    let most = usize::from(area.height.saturating_sub(6)).saturating_sub(facts.len());
    let rows = if is_search { most } else { picker.rows.len() };
    let rows = rows.clamp(1, most.max(1)) + 1 + noted + facts.len();
    let keys = match (is_search, picker.many.is_some()) {
        (true, _) => ["Enter open", "Esc close"].as_slice(),
        (false, true) => &["Tab mark", "Enter select", "Esc cancel"],
        (false, false) => &["Enter select", "Esc cancel"],
    };
    let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
    // Beside the result of a round the item stays visible.
    let (anchor, area) = if picker.is_low {
        (Anchor::Lower, Rect { height: area.height.saturating_sub(1), ..area })
    } else {
        (Anchor::Upper, area)
    };
    let inner = framed(painter, area, columns, rows, anchor, &picker.title, &keys);
    for (at, fact) in facts.iter().enumerate() {
        if let Some(line) = row(inner, at) {
            painter.put(line.x, line.y, line.width, fact, if at == 0 { Tone::Strong } else { Tone::Text });
        }
    }
    let field = row(inner, facts.len())?;
    let cursor = picker.input.render("", field, painter.buffer, painter.theme);
    let height = usize::from(inner.height).saturating_sub(1 + noted + facts.len());
    let list = Rect { y: field.y + 1, height: u16::try_from(height).unwrap_or(0), ..inner };
    if picker.shown.is_empty()
        && let Some(line) = row(list, 0)
    {
        let words = match (is_search, picker.rows.is_empty()) {
            (true, _) if picker.input.text().trim().is_empty() => "part of a word, several words, or a key",
            (false, true) => "nothing to choose from",
            (true, _) | (false, false) => "nothing matches",
        };
        painter.put(line.x + 2, line.y, line.width.saturating_sub(2), words, Tone::Dim);
    }
    let shown = picker.top.rows(Some(picker.at), picker.shown.len(), height);
    let labels =
        shown.clone().filter_map(|at| picker.rows.get(*picker.shown.get(at)?)).map(|it| width(&it.label));
    let more = painter.more(shown.start, picker.shown.len() - shown.end);
    painter.put_right(field.x, field.y, field.width, &more, Tone::Dim);
    let labels = u16::try_from(labels.max().unwrap_or(0)).unwrap_or(0).min(inner.width * 2 / 3);
    for (number, at) in shown.enumerate() {
        let Some(entry) = picker.shown.get(at).and_then(|at| picker.rows.get(*at)) else { continue };
        let Some(line) = row(list, number) else { break };
        if at == picker.at {
            painter.select(line);
        }
        let sign = match (picker.many.is_some(), entry.marked, at == picker.at) {
            (_, true, _) => glyphs.met,
            (_, false, true) => glyphs.bar,
            (_, false, false) => " ",
        };
        painter.put(line.x, line.y, 1, sign, if entry.marked { Tone::Good } else { Tone::Accent });
        let dim = entry.disabled.is_some();
        painter.put(
            line.x + 2,
            line.y,
            labels.min(line.width.saturating_sub(2)),
            &entry.label,
            if dim { Tone::Dim } else { Tone::Text },
        );
        let mut x = line.x + 2 + labels + 2;
        if let Some(action) = entry.action.and_then(Action::named) {
            painter.put(x, line.y, 9, &app.keymap.shown(action).unwrap_or_default(), Tone::Key);
            x += 10;
        }
        let detail = entry.disabled.as_deref().unwrap_or(&entry.detail);
        painter.put(x, line.y, line.right().saturating_sub(x), detail, Tone::Dim);
    }
    if let Some(words) = &picker.note {
        painter.put(inner.x, inner.bottom().saturating_sub(1), inner.width, words, Tone::Dim);
    }
    cursor
}

fn confirm<E>(
    painter: &mut Painter<'_>,
    area: Rect,
    keys: &[String],
    confirm: &Confirm<E>,
) -> Option<Position> {
    let columns = area.width.saturating_sub(4).min(76);
    let inner_width = usize::from(columns.saturating_sub(4)).max(1);
    let mut lines: Vec<(String, Tone)> = Vec::new();
    for line in &confirm.lines {
        let wrapped = wrap(&line.text, inner_width);
        let wrapped = if wrapped.is_empty() { vec![String::new()] } else { wrapped };
        lines.extend(wrapped.into_iter().map(|text| (text, line.tone)));
    }
    let inner = framed(painter, area, columns, lines.len().max(1), Anchor::Upper, &confirm.title, keys);
    let more = lines.len().saturating_sub(usize::from(inner.height));
    if more > 0 {
        lines.truncate(usize::from(inner.height).saturating_sub(1));
        lines.push((format!("! {} more lines: make the window taller", more + 1), Tone::Warn));
    }
    for (at, (line, tone)) in lines.iter().enumerate() {
        if let Some(row) = row(inner, at) {
            painter.put(row.x, row.y, row.width, line, *tone);
        }
    }
    None
}
