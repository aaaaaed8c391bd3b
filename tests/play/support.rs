//! The test harness: an app over a store in memory, driven by keys, read as text.

use super::founding::founding;
use ceremony::clock::FixedClock;
use ceremony::demo::{DemoOptions, make};
use ceremony::domain::id::{Id, ItemId};
use ceremony::domain::value::{Instant, Role, Zone};
use ceremony::session::{Identity, Session};
use ceremony::store::engine::Engine;
use ceremony::store::sqlite::{self, Opening, Sqlite};
use ceremony::store::{OpenOptions, Store, newest_schema};
use ceremony::tui::app::App;
use ceremony::tui::effect::{Effect, Outside};
use ceremony::tui::key::{self, Chord};
use ceremony::tui::keymap::Keymap;
use ceremony::tui::layer::Layer;
use ceremony::tui::theme::{Background, Depth, Glyphs, Theme};
use ceremony::tui::view;
use crossterm::event::{Event, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

/// Monday, 9 November 2026, 9:00 UTC.
pub const MONDAY: i64 = 1_794_214_800_000;

pub struct Play {
    pub app: App,
    pub clock: Rc<FixedClock>,
    pub outside: Vec<Outside>,
    size: (u16, u16),
    /// Whether the question of who is present is answered; else it is left at once.
    pub answers_attendance: bool,
}

/// Returns a product with a product owner, Ana, who works on it.
pub fn product() -> Play {
    let clock = Rc::new(FixedClock::at(Instant(MONDAY)));
    let store = Store::new(Box::new(Sqlite::in_memory().unwrap()));
    let identity = Identity { login: "ana".to_owned(), terminal: "tty1".to_owned(), name: None };
    let mut session = Session::begin(store, clock.clone(), identity).unwrap();
    session.run(&founding()).unwrap();
    on(session, clock)
}

/// Returns the demo with these numbers of items, in total and open, as seen by its product owner, some days after
/// that Monday.
pub fn demo(folder: &Path, (items, open): (u32, u32), days: u32) -> Play {
    let opening = |durable| Opening {
        path: folder.join("lighthouse.db"),
        wanted: OpenOptions::NEW,
        patience: Duration::from_secs(5),
        newest_schema: newest_schema(),
        durable,
    };
    let store = |durable| Store::new(Box::new(sqlite::open(&opening(durable)).unwrap()) as Box<dyn Engine>);
    let now = Instant(MONDAY + i64::from(days) * 86_400_000);
    make(store(false), &DemoOptions { items, open, today: now.day(Zone::UTC) }).unwrap();
    let clock = Rc::new(FixedClock::at(now));
    let mut session = Session::begin(store(true), clock.clone(), Identity::default()).unwrap();
    let owner = session.workspace().with_role(Role::ProductOwner).next().unwrap().id;
    session.set_user(owner);
    on(session, clock)
}

/// Returns an app over a session.
pub fn on(session: Session, clock: Rc<FixedClock>) -> Play {
    let (keymap, problems) = Keymap::new(&[]);
    assert!(problems.is_empty());
    let theme = Theme::new(Background::Dark, Depth::None, Glyphs::UNICODE);
    let app = App::new(session, keymap, theme, "lighthouse.db".to_owned(), view::body);
    let mut play = Play { app, clock, outside: Vec::new(), size: (80, 24), answers_attendance: false };
    play.resize(80, 24);
    play
}

impl Play {
    /// Presses keys, separated by spaces: `j j Enter N c`.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for word in keys.split_whitespace() {
            let chord: Chord = word.parse().unwrap_or_else(|_| panic!("{word:?} is no key"));
            for key in chord.keys() {
                self.press(*key);
            }
        }
        self
    }

    pub fn press(&mut self, key: KeyEvent) {
        self.clock.advance(Duration::from_secs(1));
        self.outside.extend(self.app.input(Event::Key(key)));
        let asks = |layer: &Layer<Effect>| matches!(layer, Layer::Prompt(it) if it.title.starts_with("Who is present"));
        if !self.answers_attendance && self.app.model.layers.last().is_some_and(asks) {
            self.app.model.layers.pop();
        }
    }

    /// Types a text, letter by letter.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.press(key::char(letter));
        }
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.outside.extend(self.app.input(Event::Paste(text.to_owned())));
        self
    }

    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.size = (columns, rows);
        self.app.input(Event::Resize(columns, rows));
        self
    }

    pub fn days_pass(&mut self, days: u64) -> &mut Self {
        self.clock.advance(Duration::from_secs(days * 86_400));
        self.app.tick();
        self
    }

    /// Returns the drawn buffer, and the position of the cursor.
    pub fn picture(&self) -> (Buffer, Option<(u16, u16)>) {
        let mut frame = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        let cursor = view::draw(&mut frame, &self.app).map(Into::into);
        (frame, cursor)
    }

    /// Returns the screen as text, without trailing spaces.
    pub fn screen(&self) -> String {
        let (buffer, _) = self.picture();
        let mut text = String::new();
        for y in 0..self.size.1 {
            let mut line = String::new();
            let mut x = 0;
            while x < self.size.0 {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += u16::try_from(ceremony::text::width(symbol)).unwrap().max(1);
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// Asserts that the screen shows this.
    #[track_caller]
    pub fn shows(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "the screen does not show {text:?}:\n{screen}");
        self
    }

    /// Asserts that the screen does not show this.
    #[track_caller]
    pub fn lacks(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "the screen shows {text:?}:\n{screen}");
        self
    }

    /// Returns the last message of the program.
    pub fn echo(&self) -> String {
        self.app.model.echo.as_ref().map_or_else(String::new, |echo| echo.text.clone())
    }

    /// Asserts that the last message is this.
    #[track_caller]
    pub fn says(&mut self, text: &str) -> &mut Self {
        assert!(self.echo().contains(text), "it says {:?}, not {text:?}:\n{}", self.echo(), self.screen());
        self
    }

    pub fn item(&self, number: u64) -> ceremony::domain::item::Item {
        let id = ItemId::new(number).unwrap();
        self.app.session.workspace().items.get(id).unwrap_or_else(|| panic!("no item {number}")).clone()
    }

    /// Adds items by keys, at the end of the backlog.
    pub fn add(&mut self, titles: &[&str]) -> &mut Self {
        self.keys("1 End n");
        for title in titles {
            self.text(title).keys("Enter");
        }
        self.keys("Esc")
    }

    /// Adds an item that meets the definition of ready, and marks it so: a story of three points with one criterion.
    pub fn ready(&mut self, title: &str) -> &mut Self {
        self.add(&[title]);
        self.keys("E").text("3").keys("Enter");
        self.keys("N c").text("it works").keys("Enter Esc");
        self.keys("e Tab Tab Tab Tab Tab").text("guest").keys("Tab").text("to see it").keys("Ctrl-s");
        self.keys("r").says("ready")
    }

    /// Plans and starts a sprint with the items that are marked or under the cursor.
    pub fn sprint(&mut self) -> &mut Self {
        self.keys("N s").text("Guests can pay").keys("Enter").says("planned Sprint");
        self.keys("V s").says("to Sprint 1");
        self.keys("g").text("start").keys("Enter y").says("started Sprint 1")
    }

    /// Starts a ceremony, or joins it.
    pub fn hold(&mut self, name: &str) -> &mut Self {
        self.keys("c").text(name).keys("Enter")
    }
}

/// Returns a product with two developers, and a running sprint with one story on the board.
pub fn running() -> Play {
    let mut play = product();
    for name in ["Bo", "Chi"] {
        play.keys("N p").text(name).keys("Tab Enter").text("developer").keys("Enter Ctrl-s").says("added");
    }
    play.ready("Pay by card").sprint();
    play
}

/// Returns what was copied last.
pub fn copied(play: &Play) -> String {
    let text =
        play.outside.iter().rev().find_map(|it| if let Outside::Copy(text) = it { Some(text) } else { None });
    text.cloned().expect("nothing was copied")
}
