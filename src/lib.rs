//! Ceremony.

pub mod clock;
pub mod config;
pub mod domain;
pub mod exchange;
pub mod session;
pub mod store;
pub mod tui;
