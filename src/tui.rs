//! The full-screen program: drawing and keyboard input. It does not know SQL or file formats.

pub mod action;
pub mod app;
pub mod background;
pub mod clipboard;
pub mod context;
pub mod draft;
pub mod editor;
pub mod effect;
pub mod import;
pub mod key;
pub mod keymap;
pub mod layer;
pub mod model;
pub mod rgb;
pub mod run;
pub mod screen;
pub mod start;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod update;
pub mod upkeep;
pub mod view;
pub mod welcome;
pub mod widget;
pub mod world;
