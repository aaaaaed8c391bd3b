//! Writing items and epics as a table that spreadsheets can open and our own importer can read. The lossless export
//! of a complete product is in `json`.

use super::csv_out::{CellGuard, cell};
use super::json::{Unwritten, WrittenCounts, pieces};
use crate::domain::detail::{Body, Detail};
use crate::domain::entity::Entity as _;
use crate::domain::epic::Epic;
use crate::domain::exported::Exported;
use crate::domain::item::Item;
use crate::domain::value::Stage;
use crate::domain::workspace::Workspace;
use crate::session::Session;
use crate::store::ExportChunk;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The order of the columns. Their meanings are guessed from the headers when the file is read. Exported fields that
/// are not listed here follow.
const ORDER: [&str; 22] = [
    "key",
    "kind",
    "title",
    "stage",
    "parent",
    "epic",
    "points",
    "labels",
    "assignees",
    "sprint",
    "sprints",
    "blocked",
    "depends_on",
    "created",
    "ended",
    "as_a",
    "i_want",
    "so_that",
    "description",
    "criteria",
    "source",
    "source_key",
];

/// Writes epics and items, one per row: first the epics, then the open items in backlog order, then the past items.
///
/// # Errors
/// [`Unwritten`] if they cannot be read or written.
pub fn write(
    session: &mut Session,
    out: &mut dyn Write,
    gate: CellGuard,
) -> Result<WrittenCounts, Unwritten> {
    let mut table =
        Rows { out: csv::Writer::from_writer(out), gate, names: Workspace::default(), header: header() };
    let header = table.header.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    table.write(&header)?;
    let written = pieces(session, &mut |piece| match piece {
        ExportChunk::Small(small) => {
            table.names = small.clone();
            small.epics.iter().try_for_each(|epic| table.epic(epic))
        }
        ExportChunk::Report(_) | ExportChunk::Meetings(_) => Ok(()),
        ExportChunk::Item(item, detail) => table.item(item, detail),
    })?;
    table.out.flush()?;
    Ok(written)
}

/// Returns the columns: those in [`ORDER`], then the other exported fields.
fn header() -> Vec<&'static str> {
    let fields = Item::CSV.iter().chain(Body::CSV).copied();
    ORDER.into_iter().chain(fields.filter(|name| !ORDER.contains(name))).collect()
}

/// Cells by column.
type CsvCells = BTreeMap<&'static str, String>;

struct Rows<W: Write> {
    out: csv::Writer<W>,
    gate: CellGuard,
    /// What the items refer to.
    names: Workspace,
    header: Vec<&'static str>,
}

impl<W: Write> Rows<W> {
    fn write(&mut self, cells: &[String]) -> io::Result<()> {
        let gate = self.gate;
        self.out.write_record(cells.iter().map(|text| cell(text, gate).into_owned())).map_err(io::Error::from)
    }

    fn row(&mut self, mut cells: CsvCells) -> io::Result<()> {
        let row: Vec<String> =
            self.header.iter().map(|name| cells.remove(name).unwrap_or_default()).collect();
        self.write(&row)
    }

    fn epic(&mut self, epic: &Epic) -> io::Result<()> {
        let stage = if epic.closed { Stage::Accepted } else { Stage::New };
        let mut cells = cells(epic.csv(&self.names));
        cells.insert("key", self.names.epic_key(epic.id));
        cells.insert("kind", "epic".to_owned());
        cells.insert("stage", stage.word().to_owned());
        self.row(cells)
    }

    fn item(&mut self, item: &Item, detail: &Detail) -> io::Result<()> {
        let names = &self.names;
        let sprint = |id| names.sprints.get(id).map(|sprint| sprint.name.as_str());
        let chain = detail.selections.iter().filter_map(|it| sprint(it.sprint));
        // One criterion per line.
        let criteria = detail.criteria.iter().map(|it| it.text.replace('\n', " "));
        let mut cells = cells(item.csv(names));
        cells.extend(detail.body.iter().flat_map(|body| self::cells(body.csv(names))));
        cells.insert("key", names.key(item.id));
        cells.insert("sprints", chain.collect::<Vec<_>>().join(" > "));
        cells.insert("criteria", criteria.collect::<Vec<_>>().join("\n"));
        self.row(cells)
    }
}

