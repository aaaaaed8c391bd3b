//! Splitting text into rows of cells, each with the line where it starts. What a column means is not decided here.
//!
//! Columns are identified by index, never by header: exports repeat headers, and a map would lose cells.

mod quote;
mod sniff;

use super::{loss, remark};
use crate::domain::import::ImportProblem;
use csv::{ReaderBuilder, StringRecord};
use quote::Quoting;
use std::collections::BTreeMap;

/// A header and the rows below it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The headers in order, trimmed; they may repeat and be empty.
    pub header: Vec<String>,
    /// The rows that are not completely empty.
    pub rows: Vec<TableRow>,
    /// Problems with the form of the file.
    pub problems: Vec<ImportProblem>,
}

/// A row of the file; it may be shorter or longer than the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// The line where the row starts, counted from 1.
    pub line: u64,
    cells: StringRecord,
}

impl TableRow {
    /// Returns the cell in a column; empty if the row is too short.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default()
    }

    /// Returns the number of cells.
    pub fn width(&self) -> usize {
        self.cells.len()
    }
}

/// The maximum number of stray quotes repaired in one file; bounds the work caused by a hostile file.
const MOST_MENDED: usize = 50;

/// The maximum number of malformed rows that are listed individually.
const MOST_REMARKS: usize = 100;

/// Splits a text into header and rows. Never fails: problems are in [`Table::problems`].
pub fn table(text: &str) -> Table {
    let (delimiter, text_from) = sniff::delimiter(text);
    let mut splitter = Splitter {
        text,
        delimiter,
        from: text_from,
        lines: LineCounter { text, at: 0, line: 1 },
        mended: 0,
        table: Table::default(),
    };
    while splitter.stretch() {}
    let mut table = splitter.table;
    ragged(&mut table);
    table.problems.sort_by_key(|problem| problem.line);
    if let Some(next) = table.problems.get(MOST_REMARKS).map(|problem| problem.line) {
        let more = table.problems.len() - MOST_REMARKS;
        let is_loss = table.problems[MOST_REMARKS..].iter().any(|problem| problem.is_loss);
        table.problems.truncate(MOST_REMARKS);
        let reason =
            format!("From here on, {more} more rows do not fit under the headers or have stray quotes.");
        table.problems.push(ImportProblem { is_loss, ..remark(next, reason) });
    }
    table
}

/// Reads only the headers.
pub fn header(text: &str) -> Vec<String> {
    let (delimiter, from) = sniff::delimiter(text);
    let mut cells = StringRecord::new();
    reader(&text[from..], delimiter).read_record(&mut cells).expect("a slice cannot fail, and it is UTF-8");
    trimmed(&cells)
}

fn trimmed(cells: &StringRecord) -> Vec<String> {
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Creates a reader for a part of the text that accepts rows of any length.
fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes())
}

struct Splitter<'a> {
    text: &'a str,
    delimiter: u8,
    from: usize,
    lines: LineCounter<'a>,
    mended: usize,
    table: Table,
}

