//! Reading a single row, field by field. Which rows are imported, and in which order, is not decided here.

use super::keys::{Keys, Parent};
use super::{Dialect, TableReader, UnreadDates};
use crate::domain::import::{ImportProblem, IncomingComment, IncomingItem};
use crate::domain::value::{Points, Stage};
use crate::exchange::columns::ColumnMeaning;
use crate::exchange::stories::{self, Story};
use crate::exchange::table::TableRow;
use crate::exchange::{jira, kinds, limits, loss, remark, statuses};
use crate::text::clip;
use std::borrow::Cow;
use std::collections::HashSet;

/// Reads a row; `None` if it has neither a title nor a key.
pub fn incoming(
    reading: &TableReader<'_>,
    row: &TableRow,
    above: Option<&str>,
    keys: &Keys,
    unread_dates: &mut UnreadDates,
) -> Option<(IncomingItem, Vec<ImportProblem>)> {
    let item = IncomingItem::titled(row.line, "");
    let mut draft = RowDraft { reading, row, item, remarks: Vec::new() };
    draft.texts();
    draft.title()?;
    draft.points();
    draft.kind_and_stage();
    draft.dates(unread_dates);
    draft.parent(above, keys);
    draft.lists();
    draft.comments();
    draft.links();
    draft.keep_unmapped();
    Some((draft.item, draft.remarks))
}

struct RowDraft<'a> {
    reading: &'a TableReader<'a>,
    row: &'a TableRow,
    item: IncomingItem,
    remarks: Vec<ImportProblem>,
}

impl<'a> RowDraft<'a> {
    fn cells(&self, field: ColumnMeaning) -> impl Iterator<Item = (usize, Cow<'a, str>)> + use<'a> {
        self.reading.cells(self.row, field)
    }

    /// Returns the first non-empty cell; others with a different value are kept as unmapped.
    fn single(&mut self, field: ColumnMeaning) -> Option<String> {
        let mut cells = self.cells(field);
        let (_, first) = cells.next()?;
        for (column, other) in cells {
            if other != first {
                self.keep(column, &other);
            }
        }
        Some(first.into_owned())
    }

    fn keep(&mut self, column: usize, text: &str) {
        self.item.unmapped_fields.push((self.reading.header(column), text.to_owned()));
    }

    fn remark(&mut self, reason: impl Into<String>) {
        self.remarks.push(remark(self.row.line, reason));
    }

    fn texts(&mut self) {
        self.item.key = self.single(ColumnMeaning::Key);
        self.item.as_a = self.single(ColumnMeaning::AsA);
        self.item.i_want = self.single(ColumnMeaning::IWant);
        self.item.so_that = self.single(ColumnMeaning::SoThat);
        let descriptions: Vec<String> =
            self.cells(ColumnMeaning::Description).map(|(_, text)| text.into_owned()).collect();
        self.item.description = descriptions.join("\n\n");
    }

    fn title(&mut self) -> Option<()> {
        let title = self.single(ColumnMeaning::Title).or_else(|| {
            let (as_a, i_want) = (String::new(), self.item.i_want.clone()?);
            Some(Story { as_a, i_want, so_that: None }.title()).filter(|it| !it.is_empty())
        });
        self.item.title = if let Some(title) = title {
            title
        } else {
            self.remark("The title is empty; the key is used instead.");
            self.item.key.clone()?
        };
        // Our own table has the narrative apart, even where the title is a whole story.
        if !self.reading.is_own() {
            stories::tell(&mut self.item);
        }
        self.remarks.extend(limits::fit(&mut self.item));
        Some(())
    }

    /// Reads the first cell that is an estimate; the others are kept as unmapped.
    fn points(&mut self) {
        let mut refused = None;
        for (column, text) in self.cells(ColumnMeaning::Points) {
            match (text.parse::<Points>(), self.item.estimate) {
                (Ok(points), None) => self.item.estimate = Some(points),
                (Ok(points), Some(estimate)) if points == estimate => {}
                (Ok(_), Some(_)) => self.keep(column, &text),
                (Err(bad), _) => {
                    refused = refused.or(Some(bad));
                    self.keep(column, &text);
                }
            }
        }
        if let (Some(bad), None) = (refused, self.item.estimate) {
            self.remarks.push(loss(self.row.line, format!("{bad}.")));
        }
    }

    fn kind_and_stage(&mut self) {
        for (place, (column, text)) in self.cells(ColumnMeaning::Kind).enumerate() {
            let (target, says_it_all) = kinds::target(&text);
            if place == 0 {
                self.item.target = target;
            }
            if place > 0 || !says_it_all {
                self.keep(column, &text);
            }
        }
        let category = self.reading.first(self.row, ColumnMeaning::Category).unwrap_or_default();
        let resolution = self.reading.first(self.row, ColumnMeaning::Resolution).unwrap_or_default();
        let status = self.reading.first(self.row, ColumnMeaning::Status).unwrap_or_default();
        let (stage, _) = self.reading.statuses.stage(&status, &category);
        let given_up = stage == Stage::Accepted && statuses::gives_up(&resolution);
        self.item.stage = if given_up { Stage::Dropped } else { stage };
        let known = [self.item.stage.word(), "done"];
        for field in [ColumnMeaning::Status, ColumnMeaning::Resolution] {
            for (column, text) in self.cells(field) {
                let open_all_the_same = self.item.stage.is_open() && text.eq_ignore_ascii_case("done");
                if open_all_the_same || !known.contains(&text.to_lowercase().as_str()) {
                    self.keep(column, &text);
                }
            }
        }
    }

    /// The done date counts only if the item is done: some tools set it at a hand-over.
    fn dates(&mut self, unread: &mut UnreadDates) {
        for field in [ColumnMeaning::Created, ColumnMeaning::Done] {
            for (column, text) in self.cells(field) {
                let read = self.reading.dates.read(&text);
                if read.is_none() {
                    unread.note(self.row.line, &text);
                }
                let counts = field == ColumnMeaning::Created || !self.item.stage.is_open();
                let slot = if field == ColumnMeaning::Created {
                    &mut self.item.created_ms
                } else {
                    &mut self.item.done_ms
                };
                match read {
                    Some(at_ms) if counts && slot.is_none_or(|it| it == at_ms) => *slot = Some(at_ms),
                    Some(_) | None => self.keep(column, &text),
                }
            }
        }
    }

    /// Reads the first known parent; unknown ones are kept as unmapped.
    fn parent(&mut self, above: Option<&str>, keys: &Keys) {
        self.item.parent = above.map(str::to_owned);
        let mut unknown = None;
        for (column, text) in self.cells(ColumnMeaning::Parent) {
            match keys.parent(&text) {
                Parent::Key(key) if self.item.parent.as_ref().is_none_or(|it| *it == key) => {
                    self.item.names_epic = self.reading.is_of_epics(column) && keys.is_title(&key);
                    self.item.parent = Some(key);
                }
                Parent::Key(_) => self.keep(column, &text),
                Parent::Unknown => {
                    self.keep(column, &text);
                    unknown = Some(text);
                }
            }
        }
        if self.item.parent.is_some() && self.item.parent == self.item.key {
            self.item.parent = None;
            self.remark("The row names itself as its parent; it has none now.");
        } else if let (Some(number), None) = (unknown, &self.item.parent) {
            let number = clip(&number, 40);
            self.remark(format!("The parent {number} is not in the file; its number was kept."));
        }
    }

    fn lists(&mut self) {
        self.item.sprints = self.list(ColumnMeaning::Sprint, |text| {
            let names = text.split(" > ").flat_map(|it| it.split(';'));
            // Azure DevOps writes the full path of an iteration.
            names.map(|it| it.rsplit('\\').next().unwrap_or(it)).collect()
        });
        self.item.labels = self.list(ColumnMeaning::Labels, |text| text.split([',', ';']).collect());
        // Names may contain commas: "Doe, Jane".
        self.item.assignees =
            self.list(ColumnMeaning::Assignee, |text| text.split(';').map(without_address).collect());
        self.item.depends_on =
            self.list(ColumnMeaning::DependsOn, |text| text.split([',', ';', ' ', '\n']).collect());
        self.item.criteria =
            self.cells(ColumnMeaning::Criteria).flat_map(|(_, text)| criteria(&text)).collect();
    }

    /// Returns the distinct values with this meaning; Jira has one per cell.
    fn list(&self, field: ColumnMeaning, split: fn(&str) -> Vec<&str>) -> Vec<String> {
        let mut list: Vec<String> = Vec::new();
        // A cell may contain a hundred thousand values.
        let mut seen: HashSet<String> = HashSet::new();
        for (_, text) in self.cells(field) {
            let parts = match self.reading.dialect {
                Dialect::Jira => vec![text.as_ref()],
                Dialect::Guarded | Dialect::Plain => split(&text),
            };
            for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
                if seen.insert(part.to_owned()) {
                    list.push(part.to_owned());
                }
            }
        }
        list
    }

