//! Flow: the sprint pane with its charts.

use super::support::{Play, product};

/// Runs a sprint of ten working days with one item, accepted on the fourth day, and closes it.
fn past_sprint(play: &mut Play, points: &str) {
    play.ready("Something done").keys("E").text(points).keys("Enter");
    play.keys("N s").text("A goal").keys("Enter V s g").text("start").keys("Enter y").says("started");
    play.days_pass(1).keys("2 h h h L").days_pass(2).keys("L").days_pass(1);
    play.keys("A").text("seen").keys("Enter").says("accepted");
    play.days_pass(8).keys("g").text("close").keys("Enter y").says("closed").days_pass(2);
}

/// Returns a sprint on its fourth day, after five others: one item accepted, one added, one removed, one without an
/// estimate.
fn running() -> Play {
    running_after(5)
}

/// Returns such a sprint after as many others, each with one finished item.
fn running_after(sprints: usize) -> Play {
    let mut play = product();
    for points in ["21", "27", "18", "24", "23"].iter().cycle().take(sprints) {
        past_sprint(&mut play, points);
    }
    play.ready("Pay by card").keys("E").text("8").keys("Enter");
    play.ready("Receipt by mail")
        .keys("E")
        .text("5")
        .keys("Enter")
        .ready("Tip by seat")
        .add(&["Show the fee"]);
    play.keys("N s").text("Guests can pay by card").keys("Enter V s g").text("start").keys("Enter y");
    play.says("started")
        .keys("2 h h h L")
        .days_pass(1)
        .keys("L A")
        .text("seen")
        .keys("Enter")
        .says("accepted");
    play.days_pass(1).ready("Log the payment").keys("s").says(&format!("to Sprint {}", sprints + 1));
    play.keys("2 h h h h j L").days_pass(3);
    play
}

fn snap(name: &str, play: &mut Play) {
    for (columns, rows) in [(80, 24), (140, 40)] {
        play.resize(columns, rows);
        insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), play.screen());
    }
}

#[test]
fn the_sprint() {
    snap("sprint-empty", product().keys("4"));
    snap("sprint-first", product().ready("Pay by card").sprint().keys("4"));
    snap("sprint", running().keys("4"));
}

#[test]
fn what_others_do_is_seen_at_once_and_a_closed_sprint_stays() {
    let mut play = product();
    play.ready("Pay by card").ready("Receipt").sprint().keys("4").shows("6 points left");
    play.keys("2 L L A").text("seen").keys("Enter 4").shows("3 points left").shows("3 of 6 points accepted");
    play.keys("u").says("undid").shows("6 points left");
    play.keys("Ctrl-r g").text("close").keys("Enter Enter y").says("closed");
    play.shows("this was Sprint 1").shows("3 points left when it was closed").shows("3 points a sprint");
}

#[test]
fn what_aged_in_a_sprint_is_told_once_it_is_closed() {
    let mut play = running_after(10);
    play.resize(100, 30).days_pass(6).keys("4").keys("End").shows("1 item is older than 85 % of 10 items");
    play.shows("PB-12")
        .keys("Home g")
        .text("close")
        .keys("Enter Enter y")
        .says("closed Sprint 11")
        .days_pass(1);
    play.shows("this was Sprint 11").keys("End").shows("1 item was older than 85 % of").shows("day 10");
    play.resize(160, 45)
        .keys("c")
        .text("retro")
        .keys("Enter Enter l")
        .shows("day 10, longer than 85 % of ")
        .shows(": PB-12");
}

#[test]
fn the_pane_changes_nothing_and_says_so() {
    let mut play = product();
    play.ready("Pay by card").sprint().keys("4 e").says("has no function here");
    play.keys("Enter")
        .says("has no function here")
        .keys("Tab")
        .shows("The backlog is empty")
        .keys("Shift-Tab")
        .shows("Burndown");
}

