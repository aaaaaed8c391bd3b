//! Handling refused commands: no input is lost.

use super::App;
use super::waiting::CommandRun;
use crate::domain::command::{Command, FinishedPart, ItemCommand, Split};
use crate::domain::decide::Choice;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::value::Line;
use crate::tui::action::Action;
use crate::tui::effect::{self, Effect};
use crate::tui::layer::{PickRow, Picker, Prompt};
use crate::tui::text::with_hint;
use crate::tui::world::World;

/// The maximum number of lines shown of a version.
const LINES: usize = 8;

/// A command that conflicts with concurrent changes.
pub(super) struct Conflict {
    /// The command, with the choices made so far.
    run: CommandRun,
    /// The remaining effects.
    rest: Vec<Effect>,
    /// The two versions to choose from.
    open: Choice,
    /// Whether the layer with the input is below the list.
    lies_below: bool,
}

impl App {
    /// Advice can be overridden with a reason; a conflict shows both versions; any other refusal is reported. Returns
    /// whether nothing is left to do: the person has chosen to keep what others have written.
    pub(super) fn refused(
        &mut self,
        run: &CommandRun,
        refusal: &Refusal,
        rest: &mut dyn Iterator<Item = Effect>,
    ) -> bool {
        if refusal.reason == Reason::Already && run.keeps_theirs() {
            self.say("kept their version");
            return true;
        }
        let run = run.clone();
        let words = with_hint(&refusal.message, refusal.hint.as_deref());
        match &refusal.reason {
            Reason::Advice => {
                let prompt =
                    Prompt::new(refusal.message.as_str(), "the reason is saved", move |_, prompt| {
                        Ok(effect::run(with_reason(&run.command, prompt.line()?)))
                    });
                let prompt = prompt.placeholder("the reason to do it anyway; Esc to fix it first");
                self.model.layers.push(prompt.into());
            }
            Reason::Conflict { theirs, yours } => {
                let open = Choice { theirs: theirs.clone(), yours: yours.clone(), is_yours: false };
                let lies_below = self.model.answered.is_some();
                self.reopen("someone else changed this");
                let rest = rest.collect();
                let conflict = Conflict { run, rest, open, lies_below };
                self.model.layers.push(two_versions(&conflict).into());
                self.conflict = Some(conflict);
            }
            Reason::Rule
            | Reason::ProductOwner
            | Reason::Unknown
            | Reason::Value
            | Reason::KeysTaken
            | Reason::Already => {
                let words = if refusal.reason == Reason::ProductOwner {
                    let key = self.keymap.shown(Action::ActFor).unwrap_or_default();
                    format!("{words}: {key} to choose")
                } else {
                    words
                };
                self.reopen(&words);
                self.refuse(words);
            }
        }
        false
    }

    /// Returns the conflicting command with the choice made, and the remaining effects.
    pub(super) fn chosen(&mut self, is_yours: bool) -> Option<(CommandRun, Vec<Effect>)> {
        let Conflict { run, rest, open, lies_below } = self.conflict.take()?;
        if lies_below {
            self.model.answered = self.model.layers.pop();
        }
        let mut again = CommandRun::new(run.command, run.after, self.session.operation_id());
        again.choices = run.choices;
        again.choices.push(Choice { is_yours, ..open });
        Some((again, rest))
    }

    /// Reopens the answered layer with the reason of the refusal; no input is lost.
    pub(super) fn reopen(&mut self, why: &str) {
        self.model.layers.extend(self.model.answered.take());
        if let Some(note) = self.model.layers.last_mut().and_then(|layer| layer.note()) {
            *note = Some(why.to_owned());
        }
    }
}

/// Returns the same command with a reason for overriding a rule.
#[expect(clippy::wildcard_enum_match_arm, reason = "only these take a reason")]
fn with_reason(command: &Command, reason: Line) -> Command {
    match command {
        Command::Item(ItemCommand::Ready(items, _)) => ItemCommand::Ready(items.clone(), Some(reason)).into(),
        Command::Item(ItemCommand::Accept(items, _)) => {
            ItemCommand::Accept(items.clone(), Some(reason)).into()
        }
        Command::Split(split) if split.finished.is_some() => {
            Split { finished: Some(FinishedPart { reason: Some(reason) }), ..split.clone() }.into()
        }
        other => other.clone(),
    }
}

/// Builds the list of both versions.
fn two_versions(conflict: &Conflict) -> Picker<Effect> {
    let (theirs, yours) = (&conflict.open.theirs, &conflict.open.yours);
    let alike = theirs.lines().zip(yours.lines()).take_while(|(one, other)| one == other).count();
    let from = alike.saturating_sub(1);
    let mut facts = vec!["Their version:".to_owned()];
    facts.extend(version(theirs, from));
    facts.push("Your version:".to_owned());
    facts.extend(version(yours, from));
    let chosen = |is_yours| move |_: &World<'_>| Ok(vec![Effect::Overwrite(is_yours)]);
    let mut rows = vec![
        PickRow::new("Keep their version", "", chosen(false)),
        PickRow::new("Use my version", "u restores theirs", chosen(true)),
    ];
    if conflict.lies_below {
        rows.push(PickRow::new("Keep editing mine", "back to what you wrote", |_| Ok(Vec::new())));
    }
    Picker { facts, ..Picker::new("Someone else changed this", rows) }
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
