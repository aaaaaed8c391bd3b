//! The number of statements of a command: it writes what it has changed, many rows per statement.

use super::around::Around;
use super::founding::founding;
use super::support::{MONDAY, Play, on};
use ceremony::clock::FixedClock;
use ceremony::domain::command::{Command, ItemCommand, NewItem, Position};
use ceremony::domain::id::{Id as _, ItemId};
use ceremony::domain::item::ItemField;
use ceremony::domain::value::{Instant, Points};
use ceremony::session::{Identity, Session};
use ceremony::store::Store;
use ceremony::store::sqlite::Sqlite;
use std::cell::RefCell;
use std::rc::Rc;

/// The statements of all transactions.
type Statements = Rc<RefCell<Vec<String>>>;

struct Counted {
    play: Play,
    statements: Statements,
}

/// Returns a product with a running sprint, for which two items are selected.
fn counted() -> Counted {
    let statements = Statements::default();
    let heard = statements.clone();
    let engine = Around::new(Sqlite::in_memory().unwrap())
        .on_statement(move |sql| heard.borrow_mut().push(sql.to_owned()));
    let clock = Rc::new(FixedClock::at(Instant(MONDAY)));
    let identity = Identity { login: "ana".to_owned(), terminal: "tty1".to_owned(), name: None };
    let mut session = Session::begin(Store::new(Box::new(engine)), clock.clone(), identity).unwrap();
    session.run(&founding()).unwrap();
    let mut play = on(session, clock);
    play.ready("Pay by card").ready("Print a receipt").sprint();
    Counted { play, statements }
}

impl Counted {
    /// Runs a command and returns its statements, for reading and for writing.
    fn run(&mut self, command: ItemCommand) -> Vec<String> {
        self.run_any(&Command::Item(command))
    }

    fn run_any(&mut self, command: &Command) -> Vec<String> {
        self.statements.borrow_mut().clear();
        self.play.app.session.run(command).unwrap();
        self.statements.take()
    }

    fn column(&self, name: &str) -> ceremony::domain::id::ColumnId {
        let columns = &self.play.app.session.workspace().columns;
        columns.iter().find(|column| column.name.as_str() == name).unwrap().id
    }
}

fn item(number: u64) -> ItemId {
    ItemId::new(number).unwrap()
}

#[test]
fn moving_a_card_takes_at_most_eight_statements() {
    let mut it = counted();
    for name in ["Doing", "Review", "To do", "Doing"] {
        let column = it.column(name);
        let statements = it.run(ItemCommand::Move(vec![item(1)], column));
        assert!(statements.len() <= 8, "{}: {statements:#?}", statements.len());
        let changes = statements.iter().filter(|sql| sql.contains("INTO change")).count();
        assert_eq!(changes, 1, "an entry's changes are one statement");
        assert!(
            !statements.iter().any(|sql| sql == "words" || sql.contains("INTO counter")),
            "{statements:#?}"
        );
        let update = statements.iter().find(|sql| sql.starts_with("UPDATE item")).unwrap();
        assert!(!update.contains("title"), "{update}");
    }
}

#[test]
fn a_command_on_many_items_reads_and_writes_in_batches() {
    let mut it = counted();
    let new = |number: u64| NewItem::titled(format!("Item {number}").parse().unwrap());
    let add =
        |count: u64| ItemCommand::Add { items: (1..=count).map(new).collect(), place: Position::Bottom };
    let (few, many) = (it.run(add(2)).len(), it.run(add(90)).len());
    assert!(few <= 10 && many <= few + 6, "{few} statements for 2 items, {many} for 90");
    let items: Vec<ItemId> = (5..95).map(item).collect();
    let points = Some(Points::whole(5));
    let statements = it.run_any(&Command::set_rows(items.clone(), ItemField::Estimate(points)));
    let of = |word: &str| statements.iter().filter(|sql| sql.starts_with(word)).count();
    assert_eq!(of("UPDATE item"), items.len());
    assert!(of("SELECT") <= 12 && of("INSERT") <= 4, "{} and {}", of("SELECT"), of("INSERT"));
}
