//! An engine with hooks before each of its reads and writes.
#![expect(dead_code, reason = "each test uses what it needs of it")]

use ceremony::domain::id::ItemId;
use ceremony::domain::value::Value;
use ceremony::store::engine::{Each, Engine, SearchHits, SearchTerm, Tx, TxWork};
use ceremony::store::failure::Failure;
use ceremony::store::maintenance::Maintenance;
use ceremony::store::sqlite::{Opening, Sqlite, open};
use ceremony::store::{OpenOptions, newest_schema};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

/// A hook; an error stops the engine.
pub type Happening = Box<dyn FnMut(&mut Sqlite) -> Result<(), Failure>>;

/// Receives the text of each statement, or `words` for the search index.
pub type Listener = Box<dyn FnMut(&str)>;

/// An engine with hooks.
pub struct Around {
    engine: Sqlite,
    before_reading: Happening,
    before_writing: Happening,
    listener: Listener,
}

impl Around {
    /// Wraps an engine, without hooks.
    pub fn new(engine: Sqlite) -> Self {
        Self {
            engine,
            before_reading: Box::new(|_| Ok(())),
            before_writing: Box::new(|_| Ok(())),
            listener: Box::new(|_| {}),
        }
    }

    /// Sets the hook before each read.
    pub fn before_reading(self, what: impl FnMut(&mut Sqlite) -> Result<(), Failure> + 'static) -> Self {
        Self { before_reading: Box::new(what), ..self }
    }

    /// Sets the hook before each write.
    pub fn before_writing(self, what: impl FnMut(&mut Sqlite) -> Result<(), Failure> + 'static) -> Self {
        Self { before_writing: Box::new(what), ..self }
    }

    /// Sets the listener for statements.
    pub fn on_statement(self, who: impl FnMut(&str) + 'static) -> Self {
        Self { listener: Box::new(who), ..self }
    }
}

/// A transaction with a listener.
struct HeardTx<'a> {
    tx: &'a mut dyn Tx,
    listener: &'a mut Listener,
}

impl Tx for HeardTx<'_> {
    fn run(&mut self, sql: &str, values: &[Value], each: Each<'_>) -> Result<(), Failure> {
        (self.listener)(sql);
        self.tx.run(sql, values, each)
    }

    fn index_terms(&mut self, items: &BTreeMap<ItemId, BTreeSet<String>>) -> Result<(), Failure> {
        (self.listener)("words");
        self.tx.index_terms(items)
    }

    fn indexed_terms(&mut self, each: &mut dyn FnMut(ItemId, &str)) -> Result<(), Failure> {
        self.tx.indexed_terms(each)
    }

    fn search(
        &mut self,
        wanted: &[SearchTerm],
        before: Option<ItemId>,
        most: usize,
    ) -> Result<SearchHits, Failure> {
        self.tx.search(wanted, before, most)
    }
}

/// Opens a file, new or not, without waiting for other programs.
pub fn lite(path: &Path) -> Sqlite {
    let (wanted, patience) = (OpenOptions::NEW, Duration::from_millis(50));
    let opening =
        Opening { path: path.to_owned(), wanted, patience, newest_schema: newest_schema(), durable: false };
    open(&opening).unwrap()
}

impl Engine for Around {
    fn write(&mut self, work: TxWork<'_>) -> Result<bool, Failure> {
        (self.before_writing)(&mut self.engine)?;
        let listener = &mut self.listener;
        self.engine.write(&mut |tx| work(&mut HeardTx { tx, listener }))
    }

    fn read(&mut self, work: &mut dyn FnMut(&mut dyn Tx) -> Result<(), Failure>) -> Result<(), Failure> {
        (self.before_reading)(&mut self.engine)?;
        let listener = &mut self.listener;
        self.engine.read(&mut |tx| work(&mut HeardTx { tx, listener }))
    }

    fn changed(&mut self) -> Result<bool, Failure> {
        self.engine.changed()
    }

    fn is_writable(&self) -> bool {
        self.engine.is_writable()
    }

    fn maintenance(&mut self) -> &mut dyn Maintenance {
        self.engine.maintenance()
    }
}
