//! The glyphs that are drawn, each one column wide, and their ASCII replacements.

use crate::present::tree::Sign;
use crate::tui::text;
use std::borrow::Cow;

/// A set of glyphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    /// Blocked.
    pub blocked: &'static str,
    /// A criterion or rule that is met.
    pub met: &'static str,
    /// A criterion, rule or task that is not checked yet.
    pub unchecked: &'static str,
    /// A criterion that failed.
    pub failed: &'static str,
    /// A rule that is not met.
    pub unmet: &'static str,
    /// At the left edge of the selected row.
    pub bar: &'static str,
    /// A thick line down, at the left of what belongs together.
    pub edge: &'static str,
    /// At the left edge of a card.
    pub side: &'static str,
    /// Beside what has just changed.
    pub moved: &'static str,
    /// A row marked by the person.
    pub marked: &'static str,
    /// In front of an entry of a list.
    pub bullet: &'static str,
    /// Between the parts of a sentence.
    pub dot: &'static str,
    /// Between the steps of a path.
    pub crumb: &'static str,
    /// For a missing value.
    pub none: &'static str,
    /// For a clipped text.
    pub ellipsis: &'static str,
    /// Up: there is more above, or a value rises.
    pub up: &'static str,
    /// Down: there is more below, or a value falls.
    pub down: &'static str,
    /// There is more to the right.
    pub right: &'static str,
    /// There is more to the left.
    pub left: &'static str,
    /// A thin line across.
    pub horizontal: &'static str,
    /// A thick line across, under what is active.
    pub thick: &'static str,
    /// A thin line down.
    pub vertical: &'static str,
    /// Where a line down begins under a line across.
    pub tee_down: &'static str,
    /// Where a line down ends above a line across.
    pub tee_up: &'static str,
    /// Where a line across begins at a line down.
    pub tee_right: &'static str,
    /// Where a line across ends at a line down.
    pub tee_left: &'static str,
    /// Where lines cross.
    pub cross: &'static str,
    /// The corners of a box: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// The scroll position at the edge of a list.
    pub thumb: &'static str,
    /// Levels of a small chart, lowest first.
    pub levels: [&'static str; 8],
    /// A filled cell, for large digits and bars.
    pub full: &'static str,
    /// The bands of a stacked chart, from the bottom.
    pub shades: [&'static str; 4],
    /// An empty cell of a bar.
    pub empty: &'static str,
}

impl Glyphs {
    /// The set for terminals that show Unicode.
    pub const UNICODE: Self = Self {
        blocked: "■",
        met: "✓",
        unchecked: "□",
        failed: "x",
        unmet: "!",
        bar: "▌",
        side: "▌",
        edge: "▌",
        moved: "→",
        marked: "●",
        bullet: "·",
        dot: "·",
        crumb: "›",
        none: "–",
        ellipsis: "…",
        up: "↑",
        down: "↓",
        right: "›",
        left: "‹",
        horizontal: "─",
        thick: "━",
        vertical: "│",
        tee_down: "┬",
        tee_up: "┴",
        tee_right: "├",
        tee_left: "┤",
        cross: "┼",
        corners: ["╭", "╮", "╰", "╯"],
        thumb: "▐",
        levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
        full: "█",
        shades: ["█", "▓", "▒", "░"],
        empty: "░",
    };

    /// Returns whether half blocks are available, too.
    pub fn has_halves(&self) -> bool {
        *self != Self::ASCII
    }

    /// The set for terminals where only ASCII is safe.
    pub const ASCII: Self = Self {
        blocked: "#",
        met: "v",
        unchecked: "o",
        failed: "x",
        unmet: "!",
        bar: ">",
        side: "|",
        edge: "#",
        moved: "<",
        marked: "*",
        bullet: "-",
        dot: "-",
        crumb: ">",
        none: "-",
        ellipsis: "~",
        up: "^",
        down: "v",
        right: ">",
        left: "<",
        horizontal: "-",
        thick: "=",
        vertical: "|",
        tee_down: "+",
        tee_up: "+",
        tee_right: "+",
        tee_left: "+",
        cross: "+",
        corners: ["+", "+", "+", "+"],
        thumb: "#",
        levels: ["_", ".", ".", "-", "-", "=", "=", "#"],
        full: "#",
        shades: ["#", "=", "-", "."],
        empty: ".",
    };

    /// Returns the set for a terminal.
    pub fn of(ascii: bool) -> Self {
        if ascii { Self::ASCII } else { Self::UNICODE }
    }

    /// Returns the glyph of a sign.
    pub fn sign(self, sign: Sign) -> &'static str {
        match sign {
            Sign::Bullet => self.bullet,
            Sign::Open => self.unchecked,
            Sign::Dot => self.dot,
            Sign::Met => self.met,
            Sign::Unmet => self.unmet,
            Sign::Failed => self.failed,
            Sign::Blocked => self.blocked,
            Sign::Waits => self.crumb,
            Sign::Question => "?",
            Sign::Parent => self.up,
            Sign::Added => "+",
            Sign::Removed => "-",
        }
    }

    /// Clips a text as [`text::clip`] does, with the ellipsis of this set.
    pub fn clip(self, given: &str, columns: usize) -> Cow<'_, str> {
        text::clip_with(given, columns, self.ellipsis)
    }

    /// Left-aligns a text in exactly `columns` columns, with this set's ellipsis.
    pub fn fit_left(self, given: &str, columns: usize) -> String {
        text::fit_with(given, columns, self.ellipsis, false)
    }

    /// Clips a text in the middle, with this set's ellipsis.
    pub fn clip_middle(self, given: &str, columns: usize) -> Cow<'_, str> {
        text::clip_middle(given, columns, self.ellipsis)
    }

    #[cfg(test)]
    fn all(self) -> Vec<&'static str> {
        let mut all = vec![
            self.blocked,
            self.unchecked,
            self.met,
            self.failed,
            self.unmet,
            self.bar,
            self.side,
            self.edge,
            self.moved,
            self.marked,
            self.bullet,
            self.dot,
            self.crumb,
            self.none,
            self.ellipsis,
            self.up,
            self.down,
            self.right,
            self.horizontal,
            self.thick,
            self.vertical,
            self.left,
            self.tee_down,
            self.tee_up,
            self.tee_right,
            self.tee_left,
            self.cross,
            self.thumb,
            self.full,
            self.empty,
        ];
        all.extend(self.corners);
        all.extend(self.levels);
        all.extend(self.shades);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_glyph_is_one_column_and_passes_the_gate() {
        for glyph in Glyphs::UNICODE.all().into_iter().chain(Glyphs::ASCII.all()) {
            assert_eq!((text::width(glyph), text::sanitize(glyph).as_ref()), (1, glyph));
        }
        assert!(Glyphs::ASCII.all().iter().all(|it| it.is_ascii()));
    }

    #[test]
    fn every_glyph_is_in_the_common_fonts() {
        let is_safe =
            |it: char| matches!(it, '\u{2500}'..='\u{259F}' | ' '..='~') || "→←↑↓●■□▪▲‹›✓·…–½".contains(it);
        for glyph in Glyphs::UNICODE.all() {
            assert!(glyph.chars().all(is_safe), "{glyph}");
        }
    }

    #[test]
    fn ascii_cuts_without_an_ellipsis() {
        assert_eq!(Glyphs::of(true).clip("Split a bill", 7), "Split~");
        assert_eq!(Glyphs::of(true).fit_left("Split a bill", 8), "Split a~");
    }
}
