//! The setup: everything that is neither an item nor history.

use super::support::product;

#[test]
fn every_section_is_there() {
    let mut play = product();
    play.resize(100, 60).keys(",");
    for title in [
        "Product",
        "People",
        "Sprints",
        "Columns of the board",
        "Definition of ready",
        "Definition of done",
        "Epics",
        "Labels",
    ] {
        play.shows(title);
    }
    play.keys("Esc").shows("The backlog is empty");
}

#[test]
fn a_person_is_added_changed_and_leaves() {
    let mut play = product();
    play.keys("N p")
        .text("Bo")
        .keys("Tab Enter")
        .text("developer")
        .keys("Enter Ctrl-s")
        .says("added Bo, developer");
    play.keys(",").keys("j j j j j j j j j j").keys("e").text("b").keys("Enter").says("renamed Bo to Bob");
    play.keys("X")
        .says("recorded that Bob has left")
        .shows("has left")
        .keys("X")
        .says("recorded that Bob is back");
}

#[test]
fn the_product_is_changed_in_a_form() {
    let mut play = product();
    play.keys(", e").text(" 2").keys("Enter").says("changed the product's name").shows("Lighthouse 2");
}

#[test]
fn several_fields_of_a_form_are_one_operation_and_one_undo() {
    let mut play = product();
    play.keys(", e").text(" 2").keys("Down Down").text("Half pay by card").keys("Ctrl-s");
    play.says("changed the product's name and product goal").shows("Lighthouse 2").shows("Half pay by card");
    play.keys("u").says("undid: changed the product's name and product goal").lacks("Lighthouse 2");
    play.lacks("Half pay by card");
}

#[test]
fn an_epic_is_made_and_given_to_an_item() {
    let mut play = product();
    play.keys("N e").text("Payments").keys("Enter").says("added epic PB-E1 Payments");
    play.add(&["Pay"]).keys("e Tab Tab Space Enter").says("changed the epic of PB-1");
    assert!(play.item(1).epic.is_some());
}
