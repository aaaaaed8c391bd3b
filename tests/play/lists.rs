//! The lists: adding, ordering, filtering, marking, repeating.

use super::support::product;
use ceremony::tui::effect::Outside;

#[test]
fn items_are_added_one_after_another_without_leaving_the_line() {
    let mut play = product();
    play.keys("n").text("First").keys("Enter").text("bug: Second").keys("Enter").shows("New item");
    play.keys("Esc");
    let screen = play.screen();
    assert!(screen.find("First").unwrap() < screen.find("Second").unwrap(), "{screen}");
    assert_eq!(play.item(2).kind.word(), "bug");
}

#[test]
fn ten_pasted_lines_become_ten_items() {
    let mut play = product();
    let lines: Vec<String> = (1..=10).map(|number| format!("Idea {number}")).collect();
    play.keys("n").paste(&lines.join("\r\n")).says("added 10 items").keys("Esc");
    play.shows("Idea 1").shows("Idea 10");
    play.keys("u").says("undid: added 10 items").shows("The backlog is empty");
}

#[test]
fn an_item_moves_among_the_rows() {
    let mut play = product();
    play.add(&["A", "B", "C"]).keys("Home J").says("moved PB-1 below PB-2");
    play.keys("J").says("moved PB-1 below PB-3");
    play.keys("J").says("already the last row");
    play.keys("K K K").says("already the first row");
    play.keys("T").says("to the bottom").keys("t").says("to the top");
}

#[test]
fn under_a_filter_it_moves_among_the_rows_that_are_seen() {
    let mut play = product();
    play.add(&["red one", "blue", "red two"]).keys("Home /").text("red").keys("Enter J");
    play.says("moved PB-1 below PB-3").lacks("blue");
    play.keys("Esc").shows("blue");
}

#[test]
fn the_filter_narrows_while_it_is_typed_and_esc_brings_the_former_one_back() {
    let mut play = product();
    play.add(&["apple", "banana", "cherry"]);
    play.keys("/").text("an").shows("2 PB-2").lacks("3 PB-3");
    play.keys("Enter /").text("x").lacks("2 PB-2").keys("Esc").shows("2 PB-2").lacks("3 PB-3");
    play.keys("Esc").shows("3 PB-3");
}

#[test]
fn a_wrong_word_in_the_filter_is_told_with_the_nearest_right_one() {
    let mut play = product();
    play.add(&["apple"]).keys("/").text("kind:storry").shows("story");
}

#[test]
fn marked_items_are_changed_together() {
    let mut play = product();
    play.add(&["A", "B", "C"]).keys("Home v v").shows("2 marked");
    play.keys("b").text("no power").keys("Enter").says("blocked PB-1 and PB-2: no power");
    assert!(
        play.item(1).blocked.is_some() && play.item(2).blocked.is_some() && play.item(3).blocked.is_none()
    );
    play.lacks("marked");
}

#[test]
fn what_was_done_to_marked_items_is_one_deed() {
    let mut play = product();
    play.add(&["A", "B", "C"])
        .keys("Home v v E")
        .text("8")
        .keys("Enter")
        .says("estimated PB-1 and PB-2 at 8");
    play.keys("u").says("estimated PB-1 and PB-2 at 8");
    assert!(play.item(1).estimate.is_none() && play.item(2).estimate.is_none());
}

#[test]
fn a_line_of_blanks_is_told_and_takes_no_keys_for_others() {
    let mut play = product();
    play.keys("n").text("   ").keys("Enter").shows("only spaces").text("A").keys("Enter").says("added PB-1");
    play.keys("Enter").lacks("New item");
}

#[test]
fn a_filter_that_is_still_being_typed_is_not_kept() {
    let mut play = product();
    play.add(&["Pay", "Print"]).keys("/").text("kind:bgu").lacks("Pay");
    assert!(!play.app.model.place().is_filtered());
    play.keys("Esc /").text("print").keys("Enter /").text("zzz");
    assert!(play.app.model.place().is_filtered());
}

#[test]
fn a_mark_acts_only_where_it_is_seen() {
    let mut play = product();
    play.ready("On the board").sprint().add(&["A", "B"]).keys("Home v v").shows("2 marked");
    play.keys("2").lacks("marked").keys("b").text("no power").keys("Enter").says("blocked PB-1: no power");
    play.keys("1").shows("2 marked");
}

#[test]
fn the_last_change_is_repeated_for_another_item() {
    let mut play = product();
    play.add(&["A", "B"]).keys("Home E").text("5").keys("Enter j .").says("estimated PB-2 at 5");
    assert_eq!(play.item(2).estimate, play.item(1).estimate);
}

#[test]
fn the_cursor_stays_on_its_item_when_the_order_changes() {
    let mut play = product();
    play.add(&["A", "B", "C"]).keys("Home j t").says("moved PB-2 to the top");
    play.keys("y");
    assert!(matches!(&play.outside[..], [Outside::Copy(key)] if key == "PB-2"));
}

#[test]
fn jumping_to_a_key_and_to_a_position() {
    let mut play = product();
    play.add(&["A", "B", "C"]).keys("Home #").text("pb-3").keys("Enter y #").text("=2").keys("Enter y");
    let copied: Vec<&str> =
        play.outside.iter().map(|it| if let Outside::Copy(key) = it { key.as_str() } else { "" }).collect();
    assert_eq!(copied, ["PB-3", "PB-2"]);
    play.keys("#").text("99").keys("Enter").says("no item 99");
}

#[test]
fn the_palette_finds_an_action_by_its_words() {
    let mut play = product();
    play.add(&["A"]).keys(":").text("estim").keys("Enter").shows("Points of PB-1");
}

#[test]
fn labels_are_put_on_and_made_on_the_way() {
    let mut play = product();
    play.add(&["A"]).keys("+").text("cash").keys("Enter").says("labelled PB-1 #cash");
    play.keys("/").text("#cash").keys("Enter").shows("PB-1");
    play.keys("+ Enter").says("removed #cash from PB-1");
}

#[test]
fn a_key_that_does_nothing_says_so() {
    let mut play = product();
    play.keys("Z").says("Z has no function here");
    play.keys("E").says("no item selected");
    play.keys("N z").says("N z has no function here");
}

#[test]
fn points_that_are_none_are_refused_and_the_line_stays() {
    let mut play = product();
    play.add(&["A"]);
    for wrong in ["-1", "five", "1.234"] {
        play.keys("E").text(wrong).keys("Enter").shows("is no estimate").keys("Esc");
    }
    assert_eq!(play.item(1).estimate, None);
}

#[test]
fn words_are_searched_in_all_items_open_or_not() {
    let mut play = product();
    play.add(&["Pay by card", "Pay in cash", "Fold the bill"]);
    play.keys("Home D").text("not now").keys("Enter").says("dropped PB-1");
    play.keys("Ctrl-f").shows("part of a word").text("pay").shows("PB-1").shows("Dropped").shows("PB-2");
    play.lacks("PB-3  Fold").text(" car").lacks("PB-2  Pay").keys("Enter").shows("not now");
    // The former search is restored.
    play.keys("Esc Ctrl-f").shows("pay car").keys("Ctrl-u").text("pb-3").shows("PB-3  Fold");
    play.keys("Ctrl-u").text("nowhere").shows("nothing matches").keys("Enter").says("nothing matches");
}
