//! The complete lifecycle of a story, and every edge case of it, by keys alone.

use super::support::{Play, product};
use ceremony::domain::value::Stage;

/// Returns a story in the running sprint, on the board, under the cursor.
fn on_board() -> Play {
    let mut play = product();
    play.ready("Pay by card").sprint().keys("2");
    play
}

#[test]
fn from_idea_to_accepted_increment() {
    let mut play = on_board();
    play.shows("PB-1").shows("Pay by card");
    play.keys("L").says("moved PB-1 to Doing");
    play.keys("L").says("moved PB-1 to Review");
    play.keys("3 j Space").says("marked a criterion of PB-1 as met: it works");
    play.keys("j Space j Space j Space").says("checked a rule for PB-1");
    play.keys("A").says("accepted PB-1");
    play.shows("Nothing is waiting for acceptance").shows("3 of 3 pts");
    assert_eq!(play.item(1).stage, Stage::Accepted);
}

#[test]
fn my_card_is_found_with_me() {
    let mut play = product();
    play.add(&["Somebody else's", "Mine"]).keys("End a Enter").says("assigned PB-2 to Ana");
    play.keys("Home").sprint().keys("2 /").text("@me").keys("Enter").shows("Mine").lacks("Somebody else's");
    play.keys("L").says("moved PB-2 to Doing");
}

#[test]
fn back_over_the_board_and_out_of_the_sprint() {
    let mut play = on_board();
    play.keys("L L").says("to Review");
    play.keys("H").says("moved PB-1 to Doing");
    play.keys("H").says("moved PB-1 to To do");
    play.keys("s").says("from the sprint");
    assert_eq!(play.item(1).stage, Stage::Ready);
    play.keys("1 r").says("back to refinement");
    assert_eq!(play.item(1).stage, Stage::New);
}

#[test]
fn rejected_to_doing_with_a_reason_and_the_criteria_that_failed() {
    let mut play = on_board();
    play.keys("L L 3 j x")
        .text("no receipt")
        .keys("Enter")
        .says("marked a criterion of PB-1 as failed: it works (no receipt)");
    play.keys("R").text("the receipt is missing").keys("Enter");
    play.says("rejected PB-1 to Doing, criterion: the receipt is missing (failed: it works)");
    assert_eq!(play.item(1).stage, Stage::Doing);
    assert_eq!(play.item(1).rejections, 1);
    play.keys("2").resize(110, 24).shows("rejected");
}

#[test]
fn rejected_to_the_backlog() {
    let mut play = on_board();
    play.keys("L L R").text("not what guests need").keys("Tab Tab Tab Space Enter");
    play.says("rejected PB-1 to the backlog");
    assert_eq!(play.item(1).stage, Stage::Ready);
    assert_eq!(play.item(1).sprint, None);
}

#[test]
fn accepted_against_the_rules_with_a_reason_that_is_kept() {
    let mut play = on_board();
    play.keys("L L A").shows("1 criterion is not checked");
    play.text("shown at the fair").keys("Enter").says("accepted PB-1, against the rules: shown at the fair");
    play.keys("2").shows("PB-1");
    assert_eq!(play.item(1).reason.as_deref(), Some("shown at the fair"));
}

#[test]
fn accepting_can_be_left_with_esc() {
    let mut play = on_board();
    play.keys("L L A Esc");
    assert_eq!(play.item(1).stage, Stage::Review);
}

#[test]
fn made_ready_against_the_rules() {
    let mut play = product();
    play.add(&["A vague idea"]).keys("r").shows("has an acceptance");
    play.text("we talked about it")
        .keys("Enter")
        .says("made PB-1 ready, against the rules: we talked about it");
    assert_eq!(play.item(1).stage, Stage::Ready);
    play.shows("✓");
}

#[test]
fn a_ready_item_with_a_new_question_stays_ready_and_shows_it() {
    let mut play = product();
    play.ready("Pay by card").keys("N q").text("Which cards?").keys("Enter").says("asked");
    assert_eq!(play.item(1).stage, Stage::Ready);
    play.shows("✓ 1 question").shows("1 ready").shows("1 question");
}

#[test]
fn dropped_from_the_sprint_and_reopened() {
    let mut play = on_board();
    play.keys("L D").text("nobody wants it").keys("Enter").says("dropped PB-1: nobody wants it");
    assert_eq!(play.item(1).stage, Stage::Dropped);
    play.keys("#").text("1").keys("Enter").shows("dropped: nobody wants it");
    play.keys("O").says("reopened PB-1");
    assert_eq!(play.item(1).stage, Stage::New);
    assert_eq!(play.item(1).sprint, None);
}

#[test]
fn an_accepted_item_is_reopened() {
    let mut play = on_board();
    play.keys("L L A").text("seen").keys("Enter").says("accepted");
    play.keys("2 l l l O").shows("Reopen PB-1 in").keys("Enter").says("reopened PB-1 in Doing");
    assert_eq!(play.item(1).stage, Stage::Doing);
    play.shows("0 of 3 pts");
    play.keys("L A").text("seen").keys("Enter").says("accepted");
    play.keys("2 l l l O End Enter").says("reopened PB-1 at the top of the backlog");
    assert_eq!(play.item(1).stage, Stage::New);
}

#[test]
fn a_card_is_split_into_what_is_finished_and_the_rest() {
    let mut play = on_board();
    play.keys("L L S Enter").text("The rest").keys("Enter Enter").shows("Divide the criteria").keys("Enter");
    play.text("2").keys("Tab Backspace").text("1").shows("Where do the new items go?").shows("not finished");
    play.keys("Tab Tab Space Enter").shows("1 criterion is not checked").text("shown").keys("Enter");
    play.says("split PB-2 off PB-1, into the backlog; accepted PB-1, against the rules: shown");
    assert_eq!((play.item(1).stage, play.item(2).stage), (Stage::Accepted, Stage::New));
    play.shows("1 of 3 pts").keys("u").says("undid: split PB-2 off PB-1");
    assert_eq!(play.item(1).stage, Stage::Review);
}

#[test]
fn blocked_with_a_reason_and_free_again() {
    let mut play = on_board();
    play.keys("b")
        .text("waiting for keys")
        .keys("Enter")
        .says("blocked PB-1: waiting for keys")
        .shows("■ blocked since today: waiting for keys");
    play.days_pass(3).shows("■ blocked 3 days").shows("1 blocked");
    play.keys("b").says("unblocked PB-1").lacks("■ blocked 3 days");
}

#[test]
fn everything_can_be_undone_and_redone() {
    let mut play = on_board();
    play.keys("L L").keys("u").says("undid: moved PB-1 to Review");
    assert_eq!(play.item(1).stage, Stage::Doing);
    play.keys("u u").says("undid: started Sprint 1");
    assert_eq!(play.item(1).stage, Stage::Ready);
    play.keys("Ctrl-r Ctrl-r Ctrl-r").says("redid: moved PB-1 to Review");
    assert_eq!(play.item(1).stage, Stage::Review);
    play.keys("Ctrl-r").says("nothing to redo");
}

#[test]
fn the_page_of_an_item_has_its_history_beside_it_where_there_is_room() {
    let mut play = on_board();
    play.keys("L Enter")
        .resize(120, 36)
        .shows("History")
        .shows("Ana moved PB-1 to Doing")
        .shows("Ana started Sprint 1");
    play.keys("E").text("8").keys("Enter").shows("Ana estimated PB-1 at 8");
    play.resize(100, 28).lacks("History");
}
