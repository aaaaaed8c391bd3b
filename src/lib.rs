//! Ceremony.

pub mod domain;
