//! Promises about reading what metrics are computed from.

use super::{Bench, item, title};
use crate::domain::change::{Change, Edit};
use crate::domain::detail::Selection;
use crate::domain::entity::Entity;
use crate::domain::entity::any::{AnyRow, RowDice};
use crate::domain::id::{Id, ItemId, SprintId};
use crate::domain::item::{Item, ItemField};
use crate::domain::item_event::ItemEvent;
use crate::domain::value::{Instant, Points, Stage};
use crate::store::{EventQuery, ItemQuery};

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

fn events(bench: &mut Bench, sprints: &[SprintId]) -> Vec<ItemEvent> {
    let mut events = Vec::new();
    bench.store.item_events(EventQuery::Moves(sprints), &mut |event| events.push(event)).unwrap();
    events
}

pub(super) fn what_happened_to_the_items_of_a_sprint_is_found(mut bench: Bench) {
    select_one(&mut bench, 16);
    let before = bench.workspace.items.get(item(1)).unwrap().estimate;
    let points = ItemField::Estimate(Some(Points::whole(5)));
    let first = set(&mut bench, item(1), points.clone());
    let change = title(&bench.workspace, item(1), "none of it");
    bench.commit(&[change]);
    set(&mut bench, item(2), points.clone());
    let second = set(&mut bench, item(1), ItemField::Stage(Stage::Dropped));
    let found = events(&mut bench, &[sprint(1), sprint(2)]);
    assert_eq!(found.iter().map(|it| it.revision).collect::<Vec<_>>(), [first, second]);
    let entry = bench.store.entry(first).unwrap().unwrap();
    let expected = ItemEvent {
        revision: first,
        at: entry.at,
        day: entry.day,
        item: item(1),
        old: ItemField::Estimate(before),
        new: points,
    };
    assert_eq!(found[0], expected);
    assert_eq!(events(&mut bench, &[sprint(1)]), []);
    assert_eq!(events(&mut bench, &[]), []);
}

pub(super) fn what_ended_in_a_sprint_is_found(mut bench: Bench) {
    select_one(&mut bench, 17);
    for (number, stage, of) in [(1, Stage::Accepted, 2), (2, Stage::Doing, 2), (3, Stage::Accepted, 3)] {
        set(&mut bench, item(number), ItemField::Stage(stage));
        set(&mut bench, item(number), ItemField::Sprint(Some(sprint(of))));
    }
    let mut found = |sprints: &[SprintId]| {
        let mut ids = Vec::new();
        bench.store.items(ItemQuery::EndedIn(sprints), &mut |item| ids.push(item.id)).unwrap();
        ids
    };
    assert_eq!(found(&[sprint(2)]), [item(1)]);
    assert_eq!(found(&[sprint(2), sprint(3)]), [item(1), item(3)]);
    assert_eq!(found(&[]), []);
}

pub(super) fn what_was_accepted_is_found_with_its_days(mut bench: Bench) {
    select_one(&mut bench, 18);
    for number in 1..=3 {
        let id = item(number);
        set(&mut bench, id, ItemField::Sprint(Some(sprint(2))));
        set(&mut bench, id, ItemField::Estimate((number != 2).then(|| Points::whole(5))));
        set(&mut bench, id, ItemField::Stage(Stage::ToDo));
    }
    let began = set(&mut bench, item(1), ItemField::Stage(Stage::Doing));
    for number in 1..=3 {
        let id = item(number);
        if number == 2 {
            set(&mut bench, id, ItemField::Stage(Stage::Review));
        }
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
    assert_eq!(only[0].began, bench.store.entry(began).unwrap().unwrap().at);
}
