//! Instants and days. The clock itself is not here: the time is always a parameter.

use super::{Cell, Damaged, Scalar, Spelled, Value, Zone};
use chrono::{DateTime, Datelike, NaiveDate, Weekday};

/// A point in time: UTC milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Instant(pub i64);

impl Instant {
    /// Returns the local day in `zone`.
    pub fn day(self, zone: Zone) -> NaiveDate {
        zone.wall_clock(self).date()
    }

    /// Returns the local hour and minute in `zone`, as `14:31`.
    pub fn clock(self, zone: Zone) -> String {
        zone.wall_clock(self).format("%H:%M").to_string()
    }

    /// Returns the instant as RFC 3339 in UTC, for exports and JSON.
    pub fn rfc3339(self) -> String {
        DateTime::from_timestamp_millis(self.0)
            .unwrap_or_default()
            .to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
    }

    /// Returns the instant `days` later, or earlier if negative.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(86_400_000)))
    }

    /// Returns the number of local days from this instant's day to that of `later`; 0 on the same day, and for an
    /// earlier one.
    pub fn days_until(self, later: Self, zone: Zone) -> i64 {
        (later.day(zone) - self.day(zone)).num_days().max(0)
    }
}

impl Scalar for Instant {
    fn to_value(&self) -> Value {
        Value::Int(self.0)
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, Damaged> {
        i64::from_cell(cell).map(Self)
    }
}

impl Spelled for NaiveDate {
    const EXPECTED: &'static str = "a date";
}

/// A set of weekdays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Weekdays(u8);

impl Weekdays {
    /// Monday to Friday.
    pub const MONDAY_TO_FRIDAY: Self = Self(0b001_1111);
    /// The empty set.
    const NONE: Self = Self(0);
    /// The names, Monday first.
    pub const NAMES: [&'static str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// Creates a set of one day.
    pub fn one(day: Weekday) -> Self {
        Self(1 << day.num_days_from_monday())
    }

    /// Returns the names of its days, from Monday.
    pub fn day_names(self) -> Vec<&'static str> {
        Self::NAMES.into_iter().enumerate().filter(|(at, _)| self.has(*at)).map(|(_, name)| name).collect()
    }

    /// Returns whether the set includes the day `at`, counted from Monday, 0, on over the end of the week.
    fn has(self, at: usize) -> bool {
        self.0 & (1 << (at % 7)) != 0
    }

    /// Returns the first and the last day of three days or more in a row, if it includes no other; counted from Monday,
    /// 0.
    fn run(self) -> Option<(usize, usize)> {
        let many = self.0.count_ones() as usize;
        let is_run = |first: &usize| (*first..first + many).all(|at| self.has(at));
        let first = (0..7).find(is_run).filter(|_| many >= 3)?;
        Some((first, (first + many - 1) % 7))
    }

    /// Returns whether the set includes `day`.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & (1 << day.num_days_from_monday()) != 0
    }

    /// Returns the days from `first` to `last`, both included, whose weekday is in the set; at most 366 days.
    pub fn between(self, first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
        first
            .iter_days()
            .take(366)
            .take_while(|day| *day <= last)
            .filter(|day| self.contains(day.weekday()))
            .collect()
    }
}

impl std::fmt::Display for Weekdays {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.run() {
            Some((first, last)) => out.pad(&format!("{}-{}", Self::NAMES[first], Self::NAMES[last])),
            None => out.pad(&self.day_names().join(", ")),
        }
    }
}

impl std::str::FromStr for Weekdays {
    type Err = BadWeekday;
    /// Parses `mon, thu` or `sun-thu`, ignoring case.
    fn from_str(given: &str) -> Result<Self, BadWeekday> {
        Self::read(given, None)
    }
}

impl Weekdays {
    /// Parses days that may be those of a working week: `mon, thu`, `sun-thu` or `daily`, ignoring case.
    ///
    /// # Errors
    /// [`BadWeekday`] for any other text, and for `daily` where there is no `week`.
    pub fn read(given: &str, week: Option<Self>) -> Result<Self, BadWeekday> {
        let bad = || BadWeekday(given.chars().take(40).collect());
        let day = |word: &str| {
            let word = word.trim().to_lowercase();
            let full = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
            full.iter().position(|name| word.len() >= 2 && name.starts_with(&word)).ok_or_else(bad)
        };
        let mut days = Self::NONE;
        for word in given.split(',').filter(|word| !word.trim().is_empty()) {
            if matches!(word.trim().to_lowercase().as_str(), "daily" | "every working day") {
                days.0 |= week.ok_or_else(bad)?.0;
            } else if let Some((first, last)) = word.split_once('-') {
                let (first, last) = (day(first)?, day(last)?);
                // From Sunday to Thursday goes over the end of the week.
                let last = if last < first { last + 7 } else { last };
                (first..=last).for_each(|at| days.0 |= 1 << (at % 7));
            } else {
                days.0 |= 1 << day(word)?;
            }
        }
        if days == Self::NONE { Err(bad()) } else { Ok(days) }
    }
}

