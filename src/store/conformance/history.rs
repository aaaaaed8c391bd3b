//! Promises about the history: its order, undo and redo, and the hash chain.

use super::{Bench, item, title};
use crate::domain::change::{Change, Edit};
use crate::domain::entity::any::RowDice;
use crate::domain::id::{Id, PersonId};
use crate::domain::item::{Item, ItemField};
use crate::domain::operation::{ItemOperation, Operation};
use crate::store::history::{Entry, EntryKind, NewEntry};
use crate::store::{HistoryFilter, HistoryPage, HistoryQuery};

fn entries(bench: &mut Bench, which: HistoryFilter, before: u64, most: u64) -> Vec<u64> {
    let mut found: Vec<Entry> = Vec::new();
    let query = HistoryQuery { which, page: HistoryPage::Before(before), most };
    bench.store.history(&query, &mut |entry| found.push(entry)).unwrap();
    found.iter().map(|entry| entry.revision).collect()
}

fn rename(bench: &mut Bench, number: u64, text: &str) -> u64 {
    let change = title(&bench.workspace, item(number), text);
    bench.commit(&[change])
}

pub(super) fn entries_come_in_order(mut bench: Bench) {
    bench.fill(&mut RowDice::new(10));
    let block = ItemOperation::Block([item(1)].as_slice().into(), "no \"keys\" yet".parse().unwrap());
    let act = Some(Operation::from(block));
    let entry = NewEntry { act, ..bench.entry(EntryKind::Undo(1), Some(2), "/dev/pts/3") };
    let change = title(&bench.workspace, item(1), "by another");
    bench.commit_as(&entry, &[change]);
    for text in ["a", "b", "c"] {
        rename(&mut bench, 1, text);
    }
    assert_eq!(entries(&mut bench, HistoryFilter::All, u64::MAX, 10), [5, 4, 3, 2, 1]);
    assert_eq!(entries(&mut bench, HistoryFilter::All, 4, 2), [3, 2]);
    assert_eq!(entries(&mut bench, HistoryFilter::All, 1, 2), [0; 0]);
    let mut since = Vec::new();
    bench.store.history(&HistoryQuery::since(2), &mut |entry| since.push(entry.revision)).unwrap();
    assert_eq!(since, [3, 4, 5]);
    let mut two = Vec::new();
    let query = HistoryQuery { most: 2, ..HistoryQuery::since(1) };
    bench.store.history(&query, &mut |entry| two.push(entry.revision)).unwrap();
    assert_eq!(two, [2, 3]);
    let found = bench.store.entry(2).unwrap().unwrap();
    assert_eq!(found.operation(), entry.act);
    assert_eq!(
        (found.at, found.person, found.login, found.terminal, found.kind, found.sentence),
        (entry.time.at, entry.person, entry.login, entry.terminal, entry.kind, entry.sentence)
    );
    assert_eq!(bench.store.entry(6).unwrap(), None);
    let mut changes = Vec::new();
    bench.store.changes(3, 4, u64::MAX, &mut |revision, _| changes.push(revision)).unwrap();
    assert_eq!(changes, [3, 4]);
    // The first entry has many; of each entry, as many as requested.
    let mut first = Vec::new();
    bench.store.changes(1, 3, 2, &mut |revision, _| first.push(revision)).unwrap();
    assert_eq!(first, [1, 1, 2, 3]);
}

pub(super) fn entries_of_an_item_are_found(mut bench: Bench) {
    bench.fill(&mut RowDice::new(11));
    rename(&mut bench, 1, "one");
    rename(&mut bench, 2, "two");
    rename(&mut bench, 1, "three");
    assert_eq!(entries(&mut bench, HistoryFilter::Item(item(1)), u64::MAX, 10), [4, 2, 1]);
    assert_eq!(entries(&mut bench, HistoryFilter::Item(item(2)), u64::MAX, 1), [3]);
    assert_eq!(entries(&mut bench, HistoryFilter::Item(item(9)), u64::MAX, 10), [0; 0]);
}

/// Operations of one person: each sets a different text, so that there is something to write.
struct Doings {
    bench: Bench,
    count: u64,
}

