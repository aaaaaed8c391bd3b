//! One field of a form.

use crate::tui::widget::line_input::LineInput;
use std::borrow::Cow;

/// The input of a field.
pub enum FieldInput {
    /// One line.
    Line(LineInput),
    /// A long text.
    Long(String),
    /// One of several.
    One {
        /// The options.
        options: Vec<String>,
        /// The index of the selected one.
        at: usize,
    },
    /// Any number of several.
    Some {
        /// The options, each with whether it is selected.
        options: Vec<(String, bool)>,
    },
}

/// A field.
pub struct FormField {
    /// The label.
    pub label: Cow<'static, str>,
    /// A brief hint about what to enter.
    pub hint: Cow<'static, str>,
    /// The input.
    pub input: FieldInput,
    /// Its text when the form was opened.
    pub before: String,
}

impl FormField {
    /// Replaces the label.
    pub fn called(&mut self, label: &'static str) {
        self.label = label.into();
    }

    /// Returns the text, or the labels of the chosen options, one per line.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.input {
            FieldInput::Line(input) => input.text().into(),
            FieldInput::Long(text) => text.into(),
            FieldInput::One { options, at } => options.get(*at).map_or("", String::as_str).into(),
            FieldInput::Some { options } => {
                let chosen: Vec<&str> = options.iter().filter(|it| it.1).map(|it| it.0.as_str()).collect();
                chosen.join("\n").into()
            }
        }
    }

    /// Returns whether the text differs from when the form was opened.
    pub fn is_changed(&self) -> bool {
        self.text() != self.before
    }

    /// Selects these options, and deselects all others; a field with one choice selects the first.
    pub fn choose(&mut self, chosen: &[usize]) {
        match &mut self.input {
            FieldInput::One { at, .. } => *at = chosen.first().copied().unwrap_or(*at),
            FieldInput::Some { options } => {
                for (option, (_, is_chosen)) in options.iter_mut().enumerate() {
                    *is_chosen = chosen.contains(&option);
                }
            }
            FieldInput::Line(_) | FieldInput::Long(_) => {}
        }
    }

    /// Replaces the content by a text, or by the options that it lists, as one undoable edit.
    pub fn paste_over(&mut self, given: &str) {
        match &mut self.input {
            FieldInput::Line(input) => input.paste_over(given),
            FieldInput::Long(text) => given.clone_into(text),
            FieldInput::One { options, at } => *at = options.iter().position(|it| it == given).unwrap_or(*at),
            FieldInput::Some { options } => {
                for (option, is_chosen) in options {
                    *is_chosen = given.lines().any(|line| line == option);
                }
            }
        }
    }
}
