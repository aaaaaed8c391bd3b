//! Words in styles, flowing into lines of a width, with what stands in front of each line.

use crate::tui::text::width;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation as _;

/// What stands in front of lines: once on the first, then the rest.
#[derive(Debug)]
struct Indent {
    first: Option<String>,
    rest: String,
    style: Style,
}

/// Lines in the making.
#[derive(Debug)]
pub(super) struct TextFlow {
    columns: usize,
    most: usize,
    lines: Vec<Line<'static>>,
    indents: Vec<Indent>,
    spans: Vec<Span<'static>>,
    /// Columns used on the line, with what stands in front.
    used: usize,
    begun: bool,
    blank_wanted: bool,
    marked: String,
}

impl TextFlow {
    /// Begins without a line. More than `most` lines, but for one, are not made.
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

    /// Tells whether there are more lines than are wanted, or no room for any.
    pub(super) fn is_full(&self) -> bool {
        self.lines.len() > self.most || self.columns == 0
    }

    /// Returns the columns beside what stands in front.
    pub(super) fn room(&self) -> usize {
        self.columns.saturating_sub(self.indents.iter().map(|it| width(&it.rest)).sum())
    }

    /// Begins a block, with a blank line before it where it stands `apart` and is not the first.
    pub(super) fn begin_block(&mut self, apart: bool) {
        if self.begun {
            self.end_line();
        }
        self.blank_wanted |= apart && !self.lines.is_empty();
    }

    /// Ends a block: what is on the line stays, and what comes next begins another.
    pub(super) fn end_block(&mut self) {
        if self.begun {
            self.end_line();
        }
    }

    /// Puts something in front of the lines to come.
    pub(super) fn indent(&mut self, first: &str, rest: &str, style: Style) {
        self.indents.push(Indent { first: Some(first.to_owned()), rest: rest.to_owned(), style });
    }

    /// Takes away what was put in front last.
    pub(super) fn outdent(&mut self) {
        self.indents.pop();
    }

    /// Remembers what follows, until [`Self::since_mark`].
    pub(super) fn mark(&mut self) {
        self.marked.clear();
    }

    /// Returns what was written since the mark.
    pub(super) fn since_mark(&self) -> &str {
        &self.marked
    }

    /// Writes words, which are harmless, and breaks lines at blanks.
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
            // What is nested deeper than the screen is wide stands as far to the right as there is room.
            if self.used + width(&text) <= room {
                self.push(&text, width(&text), style);
            }
        }
    }

    /// Ends the line, even an empty one.
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