impl Doings {
    fn act(&mut self, kind: EntryKind, person: u64, terminal: &str) -> u64 {
        self.count += 1;
        let entry = self.bench.entry(kind, Some(person), terminal);
        let change = title(&self.bench.workspace, item(1), &format!("text {}", self.count));
        self.bench.commit_as(&entry, &[change])
    }

    fn undoable(&mut self, person: u64, terminal: &str) -> Option<u64> {
        self.bench.store.undoable(PersonId::new(person), terminal).unwrap()
    }

    fn redoable(&mut self, person: u64, terminal: &str) -> Option<u64> {
        self.bench.store.redoable(PersonId::new(person), terminal).unwrap()
    }
}

pub(super) fn undo_takes_ones_newest_operation(mut bench: Bench) {
    bench.fill(&mut RowDice::new(12));
    let mut it = Doings { bench, count: 0 };
    assert_eq!(it.undoable(1, "a"), None);
    let (first, second) = (it.act(EntryKind::Operation, 1, "a"), it.act(EntryKind::Operation, 1, "a"));
    let elsewhere = it.act(EntryKind::Operation, 1, "b");
    let other = it.act(EntryKind::Operation, 2, "a");
    assert_eq!(
        (it.undoable(1, "a"), it.undoable(1, "b"), it.undoable(2, "a")),
        (Some(second), Some(elsewhere), Some(other))
    );
    // From a terminal without operations: the newest from any.
    assert_eq!(it.undoable(1, "c"), Some(elsewhere));
    let undone = it.act(EntryKind::Undo(second), 1, "a");
    assert_eq!((it.undoable(1, "a"), it.redoable(1, "a")), (Some(first), Some(undone)));
    it.act(EntryKind::Redo(second), 1, "a");
    assert_eq!((it.undoable(1, "a"), it.redoable(1, "a")), (Some(second), None));
    it.act(EntryKind::Undo(second), 1, "a");
    it.act(EntryKind::Undo(first), 1, "a");
    // Nothing is left from this terminal; what was done elsewhere is.
    assert_eq!(it.undoable(1, "a"), Some(elsewhere));
    it.act(EntryKind::Undo(elsewhere), 1, "b");
    assert_eq!((it.undoable(1, "a"), it.undoable(2, "x")), (None, Some(other)));
}

pub(super) fn redo_ends_with_a_new_operation(mut bench: Bench) {
    bench.fill(&mut RowDice::new(13));
    let mut it = Doings { bench, count: 0 };
    let (first, second) = (it.act(EntryKind::Operation, 1, "a"), it.act(EntryKind::Operation, 1, "a"));
    it.act(EntryKind::Undo(second), 1, "a");
    let last = it.act(EntryKind::Undo(first), 1, "a");
    // Operations of others do not affect the redo.
    it.act(EntryKind::Operation, 2, "a");
    assert_eq!(it.redoable(1, "a"), Some(last));
    it.act(EntryKind::Redo(first), 1, "a");
    assert_eq!(it.redoable(1, "a"), Some(last - 1));
    it.act(EntryKind::Operation, 1, "a");
    assert_eq!(it.redoable(1, "a"), None);
}

pub(super) fn a_later_change_is_found(mut bench: Bench) {
    bench.fill(&mut RowDice::new(14));
    let change = title(&bench.workspace, item(1), "one");
    let revision = bench.commit(std::slice::from_ref(&change));
    assert_eq!(bench.store.later_change(&change, revision).unwrap(), None);
    let old = ItemField::Rejections(bench.workspace.items.get(item(1)).unwrap().rejections);
    let other: Change =
        Edit::<Item>::Set { id: item(1), item: Some(item(1)), old, new: ItemField::Rejections(4) }.into();
    bench.commit(&[other]);
    assert_eq!(bench.store.later_change(&change, revision).unwrap(), None, "another field is none of it");
    let later = rename(&mut bench, 1, "two");
    assert_eq!(bench.store.later_change(&change, revision).unwrap().map(|entry| entry.revision), Some(later));
}

pub(super) fn the_chain_of_hashes_holds(mut bench: Bench) {
    assert_eq!(bench.store.verify().unwrap(), None);
    bench.fill(&mut RowDice::new(15));
    for text in ["a", "b", "c"] {
        rename(&mut bench, 2, text);
    }
    assert_eq!(bench.store.verify().unwrap(), None);
}
