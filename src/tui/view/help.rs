//! The help: the keys of a context, from the table of actions, and the legend of glyphs.

use super::painter::{Painter, row};
use crate::tui::action::{TABLE, first_keys};
use crate::tui::app::App;
use crate::tui::screen::{HelpScreen, Screen};
use crate::tui::text::wrap;
use crate::tui::theme::Tone;
use ratatui::layout::Rect;

/// The widths of the keys and of the titles.
const KEYS: u16 = 13;
const TITLES: u16 = 25;

/// A line of the help: keys, title, text and tone.
type HelpLine = (String, String, String, Tone);

/// Draws the keys.
pub(super) fn draw(painter: &mut Painter<'_>, body: Rect, app: &App, help: &HelpScreen) {
    let room = usize::from(body.width.saturating_sub(KEYS + TITLES + 4)).max(20);
    let lines = lines(painter, app, help, room);
    let height = usize::from(body.height);
    let top = help.top.min(lines.len().saturating_sub(height));
    for (at, (keys, title, words, tone)) in lines.iter().skip(top).enumerate() {
        let Some(line) = row(body, at) else { break };
        let mut x = line.x + 2;
        painter.put(x, line.y, KEYS - 1, keys, Tone::Key);
        x += KEYS;
        painter.put(x, line.y, TITLES - 1, title, *tone);
        x += TITLES;
        painter.put(x, line.y, line.right().saturating_sub(x + 1), words, Tone::Dim);
    }
    if lines.len() > top + height {
        let more = format!("{} {} more", painter.glyphs().down, lines.len() - top - height);
        painter.put_right(body.x, body.bottom() - 1, body.width - 1, &more, Tone::Warn);
    }
}

fn lines(painter: &Painter<'_>, app: &App, help: &HelpScreen, room: usize) -> Vec<HelpLine> {
    let mut lines = Vec::new();
    let heading = |lines: &mut Vec<HelpLine>, text: &str| {
        if !lines.is_empty() {
            lines.push((String::new(), String::new(), String::new(), Tone::Dim));
        }
        lines.push((String::new(), text.to_owned(), String::new(), Tone::Head));
    };
    let put = |lines: &mut Vec<HelpLine>, keys: String, title: &str, words: &str| {
        for (at, words) in wrap(words, room).into_iter().enumerate() {
            let (keys, title) = if at == 0 { (keys.clone(), title.to_owned()) } else { Default::default() };
            lines.push((keys, title, words, Tone::Strong));
        }
    };
    // The actions of the pane come first, navigation last.
    for (title, moves) in [(help.of.title(), false), ("Navigation", true)] {
        heading(&mut lines, title);
        let mut rows: Vec<_> = TABLE
            .iter()
            .filter(|row| row.places.has(help.of) && row.verb.words.is_empty() == moves)
            .collect();
        let first = first_keys(help.of);
        rows.sort_by_key(|row| first.iter().position(|it| *it == row.action).unwrap_or(first.len()));
        for action in rows {
            put(&mut lines, app.keymap.all(action.action), action.title, action.help);
        }
    }
    // A ceremony's screen is shared: the path of the file is private.
    if !app.model.screens.iter().any(|screen| matches!(screen, Screen::Meeting(_))) {
        heading(&mut lines, "The file");
        put(&mut lines, String::new(), "open file", &app.file);
    }
    heading(&mut lines, "Symbols");
    let glyphs = painter.glyphs();
    for (sign, title, words) in [
        (
            format!("{} {} {}", glyphs.met, glyphs.unchecked, glyphs.failed),
            "met, open, failed",
            "Also marks an item that is ready or accepted.",
        ),
        (glyphs.blocked.to_owned(), "blocked", "With the days since."),
        ("after PB-2".to_owned(), "waits for another item", "The item named is still open."),
        (glyphs.moved.to_owned(), "has just changed", "For two seconds, whoever changed it."),
        (glyphs.marked.to_owned(), "marked", "The next change applies to all marked items."),
        (
            "3/4".to_owned(),
            "cards and their limit",
            "Above a column of the board, with the points beside it.",
        ),
        ("5 d".to_owned(), "days in the column", "On a card of the board."),
        (
            format!("5 d{}", glyphs.unmet),
            "old",
            "In its column longer than 85 % of items in the last five sprints.",
        ),
        (
            format!("{} {}", glyphs.edge, glyphs.vertical),
            "the forecast",
            "Beside the backlog: what each of the next sprints finishes, 85 % and 50 % likely.",
        ),
        (glyphs.dot.repeat(2), "the ideal line", "Burndown: what would be left at an even pace."),
        (glyphs.horizontal.repeat(2), "the scope", "Burnup: the scope of the sprint on that day."),
    ] {
        put(&mut lines, sign, title, words);
    }
    lines
}
