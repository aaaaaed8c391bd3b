//! Ceremony.

pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod domain;
pub mod exchange;
pub mod filter;
pub mod names;
pub mod session;
pub mod store;
pub mod text;
pub mod tui;
pub mod wording;
