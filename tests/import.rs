//! Imports from end to end: a file's bytes, through a session, into the store and back out of it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use ceremony::clock::{Clock, FixedClock};
use ceremony::domain::account::Level;
use ceremony::domain::command::{Command, FieldEdit, Founding, ItemCommand, NewItem, SprintCommand};
use ceremony::domain::id::{Id as _, PersonId};
use ceremony::domain::import::{Batch, UnmappedFields};
use ceremony::domain::item::Item;
use ceremony::domain::item::ItemField;
use ceremony::domain::key::KeyTarget;
use ceremony::domain::position::Position;
use ceremony::domain::refusal::Reason;
use ceremony::domain::value::Zone;
use ceremony::domain::value::{Instant, Line, Points, Stage};
use ceremony::domain::views::board::ColumnView;
use ceremony::exchange::{ReadOptions, read};
use ceremony::present::sprint::start_problems;
use ceremony::session::{Identity, RunError, Session};
use ceremony::store::sqlite::{Opening, Sqlite, open};
use ceremony::store::{OpenOptions, Store, newest_schema};
use std::cell::{Cell, RefCell};
use std::fmt::Write as _;
use std::rc::Rc;

fn session() -> Session {
    let store = Store::new(Box::new(Sqlite::in_memory().unwrap()));
    let clock = Rc::new(FixedClock::at(Instant(1_795_000_000_000)));
    let mut session = Session::begin(store, clock, Identity::default()).unwrap();
    session.run(&founding()).unwrap();
    session
}

fn founding() -> Command {
    Command::Found(Founding {
        name: "Lighthouse".parse().unwrap(),
        prefix: "PB".parse().unwrap(),
        zone: Zone::UTC,
        person: "Ana".parse().unwrap(),
        roles: "product owner".parse().unwrap(),
        login: None,
    })
}

/// A Jira export with epics, comments and a sprint in five columns.
const JIRA: &[u8] = include_bytes!("fixtures/jira.csv");

fn opened(name: &str, bytes: &[u8]) -> Batch {
    read(name, bytes, &ReadOptions::new(Zone::UTC)).unwrap()
}

/// Returns a table of 700 issues, as in data sets of story points; three of them are of the kinds that break during
/// conversion.
fn issues() -> String {
    let mut text = "issuekey,title,description,storypoint\n".to_owned();
    for number in 1..=700 {
        let (title, description) = match number {
            57 => ("Resolve \u{1b}[31mmodule\u{1b}[0m".to_owned(), "\u{1b}]0;title\u{7}".to_owned()),
            235 => ("Long".to_owned(), "word ".repeat(4_000) + "end"),
            310 => ("Fix “dist\u{fffd}? build".to_owned(), String::new()),
            _ => (format!("Title {number}"), format!("Text {number}")),
        };
        let _ = writeln!(text, "IS-{number},{title},\"{description}\",{}", number % 13);
    }
    text
}

/// Returns a table of 400 items, each with its chain of sprints.
fn chains() -> String {
    let mut text = "key,title,story_points,sprints\n".to_owned();
    for number in 0..400 {
        let sprints: Vec<String> =
            (0..=number % 4).map(|at| format!("Sprint {}", number / 10 + at + 1)).collect();
        let _ = writeln!(text, "CH-{number},Title {number},{}.0,{}", number % 8, sprints.join(" > "));
    }
    text
}

fn import(batch: &Batch) -> Command {
    Command::Import(Box::new(batch.clone()))
}

/// Returns the item with a key.
fn keyed(session: &mut Session, key: &str) -> Item {
    let Ok(Some(KeyTarget::Item(id))) = session.keyed(key) else { panic!("there is no item {key}") };
    session.workspace().items.get(id).cloned().unwrap()
}

/// Returns an item from the store, with its description.
fn stored(session: &mut Session, key: &str) -> (Item, String) {
    let item = keyed(session, key);
    session.look_at(item.id).unwrap();
    let body = session.workspace().detail(item.id).unwrap().body.clone();
    (item, body.map_or_else(String::new, |body| body.description.to_string()))
}

fn total(session: &mut Session) -> usize {
    let past = session.past().unwrap().len();
    session.workspace().items.open().len() + past
}

