//! Imports all the way: a file's bytes, through a session, into the store and back out of it.
//!
//! Some tests read real files. Those are not part of this project, so each passes over itself where they are absent.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "a test that is passed over says so")]

use ceremony::clock::FixedClock;
use ceremony::domain::command::{Command, Edited, Founding, ItemCommand, ItemEdit};
use ceremony::domain::import::{Batch, Rest};
use ceremony::domain::item::Item;
use ceremony::domain::refusal::Reason;
use ceremony::domain::value::{Instant, Points, Stage};
use ceremony::exchange::{Options, read};
use ceremony::session::{Identity, Session, Stop};
use ceremony::store::Store;
use ceremony::store::sqlite::Sqlite;
use std::rc::Rc;

fn session() -> Session {
    let store = Store::new(Box::new(Sqlite::in_memory().unwrap()));
    let clock = Rc::new(FixedClock::at(Instant(1_795_000_000_000)));
    let mut session = Session::begin(store, clock, Identity::default()).unwrap();
    let founding = Founding {
        name: "Lighthouse".parse().unwrap(),
        prefix: "PB".parse().unwrap(),
        zone: chrono_tz::UTC,
        person: "Ana".parse().unwrap(),
        roles: "product owner".parse().unwrap(),
        login: None,
    };
    session.run(&Command::Found(founding)).unwrap();
    session
}

fn real(path: &str) -> Option<Batch> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data");
    let Ok(bytes) = std::fs::read(format!("{root}/{path}")) else {
        println!("passed over: {path} is not here");
        return None;
    };
    Some(read(path, &bytes, &Options::new(chrono_tz::UTC)).unwrap())
}

fn import(batch: &Batch) -> Command {
    Command::Import(Box::new(batch.clone()))
}

/// An item as the store has it, with its description.
fn stored(session: &mut Session, key: &str) -> (Item, String) {
    let item = session.by_source_key(key).unwrap().unwrap();
    session.look_at(item.id).unwrap();
    let body = session.workspace().detail(item.id).unwrap().body.clone();
    (item, body.map_or_else(String::new, |body| body.description.to_string()))
}

fn total(session: &mut Session) -> usize {
    let past = session.past().unwrap().len();
    session.workspace().items.open().len() + past
}

#[test]
fn real_files_come_in_and_out_whole() {
    for (path, rows, told) in [
        ("deepse/mulestudio.csv", 732, "imported 732 items from mulestudio.csv: 732 new"),
        ("deepse/springxd.csv", 3_526, "imported 3526 items from springxd.csv: 3526 new"),
        (
            "history/mesos_backlog_join.csv",
            1_170,
            "imported 1170 items from mesos_backlog_join.csv: 1170 new",
        ),
        (
            "jira_csv/nautilus_wallet.csv",
            192,
            "imported 186 items and 6 epics from nautilus_wallet.csv: 192 new",
        ),
    ] {
        let Some(batch) = real(path) else { return };
        let mut session = session();
        let rehearsed = session.rehearse(&import(&batch)).unwrap();
        assert_eq!(total(&mut session), 0, "{path}: rehearsing writes nothing");
        let outcome = session.run(&import(&batch)).unwrap();
        assert_eq!((outcome.sentence.as_str(), &outcome.plan), (told, &rehearsed.plan), "{path}");
        assert_eq!(total(&mut session) + session.workspace().epics.len(), rows, "{path}");
        let again = session.run(&import(&batch)).unwrap_err();
        assert!(matches!(again, Stop::Refused(refusal) if refusal.reason == Reason::Already), "{path}");
        assert_eq!(session.plan(&import(&batch)).unwrap().unchanged, rows, "{path}");
        session.undo().unwrap();
        assert_eq!(total(&mut session) + session.workspace().epics.len(), 0, "{path}");
        assert_eq!((session.workspace().sprints.len(), session.workspace().labels.len()), (0, 0), "{path}");
        session.redo().unwrap();
        assert_eq!(total(&mut session) + session.workspace().epics.len(), rows, "{path}");
    }
}

#[test]
fn rows_of_spring_xd_survive_the_way_to_the_store_and_back() {
    let Some(batch) = real("deepse/springxd.csv") else { return };
    let mut session = session();
    session.run(&import(&batch)).unwrap();
    for (key, title, points, length) in [
        ("XD-1", "HDFS ItemWriter", 1, 69),
        ("XD-571", "Create shell integration", 3, 170),
        ("XD-1757", "Resolve runtime module", 2, 746),
        ("XD-2355", "xd-singlenode --verbose", 2, 20_003),
        ("XD-3101", "Fix Gradle “dist\u{fffd}? build", 1, 0),
        ("XD-3759", "Composed job endpoint", 1, 516),
    ] {
        let (item, description) = stored(&mut session, key);
        assert!(item.title.starts_with(title), "{key}: {}", item.title);
        assert_eq!(
            (item.estimate, description.chars().count()),
            (Some(Points::whole(points)), length),
            "{key}"
        );
    }
    assert!(stored(&mut session, "XD-1757").1.contains('\u{1b}'));
    let order = session.workspace().items.backlog();
    let key = |at: usize| session.workspace().items.get(order[at]).unwrap().source_key.as_deref();
    assert_eq!((key(0), key(1)), (Some("XD-1"), batch.rows[1].key.as_deref()));
}

