//! Performing effects.

use super::waiting::{Attempt, CommandRun};
use super::{App, world};
use crate::domain::change::{Change, Edit};
use crate::domain::command::{Command, FieldEdit, PersonCommand};
use crate::domain::id::{ItemId, PersonId};
use crate::domain::person::PersonField;
use crate::domain::value::{Line, NoteKind};
use crate::domain::views::Target;
use crate::present::consequences::without_working_days;
use crate::present::import::page;
use crate::session::{CommandOutcome, RunError};
use crate::tui::action::Action;
use crate::tui::effect::{After, Answer, Effect, Outside};
use crate::tui::import::ImportReply;
use crate::tui::layer::{CreatedRow, FormField, Layer, Prompt, TextEditor, Then};
use crate::tui::model::{Pane, Reversal};
use crate::tui::screen::{HistoryLine, ReportScreen, Screen};
use crate::tui::update;
use crate::tui::world::World;

impl App {
    /// Performs the effects of an answer, or shows why there are none. Returns whether all succeeded.
    pub(super) fn follow(&mut self, answer: Answer, outside: &mut Vec<Outside>) -> bool {
        match answer {
            Ok(effects) => self.carry_out(effects, outside),
            Err(why) => {
                self.refuse(why);
                false
            }
        }
    }

    /// Performs effects in order, up to the first failure. Returns whether all succeeded.
    pub(super) fn carry_out(&mut self, effects: Vec<Effect>, outside: &mut Vec<Outside>) -> bool {
        let mut effects = effects.into_iter();
        while let Some(effect) = effects.next() {
            match effect {
                Effect::Run(command, after) => {
                    if !self.run_before(command, after, &mut effects) {
                        return false;
                    }
                }
                Effect::Overwrite(is_yours) => {
                    let Some((chosen, rest)) = self.chosen(is_yours) else { return false };
                    let mut rest = rest.into_iter().chain(effects);
                    return self.attempt(Attempt::Run(chosen), &mut rest)
                        && self.carry_out(rest.collect(), outside);
                }
                Effect::Outside(Outside::Demo | Outside::Create(..)) if !self.may_leave() => return false,
                Effect::Outside(it) => outside.push(it),
                Effect::Abandon => self.abandon(),
                Effect::Open(layer) => self.model.layers.push(layer),
                Effect::Act(name) => {
                    let Some(action) = Action::named(name) else { return false };
                    let answer = action.run(&mut self.model, &world!(self));
                    if !self.follow(answer, outside) {
                        return false;
                    }
                }
                Effect::WriteField(at, text) => {
                    if let Some(field) = self.field(at) {
                        field.paste_over(&text);
                    }
                }
                Effect::ChooseOptions(at, options) => {
                    if let Some(field) = self.field(at) {
                        field.choose(&options);
                    }
                }
                Effect::Say(text) => {
                    self.say(text);
                }
                Effect::ShowOnly(filter) => {
                    self.model.filter = filter;
                    self.model.normalise(&world!(self));
                }
                Effect::GoToRow(row) => {
                    self.model.screens.clear();
                    self.model.pane = Pane::Backlog;
                    self.model.backlog.go(&world!(self), row);
                }
                Effect::Undo if self.attempt(Attempt::Undo, &mut effects) => {}
                Effect::UndoConfirmed if self.attempt(Attempt::UndoConfirmed, &mut effects) => {}
                Effect::Redo if self.attempt(Attempt::Redo, &mut effects) => {}
                Effect::Undo | Effect::UndoConfirmed | Effect::Redo => return false,
                Effect::Jump(text) => self.jump(&text),
                Effect::Search(text) => self.search(&text),
                Effect::Show(id) => self.show(id),
                Effect::ReadHistory => self.read_history(),
                Effect::ShowReport(sprint) => match self.session.report(sprint) {
                    Ok(report) => {
                        self.model.screens.push(Screen::Report(Box::new(ReportScreen {
                            sprint,
                            report,
                            top: 0,
                        })));
                    }
                    Err(failure) => self.fail(&failure),
                },
                Effect::ActFor(person) => {
                    self.session.act_for(person);
                    let words = match person {
                        Some(person) => format!(
                            "you accept and reject on behalf of {}",
                            self.session.workspace().name(person)
                        ),
                        None => "you accept and reject in your own name".to_owned(),
                    };
                    self.say(words);
                }
                Effect::SetUser(person) => self.set_user(person),
                Effect::Hold(kind, on_behalf, wall) => {
                    if !self.attempt(Attempt::Hold(kind, on_behalf, wall), &mut effects) {
                        return false;
                    }
                }
                Effect::Join(id) => self.join(id),
                Effect::Leave => self.leave_ceremony(),
                Effect::Go(place) => self.go(place),
                Effect::Postpone(item) => {
                    if let Some(Screen::Meeting(meeting)) = self.model.screens.last() {
                        self.go(update::after_postponing(&world!(self), meeting, item));
                    }
                }
                Effect::Select(target) => {
                    if let Some(Screen::Meeting(meeting)) = self.model.screens.last_mut() {
                        meeting.select(target);
                    }
                }
                Effect::ShowMinutes(id) => self.show_minutes(id),
                Effect::SaveMinutes(path, text) => self.save_minutes(&path, &text),
                Effect::SaveCopy(path) => self.save_copy(&path),
                Effect::KeepFile => self.keep_file(),
                Effect::AskCards => {
                    let asked = update::ask_cards(&self.model, &world!(self));
                    if asked.is_some_and(|answer| !self.follow(answer, outside)) {
                        return false;
                    }
                }
                Effect::PlayCards(item, text) => {
                    let played = update::play_cards(&self.model, &world!(self), item, &text);
                    if let Err(why) = &played {
                        self.reopen(why);
                    }
                    if !played.is_ok_and(|effects| self.carry_out(effects, outside)) {
                        return false;
                    }
                }
            }
        }
        true
    }

