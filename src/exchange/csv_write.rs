//! Items and epics as a table that spreadsheets open and our own importer reads back. A whole product, with nothing
//! lost, is `json`'s part.

use super::csv_out::{Gate, cell};
use super::json::{Unwritten, Written, pieces};
use crate::domain::detail::Detail;
use crate::domain::epic::Epic;
use crate::domain::item::Item;
use crate::domain::value::{Instant, Stage};
use crate::domain::workspace::Workspace;
use crate::session::Session;
use crate::store::ExportChunk;
use std::io::{self, Write};

/// The columns. What each of them means is guessed from its header when the file is read back.
const HEADER: [&str; 22] = [
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

/// Writes epics and items, a row each: the epics first, then the open items in the order of the backlog, then those
/// of the past.
///
/// # Errors
/// [`Unwritten`] where they cannot be read or written.
pub fn write(session: &mut Session, out: &mut dyn Write, gate: Gate) -> Result<Written, Unwritten> {
    let mut table = Rows { out: csv::Writer::from_writer(out), gate, names: Workspace::default() };
    table.row(&HEADER.map(str::to_owned))?;
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

struct Rows<W: Write> {
    out: csv::Writer<W>,
    gate: Gate,
    /// Everything that items name.
    names: Workspace,
}

impl<W: Write> Rows<W> {
    fn row(&mut self, cells: &[String; 22]) -> io::Result<()> {
        let gate = self.gate;
        self.out.write_record(cells.iter().map(|text| cell(text, gate).into_owned())).map_err(io::Error::from)
    }

    fn epic(&mut self, epic: &Epic) -> io::Result<()> {
        let none = String::new;
        self.row(&[
            self.names.epic_key(epic.id),
            "epic".to_owned(),
            epic.title.to_string(),
            if epic.closed { Stage::Accepted } else { Stage::New }.word().to_owned(),
            none(),
            none(),
            none(),
            none(),
            none(),
            none(),
            none(),
            none(),
            none(),
            none(),
            none(),
            none(),
            none(),
            none(),
            epic.description.to_string(),
            none(),
            text(epic.source.as_ref()),
            text(epic.source_key.as_ref()),
        ])
    }

    fn item(&mut self, item: &Item, detail: &Detail) -> io::Result<()> {
        let names = &self.names;
        let labels = item.labels.iter().filter_map(|id| Some(names.labels.get(*id)?.name.as_str()));
        let people = item.assignees.iter().filter_map(|id| Some(names.persons.get(*id)?.name.as_str()));
        let sprint = |id| names.sprints.get(id).map(|sprint| sprint.name.as_str());
        let chain = detail.selections.iter().filter_map(|it| sprint(it.sprint));
        let body = detail.body.as_ref();
        // One criterion a line.
        let criteria = detail.criteria.iter().map(|it| it.text.replace('\n', " "));
        let row = [
            names.key(item.id),
            item.kind.to_string(),
            item.title.to_string(),
            item.stage.to_string(),
            item.parent.map_or_else(String::new, |id| names.key(id)),
            item.epic.map_or_else(String::new, |id| names.epic_key(id)),
            text(item.estimate.as_ref()),
            labels.collect::<Vec<_>>().join(", "),
            people.collect::<Vec<_>>().join("; "),
            item.sprint.and_then(sprint).unwrap_or_default().to_owned(),
            chain.collect::<Vec<_>>().join(" > "),
            text(item.blocked.as_ref()),
            item.depends_on.iter().map(|id| names.key(*id)).collect::<Vec<_>>().join(" "),
            item.created.rfc3339(),
            item.ended.map_or_else(String::new, Instant::rfc3339),
            text(body.map(|it| &it.as_a)),
            text(body.map(|it| &it.i_want)),
            text(body.map(|it| &it.so_that)),
            text(body.map(|it| &it.description)),
            criteria.collect::<Vec<_>>().join("\n"),
            text(item.source.as_ref()),
            text(item.source_key.as_ref()),
        ];
        self.row(&row)
    }
}

fn text(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::import::Target;
    use crate::domain::value::Zone;
    use crate::domain::value::{Kind, Points};
    use crate::exchange::json::tests::full;
    use crate::exchange::{Options, read};

    #[test]
    fn a_table_of_ours_is_read_back_by_ourselves() {
        let mut session = full();
        let mut out = Vec::new();
        write(&mut session, &mut out, Gate::Guarded).unwrap();
        let batch = read("x.csv", &out, &Options::new(Zone::UTC)).unwrap();
        assert_eq!(batch.problems, [], "{}", String::from_utf8_lossy(&out));
        let row = |title: &str| batch.rows.iter().find(|row| row.title == title).unwrap();
        let epic = row("=Payments");
        assert_eq!((epic.target, epic.key.as_deref()), (Target::Epic, Some("PB-E1")));
        let pay = row("Pay by card");
        assert_eq!(
            (pay.target, pay.stage, pay.estimate),
            (Target::Item(Kind::Bug), Stage::Accepted, Some(Points::hundredths(50)))
        );
        assert_eq!((pay.parent.as_deref(), &pay.sprints), (Some("PB-E1"), &vec!["Sprint 1".to_owned()]));
        assert_eq!((pay.labels.join("|"), pay.assignees.join("|")), ("till".into(), "Doe, Jo|Ana".into()));
        assert_eq!(
            (pay.criteria.join("|"), pay.description.as_str()),
            ("-1 is shown|two lines".into(), "+1\nand more")
        );
        assert_eq!((pay.as_a.as_deref(), pay.so_that.as_deref()), (Some("guest"), None));
        assert!(pay.created_ms.is_some() && pay.done_ms.is_some());
        let rest: Vec<&str> = pay.rest.iter().map(|(header, _)| header.as_str()).collect();
        assert_eq!(rest, [""; 0]);
        let second = row("Second");
        assert_eq!((second.depends_on.join("|"), second.parent.as_deref()), ("PB-1".into(), Some("PB-1")));
        assert_eq!(second.rest, [("blocked".to_owned(), "@bank".to_owned())]);
    }

    #[test]
    fn no_cell_is_a_formula_unless_it_is_wanted_raw() {
        let mut session = full();
        let mut guarded = Vec::new();
        write(&mut session, &mut guarded, Gate::Guarded).unwrap();
        let guarded = String::from_utf8(guarded).unwrap();
        assert!(
            guarded.contains("'=Payments") && guarded.contains("'@bank") && !guarded.contains(",=Payments")
        );
        let mut raw = Vec::new();
        write(&mut session, &mut raw, Gate::Raw).unwrap();
        assert!(String::from_utf8(raw).unwrap().contains(",=Payments"));
    }
}
