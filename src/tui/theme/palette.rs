//! The colours of the tones: two palettes in full colour, the sixteen colours, and none.

use super::{Background, Depth, Tone};
use ratatui::style::{Color, Modifier, Style};

/// Returns the style of a tone.
pub(super) fn style(tone: Tone, background: Background, depth: Depth) -> Style {
    match depth {
        Depth::None => weight(tone).patch(without_colours(tone)),
        Depth::Ansi16 => weight(tone).patch(sixteen(tone, background)),
        Depth::Table256 | Depth::Full => {
            let Some((red, green, blue)) = full(tone, background) else { return weight(tone) };
            let colour = depth.show(Color::Rgb(red, green, blue)).unwrap_or(Color::Reset);
            if tone == Tone::Selected { weight(tone).bg(colour) } else { weight(tone).fg(colour) }
        }
    }
}

/// Returns the weight of a tone: bold for what matters now.
fn weight(tone: Tone) -> Style {
    match tone {
        Tone::Strong | Tone::Head | Tone::Key | Tone::Moved => Style::new().add_modifier(Modifier::BOLD),
        Tone::Text
        | Tone::Dim
        | Tone::Accent
        | Tone::Selected
        | Tone::Alert
        | Tone::Warn
        | Tone::Good
        | Tone::Rule
        | Tone::Echo => Style::new(),
    }
}

/// Returns the colour in the palettes. Normal text has the terminal's own colour, which its user can read.
fn full(tone: Tone, background: Background) -> Option<(u8, u8, u8)> {
    let (dark, light) = match tone {
        Tone::Text | Tone::Strong | Tone::Head | Tone::Key | Tone::Echo => return None,
        Tone::Dim => ((0x8a, 0x8f, 0x98), (0x6a, 0x70, 0x7a)),
        Tone::Accent | Tone::Moved => ((0x7f, 0xb0, 0xea), (0x1f, 0x5f, 0xb8)),
        Tone::Selected => ((0x2b, 0x33, 0x40), (0xdd, 0xe7, 0xf5)),
        Tone::Alert => ((0xf2, 0x84, 0x80), (0xb4, 0x23, 0x2f)),
        Tone::Warn => ((0xe0, 0xb3, 0x5a), (0x7f, 0x56, 0x00)),
        Tone::Good => ((0x8c, 0xc8, 0x7e), (0x22, 0x6e, 0x33)),
        Tone::Rule => ((0x4b, 0x51, 0x5b), (0xc3, 0xc8, 0xd0)),
    };
    Some(match background {
        Background::Dark => dark,
        Background::Light => light,
    })
}

/// Returns the style in sixteen colours, limited to those that are readable in every common scheme: yellow on white
/// is not, and bright black is the background in some.
fn sixteen(tone: Tone, background: Background) -> Style {
    match (tone, background) {
        (Tone::Text | Tone::Strong | Tone::Head | Tone::Key | Tone::Echo, _) => Style::new(),
        (Tone::Dim | Tone::Rule, _) => Style::new().add_modifier(Modifier::DIM),
        (Tone::Accent | Tone::Moved, Background::Dark) => Style::new().fg(Color::Cyan),
        (Tone::Accent | Tone::Moved, Background::Light) => Style::new().fg(Color::Blue),
        (Tone::Selected, _) => Style::new().add_modifier(Modifier::REVERSED),
        (Tone::Alert, _) => Style::new().fg(Color::Red),
        (Tone::Warn, Background::Dark) => Style::new().fg(Color::Yellow),
        (Tone::Warn, Background::Light) => Style::new().add_modifier(Modifier::BOLD),
        (Tone::Good, _) => Style::new().fg(Color::Green),
    }
}

fn without_colours(tone: Tone) -> Style {
    match tone {
        Tone::Text | Tone::Strong | Tone::Head | Tone::Key | Tone::Echo | Tone::Good => Style::new(),
        Tone::Dim | Tone::Rule => Style::new().add_modifier(Modifier::DIM),
        Tone::Accent | Tone::Warn => Style::new().add_modifier(Modifier::BOLD),
        Tone::Selected => Style::new().add_modifier(Modifier::REVERSED),
        Tone::Alert => Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Tone::Moved => Style::new().add_modifier(Modifier::UNDERLINED),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Rgb = (u8, u8, u8);

    /// Relative luminance and contrast as WCAG 2.1 defines them.
    fn luminance((red, green, blue): Rgb) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
    }

    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn the_palettes_can_be_read() {
        let grounds: [(Background, &[Rgb]); 2] = [
            (Background::Dark, &[(0x18, 0x18, 0x18), (0, 0, 0), (0x1e, 0x1e, 0x2e), (0x28, 0x2c, 0x34)]),
            (Background::Light, &[(0xff, 0xff, 0xff), (0xfa, 0xfa, 0xf5)]),
        ];
        for (background, grounds) in grounds {
            let bar = full(Tone::Selected, background).unwrap();
            for ground in grounds.iter().chain([&bar]) {
                for tone in [Tone::Accent, Tone::Alert, Tone::Warn, Tone::Good] {
                    let seen = contrast(full(tone, background).unwrap(), *ground);
                    assert!(seen >= 4.5, "{background:?} {tone:?} on {ground:?}: {seen:.2}");
                }
                let dim = contrast(full(Tone::Dim, background).unwrap(), *ground);
                assert!(dim >= 3.0, "{background:?} dim on {ground:?}: {dim:.2}");
            }
            for ground in grounds {
                let rule = contrast(full(Tone::Rule, background).unwrap(), *ground);
                assert!((1.5..4.0).contains(&rule), "{background:?} rule on {ground:?}: {rule:.2}");
            }
            let text = if background == Background::Dark { (0xd4, 0xd4, 0xd4) } else { (0x20, 0x20, 0x20) };
            assert!(contrast(text, bar) >= 7.0);
        }
    }

    #[test]
    fn the_table_of_256_keeps_the_contrast() {
        // In the coarse parts of the cube a colour may shift; it must keep the contrast that dim text needs.
        for (background, ground) in
            [(Background::Dark, (0x18, 0x18, 0x18)), (Background::Light, (0xff, 0xff, 0xff))]
        {
            for tone in [Tone::Accent, Tone::Alert, Tone::Warn, Tone::Good, Tone::Dim] {
                let Some(Color::Indexed(index)) = style(tone, background, Depth::Table256).fg else {
                    unreachable!()
                };
                let step = |place: u8| if place == 0 { 0 } else { 55 + 40 * place };
                let colour = if index >= 232 {
                    let grey = 8 + 10 * (index - 232);
                    (grey, grey, grey)
                } else {
                    let cube = index - 16;
                    (step(cube / 36), step(cube / 6 % 6), step(cube % 6))
                };
                assert!(contrast(colour, ground) >= 3.0, "{background:?} {tone:?} {index}");
            }
        }
    }
}
