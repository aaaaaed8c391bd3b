//! The terminal's own colours of text and ground, by asking the terminal; whether its ground is dark or light.
//!
//! The queries are sent before the first frame, and the answers are more inputs, whenever they arrive: nothing waits for
//! them, and no keys typed in the meantime are lost. Without an answer, `COLORFGBG` decides, or else dark.

use super::rgb::Rgb;

/// Whether the terminal's own background is dark or light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Background {
    /// Light text on a dark background.
    #[default]
    Dark,
    /// Dark text on a light background.
    Light,
}

impl Background {
    /// Returns whether a ground of this colour is dark or light: which of black and white stands out less.
    pub fn of(ground: Rgb) -> Self {
        if ground.pole() == Rgb::WHITE { Self::Dark } else { Self::Light }
    }
}

/// What the terminal has answered on its own colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OwnColours {
    /// The colour of text, the answer to OSC 10.
    pub text: Option<Rgb>,
    /// The colour of the ground, the answer to OSC 11.
    pub ground: Option<Rgb>,
}

impl OwnColours {
    /// Adds what a later answer says.
    #[must_use]
    pub fn and(self, later: Self) -> Self {
        Self { text: later.text.or(self.text), ground: later.ground.or(self.ground) }
    }
}

/// The queries for the colours of text (OSC 10) and ground (OSC 11).
pub(crate) const QUESTION: &str = "\u{1b}]10;?\u{1b}\\\u{1b}]11;?\u{1b}\\";

/// Returns whether a terminal can be queried: some old ones would print the query on the screen.
pub(crate) fn can_be_asked(term: &str) -> bool {
    !["", "dumb", "linux", "eterm", "vt", "cons", "ansi"]
        .iter()
        .any(|it| term == *it || (!it.is_empty() && term.starts_with(it)))
}

/// Parses `COLORFGBG`, as in `15;0` or `0;default;15`: its last number is the background among the sixteen colours.
pub fn from_colorfgbg(colorfgbg: Option<&str>) -> Option<Background> {
    let number: u8 = colorfgbg?.rsplit(';').next()?.trim().parse().ok()?;
    match number {
        0..=6 | 8 => Some(Background::Dark),
        7 | 9..=15 => Some(Background::Light),
        _ => None,
    }
}

/// Parses one of the answers to [`QUESTION`], unwrapped: `11;rgb:1818/1818/1818`, `10;#d8d8d8`.
pub(crate) fn answer(text: &str) -> Option<OwnColours> {
    let (number, colour) = text.split_once(';')?;
    let colour = Some(colour_of(colour)?);
    match number {
        "10" => Some(OwnColours { text: colour, ground: None }),
        "11" => Some(OwnColours { text: None, ground: colour }),
        _ => None,
    }
}

fn colour_of(text: &str) -> Option<Rgb> {
    if let Some(hex) = text.strip_prefix('#') {
        let size = hex.len() / 3;
        return (hex.is_ascii() && hex.len() == size * 3)
            .then(|| [0, 1, 2].map(|place| &hex[place * size..(place + 1) * size]))
            .and_then(scale);
    }
    let rest = text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:"))?;
    let mut parts = rest.split('/');
    scale([parts.next()?, parts.next()?, parts.next()?])
}

/// Parses three hexadecimal numbers of one to four digits, each as a share of the most it can be.
fn scale(parts: [&str; 3]) -> Option<Rgb> {
    let mut scaled = [0_u8; 3];
    for (place, part) in parts.into_iter().enumerate() {
        if !(1..=4).contains(&part.len()) {
            return None;
        }
        let most = 16_u32.pow(u32::try_from(part.len()).ok()?) - 1;
        scaled[place] = u8::try_from((u32::from_str_radix(part, 16).ok()? * 255 + most / 2) / most).ok()?;
    }
    let [red, green, blue] = scaled;
    Some(Rgb(red, green, blue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read() {
        for (text, ground) in [
            ("11;rgb:1818/1818/1818", Some(Rgb(0x18, 0x18, 0x18))),
            ("11;rgb:ffff/ffff/ffff", Some(Rgb::WHITE)),
            ("11;rgb:f/f/e", Some(Rgb(0xff, 0xff, 0xee))),
            ("11;rgba:0000/0000/0000/ffff", Some(Rgb::BLACK)),
            ("11;#fdf6e3", Some(Rgb(0xfd, 0xf6, 0xe3))),
            ("11;#", None),
            ("11;#é", None),
            ("11;rgb:zz/00/00", None),
            ("11;rgb:00/00", None),
            ("12;rgb:00/00/00", None),
            ("", None),
        ] {
            assert_eq!(answer(text).and_then(|it| it.ground), ground, "{text}");
        }
        let text = answer("10;rgb:d8d8/dede/e9e9").unwrap();
        assert_eq!(text, OwnColours { text: Some(Rgb(0xd8, 0xde, 0xe9)), ground: None });
        let both = text.and(answer("11;#2e3440").unwrap());
        assert_eq!((both.text, both.ground), (text.text, Some(Rgb(0x2e, 0x34, 0x40))));
    }

    #[test]
    fn a_ground_is_dark_or_light() {
        for (ground, background) in [
            (Rgb(0x18, 0x18, 0x18), Background::Dark),
            (Rgb(0x2e, 0x34, 0x40), Background::Dark),
            (Rgb(0x00, 0x2b, 0x36), Background::Dark),
            (Rgb(0xfd, 0xf6, 0xe3), Background::Light),
            (Rgb::WHITE, Background::Light),
        ] {
            assert_eq!(Background::of(ground), background, "{ground:?}");
        }
    }

    #[test]
    fn the_environment_may_tell() {
        for (text, background) in [
            (Some("15;0"), Some(Background::Dark)),
            (Some("0;default;15"), Some(Background::Light)),
            (Some("12;8"), Some(Background::Dark)),
            (Some("15;default"), None),
            (Some("99"), None),
            (None, None),
        ] {
            assert_eq!(from_colorfgbg(text), background, "{text:?}");
        }
    }

    #[test]
    fn old_terminals_are_not_asked() {
        for (term, asked) in
            [("xterm-256color", true), ("tmux", true), ("linux", false), ("vt100", false), ("", false)]
        {
            assert_eq!(can_be_asked(term), asked, "{term}");
        }
    }
}
