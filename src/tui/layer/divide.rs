//! Distributing the criteria of an item that is split: each goes to one of the parts, or stays.

use super::Then;
use crate::domain::id::{CriterionId, ItemId};
use crate::domain::value::{Line, SplitPattern};
use crate::tui::key::typed;
use crate::tui::widget::edit::Pressed;
use crate::tui::widget::list::Scroll;
use crossterm::event::{KeyCode, KeyEvent};

/// A split that is being prepared.
#[derive(Debug, Clone)]
pub struct Splitting {
    /// The item.
    pub item: ItemId,
    /// The pattern.
    pub pattern: Option<SplitPattern>,
    /// The titles of the parts.
    pub parts: Vec<Line>,
    /// The criteria with their targets.
    pub shares: Vec<CriterionShare>,
}

/// A criterion of the item.
#[derive(Debug, Clone)]
pub struct CriterionShare {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its text.
    pub text: String,
    /// The part that receives it, counted from 1; 0 if it stays.
    pub to: usize,
}

/// The dialog: the criteria, each after the number of its part.
pub struct Divide<E> {
    /// The split.
    pub splitting: Splitting,
    /// The row of the cursor.
    pub at: usize,
    /// The first row on the screen.
    pub top: Scroll,
    /// The first part on the screen.
    pub top_part: Scroll,
    /// The validation error.
    pub note: Option<String>,
    /// What happens with the distribution.
    pub then: Then<Splitting, E>,
}

impl<E> Divide<E> {
    /// Creates the dialog; all criteria stay.
    pub fn new(splitting: Splitting, then: Then<Splitting, E>) -> Self {
        Self { splitting, at: 0, top: Scroll::default(), top_part: Scroll::default(), note: None, then }
    }

    /// Moves the cursor by some rows.
    pub fn go(&mut self, by: isize) {
        self.note = None;
        let last = self.splitting.shares.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    /// Moves the selected criterion to the next part; after the last, it stays.
    pub fn turn(&mut self) {
        self.note = None;
        let parts = self.splitting.parts.len();
        if let Some(share) = self.splitting.shares.get_mut(self.at) {
            share.to = (share.to + 1) % (parts + 1);
        }
    }

    /// Handles a key: a digit moves the selected criterion to that part and goes to the next row, Space moves it to the
    /// next part.
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
            self.note = Some(format!("parts are 1 to {parts}; 0 keeps it"));
        } else if let Some(share) = self.splitting.shares.get_mut(self.at) {
            share.to = part;
            self.go(1);
        }
    }
}
