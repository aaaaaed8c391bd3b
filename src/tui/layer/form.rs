//! Forms: several fields that are answered together.

use super::refine::Splitting;
use crate::domain::detail::Link;
use crate::domain::id::{CeremonyId, ImprovementId, ItemId, NoteId, PersonId, SprintId};
use crate::domain::person::Person;
use crate::domain::value::Points;
use crate::tui::import::Importing;
use crate::tui::key::typed;
use crate::tui::widget::edit::Pressed;
use crate::tui::widget::line_input::LineInput;
use crossterm::event::{KeyCode, KeyEvent};
use std::borrow::Cow;

/// What a field takes.
pub enum Input {
    /// One line.
    Line(LineInput),
    /// A long text.
    Long(String),
    /// One of several.
    One {
        /// What can be chosen.
        options: Vec<String>,
        /// Which is.
        at: usize,
    },
    /// Some of several.
    Some {
        /// What can be chosen, and whether it is.
        options: Vec<(String, bool)>,
    },
}

/// A field.
pub struct Field {
    /// What it is called.
    pub label: Cow<'static, str>,
    /// What to write, in a few words.
    pub hint: Cow<'static, str>,
    /// What it takes.
    pub input: Input,
}

impl Field {
    /// Makes a field for one line.
    pub fn line(label: impl Into<Cow<'static, str>>, text: &str, hint: &'static str) -> Self {
        let label = label.into();
        Self {
            label,
            hint: hint.into(),
            input: Input::Line(LineInput::new(1_000).placeholder(hint).with_text(text)),
        }
    }

    /// Makes a field for a long text.
    pub fn long(label: &'static str, text: &str, hint: &'static str) -> Self {
        Self { label: label.into(), hint: hint.into(), input: Input::Long(text.to_owned()) }
    }

    /// Makes a field for one of several.
    pub fn one(label: impl Into<Cow<'static, str>>, options: Vec<String>, at: usize) -> Self {
        Self { label: label.into(), hint: "".into(), input: Input::One { options, at } }
    }

    /// Makes a field for some of several.
    pub fn some(label: &'static str, options: Vec<(String, bool)>) -> Self {
        Self { label: label.into(), hint: "".into(), input: Input::Some { options } }
    }

    /// Says what there is to know of a choice.
    #[must_use]
    pub fn hint(self, hint: String) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// Returns the text that was written; empty for a choice.
    pub fn text(&self) -> &str {
        match &self.input {
            Input::Line(input) => input.text(),
            Input::Long(text) => text,
            Input::One { options, at } => options.get(*at).map_or("", String::as_str),
            Input::Some { .. } => "",
        }
    }

    /// Puts a text, or the choices that it names, in the place of what stands here, as a person would.
    pub fn paste_over(&mut self, given: &str) {
        match &mut self.input {
            Input::Line(input) => input.paste_over(given),
            Input::Long(text) => given.clone_into(text),
            Input::One { options, at } => *at = options.iter().position(|it| it == given).unwrap_or(*at),
            Input::Some { options } => {
                for (option, is_chosen) in options {
                    *is_chosen = given.lines().any(|line| line == option);
                }
            }
        }
    }

    /// Returns which of several was chosen, counted from 0.
    pub fn chosen(&self) -> usize {
        match &self.input {
            Input::One { at, .. } => *at,
            Input::Line(_) | Input::Long(_) | Input::Some { .. } => 0,
        }
    }

    /// Returns which of several were chosen, counted from 0.
    pub fn all_chosen(&self) -> Vec<usize> {
        match &self.input {
            Input::Some { options } => {
                options.iter().enumerate().filter(|(_, (_, on))| *on).map(|(at, _)| at).collect()
            }
            Input::Line(_) | Input::Long(_) | Input::One { .. } => Vec::new(),
        }
    }
}

/// What a form is for.
#[derive(Debug, Clone)]
pub enum FormFor {
    /// Changing an item: the fields as they were when it was opened.
    Item(ItemId, Vec<String>),
    /// Planning a sprint.
    NewSprint,
    /// Changing a sprint: name, goal, first and last day as they were.
    Sprint(SprintId, Vec<String>),
    /// Adding somebody.
    NewPerson,
    /// Changing somebody.
    Person(Box<Person>),
    /// Changing the product.
    Product(Vec<String>),
    /// Adding a link.
    NewLink(ItemId),
    /// Changing a link.
    Link(Box<Link>),
    /// Asking something.
    Question(ItemId),
    /// Not accepting an item.
    Reject(ItemId),
    /// Adding a column.
    NewColumn,
    /// Adding a rule to the definition of ready.
    NewRule,
    /// The points of an item that is split, before and after.
    Split(Box<Splitting>),
    /// Agreeing on an improvement, from a note.
    Improvement(CeremonyId, Option<NoteId>),
    /// Changing an improvement: title, owner and day as they were.
    Plan(ImprovementId, Vec<String>),
    /// When ceremonies are held: the lines as they were.
    Cadence(Vec<String>),
    /// Bringing a file in.
    Import(Box<Importing>),
    /// How much time somebody has in a sprint.
    Capacity(SprintId, PersonId),
    /// The first start.
    Welcome,
}

