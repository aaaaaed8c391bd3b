//! One snapshot of each state of each pane, at 80x24 and at 140x40.

use super::support::{Play, product};

fn snap(name: &str, play: &mut Play) {
    for (columns, rows) in [(80, 24), (140, 40)] {
        play.resize(columns, rows);
        insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), play.screen());
    }
}

/// Returns a backlog with one of each: ready, not ready, blocked, waiting, with a question, a bug, an epic.
fn backlog() -> Play {
    let mut play = product();
    play.keys("N e").text("Payments").keys("Enter");
    play.ready("Pay by card").add(&[
        "Split a bill between guests",
        "bug: The receipt is empty",
        "Tip on the card terminal",
        "chore: Renew the certificate",
    ]);
    play.keys("Home j e Tab Tab Space Enter").keys("N q").text("What about gift cards?").keys("Enter");
    play.keys("j b").text("waiting for the printer").keys("Enter").keys("j N d").text("PB-2").keys("Enter");
    play.keys("j E").text("8").keys("Enter Home");
    play
}

fn board() -> Play {
    let mut play = backlog();
    play.keys("Home v v v N s")
        .text("Guests can pay by card")
        .keys("Enter s g")
        .text("start")
        .keys("Enter y 2 L");
    play
}

#[test]
fn the_backlog() {
    snap("backlog", &mut backlog());
    snap("backlog-empty", &mut product());
    snap("backlog-filtered", backlog().keys("/").text("kind:bug").keys("Enter"));
    snap("backlog-nothing-matches", backlog().keys("/").text("nothing like it").keys("Enter"));
    snap("backlog-new-item", backlog().keys("n").text("Another id"));
    snap("backlog-marked", backlog().keys("v v"));
}

#[test]
fn the_board() {
    snap("board", &mut board());
    snap("board-no-sprint", product().keys("2"));
    snap("board-by-person", board().keys("a Enter z"));
    snap("board-by-epic", board().keys("z z"));
}

#[test]
fn the_review() {
    snap("review-empty", product().keys("3"));
    snap("review", board().keys("2 L 3 j Space"));
}

#[test]
fn one_item() {
    snap("item", backlog().keys("j Enter j"));
    snap("item-edited", backlog().keys("e"));
}

#[test]
fn beside_the_panes() {
    snap("history", backlog().keys("I"));
    snap("setup", backlog().keys(","));
    // High enough for all rows: the complete table is in one snapshot of each.
    insta::assert_snapshot!("help", backlog().resize(100, 140).keys("?").screen());
    insta::assert_snapshot!("palette", backlog().resize(140, 120).keys(":").screen());
    snap("chord", backlog().keys("N"));
    snap("report", board().keys("g").text("look").keys("Enter"));
    snap("sprint-start", backlog().keys("N s Enter V s g").text("start").keys("Enter"));
    snap("sprint-menu", board().keys("g"));
    snap("override", backlog().keys("Home j r"));
    snap("reject", board().keys("2 L R"));
}

#[test]
fn the_first_start() {
    let clock = std::rc::Rc::new(ceremony::clock::FixedClock::at(ceremony::domain::value::Instant(
        super::support::MONDAY,
    )));
    let store = ceremony::store::Store::new(Box::new(ceremony::store::sqlite::Sqlite::in_memory().unwrap()));
    let identity = ceremony::session::Identity { login: "ana".to_owned(), ..Default::default() };
    let session = ceremony::session::Session::begin(store, clock.clone(), identity).unwrap();
    snap("welcome", &mut super::support::on(session, clock));
}