impl Splitter<'_> {
    /// Reads rows up to the end, or up to a repaired quote; returns whether there is more to read.
    fn stretch(&mut self) -> bool {
        let base = self.from;
        let mut reader = reader(&self.text[base..], self.delimiter);
        let mut cells = StringRecord::new();
        loop {
            let before = base + offset(&reader);
            if !reader.read_record(&mut cells).expect("a slice cannot fail, and it is UTF-8") {
                return false;
            }
            let start = before + blank_lines(&self.text[before..]);
            let end = base + offset(&reader);
            let line = self.lines.line_at(start);
            match self.doubt(start, end) {
                Some((Quoting::Open { at } | Quoting::Stray { at }, Some(resume))) => {
                    self.mend(line, start, at, resume);
                    self.from = resume;
                    return true;
                }
                Some((Quoting::Open { .. }, None)) => self.table.problems.push(loss(
                    line,
                    "A quote is opened here and never closed; the rest of the file went into that cell.",
                )),
                Some((Quoting::Stray { .. }, None)) => self.table.problems.push(loss(
                    line,
                    "A closing quote is followed by more text; the row may have swallowed others.",
                )),
                Some((Quoting::Balanced, _)) | None => {}
            }
            self.take(line, std::mem::take(&mut cells));
        }
    }

    /// Checks the quotes of a record that spans several lines; the second part is the position at which to resume as
    /// if the offending quote were absent.
    fn doubt(&self, start: usize, end: usize) -> Option<(Quoting, Option<usize>)> {
        let raw = self.text[start..end].trim_end_matches(['\r', '\n']);
        if !raw.contains('"') || !(raw.contains(['\r', '\n']) || end == self.text.len()) {
            return None;
        }
        let quoting = quote::quoting(&self.text[start..end], self.delimiter);
        let at = match quoting {
            Quoting::Balanced => return None,
            // On a single line nothing was swallowed.
            Quoting::Stray { .. } if !raw.contains(['\r', '\n']) => return None,
            Quoting::Open { at } | Quoting::Stray { at } => start + at,
        };
        let resume = self.text[at..].find('\n').map(|it| at + it + 1);
        Some((
            quoting,
            resume.filter(|from| *from < end && self.mended < MOST_MENDED && self.is_a_row(*from)),
        ))
    }

    /// Returns whether the text at this position begins with a row that fits the header: then the quote before it was
    /// a typo. Otherwise the quote belongs to a long cell of a truncated file.
    fn is_a_row(&self, from: usize) -> bool {
        let rest = &self.text[from..];
        let mut reader = reader(rest, self.delimiter);
        let mut cells = StringRecord::new();
        self.table.header.len() > 1
            && reader.read_record(&mut cells).unwrap_or(false)
            && cells.len() == self.table.header.len()
            && quote::quoting(&rest[..offset(&reader)], self.delimiter) == Quoting::Balanced
    }

    /// Adds the line with the bad quote as a row of its own, without the quote.
    fn mend(&mut self, line: u64, start: usize, at: usize, resume: usize) {
        self.mended += 1;
        let opening = start + at;
        let mut cells = StringRecord::new();
        let mut reader = reader(&self.text[start..opening], self.delimiter);
        reader.read_record(&mut cells).expect("a slice cannot fail, and it is UTF-8");
        // The text before the quote ends with a delimiter, so it yields one empty cell too many.
        cells.truncate(cells.len().saturating_sub(1));
        let literal = self.text[opening + 1..resume].trim_end_matches(['\r', '\n']);
        literal.split(char::from(self.delimiter)).for_each(|cell| cells.push_field(cell));
        let reason =
            "A quote is opened in this row and not closed; it was read as if the quote were not there.";
        self.table.problems.push(loss(line, reason));
        self.take(line, cells);
    }

    fn take(&mut self, line: u64, cells: StringRecord) {
        if self.table.header.is_empty() {
            self.table.header = trimmed(&cells);
        } else if cells.iter().any(|cell| !cell.trim().is_empty()) {
            self.table.rows.push(TableRow { line, cells });
        }
    }
}

fn offset(reader: &csv::Reader<&[u8]>) -> usize {
    usize::try_from(reader.position().byte()).expect("an offset in a slice fits")
}

fn blank_lines(text: &str) -> usize {
    text.len() - text.trim_start_matches(['\r', '\n']).len()
}

/// Counts lines forward only, so that a complete file needs one pass.
struct LineCounter<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl LineCounter<'_> {
    fn line_at(&mut self, byte: usize) -> u64 {
        let passed = &self.text.as_bytes()[self.at..byte.max(self.at)];
        self.line += passed.iter().map(|it| u64::from(*it == b'\n')).sum::<u64>();
        self.at = byte.max(self.at);
        self.line
    }
}

