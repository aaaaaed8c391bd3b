//! Settings.

pub mod nearest;

pub use nearest::nearest;
