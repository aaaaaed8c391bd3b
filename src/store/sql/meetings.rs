//! Reading what ceremonies leave behind: at the start what is running, recent or stands open; the rest on demand.

use super::history::{int, unsigned};
use super::rows::{all, number, places, select};
use crate::domain::capacity::Capacity;
use crate::domain::ceremony::{Cadence, Ceremony};
use crate::domain::change::Change;
use crate::domain::entity::Entity;
use crate::domain::feedback::Feedback;
use crate::domain::id::{CeremonyId, SprintId};
use crate::domain::impediment::Impediment;
use crate::domain::improvement::Improvement;
use crate::domain::value::Value;
use crate::domain::workspace::{MeetingRow, Meetings, every_meeting};
use crate::store::engine::{MOST_VALUES, Tx};
use crate::store::failure::Failure;
use crate::store::query::MeetingQuery;
use std::collections::{BTreeMap, BTreeSet};

/// How many of the newest ceremonies are kept in memory: about four sprints' worth.
const RECENT: u64 = 60;

fn put<E: Entity>(
    tx: &mut dyn Tx,
    which: &str,
    values: &[Value],
    into: &mut Meetings,
    to: impl Fn(E) -> MeetingRow,
) -> Result<(), Failure> {
    select(tx, which, values, &mut |row| into.put(to(row)))
}

/// What is needed from the first frame on. Of what there never was, nothing is asked.
pub(in crate::store) fn skeleton(
    tx: &mut dyn Tx,
    counters: &BTreeMap<&'static str, u64>,
    into: &mut Meetings,
) -> Result<(), Failure> {
    let was = |name: &str| counters.get(name).is_some_and(|last| *last > 0);
    if was(Cadence::NAME) {
        put(tx, "", &[], into, MeetingRow::Cadence)?;
    }
    if was(Ceremony::NAME) {
        let recent = "WHERE ended_at IS NULL OR id IN (SELECT id FROM ceremony ORDER BY id DESC LIMIT ?1)";
        put(tx, recent, &[int(RECENT)], into, MeetingRow::Ceremony)?;
    }
    if into.running().next().is_some() {
        let running = "WHERE ceremony IN (SELECT id FROM ceremony WHERE ended_at IS NULL)";
        put(tx, running, &[], into, MeetingRow::Note)?;
        put(tx, running, &[], into, MeetingRow::Dot)?;
    }
    if was(Impediment::NAME) {
        put(tx, "WHERE resolved_at IS NULL", &[], into, MeetingRow::Impediment)?;
    }
    if was(Feedback::NAME) {
        // Asked of each feedback: the other way round, every open item would be looked up.
        let concerns = "WHERE about IS NULL
                        OR EXISTS (SELECT 1 FROM item WHERE item.id = feedback.about AND item.is_open = 1)";
        put(tx, concerns, &[], into, MeetingRow::Feedback)?;
    }
    if was(Improvement::NAME) {
        put(tx, "WHERE progress = 'going'", &[], into, MeetingRow::Improvement)?;
    }
    if was(Capacity::NAME) {
        let ahead = "WHERE sprint IN (SELECT id FROM sprint WHERE state <> 'closed')";
        put(tx, ahead, &[], into, MeetingRow::Capacity)?;
    }
    Ok(())
}

/// Reads what ceremonies have left behind.
pub(in crate::store) fn read(
    tx: &mut dyn Tx,
    query: MeetingQuery<'_>,
    into: &mut Meetings,
) -> Result<(), Failure> {
    match query {
        MeetingQuery::Ceremony(id) => of_ceremony(tx, id, into),
        MeetingQuery::Sprint(id) => of_sprint(tx, id, into),
        MeetingQuery::Newest(most) => {
            put(tx, "ORDER BY id DESC LIMIT ?1", &[int(most)], into, MeetingRow::Ceremony)
        }
        MeetingQuery::Outcomes => {
            put(tx, "", &[], into, MeetingRow::Impediment)?;
            put(tx, "", &[], into, MeetingRow::Feedback)?;
            put(tx, "", &[], into, MeetingRow::Improvement)
        }
        MeetingQuery::Changed(changes) => of_changes(tx, changes, into),
    }
}

/// A ceremony with everything that was noted in it.
fn of_ceremony(tx: &mut dyn Tx, id: CeremonyId, into: &mut Meetings) -> Result<(), Failure> {
    let values = [number(id)];
    put(tx, "WHERE id = ?1", &values, into, MeetingRow::Ceremony)?;
    put(tx, "WHERE ceremony = ?1", &values, into, MeetingRow::Note)?;
    put(tx, "WHERE ceremony = ?1", &values, into, MeetingRow::Dot)?;
    put(tx, "WHERE ceremony = ?1", &values, into, MeetingRow::Impediment)?;
    put(tx, "WHERE ceremony = ?1", &values, into, MeetingRow::Feedback)?;
    put(tx, "WHERE ceremony = ?1", &values, into, MeetingRow::Improvement)
}

/// The ceremonies of a sprint, and what people's time in it is.
fn of_sprint(tx: &mut dyn Tx, id: SprintId, into: &mut Meetings) -> Result<(), Failure> {
    put(tx, "WHERE sprint = ?1", &[number(id)], into, MeetingRow::Ceremony)?;
    put(tx, "WHERE sprint = ?1", &[number(id)], into, MeetingRow::Capacity)
}

/// What the last retrospective agreed on, what is still going, and what became otherwise since that one ended.
pub(in crate::store) fn agreed(tx: &mut dyn Tx, each: &mut dyn FnMut(Improvement)) -> Result<(), Failure> {
    // There is one at a time: the last that was begun is the last that was ended.
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

/// The rows that changes are about, where they are not in memory.
fn of_changes(tx: &mut dyn Tx, changes: &[Change], into: &mut Meetings) -> Result<(), Failure> {
    use crate::domain::note::{Dot, Note};
    macro_rules! each {
        ($tx:ident $changes:ident $into:ident: $($entity:ident $table:ident),+) => {
            $(
                let ids: BTreeSet<_> = $changes
                    .iter()
                    .filter_map(|change| if let Change::$entity(edit) = change { Some(edit.id()) } else { None })
                    .filter(|id| $into.$table.get(*id).is_none())
                    .collect();
                let ids: Vec<Value> = ids.into_iter().map(number).collect();
                for some in ids.chunks(MOST_VALUES) {
                    let which = format!("WHERE id IN ({})", places(1, some.len()));
                    put::<$entity>($tx, &which, some, $into, MeetingRow::$entity)?;
                }
            )+
        };
    }
    every_meeting!(each tx changes into:);
    Ok(())
}

/// Everything of this kind.
pub(in crate::store) fn everything(tx: &mut dyn Tx) -> Result<Meetings, Failure> {
    macro_rules! each {
        ($tx:ident $($entity:ident $table:ident),+) => { Meetings { $($table: all($tx, "ORDER BY id", &[])?.into_iter().collect()),+ } };
    }
    Ok(every_meeting!(each tx))
}

/// The revision at which a ceremony was ended last.
pub(in crate::store) fn ended_at(tx: &mut dyn Tx, id: CeremonyId) -> Result<Option<u64>, Failure> {
    let mut found = None;
    tx.run(
        "SELECT revision FROM change WHERE entity = 'ceremony' AND number = ?1 AND field = 'ended_at'
         ORDER BY revision DESC LIMIT 1",
        &[number(id)],
        &mut |cells| {
            found = Some(unsigned(cells, 0)?);
            Ok(())
        },
    )?;
    Ok(found)
}
