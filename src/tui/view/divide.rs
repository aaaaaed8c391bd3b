//! The dialog for distributing criteria: each with the number of its part.

use super::framed::framed;
use super::painter::{Painter, row};
use crate::tui::effect::Effect;
use crate::tui::layer::Divide;
use crate::tui::text::width;
use crate::tui::theme::Tone;
use crate::tui::widget::popup::Anchor;
use ratatui::layout::Rect;

/// The purpose, in one line.
const PURPOSE: &str = "A digit moves the line to that part, 0 keeps it.";

pub(super) fn draw(painter: &mut Painter<'_>, area: Rect, divide: &Divide<Effect>) {
    let splitting = &divide.splitting;
    let parts: Vec<String> =
        splitting.parts.iter().enumerate().map(|(at, title)| format!("{} {title}", at + 1)).collect();
    let texts = splitting.shares.iter().map(|share| width(&share.text) + 8);
    let widest = texts.chain(parts.iter().map(|part| width(part) + 6)).chain([width(PURPOSE) + 4]).max();
    let columns = u16::try_from(widest.unwrap_or(0)).unwrap_or(u16::MAX).clamp(50, 110).min(area.width - 2);
    let rows = parts.len() + splitting.shares.len() + 3;
    let most = usize::from(area.height.saturating_sub(4));
    let keys = ["Space next part", "Enter continue", "Esc cancel"].map(str::to_owned);
    let inner = framed(painter, area, columns, rows.min(most), Anchor::Upper, "Divide the criteria", &keys);
    let (words, tone) = divide.note.as_deref().map_or((PURPOSE, Tone::Dim), |note| (note, Tone::Alert));
    painter.put(inner.x, inner.y, inner.width, words, tone);
    // If not all parts fit beside the criteria, those are shown that the selected line may go to next.
    let room = usize::from(inner.height).saturating_sub(3);
    let named = parts.len().min(room.saturating_sub(splitting.shares.len().min(room / 2)));
    let to = splitting.shares.get(divide.at).map_or(0, |share| share.to);
    let seen = divide.top_part.rows(Some(to.min(parts.len() - 1)), parts.len(), named);
    for (number, at) in seen.clone().enumerate() {
        let Some(line) = row(inner, number + 2) else { break };
        painter.put(line.x + 2, line.y, line.width.saturating_sub(2), &parts[at], Tone::Text);
        let more = if number == 0 && at > 0 {
            painter.glyphs().up
        } else if at + 1 == seen.end && seen.end < parts.len() {
            painter.glyphs().down
        } else {
            continue;
        };
        painter.put_right(line.x, line.y, line.width, more, Tone::Dim);
    }
    let top = u16::try_from(named + 3).unwrap_or(0).min(inner.height);
    let list = Rect { y: inner.y + top, height: inner.height - top, ..inner };
    let shown = divide.top.rows(Some(divide.at), splitting.shares.len(), usize::from(list.height));
    for (number, at) in shown.enumerate() {
        let (Some(line), Some(share)) = (row(list, number), splitting.shares.get(at)) else { break };
        if at == divide.at {
            painter.select(line);
            let bar = painter.glyphs().bar;
            painter.put(line.x, line.y, 1, bar, Tone::Accent);
        }
        let (sign, tone) = match share.to {
            0 => (painter.glyphs().none.to_owned(), Tone::Dim),
            part => (part.to_string(), Tone::Accent),
        };
        painter.put_right(line.x + 1, line.y, 2, &sign, tone);
        let text = share.text.lines().next().unwrap_or_default();
        painter.put(line.x + 5, line.y, line.width.saturating_sub(5), text, Tone::Text);
    }
}
