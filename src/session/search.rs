//! Searching all items, a few milliseconds at a time.

use super::Session;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::store::ItemQuery;
use crate::store::failure::Failure;

/// A search and its results so far.
#[derive(Debug, Clone)]
pub struct Search {
    /// The items found: first those whose key was typed, then those that contain the words, the newest first.
    pub found: Vec<Item>,
    /// Whether everything was searched, or enough was found.
    pub is_over: bool,
    text: String,
    most: usize,
    named: Vec<ItemId>,
    before: Option<ItemId>,
}

impl Session {
    /// Starts a search for the items, open or not, that contain all words of a text, as specified in
    /// [`Store::search`](crate::store::Store::search); at most `most`.
    pub fn search(&mut self, text: &str, most: usize) -> Result<Search, Failure> {
        let named = self.items_meant(text)?;
        let (text, mut found) = (text.to_owned(), Vec::new());
        self.store.items(ItemQuery::Ids(&named), &mut |item| found.push(item))?;
        let mut search = Search { found, is_over: false, text, most, named, before: None };
        self.search_on(&mut search)?;
        Ok(search)
    }

    /// Continues a search for some milliseconds.
    pub fn search_on(&mut self, search: &mut Search) -> Result<(), Failure> {
        let Search { found, named, .. } = search;
        // The items whose key was typed may be found again.
        let left = search.most.saturating_sub(found.len()) + named.len();
        search.before = self.store.search(&search.text, search.before, left, &mut |item| {
            if !named.contains(&item.id) {
                found.push(item);
            }
        })?;
        found.truncate(search.most);
        search.is_over = search.before.is_none() || search.found.len() >= search.most;
        Ok(())
    }
}
