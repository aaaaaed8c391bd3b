//! Controls: how a form field shows values of a type, and how it parses them.

use super::field::{FieldInput, FormField};
use crate::domain::value::{Line, Prose, parse_day};
use crate::tui::widget::line_input::LineInput;
use chrono::NaiveDate;
use std::borrow::Cow;
use std::fmt::Display;
use std::rc::Rc;
use std::str::FromStr;

/// The maximum number of characters in a one-line field.
const MOST: usize = 1_000;

/// Creates the input for a value.
type ShowValue<T> = Box<dyn Fn(Option<&T>) -> FieldInput>;

/// Parses the value of a field; the error says what to enter instead.
pub(super) type ReadValue<T> = Rc<dyn Fn(&FormField) -> Result<T, String>>;

/// How a field shows and parses values of type `T`.
pub struct Control<T> {
    pub(super) hint: Cow<'static, str>,
    pub(super) show: ShowValue<T>,
    pub(super) read: ReadValue<T>,
}

impl<T> Control<T> {
    /// Replaces the hint.
    #[must_use]
    pub fn hint(self, hint: impl Into<Cow<'static, str>>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// Rejects values that do not satisfy a condition.
    #[must_use]
    pub fn must(self, is_good: fn(&T) -> bool, wrong: &'static str) -> Self
    where
        T: 'static,
    {
        let read = self.read;
        let checked = move |field: &FormField| {
            read(field).and_then(|it| if is_good(&it) { Ok(it) } else { Err(wrong.to_owned()) })
        };
        Self { read: Rc::new(checked), ..self }
    }

    /// Converts the control to another type.
    pub fn map<U>(self, to: fn(&U) -> T, from: fn(T) -> U) -> Control<U>
    where
        T: 'static,
        U: 'static,
    {
        let (show, read) = (self.show, self.read);
        Control {
            hint: self.hint,
            show: Box::new(move |now| show(now.map(to).as_ref())),
            read: Rc::new(move |field| read(field).map(from)),
        }
    }
}

/// Creates a one-line input with its own formatter and parser.
pub fn typed<T>(
    hint: impl Into<Cow<'static, str>>,
    show: impl Fn(&T) -> String + 'static,
    read: impl Fn(&str) -> Result<T, String> + 'static,
) -> Control<T> {
    let hint = hint.into();
    let placeholder = hint.clone();
    let show = move |now: Option<&T>| {
        let text = now.map(&show).unwrap_or_default();
        FieldInput::Line(LineInput::new(MOST).placeholder(placeholder.as_ref()).with_text(&text))
    };
    Control { hint, show: Box::new(show), read: Rc::new(move |field| read(&field.text())) }
}

/// Creates a one-line input for a type that parses what it displays; `wrong` formats the error.
pub fn text<T: FromStr + Display + 'static>(
    hint: impl Into<Cow<'static, str>>,
    wrong: impl Fn(T::Err) -> String + 'static,
) -> Control<T> {
    typed(hint, T::to_string, move |text| text.trim().parse().map_err(&wrong))
}

/// Creates the input of a required line.
pub fn line(hint: impl Into<Cow<'static, str>>) -> Control<Line> {
    let control = typed(hint, |line: &Line| line.to_string(), |_| Err(String::new()));
    let read = |field: &FormField| field.text().parse().map_err(|error| format!("{}: {error}", field.label));
    Control { read: Rc::new(read), ..control }
}

/// Creates the input of an optional line.
pub fn maybe_line(hint: impl Into<Cow<'static, str>>) -> Control<Option<Line>> {
    let show = |line: &Option<Line>| line.as_ref().map(ToString::to_string).unwrap_or_default();
    typed(hint, show, |text| Ok(Line::clipped(text)))
}

/// Creates a one-line input for a text.
pub fn lines(hint: impl Into<Cow<'static, str>>) -> Control<Prose> {
    typed(hint, |text: &Prose| text.to_string(), prose)
}

/// Creates a multi-line input for a text, with its own editor.
pub fn long(hint: impl Into<Cow<'static, str>>) -> Control<Prose> {
    let show = |text: Option<&Prose>| FieldInput::Long(text.map(ToString::to_string).unwrap_or_default());
    Control { show: Box::new(show), ..lines(hint) }
}

/// Parses a text, ignoring trailing white space.
///
/// # Errors
/// Why it is not valid.
pub fn prose(text: &str) -> Result<Prose, String> {
    text.trim_end().parse().map_err(|error| format!("not valid: {error}"))
}

/// Creates the input of a required date; relative dates count from `today`.
pub fn day(today: NaiveDate, hint: impl Into<Cow<'static, str>>) -> Control<NaiveDate> {
    typed(hint, NaiveDate::to_string, move |text| read_day(text, today))
}

/// Creates the input of an optional date; relative dates count from `today`.
pub fn maybe_day(today: NaiveDate, hint: impl Into<Cow<'static, str>>) -> Control<Option<NaiveDate>> {
    let show = |day: &Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    typed(
        hint,
        show,
        move |text| {
            if text.trim().is_empty() { Ok(None) } else { read_day(text, today).map(Some) }
        },
    )
}

fn read_day(text: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    parse_day(text, today).map_err(|bad| format!("{bad}: {}", bad.hint()))
}

/// Creates a choice of one option, each with its label; the first is the default.
pub fn choice<T: Clone + PartialEq + 'static>(options: Vec<(T, String)>) -> Control<T> {
    let (values, words): (Vec<T>, Vec<String>) = options.into_iter().unzip();
    let known = values.clone();
    let show = move |now: Option<&T>| {
        let at = now.and_then(|now| known.iter().position(|value| value == now));
        FieldInput::One { options: words.clone(), at: at.unwrap_or_default() }
    };
    let read = move |field: &FormField| match &field.input {
        FieldInput::One { at, .. } => values.get(*at).cloned().ok_or_else(|| "choose one".to_owned()),
        FieldInput::Line(_) | FieldInput::Long(_) | FieldInput::Some { .. } => Err("choose one".to_owned()),
    };
    Control { hint: "".into(), show: Box::new(show), read: Rc::new(read) }
}

/// Creates a choice of any number of options, each with its label.
pub fn several<T: Clone + PartialEq + 'static>(options: Vec<(T, String)>) -> Control<Vec<T>> {
    let (values, words): (Vec<T>, Vec<String>) = options.into_iter().unzip();
    let known = values.clone();
    let show = move |now: Option<&Vec<T>>| {
        let is_on = |value: &T| now.is_some_and(|now| now.contains(value));
        FieldInput::Some { options: words.iter().cloned().zip(known.iter().map(is_on)).collect() }
    };
    let read = move |field: &FormField| match &field.input {
        FieldInput::Some { options } => {
            let chosen = values.iter().zip(options).filter(|(_, (_, on))| *on);
            Ok(chosen.map(|(value, _)| value.clone()).collect())
        }
        FieldInput::Line(_) | FieldInput::Long(_) | FieldInput::One { .. } => Ok(Vec::new()),
    };
    Control { hint: "".into(), show: Box::new(show), read: Rc::new(read) }
}
