//! Two people, two screens, one file.

use super::founding::founding;
use super::support::{MONDAY, Play, on};
use ceremony::clock::FixedClock;
use ceremony::domain::command::Command;
use ceremony::domain::value::{Instant, Role};
use ceremony::session::{Identity, Session};
use ceremony::store::sqlite::{Opening, open};
use ceremony::store::{Store, newest_schema};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

pub struct Two {
    pub ana: Play,
    pub bo: Play,
    pub path: PathBuf,
    _folder: tempfile::TempDir,
}

impl Two {
    /// Returns another screen on the same file.
    pub fn screen(&self, login: &str) -> Play {
        let (session, clock) = begun(&self.path, login);
        on(session, clock)
    }
}

fn begun(path: &Path, login: &str) -> (Session, Rc<FixedClock>) {
    let clock = Rc::new(FixedClock::at(Instant(MONDAY)));
    let opening = Opening {
        path: path.to_owned(),
        wanted: ceremony::store::OpenOptions::NEW,
        patience: Duration::from_millis(50),
        newest_schema: newest_schema(),
        durable: true,
    };
    let store = Store::new(Box::new(open(&opening).unwrap()));
    let identity = Identity { login: login.to_owned(), terminal: login.to_owned(), name: None };
    (Session::begin(store, clock.clone(), identity).unwrap(), clock)
}

/// Returns Ana, the product owner, and Bo, a developer.
pub fn two() -> Two {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("team.db");
    let (mut session, clock) = begun(&path, "ana");
    session.run(&founding()).unwrap();
    session
        .run(&Command::Person(ceremony::domain::command::PersonCommand::Add {
            name: "Bo".parse().unwrap(),
            roles: [Role::Developer].into_iter().collect(),
            login: "bo".parse().ok(),
        }))
        .unwrap();
    let ana = on(session, clock);
    let (session, clock) = begun(&path, "bo");
    Two { ana, bo: on(session, clock), path, _folder: folder }
}

#[test]
fn the_other_screen_follows_and_says_who_did_it() {
    let mut two = two();
    two.ana.add(&["Pay by card"]);
    assert!(two.bo.app.tick());
    two.bo.shows("Pay by card").says("Ana added PB-1 Pay by card");
    assert!(!two.bo.app.tick(), "nothing has changed since");
}

#[test]
fn a_refresh_leaves_the_cursor_on_its_item() {
    let mut two = two();
    two.ana.add(&["A", "B", "C"]);
    two.bo.app.tick();
    two.bo.keys("End");
    two.ana.keys("Home T");
    two.bo.app.tick();
    two.bo.keys("y");
    assert!(format!("{:?}", two.bo.outside).contains("PB-3"), "{:?}", two.bo.outside);
}

/// Both have changed the title; Bo the points, too, and a label.
fn both_change_a_title() -> Two {
    let mut two = two();
    two.ana.add(&["Pay"]);
    two.bo.app.tick();
    two.bo.keys("Home e").text(" in cash").keys("Tab Tab Tab").text("5").keys("Tab").text("till");
    two.ana.keys("Home e").text(" by card").keys("Enter");
    two.bo.keys("Enter").shows("Someone else changed this").shows("Pay by card").shows("Pay in cash");
    two
}

fn come_to(two: &mut Two) -> (String, String, usize) {
    let item = two.bo.item(1);
    (item.title.to_string(), item.estimate.map(|it| it.to_string()).unwrap_or_default(), item.labels.len())
}

#[test]
fn of_a_text_that_both_change_one_version_is_chosen() {
    let mut two = both_change_a_title();
    two.bo.text("use my").keys("Enter");
    assert_eq!(come_to(&mut two), ("Pay in cash".to_owned(), "5".to_owned(), 1));
    let mut two = both_change_a_title();
    two.bo.text("their").keys("Enter");
    assert_eq!(come_to(&mut two), ("Pay by card".to_owned(), "5".to_owned(), 1));
    // Neither yet: the input is still there.
    let mut two = both_change_a_title();
    two.bo.keys("Esc").shows("Pay in cash").lacks("Pay by card");
    assert_eq!(come_to(&mut two), ("Pay by card".to_owned(), String::new(), 0));
    two.bo.keys("Enter").shows("Someone else changed this");
}

