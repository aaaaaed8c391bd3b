//! Serialisation of values in views.

use crate::domain::entity::Entity;
use crate::domain::exported::{Exported, NameResolver};
use crate::domain::value::{Instant, Points};
use serde::{Serialize, Serializer};

/// Returns points as a number, an integer where they are whole.
pub fn number(points: Points) -> serde_json::Number {
    let hundredths = points.as_hundredths();
    if hundredths.is_multiple_of(100) {
        return (hundredths / 100).into();
    }
    serde_json::Number::from_f64(f64::from(hundredths) / 100.0).unwrap_or_else(|| 0.into())
}

/// Converts hundredths of a point to points.
pub fn hundredths(hundredths: u64) -> serde_json::Number {
    number(Points::hundredths(u32::try_from(hundredths).unwrap_or(u32::MAX)))
}

/// Returns parts of a day as days, of which `in_a_day` make one; exact, a whole number where it is whole.
pub(super) fn days(parts: u64, in_a_day: u64) -> serde_json::Number {
    if parts.is_multiple_of(in_a_day) {
        return (parts / in_a_day).into();
    }
    let as_float = |number: u64| u32::try_from(number).map_or(f64::MAX, f64::from);
    serde_json::Number::from_f64(as_float(parts) / as_float(in_a_day)).unwrap_or_else(|| 0.into())
}

/// Serialises hundredths of a point as points.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands the field over by reference")]
pub(super) fn as_points<S: Serializer>(points: &u64, out: S) -> Result<S::Ok, S::Error> {
    hundredths(*points).serialize(out)
}

/// Serialises optional points as a number or null.
#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands the field over by reference"
)]
pub(super) fn optional_points<S: Serializer>(points: &Option<Points>, out: S) -> Result<S::Ok, S::Error> {
    points.map(number).serialize(out)
}

/// Serialises a time as RFC 3339, in UTC.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands the field over by reference")]
pub(super) fn instant<S: Serializer>(at: &Instant, out: S) -> Result<S::Ok, S::Error> {
    at.rfc3339().serialize(out)
}

/// Serialises an optional time as RFC 3339, in UTC, or null.
#[expect(clippy::ref_option, reason = "serde hands the field over by reference")]
pub(super) fn optional_instant<S: Serializer>(at: &Option<Instant>, out: S) -> Result<S::Ok, S::Error> {
    at.map(Instant::rfc3339).serialize(out)
}

/// The exported fields of an entity, under the names in its table.
#[derive(Debug)]
pub struct NamedFields(Vec<(&'static str, Exported)>);

impl NamedFields {
    /// Exports an entity.
    pub fn of<E: Entity>(entity: &E, names: &dyn NameResolver) -> Self {
        Self(entity.json(names))
    }
}

impl Serialize for NamedFields {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.0.iter().map(|(name, value)| (name, json(value))))
    }
}

fn json(value: &Exported) -> serde_json::Value {
    match value {
        Exported::Nothing => serde_json::Value::Null,
        Exported::Text(text) => text.as_str().into(),
        Exported::Count(number) => (*number).into(),
        Exported::Points(points) => number(*points).into(),
        Exported::Titled { key, title } => serde_json::json!({ "key": key, "title": title }),
        Exported::List(values) => values.as_slice().into(),
    }
}
