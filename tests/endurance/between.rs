//! Somebody else writes between any two readings of ours: what they did is never written over.

use ceremony::clock::FixedClock;
use ceremony::domain::command::{Command, Founding, ItemCommand, NewItem, Place};
use ceremony::domain::id::{Id as _, ItemId};
use ceremony::domain::value::{Instant, Role};
use ceremony::session::{Identity, Session};
use ceremony::store::engine::{Copying, Engine, Step, Tx, Work};
use ceremony::store::failure::Failure;
use ceremony::store::lite::{Lite, Opening, open};
use ceremony::store::{Store, Wanted, newest_schema};
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

/// What is done right before a reading.
type Meddling = Rc<RefCell<Box<dyn FnMut()>>>;

/// An engine before each reading of which somebody else may act.
struct Watched {
    engine: Lite,
    before: Meddling,
}

impl Engine for Watched {
    fn write(&mut self, work: Work<'_>) -> Result<bool, Failure> {
        self.engine.write(work)
    }

    fn read(&mut self, work: &mut dyn FnMut(&mut dyn Tx) -> Result<(), Failure>) -> Result<(), Failure> {
        (self.before.borrow_mut())();
        self.engine.read(work)
    }

    fn changed(&mut self) -> Result<bool, Failure> {
        self.engine.changed()
    }

    fn recognise(&mut self, steps: &[Step], prints: &[&str]) -> Result<(), Failure> {
        self.engine.recognise(steps, prints)
    }

    fn migrate(&mut self, steps: &[Step]) -> Result<(), Failure> {
        self.engine.migrate(steps)
    }

    fn check(&mut self) -> Result<Vec<String>, Failure> {
        self.engine.check()
    }

    fn copy(&mut self, to: &Path, how: Copying) -> Result<(), Failure> {
        self.engine.copy(to, how)
    }

    fn renew_indexes(&mut self) -> Result<(), Failure> {
        self.engine.renew_indexes()
    }

    fn is_writable(&self) -> bool {
        self.engine.is_writable()
    }
}

fn lite(path: &Path) -> Lite {
    let (wanted, patience) = (Wanted::NEW, Duration::from_millis(50));
    let opening =
        Opening { path: path.to_owned(), wanted, patience, newest_schema: newest_schema(), durable: false };
    open(&opening).unwrap()
}

fn session(engine: impl Engine + 'static) -> Session {
    let store = Store::new(Box::new(engine)).unwrap();
    let identity = Identity { login: "ana".to_owned(), terminal: "tty".to_owned(), name: None };
    Session::begin(store, Rc::new(FixedClock::at(Instant(1_795_424_400_000))), identity).unwrap()
}

fn add(title: &str) -> Command {
    Command::Item(ItemCommand::Add {
        items: vec![NewItem::titled(title.parse().unwrap())],
        place: Place::Bottom,
    })
}

#[test]
fn what_others_do_between_two_readings_is_not_written_over() {
    let mut meddled = 0;
    for (nth, of_one) in (0..14).flat_map(|nth| [(nth, false), (nth, true)]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("team.db");
        let mut bo = session(lite(&path));
        bo.run(&Command::Found(Founding {
            name: "Lighthouse".parse().unwrap(),
            prefix: "PB".parse().unwrap(),
            zone: chrono_tz::UTC,
            person: "Ana".parse().unwrap(),
            roles: [Role::ProductOwner].into_iter().collect(),
            login: "ana".parse().ok(),
        }))
        .unwrap();
        bo.run(&add("First")).unwrap();
        let before: Meddling = Rc::new(RefCell::new(Box::new(|| {})));
        let mut ana = session(Watched { engine: lite(&path), before: before.clone() });
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
        let mut store = Store::new(Box::new(lite(&path))).unwrap();
        let examined = store.examine().unwrap();
        assert!(examined.is_whole(), "at reading {nth}: {:?}", examined.findings);
        assert!(examined.notes.is_empty(), "at reading {nth}: {:?}", examined.notes);
        meddled += usize::from(examined.revision == 6);
    }
    assert!(meddled > 5, "{meddled}");
}
