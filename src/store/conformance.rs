//! The suite that every engine must pass. It knows no SQL: a function returns a new, empty store.
//!
//! [`conforms!`] generates a test of each promise for an engine.

mod flow;
mod history;
mod meetings;
mod postgres;
mod rows;
mod search;

use super::failure::FailureKind;
use super::history::{Committed, EntryKind, NewEntry};
use super::{SettingQuery, Store};
use crate::domain::change::{Change, Edit};
use crate::domain::chronology::EntryTime;
use crate::domain::entity::any::{AnyRow, RowDice};
use crate::domain::id::{Id, ItemId, PersonId};
use crate::domain::item::{Item, ItemField};
use crate::domain::model::{self, Epic, every};
use crate::domain::value::{Instant, Stage, Zone};
use crate::domain::workspace::{EntityTable, Workspace};

/// The number of rows of each kind.
const ROWS: u64 = 3;

/// A store, its contents as in memory, and the number of operations so far.
struct Bench {
    store: Store,
    workspace: Workspace,
    operations: u64,
}

impl Bench {
    fn new(store: Store) -> Self {
        Self { store, workspace: Workspace::default(), operations: 0 }
    }

    /// Returns an entry with a new operation id.
    fn entry(&mut self, kind: EntryKind, person: Option<u64>, terminal: &str) -> NewEntry {
        self.operations += 1;
        NewEntry {
            operation: format!("operation {}", self.operations),
            time: EntryTime::of(Instant(i64::try_from(self.operations).unwrap() * 1_000), Zone::UTC),
            person: person.and_then(PersonId::new),
            on_behalf: None,
            login: "ana".to_owned(),
            terminal: terminal.to_owned(),
            ceremony: None,
            kind,
            act: None,
            sentence: format!("did {}", self.operations),
            is_anonymous: false,
        }
    }

    fn commit_as(&mut self, entry: &NewEntry, changes: &[Change]) -> u64 {
        self.workspace.apply(changes);
        match self.store.commit(self.workspace.revision, entry, changes, &self.workspace).unwrap() {
            Committed::Done(revision) => {
                self.workspace.revision = revision;
                revision
            }
            Committed::Behind => panic!("nobody else writes here"),
        }
    }

    fn commit(&mut self, changes: &[Change]) -> u64 {
        let entry = self.entry(EntryKind::Operation, None, "");
        self.commit_as(&entry, changes)
    }

    /// Fills the store with rows of every kind that refer to each other.
    fn fill(&mut self, dice: &mut RowDice) -> Vec<Change> {
        let changes = everything(dice);
        self.commit(&changes);
        changes
    }

    fn history(&mut self) -> Vec<(u64, Change)> {
        let mut found = Vec::new();
        self.store
            .changes(1, u64::MAX, u64::MAX, &mut |revision, change| found.push((revision, change)))
            .unwrap();
        found
    }
}

/// Adapts rows to the schema: what the domain never creates need not be stored.
fn allowed(mut change: Change) -> Change {
    if let Change::Product(Edit::Created(product)) = &mut change {
        product.sprint_days = product.sprint_days % 31 + 1;
        product.sprint_weekday %= 7;
        product.working_days = None;
        product.velocity_sprints = None;
    }
    if let Change::Column(Edit::Created(column)) = &mut change
        && !column.stage.is_on_board()
    {
        column.stage = Stage::Doing;
    }
    change
}

/// Returns one row of each kind for every id.
fn everything(dice: &mut RowDice) -> Vec<Change> {
    fn created<E: AnyRow + EntityTable>(dice: &mut RowDice, into: &mut Vec<Change>) {
        into.extend((1..=ROWS).map(|id| allowed(E::change(Edit::Created(E::any_row(id, dice))))));
    }
    let mut changes = Vec::new();
    macro_rules! each {
        ($($entity:ident),+) => { $(created::<model::$entity>(dice, &mut changes);)+ };
    }
    every!(all each);
    changes
}

fn item(number: u64) -> ItemId {
    ItemId::new(number).unwrap()
}

fn title(workspace: &Workspace, id: ItemId, text: &str) -> Change {
    let old = ItemField::Title(workspace.items.get(id).unwrap().title.clone());
    Edit::<Item>::Set { id, item: Some(id), old, new: ItemField::Title(text.parse().unwrap()) }.into()
}

