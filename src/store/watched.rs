//! Telling how far a long commit has come.

/// Is told how many of how many writes are done.
pub type Watch = Box<dyn FnMut(usize, usize)>;

/// With fewer writes than this nobody has time to read how far they have come.
pub(super) const LONG: usize = 4_000;

/// After how many writes it is told again.
const STEP: usize = 250;

/// How many of the rows of a commit are written.
pub(super) struct Watched<'a> {
    watch: Option<&'a mut Watch>,
    done: usize,
    of: usize,
}

impl<'a> Watched<'a> {
    /// Counts the rows of a commit, of which there are about `of`, for somebody who watches long ones.
    pub fn new(watch: Option<&'a mut Watch>, of: usize) -> Self {
        Self { watch: watch.filter(|_| of >= LONG), done: 0, of }
    }

    /// Counts rows for nobody.
    pub fn nobody() -> Self {
        Self { watch: None, done: 0, of: 0 }
    }

    /// Begins anew, with a transaction that does.
    pub fn restart(&mut self) {
        self.done = 0;
    }

    /// Adds rows that are written.
    pub fn add(&mut self, rows: usize) {
        let before = self.done / STEP;
        self.done += rows;
        if let Some(watch) = &mut self.watch
            && self.done / STEP > before
        {
            watch(self.done.min(self.of), self.of);
        }
    }

    /// Tells that all is done.
    pub fn finish(self) {
        if let Some(watch) = self.watch {
            watch(self.of, self.of);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::rc::Rc;

    #[test]
    fn rows_are_told_in_steps_and_never_more_than_there_are() {
        let told = Rc::new(RefCell::new(Vec::new()));
        let into = told.clone();
        let mut watch: Watch = Box::new(move |done, of| into.borrow_mut().push((done, of)));
        let mut watched = Watched::new(Some(&mut watch), LONG);
        for rows in [100, 200, 700, 10, LONG] {
            watched.add(rows);
        }
        watched.finish();
        let mut short = Watched::new(Some(&mut watch), LONG - 1);
        short.add(LONG);
        short.finish();
        assert_eq!(*told.borrow(), [(300, LONG), (1_000, LONG), (LONG, LONG), (LONG, LONG)]);
    }
}
