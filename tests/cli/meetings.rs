//! The five ceremonies at the command line: started, run and ended, with their notes and records.

use super::desk::Desk;
use super::scene::scene;
use ceremony::domain::id::{CeremonyId, Id as _};
use ceremony::domain::value::CeremonyKind;
use ceremony::domain::views::CeremonyCursor;
use ceremony::session::{Identity, Session};

fn shown(lines: &[&str]) -> String {
    let mut desk = scene();
    for line in lines {
        desk.note(line);
    }
    desk.transcript().to_owned()
}

#[test]
fn a_note_for_somebody_else_says_whose_it_is() {
    let desk = scene();
    desk.ok("hold retro --no-screen");
    let said = desk.ok("note add retro \"the bank is slow\" --topic start --by Bo");
    assert_eq!(said, "Ana noted for Bo under Start: the bank is slow\n");
}

#[test]
fn a_long_queue_says_how_many_come_after_the_first() {
    let desk = Desk::founded();
    for number in 0..14 {
        desk.ok(&format!("add \"Item {number}\""));
    }
    let said = desk.ok("hold refinement --no-screen");
    assert!(said.contains("and 2 more"), "{said}");
}

#[test]
fn a_stand_up_from_its_text_to_its_minutes() {
    insta::assert_snapshot!(shown(&[
        "standup --print",
        "impediment add \"the bank does not *answer*\" --stuck Chi --on 5",
        "assign 4 --to Chi",
        "standup",
        "hold standup",
        "hold daily",
        "present stand-up Ana Bo",
        "impediment own 1 Ana",
        "impediment escalate 1 \"the head of cards\"",
        "impediment list",
        "note add standup \"talk about the bank\" --as-kind parked",
        "note add standup \"we ask the other bank\" --as-kind decision --about 5",
        "note add standup \"this is taken back\" --as-kind decision",
        "undo",
        "block 5 --off",
        "end stand-up",
        "minutes",
        "impediment resolve 1 \"they called\"",
        "impediment",
        "impediment list --all",
        "standup --print",
    ]));
}

#[test]
fn a_refinement_with_planning_poker() {
    insta::assert_snapshot!(shown(&[
        "vote 5 8",
        "product set deck t-shirt",
        "product",
        "product set deck none",
        "hold refine --no-screen",
        "vote 5",
        "--as Bo vote 5 8",
        "--as Bo vote 13 8",
        "--as Chi vote 4 8",
        "--as Ana vote 5 8",
        "vote --show 8",
        "log --limit 1",
        "--as Chi vote 5 8",
        "reveal 8",
        "vote --show 8",
        "reveal 8",
        "--as Chi vote 3 8",
        "reveal 8 bo=5",
        "reveal 8",
        "reveal 8 bo=5 chi=5",
        "reveal 8 ana=5",
        "edit 8 --points 5",
        "--as Bo vote 3 9",
        "--as Bo vote none 9",
        "end refinement",
    ]));
}

#[test]
fn a_review_on_behalf_of_the_product_owner() {
    let mut desk = scene();
    for line in [
        "--as Bo hold review --for Ana --present Bo Chi Dee",
        "note add review \"paying by card\" --as-kind demo --about 4 --by Bo",
        "note list review",
        "feedback add \"I could not find the tip\" --said-by \"a waiter\" --about 4 --strength 3",
        "--as Bo criterion met 4 2",
        "--as Bo accept 4 --because \"the rest follows\"",
        "--as Bo feedback add \"Too loud\"",
        "feedback",
        "feedback make 2",
        "sprint outcome met",
        "end review",
        "sprint",
    ] {
        desk.note(line);
    }
    insta::assert_snapshot!(desk.transcript());
}

