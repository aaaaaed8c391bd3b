//! The colours of the tones on each ground: mixed from the terminal's own colours, in sixteen colours, and without any.
//!
//! Every colour is moved towards black or white until it can be read on the ground that it stands on. The formulas of
//! luminance and contrast are those of WCAG 2.1.

use super::{Background, Depth, Ground, Tone};
use crate::tui::background::OwnColours;
use crate::tui::rgb::Rgb;
use ratatui::style::{Color, Modifier, Style};

/// The contrast from which text is as good as it gets: the terminal's own colour is kept.
const GOOD: f64 = 7.0;
/// The minimum contrast of text.
const TEXT: f64 = 4.5;
/// The minimum contrast of a colour on the selected row, where text is good.
const ON_SELECTED: f64 = 5.5;
/// The minimum contrast of dim text where text is not good, and of the borders of pop-ups.
const LEAST: f64 = 3.0;
/// The minimum contrast of the selected ground against the terminal's own.
const SELECTED: f64 = 1.6;

/// The colours that the tones are mixed from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Palette {
    text: Rgb,
    ground: Rgb,
    /// Whether text and ground are the terminal's own, so that text needs no colour of ours.
    is_known: bool,
    background: Background,
    depth: Depth,
    /// A ground for the selected row that a person has chosen.
    chosen: Option<Color>,
}

impl Palette {
    pub(super) fn new(background: Background, own: OwnColours, depth: Depth) -> Self {
        let (text, ground) = match background {
            Background::Dark => (Rgb(0xd8, 0xd8, 0xd8), Rgb(0x18, 0x18, 0x18)),
            Background::Light => (Rgb(0x22, 0x24, 0x28), Rgb(0xfa, 0xfa, 0xfa)),
        };
        Self {
            text: own.text.unwrap_or(text),
            ground: own.ground.unwrap_or(ground),
            is_known: own.text.is_some() && own.ground.is_some(),
            background,
            depth,
            chosen: None,
        }
    }

    /// Returns the palette with a ground for the selected row that a person has chosen.
    pub(super) fn selecting(self, colour: Color) -> Self {
        Self { chosen: Some(colour), ..self }
    }

    /// Returns the colours of text and ground.
    #[cfg(test)]
    pub(super) fn colours(&self) -> (Rgb, Rgb) {
        (self.text, self.ground)
    }

    /// Returns the style of a ground, and of text without a tone on it.
    pub(super) fn paint(&self, ground: Ground) -> Style {
        let Some(colour) = self.colour_of(ground) else {
            let is_reversed = ground == Ground::Selected && self.depth <= Depth::Ansi16;
            let style = Style::new();
            return if is_reversed { style.add_modifier(Modifier::REVERSED) } else { style };
        };
        self.style(Tone::Text, ground, false).bg(colour)
    }

    /// Returns the colour of a painted ground; `None` where it is the terminal's own, or selected by reversing.
    fn colour_of(&self, ground: Ground) -> Option<Color> {
        match ground {
            Ground::Own => None,
            Ground::Selected if self.chosen.is_some() => self.chosen,
            Ground::Raised | Ground::Selected if self.depth <= Depth::Ansi16 => None,
            Ground::Raised => self.depth.show(self.ground.mix(self.text, 0.06).into()).filter(|colour| {
                // A table of colours may have none between the ground and the selected row.
                let contrast = seen(*colour).contrast(self.ground);
                self.depth == Depth::Full || (1.02..1.35).contains(&contrast)
            }),
            Ground::Selected => {
                // Most of the way from the text to the accent, so that the row is not only a lighter grey.
                let towards = self.text.mix(hue(Tone::Accent, self.background).unwrap_or(self.text), 0.8);
                let first = self.ground.mix(towards, 0.18);
                let on_the_way = first.steps(towards).chain(towards.steps(self.ground.pole()));
                on_the_way
                    .filter_map(|it| self.depth.show(it.into()))
                    .find(|it| seen(*it).contrast(self.ground) >= SELECTED)
            }
        }
    }

    /// Returns the style of a tone on a ground; on the stage text is kept at the best contrast.
    pub(super) fn style(&self, tone: Tone, ground: Ground, is_stage: bool) -> Style {
        let is_reversed = ground == Ground::Selected && self.chosen.is_none();
        // Faint text is lost on a shared screen.
        let tone = if is_stage && tone == Tone::Dim { Tone::Text } else { tone };
        match self.depth {
            Depth::None | Depth::Ansi16 if is_reversed => weight(tone),
            Depth::None => weight(tone).patch(without_colours(tone)),
            Depth::Ansi16 => weight(tone).patch(sixteen(tone, self.background)),
            Depth::Table256 | Depth::Full => {
                self.colour(tone, ground, is_stage).map_or(weight(tone), |colour| weight(tone).fg(colour))
            }
        }
    }

    /// Returns the style of the border of a pop-up.
    pub(super) fn border(&self) -> Style {
        if self.depth <= Depth::Ansi16 {
            return self.style(Tone::Rule, Ground::Own, false);
        }
        let on = self.below(Ground::Raised);
        Style::new().fg(self.moved(on.mix(self.text, 0.4), on, LEAST))
    }

