//! Queries that are used only to examine a file.

use super::cells::{read_cell, unsigned};
use crate::domain::operation::{Operation, SetupOperation};
use crate::store::engine::Tx;
use crate::store::failure::Failure;
use crate::store::survey::Survey;
use std::collections::BTreeMap;

/// Reads the highest number handed out for each kind of entity, including unknown kinds.
pub(in crate::store) fn counters(tx: &mut dyn Tx) -> Result<BTreeMap<String, u64>, Failure> {
    let mut counters = BTreeMap::new();
    tx.run("SELECT name, value FROM counter ORDER BY name", &[], &mut |cells| {
        let name = read_cell::<String>(cells, 0)?;
        counters.insert(name, unsigned(cells, 1)?);
        Ok(())
    })?;
    Ok(counters)
}

/// Returns whether the product was restored from an export, whose counters it has, too; they are not in the history.
pub(in crate::store) fn is_restored(tx: &mut dyn Tx) -> Result<bool, Failure> {
    let first = super::history::one(tx, 1)?.and_then(|entry| entry.operation());
    Ok(matches!(first, Some(Operation::Setup(SetupOperation::Restore(..)))))
}

/// Reads the newest entry and the number of items. Works with every schema.
pub(in crate::store) fn survey(tx: &mut dyn Tx) -> Result<Survey, Failure> {
    let mut survey = Survey::default();
    tx.run("SELECT revision, at FROM entry ORDER BY revision DESC LIMIT 1", &[], &mut |cells| {
        survey.revision = unsigned(cells, 0)?;
        survey.at = Some(read_cell(cells, 1)?);
        Ok(())
    })?;
    tx.run("SELECT count(*), count(CASE WHEN is_open = 1 THEN 1 END) FROM item", &[], &mut |cells| {
        survey.items = unsigned(cells, 0)?;
        survey.open = unsigned(cells, 1)?;
        Ok(())
    })?;
    Ok(survey)
}
