//! Promises about records of ceremonies, and about maintenance.

use super::{Bench, ROWS};
use crate::domain::ceremony::{Ceremony, CeremonyField};
use crate::domain::change::{Change, Edit};
use crate::domain::entity::any::RowDice;
use crate::domain::id::{CeremonyId, Id as _, SprintId};
use crate::domain::value::Instant;
use crate::domain::workspace::{Meetings, Workspace};
use crate::store::heads::Heads;
use crate::store::{EventQuery, MeetingQuery};

fn read(bench: &mut Bench, query: MeetingQuery<'_>) -> Meetings {
    let mut workspace = Workspace::default();
    bench.store.meetings(query, &mut workspace).unwrap();
    workspace.meetings
}

pub(super) fn what_ceremonies_leave_behind_is_found(mut bench: Bench) {
    let changes = bench.fill(&mut RowDice::new(30));
    let all = bench.workspace.meetings.clone();
    for ceremony in all.ceremonies.iter() {
        let found = read(&mut bench, MeetingQuery::Ceremony(ceremony.id));
        assert_eq!(found.ceremonies.get(ceremony.id), Some(ceremony));
        let notes = all.notes.iter().filter(|note| note.ceremony == ceremony.id);
        assert_eq!(found.notes.iter().collect::<Vec<_>>(), notes.collect::<Vec<_>>());
    }
    for number in 1..=ROWS {
        let sprint = SprintId::new(number).unwrap();
        let found = read(&mut bench, MeetingQuery::Sprint(sprint));
        let capacities = all.capacities.iter().filter(|it| it.sprint == sprint);
        assert_eq!(found.capacities.iter().collect::<Vec<_>>(), capacities.collect::<Vec<_>>());
        for query in [EventQuery::Rejections(sprint), EventQuery::Blocks(sprint)] {
            bench.store.item_events(query, &mut |event| panic!("{event:?}")).unwrap();
        }
    }
    let newest = read(&mut bench, MeetingQuery::Newest(2)).ceremonies;
    assert_eq!(newest.iter().map(|it| it.id.number()).collect::<Vec<_>>(), [2, 3]);
    let outcomes = read(&mut bench, MeetingQuery::Outcomes);
    assert_eq!(
        (&outcomes.impediments, &outcomes.feedback, &outcomes.improvements),
        (&all.impediments, &all.feedback, &all.improvements)
    );
    // What is already in memory is left as it is.
    assert_eq!(read(&mut bench, MeetingQuery::Changed(&changes)), all);
    let first = CeremonyId::new(1).unwrap();
    assert_eq!(bench.store.bounds(first).unwrap(), (Some(1), None));
    // One that was left open ended with its last activity, which is recorded later.
    let (old, new) = (all.ceremonies.get(first).unwrap().ended_at, Some(Instant(2_500)));
    let (old, new) = (CeremonyField::EndedAt(old), CeremonyField::EndedAt(new));
    bench.commit(&[]);
    bench.commit(&[Edit::<Ceremony>::Set { id: first, item: None, old, new }.into()]);
    assert_eq!(bench.store.bounds(first).unwrap(), (Some(1), Some(2)));
    let mut agreed = Vec::new();
    bench.store.agreed(&mut |it| agreed.push(it)).unwrap();
    assert!(agreed.iter().all(|it| all.improvements.get(it.id) == Some(it)));
}

pub(super) fn a_store_is_examined_and_repaired(mut bench: Bench) {
    let changes = bench.fill(&mut RowDice::new(31));
    assert_eq!(bench.store.examine().unwrap().findings, []);
    assert!(bench.store.is_intact().unwrap());
    let survey = bench.store.survey().unwrap();
    assert_eq!((survey.revision, survey.items), (1, ROWS));
    assert_eq!(bench.store.repair().unwrap(), crate::store::Repair::default());
    assert_eq!(bench.store.examine().unwrap().findings, []);
    let mut kept: Vec<Change> = Vec::new();
    bench.store.changes(1, 1, u64::MAX, &mut |_, change| kept.push(change)).unwrap();
    assert_eq!(kept, changes);
    // A counter that the history does not explain.
    *bench.workspace.counters.entry("label").or_default() += 1;
    bench.commit(&[]);
    let found = bench.store.examine().unwrap();
    assert!(found.is_cut && found.findings.len() == 2, "{:?}", found.findings);
    bench.store.repair().unwrap();
    assert_eq!(bench.store.examine().unwrap().findings, []);
}

pub(super) fn the_head_of_a_store_is_remembered_and_compared(mut bench: Bench) {
    let folder = tempfile::tempdir().unwrap();
    let heads = Heads::of(folder.path(), std::path::Path::new("team"));
    bench.fill(&mut RowDice::new(32));
    for _ in 0..2 {
        bench.store.remember_head(heads.clone(), false);
        bench.commit(&[]);
    }
    assert_eq!(bench.store.lost_revisions(), None);
    assert_eq!(bench.store.written(), Some(3));
}
