//! Pace: how much a day is needed, and how much a day was done.

/// How a sprint goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Going {
    /// Everything is done.
    Done,
    /// As much a day was done as is needed, or more.
    OnCourse,
    /// Less a day was done than is needed.
    Behind,
    /// The first day is not over, or no working days are known: nothing can be said yet.
    Open,
}

/// A sprint's pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// What is left, in hundredths of a point.
    pub left: u64,
    /// What has to be done on each of the days after today, in tenths of a point; `None` where no day is known.
    pub needed: Option<u64>,
    /// What was done on each day up to today, in tenths of a point; `None` before the first.
    pub so_far: Option<u64>,
    /// What follows. Compares the tenths, so that it never says other than they do.
    pub going: Going,
}

/// Returns the pace on working day `day` (from 1; 0 before the first) of `days`, with so much left and done, in
/// hundredths of a point.
///
/// Today counts as gone, but for the last day, on which work can still be accepted.
pub fn pace(left: u64, done: u64, day: usize, days: usize) -> Pace {
    let tenths = |amount: u64, days: usize| {
        let days = days as u64 * 10;
        (amount + days / 2).checked_div(days)
    };
    let needed = if days == 0 { None } else { tenths(left, days.saturating_sub(day).max(1)) };
    let so_far = tenths(done, day);
    let going = match (needed, so_far) {
        _ if left == 0 => Going::Done,
        (Some(needed), Some(so_far)) if day > 1 => {
            if so_far >= needed {
                Going::OnCourse
            } else {
                Going::Behind
            }
        }
        (None | Some(_), None | Some(_)) => Going::Open,
    };
    Pace { left, needed, so_far, going }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirteen_points_in_four_days_after_21_in_six_are_on_course() {
        let pace = pace(13_00, 21_00, 6, 10);
        assert_eq!((pace.needed, pace.so_far, pace.going), (Some(33), Some(35), Going::OnCourse));
    }

    #[test]
    fn on_the_last_day_all_that_is_left_is_needed() {
        let last = pace(3_00, 21_00, 10, 10);
        assert_eq!((last.needed, last.going), (Some(30), Going::Behind));
        assert_eq!(pace(0, 21_00, 10, 10).going, Going::Done);
        assert_eq!(pace(13_00, 9_00, 6, 10).going, Going::Behind);
    }

    #[test]
    fn the_first_day_and_a_sprint_without_days_say_nothing_yet() {
        assert_eq!(pace(13_00, 0, 1, 10).going, Going::Open);
        let nothing = Pace { left: 13_00, needed: None, so_far: None, going: Going::Open };
        assert_eq!(pace(13_00, 0, 0, 0), nothing);
    }
}
