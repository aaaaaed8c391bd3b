//! Long texts.

use super::{Answer, Then};
use crate::domain::value::Prose;
use crate::tui::model::Model;
use crate::tui::widget::text_area::TextArea;
use crate::tui::world::World;

/// A long text that is being written.
pub struct Writing {
    /// What it is.
    pub title: String,
    /// The text so far.
    pub area: TextArea,
    /// What is wrong with it.
    pub note: Option<String>,
    /// The field of the form below that it is the text of.
    pub field: Option<usize>,
    /// What the text comes to.
    pub then: Then<str>,
}

impl Writing {
    /// Begins with a text.
    pub fn new(
        title: impl Into<String>,
        text: &str,
        then: impl Fn(&mut Model, &World<'_>, &str) -> Answer + 'static,
    ) -> Self {
        Self::again(title, text, Then::new(then))
    }

    /// Begins with a text that comes to what it already would have.
    pub fn again(title: impl Into<String>, text: &str, then: Then<str>) -> Self {
        let mut area = TextArea::new(Prose::MOST);
        area.set_text(text);
        Self { title: title.into(), area, note: None, field: None, then }
    }
}
