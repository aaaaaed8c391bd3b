//! The cycle times of finished items. How they are computed is in [`super::metrics::cycle_time`].

use serde::Serialize;

/// The cycle times of finished items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct CycleTimes {
    /// The number of items.
    pub items: usize,
    /// The number of days that half of them took at most; `None` without any.
    #[serde(rename = "median_days")]
    pub median: Option<u64>,
    /// The number of days that 85 % of them took at most; `None` with fewer than ten items.
    #[serde(rename = "p85_days")]
    pub line: Option<u64>,
}
