//! Reading records of ceremonies: at the start those that are running, recent or open; the others on demand.

use super::cells::{int, unsigned};
use super::rows::{all, number, places, select};
use crate::domain::change::{Change, Edit};
use crate::domain::id::{CeremonyId, SprintId};
use crate::domain::model::{
    self, Cadence, Capacity, Ceremony, Dot, Entity as _, Feedback, Hidden, Impediment, Improvement, Note,
    every,
};
use crate::domain::value::Value;
use crate::domain::workspace::{EntityTable, Meetings, Workspace};
use crate::store::engine::{MOST_VALUES, Tx};
use crate::store::failure::Failure;
use crate::store::query::MeetingQuery;
use std::collections::BTreeSet;

/// The number of newest ceremonies kept in memory: about four sprints' worth.
const RECENT: u64 = 60;

fn put<E: EntityTable>(
    tx: &mut dyn Tx,
    which: &str,
    values: &[Value],
    into: &mut Workspace,
) -> Result<(), Failure> {
    select(tx, which, values, &mut |row: E| into.put(row))
}

/// Reads what is needed from the first frame on. Kinds of which there are no rows are not queried.
pub(in crate::store) fn skeleton(tx: &mut dyn Tx, into: &mut Workspace) -> Result<(), Failure> {
    let counters = into.counters.clone();
    let was = |name: &str| counters.get(name).is_some_and(|last| *last > 0);
    if was(Cadence::NAME) {
        put::<Cadence>(tx, "", &[], into)?;
    }
    if was(Ceremony::NAME) {
        let recent = "WHERE ended_at IS NULL OR id IN (SELECT id FROM ceremony ORDER BY id DESC LIMIT ?1)";
        put::<Ceremony>(tx, recent, &[int(RECENT)], into)?;
    }
    if into.meetings.running().next().is_some() {
        let running = "WHERE ceremony IN (SELECT id FROM ceremony WHERE ended_at IS NULL)";
        put::<Note>(tx, running, &[], into)?;
        put::<Dot>(tx, running, &[], into)?;
        put::<Hidden>(tx, running, &[], into)?;
    }
    if was(Impediment::NAME) {
        put::<Impediment>(tx, "WHERE resolved_at IS NULL", &[], into)?;
    }
    if was(Feedback::NAME) {
        // Queried for each feedback: the other way round, every open item would be looked up.
        let concerns = "WHERE about IS NULL
                        OR EXISTS (SELECT 1 FROM item WHERE item.id = feedback.about AND item.is_open = 1)";
        put::<Feedback>(tx, concerns, &[], into)?;
    }
    if was(Improvement::NAME) {
        put::<Improvement>(tx, "WHERE progress = 'going'", &[], into)?;
    }
    if was(Capacity::NAME) {
        let ahead = "WHERE sprint IN (SELECT id FROM sprint WHERE state <> 'closed')";
        put::<Capacity>(tx, ahead, &[], into)?;
    }
    Ok(())
}

/// Reads records of ceremonies.
pub(in crate::store) fn read(
    tx: &mut dyn Tx,
    query: MeetingQuery<'_>,
    into: &mut Workspace,
) -> Result<(), Failure> {
    match query {
        MeetingQuery::Ceremony(id) => of_ceremony(tx, id, into),
        MeetingQuery::Sprint(id) => of_sprint(tx, id, into),
        MeetingQuery::Newest(most) => put::<Ceremony>(tx, "ORDER BY id DESC LIMIT ?1", &[int(most)], into),
        MeetingQuery::Outcomes => {
            put::<Impediment>(tx, "", &[], into)?;
            put::<Feedback>(tx, "", &[], into)?;
            put::<Improvement>(tx, "", &[], into)
        }
        MeetingQuery::Changed(changes) => of_changes(tx, changes, into),
    }
}

/// Reads a ceremony with all of its notes.
fn of_ceremony(tx: &mut dyn Tx, id: CeremonyId, into: &mut Workspace) -> Result<(), Failure> {
    let values = [number(id)];
    put::<Ceremony>(tx, "WHERE id = ?1", &values, into)?;
    put::<Note>(tx, "WHERE ceremony = ?1", &values, into)?;
    put::<Dot>(tx, "WHERE ceremony = ?1", &values, into)?;
    put::<Hidden>(tx, "WHERE ceremony = ?1", &values, into)?;
    put::<Impediment>(tx, "WHERE ceremony = ?1", &values, into)?;
    put::<Feedback>(tx, "WHERE ceremony = ?1", &values, into)?;
    put::<Improvement>(tx, "WHERE ceremony = ?1", &values, into)
}

