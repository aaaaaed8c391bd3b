//! Model and session together: an input arrives, the model is updated, effects are performed. What needs a real
//! terminal (an editor, the clipboard, suspending) is passed to the caller, so that tests can run everything else.

mod draft;
mod fault;
mod find;
mod flow;
mod meeting;
mod perform;
mod poker;
mod reach;
mod refused;
mod tick;
mod undo;
mod waiting;

use super::action::Action;
use super::effect::{Answer, Outside};
use super::key::{self, typed};
use super::keymap::{Keymap, Meaning};
use super::layer::Layer;
use super::model::{Model, Reversal};
use super::screen::Screen;
use super::theme::Theme;
use super::update;
use super::widget::edit::Pressed;
use super::world::World;
use crate::domain::command::Command;
use crate::domain::id::CeremonyId;
use crate::domain::value::Zone;
use crate::session::{Search, Session};
use crate::store::failure::Failure;
use crate::store::heads::LostRevisions;
use crossterm::event::{Event, KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use std::path::PathBuf;

/// The program without its terminal.
pub struct App {
    /// The session.
    pub session: Session,
    /// The state of the screen.
    pub model: Model,
    /// The mapping from keys to actions.
    pub keymap: Keymap,
    /// The theme.
    pub theme: Theme,
    /// The path of the file, for display.
    pub file: String,
    /// The machine's time zone, for a new product.
    pub local_zone: Zone,
    /// The home folder, for paths that begin with `~`.
    pub home: Option<PathBuf>,
    /// Whether input could not be written to the file, and is to be saved elsewhere.
    pub is_unwritten: bool,
    /// A persistent problem with the file that was already reported.
    standing: Option<Failure>,
    /// The missing revisions that were already asked about.
    lost: Option<LostRevisions>,
    /// Why a copy is to be offered, once nothing is being typed.
    copy_due: Option<Failure>,
    /// The joined ceremony, and whether it had time left at the last check.
    time: Option<(CeremonyId, bool)>,
    /// A change that waits for another program to unlock the file.
    waiting: Option<waiting::Waiting>,
    /// A command that conflicts with concurrent changes.
    conflict: Option<refused::Conflict>,
    /// A search that may be incomplete.
    search: Option<Search>,
    /// A command whose author is not known yet.
    once_known: Option<(Command, super::effect::After)>,
    left_off: String,
    /// How the open layer was opened.
    opened: Option<draft::OpenedLayer>,
    /// The second that a ceremony's clock showed last.
    second: Option<i64>,
    /// The minute in which ceremonies that were left open were last looked for.
    lapse_checked: Option<i64>,
    /// Draws what the present screen shows within its frame.
    body: fn(&App) -> Buffer,
    /// The operation that the present message names, by its revision.
    named_operation: Option<u64>,
}

/// The model and its world, borrowed separately.
macro_rules! world {
    ($app:expr) => {
        World {
            workspace: $app.session.workspace(),
            now: $app.session.now(),
            me: $app.session.me(),
            on_behalf: $app.session.on_behalf(),
            is_loaded: $app.session.is_loaded(),
            known_rows: $app.session.rows_from_the_top(),
            is_writable: $app.session.is_writable(),
            lost: $app.session.lost_revisions(),
            login: $app.session.login(),
            local_zone: $app.local_zone,
            file: &$app.file,
            theme: &$app.theme,
        }
    };
}
pub(super) use world;

impl App {
    /// Starts at the last position; with the welcome form if the file has no product. `body` draws the present screen
    /// without its frame: an undo compares what it shows.
    pub fn new(
        session: Session,
        keymap: Keymap,
        theme: Theme,
        file: String,
        body: fn(&Self) -> Buffer,
    ) -> Self {
        let mut app = Self {
            session,
            model: Model::new(),
            keymap,
            theme,
            file,
            local_zone: Zone::UTC,
            home: None,
            is_unwritten: false,
            standing: None,
            lost: None,
            copy_due: None,
            time: None,
            waiting: None,
            conflict: None,
            search: None,
            once_known: None,
            left_off: String::new(),
            opened: None,
            second: None,
            lapse_checked: None,
            body,
            named_operation: None,
        };
        if !app.welcome_where_nothing_is() {
            app.resume();
            app.read_last_change();
            if app.session.me().is_none() && app.session.is_writable() {
                app.model.layers.push(update::who(&world!(app)).into());
            }
            app.offer_running();
            app.ask_for_lost();
        }
        app.normalise();
        app
    }

    /// Returns what screens can read.
    pub fn world(&self) -> World<'_> {
        world!(self)
    }

    /// Handles an event. Returns requests that need the real terminal.
    pub fn input(&mut self, event: Event) -> Vec<Outside> {
        let outside = match event {
            Event::Key(key) => self.key(key),
            Event::Paste(text) => {
                self.paste(&text);
                Vec::new()
            }
            Event::Resize(columns, rows) => {
                self.model.size = (columns, rows);
                Vec::new()
            }
            Event::FocusGained | Event::FocusLost | Event::Mouse(_) => Vec::new(),
        };
        self.model.is_over = self.model.is_over && self.may_leave();
        self.report_clock();
        self.normalise();
        outside
    }

    fn key(&mut self, key: KeyEvent) -> Vec<Outside> {
        let context = self.model.context();
        let mut keys = std::mem::take(&mut self.model.pending);
        keys.push(key);
        match self.keymap.meaning(context, &keys) {
            Meaning::Action(action) => self.act(action),
            Meaning::Prefix => {
                self.model.pending = keys;
                Vec::new()
            }
            Meaning::Nothing if context.takes_text() && keys.len() == 1 => {
                self.typed(key);
                Vec::new()
            }
            Meaning::Nothing => {
                let chord: Vec<String> = keys.iter().map(|key| key::name(*key)).collect();
                // Leaving an incomplete chord with Esc needs no message.
                if keys.len() == 1 || key.code != KeyCode::Esc {
                    let help = self.keymap.shown(Action::Help).unwrap_or_default();
                    let words = format!("{} has no function here; {help} shows the keys", chord.join(" "));
                    self.refuse(words);
                }
                Vec::new()
            }
        }
    }

    /// Runs an action in the current context.
    pub fn act(&mut self, action: Action) -> Vec<Outside> {
        tracing::debug!(action = action.row().name, "acts");
        // What can be undone is named at the bottom, unless there is another message.
        if let Some(Reversal::Undo(revision)) = self.model.shown_change().and_then(|it| it.next) {
            self.named_operation = Some(revision);
        }
        self.model.echo = None;
        self.named_operation.take_if(|_| action != Action::Undo);
        self.model.answered = None;
        if !self.session.is_loaded() {
            self.read_for(action);
        }
        let about = self.model.layers.is_empty().then(|| self.about());
        let answer = action.run(&mut self.model, &world!(self));
        let mut outside = Vec::new();
        self.follow(answer, &mut outside);
        if let Some(item) = about
            && !self.model.layers.is_empty()
        {
            self.note_opening(Some(action), item);
        }
        outside
    }

    fn typed(&mut self, key: KeyEvent) {
        if let Some(Layer::Form(form)) = self.model.layers.last()
            && form.is_long_choice()
            && typed(key).is_some_and(char::is_alphanumeric)
        {
            // Typing on a long choice filters it.
            let answer = update::open_field(&mut self.model, &world!(self));
            self.answered(answer);
        }
        let pressed = match self.model.layers.last_mut() {
            Some(Layer::Prompt(prompt)) => {
                prompt.note = None;
                let pressed = prompt.input.press(key);
                if pressed == Pressed::Full {
                    prompt.note = Some(prompt.input.full());
                }
                pressed
            }
            Some(Layer::TextEditor(writing)) => {
                let pressed = writing.area.press(key);
                writing.note = if pressed == Pressed::Full { Some(writing.area.full()) } else { None };
                pressed
            }
            Some(Layer::Form(form) | Layer::Welcome(form)) => form.press(key),
            Some(Layer::Picker(picker)) => picker.input.press(key),
            Some(Layer::Divide(divide)) => divide.press(key),
            Some(Layer::Confirm(_)) | None => Pressed::Ignored,
        };
        if pressed == Pressed::Changed {
            self.changed();
        }
    }

    fn paste(&mut self, text: &str) {
        // Several lines pasted into a repeating prompt are several answers: ten lines become ten items.
        if let Some(Layer::Prompt(prompt)) = self.model.layers.last_mut() {
            let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            if prompt.splits_lines && lines.len() > 1 {
                let effects = super::update::pasted(&mut self.model, &world!(self), &lines);
                self.answered(effects);
                return;
            }
        }
        match self.model.layers.last_mut() {
            Some(Layer::Prompt(prompt)) => {
                prompt.input.paste(text);
            }
            Some(Layer::TextEditor(writing)) => {
                writing.area.paste(text);
            }
            Some(Layer::Form(form) | Layer::Welcome(form)) => form.paste(text),
            Some(Layer::Picker(picker)) => {
                picker.input.paste(text);
            }
            Some(Layer::Divide(_) | Layer::Confirm(_)) | None => {
                self.refuse("nothing to paste into; press n first");
            }
        }
        self.changed();
    }

    fn answered(&mut self, answer: Answer) {
        self.follow(answer, &mut Vec::new());
    }

    /// Updates what depends on a changed text, such as filtered lists.
    fn changed(&mut self) {
        let answer = update::typed(&mut self.model, &world!(self));
        self.answered(answer);
    }

    /// Moves cursors to existing rows, and reads what is being shown.
    pub fn normalise(&mut self) {
        self.model.normalise(&world!(self));
        let detail_items = self.model.detail_items(&world!(self));
        let unread: Vec<_> = detail_items.into_iter().filter(|id| !self.session.is_looked_at(*id)).collect();
        if !unread.is_empty() {
            for id in unread {
                self.read(|session| session.look_at(id));
            }
            self.model.normalise(&world!(self));
        }
        self.read_flow();
        self.read_preview();
        self.read_meeting(false);
    }

    fn read(&mut self, work: impl FnOnce(&mut Session) -> Result<(), Failure>) {
        if let Err(failure) = work(&mut self.session) {
            self.fail(&failure);
        }
    }

    /// Opens the welcome form if there is no product. Returns whether it did.
    fn welcome_where_nothing_is(&mut self) -> bool {
        if self.session.workspace().product().is_some() {
            return false;
        }
        let form = super::welcome::form(self.session.login());
        self.model.screens.clear();
        self.model.layers = vec![Layer::Welcome(Box::new(form))];
        self.note_opening(None, None);
        true
    }

    /// Stores the current position, for the next start.
    pub fn keep_place(&mut self) {
        let place = self.model.place();
        let text = serde_json::to_string(&place).unwrap_or_default();
        if text != self.left_off && self.session.is_writable() && self.session.workspace().product().is_some()
        {
            // A position that cannot be stored is not worth a message at the end.
            let _ = self.session.set_setting(&self.place_name(), &text);
            self.left_off = text;
        }
        // Nor is a ceremony that still counts a person who has left it.
        let _ = self.session.leave();
    }

    fn resume(&mut self) {
        let Ok(Some(text)) = self.session.setting(&self.place_name()) else { return };
        let Ok(place) = serde_json::from_str::<super::model::SavedView>(&text) else { return };
        self.left_off = text;
        if place.is_filtered() {
            self.load_all();
        } else if let Some(id) = place.in_backlog() {
            self.read(|session| session.load_around(id));
        }
        self.model.resume(&place, &world!(self));
    }

    fn place_name(&self) -> String {
        format!("place:{}", self.session.login())
    }

    /// Shows an item, switching views as necessary.
    pub(super) fn show(&mut self, id: crate::domain::id::ItemId) {
        self.read(|session| session.look_at(id));
        if self.session.workspace().items.get(id).is_some() {
            self.model.screens.push(Screen::Detail(super::screen::DetailScreen::of(id)));
        }
    }
}
