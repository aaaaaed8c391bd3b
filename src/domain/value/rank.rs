//! The position of an item in the order: a fraction written as text, so that a move writes one row.

use super::{Cell, Damaged, Scalar, Value};

/// A position in an order, compared byte by byte. Between any two there is always another.
///
/// A rank is an integer and a fraction in base 62. The first letter encodes the number of digits of the integer (`a`
/// one, `b` two …; `Z` one, `Y` two … for those below zero), so that ranks sort as text and stay short at both ends
/// of the order, where most moves go. The fraction has no trailing zero.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Rank(Text);

/// The number of letters that are stored inline; there are as many ranks as items, and most are short.
const SHORT: usize = 14;

/// The text of a rank: ASCII, stored inline if it is short.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Text {
    Short(u8, [u8; SHORT]),
    Long(Box<Box<str>>),
}

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LAST: usize = DIGITS.len() - 1;

impl Rank {
    /// Returns a rank after `low` and before `high`; `None` means the end of the order.
    ///
    /// If `low` is not before `high` (two items that share a rank), the result is directly after `low`.
    pub fn between(low: Option<&Self>, high: Option<&Self>) -> Self {
        if let (Some(low), Some(high)) = (low, high)
            && low >= high
        {
            let (integer, fraction) = low.parts();
            return Self::of(&[integer, &midpoint(fraction, None)].concat());
        }
        let text = match (low.map(Self::parts), high.map(Self::parts)) {
            (None, None) => "a0".to_owned(),
            (None, Some((integer, ""))) => {
                step(integer, false).unwrap_or_else(|| [integer, &midpoint("", None)].concat())
            }
            (None, Some((integer, _))) => integer.to_owned(),
            (Some((integer, fraction)), None) => {
                step(integer, true).unwrap_or_else(|| [integer, &midpoint(fraction, None)].concat())
            }
            (Some((integer, from)), Some((to_integer, to))) if integer == to_integer => {
                [integer, &midpoint(from, Some(to))].concat()
            }
            (Some((integer, from)), Some(_)) => step(integer, true)
                .filter(|next| high.is_some_and(|high| next.as_str() < high.as_str()))
                .unwrap_or_else(|| [integer, &midpoint(from, None)].concat()),
        };
        Self::of(&text)
    }

    /// Returns `count` ranks in order between `low` and `high`, as short as possible.
    pub fn spread(low: Option<&Self>, high: Option<&Self>, count: usize) -> Vec<Self> {
        let mut ranks = Vec::with_capacity(count);
        if high.is_none() {
            for _ in 0..count {
                ranks.push(Self::between(ranks.last().or(low), None));
            }
        } else {
            Self::halve(low, high, count, &mut ranks);
        }
        ranks
    }

    fn halve(low: Option<&Self>, high: Option<&Self>, count: usize, into: &mut Vec<Self>) {
        if count == 0 {
            return;
        }
        let middle = Self::between(low, high);
        let before = (count - 1) / 2;
        Self::halve(low, Some(&middle), before, into);
        into.push(middle.clone());
        Self::halve(Some(&middle), high, count - 1 - before, into);
    }

    /// Returns the integer with its length letter, and the fraction.
    fn parts(&self) -> (&str, &str) {
        let text = self.as_str();
        text.split_at(integer_length(text.as_bytes()).unwrap_or(text.len()).min(text.len()))
    }

    /// Returns the text that is compared.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Text::Short(length, letters) => {
                std::str::from_utf8(&letters[..usize::from(*length)]).expect("made of ASCII")
            }
            Text::Long(text) => text,
        }
    }

    fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Text::Short(length, letters) => &letters[..usize::from(*length)],
            Text::Long(text) => text.as_bytes(),
        }
    }

    fn of(text: &str) -> Self {
        let mut letters = [0; SHORT];
        match (letters.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(begin), Ok(length)) => {
                begin.copy_from_slice(text.as_bytes());
                Self(Text::Short(length, letters))
            }
            _ => Self(Text::Long(Box::new(text.into()))),
        }
    }
}

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl std::fmt::Debug for Rank {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_str().fmt(out)
    }
}

/// Returns the length of the integer in bytes, its letter included.
fn integer_length(text: &[u8]) -> Option<usize> {
    match text.first() {
        Some(letter @ b'a'..=b'z') => Some(usize::from(letter - b'a') + 2),
        Some(letter @ b'A'..=b'Z') => Some(usize::from(b'Z' - letter) + 2),
        _ => None,
    }
}

