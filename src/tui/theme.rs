//! The appearance of things, by meaning. Screens use tones, never colours; the colours of a tone are defined here.
//!
//! There are three weights of text (what matters now, normal, less important), and colours have meanings: the accent
//! is the current position, red is blocked or failed, yellow asks for attention, green is accepted. Nothing else is
//! coloured, and every meaning has a glyph or a word as well. The background is the terminal's own, except for the
//! selected row.

mod depth;
mod glyphs;
mod palette;

pub use depth::Depth;
pub use glyphs::Glyphs;

use crate::config::{Config, ConfigProblem, Environment, ThemeChoice};
pub use crate::present::tone::Tone;
use crate::tui::background;
pub use crate::tui::background::Background;
use ratatui::style::{Color, Style};
use std::str::FromStr;

/// The styles of all tones, and the glyphs that go with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    styles: [Style; Tone::ALL.len()],
    depth: Depth,
    /// The glyphs.
    pub glyphs: Glyphs,
}

impl Theme {
    /// Creates the theme for a terminal.
    pub fn new(background: Background, depth: Depth, glyphs: Glyphs) -> Self {
        Self { styles: Tone::ALL.map(|tone| palette::style(tone, background, depth)), depth, glyphs }
    }

    /// Returns the theme for a shared screen, on which faint text is lost: less important text is as bright as the
    /// rest.
    #[must_use]
    pub fn bright(&self) -> Self {
        let mut bright = self.clone();
        bright.styles[Tone::Dim as usize] = self.style(Tone::Text);
        bright
    }

    /// Creates the theme that a person has configured, and reports invalid colours.
    ///
    /// `answered` is the terminal's own answer on its background, if it has arrived.
    pub fn of(
        config: &Config,
        environment: &Environment,
        answered: Option<Background>,
    ) -> (Self, Vec<ConfigProblem>) {
        let background = match config.theme {
            ThemeChoice::Dark => Background::Dark,
            ThemeChoice::Light => Background::Light,
            ThemeChoice::Auto => answered
                .or_else(|| background::from_colorfgbg(environment.colorfgbg.as_deref()))
                .unwrap_or_default(),
        };
        let colorterm = environment.colorterm.as_deref();
        let depth = Depth::detect(environment.no_color, colorterm, environment.term.as_deref());
        let mut theme = Self::new(background, depth, Glyphs::of(config.draws_ascii(environment)));
        let mut problems = Vec::new();
        for wanted in &config.colours {
            match (Tone::named(&wanted.role), wanted.colour.parse()) {
                (Some(tone), Ok(colour)) => theme.colour(tone, colour),
                (None, _) => {
                    let names = Tone::ALL.map(Tone::name);
                    problems.push(ConfigProblem::unknown(wanted.line, "colour role", &wanted.role, names));
                }
                (Some(_), Err(bad)) => {
                    problems.push(ConfigProblem::new(wanted.line, BadColour::to_string(&bad)));
                }
            }
        }
        (theme, problems)
    }

    /// Returns the style of a tone.
    pub fn style(&self, tone: Tone) -> Style {
        self.styles[tone as usize]
    }

    /// Returns whether there is a raised ground; without one, borders take its place.
    pub fn has_raised(&self) -> bool {
        false
    }

    /// Returns the colour depth of this theme.
    pub fn depth(&self) -> Depth {
        self.depth
    }

    /// Sets the colour of a tone; for [`Tone::Selected`] it is the background.
    ///
    /// A theme without colours is unchanged.
    pub fn colour(&mut self, tone: Tone, colour: Colour) {
        let Some(colour) = self.depth.show(colour.0) else { return };
        let style = &mut self.styles[tone as usize];
        *style = if tone == Tone::Selected { style.bg(colour) } else { style.fg(colour) };
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::new(Background::Dark, Depth::Ansi16, Glyphs::UNICODE)
    }
}

/// A colour named in the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(Color);

/// The error for a text that is not a colour.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no colour: write #rrggbb, a number from 0 to 255, or a name such as blue or light-red")]
pub struct BadColour(pub String);

impl FromStr for Colour {
    type Err = BadColour;
    fn from_str(given: &str) -> Result<Self, BadColour> {
        given.trim().parse().map(Self).map_err(|_| BadColour(given.chars().take(40).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Modifier;

    #[test]
    fn roles_are_found_by_their_names_and_stand_in_order() {
        for (place, tone) in Tone::ALL.into_iter().enumerate() {
            assert_eq!(tone as usize, place);
            assert_eq!(Tone::named(tone.name()), Some(tone));
        }
        assert_eq!(Tone::named("colour"), None);
    }

    #[test]
    fn only_the_selected_row_has_a_ground() {
        for background in [Background::Dark, Background::Light] {
            for depth in Depth::ALL {
                let theme = Theme::new(background, depth, Glyphs::UNICODE);
                for tone in Tone::ALL {
                    let painted = theme.style(tone).bg.is_some()
                        || theme.style(tone).add_modifier.contains(Modifier::REVERSED);
                    assert_eq!(painted, tone == Tone::Selected, "{background:?} {depth:?} {tone:?}");
                }
            }
        }
    }

    #[test]
    fn without_colours_no_role_has_one_and_meanings_still_differ_from_text() {
        let mut theme = Theme::new(Background::Dark, Depth::None, Glyphs::ASCII);
        theme.colour(Tone::Accent, "red".parse().unwrap());
        for tone in Tone::ALL {
            assert_eq!((theme.style(tone).fg, theme.style(tone).bg), (None, None), "{tone:?}");
        }
        for tone in [Tone::Dim, Tone::Strong, Tone::Accent, Tone::Selected, Tone::Alert, Tone::Moved] {
            assert_ne!(theme.style(tone), theme.style(Tone::Text), "{tone:?}");
        }
    }

    #[test]
    fn settings_and_the_terminal_make_the_theme() {
        let (config, _) = Config::load("[theme]\nacent = \"red\"\ngood = \"nice\"\nalert = \"#ff0000\"");
        let environment = Environment { colorterm: Some("truecolor".into()), ..Environment::default() };
        let (theme, problems) = Theme::of(&config, &environment, Some(Background::Light));
        assert_eq!(theme.style(Tone::Alert).fg, Some(Color::Rgb(255, 0, 0)));
        assert_eq!(
            theme.style(Tone::Good),
            Theme::new(Background::Light, Depth::Full, Glyphs::UNICODE).style(Tone::Good)
        );
        let messages: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(messages[0], "settings, line 2: there is no colour role \"acent\"; did you mean accent?");
        assert!(messages[1].starts_with("settings, line 3: \"nice\" is no colour"));
    }

    #[test]
    fn a_person_may_choose_colours() {
        let mut theme = Theme::new(Background::Dark, Depth::Full, Glyphs::UNICODE);
        theme.colour(Tone::Accent, "#6f9fd8".parse().unwrap());
        theme.colour(Tone::Selected, "blue".parse().unwrap());
        assert_eq!(theme.style(Tone::Accent).fg, Some(Color::Rgb(0x6f, 0x9f, 0xd8)));
        assert_eq!(theme.style(Tone::Selected).bg, Some(Color::Blue));
        assert!(
            "no colour".parse::<Colour>().unwrap_err().to_string().starts_with("\"no colour\" is no colour")
        );
    }
}
