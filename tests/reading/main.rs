//! Everything that reads text from outside, with texts of every kind: files to import, settings, key names, what
//! people type, and files to open. The fuzz targets in `tests/fuzz` go further.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod files;
mod imports;
mod probe;
mod typed;
