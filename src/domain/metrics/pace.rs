//! Pace: how much a day is needed, and how much a day was done. Amounts are in hundredths of a point.

/// How a sprint goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Going {
    /// Everything is done.
    Done,
    /// As much a day was done as is needed, or more.
    OnCourse,
    /// Less a day was done than is needed.
    Behind,
    /// No whole day is left, and something is.
    OutOfDays,
    /// No day is over yet, or no working days are known.
    Open,
}

/// A sprint's pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// What is left.
    pub left: u64,
    /// What has to be done on each of the days after today; `None` where there is none.
    pub needed: Option<u64>,
    /// What was done on each day up to today; `None` before the first.
    pub so_far: Option<u64>,
    /// What follows.
    pub going: Going,
}

/// Returns the pace on working day `day` (from 1; 0 before the first) of `days`, when so much is left and done.
///
/// Today counts as a day that was there to work: it is among the days so far.
pub fn pace(left: u64, done: u64, day: usize, days: usize) -> Pace {
    let rounded = |amount: u64, days: usize| {
        let days = days as u64;
        (amount + days / 2).checked_div(days)
    };
    let needed = rounded(left, days.saturating_sub(day));
    let so_far = rounded(done, day);
    let going = match (needed, so_far) {
        _ if left == 0 => Going::Done,
        (_, None) => Going::Open,
        (None, Some(_)) => Going::OutOfDays,
        (Some(needed), Some(so_far)) if so_far >= needed => Going::OnCourse,
        (Some(_), Some(_)) => Going::Behind,
    };
    Pace { left, needed, so_far, going }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirteen_points_in_four_days_after_21_in_six_are_on_course() {
        let pace = pace(13_00, 21_00, 6, 10);
        assert_eq!((pace.needed, pace.so_far, pace.going), (Some(3_25), Some(3_50), Going::OnCourse));
    }

    #[test]
    fn what_is_left_on_the_last_day_is_out_of_days() {
        assert_eq!(pace(3_00, 21_00, 10, 10).going, Going::OutOfDays);
        assert_eq!(pace(0, 21_00, 10, 10).going, Going::Done);
        assert_eq!(pace(13_00, 9_00, 6, 10).going, Going::Behind);
        assert_eq!(pace(13_00, 0, 0, 10).going, Going::Open);
        assert_eq!(
            pace(13_00, 0, 0, 0),
            Pace { left: 13_00, needed: None, so_far: None, going: Going::Open }
        );
    }
}
