//! Estimates in points.

use super::{Cell, Damaged, Scalar, Value};
use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

/// An estimate in hundredths of a point, from 0 to 1 000 000 points. It need not be a card of the deck: imports bring
/// both.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points {
    /// The hundredths plus one, so that `Option<Points>` takes no extra space.
    and_one: NonZeroU32,
}

/// The error for a text that is not an estimate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no estimate: write a number from 0 to 1000000 with at most two decimals, such as 5 or 0.5")]
pub struct BadPoints(pub String);

impl Points {
    const MOST: u32 = 100_000_000;

    /// Creates an estimate from whole points, clamped to the range.
    pub fn whole(points: u32) -> Self {
        Self::of(points.saturating_mul(100).min(Self::MOST))
    }

    /// Creates an estimate from hundredths of a point, clamped to the range.
    pub fn hundredths(hundredths: u32) -> Self {
        Self::of(hundredths.min(Self::MOST))
    }

    /// Creates an amount without the upper limit: sums may exceed the range.
    fn of(hundredths: u32) -> Self {
        Self { and_one: NonZeroU32::MIN.saturating_add(hundredths) }
    }

    /// Returns the estimate in hundredths of a point.
    pub fn as_hundredths(self) -> u32 {
        self.and_one.get() - 1
    }
}

impl Default for Points {
    /// Returns zero points.
    fn default() -> Self {
        Self::of(0)
    }
}

impl fmt::Debug for Points {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Points({})", self.as_hundredths())
    }
}

impl fmt::Display for Points {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = self.as_hundredths();
        let (integer, fraction) = (hundredths / 100, hundredths % 100);
        let text = match fraction {
            0 => integer.to_string(),
            _ if fraction % 10 == 0 => format!("{integer}.{}", fraction / 10),
            _ => format!("{integer}.{fraction:02}"),
        };
        out.pad(&text)
    }
}

impl FromStr for Points {
    type Err = BadPoints;
    /// Parses `5`, `0.5`, `,5`, `½`, `1/2`, `3.0`. More than two decimals are refused unless they are zeros.
    fn from_str(given: &str) -> Result<Self, BadPoints> {
        let bad = || BadPoints(given.chars().take(40).collect());
        let text = given.trim().replace(',', ".");
        if matches!(text.as_str(), "½" | "1/2") {
            return Ok(Self::of(50));
        }
        let (integer, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (integer.is_empty() && decimals.is_empty()) || !digits(integer) || !digits(decimals) {
            return Err(bad());
        }
        let decimals = decimals.trim_end_matches('0');
        if decimals.len() > 2 {
            return Err(bad());
        }
        let integer: u32 = if integer.is_empty() { 0 } else { integer.parse().map_err(|_| bad())? };
        let fraction: u32 =
            if decimals.is_empty() { 0 } else { format!("{decimals:0<2}").parse().map_err(|_| bad())? };
        let all = integer.checked_mul(100).and_then(|it| it.checked_add(fraction)).ok_or_else(bad)?;
        if all > Self::MOST { Err(bad()) } else { Ok(Self::of(all)) }
    }
}

impl Scalar for Points {
    fn shown(&self) -> String {
        self.to_string()
    }
    fn to_value(&self) -> Value {
        Value::Int(i64::from(self.as_hundredths()))
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, Damaged> {
        let number = u32::from_cell(cell)?;
        if number > Self::MOST {
            Err(Damaged::new("points in hundredths", cell))
        } else {
            Ok(Self::of(number))
        }
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Self>>(points: I) -> Self {
        points.fold(Self::default(), |sum, one| sum + one)
    }
}

impl std::ops::Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::of(self.as_hundredths().saturating_add(other.as_hundredths()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_and_exports_write() {
        for (text, hundredths) in [
            ("5", 500),
            ("0.5", 50),
            (",5", 50),
            ("½", 50),
            ("1/2", 50),
            ("3.0", 300),
            (" 13 ", 1300),
            ("0.25", 25),
            ("2.000", 200),
        ] {
            assert_eq!(text.parse(), Ok(Points::hundredths(hundredths)), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in ["", "-1", "five", "1e3", "NaN", ".", "1.234", "99999999999", "1000001", "+3"] {
            assert!(text.parse::<Points>().is_err(), "{text}");
        }
    }

    #[test]
    fn shows_no_needless_decimals() {
        for (hundredths, text) in [(500, "5"), (50, "0.5"), (325, "3.25"), (305, "3.05")] {
            assert_eq!(Points::hundredths(hundredths).to_string(), text);
        }
    }
}