/// Reads the ceremonies of a sprint, and people's availability in it.
fn of_sprint(tx: &mut dyn Tx, id: SprintId, into: &mut Workspace) -> Result<(), Failure> {
    put::<Ceremony>(tx, "WHERE sprint = ?1", &[number(id)], into)?;
    put::<Capacity>(tx, "WHERE sprint = ?1", &[number(id)], into)
}

/// Reads the improvements of the last retrospective, those in progress, and those that changed since it ended.
pub(in crate::store) fn agreed(tx: &mut dyn Tx, each: &mut dyn FnMut(Improvement)) -> Result<(), Failure> {
    // Only one runs at a time: the last one started is the last one ended.
    let last = "(SELECT id FROM ceremony WHERE kind = 'retrospective' AND ended_at IS NOT NULL
                 ORDER BY id DESC LIMIT 1)";
    let which = format!(
        "WHERE progress = 'going' OR ceremony = {last} OR id IN (
             SELECT number FROM change WHERE entity = 'improvement' AND field = 'progress' AND revision > (
                 SELECT max(revision) FROM change
                 WHERE entity = 'ceremony' AND number = {last} AND field = 'ended_at'))
         ORDER BY id"
    );
    select(tx, &which, &[], each)
}

/// Reads the rows that changes concern and that are not in memory.
fn of_changes(tx: &mut dyn Tx, changes: &[Change], into: &mut Workspace) -> Result<(), Failure> {
    fn missing<E: EntityTable>(
        tx: &mut dyn Tx,
        changes: &[Change],
        into: &mut Workspace,
    ) -> Result<(), Failure> {
        let ids: BTreeSet<E::Id> = changes
            .iter()
            .filter_map(|change| E::edit(change).map(Edit::id))
            .filter(|id| E::find(into, *id, None).is_none())
            .collect();
        let ids: Vec<Value> = ids.into_iter().map(number).collect();
        for some in ids.chunks(MOST_VALUES) {
            put::<E>(tx, &format!("WHERE id IN ({})", places(1, some.len())), some, into)?;
        }
        Ok(())
    }
    macro_rules! each {
        ($($entity:ident $_table:ident),+) => { $(missing::<model::$entity>(tx, changes, into)?;)+ };
    }
    every!(meetings each);
    Ok(())
}

/// Reads all records of ceremonies.
pub(in crate::store) fn everything(tx: &mut dyn Tx) -> Result<Meetings, Failure> {
    macro_rules! each {
        ($($entity:ident $table:ident),+) => {
            Meetings { $($table: all(tx, "ORDER BY id", &[])?.into_iter().collect()),+ }
        };
    }
    Ok(every!(meetings each))
}

/// Returns the revision at which a ceremony was started.
pub(in crate::store) fn began_at(tx: &mut dyn Tx, id: CeremonyId) -> Result<Option<u64>, Failure> {
    let sql = "SELECT revision FROM change WHERE entity = 'ceremony' AND number = ?1 AND field IS NULL
               AND new_value IS NOT NULL ORDER BY revision LIMIT 1";
    first(tx, sql, &[number(id)])
}

/// Returns the revision at which a ceremony last ended: that of the newest entry up to the time of its end. Of one that
/// was left open, the end is its last activity, and is recorded later.
pub(in crate::store) fn ended_at(tx: &mut dyn Tx, id: CeremonyId) -> Result<Option<u64>, Failure> {
    let sql = "SELECT revision FROM change WHERE entity = 'ceremony' AND number = ?1 AND field = 'ended_at'
               ORDER BY revision DESC LIMIT 1";
    let Some(recorded) = first(tx, sql, &[number(id)])? else { return Ok(None) };
    let sql = "SELECT revision FROM entry WHERE revision <= ?1 AND at <= (SELECT ended_at FROM ceremony WHERE id = ?2)
               ORDER BY revision DESC LIMIT 1";
    first(tx, sql, &[int(recorded), number(id)])
}

/// Returns the first number that a statement selects.
fn first(tx: &mut dyn Tx, sql: &str, values: &[Value]) -> Result<Option<u64>, Failure> {
    let mut found = None;
    tx.run(sql, values, &mut |cells| {
        found = found.or(Some(unsigned(cells, 0)?));
        Ok(())
    })?;
    Ok(found)
}
