//! How values of views are written as JSON.

use crate::domain::value::Points;
use serde::{Serialize as _, Serializer};

/// Returns points as a number: a whole one where they are whole.
pub fn number(points: Points) -> serde_json::Number {
    let hundredths = points.as_hundredths();
    if hundredths.is_multiple_of(100) {
        return (hundredths / 100).into();
    }
    serde_json::Number::from_f64(f64::from(hundredths) / 100.0).unwrap_or_else(|| 0.into())
}

/// Writes points, or nothing, as a number or null.
#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands the field over by reference"
)]
pub(super) fn optional_points<S: Serializer>(points: &Option<Points>, out: S) -> Result<S::Ok, S::Error> {
    points.map(number).serialize(out)
}
