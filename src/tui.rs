//! The terminal: what is drawn and which keys are read. It knows no SQL and no file format.

pub mod background;
pub mod clipboard;
pub mod editor;
pub mod key;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod widget;
