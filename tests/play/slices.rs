//! Keys pressed before all items are loaded.

use super::support::Play;
use super::together::{Two, two};
use ceremony::domain::command::{
    Command, CommentCommand, CriterionCommand, FieldEdit, ItemCommand, QuestionCommand, TaskCommand,
};
use ceremony::domain::detail::BodyField;
use ceremony::domain::id::{Id as _, ItemId, PersonId};
use ceremony::domain::item::ItemField;
use ceremony::domain::value::{Line, Points};

/// Returns a screen with nine hundred items in the backlog, of which the first rows are loaded, and a card on the
/// board.
fn begun() -> (Two, Play) {
    let mut two = two();
    two.ana.ready("Pay by card").sprint();
    let titles: Vec<String> = (1..=900).map(|number| format!("Item number {number}")).collect();
    two.ana.keys("1 n").paste(&titles.join("\n")).keys("Esc");
    let late = two.screen("bo");
    assert!(late.app.is_restless());
    (two, late)
}

#[test]
fn a_key_is_answered_with_what_is_there() {
    for (keys, shown) in [
        ("j", "Item number"),
        ("Enter", "Not ready yet because"),
        ("PgDn", "› 18 PB-19"),
        ("/", "Show only"),
        ("Ctrl-f", "Search all items"),
        ("?", "Keys"),
        (":", "All actions"),
        ("3", "Review"),
        ("2 L", "moved PB-1"),
        ("e", "Title"),
    ] {
        let (_two, mut late) = begun();
        late.keys(keys).shows(shown);
        assert!(late.app.is_restless(), "{keys} read everything");
    }
}

#[test]
fn a_row_far_down_is_read_when_the_cursor_comes_to_it() {
    let (_two, mut late) = begun();
    late.keys(&"j ".repeat(450)).keys("Enter").shows("Item number 451");
    let (_two, mut late) = begun();
    late.keys("End Enter").shows("Item number 900");
}

#[test]
fn a_filter_finds_the_rest_when_it_is_read() {
    let (_two, mut late) = begun();
    late.keys("/").text("number 900").lacks("Item number 900");
    while late.app.is_restless() {
        late.app.tick();
    }
    late.shows("Item number 900");
}

/// A decision with only its own items in memory equals the decision with all of them.
#[test]
fn a_command_about_an_item_reads_that_item_alone() {
    let far = ItemId::new(901).unwrap();
    let bo = PersonId::new(2).unwrap();
    let line = |text: &str| text.parse::<Line>().unwrap();
    let commands = [
        Command::Item(ItemCommand::Assign { items: vec![far], add: vec![bo], remove: Vec::new() }),
        Command::Item(ItemCommand::Block(vec![far], line("no key"))),
        Command::Item(ItemCommand::Tag { items: vec![far], add: vec![line("cash")], remove: Vec::new() }),
        Command::set(far, FieldEdit::blind(ItemField::Estimate(Some(Points::whole(5))))),
        Command::set(far, FieldEdit::blind(BodyField::Description("why".parse().unwrap()))),
        Command::Criterion(CriterionCommand::Add(far, vec!["it works".parse().unwrap()])),
        Command::Task(TaskCommand::Add(far, vec![line("buy paper")])),
        Command::Question(QuestionCommand::Ask {
            item: far,
            text: "why?".parse().unwrap(),
            of: None,
            needed_by: None,
        }),
        Command::Comment(CommentCommand::Add(far, "well".parse().unwrap())),
    ];
    let (two, _) = begun();
    for command in commands {
        let (mut late, mut whole) = (two.screen("bo"), two.screen("bo"));
        whole.app.session.load_all().unwrap();
        assert!(late.app.session.workspace().items.get(far).is_none());
        let decision = late.app.session.rehearse(&command).unwrap();
        assert_eq!(decision, whole.app.session.rehearse(&command).unwrap(), "{command:?}");
        late.app.session.run(&command).unwrap();
        assert!(late.app.is_restless(), "{command:?} read everything");
    }
}
