//! A part of a whole, without division by zero.

use std::fmt;

/// A part of a whole, in any one unit. May be more than the whole: more can be done than was forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// The part.
    pub part: u64,
    /// The whole.
    pub whole: u64,
}

impl Share {
    /// Makes the share of `part` in `whole`.
    pub fn new(part: u64, whole: u64) -> Self {
        Self { part, whole }
    }

    /// Returns the share in hundredths of a percent, rounded; `None` of nothing.
    pub fn basis_points(self) -> Option<u64> {
        rounded(u128::from(self.part) * 10_000, self.whole)
    }

    /// Returns the share in percent, rounded; `None` of nothing.
    pub fn percent(self) -> Option<u64> {
        rounded(u128::from(self.part) * 100, self.whole)
    }
}

impl fmt::Display for Share {
    /// Writes `50 %`, or `n/a` of nothing.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.percent() {
            Some(percent) => out.pad(&format!("{percent} %")),
            None => out.pad("n/a"),
        }
    }
}

/// Divides, rounding halves up; `None` by zero.
pub(super) fn rounded(number: u128, by: u64) -> Option<u64> {
    let by = u128::from(by);
    (number + by / 2).checked_div(by).map(|it| u64::try_from(it).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nothing_is_not_a_number() {
        assert_eq!(Share::new(3, 0).to_string(), "n/a");
        assert_eq!(Share::new(0, 3).to_string(), "0 %");
        assert_eq!(Share::new(4, 3).to_string(), "133 %");
        assert_eq!(Share::new(2, 14).basis_points(), Some(1429));
        assert_eq!(Share::new(u64::MAX, 1).percent(), Some(u64::MAX));
    }
}