#[test]
fn each_text_that_both_change_is_asked_about() {
    let mut two = two();
    two.ana.add(&["Pay"]);
    two.bo.app.tick();
    two.bo.keys("Home e").text(" in cash").keys("Tab Tab Tab").text("5");
    two.ana.keys("Home e").text(" by card").keys("Tab Tab Tab").text("8").keys("Enter");
    two.bo.keys("Enter").shows("Pay by card").text("use my").keys("Enter");
    two.bo.shows("Someone else changed this").shows("  8").shows("  5").text("their").keys("Enter");
    let item = two.bo.item(1);
    assert_eq!((item.title.as_str(), item.estimate.unwrap().to_string().as_str()), ("Pay in cash", "8"));
}

#[test]
fn of_long_texts_what_differs_is_shown() {
    let mut two = two();
    two.ana.add(&["Pay"]);
    two.bo.app.tick();
    let lines: Vec<String> = (1..=30).map(|number| format!("line {number}")).collect();
    let long = lines.join("\n");
    two.ana.keys("Home e Tab Tab Tab Tab Tab Tab Tab Tab Enter").paste(&long).keys("Ctrl-s Ctrl-s");
    two.bo.app.tick();
    let to_end = "Home e Tab Tab Tab Tab Tab Tab Tab Tab Enter Ctrl-End";
    two.bo.keys(to_end).text(" in cash").keys("Ctrl-s");
    two.ana.keys(to_end).text(" by card").keys("Ctrl-s Ctrl-s");
    two.bo.keys("Ctrl-s").shows("28 lines before this").shows("line 30 by card").shows("line 30 in cash");
}

#[test]
fn whoever_is_not_known_is_asked_and_known_from_then_on() {
    let two = two();
    let mut stranger = two.screen("zed");
    stranger.shows("Who are you?").shows("someone else");
    stranger.keys("Esc n").text("An idea").keys("Enter").shows("Who are you?");
    // The command runs as soon as its person is known.
    stranger.text("Ana").keys("Enter").says("Ana added PB-1 An idea").shows("An idea");
}

#[test]
fn different_fields_of_one_item_are_both_kept() {
    let mut two = two();
    two.ana.add(&["Pay"]);
    two.bo.app.tick();
    two.bo.keys("Home e Tab Tab Tab").text("5");
    two.ana.keys("Home e").text(" by card").keys("Enter");
    two.bo.keys("Enter");
    let item = two.bo.item(1);
    assert_eq!((item.title.as_str(), item.estimate.unwrap().to_string().as_str()), ("Pay by card", "5"));
}

#[test]
fn undo_is_my_own_and_refused_where_somebody_has_gone_on() {
    let mut two = two();
    two.ana.add(&["Pay"]).keys("E").text("3").keys("Enter");
    two.bo.app.tick();
    two.bo.keys("Home u").says("nothing to undo");
    two.bo.keys("E").text("8").keys("Enter").says("Bo estimated PB-1 at 8");
    two.ana.keys("u").says("PB-1 has been changed since: Bo estimated PB-1 at 8");
}

#[test]
fn an_end_is_not_taken_back_while_another_ceremony_of_its_kind_runs() {
    let mut two = two();
    two.ana.hold("review").keys("Q y").says("ended the review");
    two.bo.app.tick();
    two.bo.hold("review").keys("Enter").shows("REVIEW");
    two.ana.keys("Esc u").says("another review has been running since 09:00; join it, or end it first");
    assert_eq!(two.ana.app.session.workspace().meetings.running().count(), 1);
    two.bo.keys("Q y").says("ended the review");
    two.ana.keys("u u").says("undid: ended the review");
    // Nor is the start redone then.
    two.ana.keys("u u").says("undid: started");
    two.bo.app.tick();
    two.bo.keys("Esc u u").says("undid: ended the review");
    two.ana.keys("Ctrl-r").says("another review has been running");
}

#[test]
fn a_developer_accepts_only_on_behalf_of_the_owner() {
    let mut two = two();
    two.ana.ready("Pay").sprint();
    two.bo.app.tick();
    two.bo.keys("2 L L A").says("accepting is for the product owner, Ana");
    two.bo.keys("f").text("Ana").keys("Enter").says("on behalf of Ana");
    two.bo.keys("A").text("seen together").keys("Enter").says("Bo for Ana accepted PB-1");
}
