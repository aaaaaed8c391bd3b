//! Dialogs: submitting, cancelling, and moving between fields.

use crate::tui::effect::{Answer, Effect};
use crate::tui::layer::{FieldInput, Layer, PickRow, Picker, TextEditor, Then};
use crate::tui::model::Model;
use crate::tui::world::World;

/// Submits the top dialog.
pub fn submit(model: &mut Model, world: &World<'_>) -> Answer {
    let Some(layer) = model.layers.pop() else { return Ok(Vec::new()) };
    match layer {
        Layer::Prompt(mut prompt) => {
            if prompt.repeats && prompt.text().is_empty() {
                if prompt.input.text().is_empty() {
                    return Ok(Vec::new());
                }
                prompt.input.set_text("");
                prompt.note = Some("that was only blanks: write something, or Esc ends".to_owned());
                model.layers.push(Layer::Prompt(prompt));
                return Ok(Vec::new());
            }
            let answer = prompt.then.call(world, &prompt);
            answered(model, Layer::Prompt(prompt), answer)
        }
        Layer::TextEditor(writing) => {
            let answer = writing.then.call(world, writing.area.text().trim_end());
            answered(model, Layer::TextEditor(writing), answer)
        }
        Layer::Form(mut form) => {
            let filled = form.fill(world);
            if filled.is_some() {
                model.answered = Some(Layer::Form(form));
            } else {
                model.layers.push(Layer::Form(form));
            }
            Ok(filled.unwrap_or_default())
        }
        Layer::Welcome(mut form) => {
            let filled = form.fill(world);
            model.layers.push(Layer::Welcome(form));
            Ok(filled.unwrap_or_default())
        }
        Layer::Picker(picker) => choose(model, world, picker),
        Layer::Divide(divide) => divide.then.call(world, &divide.splitting),
        Layer::Confirm(confirm) => Ok(confirm.then),
    }
}

/// Keeps a submitted dialog in reserve, so that a refusal can bring it back; one that is invalid or repeats stays open.
fn answered(model: &mut Model, mut layer: Layer<Effect>, answer: Answer) -> Answer {
    let repeats = matches!(&layer, Layer::Prompt(prompt) if prompt.repeats);
    match answer {
        Ok(effects) if repeats => {
            // A line that goes on is emptied once its answer is carried out.
            model.layers.push(layer);
            Ok(effects)
        }
        Ok(effects) => {
            model.answered = Some(layer);
            Ok(effects)
        }
        Err(why) => {
            if let Some(note) = layer.note() {
                *note = Some(why);
            }
            model.layers.push(layer);
            Ok(Vec::new())
        }
    }
}

fn choose(model: &mut Model, world: &World<'_>, picker: Box<Picker<Effect>>) -> Answer {
    let why = match picker.row() {
        None => "nothing here matches".to_owned(),
        Some(row) => match &row.disabled {
            None => return picker.choose(world),
            Some(why) => why.clone(),
        },
    };
    model.layers.push(Layer::Picker(picker));
    Err(why)
}

/// Submits pasted lines as separate answers to the top prompt.
pub fn pasted(model: &mut Model, world: &World<'_>, lines: &[&str]) -> Answer {
    if let Some(Layer::Prompt(prompt)) = model.layers.last_mut() {
        prompt.pasted = Some(lines.join("\n"));
    }
    let answer = submit(model, world);
    for layer in model.layers.iter_mut().chain(&mut model.answered) {
        if let Layer::Prompt(prompt) = layer {
            prompt.pasted = None;
        }
    }
    answer
}

/// Updates what depends on the typed text: the filtered rows, or the rows of a picker.
pub fn typed(model: &mut Model, world: &World<'_>) -> Answer {
    match model.layers.last_mut() {
        Some(Layer::Picker(picker)) if picker.is_search => {
            Ok(vec![Effect::Search(picker.input.text().to_owned())])
        }
        Some(Layer::Picker(picker)) => {
            picker.narrow();
            Ok(Vec::new())
        }
        Some(Layer::Prompt(prompt)) if prompt.live.is_some() => {
            let Some(Layer::Prompt(mut prompt)) = model.layers.pop() else { return Ok(Vec::new()) };
            let answer = prompt.live.clone().map_or(Ok(Vec::new()), |live| live.call(world, &prompt));
            prompt.note = answer.as_ref().err().cloned();
            model.layers.push(Layer::Prompt(prompt));
            Ok(answer.unwrap_or_default())
        }
        Some(_) | None => Ok(Vec::new()),
    }
}

