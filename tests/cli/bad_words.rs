//! Arguments that are invalid or not allowed: the exact sentence, the exit code, and nothing changed.

use super::desk::Desk;
use super::scene::scene;

/// Runs each line on the scene: it must reply as given, and leave the file unchanged, byte for byte.
fn refuses(rows: &[(&str, u8, &str)]) {
    let desk = scene();
    let before = std::fs::read(desk.file()).unwrap();
    let mut wrong = String::new();
    for (line, code, expected) in rows {
        let said = desk.run(line);
        let expected = format!("ceremony: {}\n", expected.replace(" / ", "\n  "));
        if (said.code, said.out.as_str(), said.err.as_str()) != (*code, "", expected.as_str()) {
            wrong.push_str(&format!(
                "$ {line}\n→ {}\n{}{}\nexpected {code}\n{expected}\n",
                said.code, said.out, said.err
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(std::fs::read(desk.file()).unwrap() == before, "the file has changed");
}

#[test]
fn unknown_names_and_keys() {
    refuses(&[
        ("show 99", 2, "there is no item \"99\" / see all with: ceremony list --all"),
        ("show PX-4", 2, "there is no item \"PX-4\" / did you mean PB-4?"),
        ("show x", 2, "there is no item \"x\" / see all with: ceremony list --all"),
        ("show 0", 2, "there is no item \"0\" / see all with: ceremony list --all"),
        (
            "show 99999999999999999999",
            2,
            "there is no item \"99999999999999999999\" / see all with: ceremony list --all",
        ),
        ("show ''", 2, "there is no item \"\" / see all with: ceremony list --all"),
        ("assign 4 --to Boo", 2, "there is no person \"Boo\" / did you mean Bo?"),
        ("assign 4 --to Zoltan", 2, "there is no person \"Zoltan\" / there is Ana, Bo, Chi, Dee"),
        ("--as Anna list", 2, "there is no person \"Anna\" / did you mean Ana?"),
        ("move 4 reviw", 2, "there is no column \"reviw\" / did you mean Review?"),
        ("edit 4 --epic paymnets", 2, "there is no epic \"paymnets\" / did you mean Payments?"),
        ("edit 4 --epic E9", 2, "there is no epic PB-E9 / see all with: ceremony epic list"),
        ("label take tll 4", 2, "there is no label \"tll\" / did you mean till?"),
        ("sprint show 9", 2, "there is no sprint 9 / see all with: ceremony sprint list"),
        (
            "sprint show Sprnt 9",
            2,
            "unexpected argument '9' found / write: ceremony sprint show [OPTIONS] [SPRINT]",
        ),
        (
            "definition tick 4 d9",
            2,
            "there is no rule d9: the definition of done has 3 / see all with: ceremony definition list",
        ),
        (
            "definition tick 4 has",
            2,
            "\"has\" is in more than one rule / see all with: ceremony definition list",
        ),
        ("criterion met 4 3", 2, "there is no criterion 3: PB-4 has 2 / see them with: ceremony show PB-4"),
        ("criterion met 4 0", 2, "there is no criterion 0: PB-4 has 2 / see them with: ceremony show PB-4"),
        ("task done 5 1", 2, "there is no task 1: PB-5 has no task / see them with: ceremony show PB-5"),
        ("list #tll", 2, "there is no label \"tll\" / did you mean till?"),
        ("list kind:bgu", 2, "there is no kind \"bgu\" / did you mean bug?"),
        ("lst", 2, "there is no verb \"lst\" / did you mean list?"),
        ("show 4 --jsn", 2, "unexpected argument '--jsn' found / did you mean --json?"),
        ("man lst", 2, "there is no verb \"lst\" / see all with: ceremony --help"),
    ]);
}

#[test]
fn values_that_cannot_be() {
    refuses(&[
        (
            "edit 4 --points -1",
            2,
            "\"-1\" is no estimate / write a number from 0 to 1000000 with at most two decimals, such as 5 or 0.5, or none",
        ),
        (
            "edit 4 --points five",
            2,
            "\"five\" is no estimate / write a number from 0 to 1000000 with at most two decimals, such as 5 or 0.5, or none",
        ),
        (
            "add x --points 1e9",
            2,
            "\"1e9\" is no estimate / write a number from 0 to 1000000 with at most two decimals, such as 5 or 0.5, or none",
        ),
        ("add ''", 2, "the title is empty / write at least a word, with quotes around several"),
        ("add ' '", 2, "the title is empty / write at least a word, with quotes around several"),
        ("edit 4 --title ''", 2, "the title is empty / write at least a word, with quotes around several"),
        ("block 4 ''", 2, "the reason is empty / write at least a word, with quotes around several"),
        ("epic add ''", 2, "the title is empty / write at least a word, with quotes around several"),
        ("person add ''", 2, "the name is empty / write at least a word, with quotes around several"),
        ("label put '' 4", 2, "the label is empty / write at least a word, with quotes around several"),
        ("comment add 4 ''", 2, "a comment is empty"),
        ("criterion add 4 ' '", 2, "a criterion is empty"),
        ("add - ", 2, "standard input has no title / write one a line"),
        (
            "question add 4 x --by 2026-13-01",
            2,
            "\"2026-13-01\" is no date / write 2026-11-30, 30.11.2026, 30/11/2026, tomorrow, next friday or in 3 days",
        ),
        (
            "question add 4 x --by soon",
            2,
            "\"soon\" is no date / write 2026-11-30, 30.11.2026, 30/11/2026, tomorrow, next friday or in 3 days",
        ),
        (
            "sprint new --from 2026-12-10 --to 2026-12-01",
            2,
            "a sprint cannot end on 2026-12-01 and begin on 2026-12-10 / give the first day first",
        ),
        ("sprint days 2026-12-24", 2, "2026-12-24 is not in Sprint 2"),
        (
            "log --since whenever",
            2,
            "\"whenever\" is no date / write 2026-11-30, 30.11.2026, 30/11/2026, tomorrow, next friday or in 3 days",
        ),
        ("column limit Doing -1", 2, "\"-1\" is no limit / write a number from 1 to 999, or none"),
        ("column limit Doing 0", 2, "a limit is a number from 1 to 999"),
        (
            "product set sprint-days 0",
            2,
            "a sprint cannot have 0 days / a sprint has 1 to 31 days, usually 14",
        ),
        (
            "product set sprint-weekday someday",
            2,
            "\"someday\" is no weekday / write monday, tuesday … sunday",
        ),
        (
            "product set zone Europe/Berlni",
            2,
            "there is no time zone \"Europe/Berlni\" / did you mean Europe/Berlin?",
        ),
        (
            "product set prefix P-B",
            2,
            "keys cannot start with \"P-B\" / write a letter, then letters or digits, at most 10, such as PB",
        ),
        (
            "person add Eve --roles boss",
            2,
            "\"boss\" is no role / choose of product owner, product manager, scrum master, developer, stakeholder",
        ),
        ("edit 4 --kind bgu", 2, "invalid value 'bgu' for '--kind <KIND>' / did you mean bug?"),
        (
            "edit 4 --kind xyz",
            2,
            "invalid value 'xyz' for '--kind <KIND>' / choose one of story, bug, spike, chore, improvement",
        ),
        ("edit 4", 2, "nothing to change; name a field / see the fields with: ceremony edit --help"),
        (
            "rank 4",
            2,
            "the position is missing / write top or bottom at the end, or --before ITEM, or --after ITEM",
        ),
        ("rank 4 5 4 --top", 2, "PB-4 is named twice"),
        ("drop 4 5", 2, "a reason is missing / write: ceremony drop ITEM.. REASON"),
        ("block 4", 2, "a reason is missing / write: ceremony block ITEM.. REASON"),
        ("criterion", 2, "ceremony criterion needs to know what to do / see: ceremony criterion --help"),
        (
            "sprint close --move 5",
            2,
            "\"5\" does not say where the item goes / write: --move ITEM=backlog, or --move ITEM=next",
        ),
    ]);
}

#[test]
fn what_a_rule_stands_against() {
    refuses(&[
        (
            "ready 9",
            1,
            "PB-9 is not ready; rules not met: has an acceptance criterion / fix that, or give a reason to make it ready anyway: --because REASON",
        ),
        ("ready 4", 1, "PB-4 is already on the board"),
        ("move 8 doing", 1, "PB-8 is not on the board / add it to the running sprint first"),
        ("move 4 review", 1, "PB-4 is in Review already"),
        ("accept 5", 1, "PB-5 is doing, not in review / only items in Review can be accepted or rejected"),
        (
            "accept 4",
            1,
            "PB-4: 1 criterion failed, 1 task is not done, not checked: reviewed by someone else, tests pass, documentation is up to date / fix that first, or give a reason to accept it anyway: --because REASON",
        ),
        (
            "depend 7 --on 8",
            1,
            "that would be a cycle: PB-7 waits for PB-8 waits for PB-7 / remove one of these dependencies first",
        ),
        ("depend 7 --on 7", 1, "PB-7 cannot wait for itself"),
        ("edit 7 --parent 7", 1, "PB-7 cannot be its own parent / choose another parent"),
        ("sprint start", 1, "Sprint 2 is running / close it first"),
        ("sprint close 3", 1, "Sprint 3 is planned, not running"),
        ("sprint delete 1", 1, "Sprint 1 is closed / only a planned sprint is removed"),
        ("sprint close --rest next --move 5=1", 1, "Sprint 1 is closed / move items to a planned sprint"),
        ("column remove Doing", 1, "Doing holds 1 item / move them to another column first"),
        (
            "epic remove till",
            1,
            "2 items are part of PB-E2 / close the epic, or move its items to another one first",
        ),
        (
            "person add bo",
            1,
            "there is already a person named Bo / add a letter of the surname to tell them apart",
        ),
        (
            "init Other --as Eve",
            1,
            "this file already has the product Lighthouse / choose another file with --file",
        ),
        ("reopen 4", 1, "PB-4 is open"),
        ("edit 4 --title \"Pay by card\"", 1, "nothing would change"),
        ("redo", 1, "there is nothing to redo"),
        ("definition tick 8 estimated", 1, "\"is estimated\" is checked automatically"),
    ]);
}

#[test]
fn a_title_of_twenty_thousand_characters_is_refused_in_one_sentence() {
    let desk = scene();
    let before = std::fs::read(desk.file()).unwrap();
    let title = "\u{1b}[31m".repeat(4_000);
    for words in [
        vec!["add".to_owned(), title.clone()],
        vec!["edit".to_owned(), "4".to_owned(), "--title".to_owned(), title],
    ] {
        let said = desk.run_words(&words, "");
        assert_eq!(said.code, 2);
        assert_eq!(
            said.err,
            "ceremony: the title has 20000 characters; the most is 1000\n  keep it short; long text belongs into the description or a comment\n"
        );
    }
    let long = "x".repeat(20_000);
    for line in [
        "show X",
        "list X",
        "list @X",
        "edit 4 --points X",
        "edit 4 --kind X",
        "X",
        "--as X list",
        "show 4 --X",
    ] {
        let words =
            super::desk::words(line).into_iter().map(|word| word.replace('X', &long)).collect::<Vec<_>>();
        let said = desk.run_words(&words, "");
        assert!(
            said.err.len() < 1_500 && said.code == 2 || said.code == 0,
            "{line}: {} {}",
            said.code,
            said.err.len()
        );
    }
    assert!(std::fs::read(desk.file()).unwrap() == before);
}

#[test]
fn who_is_not_known_does_not_write() {
    let mut desk = scene();
    desk.environment.login = Some("eve".to_owned());
    assert_eq!(desk.run("list").code, 0);
    let expected = "ceremony: nobody here has the login name \"eve\"\n  say --as NAME, or join with: ceremony person add NAME --login eve\n";
    for line in ["add x", "undo", "redo", "move 6 doing"] {
        assert_eq!(desk.no(line), (2, expected.to_owned()), "{line}");
    }
    desk.environment.login = None;
    assert_eq!(
        desk.no("add x"),
        (2, "ceremony: it is not known who you are\n  say --as NAME, or join with: ceremony person add NAME --login LOGIN\n".to_owned())
    );
    desk.environment.login = Some("eve".to_owned());
    desk.ok("person add Eve --login eve");
    assert_eq!(desk.ok("assign 8 --to me"), "Eve assigned PB-8 to Eve\n");
}

#[test]
fn init_reads_everything_before_it_makes_a_file() {
    let mut desk = Desk::empty();
    for line in [
        "init ''",
        "init Lighthouse --prefix 1",
        "init Lighthouse --zone Nowhere",
        "init Lighthouse --roles boss",
        "init Lighthouse --as ''",
    ] {
        assert_eq!(desk.no(line).0, 2, "{line}");
        assert!(!desk.file().exists(), "{line}");
    }
    desk.environment.login = None;
    assert_eq!(
        desk.no("init Lighthouse"),
        (2, "ceremony: your name is missing\n  name yourself with --as NAME\n".to_owned())
    );
    assert!(!desk.file().exists());
}

#[test]
fn the_leaving_of_the_last_product_owner_is_noted_and_whoever_has_left_is_refused() {
    let desk = scene();
    let note = "note: nobody is product owner now, so anybody accepts; give the role with: ceremony person roles NAME \
                \"product owner\"\n";
    assert_eq!(desk.run("person roles Ana developer").err, note);
    assert_eq!(desk.run("undo").err, "");
    assert_eq!(desk.run("--as Bo person leave Ana").err, note);
    let refused = "ceremony: Ana has left and cannot change anything\n  record the return with: ceremony person \
                   return \"Ana\", or act as another person\n";
    assert_eq!(desk.no("add \"Pay later\""), (1, refused.to_owned()));
    desk.ok("person return Ana");
    desk.ok("add \"Pay later\"");
}

#[test]
fn a_limit_that_is_broken_is_noted_by_whatever_breaks_it() {
    let desk = scene();
    let note = |items: &str, limit: u8| format!("note: Doing has {items}, over its limit of {limit}\n");
    assert_eq!(desk.run("move 6 doing").err, "", "two of two");
    assert_eq!(desk.run("column limit Doing 1").err, note("2 items", 1));
    assert_eq!(desk.run("move 4 doing").err, note("3 items", 1));
    assert_eq!(desk.run("move 4 review").err, "", "it gets better");
    assert_eq!(desk.run("undo").err, note("3 items", 1));
    let said = desk.run("--json column limit Doing 2");
    assert!(said.out.contains("\"Doing has 3 items, over its limit of 2\""), "{}", said.out);
    assert_eq!(desk.run("column limit Doing none").err, "");
}

#[test]
fn a_sprint_without_working_days_is_noted_when_it_is_planned() {
    let desk = scene();
    let note = "note: Weekend has no working days; change its dates, or set days with: ceremony sprint days DATE..\n";
    assert_eq!(desk.run("sprint new Weekend --from 2027-01-09 --to 2027-01-10").err, note);
    assert_eq!(desk.run("sprint dates 2027-01-09 2027-01-11 --sprint Weekend").err, "");
    assert_eq!(desk.run("sprint days --off 2027-01-11 --sprint Weekend").err, note);
    // As an import leaves it, without dates.
    let desk = Desk::founded();
    desk.ok("sprint new Weekend --from 2026-12-05 --to 2026-12-06");
    let started = desk.run("sprint start").err;
    assert!(started.contains("note: it has no working days; set its dates\n"), "{started}");
}
