//! The disk is full, a write fails, the file vanishes, is replaced, or cannot be written: the person is told
//! immediately, their input is kept, and can be saved elsewhere.

use super::around::{Around, lite};
use super::founding::founding;
use super::support::{MONDAY, Play, on};
use ceremony::clock::FixedClock;
use ceremony::domain::value::Instant;
use ceremony::session::{Identity, Session};
use ceremony::store::backups::Backups;
use ceremony::store::engine::Engine as _;
use ceremony::store::failure::{Failure, FailureKind};
use ceremony::store::heads::Heads;
use ceremony::store::{ItemQuery, Store};
use ceremony::tui::effect::Outside;
use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A fault that affects writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    None,
    /// The file cannot grow by a page.
    Full,
    /// The disk reports an error.
    Broken,
}

struct Stage {
    play: Play,
    path: PathBuf,
    fault: Rc<Cell<Fault>>,
    writes: Rc<Cell<u64>>,
    _folder: tempfile::TempDir,
}

fn stage() -> Stage {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("team.db");
    let (fault, writes) = (Rc::new(Cell::new(Fault::None)), Rc::new(Cell::new(0)));
    let clock = Rc::new(FixedClock::at(Instant(MONDAY)));
    let (happens, counted) = (fault.clone(), writes.clone());
    let engine = Around::new(lite(&path)).before_writing(move |engine| {
        counted.set(counted.get() + 1);
        if happens.get() == Fault::Broken {
            return Err(Failure::new(FailureKind::Other, "the disk reports an error"));
        }
        let most = if happens.get() == Fault::Full { 1 } else { 1_000_000 };
        let limit = format!("PRAGMA max_page_count = {most}");
        engine.read(&mut |tx| tx.execute(&limit, &[]))
    });
    let identity = Identity { login: "ana".to_owned(), terminal: "tty1".to_owned(), name: None };
    let store = Store::new(Box::new(engine));
    let mut session = Session::begin(store, clock.clone(), identity).unwrap();
    session.run(&founding()).unwrap();
    let mut play = on(session, clock);
    play.app.file = path.display().to_string();
    play.keys("n").text("Pay by card").keys("Enter Esc");
    Stage { play, path, fault, writes, _folder: folder }
}

impl Stage {
    /// Returns the text that is to be saved elsewhere.
    fn kept(&mut self) -> String {
        assert!(std::mem::take(&mut self.play.app.is_unwritten));
        let texts = self.play.app.draft().unwrap().text;
        texts.into_iter().map(|it| it.now).collect::<Vec<_>>().join("; ")
    }
}

/// Returns the titles in a file, and asserts that it is intact.
fn titles(path: &Path) -> Vec<String> {
    let mut store = Store::new(Box::new(lite(path)));
    assert!(store.examine().unwrap().is_intact());
    let mut titles = Vec::new();
    store
        .items(ItemQuery::Open { after: None, most: 100 }, &mut |item| titles.push(item.title.to_string()))
        .unwrap();
    titles
}

#[test]
fn what_does_not_fit_on_the_disk_stays_on_the_screen_and_goes_through_later() {
    let mut stage = stage();
    stage.fault.set(Fault::Full);
    let long = "Refund a payment ".repeat(1_000);
    stage.play.keys("N m").paste(&long).keys("Ctrl-s");
    stage.play.says("the disk is full").shows("Refund a payment");
    assert!(stage.kept().contains(&long));
    // Nothing is retried automatically.
    let writes = stage.writes.get();
    for _ in 0..5 {
        stage.play.app.tick();
    }
    assert_eq!(stage.writes.get(), writes);
    stage.fault.set(Fault::None);
    stage.play.keys("Ctrl-s").says("Ana commented on PB-1");
    assert_eq!(titles(&stage.path), ["Pay by card"]);
}

#[test]
fn a_form_that_could_not_be_saved_is_as_it_was() {
    let mut stage = stage();
    stage.play.keys("e").text(" or in cash");
    stage.fault.set(Fault::Broken);
    stage.play.keys("Ctrl-s").shows("the disk reports an error").shows("Pay by card or in cash");
    assert_eq!(stage.kept(), "Pay by card or in cash");
    stage.fault.set(Fault::None);
    stage.play.keys("Ctrl-s").says("Ana changed the title of PB-1");
    assert_eq!(titles(&stage.path), ["Pay by card or in cash"]);
}

#[test]
fn where_the_file_has_gone_a_copy_of_everything_is_offered_at_once() {
    let mut stage = stage();
    fs::rename(&stage.path, stage.path.with_extension("elsewhere")).unwrap();
    assert!(stage.play.app.tick());
    stage.play.shows("The file or its log is gone. Save a copy of everything?");
    // It is reported once, and then no more.
    assert!(!stage.play.app.tick() && !stage.play.app.tick());
    stage.play.keys("y").shows("team.db.rescued.db").keys("Enter").says("saved a copy of everything as");
    assert_eq!(titles(&stage.path.with_file_name("team.db.rescued.db")), ["Pay by card"]);
    // When the file is back, everything continues.
    fs::rename(stage.path.with_extension("elsewhere"), &stage.path).unwrap();
    stage.play.app.tick();
    stage.play.keys("n").text("Split a bill").keys("Enter").says("Ana added PB-2");
}