    /// Returns a field of the form on top.
    fn field(&mut self, at: usize) -> Option<&mut FormField> {
        match self.model.layers.last_mut() {
            Some(Layer::Form(form)) => form.fields.get_mut(at),
            Some(_) | None => None,
        }
    }

    /// Runs a command. Returns whether it succeeded.
    pub(super) fn run(&mut self, command: Command, after: After) -> bool {
        self.run_before(command, after, &mut std::iter::empty())
    }

    /// Runs a command before the remaining effects. Returns whether it succeeded.
    fn run_before(&mut self, command: Command, after: After, rest: &mut dyn Iterator<Item = Effect>) -> bool {
        let run = CommandRun::new(command, after, self.session.operation_id());
        self.attempt(Attempt::Run(run), rest)
    }

    /// Runs a command with the choices made for values that others changed concurrently; if another choice is
    /// necessary, the remaining effects are kept until it is made. Returns whether it succeeded.
    pub(super) fn run_chosen(
        &mut self,
        run: &CommandRun,
        rest: &mut dyn Iterator<Item = Effect>,
    ) -> Result<bool, RunError> {
        let joins = matches!(run.command, Command::Person(PersonCommand::Add { .. }));
        if self.session.me().is_none() && !joins && self.session.workspace().product().is_some() {
            // Operations are recorded under the person's name.
            self.once_known = Some((run.command.clone(), run.after));
            self.model.layers.push(update::who(&world!(self)).into());
            return Ok(false);
        }
        match self.session.run_chosen(&run.command, &run.operation, &run.choices) {
            Ok(outcome) => {
                self.done(run, &outcome);
                self.leave_ended();
                if joins && let Some((command, after)) = self.once_known.take() {
                    self.run(command, after);
                }
                Ok(true)
            }
            Err(RunError::Refused(refusal)) => Ok(self.refused(run, &refusal, rest)),
            Err(failed) => Err(failed),
        }
    }

    /// Sets the user, and records their login name for the next time.
    fn set_user(&mut self, person: PersonId) {
        self.session.set_user(person);
        let has_login = self.session.workspace().persons.get(person).is_some_and(|it| it.login.is_some());
        if let Some(login) = Line::clipped(self.session.login()).filter(|_| !has_login) {
            let command = Command::set(person, FieldEdit::over(None, Some(login)).map(PersonField::Login));
            self.run(command, After::Nothing);
        }
        if let Some((command, after)) = self.once_known.take() {
            self.run(command, after);
        }
    }

    /// Returns the prompt on top that stays open for the next answer.
    pub(super) fn repeating_prompt(&mut self) -> Option<&mut Prompt<Effect>> {
        match self.model.layers.last_mut() {
            Some(Layer::Prompt(prompt)) if prompt.repeats => Some(prompt),
            Some(_) | None => None,
        }
    }