    /// Returns the colour of a tone; `None` for the terminal's own.
    fn colour(&self, tone: Tone, ground: Ground, is_stage: bool) -> Option<Color> {
        let on = self.below(ground);
        let own = self.text.contrast(on);
        let least = if is_stage { GOOD } else { TEXT };
        let text = if own >= least { self.text } else { seen(self.moved(self.text, on, least)) };
        let is_good = text.contrast(on) >= GOOD;
        match tone {
            Tone::Text | Tone::Strong | Tone::Head | Tone::Key | Tone::Echo => {
                let keeps_own = text == self.text && (self.is_known || ground == Ground::Own);
                (!keeps_own).then(|| self.moved(text, on, least))
            }
            Tone::Dim => Some(self.moved(text.mix(on, 0.42), on, if is_good { TEXT } else { LEAST })),
            Tone::Rule => Some(self.moved(on.mix(text, 0.27), on, 1.5)),
            Tone::Selected => None,
            Tone::Accent
            | Tone::Moved
            | Tone::Alert
            | Tone::Warn
            | Tone::Good
            | Tone::Person1
            | Tone::Person2
            | Tone::Person3
            | Tone::Person4
            | Tone::Person5
            | Tone::Person6 => {
                let least = if ground == Ground::Selected && is_good { ON_SELECTED } else { TEXT };
                hue(tone, self.background).map(|it| self.moved(it, on, least))
            }
        }
    }

    /// Returns the colour that is seen below text on a ground.
    fn below(&self, ground: Ground) -> Rgb {
        self.colour_of(ground).map_or(self.ground, seen)
    }

    /// Moves a colour towards black or white until it has this contrast, as it is shown.
    fn moved(&self, colour: Rgb, on: Rgb, least: f64) -> Color {
        let shown = |it: Rgb| self.depth.show(it.into()).unwrap_or(Color::Reset);
        let found = colour.steps(on.pole()).map(shown).find(|it| seen(*it).contrast(on) >= least);
        found.unwrap_or_else(|| shown(on.pole()))
    }
}

impl From<Rgb> for Color {
    fn from(Rgb(red, green, blue): Rgb) -> Self {
        Self::Rgb(red, green, blue)
    }
}

/// Returns a colour as it is seen.
fn seen(colour: Color) -> Rgb {
    let [red, green, blue] = super::depth::parts(colour);
    Rgb(red, green, blue)
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
        | Tone::Echo
        | Tone::Person1
        | Tone::Person2
        | Tone::Person3
        | Tone::Person4
        | Tone::Person5
        | Tone::Person6 => Style::new(),
    }
}

/// Returns the colour of a meaning or a person, before it is moved; `None` for the tones mixed from text and ground.
fn hue(tone: Tone, background: Background) -> Option<Rgb> {
    let (dark, light) = match tone {
        Tone::Text
        | Tone::Strong
        | Tone::Head
        | Tone::Key
        | Tone::Echo
        | Tone::Dim
        | Tone::Rule
        | Tone::Selected => return None,
        Tone::Accent | Tone::Moved => (Rgb(0x7f, 0xb0, 0xea), Rgb(0x1f, 0x5f, 0xb8)),
        Tone::Alert => (Rgb(0xf2, 0x84, 0x80), Rgb(0xb4, 0x23, 0x2f)),
        Tone::Warn => (Rgb(0xe0, 0xb3, 0x5a), Rgb(0x7f, 0x56, 0x00)),
        Tone::Good => (Rgb(0x8c, 0xc8, 0x7e), Rgb(0x22, 0x6e, 0x33)),
        Tone::Person1 => (Rgb(0xdb, 0xa7, 0x8e), Rgb(0x8f, 0x43, 0x20)),
        Tone::Person2 => (Rgb(0xc7, 0x9b, 0xea), Rgb(0x6f, 0x3a, 0xa8)),
        Tone::Person3 => (Rgb(0x6c, 0xc7, 0xc0), Rgb(0x0f, 0x6b, 0x66)),
        Tone::Person4 => (Rgb(0xe2, 0x9b, 0xc0), Rgb(0x9c, 0x2a, 0x6c)),
        Tone::Person5 => (Rgb(0xc9, 0xb7, 0x9c), Rgb(0x6b, 0x54, 0x36)),
        Tone::Person6 => (Rgb(0x9f, 0xb3, 0xcc), Rgb(0x3d, 0x52, 0x78)),
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
        (Tone::Text | Tone::Strong | Tone::Head | Tone::Key | Tone::Echo | Tone::Selected, _) => Style::new(),
        (Tone::Dim | Tone::Rule, _) => Style::new().add_modifier(Modifier::DIM),
        (Tone::Accent | Tone::Moved, Background::Dark) => Style::new().fg(Color::Cyan),
        (Tone::Accent | Tone::Moved | Tone::Person1 | Tone::Person3 | Tone::Person5, Background::Light) => {
            Style::new().fg(Color::Blue)
        }
        (Tone::Alert, _) => Style::new().fg(Color::Red),
        (Tone::Warn, Background::Dark) => Style::new().fg(Color::Yellow),
        (Tone::Warn, Background::Light) => Style::new().add_modifier(Modifier::BOLD),
        (Tone::Good, _) => Style::new().fg(Color::Green),
        (Tone::Person1 | Tone::Person3 | Tone::Person5, Background::Dark) => {
            Style::new().fg(Color::LightCyan)
        }
        (Tone::Person2 | Tone::Person4 | Tone::Person6, _) => Style::new().fg(Color::Magenta),
    }
}

fn without_colours(tone: Tone) -> Style {
    match tone {
        Tone::Text
        | Tone::Strong
        | Tone::Head
        | Tone::Key
        | Tone::Echo
        | Tone::Good
        | Tone::Selected
        | Tone::Person1
        | Tone::Person2
        | Tone::Person3
        | Tone::Person4
        | Tone::Person5
        | Tone::Person6 => Style::new(),
        Tone::Dim | Tone::Rule => Style::new().add_modifier(Modifier::DIM),
        Tone::Accent | Tone::Warn => Style::new().add_modifier(Modifier::BOLD),
        Tone::Alert => Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Tone::Moved => Style::new().add_modifier(Modifier::UNDERLINED),
    }
}
