//! Promises about reading what metrics are computed from.

use super::{Bench, item};
use crate::domain::change::{Change, Edit};
use crate::domain::detail::Selection;
use crate::domain::entity::Entity;
use crate::domain::entity::any::{AnyRow, RowDice};
use crate::domain::id::{Id, ItemId, SprintId};
use crate::domain::item::{Item, ItemField};
use crate::domain::sprint::{Sprint, SprintField};
use crate::domain::value::{Instant, Points, SprintState, Stage};
use crate::store::{AccountItems, FinishedQuery, ItemQuery};

/// Fills a bench in which only item 1 is selected, for sprint 2.
fn select_one(bench: &mut Bench, seed: u64) {
    let mut dice = RowDice::new(seed);
    let created = bench.fill(&mut dice);
    let mut changes: Vec<Change> = created
        .into_iter()
        .filter_map(|change| {
            let Change::Selection(Edit::Created(row)) = change else { return None };
            Some(Edit::Removed(row).into())
        })
        .collect();
    let row = Selection { item: item(1), sprint: sprint(2), ..Selection::any_row(9, &mut dice) };
    changes.push(Edit::Created(row).into());
    bench.commit(&changes);
}

fn sprint(number: u64) -> SprintId {
    SprintId::new(number).unwrap()
}

fn set(bench: &mut Bench, id: ItemId, new: ItemField) -> u64 {
    let old = bench.workspace.items.get(id).unwrap().get(&new);
    bench.commit(&[Edit::<Item>::Set { id, item: Some(id), old, new }.into()])
}

pub(super) fn cycles_run_from_the_first_start_to_the_acceptance(mut bench: Bench) {
    select_one(&mut bench, 16);
    for (number, stage, started) in
        [(1, Stage::Accepted, Some(300)), (2, Stage::Doing, Some(300)), (3, Stage::Accepted, None)]
    {
        set(&mut bench, item(number), ItemField::Sprint(Some(sprint(2))));
        set(&mut bench, item(number), ItemField::Stage(stage));
        set(&mut bench, item(number), ItemField::Started(started.map(Instant)));
        set(&mut bench, item(number), ItemField::Ended(Some(Instant(900))));
    }
    let mut found = |sprints: &[SprintId]| {
        let mut cycles = Vec::new();
        let each =
            &mut |started: Option<Instant>, ended| cycles.extend(started.map(|started| (started, ended)));
        bench.store.finished(FinishedQuery::InSprints(sprints), each).unwrap();
        cycles
    };
    assert_eq!(found(&[sprint(1), sprint(2)]), [(Instant(300), Instant(900))]);
    assert_eq!(found(&[]), []);
}

pub(super) fn what_was_accepted_since_a_time_is_found(mut bench: Bench) {
    select_one(&mut bench, 18);
    for (number, stage, ended) in
        [(1, Stage::Accepted, 900), (2, Stage::Accepted, 500), (3, Stage::Dropped, 901)]
    {
        set(&mut bench, item(number), ItemField::Stage(stage));
        set(&mut bench, item(number), ItemField::Ended(Some(Instant(ended))));
    }
    let mut since = |time| {
        let mut found = Vec::new();
        bench.store.finished(FinishedQuery::Since(Instant(time)), &mut |_, ended| found.push(ended)).unwrap();
        found
    };
    assert_eq!(since(500), [Instant(900), Instant(500)]);
    assert_eq!(since(501), [Instant(900)]);
}

pub(super) fn what_was_accepted_in_a_sprint_is_found(mut bench: Bench) {
    select_one(&mut bench, 17);
    let mut dice = RowDice::new(17);
    for (number, of, until) in [(1, 2, None), (2, 3, None), (3, 3, Some(Instant(9)))] {
        let row = Selection {
            item: item(number),
            sprint: sprint(of),
            until,
            ..Selection::any_row(20 + number, &mut dice)
        };
        bench.commit(&[Edit::Created(row).into()]);
    }
    // What was reopened since was accepted then all the same.
    set(&mut bench, item(2), ItemField::Stage(Stage::New));
    let mut found = |sprints: &[SprintId]| {
        let mut ids = Vec::new();
        bench.store.items(ItemQuery::AcceptedIn(sprints), &mut |item| ids.push(item.id)).unwrap();
        ids
    };
    assert_eq!(found(&[sprint(2)]), [item(1)]);
    assert_eq!(found(&[sprint(2), sprint(3)]), [item(1), item(2)]);
    assert_eq!(found(&[]), []);
}

