//! The retrospective: beside the wall, hidden notes, dots, and the outcome of the last one.

use super::support::{Play, running};
use super::together::{Two, two};
use ceremony::domain::command::{Command, ImprovementCommand};
use ceremony::domain::value::{Progress, Stage};

/// Returns the wall of a first retrospective, with these notes in its first column.
fn wall(notes: &[&str]) -> Play {
    let mut play = running();
    play.hold("retro");
    play.keys("Enter l n");
    for note in notes {
        play.text(note).keys("Enter");
    }
    play.keys("Esc Home");
    play
}

#[test]
fn the_dots_of_a_group_are_those_of_all_its_notes() {
    let mut play = wall(&["Alpha", "Beta", "Gamma", "Delta"]);
    play.keys("l Home j j j Space")
        .says("gave 1 dot to Delta")
        .keys("h Home j j j = Enter")
        .says("grouped \"Delta\" with \"Alpha\"");
    play.shows("1 dot");
    // As many each as for the four notes that there were when voting began.
    play.keys("l").shows("2 dots each; you have used 1").shows("1, 1 yours");
    play.keys("Space").says("gave 1 dot to Alpha").keys("Space").shows("Whose dot?").keys("Esc");
    // One is on Delta, and is removed where it counts.
    play.keys("Home x").says("gave 0 dots to Delta").shows("you have used 1");
    play.keys("x").says("gave 0 dots to Alpha").shows("you have used 0");
}

#[test]
fn a_ceremony_in_which_others_take_part_is_not_taken_back() {
    let mut two = two();
    two.ana.ready("Pay by card").sprint();
    two.ana.hold("retro");
    two.ana.keys("Enter");
    two.bo.app.tick();
    two.bo.hold("retro");
    two.ana.keys("u").says("Bo takes part in the retrospective; end it instead").shows("RETROSPECTIVE");
    two.bo.keys("Esc");
    two.ana.keys("u").says("undid: started the retrospective of Sprint 1").shows("Backlog");
}

#[test]
fn whoever_is_in_a_ceremony_that_is_gone_is_told() {
    let mut two = two();
    two.ana.ready("Pay by card").sprint();
    two.ana.hold("retro");
    two.ana.keys("Enter");
    let mut other = two.screen("ana");
    other.hold("retro");
    other.shows("RETROSPECTIVE").keys("l n");
    two.ana.keys("u").says("undid");
    other.app.tick();
    other.says("the ceremony no longer exists").keys("Esc").shows("Backlog").lacks("over");
}

#[test]
fn an_improvement_is_changed_with_its_owner_and_its_day() {
    let mut play = wall(&["Late starts"]);
    play.keys("l l Home n")
        .text("Begin at nine")
        .keys("Enter")
        .says("agreed on PB-2 Begin at nine, Ana, by 2026-11-23");
    play.keys("Home e").shows("Owner").shows("2026-11-23");
    play.text(" sharp").keys("Tab").text("b").keys("Tab Backspace").text("7").keys("Enter");
    play.says("planned the improvement PB-2").shows("Begin at nine sharp").shows("Bo, by 2026-11-27");
    // The item's title and the plan are one entry.
    play.keys("u").lacks("sharp").shows("Ana, by 2026-11-23").keys("Ctrl-r").shows("Bo, by 2026-11-27");
    // What is not touched is not written.
    play.keys("e Tab").text("c").keys("Enter").says("planned").shows("Chi, by 2026-11-27");
}

#[test]
fn a_retrospective_begins_with_what_became_of_the_last_one() {
    let mut two = two();
    two.ana.ready("Pay by card").sprint();
    two.ana.hold("retro");
    two.ana.keys("Enter l l l n").text("Begin at nine").keys("Enter").says("PB-2");
    two.ana.keys("n").text("Pair every day").keys("Enter").says("PB-3").keys("Q y Esc");
    let (id, done) = (two.ana.item(2).id, Progress::Done);
    let row =
        two.ana.app.session.workspace().meetings.improvements.iter().find(|it| it.about == id).unwrap().id;
    let command = Command::Improvement(ImprovementCommand::Progress(row, done));
    two.ana.app.session.run(&command).unwrap();
    // A person who restarts the program sees it, too.
    let mut ana = two.screen("ana");
    ana.hold("retro");
    ana.keys("Enter")
        .shows("Improvements from last time")
        .shows("Begin at nine")
        .shows("Ana, by 2026-11-23, done");
    ana.keys("Home Space").says("marked the improvement PB-3 as done");
    let mut ana = two.screen("ana");
    ana.hold("retro");
    ana.shows("Pair every day").shows("Begin at nine").keys("Q y");
    // The one after that is not affected by them.
    let mut ana = two.screen("ana");
    ana.hold("retro");
    ana.keys("Enter").shows("No improvements from earlier");
}