#[test]
fn files_come_in_and_out_whole() {
    for (name, content, rows, told) in [
        ("issues.csv", issues().into_bytes(), 700, "imported 700 items from issues.csv: 700 new"),
        ("chains.csv", chains().into_bytes(), 400, "imported 400 items from chains.csv: 400 new"),
        ("jira.csv", JIRA.to_vec(), 7, "imported 6 items and 1 epic from jira.csv: 7 new"),
    ] {
        let batch = opened(name, &content);
        let mut session = session();
        let rehearsed = session.rehearse(&import(&batch)).unwrap();
        assert_eq!(total(&mut session), 0, "{name}: rehearsing writes nothing");
        let outcome = session.run(&import(&batch)).unwrap();
        assert_eq!((outcome.sentence.as_str(), &outcome.plan), (told, &rehearsed.plan), "{name}");
        assert_eq!(total(&mut session) + session.workspace().epics.iter().count(), rows, "{name}");
        let again = session.run(&import(&batch)).unwrap_err();
        assert!(matches!(again, RunError::Refused(refusal) if refusal.reason == Reason::Already), "{name}");
        assert_eq!(session.plan(&import(&batch)).unwrap().counts.unchanged, rows, "{name}");
        session.undo().unwrap();
        assert_eq!(total(&mut session) + session.workspace().epics.iter().count(), 0, "{name}");
        assert_eq!(
            (session.workspace().sprints.iter().count(), session.workspace().labels.iter().count()),
            (0, 0),
            "{name}"
        );
        session.redo().unwrap();
        assert_eq!(total(&mut session) + session.workspace().epics.iter().count(), rows, "{name}");
    }
}

#[test]
fn rows_survive_the_way_to_the_store_and_back() {
    let batch = opened("issues.csv", issues().as_bytes());
    let mut session = session();
    session.run(&import(&batch)).unwrap();
    for (key, title, points, length) in [
        ("IS-1", "Title 1", 1, 6),
        ("IS-57", "Resolve \u{1b}[31mmodule", 5, 10),
        ("IS-235", "Long", 1, 20_003),
        ("IS-310", "Fix “dist\u{fffd}? build", 11, 0),
        ("IS-700", "Title 700", 11, 8),
    ] {
        let (item, description) = stored(&mut session, key);
        assert!(item.title.starts_with(title), "{key}: {}", item.title);
        assert_eq!(
            (item.estimate, description.chars().count()),
            (Some(Points::whole(points)), length),
            "{key}"
        );
    }
    assert!(stored(&mut session, "IS-57").1.contains('\u{1b}'));
    let order = session.workspace().items.backlog();
    let key = |at: usize| session.workspace().items.get(order[at]).unwrap().source_key.as_deref();
    assert_eq!((key(0), key(1)), (Some("IS-1"), Some("IS-2")));
}

#[test]
fn a_jira_export_keeps_people_epics_comments_and_chains() {
    let batch = opened("jira.csv", JIRA);
    let mut session = session();
    let plan = session.run(&import(&batch)).unwrap().plan.unwrap();
    assert_eq!(plan.sprints, (1..=7).map(|it| format!("TIL Sprint {it}")).collect::<Vec<_>>());
    let closed: Vec<String> = session.workspace().closed().iter().map(|it| it.name.to_string()).collect();
    assert_eq!(closed, plan.sprints);
    let (item, description) = stored(&mut session, "TIL-9");
    assert_eq!((item.stage, item.tally.comments, item.epic.is_some()), (Stage::Accepted, 1, true));
    assert!(description.contains("\n# type a code"), "{description}");
    let detail = session.workspace().detail(item.id).unwrap().clone();
    let chain: Vec<bool> = detail.selections.iter().map(|it| it.until.is_none()).collect();
    assert_eq!(chain, [false, false, false, false, true]);
    assert!(detail.comments[0].text.starts_with("Result: "), "{}", detail.comments[0].text);
    let unmapped = UnmappedFields::read(&detail.body.unwrap().rest);
    let row = batch.rows.iter().find(|row| row.key.as_deref() == Some("TIL-9")).unwrap();
    assert_eq!(unmapped.cells.values().map(Vec::len).sum::<usize>(), row.unmapped_fields.len());
    let (open, _) = stored(&mut session, "TIL-8");
    assert_eq!((open.stage, open.sprint), (Stage::New, None));
}

