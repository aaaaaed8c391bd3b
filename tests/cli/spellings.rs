//! What hands know from other programs: the short forms of verbs, words of other trackers, and lists as one wants them.

use super::desk::{Desk, words};
use super::scene::scene;

#[test]
fn the_shortest_form_of_a_verb_does_what_it_says() {
    let desk = scene();
    for (line, done) in [
        ("assign 10 bo", "Ana assigned PB-10 to Bo"),
        ("assign 10 9 me", "Ana assigned PB-10 and PB-9 to Ana"),
        ("comment 10 \"The bank has answered\"", "Ana commented on PB-10"),
        ("rank 10 top", "Ana moved PB-10 to the top"),
        ("rank 10 bottom", "Ana moved PB-10 to the bottom"),
        ("rank 10 --top", "Ana moved PB-10 to the top"),
        ("block 10 --because \"no paper\"", "Ana blocked PB-10: no paper"),
        ("drop 10 --because \"no paper\"", "Ana dropped PB-10: no paper"),
        ("reject 4 \"no text\" --kind defect", "Ana rejected PB-4"),
        ("add \"bug: The receipt is empty\"", "The receipt is empty"),
        ("add \"Todo: a colon\"", "Todo: a colon"),
        ("add \"bug: kept\" --kind spike", "bug: kept"),
    ] {
        let said = desk.ok(line);
        assert!(said.contains(done), "{line}: {said}");
    }
    let kinds = desk.ok("list --columns kind,title receipt");
    assert_eq!(kinds, "bug  The receipt is empty\n");
    assert!(desk.ok("list --columns kind,title kept").starts_with("spike  bug: kept"));
    assert!(desk.ok("show 10").contains("The bank has answered"));
    assert_eq!(desk.no("assign 10 9").0, 2, "nobody is named");
    assert_eq!(desk.no("comment 10").0, 2, "nothing is said");
}

#[test]
fn edit_changes_people_labels_criteria_and_the_sprint_or_nothing_at_all() {
    let desk = scene();
    let said = desk.ok(
        "edit 9 --title \"Read cards\" --points 5 --assignee bo --assignee Chi --label cash --criterion \"It beeps\" --sprint next",
    );
    for part in ["to Bo and Chi", "It beeps", "#cash"] {
        let page = desk.ok("show 9");
        assert!(said.contains(part) || page.contains(part), "{part}: {said}{page}");
    }
    desk.ok("edit 9 --assignee none --label -cash --sprint none");
    let row: serde_json::Value = serde_json::from_str(&desk.ok("list --json Read")).unwrap();
    let row = &row["items"][0];
    assert_eq!(
        (&row["assignees"], &row["labels"], &row["sprint"]),
        (&serde_json::json!([]), &serde_json::json!([]), &serde_json::Value::Null,)
    );
    // One part that cannot be leaves all as it was.
    let before = desk.ok("show 9");
    assert_eq!(desk.no("edit 9 --title Other --sprint \"Sprint 1\"").0, 1);
    assert_eq!(desk.no("edit 9 --title Other --assignee Nobodyatall").0, 2);
    assert_eq!(desk.ok("show 9"), before);
}

#[test]
fn what_is_done_goes_to_review_and_the_product_owner_is_named() {
    let desk = scene();
    let said = desk.ok("move 6 DONE");
    assert_eq!(said, "Ana moved PB-6 to Review\nThe product owner accepts with: ceremony accept PB-6\n");
    desk.ok("column add Done --stage review");
    assert!(
        desk.ok("move 6 done").starts_with("Ana moved PB-6 to Done\n"),
        "a column of that name comes first"
    );
}

#[test]
fn a_list_is_limited_sorted_and_has_the_columns_that_are_wanted() {
    let desk = scene();
    let keys = |line: &str| -> Vec<String> { desk.ok(line).lines().map(str::to_owned).collect() };
    assert_eq!(keys("list --limit 2 --columns key").len(), 2);
    let mut titles = keys("list --columns title --sort title");
    let sorted = titles.clone();
    titles.sort_by_key(|it| it.to_lowercase());
    assert_eq!(sorted, titles);
    desk.ok("assign 9 bo");
    assert_eq!(keys("--as Bo mine --columns key"), keys("--as Bo list @me --columns key"));
    assert_eq!(keys("--as Bo list --mine --columns key"), keys("list assignee:bo --columns key"));
    assert_eq!(keys("list status:doing --columns key"), keys("list column:doing --columns key"));
    assert_eq!(keys("list status:new --columns key"), keys("list stage:new --columns key"));
    assert_eq!(desk.no("list --columns colour").0, 2);
}

#[test]
fn a_list_has_a_heading_and_colours_on_a_terminal_and_neither_in_a_pipe() {
    let mut desk = scene();
    let piped = desk.ok("list");
    desk.columns = Some(100);
    let plain = desk.ok("list");
    assert!(plain.starts_with("key ") && !piped.starts_with("key "), "{plain}{piped}");
    assert!(!plain.contains('\u{1b}'), "NO_COLOR is respected");
    desk.environment.no_color = false;
    let coloured = desk.ok("list");
    assert!(coloured.contains("\u{1b}[2m"), "{coloured}");
    // Nothing that a person wrote controls the terminal.
    assert_eq!(desk.run_words(&["add".to_owned(), "\u{1b}[31mred".to_owned()], "").code, 0);
    let coloured = desk.ok("list");
    assert!(coloured.contains("␛[31mred") && !coloured.contains("\u{1b}[31mred"), "{coloured}");
}

#[test]
fn who_acts_is_named_by_the_environment_too() {
    let mut desk = scene();
    desk.environment.acting_as = Some("Bo".to_owned());
    assert!(desk.ok("add One").starts_with("Bo added"));
    assert!(desk.ok("--as Chi add Two").starts_with("Chi added"), "the option comes first");
}

#[test]
fn a_verb_is_suggested_where_it_is_near_or_is_called_so_elsewhere() {
    let desk = Desk::founded();
    for (given, hint) in [
        ("mv", "did you mean move?"),
        ("ls", "did you mean list?"),
        ("lst", "did you mean list?"),
        ("xyz", "see all with: ceremony --help"),
        ("improve", "see all with: ceremony --help"),
    ] {
        let said = desk.run_words(&words(given), "");
        assert!(said.code == 2 && said.err.contains(hint), "{given}: {}", said.err);
    }
}

#[test]
fn a_ceremony_whose_output_goes_elsewhere_is_not_begun_by_mistake() {
    let mut desk = scene();
    desk.is_at_terminal = true;
    let (code, said) = desk.no("plan");
    assert!(code == 2 && said.contains("the planning needs the whole terminal"), "{said}");
    assert!(desk.ok("plan --no-screen").starts_with("Ana started the planning"));
    desk.is_at_terminal = false;
    desk.ok("end plan");
    assert!(desk.ok("plan").starts_with("Ana started the planning"), "a script begins it as ever");
}
