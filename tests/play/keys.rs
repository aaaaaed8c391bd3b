//! Keys on the screen: they mean what they mean on the command line.

use super::founding::founding;
use super::support::{MONDAY, Play, on};
use ceremony::clock::FixedClock;
use ceremony::domain::command::Command;
use ceremony::domain::value::{Instant, Zone};
use ceremony::exchange::{ReadOptions, read};
use ceremony::session::{Identity, Session};
use ceremony::store::Store;
use ceremony::store::sqlite::Sqlite;
use std::rc::Rc;

/// Returns a product into which a table was imported.
fn imported(table: &str) -> Play {
    let clock = Rc::new(FixedClock::at(Instant(MONDAY)));
    let store = Store::new(Box::new(Sqlite::in_memory().unwrap()));
    let identity = Identity { login: "ana".to_owned(), terminal: "tty1".to_owned(), name: None };
    let mut session = Session::begin(store, clock.clone(), identity).unwrap();
    session.run(&founding()).unwrap();
    let batch = read("theirs.csv", table.as_bytes(), &ReadOptions::new(Zone::UTC)).unwrap();
    session.run(&Command::Import(Box::new(batch))).unwrap();
    on(session, clock)
}

/// Case 53: `#` finds a bare number that another tool gave, as the command line does.
#[test]
fn jumping_finds_another_tools_number() {
    let mut play = imported("ID,Title\n500,Foreign\n");
    play.keys("#").text("500").keys("Enter").shows("Foreign").lacks("there is no item");
    play.keys("#").text("csv:500").keys("Enter").shows("Foreign");
}

#[test]
fn jumping_to_a_key_that_can_mean_two_items_names_both() {
    let mut play = imported("ID,Title\n7,Their seven\n1,Their one\n");
    play.keys("#").text("1").keys("Enter");
    play.says(
        "1 can mean PB-1 \"Their seven\" (our:PB-1) or PB-2 \"Their one\" (csv:1); write our:PB-1 or csv:1",
    );
    play.keys("#").text("our:1").keys("Enter Enter").shows("Their seven");
}

#[test]
fn jumping_to_an_imported_epic_shows_it_above_the_setup() {
    let mut play =
        imported("Summary,Issue key,Issue Type,Status\nPayments,PB-5,Epic,To Do\nTip,PB-7,Story,To Do\n");
    play.keys("#").text("PB-5").keys("Enter").shows("PB-5 in jira").shows("Payments");
    play.keys("Esc e").shows("Title of the epic");
}

#[test]
fn the_parent_of_an_item_is_named_by_the_same_keys() {
    let mut play = imported("ID,Title\n7,Their seven\n1,Their one\n");
    play.keys("Home e").keys("Down Down Down Down Down Down Down Down Down").text("1").keys("Enter");
    play.shows("1 can mean PB-1");
    play.keys("Backspace").text("csv:1").keys("Enter").says("changed the parent of PB-1");
    play.keys("Enter").shows("PB-2");
}

#[test]
fn a_key_in_a_text_is_followed_as_if_it_were_typed() {
    let mut play = imported(
        "key,title,description,acceptance criteria\nAB-7,Pay,see AB-8 and UTF-8,as in PB-2\nAB-8,Tip,,\n",
    );
    play.keys("Home Enter").shows("Pay").keys("o").shows("Tip").lacks("see AB-8");
    // The text under the cursor counts first.
    play.keys("Esc").shows("as in PB-2");
    play.keys("Down o").shows("Tip").lacks("see AB-8");
}

#[test]
fn a_key_with_a_large_number_is_followed_and_an_unknown_one_is_told() {
    let mut play =
        imported("key,title,description\nPB-10000000,Big,\nPB-3,Three,see PB-10000000\nPB-4,Four,see PB-9\n");
    play.keys("Home Down Enter").shows("Three").keys("o").shows("Big");
    play.keys("Esc Esc Down Enter").shows("Four").keys("o").says("no item PB-9");
}