/// Returns two screens: Ana facilitates a retrospective; Bo has joined it at his own terminal, both at the wall.
fn apart() -> Two {
    let mut two = two();
    two.ana.ready("Pay by card").sprint();
    two.bo.app.tick();
    two.ana.hold("retro");
    two.ana.keys("Enter l");
    two.bo.app.tick();
    two.bo.hold("retro");
    two
}

#[test]
fn ones_own_notes_under_seal_are_seen_and_changed_by_oneself_alone() {
    let mut two = apart();
    two.bo.keys("n Tab").text("Nobody listens").keys("Enter").says("1 note of yours is hidden").keys("Esc");
    two.bo.shows("Nobody listens").shows("hidden");
    let screen = two.bo.screen();
    let at = |text: &str| screen.find(text).unwrap();
    assert!(at("Stop\n") < at("Nobody listens") && at("Nobody listens") < at("Continue\n"), "{screen}");
    two.bo.keys("e").text(" to us").keys("Enter").says("changed a hidden note").shows("Nobody listens to us");
    two.ana.app.tick();
    two.ana.shows("1 note is hidden; * reveals it").lacks("Nobody listens");
    // Another one goes into the column of the cursor.
    two.bo.keys("n").shows("Stop").text("Cold room").keys("Enter Esc");
    two.bo.keys("Delete").says("removed a hidden note").lacks("Cold room").shows("Nobody listens to us");
    two.ana.keys("*").says("Ana revealed 1 note").shows("Nobody listens to us");
    let log = two.ana.app.session.history(None, u64::MAX, 1).unwrap();
    assert_eq!(log[0].sentence, "revealed 1 note");
}

#[test]
fn undo_takes_back_what_was_done_under_seal_before_anything_older() {
    let mut two = apart();
    two.bo.keys("d").text("We go on").keys("Enter").says("decided");
    two.bo.keys("n").text("Cold room").keys("Enter").text("Warm beer").keys("Enter Esc");
    two.bo.keys("Home e").text("s").keys("Enter").shows("Cold rooms");
    two.bo.keys("u").says("undid: changed a hidden note").lacks("Cold rooms").shows("Cold room");
    two.bo.keys("u").says("undid: wrote a hidden note").lacks("Warm beer").shows("Cold room");
    two.bo.keys("Ctrl-r").says("redid: wrote a hidden note").shows("Warm beer");
    two.ana.app.tick();
    two.ana.says("Someone redid: wrote a hidden note");
    two.ana.keys("*").says("revealed 2 notes");
    two.bo.app.tick();
    two.bo.keys("u").says("hidden card or note has been changed since: Ana revealed 2 notes");
    // Undone, all of them are hidden again, those of other people as well.
    two.ana.keys("u").says("undid: revealed 2 notes").lacks("Cold room").shows("2 notes are hidden");
    two.bo.app.tick();
    two.bo.shows("Cold room").shows("Warm beer");
    two.bo.keys("u").says("undid: wrote a hidden note").lacks("Warm beer").keys("u").lacks("Cold room");
    two.bo.keys("u u").says("Bo undid: decided: We go on");
}

#[test]
fn what_lies_face_down_is_told_above_the_longest_wall() {
    let mut two = apart();
    two.ana.keys("n");
    for at in 0..30 {
        two.ana.text(&format!("Note {at}")).keys("Enter");
    }
    two.ana.keys("Esc");
    two.bo.app.tick();
    two.bo.keys("n").text("Cold room").keys("Enter Esc End").shows("1 note is hidden");
    two.ana.app.tick();
    two.ana.keys("End").shows("1 note is hidden");
    let mut ana = two.screen("ana");
    ana.hold("retro");
    ana.shows("1 note is hidden").keys("End").shows("1 note is hidden");
}