fn digit(byte: u8) -> usize {
    DIGITS.iter().position(|it| *it == byte).unwrap_or(0)
}

/// Returns the next integer up or down; `None` if there is none (after 62^26 of them).
fn step(integer: &str, up: bool) -> Option<String> {
    let (letter, digits) = integer.as_bytes().split_first()?;
    let mut digits = digits.to_vec();
    let (wraps_at, wraps_to) = if up { (LAST, 0) } else { (0, LAST) };
    for byte in digits.iter_mut().rev() {
        let value = digit(*byte);
        if value != wraps_at {
            *byte = DIGITS[if up { value + 1 } else { value - 1 }];
            return text(*letter, &digits);
        }
        *byte = DIGITS[wraps_to];
    }
    let next = match (letter, up) {
        (b'Z', true) => b'a',
        (b'a', false) => b'Z',
        (b'z', true) | (b'A', false) => return None,
        (_, true) => letter + 1,
        (_, false) => letter - 1,
    };
    digits.resize(integer_length(&[next])? - 1, DIGITS[wraps_to]);
    text(next, &digits)
}

fn text(letter: u8, digits: &[u8]) -> Option<String> {
    String::from_utf8([&[letter], digits].concat()).ok()
}

/// Returns a fraction between two fractions, without trailing zero; `None` means one.
fn midpoint(low: &str, high: Option<&str>) -> String {
    let (low, mut high) = (low.as_bytes(), high.map(str::as_bytes));
    let mut made = String::with_capacity(low.len() + 1);
    for at in 0.. {
        let from = low.get(at).map_or(0, |byte| digit(*byte));
        let to = high.map_or(DIGITS.len(), |high| high.get(at).map_or(0, |byte| digit(*byte)));
        if to > from + 1 {
            made.push(char::from(DIGITS[usize::midpoint(from, to)]));
            break;
        }
        made.push(char::from(DIGITS[from]));
        if to == from + 1 {
            high = None; // the answer is below it already
        }
    }
    made
}

impl Scalar for Rank {
    fn to_value(&self) -> Value {
        Value::Text(self.as_str().to_owned())
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, Damaged> {
        match cell {
            Cell::Text(text)
                if text.len() < 10_000
                    && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
                    && integer_length(text.as_bytes()).is_some_and(|length| length <= text.len()) =>
            {
                Ok(Self::of(text))
            }
            Cell::Text(_) | Cell::Int(_) | Cell::Null => Err(Damaged::new("a rank", cell)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn there_is_always_a_rank_between(moves in prop::collection::vec(0..1000_usize, 1..300)) {
            let mut order: Vec<Rank> = Vec::new();
            for at in moves {
                let at = at % (order.len() + 1);
                let low = at.checked_sub(1).map(|at| order[at].clone());
                let rank = Rank::between(low.as_ref(), order.get(at));
                prop_assert_eq!(Rank::from_cell(rank.to_value().cell()), Ok(rank.clone()));
                order.insert(at, rank);
                prop_assert!(order.windows(2).all(|pair| pair[0] < pair[1]), "{order:?}");
            }
        }
    }

    #[test]
    fn both_ends_stay_short_after_a_hundred_thousand_moves() {
        let (mut first, mut last) = (Rank::between(None, None), Rank::between(None, None));
        for _ in 0..100_000 {
            let (before, after) = (Rank::between(None, Some(&first)), Rank::between(Some(&last), None));
            assert!(before < first && last < after);
            (first, last) = (before, after);
        }
        assert!(first.as_str().len() <= 4 && last.as_str().len() <= 4, "{first:?} {last:?}");
    }

    #[test]
    fn spreading_between_neighbours_keeps_inside_and_in_order() {
        let low = Rank::between(None, None);
        let high = Rank::between(Some(&low), None);
        let ranks = Rank::spread(Some(&low), Some(&high), 1000);
        assert!(low < ranks[0] && ranks[999] < high);
        assert!(ranks.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(ranks.iter().all(|rank| rank.as_str().len() <= 5));
    }

    #[test]
    fn a_rank_that_no_version_wrote_is_damage() {
        for text in ["", "0", "b0", "a0 ", "é"] {
            assert!(Rank::from_cell(Cell::Text(text)).is_err(), "{text}");
        }
    }
}
