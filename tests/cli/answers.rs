//! `--json`: one golden object for each verb. Removing a field or changing its meaning requires a new schema.

use super::desk::Desk;
use super::scene::scene;
use ceremony::cli::former_verbs;
use std::collections::BTreeSet;

/// Every verb that works on a file, in an order in which each can be run.
const LINES: &[(&str, &str)] = &[
    ("backlog", ""),
    ("board", ""),
    ("review", ""),
    ("list", "-is:blocked kind:story"),
    ("search", "bill"),
    ("forecast", "epic:payments"),
    ("show", "8 4"),
    ("product show", ""),
    ("product set", "vision \"No queue at the till\""),
    ("person list", "--all"),
    ("person add", "Eve --roles po --login eve"),
    ("person rename", "Eve Evi"),
    ("person roles", "Evi developer"),
    ("person login", "Evi none"),
    ("person leave", "Evi"),
    ("person return", "Evi"),
    ("epic list", "--all"),
    ("epic show", "payments"),
    ("epic add", "Guests"),
    ("epic rename", "E3 \"Our guests\""),
    ("epic describe", "E3 \"Who sits at the tables\""),
    ("epic close", "E3"),
    ("epic open", "E3"),
    ("epic remove", "E3"),
    ("label list", ""),
    ("label add", "bank"),
    ("label rename", "bank card"),
    ("label put", "card PB-4 PB-5"),
    ("label take", "card PB-5"),
    ("label retire", "card"),
    ("column list", ""),
    ("column add", "Testing --stage doing"),
    ("column rename", "Testing Check"),
    ("column limit", "Check 3"),
    ("column shift", "Check left"),
    ("column remove", "Check"),
    ("definition list", ""),
    ("definition add", "done \"shown to a guest\" --kinds story"),
    ("definition edit", "d4 \"shown to two guests\""),
    ("definition kinds", "d4 story,bug"),
    ("definition tick", "4 d4"),
    ("definition untick", "4 d4"),
    ("definition remove", "d4"),
    ("add", "\"Fold the bill\" --points 0.5"),
    ("edit", "11 --kind chore --epic till"),
    ("rank", "11 --top"),
    ("criterion add", "11 \"it is folded\" \"it is small\""),
    ("criterion edit", "11 2 \"it is thin\""),
    ("criterion met", "11 1"),
    ("criterion failed", "11 2 --note \"too thick\""),
    ("criterion uncheck", "11 2"),
    ("criterion down", "11 1"),
    ("criterion up", "11 2"),
    ("criterion remove", "11 2"),
    ("task add", "11 \"buy paper\""),
    ("task edit", "11 1 \"buy thin paper\""),
    ("task done", "11 1"),
    ("task undone", "11 1"),
    ("task remove", "11 1"),
    ("question list", ""),
    ("question add", "11 \"Which paper?\" --of Chi --by tomorrow"),
    ("question edit", "11 1 \"Whose paper?\""),
    ("question answer", "11 1 ours"),
    ("question remove", "11 1"),
    ("comment add", "11 \"Nice.\""),
    ("comment edit", "11 1 \"Very nice.\""),
    ("comment remove", "11 1"),
    ("link add", "11 https://example.org --title Sample"),
    ("link edit", "11 1 --title \"A sample\""),
    ("link list", "11"),
    ("link remove", "11 1"),
    ("depend", "11 --on 9"),
    ("ready", "11 --because \"it is small\""),
    ("unready", "11"),
    ("assign", "11 --to me --to Bo"),
    ("mine", "--limit 1"),
    ("block", "11 \"no paper\""),
    ("drop", "11 \"no paper\""),
    ("reopen", "11"),
    ("move", "6 doing"),
    ("reject", "4 --failed 2 --because \"no text\""),
    ("accept", "4 --because x"),
    ("sprint list", ""),
    ("sprint show", ""),
    ("sprint new", "--goal \"No paper\""),
    ("sprint goal", "\"Guests pay by card alone\""),
    ("sprint rename", "Carding --sprint 2"),
    ("sprint dates", "2026-12-07 2026-12-17"),
    ("sprint days", "--off 2026-12-14"),
    ("sprint add", "11"),
    ("sprint remove", "11"),
    ("sprint close", "--rest next --move 6=backlog"),
    ("sprint start", "3"),
    ("sprint delete", "4"),
    ("cadence", "stand-up daily 9:15 --timebox 10"),
    ("standup", ""),
    ("sprint urgent", "\"Nobody can pay\" --points 3"),
    ("sprint capacity", "Bo --off 1.5 --allocation 50"),
    ("sprint outcome", "partly \"the refund is missing\""),
    ("split", "9 \"Only reading\" --points 1:2 --by rules"),
    ("refine", "--present Bo Chi"),
    ("timebox", "refinement 45"),
    ("present", "refinement Ana Bo Chi Dee"),
    ("vote", "5 9 --as Bo"),
    ("reveal", "9 bo=5 chi=8"),
    ("plan", ""),
    ("end", "plan"),
    ("hold", "review --present Bo"),
    ("act-for", "review Ana"),
    ("feedback add", "\"where is the tip?\" --said-by \"a waiter\" --about 4"),
    ("feedback edit", "1 \"where can I tip?\""),
    ("feedback weigh", "1 3"),
    ("feedback list", ""),
    ("feedback link", "1 none"),
    ("feedback make", "1 \"Tip in sight\""),
    ("feedback remove", "1"),
    ("note presenter", "1 Bo"),
    ("impediment add", "\"the room is locked\" --stuck Bo --on 4"),
    ("impediment edit", "1 \"the test room is locked\""),
    ("impediment own", "1 Chi"),
    ("impediment escalate", "1 \"the landlord\""),
    ("impediment resolve", "1 \"we have a key\""),
    ("impediment reopen", "1"),
    ("impediment list", ""),
    ("retro", "--wall mad-sad-glad"),
    ("wall", "daki"),
    ("note add", "retro \"the long lunch\" --topic drop"),
    ("note reveal", ""),
    ("note edit", "2 \"the very long lunch\""),
    ("note group", "3 2"),
    ("note down", "2"),
    ("note up", "2"),
    ("note dots", "2 1"),
    ("note list", "retro"),
    ("note remove", "3"),
    ("improvement add", "\"Eat at one\" --owner Chi --due 2027-01-04 --from 2"),
    ("improvement list", ""),
    ("improvement plan", "15 --owner Bo"),
    ("improvement progress", "15 done"),
    ("minutes", "review"),
    ("log", "--limit 3"),
    ("undo", ""),
    ("redo", ""),
];

