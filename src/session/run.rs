//! Running a command: catch up, decide, apply, commit; and again after a concurrent write.

use super::Session;
use super::outcome::{CommandOutcome, FREE_TRIES, RunError, TRIES, too_fast};
use crate::domain::change::{Change, Edit, inverse};
use crate::domain::chronology::{EntryTime, HistorySpan};
use crate::domain::command::{Command, ImprovementCommand};
use crate::domain::decide::{Asking, Choice, Decision, decide, plan};
use crate::domain::id::{ItemId, PersonId};
use crate::domain::import::ImportPlan;
use crate::domain::item::ItemField;
use crate::domain::operation::Operation;
use crate::domain::refusal::Refusal;
use crate::domain::value::{Instant, Stage};
use crate::domain::workspace::Workspace;
use crate::store::failure::{Failure, FailureKind};
use crate::store::history::{Committed, Entry, EntryKind, NewEntry};
use crate::store::{HistoryQuery, ItemQuery};
use std::collections::BTreeSet;

/// How a decision is committed.
#[derive(Clone, Copy)]
pub(super) struct Commit<'a> {
    /// The kind of its entry.
    pub kind: EntryKind,
    /// The person who performs it.
    pub person: Option<PersonId>,
    /// The unique id of the operation.
    pub operation: &'a str,
    /// The time at which it was decided.
    pub now: Instant,
    /// Whether the program does it by itself, for nobody.
    pub is_automatic: bool,
}

/// Returns whether the changes contain a decision of a product owner: only those are made on behalf of another
/// person.
fn is_acceptance(changes: &[Change]) -> bool {
    changes.iter().any(|change| {
        let Change::Item(Edit::Set { new, .. }) = change else { return false };
        matches!(new, ItemField::Stage(Stage::Accepted) | ItemField::Rejected(Some(_)))
    })
}

impl Session {
    /// Runs a command.
    ///
    /// # Errors
    /// [`RunError::Refused`] if a rule forbids it, [`RunError::Failed`] if the file cannot be read or written; the
    /// state in memory is then as it was.
    pub fn run(&mut self, command: &Command) -> Result<CommandOutcome, RunError> {
        self.run_chosen(command, &self.operation_id(), &[])
    }

    /// Runs a command as the operation with this id, with the person's choices for values that others changed
    /// concurrently: a repeat is recognised and performed once.
    pub fn run_chosen(
        &mut self,
        command: &Command,
        operation: &str,
        choices: &[Choice],
    ) -> Result<CommandOutcome, RunError> {
        for tried in 0..TRIES {
            // Another program that writes steadily is always faster than an import of thousands of rows.
            if command.batch().is_some() {
                let who = self.me.map_or("someone", |me| self.workspace.name(me));
                self.store.hold(Some(&format!("an import by {who}")), tried >= FREE_TRIES)?;
            }
            let done = self.try_once(command, operation, choices);
            self.store.hold(None, false)?;
            if let Some(outcome) = done? {
                return Ok(outcome);
            }
        }
        Err(too_fast().into())
    }

    /// Decides a command and writes it; `None` if others have written meanwhile.
    fn try_once(
        &mut self,
        command: &Command,
        operation: &str,
        choices: &[Choice],
    ) -> Result<Option<CommandOutcome>, RunError> {
        self.prepare(command)?;
        let asking = Asking { choices: choices.to_vec(), ..self.asking() };
        let decided = decide(&self.workspace, command, &asking);
        if decided.is_err() {
            self.forget_many();
        }
        let decision = decided?;
        let person = asking.actor.or_else(|| self.among(&decision));
        if person.is_none() && self.workspace.product().is_some() {
            self.actor()?;
        }
        let (kind, now) = (EntryKind::Operation, asking.now);
        let commit = Commit { kind, person, operation, now, is_automatic: false };
        let done = self.commit(decision, commit).map_err(|failure| {
            if failure.kind != FailureKind::Referred {
                return RunError::from(failure);
            }
            // Open items were checked by the decision: only past ones, which stay on disk, are left.
            let refusal = Refusal::rule("items that are accepted or dropped still refer to this");
            refusal.hint("it is part of their past; close or rename it instead").into()
        })?;
        if done.is_some() {
            if self.me.is_none() {
                self.me = person;
            }
            self.forget_many();
        }
        Ok(done)
    }

