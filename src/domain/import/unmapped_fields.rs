//! The unmapped fields of an imported item, and a record of its last import: one JSON object in the item's body.
//! Comparing the two imports is not here.

use crate::domain::value::Prose;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The key, among the headers, that holds the record of the last import.
const REMEMBERED: &str = "ceremony:imported";

/// The other tool's cells by header, and a record of the last import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnmappedFields {
    /// The cells of each header, in file order.
    pub cells: BTreeMap<String, Vec<String>>,
    /// For each part, short hashes of the incoming value and of the resulting value; see [`UnmappedFields::hashes`].
    memory: BTreeMap<String, String>,
    /// The hashes of entries of lists that only grow, such as comments.
    seen: BTreeMap<String, BTreeSet<String>>,
}

impl UnmappedFields {
    /// Parses the stored form; anything that no version has written reads as empty.
    pub fn read(text: &Prose) -> Self {
        let mut unmapped = Self::default();
        let Ok(Value::Object(object)) = serde_json::from_str(text) else { return unmapped };
        for (header, value) in object {
            match value {
                Value::Object(memory) if header == REMEMBERED => unmapped.remember(memory),
                Value::String(text) => {
                    unmapped.cells.insert(header, vec![text]);
                }
                Value::Array(list) => {
                    let texts = list.into_iter().filter_map(|it| it.as_str().map(str::to_owned));
                    unmapped.cells.insert(header, texts.collect());
                }
                Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
            }
        }
        unmapped
    }

    fn remember(&mut self, memory: Map<String, Value>) {
        for (word, value) in memory {
            match value {
                Value::String(hash) => {
                    self.memory.insert(word, hash);
                }
                Value::Array(list) => {
                    let hashes = list.into_iter().filter_map(|it| it.as_str().map(str::to_owned));
                    self.seen.insert(word, hashes.collect());
                }
                Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
            }
        }
    }

    /// Returns the stored form; empty if there are no fields.
    ///
    /// If it would be too long, the longest cells are cut off. Returns whether that happened.
    pub fn write(&self) -> (Prose, bool) {
        let mut unmapped = self.clone();
        let mut clipped = false;
        loop {
            if let Ok(text) = unmapped.to_json().parse() {
                return (text, clipped);
            }
            clipped = true;
            let Some(longest) = unmapped.cells.values_mut().flatten().max_by_key(|text| text.len()) else {
                return (Prose::default(), clipped);
            };
            longest.truncate(longest.floor_char_boundary(longest.len() / 2));
        }
    }

    fn to_json(&self) -> String {
        let mut object = Map::new();
        for (header, cells) in &self.cells {
            let value = match cells.as_slice() {
                [one] => Value::from(one.as_str()),
                many => many.iter().map(String::as_str).collect(),
            };
            object.insert(header.clone(), value);
        }
        let mut memory: Map<String, Value> =
            self.memory.iter().map(|(word, hash)| (word.clone(), hash.as_str().into())).collect();
        for (word, hashes) in self.seen.iter().filter(|(_, hashes)| !hashes.is_empty()) {
            memory.insert(word.clone(), hashes.iter().map(String::as_str).collect());
        }
        if !memory.is_empty() {
            object.insert(REMEMBERED.to_owned(), memory.into());
        }
        if object.is_empty() { String::new() } else { Value::Object(object).to_string() }
    }

    /// Adds a cell; a header may occur several times.
    pub fn add(&mut self, header: &str, text: &str) {
        // The reserved key is not available as a header.
        let header = if header == REMEMBERED { "imported" } else { header };
        self.cells.entry(header.to_owned()).or_default().push(text.to_owned());
    }

    /// Returns the hashes of a part's incoming value at the last import, and of its resulting value.
    ///
    /// Empty values are not stored: both hashes are empty then.
    pub fn hashes(&self, part: &str) -> (&str, &str) {
        let text = self.memory.get(part).map_or("", String::as_str);
        text.split_once('/').unwrap_or((text, text))
    }

    /// Records the hashes of a part's incoming value and of its resulting value.
    pub fn record(&mut self, part: &str, incoming: &str, result: &str) {
        let text = if incoming == result { incoming.to_owned() } else { format!("{incoming}/{result}") };
        if text.is_empty() {
            self.memory.remove(part);
        } else {
            self.memory.insert(part.to_owned(), text);
        }
    }

    /// Records an entry of a list. Returns whether it is new.
    pub fn note(&mut self, list: &str, hash: String) -> bool {
        self.seen.entry(list.to_owned()).or_default().insert(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_comes_back_as_it_was_written() {
        let mut unmapped = UnmappedFields::default();
        assert_eq!(unmapped.write(), (Prose::default(), false));
        unmapped.add("Watchers", "a");
        unmapped.add("Watchers", "b");
        unmapped.add("Environment", "Linux");
        unmapped.record("title", "1", "1");
        unmapped.record("labels", "1", "2");
        unmapped.record("kind", "", "");
        unmapped.record("parent", "", "2");
        assert!(unmapped.note("comments", "c".to_owned()) && !unmapped.note("comments", "c".to_owned()));
        let (text, clipped) = unmapped.write();
        assert!(!clipped);
        assert!(
            text.starts_with(r#"{"Environment":"Linux","Watchers":["a","b"],"ceremony:imported":{"#),
            "{text}"
        );
        assert_eq!(UnmappedFields::read(&text), unmapped);
        assert_eq!([unmapped.hashes("title"), unmapped.hashes("labels")], [("1", "1"), ("1", "2")]);
        assert_eq!([unmapped.hashes("kind"), unmapped.hashes("parent")], [("", ""), ("", "2")]);
    }

    #[test]
    fn what_nobody_has_written_reads_as_nothing() {
        for text in ["", "{", "[1]", "{\"a\":1,\"ceremony:imported\":{\"x\":3}}"] {
            assert_eq!(UnmappedFields::read(&text.parse().unwrap()), UnmappedFields::default(), "{text}");
        }
    }

    #[test]
    fn the_longest_cells_lose_their_ends_where_all_is_too_long() {
        let mut unmapped = UnmappedFields::default();
        unmapped.add("short", "x");
        unmapped.add("long", &"é".repeat(Prose::MOST));
        let (text, clipped) = unmapped.write();
        assert!(clipped);
        assert_eq!(UnmappedFields::read(&text).cells["short"], ["x"]);
        assert!(UnmappedFields::read(&text).cells["long"][0].len() > 400_000);
    }
}
