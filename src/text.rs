//! Text for display: sanitized, measured in columns, clipped and wrapped; and the nearest known name to what was
//! typed.
//!
//! Every text that a person typed or that comes from a file passes through here before it is drawn or printed. Texts
//! are stored as they were given; this is the only place that removes what could control a terminal or deceive a
//! reader.

mod measure;
mod nearest;
mod sanitize;
mod sections;
mod shell;
mod wrap;

pub use measure::{clip, clip_middle, clip_with, fit_left, fit_right, fit_with, width};
pub use nearest::{most_alike, nearest};
pub use sanitize::{is_safe_char, sanitize, sanitize_lines};
pub use sections::Sections;
pub use shell::shell_word;
pub use wrap::{pack, wrap, wrap_evenly, wrap_first};
