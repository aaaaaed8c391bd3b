use super::*;
use crate::clock::FixedClock;
use crate::domain::command::{
    Command, CommentCommand, CriterionCommand, EpicCommand, FieldEdit, Founding, ItemCommand, LabelCommand,
    LinkCommand, NewItem, PersonCommand, Position, QuestionCommand, SprintCommand, TaskCommand,
};
use crate::domain::decide::Asking;
use crate::domain::id::{CriterionId, EpicId, Id, ItemId, LabelId, PersonId, QuestionId, SprintId, TaskId};
use crate::domain::item::ItemField;
use crate::domain::refusal::Reason;
use crate::domain::value::{Instant, Kind, Line, Points, Prose, Stage, Verdict};
use crate::session::{Identity, RunError};
use crate::store::Store;
use crate::store::sqlite::Sqlite;
use std::rc::Rc;

fn empty(name: &str) -> Session {
    let store = Store::new(Box::new(Sqlite::in_memory().unwrap()));
    let clock = Rc::new(FixedClock::at(Instant(1_795_424_400_000)));
    let identity = Identity { name: Some(name.to_owned()), ..Identity::default() };
    Session::begin(store, clock, identity).unwrap()
}

fn line(text: &str) -> Line {
    text.parse().unwrap()
}

fn prose(text: &str) -> Prose {
    text.parse().unwrap()
}

fn id<I: Id>(number: u64) -> I {
    I::new(number).unwrap()
}

/// Returns a session with at least one entity of every kind.
pub(crate) fn full() -> Session {
    let mut session = empty("Ana");
    let mut run = |command: Command| session.run(&command).unwrap();
    run(Command::Found(Founding {
        name: line("Lighthouse"),
        prefix: "PB".parse().unwrap(),
        zone: "Europe/Berlin".parse().unwrap(),
        person: line("Ana"),
        roles: "product owner, developer".parse().unwrap(),
        login: None,
    }));
    let goal = prose("Half pay\nby card \u{1b}[31m\u{202e}");
    run(Command::set(id(1), FieldEdit::blind(crate::domain::product::ProductField::Goal(goal))));
    run(Command::Person(PersonCommand::Add {
        name: line("Doe, Jo"),
        roles: "developer".parse().unwrap(),
        login: Some(line("jo")),
    }));
    run(Command::Epic(EpicCommand::Add(line("=Payments"))));
    let pay = NewItem {
        kind: Kind::Bug,
        as_a: prose("guest"),
        i_want: prose("to pay"),
        description: prose("+1\nand more"),
        criteria: vec![prose("-1 is shown"), prose("two\nlines")],
        estimate: Some(Points::hundredths(50)),
        epic: Some(id::<EpicId>(1)),
        labels: vec![line("till")],
        assignees: vec![id::<PersonId>(2), id::<PersonId>(1)],
        ..NewItem::titled(line("Pay by card"))
    };
    run(Command::Item(ItemCommand::Add {
        items: vec![pay, NewItem::titled(line("Second"))],
        place: Position::Top,
    }));
    let (one, two) = (id::<ItemId>(1), id::<ItemId>(2));
    run(Command::Item(ItemCommand::Depend { item: two, on: one, present: true }));
    run(Command::Item(ItemCommand::Block(vec![two], line("@bank"))));
    run(Command::set(two, FieldEdit::blind(ItemField::Parent(Some(one)))));
    run(Command::Task(TaskCommand::Add(one, vec![line("call"), line("write")])));
    run(Command::set_part(
        one,
        id::<TaskId>(1),
        vec![FieldEdit::blind(crate::domain::detail::TaskField::Done(true))],
    ));
    run(Command::Question(QuestionCommand::Ask {
        item: two,
        text: prose("Why?"),
        of: Some(id::<PersonId>(2)),
        needed_by: None,
    }));
    run(Command::Question(QuestionCommand::Answer(
        two,
        id::<QuestionId>(1),
        FieldEdit::blind(prose("Because.")),
    )));
    run(Command::Comment(CommentCommand::Add(two, prose("Seen.\u{9b}2J"))));
    run(Command::Link(LinkCommand::Add(one, line("Design"), line("https://example.org"))));
    run(Command::Criterion(CriterionCommand::Judge(
        one,
        id::<CriterionId>(1),
        Verdict::Met,
        Prose::default(),
    )));
    run(Command::Sprint(SprintCommand::New { name: None, goal: prose("go"), start: None, end: None }));
    let sprint = id::<SprintId>(1);
    run(Command::Sprint(SprintCommand::Select(sprint, vec![one, two])));
    run(Command::Sprint(SprintCommand::Start(sprint)));
    let review = session.workspace().first_column(Stage::Review).unwrap().id;
    let mut run = |command: Command| session.run(&command).unwrap();
    run(Command::Item(ItemCommand::Move(vec![one], review)));
    run(Command::Item(ItemCommand::Accept(vec![one], Some(line("shown")))));
    run(Command::Sprint(SprintCommand::Close { sprint, leftovers: Vec::new() }));
    // An id that was handed out and is no longer in use.
    run(Command::Label(LabelCommand::Add(line("gone"))));
    session.undo().unwrap();
    session
}

