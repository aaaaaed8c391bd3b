//! Carrying out a command: catch up, decide, apply, commit; and again where somebody was faster.

use super::Session;
use super::hidden::VoteSetting;
use super::outcome::{CommandOutcome, RunError, TRIES};
use super::reveal;
use crate::domain::change::{Change, Edit, inverse};
use crate::domain::command::{Command, ImprovementCommand};
use crate::domain::decide::{Asking, Choice, Decision, decide, plan};
use crate::domain::id::{ItemId, PersonId};
use crate::domain::import::ImportPlan;
use crate::domain::item::ItemField;
use crate::domain::refusal::Refusal;
use crate::domain::value::Stage;
use crate::domain::workspace::Workspace;
use crate::store::failure::{Failure, FailureKind};
use crate::store::history::{Committed, Entry, EntryKind, NewEntry, SettingChange};
use crate::store::{HistoryQuery, ItemQuery, Storage as _};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What is to be carried out, and the votes that are broken by it.
pub(super) type Asked<'c> = (Cow<'c, Command>, Vec<VoteSetting>);

/// Tells whether a product owner's decision is among the changes: only that is made in somebody's name.
fn is_acceptance(changes: &[Change]) -> bool {
    changes.iter().any(|change| {
        let Change::Item(Edit::Set { new, .. }) = change else { return false };
        matches!(new, ItemField::Stage(Stage::Accepted) | ItemField::Rejected(Some(_)))
    })
}

impl Session {
    /// Carries out a command.
    ///
    /// # Errors
    /// [`RunError::Refused`] where a rule stands against it, [`RunError::Failed`] where the file cannot be read or written; the
    /// state in memory is then as it was.
    pub fn run(&mut self, command: &Command) -> Result<CommandOutcome, RunError> {
        self.run_as(command, uuid::Uuid::now_v7().to_string())
    }

