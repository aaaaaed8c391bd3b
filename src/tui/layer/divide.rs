//! Dividing the criteria of an item that is split: each line goes to one of the parts, or stays.

use super::Then;
use crate::domain::id::{CriterionId, ItemId};
use crate::domain::value::{Line, SplitPattern};
use crate::tui::key::typed;
use crate::tui::widget::edit::Pressed;
use crate::tui::widget::list::Scroll;
use crossterm::event::{KeyCode, KeyEvent};

/// An item on its way to being split.
#[derive(Debug, Clone)]
pub struct Splitting {
    /// The item.
    pub item: ItemId,
    /// How.
    pub pattern: Option<SplitPattern>,
    /// What the parts are called.
    pub parts: Vec<Line>,
    /// Which criterion goes where.
    pub shares: Vec<CriterionShare>,
}

/// A criterion of an item that is split.
#[derive(Debug, Clone)]
pub struct CriterionShare {
    /// Which one.
    pub criterion: CriterionId,
    /// What it says.
    pub text: String,
    /// The part that gets it, counted from 1; 0 where it stays.
    pub to: usize,
}

/// The criteria, each with the number of its part in front.
pub struct Divide<E> {
    /// What is split, into what.
    pub splitting: Splitting,
    /// The row of the cursor.
    pub at: usize,
    /// The first row on the screen.
    pub top: Scroll,
    /// The first part on the screen.
    pub top_part: Scroll,
    /// What is wrong.
    pub note: Option<String>,
    /// What happens with the division.
    pub then: Then<Splitting, E>,
}

impl<E> Divide<E> {
    /// Begins with everything left where it is.
    pub fn new(splitting: Splitting, then: Then<Splitting, E>) -> Self {
        Self { splitting, at: 0, top: Scroll::default(), top_part: Scroll::default(), note: None, then }
    }

    /// Goes some rows down, or up where `by` is negative.
    pub fn go(&mut self, by: isize) {
        self.note = None;
        let last = self.splitting.shares.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    /// Gives the row under the cursor to the next part; after the last, it stays.
    pub fn turn(&mut self) {
        self.note = None;
        let parts = self.splitting.parts.len();
        if let Some(share) = self.splitting.shares.get_mut(self.at) {
            share.to = (share.to + 1) % (parts + 1);
        }
    }

    /// Does what a key does here: a digit gives the row to that part and goes on, a blank gives it to the next.
    pub fn press(&mut self, key: KeyEvent) -> Pressed {
        match (key.code, typed(key).and_then(|letter| letter.to_digit(10))) {
            (_, Some(digit)) => self.give(digit as usize),
            (KeyCode::Char(' '), None) => self.turn(),
            (KeyCode::Char('j'), None) => self.go(1),
            (KeyCode::Char('k'), None) => self.go(-1),
            _ => return Pressed::Ignored,
        }
        Pressed::Changed
    }

    fn give(&mut self, part: usize) {
        let parts = self.splitting.parts.len();
        if part > parts {
            self.note = Some(format!("the parts are 1 to {parts}; 0 leaves it where it is"));
        } else if let Some(share) = self.splitting.shares.get_mut(self.at) {
            share.to = part;
            self.go(1);
        }
    }
}
