//! The complete schema of a new database. How older ones are upgraded is up to each engine.

/// The version of this schema. Anyone who changes `schema.sql` increments it and adds an upgrade step to each engine.
pub(in crate::store) const VERSION: i64 = 7;

/// Every table with its indexes, ordered by their references. `{INT}`, `{STRICT}` and `{BYTES}` differ between
/// engines: a 64-bit integer, strict typing, and bytewise comparison of text. The search index is not here: each
/// engine creates its own.
pub(in crate::store) const SCHEMA: &str = include_str!("schema.sql");
