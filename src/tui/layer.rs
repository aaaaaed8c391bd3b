//! What floats above a screen and takes the keys until it is answered. Each says what it is for as plain data; what the
//! answer comes to is in `update`.

mod ask;
mod divide;
mod form;
mod picker;
mod refine;

pub use ask::{Ask, Prompt, Writing, WritingFor};
pub use divide::Divide;
pub use form::{Field, Form, FormFor, Input, MANY, is_long_choice, paste, points_together, press};
pub use picker::{Conflict, Pick, PickFor, PickRow, Picker, SprintAct, Version};
pub use refine::{Refine, Share, Splitting, Turned};

use super::action::Context;
use crate::domain::command::Command;

/// Something that floats.
pub enum Layer {
    /// A question with one line for an answer.
    Prompt(Prompt),
    /// A long text.
    Writing(Box<Writing>),
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
            Self::Writing(_) => Context::Editor,
            Self::Form(_) => Context::Form,
            Self::Picker(_) | Self::Divide(_) => Context::Picker,
            Self::Confirm(_) => Context::Confirm,
            Self::Welcome(_) => Context::Welcome,
        }
    }
}

/// A question that is answered with yes or no.
pub struct Confirm {
    /// The question.
    pub title: String,
    /// What there is to know before the answer.
    pub lines: Vec<String>,
    /// What is done on yes.
    pub then: Command,
}
