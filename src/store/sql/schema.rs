//! The whole schema, as a new database gets it. How older ones are brought there is each engine's own.

/// The number of this schema. Whoever changes `schema.sql` adds 1 and gives each engine a way there.
pub(in crate::store) const VERSION: i64 = 4;

/// Every table with its indexes, in the order of their references. Engines differ in what `{INT}`, `{STRICT}` and
/// `{BYTES}` stand for: a 64-bit integer, strict typing, and comparing text byte by byte. The index for searching words is
/// not here: each engine makes its own.
pub(in crate::store) const SCHEMA: &str = include_str!("schema.sql");
