//! Time zones of the IANA database, which is built into the program.

use super::{Instant, Spelled};
use chrono::{DateTime, NaiveDateTime, TimeDelta};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use tz::TimeZoneRef;

/// A time zone of the IANA database, such as `Europe/Berlin`.
#[derive(Clone, Copy)]
pub struct Zone {
    name: &'static str,
    rules: &'static TimeZoneRef<'static>,
}

/// The error for an unknown time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a time zone of the IANA list")]
pub struct BadZone;

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self { name: "UTC", rules: &tzdb_data::time_zone::UTC };

    /// Returns the IANA name.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Returns the names of all zones, sorted.
    pub fn names() -> &'static [&'static str] {
        tzdb_data::TZ_NAMES
    }

    /// Returns the local date and time at `moment`.
    pub fn wall_clock(self, moment: Instant) -> NaiveDateTime {
        let offset = self.offset(moment.0.div_euclid(1_000));
        DateTime::from_timestamp_millis(moment.0)
            .and_then(|utc| utc.naive_utc().checked_add_signed(TimeDelta::seconds(offset)))
            .unwrap_or_default()
    }

    /// Returns the moment at which local clocks show `wall`: the first one for a time that occurs twice; a time that
    /// is skipped when clocks are put forward is converted with the offset before the change.
    pub fn moment(self, wall: NaiveDateTime) -> Instant {
        const DAY: i64 = 86_400;
        let as_utc = wall.and_utc().timestamp();
        // No zone changes its offset twice within two days.
        let before = self.offset(as_utc - DAY);
        let after = self.offset(as_utc + DAY);
        let fits = |offset: &i64| self.offset(as_utc - offset) == *offset;
        let offset = [before, after].into_iter().find(fits).unwrap_or(before);
        Instant(wall.and_utc().timestamp_millis() - offset * 1_000)
    }

    /// Returns the offset from UTC in seconds, at a Unix time in seconds.
    fn offset(self, unix_time: i64) -> i64 {
        self.rules.find_local_time_type(unix_time).map_or(0, |kind| i64::from(kind.ut_offset()))
    }
}

impl FromStr for Zone {
    type Err = BadZone;

    /// Parses an IANA name, ignoring case.
    fn from_str(name: &str) -> Result<Self, BadZone> {
        let rules = tzdb_data::find_tz(name.as_bytes()).ok_or(BadZone)?;
        let known = Self::names().iter().find(|known| known.eq_ignore_ascii_case(name)).ok_or(BadZone)?;
        Ok(Self { name: known, rules })
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Zone {}

impl Hash for Zone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name)
    }
}

impl Spelled for Zone {
    const EXPECTED: &'static str = "an IANA time zone";
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        name.parse().unwrap()
    }

    fn shown(zone: Zone, utc: &str) -> String {
        let moment: DateTime<chrono::Utc> = utc.parse().unwrap();
        zone.wall_clock(Instant(moment.timestamp_millis())).to_string()
    }

    fn moment(zone: Zone, wall: &str) -> String {
        zone.moment(wall.parse().unwrap()).rfc3339()
    }

    #[test]
    fn clocks_follow_the_zone_in_summer_and_winter_and_after_its_listed_changes() {
        let berlin = zone("Europe/Berlin");
        assert_eq!(shown(berlin, "2026-03-29T00:59:59Z"), "2026-03-29 01:59:59");
        assert_eq!(shown(berlin, "2026-03-29T01:00:00Z"), "2026-03-29 03:00:00");
        assert_eq!(shown(berlin, "2090-07-01T12:00:00Z"), "2090-07-01 14:00:00");
        assert_eq!(shown(zone("Asia/Kathmandu"), "2026-11-29T20:00:00.250Z"), "2026-11-30 01:45:00.250");
        assert_eq!(shown(Zone::UTC, "2026-11-29T20:00:00Z"), "2026-11-29 20:00:00");
    }

    #[test]
    fn a_time_that_comes_twice_is_the_first_and_one_that_is_left_out_counts_from_before() {
        let berlin = zone("Europe/Berlin");
        assert_eq!(moment(berlin, "2026-06-01T14:00:00"), "2026-06-01T12:00:00.000Z");
        assert_eq!(moment(berlin, "2026-10-25T02:30:00"), "2026-10-25T00:30:00.000Z");
        assert_eq!(moment(berlin, "2026-03-29T02:30:00"), "2026-03-29T01:30:00.000Z");
        assert_eq!(moment(berlin, "2026-03-29T03:00:00"), "2026-03-29T01:00:00.000Z");
        assert_eq!(moment(zone("America/New_York"), "2026-11-01T01:30:00"), "2026-11-01T05:30:00.000Z");
        // A change by half an hour: the repeated time is half an hour, too.
        assert_eq!(moment(zone("Australia/Lord_Howe"), "2026-04-05T01:45:00"), "2026-04-04T14:45:00.000Z");
    }

    #[test]
    fn every_moment_is_found_again_unless_clocks_show_it_twice() {
        for name in Zone::names() {
            let zone = zone(name);
            for step in 0..400 {
                // In steps of a little over five days, from 2024 on.
                let at = Instant(1_704_067_200_000 + step * 432_017_000);
                let again = zone.moment(zone.wall_clock(at));
                assert!(again == at || zone.wall_clock(again) == zone.wall_clock(at), "{name} {at:?}");
            }
        }
    }

    #[test]
    fn a_name_is_read_in_any_case_and_nothing_else_is() {
        assert_eq!(zone("europe/berlin").name(), "Europe/Berlin");
        assert_eq!(zone("EST5EDT").name(), "EST5EDT");
        assert_eq!("CET-1CEST".parse::<Zone>(), Err(BadZone));
        assert_eq!("".parse::<Zone>(), Err(BadZone));
    }
}
