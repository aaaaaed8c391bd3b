//! Texts that people enter: one line, or many. Stored as entered; sanitizing them for a screen is done in `tui`.

use super::fold::fold_name;
use super::{Cell, Damaged, Scalar, Value};
use std::fmt;
use std::str::FromStr;

/// The error for an invalid text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// It is empty or blank.
    #[error("it is empty")]
    Blank,
    /// It is longer than the limit.
    #[error("it has {given} characters; the most is {most}")]
    TooLong {
        /// The number of characters given.
        given: usize,
        /// The largest number allowed.
        most: usize,
    },
}

/// One line that is not blank, of at most 1 000 characters: a title, a name, a reason, a criterion.
///
/// Line ends and tabs become spaces, NULs are removed, and the line is trimmed; nothing else is changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line(Box<str>);

impl Line {
    /// The maximum number of characters in a line.
    pub const MOST: usize = 1_000;

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether two names are the same for people: names are unique, ignoring case, blanks around them, and how
    /// their letters are composed.
    pub fn is_alike(&self, other: &str) -> bool {
        self.eq_ignore_ascii_case(other.trim()) || fold_name(self) == fold_name(other)
    }

    /// Creates a line from any text, clipped if it is too long, where an error would be too disruptive.
    ///
    /// Returns `None` if it is blank.
    pub fn clipped(given: &str) -> Option<Self> {
        match given.parse() {
            Ok(line) => Some(line),
            Err(BadText::Blank) => None,
            Err(BadText::TooLong { .. }) => {
                let mut text: String = one_line(given).trim().chars().take(Self::MOST - 1).collect();
                text.push('…');
                Some(Self(text.into()))
            }
        }
    }
}

fn one_line(given: &str) -> String {
    given.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ").replace('\0', "")
}

impl FromStr for Line {
    type Err = BadText;
    fn from_str(given: &str) -> Result<Self, BadText> {
        let text = one_line(given);
        let text = text.trim();
        let length = text.chars().count();
        if text.is_empty() {
            Err(BadText::Blank)
        } else if length > Self::MOST {
            Err(BadText::TooLong { given: length, most: Self::MOST })
        } else {
            Ok(Self(text.into()))
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0)
    }
}

impl std::ops::Deref for Line {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Scalar for Line {
    fn to_value(&self) -> Value {
        Value::Text(self.0.to_string())
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, Damaged> {
        match cell {
            Cell::Text(text) if !text.is_empty() => Ok(Self(text.into())),
            Cell::Text(_) | Cell::Int(_) | Cell::Null => Err(Damaged::new("a line of text", cell)),
        }
    }
}

/// Any number of lines, of at most 1 000 000 characters; may be empty. Line ends are `\n`; NULs are
/// removed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Prose(Box<str>);

impl Prose {
    /// The maximum number of characters in a text.
    pub const MOST: usize = 1_000_000;

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Prose {
    type Err = BadText;
    fn from_str(given: &str) -> Result<Self, BadText> {
        let text = given.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
        let length = text.chars().count();
        if length > Self::MOST {
            Err(BadText::TooLong { given: length, most: Self::MOST })
        } else {
            Ok(Self(text.into()))
        }
    }
}

impl std::ops::Deref for Prose {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Prose {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Scalar for Prose {
    fn to_value(&self) -> Value {
        Value::Text(self.0.to_string())
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, Damaged> {
        cell.text("text").map(|text| Self(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_and_not_blank() {
        assert_eq!(" Pay\r\nby\tcard ".parse::<Line>().unwrap().as_str(), "Pay by card");
        assert_eq!(" \n\t ".parse::<Line>(), Err(BadText::Blank));
        assert_eq!("\0".parse::<Line>(), Err(BadText::Blank));
    }

    #[test]
    fn names_are_alike_whatever_their_case_and_the_blanks_around_them() {
        let name: Line = "Café ".parse().unwrap();
        assert!(name.is_alike(" CAFÉ\t") && name.is_alike("café") && !name.is_alike("Cafe"));
    }

    #[test]
    fn control_characters_are_kept_as_given() {
        assert_eq!("\u{1b}[31mred".parse::<Line>().unwrap().as_str(), "\u{1b}[31mred");
    }

    #[test]
    fn a_long_line_is_refused_or_clipped_on_demand() {
        let long = "é".repeat(20_000);
        assert_eq!(long.parse::<Line>(), Err(BadText::TooLong { given: 20_000, most: 1_000 }));
        assert_eq!(Line::clipped(&long).unwrap().chars().count(), 1_000);
        assert_eq!(Line::clipped(" "), None);
    }

    #[test]
    fn prose_has_one_kind_of_line_end() {
        assert_eq!("a\r\nb\rc\nd".parse::<Prose>().unwrap().as_str(), "a\nb\nc\nd");
    }
}
