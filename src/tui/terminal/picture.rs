//! What the screen shows, and the bytes that make the next frame of it.
//!
//! The library keeps two frames to tell what changed. Of what is shown a number a cell is enough: half the memory of
//! a screen, and as much less to be read at each key.

use super::ink;
use crate::text::width;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Color;

/// What stands in each cell of the screen.
#[derive(Debug)]
pub struct Picture {
    /// Where frames are drawn.
    frame: Buffer,
    /// Of each cell, the number of what it shows.
    shown: Vec<u64>,
    /// Where the cursor is shown, if it is.
    cursor: Option<Position>,
    is_lost: bool,
    erases_in_colour: bool,
}

/// The kinds of terminal (by how `TERM` begins) that give what is erased the ground that is set.
const ERASING_IN_COLOUR: [&str; 9] =
    ["xterm", "alacritty", "foot", "wezterm", "rxvt", "konsole", "vte", "linux", "st-"];
/// Fewer bytes than this are shown at once by any terminal, since it reads more than that at a time.
const SMALL: usize = 1_024;
/// The number of a cell that a wide sign at its left covers.
const COVERED: u64 = 1;

impl Picture {
    /// Makes the picture of a screen of the kind that `TERM` names, on which anything may stand.
    pub fn new(term: Option<&str>) -> Self {
        let erases_in_colour =
            term.is_some_and(|term| ERASING_IN_COLOUR.iter().any(|kind| term.starts_with(kind)));
        Self {
            frame: Buffer::empty(Rect::ZERO),
            shown: Vec::new(),
            cursor: None,
            is_lost: true,
            erases_in_colour,
        }
    }

    /// Has the next frame begin with an empty screen, since something else has written on this one.
    pub fn lose(&mut self) {
        self.is_lost = true;
    }

    /// Draws a frame of so many columns and rows. Returns the bytes that show it, none where nothing differs.
    ///
    /// `draw` returns where the cursor is to be shown, if it is.
    pub fn draw(
        &mut self,
        (columns, rows): (u16, u16),
        draw: impl FnOnce(&mut Buffer) -> Option<Position>,
    ) -> Vec<u8> {
        let mut bytes = Vec::new();
        let area = Rect::new(0, 0, columns, rows);
        if self.is_lost || area != self.frame.area {
            self.frame.resize(area);
            self.shown.clear();
            self.shown.resize(self.frame.content.len(), number(&Cell::EMPTY));
            self.cursor = None;
            self.is_lost = false;
            bytes.extend_from_slice(b"\x1b[?25l\x1b[2J");
        }
        self.frame.reset();
        let cursor = draw(&mut self.frame);
        let changed = changed(&self.frame, &mut self.shown);
        ink::write(&mut bytes, &self.frame, changed, self.erases_in_colour);
        self.show_cursor(cursor, &mut bytes);
        if bytes.len() < SMALL {
            return bytes;
        }
        // Shown all at once where the terminal knows how.
        [b"\x1b[?2026h", bytes.as_slice(), b"\x1b[?2026l"].concat()
    }

    fn show_cursor(&mut self, cursor: Option<Position>, bytes: &mut Vec<u8>) {
        let before = std::mem::replace(&mut self.cursor, cursor);
        match cursor {
            Some(Position { x, y }) if before != cursor || !bytes.is_empty() => {
                let place = format!("\x1b[{};{}H", u32::from(y) + 1, u32::from(x) + 1);
                bytes.extend_from_slice(place.as_bytes());
                if before.is_none() {
                    bytes.extend_from_slice(b"\x1b[?25h");
                }
            }
            None if before.is_some() => bytes.extend_from_slice(b"\x1b[?25l"),
            Some(_) | None => {}
        }
    }
}

/// Returns where something else shows from now on, in order.
fn changed(frame: &Buffer, shown: &mut [u64]) -> impl Iterator<Item = (u16, u16)> {
    let (mut covered, mut is_as_before) = (0_usize, false);
    frame.content.iter().zip(shown).enumerate().filter_map(move |(at, (cell, shown))| {
        let (x, y) = frame.pos_of(at);
        if x == 0 {
            (covered, is_as_before) = (0, false);
        }
        if is_as_before && *shown == COVERED {
            // The sign that covers it is the same, too.
            return None;
        }
        let now = if covered > 0 { COVERED } else { number(cell) };
        is_as_before = now == *shown;
        if covered > 0 {
            covered -= 1;
        } else if !is_as_before {
            covered = width(cell.symbol()).saturating_sub(1);
        }
        *shown = now;
        (!is_as_before && now != COVERED).then_some((x, y))
    })
}

