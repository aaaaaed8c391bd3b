//! Lists to choose from, narrowed by typing.

use super::Turned;
use crate::domain::id::{
    CeremonyId, ColumnId, EpicId, FeedbackId, ImpedimentId, ItemId, NoteId, PersonId, SprintId,
};
use crate::domain::value::{CeremonyKind, GoalOutcome, Line, SplitPattern};
use crate::tui::action::Action;
use crate::tui::widget::line_input::LineInput;
use crate::tui::widget::list::Scroll;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// What can be done with a sprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SprintAct {
    /// Start it.
    Start(SprintId),
    /// Close it.
    Close(SprintId),
    /// Set its goal.
    Goal(SprintId),
    /// Change its name and dates.
    Edit(SprintId),
    /// Show what it has come to.
    Show(SprintId),
    /// Take it away.
    Remove(SprintId),
    /// Plan another one.
    New,
}

/// What a row stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// A person.
    Person(PersonId),
    /// A label's name.
    Label(String),
    /// A column.
    Column(ColumnId),
    /// An item.
    Item(ItemId),
    /// An epic, or none.
    Epic(Option<EpicId>),
    /// A sprint.
    Sprint(SprintId),
    /// Nowhere: out of the sprint.
    NoSprint,
    /// Something to do with a sprint.
    Act(SprintAct),
    /// An action.
    Action(Action),
    /// One of a field's options.
    Option(usize),
    /// Where all unfinished items go when a sprint is closed.
    Rest(Option<SprintId>),
    /// Ask about each unfinished item.
    EachRest,
    /// Whoever acceptance is decided for: nobody else.
    Myself,
    /// Somebody who is not in the list yet.
    Somebody,
    /// A kind of ceremony, to be begun or joined.
    Ceremony(CeremonyKind),
    /// A ceremony that is over.
    Held(CeremonyId),
    /// Whether a goal was met.
    Outcome(GoalOutcome),
    /// A note; none to stand alone.
    Note(Option<NoteId>),
    /// Nobody.
    Nobody,
    /// The columns of a wall; none to be asked for them.
    Wall(Vec<Line>),
    /// When ceremonies are held.
    Cadence,
    /// What is done about cards that are turned.
    Turned(Turned),
    /// A way to split, or none in particular.
    Pattern(Option<SplitPattern>),
}

/// What a list is for.
#[derive(Debug, Clone)]
pub enum PickFor {
    /// Who gets items.
    Assign(Vec<ItemId>),
    /// Which labels items carry.
    Labels(Vec<ItemId>),
    /// Where items are moved to.
    Move(Vec<ItemId>),
    /// Which sprint items go into.
    Sprint(Vec<ItemId>),
    /// What an item waits for.
    Dependency(ItemId),
    /// What to do about sprints.
    SprintMenu,
    /// Which action.
    Palette,
    /// Which of the items that have the words in them; the store finds them.
    Search,
    /// On whose behalf acceptance is decided.
    ActFor,
    /// Who works here.
    Who,
    /// Which ceremony.
    Ceremonies,
    /// On whose behalf acceptance is decided in a ceremony of this kind that is about to begin.
    Begin(CeremonyKind),
    /// Who is there.
    Present(CeremonyId),
    /// Whether a sprint's goal was met.
    Outcome(SprintId),
    /// Under which note another stands.
    Group(CeremonyId, NoteId),
    /// Which item feedback is about, or whether it becomes one.
    Feedback(FeedbackId),
    /// Whose dot a note gets.
    Dot(CeremonyId, NoteId),
    /// Who shows a demo.
    Presenter(CeremonyId, NoteId),
    /// Who is on an impediment.
    OwnImpediment(ImpedimentId),
    /// In which way an item is split.
    Pattern(ItemId),
    /// What is done about the cards for an item.
    Turned(ItemId),
    /// A field of the form below.
    Field(usize),
    /// Where unfinished items go: the sprint that is closed, and what was chosen one by one so far.
    Leftovers {
        /// The sprint.
        sprint: SprintId,
        /// Items that are still to be asked about; none while all are asked about at once.
        left: Vec<ItemId>,
        /// What was chosen.
        chosen: Vec<(ItemId, Option<SprintId>)>,
    },
}

/// A row.
#[derive(Debug, Clone)]
pub struct PickRow {
    /// What is shown, and matched.
    pub label: String,
    /// What is shown beside it.
    pub detail: String,
    /// What it stands for.
    pub pick: Pick,
    /// Whether it is marked.
    pub marked: bool,
    /// Whether it was marked when the list was opened.
    pub was: bool,
    /// Why it cannot be chosen now.
    pub disabled: Option<String>,
}

impl PickRow {
    /// Makes a row.
    pub fn new(label: impl Into<String>, detail: impl Into<String>, pick: Pick) -> Self {
        Self { label: label.into(), detail: detail.into(), pick, marked: false, was: false, disabled: None }
    }
}

/// A list to choose from.
pub struct Picker {
    /// What is chosen.
    pub title: String,
    /// What there is to know before one chooses.
    pub facts: Vec<String>,
    /// What was typed to narrow it.
    pub input: LineInput,
    /// All rows.
    pub rows: Vec<PickRow>,
    /// The rows that match, the best first.
    pub shown: Vec<usize>,
    /// Which of them the cursor is on.
    pub at: usize,
    /// The first one on the screen.
    pub top: Scroll,
    /// Whether several can be taken.
    pub is_many: bool,
    /// What it is for.
    pub purpose: PickFor,
    /// What is wrong, or what there is to know.
    pub note: Option<String>,
}

impl Picker {
    /// Makes a list whose first row, or first marked row, is under the cursor.
    pub fn new(title: impl Into<String>, purpose: PickFor, rows: Vec<PickRow>) -> Self {
        let mut picker = Self {
            title: title.into(),
            facts: Vec::new(),
            input: LineInput::new(200).placeholder("type to narrow"),
            rows,
            shown: Vec::new(),
            at: 0,
            top: Scroll::default(),
            is_many: false,
            purpose,
            note: None,
        };
        for row in &mut picker.rows {
            row.was = row.marked;
        }
        picker.narrow();
        picker
    }

    /// Lets several rows be taken.
    #[must_use]
    pub fn many(mut self) -> Self {
        self.is_many = true;
        self
    }

    /// Works out which rows match what was typed.
    pub fn narrow(&mut self) {
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
                // What a row is called counts for more than what is said beside it.
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

    /// Takes other rows, all of which match what was typed.
    pub fn fill(&mut self, rows: Vec<PickRow>) {
        self.shown = (0..rows.len()).collect();
        self.rows = rows;
    }

    /// Returns the row under the cursor.
    pub fn row(&self) -> Option<&PickRow> {
        self.rows.get(*self.shown.get(self.at)?)
    }

    /// Goes to another row.
    pub fn go(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by).min(self.shown.len().saturating_sub(1));
    }

    /// Marks the row under the cursor, or takes the mark away, and goes on.
    pub fn mark(&mut self) {
        if let Some(row) = self.shown.get(self.at).and_then(|at| self.rows.get_mut(*at)) {
            row.marked = !row.marked;
            self.go(1);
        }
    }

    /// Returns what was taken: the marked rows, or where none is the one under the cursor.
    pub fn taken(&self) -> Vec<&PickRow> {
        let marked: Vec<&PickRow> = self.rows.iter().filter(|row| row.marked).collect();
        if marked.is_empty() || !self.is_many { self.row().into_iter().collect() } else { marked }
    }
}
