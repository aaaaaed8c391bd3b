//! The frame of every screen: header, tabs, the last change, and the keys of the row under the cursor.

use super::support::{Play, product, running};

const SIZES: [(u16, u16); 6] = [(60, 16), (80, 24), (100, 28), (120, 36), (160, 45), (200, 50)];

fn last_line(play: &Play) -> String {
    play.screen().lines().last().unwrap_or_default().to_owned()
}

/// The way out is on screen at every size, in every state, with or without a message.
#[test]
fn the_help_is_the_last_key_at_every_size_and_in_every_state() {
    let mut play = running();
    play.add(&["Split a bill", "bug: The receipt is empty"]);
    for way in
        ["1", "2", "3", "4", "1 Enter", "1 I", "1 i", "1 ,", "1 v", "1 z c", "1 Home K", "2 h h h h h", "1 x"]
    {
        play.keys("Esc Esc Esc 1").keys(way);
        for (columns, rows) in SIZES {
            play.resize(columns, rows);
            let line = last_line(&play);
            assert!(line.ends_with("? keys"), "{way} at {columns}x{rows}: {line}");
        }
    }
    play.keys("Esc Esc Esc 1 Home").resize(80, 24);
    assert!(last_line(&play).ends_with("  …  ? keys"), "what is left out is told: {}", last_line(&play));
    for ceremony in ["refinement", "planning", "stand-up", "review", "retrospective"] {
        play.keys("Esc Esc Esc 1").hold(ceremony);
        play.keys(if ceremony == "retrospective" { "Enter" } else { "" });
        for keys in ["", "Tab", "l"] {
            play.keys(keys);
            for (columns, rows) in SIZES {
                play.resize(columns, rows);
                let line = last_line(&play);
                assert!(line.ends_with("Q end  ? keys"), "{ceremony} {keys} at {columns}x{rows}: {line}");
            }
        }
        play.keys("Q y");
    }
}

#[test]
fn the_footer_has_what_can_be_done_to_the_row_now() {
    let mut play = product();
    let line = last_line(&play);
    assert!(line.starts_with(" n new  / filter"), "an empty list has no row to open: {line}");
    play.ready("Pay by card").add(&["Split a bill"]).resize(160, 45);
    assert!(last_line(&play).starts_with(" - add criteria  "), "{}", last_line(&play));
    assert!(!last_line(&play).contains("move to"), "it is not on the board: {}", last_line(&play));
    play.keys("N c").text("it works").keys("Enter Esc");
    assert!(last_line(&play).starts_with(" E estimate  "), "{}", last_line(&play));
    play.keys("b").text("no terminal").keys("Enter");
    assert!(last_line(&play).starts_with(" b unblock  "), "{}", last_line(&play));
    play.keys("Home");
    assert!(last_line(&play).starts_with(" s add to sprint  "), "{}", last_line(&play));
    play.keys("N s").text("Guests can pay").keys("Enter s");
    assert!(last_line(&play).contains(" s remove from sprint"), "{}", last_line(&play));
    assert!(last_line(&play).contains(" r not ready"), "{}", last_line(&play));
}

#[test]
fn the_last_change_stays_until_the_next_and_offers_the_way_back() {
    let mut play = product();
    play.add(&["Pay by card"]).shows("✓ Ana added PB-1 Pay by card · 09:00   u undo");
    play.keys("j").shows("Ana added PB-1 Pay by card").shows("u undo");
    play.keys("B").shows("! B has no function here").lacks("u undo").lacks("Ana added");
    play.keys("j").shows("Ana added PB-1 Pay by card");
    play.keys("u").shows("Ctrl-r redo").lacks("u undo");
    play.keys("Ctrl-r").shows("u undo");
}

#[test]
fn others_changes_are_shown_without_the_way_back_and_the_user_at_the_right() {
    let mut two = super::together::two();
    two.ana.add(&["Pay by card"]);
    two.bo.app.tick();
    two.bo.shows("· Ana added PB-1 Pay by card").lacks("u undo");
    let strip = two.bo.screen().lines().rev().nth(1).unwrap().to_owned();
    assert!(strip.ends_with(" Bo"), "{strip}");
}

#[test]
fn the_header_has_the_sprint_its_meter_and_counts_and_follows_each_change() {
    let mut play = running();
    play.add(&["Split a bill"]).resize(120, 36);
    play.shows(" Lighthouse  Sprint 1  Guests can pay")
        .shows("0 of 3 pts ░░░░░░░░░░░░░░")
        .shows("day 1 of 10");
    play.shows(" 1 Backlog 1   2 Board 1   3 Review   4 Sprint");
    play.keys("2 b").text("no terminal").keys("Enter").shows("■ 1 blocked");
    play.keys("b L L").shows("3 Review 1").lacks("1 blocked");
    play.keys("A").text("seen").keys("Enter").shows("3 of 3 pts ██████████████").shows("2 Board   3 Review ");
}

#[test]
fn the_current_tab_is_underlined() {
    let mut play = product();
    play.add(&["Pay by card"]);
    for (keys, tab) in
        [("1", "1 Backlog 1"), ("2", "2 Board"), ("4", "4 Sprint"), ("1 Enter", "PB-1"), ("Esc ,", "Setup")]
    {
        play.keys(keys);
        let screen = play.screen();
        let lines: Vec<&str> = screen.lines().collect();
        let start = lines[1].split(tab).next().unwrap().chars().count();
        let thick: Vec<usize> =
            lines[2].chars().enumerate().filter(|(_, cell)| *cell == '━').map(|(at, _)| at).collect();
        assert_eq!((thick[0], thick.len()), (start, tab.chars().count()), "{keys}:\n{screen}");
    }
}
