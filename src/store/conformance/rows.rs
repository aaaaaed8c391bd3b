//! Promises about the state: every row and field is read back unchanged, and slices are complete.

use super::{Bench, ROWS, allowed, everything, item};
use crate::domain::change::{Change, Edit, inverse};
use crate::domain::entity::EntityField;
use crate::domain::entity::any::{AnyRow, RowDice};
use crate::domain::id::{Id, ItemId, ProductId};
use crate::domain::item::{Item, SparseItemFields};
use crate::domain::model::{
    self, Body, Column, Entity, Label, Person, Product, Report, Selection, entity_names, every,
};
use crate::domain::product::ProductField;
use crate::domain::sparse_fields::Sparse;
use crate::domain::value::{Rank, SprintState, Stage};
use crate::domain::workspace::{BacklogCounts, EntityTable, Meetings, Workspace};
use crate::store::{ExportChunk, ItemQuery, Store};
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeMap;

/// All contents of a store.
#[derive(Debug, PartialEq)]
pub(super) struct Stored {
    rows: BTreeMap<(&'static str, u64), Change>,
    backlog_counts: BacklogCounts,
    counters: BTreeMap<&'static str, u64>,
    revision: u64,
}

impl Stored {
    /// Returns an existing item.
    pub(super) fn item(&self, number: u64) -> &Item {
        let Change::Item(Edit::Created(item)) = &self.rows[&(Item::NAME, number)] else {
            panic!("{number} is no item")
        };
        item
    }
}

pub(super) fn stored(store: &mut Store) -> Stored {
    let mut workspace = Workspace::default();
    store
        .everything(&mut |piece| {
            match piece {
                ExportChunk::Small(found) => {
                    workspace = Workspace { meetings: Meetings::default(), ..found.clone() };
                }
                ExportChunk::Report(report) => workspace.put(report.clone()),
                ExportChunk::Meetings(all) => workspace.meetings = all.clone(),
                ExportChunk::Item(item, detail) => {
                    assert!(workspace.detail(item.id).is_none(), "an item comes twice");
                    workspace.put(item.clone());
                    workspace.put_detail(item.id, detail.clone());
                }
            }
            Ok(())
        })
        .unwrap();
    remembered(&workspace)
}

/// Returns the contents that the store must have, according to memory.
fn remembered(workspace: &Workspace) -> Stored {
    let mut rows: Vec<Change> = Vec::new();
    macro_rules! each {
        ($($entity:ident),+) => {
            $(rows.extend(model::$entity::all(workspace).into_iter().cloned().map(|row| Edit::Created(row).into()));)+
        };
    }
    every!(all each);
    Stored {
        rows: rows.into_iter().map(|row| ((row.entity(), row.number()), row)).collect(),
        backlog_counts: workspace.backlog_counts.clone(),
        counters: workspace.counters.clone(),
        revision: workspace.revision,
    }
}

/// Returns changes of any fields of any rows to any values, and removals of rows.
fn any_changes(workspace: &Workspace, dice: &mut RowDice) -> Vec<Change> {
    fn of<E: AnyRow + EntityTable>(workspace: &Workspace, dice: &mut RowDice, into: &mut Vec<Change>) {
        let mut rows = E::all(workspace);
        rows.sort_by_key(|row| row.id());
        for row in rows {
            each_field(dice, row.clone(), into);
        }
    }
    /// Changes each field that the schema does not restrict, except the item to which a part belongs.
    fn each_field<E: AnyRow + EntityTable>(dice: &mut RowDice, mut row: E, into: &mut Vec<Change>) {
        let limited: &[&str] = match E::NAME {
            Product::NAME => &["sprint_days", "sprint_weekday", "working_days", "velocity_sprints"],
            Column::NAME => &["stage"],
            _ => &["item"],
        };
        for new in E::any_fields(dice).into_iter().filter(|new| !limited.contains(&new.name())) {
            let old = row.get(&new);
            row.set(&new);
            into.push(E::change(Edit::Set { id: row.id(), item: row.item(), old, new }));
        }
    }
    let mut changes = Vec::new();
    macro_rules! each {
        ($($entity:ident),+) => { $(of::<model::$entity>(workspace, dice, &mut changes);)+ };
    }
    every!(all each);
    changes
}

pub(super) fn everything_comes_back(make: &dyn Fn() -> Bench) {
    let mut runner = TestRunner::new(Config { cases: 48, failure_persistence: None, ..Config::default() });
    let seeds = proptest::prelude::any::<u64>();
    runner
        .run(&seeds, |seed| {
            let dice = &mut RowDice::new(seed);
            let mut bench = make();
            let created = bench.fill(dice);
            let changed = any_changes(&bench.workspace, dice);
            bench.commit(&changed);
            let history: Vec<Change> = bench.history().into_iter().map(|(_, change)| change).collect();
            assert_eq!(history, [created, changed].concat());
            assert_eq!(stored(&mut bench.store), remembered(&bench.workspace));
            assert_eq!(bench.store.verify().unwrap(), None);
            Ok(())
        })
        .unwrap();
    // What was added can be removed, and leaves only the id counters behind.
    let mut bench = make();
    let created: Vec<Change> = everything(&mut RowDice::new(7))
        .into_iter()
        .filter(|change| !matches!(change, Change::Report(_)))
        .map(allowed)
        .collect();
    bench.commit(&created);
    bench.commit(&inverse(&created));
    let left = stored(&mut bench.store);
    let empty = Workspace { counters: left.counters.clone(), revision: 2, ..Workspace::default() };
    assert_eq!(left, remembered(&empty));
    let mut names = entity_names().iter().filter(|name| ![Report::NAME, Item::NAME].contains(name));
    assert!(names.all(|name| left.counters.get(name) == Some(&ROWS)), "{:?}", left.counters);
    assert!(left.counters[Item::NAME] >= ROWS, "an epic may have the number of an item");
}

/// Returns arbitrary items with ids from `from` on.
pub(super) fn items(
    dice: &mut RowDice,
    from: u64,
    count: u64,
    shape: impl Fn(u64, Item) -> Item,
) -> Vec<Change> {
    (from..from + count).map(|id| Edit::Created(shape(id, Item::any_row(id, dice))).into()).collect()
}

pub(super) fn slices_leave_nothing_out(mut bench: Bench) {
    let dice = &mut RowDice::new(20);
    bench.fill(dice);
    // Many items share a rank.
    let ranks = Rank::spread(None, None, 5);
    let open = |id: u64, it: Item| Item {
        stage: if id.is_multiple_of(7) { Stage::Dropped } else { Stage::New },
        rank: ranks[usize::try_from(id % 5).unwrap()].clone(),
        ..it
    };
    let changes = items(dice, 4, 250, open);
    bench.commit(&changes);
    let expected: Vec<ItemId> = bench.workspace.items.open().to_vec();
    for most in [1, 7, 100, 1_000] {
        let (mut found, mut place): (Vec<ItemId>, Option<(Rank, ItemId)>) = (Vec::new(), None);
        loop {
            let mut slice = Vec::new();
            let query = ItemQuery::Open { after: place.as_ref(), most };
            bench.store.items(query, &mut |it| slice.push((it.rank, it.id))).unwrap();
            assert!(slice.len() <= most);
            let Some(last) = slice.last().cloned() else { break };
            found.extend(slice.iter().map(|(_, id)| *id));
            place = Some(last);
        }
        assert_eq!(found, expected, "{most} at a time");
    }
    let below = bench.workspace.items.get(expected[20]).map(|it| (it.rank.clone(), it.id)).unwrap();
    let mut above = Vec::new();
    let query = ItemQuery::OpenAbove { before: &below, most: 5 };
    bench.store.items(query, &mut |it| above.push(it.id)).unwrap();
    assert!(above.iter().eq(expected[15..20].iter().rev()), "the nearest come first");
    let mut past = Vec::new();
    bench.store.items(ItemQuery::Past, &mut |it| past.push(it.id)).unwrap();
    assert!(past.is_sorted_by(|one, next| one > next));
    assert_eq!(past.len() + expected.len(), bench.workspace.items.len());
    let mut some = Vec::new();
    bench.store.items(ItemQuery::Ids(&[item(5), item(999), item(4)]), &mut |it| some.push(it.id)).unwrap();
    some.sort();
    assert_eq!(some, [item(4), item(5)]);
    for id in bench.workspace.items.iter().map(|it| it.id).collect::<Vec<_>>() {
        let mut parts = Vec::new();
        bench.store.items(ItemQuery::Children(&[id]), &mut |it| parts.push(it.id)).unwrap();
        let expected = bench.workspace.items.iter().filter(|it| it.parent == Some(id)).map(|it| it.id);
        parts.sort();
        assert!(parts.iter().copied().eq(expected), "the parts of {id}");
    }
}

pub(super) fn sources_are_found(mut bench: Bench) {
    let dice = &mut RowDice::new(22);
    bench.fill(dice);
    let shape = |id: u64, it: Item| Item {
        stage: if id < 14 { Stage::Accepted } else { Stage::New },
        sparse: Sparse::new(SparseItemFields {
            source: Some(if id.is_multiple_of(2) { "jira" } else { "linear" }.parse().unwrap()),
            source_key: (id != 16).then(|| format!("K-{}", id / 2).parse().unwrap()),
            ..(*it).clone()
        }),
        ..it
    };
    let changes = items(dice, 10, 300, shape);
    bench.commit(&changes);
    let keys: Vec<String> = (0..400).map(|number| format!("K-{number}")).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let mut found = Vec::new();
    bench
        .store
        .items(ItemQuery::Imported { source: "jira", keys: &keys }, &mut |it| found.push(it.id.number()))
        .unwrap();
    assert_eq!(found.len(), 149);
    assert!(
        found.iter().all(|number| number.is_multiple_of(2)) && found.contains(&10) && !found.contains(&16)
    );
    let mut all = Vec::new();
    bench.store.items(ItemQuery::OfSource("jira"), &mut |it| all.push(it.id.number())).unwrap();
    assert_eq!(all.len(), 150);
    let mut keyless = Vec::new();
    bench.store.items(ItemQuery::WithoutKey("jira"), &mut |it| keyless.push(it.id.number())).unwrap();
    assert_eq!(keyless, [16]);
    for (key, expected) in [("K-5", vec![10, 11]), ("k-5", vec![])] {
        let mut found = Vec::new();
        let keys = [key.to_owned()];
        bench.store.items(ItemQuery::SourceKeys(&keys), &mut |it| found.push(it.id.number())).unwrap();
        assert_eq!(found, expected, "{key}");
    }
}

/// A number that differs from the id is known before the item is loaded, so that every key is worded right.
pub(super) fn numbers_are_known(mut bench: Bench) {
    let dice = &mut RowDice::new(24);
    bench.fill(dice);
    let shape = |id: u64, it: Item| Item {
        stage: Stage::Accepted,
        number: u32::try_from(if id == 11 { 500 } else { id }).unwrap(),
        sparse: Sparse::default(),
        ..it
    };
    bench.commit(&items(dice, 10, 4, shape));
    let id = |number| ItemId::new(number).unwrap();
    let begun = bench.store.begin(0).unwrap();
    assert!(begun.items.get(id(11)).is_none(), "it is not loaded");
    assert_eq!([begun.items.number(id(11)), begun.items.number(id(12))], [500, 12]);
    let mut found = Vec::new();
    bench.store.items(ItemQuery::Numbers(&[11, 12, 500]), &mut |it| found.push(it.id.number())).unwrap();
    assert_eq!(found, [11, 12]);
    let prefix = |old: &str, new: &str| {
        let (old, new) =
            (ProductField::Prefix(old.parse().unwrap()), ProductField::Prefix(new.parse().unwrap()));
        Change::from(Edit::<Product>::Set { id: ProductId::new(1).unwrap(), item: None, old, new })
    };
    bench.commit(&[prefix("PB", "XY")]);
    bench.commit(&[prefix("XY", "Z")]);
    let former: Vec<String> =
        bench.store.begin(0).unwrap().former_prefixes.iter().map(ToString::to_string).collect();
    assert_eq!(former, ["PB", "XY"]);
}

pub(super) fn ids_are_handed_out_once(mut bench: Bench) {
    let dice = &mut RowDice::new(23);
    bench.fill(dice);
    let label = Change::from(Edit::Created(Label::any_row(41, dice)));
    bench.commit(std::slice::from_ref(&label));
    bench.commit(&[label.inverse()]);
    assert_eq!(bench.store.begin(0).unwrap().counters[Label::NAME], 41);
    // A program with an older state cannot lower the counters.
    bench.workspace.counters.insert(Label::NAME, 3);
    let person = Change::from(Edit::Created(Person::any_row(9, dice)));
    bench.commit(&[person]);
    assert_eq!(bench.store.begin(0).unwrap().counters[Label::NAME], 41);
}

pub(super) fn thousands_of_changes_are_one_entry(mut bench: Bench) {
    let dice = &mut RowDice::new(24);
    bench.fill(dice);
    let mut changes = items(dice, 10, 2_000, |_, it| it);
    changes.extend((10..2_010).map(|id| Change::from(Edit::Created(Body::any_row(id, dice)))));
    let revision = bench.commit(&changes);
    assert_eq!(revision, 2);
    let mut read = Vec::new();
    bench.store.changes(2, 2, u64::MAX, &mut |_, change| read.push(change)).unwrap();
    assert_eq!(read, changes);
    let ids: Vec<ItemId> = (1..2_010).map(item).collect();
    let mut details = 0;
    bench
        .store
        .details(&ids, &mut |id, detail| {
            details += 1;
            assert_eq!(bench.workspace.detail(id).cloned().unwrap_or_default(), detail);
        })
        .unwrap();
    assert_eq!(details, 2_009);
    bench.commit(&inverse(&changes));
    assert_eq!(stored(&mut bench.store), remembered(&bench.workspace));
}

pub(super) fn the_beginning_is_what_stands_in_nobodys_way(mut bench: Bench) {
    let dice = &mut RowDice::new(25);
    bench.fill(dice);
    let changes = items(dice, 10, 40, |_, it| Item {
        stage: Stage::New,
        sparse: Sparse::new(SparseItemFields { sprint: None, ..(*it).clone() }),
        ..it
    });
    bench.commit(&changes);
    let begun = bench.store.begin(5).unwrap();
    let open: Vec<ItemId> = bench.workspace.items.open().iter().take(5).copied().collect();
    assert_eq!(&begun.items.open()[..5.min(begun.items.open().len())], &open[..]);
    assert_eq!((begun.revision, &begun.backlog_counts), (2, &bench.workspace.backlog_counts));
    assert_eq!(begun.persons, bench.workspace.persons);
    assert_eq!(begun.sprints, bench.workspace.sprints);
    // Sprints that are not closed are read together with their selections.
    let present = |it: &&Selection| {
        bench.workspace.sprints.get(it.sprint).is_some_and(|sprint| sprint.state != SprintState::Closed)
    };
    let selections: Vec<&Selection> = bench.workspace.selections.iter().filter(present).collect();
    assert_eq!(begun.selections.iter().collect::<Vec<_>>(), selections);
    assert!(selections.iter().all(|it| begun.items.get(it.item).is_some()));
    let mut renewed = Workspace::default();
    bench.store.renew(&mut renewed).unwrap();
    assert_eq!(
        (renewed.revision, renewed.backlog_counts, renewed.labels),
        (2, begun.backlog_counts, begun.labels)
    );
    for sprint in bench.workspace.sprints.iter() {
        let mut workspace = Workspace::default();
        bench.store.of_sprint(sprint.id, &mut workspace).unwrap();
        let all: Vec<&Selection> =
            bench.workspace.selections.iter().filter(|it| it.sprint == sprint.id).collect();
        assert_eq!(workspace.selections.iter().collect::<Vec<_>>(), all);
        let expected: Vec<Report> =
            bench.workspace.reports.iter().filter(|report| report.sprint == sprint.id).cloned().collect();
        assert_eq!(bench.store.reports(sprint.id).unwrap(), expected);
    }
}