impl Scalar for Weekdays {
    fn to_value(&self) -> Value {
        Value::Int(i64::from(self.0))
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, Damaged> {
        match u32::from_cell(cell)? {
            days @ 0..=127 => Ok(Self(u8::try_from(days).unwrap_or_default())),
            _ => Err(Damaged::new("a set of weekdays", cell)),
        }
    }
}

/// The error for a text that is not a list of weekdays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} names no weekdays: write mon, tue, … with commas between, mon-fri, or daily")]
pub struct BadWeekday(pub String);

/// Parses a time of day in the forms people write, `9:30`, `09.30`, `14`, `9:30am` or `2 pm`, into minutes after
/// midnight.
///
/// Returns `None` if it is not understood.
pub fn parse_time(given: &str) -> Option<u32> {
    let text = given.trim().to_ascii_lowercase();
    let without = |half: &str| text.strip_suffix(half).map(str::trim_end);
    let half = |am: &str, pm: &str| without(am).map(|it| (it, 0)).or_else(|| without(pm).map(|it| (it, 12)));
    let half = half("am", "pm").or_else(|| half("a.m.", "p.m."));
    let clock = half.map_or(text.as_str(), |(clock, _)| clock);
    let (hours, minutes) = clock.split_once([':', '.']).unwrap_or((clock, "0"));
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 2 && !text.starts_with('+'));
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let hours = match half {
        // Twelve is the first hour of each half of the day.
        Some((_, start)) => (1..=12).contains(&hours).then(|| start + hours % 12)?,
        None => hours,
    };
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// The forms of a day that [`parse_day`] understands, for the answer to one that it does not.
const DAY_FORMS: &str = "2026-11-30, 30.11.2026, 30/11/2026, tomorrow, next friday or in 3 days";

/// The error for a text that is not a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadDay {
    /// It is in none of the forms that are understood.
    #[error("\"{0}\" is no date")]
    Unknown(String),
    /// It is one day where the day comes first, and another where the month does.
    #[error("\"{text}\" may be {day_first} or {month_first}")]
    Ambiguous {
        /// The text.
        text: String,
        /// The day with the first number as that of the day.
        day_first: NaiveDate,
        /// The day with the first number as that of the month.
        month_first: NaiveDate,
    },
}

impl BadDay {
    /// Returns what to write instead.
    pub fn hint(&self) -> String {
        match self {
            Self::Unknown(_) => format!("write {DAY_FORMS}"),
            Self::Ambiguous { .. } => "write one of these".to_owned(),
        }
    }
}

/// Parses a day in one of the forms that [`BadDay::hint`] lists. Relative words count from `today`.
///
/// # Errors
/// [`BadDay`] if it is not understood, or may be two days: with slashes, different countries write day or month first.
pub fn parse_day(given: &str, today: NaiveDate) -> Result<NaiveDate, BadDay> {
    let text = given.trim();
    if let (Ok(day_first), Ok(month_first)) =
        (NaiveDate::parse_from_str(text, "%d/%m/%Y"), NaiveDate::parse_from_str(text, "%m/%d/%Y"))
        && day_first != month_first
    {
        return Err(BadDay::Ambiguous { text: text.to_owned(), day_first, month_first });
    }
    understood(text, today).ok_or_else(|| BadDay::Unknown(crate::text::clip(given.trim(), 60).into_owned()))
}

