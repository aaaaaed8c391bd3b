//! Telling how far a long commit has come.

use super::engine::{Each, Tx};
use super::failure::Failure;
use super::words::{Found, Wanted};
use crate::domain::id::ItemId;
use crate::domain::value::Value;
use std::collections::BTreeSet;

/// Is told how many of how many writes are done.
pub type Watch = Box<dyn FnMut(usize, usize)>;

/// With fewer writes than this nobody has time to read how far they have come.
pub(super) const LONG: usize = 4_000;

/// After how many writes it is told again.
const STEP: usize = 250;

/// A transaction whose writes are counted.
pub(super) struct Watched<'a> {
    tx: &'a mut dyn Tx,
    watch: &'a mut Watch,
    done: usize,
    of: usize,
}

impl<'a> Watched<'a> {
    /// Counts the writes of a transaction, of which there are about `of`.
    pub fn new(tx: &'a mut dyn Tx, watch: &'a mut Watch, of: usize) -> Self {
        Self { tx, watch, done: 0, of }
    }
}

impl Tx for Watched<'_> {
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<(), Failure> {
        self.done += 1;
        if self.done.is_multiple_of(STEP) {
            (self.watch)(self.done.min(self.of), self.of);
        }
        self.tx.execute(sql, values)
    }

    fn run(&mut self, sql: &str, values: &[Value], each: Each<'_>) -> Result<(), Failure> {
        self.tx.run(sql, values, each)
    }

    fn keep_words(&mut self, item: ItemId, words: &BTreeSet<String>) -> Result<(), Failure> {
        self.tx.keep_words(item, words)
    }

    fn find_words(
        &mut self,
        wanted: &[Wanted],
        before: Option<ItemId>,
        most: usize,
    ) -> Result<Found, Failure> {
        self.tx.find_words(wanted, before, most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::rc::Rc;

    struct Nothing;
    impl Tx for Nothing {
        fn run(&mut self, _: &str, _: &[Value], _: Each<'_>) -> Result<(), Failure> {
            Ok(())
        }
        fn keep_words(&mut self, _: ItemId, _: &BTreeSet<String>) -> Result<(), Failure> {
            Ok(())
        }
        fn find_words(&mut self, _: &[Wanted], _: Option<ItemId>, _: usize) -> Result<Found, Failure> {
            Ok(Found::default())
        }
    }

    #[test]
    fn writes_are_told_in_steps_and_never_more_than_there_are() {
        let told = Rc::new(RefCell::new(Vec::new()));
        let into = told.clone();
        let mut watch: Watch = Box::new(move |done, of| into.borrow_mut().push((done, of)));
        let mut nothing = Nothing;
        let mut tx = Watched::new(&mut nothing, &mut watch, 600);
        (0..800).for_each(|_| tx.execute("", &[]).unwrap());
        assert_eq!(*told.borrow(), [(250, 600), (500, 600), (600, 600)]);
    }
}