#[test]
fn the_sprint_that_runs_elsewhere_waits_to_be_started() {
    let mut batch = opened("jira.csv", JIRA);
    batch.current = Some("TIL Sprint 6".to_owned());
    let mut session = session();
    session.run(&import(&batch)).unwrap();
    let planned = session.workspace().planned();
    let names: Vec<&str> = planned.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["TIL Sprint 6", "TIL Sprint 7"]);
    assert_eq!(session.workspace().in_sprint(planned[0].id).len(), 2);
}

#[test]
fn a_local_edit_outlives_a_changed_file() {
    let mut session = session();
    let file = |text: &str| read("plan.csv", text.as_bytes(), &ReadOptions::new(Zone::UTC)).unwrap();
    session.run(&import(&file("key,title,points\nA-1,Pay,3\nA-2,Tea,1\n"))).unwrap();
    let item = keyed(&mut session, "A-1");
    let title = FieldEdit::over(item.title.clone(), "Pay by card".parse().unwrap()).map(ItemField::Title);
    session.run(&Command::set(item.id, title)).unwrap();
    let outcome = session.run(&import(&file("key,title,points\nA-1,Pay now,5\nA-2,Tea,1\n"))).unwrap();
    assert_eq!(outcome.sentence, "imported 2 items from plan.csv: 1 updated, 1 unchanged");
    let plan = outcome.plan.unwrap();
    assert_eq!(plan.remarks[0].text, "PB-1: title kept as edited here; the file says \"Pay now\"");
    let (item, _) = stored(&mut session, "A-1");
    assert_eq!((item.title.as_str(), item.estimate), ("Pay by card", Some(Points::whole(5))));
    // Undoing an import does not remove what people have built on it.
    let (past, _) = stored(&mut session, "A-2");
    session.undo().unwrap();
    session.undo().unwrap();
    session.undo().unwrap();
    assert_eq!((total(&mut session), past.id), (0, past.id));
}

#[test]
fn a_later_import_finds_what_is_done_and_no_longer_in_memory() {
    let mut session = session();
    let file = |text: &str| read("plan.csv", text.as_bytes(), &ReadOptions::new(Zone::UTC)).unwrap();
    let first = file("key,title,points,status,sprint\nA-1,Pay,3,Done,S1\n,Loose,1,Done,S1\n");
    session.run(&import(&first)).unwrap();
    assert!(session.workspace().items.open().is_empty());
    assert!(matches!(session.run(&import(&first)), Err(RunError::Refused(_))));
    let more =
        file("key,title,points,status,sprint\nA-1,Pay,4,Done,S1\nA-2,Tea,2,Done,S1\n,Loose,1,Done,S1\n");
    let plan = session.run(&import(&more)).unwrap().plan.unwrap();
    assert_eq!((plan.counts.new, plan.counts.updated, plan.counts.unchanged), (1, 1, 1));
    // The item without a key counts, too.
    assert_eq!(session.workspace().closed()[0].done, Some(Points::whole(7)));
}

#[test]
fn what_is_done_in_a_sprint_that_is_not_closed_stays_in_memory_as_after_a_restart() {
    let mut session = session();
    let text = "key,title,points,status,sprint\nA-1,Pay,3,Done,S1\nA-2,Tea,1,New,S1\nA-3,Tip,2,Done,S0\n";
    let mut batch = read("plan.csv", text.as_bytes(), &ReadOptions::new(Zone::UTC)).unwrap();
    batch.current = Some("S1".to_owned());
    session.run(&import(&batch)).unwrap();
    session.forget_details();
    let planned = session.workspace().planned()[0].id;
    let keys: Vec<_> =
        session.workspace().selected_for(planned).iter().map(|it| it.source_key.clone()).collect();
    assert_eq!(keys, [Some("A-1".parse().unwrap()), Some("A-2".parse().unwrap())]);
    assert!(session.workspace().items.iter().all(|it| it.source_key.as_deref() != Some("A-3")), "it is past");
}

