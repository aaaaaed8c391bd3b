//! Import and export, one file per format: from the bytes of another tool's file to a [`Batch`], and cells that are
//! safe to export. Asking people and deciding what an import changes are not here.
//!
//! ```text
//! bytes ─ decode ─▶ text ─┬─ table ─▶ cells ─ columns (guessed, corrected) ─ rows ─▶ Batch
//!                         └─ stories ──────────────────────────────────────────────▶ Batch
//! ```
//! A Jira CSV is a table whose headers and cell formats `jira` knows; the columns of any other table are recognised
//! by their headers. A bad row never stops the import: it becomes an [`ImportProblem`]. Only a file that is not a
//! list of items at all is [`Unreadable`].

pub mod columns;
pub mod csv_out;
pub mod csv_write;
mod dates;
mod decode;
mod foreign;
pub mod import;
pub mod import_report;
mod jira;
pub mod json;
mod kinds;
mod limits;
pub mod read_input;
mod rows;
pub mod statuses;
pub mod stories;
mod table;

use crate::domain::import::{Batch, ImportProblem};
use crate::domain::value::Zone;
use crate::text::clip;
use columns::{Described, Mapping};
use rows::{Dialect, TableReader};
use statuses::{StatusMap, StatusWord};
use table::Table;

/// The format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Jira's CSV export.
    Jira,
    /// Any other table: CSV, TSV, or a spreadsheet saved as text.
    Table,
    /// A user story or a title on each line.
    Stories,
    /// A complete export of ours, which is read elsewhere.
    Json,
}

impl Format {
    /// Returns the default source name of this format.
    pub fn source(self) -> &'static str {
        match self {
            Self::Jira => "jira",
            Self::Table => "csv",
            Self::Stories => "stories",
            Self::Json => "ceremony",
        }
    }
}

/// The error for a file from which nothing can be imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is empty.
    #[error("the file is empty")]
    Empty,
    /// It is not text.
    #[error("the file is not text; export the items as CSV and import that")]
    Binary,
    /// It is an office workbook.
    #[error("the file is a workbook; save the sheet as CSV and import that")]
    Workbook,
    /// It is HTML or XML, as Jira's export for Word is.
    #[error("the file is HTML or XML; export the items as CSV and import that")]
    Markup,
    /// It is another tool's JSON.
    #[error("the file is JSON, but no export of ceremony; export the items as CSV and import that")]
    OtherJson,
    /// It is text of another kind, such as source code.
    #[error("the file is {0}, not a list of items; export the items as CSV and import that")]
    NoList(&'static str),
    /// It is a complete export of ours, not a list of items.
    #[error("the file is an export of a whole product, not a list of items")]
    ProductExport,
    /// No column can be used as the title.
    #[error("no column is known to hold the titles; say which of these does: {}", some_of(headers))]
    NoTitle {
        /// The existing columns.
        headers: Vec<String>,
    },
    /// The mapping was made for a file with different columns.
    #[error("the file does not have the columns that the mapping was made for")]
    OtherColumns,
}

/// Options for reading a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    /// The meaning of each column; guessed if `None`.
    pub mapping: Option<Mapping>,
    /// The stages that a person has chosen for statuses.
    pub statuses: StatusMap,
    /// The time zone of dates without one: the product's.
    pub zone: Zone,
    /// Whether `6/7/2025` is in July; guessed from the file's other dates if `None`.
    pub day_first: Option<bool>,
    /// The name of the source; the format's default if `None`.
    pub source: Option<String>,
}

impl ReadOptions {
    /// Returns options with which everything is guessed.
    pub fn new(zone: Zone) -> Self {
        Self { mapping: None, statuses: StatusMap::default(), zone, day_first: None, source: None }
    }
}

/// An opened file: its text is decoded, and its meaning can still be adjusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    name: String,
    format: Format,
    content: Content,
    remarks: Vec<ImportProblem>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Content {
    Table(Table),
    Text(String),
}

impl Source {
    /// Decodes a file and recognises its format; the last part of its name is shown to people.
    pub fn open(name: &str, bytes: &[u8]) -> Result<Self, Unreadable> {
        let decode::Decoded { text, remarks } = decode::decode(bytes)?;
        refuse_other_tools(name, &text)?;
        let format = recognise(name, &text);
        let content = match format {
            Format::Jira | Format::Table => Content::Table(table::table(&text)),
            Format::Stories | Format::Json => Content::Text(text),
        };
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
        Ok(Self { name, format, content, remarks })
    }

