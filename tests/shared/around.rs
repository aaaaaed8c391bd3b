//! An engine around which things happen: what is done before each of its readings and writings.

use ceremony::store::engine::{Engine, Tx, Work};
use ceremony::store::failure::Failure;
use ceremony::store::maintenance::Maintenance;
use ceremony::store::sqlite::{Opening, Sqlite, open};
use ceremony::store::{OpenOptions, newest_schema};
use std::path::Path;
use std::time::Duration;

/// What happens; an error keeps the engine from going on.
pub type Happening = Box<dyn FnMut(&mut Sqlite) -> Result<(), Failure>>;

/// An engine with what happens around it.
pub struct Around {
    /// The engine.
    pub engine: Sqlite,
    /// What is done before each reading.
    pub before_reading: Happening,
    /// What is done before each writing.
    pub before_writing: Happening,
}

/// Opens a file, new or not, and waits for nobody.
pub fn lite(path: &Path) -> Sqlite {
    let (wanted, patience) = (OpenOptions::NEW, Duration::from_millis(50));
    let opening =
        Opening { path: path.to_owned(), wanted, patience, newest_schema: newest_schema(), durable: false };
    open(&opening).unwrap()
}

impl Engine for Around {
    fn write(&mut self, work: Work<'_>) -> Result<bool, Failure> {
        (self.before_writing)(&mut self.engine)?;
        self.engine.write(work)
    }

    fn read(&mut self, work: &mut dyn FnMut(&mut dyn Tx) -> Result<(), Failure>) -> Result<(), Failure> {
        (self.before_reading)(&mut self.engine)?;
        self.engine.read(work)
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
