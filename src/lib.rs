//! Ceremony.

pub mod domain;
pub mod exchange;
