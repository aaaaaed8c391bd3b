//! What undo names, asks and refuses.

use super::support::product;
use super::together::two;
use ceremony::domain::value::Stage;

#[test]
fn what_the_present_screen_does_not_show_is_named_before_it_is_undone() {
    let mut play = product();
    play.ready("Pay by card").sprint().add(&["Print a receipt"]).keys("2 j B");
    play.keys("u").says("u again undoes: Ana added PB-2 Print a receipt, 9 Nov, 09:");
    play.keys("u").says("undid: added PB-2 Print a receipt");
}

#[test]
fn any_other_key_forgets_what_was_named() {
    let mut play = product();
    play.ready("Pay by card").sprint().add(&["Print a receipt"]).keys("2 B u").says("u again undoes");
    play.keys("B u").says("u again undoes").keys("1 2 B u").says("u again undoes");
    assert_eq!(play.item(2).title.as_str(), "Print a receipt");
}

#[test]
fn what_the_screen_shows_or_the_last_message_says_is_undone_at_once() {
    let mut play = product();
    play.add(&["Pay by card"]).keys("E").text("3").keys("Enter j u").says("undid: estimated PB-1");
    // The line at the bottom says what was done, although the board does not show it.
    play.keys("n").text("Print a receipt").keys("Enter Esc 2 N e").text("Till").keys("Enter").says("Till");
    play.keys("j k u").says("undid: added epic PB-E1 Till");
}

/// The first undo that would remove the product asks; the form that is left offers the way back.
#[test]
fn an_undo_that_removes_the_product_asks_and_the_welcome_redoes_it() {
    let mut play = product();
    play.add(&["Pay by card"]).keys("u").says("undid");
    play.keys("u").shows("Undo the creation of Lighthouse?").shows("Ctrl-r restores");
    play.keys("n").shows("Lighthouse").lacks("Undo the creation");
    play.keys("u y").shows("Four questions").shows("undid: ").shows("Ctrl-r restores it");
    play.keys("Ctrl-r")
        .says("redid: ")
        .shows("Lighthouse")
        .keys("Ctrl-r")
        .says("redid: added PB-1 Pay by card");
    assert_eq!(play.item(1).stage, Stage::New);
}

#[test]
fn redo_works_in_the_help_as_well() {
    let mut play = product();
    play.add(&["Pay by card"]).keys("u ? Ctrl-r").says("redid: added PB-1 Pay by card");
}

/// CORRECTIONS 5.
#[test]
fn the_adding_of_somebody_who_has_done_something_is_not_undone() {
    let mut two = two();
    two.bo.add(&["By Bo"]).keys("u").says("undid");
    two.ana.app.tick();
    two.ana.keys("N p").text("Chi").keys("Tab Tab").text("chi").keys("Ctrl-s").says("added Chi");
    let mut chi = two.screen("chi");
    chi.add(&["By Chi"]).keys("u").says("undid");
    two.ana.app.tick();
    // Done and undone, it is in the history as Chi's.
    two.ana.keys("u").says("Chi has done something since: Chi undid: added PB-2 By Chi, 2026-11-09");
    two.ana.keys(",").shows("Chi");
}

#[test]
fn somebody_who_has_done_nothing_can_be_removed_by_undo() {
    let mut two = two();
    two.ana.keys("N p").text("Chi").keys("Tab Tab").text("chi").keys("Ctrl-s").says("added Chi");
    two.ana
        .keys("u")
        .says("undid: added Chi")
        .keys("Ctrl-r")
        .says("redid: added Chi")
        .keys("u")
        .says("undid");
}

#[test]
fn somebody_new_joins_under_their_own_login_and_their_command_is_carried_out() {
    let two = two();
    let mut zed = two.screen("zed");
    zed.keys("Esc n").text("An idea").keys("Enter").shows("Who are you?");
    zed.text("someone").keys("Enter").shows("zed").text("Zed").keys("Ctrl-s").says("Zed added PB-1 An idea");
}
