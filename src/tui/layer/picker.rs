//! Pickers: lists to select from, filtered by typing.

use super::Then;
use crate::domain::value::Line;
use crate::tui::widget::line_input::LineInput;
use crate::tui::widget::list::Scroll;
use crate::tui::world::World;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// A row.
#[derive(Debug, Clone)]
pub struct PickRow<E> {
    /// The text shown and matched.
    pub label: String,
    /// The text shown beside it.
    pub detail: String,
    /// The name of the action that the row runs; its key is shown.
    pub action: Option<&'static str>,
    /// Whether it is marked.
    pub marked: bool,
    /// Whether it was marked when the list was opened.
    pub was_marked: bool,
    /// Why it cannot be chosen now.
    pub disabled: Option<String>,
    /// The typed word, if the row offers it as a new value.
    pub word: Option<Line>,
    /// What happens when it is selected.
    pub then: Then<Self, E>,
}

impl<E> PickRow<E> {
    /// Creates a row with what happens when it is selected.
    pub fn new(
        label: impl Into<String>,
        detail: impl Into<String>,
        then: impl Fn(&World<'_>) -> Result<Vec<E>, String> + 'static,
    ) -> Self {
        Self {
            label: label.into(),
            detail: detail.into(),
            action: None,
            marked: false,
            was_marked: false,
            disabled: None,
            word: None,
            then: Then::new(move |world, _| then(world)),
        }
    }

    /// Creates a row of a picker in which several can be marked.
    pub fn one_of(label: impl Into<String>, detail: impl Into<String>, marked: bool) -> Self {
        Self { marked, was_marked: marked, ..Self::new(label, detail, |_| Ok(Vec::new())) }
    }
}

/// A list to choose from.
pub struct Picker<E> {
    /// The title.
    pub title: String,
    /// The information shown above the list.
    pub facts: Vec<String>,
    /// The text typed to filter it.
    pub input: LineInput,
    /// All rows.
    pub rows: Vec<PickRow<E>>,
    /// The rows that match, the best first.
    pub shown: Vec<usize>,
    /// The index of the cursor among them.
    pub at: usize,
    /// The first one on the screen.
    pub top: Scroll,
    /// The validation error, or a note.
    pub note: Option<String>,
    /// What happens with the marked rows; `None` if one row is selected, which says so itself.
    pub many: Option<Then<Self, E>>,
    /// Whether the store finds its rows.
    pub is_search: bool,
    /// The detail shown beside a typed word that is offered as a new value; `None` if there are no new values.
    pub new_word: Option<&'static str>,
    /// Whether it is drawn low, so that the screen behind it stays readable.
    pub is_low: bool,
}

impl<E> Picker<E> {
    /// Creates a list with the cursor on its first row.
    pub fn new(title: impl Into<String>, rows: Vec<PickRow<E>>) -> Self {
        let mut picker = Self {
            title: title.into(),
            facts: Vec::new(),
            input: LineInput::new(200).placeholder("type to filter"),
            rows,
            shown: Vec::new(),
            at: 0,
            top: Scroll::default(),
            note: None,
            many: None,
            is_search: false,
            new_word: None,
            is_low: false,
        };
        picker.narrow();
        picker
    }

    /// Creates a picker in which several rows can be marked, each with its value.
    ///
    /// `then` receives the values whose mark was toggled, with the new mark: see [`Picker::toggled`].
    pub fn many<T: Clone + 'static>(
        title: impl Into<String>,
        rows: Vec<(T, PickRow<E>)>,
        then: impl Fn(&World<'_>, Vec<(T, bool)>) -> Result<Vec<E>, String> + 'static,
    ) -> Self {
        let (values, rows): (Vec<T>, Vec<PickRow<E>>) = rows.into_iter().unzip();
        Self::new(title, rows).together(move |world, picker| {
            let toggled = picker.toggled().into_iter();
            let toggled = toggled.filter_map(|(at, on)| Some((values.get(at)?.clone(), on)));
            then(world, toggled.collect())
        })
    }

