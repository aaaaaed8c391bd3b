//! Cells as bytes for the terminal, as few as it takes: what a key changes must cross slow lines, too.
//!
//! A move names the least that says where, a style only what differs from the one before, and blanks at the end of a
//! line, or many in a row, are erased instead of written.

use crate::text::width;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::{self, Write as _};
use std::iter::Peekable;

/// So many blanks in a row are shorter erased than written: erasing and going on take about nine bytes.
const MANY: u16 = 10;
/// To go on by fewer columns than this is not shorter than to write what stands there.
const NEAR: u16 = 6;
/// Makes a picture of a sign; terminals do not agree on whether it is wide then, so both cells are blank before it.
const TO_PICTURE: char = '\u{fe0f}';
/// What shows on a blank, besides its ground.
const SHOWS: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

/// How cells are drawn from here on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    fore: Color,
    ground: Color,
    modifier: Modifier,
}

impl Look {
    const PLAIN: Self = Self { fore: Color::Reset, ground: Color::Reset, modifier: Modifier::empty() };

    fn of(cell: &Cell) -> Self {
        let known = MODIFIERS.iter().fold(Modifier::empty(), |known, (modifier, ..)| known | *modifier);
        Self { fore: cell.fg, ground: cell.bg, modifier: cell.modifier & known }
    }

    /// Whether a blank looks the same in both.
    fn is_same_blank(self, other: Self) -> bool {
        self.ground == other.ground
            && self.modifier & SHOWS == other.modifier & SHOWS
            && (self.fore == other.fore || !self.modifier.intersects(SHOWS))
    }
}

/// Writes the cells of a frame that have changed, in their order, and leaves the terminal's style plain.
///
/// `erases_in_colour` says whether what is erased takes the ground that is set, which not every terminal does.
pub(super) fn write(
    out: &mut Vec<u8>,
    frame: &Buffer,
    changed: impl Iterator<Item = (u16, u16)>,
    erases_in_colour: bool,
) {
    let mut ink = Ink { out, frame, look: Look::PLAIN, row: None, column: None };
    let mut changed = changed.peekable();
    while let Some((x, y)) = changed.next() {
        let cell = &frame[(x, y)];
        let look = Look::of(cell);
        ink.go(x, y);
        if cell.symbol() != " " {
            ink.set(look);
            if cell.symbol().contains(TO_PICTURE) {
                ink.put("  ");
                ink.put(&format!("\x1b[{}G", u32::from(x) + 1));
            }
            ink.text(cell.symbol());
            continue;
        }
        let blanks = 1 + following(frame, &mut changed, (x, y), look);
        ink.ground(look);
        let can_erase =
            look.modifier & SHOWS == Modifier::empty() && (look.ground == Color::Reset || erases_in_colour);
        if can_erase && x.saturating_add(blanks) >= frame.area.width && blanks > 3 {
            ink.put("\x1b[K");
        } else if can_erase && blanks >= MANY {
            ink.put(&format!("\x1b[{blanks}X"));
        } else {
            (0..blanks).for_each(|_| ink.text(" "));
        }
    }
    ink.set(Look::PLAIN);
}

/// Takes the blanks that follow in the same row and look the same. Returns how many they are.
fn following(
    frame: &Buffer,
    changed: &mut Peekable<impl Iterator<Item = (u16, u16)>>,
    (x, y): (u16, u16),
    look: Look,
) -> u16 {
    let mut count = 0_u16;
    let is_next = |at: &(u16, u16), count: u16| {
        *at == (x.saturating_add(count).saturating_add(1), y)
            && frame[*at].symbol() == " "
            && Look::of(&frame[*at]).is_same_blank(look)
    };
    while changed.next_if(|at| is_next(at, count)).is_some() {
        count += 1;
    }
    count
}

struct Ink<'o> {
    out: &'o mut Vec<u8>,
    frame: &'o Buffer,
    look: Look,
    /// Where the terminal's cursor is; the column is not known after a sign that terminals measure differently.
    row: Option<u16>,
    column: Option<u16>,
}