/// Verbs that work on no existing file, and those whose replies are tested together with what they read and write.
const ELSEWHERE: [&str; 9] =
    ["init", "completions", "man", "demo", "import", "export", "doctor", "backup", "restore"];

/// Runs what a line requires beforehand.
fn prepare(desk: &Desk, verb: &str) {
    match verb {
        "accept" => desk.ok("move 4 review"),
        "note presenter" => desk.ok("note add review \"the card\" --as-kind demo --about 4"),
        "note reveal" => desk.ok("note add retro \"the loud room\" --topic drop --sealed --as Bo"),
        _ => String::new(),
    };
}

#[test]
fn every_verb_answers_in_json() {
    let desk = scene();
    for (verb, rest) in LINES {
        prepare(&desk, verb);
        let said = desk.run(&format!("{verb} {rest} --json"));
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{verb}");
        let object: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        assert_eq!(object["schema"], 1, "{verb}");
        insta::assert_snapshot!(format!("json {verb}").replace(' ', "_"), said.out);
    }
}

#[test]
fn the_golden_objects_cover_every_verb() {
    let shown: BTreeSet<&str> = LINES.iter().map(|(verb, _)| *verb).chain(ELSEWHERE).collect();
    let there: BTreeSet<String> = ceremony::cli::verbs().into_iter().collect();
    let missing: Vec<_> = there.iter().filter(|verb| !shown.contains(verb.as_str())).collect();
    assert!(missing.is_empty(), "without a golden object: {missing:?}");
}

