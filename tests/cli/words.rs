//! Sentences in which a name of the program's own inside, a wrong article or a negative number would be read.

use super::desk::Desk;
use ceremony::clock::Clock as _;
use ceremony::domain::value::Instant;

#[test]
fn a_row_without_a_key_is_named_by_its_noun() {
    let desk = Desk::founded();
    desk.ok("person add Bo --roles developer");
    desk.ok("column add Testing --stage doing");
    desk.ok("--as Bo column rename Testing Checking");
    let (_, err) = desk.no("undo");
    assert!(err.contains("this column has been changed since: Bo"), "{err}");
}

#[test]
fn a_ceremony_that_ends_before_it_began_lasts_no_minute() {
    let desk = Desk::founded();
    desk.ok("hold retro --no-screen");
    desk.clock.set(Instant(desk.clock.now().0 - 59 * 60_000));
    assert!(!desk.ok("minutes").contains("-59"));
    let ended = desk.run("end retro");
    assert!(ended.code == 0 && !ended.out.contains("-59"), "{}", ended.out);
    let minutes = desk.run("minutes").out;
    assert!(minutes.contains(", 0 min of 90") && !minutes.contains("-59"), "{minutes}");
    assert!(!desk.ok("minutes --list").contains("-59"));
}

#[test]
fn the_manual_and_completions_answer_in_json() {
    let desk = Desk::empty();
    for (line, field) in [
        ("man --json", "manual"),
        ("man sprint close --json", "manual"),
        ("completions bash --json", "completions"),
    ] {
        let json: serde_json::Value = serde_json::from_str(&desk.ok(line)).unwrap();
        assert!(json[field].as_str().unwrap().len() > 100, "{line}");
    }
}
