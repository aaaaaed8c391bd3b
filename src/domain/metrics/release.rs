//! Release planning: when an amount is done, and how much is done by a date.

/// A range of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between {
    /// The low end.
    pub low: u64,
    /// The high end.
    pub high: u64,
}

/// Returns in how many sprints `remaining` is done: fewest at the high end of the velocity, most at the low end.
///
/// `None` if the low end is 0: it might never be done. Source: `⌈remaining / velocity⌉`, Mike Cohn, Agile Estimating
/// and Planning.
pub fn sprints_needed(remaining: u64, velocity: Between) -> Option<Between> {
    (velocity.low > 0).then(|| Between {
        low: remaining.div_ceil(velocity.high.max(1)),
        high: remaining.div_ceil(velocity.low),
    })
}

/// Returns how much is done after `sprints` sprints: their number times the low and the high end of the velocity.
pub fn done_after(sprints: u64, velocity: Between) -> Between {
    Between { low: velocity.low.saturating_mul(sprints), high: velocity.high.saturating_mul(sprints) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Velocity 33 ± 4.
    const VELOCITY: Between = Between { low: 29, high: 37 };

    #[test]
    fn five_sprints_of_33_give_or_take_4_bring_145_to_185_points() {
        assert_eq!(done_after(5, VELOCITY), Between { low: 145, high: 185 });
    }

    #[test]
    fn points_take_fewest_sprints_at_the_high() {
        assert_eq!(sprints_needed(120, VELOCITY), Some(Between { low: 4, high: 5 }));
        assert_eq!(sprints_needed(0, VELOCITY), Some(Between { low: 0, high: 0 }));
        assert_eq!(sprints_needed(120, Between { low: 0, high: 37 }), None);
    }
}
