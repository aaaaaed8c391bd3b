//! Values in JSON, represented as in the database: numbers and texts.

/// Implements serde for scalars by means of their cells.
macro_rules! serde_as_cell {
    ($($type:ty),+ $(,)?) => { $(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                match $crate::domain::value::Scalar::to_value(self) {
                    $crate::domain::value::Value::Int(number) => out.serialize_i64(number),
                    $crate::domain::value::Value::Text(text) => out.serialize_str(&text),
                    $crate::domain::value::Value::Null => out.serialize_none(),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                use $crate::domain::value::{Cell, Scalar, json::Raw};
                let raw = Raw::deserialize(from)?;
                let cell = match &raw {
                    Raw::Int(number) => Cell::Int(*number),
                    Raw::Text(text) => Cell::Text(text),
                };
                <Self as Scalar>::from_cell(cell).map_err(serde::de::Error::custom)
            }
        }
    )+ };
}
pub(crate) use serde_as_cell;

/// A cell read from JSON.
#[derive(serde::Deserialize)]
#[serde(untagged)]
pub(crate) enum Raw {
    /// A number.
    Int(i64),
    /// A text.
    Text(String),
}

serde_as_cell! { super::Line, super::Points }
