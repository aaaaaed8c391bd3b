//! Dialogs above a screen: prompts, forms, pickers, confirmations. The top one receives the keys. Each holds the
//! continuation of the action that opened it, which answers with effects of type `E`; this module depends neither on
//! these nor on the screens.

mod confirm;
mod control;
mod divide;
mod field;
mod form;
mod picker;
mod prompt;
mod writing;

pub use confirm::Confirm;
pub use control::{
    Control, choice, day, line, lines, long, maybe_day, maybe_line, prose, several, text, typed,
};
pub use divide::{CriterionShare, Divide, Splitting};
pub use field::{FieldInput, FormField};
pub use form::{Form, MANY, Slot, Wrong};
pub use picker::{PickRow, Picker};
pub use prompt::{CreatedRow, Prompt, PromptPurpose};
pub use writing::TextEditor;

use super::context::Context;
use super::world::World;
use std::fmt;
use std::rc::Rc;

/// The continuation of an action: what happens with the answer to its dialog.
pub struct Then<L: ?Sized, E>(Rc<Continuation<L, E>>);

type Continuation<L, E> = dyn Fn(&World<'_>, &L) -> Result<Vec<E>, String>;

impl<L: ?Sized, E> Then<L, E> {
    /// Wraps a closure as a continuation.
    pub fn new(then: impl Fn(&World<'_>, &L) -> Result<Vec<E>, String> + 'static) -> Self {
        Self(Rc::new(then))
    }

    /// Continues with an answer.
    ///
    /// # Errors
    /// Why the answer is not valid.
    pub fn call(&self, world: &World<'_>, answered: &L) -> Result<Vec<E>, String> {
        (self.0)(world, answered)
    }
}

impl<L: ?Sized, E> Clone for Then<L, E> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<L: ?Sized, E> fmt::Debug for Then<L, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Then")
    }
}

/// A dialog.
pub enum Layer<E> {
    /// A one-line prompt.
    Prompt(Box<Prompt<E>>),
    /// A long text.
    TextEditor(Box<TextEditor<E>>),
    /// A form.
    Form(Box<Form<E>>),
    /// A list to choose from.
    Picker(Box<Picker<E>>),
    /// The criteria of an item that is split.
    Divide(Box<Divide<E>>),
    /// A confirmation.
    Confirm(Confirm<E>),
    /// The first start.
    Welcome(Box<Form<E>>),
}

impl<E> Layer<E> {
    /// Returns the context that receives the keys.
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
            Self::Prompt(prompt) => prompt.has_answers,
            Self::TextEditor(writing) => writing.area.is_changed(),
            Self::Form(form) => form.is_changed(),
            Self::Divide(_) => true,
            Self::Picker(_) | Self::Confirm(_) | Self::Welcome(_) => false,
        }
    }
}

macro_rules! layers {
    ($($kind:ident $name:literal),+) => {
        $(impl<E> From<$kind<E>> for Layer<E> {
            fn from(it: $kind<E>) -> Self {
                Self::$kind(it.into())
            }
        }

        impl<E: From<Layer<E>>> $kind<E> {
            #[doc = concat!("Opens ", $name, " above everything else.")]
            ///
            /// # Errors
            /// None: it answers as actions do.
            pub fn open(self) -> Result<Vec<E>, String> {
                Ok(vec![Layer::from(self).into()])
            }
        })+
    };
}
layers!(Prompt "the line", TextEditor "the text", Form "the form", Picker "the list", Divide "the criteria", Confirm "the question");