#[test]
fn what_is_being_typed_outlives_the_file() {
    let mut stage = stage();
    stage.play.keys("e").text(" or in cash");
    fs::write(stage.path.with_extension("new"), "someone else's").unwrap();
    fs::rename(stage.path.with_extension("new"), &stage.path).unwrap();
    // No question opens under the keys that are being typed.
    assert!(stage.play.app.tick());
    stage.play.lacks("Save a copy").text(" any day").shows("Pay by card or in cash any day");
    stage.play.keys("Ctrl-s").shows("The file or its log is gone");
    assert_eq!(stage.kept(), "Pay by card or in cash any day");
    stage.play.keys("y Enter").says("saved a copy").shows("Pay by card or in cash any day");
    stage.play.keys("Esc Esc");
    assert!(!stage.play.app.tick(), "it was offered");
    assert_eq!(fs::read(&stage.path).unwrap(), b"someone else's");
    assert_eq!(titles(&stage.path.with_file_name("team.db.rescued.db")), ["Pay by card"]);
}

#[test]
fn a_copy_goes_where_it_is_wanted_and_over_nothing() {
    let mut stage = stage();
    let to = stage.path.with_file_name("copy.db");
    stage.play.keys("N b").shows("Save a copy of everything as?").shows("2026-11-09.db").keys("Ctrl-u");
    stage.play.text(to.to_str().unwrap()).keys("Enter").says("saved a copy of everything as");
    assert_eq!(titles(&to), ["Pay by card"]);
    stage.play.keys("N b Ctrl-u").text(to.to_str().unwrap()).keys("Enter").says("already");
    stage.play.shows("Save a copy of everything as?").keys("Esc");
}

#[test]
fn a_file_that_cannot_be_written_is_read_and_says_so_where_one_writes() {
    let mut stage = stage();
    let copy = stage.path.with_file_name("copy.db");
    stage.play.app.session.copy_to(&copy).unwrap();
    let mut rights = fs::metadata(&copy).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&copy, rights).unwrap();
    let clock = Rc::new(FixedClock::at(Instant(MONDAY)));
    let identity = Identity { login: "ana".to_owned(), terminal: "tty1".to_owned(), name: None };
    let store = Store::new(Box::new(lite(&copy)));
    let mut play = on(Session::begin(store, clock.clone(), identity).unwrap(), clock);
    let before = fs::read(&copy).unwrap();
    assert!(play.screen().lines().next().unwrap().contains("Lighthouse  read-only"), "{}", play.screen());
    play.keys("1").shows("Pay by card").keys("r").says("cannot be written");
    play.keys("E").says("cannot be written");
    assert!(!play.app.tick());
    play.keys("Ctrl-c");
    assert!(fs::read(&copy).unwrap() == before);
}

/// A log removed from under an open screen would split the history: nothing more goes into it, and all that was saved
/// can be saved elsewhere.
#[test]
fn where_the_log_has_gone_nothing_more_is_written_and_a_copy_of_everything_is_offered() {
    for end in ["-wal", "-shm"] {
        let mut stage = stage();
        fs::remove_file(format!("{}{end}", stage.path.display())).unwrap();
        assert!(stage.play.app.tick());
        stage.play.shows("The file or its log is gone. Save a copy of everything?").shows(end);
        stage.play.keys("y Enter").says("saved a copy of everything as");
        assert_eq!(titles(&stage.path.with_file_name("team.db.rescued.db")), ["Pay by card"]);
        stage.play.keys("n").text("Split a bill").keys("Enter").shows("The file or its log is gone");
    }
}

/// Returns a screen on a file that has lost its last revision, of which there is a backup if `with_backup` is set.
fn shortened(with_backup: bool) -> (Play, PathBuf, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("team.db");
    let clock = Rc::new(FixedClock::at(Instant(MONDAY)));
    let open = || {
        let mut store = Store::new(Box::new(lite(&path)));
        store.remember_head(Heads::of(&folder.path().join("state"), &path), false);
        let identity = Identity { login: "ana".to_owned(), terminal: "tty1".to_owned(), name: None };
        Session::begin(store, clock.clone(), identity).unwrap()
    };
    let mut session = open();
    session.run(&founding()).unwrap();
    drop(session);
    let older = fs::read(&path).unwrap();
    let mut play = on(open(), clock.clone());
    play.keys("n").text("Pay by card").keys("Enter Esc");
    if with_backup {
        let backups = Backups::of(&path);
        backups.make_folder().unwrap();
        play.app.session.copy_to(&backups.at(Instant(MONDAY), "")).unwrap();
    }
    drop(play);
    fs::write(&path, older).unwrap();
    (on(open(), clock.clone()), path, folder)
}

#[test]
fn what_is_missing_in_a_file_is_asked_once_and_nothing_is_written_before() {
    let (mut play, _path, folder) = shortened(true);
    play.shows("Changes are missing from this file").shows("Restore 2026-11-09T09-00.db").shows("read-only");
    play.keys("Esc").lacks("Changes are missing").keys("n").shows("Changes are missing").keys("Esc");
    assert!(!play.app.tick(), "it is asked once");
    drop(play);
    drop(folder);
    let (mut play, path, _folder) = shortened(true);
    play.keys("Enter");
    let backup = Backups::of(&path).all().remove(0);
    assert!(matches!(&play.outside[..], [Outside::Restore(from)] if *from == backup));
}

#[test]
fn a_file_that_is_kept_as_it_is_can_be_written_again() {
    let (mut play, path, _folder) = shortened(false);
    play.shows("No backup contains the missing changes").keys("Enter").says("the file is kept as it is");
    play.keys("n").text("Split a bill").keys("Enter").says("Ana added PB-1");
    assert_eq!(titles(&path), ["Split a bill"]);
}
