//! Searching all items, a few milliseconds at a time.

use super::Session;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::store::ItemQuery;
use crate::store::failure::Failure;

/// A search and its results so far.
#[derive(Debug, Clone)]
pub struct Search {
    /// The items found: first the one whose key was typed, then those that contain the words, the newest first.
    pub found: Vec<Item>,
    /// Whether everything was searched, or enough was found.
    pub is_over: bool,
    text: String,
    most: usize,
    named: Option<ItemId>,
    before: Option<ItemId>,
}

impl Session {
    /// Starts a search for the items, open or not, that contain all words of a text, as specified in
    /// [`Store::search`](crate::store::Store::search); at most `most`.
    pub fn search(&mut self, text: &str, most: usize) -> Result<Search, Failure> {
        let named = self.keyed(text)?;
        let (text, mut found) = (text.to_owned(), Vec::new());
        self.store.items(ItemQuery::Ids(named.as_slice()), &mut |item| found.push(item))?;
        let mut search = Search { found, is_over: false, text, most, named, before: None };
        self.search_on(&mut search)?;
        Ok(search)
    }

    /// Continues a search for some milliseconds.
    pub fn search_on(&mut self, search: &mut Search) -> Result<(), Failure> {
        let Search { found, named, .. } = search;
        // The item whose key was typed may be found again.
        let left = search.most.saturating_sub(found.len()) + usize::from(named.is_some());
        search.before = self.store.search(&search.text, search.before, left, &mut |item| {
            if Some(item.id) != *named {
                found.push(item);
            }
        })?;
        found.truncate(search.most);
        search.is_over = search.before.is_none() || search.found.len() >= search.most;
        Ok(())
    }

    /// Returns the item with a key: one of ours, with or without the prefix, or another tool's.
    pub fn keyed(&mut self, text: &str) -> Result<Option<ItemId>, Failure> {
        let text = text.trim();
        let (before, number) = match text.rsplit_once('-') {
            Some((before, number)) => (Some(before.trim()), number),
            None => (None, text),
        };
        let prefix = self.workspace().product().map(|product| product.prefix.as_str());
        let is_ours = before.is_none_or(|before| prefix.is_some_and(|it| it.eq_ignore_ascii_case(before)));
        match number.trim().parse().ok().filter(|_| is_ours) {
            Some(number) => self.numbered(number),
            None => Ok(self.by_source_key(text)?.map(|item| item.id)),
        }
    }
}
