//! Measures of a sprint, computed from its report: say/do, scope change, creep and carry-over.
//!
//! Definitions as in Jira's sprint report and Choetkiertikul et al., IEEE TSE 2017. Both readings of say/do are given,
//! because they differ widely.

use super::share::Share;
use crate::domain::report::SprintReport;
use serde::Serialize;

/// The measures of a sprint, from amounts in hundredths of a point. A share of zero has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Measures {
    /// All that was done, as a share of the forecast; may exceed 100 %.
    pub done: Share,
    /// The forecast items that were done, as a share of the forecast.
    pub done_of_forecast: Share,
    /// (added + removed + |re-estimated|) as a share of the forecast.
    pub scope_change: Share,
    /// Added, as a share of the forecast.
    pub creep: Share,
    /// Carried over, as a share of the final scope.
    pub carried: Share,
}

/// Computes the measures of a sprint.
pub fn measures(report: &SprintReport) -> Measures {
    let of_forecast = |part| Share::new(part, report.forecast_points);
    let changed = report.added_points + report.removed_points + report.reestimated.unsigned_abs();
    Measures {
        done: of_forecast(report.done_points),
        done_of_forecast: of_forecast(report.done_of_forecast_points),
        scope_change: of_forecast(changed),
        creep: of_forecast(report.added_points),
        carried: Share::new(report.carried_points, u64::try_from(report.scope_points()).unwrap_or(0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mesosphere, sprint 35.
    fn sprint_35() -> SprintReport {
        SprintReport {
            forecast_points: 14_00,
            added_points: 5_00,
            removed_points: 5_00,
            done_points: 7_00,
            done_of_forecast_points: 2_00,
            carried_points: 7_00,
            ..SprintReport::default()
        }
    }

    #[test]
    fn ex_14_half_as_much_was_done_but_a_seventh_of_what_was_said() {
        let report = sprint_35();
        let measures = measures(&report);
        assert_eq!(report.scope_points(), 14_00);
        assert_eq!(measures.done.percent(), Some(50));
        assert_eq!(measures.done_of_forecast.percent(), Some(14));
        assert_eq!(measures.scope_change.percent(), Some(71));
        assert_eq!(measures.carried, Share::new(7_00, 14_00));
    }

    #[test]
    fn a_sprint_without_a_forecast_has_no_shares_of_it() {
        let report = SprintReport { done_points: 3_00, added_points: 3_00, ..SprintReport::default() };
        let measures = measures(&report);
        assert_eq!(measures.done.to_string(), "n/a");
        assert_eq!(measures.creep.to_string(), "n/a");
        assert_eq!(measures.carried.to_string(), "0 %");
    }
}
