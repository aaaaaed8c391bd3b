//! Flowing styled words into lines of limited width, with a prefix on each line.

use crate::tui::text::width;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation as _;

/// The prefix of lines: one for the first, another for the following ones.
#[derive(Debug)]
struct Indent {
    first: Option<String>,
    rest: String,
    style: Style,
}

/// Lines being laid out.
#[derive(Debug)]
pub(super) struct TextFlow {
    columns: usize,
    most: usize,
    lines: Vec<Line<'static>>,
    indents: Vec<Indent>,
    spans: Vec<Span<'static>>,
    /// The columns used on the line, including the prefix.
    used: usize,
    begun: bool,
    blank_wanted: bool,
    marked: String,
}

impl TextFlow {
    /// Starts without a line. At most `most` lines, plus one, are laid out.
    pub(super) fn new(columns: usize, most: usize) -> Self {
        Self {
            columns,
            most,
            lines: Vec::new(),
            indents: Vec::new(),
            spans: Vec::new(),
            used: 0,
            begun: false,
            blank_wanted: false,
            marked: String::new(),
        }
    }

    /// Returns whether there are more lines than requested, or no room for any.
    pub(super) fn is_full(&self) -> bool {
        self.lines.len() > self.most || self.columns == 0
    }

    /// Returns the columns available after the prefix.
    pub(super) fn room(&self) -> usize {
        self.columns.saturating_sub(self.indents.iter().map(|it| width(&it.rest)).sum())
    }

    /// Starts a block, with a blank line before it if it is `apart` and not the first.
    pub(super) fn begin_block(&mut self, apart: bool) {
        if self.begun {
            self.end_line();
        }
        self.blank_wanted |= apart && !self.lines.is_empty();
    }

    /// Ends a block: the next text starts a new line.
    pub(super) fn end_block(&mut self) {
        if self.begun {
            self.end_line();
        }
    }

    /// Adds a prefix to the following lines.
    pub(super) fn indent(&mut self, first: &str, rest: &str, style: Style) {
        self.indents.push(Indent { first: Some(first.to_owned()), rest: rest.to_owned(), style });
    }

    /// Removes the last added prefix.
    pub(super) fn outdent(&mut self) {
        self.indents.pop();
    }

    /// Records the following text, until [`Self::since_mark`].
    pub(super) fn mark(&mut self) {
        self.marked.clear();
    }

    /// Returns the text since the mark.
    pub(super) fn since_mark(&self) -> &str {
        &self.marked
    }

    /// Writes sanitized words, and breaks lines at spaces.
    pub(super) fn words(&mut self, text: &str, style: Style) {
        self.marked.push_str(text);
        for word in text.split_inclusive(' ') {
            if self.is_full() {
                return;
            }
            let letters = word.trim_end_matches(' ');
            let columns = width(letters);
            if self.begun && self.used + columns > self.columns && columns <= self.room() {
                self.end_line();
            }
            self.begin_line();
            if self.used + columns <= self.columns {
                self.push(letters, columns, style);
            } else {
                self.letters(letters, style);
            }
            if word.len() > letters.len() && self.used < self.columns {
                self.push(" ", 1, style);
            }
        }
    }

    /// Writes a word that is longer than a line.
    fn letters(&mut self, word: &str, style: Style) {
        for grapheme in word.graphemes(true) {
            let columns = width(grapheme);
            if self.used + columns > self.columns {
                self.end_line();
                self.begin_line();
            }
            if self.used + columns <= self.columns {
                self.push(grapheme, columns, style);
            } else if self.used < self.columns {
                self.push("?", 1, style);
            }
            if self.is_full() {
                return;
            }
        }
    }

    fn push(&mut self, text: &str, columns: usize, style: Style) {
        self.used += columns;
        match self.spans.last_mut() {
            Some(last) if last.style == style => last.content.to_mut().push_str(text),
            _ => self.spans.push(Span::styled(text.to_owned(), style)),
        }
    }

    fn begin_line(&mut self) {
        if self.begun {
            return;
        }
        if std::mem::take(&mut self.blank_wanted) {
            self.lines.push(Line::default());
        }
        self.begun = true;
        let room = self.columns.saturating_sub(1);
        for place in 0..self.indents.len() {
            let indent = &mut self.indents[place];
            let text = indent.first.take().unwrap_or_else(|| indent.rest.clone());
            let style = indent.style;
            // What is nested deeper than the screen is wide is placed as far to the right as there is room.
            if self.used + width(&text) <= room {
                self.push(&text, width(&text), style);
            }
        }
    }

    /// Ends the line, even if it is empty.
    pub(super) fn end_line(&mut self) {
        self.begin_line();
        self.begun = false;
        self.used = 0;
        let mut spans = std::mem::take(&mut self.spans);
        while let Some(last) = spans.last_mut() {
            let kept = last.content.trim_end_matches(' ').len();
            last.content.to_mut().truncate(kept);
            if kept > 0 {
                break;
            }
            spans.pop();
        }
        self.lines.push(Line::from(spans));
    }

    /// Returns the lines.
    pub(super) fn finish(mut self) -> Vec<Line<'static>> {
        if self.columns == 0 {
            return Vec::new();
        }
        self.end_block();
        self.lines
    }
}
