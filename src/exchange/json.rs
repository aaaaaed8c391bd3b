//! A complete product as JSON: written chunk by chunk as the store returns it, read into a
//! [`Snapshot`](crate::domain::snapshot::Snapshot). Nothing but the history is lost.
//!
//! ```text
//! {
//! "ceremony": {"schema": 2},
//! "product": [{"id": 1, "name": "Lighthouse", …}],
//! "person": [ … ], "epic": [ … ], "sprint": [ … ], …
//! "items": [{"key": "PB-1", "item": {…}, "body": {…}, "criterion": [ … ], "selection": [ … ], …}],
//! "counters": {"item": 142, …}
//! }
//! ```
//! Hidden cards and notes are left out, and `left_out` says how many.
//! A row is an object keyed by its table's columns; empty ones are left out. Points are in hundredths, instants in
//! UTC milliseconds, lists of ids are texts such as `3,17`. `key` is for people and is ignored when reading.

mod read;

pub use read::{BadExport, read};

use crate::domain::ceremony::Ceremony;
use crate::domain::detail::Detail;
use crate::domain::entity::{Entity, to_json};
use crate::domain::hidden::Hidden;
use crate::domain::item::Item;
use crate::domain::model::{self, every};
use crate::domain::workspace::{Meetings, PartTable as _, Workspace};
use crate::session::Session;
use crate::store::failure::{Failure, FailureKind};
use crate::store::{ExportChunk, newest_schema};
use crate::text::is_safe_char;
use serde_json::{Map, Value};
use std::io::{self, Write};

/// The name of the list of items.
const ITEMS: &str = "items";

/// Returns the name of the list of a kind of entity; `ceremony` is already the name of the export's header.
fn list_of<E: Entity>() -> &'static str {
    if E::NAME == Ceremony::NAME { "ceremonies" } else { E::NAME }
}

/// The error for an export that was not written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    /// The product cannot be read.
    #[error(transparent)]
    Store(#[from] Failure),
    /// The output cannot be written.
    #[error(transparent)]
    Output(#[from] io::Error),
}

/// The number of entities written, and of those left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WrittenCounts {
    /// The number of hidden cards that were left out.
    pub hidden_cards: usize,
    /// The number of hidden notes that were left out.
    pub hidden_notes: usize,
    /// The number of items.
    pub items: usize,
    /// The number of epics.
    pub epics: usize,
}

/// Passes every chunk of a product to `each`, and keeps its errors apart from the store's.
pub(super) fn pieces(
    session: &mut Session,
    each: &mut dyn FnMut(ExportChunk<'_>) -> io::Result<()>,
) -> Result<WrittenCounts, Unwritten> {
    let (mut unwritten, mut written) = (None, WrittenCounts::default());
    let read = session.everything(&mut |piece| {
        match &piece {
            ExportChunk::Small(small) => written.epics += small.epics.iter().count(),
            ExportChunk::Item(..) => written.items += 1,
            ExportChunk::Meetings(meetings) => {
                written.hidden_cards = meetings.hidden.iter().filter(|it| it.about.is_some()).count();
                written.hidden_notes = meetings.hidden.iter().count() - written.hidden_cards;
            }
            ExportChunk::Report(_) => {}
        }
        each(piece).map_err(|error| {
            let failure = Failure::new(FailureKind::Other, error.to_string());
            unwritten = Some(error);
            failure
        })
    });
    if let Some(error) = unwritten {
        return Err(error.into());
    }
    read?;
    Ok(written)
}

/// Writes a complete product.
///
/// # Errors
/// [`Unwritten`] if it cannot be read or written; what was written so far is not a complete export.
pub fn write(session: &mut Session, out: &mut dyn Write) -> Result<WrittenCounts, Unwritten> {
    let mut lists = Lists { out, counters: Map::new(), prefix: String::new(), open: None };
    let written = pieces(session, &mut |piece| match piece {
        ExportChunk::Small(small) => lists.small(small),
        ExportChunk::Report(report) => lists.row("report", &to_json(report)),
        ExportChunk::Item(item, detail) => lists.item(item, detail),
        ExportChunk::Meetings(meetings) => lists.meetings(meetings),
    })?;
    lists.end(written)?;
    Ok(written)
}

/// A writer of lists of rows, one row per line.
struct Lists<'a> {
    out: &'a mut dyn Write,
    counters: Map<String, Value>,
    /// The prefix of the keys of items.
    prefix: String,
    open: Option<&'static str>,
}

