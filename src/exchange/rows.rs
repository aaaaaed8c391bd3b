//! Converting rows of cells into a batch: what concerns several rows, such as duplicates, order and parents. Reading
//! a single row is in `row`.

mod keys;
mod row;

use super::columns::{ColumnMeaning, Mapping, is_ours, plain};
use super::dates::Dates;
use super::statuses::{Origin, StatusMap, StatusWord};
use super::table::{Table, TableRow};
use super::{ReadOptions, csv_out, loss};
use crate::domain::import::{Batch, ImportPart, ImportProblem, IncomingItem};
use crate::domain::sentence::count;
use crate::text::clip;
use keys::Keys;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The convention by which cells are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Jira: one value per cell, repeated columns for more; comments with date and account.
    Jira,
    /// Ours and Linear's: several values per cell, an apostrophe before what a spreadsheet would evaluate.
    Guarded,
    /// Others: several values per cell.
    Plain,
}

impl Dialect {
    /// Recognises a table's dialect by headers that are unique to one tool: Linear's cycles, our stages.
    pub fn of(header: &[String]) -> Self {
        let guarded = header.iter().any(|it| ["cyclename", "stage"].contains(&plain(it).as_str()));
        if guarded { Self::Guarded } else { Self::Plain }
    }
}

/// A table and everything needed to read its rows.
pub struct TableReader<'a> {
    table: &'a Table,
    columns: BTreeMap<ColumnMeaning, Vec<usize>>,
    dialect: Dialect,
    statuses: &'a StatusMap,
    dates: Dates,
}

impl<'a> TableReader<'a> {
    /// Prepares the reading of a table; returns a remark if dates are ambiguous.
    pub fn new(
        table: &'a Table,
        mapping: &Mapping,
        dialect: Dialect,
        options: &'a ReadOptions,
    ) -> (Self, Option<ImportProblem>) {
        let mut columns: BTreeMap<ColumnMeaning, Vec<usize>> = BTreeMap::new();
        for column in 0..table.header.len() {
            columns.entry(mapping.field(column)).or_default().push(column);
        }
        let time_columns: Vec<usize> = [ColumnMeaning::Created, ColumnMeaning::Done]
            .iter()
            .flat_map(|it| columns.get(it).into_iter().flatten())
            .copied()
            .collect();
        let cells = table.rows.iter().flat_map(|row| time_columns.iter().map(|at| (row.line, row.cell(*at))));
        let (dates, remark) = Dates::learn(options.zone, options.day_first, cells);
        (Self { table, columns, dialect, statuses: &options.statuses, dates }, remark)
    }

    /// Returns the distinct statuses of the rows.
    pub fn statuses(&self) -> Vec<StatusWord> {
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut words: Vec<StatusWord> = Vec::new();
        for row in &self.table.rows {
            let Some(status) = self.first(row, ColumnMeaning::Status) else { continue };
            let place = *places.entry(status.to_lowercase()).or_insert(words.len());
            if place == words.len() {
                let category = self.first(row, ColumnMeaning::Category).unwrap_or_default();
                let (stage, from) = self.statuses.stage(&status, &category);
                let (status, category) = (status.into_owned(), category.into_owned());
                words.push(StatusWord { status, category, line: row.line, rows: 0, stage, from });
            }
            words[place].rows += 1;
        }
        words
    }

    /// Returns a problem for each unknown status, with the number of rows that have it.
    fn unknown_statuses(&self) -> Vec<ImportProblem> {
        let unknown = |word: &StatusWord| word.from == Origin::Unknown;
        let problem = |word: StatusWord| {
            let status = clip(&word.status, 40);
            let rows = count(word.rows, "row", "rows");
            let reason = format!(
                "The status {status:?} is not known ({rows}, imported as new). Define it with --status {status:?}=STAGE."
            );
            loss(word.line, reason)
        };
        self.statuses().into_iter().filter(unknown).map(problem).collect()
    }