    /// Carries out a command as the operation of this name: a repeat is recognised and done once.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a name is used once; callers make one for each command"
    )]
    pub fn run_as(&mut self, command: &Command, operation: String) -> Result<CommandOutcome, RunError> {
        self.run_chosen(command, &operation, &[])
    }

    /// The same by somebody who has chosen what stays where others have changed the same value meanwhile.
    pub fn run_chosen(
        &mut self,
        command: &Command,
        operation: &str,
        choices: &[Choice],
    ) -> Result<CommandOutcome, RunError> {
        self.carry_out(operation, choices, &mut |_| Ok((Cow::Borrowed(command), Vec::new())))
    }

    /// Carries out what `asked` answers, and breaks the votes that it names. It is asked again each time that somebody was
    /// faster.
    pub(super) fn carry_out<'c>(
        &mut self,
        operation: &str,
        choices: &[Choice],
        asked: &mut dyn FnMut(&mut Self) -> Result<Asked<'c>, RunError>,
    ) -> Result<CommandOutcome, RunError> {
        for _ in 0..TRIES {
            let (command, votes) = asked(self)?;
            self.prepare(&command)?;
            let asking = Asking { choices: choices.to_vec(), ..self.asking() };
            let decided = decide(&self.workspace, &command, &asking);
            if decided.is_err() {
                self.forget_many();
            }
            let decision = decided?;
            let person = asking.actor.or_else(|| self.among(&decision));
            let settings = reveal::revealed(self.workspace.revision + 1, votes);
            match self.commit(decision, EntryKind::Operation, person, operation, settings) {
                Ok(Some(outcome)) => {
                    if self.me.is_none() {
                        self.me = person;
                    }
                    self.forget_many();
                    return Ok(outcome);
                }
                Ok(None) => {}
                // What is open was looked at when it was decided: only the past, which stays on disk, is left.
                Err(failure) if failure.kind == FailureKind::Referred => {
                    return Err(Refusal::rule("items that are accepted or dropped still refer to this")
                        .hint("it is part of their past; close or rename it instead")
                        .into());
                }
                Err(failure) => return Err(failure.into()),
            }
        }
        Err(Failure::new(FailureKind::Busy, "others are changing the file faster than this can")
            .hint("try again")
            .into())
    }

    /// Catches up and reads what a command is decided upon.
    fn prepare(&mut self, command: &Command) -> Result<(), Failure> {
        self.catch_up()?;
        if !command.is_local() {
            self.load_all()?;
        }
        self.read_details(&command.items())?;
        if let Some(sprint) = command.sprint() {
            self.read_sprint(sprint)?;
        }
        if let Some(ceremony) = command.ceremony() {
            self.read_ceremony(ceremony)?;
        }
        if let Command::Improvement(ImprovementCommand::Progress(id, _)) = command {
            let about = self.workspace.meetings.improvements.get(*id).map(|it| it.about);
            self.read_items(about.as_slice())?;
        }
        if let Some(batch) = command.batch() {
            self.read_batch(batch)?;
        }
        if let Some(prefix) = command.new_prefix() {
            self.read_keys_with(prefix)?;
        }
        Ok(())
    }

    /// Decides a command and changes nothing.
    ///
    /// # Errors
    /// As [`Session::run`], but for what can go wrong in writing.
    pub fn rehearse(&mut self, command: &Command) -> Result<Decision, RunError> {
        self.prepare(command)?;
        let decision = decide(&self.workspace, command, &self.asking());
        self.forget_many();
        Ok(decision?)
    }

    /// Works out what an import would come to, also where that is nothing.
    ///
    /// # Errors
    /// [`RunError::Refused`] where a rule stands against it, [`RunError::Failed`] where the file cannot be read.
    pub fn plan(&mut self, command: &Command) -> Result<ImportPlan, RunError> {
        self.prepare(command)?;
        let batch = command.batch().ok_or_else(|| Refusal::value("only an import has a plan"))?;
        let plan = plan(&self.workspace, batch, &self.asking());
        self.forget_many();
        Ok(plan?)
    }

    /// Writes changes that are known to fit, as the operation of this name: for making a whole product.
    pub fn append(&mut self, decision: &Decision, operation: &str) -> Result<CommandOutcome, RunError> {
        self.load_all()?;
        match self.commit(decision.clone(), EntryKind::Operation, self.me, operation, Vec::new())? {
            Some(outcome) => Ok(outcome),
            None => Err(Failure::new(FailureKind::Busy, "others are changing the file").into()),
        }
    }

    /// Lets go of what is not looked at, after much was done at once.
    pub fn rest(&mut self) {
        self.forget_details();
    }

    pub(super) fn asking(&self) -> Asking {
        Asking {
            actor: self.me,
            on_behalf: self.on_behalf,
            ceremony: self.ceremony,
            now: self.clock.now(),
            choices: Vec::new(),
        }
    }

    /// Applies a decision and writes it. `None` where somebody was faster; the state is then as it was.
    pub(super) fn commit(
        &mut self,
        decision: Decision,
        kind: EntryKind,
        person: Option<PersonId>,
        operation: &str,
        settings: Vec<SettingChange>,
    ) -> Result<Option<CommandOutcome>, Failure> {
        let counters = self.workspace.counters.clone();
        let entry = NewEntry {
            operation: operation.to_owned(),
            at: self.clock.now(),
            person,
            on_behalf: self
                .on_behalf
                .filter(|owner| person != Some(*owner) && is_acceptance(&decision.changes)),
            login: self.identity.login.clone(),
            terminal: self.identity.terminal.clone(),
            ceremony: self.ceremony,
            kind,
            act: decision.operation.clone(),
            sentence: decision.sentence.clone(),
            settings,
        };
        for (name, value) in &decision.counters {
            let counter = self.workspace.counters.entry(name).or_default();
            *counter = (*counter).max(*value);
        }
        self.workspace.apply(&decision.changes);
        let written = self.store.commit(self.workspace.revision, &entry, &decision.changes, &self.workspace);
        let revision = match written {
            Ok(Committed::Done(revision)) => revision,
            other => {
                self.workspace.apply(&inverse(&decision.changes));
                self.workspace.counters = counters;
                return match other {
                    Ok(_) => Ok(None),
                    Err(failure) => Err(failure),
                };
            }
        };
        self.workspace.revision = revision;
        let mut seen = BTreeSet::new();
        let items = decision.changes.iter().filter_map(Change::item).filter(|id| seen.insert(*id)).collect();
        let summary = self.summary(&Entry {
            revision,
            at: entry.at,
            person,
            on_behalf: entry.on_behalf,
            login: entry.login,
            terminal: entry.terminal,
            ceremony: entry.ceremony,
            kind,
            // Worded a moment ago.
            act: None,
            sentence: entry.sentence.clone(),
        });
        Ok(Some(CommandOutcome {
            revision,
            summary,
            sentence: entry.sentence,
            items,
            changes: decision.changes,
            plan: decision.plan,
        }))
    }

    /// Who does the first thing in a file is somebody whom it brings into being: the person who founds the product, or
    /// the one among those of a restored product who is known here.
    fn among(&self, decision: &Decision) -> Option<PersonId> {
        let created = decision.changes.iter().filter_map(|change| {
            if let Change::Person(Edit::Created(person)) = change { Some(person) } else { None }
        });
        let known = self.identity.find(&created);
        known.or_else(|| created.clone().next().filter(|_| created.count() == 1).map(|person| person.id))
    }

    /// Reads what others have written since; returns their entries, oldest first.
    pub fn refresh(&mut self) -> Result<Vec<Entry>, Failure> {
        Ok(self.news()?.unwrap_or_default())
    }

    /// Reads what others have written since; `None` where the file is as it was. They may have written beside the
    /// history only: then there are no entries.
    pub fn news(&mut self) -> Result<Option<Vec<Entry>>, Failure> {
        if self.store.changed()? { self.catch_up().map(Some) } else { Ok(None) }
    }

    /// Brings the state in memory up to the newest revision.
    pub(super) fn catch_up(&mut self) -> Result<Vec<Entry>, Failure> {
        let mut entries = Vec::new();
        // Between two readings others may write: what they did then is read in the next round.
        while self.catch_up_once(&mut entries)? {}
        Ok(entries)
    }

    /// Reads what was written up to now. Returns whether more was written meanwhile.
    fn catch_up_once(&mut self, entries: &mut Vec<Entry>) -> Result<bool, Failure> {
        let before = entries.len();
        self.store
            .history(&HistoryQuery::since(self.workspace.revision), &mut |entry| entries.push(entry))?;
        let Some(last) = entries[before..].last().map(|entry| entry.revision) else { return Ok(false) };
        let mut touched: BTreeSet<ItemId> = BTreeSet::new();
        let mut gone: Vec<ItemId> = Vec::new();
        let mut only_items = true;
        self.store.changes(self.workspace.revision + 1, last, u64::MAX, &mut |_, change| {
            touched.extend(change.item());
            only_items &= change.item().is_some() && !matches!(change, Change::Selection(_));
            if let Change::Item(Edit::Removed(item)) = change {
                gone.push(item.id);
            }
        })?;
        let known = self.workspace.revision;
        let renewed = self.renew(&touched, only_items);
        // Only the items of these entries were read anew, or not even those. To stand at a newer revision would be to
        // know of changes that were never seen, and to write over them.
        let is_behind = self.workspace.revision > last;
        self.workspace.revision = if renewed.is_ok() { last } else { known };
        renewed.map(|()| is_behind)
    }

    /// Reads anew what others have touched.
    fn renew(&mut self, touched: &BTreeSet<ItemId>, only_items: bool) -> Result<(), Failure> {
        for id in touched {
            self.workspace.forget(*id);
        }
        if !only_items {
            self.workspace = Workspace {
                items: std::mem::take(&mut self.workspace.items),
                details: std::mem::take(&mut self.workspace.details),
                ..Workspace::default()
            };
        }
        self.store.renew(&mut self.workspace)?;
        // With the details that are kept, their selections are: those of sprints that are over, too.
        let kept = self.workspace.details.values().flat_map(|detail| &detail.selections);
        for selection in kept.cloned().collect::<Vec<_>>() {
            self.workspace.put(selection);
        }
        let workspace = &mut self.workspace;
        let ids: Vec<ItemId> = touched.iter().copied().collect();
        let mut found = Vec::new();
        self.store.items(ItemQuery::Ids(&ids), &mut |item| found.push(item))?;
        for item in found {
            if item.stage.is_open() || self.looked_at.contains(&item.id) {
                workspace.put(item);
            }
        }
        let looked_at: Vec<ItemId> =
            self.looked_at.iter().copied().filter(|id| touched.contains(id)).collect();
        self.read_details(&looked_at)?;
        if self.me.is_none_or(|me| self.workspace.persons.get(me).is_none()) {
            self.recognise();
        }
        Ok(())
    }
}