    /// Returns the format of the file.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Returns the decoded text of a file that is not a table.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Table(_) => None,
        }
    }

    /// Returns the guessed meanings of the columns, for a person to review and change; `None` for plain lines.
    pub fn mapping(&self) -> Option<Mapping> {
        match &self.content {
            Content::Table(table) if self.format == Format::Jira => {
                Some(Mapping::of(&table.header, jira::fields(&table.header)))
            }
            Content::Table(table) => Some(Mapping::guess_for(table)),
            Content::Text(_) => None,
        }
    }

    /// Returns the columns under a mapping, each with a sample; empty for plain lines.
    pub fn describe(&self, mapping: &Mapping) -> Vec<Described> {
        match &self.content {
            Content::Table(table) => mapping.describe(table),
            Content::Text(_) => Vec::new(),
        }
    }

    /// Returns every status in the file with the stage it is mapped to, in row order.
    pub fn statuses(&self, options: &ReadOptions) -> Result<Vec<StatusWord>, Unreadable> {
        match &self.content {
            Content::Table(table) => Ok(self.reading(table, options)?.0.statuses()),
            Content::Text(_) => Ok(Vec::new()),
        }
    }

    /// Reads the rows.
    pub fn read(&self, options: &ReadOptions) -> Result<Batch, Unreadable> {
        let mut batch = match (&self.content, self.format) {
            (_, Format::Json) => return Err(Unreadable::ProductExport),
            (Content::Text(text), Format::Jira | Format::Table | Format::Stories) => {
                foreign::refuse(&self.name, text)?;
                stories::read(&self.name, text, options.zone)
            }
            (Content::Table(table), Format::Jira | Format::Table | Format::Stories) => {
                let (reading, remark) = self.reading(table, options)?;
                let mut batch = reading.batch();
                batch.problems.extend(table.problems.iter().cloned().chain(remark));
                batch
            }
        };
        batch.source = options.source.clone().unwrap_or_else(|| self.format.source().to_owned());
        batch.file.clone_from(&self.name);
        batch.problems.extend(self.remarks.iter().cloned());
        batch.problems.sort_by_key(|problem| problem.line);
        Ok(batch)
    }

    fn reading<'a>(
        &self,
        table: &'a Table,
        options: &'a ReadOptions,
    ) -> Result<(TableReader<'a>, Option<ImportProblem>), Unreadable> {
        let guessed = self.mapping().unwrap_or_else(|| Mapping::guess_for(table));
        let mapping = options.mapping.as_ref().unwrap_or(&guessed);
        if mapping.signature() != guessed.signature() {
            return Err(Unreadable::OtherColumns);
        }
        if !mapping.has_title() {
            return Err(Unreadable::NoTitle { headers: table.header.clone() });
        }
        let dialect = match self.format {
            Format::Jira => Dialect::Jira,
            Format::Table | Format::Stories | Format::Json => Dialect::of(&table.header),
        };
        Ok(TableReader::new(table, mapping, dialect, options))
    }
}

/// Reads a file with the given options, and guesses what they leave open.
pub fn read(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Batch, Unreadable> {
    Source::open(name, bytes)?.read(options)
}

/// Recognises the format of a file by its text, and in case of doubt by the extension of its name.
pub fn recognise(name: &str, text: &str) -> Format {
    let begins = text.trim_start();
    // Another program may have sorted the lists of an export.
    let parts = ["\"ceremony\"", "\"counters\"", "\"product\"", "\"schema\""];
    if begins.starts_with('{')
        && (head(begins).contains("\"ceremony\"") || parts.iter().all(|it| begins.contains(it)))
    {
        return Format::Json;
    }
    let header = table::header(text);
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if jira::recognises(&header) {
        Format::Jira
    } else if stories::story(first).is_some() {
        Format::Stories
    } else if ends_with(name, &["csv", "tsv", "tab", "psv"]) || Mapping::guess(&header).is_likely() {
        Format::Table
    } else {
        Format::Stories
    }
}

/// Read as lines, another tool's JSON or HTML would become thousands of meaningless items.
fn refuse_other_tools(name: &str, text: &str) -> Result<(), Unreadable> {
    let begins = text.trim_start();
    let head = head(begins).to_lowercase();
    let dense: String = head.chars().filter(|it| !it.is_whitespace()).take(2).collect();
    if ["<!doctype", "<html", "<?xml"].iter().any(|it| head.starts_with(it)) {
        Err(Unreadable::Markup)
    } else if ["{\"", "[{"].contains(&dense.as_str()) || ends_with(name, &["json", "jsonl", "ndjson"]) {
        if recognise(name, text) == Format::Json { Ok(()) } else { Err(Unreadable::OtherJson) }
    } else {
        Ok(())
    }
}

fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(200)]
}

fn ends_with(name: &str, endings: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| endings.iter().any(|it| ending.eq_ignore_ascii_case(it)))
}

/// Returns the first headers, clipped: a file that is not a table can have thousands, each as long as the file.
fn some_of(headers: &[String]) -> String {
    const MOST: usize = 12;
    let mut some: Vec<_> = headers.iter().take(MOST).map(|header| clip(header, 30)).collect();
    let more = headers.len().saturating_sub(MOST);
    if more > 0 {
        some.push(format!("and {more} more").into());
    }
    some.join(", ")
}

