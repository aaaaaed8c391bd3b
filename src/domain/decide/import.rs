//! Bringing in what another tool's file says.

use super::draft::Draft;
use crate::domain::import::Batch;
use crate::domain::refusal::Refusal;

pub(super) fn decide(draft: &mut Draft<'_>, batch: &Batch) -> Result<String, Refusal> {
    let _ = (draft, batch);
    Err(Refusal::rule("imports are not wired yet"))
}
