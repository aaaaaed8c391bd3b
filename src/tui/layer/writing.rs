//! The editor for long texts.

use super::Then;
use crate::domain::value::Prose;
use crate::tui::widget::text_area::TextArea;
use crate::tui::world::World;

/// A long text being edited.
pub struct TextEditor<E> {
    /// The title.
    pub title: String,
    /// The text so far.
    pub area: TextArea,
    /// The validation error.
    pub note: Option<String>,
    /// The index of the form field below that it edits.
    pub field: Option<usize>,
    /// What happens with the text.
    pub then: Then<str, E>,
}

impl<E> TextEditor<E> {
    /// Creates an editor with an initial text.
    pub fn new(
        title: impl Into<String>,
        text: &str,
        then: impl Fn(&World<'_>, &str) -> Result<Vec<E>, String> + 'static,
    ) -> Self {
        Self::again(title, text, Then::new(then))
    }

    /// Creates an editor with an existing continuation.
    pub fn again(title: impl Into<String>, text: &str, then: Then<str, E>) -> Self {
        let mut area = TextArea::new(Prose::MOST);
        area.set_text(text);
        Self { title: title.into(), area, note: None, field: None, then }
    }
}