#[test]
fn a_retrospective_with_notes_under_seal() {
    insta::assert_snapshot!(shown(&[
        "hold retro --wall sailboat",
        "note add retro \"no column\"",
        "note add retro \"fast tests\" --topic win",
        "note add retro \"slow bank\" --topic anchors --sealed",
        "--as Bo note add retro \"the bank\" --topic Anchors --sealed",
        "--as Bo note add retro \"the coffee\" --topic wind --sealed",
        "log --limit 2",
        "note list retro",
        "note reveal",
        "note reveal",
        "note dots 3 9",
        "note dots 3 2",
        "note group 3 2",
        "note dots 2 1",
        "--as Bo note dots 2 1",
        "note add retro \"they have one clerk\" --as-kind why --under 2",
        "note list retro",
        "improvement add \"Ask the bank weekly\" --owner Bo --due \"in 14 days\" --from 2",
        "improvement",
        "end retro",
        "improvement progress 11 done",
        "improvement list --all",
        "minutes --list",
        "minutes retro",
    ]));
}

#[test]
fn notes_under_seal_are_listed_to_whoever_wrote_them() {
    let desk = scene();
    desk.ok("hold retro --wall sailboat");
    desk.ok("note add retro \"slow bank\" --topic anchors --sealed");
    desk.ok("--as Bo note add retro \"the coffee\" --topic wind --sealed");
    desk.ok("--as Bo note add retro \"the clerk\" --topic anchors --sealed");
    assert_eq!(
        desk.ok("--as Bo note list retro"),
        "Your hidden notes, which nobody else sees\n  2. Wind: the coffee\n  3. Anchors: the clerk\n\n\
         3 notes are hidden; reveal them with: ceremony note reveal\n"
    );
    let ana: serde_json::Value = serde_json::from_str(&desk.ok("note list retro --json")).unwrap();
    assert_eq!(ana["sealed"], 3);
    assert_eq!(
        ana["own_sealed"],
        serde_json::json!([{ "number": 1, "topic": "Anchors", "text": "slow bank" }])
    );
    let chi = desk.ok("--as Chi note list retro");
    assert_eq!(chi, "3 notes are hidden; reveal them with: ceremony note reveal\n");
    // An ended ceremony reveals nothing; the person who ended it can undo that.
    let ended = desk.run("end retro").err;
    assert!(ended.contains("3 notes are hidden and are not in the minutes; go back with: ceremony undo"));
    let chi = desk.ok("--as Chi note list retro");
    assert_eq!(chi, "3 notes are hidden and are in no minutes; the retrospective is over\n");
}

#[test]
fn a_planning_with_capacity_and_what_cannot_wait() {
    insta::assert_snapshot!(shown(&[
        "hold plan",
        "sprint capacity next",
        "sprint capacity Bo --off 1.5 --allocation 80 --focus 70 --sprint next",
        "sprint capacity --sprint next",
        "end planning",
        "sprint urgent \"Nobody can pay\" --assign Chi",
        "sprint urgent 8",
        "sprint show",
        "sprint outcome partly \"the refund is missing\"",
        "cadence",
        "cadence planning mon 10:00",
        "cadence stand-up daily 9.15 --timebox 10",
        "cadence",
        "cadence planning none",
    ]));
}

#[test]
fn a_ceremony_that_was_begun_by_mistake_is_taken_back() {
    let desk = scene();
    desk.ok("hold retro");
    assert_eq!(desk.ok("undo"), "Ana undid: started the retrospective of Sprint 2\n");
    assert_eq!(desk.no("end retro").0, 1);
    assert_eq!(desk.ok("redo"), "Ana redid: started the retrospective of Sprint 2\n");
    desk.ok("note add retro x --topic start");
    assert!(desk.ok("end retro").contains("## Start"));
    assert_eq!(desk.ok("undo"), "Ana undid: ended the retrospective after 0 minutes\n");
    desk.ok("note edit 1 y");
    assert!(desk.ok("end retro").contains("- y\n"));
}

