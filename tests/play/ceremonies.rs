//! What all ceremonies have in common, and what each looks like.

use super::support::{Play, running};
use super::together::two;
use std::time::Duration;

#[test]
fn what_was_undone_is_not_in_the_minutes() {
    let mut play = running();
    play.hold("stand");
    play.keys("d").text("We stop here").keys("Enter u").says("undid");
    play.keys("d").text("We go on").keys("Enter Q y").shows("We go on").lacks("We stop here");
}

#[test]
fn leaving_is_not_ending_and_the_next_start_offers_it_again() {
    let mut play = running();
    play.hold("stand");
    play.keys("l Esc").shows("stand-up in progress   c join");
    play.hold("stand");
    // The position is kept.
    play.shows("1 of 2");
}

#[test]
fn the_clock_counts_down_and_then_over() {
    let mut play = running();
    play.hold("stand");
    play.shows("15:00 left");
    play.clock.advance(std::time::Duration::from_mins(16));
    assert!(play.app.tick(), "the clock has moved");
    play.shows("1:00 over");
    assert!(!play.app.tick(), "nothing moves within a second");
}

#[test]
fn the_presenter_layout_can_be_asked_for_and_away() {
    let mut play = running();
    play.hold("stand");
    let narrow = play.screen();
    play.keys("P");
    assert_ne!(play.screen(), narrow);
    play.keys("P");
    play.lacks("lighthouse.db").lacks("Ana ·");
}

#[test]
fn a_small_shared_screen_has_its_clock_in_digits_of_three_rows() {
    let mut play = running();
    play.hold("stand");
    play.resize(80, 24).lacks("▄█  █").keys("P");
    play.shows("▄█  █ █  ▄  █▀▀ █▀█").shows(" █  ▀▀█  ▄  ▀▀█ ▀▀█").shows("left");
    play.shows("What keeps us from the sprint goal? Look here first, then walk.");
}

#[test]
fn the_head_of_a_retrospective_names_its_sprint_once() {
    let mut play = running();
    play.hold("retro");
    play.keys("Enter").resize(80, 24).shows("RETROSPECTIVE   Sprint 1 \"Guests can pay\"");
    let head: String = play.screen().lines().take(3).collect();
    assert_eq!(head.matches("Sprint 1").count(), 1);
}

#[test]
fn what_floats_over_a_ceremony_shows_nothing_private() {
    let mut play = running();
    play.hold("stand");
    for over in ["?", "M", "I"] {
        play.keys(over).lacks("lighthouse.db").lacks("─ Ana").keys("Esc").shows("STAND-UP");
    }
    play.keys("Esc").shows("─ Ana");
}

#[test]
fn two_terminals_are_at_the_same_place_and_one_ends_for_both() {
    let mut two = two();
    two.ana.ready("Pay by card").sprint();
    two.bo.app.tick();
    two.ana.hold("stand");
    two.bo.app.tick();
    two.bo.shows("stand-up in progress   c join");
    two.bo.hold("stand");
    two.bo.shows("STAND-UP").shows("Exceptions");
    two.ana.keys("l").shows("Bo   1 of 1");
    two.bo.app.tick();
    two.bo.shows("Bo   1 of 1");
    // What both do is in the same minutes.
    two.bo.keys("d").text("We pair today").keys("Enter");
    two.ana.app.tick();
    two.ana.keys("Q y").shows("We pair today (Bo)");
    two.bo.app.tick();
    two.bo.shows("Minutes").shows("We pair today (Bo)");
}

#[test]
fn ceremonies_have_their_days_and_the_frame_says_what_is_due() {
    let mut play = running();
    play.keys("c").text("held").keys("Enter").shows("Schedule of the ceremonies");
    play.keys("Tab Tab").text("daily 09:30").keys("Enter").says("scheduled the stand-up Mon-Fri at 09:30");
    for columns in [120, 80] {
        play.resize(columns, 36).shows("stand-up 09:30, in 2");
    }
    play.hold("stand");
    play.keys("Q y Esc").lacks("stand-up 09:30, in");
    play.days_pass(2).shows("stand-up 09:30, in");
    play.clock.advance(std::time::Duration::from_hours(3));
    play.shows("no stand-up since Monday");
}

#[test]
fn each_ceremony_at_two_sizes() {
    let snap = |name: &str, play: &mut Play| {
        for (columns, rows) in [(80, 24), (160, 45)] {
            play.resize(columns, rows);
            insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), play.screen());
        }
    };
    let mut play = running();
    play.keys("2 a").text("Bo").keys("Enter b").text("no terminal").keys("Enter");
    play.keys("c");
    snap("ceremonies", &mut play);
    play.keys("Esc");
    play.hold("stand");
    snap("stand-up-exceptions", &mut play);
    play.keys("l");
    snap("stand-up-walk", &mut play);
    play.keys("Q y");
    snap("minutes", &mut play);
    play.keys("Esc 2 L L");
    play.hold("review");
    snap("review-demo", &mut play);
    play.keys("l");
    snap("review-acceptance", &mut play);
    play.keys("Tab");
    snap("review-outcome", &mut play);
    play.keys("Q y Esc 1 N s").text("Tips").keys("Enter");
    play.add(&["Tip on the terminal"]);
    play.hold("planning");
    snap("planning-why", &mut play);
    play.keys("Tab");
    snap("planning-what", &mut play);
    play.keys("Q y Esc");
    play.hold("retro");
    play.keys("Enter l n").text("Pair more").keys("Enter Esc");
    snap("retrospective-wall", &mut play);
}

#[test]
fn the_end_of_the_timebox_is_told_once() {
    let mut play = running();
    play.hold("stand");
    play.shows("15:00 left");
    assert!(!play.app.time_ran_out());
    play.clock.advance(Duration::from_mins(15));
    assert!(!play.app.time_ran_out(), "a second is left to say so");
    play.clock.advance(Duration::from_secs(1));
    assert!(play.app.time_ran_out());
    assert!(!play.app.time_ran_out(), "it rings once");
    // A person who joins later is not told of past events.
    play.keys("Esc");
    assert!(!play.app.time_ran_out());
    play.hold("stand");
    assert!(!play.app.time_ran_out());
}
