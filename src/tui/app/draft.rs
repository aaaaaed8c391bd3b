//! Creating drafts, which outlive the program, from unsaved text; and restoring them.

use super::App;
use crate::domain::id::{Id, ItemId};
use crate::tui::action::Action;
use crate::tui::draft::{DraftField, TextDraft};
use crate::tui::effect::Effect;
use crate::tui::layer::{Form, Layer, PromptPurpose};

/// The actions that only open a text and have no other effect: these can be repeated at the start.
const OPENS: [Action; 14] = [
    Action::New,
    Action::Edit,
    Action::NewCriterion,
    Action::NewTask,
    Action::NewQuestion,
    Action::NewComment,
    Action::NewLink,
    Action::NewChild,
    Action::NewEpic,
    Action::NewSprint,
    Action::NewPerson,
    Action::Feedback,
    Action::Impede,
    Action::Reject,
];

/// How the open layer was opened.
pub(super) struct OpenedLayer {
    /// The action; `None` for the first start, which opens by itself.
    action: Option<Action>,
    item: Option<ItemId>,
    /// The initial texts.
    before: Vec<String>,
}

impl App {
    /// Records what an action has opened, if no layer was open before.
    pub(super) fn note_opening(&mut self, action: Option<Action>, item: Option<ItemId>) {
        let before = self.model.layers.first().map(texts).unwrap_or_default();
        self.opened =
            Some(OpenedLayer { action, item, before: before.into_iter().map(|(_, text)| text).collect() });
    }

    /// Returns the item that an action would apply to.
    pub(super) fn about(&self) -> Option<ItemId> {
        self.model.detail_items(&self.world()).first().copied()
    }

    /// Returns the unsaved text of the open layers, if any; its product is filled in by the caller.
    pub fn draft(&self) -> Option<TextDraft> {
        let (base, rest) = self.model.layers.split_first()?;
        self.draft_of(base, rest)
    }

    /// Returns the text that was just answered, from a layer that is closed, or from one that stays open.
    pub(super) fn draft_of_answer(&self) -> Option<TextDraft> {
        match (self.model.layers.split_first(), &self.model.answered) {
            (None, Some(answered)) => self.draft_of(answered, &[]),
            (Some(_), _) | (None, None) => self.draft(),
        }
    }

    fn draft_of(&self, base: &Layer<Effect>, rest: &[Layer<Effect>]) -> Option<TextDraft> {
        let opened = self.opened.as_ref();
        let before = opened.map(|it| it.before.as_slice()).unwrap_or_default();
        let mut now = texts(base);
        for layer in rest {
            // The long text of a field is a layer above its form.
            if let Layer::TextEditor(writing) = layer
                && let Some(at) = writing.field
                && let Some((_, text)) = now.get_mut(at)
            {
                writing.area.text().clone_into(text);
            }
        }
        let text: Vec<DraftField> = now
            .into_iter()
            .enumerate()
            .map(|(at, (field, now))| DraftField {
                field,
                before: before.get(at).cloned().unwrap_or_default(),
                now,
            })
            .filter(|it| it.now != it.before)
            .collect();
        (!text.is_empty()).then(|| TextDraft {
            product: String::new(),
            title: title(base).to_owned(),
            action: opened.and_then(|it| it.action).map_or("", |it| it.row().name).to_owned(),
            item: opened.and_then(|it| it.item).map(Id::number),
            text,
        })
    }

    /// Returns the titles of open texts that are not saved as drafts: what is typed behind a mask must not be written
    /// to disk.
    pub fn not_kept(&self) -> impl Iterator<Item = String> {
        self.model.layers.iter().filter_map(|layer| {
            let Layer::Prompt(prompt) = layer else { return None };
            let is_lost = prompt.input.is_hidden() && !prompt.input.text().is_empty();
            is_lost.then(|| prompt.title.clone())
        })
    }

    /// Restores a draft's text into the layer it was written in, replacing the current text. Returns whether that was
    /// possible; if not, no layer is open.
    pub fn take_up(&mut self, draft: &TextDraft) -> bool {
        let action = Action::named(&draft.action)
            .or_else(|| Action::formerly(&draft.action))
            .filter(|action| OPENS.contains(action));
        let is_open = matches!(self.model.layers.as_slice(), [Layer::Welcome(_)]);
        let (layers, screens) = (self.model.layers.len(), self.model.screens.len());
        let item = draft.item.and_then(ItemId::new);
        // In the current context, or else in that of the item.
        for on_item in [false, true] {
            if is_open {
                if self.fill(draft) {
                    return true;
                }
                continue;
            }
            let (Some(action), 0) = (action, layers) else { break };
            if on_item {
                let Some(item) = item else { break };
                self.show(item);
                self.normalise();
            }
            if self.about() == item || !on_item {
                self.act(action);
                if self.fill(draft) {
                    self.normalise();
                    return true;
                }
            }
            self.model.layers.truncate(layers);
            self.model.screens.truncate(screens);
        }
        self.normalise();
        false
    }

    /// Fills a draft's texts into the top layer, if it is the one they were written in and its current texts are
    /// those that they were written over.
    fn fill(&mut self, draft: &TextDraft) -> bool {
        let Some(layer) = self.model.layers.last_mut() else { return false };
        let stand = texts(layer);
        let places: Vec<Option<usize>> = draft
            .text
            .iter()
            .map(|it| stand.iter().position(|(field, text)| *field == it.field && *text == it.before))
            .collect();
        if title(layer) != draft.title || places.contains(&None) {
            return false;
        }
        for (place, written) in places.into_iter().flatten().zip(&draft.text) {
            match layer {
                Layer::Prompt(prompt) => prompt.input.paste_over(&written.now),
                Layer::TextEditor(writing) => writing.area.paste_over(&written.now),
                Layer::Form(form) | Layer::Welcome(form) => {
                    if let Some(field) = form.fields.get_mut(place) {
                        field.paste_over(&written.now);
                    }
                }
                Layer::Picker(_) | Layer::Divide(_) | Layer::Confirm(_) => {}
            }
        }
        true
    }
}

fn title(layer: &Layer<Effect>) -> &str {
    match layer {
        Layer::Prompt(prompt) => &prompt.title,
        Layer::TextEditor(writing) => &writing.title,
        Layer::Form(form) | Layer::Welcome(form) => &form.title,
        Layer::Picker(_) | Layer::Divide(_) | Layer::Confirm(_) => "",
    }
}

/// Returns the texts of a layer by field. Searches are not worth keeping, and masked input must not be written to disk.
fn texts(layer: &Layer<Effect>) -> Vec<(String, String)> {
    let all = |form: &Form<Effect>| {
        form.fields.iter().map(|it| (it.label.to_string(), it.text().into_owned())).collect()
    };
    match layer {
        Layer::Prompt(prompt) => {
            if prompt.purpose != PromptPurpose::Words || prompt.input.is_hidden() {
                return Vec::new();
            }
            vec![(String::new(), prompt.input.text().to_owned())]
        }
        Layer::TextEditor(writing) => vec![(String::new(), writing.area.text().to_owned())],
        Layer::Form(form) if !form.keeps_draft => Vec::new(),
        Layer::Form(form) | Layer::Welcome(form) => all(form),
        Layer::Picker(_) | Layer::Divide(_) | Layer::Confirm(_) => Vec::new(),
    }
}
