//! The colours of the roles: two palettes in full colour, the sixteen, and none.

use super::{Depth, Role, Tone};
use ratatui::style::{Color, Modifier, Style};

/// Returns the style of a role.
pub(super) fn style(role: Role, tone: Tone, depth: Depth) -> Style {
    match depth {
        Depth::None => weight(role).patch(without_colours(role)),
        Depth::Ansi16 => weight(role).patch(sixteen(role, tone)),
        Depth::Table256 | Depth::Full => {
            let Some((red, green, blue)) = full(role, tone) else { return weight(role) };
            let colour = depth.show(Color::Rgb(red, green, blue)).unwrap_or(Color::Reset);
            if role == Role::Selected { weight(role).bg(colour) } else { weight(role).fg(colour) }
        }
    }
}

/// Bold where something matters now.
fn weight(role: Role) -> Style {
    match role {
        Role::Strong | Role::Head | Role::Key | Role::Moved => Style::new().add_modifier(Modifier::BOLD),
        Role::Text
        | Role::Dim
        | Role::Accent
        | Role::Selected
        | Role::Alert
        | Role::Warn
        | Role::Good
        | Role::Rule
        | Role::Echo => Style::new(),
    }
}

/// The palettes. Text itself has the terminal's own colour, which its owner can read.
fn full(role: Role, tone: Tone) -> Option<(u8, u8, u8)> {
    let (dark, light) = match role {
        Role::Text | Role::Strong | Role::Head | Role::Key | Role::Echo => return None,
        Role::Dim => ((0x8a, 0x8f, 0x98), (0x6a, 0x70, 0x7a)),
        Role::Accent | Role::Moved => ((0x7f, 0xb0, 0xea), (0x1f, 0x5f, 0xb8)),
        Role::Selected => ((0x2b, 0x33, 0x40), (0xdd, 0xe7, 0xf5)),
        Role::Alert => ((0xf2, 0x84, 0x80), (0xb4, 0x23, 0x2f)),
        Role::Warn => ((0xe0, 0xb3, 0x5a), (0x7f, 0x56, 0x00)),
        Role::Good => ((0x8c, 0xc8, 0x7e), (0x22, 0x6e, 0x33)),
        Role::Rule => ((0x4b, 0x51, 0x5b), (0xc3, 0xc8, 0xd0)),
    };
    Some(match tone {
        Tone::Dark => dark,
        Tone::Light => light,
    })
}

/// The sixteen, as far as every common scheme shows them readably: yellow on white is not, bright black is
/// the background of some.
fn sixteen(role: Role, tone: Tone) -> Style {
    match (role, tone) {
        (Role::Text | Role::Strong | Role::Head | Role::Key | Role::Echo, _) => Style::new(),
        (Role::Dim | Role::Rule, _) => Style::new().add_modifier(Modifier::DIM),
        (Role::Accent | Role::Moved, Tone::Dark) => Style::new().fg(Color::Cyan),
        (Role::Accent | Role::Moved, Tone::Light) => Style::new().fg(Color::Blue),
        (Role::Selected, _) => Style::new().add_modifier(Modifier::REVERSED),
        (Role::Alert, _) => Style::new().fg(Color::Red),
        (Role::Warn, Tone::Dark) => Style::new().fg(Color::Yellow),
        (Role::Warn, Tone::Light) => Style::new().add_modifier(Modifier::BOLD),
        (Role::Good, _) => Style::new().fg(Color::Green),
    }
}

fn without_colours(role: Role) -> Style {
    match role {
        Role::Text | Role::Strong | Role::Head | Role::Key | Role::Echo | Role::Good => Style::new(),
        Role::Dim | Role::Rule => Style::new().add_modifier(Modifier::DIM),
        Role::Accent | Role::Warn => Style::new().add_modifier(Modifier::BOLD),
        Role::Selected => Style::new().add_modifier(Modifier::REVERSED),
        Role::Alert => Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Role::Moved => Style::new().add_modifier(Modifier::UNDERLINED),
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
        let grounds: [(Tone, &[Rgb]); 2] = [
            (Tone::Dark, &[(0x18, 0x18, 0x18), (0, 0, 0), (0x1e, 0x1e, 0x2e), (0x28, 0x2c, 0x34)]),
            (Tone::Light, &[(0xff, 0xff, 0xff), (0xfa, 0xfa, 0xf5)]),
        ];
        for (tone, grounds) in grounds {
            let bar = full(Role::Selected, tone).unwrap();
            for ground in grounds.iter().chain([&bar]) {
                for role in [Role::Accent, Role::Alert, Role::Warn, Role::Good] {
                    let seen = contrast(full(role, tone).unwrap(), *ground);
                    assert!(seen >= 4.5, "{tone:?} {role:?} on {ground:?}: {seen:.2}");
                }
                let dim = contrast(full(Role::Dim, tone).unwrap(), *ground);
                assert!(dim >= 3.0, "{tone:?} dim on {ground:?}: {dim:.2}");
            }
            for ground in grounds {
                let rule = contrast(full(Role::Rule, tone).unwrap(), *ground);
                assert!((1.5..4.0).contains(&rule), "{tone:?} rule on {ground:?}: {rule:.2}");
            }
            let text = if tone == Tone::Dark { (0xd4, 0xd4, 0xd4) } else { (0x20, 0x20, 0x20) };
            assert!(contrast(text, bar) >= 7.0);
        }
    }

    #[test]
    fn the_table_of_256_keeps_the_contrast() {
        // Where the cube is coarse a colour may shift; it must not fall below what dim text needs.
        for (tone, ground) in [(Tone::Dark, (0x18, 0x18, 0x18)), (Tone::Light, (0xff, 0xff, 0xff))] {
            for role in [Role::Accent, Role::Alert, Role::Warn, Role::Good, Role::Dim] {
                let Some(Color::Indexed(index)) = style(role, tone, Depth::Table256).fg else {
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
                assert!(contrast(colour, ground) >= 3.0, "{tone:?} {role:?} {index}");
            }
        }
    }
}
