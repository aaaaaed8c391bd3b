//! References between rows: by key, by internal number, by an epic's title, or by position in a tree.

use super::TableReader;
use crate::domain::import::ImportTarget;
use crate::exchange::columns::{ColumnMeaning, plain};
use crate::exchange::kinds;
use std::collections::{HashMap, HashSet};

/// The keys of a file.
pub struct Keys {
    all: HashSet<String>,
    by_id: HashMap<String, String>,
    by_epic: HashMap<String, String>,
    in_tree: Vec<Option<String>>,
    has_ids: bool,
}

/// The result of resolving a parent's cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parent {
    /// The key of a row in this file, or of one outside of it.
    Key(String),
    /// A number that belongs to no row in this file.
    Unknown,
}

impl Keys {
    /// Collects the keys of all rows.
    pub fn of(reading: &TableReader<'_>) -> Self {
        let has_ids = reading.columns.contains_key(&ColumnMeaning::Id);
        let in_tree = in_tree(reading);
        let (all, by_id, by_epic) = (HashSet::new(), HashMap::new(), HashMap::new());
        let mut known = Self { all, by_id, by_epic, in_tree, has_ids };
        for row in &reading.table.rows {
            let Some(key) = reading.first(row, ColumnMeaning::Key).map(String::from) else { continue };
            if let Some(id) = reading.first(row, ColumnMeaning::Id) {
                known.by_id.entry(id.into_owned()).or_insert_with(|| key.clone());
            }
            let kind = reading.first(row, ColumnMeaning::Kind).unwrap_or_default();
            if kinds::target(&kind).0 == ImportTarget::Epic
                && let Some(title) = reading.first(row, ColumnMeaning::Title)
            {
                known.by_epic.entry(title.into_owned()).or_insert_with(|| key.clone());
            }
            known.all.insert(key);
        }
        known
    }

    /// Resolves a parent's cell.
    pub fn parent(&self, named: &str) -> Parent {
        if let Some(key) = self.by_id.get(named) {
            Parent::Key(key.clone())
        } else if self.all.contains(named) {
            Parent::Key(named.to_owned())
        } else if let Some(key) = self.by_epic.get(named) {
            Parent::Key(key.clone())
        } else if self.has_ids && named.bytes().all(|byte| byte.is_ascii_digit()) {
            Parent::Unknown
        } else {
            Parent::Key(named.to_owned())
        }
    }

    /// Returns whether a text is a title rather than a key: no row has this key, and it does not look like one.
    pub fn is_title(&self, text: &str) -> bool {
        let number = text.rsplit('-').next().unwrap_or_default();
        let number = number.strip_prefix(['E', 'e', '#']).unwrap_or(number);
        let ends_with_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let looks_like_a_key = ends_with_number && !text.contains(char::is_whitespace);
        !self.all.contains(text) && !looks_like_a_key
    }

    /// Returns the key of the parent row in a tree.
    pub fn parent_in_tree(&self, place: usize) -> Option<&str> {
        self.in_tree.get(place)?.as_deref()
    }
}

/// Returns, for each row of a tree (`Title 1, Title 2 …`), the key of the nearest row above with a shallower title.
fn in_tree(reading: &TableReader<'_>) -> Vec<Option<String>> {
    let columns = reading.columns.get(&ColumnMeaning::Title).map(Vec::as_slice).unwrap_or_default();
    let depths = columns.iter().all(|at| plain(&reading.header(*at)).starts_with("title"));
    if columns.len() < 2 || !depths {
        return Vec::new();
    }
    let mut above: Vec<(usize, Option<String>)> = Vec::new();
    let mut parents = Vec::new();
    for row in &reading.table.rows {
        let depth = reading.cells(row, ColumnMeaning::Title).next().map_or(usize::MAX, |(at, _)| at);
        above.retain(|(other, _)| *other < depth);
        parents.push(above.last().and_then(|(_, key)| key.clone()));
        above.push((depth, reading.first(row, ColumnMeaning::Key).map(String::from)));
    }
    parents
}