/// Several fields.
pub struct Form {
    /// What it is.
    pub title: String,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The field that the keys go to.
    pub at: usize,
    /// What it is for.
    pub purpose: FormFor,
    /// What is wrong with what was written.
    pub note: Option<String>,
}

impl Form {
    /// Makes a form whose first field takes the keys.
    pub fn new(title: impl Into<String>, purpose: FormFor, fields: Vec<Field>) -> Self {
        Self { title: title.into(), fields, at: 0, purpose, note: None }
    }

    /// Returns the text of a field.
    pub fn text(&self, at: usize) -> &str {
        self.fields.get(at).map_or("", Field::text)
    }

    /// Returns the texts of all fields.
    pub fn texts(&self) -> Vec<String> {
        self.fields.iter().map(|field| field.text().to_owned()).collect()
    }

    /// Tells whether anything was written or chosen that was not there at first.
    pub fn is_changed(&self) -> bool {
        match &self.purpose {
            FormFor::Item(_, before)
            | FormFor::Sprint(_, before)
            | FormFor::Product(before)
            | FormFor::Plan(_, before)
            | FormFor::Cadence(before) => *before != self.texts(),
            FormFor::NewSprint
            | FormFor::NewPerson
            | FormFor::Person(_)
            | FormFor::NewLink(_)
            | FormFor::Link(..)
            | FormFor::Question(_)
            | FormFor::Reject(_)
            | FormFor::NewColumn
            | FormFor::NewRule
            | FormFor::Improvement(..)
            | FormFor::Capacity(..)
            | FormFor::Import(_)
            | FormFor::Split(_)
            | FormFor::Welcome => self
                .fields
                .iter()
                .any(|field| matches!(&field.input, Input::Line(input) if input.is_changed())),
        }
    }
}

/// Returns the points that the form of a split comes to so far; `None` for other forms and while nothing is written.
pub fn points_together(form: &Form) -> Option<Points> {
    if !matches!(form.purpose, FormFor::Split(_)) {
        return None;
    }
    let mut written =
        form.fields.iter().filter_map(|field| field.text().trim().parse::<Points>().ok()).peekable();
    written.peek()?;
    Some(written.sum())
}

/// More options than these are not gone through one by one.
pub const MANY: usize = 6;

/// Tells whether the field under the cursor is a choice among more options than are gone through one by one.
pub fn is_long_choice(form: &Form) -> bool {
    matches!(form.fields.get(form.at).map(|field| &field.input), Some(Input::One { options, .. }) if options.len() > MANY)
}

/// Lets the field under the cursor have a key: letters go into a line, arrows and blanks go through a choice.
pub fn press(form: &mut Form, key: KeyEvent) -> Pressed {
    form.note = None;
    let Some(field) = form.fields.get_mut(form.at) else { return Pressed::Ignored };
    match &mut field.input {
        Input::Line(input) => {
            let pressed = input.press(key);
            if pressed == Pressed::Full {
                form.note = Some(input.full());
            }
            pressed
        }
        Input::One { options, at } => {
            let step = if matches!(key.code, KeyCode::Right | KeyCode::Char(' ')) {
                1
            } else if key.code == KeyCode::Left {
                options.len().saturating_sub(1)
            } else {
                return pick_by_letter(options, at, key);
            };
            *at = (*at + step) % options.len().max(1);
            Pressed::Changed
        }
        Input::Some { .. } | Input::Long(_) => {
            form.note = Some("Enter opens this field".to_owned());
            Pressed::Ignored
        }
    }
}

/// A letter goes to the next option that begins with it.
fn pick_by_letter(options: &[String], at: &mut usize, key: KeyEvent) -> Pressed {
    let Some(letter) = typed(key) else { return Pressed::Ignored };
    let begins = |text: &String| text.to_lowercase().starts_with(&letter.to_lowercase().to_string());
    let next = (1..=options.len()).map(|step| (*at + step) % options.len()).find(|at| begins(&options[*at]));
    match next {
        Some(next) => {
            *at = next;
            Pressed::Changed
        }
        None => Pressed::Ignored,
    }
}

/// Lets the field under the cursor have a pasted text.
pub fn paste(form: &mut Form, text: &str) {
    match form.fields.get_mut(form.at).map(|field| &mut field.input) {
        Some(Input::Line(input)) => {
            input.paste(text);
        }
        Some(Input::Long(long)) => long.push_str(text),
        Some(Input::One { .. } | Input::Some { .. }) | None => {}
    }
}
