//! Copying to the clipboard, and opening links. Only on a key of the person; the clipboard is never read.

use super::terminal::Terminal;
use super::text::{clip, sanitize_lines};
use crate::platform;
use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

/// The maximum number of bytes copied: terminals refuse more, or hang.
const MOST: usize = 64 * 1_024;

/// The reason why a text was not copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotCopied {
    /// It is too large.
    #[error("{0} bytes are too many for the clipboard; the most is {MOST}")]
    TooLarge(usize),
}

/// Copies a text to the clipboard of the person's own machine, also over SSH (OSC 52).
///
/// Control characters are removed, since much of it is pasted into terminals. Whether the terminal complies cannot be
/// determined.
pub fn copy(terminal: &mut Terminal, text: &str) -> Result<(), NotCopied> {
    terminal.send(&sequence(text)?);
    Ok(())
}

fn sequence(text: &str) -> Result<String, NotCopied> {
    if text.len() > MOST {
        return Err(NotCopied::TooLarge(text.len()));
    }
    let text = sanitize_lines(text);
    let mut sequence = String::new();
    // Writing to a string cannot fail.
    let _ = CopyToClipboard::to_clipboard_from(&*text).write_ansi(&mut sequence);
    Ok(sequence)
}

/// Opens a web link on this machine's desktop; no other kind of link is ever opened. Returns whether it was opened.
pub fn open_link(link: &str, has_desktop: bool) -> bool {
    is_web_link(link) && has_desktop && platform::open_link(link)
}

/// Returns whether a text is a complete web link without hidden characters.
pub fn is_web_link(text: &str) -> bool {
    let rest = ["http://", "https://"]
        .iter()
        .find_map(|scheme| text.get(..scheme.len()).filter(|it| it.eq_ignore_ascii_case(scheme)))
        .map(|scheme| &text[scheme.len()..]);
    rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric) || rest.starts_with('['))
        && text.len() <= 2_000
        && !text.contains(|letter: char| letter.is_whitespace() || letter.is_control())
        && clip(text, usize::MAX) == text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_our_own_base64() {
        assert_eq!(sequence("PB-142").unwrap(), "\u{1b}]52;c;UEItMTQy\u{1b}\\");
        // Text pasted into a shell runs nothing.
        assert_eq!(sequence("a\u{1b}\u{7}\nb").unwrap(), sequence("a\u{241b}\u{2407}\nb").unwrap());
        let large = "x".repeat(MOST + 1);
        let message = sequence(&large).unwrap_err().to_string();
        assert_eq!(message, "65537 bytes are too many for the clipboard; the most is 65536");
    }

    #[test]
    fn only_links_to_the_web_are_links() {
        for (text, is_link) in [
            ("https://example.org/a?b=c", true),
            ("HTTP://example.org", true),
            ("http://[::1]/", true),
            ("file:///home/ana/x", false),
            ("javascript:alert(1)", false),
            ("https://", false),
            ("https://-x", false),
            ("https://a b", false),
            ("https://a\u{1b}", false),
            ("https://a\u{202e}b", false),
            ("--help", false),
            ("é", false),
            ("", false),
        ] {
            assert_eq!(is_web_link(text), is_link, "{text}");
        }
    }

    #[test]
    fn nothing_else_is_opened() {
        assert!(!open_link("file:///home/ana/x", true));
        assert!(!open_link("https://example.org", false));
    }
}
