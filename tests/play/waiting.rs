//! Another program has locked the file: a change waits for it, once, in order, and is not lost by leaving.

use super::support::Play;
use super::together::{Two, two};
use ceremony::store::engine::Engine;
use ceremony::store::sqlite::{Opening, Sqlite, open};
use ceremony::store::{Store, newest_schema};
use ceremony::tui::layer::Layer;
use std::time::Duration;

/// Opens the file as another program does.
fn another(two: &Two) -> Sqlite {
    let opening = Opening {
        path: two.path.clone(),
        wanted: ceremony::store::OpenOptions::PRESENT,
        patience: Duration::from_millis(20),
        newest_schema: newest_schema(),
        durable: true,
    };
    open(&opening).unwrap()
}

/// Lets Ana do something while another program has locked the file.
fn while_locked(two: &mut Two, mut work: impl FnMut(&mut Play)) {
    another(two)
        .write(&mut |_| {
            work(&mut two.ana);
            Ok(false)
        })
        .unwrap();
}

/// Returns two screens, with items of Ana's.
fn some() -> Two {
    let mut two = two();
    two.ana.add(&["Pay", "Refund"]).keys("Home");
    two
}

#[test]
fn a_busy_file_is_waited_for_and_what_was_asked_is_done_once() {
    let mut two = some();
    while_locked(&mut two, |ana| {
        ana.keys("E").text("5").keys("Enter").says("waiting for another program");
    });
    assert!(two.ana.app.tick());
    two.ana.says("Ana estimated PB-1 at 5");
    assert!(!two.ana.app.tick());
}

#[test]
fn it_says_for_what_it_waits_and_how_far_that_is() {
    let mut two = some();
    let mut bo = Store::new(Box::new(another(&two)));
    bo.hold(Some("an import by Bo"), true).unwrap();
    two.ana.keys("E").text("5").keys("Enter").says("waiting for an import by Bo, 0 %");
    bo.hold(None, false).unwrap();
    assert!(two.ana.app.tick());
    two.ana.says("Ana estimated PB-1 at 5");
}

#[test]
fn undo_redo_and_the_start_of_a_ceremony_wait_as_well() {
    let mut two = some();
    two.ana.keys("E").text("5").keys("Enter");
    for (keys, done) in [("u", "undid: estimated PB-1 at 5"), ("Ctrl-r", "redid: estimated PB-1 at 5")] {
        while_locked(&mut two, |ana| {
            // Moving on meanwhile does not change what is undone.
            ana.keys(keys).says("waiting for another program").keys("j k");
        });
        assert!(two.ana.app.tick());
        two.ana.says(done);
        assert!(!two.ana.app.tick());
    }
    while_locked(&mut two, |ana| {
        ana.hold("refinement").says("waiting for another program").lacks("REFINEMENT");
    });
    assert!(two.ana.app.tick());
    two.ana.shows("REFINEMENT");
}

#[test]
fn the_question_whether_to_leave_ends_when_the_change_is_saved() {
    let mut two = some();
    while_locked(&mut two, |ana| {
        ana.keys("E 8 Enter q").shows("Leave without saving the last change?");
    });
    assert!(two.ana.app.tick());
    two.ana.lacks("Leave without saving");
    assert!(!two.ana.app.model.is_over);
    two.bo.app.tick();
    assert_eq!(two.bo.item(1).estimate.unwrap().to_string(), "8");
}

