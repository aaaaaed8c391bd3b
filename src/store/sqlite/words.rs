//! The word index of items in SQLite's full-text search.
//!
//! A word is stored together with the shelf of its item, a range of ids, so that a search looks at the newest items
//! first and at one shelf at a time: finding the first of a million matches takes no longer than finding one of a few
//! thousand.

use crate::domain::id::{Id as _, ItemId};
use crate::store::engine::{SearchHits, SearchTerm};
use rusqlite::{Connection, OptionalExtension as _};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Creates the index. It stores neither texts nor positions of words.
pub const CREATE: &str = "CREATE VIRTUAL TABLE words USING fts5 (
    text, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);";

/// The number of ids on a shelf.
const SHELF: i64 = 16_384;

/// The number of shelves that one search covers: a few milliseconds if every item contains the words.
const SHELVES: usize = 12;

/// Appends a word with its shelf. The index treats every non-ASCII character as a letter, and `·` occurs in none of
/// our words.
fn shelved(into: &mut String, shelf: i64, word: &str) {
    let _ = write!(into, "{shelf:x}·{word}");
}

fn number(item: ItemId) -> i64 {
    i64::try_from(item.number()).unwrap_or(i64::MAX)
}

/// Replaces the words of an item.
pub fn keep(connection: &Connection, item: ItemId, words: &BTreeSet<String>) -> rusqlite::Result<()> {
    let item = number(item);
    connection.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([item])?;
    if words.is_empty() {
        return Ok(());
    }
    let mut text = String::new();
    for word in words {
        shelved(&mut text, item / SHELF, word);
        text.push(' ');
    }
    connection.prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?.execute((item, text))?;
    Ok(())
}

/// Passes each word of each item to `each`.
pub fn each(connection: &Connection, each: &mut dyn FnMut(ItemId, &str)) -> rusqlite::Result<()> {
    connection.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed USING fts5vocab(main, words, instance)",
    )?;
    let mut statement = connection.prepare("SELECT doc, term FROM temp.indexed")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (item, term) = (row.get::<_, i64>(0)?, row.get_ref(1)?.as_bytes()?);
        let term = String::from_utf8_lossy(term);
        let Some(item) = u64::try_from(item).ok().and_then(ItemId::new) else { continue };
        let word = term.split_once('·').filter(|(shelf, _)| *shelf == format!("{:x}", number(item) / SHELF));
        each(item, word.map_or("", |(_, word)| word));
    }
    Ok(())
}

/// Returns the newest of the items before one that contain all of the words, as specified in
/// [`crate::store::engine::Tx::search`].
pub fn find(
    connection: &Connection,
    wanted: &[SearchTerm],
    before: Option<ItemId>,
    most: usize,
) -> rusqlite::Result<SearchHits> {
    let mut found = SearchHits::default();
    let mut newest =
        connection.prepare_cached("SELECT rowid FROM words WHERE rowid < ?1 ORDER BY rowid DESC LIMIT 1")?;
    let mut matching = connection.prepare_cached(
        "SELECT rowid FROM words WHERE words MATCH ?1 AND rowid < ?2 ORDER BY rowid DESC LIMIT ?3",
    )?;
    let mut above = before.map_or(i64::MAX, number);
    for _ in 0..SHELVES {
        let Some(next) = newest.query_row([above], |row| row.get::<_, i64>(0)).optional()? else {
            return Ok(found);
        };
        let shelf = next / SHELF;
        let left = i64::try_from(most - found.items.len()).unwrap_or(i64::MAX);
        let ids = matching.query_map((query(shelf, wanted), above, left), |row| row.get::<_, i64>(0))?;
        for id in ids {
            found.items.extend(u64::try_from(id?).ok().and_then(ItemId::new));
        }
        if found.items.len() >= most {
            found.rest = found.items.last().copied();
            return Ok(found);
        }
        above = shelf * SHELF;
    }
    found.rest = u64::try_from(above).ok().and_then(ItemId::new);
    Ok(found)
}

fn query(shelf: i64, wanted: &[SearchTerm]) -> String {
    let mut query = String::new();
    for it in wanted {
        query.push('"');
        shelved(&mut query, shelf, &it.word);
        query.push_str(if it.is_prefix { "\" * " } else { "\" " });
    }
    query
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_other_shelves_is_found_after_the_newest() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(CREATE).unwrap();
        let put = |id: i64, words: &[&str]| {
            let words = words.iter().map(|it| (*it).to_owned()).collect();
            keep(&connection, ItemId::new(u64::try_from(id).unwrap()).unwrap(), &words).unwrap();
        };
        let far = 4_000_000_000;
        for id in [1, 2, SHELF - 1, SHELF, SHELF + 1, 9 * SHELF, far] {
            put(id, &["card", "pay"]);
        }
        put(3, &["cart"]);
        put(2, &["cash"]);
        put(SHELF + 1, &[]);
        let find = |word: &str, is_prefix: bool, most: usize| {
            let wanted = [SearchTerm { word: word.to_owned(), is_prefix }];
            let found = super::find(&connection, &wanted, None, most).unwrap();
            found.items.into_iter().map(number).collect::<Vec<_>>()
        };
        assert_eq!(find("card", false, 9), [far, 9 * SHELF, SHELF, SHELF - 1, 1]);
        assert_eq!(find("car", true, 9), [far, 9 * SHELF, SHELF, SHELF - 1, 3, 1]);
        assert_eq!(find("car", true, 3), [far, 9 * SHELF, SHELF]);
        assert_eq!(find("car", false, 9), [0; 0]);
        assert_eq!(find("cash", false, 9), [2]);
    }

    #[test]
    fn a_search_goes_on_where_it_broke_off() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(CREATE).unwrap();
        let parity = |id: ItemId| if id.number().is_multiple_of(2) { "even" } else { "odd" };
        let ids: Vec<ItemId> = (1..=2 * SHELVES as u64 + 3)
            .flat_map(|at| [at * SHELF.unsigned_abs(), at * SHELF.unsigned_abs() + 1])
            .map(|number| ItemId::new(number).unwrap())
            .collect();
        for id in &ids {
            keep(&connection, *id, &BTreeSet::from([parity(*id).to_owned()])).unwrap();
        }
        for (word, most, steps) in [("even", 3, 10), ("odd", 99, 3), ("neither", 9, 3)] {
            let wanted = [SearchTerm { word: word.to_owned(), is_prefix: false }];
            let (mut all, mut before, mut count) = (Vec::new(), None, 0);
            loop {
                let found = find(&connection, &wanted, before, most).unwrap();
                assert!(found.items.len() <= most);
                all.extend(found.items);
                count += 1;
                before = found.rest;
                if before.is_none() {
                    break;
                }
            }
            let expected: Vec<ItemId> = ids.iter().rev().filter(|id| parity(**id) == word).copied().collect();
            assert_eq!((all, count), (expected, steps), "{word}");
        }
    }
}
