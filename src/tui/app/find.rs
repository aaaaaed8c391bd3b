//! Finding an item by its key, and items by the words in them.

use super::App;
use crate::domain::item::Item;
use crate::tui::layer::{Layer, Pick, PickRow};
use crate::tui::model::Pane;

/// How many items are shown; whoever wants others names more words.
const MOST: usize = 200;

impl App {
    /// Goes to the item that a key names.
    pub(super) fn jump(&mut self, text: &str) {
        let now = self.session.now();
        match self.session.keyed(text) {
            Ok(Some(id)) => {
                let is_in_backlog = self.session.workspace().items.get(id).is_some_and(Item::is_in_backlog);
                if is_in_backlog && self.model.pane == Pane::Backlog && self.model.screens.is_empty() {
                    self.model.backlog.select(id);
                } else {
                    self.show(id);
                }
            }
            Ok(None) => self.model.refuse(format!("there is no item {text}; / looks for words"), now),
            Err(failure) => self.fail(&failure),
        }
    }

    /// Fills the list on top with the items that have these words in them.
    pub(super) fn search(&mut self, text: &str) {
        let found = match self.session.search(text, MOST + 1) {
            Ok(found) => found,
            Err(failure) => return self.fail(&failure),
        };
        let workspace = self.session.workspace();
        let row = |item: &Item| {
            let label = format!("{}  {}", workspace.key(item.id), item.title);
            PickRow::new(label, item.stage.title(), Pick::Item(item.id))
        };
        let rows: Vec<PickRow> = found.iter().take(MOST).map(row).collect();
        text.clone_into(&mut self.model.searched);
        if let Some(Layer::Picker(picker)) = self.model.layers.last_mut() {
            picker.note = (found.len() > MOST).then(|| format!("the newest {MOST}; another word narrows it"));
            picker.fill(rows);
        }
    }
}