#[test]
fn leaving_tries_again_and_then_asks_in_every_way_and_for_every_kind_of_change() {
    for (change, done) in [("E 8 Enter", "8"), ("e Tab Tab Tab 8 Ctrl-s", "8"), ("u", ""), ("d Enter", "")] {
        for way in ["q", "Ctrl-c", ": q u i t Enter"] {
            let mut two = some();
            while_locked(&mut two, |ana| {
                if change.starts_with('d') {
                    ana.keys("b").text("the bank").keys("Enter");
                } else {
                    ana.keys(change);
                }
                ana.says("waiting for another program").keys(way);
                assert!(!ana.app.model.is_over, "{change} {way}");
                ana.shows("Leave without saving the last change?").keys("Esc");
            });
            // The file is free by now: leaving saves the change first.
            two.ana.keys(way);
            assert!(two.ana.app.model.is_over, "{change} {way}");
            assert!(!two.ana.app.is_waiting());
            two.bo.app.tick();
            if !done.is_empty() {
                assert_eq!(two.bo.item(1).estimate.unwrap().to_string(), done);
            }
            if change.starts_with('d') {
                assert!(two.bo.item(1).blocked.is_some());
            }
        }
    }
}

#[test]
fn whoever_leaves_all_the_same_finds_what_was_typed_as_a_draft() {
    let mut two = some();
    while_locked(&mut two, |ana| {
        ana.keys("e").text(" by card").keys("Ctrl-s q").shows("What you typed is kept").keys("y");
        assert!(ana.app.model.is_over);
        let drafts = ana.app.drafts();
        assert_eq!(drafts.len(), 1);
        assert_eq!(drafts[0].text[0].now, "Pay by card");
    });
}

#[test]
fn ended_by_a_signal_the_change_is_tried_once_more() {
    let mut two = some();
    while_locked(&mut two, |ana| {
        ana.keys("E").text("5").keys("Enter");
        assert!(!ana.app.finish());
        assert_eq!(ana.app.drafts()[0].text[0].now, "5");
    });
    assert!(two.ana.app.finish());
    assert_eq!((two.ana.app.drafts(), two.ana.item(1).estimate.is_some()), (Vec::new(), true));
}

#[test]
fn what_is_typed_while_a_change_waits_stays() {
    // Into the line that stays open for the next item.
    let mut two = some();
    while_locked(&mut two, |ana| {
        ana.keys("n").text("Split").keys("Enter").text(" a bill");
    });
    two.ana.app.tick();
    two.ana.says("added PB-3 Split").shows("Split a bill").keys("Enter").says("added PB-4 Split a bill");
    // Into a form, which is saved only after the change before it.
    let mut two = some();
    while_locked(&mut two, |ana| {
        ana.keys("E").text("5").keys("Enter j e").text(" all").keys("Ctrl-s");
        ana.shows("the change before this one waits").shows("Refund all");
    });
    two.ana.keys("Ctrl-s");
    let titles = (two.ana.item(1).estimate.unwrap().to_string(), two.ana.item(2).title.to_string());
    assert_eq!(titles, ("5".to_owned(), "Refund all".to_owned()));
    // Where the waiting change is refused in the end, both are there.
    let mut two = some();
    two.bo.app.tick();
    while_locked(&mut two, |ana| {
        ana.keys("Home e").text(" by card").keys("Ctrl-s j n").text("Tip");
    });
    two.bo.keys("Home e").text(" in cash").keys("Ctrl-s");
    two.ana.app.tick();
    two.ana.shows("Somebody has changed this meanwhile").keys("Esc").shows("Pay by card");
    assert_eq!(two.ana.app.model.layers.len(), 2);
    assert!(matches!(&two.ana.app.model.layers[0], Layer::Prompt(prompt) if prompt.input.text() == "Tip"));
}

#[test]
fn keeping_what_others_wrote_ends_the_question() {
    for key in ["Enter", "Ctrl-s"] {
        let mut two = some();
        two.bo.app.tick();
        two.bo.keys("Home e").text(" in cash");
        two.ana.keys("e").text(" by card").keys("Enter");
        two.bo.keys(key).shows("Somebody has changed this meanwhile").text("keep").keys("Enter");
        two.bo.says("kept what it says now").lacks("Somebody has changed this meanwhile");
        assert!(two.bo.app.model.layers.is_empty());
        assert!(!two.bo.app.tick());
    }
}
