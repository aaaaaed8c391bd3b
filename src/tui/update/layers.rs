//! Dialogs: submitting, cancelling, and moving between fields.

use crate::tui::effect::{Answer, Effect, Outside};
use crate::tui::layer::{FieldInput, Layer, PickRow, Picker, TextEditor, Then};
use crate::tui::model::Model;
use crate::tui::world::World;

/// Submits the top dialog. One that is invalid or repeats stays open; the input of one that closes is kept, so that it
/// can be restored after a refusal.
pub fn submit(model: &mut Model, world: &World<'_>) -> Answer {
    let Some(layer) = model.layers.last_mut() else { return Ok(Vec::new()) };
    let answer = match layer {
        Layer::Prompt(prompt) if prompt.repeats && prompt.text().is_empty() => {
            if prompt.input.text().is_empty() {
                model.layers.pop();
            } else {
                prompt.input.set_text("");
                prompt.note = Some("only spaces: write something, or press Esc".to_owned());
            }
            return Ok(Vec::new());
        }
        Layer::Prompt(prompt) => prompt.then.call(world, prompt),
        Layer::TextEditor(writing) => writing.then.call(world, writing.area.text().trim_end()),
        Layer::Form(form) | Layer::Welcome(form) => match form.fill(world) {
            Some(effects) => Ok(effects),
            None => return Ok(Vec::new()),
        },
        Layer::Picker(picker) => {
            if let Some(why) = picker.row().ok_or("nothing matches")?.disabled.clone() {
                return Err(why);
            }
            picker.choose(world)
        }
        Layer::Divide(divide) => divide.then.call(world, &divide.splitting),
        Layer::Confirm(confirm) => Ok(std::mem::take(&mut confirm.then)),
    };
    if matches!(layer, Layer::Picker(_) | Layer::Divide(_) | Layer::Confirm(_)) {
        model.layers.pop();
        return answer;
    }
    if let (Err(why), Some(note)) = (&answer, layer.note()) {
        *note = Some(why.clone());
        return Ok(Vec::new());
    }
    // A repeating prompt is cleared once its answer has been processed.
    let stays_open = matches!(layer, Layer::Welcome(_)) || matches!(layer, Layer::Prompt(it) if it.repeats);
    if !stays_open {
        model.answered = model.layers.pop();
    }
    answer
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
        Some(Layer::Prompt(prompt)) => {
            let Some(live) = &prompt.live else { return Ok(Vec::new()) };
            let answer = live.call(world, prompt);
            prompt.note = answer.as_ref().err().cloned();
            Ok(answer.unwrap_or_default())
        }
        Some(_) | None => Ok(Vec::new()),
    }
}

/// Closes the top dialog without saving. If that would lose input, it asks for a second Esc.
pub fn cancel(model: &mut Model, _world: &World<'_>) -> Answer {
    const ONCE_MORE: &str = "press Esc again to discard what you wrote";
    if let Some(layer) = model.layers.last_mut()
        && layer.is_changed()
        && let Some(note) = layer.note()
        && note.as_deref() != Some(ONCE_MORE)
    {
        *note = Some(ONCE_MORE.to_owned());
        return Ok(Vec::new());
    }
    if matches!(model.layers.last(), Some(Layer::Welcome(_))) {
        return Err("Ctrl-c quits; nothing has been created yet".to_owned());
    }
    if let Some(Layer::Prompt(prompt)) = model.layers.pop()
        && let Some(former) = prompt.former_filter
    {
        model.filter = former;
    }
    Ok(Vec::new())
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

/// Runs a prompt's Tab function, whose prompt replaces it.
pub fn tab(model: &mut Model, world: &World<'_>) -> Answer {
    let Some(Layer::Prompt(prompt)) = model.layers.last() else { return Ok(Vec::new()) };
    let effects = prompt.tab.as_ref().ok_or("Tab does nothing here")?.call(world, prompt)?;
    model.layers.pop();
    Ok(effects)
}

/// Moves the focus by some fields.
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
            Ok(vec![Outside::Editor(text, then).into()])
        }
        Some(Layer::Form(form)) => {
            let at = form.at;
            let Some(FieldInput::Long(text)) = form.field().map(|field| &field.input) else {
                return Err("only long texts open in an editor".to_owned());
            };
            let then = Then::new(move |_, text: &str| write_field(at, text));
            Ok(vec![Outside::Editor(text.clone(), then).into()])
        }
        _ => Ok(Vec::new()),
    }
}
