//! The codec between a field of an entity and one cell of a table or of the history.
//!
//! A [`Scalar`] converts both ways, so that state tables, history and export share one codec.

use std::fmt;
use std::str::FromStr;

/// An owned cell, for writing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// No value.
    Null,
    /// An integer; booleans are 0 or 1.
    Int(i64),
    /// Text without NUL.
    Text(String),
}

/// A borrowed cell, for reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// No value.
    Null,
    /// An integer.
    Int(i64),
    /// Text.
    Text(&'a str),
}

impl Value {
    /// Borrows the value as a cell.
    pub fn cell(&self) -> Cell<'_> {
        match self {
            Self::Null => Cell::Null,
            Self::Int(number) => Cell::Int(*number),
            Self::Text(text) => Cell::Text(text),
        }
    }
}

impl<'a> Cell<'a> {
    /// Returns the text of the cell.
    pub fn text(self, expected: &'static str) -> Result<&'a str, Damaged> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Int(_) | Self::Null => Err(Damaged::new(expected, self)),
        }
    }
}

/// The error for a stored cell with a value that no version of the program writes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}, found {found}")]
pub struct Damaged {
    /// What the cell should contain.
    pub expected: &'static str,
    /// What it contains, clipped to 60 characters.
    pub found: String,
}

impl Damaged {
    /// Creates the error for a `cell` that is not `expected`.
    pub fn new(expected: &'static str, cell: Cell<'_>) -> Self {
        let found = match cell {
            Cell::Null => "nothing".to_owned(),
            Cell::Int(number) => number.to_string(),
            Cell::Text(text) => format!("{:?}", text.chars().take(60).collect::<String>()),
        };
        Self { expected, found }
    }
}

/// A type that is stored in one cell.
pub trait Scalar: Sized {
    /// Whether it is a list; lists may refer to rows that no longer exist.
    const IS_LIST: bool = false;
    /// Converts the value to a cell. Equal values give equal cells.
    fn to_value(&self) -> Value;
    /// Parses a cell; `from_cell(to_value(x)) == x`.
    fn from_cell(cell: Cell<'_>) -> Result<Self, Damaged>;
    /// Returns the value formatted for people; empty if there is none.
    fn shown(&self) -> String {
        match self.to_value() {
            Value::Null => String::new(),
            Value::Int(number) => number.to_string(),
            Value::Text(text) => text,
        }
    }
    /// Returns the rows that the value refers to, each as kind of entity and number.
    fn names(&self) -> Vec<(&'static str, u64)> {
        Vec::new()
    }
}

/// A type that is stored in the form in which people write it.
pub trait Spelled: fmt::Display + FromStr {
    /// What a cell of this type contains, for the message of [`Damaged`].
    const EXPECTED: &'static str;
}

impl<T: Spelled> Scalar for T {
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, Damaged> {
        cell.text(T::EXPECTED)?.parse().map_err(|_| Damaged::new(T::EXPECTED, cell))
    }
}

impl Scalar for i64 {
    fn to_value(&self) -> Value {
        Value::Int(*self)
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, Damaged> {
        match cell {
            Cell::Int(number) => Ok(number),
            Cell::Text(text) => text.parse().map_err(|_| Damaged::new("a whole number", cell)),
            Cell::Null => Err(Damaged::new("a whole number", cell)),
        }
    }
}

impl Scalar for u32 {
    fn to_value(&self) -> Value {
        Value::Int(i64::from(*self))
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, Damaged> {
        u32::try_from(i64::from_cell(cell)?).map_err(|_| Damaged::new("a number from 0 to 4294967295", cell))
    }
}

impl Scalar for bool {
    fn to_value(&self) -> Value {
        Value::Int(i64::from(*self))
    }
    /// A missing cell is `false`: rows in the history may be older than some of their columns.
    fn from_cell(cell: Cell<'_>) -> Result<Self, Damaged> {
        if cell == Cell::Null {
            return Ok(false);
        }
        match i64::from_cell(cell)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Damaged::new("0 or 1", cell)),
        }
    }
}

impl Scalar for String {
    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, Damaged> {
        cell.text("text").map(str::to_owned)
    }
}

impl<T: Scalar> Scalar for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, Scalar::to_value)
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, Damaged> {
        match cell {
            Cell::Null => Ok(None),
            Cell::Int(_) | Cell::Text(_) => T::from_cell(cell).map(Some),
        }
    }
    fn shown(&self) -> String {
        self.as_ref().map_or_else(String::new, Scalar::shown)
    }
    fn names(&self) -> Vec<(&'static str, u64)> {
        self.as_ref().map_or_else(Vec::new, Scalar::names)
    }
}

/// A short list of ids in one cell, written `3,17,4`; the order is kept. Most lists are empty and take one machine
/// word.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Ids<T>(Option<Box<Box<[T]>>>);

impl<T> Default for Ids<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: fmt::Debug> fmt::Debug for Ids<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(out)
    }
}

impl<T> std::ops::Deref for Ids<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        self.0.as_deref().map_or(&[], |list| list)
    }
}

impl<T> FromIterator<T> for Ids<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let list: Box<[T]> = items.into_iter().collect();
        Self(if list.is_empty() { None } else { Some(Box::new(list)) })
    }
}

impl<T: Copy + PartialEq> Ids<T> {
    /// Returns the list with the missing ids of `add` appended and without those of `remove`.
    #[must_use]
    pub fn changed(&self, add: &[T], remove: &[T]) -> Self {
        let mut list: Vec<T> = self.iter().copied().filter(|id| !remove.contains(id)).collect();
        for id in add {
            if !list.contains(id) {
                list.push(*id);
            }
        }
        list.into_iter().collect()
    }
}

impl<T: Scalar> Scalar for Ids<T> {
    const IS_LIST: bool = true;
    fn to_value(&self) -> Value {
        let words: Vec<String> = self
            .iter()
            .map(|id| match id.to_value() {
                Value::Int(number) => number.to_string(),
                Value::Text(text) => text,
                Value::Null => String::new(),
            })
            .collect();
        Value::Text(words.join(","))
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, Damaged> {
        let text = cell.text("a list of ids")?;
        if text.is_empty() {
            return Ok(Self::default());
        }
        text.split(',').map(|word| T::from_cell(Cell::Text(word))).collect()
    }
    fn names(&self) -> Vec<(&'static str, u64)> {
        self.iter().flat_map(Scalar::names).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back_as_they_were() {
        for list in [vec![], vec![7_u32], vec![3, 17, 4]] {
            let ids: Ids<u32> = list.into_iter().collect();
            assert_eq!(Ids::from_cell(ids.to_value().cell()), Ok(ids));
        }
    }

    #[test]
    fn adding_twice_adds_once_and_keeps_the_order() {
        let ids: Ids<u32> = [1, 2].into_iter().collect();
        assert_eq!(&*ids.changed(&[2, 3], &[1]), &[2, 3]);
    }

    #[test]
    fn a_cell_of_the_wrong_type_is_damage() {
        assert!(u32::from_cell(Cell::Int(-1)).is_err());
        assert!(bool::from_cell(Cell::Int(2)).is_err());
        assert!(String::from_cell(Cell::Null).is_err());
        assert!(Ids::<u32>::from_cell(Cell::Text("1,x")).is_err());
    }
}
