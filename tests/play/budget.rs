//! A budget of keystrokes: what is done a hundred times in a meeting takes no more keys than these, besides the text.

use super::support::{Play, product, running};
use ceremony::domain::value::Stage;

/// Presses keys, at most this many.
#[track_caller]
fn spend<'a>(play: &'a mut Play, most: usize, keys: &str) -> &'a mut Play {
    let count = keys.split_whitespace().count();
    assert!(count <= most, "{count} keys are more than {most}: {keys}");
    play.keys(keys)
}

#[test]
fn the_next_item_is_one_key_and_so_is_making_it_ready() {
    let mut play = product();
    play.ready("Pay by card")
        .keys("r")
        .says("back to refinement")
        .add(&["Tips"])
        .hold("refine")
        .shows("1 of 2");
    spend(&mut play, 1, "r").says("PB-1");
    assert_eq!(play.item(1).stage, Stage::Ready);
    spend(&mut play, 1, "l").shows("Tips");
}

#[test]
fn what_is_met_is_accepted_with_one_key() {
    let mut play = running();
    play.keys("2 L L").says("to Review").hold("review").keys("l Space j Space j Space j Space");
    spend(&mut play, 1, "A").says("accepted PB-1");
    assert_eq!(play.item(1).stage, Stage::Accepted);
}

#[test]
fn a_rejection_is_two_keys_and_the_reason() {
    let mut play = running();
    play.keys("2 L L").says("to Review").hold("review").keys("l");
    spend(&mut play, 1, "R").text("nothing is printed");
    spend(&mut play, 2, "Enter").says("rejected PB-1");
    assert_eq!(play.item(1).stage, Stage::Doing);
}

#[test]
fn an_impediment_is_two_keys_and_its_words() {
    let mut play = running();
    play.hold("stand");
    spend(&mut play, 1, "!").text("The bank does not answer");
    spend(&mut play, 1, "Enter").says("raised an impediment");
}

#[test]
fn a_status_update_is_two_keys() {
    let mut play = running();
    play.keys("1");
    // 2 shows the board with the cursor where it was; L moves the card on.
    spend(&mut play, 2, "2 L");
    assert_eq!(play.item(1).stage, Stage::Doing);
}
