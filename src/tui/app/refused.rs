//! What becomes of a command that is refused: nothing that was typed is lost.

use super::App;
use crate::domain::command::Command;
use crate::domain::decide::Choice;
use crate::domain::refusal::{Reason, Refusal};
use crate::tui::effect::{After, Effect};
use crate::tui::layer::{Ask, Conflict, Layer, Pick, PickFor, PickRow, Picker, Prompt, Version};
use crate::tui::widget::line_input::LineInput;

/// How many lines of a version are shown.
const LINES: usize = 8;

impl App {
    /// Advice can be set aside with a reason; a conflict shows both texts; anything else is told.
    pub(super) fn refused(
        &mut self,
        command: Command,
        after: After,
        choices: Vec<Choice>,
        refusal: &Refusal,
    ) {
        let now = self.session.now();
        let hint = refusal.hint.as_ref().map_or_else(String::new, |hint| format!("; {hint}"));
        match &refusal.reason {
            Reason::Advice => self.model.layers.push(Layer::Prompt(Prompt {
                title: refusal.message.clone(),
                input: LineInput::new(1_000)
                    .placeholder("a reason to do it all the same; Esc to mend it first"),
                ask: Ask::Override(Box::new(command)),
                note: None,
                hint: "the reason is kept".into(),
            })),
            Reason::Conflict { theirs, yours } => {
                let open = Choice { theirs: theirs.clone(), yours: yours.clone(), is_yours: false };
                let lies_below = self.model.answered.is_some();
                self.bring_back("somebody has changed this meanwhile");
                let conflict = Conflict { command, after, rest: Vec::new(), choices, open, lies_below };
                self.model.layers.push(Layer::Picker(Box::new(two_versions(conflict))));
            }
            Reason::Rule | Reason::Unknown | Reason::Value | Reason::Already => {
                let key = self.keymap.shown(crate::tui::action::Action::ActFor).unwrap_or_default();
                let hint =
                    if hint.contains("on behalf of") { format!("{hint}: {key} chooses that") } else { hint };
                self.bring_back(&format!("{refusal}{hint}"));
                self.model.refuse(format!("{refusal}{hint}"), now);
            }
        }
    }

    /// Brings what was answered back, with the reason why that was refused; what was typed is not lost.
    pub(super) fn bring_back(&mut self, why: &str) {
        self.model.layers.extend(self.model.answered.take());
        match self.model.layers.last_mut() {
            Some(Layer::Prompt(prompt)) => prompt.note = Some(why.to_owned()),
            Some(Layer::Form(form)) => form.note = Some(why.to_owned()),
            Some(Layer::Writing(writing)) => writing.note = Some(why.to_owned()),
            Some(Layer::Divide(divide)) => divide.note = Some(why.to_owned()),
            Some(Layer::Picker(_) | Layer::Confirm(_) | Layer::Welcome(_)) | None => {}
        }
    }

    /// Keeps what was to be done after a command until it is chosen which of two versions stays.
    pub(super) fn hold_back(&mut self, rest: Vec<Effect>) {
        if let Some(Layer::Picker(picker)) = self.model.layers.last_mut()
            && let PickFor::Conflict(conflict) = &mut picker.purpose
        {
            conflict.rest = rest;
        }
    }
}

/// Shows both versions, and lets one choose.
fn two_versions(conflict: Conflict) -> Picker {
    let (theirs, yours) = (&conflict.open.theirs, &conflict.open.yours);
    let alike = theirs.lines().zip(yours.lines()).take_while(|(one, other)| one == other).count();
    let from = alike.saturating_sub(1);
    let mut facts = vec!["It says now:".to_owned()];
    facts.extend(version(theirs, from));
    facts.push("You wrote:".to_owned());
    facts.extend(version(yours, from));
    let mut rows = vec![
        PickRow::new("Keep what it says now", "", Pick::Version(Version::Theirs)),
        PickRow::new("Write mine over it", "u brings theirs back", Pick::Version(Version::Yours)),
    ];
    if conflict.lies_below {
        rows.push(PickRow::new("Go on with mine", "back to what you wrote", Pick::Version(Version::Open)));
    }
    let mut picker =
        Picker::new("Somebody has changed this meanwhile", PickFor::Conflict(Box::new(conflict)), rows);
    picker.facts = facts;
    picker
}

/// The lines of a version from the last one on that both begin with.
fn version(text: &str, from: usize) -> Vec<String> {
    if text.is_empty() {
        return vec!["  nothing".to_owned()];
    }
    let all = text.lines().count();
    let mut lines: Vec<String> =
        text.lines().skip(from).take(LINES).map(|line| format!("  {line}")).collect();
    if from > 0 {
        lines.insert(0, format!("  … {from} lines before this are the same in both"));
    }
    if all > from + LINES {
        lines.push(format!("  … {} more lines", all - from - LINES));
    }
    lines
}