/// The accepted items of the other tool's current sprint were accepted before it starts here: board, review, dialog, points
/// and burndown say the same.
#[test]
fn what_was_accepted_before_a_sprint_started_here_is_no_part_of_it_anywhere() {
    let mut session = session();
    let text =
        "key,title,points,status,sprint\nA-1,Pay,3,Done,S1\nA-2,Tea,1,In review,S1\nA-3,Tip,2,New,S1\n";
    let mut batch = read("plan.csv", text.as_bytes(), &ReadOptions::new(Zone::UTC)).unwrap();
    batch.current = Some("S1".to_owned());
    session.run(&import(&batch)).unwrap();
    let planned = session.workspace().planned()[0].clone();
    let today = session.now().day(Zone::UTC);
    let problems = start_problems(session.workspace(), &planned, today);
    let told = "1 item of it is accepted already and does not count in it".to_owned();
    assert!(problems.contains(&told), "{problems:?}");
    session.run(&SprintCommand::Start(planned.id).into()).unwrap();
    let workspace = session.workspace();
    assert_eq!(workspace.running().unwrap().forecast, Some(Points::whole(3)));
    assert_eq!(workspace.level(planned.id), Level { scope: 300, done: 0 });
    assert_eq!(ColumnView::of(workspace, None).items.len(), 0);
    assert_eq!(workspace.in_sprint(planned.id).len(), 2);
    let open = workspace.in_sprint(planned.id).iter().map(|it| it.id).collect::<Vec<_>>();
    session.run(&ItemCommand::Accept(open[..1].to_vec(), Some("shown".parse().unwrap())).into()).unwrap();
    let workspace = session.workspace();
    assert_eq!(ColumnView::of(workspace, None).items.len(), 1);
    assert_eq!(workspace.level(planned.id), Level { scope: 300, done: 100 });
}

#[test]
fn thousands_of_rows_come_in_and_are_taken_back_in_a_moment() {
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
    let batch = read("many.csv", text.as_bytes(), &ReadOptions::new(Zone::UTC)).unwrap();
    let mut session = session();
    let began = std::time::Instant::now();
    session.run(&import(&batch)).unwrap();
    assert_eq!(total(&mut session), 3_526);
    assert!(matches!(session.run(&import(&batch)), Err(RunError::Refused(_))));
    session.undo().unwrap();
    assert_eq!(total(&mut session), 0);
    // Unoptimised, this takes two seconds; comparing each row with every other row would take minutes.
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}

fn added(title: Line) -> Command {
    ItemCommand::Add { items: vec![NewItem::titled(title)], place: Position::Bottom }.into()
}

/// A clock at each reading of which somebody else writes: between any two steps of an import.
struct BusyClock {
    other: RefCell<Option<Session>>,
    written: Cell<usize>,
}

impl Clock for BusyClock {
    fn now(&self) -> Instant {
        if let Ok(mut other) = self.other.try_borrow_mut()
            && let Some(other) = other.as_mut()
        {
            let title = format!("Written meanwhile {}", self.written.get()).parse().unwrap();
            let add = added(title);
            // While the import holds the file, nobody writes.
            self.written.set(self.written.get() + usize::from(other.run(&add).is_ok()));
        }
        Instant(1_795_000_000_000)
    }
}

#[test]
fn an_import_does_not_starve_beside_somebody_who_writes_all_the_time() {
    let folder = tempfile::tempdir().unwrap();
    let open = |wanted| {
        let path = folder.path().join("team.db");
        let patience = std::time::Duration::from_millis(1);
        Store::new(Box::new(
            open(&Opening { path, wanted, patience, newest_schema: newest_schema(), durable: false })
                .unwrap(),
        ))
    };
    let clock = Rc::new(FixedClock::at(Instant(1_795_000_000_000)));
    let mut first = Session::begin(open(OpenOptions::NEW), clock.clone(), Identity::default()).unwrap();
    first.run(&founding()).unwrap();
    let busy = Rc::new(BusyClock { other: RefCell::new(Some(first)), written: Cell::new(0) });
    let mut session = Session::begin(open(OpenOptions::PRESENT), busy.clone(), Identity::default()).unwrap();
    session.set_user(PersonId::new(1).unwrap());
    let batch = opened("plan.csv", b"key,title\nA-1,Pay\nA-2,Tip\n");
    let before = busy.written.get();
    session.run(&import(&batch)).unwrap();
    let meanwhile = busy.written.get() - before;
    assert!((1..40).contains(&meanwhile), "{meanwhile} changes came in between");
    assert_eq!(keyed(&mut session, "A-2").title.as_str(), "Tip");
    // The file is free again.
    let other = busy.other.borrow_mut().take();
    other.unwrap().run(&added("Afterwards".parse().unwrap())).unwrap();
}
