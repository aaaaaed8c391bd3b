//! Examining a file: the engine's own check, the hash chain, and the tables against the replayed history. Nothing is
//! changed here; repairing is in `repair`.

use super::Store;
use super::engine::Tx;
use super::failure::{Failure, FailureKind};
use super::heads::LostRevisions;
use super::sql::difference::{Difference, differences};
use super::sql::{chain, check, history as past, setting, words};
use crate::domain::alike::alike_names;
use crate::domain::decide::reserved_names;
use crate::domain::entity::Entity;
use crate::domain::hidden::Hidden;
use crate::domain::key::ambiguous;
use crate::domain::model::{self, every};
use crate::domain::sentence::count;
use crate::domain::value::{Rank, Value, string_enum};
use crate::domain::workspace::{BacklogCounts, EntityTable, Workspace};
use std::collections::{BTreeMap, BTreeSet};

/// The maximum number of findings that are listed.
const MOST: usize = 200;

/// The maximum length of a quoted value, in characters.
const LONGEST: usize = 60;

string_enum! {
    /// The part of a file that a finding concerns.
    ExaminedPart, "part of a file" {
        /// The file as the engine sees it: pages, indexes, references.
        File = "file",
        /// The history and its hash chain.
        History = "history",
        /// The rows of the tables.
        Rows = "rows",
        /// The id counters.
        Counters = "counters",
        /// The counts in the heading of the backlog.
        Counts = "counts",
        /// The words by which items are searched.
        Search = "search",
    }
}

/// A problem found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The part it concerns.
    pub part: ExaminedPart,
    /// The problem, in a sentence without a full stop.
    pub words: String,
}

/// The result of examining a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Examination {
    /// The problems, as many as anyone reads.
    pub findings: Vec<Finding>,
    /// The number of further problems.
    pub more: usize,
    /// Oddities that are not damage.
    pub notes: Vec<String>,
    /// The newest revision.
    pub revision: u64,
    /// The number of items according to the history.
    pub items: usize,
    /// Whether the history is unchanged, as far as it goes.
    pub history_is_intact: bool,
    /// Whether tables or counters have what the history lacks, as they do after its end was cut off.
    pub is_cut: bool,
    /// The revisions that were in the file, and are not any more.
    pub lost: Option<LostRevisions>,
}

impl Examination {
    /// Returns the result for a file that cannot even be opened.
    pub fn unreadable(failure: &Failure) -> Self {
        let mut found = Self::default();
        found.add(ExaminedPart::File, failure.message.clone());
        found
    }

    /// Returns whether there are no problems.
    pub fn is_intact(&self) -> bool {
        self.findings.is_empty()
    }

    /// Returns whether all problems can be repaired from the history.
    pub fn may_be_repaired(&self) -> bool {
        !self.is_intact() && self.history_is_intact
    }

    fn add(&mut self, part: ExaminedPart, words: String) {
        if self.findings.len() < MOST {
            self.findings.push(Finding { part, words });
        } else {
            self.more += 1;
        }
    }

    /// Records damage and continues without what could not be read; every other failure stops the examination.
    fn heed<T>(&mut self, part: ExaminedPart, read: Result<T, Failure>) -> Result<Option<T>, Failure> {
        match read {
            Ok(read) => Ok(Some(read)),
            Err(failure) if failure.kind == FailureKind::Damaged => {
                self.add(part, failure.message);
                Ok(None)
            }
            Err(failure) => Err(failure),
        }
    }
}

impl Store {
    /// Examines everything: the file by the engine's own means, the hash chain, and every row, counter and count
    /// against the replayed history. Holds one workspace with the complete product in memory.
    ///
    /// # Errors
    /// A [`Failure`] if it cannot be read for a reason other than damage.
    pub fn examine(&mut self) -> Result<Examination, Failure> {
        let mut found = Examination::default();
        let engine = self.engine.maintenance().check();
        for words in found.heed(ExaminedPart::File, engine)?.unwrap_or_default() {
            found.add(ExaminedPart::File, words);
        }
        found.lost = self.lost_revisions().cloned();
        if let Some(lost) = &found.lost {
            let words = lost.sentence();
            found.add(ExaminedPart::History, words);
        }
        let read = self.engine.read(&mut |tx| history(tx, &mut found));
        found.heed(ExaminedPart::File, read)?;
        if found.is_cut && found.lost.is_none() {
            let words = format!(
                "the end of the history is missing: the tables go on after revision {}, its newest",
                found.revision
            );
            found.findings.insert(0, Finding { part: ExaminedPart::History, words });
        }
        Ok(found)
    }