#[test]
fn items_and_epics_are_split() {
    insta::assert_snapshot!(shown(&[
        "criterion add 8 \"by seat\" \"by amount\" \"by dish\"",
        "split 8 \"By seat\" \"By amount\" --take 1:1,3 --take 2:2 --points 1:3 --points 2:half --left 2 --by rules",
        "split 8 \"By seat\" \"By amount\" --take 1:1,3 --take 2:2 --points 1:3 --points 2:1/2 --left 2 --by rules",
        "show 11",
        "split E1 \"Apple\" \"Orange\" --points 2:3",
        "list epic:payments stage:new",
    ]));
}

#[test]
fn on_a_terminal_the_screen_is_opened_at_the_ceremony() {
    let desk = scene();
    for (line, opened) in [
        ("hold refinement", Some(Some(CeremonyKind::Refinement))),
        ("plan", Some(Some(CeremonyKind::Planning))),
        ("standup", Some(Some(CeremonyKind::StandUp))),
        ("retro", Some(Some(CeremonyKind::Retrospective))),
        ("", Some(None)),
        ("hold review --json", None),
        ("standup --print", None),
        ("hold planning --no-screen", None),
        ("review", None),
    ] {
        let (said, screen) = desk.on_screen(line);
        assert_eq!((said.code, said.err.as_str(), screen), (0, "", opened), "{line}");
    }
    // Options besides the kind are applied before the screen opens; a running ceremony is not started again.
    let wall = desk.on_screen("hold retro --wall daki");
    assert_eq!(wall.1, Some(Some(CeremonyKind::Retrospective)));
    assert_eq!(desk.ok("--as Bo note add retro x --topic keep"), "Bo noted under Keep: x\n");
    assert_eq!(desk.on_screen("hold retro --wall daki").0.code, 1);
    assert_eq!(desk.on_screen("hold retro").1, Some(Some(CeremonyKind::Retrospective)));
    assert_eq!(Desk::empty().on_screen("hold retro").0.code, 3);
}

#[test]
fn minutes_go_into_a_new_file_only() {
    let desk = scene();
    desk.ok("hold retro");
    let file = desk.folder.path().join("retro.md");
    let path = file.display();
    assert_eq!(desk.ok(&format!("minutes --output {path}")), "the minutes are in FOLDER/retro.md\n");
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("# Retrospective of Sprint 2\n"));
    assert_eq!(
        desk.no(&format!("minutes --output {path}")),
        (1, "ceremony: there is a file FOLDER/retro.md already\n  choose another name, or remove that file first\n".to_owned())
    );
    assert_eq!(desk.no("minutes --output /nowhere/retro.md").0, 3);
}

#[test]
fn ones_own_notes_under_seal_are_changed_and_taken_back_by_their_numbers() {
    let desk = scene();
    desk.ok("hold retro --no-screen");
    desk.ok("--as Bo note add retro \"Nobody listens\" --topic stop --sealed");
    desk.ok("--as Bo note add retro \"Cold room\" --topic start --sealed");
    assert_eq!(desk.ok("--as Bo note edit 1 \"Listen more\" --sealed"), "Bo changed a hidden note\n");
    desk.ok("--as Bo note remove 2 --sealed");
    let own = desk.ok("--as Bo note list retro");
    assert!(own.contains("Stop: Listen more") && !own.contains("Cold room"), "{own}");
    // Those of other people are not even there.
    for line in ["note edit 1 x --sealed", "note remove 1 --sealed"] {
        assert_eq!(desk.no(line).0, 2, "{line}");
    }
    // An undo takes back one's own.
    desk.ok("--as Bo undo");
    assert!(desk.ok("--as Bo note list retro").contains("Cold room"));
    assert!(desk.ok("log").contains("Someone undid: removed a hidden note"));
}

#[test]
fn a_card_that_is_not_named_is_asked_for() {
    let desk = scene();
    desk.ok("hold refinement --no-screen");
    let said = desk.run_with("--as Bo vote PB-8", "5\n");
    assert_eq!(
        (said.code, said.out.as_str()),
        (0, "your card for PB-8 is hidden until reveal; 1 of 2 has voted\n")
    );
    let (code, err) = desk.no("--as Bo vote PB-8");
    assert!(code == 2 && err.contains("no card was named") && err.contains("choose one of 0, "), "{err}");
}