#[test]
fn more_than_fits_is_scrolled() {
    let mut play = running();
    play.resize(60, 16).keys("4").shows("Burndown").lacks("First-time acceptance");
    play.keys("End").shows("First-time acceptance").lacks("Burndown");
    play.keys("k Home").shows("Burndown");
}

/// Returns three sprints of 21, 27 and 24 points, and a backlog of items of 8 points with one that has no estimate.
fn with_forecast() -> Play {
    let mut play = product();
    past_sprint(&mut play, "21");
    past_sprint(&mut play, "27");
    past_sprint(&mut play, "24");
    play.keys("1").add(&["Pay by card", "An idea", "Refund", "Receipt by mail", "Void a line"]);
    play.add(&[
        "Split a bill",
        "Offline mode",
        "Tip on the terminal",
        "Kitchen sees allergies",
        "Menu in French",
    ]);
    play.keys("Home v j v v v v v v v v E").text("8").keys("Enter Esc Home");
    play
}

#[test]
fn a_bracket_beside_the_backlog_shows_what_each_sprint_finishes() {
    let mut play = with_forecast();
    snap("forecast", &mut play);
    // Thick as far as it is 85 % likely, thin as far as it is 50 % likely.
    play.resize(80, 24).shows(" S4▌› 1 PB-4").shows("   │  4 PB-7").shows(" S5▌  5 PB-8");
    // An item that is moved across an end moves the end.
    play.keys("Home T Home").shows("   │  4 PB-8").shows(" S5▌  5 PB-9").resize(120, 36);
    play.keys("z d").shows("forecast from 3 sprints, 1 without points not counted ▌85 %  │50 %");
}

#[test]
fn a_filter_hides_rows_and_so_the_forecast() {
    let mut play = with_forecast();
    play.keys("/").text("a").lacks("85 %  │").keys("Esc").shows("85 %  │");
}

#[test]
fn without_history_there_is_no_forecast() {
    product().ready("Pay by card").lacks("85 %").lacks("Done by");
}

#[test]
fn the_head_says_when_everything_is_done_or_what_a_filter_shows() {
    let mut play = with_forecast();
    play.resize(160, 45);
    let end = |play: &Play| {
        let line = play.screen().lines().nth(3).unwrap().to_owned();
        line.split("   ").find(|part| part.contains("Done by")).map(|part| part.trim().to_owned())
    };
    let all = end(&play).unwrap();
    assert!(all.ends_with("(85 %)"), "{all}");
    play.keys("/").text("card");
    let card = end(&play).unwrap();
    assert!(card < all, "{card}: the topmost item is done before all of them");
    assert!(
        play.screen().lines().nth(3).unwrap().contains("sprints   Done by"),
        "it comes before what items lack"
    );
    play.keys("Esc Esc");
    assert_eq!(end(&play).unwrap(), all);
    // Parts that do not fit are left out whole.
    play.resize(80, 24).lacks("Done by 2…");
}

#[test]
fn a_card_that_was_started_longer_ago_than_most_items_took_is_called_ageing() {
    let mut play = running_after(10);
    play.days_pass(1).keys("2").shows("older than 85 % of items").resize(140, 40).shows("day 5");
    // The age runs on over a rejection.
    play.keys("L R")
        .text("no receipt")
        .keys("Enter")
        .days_pass(1)
        .shows("day 6")
        .shows("older than 85 % of items");
    product().ready("Pay by card").sprint().keys("2 L").days_pass(9).shows("day 10").lacks("older than");
}

#[test]
fn a_stand_up_says_in_words_what_is_ageing() {
    let mut play = running_after(10);
    play.days_pass(6).keys("c").text("stand").keys("Enter");
    play.resize(120, 36).shows("Ageing").shows("day 10, longer than 85 % of 10 items; day 10 in Doing");
    // On a small terminal a long title leaves no room for it on its line.
    play.keys("e").text(" ".repeat(20).as_str()).text("and a title that is rather long").keys("Ctrl-s");
    play.resize(80, 24).shows("day 10, longer than 85 % of 10 items; day 10 in Doing\n");
}