    /// Recomputes the hash chain, and returns the first revision whose content does not match its hash; `None` if all
    /// match.
    pub fn verify(&mut self) -> Result<Option<u64>, Failure> {
        self.read(chain::verify)
    }

    /// Returns whether the engine finds no problems and the hash chain is valid; also works for an older schema.
    ///
    /// # Errors
    /// A [`Failure`] if it cannot be read for a reason other than damage.
    pub fn is_intact(&mut self) -> Result<bool, Failure> {
        let sound = match self.engine.maintenance().check() {
            Ok(found) if found.is_empty() => self.verify().map(|first| first.is_none()),
            Ok(_) => Ok(false),
            Err(failure) => Err(failure),
        };
        match sound {
            Err(failure) if failure.kind == FailureKind::Damaged => Ok(false),
            other => other,
        }
    }
}

/// Replays the history into an empty workspace.
pub(super) fn replay(tx: &mut dyn Tx) -> Result<Workspace, Failure> {
    let mut workspace = Workspace::default();
    // Changes after the newest entry belong to none: they are left of an end that was cut off.
    let (newest, _) = past::newest(tx)?;
    past::changes(tx, 1, newest, u64::MAX, &mut |revision, change| {
        workspace.apply(std::slice::from_ref(&change));
        workspace.revision = revision;
    })?;
    Ok(workspace)
}

fn history(tx: &mut dyn Tx, found: &mut Examination) -> Result<(), Failure> {
    let verified = chain::verify(tx);
    match found.heed(ExaminedPart::History, verified)? {
        Some(None) => found.history_is_intact = true,
        Some(Some(first)) => found.add(
            ExaminedPart::History,
            format!(
                "the history is not what was written: it is damaged or tampered with from revision {first} on"
            ),
        ),
        None => {}
    }
    if !found.history_is_intact {
        return Ok(());
    }
    let replayed = replay(tx);
    let Some(replayed) = found.heed(ExaminedPart::History, replayed)? else {
        found.history_is_intact = false;
        return Ok(());
    };
    found.revision = past::newest(tx)?.0;
    found.items = replayed.items.len();
    found.notes.extend(alike_names(&replayed));
    found.notes.extend(reserved_names(&replayed));
    macro_rules! each {
        ($($entity:ident),+) => { $(rows::<model::$entity>(tx, &replayed, found)?;)+ };
    }
    every!(all each);
    let counted = counters(tx, &replayed, found);
    found.heed(ExaminedPart::Counters, counted)?;
    let heads = setting::one(tx, "heads");
    let heads = found.heed(ExaminedPart::Counts, heads)?.flatten().unwrap_or_default();
    if serde_json::from_str::<BacklogCounts>(&heads).unwrap_or_default() != replayed.backlog_counts {
        found.add(
            ExaminedPart::Counts,
            "the counts at the head of the backlog are not those of its items".to_owned(),
        );
    }
    let searched = search(tx, &replayed, found);
    found.heed(ExaminedPart::Search, searched)?;
    ranks(&replayed, found);
    keys(&replayed, found);
    Ok(())
}