/// Closes the top dialog without saving. If that would lose input, it asks for a second Esc.
pub fn cancel(model: &mut Model, _world: &World<'_>) -> Answer {
    const ONCE_MORE: &str = "Esc once more leaves this, and what you wrote is gone";
    if let Some(layer) = model.layers.last_mut()
        && layer.is_changed()
        && let Some(note) = layer.note()
        && note.as_deref() != Some(ONCE_MORE)
    {
        *note = Some(ONCE_MORE.to_owned());
        return Ok(Vec::new());
    }
    match model.layers.pop() {
        Some(Layer::Welcome(form)) => {
            model.layers.push(Layer::Welcome(form));
            Err("Ctrl-c leaves; nothing has been made yet".to_owned())
        }
        Some(Layer::Prompt(prompt)) => {
            model.filter = prompt.former_filter.unwrap_or_else(|| model.filter.take());
            Ok(Vec::new())
        }
        Some(_) | None => Ok(Vec::new()),
    }
}

/// Toggles a row, or assigns a criterion to the next part.
pub fn mark(model: &mut Model, _world: &World<'_>) -> Answer {
    match model.layers.last_mut() {
        Some(Layer::Picker(picker)) => picker.mark(),
        Some(Layer::Divide(divide)) => divide.turn(),
        Some(_) | None => {}
    }
    Ok(Vec::new())
}

/// Runs what a prompt does on Tab.
pub fn tab(model: &mut Model, world: &World<'_>) -> Answer {
    let Some(Layer::Prompt(prompt)) = model.layers.pop() else { return Ok(Vec::new()) };
    let answer = match &prompt.tab {
        Some(tab) => tab.call(world, &prompt),
        None => Err("Tab does nothing here".to_owned()),
    };
    if answer.is_err() {
        model.layers.push(Layer::Prompt(prompt));
    }
    answer
}

/// Goes some fields on, or back where `by` is negative.
pub fn to_field(model: &mut Model, by: isize) -> Answer {
    if let Some(Layer::Form(form) | Layer::Welcome(form)) = model.layers.last_mut() {
        form.go(by);
    }
    Ok(Vec::new())
}

/// Opens the focused field if it is a long text or a multiple choice; otherwise submits the form.
pub fn enter_field(model: &mut Model, world: &World<'_>) -> Answer {
    let input = match model.layers.last() {
        Some(Layer::Form(form)) => form.field().map(|field| &field.input),
        _ => None,
    };
    match input {
        Some(FieldInput::One { .. } | FieldInput::Line(_)) => submit(model, world),
        Some(FieldInput::Long(_) | FieldInput::Some { .. }) | None => open_field(model, world),
    }
}

/// Opens the focused field.
pub fn open_field(model: &mut Model, world: &World<'_>) -> Answer {
    let Some(Layer::Form(form)) = model.layers.last() else { return Ok(Vec::new()) };
    let Some(field) = form.field() else { return Ok(Vec::new()) };
    let (at, label) = (form.at, field.label.to_string());
    match &field.input {
        FieldInput::Long(text) => {
            let writing = TextEditor::new(label, text, move |_, text| write_field(at, text));
            TextEditor { field: Some(at), ..writing }.open()
        }
        FieldInput::One { options, at: chosen } => {
            let row = |(option, text): (usize, &String)| {
                PickRow::new(text, "", move |_| Ok(vec![Effect::ChooseOptions(at, vec![option])]))
            };
            let mut picker = Picker::new(label, options.iter().enumerate().map(row).collect());
            picker.at = *chosen;
            picker.open()
        }
        FieldInput::Some { options } => {
            let rows = options.iter().map(|(text, on)| PickRow::one_of(text, "", *on)).collect();
            let picker = Picker::new(label, rows)
                .together(move |_, picker| Ok(vec![Effect::ChooseOptions(at, picker.selected())]));
            picker.open()
        }
        FieldInput::Line(_) => submit(model, world),
    }
}

fn write_field(at: usize, text: &str) -> Answer {
    Ok(vec![Effect::WriteField(at, text.trim_end().to_owned())])
}

/// Opens the top text in the external editor.
pub fn outside(model: &mut Model, _world: &World<'_>) -> Answer {
    match model.layers.last() {
        Some(Layer::TextEditor(writing)) => {
            let (text, then) = (writing.area.text().to_owned(), writing.then.clone());
            model.layers.pop();
            Ok(vec![Effect::Editor(text, then)])
        }
        Some(Layer::Form(form)) => {
            let at = form.at;
            let Some(FieldInput::Long(text)) = form.field().map(|field| &field.input) else {
                return Err("only a long text is opened in an editor".to_owned());
            };
            let then = Then::new(move |_, text: &str| write_field(at, text));
            Ok(vec![Effect::Editor(text.clone(), then)])
        }
        _ => Ok(Vec::new()),
    }
}
