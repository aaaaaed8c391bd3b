//! The parts of a written date: numbers, names of months, a time, an offset. Which of two numbers is the day is not
//! decided here.

use chrono::{Datelike, NaiveDate};

/// A day as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrittenDay {
    /// Its parts are unambiguous.
    Clear {
        /// The year.
        year: i32,
        /// The month, from 1.
        month: u32,
        /// The day of the month.
        day: u32,
    },
    /// Two numbers, either of which may be the day.
    Slashed {
        /// The number written first.
        first: u32,
        /// The number written second.
        second: u32,
        /// The year.
        year: i32,
    },
}

/// A day, a time of day and an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: WrittenDay,
    /// Seconds since midnight.
    pub seconds: i64,
    /// Milliseconds of the second.
    pub millis: i64,
    /// Seconds east of UTC, if given.
    pub offset: Option<i32>,
}

impl WrittenDay {
    /// Returns the calendar day, from 1970 to 2200. A number above 12 is the day, whichever comes first.
    pub fn date(self, day_first: bool) -> Option<NaiveDate> {
        let (year, month, day) = match self {
            Self::Clear { year, month, day } => (year, month, day),
            Self::Slashed { first, second, year } if first > 12 || (day_first && second <= 12) => {
                (year, second, first)
            }
            Self::Slashed { first, second, year } => (year, first, second),
        };
        NaiveDate::from_ymd_opt(year, month, day).filter(|it| (1970..=2200).contains(&it.year()))
    }
}

/// Parses a written moment; `None` if it is not one. Texts longer than any date are skipped.
pub fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    // Comments and descriptions may occur where a date is expected.
    if text.len() > 80 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let text = text.to_lowercase();
    let tokens = tokens(&text);
    let (day, rest) = day(&tokens)?;
    let (seconds, millis, rest) = clock(rest)?;
    Some(Moment { day, seconds, millis, offset: offset(rest)? })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    Number(&'a str),
    Word(&'a str),
    Sign(char),
}

/// Splits a text at every change between digits, letters and signs; spaces, commas and brackets are dropped.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_digit = |it: char| it.is_ascii_digit();
        let is_letter = |it: char| it.is_alphabetic();
        let length = |same: &dyn Fn(char) -> bool| rest.find(|it| !same(it)).unwrap_or(rest.len());
        let end = if is_digit(first) {
            let end = length(&is_digit);
            tokens.push(Token::Number(&rest[..end]));
            end
        } else if is_letter(first) {
            let end = length(&is_letter);
            tokens.push(Token::Word(&rest[..end]));
            end
        } else {
            if !first.is_whitespace() && !matches!(first, ',' | '(' | ')') {
                tokens.push(Token::Sign(first));
            }
            first.len_utf8()
        };
        rest = &rest[end..];
    }
    tokens
}

type TokenSlice<'a, 'b> = &'b [Token<'a>];

fn day<'a, 'b>(tokens: TokenSlice<'a, 'b>) -> Option<(WrittenDay, TokenSlice<'a, 'b>)> {
    use Token::{Number, Sign, Word};
    match tokens {
        [
            Number(year),
            Sign('-' | '/' | '.'),
            Number(month),
            Sign('-' | '/' | '.'),
            Number(day),
            rest @ ..,
        ] if year.len() == 4 => Some((clear(year, small(month)?, day)?, rest)),
        [Number(all), rest @ ..] if all.len() == 8 => {
            Some((clear(&all[..4], small(&all[4..6])?, &all[6..])?, rest))
        }
        [Number(day), Sign('.'), Number(month), Sign('.'), Number(year), rest @ ..] => {
            Some((clear(year, small(month)?, day)?, rest))
        }
        [Number(first), Sign('/' | '-'), Number(second), Sign('/' | '-'), Number(year), rest @ ..] => {
            let day =
                WrittenDay::Slashed { first: small(first)?, second: small(second)?, year: self::year(year)? };
            Some((day, rest))
        }
        [Number(day), Word(name), Number(year), rest @ ..] => Some((clear(year, month(name)?, day)?, rest)),
        [Number(day), Sign(_), Word(name), Sign(_), Number(year), rest @ ..]
        | [Number(day), Sign(_), Word(name), Sign(_), Sign(_), Number(year), rest @ ..] => {
            Some((clear(year, month(name)?, day)?, rest))
        }
        [Word(name), Number(day), Number(year), rest @ ..] if year.len() == 4 => {
            Some((clear(year, month(name)?, day)?, rest))
        }
        // A leading weekday name.
        [Word(_), Word(_), ..] => self::day(&tokens[1..]),
        _ => None,
    }
}

fn clear(year: &str, month: u32, day: &str) -> Option<WrittenDay> {
    Some(WrittenDay::Clear { year: self::year(year)?, month, day: small(day)? })
}

fn small(digits: &str) -> Option<u32> {
    if digits.len() <= 2 { digits.parse().ok() } else { None }
}

