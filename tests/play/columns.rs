//! What a board says of cards and columns that do not fit.

use super::support::{Play, product};
use ceremony::domain::command::{ColumnCommand, Command};
use ceremony::domain::value::Stage;

/// Returns the board with five more columns, and a card in To do.
fn many_columns() -> Play {
    let mut play = product();
    play.ready("Pay by card").sprint();
    for number in 1..=5 {
        let name = format!("Column with a long name {number}").parse().unwrap();
        let add = ColumnCommand::Add { name, stage: Stage::Doing };
        play.app.session.run(&Command::Column(add)).unwrap();
    }
    play.keys("2").resize(80, 24);
    play
}

#[test]
fn columns_beyond_the_edges_are_announced_with_their_cards() {
    let mut play = many_columns();
    play.shows("Pay by card").shows("5 more columns, 0 cards ›").lacks("‹");
    play.keys("l l l l l l").shows("‹ 5 more columns, 1 card");
    // The sprint is not empty, though nothing of it is in these columns.
    play.shows("No cards in these columns").lacks("Nothing is in the sprint");
    let rule = play.screen().lines().nth(5).unwrap().to_owned();
    assert!(rule.contains("━"), "the cursor is seen: {rule}");
    play.keys("l l l l").shows("‹ 5 more columns, 1 card").lacks("cards ›").lacks("card ›");
}

#[test]
fn names_of_columns_that_begin_alike_are_cut_in_the_middle() {
    let mut play = many_columns();
    play.keys("l l l l l l").shows("me 4").shows("me 5").shows("Revi");
}

#[test]
fn cards_below_and_above_are_counted() {
    let mut play = product();
    let titles: Vec<String> = (1..=20).map(|number| format!("Story {number}")).collect();
    play.add(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    play.keys("Home")
        .keys(&["v"; 20].join(" "))
        .keys("N s")
        .text("Guests can pay")
        .keys("Enter s g")
        .text("start")
        .keys("Enter y 2");
    play.resize(80, 24);
    let shown = play.screen().matches("Story ").count();
    play.shows(&format!("↓ {} more", 20 - shown)).lacks("↑");
    play.keys("j j j j j j j j j j");
    let screen = play.screen();
    let count = |sign: &str| {
        let line = screen.lines().rev().find(|line| line.contains(sign))?;
        line.split(sign).nth(1)?.split_whitespace().next()?.parse::<usize>().ok()
    };
    let (above, below) = (count("↑").unwrap(), count("↓").unwrap_or(0));
    assert_eq!(above + below + screen.matches("Story ").count(), 20, "{screen}");
    play.resize(80, 60).lacks("more");
}

#[test]
fn a_list_to_choose_from_says_how_much_is_below() {
    let mut play = product();
    let titles: Vec<String> = (1..=30).map(|number| format!("Story {number}")).collect();
    play.add(&titles.iter().map(String::as_str).collect::<Vec<_>>()).keys("Home").resize(80, 24);
    play.keys("Home :").shows(" more");
}