/// Returns a remark on a row that was imported.
fn remark(line: u64, reason: impl Into<String>) -> ImportProblem {
    ImportProblem { line, reason: reason.into(), left_out: false, is_loss: false }
}

/// Returns a remark on a row that was imported without part of its contents.
fn loss(line: u64, reason: impl Into<String>) -> ImportProblem {
    ImportProblem { is_loss: true, ..remark(line, reason) }
}

#[cfg(test)]
mod facts;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn options() -> ReadOptions {
        ReadOptions::new(Zone::UTC)
    }

    #[test]
    fn files_are_recognised_by_what_is_in_them() {
        for (name, text, format) in [
            ("x.csv", "Summary,Issue key\n", Format::Jira),
            ("x.txt", "Summary;Issue key;Issue id\n", Format::Jira),
            ("x.csv", "a,b\n", Format::Table),
            ("x.txt", "key\ttitle\n", Format::Table),
            ("x", "title\n", Format::Stories),
            ("x.txt", "As a user, I want a title, so that I see it\n", Format::Stories),
            ("x.csv", "As a user, I want a title, so that I see it\n", Format::Stories),
            ("x.md", "- Fix the build, title\n", Format::Stories),
            ("x.json", "\n{ \"ceremony\": 1, \"items\": [] }", Format::Json),
        ] {
            assert_eq!(recognise(name, text), format, "{name} {text}");
        }
    }

    #[test]
    fn what_is_no_list_of_items_is_refused_in_a_sentence() {
        for (name, text, refusal) in [
            ("x.json", "{\"issues\":[]}", Unreadable::OtherJson),
            ("x", "[\n {\"id\": 1}]", Unreadable::OtherJson),
            ("x.xls", "<!DOCTYPE html><table>", Unreadable::Markup),
            ("x.json", "{\"ceremony\": 1}", Unreadable::ProductExport),
            ("x.csv", "a,b\n1,2\n", Unreadable::NoTitle { headers: vec!["a".into(), "b".into()] }),
            ("x.csv", "", Unreadable::Empty),
        ] {
            assert_eq!(read(name, text.as_bytes(), &options()), Err(refusal), "{text}");
        }
    }

    #[test]
    fn of_a_thousand_columns_a_dozen_are_named() {
        let refusal = read("x.csv", format!("a,{},", "b".repeat(5_000)).repeat(400).as_bytes(), &options());
        let message = refusal.unwrap_err().to_string();
        assert!(message.len() < 400 && message.ends_with("and 789 more"), "{message}");
    }

    #[test]
    fn a_mapping_can_be_corrected_before_reading() {
        let source = Source::open("x.csv", b"what,how big\nTea,3\n").unwrap();
        let mut mapping = source.mapping().unwrap();
        mapping.set("what", "title").unwrap();
        mapping.set("how big", "points").unwrap();
        assert_eq!(source.describe(&mapping)[1].sample, "3");
        let batch = source.read(&ReadOptions { mapping: Some(mapping.clone()), ..options() }).unwrap();
        assert_eq!((batch.source.as_str(), batch.rows[0].title.as_str()), ("csv", "Tea"));
        assert_eq!(batch.rows[0].estimate, "3".parse().ok());
        let other = Source::open("y.csv", b"title,how big\nTea,3\n").unwrap();
        assert_eq!(
            other.read(&ReadOptions { mapping: Some(mapping), ..options() }),
            Err(Unreadable::OtherColumns)
        );
    }

    #[test]
    fn problems_of_every_step_come_in_the_order_of_lines() {
        let batch =
            read("x.csv", b"key,title,points\nA,caf\xe9,five\nA,b,1\nB,\"c,1\nC,d,2\n,,3\n", &options())
                .unwrap();
        let problems: Vec<_> = batch.problems.iter().map(|it| (it.line, it.left_out)).collect();
        assert_eq!(problems, [(2, false), (2, false), (3, true), (4, false), (6, true)]);
        assert_eq!(batch.rows.len(), 3);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(name in "x\\.(csv|txt|json)", bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&name, &bytes, &options());
        }

        #[test]
        fn any_table_is_read(
            header in "(Summary,Issue key,|key,title,|Title 1,Title 2,)[a-zA-Z ,;\"\t|()]{0,60}",
            body in "([a-z0-9/:. \n\r\",;'=éß\u{1b}\u{2028}-]|\r\n|Done|NULL|As a user I want |6/7/25){0,200}",
        ) {
            let text = format!("{header},Created,Parent,Comment,Story Points\n{body}");
            for day_first in [None, Some(true), Some(false)] {
                if let Ok(batch) = read("x.csv", text.as_bytes(), &ReadOptions { day_first, ..options() }) {
                    for row in &batch.rows {
                        prop_assert!(!row.title.trim().is_empty());
                        prop_assert!(row.title.chars().count() <= 1_000);
                        prop_assert!(row.line >= 2 && row.line <= 1 + text.lines().count() as u64);
                    }
                }
            }
        }
    }
}