#[test]
fn the_item_that_a_refinement_shows_is_voted_for() {
    let desk = scene();
    desk.ok("hold refinement");
    let store = super::desk::store(&desk.file(), false).unwrap();
    let mut session = Session::begin(store, desk.clock.clone(), Identity::default()).unwrap();
    session
        .set_cursor(
            CeremonyId::new(1).unwrap(),
            &CeremonyCursor { item: Some(8), ..CeremonyCursor::default() },
        )
        .unwrap();
    drop(session);
    assert_eq!(desk.ok("--as Bo vote 5"), "your card for PB-8 is hidden until reveal; 1 of 2 has voted\n");
    assert!(desk.ok("reveal").contains("Bo 5"));
}

#[test]
fn a_changed_deck_takes_effect_with_the_next_round() {
    let desk = Desk::founded();
    for line in ["person add Bo --roles developer", "person roles Ana developer", "add One", "hold refine"] {
        desk.ok(line);
    }
    let bo = |line: &str| desk.ok(&format!("--as Bo {line}"));
    desk.ok("product set deck t-shirt");
    desk.ok("vote S 1");
    desk.ok("product set deck fibonacci");
    assert!(desk.ok("reveal 1").contains("Ana S"), "the card that lay there is shown");
    assert_eq!(bo("vote 5 1"), "your card for PB-1 is hidden until reveal; 1 of 2 has voted\n");
    assert!(desk.ok("reveal 1").contains("Bo 5"));
    // A card in a running round is of the deck with which the round began.
    bo("vote 21 1");
    desk.ok("product set deck 3,6");
    assert!(desk.no("vote 6 1").1.contains("choose one of 1, 2, 3, 5, 8, 13, 21, 34, "));
    desk.ok("vote 34 1");
    let said = desk.ok("reveal 1");
    assert!(said.contains("Ana 34") && said.contains("Bo 21") && !said.contains("has not voted"), "{said}");
    desk.ok("vote 6 1");
    desk.ok("product set deck t-shirt");
    bo("vote 3 1");
    let said = desk.ok("reveal 1");
    assert!(said.contains("Ana 6") && said.contains("Bo 3"), "{said}");
}

#[test]
fn no_card_and_no_note_under_seal_leaks() {
    let desk = scene();
    desk.ok("product set deck t-shirt");
    desk.ok("hold refinement");
    desk.ok("hold retro");
    let said = [
        desk.ok("--as Bo vote XXL 8"),
        desk.ok("--as Bo vote XXL 8 --json"),
        desk.ok("vote --show 8 --json"),
        desk.ok("--as Bo note add retro whisper --topic stop --sealed --json"),
        desk.ok("note list retro"),
        desk.ok("note list retro --json"),
        desk.ok("minutes retro"),
        desk.ok("log --json"),
        desk.ok("export -"),
    ];
    for text in said {
        assert!(!text.contains("whisper") && !text.contains("XXL"), "{text}");
    }
}

#[test]
fn words_about_ceremonies_that_cannot_be() {
    let mut desk = scene();
    let before = std::fs::read(desk.file()).unwrap();
    for line in [
        "hold party",
        "hold stand-up --wall Start",
        "hold retro --wall a a",
        "hold review --for Bo",
        "hold retro --present Zoe",
        "end review",
        "present review Ana",
        "timebox standup 5",
        "wall sailboat",
        "note add review x",
        "note edit 9 x",
        "note list planning",
        "note reveal",
        "impediment own 9",
        "impediment add ''",
        "feedback weigh 9 1",
        "feedback add x --strength 4",
        "improvement add x",
        "improvement progress 4 done",
        "improvement progress 4 finished",
        "minutes 9",
        "minutes party",
        "minutes",
        "cadence stand-up daily",
        "cadence stand-up someday 9:00",
        "cadence stand-up daily 25:00",
        "reveal 8 bo=5",
        "split 8",
        "split 8 x --take 2:1",
        "split 8 x --take 1",
        "split 8 x --take 1:1",
        "split E9 x",
        "split E1 x --left 3",
        "sprint capacity Bo --off x",
        "sprint capacity Bo --allocation 101",
        "sprint urgent PX-4",
        "sprint urgent 6",
        "sprint outcome great",
        "product set deck 5",
    ] {
        assert!(desk.run(line).code > 0, "{line}");
        desk.note(line);
    }
    assert!(std::fs::read(desk.file()).unwrap() == before, "the file has changed");
    insta::assert_snapshot!(desk.transcript());
}