#[test]
fn the_sprints_own_facts_stand_beside_the_wall_where_there_is_room() {
    let mut play = wall(&["Late starts"]);
    let rows = |play: &Play| {
        let screen = play.screen();
        let row = |text: &str| screen.lines().position(|line| line.contains(text)).unwrap();
        (row(" Start"), row("Sprint facts"), row("Continue"))
    };
    let (start, facts, last) = rows(&play);
    assert!(start < facts && last < facts, "below, where it is narrow");
    for size in [(100, 30), (160, 45)] {
        play.resize(size.0, size.1);
        let (start, facts, _) = rows(&play);
        assert_eq!(start, facts, "beside, at {size:?}:\n{}", play.screen());
    }
    // It is one list with one cursor.
    play.keys("Home j").shows("▌ · 0 points accepted of 3 points").shows("  · Late starts");
    play.keys("k").shows("▌ · Late starts");
}

#[test]
fn bugs_are_told_also_once_the_sprint_is_closed() {
    let mut play = running();
    play.hold("stand").keys("U").text("Till is down").keys("Enter").says("PB-2").keys("Q y Esc");
    play.keys("g").text("close").keys("Enter Enter y").says("closed Sprint 1").hold("retro");
    play.keys("Enter l").shows("bug, new: PB-2 Till is down");
}

#[test]
fn days_blocked_are_told_also_once_the_sprint_is_closed() {
    let mut play = running();
    let block = |play: &mut Play, days: u64| {
        play.keys("2 b")
            .text("no printer")
            .keys("Enter")
            .says("blocked")
            .days_pass(days)
            .keys("b")
            .says("PB-1");
    };
    block(&mut play, 2);
    block(&mut play, 1);
    // An undone block does not count.
    play.keys("b").text("a mistake").keys("Enter").says("blocked").days_pass(4).keys("u").says("undid");
    play.keys("g").text("close").keys("Enter Enter y").says("closed Sprint 1").days_pass(1);
    play.hold("retro");
    play.keys("Enter l").shows("blocked, 3 days: PB-1 Pay by card");
}

#[test]
fn a_retrospective_from_notes_to_an_improvement_in_the_backlog() {
    let mut play = running();
    play.hold("retro");
    play.shows("Format of the retrospective")
        .keys("Enter")
        .shows("RETROSPECTIVE")
        .shows("No improvements from earlier");
    play.keys("l n").text("Pair more").keys("Enter Tab").shows("Stop");
    play.text("Long meetings").keys("Enter").text("Late starts").keys("Enter Esc");
    play.shows("Pair more").shows("Long meetings").shows("Sprint facts");
    play.keys("Home j j =").text("Long").keys("Enter").says("grouped");
    play.keys("l Space").says("gave 1 dot").shows("1.");
    // One's own are given: at one keyboard the others give theirs.
    play.keys("Space").shows("Whose dot?").text("Bo").keys("Enter").says("gave 1 dot of Bo to Pair more");
    play.keys("l End n")
        .shows("New improvement, about")
        .text("Pair every day")
        .keys("Enter")
        .says("agreed on PB-2");
    assert_eq!(play.item(2).kind, ceremony::domain::value::Kind::Improvement);
    play.keys("Q y").shows("Improvements").shows("(2 dots)").lacks("New items");
    // The next one starts with it.
    play.keys("Esc");
    play.hold("retro");
    play.keys("Enter").shows("Improvements from last time").shows("in progress");
    play.keys("Space").says("marked the improvement PB-2 as done");
    assert_eq!(play.item(2).stage, Stage::Accepted);
}