    fn done(&mut self, run: &CommandRun, outcome: &CommandOutcome) {
        let CommandRun { command, after, typed, .. } = run;
        let now = self.session.now();
        // What was typed while the command waited stays.
        let answers = |prompt: &&mut Prompt<Effect>| Some(prompt.input.text()) == typed.as_deref();
        let is_answer = self.repeating_prompt().filter(answers).map(|prompt| {
            prompt.input.set_text("");
            prompt.note = None;
        });
        let is_answer = is_answer.is_some();
        if let Some(Screen::Meeting(meeting)) = self.model.screens.last_mut() {
            let made = outcome.changes.iter().rev().find_map(|change| {
                let Change::Note(Edit::Created(note)) = change else { return None };
                let is_row = !matches!(note.kind, NoteKind::Decision | NoteKind::Parked);
                is_row.then_some(Target::Note(note.id, note.about))
            });
            if let Some(made) = made {
                meeting.select(made);
                if let (Some(note), Some(prompt)) =
                    (made.note().filter(|_| is_answer), self.repeating_prompt())
                {
                    prompt.created = Some(CreatedRow::Note(note));
                    if let Some(title) = prompt.next_title {
                        title.clone_into(&mut prompt.title);
                    }
                }
            }
        }
        self.plan_for(command, outcome);
        match self.model.screens.last_mut() {
            Some(Screen::Detail(detail)) => detail.see(&outcome.changes),
            Some(Screen::Meeting(meeting)) => {
                meeting.detail.iter_mut().for_each(|detail| detail.see(&outcome.changes));
            }
            Some(_) | None => {}
        }
        let note = without_working_days(self.session.workspace(), &outcome.changes);
        self.say(note.map_or_else(|| outcome.summary.clone(), |note| format!("{}; {note}", outcome.summary)));
        if !matches!(command, Command::Hidden(_)) {
            self.model.changed(Some(Reversal::Undo(outcome.revision)));
        }
        self.named_operation = Some(outcome.revision);
        self.model.moved.extend(outcome.items.iter().map(|id| (*id, now)));
        if update::again(command, Vec::new()).is_some() {
            self.model.last = Some(command.clone());
        }
        if self.model.marks.iter().all(|id| outcome.items.contains(id)) {
            self.model.marks.clear();
        }
        if let Command::Hidden(command) = command {
            self.say_hidden(command, &outcome.changes);
        }
        if let After::Round(item) = after {
            return self.show_round(*item);
        }
        let Some(item) = outcome.items.last().copied() else { return };
        match after {
            After::Nothing | After::Round(_) => {}
            After::Select => self.select(outcome.items[0]),
            After::Part(parent) => self.show_part(*parent, &outcome.items),
            After::SelectAndStay => {
                self.select(item);
                if let Some(prompt) = self.repeating_prompt().filter(|_| is_answer) {
                    prompt.created = Some(CreatedRow::Item(item));
                }
            }
        }
    }

    pub(super) fn select(&mut self, item: ItemId) {
        match self.model.pane {
            Pane::Backlog => self.model.backlog.select(item),
            Pane::Board => self.model.board.select(&world!(self), item),
            Pane::Review => self.model.review.select(item),
            Pane::Sprint => {}
        }
    }

    fn read_history(&mut self) {
        const MOST: u64 = 200;
        let Some(Screen::History(history)) = self.model.screens.last() else { return };
        let before = history.entries.last().map_or(i64::MAX.unsigned_abs(), |entry| entry.revision);
        let entries = match self.session.history(history.item, before, MOST) {
            Ok(entries) => entries,
            Err(failure) => return self.fail(&failure),
        };
        let zone = self.world().zone();
        let lines: Vec<HistoryLine> = entries
            .iter()
            .map(|entry| HistoryLine {
                revision: entry.revision,
                day: entry.day.to_string(),
                clock: entry.at.clock(zone),
                text: self.session.summary(entry),
            })
            .collect();
        if let Some(Screen::History(history)) = self.model.screens.last_mut() {
            history.more = lines.len() as u64 == MOST;
            history.entries.extend(lines);
        }
    }

    /// Handles the reply to an import request: opens the form of choices, or shows the result.
    pub fn imported(&mut self, answer: Result<ImportReply, String>) {
        match answer {
            Ok(ImportReply::Look(form)) => {
                self.model.echo = None;
                self.model.layers.push(form.into());
            }
            Ok(ImportReply::Done(summary, lines)) => {
                if !lines.is_empty() {
                    self.show_page("Import", page(&summary, &lines));
                }
                self.say(summary);
            }
            Err(why) => self.refuse(why),
        }
        self.report_clock();
        self.normalise();
    }

    /// Handles a text from the external editor. Returns whether it is saved, or in a form.
    pub fn take_back(&mut self, text: &str, then: &Then<str, Effect>) -> bool {
        match then.call(&world!(self), text.trim_end()) {
            Ok(effects) => {
                let done = self.carry_out(effects, &mut Vec::new());
                self.normalise();
                done
            }
            Err(why) => {
                let writing = TextEditor::again("Not saved yet", text, then.clone());
                self.model.layers.push(TextEditor { note: Some(why), ..writing }.into());
                false
            }
        }
    }
}
