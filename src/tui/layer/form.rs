//! Forms: typed fields that are submitted together.

use super::control::{Control, ReadValue};
use super::field::{FieldInput, FormField};
use crate::domain::command::{Command, Edits, FieldEdit, Set};
use crate::domain::entity::Entity;
use crate::domain::id::ItemId;
use crate::domain::poker::Deck;
use crate::domain::value::Points;
use crate::tui::key::typed;
use crate::tui::widget::edit::Pressed;
use crate::tui::world::World;
use crossterm::event::{KeyCode, KeyEvent};
use std::borrow::Cow;
use std::rc::Rc;

/// A typed handle of a field.
pub struct Slot<T> {
    at: usize,
    read: ReadValue<T>,
}

/// A validation error, and the field that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    at: Option<usize>,
    why: String,
}

impl From<String> for Wrong {
    fn from(why: String) -> Self {
        Self { at: None, why }
    }
}

impl<T> Slot<T> {
    /// Returns a validation error of this field.
    pub fn wrong(&self, why: impl Into<String>) -> Wrong {
        Wrong { at: Some(self.at), why: why.into() }
    }
}

/// What happens when a form is submitted.
type Filled<E> = Rc<dyn Fn(&Form<E>, &World<'_>) -> Result<Vec<E>, Wrong>>;

/// Returns the edit of a field if its value has changed.
type FieldDiff<E> = Box<dyn Fn(&Form<E>) -> Result<Option<Set>, Wrong>>;

/// A form.
pub struct Form<E> {
    /// The title.
    pub title: String,
    /// Its fields, in the order of the screen.
    pub fields: Vec<FormField>,
    /// The index of the focused field.
    pub at: usize,
    /// The validation error.
    pub note: Option<String>,
    /// The deck in which the fields are read for the sum of points in the title; `None` for a title without a sum.
    pub sum_in: Option<Rc<Deck>>,
    /// Whether a draft is kept when the program ends.
    pub keeps_draft: bool,
    /// The item that the rows are parts of.
    item: Option<ItemId>,
    changes: Vec<FieldDiff<E>>,
    then: Filled<E>,
}

impl<E: From<Command>> Form<E> {
    /// Creates an empty form. Unless [`Form::then`] says otherwise, submitting it sets the row fields that were changed.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            fields: Vec::new(),
            at: 0,
            note: None,
            sum_in: None,
            keeps_draft: true,
            item: None,
            changes: Vec::new(),
            then: Rc::new(|form, _| form.set_effects()),
        }
    }

    /// Returns the effect that sets the changed row fields in one operation; empty if nothing was changed.
    ///
    /// # Errors
    /// The first validation error.
    pub fn set_effects(&self) -> Result<Vec<E>, Wrong> {
        self.set_effects_and(Vec::new())
    }

    /// Returns the effect of [`Form::set_effects`], with further edits in the same operation.
    ///
    /// # Errors
    /// The first validation error.
    pub fn set_effects_and(&self, more: Vec<Set>) -> Result<Vec<E>, Wrong> {
        let mut sets = self.diff()?;
        sets.extend(more);
        Ok(if sets.is_empty() { Vec::new() } else { vec![Command::from(sets).into()] })
    }
}

impl<E> Form<E> {
    /// Sets the item that the rows are parts of.
    #[must_use]
    pub fn of(self, item: ItemId) -> Self {
        Self { item: Some(item), ..self }
    }

