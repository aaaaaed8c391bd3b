//! A chart of bands that stand on each other, one column for each bar, as lines of text.

use super::chart::{Bar, ChartLine, GUTTER, LineBuilder};
use crate::tui::theme::{Glyphs, Tone};

/// The tones of the bands, from the bottom.
const TONES: [Tone; 4] = [Tone::Good, Tone::Accent, Tone::Text, Tone::Dim];

/// A chart of stacked bands.
#[derive(Debug, Clone, Copy)]
pub struct StackedChart<'a> {
    /// The glyphs to draw with.
    pub glyphs: &'a Glyphs,
    /// The bars with their labels; their values are not drawn.
    pub labels: &'a [Bar],
    /// The height of each band of each bar, from the bottom; `None` for no bar.
    pub bands: &'a [Option<[usize; 4]>],
}

impl StackedChart<'_> {
    /// Draws the chart in `columns` columns, with `rows` rows for the bars, and one for the labels. If there are more
    /// bars than columns, only some are drawn.
    pub fn lines(&self, columns: usize, rows: usize) -> Vec<ChartLine> {
        let room = columns.saturating_sub(GUTTER).max(1);
        let step = (room / self.bands.len().max(1)).clamp(1, 6);
        let gap = usize::from(step > 1);
        let shown: Vec<usize> = match self.bands.len() {
            bars if bars <= room => (0..bars).collect(),
            bars => (0..room).map(|at| at * bars / room).collect(),
        };
        let top = self.bands.iter().flatten().map(|bands| bands.iter().sum()).max().unwrap_or(0).max(1);
        let row = |row: usize| {
            let scale = match row {
                0 => "0".to_owned(),
                _ if row + 1 == rows => top.to_string(),
                _ => String::new(),
            };
            let mut line = LineBuilder::after(&format!("{scale:>width$} ", width = GUTTER - 1));
            for at in &shown {
                match self.bands[*at].and_then(|bands| band(&bands, top, row, rows)) {
                    Some(band) => line.add(&self.glyphs.shades[band].repeat(step - gap), TONES[band]),
                    None => line.add(&" ".repeat(step - gap), Tone::Dim),
                }
                line.add(&" ".repeat(gap), Tone::Dim);
            }
            line.line
        };
        let mut lines: Vec<ChartLine> = (0..rows).rev().map(row).collect();
        let mut under = LineBuilder::after(&format!("{:>GUTTER$}", ""));
        for bar in shown.iter().filter_map(|at| self.labels.get(*at)) {
            let label = if step > 2 { &bar.label.1 } else { &bar.label.0 };
            under.add(&format!("{label:<step$}"), bar.label_tone);
        }
        lines.push(under.line);
        lines
    }

    /// Formats what the bands mean, the topmost first, in lines of at most `columns` columns.
    pub fn legend(&self, labels: [&str; 4], columns: usize) -> Vec<ChartLine> {
        let mut lines: Vec<ChartLine> = Vec::new();
        let mut used = columns;
        for (band, label) in labels.iter().enumerate().rev() {
            let width = crate::tui::text::width(label) + 4;
            if used + width > columns || lines.is_empty() {
                lines.push(ChartLine::new());
                used = 0;
            }
            used += width;
            let line = lines.last_mut().expect("one was just added");
            line.push((self.glyphs.shades[band].to_owned(), TONES[band]));
            line.push((format!(" {label}  "), Tone::Dim));
        }
        lines
    }
}

/// Returns the band at the middle of a row, counted from 0 at the bottom; `None` above the bands.
fn band(bands: &[usize; 4], top: usize, row: usize, rows: usize) -> Option<usize> {
    let mut high = 0;
    bands.iter().position(|band| {
        high += band;
        high * rows * 2 > top * (2 * row + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(glyphs: &Glyphs, columns: usize, rows: usize) -> Vec<String> {
        let label = |text: &str| Bar {
            value: None,
            mark: None,
            tone: Tone::Text,
            label: (text.to_owned(), text.to_owned()),
            label_tone: Tone::Dim,
            note: String::new(),
        };
        let labels = ["M", "T", "W"].map(label);
        let bands = [Some([0, 0, 1, 3]), Some([1, 1, 1, 1]), None];
        let chart = StackedChart { glyphs, labels: &labels, bands: &bands };
        let lines = chart.lines(columns, rows).into_iter().chain(chart.legend(["a", "b", "c", "d"], columns));
        let text = |line: ChartLine| line.into_iter().map(|(text, _)| text).collect::<String>();
        lines.map(|line| text(line).trim_end().to_owned()).collect()
    }

    #[test]
    fn bands_stand_on_each_other_and_are_explained() {
        let expected = [
            "    4 ░░ ░░",
            "      ░░ ▒▒",
            "      ░░ ▓▓",
            "    0 ▒▒ ██",
            "      M  T  W",
            "░ d  ▒ c  ▓ b",
            "█ a",
        ];
        assert_eq!(drawn(&Glyphs::UNICODE, 15, 4), expected);
    }

    #[test]
    fn bands_differ_without_colours_and_with_ascii_alone() {
        let lines = drawn(&Glyphs::ASCII, 15, 4);
        assert!(lines.iter().all(|line| line.is_ascii()), "{lines:?}");
        assert_eq!(lines[3], "    0 -- ##");
    }
}
