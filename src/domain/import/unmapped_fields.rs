//! What another tool knew of an item and we do not, and what the last import said of it: one JSON object in the
//! item's body. Comparing the two is not here.

use crate::domain::value::Prose;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The key beside the headers under which the last import is remembered.
const REMEMBERED: &str = "ceremony:imported";

/// The other tool's cells by their headers, and a memory of the last import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnmappedFields {
    /// The cells under each header, in the order of the file.
    pub cells: BTreeMap<String, Vec<String>>,
    /// For each part, what the file said and what it became here, as short hashes; see [`UnmappedFields::said`].
    memory: BTreeMap<String, String>,
    /// The hashes of list entries that only ever come in, such as comments.
    seen: BTreeMap<String, BTreeSet<String>>,
}

impl UnmappedFields {
    /// Reads what is kept with an item; anything that no version has written reads as nothing.
    pub fn read(text: &Prose) -> Self {
        let mut rest = Self::default();
        let Ok(Value::Object(object)) = serde_json::from_str(text) else { return rest };
        for (header, value) in object {
            match value {
                Value::Object(memory) if header == REMEMBERED => rest.remember(memory),
                Value::String(text) => {
                    rest.cells.insert(header, vec![text]);
                }
                Value::Array(list) => {
                    let texts = list.into_iter().filter_map(|it| it.as_str().map(str::to_owned));
                    rest.cells.insert(header, texts.collect());
                }
                Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
            }
        }
        rest
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

    /// Writes it as it is kept; nothing where there is nothing.
    ///
    /// Where all of it would be too long, the longest cells lose their ends. Returns whether that happened.
    pub fn write(&self) -> (Prose, bool) {
        let mut rest = self.clone();
        let mut clipped = false;
        loop {
            if let Ok(text) = rest.to_json().parse() {
                return (text, clipped);
            }
            clipped = true;
            let Some(longest) = rest.cells.values_mut().flatten().max_by_key(|text| text.len()) else {
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

    /// Adds a cell; a header can come several times.
    pub fn add(&mut self, header: &str, text: &str) {
        // The reserved word is no header of ours to give away.
        let header = if header == REMEMBERED { "imported" } else { header };
        self.cells.entry(header.to_owned()).or_default().push(text.to_owned());
    }

    /// Returns the hashes of what the file said of a part last time, and of what it became here.
    ///
    /// Nothing said and nothing become are not written down: both are empty then.
    pub fn said(&self, part: &str) -> (&str, &str) {
        let text = self.memory.get(part).map_or("", String::as_str);
        text.split_once('/').unwrap_or((text, text))
    }

    /// Remembers the hashes of what the file says of a part, and of what it becomes here.
    pub fn say(&mut self, part: &str, said: &str, became: &str) {
        let text = if said == became { said.to_owned() } else { format!("{said}/{became}") };
        if text.is_empty() {
            self.memory.remove(part);
        } else {
            self.memory.insert(part.to_owned(), text);
        }
    }

    /// Notes an entry of a list. Returns whether it is new.
    pub fn note(&mut self, list: &str, hash: String) -> bool {
        self.seen.entry(list.to_owned()).or_default().insert(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_comes_back_as_it_was_written() {
        let mut rest = UnmappedFields::default();
        assert_eq!(rest.write(), (Prose::default(), false));
        rest.add("Watchers", "a");
        rest.add("Watchers", "b");
        rest.add("Environment", "Linux");
        rest.say("title", "1", "1");
        rest.say("labels", "1", "2");
        rest.say("kind", "", "");
        rest.say("parent", "", "2");
        assert!(rest.note("comments", "c".to_owned()) && !rest.note("comments", "c".to_owned()));
        let (text, clipped) = rest.write();
        assert!(!clipped);
        assert!(
            text.starts_with(r#"{"Environment":"Linux","Watchers":["a","b"],"ceremony:imported":{"#),
            "{text}"
        );
        assert_eq!(UnmappedFields::read(&text), rest);
        assert_eq!([rest.said("title"), rest.said("labels")], [("1", "1"), ("1", "2")]);
        assert_eq!([rest.said("kind"), rest.said("parent")], [("", ""), ("", "2")]);
    }

    #[test]
    fn what_nobody_has_written_reads_as_nothing() {
        for text in ["", "{", "[1]", "{\"a\":1,\"ceremony:imported\":{\"x\":3}}"] {
            assert_eq!(UnmappedFields::read(&text.parse().unwrap()), UnmappedFields::default(), "{text}");
        }
    }

    #[test]
    fn the_longest_cells_lose_their_ends_where_all_is_too_long() {
        let mut rest = UnmappedFields::default();
        rest.add("short", "x");
        rest.add("long", &"é".repeat(Prose::MOST));
        let (text, clipped) = rest.write();
        assert!(clipped);
        assert_eq!(UnmappedFields::read(&text).cells["short"], ["x"]);
        assert!(UnmappedFields::read(&text).cells["long"][0].len() > 400_000);
    }
}
