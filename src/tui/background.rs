//! Detecting whether the terminal's background is dark or light, by asking the terminal.
//!
//! The query is sent before the first frame, and the answer is one more input, whenever it arrives: nothing waits for
//! it, and no keys typed in the meantime are lost. Without an answer, `COLORFGBG` decides, or else dark.

/// Whether the terminal's own background is dark or light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Background {
    /// Light text on a dark background.
    #[default]
    Dark,
    /// Dark text on a light background.
    Light,
}

/// The query for the background colour (OSC 11).
pub(crate) const QUESTION: &str = "\u{1b}]11;?\u{1b}\\";

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

/// Parses the answer to [`QUESTION`], unwrapped: `11;rgb:1818/1818/1818`, `11;#181818`.
pub(crate) fn answer(text: &str) -> Option<Background> {
    let colour = text.strip_prefix("11;")?;
    let parts: [f64; 3] = if let Some(hex) = colour.strip_prefix('#') {
        let size = hex.len() / 3;
        (hex.is_ascii() && hex.len() == size * 3)
            .then(|| [0, 1, 2].map(|place| &hex[place * size..(place + 1) * size]))
            .and_then(scale)?
    } else {
        let rest = colour.strip_prefix("rgb:").or_else(|| colour.strip_prefix("rgba:"))?;
        let mut parts = rest.split('/');
        scale([parts.next()?, parts.next()?, parts.next()?])?
    };
    let [red, green, blue] = parts;
    let light = 0.299 * red + 0.587 * green + 0.114 * blue > 0.5;
    Some(if light { Background::Light } else { Background::Dark })
}

/// Parses three hexadecimal numbers of one to four digits as fractions of one.
fn scale(parts: [&str; 3]) -> Option<[f64; 3]> {
    let mut scaled = [0.0; 3];
    for (place, part) in parts.into_iter().enumerate() {
        if !(1..=4).contains(&part.len()) {
            return None;
        }
        let most = 16_u32.pow(u32::try_from(part.len()).ok()?) - 1;
        scaled[place] = f64::from(u32::from_str_radix(part, 16).ok()?) / f64::from(most);
    }
    Some(scaled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read() {
        for (text, background) in [
            ("11;rgb:1818/1818/1818", Some(Background::Dark)),
            ("11;rgb:ffff/ffff/ffff", Some(Background::Light)),
            ("11;rgb:f/f/e", Some(Background::Light)),
            ("11;rgba:0000/0000/0000/ffff", Some(Background::Dark)),
            ("11;#fdf6e3", Some(Background::Light)),
            ("11;#", None),
            ("11;#é", None),
            ("11;rgb:zz/00/00", None),
            ("11;rgb:00/00", None),
            ("10;rgb:00/00/00", None),
            ("", None),
        ] {
            assert_eq!(answer(text), background, "{text}");
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