    /// Sets what happens when the form is submitted.
    #[must_use]
    pub fn then(self, then: impl Fn(&Self, &World<'_>) -> Result<Vec<E>, Wrong> + 'static) -> Self {
        Self { then: Rc::new(then), ..self }
    }

    /// Adds a field with its initial value.
    pub fn ask<T>(
        &mut self,
        label: impl Into<Cow<'static, str>>,
        now: Option<&T>,
        control: Control<T>,
    ) -> Slot<T> {
        let input = (control.show)(now);
        let mut field = FormField { label: label.into(), hint: control.hint, input, before: String::new() };
        field.before = field.text().into_owned();
        self.fields.push(field);
        Slot { at: self.fields.len() - 1, read: control.read }
    }

    /// Adds a field of a row with its current value. Its label comes from the table of fields; [`FormField::called`] replaces it.
    pub fn set<F, T>(
        &mut self,
        row: <F::Entity as Entity>::Id,
        field: fn(T) -> F,
        now: &T,
        control: Control<T>,
    ) -> &mut FormField
    where
        F: crate::domain::entity::EntityField + 'static,
        T: Clone + PartialEq + 'static,
        Set: From<Edits<F::Entity>>,
    {
        let slot = self.ask(capital(field(now.clone()).label()), Some(now), control);
        let (at, seen, item) = (slot.at, now.clone(), self.item);
        self.changes.push(Box::new(move |form| {
            let Some(new) = form.changed(&slot)?.filter(|new| *new != seen) else { return Ok(None) };
            let fields = vec![FieldEdit::over(seen.clone(), new).map(field)];
            Ok(Some(Edits { rows: vec![row], item, fields }.into()))
        }));
        &mut self.fields[at]
    }

    /// Parses a field.
    ///
    /// # Errors
    /// The validation error.
    pub fn read<T>(&self, slot: &Slot<T>) -> Result<T, Wrong> {
        let field = self.fields.get(slot.at).ok_or_else(|| slot.wrong("this field no longer exists"))?;
        (slot.read)(field).map_err(|why| slot.wrong(why))
    }

    /// Parses a field if it was changed.
    ///
    /// # Errors
    /// The validation error.
    pub fn changed<T>(&self, slot: &Slot<T>) -> Result<Option<T>, Wrong> {
        let is_changed = self.fields.get(slot.at).is_some_and(FormField::is_changed);
        if is_changed { self.read(slot).map(Some) } else { Ok(None) }
    }

    /// Returns the changed row fields, one group per row.
    ///
    /// # Errors
    /// The first validation error.
    pub fn diff(&self) -> Result<Vec<Set>, Wrong> {
        let mut sets: Vec<Set> = Vec::new();
        for change in &self.changes {
            let mut set = change(self)?;
            for known in &mut sets {
                set = set.and_then(|set| known.join(set));
            }
            sets.extend(set);
        }
        Ok(sets)
    }

    /// Submits the form. On a validation error it focuses the field, shows the error, and returns `None`.
    pub fn fill(&mut self, world: &World<'_>) -> Option<Vec<E>> {
        match Rc::clone(&self.then)(self, world) {
            Ok(effects) => Some(effects),
            Err(wrong) => {
                self.at = wrong.at.unwrap_or(self.at);
                self.note = Some(wrong.why);
                None
            }
        }
    }

    /// Returns whether any field was changed.
    pub fn is_changed(&self) -> bool {
        self.fields.iter().any(FormField::is_changed)
    }

    /// Returns the title, with the sum of the points if the form shows it.
    pub fn heading(&self) -> String {
        let Some(deck) = &self.sum_in else { return self.title.clone() };
        let mut estimates =
            self.fields.iter().filter_map(|field| deck.estimate(&field.text()).ok()).peekable();
        if estimates.peek().is_none() {
            return self.title.clone();
        }
        format!("{}, {} together after it", self.title, estimates.sum::<Points>())
    }

    /// Returns the focused field.
    pub fn field(&self) -> Option<&FormField> {
        self.fields.get(self.at)
    }

    /// Moves the focus by some fields, wrapping around.
    pub fn go(&mut self, by: isize) {
        let count = isize::try_from(self.fields.len()).unwrap_or(1).max(1);
        let at = isize::try_from(self.at).unwrap_or(0);
        self.at = usize::try_from((at + by).rem_euclid(count)).unwrap_or(0);
    }

    /// Returns whether the focused field is a choice with more than [`MANY`] options.
    pub fn is_long_choice(&self) -> bool {
        matches!(self.field().map(|field| &field.input), Some(FieldInput::One { options, .. }) if options.len() > MANY)
    }

    /// Sends a key to the focused field: letters edit a line, arrows and Space step through a choice.
    pub fn press(&mut self, key: KeyEvent) -> Pressed {
        self.note = None;
        let Some(field) = self.fields.get_mut(self.at) else { return Pressed::Ignored };
        match &mut field.input {
            FieldInput::Line(input) => {
                let pressed = input.press(key);
                if pressed == Pressed::Full {
                    self.note = Some(input.full());
                }
                pressed
            }
            FieldInput::One { options, at } => {
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
            FieldInput::Some { .. } | FieldInput::Long(_) => {
                self.note = Some("Enter opens this field".to_owned());
                Pressed::Ignored
            }
        }
    }

    /// Pastes into the focused field.
    pub fn paste(&mut self, text: &str) {
        match self.fields.get_mut(self.at).map(|field| &mut field.input) {
            Some(FieldInput::Line(input)) => {
                input.paste(text);
            }
            Some(FieldInput::Long(long)) => long.push_str(text),
            Some(FieldInput::One { .. } | FieldInput::Some { .. }) | None => {}
        }
    }
}

/// The most options that a choice steps through; longer ones are searched.
pub const MANY: usize = 6;

/// Selects the next option that begins with the typed letter.
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

/// Returns a word with its first letter capitalised.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
