//! The meaning of each column of a table: guessed, shown, corrected by a person, and stored for the next file with
//! the same headers. Reading rows with it is not here.

mod field;
mod guess;

pub use field::ColumnMeaning;
pub(super) use guess::is_ours;
pub use guess::plain;

use super::table::Table;
use crate::domain::value::ParseEnumError;
use crate::text::most_alike;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A column and its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ColumnMapping {
    header: String,
    field: ColumnMeaning,
}

/// The meaning of every column of a file. Columns are identified by index, as headers may repeat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    columns: Vec<ColumnMapping>,
}

/// A column as it is shown to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// The header.
    pub header: String,
    /// The meaning.
    pub field: ColumnMeaning,
    /// The first non-empty cell; at most 60 characters, on one line.
    pub sample: String,
}

/// The error for an invalid correction.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadMapping {
    /// No column has this header.
    #[error("no column is called {given:?}{}", near.as_ref().map(|it| format!("; the nearest is {it:?}")).unwrap_or_default())]
    Header {
        /// The given header.
        given: String,
        /// The most similar header.
        near: Option<String>,
    },
    /// There is no such meaning.
    #[error(transparent)]
    Field(#[from] ParseEnumError),
}

impl Mapping {
    /// Guesses the meanings of a plain table's columns by their headers alone.
    pub(super) fn guess(header: &[String]) -> Self {
        Self::of(header, guess::guess(header, &|_| true))
    }

    /// Guesses the meanings of a plain table's columns: an empty column does not hide a filled one.
    pub(super) fn guess_for(table: &Table) -> Self {
        let is_filled = |at: usize| table.rows.iter().any(|row| !row.cell(at).trim().is_empty());
        Self::of(&table.header, guess::guess(&table.header, &is_filled))
    }

    /// Creates a mapping from headers and the same number of meanings.
    pub(super) fn of(header: &[String], fields: Vec<ColumnMeaning>) -> Self {
        let column =
            |(header, field): (&String, ColumnMeaning)| ColumnMapping { header: header.clone(), field };
        Self { columns: header.iter().zip(fields).map(column).collect() }
    }

    /// Returns the meaning of a column; [`ColumnMeaning::Keep`] for one without a header.
    pub fn field(&self, column: usize) -> ColumnMeaning {
        self.columns.get(column).map_or(ColumnMeaning::Keep, |it| it.field)
    }

    /// Returns whether there is a column for the title.
    pub fn has_title(&self) -> bool {
        self.columns.iter().any(|it| matches!(it.field, ColumnMeaning::Title | ColumnMeaning::IWant))
    }

    /// Returns whether the headers are likely headers, rather than the first of many lines of text: one of them is
    /// the title, and another one is recognised.
    pub(super) fn is_likely(&self) -> bool {
        self.has_title() && self.columns.iter().filter(|it| it.field != ColumnMeaning::Keep).count() > 1
    }

    /// Changes the meaning of a column: `set("story_points", "points")`.
    ///
    /// Columns with the same header change together; `#3` is only the third column.
    pub fn set(&mut self, header: &str, field: &str) -> Result<(), BadMapping> {
        let field: ColumnMeaning = field.parse()?;
        let number = header.strip_prefix('#').and_then(|digits| digits.trim().parse::<usize>().ok());
        if let Some(column) = number.and_then(|it| it.checked_sub(1)).and_then(|it| self.columns.get_mut(it))
        {
            column.field = field;
            return Ok(());
        }
        let exact = self.columns.iter().any(|it| it.header == header.trim());
        let wanted = plain(header);
        let same =
            |it: &ColumnMapping| if exact { it.header == header.trim() } else { plain(&it.header) == wanted };
        let mut found = false;
        for column in self.columns.iter_mut().filter(|it| same(it)) {
            column.field = field;
            found = true;
        }
        if found {
            Ok(())
        } else {
            Err(BadMapping::Header { given: header.into(), near: self.nearest(&wanted) })
        }
    }

    fn nearest(&self, wanted: &str) -> Option<String> {
        let named = self.columns.iter().filter(|it| !it.header.is_empty());
        most_alike(wanted, named.map(|it| (plain(&it.header), it.header.clone())))
    }

    /// Returns a signature of the headers, whatever the rows: the key under which a mapping is stored.
    pub fn signature(&self) -> String {
        let mut hash = Sha256::new();
        for column in &self.columns {
            hash.update(plain(&column.header).as_bytes());
            hash.update([0]);
        }
        let bytes = hash.finalize();
        let short = bytes.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        format!("{short:016x}")
    }

    /// Returns the columns as they are shown to a person, each with a sample from the table.
    pub(super) fn describe(&self, table: &Table) -> Vec<Described> {
        let sample = |at: usize| {
            let cell = table.rows.iter().map(|row| row.cell(at).trim()).find(|cell| !cell.is_empty());
            cell.unwrap_or_default().lines().next().unwrap_or_default().chars().take(60).collect()
        };
        let one = |(at, it): (usize, &ColumnMapping)| Described {
            header: it.header.clone(),
            field: it.field,
            sample: sample(at),
        };
        self.columns.iter().enumerate().map(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::table;
    use super::*;

    fn mapping(header: &str) -> Mapping {
        Mapping::guess(&table(header).header)
    }

    #[test]
    fn a_person_can_change_a_column_by_its_header_or_its_number() {
        let mut mapping = mapping("Key,Title,T-shirt,Dept,Dept");
        mapping.set("t shirt", "points").unwrap();
        mapping.set("Dept", "Labels").unwrap();
        mapping.set("#5", "ignore").unwrap();
        assert_eq!(mapping.field(2), ColumnMeaning::Points);
        assert_eq!(mapping.field(3), ColumnMeaning::Labels);
        assert_eq!(mapping.field(4), ColumnMeaning::Ignore);
        assert_eq!(mapping.field(99), ColumnMeaning::Keep);
    }

    #[test]
    fn a_wrong_correction_says_what_would_be_right() {
        let mut mapping = mapping("key,title,story_points");
        assert_eq!(
            mapping.set("storypoint", "points").unwrap_err().to_string(),
            "no column is called \"storypoint\"; the nearest is \"story_points\""
        );
        assert!(
            mapping.set("title", "heading").unwrap_err().to_string().contains("choose one of title, key")
        );
    }

    #[test]
    fn a_mapping_is_remembered_as_text_under_its_headers() {
        let mut first = mapping("Key,Title,Size");
        first.set("Size", "keep").unwrap();
        let text = serde_json::to_string(&first).unwrap();
        assert_eq!(serde_json::from_str::<Mapping>(&text).unwrap(), first);
        assert_eq!(first.signature(), mapping("key,title,size").signature());
        assert_ne!(first.signature(), mapping("key,titles,ize").signature());
    }

    #[test]
    fn columns_are_described_with_a_sample() {
        let table = table("key,title\n,\nA,\"x\ny\"\n");
        let described = Mapping::guess(&table.header).describe(&table);
        assert_eq!(
            described[1],
            Described { header: "title".into(), field: ColumnMeaning::Title, sample: "x".into() }
        );
    }
}
