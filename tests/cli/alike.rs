//! Names that are alike, and searches that fold letters.

use super::desk::{Desk, store};
use ceremony::clock::FixedClock;
use ceremony::domain::change::{Change, Edit};
use ceremony::domain::decide::Decision;
use ceremony::domain::epic::Epic;
use ceremony::domain::id::{EpicId, Id as _, PersonId, SprintId};
use ceremony::domain::person::Person;
use ceremony::domain::sprint::Sprint;
use ceremony::session::{Identity, Session};
use std::collections::BTreeMap;
use std::rc::Rc;

#[test]
fn names_are_compared_without_case_and_however_they_are_composed() {
    let desk = Desk::founded();
    desk.ok("person add Zo\u{eb} --login zoe");
    desk.ok("epic add Stra\u{df}e");
    desk.ok("label add caf\u{e9}");
    for line in [
        "person add \"ZOE\u{308} \"",
        "person add Bo --login ZOE",
        "epic add STRASSE",
        "label add CAFE\u{301}",
    ] {
        assert_eq!(desk.no(line).0, 1, "{line}");
    }
    desk.ok("add One --assign zoe\u{308}");
    assert!(desk.ok("list @ZOE\u{308}").contains("One"));
}

/// CORRECTIONS 21.
#[test]
fn search_and_filter_fold_accents_and_ligatures() {
    let desk = Desk::founded();
    desk.ok("add \"Stra\u{df}e nach \u{130}stanbul, \u{fb01}le\"");
    desk.ok("add \"caf\u{e9} cre\u{300}me\"");
    for (line, key) in [
        ("list strasse", "PB-1"),
        ("list STRASSE", "PB-1"),
        ("list file", "PB-1"),
        ("list creme", "PB-2"),
        ("list caf\u{e9}", "PB-2"),
        ("list cafe\u{301}", "PB-2"),
        ("search istan", "PB-1"),
        ("search strasse", "PB-1"),
        ("search creme", "PB-2"),
        ("search cr\u{e8}me", "PB-2"),
    ] {
        assert!(desk.ok(line).contains(key), "{line}");
    }
}

#[test]
fn an_existing_file_with_alike_names_opens_and_the_doctor_names_them() {
    let desk = Desk::founded();
    desk.ok("person add Bo --login bo");
    let identity = Identity { login: "ana".into(), terminal: "tty".into(), name: None };
    let clock: Rc<FixedClock> = desk.clock.clone();
    let mut session = Session::begin(store(&desk.file(), false).unwrap(), clock, identity).unwrap();
    let row = session.workspace().persons.iter().last().unwrap().clone();
    let twin = Person { id: PersonId::new(3).unwrap(), name: "BO".parse().unwrap(), ..row };
    let changes: Vec<Change> = vec![Edit::Created(twin).into()];
    let sentence = "added BO".to_owned();
    let counters = BTreeMap::new();
    session.append(&Decision { changes, operation: None, sentence, plan: None, counters }, "twin").unwrap();
    drop(session);
    desk.ok("add One --assign BO");
    desk.ok("add Two --assign Bo");
    desk.ok("person add Chi");
    desk.ok("undo");
    let said = desk.run("doctor");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(
        said.err.contains(
            "2 names of people differ only in spelling: \"Bo\" (=2), \"BO\" (=3); change all but one"
        ),
        "{said:?}"
    );
    assert!(said.err.contains("2 login names differ only in spelling: \"bo\" (=2), \"bo\" (=3)"), "{said:?}");
    // However they are spelled, each can be reached.
    desk.ok("person rename =3 Bob");
    assert!(!desk.run("doctor").err.contains("2 people"));
}

#[test]
fn the_doctor_names_names_that_are_reserved_words_and_how_each_is_changed() {
    let desk = Desk::founded();
    for line in ["person add Bo", "epic add Payments", "sprint new First"] {
        desk.ok(line);
    }
    let identity = Identity { login: "ana".into(), terminal: "tty".into(), name: None };
    let clock: Rc<FixedClock> = desk.clock.clone();
    let mut session = Session::begin(store(&desk.file(), false).unwrap(), clock, identity).unwrap();
    let workspace = session.workspace();
    let person = workspace.persons.iter().last().unwrap().clone();
    let epic = workspace.epics.iter().last().unwrap().clone();
    let sprint = workspace.sprints.iter().last().unwrap().clone();
    let mut changes: Vec<Change> = Vec::new();
    for (id, name) in [(3, "Nobody"), (4, "me"), (5, "@bo")] {
        let named = Person { id: PersonId::new(id).unwrap(), name: name.parse().unwrap(), ..person.clone() };
        changes.push(Edit::Created(named).into());
    }
    changes.push(
        Edit::Created(Epic { id: EpicId::new(2).unwrap(), title: "none".parse().unwrap(), ..epic }).into(),
    );
    for (id, name) in [(2, "next"), (3, "backlog")] {
        let named = Sprint { id: SprintId::new(id).unwrap(), name: name.parse().unwrap(), ..sprint.clone() };
        changes.push(Edit::Created(named).into());
    }
    let (sentence, counters) = ("added names".to_owned(), BTreeMap::new());
    session.append(&Decision { changes, operation: None, sentence, plan: None, counters }, "names").unwrap();
    drop(session);
    let said = desk.run("doctor");
    assert!(said.code == 0 && said.out.contains("is intact"), "{said:?}");
    let ways = [
        ("person \"Nobody\"", "person rename \"Nobody\" NAME"),
        ("person \"me\"", "person rename \"me\" NAME"),
        ("person \"@bo\"", "person rename \"@bo\" NAME"),
        ("epic \"none\"", "epic rename PB-E2 TITLE"),
        ("sprint \"next\"", "sprint rename NAME --sprint \"next\""),
        ("sprint \"backlog\"", "sprint rename NAME --sprint \"backlog\""),
    ];
    for (at, (what, way)) in ways.into_iter().enumerate() {
        let told = format!("note: the {what} has a reserved name; rename it with: ceremony {way}\n");
        assert!(said.err.contains(&told), "{told}{}", said.err);
        desk.ok(&way.replace("NAME", &format!("Name{at}")).replace("TITLE", "Refunds"));
    }
    assert_eq!(said.err.matches("reserved name").count(), ways.len());
    assert!(!desk.run("doctor").err.contains("reserved name"));
    let people = desk.ok("person list");
    assert!(people.contains("Bo") && people.contains("Name0") && people.contains("Name2"), "{people}");
}
