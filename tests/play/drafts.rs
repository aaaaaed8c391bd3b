//! Unsaved text outlives the program: it is saved as a draft, and restored.

use super::support::{Play, product};
use ceremony::tui::draft::TextDraft;

/// Ends the program while a layer is open: it is left without being saved, and the draft is returned.
fn ended(play: &mut Play) -> Option<TextDraft> {
    let draft = play.app.draft();
    play.app.model.layers.clear();
    play.app.model.screens.clear();
    draft
}

#[test]
fn a_line_is_there_again() {
    let mut play = product();
    play.add(&["A"]).keys("n").text("Pay by card");
    let draft = ended(&mut play).unwrap();
    play.lacks("Pay by card");
    assert!(play.app.take_up(&draft));
    play.shows("New item").shows("Pay by card").keys("Enter Esc").shows("Pay by card");
}

#[test]
fn a_form_is_there_again_with_the_text_that_stood_above_it() {
    let mut play = product();
    play.add(&["A", "B"]).keys("1 Home e").text(" and more");
    play.keys("Tab Tab").text("x");
    let draft = ended(&mut play).unwrap();
    assert_eq!((draft.title.contains("PB-1"), draft.item), (true, Some(1)));
    // From elsewhere, too: then the item is opened.
    play.keys("End");
    assert!(play.app.take_up(&draft));
    play.shows("A and more").keys("Ctrl-s");
    assert_eq!(play.item(1).title.as_str(), "A and more");
    assert_eq!(play.item(2).title.as_str(), "B");
}

#[test]
fn a_text_of_many_lines_is_there_again() {
    let mut play = product();
    play.add(&["A"]).keys("N m").paste("one\ntwo");
    let draft = ended(&mut play).unwrap();
    assert!(play.app.take_up(&draft));
    play.shows("one").shows("two");
}

#[test]
fn nothing_is_put_over_what_somebody_has_changed_meanwhile() {
    let mut play = product();
    play.add(&["A"]).keys("e").text(" and more");
    let draft = ended(&mut play).unwrap();
    play.keys("e").text(" or less").keys("Ctrl-s");
    assert!(!play.app.take_up(&draft));
    assert!(play.app.model.layers.is_empty());
    assert_eq!(play.item(1).title.as_str(), "A or less");
}

#[test]
fn what_is_not_changed_or_only_looks_for_something_is_not_kept() {
    let mut play = product();
    play.add(&["A"]);
    for keys in ["e", "n", "/ a b", "# 1", "g", "?", ": n e w"] {
        play.keys(keys);
        assert_eq!(play.app.draft(), None, "{keys}");
        play.app.model.layers.clear();
        play.app.model.screens.clear();
    }
}

#[test]
fn what_would_do_a_deed_is_not_done_again() {
    let mut play = product();
    play.add(&["A"]).keys("b").text("the bank");
    let draft = ended(&mut play).unwrap();
    play.keys("b").text("another reason").keys("Enter");
    // The key would unblock it now.
    assert!(!play.app.take_up(&draft));
    assert!(play.item(1).blocked.is_some());
    assert_eq!(draft.text[0].now, "the bank");
}

#[test]
fn the_first_start_is_kept_too() {
    let mut play =
        super::hostile::stage(super::hostile::Scene::Welcome, &mut super::hostile::Texts::new(&[]));
    play.text("Lighthouse");
    let draft = play.app.draft().unwrap();
    let mut play =
        super::hostile::stage(super::hostile::Scene::Welcome, &mut super::hostile::Texts::new(&[]));
    assert!(play.app.take_up(&draft));
    play.shows("Lighthouse");
}