    /// Allows marking several rows, and sets what happens with them.
    #[must_use]
    pub fn together(mut self, then: impl Fn(&World<'_>, &Self) -> Result<Vec<E>, String> + 'static) -> Self {
        self.many = Some(Then::new(then));
        self
    }

    /// Returns the selected rows: the marked ones, or the row under the cursor if none is marked.
    pub fn selected(&self) -> Vec<usize> {
        let marked: Vec<usize> = (0..self.rows.len()).filter(|at| self.rows[*at].marked).collect();
        if marked.is_empty() { self.shown.get(self.at).copied().into_iter().collect() } else { marked }
    }

    /// Returns the rows whose mark was toggled, with the new mark; if none was, the row under the cursor, toggled.
    pub fn toggled(&self) -> Vec<(usize, bool)> {
        let touched = |row: &PickRow<E>| row.marked != row.was_marked;
        if self.rows.iter().any(touched) {
            let rows = self.rows.iter().enumerate();
            rows.filter(|(_, row)| touched(row)).map(|(at, row)| (at, row.marked)).collect()
        } else {
            let at = self.shown.get(self.at).copied();
            at.and_then(|at| Some((at, !self.rows.get(at)?.was_marked))).into_iter().collect()
        }
    }

    /// Updates the rows that match the typed text.
    pub fn narrow(&mut self) {
        if let Some(detail) = self.new_word {
            self.offer_word(detail);
        }
        let typed = self.input.text().trim();
        self.at = 0;
        self.top.reset();
        if typed.is_empty() {
            self.shown = (0..self.rows.len()).collect();
            return;
        }
        let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut found: Vec<(u32, usize)> = self
            .rows
            .iter()
            .enumerate()
            .filter_map(|(at, row)| {
                // A match in the label counts for more than one in the detail.
                if let Some(score) = pattern.score(Utf32Str::new(&row.label, &mut buffer), &mut matcher) {
                    return Some((score + 10_000, at));
                }
                let text = format!("{} {}", row.label, row.detail);
                pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher).map(|score| (score, at))
            })
            .collect();
        found.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
        self.shown = found.into_iter().map(|(_, at)| at).collect();
    }

    /// Offers the typed word as a new row, unless a row has that name; new rows that are marked stay.
    fn offer_word(&mut self, detail: &'static str) {
        self.rows.retain(|row| row.word.is_none() || row.marked);
        let typed = self.input.text().trim().trim_start_matches('#').replace(' ', "-");
        let is_it =
            |row: &PickRow<E>| row.label.trim_start_matches('#').to_lowercase() == typed.to_lowercase();
        if let Some(word) = Line::clipped(&typed).filter(|_| !self.rows.iter().any(is_it)) {
            let row = PickRow::one_of(format!("#{typed}"), detail, false);
            self.rows.push(PickRow { word: Some(word), ..row });
        }
    }

    /// Replaces the rows; all of them match the typed text.
    pub fn fill(&mut self, rows: Vec<PickRow<E>>) {
        self.shown = (0..rows.len()).collect();
        self.rows = rows;
    }

    /// Returns the row under the cursor.
    pub fn row(&self) -> Option<&PickRow<E>> {
        self.rows.get(*self.shown.get(self.at)?)
    }

    /// Moves the cursor by some rows.
    pub fn go(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by).min(self.shown.len().saturating_sub(1));
    }

    /// Toggles the mark of the row under the cursor, and moves on.
    pub fn mark(&mut self) {
        if let Some(row) = self.shown.get(self.at).and_then(|at| self.rows.get_mut(*at)) {
            row.marked = !row.marked;
            self.go(1);
        }
    }

    /// Continues with the row under the cursor, or with the marked rows.
    ///
    /// # Errors
    /// If no row matches, or what the continuation refuses.
    pub fn choose(&self, world: &World<'_>) -> Result<Vec<E>, String> {
        let row = self.row().ok_or("nothing matches")?;
        match &self.many {
            Some(many) => many.call(world, self),
            None => row.then.call(world, row),
        }
    }
}