#[test]
fn nautilus_keeps_people_epics_comments_and_chains() {
    let Some(batch) = real("jira_csv/nautilus_wallet.csv") else { return };
    let mut session = session();
    let plan = session.run(&import(&batch)).unwrap().plan.unwrap();
    assert_eq!(plan.sprints, (1..=9).map(|it| format!("NW Sprint {it}")).collect::<Vec<_>>());
    let closed: Vec<String> = session.workspace().closed().iter().map(|it| it.name.to_string()).collect();
    assert_eq!(closed, plan.sprints);
    let (item, _) = stored(&mut session, "NW-179");
    assert_eq!((item.stage, item.tally.comments, item.epic.is_some()), (Stage::Accepted, 1, true));
    let detail = session.workspace().detail(item.id).unwrap().clone();
    let chain: Vec<bool> = detail.selections.iter().map(|it| it.until.is_none()).collect();
    assert_eq!(chain, [false, false, false, false, true]);
    let rest = Rest::read(&detail.body.unwrap().rest);
    let row = batch.rows.iter().find(|row| row.key.as_deref() == Some("NW-179")).unwrap();
    assert_eq!(rest.cells.values().map(Vec::len).sum::<usize>(), row.rest.len());
    let (open, _) = stored(&mut session, "NW-192");
    assert_eq!((open.stage, open.sprint), (Stage::New, None));
}

#[test]
fn the_sprint_that_runs_elsewhere_waits_to_be_started() {
    let Some(mut batch) = real("jira_csv/nautilus_wallet.csv") else { return };
    batch.current = Some("NW Sprint 6".to_owned());
    let mut session = session();
    session.run(&import(&batch)).unwrap();
    let planned = session.workspace().planned();
    let names: Vec<&str> = planned.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["NW Sprint 6", "NW Sprint 7", "NW Sprint 8", "NW Sprint 9"]);
    let items = session.workspace().in_sprint(planned[0].id).len();
    let expected =
        batch.rows.iter().filter(|row| row.sprints.last().is_some_and(|it| it == "NW Sprint 6")).count();
    assert_eq!(items, expected);
}

#[test]
fn a_local_edit_outlives_a_changed_file() {
    let mut session = session();
    let file = |text: &str| read("plan.csv", text.as_bytes(), &Options::new(chrono_tz::UTC)).unwrap();
    session.run(&import(&file("key,title,points\nA-1,Pay,3\nA-2,Tea,1\n"))).unwrap();
    let item = session.by_source_key("A-1").unwrap().unwrap();
    let title = ItemEdit::Title(Edited::over(item.title.clone(), "Pay by card".parse().unwrap()));
    session.run(&Command::Item(ItemCommand::Edit(item.id, vec![title]))).unwrap();
    let outcome = session.run(&import(&file("key,title,points\nA-1,Pay now,5\nA-2,Tea,1\n"))).unwrap();
    assert_eq!(outcome.sentence, "imported 2 items from plan.csv: 1 updated, 1 unchanged");
    let plan = outcome.plan.unwrap();
    assert_eq!(plan.remarks[0].text, "PB-1: title kept as edited here; the file says \"Pay now\"");
    let (item, _) = stored(&mut session, "A-1");
    assert_eq!((item.title.as_str(), item.estimate), ("Pay by card", Some(Points::whole(5))));
    // What people have built on an import is not taken away by taking it back.
    let (past, _) = stored(&mut session, "A-2");
    session.undo().unwrap();
    session.undo().unwrap();
    session.undo().unwrap();
    assert_eq!((total(&mut session), past.id), (0, past.id));
}

#[test]
fn a_later_import_finds_what_is_done_and_no_longer_in_memory() {
    let mut session = session();
    let file = |text: &str| read("plan.csv", text.as_bytes(), &Options::new(chrono_tz::UTC)).unwrap();
    let first = file("key,title,points,status,sprint\nA-1,Pay,3,Done,S1\n,Loose,1,Done,S1\n");
    session.run(&import(&first)).unwrap();
    assert!(session.workspace().items.open().is_empty());
    assert!(matches!(session.run(&import(&first)), Err(Stop::Refused(_))));
    let more =
        file("key,title,points,status,sprint\nA-1,Pay,4,Done,S1\nA-2,Tea,2,Done,S1\n,Loose,1,Done,S1\n");
    let plan = session.run(&import(&more)).unwrap().plan.unwrap();
    assert_eq!((plan.new, plan.updated, plan.unchanged), (1, 1, 1));
    // The loose one counts, too, although the file has no key for it.
    assert_eq!(session.workspace().closed()[0].done, Some(Points::whole(7)));
}

#[test]
fn thousands_of_rows_come_in_and_are_taken_back_in_a_moment() {
    use std::fmt::Write;
    let mut text = "key,title,description,points,status,sprint,labels,depends on\n".to_owned();
    for row in 0..3_526 {
        let (status, sprint) = if row % 3 == 0 { ("Done", row / 100) } else { ("New", row / 100 + 1) };
        writeln!(
            text,
            "A-{row},Title {row},Text {row},{},{status},S {sprint},l{},A-{}",
            row % 13,
            row % 50,
            row / 2
        )
        .unwrap();
    }
    let batch = read("many.csv", text.as_bytes(), &Options::new(chrono_tz::UTC)).unwrap();
    let mut session = session();
    let began = std::time::Instant::now();
    session.run(&import(&batch)).unwrap();
    assert_eq!(total(&mut session), 3_526);
    assert!(matches!(session.run(&import(&batch)), Err(Stop::Refused(_))));
    session.undo().unwrap();
    assert_eq!(total(&mut session), 0);
    // Unoptimised, this takes two seconds; looking at each row for each other row would take minutes.
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}
