//! The cards of a column below one another: as high as they need to be, shorter where they do not all fit, and scrolled
//! where shorter ones would say too little.

use super::card::{self, CardLimits, CardLines};
use super::gather::{BoardColumn, ColumnCard};
use crate::tui::theme::{Glyphs, Tone};
use crate::tui::view::painter::{Painter, row};
use crate::tui::widget::list::Scroll;
use ratatui::layout::Rect;
use std::cell::OnceCell;

/// Titles may be cut to fit all cards in a column if at most one of so many is.
const CUT_OF: usize = 10;

/// The rows of a title of an accepted item, if there is room, and if there is less.
const TITLES: [usize; 2] = [3, 2];

/// Cards with the lines in which they are drawn, which are laid out when they are needed.
pub(super) struct Stack<'s, 'a> {
    cards: Vec<(&'s ColumnCard<'a>, OnceCell<CardLines>)>,
    limits: CardLimits,
    is_accepted: bool,
    /// The most rows of the title of an accepted item; 0 for its key.
    titles: usize,
    columns: u16,
    glyphs: Glyphs,
}

impl<'s, 'a> Stack<'s, 'a> {
    /// Lays out cards of a column so that they fit in these rows if they can.
    pub(super) fn of(
        column: &BoardColumn<'a>,
        cards: &[&'s ColumnCard<'a>],
        (columns, rows): (u16, usize),
        glyphs: &Glyphs,
    ) -> Self {
        let stack = |limits: CardLimits| Self {
            cards: cards.iter().map(|card| (*card, OnceCell::new())).collect(),
            limits,
            is_accepted: column.is_accepted,
            titles: TITLES[0],
            columns,
            glyphs: *glyphs,
        };
        let full = stack(CardLimits::FULL);
        if column.is_accepted {
            // Titles only where there is room for all of them, or for one after the other.
            let is_here = full.selected().is_some();
            let with = |titles: usize| Self { titles, ..stack(CardLimits::FULL) };
            let mut titled = TITLES.into_iter().filter(|_| columns >= card::TITLED).map(with);
            let found = titled.find(|it| is_here || it.fits(rows));
            return found.unwrap_or_else(|| with(0));
        }
        if full.fits(rows) {
            return full;
        }
        let mut shorter = CardLimits::SHORTER.into_iter().map(stack);
        shorter.find(|it| it.fits(rows) && it.cut() * CUT_OF <= it.cards.len()).unwrap_or(full)
    }

    fn selected(&self) -> Option<usize> {
        self.cards.iter().position(|(card, _)| card.is_selected)
    }

    fn lines(&self, at: usize) -> &CardLines {
        let (card, lines) = &self.cards[at];
        lines.get_or_init(|| CardLines::of(card, self.columns, self.limits, &self.glyphs))
    }

    fn cut(&self) -> usize {
        (0..self.cards.len()).filter(|at| self.lines(*at).is_cut).count()
    }

    /// Returns the rows of a card, without the blank ones below it.
    fn rows_of(&self, at: usize) -> usize {
        if !self.is_accepted {
            return self.lines(at).rows();
        }
        card::accepted_rows(self.cards[at].0, self.columns, self.titles, &self.glyphs)
    }

    /// Returns the blank rows below a card.
    fn gap(&self, at: usize) -> usize {
        if self.is_accepted || at + 1 == self.cards.len() { 0 } else { self.limits.gap }
    }

    /// Returns the number of rows of all cards, or more than `most` if they are more.
    pub(super) fn rows(&self, most: usize) -> usize {
        let mut rows = 0;
        for at in 0..self.cards.len() {
            rows += self.rows_of(at) + self.gap(at);
            if rows > most {
                break;
            }
        }
        rows
    }

    fn fits(&self, rows: usize) -> bool {
        self.rows(rows) <= rows
    }

    /// Draws the cards, from the top or so that the selected one is visible. Says in the last row how many are above and
    /// below.
    pub(super) fn draw(&self, painter: &mut Painter<'_>, area: Rect, scroll: &Scroll, me: Option<&str>) {
        let selected = self.selected();
        let fits = self.fits(usize::from(area.height));
        let list = Rect { height: area.height.saturating_sub(u16::from(!fits)), ..area };
        let own = Scroll::default();
        let scroll = if selected.is_some() { scroll } else { &own };
        let height = |at: usize| self.rows_of(at) + self.gap(at);
        let shown = scroll.entries(selected, self.cards.len(), usize::from(list.height), &height);
        let rows = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
        let mut y = list.y;
        for at in shown.clone() {
            let height = rows(self.rows_of(at)).min(list.bottom().saturating_sub(y));
            let place = Rect { y, height, ..list };
            if self.is_accepted {
                card::draw_accepted(painter, place, self.cards[at].0, self.titles);
            } else {
                card::draw(painter, place, self.cards[at].0, self.lines(at), me);
            }
            y = y.saturating_add(height).saturating_add(rows(self.gap(at)));
        }
        if !fits && let Some(last) = row(area, usize::from(area.height).saturating_sub(1)) {
            let words = painter.more(shown.start, self.cards.len() - shown.end);
            painter.put(last.x + 2, last.y, last.width.saturating_sub(2), &words, Tone::Dim);
        }
    }
}