fn rows<E: EntityTable>(
    tx: &mut dyn Tx,
    replayed: &Workspace,
    found: &mut Examination,
) -> Result<(), Failure> {
    let (mut damage, mut is_cut) = (Vec::new(), false);
    let read = differences::<E>(tx, replayed, &mut |difference| {
        let name = |number: i64| name::<E>(replayed, number);
        damage.push(match difference {
            Difference::Missing(row) => format!("{} is missing from its table", name(int(row.id()))),
            Difference::Extra(number) => {
                let known = replayed.counters.get(E::NAME).copied().unwrap_or_default();
                is_cut |= u64::try_from(number).is_ok_and(|number| number == known + 1);
                format!("{} is in its table, and nothing in the history has made it", name(number))
            }
            Difference::Other { row, column, .. } if E::NAME == <Hidden as Entity>::NAME => {
                format!("{}: {column} is not what the history says", name(int(row.id())))
            }
            Difference::Other { row, column, table, history } => format!(
                "{}: {column} is {} in its table, and {} by the history",
                name(int(row.id())),
                table.map_or_else(|| "unreadable".to_owned(), |value| shown(&value)),
                shown(&history)
            ),
        });
    });
    found.is_cut |= is_cut;
    found.heed(ExaminedPart::Rows, read)?;
    for words in damage {
        found.add(ExaminedPart::Rows, words);
    }
    Ok(())
}

fn int(id: impl crate::domain::id::Id) -> i64 {
    i64::try_from(id.number()).unwrap_or(i64::MAX)
}

/// Returns a row's name for people: an item's key, or any other row's kind and number.
fn name<E: EntityTable>(workspace: &Workspace, number: i64) -> String {
    let item = u64::try_from(number).ok().and_then(crate::domain::id::Id::new);
    match item {
        Some(item) if E::NAME == "item" => workspace.key(item),
        _ => format!("{} {number}", E::NAME.replace('_', " ")),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "empty".to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Text(text) if text.chars().count() > LONGEST => {
            format!("“{}…”", text.chars().take(LONGEST).collect::<String>())
        }
        Value::Text(text) => format!("“{text}”"),
    }
}

fn counters(tx: &mut dyn Tx, replayed: &Workspace, found: &mut Examination) -> Result<(), Failure> {
    let counted = check::counters(tx)?;
    let kinds: BTreeSet<&str> =
        counted.keys().map(String::as_str).chain(replayed.counters.keys().copied()).collect();
    let is_restored = check::is_restored(tx)?;
    for name in kinds {
        let stands = counted.get(name).copied().unwrap_or_default();
        let highest = replayed.counters.get(name).copied().unwrap_or_default();
        let name = name.replace('_', " ");
        if stands < highest {
            found.add(
                ExaminedPart::Counters,
                format!("the counter for {name} stands at {stands}, though number {highest} was handed out"),
            );
        }
        if stands > highest && !is_restored {
            found.is_cut = true;
            found.add(
                ExaminedPart::Counters,
                format!(
                    "the counter for {name} stands at {stands}, though the history ends with number {highest}"
                ),
            );
        }
    }
    Ok(())
}

/// Compares the words by which items are found with their texts.
fn search(tx: &mut dyn Tx, replayed: &Workspace, found: &mut Examination) -> Result<(), Failure> {
    let wrong = words::wrongly_indexed(tx)?;
    for item in wrong {
        let words =
            format!("{} is not found by the words of its texts", name::<model::Item>(replayed, int(item)));
        found.add(ExaminedPart::Search, words);
    }
    Ok(())
}

/// A key of another tool that is also one of ours, or of a second tool: it is refused where it is used.
fn keys(replayed: &Workspace, found: &mut Examination) {
    let keys = ambiguous(replayed);
    if let Some(first) = keys.first() {
        let can = count(keys.len(), "key can mean two things", "keys can mean two things");
        found
            .notes
            .push(format!("{can}, such as {first}; ceremony show {first} names both, and how to write each"));
    }
}

/// Two open items of the same rank are ordered by their ids until the next move separates them: odd, but not damage.
fn ranks(replayed: &Workspace, found: &mut Examination) {
    let mut counts: BTreeMap<&Rank, usize> = BTreeMap::new();
    for item in replayed.items.iter().filter(|item| item.stage.is_open()) {
        *counts.entry(&item.rank).or_default() += 1;
    }
    let shared: usize = counts.values().filter(|count| **count > 1).sum();
    if shared > 0 {
        found.notes.push(format!(
            "{shared} open items share a rank with another; they stand in the order of their keys until one is moved"
        ));
    }
}
