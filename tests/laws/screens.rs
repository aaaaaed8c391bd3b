//! What a program shows: its screens, and the texts that are made from the same state.

use ceremony::domain::id::{CeremonyId, ItemId};
use ceremony::domain::views::standup::Standup;
use ceremony::present;
use ceremony::session::Session;
use ceremony::tui::app::App;
use ceremony::tui::key::Chord;
use ceremony::tui::keymap::Keymap;
use ceremony::tui::screen::{DetailScreen, Screen};
use ceremony::tui::theme::Theme;
use ceremony::tui::view;
use crossterm::event::Event;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The size of the screens.
const SIZE: (u16, u16) = (140, 50);

/// The number of items whose details are shown.
const DETAILS: usize = 12;

/// Returns every page with its name, and the session.
pub fn shown(mut session: Session) -> (Vec<(String, String)>, Session) {
    session.news().unwrap();
    session.load_all().unwrap();
    session.act_for(None);
    let mut pages = texts(&mut session);
    let mut app = App::new(session, Keymap::new(&[]).0, Theme::default(), "team.db".to_owned(), view::body);
    app.input(Event::Resize(SIZE.0, SIZE.1));
    let mut show = |app: &mut App, name: String| {
        app.model.echo = None;
        app.normalise();
        pages.push((name, picture(app)));
    };
    app.model.layers.clear();
    for keys in ["1", "2", "3", "4", ","] {
        app.model.screens.clear();
        for key in keys.parse::<Chord>().unwrap().keys() {
            app.input(Event::Key(*key));
        }
        show(&mut app, format!("after {keys}"));
    }
    let open: Vec<ItemId> = app.session.workspace().items.open().iter().copied().take(DETAILS).collect();
    for id in open {
        app.model.screens = vec![Screen::Detail(DetailScreen::of(id))];
        show(&mut app, format!("item {id}"));
    }
    (pages, app.session)
}

fn picture(app: &App) -> String {
    let mut frame = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
    view::draw(&mut frame, app);
    let line = |y| (0..SIZE.0).map(|x| frame[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..SIZE.1).map(line).collect::<Vec<_>>().join("\n")
}

fn texts(session: &mut Session) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    let zone = session.workspace().zone();
    let ceremonies: Vec<CeremonyId> =
        session.workspace().meetings.ceremonies.iter().rev().take(3).map(|it| it.id).collect();
    for id in ceremonies {
        let minutes = session.minutes(id).unwrap().unwrap();
        texts.push((format!("minutes {id}"), present::minutes::markdown(&minutes, zone)));
    }
    let facts = session.standup().unwrap();
    let standup = Standup::of(session.workspace(), &facts, session.now());
    texts.push(("stand-up".to_owned(), serde_json::to_string_pretty(&standup).unwrap()));
    if let Some(sprint) = session.workspace().running().map(|it| it.id) {
        texts.push(("report".to_owned(), format!("{:#?}", session.report(sprint).unwrap())));
    }
    texts
}