    fn comments(&mut self) {
        let dates = self.reading.dates;
        let comment = |text: &str| match self.reading.dialect {
            Dialect::Jira => jira::comment(text, dates),
            Dialect::Guarded | Dialect::Plain => {
                IncomingComment { at_ms: None, author: String::new(), text: text.to_owned() }
            }
        };
        let comments: Vec<IncomingComment> =
            self.cells(ColumnMeaning::Comment).map(|(_, text)| comment(&text)).collect();
        self.item.comments = comments.into_iter().filter(|it| !it.text.is_empty()).collect();
        if self.item.comments.iter().all(|it| it.at_ms.is_some()) {
            self.item.comments.sort_by_key(|it| it.at_ms);
        }
    }

    fn links(&mut self) {
        for (column, text) in self.cells(ColumnMeaning::Link) {
            if ["http://", "https://"].iter().any(|it| text.starts_with(it))
                && !text.contains(char::is_whitespace)
            {
                self.item.links.push((self.reading.header(column), text.into_owned()));
            } else {
                self.keep(column, &text);
            }
        }
    }

    /// Keeps the unmapped cells, and those beyond the last header.
    fn keep_unmapped(&mut self) {
        for (column, text) in self.cells(ColumnMeaning::Keep) {
            self.keep(column, &text);
        }
        for column in self.reading.table.header.len()..self.row.width() {
            if let Some(text) = self.reading.cell(self.row, column) {
                self.keep(column, &text);
            }
        }
    }
}

/// Removes the address from `Jane Doe <jane@example.org>`.
fn without_address(name: &str) -> &str {
    match name.split_once('<') {
        Some((name, address)) if address.contains('@') && !name.trim().is_empty() => name,
        _ => name,
    }
}

fn criteria(text: &str) -> Vec<String> {
    let bare = |line: &str| {
        let line = line.trim();
        let bullet = line.trim_start_matches(['-', '*', '•', '#']);
        if bullet.starts_with(' ') { bullet.trim_start().to_owned() } else { line.to_owned() }
    };
    text.lines().map(bare).filter(|line| !line.is_empty()).collect()
}