    /// Reads all rows, in backlog order.
    pub fn batch(&self) -> Batch {
        let keys = Keys::of(self);
        let is_own_table = self.is_own();
        let mut batch = Batch {
            is_own_table,
            silent: self.silent(),
            extra_columns: if is_own_table { Vec::new() } else { self.extra_columns() },
            accounts: accounts(self.table),
            ..Batch::default()
        };
        let mut seen: HashMap<String, u64> = HashMap::new();
        let mut unread_dates = UnreadDates::default();
        let mut ranked: Vec<(Option<Cow<'_, str>>, IncomingItem)> = Vec::new();
        for (place, row) in self.table.rows.iter().enumerate() {
            let left_out = |reason: String| ImportProblem { left_out: true, ..loss(row.line, reason) };
            let key = self.first(row, ColumnMeaning::Key);
            if let Some(line) = key.as_ref().and_then(|key| seen.get(key.as_ref())) {
                let key = key.unwrap_or_default();
                batch.problems.push(left_out(format!("{key} is already in line {line}.")));
                continue;
            }
            match row::incoming(self, row, keys.parent_in_tree(place), &keys, &mut unread_dates) {
                Some((item, remarks)) => {
                    batch.problems.extend(remarks);
                    seen.extend(key.map(|key| (key.into_owned(), row.line)));
                    ranked.push((self.first(row, ColumnMeaning::Rank), item));
                }
                None => batch.problems.push(left_out("The row has neither a title nor a key.".to_owned())),
            }
        }
        batch.problems.extend(unread_dates.remark());
        batch.problems.extend(self.unknown_statuses());
        sort_by_rank(&mut ranked);
        batch.rows = ranked.into_iter().map(|(_, item)| item).collect();
        batch
    }

    /// Returns whether the table is in the form that we export.
    fn is_own(&self) -> bool {
        is_ours(&self.table.header.iter().map(|header| plain(header)).collect::<Vec<_>>())
    }

    /// Returns the headers of the filled columns whose cells are only kept; each once.
    fn extra_columns(&self) -> Vec<String> {
        let kept = self.columns.get(&ColumnMeaning::Keep).map(Vec::as_slice).unwrap_or_default();
        let mut headers: Vec<String> = Vec::new();
        for at in kept.iter().filter(|at| self.table.rows.iter().any(|row| self.cell(row, **at).is_some())) {
            let header = self.header(*at);
            if !headers.contains(&header) {
                headers.push(header);
            }
        }
        headers
    }

    /// Returns the parts for which the table has no column; some parts can come from several columns.
    fn silent(&self) -> BTreeSet<ImportPart> {
        let tells = |part: &ImportPart| {
            let fields: &[ColumnMeaning] = match part {
                ImportPart::Title => &[ColumnMeaning::Title, ColumnMeaning::IWant],
                ImportPart::Kind => &[ColumnMeaning::Kind],
                // The title may be a user story, too.
                ImportPart::AsA => &[ColumnMeaning::AsA, ColumnMeaning::Title],
                ImportPart::IWant => &[ColumnMeaning::IWant, ColumnMeaning::Title],
                ImportPart::SoThat => &[ColumnMeaning::SoThat, ColumnMeaning::Title],
                ImportPart::Description => &[ColumnMeaning::Description],
                ImportPart::Criteria => &[ColumnMeaning::Criteria],
                ImportPart::Estimate => &[ColumnMeaning::Points],
                ImportPart::Stage => {
                    &[ColumnMeaning::Status, ColumnMeaning::Category, ColumnMeaning::Resolution]
                }
                ImportPart::Parent => &[ColumnMeaning::Parent],
                ImportPart::Sprints => &[ColumnMeaning::Sprint],
                ImportPart::Labels => &[ColumnMeaning::Labels],
                ImportPart::Assignees => &[ColumnMeaning::Assignee],
                ImportPart::DependsOn => &[ColumnMeaning::DependsOn],
                ImportPart::Created => &[ColumnMeaning::Created],
            };
            fields.iter().any(|field| self.columns.contains_key(field))
        };
        // A tree of titles implies parents without a column for them.
        let is_tree = self.columns.get(&ColumnMeaning::Title).is_some_and(|columns| columns.len() > 1);
        ImportPart::ALL
            .iter()
            .copied()
            .filter(|part| !tells(part) && (*part != ImportPart::Parent || !is_tree))
            .collect()
    }

    /// Returns the non-empty cells of a row with this meaning, with their columns.
    fn cells(&self, row: &'a TableRow, field: ColumnMeaning) -> impl Iterator<Item = (usize, Cow<'a, str>)> {
        let columns = self.columns.get(&field).map(Vec::as_slice).unwrap_or_default();
        columns.iter().filter_map(move |at| self.cell_of(row, *at, field).map(|text| (*at, text)))
    }

    fn first(&self, row: &'a TableRow, field: ColumnMeaning) -> Option<Cow<'a, str>> {
        self.cells(row, field).next().map(|(_, text)| text)
    }

    /// Returns a trimmed cell with normalised line ends; `None` if it is empty.
    fn cell(&self, row: &'a TableRow, column: usize) -> Option<Cow<'a, str>> {
        self.cell_of(row, column, ColumnMeaning::Keep)
    }

    /// Returns a cell with this meaning: a description keeps the indentation of its first line, and a title may be any
    /// text.
    fn cell_of(&self, row: &'a TableRow, column: usize, field: ColumnMeaning) -> Option<Cow<'a, str>> {
        let text = match self.dialect {
            Dialect::Guarded => csv_out::unguard(row.cell(column)),
            Dialect::Jira | Dialect::Plain => row.cell(column),
        };
        let text = if field == ColumnMeaning::Description { without_blank_lines(text) } else { text.trim() };
        let empty: &[&str] =
            if field == ColumnMeaning::Title { &[""] } else { &["", "{}", "null", "<null>"] };
        let nothing = empty.iter().any(|it| text.trim().eq_ignore_ascii_case(it));
        let with_ends = || if text.contains('\r') { one_line_end(text).into() } else { text.into() };
        (!nothing).then(with_ends)
    }

    /// Returns whether a column names epics.
    fn is_of_epics(&self, column: usize) -> bool {
        let header = self.table.header.get(column).map(|header| plain(header)).unwrap_or_default();
        ["epic", "epicname", "epictitle", "épica", "epik"].contains(&header.as_str())
    }

    /// Returns the header of a column under which its cells are kept with an item.
    fn header(&self, column: usize) -> String {
        match self.table.header.get(column) {
            Some(header) if !header.is_empty() => header.clone(),
            _ => format!("column {}", column + 1),
        }
    }
}

/// Returns the names of people by their accounts: `Assignee` is the name of `Assignee Id`.
fn accounts(table: &Table) -> BTreeMap<String, String> {
    let headers: Vec<String> = table.header.iter().map(|header| plain(header)).collect();
    let mut accounts = BTreeMap::new();
    for (id_at, header) in headers.iter().enumerate() {
        let name_at = header.strip_suffix("id").and_then(|name| headers.iter().position(|it| it == name));
        let Some(name_at) =
            name_at.filter(|_| ["assigneeid", "reporterid", "creatorid"].contains(&header.as_str()))
        else {
            continue;
        };
        for row in &table.rows {
            let (id, name) = (row.cell(id_at).trim(), row.cell(name_at).trim());
            if !id.is_empty() && !name.is_empty() {
                accounts.entry(id.to_owned()).or_insert_with(|| name.to_owned());
            }
        }
    }
    accounts
}

/// Returns a text without blank lines at its start and without blanks at its end.
fn without_blank_lines(text: &str) -> &str {
    let text = text.trim_end();
    let blank = text.len() - text.trim_start().len();
    let first_line = text[..blank].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    &text[first_line..]
}

fn one_line_end(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Sorts the rows by rank, numerically if all ranks are numbers, otherwise as text; rows without a rank come last, in
/// file order.
fn sort_by_rank(ranked: &mut [(Option<Cow<'_, str>>, IncomingItem)]) {
    let number = |rank: &str| rank.parse::<f64>().ok();
    let numbers = ranked.iter().filter_map(|it| it.0.as_deref()).all(|rank| number(rank).is_some());
    ranked.sort_by(|(left, _), (right, _)| match (left, right) {
        (Some(left), Some(right)) if numbers => {
            number(left).zip(number(right)).map_or(Ordering::Equal, |(left, right)| left.total_cmp(&right))
        }
        (Some(left), Some(right)) => left.as_bytes().cmp(right.as_bytes()),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
}

/// Dates that were not understood: one remark for all of them, as an unknown format affects the entire column.
#[derive(Default)]
struct UnreadDates {
    first: Option<(u64, String)>,
    count: usize,
}

impl UnreadDates {
    fn note(&mut self, line: u64, text: &str) {
        self.first.get_or_insert_with(|| (line, text.chars().take(40).collect()));
        self.count += 1;
    }

    fn remark(self) -> Option<ImportProblem> {
        let (line, text) = self.first?;
        let all = match self.count {
            1 => "it was".to_owned(),
            count => format!("it and {} more were", count - 1),
        };
        Some(loss(line, format!("{text:?} is no date that is understood; {all} kept as text.")))
    }
}

#[cfg(test)]
mod tests;
