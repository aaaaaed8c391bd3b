//! Charts of characters, as lines of text: vertical bars, with a mark over or in them, and horizontal bars.

use crate::tui::theme::{Glyphs, Tone};
use std::ops::Range;

/// A line of text with its tones.
pub type ChartLine = Vec<(String, Tone)>;

/// A vertical bar, with its label.
#[derive(Debug, Clone)]
pub struct Bar {
    /// The height; `None` for no bar.
    pub value: Option<u64>,
    /// The position of the mark.
    pub mark: Option<u64>,
    /// The tone of the bar.
    pub tone: Tone,
    /// The label below: for one column, and for two if there is room.
    pub label: (String, String),
    /// The tone of the label.
    pub label_tone: Tone,
    /// The note below the label; empty for none.
    pub note: String,
}

/// The width in front of the bars for the scale, in columns.
pub const GUTTER: usize = 6;

/// A chart of vertical bars.
#[derive(Debug, Clone, Copy)]
pub struct BarChart<'a> {
    /// The glyphs to draw with.
    pub glyphs: &'a Glyphs,
    /// The bars.
    pub bars: &'a [Bar],
    /// The value of the top row.
    pub top: u64,
    /// The text for that value.
    pub scale: &'a str,
    /// The glyph of a mark in an empty cell.
    pub mark: &'a str,
    /// The text in front of the notes.
    pub noted: &'a str,
}

impl BarChart<'_> {
    /// Draws the chart in `columns` columns, with `rows` rows for the bars, one for the labels, and one for the notes
    /// if there are any. If there are more bars than columns, only some are drawn.
    pub fn lines(&self, columns: usize, rows: usize) -> Vec<ChartLine> {
        let room = columns.saturating_sub(GUTTER).max(1);
        let step = (room / self.bars.len().max(1)).clamp(1, 6);
        let shown: Vec<&Bar> = if self.bars.len() <= room {
            self.bars.iter().collect()
        } else {
            (0..room).filter_map(|at| self.bars.get(at * self.bars.len() / room)).collect()
        };
        let mut lines: Vec<ChartLine> =
            (0..rows).rev().map(|row| self.row(&shown, row, rows, step)).collect();
        let mut under = LineBuilder::after(&format!("{:>GUTTER$}", ""));
        for bar in &shown {
            let label = if step > 2 { &bar.label.1 } else { &bar.label.0 };
            under.add(&format!("{label:<step$}"), bar.label_tone);
        }
        lines.push(under.line);
        if shown.iter().any(|bar| !bar.note.is_empty()) {
            let mut notes = LineBuilder::after(&format!("{:>width$} ", self.noted, width = GUTTER - 1));
            for bar in &shown {
                let fits = bar.note.chars().count() < step.max(2);
                let note: String = if fits { bar.note.clone() } else { bar.note.chars().take(1).collect() };
                notes.add(&format!("{note:<step$}"), Tone::Text);
            }
            lines.push(notes.line);
        }
        lines
    }

    fn row(&self, shown: &[&Bar], row: usize, rows: usize, step: usize) -> ChartLine {
        let (glyphs, gap) = (self.glyphs, usize::from(step > 1));
        let scale = match row {
            0 => "0",
            _ if row + 1 == rows => self.scale,
            _ => "",
        };
        let mut line = LineBuilder::after(&format!("{scale:>width$} ", width = GUTTER - 1));
        for bar in shown {
            let high = self.eighths(bar.value.unwrap_or_default(), rows);
            let filled = high.saturating_sub(row * 8).min(8);
            let marked = bar.mark.is_some_and(|mark| self.eighths(mark, rows).saturating_sub(1) / 8 == row);
            let (sign, tone) = match (filled, marked) {
                (0, false) => (" ", Tone::Dim),
                (0, true) => (self.mark, Tone::Dim),
                // A mark is visible in a bar that continues above it.
                (8, true) if high > (row + 1) * 8 => (glyphs.horizontal, Tone::Warn),
                (8, _) => (glyphs.full, bar.tone),
                (part, _) => (glyphs.levels[part - 1], bar.tone),
            };
            line.add(&sign.repeat(step - gap), tone);
            line.add(&" ".repeat(gap), Tone::Dim);
        }
        line.line
    }

    /// Returns the height of a value, in eighths of a row; non-zero values are never drawn as zero.
    fn eighths(&self, value: u64, rows: usize) -> usize {
        let total = u128::from(self.top.max(1));
        let high = (u128::from(value) * (rows as u128) * 8 + total / 2) / total;
        usize::try_from(high).unwrap_or(0).max(usize::from(value > 0)).min(rows * 8)
    }
}

