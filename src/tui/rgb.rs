//! Colours as numbers: how bright they are, how far apart, and mixtures of them.

/// A colour by its parts red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// The steps in which a colour is moved.
const STEPS: u8 = 50;

impl Rgb {
    /// White.
    pub const WHITE: Self = Self(255, 255, 255);
    /// Black.
    pub const BLACK: Self = Self(0, 0, 0);

    /// Returns the relative luminance as WCAG 2.1 defines it, from 0 to 1.
    pub fn luminance(self) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(self.0) + 0.7152 * part(self.1) + 0.0722 * part(self.2)
    }

    /// Returns the contrast with another colour as WCAG 2.1 defines it, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Returns the mixture that is this share of the way to another colour, from 0 to 1.
    #[must_use]
    pub fn mix(self, other: Self, share: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the mixture is between two bytes"
        )]
        let part = |from: u8, to: u8| {
            (f64::from(from) + (f64::from(to) - f64::from(from)) * share.clamp(0.0, 1.0)).round() as u8
        };
        Self(part(self.0, other.0), part(self.1, other.1), part(self.2, other.2))
    }

    /// Returns black or white, whichever can be told better from this colour.
    #[must_use]
    pub fn pole(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::BLACK) { Self::WHITE } else { Self::BLACK }
    }

    /// Returns the mixtures on the way to another colour, in small steps, this colour first.
    pub fn steps(self, to: Self) -> impl Iterator<Item = Self> {
        (0..=STEPS).map(move |step| self.mix(to, f64::from(step) / f64::from(STEPS)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        assert!((Rgb::WHITE.contrast(Rgb::BLACK) - 21.0).abs() < 0.001);
        assert!((Rgb(0x77, 0x77, 0x77).contrast(Rgb::WHITE) - 4.478).abs() < 0.001);
    }

    #[test]
    fn a_mixture_is_between_its_colours() {
        assert_eq!(Rgb(0, 100, 200).mix(Rgb(100, 0, 250), 0.5), Rgb(50, 50, 225));
        assert_eq!(Rgb::BLACK.steps(Rgb::WHITE).last(), Some(Rgb::WHITE));
        assert_eq!((Rgb(0, 0x2b, 0x36).pole(), Rgb(0xef, 0xf1, 0xf5).pole()), (Rgb::WHITE, Rgb::BLACK));
    }
}
