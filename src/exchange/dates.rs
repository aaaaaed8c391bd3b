//! Parsing dates in the formats of other tools. Which column contains a date is not decided here.
//!
//! Exports usually lack a time zone: the exporter's wall clock is then assumed to be in the product's zone.

mod scan;

use super::remark;
use crate::domain::import::ImportProblem;
use crate::domain::value::Zone;
use chrono::{FixedOffset, TimeDelta, TimeZone};
use scan::{Moment, WrittenDay};

/// The date format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    zone: Zone,
    day_first: bool,
}

impl Dates {
    /// Determines whether `6/7/2025` is in July: as given, else from the file's other dates, else yes.
    ///
    /// The dates come with their lines; if none is conclusive, the remark quotes the first ambiguous one.
    pub fn learn<'a>(
        zone: Zone,
        told: Option<bool>,
        dates: impl Iterator<Item = (u64, &'a str)>,
    ) -> (Self, Option<ImportProblem>) {
        let (mut day_first, mut month_first, mut doubtful) = (0_usize, 0_usize, None);
        if told.is_none() {
            for (line, text) in dates {
                match scan::moment(text).map(|it| it.day) {
                    Some(WrittenDay::Slashed { first: 13.., .. }) => day_first += 1,
                    Some(WrittenDay::Slashed { second: 13.., .. }) => month_first += 1,
                    Some(WrittenDay::Slashed { first, second, .. }) if first != second => {
                        doubtful = doubtful.or(Some((line, text)));
                    }
                    Some(WrittenDay::Slashed { .. } | WrittenDay::Clear { .. }) | None => {}
                }
            }
        }
        let remark = doubtful.filter(|_| day_first == month_first).map(|(line, text)| {
            let text: String = text.trim().chars().take(40).collect();
            remark(line, format!("{text:?} can be read in two ways; the first number was read as the day."))
        });
        (Self { zone, day_first: told.unwrap_or(day_first >= month_first) }, remark)
    }

    /// Parses a date into UTC milliseconds; `None` if it is not understood or not between 1970 and 2200.
    pub fn read(self, text: &str) -> Option<i64> {
        let Moment { day, seconds, millis, offset } = scan::moment(text)?;
        let date = day.date(self.day_first)?;
        let clock = TimeDelta::seconds(seconds) + TimeDelta::milliseconds(millis);
        let wall = date.and_hms_opt(0, 0, 0)?.checked_add_signed(clock)?;
        match offset {
            Some(seconds) => {
                let zone = FixedOffset::east_opt(seconds)?;
                Some(zone.from_local_datetime(&wall).single()?.timestamp_millis())
            }
            None => Some(self.zone.moment(wall).0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(told: Option<bool>) -> Dates {
        Dates::learn(Zone::UTC, told, std::iter::empty()).0
    }

    fn shown(dates: Dates, text: &str) -> Option<String> {
        let moment = chrono::DateTime::from_timestamp_millis(dates.read(text)?).unwrap();
        Some(moment.format("%Y-%m-%d %H:%M:%S%.f").to_string())
    }

    #[test]
    fn every_way_of_writing_that_was_seen_is_read() {
        for (text, expected) in [
            ("30/Aug/26 9:31 AM", "2026-08-30 09:31:00"),
            ("20/Jul/23 3:25 PM", "2023-07-20 15:25:00"),
            ("31/May/23 12:00 AM", "2023-05-31 00:00:00"),
            ("31/May/23 12:05 PM", "2023-05-31 12:05:00"),
            ("11/May/24 03:26 PM", "2024-05-11 15:26:00"),
            ("10/nov/25 4:51 PM", "2025-11-10 16:51:00"),
            ("02/ene/25 4:51 p. m.", "2025-01-02 16:51:00"),
            ("15/sept./24 8:00 a.m.", "2024-09-15 08:00:00"),
            ("7/ago/1999 10:00", "1999-08-07 10:00:00"),
            ("2023-08-17 08:42:42.23", "2023-08-17 08:42:42.230"),
            ("6/21/2025 16:14", "2025-06-21 16:14:00"),
            ("8/12/2025 7:00:00 AM", "2025-12-08 07:00:00"),
            ("21.6.2025", "2025-06-21 00:00:00"),
            ("2025/06/21", "2025-06-21 00:00:00"),
            ("2024-05-14T08:53:33Z", "2024-05-14 08:53:33"),
            ("2018-05-14T23:54:10.593+0200", "2018-05-14 21:54:10.593"),
            ("2018-05-14T23:54:10-05:30", "2018-05-15 05:24:10"),
            ("Tue May 14 2024 08:53:33 GMT+0000 (GMT)", "2024-05-14 08:53:33"),
            ("Tue May 14 2024 08:53:33 (GMT+00:00)", "2024-05-14 08:53:33"),
            ("2023-09-01 10:11:12 UTC", "2023-09-01 10:11:12"),
            ("20210213T070000Z", "2021-02-13 07:00:00"),
            ("May 14, 2024", "2024-05-14 00:00:00"),
            ("14 May 2024", "2024-05-14 00:00:00"),
            (" 2024-02-29 ", "2024-02-29 00:00:00"),
        ] {
            assert_eq!(shown(dates(None), text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "soon",
            "31/Feb/23",
            "0001-01-01",
            "2024-13-01",
            "13/13/2025",
            "99/99/99",
            "1",
            "5/6",
            "10:00",
            "2024-01-01 25:00",
            "\u{1b}[2J",
            "٣/٤/٢٠٢٥",
            "2300-01-01",
            "99999999999999999999/1/1",
            "1/1/2024 10:00 +99:99",
            "é/é/é",
            "30/Aug/",
        ] {
            assert_eq!(shown(dates(None), text), None, "{text}");
        }
    }

    #[test]
    fn the_other_dates_tell_whether_the_day_comes_first() {
        let learn = |list: &[&str]| {
            let dates: Vec<_> = (2..).zip(list.iter().copied()).collect();
            Dates::learn(Zone::UTC, None, dates.into_iter())
        };
        let (dates, remark) = learn(&["6/7/2025", "6/21/2025"]);
        assert_eq!((shown(dates, "6/7/2025").unwrap().as_str(), remark), ("2025-06-07 00:00:00", None));
        let (dates, remark) = learn(&["6/7/2025", "21/6/2025"]);
        assert_eq!((shown(dates, "6/7/2025").unwrap().as_str(), remark), ("2025-07-06 00:00:00", None));
        let (dates, remark) = learn(&["6/6/2025", "6/7/2025 10:00", "1/2/2025"]);
        assert_eq!(shown(dates, "6/7/2025").unwrap(), "2025-07-06 00:00:00");
        let remark = remark.unwrap();
        assert_eq!(remark.line, 3);
        assert!(remark.reason.starts_with("\"6/7/2025 10:00\" can be read in two ways"), "{}", remark.reason);
    }

    #[test]
    fn a_person_can_say_which_comes_first() {
        assert_eq!(shown(dates(Some(false)), "6/7/2025").unwrap(), "2025-06-07 00:00:00");
        assert_eq!(shown(dates(Some(false)), "21/6/2025").unwrap(), "2025-06-21 00:00:00");
    }

    #[test]
    fn a_wall_clock_is_the_zones_and_a_missing_hour_the_next() {
        let berlin = Dates::learn("Europe/Berlin".parse().unwrap(), None, std::iter::empty()).0;
        assert_eq!(shown(berlin, "20/Jul/23 3:25 PM").unwrap(), "2023-07-20 13:25:00");
        assert_eq!(shown(berlin, "2026-03-29 02:30").unwrap(), "2026-03-29 01:30:00");
    }
}