/// A commit based on an older revision writes nothing and is answered with `Behind`.
fn behind_writes_nothing(mut bench: Bench) {
    bench.fill(&mut RowDice::new(1));
    let change = title(&bench.workspace, item(1), "first");
    bench.commit(std::slice::from_ref(&change));
    let before = bench.history();
    let entry = bench.entry(EntryKind::Operation, None, "");
    for expected in [0, 1, 3] {
        let answer =
            bench.store.commit(expected, &entry, std::slice::from_ref(&change), &bench.workspace).unwrap();
        assert_eq!(answer, Committed::Behind, "expected {expected}");
    }
    assert_eq!(bench.history(), before);
    // After catching up, the same operation is written.
    let done = bench.store.commit(2, &entry, &[change], &bench.workspace).unwrap();
    assert_eq!(done, Committed::Done(3));
}

/// A repeated operation is recognised, whatever was written since, and is written once.
fn a_repeat_is_recognised(mut bench: Bench) {
    bench.fill(&mut RowDice::new(2));
    let entry = bench.entry(EntryKind::Operation, Some(1), "tty1");
    let first = title(&bench.workspace, item(1), "first");
    let revision = bench.commit_as(&entry, std::slice::from_ref(&first));
    let second = title(&bench.workspace, item(1), "second");
    bench.commit(&[second]);
    let before = bench.history();
    for expected in [0, revision, revision + 1] {
        let again =
            bench.store.commit(expected, &entry, std::slice::from_ref(&first), &bench.workspace).unwrap();
        assert_eq!(again, Committed::Done(revision), "expected {expected}");
    }
    assert_eq!(bench.history(), before);
    assert_eq!(rows::stored(&mut bench.store).item(1).title.as_str(), "second");
}

/// A commit that fails halfway leaves nothing behind, and the store remains usable.
fn all_or_nothing(mut bench: Bench) {
    let dice = &mut RowDice::new(3);
    bench.fill(dice);
    let (history, state) = (bench.history(), rows::stored(&mut bench.store));
    let renamed = title(&bench.workspace, item(1), "renamed");
    // A label that already exists, an epic that does not exist, an item that others refer to.
    let nowhere = crate::domain::id::EpicId::new(99);
    let old = ItemField::Epic(bench.workspace.items.get(item(2)).unwrap().epic);
    let dangling: Change =
        Edit::<Item>::Set { id: item(2), item: Some(item(2)), old, new: ItemField::Epic(nowhere) }.into();
    let mut after = bench.workspace.clone();
    after.apply(&[renamed.clone(), dangling.clone()]);
    let entry = bench.entry(EntryKind::Operation, None, "");
    let failure = bench.store.commit(1, &entry, &[renamed.clone(), dangling], &after).unwrap_err();
    assert_eq!(failure.kind, FailureKind::Referred);
    let unread: Change = Edit::<Epic>::Set {
        id: nowhere.unwrap(),
        item: None,
        old: crate::domain::epic::EpicField::Closed(false),
        new: crate::domain::epic::EpicField::Closed(true),
    }
    .into();
    let mut after = bench.workspace.clone();
    after.apply(std::slice::from_ref(&renamed));
    assert!(bench.store.commit(1, &entry, &[renamed.clone(), unread], &after).is_err());
    assert_eq!((bench.history(), rows::stored(&mut bench.store)), (history, state));
    bench.commit(&[renamed]);
    assert_eq!(rows::stored(&mut bench.store).item(1).title.as_str(), "renamed");
}

/// Settings are kept outside the history: the last writer wins, and the revision is unchanged.
fn memos_are_kept(mut bench: Bench) {
    assert_eq!(bench.store.setting("place").unwrap(), None);
    for text in ["here", "", "there \u{1b}[2J ÄÖÜ"] {
        bench.store.set_setting("place", text).unwrap();
        assert_eq!(bench.store.setting("place").unwrap().as_deref(), Some(text));
    }
    bench.store.set_setting("Place", "another").unwrap();
    for name in ["in/1/1", "in/1/2", "in/2/1"] {
        bench.store.set_setting(name, "here").unwrap();
    }
    bench.store.remove_settings(&["in/1/2".to_owned()]).unwrap();
    let found = bench.store.settings(SettingQuery::Prefixed("in/1/")).unwrap();
    assert_eq!(found.into_keys().collect::<Vec<_>>(), ["in/1/1"]);
    assert_eq!(bench.store.setting("place").unwrap().as_deref(), Some("there \u{1b}[2J ÄÖÜ"));
    assert_eq!(bench.history(), []);
    assert_eq!(bench.store.begin(10).unwrap().revision, 0);
}

