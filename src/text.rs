//! Text on its way to people: made harmless, measured in columns, cut and wrapped; and which known name somebody meant.
//!
//! Every text that somebody typed or a file brought passes here before it is drawn or printed. Texts are stored as they
//! were given; this is the one gate where what could command a terminal, or deceive a reader, is taken out.

mod measure;
mod nearest;
mod sanitize;
mod sections;
mod wrap;

pub use measure::{clip, clip_with, fit_left, fit_right, fit_with, width};
pub use nearest::{most_alike, nearest};
pub use sanitize::{harmless_lines, is_harmless, sanitize};
pub use sections::Sections;
pub use wrap::{pack, wrap, wrapped};
