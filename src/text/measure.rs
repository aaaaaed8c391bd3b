//! Measuring the width of a text in columns, and clipping or padding it.

use super::sanitize;
use ratatui::buffer::CellWidth as _;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation as _;

/// Returns the number of columns that `text` takes on the screen when it is drawn unchanged.
///
/// Graphemes are counted one by one, as they are drawn: a ligature of a font saves no column.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|byte| !byte.is_ascii_control()).count();
    }
    text.graphemes(true).map(grapheme_width).sum()
}

/// Returns the width of one grapheme in columns; one with a control character is never drawn and takes none.
pub(super) fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) { 0 } else { usize::from(grapheme.cell_width()) }
}

/// Returns `text` sanitized, on one line and in at most `columns` columns; if it is longer it ends in `…`.
pub fn clip(text: &str, columns: usize) -> Cow<'_, str> {
    clip_with(text, columns, "…")
}

/// Returns `text` as [`clip`] does, with another sign for the omitted part.
pub fn clip_with<'a>(text: &'a str, columns: usize, sign: &str) -> Cow<'a, str> {
    // Every grapheme of a sanitized text takes at least one column, so the start of a long text suffices to know that
    // it is too long.
    let text = sanitize(text);
    let room = columns.saturating_sub(width(sign));
    // Most texts are ASCII, where each byte takes one column.
    let (end, fits) = if text.is_ascii() { (room, text.len() <= columns) } else { cut(&text, room, columns) };
    if fits {
        text
    } else if width(sign) > columns {
        Cow::Borrowed("")
    } else {
        Cow::Owned(format!("{}{sign}", text[..end].trim_end_matches(' ')))
    }
}

/// Returns `text` as [`clip_with`] does, but with the middle omitted, so that its beginning and its end remain.
pub fn clip_middle<'a>(text: &'a str, columns: usize, sign: &str) -> Cow<'a, str> {
    let whole = sanitize(text);
    if width(&whole) <= columns {
        return whole;
    }
    let (mut used, mut from) = (0, whole.len());
    for (place, grapheme) in whole.grapheme_indices(true).rev() {
        used += grapheme_width(grapheme);
        if used > columns / 2 {
            break;
        }
        from = place;
    }
    let end = &whole[from..];
    Cow::Owned(format!("{}{end}", clip_with(&whole[..from], columns - width(end), sign)))
}

/// Returns the byte position at which `text` must end to take at most `room` columns, and whether all of it fits into
/// `columns`.
fn cut(text: &str, room: usize, columns: usize) -> (usize, bool) {
    let (mut used, mut end) = (0, 0);
    for (place, grapheme) in text.grapheme_indices(true) {
        used += grapheme_width(grapheme);
        if used <= room {
            end = place + grapheme.len();
        }
        if used > columns {
            return (end, false);
        }
    }
    (end, true)
}

/// Returns `text` left-aligned in exactly `columns` columns: clipped as by [`clip`], or padded with spaces.
pub fn fit_left(text: &str, columns: usize) -> String {
    fit_with(text, columns, "…", false)
}

/// Returns `text` right-aligned in exactly `columns` columns: clipped as by [`clip`], or padded with spaces.
pub fn fit_right(text: &str, columns: usize) -> String {
    fit_with(text, columns, "…", true)
}

/// Returns `text` in exactly `columns` columns, with another sign for the omitted part.
pub fn fit_with(text: &str, columns: usize, sign: &str, at_right: bool) -> String {
    let text = clip_with(text, columns, sign);
    let blanks = " ".repeat(columns.saturating_sub(width(&text)));
    if at_right { blanks + &text } else { text.into_owned() + &blanks }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn counts_columns_and_not_characters() {
        for (text, columns) in
            [("abc", 3), ("", 0), ("支払い", 6), ("e\u{301}", 1), ("👩‍👩‍👧‍👦", 2), ("🇩🇪", 2), ("❤️", 2)]
        {
            assert_eq!(width(text), columns, "{text}");
        }
    }

    #[test]
    fn the_middle_is_left_out_where_the_end_matters() {
        for (text, columns, shown) in [
            ("Column with a name 12", 21, "Column with a name 12"),
            ("Column with a name 12", 12, "Colum…ame 12"),
            ("支払い支払い", 7, "支払…い"),
            ("ab", 1, "…"),
            ("ab", 0, ""),
        ] {
            assert_eq!(clip_middle(text, columns, "…"), shown, "{text} {columns}");
        }
    }

    #[test]
    fn cuts_at_a_grapheme_and_says_so() {
        for (text, columns, shown) in [
            ("Split a bill", 12, "Split a bill"),
            ("Split a bill", 11, "Split a bi…"),
            ("Split a bill", 6, "Split…"),
            ("Split a bill", 7, "Split…"),
            ("支払い", 5, "支払…"),
            ("支払い", 4, "支…"),
            ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3, "👩‍👩‍👧‍👦…"),
            ("ab", 1, "…"),
            ("ab", 0, ""),
            ("", 0, ""),
        ] {
            assert_eq!(clip(text, columns), shown, "{text} {columns}");
        }
        assert_eq!(clip_with("Split", 4, "~"), "Spl~");
    }

    #[test]
    fn fills_to_the_column() {
        assert_eq!(fit_left("支", 5), "支   ");
        assert_eq!(fit_right("13", 4), "  13");
        assert_eq!(fit_left("支払い", 4), "支… ");
        assert_eq!(fit_left("x", 0), "");
    }

    proptest! {
        #[test]
        fn ascii_is_cut_as_any_other_text(text in "[ -~]{0,12}", columns in 0_usize..14) {
            let room = columns.saturating_sub(1);
            let (end, fits) = cut(&text, room, columns);
            prop_assert_eq!(fits, text.len() <= columns);
            prop_assert!(fits || end == room);
        }

        #[test]
        fn nothing_is_ever_wider_than_asked(text in any::<String>(), columns in 0_usize..60) {
            let cut = clip(&text, columns);
            prop_assert!(width(&cut) <= columns);
            prop_assert_eq!(clip(&cut, columns), cut.as_ref());
            prop_assert_eq!(width(&fit_left(&text, columns)), columns);
            prop_assert_eq!(width(&fit_right(&text, columns)), columns);
        }

        #[test]
        fn the_screen_agrees_with_the_measure(text in any::<String>()) {
            let text = sanitize(&text);
            let mut buffer = Buffer::empty(Rect::new(0, 0, 2_000, 1));
            let (end, _) = buffer.set_stringn(0, 0, &text, 2_000, Style::new());
            prop_assert_eq!(usize::from(end), width(&text));
        }
    }
}