/// A program's own writes do not count as changes, and neither does reading.
fn ones_own_writing_is_no_news(mut bench: Bench) {
    bench.store.changed().unwrap();
    bench.fill(&mut RowDice::new(4));
    bench.history();
    assert!(!bench.store.changed().unwrap());
}

/// Calls a macro with every promise, as seen from a sibling module, and the name of its test.
macro_rules! every_promise {
    ($with:ident $($before:tt)*) => {
        $with! { $($before)*
            super::behind_writes_nothing => behind_writes_nothing,
            super::a_repeat_is_recognised => a_repeat_is_recognised,
            super::all_or_nothing => all_or_nothing,
            super::memos_are_kept => memos_are_kept,
            super::ones_own_writing_is_no_news => ones_own_writing_is_no_news,
            super::history::entries_come_in_order => entries_come_in_order,
            super::history::entries_of_an_item_are_found => entries_of_an_item_are_found,
            super::history::undo_takes_ones_newest_operation => undo_takes_ones_newest_operation,
            super::history::redo_ends_with_a_new_operation => redo_ends_with_a_new_operation,
            super::history::a_later_change_is_found => a_later_change_is_found,
            super::history::the_chain_of_hashes_holds => the_chain_of_hashes_holds,
            super::flow::cycles_run_from_the_first_start_to_the_acceptance => cycles_run_from_the_first_start_to_the_acceptance,
            super::flow::what_was_accepted_since_a_time_is_found => what_was_accepted_since_a_time_is_found,
            super::flow::the_account_of_a_sprint_is_replayed => the_account_of_a_sprint_is_replayed,
            super::flow::what_was_accepted_is_found_with_its_days => what_was_accepted_is_found_with_its_days,
            super::flow::what_was_accepted_in_a_sprint_is_found => what_was_accepted_in_a_sprint_is_found,
            super::flow::the_children_of_items_are_found => the_children_of_items_are_found,
            super::rows::slices_leave_nothing_out => slices_leave_nothing_out,
            super::search::words_are_found => words_are_found,
            super::search::what_is_changed_is_found_as_it_is => what_is_changed_is_found_as_it_is,
            super::rows::sources_are_found => sources_are_found,
            super::rows::numbers_are_known => numbers_are_known,
            super::rows::ids_are_handed_out_once => ids_are_handed_out_once,
            super::rows::thousands_of_changes_are_one_entry => thousands_of_changes_are_one_entry,
            super::rows::the_beginning_is_what_stands_in_nobodys_way => the_beginning_is_what_stands_in_nobodys_way,
            super::meetings::what_ceremonies_leave_behind_is_found => what_ceremonies_leave_behind_is_found,
            super::meetings::a_store_is_examined_and_repaired => a_store_is_examined_and_repaired,
            super::meetings::the_head_of_a_store_is_remembered_and_compared => the_head_of_a_store_is_remembered_and_compared
        }
    };
}
pub(crate) use every_promise;

macro_rules! tests_of {
    ($make:expr; $($promise:path => $name:ident),+) => { $(
        #[test]
        fn $name() {
            $promise(super::Bench::new($make));
        }
    )+ };
}

/// Generates a test of each promise for the engine whose stores `$make` creates.
macro_rules! conforms {
    ($($engine:ident: $make:expr;)+) => { $(
        mod $engine {
            $crate::store::conformance::every_promise!(tests_of $make;);

            #[test]
            fn everything_comes_back_from_history_and_rows() {
                super::rows::everything_comes_back(&|| super::Bench::new($make));
            }
        }
    )+ };
}

conforms! {
    sqlite_in_memory: crate::store::Store::new(Box::new(crate::store::sqlite::Sqlite::in_memory().unwrap()));
    sqlite_on_disk: super::on_disk(false);
    sqlite_on_a_share: super::on_disk(true);
}

thread_local! {
    /// Folders that live as long as the test that uses them: a removed file cannot be written any more.
    static FOLDERS: std::cell::RefCell<Vec<tempfile::TempDir>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// Returns a store in a file of its own.
fn on_disk(on_a_share: bool) -> Store {
    let folder = tempfile::tempdir().unwrap();
    let open = if on_a_share { super::sqlite::open_as_on_a_share } else { super::sqlite::open };
    let store = open(&super::sqlite::Opening {
        path: folder.path().join("team.db"),
        wanted: crate::store::OpenOptions::NEW,
        patience: std::time::Duration::from_millis(20),
        newest_schema: super::newest_schema(),
        durable: false,
    });
    FOLDERS.with_borrow_mut(|folders| folders.push(folder));
    Store::new(Box::new(store.unwrap()))
}
