//! Scrum in types: what exists and how it may change. No input, output, SQL, clock, randomness or terminal.

pub mod import;
pub mod value;