#[test]
fn nothing_that_was_noted_commands_the_terminal() {
    let desk = Desk::founded();
    let evil = "a\u{1b}[2J\u{9b}31m\u{202e}b\u{7}".to_owned();
    let harmless = |text: &str| text.chars().all(|it| it == '\n' || ceremony::text::is_safe_char(it));
    for line in [
        "add EVIL",
        "hold retro --wall EVIL",
        "note add retro EVIL --topic EVIL",
        "note add retro EVIL --topic EVIL --sealed",
        "note reveal",
        "note list retro",
        "note list EVIL",
        "impediment add EVIL --on 1",
        "impediment escalate 1 EVIL",
        "impediment resolve 1 EVIL",
        "impediment list --all",
        "feedback add EVIL --said-by EVIL",
        "feedback list",
        "improvement add EVIL",
        "improvement list",
        "split 1 EVIL --take EVIL",
        "split 1 EVIL",
        "sprint new EVIL",
        "sprint start",
        "sprint capacity EVIL",
        "sprint outcome met EVIL",
        "sprint urgent EVIL",
        "standup --print",
        "cadence stand-up EVIL EVIL",
        "vote EVIL",
        "reveal EVIL=EVIL",
        "minutes EVIL",
        "end retro",
        "minutes",
        "minutes --list",
    ] {
        for json in [false, true] {
            let mut words: Vec<String> =
                super::desk::words(line).into_iter().map(|word| word.replace("EVIL", &evil)).collect();
            words.extend(json.then(|| "--json".to_owned()));
            let said = desk.run_words(&words, "");
            assert!(harmless(&said.out) && harmless(&said.err), "{line}\n{}\n{}", said.out, said.err);
            assert!(said.code < 3, "{line}: {}", said.code);
        }
    }
}

#[test]
fn minutes_are_a_page_of_html_too() {
    let desk = scene();
    desk.ok("hold retro --no-screen");
    desk.ok("note add retro \"<b>slow</b> bank\" --topic start");
    let page = desk.ok("minutes retro --html");
    assert!(page.starts_with("<!DOCTYPE html>\n"), "{page}");
    assert!(page.contains("<li>&lt;b&gt;slow&lt;/b&gt; bank"), "{page}");
}

/// METHODS EX-1: 12 days have 3 h 25 min for planning, whatever the product's usual length.
#[test]
fn the_timebox_follows_the_length_of_the_sprint_that_is_planned() {
    let desk = Desk::founded();
    desk.ok("sprint new --from 2026-12-14 --to 2026-12-25");
    let begun: serde_json::Value =
        serde_json::from_str(&desk.ok("hold planning --no-screen --json")).unwrap();
    assert_eq!(begun["timebox"], 205);
}

#[test]
fn the_availability_in_a_closed_sprint_is_entered_and_edited_later() {
    let desk = scene();
    desk.ok("person leave Dee");
    desk.ok("sprint capacity Bo --off 2 --sprint \"Sprint 1\"");
    desk.ok("sprint capacity Bo --off 3 --sprint \"Sprint 1\"");
    desk.ok("sprint capacity Dee --off 1 --sprint \"Sprint 1\"");
    let said: serde_json::Value =
        serde_json::from_str(&desk.ok("sprint capacity --sprint \"Sprint 1\" --json")).unwrap();
    let people = said["people"].as_array().unwrap();
    let off = |name: &str| people.iter().find(|it| it["person"] == name).map(|it| it["days_off"].clone());
    assert_eq!((off("Bo"), off("Dee")), (Some(3.into()), Some(1.into())), "{said}");
    assert_eq!(desk.no("sprint capacity Dee --off 1").0, 1);
}