impl Lists<'_> {
    fn small(&mut self, small: &Workspace) -> io::Result<()> {
        writeln!(self.out, "{{\n\"ceremony\": {{\"schema\": {}}},", newest_schema())?;
        self.counters =
            small.counters.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
        self.prefix = small.product().map_or_else(String::new, |product| product.prefix.as_str().to_owned());
        macro_rules! tables {
            ($($entity:ident $table:ident),+) => { $(self.table(small.$table.iter())?;)+ };
        }
        every!(tables tables);
        Ok(())
    }

    fn table<'r, E: Entity + 'r>(&mut self, rows: impl Iterator<Item = &'r E>) -> io::Result<()> {
        for row in rows {
            self.row(list_of::<E>(), &to_json(row))?;
        }
        Ok(())
    }

    fn meetings(&mut self, meetings: &Meetings) -> io::Result<()> {
        macro_rules! tables {
            ($($entity:ident $table:ident),+) => {
                $(if model::$entity::NAME != Hidden::NAME { self.table(meetings.$table.iter())?; })+
            };
        }
        every!(meetings tables);
        Ok(())
    }

    fn item(&mut self, item: &Item, detail: &Detail) -> io::Result<()> {
        fn all<E: Entity>(into: &mut Map<String, Value>, rows: &[E]) {
            if !rows.is_empty() {
                into.insert(E::NAME.to_owned(), rows.iter().map(|row| Value::Object(to_json(row))).collect());
            }
        }
        let mut object = Map::new();
        object.insert("key".to_owned(), format!("{}-{}", self.prefix, item.id).into());
        object.insert(Item::NAME.to_owned(), to_json(item).into());
        macro_rules! parts {
            ($($entity:ident $_part:ident),+) => { $(all(&mut object, model::$entity::in_detail(detail));)+ };
        }
        every!(parts parts);
        self.row(ITEMS, &object)
    }

    /// Writes a row to the list with this name; the rows of a list must be consecutive.
    fn row(&mut self, list: &'static str, row: &Map<String, Value>) -> io::Result<()> {
        if self.open == Some(list) {
            self.out.write_all(b",\n")?;
        } else {
            if self.open.is_some() {
                self.out.write_all(b"\n],\n")?;
            }
            writeln!(self.out, "\"{list}\": [")?;
            self.open = Some(list);
        }
        self.out.write_all(escape_unsafe(&serde_json::to_string(row)?).as_bytes())
    }

    fn end(self, written: WrittenCounts) -> io::Result<()> {
        if self.open.is_some() {
            self.out.write_all(b"\n],\n")?;
        }
        let (cards, notes) = (written.hidden_cards, written.hidden_notes);
        if cards + notes > 0 {
            writeln!(self.out, "\"left_out\": {{\"hidden_cards\": {cards}, \"hidden_notes\": {notes}}},")?;
        }
        writeln!(self.out, "\"counters\": {}\n}}", serde_json::to_string(&self.counters)?)?;
        self.out.flush()
    }
}

/// Escapes every character that a terminal could interpret or a reader overlook; in JSON that is lossless.
fn escape_unsafe(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for letter in json.chars() {
        if is_safe_char(letter) {
            escaped.push(letter);
        } else {
            escaped.extend(letter.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    escaped
}

#[cfg(test)]
pub(crate) mod tests;