/// Returns the number of what a cell shows: two cells that look different have different ones, but for a chance in 2⁶⁴.
fn number(cell: &Cell) -> u64 {
    let sign = match cell.symbol().as_bytes() {
        [one] => u64::from(*one),
        // FNV-1a.
        many => many.iter().fold(0xcbf2_9ce4_8422_2325, |so_far, byte| {
            (so_far ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        }),
    };
    let look = (u64::from(of_colour(cell.fg)) << 32) | u64::from(of_colour(cell.bg));
    // The halves of a product of odd constants and what is to be told apart.
    let (one, other) = (
        sign ^ 0x9e37_79b9_7f4a_7c15,
        look ^ 0xd1b5_4a32_d192_ed03 ^ (u64::from(cell.modifier.bits()) << 48),
    );
    let product = u128::from(one) * u128::from(other);
    #[expect(clippy::cast_possible_truncation, reason = "the lower half is meant")]
    let lower = product as u64;
    lower ^ u64::try_from(product >> 64).unwrap_or_default()
}

#[inline]
fn of_colour(colour: Color) -> u32 {
    if colour == Color::Reset {
        0
    } else if let Color::Rgb(red, green, blue) = colour {
        u32::from_be_bytes([2, red, green, blue])
    } else if let Color::Indexed(index) = colour {
        u32::from_be_bytes([1, 0, 0, index])
    } else {
        0x100 + u32::from(ink::place(colour))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::style::{Modifier, Style};

    const SIZE: (u16, u16) = (30, 3);

    /// Draws this text on the screen.
    fn shown(picture: &mut Picture, text: &str, cursor: Option<(u16, u16)>) -> String {
        let bytes = picture.draw(SIZE, |frame| {
            frame.set_string(0, 0, text, Style::new());
            cursor.map(Into::into)
        });
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_frame_in_which_nothing_differs_is_no_byte() {
        let mut picture = Picture::new(None);
        assert_eq!(shown(&mut picture, "ab", None), "\x1b[?25l\x1b[2J\x1b[1;1Hab");
        assert_eq!(shown(&mut picture, "ab", None), "");
        assert_eq!(shown(&mut picture, "abc", None), "\x1b[1;3Hc");
        // After the screen was somebody else's nothing is known of it.
        picture.lose();
        assert_eq!(shown(&mut picture, "abc", None), "\x1b[?25l\x1b[2J\x1b[1;1Habc");
    }

    #[test]
    fn the_cursor_is_put_back_after_what_was_written() {
        let mut picture = Picture::new(None);
        assert!(shown(&mut picture, "a", Some((1, 0))).ends_with("\x1b[1;2H\x1b[?25h"));
        assert_eq!(shown(&mut picture, "a", Some((1, 0))), "");
        assert_eq!(shown(&mut picture, "b", Some((1, 0))), "\x1b[1;1Hb\x1b[1;2H");
        assert_eq!(shown(&mut picture, "b", Some((2, 0))), "\x1b[1;3H");
        assert_eq!(shown(&mut picture, "b", None), "\x1b[?25l");
    }

    #[test]
    fn a_large_frame_is_shown_all_at_once() {
        let mut picture = Picture::new(None);
        let bytes = picture.draw((200, 50), |frame| {
            (0..50).for_each(|y| frame.set_string(0, y, "x".repeat(200), Style::new()));
            None
        });
        assert!(bytes.starts_with(b"\x1b[?2026h") && bytes.ends_with(b"\x1b[?2026l"));
    }

    fn any_style() -> impl Strategy<Value = Style> {
        let colours = [Color::Reset, Color::Red, Color::LightBlue, Color::Indexed(99), Color::Rgb(1, 2, 3)];
        let modifiers =
            [Modifier::empty(), Modifier::BOLD, Modifier::DIM, Modifier::UNDERLINED, Modifier::REVERSED];
        let colour = prop::sample::select(colours.to_vec());
        (colour.clone(), colour, prop::sample::select(modifiers.to_vec()))
            .prop_map(|(fore, ground, modifier)| Style::new().fg(fore).bg(ground).add_modifier(modifier))
    }

    /// A screen of texts, many of them blanks.
    fn any_screen() -> impl Strategy<Value = Buffer> {
        let text = prop::sample::select(vec!["a", "bc ", " ", "           ", "支", "──"]);
        let line = prop::collection::vec((text, any_style()), 0..12);
        prop::collection::vec(line, 3).prop_map(|lines| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 3));
            for (y, line) in (0..).zip(lines) {
                let mut x = 0;
                for (text, style) in line {
                    x = buffer.set_stringn(x, y, text, usize::from(30 - x), style).0;
                }
            }
            buffer
        })
    }

    proptest! {
        #[test]
        fn a_terminal_shows_what_was_meant(screens in prop::collection::vec(any_screen(), 1..4), term in prop::option::of(Just("xterm"))) {
            let mut picture = Picture::new(term);
            let mut terminal = vt100::Parser::new(SIZE.1, SIZE.0, 0);
            for screen in &screens {
                let bytes = picture.draw(SIZE, |frame| {
                    frame.content.clone_from(&screen.content);
                    None
                });
                terminal.process(&bytes);
            }
            let mut meant = vt100::Parser::new(SIZE.1, SIZE.0, 0);
            let last = screens.last().unwrap();
            for (x, y, _) in Buffer::empty(last.area).diff(last) {
                // Every cell by itself, with all that is to be said of it.
                let mut bytes = Vec::new();
                ink::write(&mut bytes, last, std::iter::once((x, y)), false);
                meant.process(&bytes);
            }
            for (x, y) in (0..30).flat_map(|x| (0..3).map(move |y| (x, y))) {
                let (shown, meant) = (terminal.screen().cell(y, x).unwrap(), meant.screen().cell(y, x).unwrap());
                let text = |cell: &vt100::Cell| if cell.has_contents() { cell.contents().to_owned() } else { " ".to_owned() };
                prop_assert_eq!(text(shown), text(meant), "{} {}", x, y);
                prop_assert_eq!(shown.bgcolor(), meant.bgcolor(), "{} {}", x, y);
                let is_blank = text(meant) == " ";
                if !is_blank || meant.inverse() {
                    prop_assert_eq!(shown.fgcolor(), meant.fgcolor(), "{} {}", x, y);
                    prop_assert_eq!(shown.inverse(), meant.inverse(), "{} {}", x, y);
                }
                prop_assert_eq!(shown.underline(), meant.underline(), "{} {}", x, y);
                if !is_blank {
                    prop_assert_eq!((shown.bold(), shown.dim()), (meant.bold(), meant.dim()), "{} {}", x, y);
                }
            }
        }
    }
}
