//! The progress of a long commit.

use super::engine::Announcement;

/// The progress callback: receives the number of rows written and the total.
pub type ProgressCallback = Box<dyn FnMut(usize, usize)>;

/// Commits of fewer rows are too short to report progress.
pub(super) const LONG: usize = 4_000;

/// The number of rows between two calls.
const STEP: usize = 250;

/// Counts the rows of a commit that are written.
pub(super) struct ProgressCounter<'a> {
    callback: Option<&'a mut ProgressCallback>,
    told: Option<Box<dyn Announcement>>,
    done: usize,
    of: usize,
}

impl<'a> ProgressCounter<'a> {
    /// Creates a counter for a commit of about `of` rows; only long commits are reported.
    pub fn new(callback: Option<&'a mut ProgressCallback>, of: usize) -> Self {
        Self { callback: callback.filter(|_| of >= LONG), told: None, done: 0, of }
    }

    /// Tells those who wait for the lock as well, until it is finished.
    pub fn tell(&mut self, told: Option<Box<dyn Announcement>>) {
        self.told = told.or(self.told.take());
    }

    /// Creates a counter that reports nothing.
    pub fn silent() -> Self {
        Self { callback: None, told: None, done: 0, of: 0 }
    }

    /// Starts again at 0, when the transaction is retried.
    pub fn restart(&mut self) {
        self.done = 0;
    }

    /// Adds a number of written rows.
    pub fn add(&mut self, rows: usize) {
        let before = self.done / STEP;
        self.done += rows;
        if self.done / STEP == before {
            return;
        }
        let done = self.done.min(self.of);
        if let Some(callback) = &mut self.callback {
            callback(done, self.of);
        }
        if let Some(told) = &mut self.told {
            told.progress(done * 100 / self.of.max(1));
        }
    }

    /// Reports completion.
    pub fn finish(self) {
        if let Some(callback) = self.callback {
            callback(self.of, self.of);
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
        let mut callback: ProgressCallback = Box::new(move |done, of| into.borrow_mut().push((done, of)));
        let mut progress = ProgressCounter::new(Some(&mut callback), LONG);
        for rows in [100, 200, 700, 10, LONG] {
            progress.add(rows);
        }
        progress.finish();
        let mut short = ProgressCounter::new(Some(&mut callback), LONG - 1);
        short.add(LONG);
        short.finish();
        assert_eq!(*told.borrow(), [(300, LONG), (1_000, LONG), (LONG, LONG), (LONG, LONG)]);
    }
}
