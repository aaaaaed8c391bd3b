//! Response times as the backlog grows: loading, from a key to its frame, from a move over its commit to its frame, a
//! filter, a search.
//!
//! Each is measured with 1 000, 10 000 and 100 000 open items, and with 1 000 000 items of which 10 000 are open.
//! Read the figures as ratios between sizes: what does not depend on the size should cost the same in every row.

use ceremony::clock::SystemClock;
use ceremony::demo::{DemoOptions, make_file};
use ceremony::filter::Filter;
use ceremony::session::{Identity, Session};
use ceremony::store::sqlite::{Opening, open};
use ceremony::store::{Store, newest_schema};
use ceremony::tui::app::App;
use ceremony::tui::key;
use ceremony::tui::keymap::Keymap;
use ceremony::tui::terminal::Canvas;
use ceremony::tui::theme::Theme;
use ceremony::tui::view;
use crossterm::event::Event;
use divan::Bencher;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

/// The numbers of all items and of the open ones among them.
const SIZES: [(u32, u32); 4] = [(1_000, 1_000), (10_000, 10_000), (100_000, 100_000), (1_000_000, 10_000)];

fn main() {
    divan::main();
}

fn store(path: &Path, create: bool, durable: bool) -> Store {
    let patience = Duration::from_secs(5);
    let opening = Opening {
        path: path.to_owned(),
        wanted: ceremony::store::OpenOptions::new_where(create),
        patience,
        newest_schema: newest_schema(),
        durable,
    };
    Store::new(Box::new(open(&opening).expect("the file opens")))
}

/// Returns the file of a size, generating it on the first run.
fn file((items, open): (u32, u32)) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(format!("bench-{items}-{open}.db"));
    if !path.exists() {
        let wish = DemoOptions { items, open, today: "2026-11-21".parse().expect("a date") };
        make_file(&path, &wish, &|path| Ok(store(path, true, false))).expect("the demo is made");
    }
    path
}

fn session(path: &Path) -> Session {
    let mut session = Session::begin(store(path, false, true), Rc::new(SystemClock), Identity::default())
        .expect("the file is read");
    let owner = session.workspace().persons.iter().next().map(|person| person.id).expect("somebody");
    session.set_user(owner);
    session
}

fn app(size: (u32, u32)) -> (App, Canvas) {
    let mut session = session(&file(size));
    session.load_all().expect("the items are read");
    let mut app = App::new(session, Keymap::new(&[]).0, Theme::default(), "bench.db".to_owned(), view::body);
    app.input(Event::Resize(200, 50));
    let mut canvas = Canvas::new().expect("a canvas");
    draw(&app, &mut canvas);
    (app, canvas)
}

fn draw(app: &App, canvas: &mut Canvas) {
    divan::black_box(canvas.draw((200, 50), |frame| view::draw(frame, app)).expect("a frame"));
}

fn press(app: &mut App, letter: char) {
    app.input(Event::Key(key::char(letter)));
}

/// From the file to the first frame.
#[divan::bench(args = SIZES, sample_count = 20)]
fn first_frame(bencher: Bencher<'_, '_>, size: (u32, u32)) {
    let path = file(size);
    bencher.bench_local(|| {
        let app = App::new(session(&path), Keymap::new(&[]).0, Theme::default(), String::new(), view::body);
        let mut canvas = Canvas::new().expect("a canvas");
        draw(&app, &mut canvas);
    });
}

/// From the file to all open items in memory.
#[divan::bench(args = SIZES, sample_count = 5)]
fn load(bencher: Bencher<'_, '_>, size: (u32, u32)) {
    let path = file(size);
    bencher.bench_local(|| session(&path).load_all().expect("the items are read"));
}

/// From `j` to its frame.
#[divan::bench(args = SIZES, sample_count = 50)]
fn key_to_frame(bencher: Bencher<'_, '_>, size: (u32, u32)) {
    let (mut app, mut canvas) = app(size);
    bencher.bench_local(|| {
        press(&mut app, 'j');
        draw(&app, &mut canvas);
    });
}

/// From `J` over its commit, with the disk, to its frame.
#[divan::bench(args = SIZES, sample_count = 30)]
fn move_to_frame(bencher: Bencher<'_, '_>, size: (u32, u32)) {
    let (mut app, mut canvas) = app(size);
    bencher.bench_local(|| {
        press(&mut app, 'J');
        draw(&app, &mut canvas);
    });
}

/// A filter on all open items.
#[divan::bench(args = SIZES, sample_count = 20)]
fn filter(bencher: Bencher<'_, '_>, size: (u32, u32)) {
    let mut session = session(&file(size));
    session.load_all().expect("the items are read");
    let workspace = session.workspace();
    let filter = Filter::parse("gift", workspace, None).expect("a filter");
    bencher.bench_local(|| {
        let items = workspace.items.backlog().iter().filter_map(|id| workspace.items.get(*id));
        items.filter(|item| filter.matches(workspace, item)).count()
    });
}

/// The first matches for two words among all items.
#[divan::bench(args = SIZES, sample_count = 20)]
fn search(bencher: Bencher<'_, '_>, size: (u32, u32)) {
    let mut session = session(&file(size));
    bencher.bench_local(|| session.search("gift ord", 50).expect("the file is read").found.len());
}