#[test]
fn an_item_comes_back_from_where_its_improvement_has_put_it() {
    let mut play = wall(&["Late starts"]);
    play.keys("l l Home n").text("Begin at nine").keys("Enter").says("agreed on PB-2");
    play.keys("n").text("Pair").keys("Enter").says("agreed on PB-3");
    play.keys("Q y Esc 1 Home r").text("we know enough").keys("Enter").says("made PB-3 ready");
    play.hold("retro").keys("Enter Home");
    let item = |play: &Play, number| (play.item(number).stage, play.item(number).ended.is_some());
    play.keys("Space").says("marked the improvement PB-2 as done");
    assert_eq!(item(&play, 2), (Stage::Accepted, true));
    play.keys("x").says("dropped the improvement PB-2");
    assert_eq!(item(&play, 2), (Stage::Dropped, true));
    play.keys("Space Space").says("reopened the improvement PB-2, which is still in progress");
    assert_eq!(item(&play, 2), (Stage::New, false));
    // One that was ready is ready again, and has its former position.
    play.keys("j x")
        .says("dropped")
        .keys("x")
        .says("reopened the improvement PB-3, which is still in progress");
    assert_eq!(item(&play, 3), (Stage::Ready, false));
    play.keys("u u u u u u").says("undid: marked the improvement PB-2 as done");
    assert_eq!(item(&play, 2), (Stage::New, false));
}

#[test]
fn whys_hang_under_a_note() {
    let mut play = running();
    play.hold("retro");
    play.keys("Enter l n").text("Late starts").keys("Enter Esc Home");
    // The prompt stays open for the next why.
    play.keys("W").text("nobody is there").keys("Enter").shows("And why is that?");
    play.text("the room is taken")
        .keys("Enter Esc")
        .shows("because nobody is there")
        .shows("because the room is taken");
    // The complete chain is in the minutes.
    play.keys("Q y").shows("– because nobody is there").shows("– because the room is taken");
}

#[test]
fn whys_hang_under_what_the_sprint_says_too() {
    let mut play = running();
    play.hold("stand");
    play.keys("!").text("The bank does not answer").keys("Enter").says("raised an impediment");
    play.keys("U").text("Till is down").keys("Enter").says("PB-2").keys("Q y Esc");
    play.hold("retro");
    play.keys("Enter l").shows("bug, in To do: PB-2 Till is down").keys("End");
    play.keys("W").shows("Why \"The bank does not answer\"?").text("it moved").keys("Enter Esc");
    play.shows("because it moved")
        .keys("k k W")
        .shows("Why \"PB-2\"?")
        .text("nobody tested")
        .keys("Enter Esc");
    play.keys("Q y").shows("PB-2 Till is down: because nobody tested");
    play.shows("The bank does not answer: because it moved");
}

#[test]
fn notes_of_others_lie_face_down_until_they_are_turned_over() {
    let mut two = apart();
    two.bo.keys("n").text("Nobody listens").keys("Enter").says("1 note of yours is hidden");
    two.bo.text("The room is cold").keys("Enter").says("2 notes of yours are");
    two.ana.app.tick();
    two.ana.shows("2 notes are hidden; * reveals them").lacks("Nobody listens").lacks("Bo");
    let log = two.ana.app.session.history(None, u64::MAX, 100).unwrap();
    assert!(!format!("{log:?}").contains("Nobody listens"), "no log tells what is under seal");
    // Their author may have left by then: nothing is lost.
    let mut ana = two.screen("ana");
    drop(two.bo);
    ana.hold("retro");
    ana.keys("Q").shows("End the retrospective?").shows("2 notes are hidden, which").lacks("Bo").keys("n");
    ana.keys("*").says("Ana revealed 2 notes").shows("Nobody listens").shows("The room is cold");
    ana.keys("*").says("there are no hidden notes");
}

#[test]
fn a_retrospective_after_the_close_counts_among_what_was_held() {
    let mut play = running();
    play.hold("review").keys("g").text("close").keys("Enter Enter y").says("closed Sprint 1").keys("Q y Esc");
    play.hold("retro").keys("Enter Q y Esc");
    let sprint = play.app.session.workspace().closed()[0].id;
    let held = play.app.session.report(sprint).unwrap().unwrap().held;
    assert_eq!(
        held.into_iter().collect::<Vec<_>>(),
        [("retrospective".to_owned(), 1), ("review".to_owned(), 1)]
    );
}
