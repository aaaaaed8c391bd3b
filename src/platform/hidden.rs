//! A line that is typed without being shown.

/// The longest line, in bytes.
const MOST: usize = 4_096;

/// What was typed without being shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HiddenInput {
    /// A line, without its end.
    Line(String),
    /// Nothing: the program is to end with this exit code.
    Ended(u8),
}

/// A line while it is typed.
#[derive(Debug, Default)]
pub(super) struct HiddenLine {
    bytes: Vec<u8>,
}

impl HiddenLine {
    /// Takes the next byte; returns the outcome if it ends the line.
    pub fn take(&mut self, byte: u8) -> Option<HiddenInput> {
        match byte {
            // Ctrl-c
            3 => return Some(HiddenInput::Ended(130)),
            // Ctrl-d, Enter
            4 | b'\n' | b'\r' => return Some(std::mem::take(self).finish()),
            // Backspace: a whole letter.
            8 | 127 => {
                let mut text = String::from_utf8_lossy(&self.bytes).into_owned();
                text.pop();
                self.bytes = text.into_bytes();
            }
            // Ctrl-u
            21 => self.bytes.clear(),
            _ if self.bytes.len() < MOST => self.bytes.push(byte),
            _ => {}
        }
        None
    }

    /// Returns the line as it is.
    pub fn finish(self) -> HiddenInput {
        HiddenInput::Line(String::from_utf8_lossy(&self.bytes).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_line_is_corrected_and_ended_like_any_other() {
        let typed = |text: &str| {
            let mut line = HiddenLine::default();
            text.bytes().find_map(|byte| line.take(byte))
        };
        let line = |text: &str| Some(HiddenInput::Line(text.to_owned()));
        assert_eq!(typed("13\r"), line("13"));
        assert_eq!(typed("8é\u{7f}\u{7f}5\n"), line("5"));
        assert_eq!(typed("abc\u{15}XL\u{4}"), line("XL"));
        assert_eq!(typed("1\u{3}"), Some(HiddenInput::Ended(130)));
        assert_eq!(typed("1"), None);
    }
}
