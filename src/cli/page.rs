//! A text in the making, line by line.

/// A text in the making.
#[derive(Debug, Default)]
pub(super) struct TextPage(String);

impl TextPage {
    /// Adds a text as it is.
    pub fn add(&mut self, text: &str) {
        self.0.push_str(text);
    }

    /// Adds a text and ends its line.
    pub fn line(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    /// Tells whether nothing stands there yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the text.
    pub fn end(self) -> String {
        self.0
    }
}

impl From<String> for TextPage {
    fn from(text: String) -> Self {
        Self(text)
    }
}
