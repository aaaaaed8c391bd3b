//! Dialogs above a screen: prompts, forms, pickers, confirmations. The top one receives the keys. Each holds the
//! continuation of the action that opened it.

mod confirm;
mod control;
mod divide;
mod field;
mod form;
mod picker;
mod prompt;
mod writing;

pub use confirm::Confirm;
pub use control::{Control, choice, day, line, lines, long, maybe_day, maybe_line, several, text, typed};
pub use divide::{CriterionShare, Divide, Splitting};
pub use field::{FieldInput, FormField};
pub use form::{Form, MANY, Slot, Wrong};
pub use picker::{PickRow, Picker};
pub use prompt::{CreatedRow, Prompt, PromptPurpose};
pub use writing::TextEditor;

use super::context::Context;
use super::effect::Effect;
use super::model::Model;
use super::world::World;
use std::fmt;
use std::rc::Rc;

/// Effects; or why nothing happens, as a sentence without a full stop.
pub type Answer = Result<Vec<Effect>, String>;

/// The continuation of an action: what happens with the answer to its dialog.
pub struct Then<L: ?Sized>(Rc<Continuation<L>>);

type Continuation<L> = dyn Fn(&mut Model, &World<'_>, &L) -> Answer;

impl<L: ?Sized> Then<L> {
    /// Wraps a closure as a continuation.
    pub fn new(then: impl Fn(&mut Model, &World<'_>, &L) -> Answer + 'static) -> Self {
        Self(Rc::new(then))
    }

    /// Continues with an answer.
    ///
    /// # Errors
    /// Why the answer is not valid.
    pub fn call(&self, model: &mut Model, world: &World<'_>, answered: &L) -> Answer {
        (self.0)(model, world, answered)
    }
}

impl<L: ?Sized> Clone for Then<L> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<L: ?Sized> fmt::Debug for Then<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Then")
    }
}

/// A dialog.
pub enum Layer {
    /// A question with one line for an answer.
    Prompt(Box<Prompt>),
    /// A long text.
    TextEditor(Box<TextEditor>),
    /// Several fields.
    Form(Box<Form>),
    /// A list to choose from.
    Picker(Box<Picker>),
    /// The criteria of an item that is split.
    Divide(Box<Divide>),
    /// A yes or a no.
    Confirm(Confirm),
    /// The first start.
    Welcome(Box<Form>),
}

impl Layer {
    /// Returns where the keys go.
    pub fn context(&self) -> Context {
        match self {
            Self::Prompt(_) => Context::Prompt,
            Self::TextEditor(_) => Context::Editor,
            Self::Form(_) => Context::Form,
            Self::Picker(_) | Self::Divide(_) => Context::Picker,
            Self::Confirm(_) => Context::Confirm,
            Self::Welcome(_) => Context::Welcome,
        }
    }

    /// Returns the line in which the dialog shows errors.
    pub fn note(&mut self) -> Option<&mut Option<String>> {
        match self {
            Self::Prompt(prompt) => Some(&mut prompt.note),
            Self::TextEditor(writing) => Some(&mut writing.note),
            Self::Form(form) => Some(&mut form.note),
            Self::Divide(divide) => Some(&mut divide.note),
            Self::Picker(_) | Self::Confirm(_) | Self::Welcome(_) => None,
        }
    }

    /// Returns whether closing the dialog would lose input.
    pub fn is_changed(&self) -> bool {
        match self {
            Self::Prompt(prompt) => prompt.has_begun,
            Self::TextEditor(writing) => writing.area.is_changed(),
            Self::Form(form) => form.is_changed(),
            Self::Divide(_) => true,
            Self::Picker(_) | Self::Confirm(_) | Self::Welcome(_) => false,
        }
    }
}

macro_rules! layers {
    ($($kind:ident $name:literal),+) => {
        $(impl $kind {
            #[doc = concat!("Opens ", $name, " above everything else.")]
            ///
            /// # Errors
            /// None: it answers as actions do.
            pub fn open(self, model: &mut Model) -> Answer {
                model.layers.push(Layer::$kind(self.into()));
                Ok(Vec::new())
            }
        })+
    };
}
layers!(Prompt "the line", TextEditor "the text", Form "the form", Picker "the list", Divide "the criteria", Confirm "the question");