    /// Catches up and loads what deciding a command requires.
    fn prepare(&mut self, command: &Command) -> Result<(), Failure> {
        self.catch_up()?;
        if !command.is_local() {
            self.load_all()?;
        }
        self.read_details(&command.items())?;
        // Whether an estimate counts depends on the item's children.
        if !self.is_loaded() && matches!(command, Command::Set(_)) {
            let workspace = &mut self.workspace;
            self.store.items(ItemQuery::Children(&command.items()), &mut |item| workspace.put(item))?;
        }
        if let Some(sprint) = command.sprint() {
            self.read_sprint(sprint)?;
            self.read_items_of_account()?;
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

    /// Decides a command without changing anything.
    ///
    /// # Errors
    /// As [`Session::run`], except for errors in writing.
    pub fn rehearse(&mut self, command: &Command) -> Result<Decision, RunError> {
        self.prepare(command)?;
        let decision = decide(&self.workspace, command, &self.asking());
        self.forget_many();
        Ok(decision?)
    }

    /// Plans an import, even one that would change nothing.
    ///
    /// # Errors
    /// [`RunError::Refused`] if a rule forbids it, [`RunError::Failed`] if the file cannot be read.
    pub fn plan(&mut self, command: &Command) -> Result<ImportPlan, RunError> {
        self.prepare(command)?;
        let batch = command.batch().ok_or_else(|| Refusal::value("only an import has a plan"))?;
        let plan = plan(&self.workspace, batch, &self.asking());
        self.forget_many();
        Ok(plan?)
    }

    /// Writes changes that are known to be valid, as the operation with this id: for generating a complete product.
    pub fn append(&mut self, decision: &Decision, operation: &str) -> Result<CommandOutcome, RunError> {
        self.load_all()?;
        let commit = Commit {
            kind: EntryKind::Operation,
            person: self.me,
            operation,
            now: self.now(),
            is_automatic: false,
        };
        match self.commit(decision.clone(), commit)? {
            Some(outcome) => Ok(outcome),
            None => Err(Failure::new(FailureKind::Busy, "others are changing the file").into()),
        }
    }

    pub(super) fn asking(&self) -> Asking {
        Asking {
            actor: self.me,
            on_behalf: self.on_behalf,
            ceremony: self.ceremony,
            now: self.now(),
            choices: Vec::new(),
        }
    }

    /// Applies a decision and writes it. `None` after a concurrent write; the state is then as it was.
    pub(super) fn commit(
        &mut self,
        decision: Decision,
        commit: Commit<'_>,
    ) -> Result<Option<CommandOutcome>, Failure> {
        let Commit { kind, person, operation, now, is_automatic } = commit;
        let by = |text: &String| if is_automatic { String::new() } else { text.clone() };
        let jump = self.unreported_clock_jump()?;
        let counters = self.workspace.counters.clone();
        for (name, value) in &decision.counters {
            let counter = self.workspace.counters.entry(name).or_default();
            *counter = (*counter).max(*value);
        }
        self.workspace.apply(&decision.changes);
        // The first entry sets the time zone.
        let zone = self.workspace.zone();
        let time =
            self.workspace.span.map_or_else(|| EntryTime::of(now, zone), |span| span.entry_time(now, zone));
        let entry = NewEntry {
            operation: operation.to_owned(),
            time,
            person,
            on_behalf: self
                .on_behalf
                .filter(|owner| person != Some(*owner) && is_acceptance(&decision.changes)),
            login: by(&self.identity.login),
            terminal: by(&self.identity.terminal),
            ceremony: self.ceremony.filter(|_| !is_automatic),
            kind,
            act: decision.operation.clone(),
            sentence: decision.sentence.clone(),
            is_anonymous: decision.operation.as_ref().is_some_and(Operation::is_anonymous),
        };
        let written = self.store.commit(self.workspace.revision, &entry, &decision.changes, &self.workspace);
        let revision = match written {
            Ok(Committed::Done(revision)) => revision,
            other => {
                self.workspace.apply(&inverse(&decision.changes));
                self.workspace.counters = counters;
                return other.map(|_| None);
            }
        };
        self.workspace.revision = revision;
        self.report_clock_jump(jump);
        self.workspace.span = Some(HistorySpan::with(self.workspace.span, time.at, time.day));
        // The change is written: what cannot be read now is read later.
        if self.follow_account(&decision.changes).is_err() {
            self.workspace.account = None;
        }
        let mut seen = BTreeSet::new();
        let items = decision.changes.iter().filter_map(Change::item).filter(|id| seen.insert(*id)).collect();
        let summary = self.signed(person, entry.on_behalf, &entry.login, &entry.sentence);
        Ok(Some(CommandOutcome {
            revision,
            summary,
            sentence: entry.sentence,
            items,
            changes: decision.changes,
            plan: decision.plan,
        }))
    }

    /// Returns the person who performs an operation that creates them: whoever joins under their own login name,
    /// founds the product, or is among the people of a restored product.
    fn among(&self, decision: &Decision) -> Option<PersonId> {
        let created = decision.changes.iter().filter_map(|change| {
            if let Change::Person(Edit::Created(person)) = change { Some(person) } else { None }
        });
        let known = self.identity.find(&created);
        let is_first = self.workspace.product().is_none();
        known.or_else(|| {
            created.clone().next().filter(|_| is_first && created.count() == 1).map(|person| person.id)
        })
    }

    /// Reads what others have written since; returns their entries, oldest first, or `None` if the file is unchanged.
    /// If only settings have changed, there are no entries.
    pub fn news(&mut self) -> Result<Option<Vec<Entry>>, Failure> {
        if self.store.changed()? { self.catch_up().map(Some) } else { Ok(None) }
    }

    /// Updates the state in memory to the newest revision.
    pub(super) fn catch_up(&mut self) -> Result<Vec<Entry>, Failure> {
        let mut entries = Vec::new();
        // Others may write between two reads: their changes are read in the next round.
        while self.catch_up_once(&mut entries)? {}
        Ok(entries)
    }

    /// Reads what has been written so far. Returns whether more was written in the meantime.
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
        let renewed = self.renew(&touched, only_items).and_then(|()| self.read_account());
        // Only the items of these entries were reloaded, or not even those. To claim a newer revision would mean
        // knowing changes that were never read, and overwriting them.
        let is_behind = self.workspace.revision > last;
        self.workspace.revision = if renewed.is_ok() { last } else { known };
        renewed.map(|()| is_behind)
    }

    /// Reloads what others have changed.
    fn renew(&mut self, touched: &BTreeSet<ItemId>, only_items: bool) -> Result<(), Failure> {
        for id in touched {
            self.workspace.forget(*id);
        }
        if !only_items {
            self.workspace = Workspace {
                items: std::mem::take(&mut self.workspace.items),
                details: std::mem::take(&mut self.workspace.details),
                cycle_times: self.workspace.cycle_times.take(),
                ..Workspace::default()
            };
        }
        self.store.renew(&mut self.workspace)?;
        // Selections of kept details are kept as well, including those for closed sprints.
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
        let shown = self.looked_at.clone();
        self.read_related(&shown)?;
        if self.me.is_none_or(|me| self.workspace.persons.get(me).is_none()) {
            self.recognise();
        }
        Ok(())
    }
}