/// Converts values to texts. Lists are separated in the way our own importer splits them.
fn cells(fields: Vec<(&'static str, Exported)>) -> CsvCells {
    let part = |name| match name {
        "labels" => ", ",
        "assignees" => "; ",
        _ => " ",
    };
    let text = |(name, value)| {
        let text = match value {
            Exported::Nothing => String::new(),
            Exported::Text(text) => text,
            Exported::Count(number) => number.to_string(),
            Exported::Points(points) => points.to_string(),
            Exported::Titled { key, .. } => key,
            Exported::List(values) => values.join(part(name)),
        };
        (name, text)
    };
    fields.into_iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::import::ImportTarget;
    use crate::domain::value::Zone;
    use crate::domain::value::{Kind, Points};
    use crate::exchange::json::tests::full;
    use crate::exchange::{ReadOptions, read};

    #[test]
    fn a_table_of_ours_is_read_back_by_ourselves() {
        let mut session = full();
        let mut out = Vec::new();
        write(&mut session, &mut out, CellGuard::Guarded).unwrap();
        let batch = read("x.csv", &out, &ReadOptions::new(Zone::UTC)).unwrap();
        assert_eq!(batch.problems, [], "{}", String::from_utf8_lossy(&out));
        let row = |title: &str| batch.rows.iter().find(|row| row.title == title).unwrap();
        let epic = row("=Payments");
        assert_eq!((epic.target, epic.key.as_deref()), (ImportTarget::Epic, Some("PB-E1")));
        let pay = row("Pay by card");
        assert_eq!(
            (pay.target, pay.stage, pay.estimate),
            (ImportTarget::Item(Kind::Bug), Stage::Accepted, Some(Points::hundredths(50)))
        );
        assert_eq!((pay.parent.as_deref(), &pay.sprints), (Some("PB-E1"), &vec!["Sprint 1".to_owned()]));
        assert_eq!((pay.labels.join("|"), pay.assignees.join("|")), ("till".into(), "Doe, Jo|Ana".into()));
        assert_eq!(
            (pay.criteria.join("|"), pay.description.as_str()),
            ("-1 is shown|two lines".into(), "+1\nand more")
        );
        assert_eq!((pay.as_a.as_deref(), pay.so_that.as_deref()), (Some("guest"), None));
        assert!(pay.created_ms.is_some() && pay.done_ms.is_some());
        let unmapped: Vec<&str> = pay.unmapped_fields.iter().map(|(header, _)| header.as_str()).collect();
        assert_eq!(unmapped, [""; 0]);
        let second = row("Second");
        assert_eq!((second.depends_on.join("|"), second.parent.as_deref()), ("PB-1".into(), Some("PB-1")));
        assert_eq!(second.unmapped_fields, [("blocked".to_owned(), "@bank".to_owned())]);
    }

    #[test]
    fn every_column_stands_once_and_every_field_of_the_table_has_one() {
        let header = header();
        let once: std::collections::BTreeSet<_> = header.iter().collect();
        assert_eq!(once.len(), header.len(), "{header:?}");
        for name in Item::CSV.iter().chain(Body::CSV).chain(Epic::CSV) {
            assert!(header.contains(name), "{name}");
        }
    }

    #[test]
    fn no_cell_is_a_formula_unless_it_is_wanted_raw() {
        let mut session = full();
        let mut guarded = Vec::new();
        write(&mut session, &mut guarded, CellGuard::Guarded).unwrap();
        let guarded = String::from_utf8(guarded).unwrap();
        assert!(
            guarded.contains("'=Payments") && guarded.contains("'@bank") && !guarded.contains(",=Payments")
        );
        let mut raw = Vec::new();
        write(&mut session, &mut raw, CellGuard::Raw).unwrap();
        assert!(String::from_utf8(raw).unwrap().contains(",=Payments"));
    }
}