pub(super) fn the_children_of_items_are_found(mut bench: Bench) {
    select_one(&mut bench, 20);
    for number in 1..=3 {
        set(&mut bench, item(number), ItemField::Parent((number > 1).then(|| item(1))));
    }
    let mut found = |parents: &[ItemId]| {
        let mut ids = Vec::new();
        bench.store.items(ItemQuery::Children(parents), &mut |item| ids.push(item.id)).unwrap();
        ids.sort();
        ids
    };
    assert_eq!(found(&[item(1), item(2)]), [item(2), item(3)]);
    assert_eq!(found(&[item(3)]), []);
    assert_eq!(found(&[]), []);
}

pub(super) fn the_account_of_a_sprint_is_replayed(mut bench: Bench) {
    select_one(&mut bench, 19);
    let state = |bench: &mut Bench, new: SprintState| {
        let old = SprintField::State(bench.workspace.sprints.get(sprint(2)).unwrap().state);
        let edit = Edit::<Sprint>::Set { id: sprint(2), item: None, old, new: SprintField::State(new) };
        bench.commit(&[edit.into()])
    };
    state(&mut bench, SprintState::Planned);
    let mut known = AccountItems::default();
    assert_eq!(bench.store.account(sprint(2), &mut known).unwrap(), None, "it was not started");
    for number in 1..=3 {
        set(&mut bench, item(number), ItemField::Sprint((number == 1).then(|| sprint(2))));
        set(&mut bench, item(number), ItemField::Stage(Stage::ToDo));
        set(&mut bench, item(number), ItemField::Estimate(Some(Points::whole(5))));
        for nobody in [ItemField::Parent(None), ItemField::SplitFrom(None)] {
            set(&mut bench, item(number), nobody);
        }
    }
    state(&mut bench, SprintState::Running);
    let mut account = |bench: &mut Bench| {
        let found = bench.store.account(sprint(2), &mut known).unwrap().unwrap();
        let again = bench.store.account(sprint(2), &mut AccountItems::default()).unwrap().unwrap();
        assert_eq!(found, again, "what was read before changes nothing");
        (found.forecast, found.level().scope, found.level().done, found.lines.len())
    };
    assert_eq!(account(&mut bench), (500, 500, 0, 1));
    // Item 2 is in no selection: the history alone knows it.
    set(&mut bench, item(2), ItemField::Sprint(Some(sprint(2))));
    set(&mut bench, item(1), ItemField::Stage(Stage::Accepted));
    assert_eq!(account(&mut bench), (500, 1_000, 500, 2));
    // A new one is split off from item 2.
    let mut part = Item { id: item(99), ..bench.workspace.items.get(item(3)).unwrap().clone() };
    part.split_from = Some(item(2));
    bench.commit(&[Edit::Created(part.clone()).into()]);
    assert_eq!(account(&mut bench), (500, 1_500, 500, 3));
    bench.commit(&[Edit::Removed(part).into()]);
    assert_eq!(account(&mut bench), (500, 1_000, 500, 2));
}

pub(super) fn what_was_accepted_is_found_with_its_days(mut bench: Bench) {
    select_one(&mut bench, 18);
    for number in 1..=3 {
        let id = item(number);
        set(&mut bench, id, ItemField::Sprint(Some(sprint(2))));
        set(&mut bench, id, ItemField::Estimate((number != 2).then(|| Points::whole(5))));
        set(&mut bench, id, ItemField::Stage(Stage::ToDo));
    }
    set(&mut bench, item(1), ItemField::Started(Some(Instant(300))));
    set(&mut bench, item(3), ItemField::Started(None));
    for number in 1..=3 {
        let id = item(number);
        set(&mut bench, id, ItemField::Stage(Stage::Accepted));
        set(&mut bench, id, ItemField::Ended(Some(Instant(900))));
    }
    set(&mut bench, item(1), ItemField::Title("Paid by card".parse().unwrap()));
    let mut found = |sprints: &[SprintId], most: u64| {
        let mut found = Vec::new();
        bench.store.references(sprints, most, &mut |it| found.push(it)).unwrap();
        found
    };
    // The second has no estimate; the third was never started.
    let only = found(&[sprint(1), sprint(2)], 9);
    assert_eq!(only.iter().map(|it| it.item).collect::<Vec<_>>(), [item(1)]);
    assert_eq!(
        (only[0].title.as_str(), only[0].points, only[0].ended.0),
        ("Paid by card", Points::whole(5), 900)
    );
    assert_eq!(found(&[sprint(2)], 0), []);
    assert_eq!(found(&[sprint(1)], 9), []);
    assert_eq!(found(&[], 9), []);
    assert_eq!(only[0].began, Instant(300));
}