impl Ink<'_> {
    fn put(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn go(&mut self, x: u16, y: u16) {
        if self.row == Some(y) && self.column == Some(x) {
            return;
        }
        if self.row == Some(y) {
            if !self.write_over(x, y) {
                self.put(&format!("\x1b[{}G", u32::from(x) + 1));
            }
        } else if self.row.is_some_and(|row| row.checked_add(1) == Some(y)) && x == 0 {
            self.put("\x1b[E");
        } else {
            self.put(&format!("\x1b[{};{}H", u32::from(y) + 1, u32::from(x) + 1));
        }
        (self.row, self.column) = (Some(y), Some(x));
    }

    /// Goes on to the right by writing what stands there already, where that is shorter than to say the column.
    fn write_over(&mut self, x: u16, y: u16) -> bool {
        let Some(from) = self.column.filter(|from| (*from..from.saturating_add(NEAR)).contains(&x)) else {
            return false;
        };
        let between = || (from..x).map(|x| &self.frame[(x, y)]);
        let can_be_written = |cell: &Cell| match cell.symbol().as_bytes() {
            b" " => Look::of(cell).is_same_blank(self.look),
            [_] => Look::of(cell) == self.look,
            _ => false,
        };
        if !between().all(can_be_written) {
            return false;
        }
        between().for_each(|cell| self.out.extend_from_slice(cell.symbol().as_bytes()));
        true
    }

    fn text(&mut self, symbol: &str) {
        self.put(symbol);
        self.column = self.column.filter(|_| width(symbol) == 1).map(|column| column.saturating_add(1));
    }

    /// Sets what shows on a blank, and leaves the rest as it is where that is shorter.
    fn ground(&mut self, look: Look) {
        if self.look.is_same_blank(look) {
            return;
        }
        let is_simple = look.ground != Color::Reset && !look.modifier.intersects(SHOWS);
        self.set(if is_simple {
            Look { ground: look.ground, modifier: self.look.modifier - SHOWS, ..self.look }
        } else {
            look
        });
    }

    fn set(&mut self, look: Look) {
        if look == self.look {
            return;
        }
        let codes = if look == Look::PLAIN {
            String::new()
        } else {
            let anew = format!("0{}", changes(Look::PLAIN, look));
            let changed = changes(self.look, look).trim_start_matches(';').to_owned();
            if changed.len() < anew.len() { changed } else { anew }
        };
        self.put(&format!("\x1b[{codes}m"));
        self.look = look;
    }
}

/// Returns the codes that make one look of another, each after a `;`.
fn changes(from: Look, to: Look) -> String {
    let mut codes = String::new();
    let mut add = |code: std::fmt::Arguments<'_>| {
        let _ = write!(codes, ";{code}");
    };
    let mut left = from.modifier;
    for (modifier, _, off) in MODIFIERS {
        if left.contains(modifier) && !to.modifier.contains(modifier) {
            add(format_args!("{off}"));
            // Bold and dim end together.
            MODIFIERS.iter().filter(|it| it.2 == off).for_each(|it| left.remove(it.0));
        }
    }
    for (modifier, on, _) in MODIFIERS {
        if to.modifier.contains(modifier) && !left.contains(modifier) {
            add(format_args!("{on}"));
        }
    }
    if from.fore != to.fore {
        add(format_args!("{}", Code { first: 30, colour: to.fore }));
    }
    if from.ground != to.ground {
        add(format_args!("{}", Code { first: 40, colour: to.ground }));
    }
    codes
}

/// The modifiers with the codes that begin and end them.
const MODIFIERS: [(Modifier, u8, u8); 6] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::REVERSED, 7, 27),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// A colour as codes: of the letters (`first` 30), or of the ground (40).
struct Code {
    first: u8,
    colour: Color,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first, colour } = *self;
        if let Color::Rgb(red, green, blue) = colour {
            write!(f, "{};2;{red};{green};{blue}", first + 8)
        } else if let Color::Indexed(index) = colour {
            write!(f, "{};5;{index}", first + 8)
        } else {
            write!(f, "{}", first + place(colour))
        }
    }
}