/// 2 of 12 points are 16.7 %: rounded once, and the same in the review and in the report.
#[test]
fn the_share_of_the_forecast_is_the_same_in_the_review_and_in_the_report() {
    let desk = scene();
    let review = desk.ok("hold review --no-screen");
    assert!(review.contains("Forecast completed: 17 %"), "{review}");
    let report = desk.ok("sprint show");
    assert!(report.contains("17 %  of its points are accepted"), "{report}");
}

/// Nothing is cut on the way to the sums: four people with 9.5 of 10 days at 33 % and a focus of 66 %; METHODS EX-13b and
/// EX-32, five people with 9.5 days at 50 %; and EX-13a, a focus of 75 % on 80 days.
#[test]
fn person_days_are_exact_in_json_and_rounded_once_for_display() {
    for (people, each, days, focused, shown) in [
        (4, "--off 0.5 --allocation 33 --focus 66", 12.54, 8.2764, "12.5 person-days, 8.3 for sprint work"),
        (5, "--off 0.5 --allocation 50 --focus 70", 23.75, 16.625, "23.8 person-days, 16.6 for sprint work"),
        (8, "--off 0 --allocation 100 --focus 75", 80.0, 60.0, "80 person-days, 60 for sprint work"),
    ] {
        let desk = Desk::founded();
        desk.ok("sprint new --from 2026-11-23 --to 2026-12-04");
        for person in 1..=people {
            desk.ok(&format!("person add P{person}"));
            desk.ok(&format!("sprint capacity P{person} {each}"));
        }
        let said = desk.ok("sprint capacity");
        assert!(said.contains(&format!("10 working days, {shown}")), "{said}");
        let said: serde_json::Value = serde_json::from_str(&desk.ok("sprint capacity --json")).unwrap();
        let is = |field: &str, expected: f64| {
            assert!((said[field].as_f64().unwrap() - expected).abs() < 1e-9, "{field} of {said}");
        };
        is("person_days", days);
        is("focused_person_days", focused);
    }
}

#[test]
fn as_many_dots_as_were_announced_when_voting_began_are_given() {
    let desk = scene();
    desk.ok("hold retro --no-screen");
    for number in 1..=6 {
        desk.ok(&format!("note add retro \"note {number}\" --topic start"));
    }
    desk.ok("--as Bo note dots 6 1");
    for number in 1..=4 {
        desk.ok(&format!("note remove {number}"));
    }
    // Two of six notes are left, and everybody still has two dots.
    desk.ok("--as Bo note dots 5 1");
    desk.ok("--as Chi note dots 5 2");
    let (code, error) = desk.no("--as Chi note dots 6 1");
    assert!(code == 1 && error.contains("Chi has no dots left"), "{error}");
    assert!(error.contains("everyone has 2 dots"), "{error}");
}

/// METHODS EX-32: capacity scales what past sprints finished, also where a running sprint is shown.
#[test]
fn a_running_sprint_is_compared_with_past_ones_by_its_capacity() {
    let desk = Desk::empty();
    let file = desk.folder.path().join("demo.db").display().to_string();
    desk.ok(&format!("demo --items 300 --open 60 --today 2026-11-23 --file {file}"));
    let shown = |past: &str| {
        let shown = desk.ok(&format!("sprint show --file {file}"));
        assert!(shown.lines().any(|line| line.contains(past)), "{past}: {shown}");
    };
    shown("sprints finished ");
    desk.ok(&format!("sprint capacity Bo --allocation 50 --file {file} --as Ana"));
    shown("or more with this capacity");
}