/// Returns a horizontal bar, in `columns` columns, for a value on a scale that ends at `top`.
pub fn horizontal_bar(glyphs: &Glyphs, value: u64, top: u64, columns: usize) -> String {
    // Not quite as high as its row, so that bars below each other stay separate.
    glyphs.levels[5].repeat(on_scale(value, top, columns).max(usize::from(value > 0)))
}

/// Returns a horizontal span on the same scale, from its lower to its upper end.
pub fn span(glyphs: &Glyphs, ends: Range<u64>, top: u64, columns: usize) -> String {
    let (low, high) = (on_scale(ends.start, top, columns), on_scale(ends.end, top, columns).max(1));
    let low = low.min(high.saturating_sub(1));
    let inner = (high - low).saturating_sub(2);
    let right = if high - low > 1 { glyphs.tee_left } else { "" };
    format!("{}{}{}{right}", " ".repeat(low), glyphs.tee_right, glyphs.horizontal.repeat(inner))
}

fn on_scale(value: u64, top: u64, columns: usize) -> usize {
    let top = u128::from(top.max(1));
    let at = (u128::from(value) * (columns as u128) + top / 2) / top;
    usize::try_from(at).unwrap_or(columns).min(columns)
}

/// A line being built; adjacent texts of one tone are merged.
pub(super) struct LineBuilder {
    pub line: ChartLine,
}

impl LineBuilder {
    pub fn after(text: &str) -> Self {
        Self { line: vec![(text.to_owned(), Tone::Dim)] }
    }

    pub fn add(&mut self, text: &str, tone: Tone) {
        match self.line.last_mut() {
            Some((before, last)) if *last == tone => before.push_str(text),
            Some(_) | None => self.line.push((text.to_owned(), tone)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(value: Option<u64>, mark: u64) -> Bar {
        Bar {
            value,
            mark: Some(mark),
            tone: Tone::Text,
            label: ("M".to_owned(), "16".to_owned()),
            label_tone: Tone::Dim,
            note: String::new(),
        }
    }

    fn text(lines: &[ChartLine]) -> String {
        let line = |line: &ChartLine| line.iter().map(|(text, _)| text.as_str()).collect::<String>();
        lines.iter().map(|it| line(it).trim_end().to_owned() + "\n").collect()
    }

    fn down(glyphs: &Glyphs, columns: usize) -> String {
        let mut bars = [bar(Some(40), 40), bar(Some(35), 30), bar(Some(10), 20), bar(None, 10), bar(None, 0)];
        bars[1].note = "+5".to_owned();
        let chart = BarChart { glyphs, bars: &bars, top: 40, scale: "40", mark: glyphs.dot, noted: "scope" };
        text(&chart.lines(columns, 4))
    }

    #[test]
    fn bars_stand_on_their_scale_with_marks_and_notes() {
        let expected = [
            "   40 ███ ▄▄▄",
            "      ███ ───",
            "      ███ ███ ···",
            "    0 ███ ███ ███ ··· ···",
            "      16  16  16  16  16",
            "scope     +5",
        ];
        assert_eq!(down(&Glyphs::UNICODE, 30).lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn only_ascii_is_drawn_where_only_ascii_is_safe() {
        let chart = down(&Glyphs::ASCII, 30);
        assert!(chart.is_ascii(), "{chart}");
    }

    #[test]
    fn more_bars_than_columns_are_thinned_out_and_never_overflow() {
        let bars: Vec<Bar> = (0..400).map(|value| bar(Some(value), value)).collect();
        let chart =
            BarChart { glyphs: &Glyphs::UNICODE, bars: &bars, top: 400, scale: "400", mark: ".", noted: "" };
        for columns in 0..60 {
            for line in chart.lines(columns, 3) {
                let width: usize = line.iter().map(|(text, _)| crate::tui::text::width(text)).sum();
                assert!(width <= columns.max(GUTTER + 1), "{width} in {columns}");
            }
        }
    }

    #[test]
    fn horizontal_bars_and_spans_share_a_scale() {
        assert_eq!(horizontal_bar(&Glyphs::UNICODE, 20, 40, 10), "▆▆▆▆▆");
        assert_eq!(horizontal_bar(&Glyphs::UNICODE, 1, 4_000, 10), "▆");
        assert_eq!(horizontal_bar(&Glyphs::UNICODE, 0, 0, 10), "");
        assert_eq!(span(&Glyphs::UNICODE, 20..36, 40, 10), "     ├──┤");
        assert_eq!(span(&Glyphs::ASCII, 40..40, 40, 10), "         +");
    }
}
