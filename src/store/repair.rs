//! Repairing: tables, counters and counts are rebuilt from the history. The history itself is never touched; if it is
//! damaged, nothing is repaired. Changes that belong to no entry are no part of it.

use super::Store;
use super::engine::Tx;
use super::examine::replay;
use super::failure::{Failure, FailureKind};
use super::progress::ProgressCounter;
use super::sql::difference::{Difference, differences};
use super::sql::{chain, check, history as past, rows, words, write};
use crate::domain::model::{self, every};
use crate::domain::value::Value;
use crate::domain::workspace::{EntityTable, Workspace};

/// What a repair has corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Repair {
    /// The rows that were made anew.
    pub rows: usize,
    /// The rows that were removed, since the history lacks them.
    pub removed: usize,
}

impl Store {
    /// Corrects every row, counter and count according to the history, in one transaction, and rebuilds the indexes.
    ///
    /// # Errors
    /// [`FailureKind::Damaged`] if the history is damaged or the file is too damaged to be written; nothing is
    /// changed then.
    pub fn repair(&mut self) -> Result<Repair, Failure> {
        // A damaged index would hide parts of the history.
        self.engine.maintenance().renew_indexes()?;
        let mut mended = Repair::default();
        self.engine.write(&mut |tx| {
            if let Some(first) = chain::verify(tx)? {
                return Err(Failure::new(
                    FailureKind::Damaged,
                    format!(
                        "the history is damaged from revision {first} on, so nothing can be mended by it"
                    ),
                ));
            }
            let replayed = replay(tx)?;
            mended = Repair::default();
            macro_rules! each {
                ($($entity:ident),+) => { $(mend::<model::$entity>(tx, &replayed, &mut mended)?;)+ };
            }
            every!(all each);
            mended.removed += past::remove_changes_without_entry(tx)?;
            let stands = check::counters(tx)?;
            let sunk =
                replayed.counters.iter().filter(|(name, it)| stands.get(**name).is_none_or(|at| at < *it));
            write::raise_counters(tx, &sunk.map(|(name, it)| (*name, *it)).collect::<Vec<_>>())?;
            if !check::is_restored(tx)? {
                let high = stands
                    .iter()
                    .filter(|(name, at)| replayed.counters.get(name.as_str()).is_none_or(|it| it < *at));
                for (name, _) in high {
                    let known = replayed.counters.get(name.as_str()).copied().unwrap_or_default();
                    write::lower_counter(tx, name, known)?;
                }
            }
            words::index_all(tx)?;
            let gone = words::wrongly_indexed(tx)?;
            words::index(tx, &gone)?;
            write::heads(tx, &replayed)?;
            Ok(true)
        })?;
        Ok(mended)
    }
}

fn mend<E: EntityTable>(tx: &mut dyn Tx, replayed: &Workspace, mended: &mut Repair) -> Result<(), Failure> {
    let (mut extra, mut wrong) = (Vec::new(), Vec::new());
    differences::<E>(tx, replayed, &mut |difference| match difference {
        Difference::Extra(number) => extra.push(number),
        Difference::Missing(row) | Difference::Other { row, .. } => wrong.push(row),
    })?;
    let numbers: Vec<Value> = extra.iter().map(|number| Value::Int(*number)).collect();
    rows::delete_all::<E>(tx, &numbers)?;
    rows::put_all(tx, &wrong, &mut ProgressCounter::silent())?;
    mended.rows += wrong.len();
    mended.removed += extra.len();
    Ok(())
}