#[test]
fn a_former_spelling_does_the_same_and_says_the_present_one() {
    let (now, before) = (scene(), scene());
    let mut seen = 0;
    for (verb, rest) in LINES {
        prepare(&now, verb);
        prepare(&before, verb);
        let expected = now.run(&format!("{verb} {rest} --json"));
        let mut given = *verb;
        let mut note = String::new();
        for (former, _) in former_verbs().iter().filter(|(_, present)| present == verb) {
            (given, seen) = (former, seen + 1);
            note = format!("{former} is now {verb}; the old spelling still works");
        }
        let said = before.run(&format!("{given} {rest} --json"));
        assert_eq!((said.code, &said.out), (expected.code, &expected.out), "{given}");
        let warning: Option<serde_json::Value> = serde_json::from_str(&said.err).ok();
        assert_eq!(
            warning.map(|it| it["warning"].clone()),
            (!note.is_empty()).then(|| note.into()),
            "{given}"
        );
    }
    assert_eq!(seen, former_verbs().len(), "each former spelling has a line");
    let said = now.run("question ask 4 \"Which bank?\"");
    assert_eq!(said.out, "Ana asked about PB-4: Which bank?\n");
    assert_eq!(said.err, "ceremony: question ask is now question add; the old spelling still works\n");
    let verbs = ceremony::cli::verbs();
    assert!(former_verbs().iter().all(|(former, _)| verbs.iter().all(|verb| verb != former)));
}

#[test]
fn problems_are_objects_too() {
    let desk = scene();
    let mut seen = String::new();
    for line in [
        "accept 4 --json",
        "show 99 --json",
        "edit 4 --points five --json",
        "edit --json",
        "ready 7 --json",
        "--file FOLDER/none.db list --json",
    ] {
        let said = desk.run(line);
        assert_eq!(said.out, "", "{line}");
        serde_json::from_str::<serde_json::Value>(&said.err).unwrap();
        seen.push_str(&format!("$ ceremony {line}\n{}exit code {}\n\n", said.err, said.code));
    }
    insta::assert_snapshot!(seen);
}

#[test]
fn a_broken_setting_is_named_and_stops_nothing() {
    let mut desk = scene();
    let config = desk.folder.path().join("config.toml");
    std::fs::write(&config, "fiel = \"x\"\nas = \"Bo\"\n").unwrap();
    desk.environment.config_file = Some(config);
    let said = desk.run("assign 8 --to me");
    assert_eq!(said.out, "Bo gave PB-8 to Bo\n");
    assert_eq!(desk.run("--as Chi assign 8 --to me").out, "Chi gave PB-8 to Chi\n");
    assert_eq!(said.err, "ceremony: settings, line 1: there is no setting \"fiel\"; did you mean file?\n");
    let said = desk.run("list --json");
    let warning: serde_json::Value = serde_json::from_str(&said.err).unwrap();
    assert_eq!(warning["warning"], "settings, line 1: there is no setting \"fiel\"; did you mean file?");
}

#[test]
fn a_name_in_the_settings_that_this_file_does_not_know_gives_way_to_the_login() {
    let mut desk = scene();
    let config = desk.folder.path().join("config.toml");
    std::fs::write(&config, "as = \"Zoe\"\n").unwrap();
    desk.environment.config_file = Some(config);
    assert_eq!(desk.ok("assign 8 --to me"), "Ana gave PB-8 to Ana\n");
}

#[test]
fn init_answers_in_json() {
    let desk = Desk::empty();
    insta::assert_snapshot!(desk.ok("init Lighthouse --as Ana --zone UTC --json"));
}
