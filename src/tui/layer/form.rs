//! Forms: several fields that are answered together.

use super::control::{Control, Read};
use super::field::{Field, Input};
use crate::domain::command::{Edited, Edits, Set};
use crate::domain::entity::Entity;
use crate::domain::id::ItemId;
use crate::domain::value::Points;
use crate::tui::effect::{self, Effect};
use crate::tui::key::typed;
use crate::tui::widget::edit::Pressed;
use crate::tui::world::World;
use crossterm::event::{KeyCode, KeyEvent};
use std::borrow::Cow;
use std::rc::Rc;

/// A field of a form, by which its value is read.
pub struct Slot<T> {
    at: usize,
    read: Read<T>,
}

/// What is wrong with a form, and with which of its fields.
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
    /// Says what is wrong with what was written here.
    pub fn wrong(&self, why: impl Into<String>) -> Wrong {
        Wrong { at: Some(self.at), why: why.into() }
    }
}

/// What a filled form comes to.
type Filled = Rc<dyn Fn(&Form, &World<'_>) -> Result<Vec<Effect>, Wrong>>;

/// The edit that a field comes to, where its value is another one than before.
type Change = Box<dyn Fn(&Form) -> Result<Option<Set>, Wrong>>;

/// Several fields.
pub struct Form {
    /// What it is.
    pub title: String,
    /// Its fields, in the order of the screen.
    pub fields: Vec<Field>,
    /// The field that the keys go to.
    pub at: usize,
    /// What is wrong with what was written.
    pub note: Option<String>,
    /// Whether its points are added up in the title.
    pub adds_up: bool,
    /// Whether what is written here is worth keeping when the program is ended.
    pub is_kept: bool,
    /// The item that the rows are parts of.
    item: Option<ItemId>,
    changes: Vec<Change>,
    then: Filled,
}

impl Form {
    /// Begins a form whose fields are values of rows: filled in, it sets those that were changed.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            fields: Vec::new(),
            at: 0,
            note: None,
            adds_up: false,
            is_kept: true,
            item: None,
            changes: Vec::new(),
            then: Rc::new(|form, _| form.set_effects()),
        }
    }

    /// Says which item the rows are parts of.
    #[must_use]
    pub fn of(self, item: ItemId) -> Self {
        Self { item: Some(item), ..self }
    }

    /// Says what the filled form comes to.
    #[must_use]
    pub fn then(self, then: impl Fn(&Self, &World<'_>) -> Result<Vec<Effect>, Wrong> + 'static) -> Self {
        Self { then: Rc::new(then), ..self }
    }

    /// Adds a field, with the value that stands in it at first.
    pub fn ask<T>(
        &mut self,
        label: impl Into<Cow<'static, str>>,
        now: Option<&T>,
        control: Control<T>,
    ) -> Slot<T> {
        let input = (control.show)(now);
        let mut field = Field { label: label.into(), hint: control.hint, input, before: String::new() };
        field.before = field.text().into_owned();
        self.fields.push(field);
        Slot { at: self.fields.len() - 1, read: control.read }
    }

    /// Adds a field of a row, called as in the table of fields, with its present value.
    pub fn set<F, T>(
        &mut self,
        row: <F::Entity as Entity>::Id,
        field: fn(T) -> F,
        now: &T,
        control: Control<T>,
    ) where
        F: crate::domain::entity::Field + 'static,
        T: Clone + PartialEq + 'static,
        Set: From<Edits<F::Entity>>,
    {
        self.set_as(capital(field(now.clone()).label()), row, field, now, control);
    }

    /// The same, for a field that has another name here.
    pub fn set_as<F, T>(
        &mut self,
        label: impl Into<Cow<'static, str>>,
        row: <F::Entity as Entity>::Id,
        field: fn(T) -> F,
        now: &T,
        control: Control<T>,
    ) where
        F: crate::domain::entity::Field + 'static,
        T: Clone + PartialEq + 'static,
        Set: From<Edits<F::Entity>>,
    {
        let slot = self.ask(label, Some(now), control);
        let (seen, item) = (now.clone(), self.item);
        self.changes.push(Box::new(move |form| {
            let Some(new) = form.changed(&slot)?.filter(|new| *new != seen) else { return Ok(None) };
            let fields = vec![Edited::over(seen.clone(), new).map(field)];
            Ok(Some(Edits { rows: vec![row], item, fields }.into()))
        }));
    }

    /// Reads the value of a field.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read<T>(&self, slot: &Slot<T>) -> Result<T, Wrong> {
        let field = self.fields.get(slot.at).ok_or_else(|| slot.wrong("this field is gone"))?;
        (slot.read)(field).map_err(|why| slot.wrong(why))
    }

    /// Reads the value of a field, where something else stands there than at first.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn changed<T>(&self, slot: &Slot<T>) -> Result<Option<T>, Wrong> {
        let is_changed = self.fields.get(slot.at).is_some_and(Field::is_changed);
        if is_changed { self.read(slot).map(Some) } else { Ok(None) }
    }

    /// Returns what was changed of the rows that the fields are of: one group of edits for each.
    ///
    /// # Errors
    /// What is wrong with a field.
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

    /// Carries out what was changed of the rows, in one operation; nothing where nothing was.
    ///
    /// # Errors
    /// What is wrong with a field.
    pub fn set_effects(&self) -> Result<Vec<Effect>, Wrong> {
        let sets = self.diff()?;
        Ok(if sets.is_empty() { Vec::new() } else { effect::run(sets) })
    }

    /// Takes what was written. Where a field is no good, the cursor goes there, and the form says why.
    pub fn fill(&mut self, world: &World<'_>) -> Option<Vec<Effect>> {
        match Rc::clone(&self.then)(self, world) {
            Ok(effects) => Some(effects),
            Err(wrong) => {
                self.at = wrong.at.unwrap_or(self.at);
                self.note = Some(wrong.why);
                None
            }
        }
    }

    /// Tells whether anything was written or chosen that was not there at first.
    pub fn is_changed(&self) -> bool {
        self.fields.iter().any(Field::is_changed)
    }

    /// Returns the title, with the points of all fields where they are added up.
    pub fn heading(&self) -> String {
        let mut written =
            self.fields.iter().filter_map(|field| field.text().trim().parse::<Points>().ok()).peekable();
        if self.adds_up && written.peek().is_some() {
            return format!("{}, {} together after it", self.title, written.sum::<Points>());
        }
        self.title.clone()
    }

    /// Returns the field under the cursor.
    pub fn field(&self) -> Option<&Field> {
        self.fields.get(self.at)
    }

    /// Goes some fields on, round the end.
    pub fn go(&mut self, by: isize) {
        let count = isize::try_from(self.fields.len()).unwrap_or(1).max(1);
        let at = isize::try_from(self.at).unwrap_or(0);
        self.at = usize::try_from((at + by).rem_euclid(count)).unwrap_or(0);
    }

    /// Tells whether the field under the cursor is a choice among more options than are gone through one by one.
    pub fn is_long_choice(&self) -> bool {
        matches!(self.field().map(|field| &field.input), Some(Input::One { options, .. }) if options.len() > MANY)
    }

    /// Lets the field under the cursor have a key: letters go into a line, arrows and blanks go through a choice.
    pub fn press(&mut self, key: KeyEvent) -> Pressed {
        self.note = None;
        let Some(field) = self.fields.get_mut(self.at) else { return Pressed::Ignored };
        match &mut field.input {
            Input::Line(input) => {
                let pressed = input.press(key);
                if pressed == Pressed::Full {
                    self.note = Some(input.full());
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
                self.note = Some("Enter opens this field".to_owned());
                Pressed::Ignored
            }
        }
    }

    /// Lets the field under the cursor have a pasted text.
    pub fn paste(&mut self, text: &str) {
        match self.fields.get_mut(self.at).map(|field| &mut field.input) {
            Some(Input::Line(input)) => {
                input.paste(text);
            }
            Some(Input::Long(long)) => long.push_str(text),
            Some(Input::One { .. } | Input::Some { .. }) | None => {}
        }
    }
}

/// More options than these are not gone through one by one.
pub const MANY: usize = 6;

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

/// A word with a capital letter in front.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