fn exported(session: &mut Session) -> String {
    let mut out = Vec::new();
    write(session, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn an_export_brought_into_an_empty_file_exports_the_same() {
    let mut first = full();
    let text = exported(&mut first);
    let snapshot = read(&text, "x.json").unwrap();
    let mut second = empty("doe, jo");
    let outcome = second.run(&Command::Restore(Box::new(snapshot.clone()))).unwrap();
    assert_eq!(outcome.summary, "Doe, Jo restored Lighthouse from x.json: 2 items");
    assert_eq!(exported(&mut second), text);
    assert_eq!(second.workspace().backlog_counts, first.workspace().backlog_counts);
    assert_eq!(second.workspace().counters[crate::domain::label::Label::NAME], 2);
    // And from the file, not only from memory.
    let label = second.run(&Command::Label(LabelCommand::Add(line("new")))).unwrap();
    assert_eq!(label.changes[0].number(), 3);
    assert_eq!(second.workspace().labels.get(id::<LabelId>(3)).map(|it| it.name.as_str()), Some("new"));
    let again = second.run(&Command::Restore(Box::new(snapshot))).unwrap_err();
    assert!(matches!(again, RunError::Refused(refusal) if refusal.reason == Reason::Already));
    assert!(second.undo().is_ok() && second.undo().is_ok() && second.undo().is_err());
}

#[test]
fn an_export_obeys_and_hides_nothing() {
    let text = exported(&mut full());
    assert!(text.chars().all(|letter| letter == '\n' || is_safe_char(letter)));
    assert!(text.contains("\\u001b[31m\\u202e") && text.contains("\"key\":\"PB-1\""), "{text}");
    assert!(text.contains("\"withdrawn\":0"));
    assert_eq!(crate::exchange::recognise("x.json", &text), crate::exchange::Format::Json);
}

#[test]
fn a_damaged_export_is_refused_in_a_sentence() {
    let text = exported(&mut full());
    for (from, to, told) in [
        (
            "\"schema\": 7",
            "\"schema\": 99",
            "the export was written by a newer version (its schema is 99, this program knows 7)",
        ),
        (
            "\"stage\":\"accepted\"",
            "\"stage\":\"somewhere\"",
            "the export is damaged: item 2 of it: expected a stage, found \"somewhere\"",
        ),
        (
            "\"name\":\"till\"",
            "\"name\":7.5",
            "the export is damaged: label 1 of it: expected a text or a whole number, found \"7.5\"",
        ),
        (
            "\"name\":\"till\"",
            "\"name\":\"a\\u0000b\"",
            "the export is damaged: label 1 of it: expected a text without NUL, found \"a\\0b\"",
        ),
        ("\"counters\"", "\"counted\"", "the export is damaged: it breaks off before its counters"),
        ("\"items\": [", "\"items\": 3, \"x\": [", "the export is damaged: items is no list"),
    ] {
        assert!(text.contains(from), "{from}");
        assert_eq!(read(&text.replacen(from, to, 1), "x").unwrap_err().to_string(), told);
    }
    assert!(matches!(read(&text[..text.len() / 2], "x"), Err(BadExport::Broken(_))));
}

#[test]
fn what_does_not_belong_together_is_not_restored() {
    let text = exported(&mut full());
    let refused = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        let snapshot = read(&text.replacen(from, to, 1), "x").unwrap();
        let asking =
            Asking { actor: None, on_behalf: None, ceremony: None, now: Instant(0), choices: Vec::new() };
        let restore = Command::Restore(Box::new(snapshot));
        crate::domain::decide::decide(&crate::domain::workspace::Workspace::default(), &restore, &asking)
            .unwrap_err()
            .message
    };
    assert_eq!(
        refused("\"epic\":1", "\"epic\":9"),
        "the export is damaged: item 1 refers to something that is not in it"
    );
    assert_eq!(
        refused("\"asked_of\":2", "\"asked_of\":9"),
        "the export is damaged: question 1 of item 2 refers to something that is not in it"
    );
    assert_eq!(
        refused("\"has_left\":0,\"id\":2", "\"has_left\":0,\"id\":1"),
        "the export is damaged: person 1 appears in it twice"
    );
    assert_eq!(
        refused("\"stage\":\"new\"", "\"stage\":\"doing\""),
        "the export is damaged: item 2 is on the board and in no column, or the reverse"
    );
    assert_eq!(
        refused("\"number\":2", "\"number\":1"),
        "the export is damaged: item 1 has the same number as another row"
    );
    // An export from before items had numbers is read with those of their ids.
    let older = text.replace("\"number\":2,", "").replace("\"number\":1,", "");
    assert!(older != text && read(&older, "x").unwrap() == read(&text, "x").unwrap());
    // A part of another item is detected while reading.
    let text = text.replacen("\"id\":1,\"item\":2", "\"id\":1,\"item\":1", 1);
    let wrong = read(&text, "x").unwrap_err().to_string();
    assert_eq!(wrong, "the export is damaged: item 1 of it: it has a part of another item");
    assert_eq!(
        refused("\"product\": [", "\"products\": ["),
        "the export is damaged: it has no product, or several"
    );
}
