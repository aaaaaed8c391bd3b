//! Finding an item by its key, and items by their words.

use super::{App, world};
use crate::domain::id::{EpicId, Id, ItemId};
use crate::domain::item::Item;
use crate::domain::key::KeyTarget;
use crate::domain::views::CeremonyCursor;
use crate::domain::views::Topic;
use crate::domain::views::epic::EpicView;
use crate::present::tree::Tree;
use crate::present::{self, markdown};
use crate::session::RunError;
use crate::tui::effect::Effect;
use crate::tui::layer::{Layer, PickRow};
use crate::tui::model::Pane;
use crate::tui::screen::{MinutesScreen, Screen, Setup, SetupRow, entries};
use crate::tui::text::with_hint;
use crate::tui::world::World;

/// The maximum number of items shown; more words narrow the search.
const MOST: usize = 200;

impl App {
    /// Goes to the item with a key; a ceremony that goes from item to item goes there for everyone.
    pub(super) fn jump(&mut self, text: &str) {
        match self.session.keyed(text) {
            Ok(Some(KeyTarget::Epic(id))) => self.show_epic(id),
            Ok(Some(KeyTarget::Item(id))) => {
                if let Some(place) = self.place_of(id) {
                    return self.go(place);
                }
                let is_in_backlog = self.session.workspace().items.get(id).is_some_and(Item::is_in_backlog);
                if is_in_backlog && self.model.pane == Pane::Backlog && self.model.screens.is_empty() {
                    self.model.backlog.select(id);
                } else {
                    self.show(id);
                }
            }
            Ok(None) => self.refuse(format!("no item {text}; / searches for words")),
            Err(RunError::Refused(it)) => self.refuse(with_hint(&it.message, it.hint.as_deref())),
            Err(RunError::Failed(failure)) => self.fail(&failure),
        }
    }

    /// Shows a page of text above the screen.
    pub(super) fn show_page(&mut self, name: &str, tree: Tree) {
        let markdown = markdown::text(&tree);
        let file_name = format!("{}.md", name.to_lowercase());
        let page = MinutesScreen { name: name.to_owned(), tree, markdown, file_name, top: 0 };
        self.model.screens.push(Screen::Minutes(Box::new(page)));
    }

    /// Shows the page of an epic, above the setup at it, where it is edited.
    fn show_epic(&mut self, id: EpicId) {
        let at = entries(&world!(self)).iter().position(|row| *row == SetupRow::Epic(id));
        self.model.screens.push(Screen::Setup(Setup { at: at.unwrap_or_default(), ..Setup::default() }));
        let workspace = self.session.workspace();
        if let Some(view) = EpicView::of(workspace, id) {
            let tree = present::epic::page(workspace, &view, self.session.now());
            self.show_page(&view.key.clone(), tree);
        }
    }

    /// Returns the cursor of the top ceremony at an item; `None` if the ceremony does not go to it.
    fn place_of(&self, id: ItemId) -> Option<CeremonyCursor> {
        let Some(Screen::Meeting(meeting)) = self.model.screens.last() else { return None };
        let topic = meeting.topic();
        let goes_there = topic.is_item_by_item()
            && if topic == Topic::Queue {
                self.session.workspace().items.get(id).is_some_and(|it| it.stage.is_open())
            } else {
                meeting.queue(&world!(self)).contains(&id)
            };
        let is_mine = self.session.ceremony() == Some(meeting.id) && self.session.is_writable();
        // At the item that is already shown, the round continues.
        let round = if meeting.item() == Some(id) { meeting.cursor.round } else { 0 };
        let place = CeremonyCursor { item: Some(id.number()), round, ..meeting.cursor.clone() };
        (goes_there && is_mine).then_some(place)
    }

    /// Starts to search for the items that contain these words, for the list on top.
    pub(super) fn search(&mut self, text: &str) {
        text.clone_into(&mut self.model.searched);
        match self.session.search(text, MOST + 1) {
            Ok(search) => self.search = Some(search),
            Err(failure) => return self.fail(&failure),
        }
        if let Some(Layer::Picker(picker)) = self.model.layers.last_mut() {
            picker.at = 0;
            picker.top.reset();
        }
        self.show_found();
    }

    /// Continues an incomplete search. Returns whether it found more.
    pub(super) fn search_on(&mut self) -> bool {
        let is_shown = matches!(self.model.layers.last(), Some(Layer::Picker(it)) if it.is_search);
        let Some(search) = self.search.as_mut().filter(|search| is_shown && !search.is_over) else {
            self.search = None;
            return false;
        };
        let before = search.found.len();
        if let Err(failure) = self.session.search_on(search) {
            search.is_over = true;
            self.fail(&failure);
            return true;
        }
        let is_news = search.is_over || search.found.len() > before;
        if is_news {
            self.show_found();
        }
        is_news
    }

    fn show_found(&mut self) {
        let Some(search) = &self.search else { return };
        let Some(Layer::Picker(picker)) = self.model.layers.last_mut() else { return };
        let workspace = self.session.workspace();
        let shown = || search.found.iter().take(MOST);
        let keys = shown().map(|item| workspace.key(item.id).len()).max().unwrap_or_default();
        let row = |item: &Item| {
            let label = format!("{:keys$}  {}", workspace.key(item.id), item.title);
            let sprint = item.sprint.and_then(|id| workspace.sprints.get(id));
            let sprint = sprint.map_or_else(String::new, |sprint| format!(", {}", sprint.name));
            let id = item.id;
            let open = move |_: &World<'_>| Ok(vec![Effect::Show(id)]);
            PickRow::new(label, format!("{}{sprint}", item.stage.title()), open)
        };
        picker.note = match (search.found.len() > MOST, search.is_over) {
            (true, _) => Some(format!("the newest {MOST}; add a word to see fewer")),
            (false, true) => None,
            (false, false) => Some("still searching".to_owned()),
        };
        picker.fill(shown().map(row).collect());
    }
}
