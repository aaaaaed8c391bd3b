//! Handling refused commands: no input is lost.

use super::App;
use crate::domain::command::{Command, ItemCommand};
use crate::domain::decide::Choice;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::value::Line;
use crate::tui::action::Action;
use crate::tui::effect::{self, After, Effect};
use crate::tui::layer::{PickRow, Picker, Prompt};
use crate::tui::model::Model;
use crate::tui::world::World;

/// The maximum number of lines shown of a version.
const LINES: usize = 8;

/// A command in conflict with a concurrent change.
#[derive(Clone)]
struct Conflict {
    command: Command,
    after: After,
    /// The effects that were to follow it.
    rest: Vec<Effect>,
    /// The choices made so far.
    choices: Vec<Choice>,
    /// The two versions to choose from.
    open: Choice,
    /// Whether the layer with the input is below the list.
    lies_below: bool,
}

impl App {
    /// Advice can be overridden with a reason; a conflict shows both versions; any other refusal is reported.
    pub(super) fn refused(
        &mut self,
        command: Command,
        after: After,
        choices: Vec<Choice>,
        refusal: &Refusal,
        rest: &mut dyn Iterator<Item = Effect>,
    ) {
        let now = self.session.now();
        let hint = refusal.hint.as_ref().map_or_else(String::new, |hint| format!("; {hint}"));
        match &refusal.reason {
            Reason::Advice => {
                let prompt =
                    Prompt::new(refusal.message.as_str(), "the reason is kept", move |_, _, prompt| {
                        Ok(effect::run(with_reason(&command, prompt.line()?)))
                    });
                let prompt = prompt.placeholder("a reason to do it all the same; Esc to mend it first");
                let _ = prompt.open(&mut self.model);
            }
            Reason::Conflict { theirs, yours } => {
                let open = Choice { theirs: theirs.clone(), yours: yours.clone(), is_yours: false };
                let lies_below = self.model.answered.is_some();
                self.bring_back("somebody has changed this meanwhile");
                let rest = rest.collect();
                let conflict = Conflict { command, after, rest, choices, open, lies_below };
                let _ = two_versions(&conflict).open(&mut self.model);
            }
            Reason::Rule | Reason::ProductOwner | Reason::Unknown | Reason::Value | Reason::Already => {
                let hint = if refusal.reason == Reason::ProductOwner {
                    let key = self.keymap.shown(Action::ActFor).unwrap_or_default();
                    format!("{hint}: {key} chooses that")
                } else {
                    hint
                };
                self.bring_back(&format!("{refusal}{hint}"));
                self.model.refuse(format!("{refusal}{hint}"), now);
            }
        }
    }

    /// Restores the answered layer with its input, and shows the reason for the refusal.
    pub(super) fn bring_back(&mut self, why: &str) {
        self.model.layers.extend(self.model.answered.take());
        if let Some(note) = self.model.layers.last_mut().and_then(|layer| layer.note()) {
            *note = Some(why.to_owned());
        }
    }
}

/// Returns the same command with a reason for overriding a rule.
#[expect(clippy::wildcard_enum_match_arm, reason = "only these two take a reason")]
fn with_reason(command: &Command, reason: Line) -> Command {
    match command {
        Command::Item(ItemCommand::Ready(items, _)) => ItemCommand::Ready(items.clone(), Some(reason)).into(),
        Command::Item(ItemCommand::Accept(items, _)) => {
            ItemCommand::Accept(items.clone(), Some(reason)).into()
        }
        other => other.clone(),
    }
}

impl Conflict {
    /// Continues the command with the choice.
    fn chosen(&self, model: &mut Model, is_yours: bool) -> Vec<Effect> {
        if self.lies_below {
            model.answered = model.layers.pop();
        }
        let mut choices = self.choices.clone();
        choices.push(Choice { is_yours, ..self.open.clone() });
        let run = Effect::RunChosen(self.command.clone(), self.after, choices);
        std::iter::once(run).chain(self.rest.iter().cloned()).collect()
    }
}

/// Returns the list of both versions to choose from.
fn two_versions(conflict: &Conflict) -> Picker {
    let (theirs, yours) = (&conflict.open.theirs, &conflict.open.yours);
    let alike = theirs.lines().zip(yours.lines()).take_while(|(one, other)| one == other).count();
    let from = alike.saturating_sub(1);
    let mut facts = vec!["It says now:".to_owned()];
    facts.extend(version(theirs, from));
    facts.push("You wrote:".to_owned());
    facts.extend(version(yours, from));
    let chosen = |is_yours| {
        let conflict = conflict.clone();
        move |model: &mut Model, _: &World<'_>| Ok(conflict.chosen(model, is_yours))
    };
    let mut rows = vec![
        PickRow::new("Keep what it says now", "", chosen(false)),
        PickRow::new("Write mine over it", "u brings theirs back", chosen(true)),
    ];
    if conflict.lies_below {
        rows.push(PickRow::new("Go on with mine", "back to what you wrote", |_, _| Ok(Vec::new())));
    }
    Picker { facts, ..Picker::new("Somebody has changed this meanwhile", rows) }
}

/// Returns the lines of a version, starting with the last line of the common beginning.
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
