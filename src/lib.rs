//! Ceremony.

pub mod domain;
pub mod exchange;
pub mod session;
pub mod store;
