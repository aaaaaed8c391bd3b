//! Another program writes between any two reads of ours: its changes are never overwritten.

use crate::around::{Around, lite};
use crate::founding::founding;
use ceremony::clock::FixedClock;
use ceremony::domain::command::{Command, ItemCommand, NewItem, Position};
use ceremony::domain::id::{Id as _, ItemId};
use ceremony::domain::value::Instant;
use ceremony::session::{Identity, Session};
use ceremony::store::Store;
use ceremony::store::engine::Engine;
use std::cell::RefCell;
use std::rc::Rc;

/// What is done directly before a read.
type Meddling = Rc<RefCell<Box<dyn FnMut()>>>;

fn session(engine: impl Engine + 'static) -> Session {
    let store = Store::new(Box::new(engine));
    let identity = Identity { login: "ana".to_owned(), terminal: "tty".to_owned(), name: None };
    Session::begin(store, Rc::new(FixedClock::at(Instant(1_795_424_400_000))), identity).unwrap()
}

fn add(title: &str) -> Command {
    Command::Item(ItemCommand::Add {
        items: vec![NewItem::titled(title.parse().unwrap())],
        place: Position::Bottom,
    })
}

#[test]
fn what_others_do_between_two_readings_is_not_written_over() {
    let mut meddled = 0;
    for (nth, of_one) in (0..14).flat_map(|nth| [(nth, false), (nth, true)]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("team.db");
        let mut bo = session(lite(&path));
        bo.run(&founding()).unwrap();
        bo.run(&add("First")).unwrap();
        let before: Meddling = Rc::new(RefCell::new(Box::new(|| {})));
        let meddling = before.clone();
        let mut ana = session(Around::new(lite(&path)).before_reading(move |_| {
            (meddling.borrow_mut())();
            Ok(())
        }));
        let first = vec![ItemId::new(1).unwrap()];
        let block = Command::Item(ItemCommand::Block(first.clone(), "no".parse().unwrap()));
        let tag = ItemCommand::Tag { items: first, add: vec!["x".parse().unwrap()], remove: Vec::new() };
        bo.run(&add("Second")).unwrap();
        let mut reading = 0;
        *before.borrow_mut() = Box::new(move || {
            reading += 1;
            if reading == nth + 1 {
                bo.run(&block).unwrap();
                bo.run(&add("Third")).unwrap();
            }
        });
        if of_one {
            ana.run(&Command::Item(tag)).unwrap();
        } else {
            ana.run(&add("Fourth")).unwrap();
        }
        let mut store = Store::new(Box::new(lite(&path)));
        let examined = store.examine().unwrap();
        assert!(examined.is_intact(), "at reading {nth}: {:?}", examined.findings);
        assert!(examined.notes.is_empty(), "at reading {nth}: {:?}", examined.notes);
        meddled += usize::from(examined.revision == 6);
    }
    assert!(meddled > 5, "{meddled}");
}
