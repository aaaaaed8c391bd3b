//! Accepting and rejecting: decisions of the product owner.

use super::draft::Draft;
use super::parts::first_line;
use super::{Decided, lifecycle, selection};
use crate::domain::definition::Definition;
use crate::domain::detail::{Criterion, CriterionField};
use crate::domain::id::{CriterionId, ItemId};
use crate::domain::item::{Item, ItemField};
use crate::domain::operation::{ItemOperation, Rejection};
use crate::domain::readiness::{unmet, waits_for};
use crate::domain::refusal::Refusal;
use crate::domain::sentence::count;
use crate::domain::value::{Line, Override, RejectionKind, Stage, Verdict};

pub(super) fn accept(draft: &mut Draft<'_>, items: &[ItemId], reason: Option<&Line>) -> Decided {
    draft.as_product_owner("accepting")?;
    for id in items {
        let item = draft.item(*id)?;
        waits(draft, item)?;
        accept_one(draft, item, item, reason)?;
    }
    Ok(ItemOperation::Accept(items.into(), reason.cloned()).into())
}

/// Accepts an item, of which `left` is what its rules are checked on. Returns the reason if a rule is not met.
pub(super) fn accept_one(
    draft: &mut Draft<'_>,
    item: &Item,
    left: &Item,
    reason: Option<&Line>,
) -> Result<Option<Line>, Refusal> {
    let missing = missing(draft, left);
    if !missing.is_empty() && reason.is_none() {
        return Err(Refusal::advice(format!("{}: {}", draft.workspace.key(item.id), missing.join(", ")))
            .hint("fix that first, or give a reason to accept it anyway"));
    }
    let kept = reason.filter(|_| !missing.is_empty()).cloned();
    draft.transition(item, Stage::Accepted, None);
    draft.set(item, ItemField::Ended(Some(draft.now())));
    draft.set(item, ItemField::Rejected(None));
    draft.set_override(item, Override::Accepted, kept.as_ref());
    lifecycle::release(draft, item);
    Ok(kept)
}

/// Returns the reasons against accepting an item: unmet criteria and rules, open questions and tasks, a block, and a
/// dependency that is not finished.
fn missing(draft: &Draft<'_>, item: &Item) -> Vec<String> {
    let tally = item.tally;
    let mut missing = Vec::new();
    if tally.failed > 0 {
        missing.push(format!("{} failed", count(tally.failed, "criterion", "criteria")));
    }
    let unchecked = tally.criteria.saturating_sub(tally.met + tally.failed);
    if unchecked > 0 {
        let of = if unchecked == tally.criteria {
            count(tally.criteria, "criterion", "criteria")
        } else {
            format!("{unchecked} of {}", count(tally.criteria, "criterion", "criteria"))
        };
        missing.push(format!("{of} {} not checked", if unchecked == 1 { "is" } else { "are" }));
    }
    for (number, one, many, verb) in [
        (tally.questions, "question", "questions", ["is open", "are open"]),
        (tally.tasks.saturating_sub(tally.tasks_done), "task", "tasks", ["is not done", "are not done"]),
    ] {
        if number > 0 {
            missing.push(format!("{} {}", count(number, one, many), verb[usize::from(number > 1)]));
        }
    }
    if let Some(reason) = &item.blocked {
        missing.push(format!("it is blocked: {reason}"));
    }
    if let Some(on) = waits_for(draft.workspace, item) {
        missing.push(format!("it waits for {}", draft.workspace.key(on)));
    }
    let rules = unmet(draft.workspace, item, Definition::Done);
    if !rules.is_empty() {
        let names: Vec<&str> = rules.iter().map(|rule| rule.text.as_str()).collect();
        missing.push(format!("not checked: {}", names.join(", ")));
    }
    missing
}

fn waits(draft: &Draft<'_>, item: &Item) -> Result<(), Refusal> {
    let key = draft.workspace.key(item.id);
    match item.stage {
        Stage::Review => Ok(()),
        Stage::Accepted => Err(Refusal::already(format!("{key} is already accepted"))),
        Stage::New | Stage::Ready | Stage::ToDo | Stage::Doing | Stage::Dropped => {
            Err(Refusal::rule(format!("{key} is {}, not in review", item.stage))
                .hint("only items in Review can be accepted or rejected"))
        }
    }
}

pub(super) fn reject(
    draft: &mut Draft<'_>,
    id: ItemId,
    kind: RejectionKind,
    reason: &Line,
    failed: &[CriterionId],
    to_backlog: bool,
) -> Decided {
    draft.as_product_owner("rejecting")?;
    let item = draft.item(id)?;
    waits(draft, item)?;
    let mut texts = Vec::new();
    for criterion in failed {
        let row = draft.part::<Criterion>(id, *criterion)?;
        draft.set(row, CriterionField::Verdict(Verdict::Failed));
        texts.push(first_line(&row.text));
    }
    let why = format!("{kind}: {reason}");
    draft.set(item, ItemField::Rejections(item.rejections + 1));
    draft.set(item, ItemField::Rejected(Line::clipped(&why)));
    if to_backlog {
        selection::leave(draft, item);
        draft.transition(item, selection::stage_in_backlog(item), None);
    } else {
        draft.transition(item, Stage::Doing, None);
    }
    let rejection = Rejection { to_backlog, kind, reason: reason.clone(), failed: texts };
    Ok(ItemOperation::Reject(id, rejection).into())
}
