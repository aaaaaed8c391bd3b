//! The colour depth of a terminal, and the conversion of colours to it.

use ratatui::style::Color;

/// The colour depth of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Depth {
    /// No colours: bold, dim, underlined and reversed are used instead.
    None,
    /// The sixteen colours that people configure in their terminal.
    Ansi16,
    /// The fixed table of 256 colours.
    Table256,
    /// All colours.
    Full,
}

impl Depth {
    /// All depths, fewest colours first.
    pub const ALL: [Self; 4] = [Self::None, Self::Ansi16, Self::Table256, Self::Full];

    /// Determines the depth from the environment: `NO_COLOR` (set and not empty), `COLORTERM`, `TERM`.
    pub fn detect(no_color: bool, colorterm: Option<&str>, term: Option<&str>) -> Self {
        let term = term.unwrap_or_default();
        if no_color {
            Self::None
        } else if matches!(colorterm, Some("truecolor" | "24bit")) || term.ends_with("-direct") {
            Self::Full
        } else if term.contains("256")
            || ["kitty", "alacritty", "foot", "ghostty", "wezterm"].iter().any(|it| term.contains(it))
        {
            Self::Table256
        } else {
            Self::Ansi16
        }
    }

    /// Returns the nearest colour in this depth, or `None` without colours.
    pub fn show(self, colour: Color) -> Option<Color> {
        match (self, colour) {
            (Self::None, _) => None,
            (Self::Table256, Color::Rgb(red, green, blue)) => Some(nearest_of_256([red, green, blue])),
            (Self::Ansi16, Color::Rgb(red, green, blue)) => Some(nearest_of_16([red, green, blue])),
            (Self::Ansi16 | Self::Table256 | Self::Full, _) => Some(colour),
        }
    }
}

fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    // Weighted, since the eye is most sensitive to green.
    [3, 6, 1].iter().zip(a).zip(b).map(|((weight, a), b)| weight * u32::from(a.abs_diff(b)).pow(2)).sum()
}

/// The steps of each part in the cube of the table.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// Finds the nearest colour of the table: 16 configured colours, a cube of 6×6×6, and 24 greys.
fn nearest_of_256(wanted: [u8; 3]) -> Color {
    let step = |value: u8| {
        (0_u8..6).min_by_key(|place| STEPS[usize::from(*place)].abs_diff(value)).unwrap_or_default()
    };
    let [red, green, blue] = wanted.map(step);
    let cube = (16 + 36 * red + 6 * green + blue, [red, green, blue].map(|place| STEPS[usize::from(place)]));
    let greys = (0_u8..24).map(|place| (232 + place, [8 + 10 * place; 3]));
    let best = greys.chain([cube]).min_by_key(|(_, colour)| distance(*colour, wanted));
    Color::Indexed(best.map_or(cube.0, |(index, _)| index))
}

/// The sixteen colours that people configure, as they usually are.
const NAMED: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 0, 0]),
    (Color::Green, [0, 205, 0]),
    (Color::Yellow, [205, 205, 0]),
    (Color::Blue, [0, 0, 238]),
    (Color::Magenta, [205, 0, 205]),
    (Color::Cyan, [0, 205, 205]),
    (Color::Gray, [229, 229, 229]),
    (Color::DarkGray, [127, 127, 127]),
    (Color::LightRed, [255, 0, 0]),
    (Color::LightGreen, [0, 255, 0]),
    (Color::LightYellow, [255, 255, 0]),
    (Color::LightBlue, [92, 92, 255]),
    (Color::LightMagenta, [255, 0, 255]),
    (Color::LightCyan, [0, 255, 255]),
    (Color::White, [255, 255, 255]),
];

fn nearest_of_16(wanted: [u8; 3]) -> Color {
    NAMED
        .iter()
        .min_by_key(|(_, colour)| distance(*colour, wanted))
        .map_or(Color::Reset, |(colour, _)| *colour)
}

/// Returns the parts red, green and blue of a colour as it is usually shown.
pub(super) fn parts(colour: Color) -> [u8; 3] {
    if let Some((_, parts)) = NAMED.iter().find(|(named, _)| *named == colour) {
        return *parts;
    }
    if let Color::Rgb(red, green, blue) = colour {
        return [red, green, blue];
    }
    let Color::Indexed(index) = colour else { return [127; 3] };
    match index {
        232.. => [8 + 10 * (index - 232); 3],
        16.. => {
            [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6].map(|place| STEPS[usize::from(place)])
        }
        _ => NAMED[usize::from(index)].1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terminal_tells_its_depth() {
        for (no_color, colorterm, term, depth) in [
            (true, Some("truecolor"), Some("xterm-256color"), Depth::None),
            (false, Some("truecolor"), Some("xterm-256color"), Depth::Full),
            (false, Some("24bit"), None, Depth::Full),
            (false, None, Some("xterm-direct"), Depth::Full),
            (false, Some(""), Some("screen-256color"), Depth::Table256),
            (false, None, Some("xterm-kitty"), Depth::Table256),
            (false, None, Some("linux"), Depth::Ansi16),
            (false, None, None, Depth::Ansi16),
        ] {
            assert_eq!(Depth::detect(no_color, colorterm, term), depth, "{colorterm:?} {term:?}");
        }
    }

    #[test]
    fn colours_are_shown_with_what_there_is() {
        let red = Color::Rgb(250, 10, 10);
        assert_eq!(Depth::Full.show(red), Some(red));
        assert_eq!(Depth::Table256.show(red), Some(Color::Indexed(196)));
        assert_eq!(Depth::Ansi16.show(red), Some(Color::LightRed));
        assert_eq!(Depth::None.show(red), None);
        assert_eq!(Depth::Table256.show(Color::Rgb(40, 40, 40)), Some(Color::Indexed(235)));
        assert_eq!(Depth::Table256.show(Color::Blue), Some(Color::Blue));
    }
}