/// Reports rows that are shorter or longer than the header: the short ones together, the long ones individually, as
/// their cells may be under the wrong headers.
fn ragged(table: &mut Table) {
    let width = table.header.len();
    let mut short: BTreeMap<usize, (u64, usize)> = BTreeMap::new();
    for row in &table.rows {
        if row.width() < width {
            short.entry(row.width()).or_insert((row.line, 0)).1 += 1;
        } else if row.width() > width {
            let reason = format!(
                "The row has {} cells under {width} headers; those without a header were kept with the item.",
                row.width()
            );
            table.problems.push(remark(row.line, reason));
        }
    }
    for (cells, (line, count)) in short {
        let rows =
            if count == 1 { "The row has".to_owned() } else { format!("{count} rows from here on have") };
        let reason = format!("{rows} {cells} cells under {width} headers; missing cells are empty.");
        table.problems.push(remark(line, reason));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(table: &Table) -> Vec<Vec<&str>> {
        table.rows.iter().map(|row| row.cells.iter().collect()).collect()
    }

    fn reasons(table: &Table) -> Vec<(u64, &str)> {
        table.problems.iter().map(|it| (it.line, it.reason.split(';').next().unwrap())).collect()
    }

    #[test]
    fn rows_know_the_line_where_they_begin() {
        for end in ["\n", "\r\n"] {
            let text =
                ["", "key,text", "A,\"one", "two, \"\"three\"\"\"", "", "B,x", ",", "C,\"y\"", ""].join(end);
            let table = table(&text);
            assert_eq!(table.header, ["key", "text"]);
            assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [3, 6, 8]);
            assert_eq!(table.rows[0].cell(1), format!("one{end}two, \"three\""));
            assert_eq!(table.problems, []);
        }
    }

    #[test]
    fn repeated_headers_stay_repeated() {
        let table = table("Sprint,Sprint,Sprint\nA,B,\n");
        assert_eq!(table.header.len(), 3);
        assert_eq!(cells(&table), [["A", "B", ""]]);
    }

    #[test]
    fn ragged_rows_are_kept_and_reported() {
        let table = table("a,b,c\n1,2\n1,2,3\n1\n1,2,3,4\n5,6\n");
        assert_eq!(table.rows.len(), 5);
        assert_eq!(table.rows[0].cell(2), "");
        assert_eq!(table.rows[3].cell(3), "4");
        assert_eq!(
            reasons(&table),
            [
                (2, "2 rows from here on have 2 cells under 3 headers"),
                (4, "The row has 1 cells under 3 headers"),
                (5, "The row has 4 cells under 3 headers")
            ]
        );
    }

    #[test]
    fn a_quote_without_end_swallows_no_rows() {
        let table = table("k,t,p\nA,\"one,1\nB,two,2\nC,\"three\",3\n");
        assert_eq!(cells(&table), [["A", "one", "1"], ["B", "two", "2"], ["C", "three", "3"]]);
        assert_eq!(reasons(&table), [(2, "A quote is opened in this row and not closed")]);
    }

    #[test]
    fn a_quote_without_end_in_the_last_cell_of_all_is_reported() {
        let table = table("k,t\nA,one\nB,\"a long text\nthat was cut off\nhalf-way");
        assert_eq!(cells(&table), [["A", "one"], ["B", "a long text\nthat was cut off\nhalf-way"]]);
        assert_eq!(reasons(&table), [(3, "A quote is opened here and never closed")]);
    }

    #[test]
    fn a_bad_quote_after_a_good_cell_of_many_lines_is_found() {
        let table = table("k,t,p\nA,\"one\ntwo\",\"1\nB,x,2\n");
        assert_eq!(cells(&table), [["A", "one\ntwo", "1"], ["B", "x", "2"]]);
    }

    #[test]
    fn many_bad_quotes_cost_bounded_work() {
        let text = format!("k,t\n{}", "A,\"x\nB,y\n".repeat(5_000));
        let table = table(&text);
        assert!(table.rows.len() > MOST_MENDED);
        assert_eq!(table.problems.len(), MOST_REMARKS + 1);
    }

    #[test]
    fn a_very_long_cell_is_one_cell() {
        let long = "é\n".repeat(75_000);
        let table = table(&format!("k,t\nA,\"{long}\"\nB,x\n"));
        assert_eq!(table.rows[0].cell(1), long);
        assert_eq!(table.rows[1].line, 75_003);
    }

    #[test]
    fn a_header_alone_is_an_empty_table() {
        assert_eq!(table("key,title").rows, []);
        assert_eq!(table("\"").rows, []);
    }
}
