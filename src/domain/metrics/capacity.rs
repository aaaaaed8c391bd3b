//! Capacity of a team. Person-days and velocities are in hundredths.

use super::share::rounded;

/// Returns the expected velocity with `now` person-days, given the velocity reached with `then` person-days.
///
/// `None` if `then` is 0.
pub fn scaled_velocity(velocity: u64, then: u64, now: u64) -> Option<u64> {
    rounded(u128::from(velocity) * u128::from(now), then)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ex_13b_fewer_person_days_mean_a_lower_velocity() {
        assert_eq!(scaled_velocity(31_00, 45_00, 41_00), Some(28_24));
        assert_eq!(scaled_velocity(31_00, 0, 41_00), None);
    }
}