/// Parses a year; two digits mean 1970 to 2069, as in Jira.
fn year(digits: &str) -> Option<i32> {
    match (digits.len(), digits.parse::<i32>().ok()?) {
        (4, year) => Some(year),
        (2, year @ ..70) => Some(2000 + year),
        (2, year) => Some(1900 + year),
        _ => None,
    }
}

/// Parses the name of a month, possibly abbreviated, in English, Spanish or German.
fn month(name: &str) -> Option<u32> {
    let beginnings = [
        (1, ["jan", "ene", "jän"]),
        (2, ["feb", "feb", "feb"]),
        (3, ["mar", "mar", "mär"]),
        (4, ["apr", "abr", "apr"]),
        (5, ["may", "may", "mai"]),
        (6, ["jun", "jun", "jun"]),
        (7, ["jul", "jul", "jul"]),
        (8, ["aug", "ago", "aug"]),
        (9, ["sep", "sep", "sep"]),
        (10, ["oct", "oct", "okt"]),
        (11, ["nov", "nov", "nov"]),
        (12, ["dec", "dic", "dez"]),
    ];
    beginnings.into_iter().find(|(_, words)| words.iter().any(|word| name.starts_with(word))).map(|it| it.0)
}

/// Parses the time of day; a date without one means midnight.
fn clock<'a, 'b>(tokens: TokenSlice<'a, 'b>) -> Option<(i64, i64, TokenSlice<'a, 'b>)> {
    use Token::{Number, Sign, Word};
    let tokens = match tokens {
        [Word("t"), rest @ ..] => rest,
        _ => tokens,
    };
    let (hour, minute, rest) = match tokens {
        [] => return Some((0, 0, tokens)),
        [Number(hour), Sign(':'), Number(minute), rest @ ..] => (small(hour)?, small(minute)?, rest),
        [Number(all), rest @ ..] if all.len() == 6 => {
            let seconds = small(&all[4..])?;
            return seconds_of(small(&all[..2])?, small(&all[2..4])?, seconds).map(|it| (it, 0, rest));
        }
        _ => return None,
    };
    let (second, rest) = match rest {
        [Sign(':'), Number(second), rest @ ..] => (small(second)?, rest),
        _ => (0, rest),
    };
    let (millis, rest) = match rest {
        [Sign('.'), Number(fraction), rest @ ..] => (thousandths(fraction), rest),
        _ => (0, rest),
    };
    let (hour, rest) = half_of_day(hour, rest)?;
    Some((seconds_of(hour, minute, second)?, millis, rest))
}

/// Parses `AM`, `p.m.`, `a. m.` after an hour.
fn half_of_day<'a, 'b>(hour: u32, tokens: TokenSlice<'a, 'b>) -> Option<(u32, TokenSlice<'a, 'b>)> {
    use Token::{Sign, Word};
    let (afternoon, rest) = match tokens {
        [Word(word @ ("am" | "pm")), rest @ ..] => (*word == "pm", rest),
        [Word(word @ ("a" | "p")), Sign('.'), Word("m"), Sign('.'), rest @ ..]
        | [Word(word @ ("a" | "p")), Sign('.'), Word("m"), rest @ ..] => (*word == "p", rest),
        _ => return Some((hour, tokens)),
    };
    match hour {
        12 => Some((if afternoon { 12 } else { 0 }, rest)),
        0..12 => Some((if afternoon { hour + 12 } else { hour }, rest)),
        _ => None,
    }
}

fn seconds_of(hour: u32, minute: u32, second: u32) -> Option<i64> {
    (hour < 24 && minute < 60 && second < 60).then(|| i64::from(hour * 3_600 + minute * 60 + second))
}

fn thousandths(digits: &str) -> i64 {
    digits.bytes().chain([b'0'; 3]).take(3).fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'))
}

/// Parses the offset at the end; the outer `None` means that other text follows.
#[expect(clippy::option_option, reason = "no offset and no date are two answers")]
fn offset(tokens: &[Token<'_>]) -> Option<Option<i32>> {
    use Token::{Number, Sign, Word};
    match tokens {
        [] => Some(None),
        [Word("z" | "utc" | "gmt")] => Some(Some(0)),
        [Word("utc" | "gmt"), rest @ ..] => offset(rest),
        [Sign(sign @ ('+' | '-')), Number(hours), Sign(':'), Number(minutes)] => {
            east(*sign, small(hours)?, small(minutes)?).map(Some)
        }
        // Browsers append the zone's name in brackets.
        [Sign(sign @ ('+' | '-')), Number(all), rest @ ..]
            if all.len() == 4 && rest.iter().all(|it| matches!(it, Word(_))) =>
        {
            east(*sign, small(&all[..2])?, small(&all[2..])?).map(Some)
        }
        _ => None,
    }
}

fn east(sign: char, hours: u32, minutes: u32) -> Option<i32> {
    let seconds = i32::try_from(seconds_of(hours, minutes, 0)?).ok()?;
    Some(if sign == '-' { -seconds } else { seconds })
}
