use super::*;
use crate::domain::command::{
    Command, EpicCommand, FieldEdit, Founding, ItemCommand, NewItem, PersonCommand, Position, QuestionCommand,
};
use crate::domain::decide::{Asking, decide};
use crate::domain::id::{Id, ItemId};
use crate::domain::item::ItemField;
use crate::domain::value::Zone;
use crate::domain::value::{Instant, Roles};

fn play(workspace: &mut Workspace, command: &Command) {
    let asking = Asking {
        actor: PersonId::new(1),
        on_behalf: None,
        ceremony: None,
        now: Instant(1_795_000_000_000),
        choices: Vec::new(),
    };
    let decision = decide(workspace, command, &asking).unwrap();
    workspace.apply(&decision.changes);
}

fn item(number: u64) -> ItemId {
    ItemId::new(number).unwrap()
}

/// 1 Pay by card (Ana, #cash, epic Payments, 5 points), 2 Void a line (bug, blocked, Bo), 3 Rückgeld (question).
fn workspace() -> Workspace {
    let mut workspace = Workspace::default();
    let founding = Founding {
        name: "Lighthouse".parse().unwrap(),
        prefix: "PB".parse().unwrap(),
        zone: Zone::UTC,
        person: "Ana".parse().unwrap(),
        roles: Roles::default(),
        login: None,
    };
    play(&mut workspace, &Command::Found(founding));
    let bo = PersonCommand::Add { name: "Bo".parse().unwrap(), roles: Roles::default(), login: None };
    play(&mut workspace, &Command::Person(bo));
    play(&mut workspace, &Command::Epic(EpicCommand::Add("Card payments".parse().unwrap())));
    let titled = |title: &str| NewItem::titled(title.parse().unwrap());
    let items = vec![
        NewItem {
            epic: EpicId::new(1),
            labels: vec!["cash".parse().unwrap()],
            assignees: vec![PersonId::new(1).unwrap()],
            estimate: Some(Points::whole(5)),
            ..titled("Pay by card")
        },
        NewItem { kind: Kind::Bug, assignees: vec![PersonId::new(2).unwrap()], ..titled("Void a line") },
        titled("Rückgeld: für Gäste"),
    ];
    play(&mut workspace, &Command::Item(ItemCommand::Add { items, place: Position::Bottom }));
    play(
        &mut workspace,
        &Command::Item(ItemCommand::Block(vec![item(2)], "waiting for keys".parse().unwrap())),
    );
    play(&mut workspace, &Command::Item(ItemCommand::Depend { item: item(2), on: item(1), present: true }));
    play(&mut workspace, &Command::set(item(2), FieldEdit::blind(ItemField::Parent(Some(item(1))))));
    let ask =
        QuestionCommand::Ask { item: item(3), text: "Coins?".parse().unwrap(), of: None, needed_by: None };
    play(&mut workspace, &Command::Question(ask));
    workspace
}

fn found(filter: &str) -> Vec<u64> {
    let workspace = workspace();
    let filter = Filter::parse(filter, &workspace, PersonId::new(1)).unwrap();
    let open = workspace.items.open().iter().filter_map(|id| workspace.items.get(*id));
    open.filter(|item| filter.matches(&workspace, item)).map(|item| item.id.number()).collect()
}

#[test]
fn each_word_means_what_it_says() {
    for (filter, items) in [
        ("", &[1, 2, 3][..]),
        ("card", &[1]),
        ("CARD", &[1]),
        ("pb-2", &[2]),
        ("rückgeld", &[3]),
        ("\"a line\"", &[2]),
        ("@me", &[1]),
        ("@bo", &[2]),
        ("@nobody", &[3]),
        ("@me,bo", &[1, 2]),
        ("#cash", &[1]),
        ("label:cash", &[1]),
        ("kind:bug", &[2]),
        ("kind:story,bug", &[1, 2, 3]),
        ("stage:new", &[1, 2, 3]),
        ("stage:ready", &[]),
        ("epic:card", &[1]),
        ("epic:E1", &[1]),
        ("epic:\"card payments\"", &[1]),
        ("epic:none", &[2, 3]),
        ("sprint:none", &[1, 2, 3]),
        ("is:blocked", &[2]),
        ("is:question", &[3]),
        ("is:unestimated", &[2, 3]),
        ("is:no-criteria", &[1, 2, 3]),
        ("is:waiting", &[2]),
        ("is:rejected", &[]),
        ("is:large", &[]),
    ] {
        assert_eq!(found(filter), items, "{filter}");
    }
}

#[test]
fn a_letter_more_narrows_and_then_never_finds_more() {
    let workspace = workspace();
    let parse = |text: &str| Filter::parse(text, &workspace, PersonId::new(1)).unwrap();
    for (wide, narrow, expected) in [
        ("", "c", true),
        ("c", "ca", true),
        ("car", "car #cash", true),
        ("#cash ca", "#cash car", true),
        ("pb", "pb-2", true),
        ("ca", "c", false),
        ("-ca", "-car", false),
        ("-ca", "-ca c", true),
        ("kind:bug", "kind:bug,story", false),
        ("ca #cash", "car", false),
        ("car", "#cash car", false),
    ] {
        assert_eq!(parse(narrow).narrows(&parse(wide)), expected, "{wide} {narrow}");
        if expected {
            let wide = found(wide);
            assert!(found(narrow).iter().all(|number| wide.contains(number)), "{narrow}");
        }
    }
}

#[test]
fn a_sign_turns_a_word_round_and_all_words_must_hold() {
    for (filter, items) in [
        ("-card", &[2, 3][..]),
        ("-#cash", &[2, 3]),
        ("-is:blocked", &[1, 3]),
        ("!@me", &[2, 3]),
        ("-\"a line\"", &[1, 3]),
        ("-is:blocked -is:question", &[1]),
        ("kind:bug @bo -card", &[2]),
        ("kind:bug @me", &[]),
    ] {
        assert_eq!(found(filter), items, "{filter}");
    }
}

#[test]
fn what_is_not_known_is_answered_with_what_is() {
    let workspace = workspace();
    for (filter, message, hint) in [
        ("#cahs", "there is no label \"cahs\"", "did you mean cash?"),
        ("@boo", "there is no person \"boo\"", "did you mean Bo?"),
        ("kind:bugg", "there is no kind \"bugg\"", "did you mean bug?"),
        ("is:bloked", "a filter has no \"is:bloked\"", "did you mean is:blocked?"),
        (
            "knid:bug",
            "a filter has no \"knid:\"",
            "did you mean kind:? Put quotes around it to find the text",
        ),
        ("epic:x", "there is no epic \"x\"", "there is Card payments"),
        ("stage:", "nothing follows the colon of stage:", ""),
    ] {
        let bad = Filter::parse(filter, &workspace, None).unwrap_err();
        assert_eq!(
            (bad.message.as_str(), bad.hint.unwrap_or_default().as_str()),
            (message, hint),
            "{filter}"
        );
    }
}