/// Returns where a colour with a name stands among the codes; others stand nowhere, and get the terminal's own.
pub(super) fn place(colour: Color) -> u8 {
    match colour {
        Color::Reset | Color::Indexed(_) | Color::Rgb(..) => 9,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn written(before: &Buffer, after: &Buffer, erases_in_colour: bool) -> String {
        let mut out = Vec::new();
        let changed = before.diff(after).into_iter().map(|(x, y, _)| (x, y));
        write(&mut out, after, changed, erases_in_colour);
        String::from_utf8(out).unwrap()
    }

    fn buffer(columns: u16, lines: &[&[(&str, Style)]]) -> Buffer {
        let rows = u16::try_from(lines.len()).unwrap();
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        for (y, line) in (0..).zip(lines) {
            let mut x = 0;
            for (text, style) in *line {
                x = buffer.set_stringn(x, y, text, usize::from(columns), *style).0;
            }
        }
        buffer
    }

    const GROUND: Style = Style::new().bg(Color::Rgb(43, 51, 64));

    #[test]
    fn blanks_are_erased_where_that_is_shorter() {
        let plain = Style::new();
        let empty = buffer(40, &[&[]]);
        let full =
            buffer(40, &[&[("ab", plain), ("-------------", plain), ("cd", plain), ("------", plain)]]);
        let after = buffer(40, &[&[("ab             cd", plain)]]);
        assert_eq!(
            written(&full, &after, false),
            "\x1b[1;3H\x1b[13X\x1b[18G\x1b[6X".replace("\x1b[6X", "      ")
        );
        let bar = buffer(40, &[&[("ab", GROUND), (&" ".repeat(38), GROUND)]]);
        assert_eq!(written(&empty, &bar, true), "\x1b[1;1H\x1b[48;2;43;51;64mab\x1b[K\x1b[m");
        let blanks = " ".repeat(38);
        assert_eq!(written(&empty, &bar, false), format!("\x1b[1;1H\x1b[48;2;43;51;64mab{blanks}\x1b[m"));
        assert_eq!(written(&bar, &empty, true), "\x1b[1;1H\x1b[K");
        // What would show through a blank is never erased.
        let line = buffer(40, &[&[(&" ".repeat(40), plain.add_modifier(Modifier::UNDERLINED))]]);
        assert_eq!(written(&empty, &line, true), format!("\x1b[1;1H\x1b[4m{}\x1b[m", " ".repeat(40)));
    }

    #[test]
    fn over_what_stands_already_the_way_may_be_shorter_by_writing_it() {
        let red = Style::new().fg(Color::Red);
        let written = |before: &str, after: &[(&str, Style)]| {
            written(&buffer(20, &[&[(before, Style::new())]]), &buffer(20, &[after]), false)
        };
        assert_eq!(written("a b", &[("c d", Style::new())]), "\x1b[1;1Hc d");
        assert_eq!(written("a-----b", &[("c-----d", Style::new())]), "\x1b[1;1Hc-----d");
        assert_eq!(written("a------b", &[("c------d", Style::new())]), "\x1b[1;1Hc\x1b[8Gd");
        // In another colour it would not be what stands there.
        assert_eq!(
            written("a-b", &[("c", red), ("-", Style::new()), ("d", red)]),
            "\x1b[1;1H\x1b[31mc\x1b[3Gd\x1b[m"
        );
        assert_eq!(
            written("a b", &[("c", red), (" ", Style::new()), ("d", red)]),
            "\x1b[1;1H\x1b[31mc d\x1b[m"
        );
    }

    #[test]
    fn a_style_is_told_by_what_differs() {
        let (red, bold) = (Style::new().fg(Color::Red), Style::new().add_modifier(Modifier::BOLD));
        let empty = buffer(9, &[&[], &[]]);
        let line = buffer(
            9,
            &[&[("a", red), ("b", red.patch(bold)), ("c", bold), ("d", Style::new())], &[("e", red)]],
        );
        let expected = "\x1b[1;1H\x1b[31ma\x1b[1mb\x1b[39mc\x1b[md\x1b[E\x1b[31me\x1b[m";
        assert_eq!(written(&empty, &line, false), expected);
        let dim = bold.add_modifier(Modifier::DIM);
        let line = buffer(9, &[&[("a", dim.patch(red)), ("b", bold.patch(red))]]);
        assert_eq!(written(&empty, &line, false), "\x1b[1;1H\x1b[1;2;31ma\x1b[22;1mb\x1b[m");
    }

    #[test]
    fn after_a_wide_sign_the_column_is_said() {
        let empty = buffer(9, &[&[]]);
        let wide = buffer(9, &[&[("支x", Style::new())]]);
        assert_eq!(written(&empty, &wide, false), "\x1b[1;1H支\x1b[3Gx");
    }
}
