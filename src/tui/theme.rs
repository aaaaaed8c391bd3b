//! The appearance of things, by meaning. Screens use tones, never colours; the colours of a tone are defined here.
//!
//! There are three weights of text (what matters now, normal, less important), and colours have meanings: the accent
//! is the current position, red is blocked or failed, yellow asks for attention, green is accepted. Nothing else is
//! coloured but the names of people, and every meaning has a glyph or a word as well.
//!
//! There are three grounds: the terminal's own, one that is raised a little, and that of the selected row. A screen
//! paints a ground and draws tones on it; [`Theme::settle`] gives each the colour that can be read there.

mod depth;
mod glyphs;
mod palette;

pub use depth::Depth;
pub use glyphs::Glyphs;

use crate::config::{Config, ConfigProblem, Environment, ThemeChoice};
pub use crate::present::tone::Tone;
use crate::tui::background;
pub use crate::tui::background::{Background, OwnColours};
use palette::Palette;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};
use std::str::FromStr;

/// What text stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ground {
    /// The terminal's own ground.
    Own,
    /// That of cards, pop-ups and strips: the terminal's own, moved a little towards the text.
    Raised,
    /// That of the selected row.
    Selected,
}

impl Ground {
    /// All grounds, in the order of their declaration.
    pub const ALL: [Self; 3] = [Self::Own, Self::Raised, Self::Selected];
}

/// The styles of the tones on each ground.
type Styles = [[Style; Tone::ALL.len()]; Ground::ALL.len()];

/// The styles of all tones on all grounds, and the glyphs that go with them.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    styles: Styles,
    /// The same for a shared screen.
    stage: Styles,
    grounds: [Style; Ground::ALL.len()],
    border: Style,
    palette: Palette,
    chosen: Vec<(Tone, Color)>,
    depth: Depth,
    /// The glyphs.
    pub glyphs: Glyphs,
}

impl Theme {
    /// Creates the theme for a terminal that has not answered which colours are its own.
    pub fn new(background: Background, depth: Depth, glyphs: Glyphs) -> Self {
        Self::mixed(background, OwnColours::default(), depth, glyphs)
    }

    /// Creates the theme for a terminal from its own colours.
    pub fn mixed(background: Background, own: OwnColours, depth: Depth, glyphs: Glyphs) -> Self {
        Self::from_palette(Palette::new(background, own, depth), depth, &glyphs)
    }

    fn from_palette(palette: Palette, depth: Depth, glyphs: &Glyphs) -> Self {
        let styles =
            |is_stage| Ground::ALL.map(|ground| Tone::ALL.map(|tone| palette.style(tone, ground, is_stage)));
        Self {
            styles: styles(false),
            stage: styles(true),
            grounds: Ground::ALL.map(|ground| palette.paint(ground)),
            border: palette.border(),
            palette,
            chosen: Vec::new(),
            depth,
            glyphs: *glyphs,
        }
    }

    /// Returns the theme for a shared screen, on which faint text is lost: text has the best contrast, and less
    /// important text is as bright as the rest.
    #[must_use]
    pub fn bright(&self) -> Self {
        let mut bright = self.clone();
        bright.styles = self.stage;
        bright
    }

    /// Creates the theme that a person has configured, and reports invalid colours.
    ///
    /// `own` is what the terminal has answered on its own colours so far.
    pub fn of(config: &Config, environment: &Environment, own: OwnColours) -> (Self, Vec<ConfigProblem>) {
        let answered = own.ground.map(Background::of);
        let background = match config.theme {
            ThemeChoice::Dark => Background::Dark,
            ThemeChoice::Light => Background::Light,
            ThemeChoice::Auto => answered
                .or_else(|| background::from_colorfgbg(environment.colorfgbg.as_deref()))
                .unwrap_or_default(),
        };
        // A person's choice is stronger than an answer that contradicts it, and than half an answer.
        let own = if answered == Some(background) { own } else { OwnColours::default() };
        let colorterm = environment.colorterm.as_deref();
        let depth = Depth::detect(environment.no_color, colorterm, environment.term.as_deref());
        let mut theme = Self::mixed(background, own, depth, Glyphs::of(config.draws_ascii(environment)));
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

    /// Returns the style of a tone on the terminal's own ground, with which everything is drawn at first.
    pub fn style(&self, tone: Tone) -> Style {
        self.on(tone, Ground::Own)
    }

    /// Returns the style of a tone on a ground.
    pub fn on(&self, tone: Tone, ground: Ground) -> Style {
        self.styles[ground as usize][tone as usize]
    }

    /// Returns the style of a ground.
    pub fn ground(&self, ground: Ground) -> Style {
        self.grounds[ground as usize]
    }

    /// Returns whether there is a raised ground; without one, borders take its place.
    pub fn has_raised(&self) -> bool {
        self.ground(Ground::Raised).bg.is_some()
    }

    /// Returns the style of the border of a pop-up.
    pub fn border(&self) -> Style {
        self.border
    }

    /// Returns the colour depth of this theme.
    pub fn depth(&self) -> Depth {
        self.depth
    }

    /// Gives each text of a frame its colour for the ground that was painted below it.
    pub fn settle(&self, frame: &mut Buffer) {
        for cell in &mut frame.content {
            let ground = self.ground_below(cell);
            if ground == Ground::Own {
                continue;
            }
            if cell.modifier.contains(Modifier::REVERSED) {
                cell.fg = Color::Reset;
                cell.modifier.remove(Modifier::DIM);
                continue;
            }
            let own = &self.styles[Ground::Own as usize];
            let tone = own.iter().position(|style| style.fg == Some(cell.fg));
            let settled = tone.map_or(Tone::Text as usize, |tone| tone);
            if tone.is_some() || cell.fg == Color::Reset {
                cell.fg = self.styles[ground as usize][settled].fg.unwrap_or_default();
            }
        }
    }

    fn ground_below(&self, cell: &Cell) -> Ground {
        let selected = self.ground(Ground::Selected);
        let is_reversed = selected.add_modifier.contains(Modifier::REVERSED);
        let reverses = is_reversed && cell.modifier.contains(Modifier::REVERSED);
        if reverses || selected.bg == Some(cell.bg) {
            Ground::Selected
        } else if self.ground(Ground::Raised).bg == Some(cell.bg) {
            Ground::Raised
        } else {
            Ground::Own
        }
    }

    /// Sets the colour of a tone on every ground; for [`Tone::Selected`] it is that ground.
    ///
    /// A theme without colours is unchanged.
    pub fn colour(&mut self, tone: Tone, colour: Colour) {
        let Some(colour) = self.depth.show(colour.0) else { return };
        if tone == Tone::Selected {
            let palette = self.palette.selecting(colour);
            let chosen = std::mem::take(&mut self.chosen);
            *self = Self::from_palette(palette, self.depth, &self.glyphs.clone());
            for (tone, colour) in chosen {
                self.choose(tone, colour);
            }
        } else {
            self.choose(tone, colour);
        }
    }

    fn choose(&mut self, tone: Tone, colour: Color) {
        for styles in self.styles.iter_mut().chain(&mut self.stage) {
            styles[tone as usize] = styles[tone as usize].fg(colour);
        }
        if tone == Tone::Rule {
            self.border = self.border.fg(colour);
        }
        self.chosen.push((tone, colour));
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
mod tests;