fn understood(given: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = given.trim().to_ascii_lowercase();
    let in_range = |day: &NaiveDate| (1970..=2200).contains(&day.year());
    for format in ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y"] {
        if let Ok(day) = NaiveDate::parse_from_str(&text, format) {
            return Some(day).filter(in_range);
        }
    }
    // `interim` panics on some inputs: it gets lower-case ASCII of at most 40 bytes, in words of at most 12.
    let is_parseable = text.is_ascii()
        && text.len() <= 40
        && text.split_whitespace().all(|word| word.len() <= 12)
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == ' ')
        && text.bytes().any(|byte| byte.is_ascii_alphabetic());
    if !is_parseable {
        return None;
    }
    let text = text.strip_prefix("in ").unwrap_or(&text);
    let noon = today.and_hms_opt(12, 0, 0)?.and_utc();
    interim::parse_date_string(text, noon, interim::Dialect::Uk)
        .ok()
        .map(|it| it.date_naive())
        .filter(in_range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::Zone;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn reads_dates_and_words() {
        let today = day("2026-11-21"); // a Saturday
        for (text, expected) in [
            ("2026-11-30", "2026-11-30"),
            ("30.11.2026", "2026-11-30"),
            ("today", "2026-11-21"),
            ("tomorrow", "2026-11-22"),
            ("in 3 days", "2026-11-24"),
            ("Friday", "2026-11-27"),
        ] {
            assert_eq!(parse_day(text, today), Ok(day(expected)), "{text}");
        }
    }

    #[test]
    fn every_form_of_a_day_that_is_listed_is_understood() {
        let today = day("2026-11-21");
        let forms: Vec<&str> = DAY_FORMS.split(", ").flat_map(|form| form.split(" or ")).collect();
        assert_eq!(forms.len(), 6);
        for form in forms {
            assert!(parse_day(form, today).is_ok(), "{form}");
        }
    }

    #[test]
    fn a_date_that_may_be_two_days_is_asked_for_again() {
        let today = day("2026-11-21");
        let told = "\"3/6/2026\" may be 2026-06-03 or 2026-03-06";
        assert_eq!(parse_day("3/6/2026", today).unwrap_err().to_string(), told);
        assert_eq!(parse_day("13/6/2026", today), Ok(day("2026-06-13")));
        assert_eq!(parse_day("6/13/2026", today), Ok(day("2026-06-13")));
        assert_eq!(parse_day("6/6/2026", today), Ok(day("2026-06-06")));
        assert_eq!(parse_day("3.6.2026", today), Ok(day("2026-06-03")), "with dots the day comes first");
    }

    #[test]
    fn what_is_no_date_is_none_and_never_a_panic() {
        let today = day("2026-11-21");
        for text in
            ["", "soon", "2026-13-01", "31.02.2026", "99999999999999 days", "é", "0001-01-01", "\u{1b}[2J"]
        {
            assert!(matches!(parse_day(text, today), Err(BadDay::Unknown(_))), "{text}");
        }
    }

    #[test]
    fn times_of_day_are_read_with_24_hours_and_with_12() {
        for (text, hours, minutes) in [
            ("9:30", 9, 30),
            ("09.30", 9, 30),
            ("14", 14, 0),
            ("9:30am", 9, 30),
            ("9:30 PM", 21, 30),
            ("2 pm", 14, 0),
            ("2.15 p.m.", 14, 15),
            ("12am", 0, 0),
            ("12:05pm", 12, 5),
        ] {
            assert_eq!(parse_time(text), Some(hours * 60 + minutes), "{text}");
        }
        for text in ["", "pm", "24", "9:60", "13pm", "0am", "9:30 xm", "é pm", "+9am"] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }

    #[test]
    fn working_days_leave_out_the_weekend() {
        let days = Weekdays::MONDAY_TO_FRIDAY.between(day("2026-11-20"), day("2026-11-24"));
        assert_eq!(days, [day("2026-11-20"), day("2026-11-23"), day("2026-11-24")]);
    }

    #[test]
    fn days_in_a_row_are_written_and_read_as_a_range() {
        for (given, shown) in [
            ("mon, tue, wed, thu, fri", "Mon-Fri"),
            ("thu sun", ""),
            ("thu, sun, mon, tue, wed", "Sun-Thu"),
            ("sat-mon", "Sat-Mon"),
            ("mon-sun", "Mon-Sun"),
            ("mon, tue", "Mon, Tue"),
            ("fri, mon, wed", "Mon, Wed, Fri"),
            ("daily", ""),
        ] {
            let Ok(days) = given.parse::<Weekdays>() else {
                assert_eq!(shown, "", "{given}");
                continue;
            };
            assert_eq!(days.to_string(), shown);
            assert_eq!(shown.parse(), Ok(days));
        }
        let week: Weekdays = "sun-thu".parse().unwrap();
        assert_eq!(Weekdays::read("daily", Some(week)), Ok(week));
    }

    #[test]
    fn a_day_is_local() {
        let late = Instant(1_795_305_600_000 - 3_600_000); // an hour before midnight UTC
        assert_eq!(late.day("Europe/Berlin".parse().unwrap()), late.day(Zone::UTC).succ_opt().unwrap());
    }
}
