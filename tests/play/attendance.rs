//! Who is present: asked once at the start, in a line; the others are not recorded.

use super::support::{Play, copied, running};
use super::together::two;

fn asked() -> Play {
    let mut play = running();
    play.answers_attendance = true;
    play
}

fn minutes(play: &mut Play) -> String {
    play.keys("Q y y");
    copied(play)
}

#[test]
fn the_facilitator_is_asked_once_and_answers_with_all_none_or_names() {
    for (answer, expected) in [
        ("all", "Present: Ana, Bo and Chi\n"),
        ("none", "Present: Ana  \nNot recorded: Bo and Chi\n"),
        ("", "Present: Ana  \nNot recorded: Bo and Chi\n"),
        ("chi", "Present: Ana and Chi  \nNot recorded: Bo\n"),
        ("bo, chi", "Present: Ana, Bo and Chi\n"),
        ("bo chi", "Present: Ana, Bo and Chi\n"),
    ] {
        let mut play = asked();
        play.hold("stand").shows("Who is present besides you?").shows("all, none, or names with commas");
        play.text(answer).keys("Enter").lacks("Who is present");
        play.keys("Esc").hold("stand").lacks("Who is present");
        let minutes = minutes(&mut play);
        assert!(minutes.contains(expected), "{answer}: {minutes}");
    }
}

#[test]
fn a_name_that_is_not_known_is_refused_in_the_line() {
    let mut play = asked();
    play.hold("stand").text("zoe").keys("Enter").shows("zoe").shows("Who is present");
    play.keys("Esc w").shows("Who is present?").text("Chi").keys("Space Enter").says("Ana and Chi");
    assert!(minutes(&mut play).contains("Present: Ana and Chi  \nNot recorded: Bo\n"));
}

#[test]
fn the_key_is_in_the_footer_of_every_ceremony() {
    let mut play = running();
    for kind in ["refine", "planning", "stand", "review"] {
        play.hold(kind).keys("? Esc").shows("w attendance").keys("Esc 1");
    }
    play.hold("retro").keys("Enter ? Esc").shows("w attendance");
}

#[test]
fn whoever_has_joined_was_present_also_after_leaving() {
    let mut two = two();
    two.ana.ready("Pay by card").sprint();
    two.ana.hold("stand");
    two.bo.app.tick();
    two.bo.hold("stand").shows("STAND-UP").keys("Esc");
    two.ana.keys("w").shows("Who is present?").keys("Esc Q y y");
    assert!(copied(&two.ana).contains("Present: Ana and Bo\n"), "{}", copied(&two.ana));
}

#[test]
fn a_screen_left_open_overnight_shows_the_minutes_of_its_ceremony() {
    let mut play = running();
    play.hold("stand").keys("l !").text("No printer").keys("Enter").says("No printer");
    play.days_pass(1)
        .says("the stand-up of Mon 9 Nov, 09:02 ended by itself at 09:02")
        .shows("Stand-up of Sprint 1")
        .shows("0 min of 15");
    play.keys("Esc").hold("stand").shows("15:00 left");
}
