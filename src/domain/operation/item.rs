//! Operations on items.

use super::named_items::NamedItems;
use super::words::{Words, against};
use crate::domain::id::{ItemId, PersonId};
use crate::domain::model::{Body, Entity as _, Item, label_of};
use crate::domain::position::Position;
use crate::domain::sentence::list;
use crate::domain::value::{Line, Points, RejectionKind, SplitPattern};
use serde::{Deserialize, Serialize};

/// An operation on items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemOperation {
    /// Added items: the first one with its title, and the number of items.
    AddItems(ItemId, Line, usize),
    /// Edited parts of an item.
    EditItem(ItemId, Vec<String>),
    /// Estimated items, or removed their estimates.
    Estimate(NamedItems, Option<Points>),
    /// Added labels to items and removed others.
    Label(NamedItems, Vec<Line>, Vec<Line>),
    /// Assigned items to people and unassigned others.
    Assign(NamedItems, Vec<PersonId>, Vec<PersonId>),
    /// Moved items in the order of the backlog.
    Rank(NamedItems, Position),
    /// Blocked items, with the reason.
    Block(NamedItems, Line),
    /// Unblocked items.
    Unblock(NamedItems),
    /// Marked items as ready; with the reason if a rule was not met.
    Ready(NamedItems, Option<Line>),
    /// Marked items as not ready.
    Unready(NamedItems),
    /// Moved items to a column.
    Move(NamedItems, Line),
    /// Accepted items; with the reason if a rule was not met.
    Accept(NamedItems, Option<Line>),
    /// Rejected an item.
    Reject(ItemId, Rejection),
    /// Dropped items, with the reason.
    Drop(NamedItems, Line),
    /// Reopened items at the top of the backlog.
    Reopen(NamedItems),
    /// Reopened items in a column of the board, and others at the top of the backlog.
    ReopenInto(NamedItems, Line, Option<NamedItems>),
    /// Added or removed the first item's dependency on the second.
    Depend(ItemId, ItemId, bool),
    /// Ticked or unticked a rule for an item.
    Tick(ItemId, Line, bool),
    /// Split items off an item.
    Split(ItemId, Vec<ItemId>, Option<SplitPattern>, Option<Resize>),
    /// Split items off an item of the running sprint.
    SplitInSprint(ItemId, Vec<ItemId>, SplitInSprint),
    /// Played a hidden card of planning poker for an item: the player, if it is another person.
    PlayCard(ItemId, Vec<PersonId>),
    /// Took back hidden cards for an item: the players, as far as they are other persons.
    TakeCard(ItemId, Vec<PersonId>),
    /// Revealed the cards of a round of planning poker.
    Reveal(ItemId, u32, Vec<(PersonId, Line)>),
}

/// The reason and the destination of a rejected item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// Whether it returned to the backlog rather than to Doing.
    pub to_backlog: bool,
    /// The kind of reason.
    pub kind: RejectionKind,
    /// The reason.
    pub reason: Line,
    /// The first lines of the criteria that failed.
    pub failed: Vec<String>,
}

/// The circumstances of a split in a sprint.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SplitInSprint {
    /// The pattern.
    pub pattern: Option<SplitPattern>,
    /// The points before and after.
    pub resize: Option<Resize>,
    /// The sprint that the new items go to; `None` for the backlog.
    pub sprint: Option<Line>,
    /// What became of the finished part; `None` if the item is not finished.
    pub finished: Option<FinishedOutcome>,
}

/// What became of the finished part of a split item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FinishedOutcome {
    /// It waits for acceptance.
    Review,
    /// It was accepted; with the reason if a rule was not met.
    Accepted(Option<Line>),
}

/// The points before and after a split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resize(pub Points, pub Points);

/// Returns the label of a field of an item or of its long texts.
fn label(field: &str) -> &str {
    let of_item = label_of(Item::NAME, field);
    if of_item == field { label_of(Body::NAME, field) } else { of_item }
}

impl ItemOperation {
    pub(super) fn sentence(&self, words: Words<'_>) -> String {
        let (key, items) = (|id: &ItemId| words.key(*id), |items: &NamedItems| words.items(items));
        match self {
            Self::AddItems(id, title, 1) => format!("added {} {title}", key(id)),
            Self::AddItems(_, _, number) => format!("added {number} items"),
            Self::EditItem(id, parts) => match parts.as_slice() {
                [field] => format!("changed the {} of {}", label(field), key(id)),
                _ => format!("edited {}", key(id)),
            },
            Self::Estimate(it, Some(points)) => format!("estimated {} at {points}", items(it)),
            Self::Estimate(it, None) => format!("removed the estimate of {}", items(it)),
            Self::Label(it, added, removed) => match (added.as_slice(), removed.as_slice()) {
                (added, []) => format!("labelled {} {}", items(it), tags(added)),
                ([], removed) => format!("removed {} from {}", tags(removed), items(it)),
                (added, removed) => {
                    format!("labelled {} {} instead of {}", items(it), tags(added), tags(removed))
                }
            },
            Self::Assign(it, added, removed) => match (added.as_slice(), removed.as_slice()) {
                (added, []) => format!("assigned {} to {}", items(it), words.names(added)),
                ([], removed) => format!("took {} from {}", items(it), words.names(removed)),
                (added, removed) => {
                    format!(
                        "assigned {} to {} instead of {}",
                        items(it),
                        words.names(added),
                        words.names(removed)
                    )
                }
            },
            Self::Rank(it, place) => match place {
                Position::Top => format!("moved {} to the top", items(it)),
                Position::Bottom => format!("moved {} to the bottom", items(it)),
                Position::Before(other) => format!("moved {} above {}", items(it), key(other)),
                Position::After(other) => format!("moved {} below {}", items(it), key(other)),
            },
            Self::Block(it, reason) => format!("blocked {}: {reason}", items(it)),
            Self::Unblock(it) => format!("unblocked {}", items(it)),
            Self::Ready(it, reason) => format!("made {} ready{}", items(it), against(reason.as_ref())),
            Self::Unready(it) => format!("sent {} back to refinement", items(it)),
            Self::Move(it, column) => format!("moved {} to {column}", items(it)),
            Self::Accept(it, reason) => format!("accepted {}{}", items(it), against(reason.as_ref())),
            Self::Reject(id, rejection) => format!("rejected {} {}", key(id), rejection.words()),
            Self::Drop(it, reason) => format!("dropped {}: {reason}", items(it)),
            Self::Reopen(it) => format!("reopened {} at the top of the backlog", items(it)),
            Self::ReopenInto(it, column, None) => format!("reopened {} in {column}", items(it)),
            Self::ReopenInto(it, column, Some(others)) => {
                format!("reopened {} in {column}, and {} at the top of the backlog", items(it), items(others))
            }
            Self::Depend(id, on, true) => format!("marked {} as waiting for {}", key(id), key(on)),
            Self::Depend(id, on, false) => format!("marked {} as no longer waiting for {}", key(id), key(on)),
            Self::Tick(id, rule, true) => format!("checked a rule for {}: {rule}", key(id)),
            Self::Tick(id, rule, false) => format!("unchecked a rule for {}: {rule}", key(id)),
            Self::Split(id, made, pattern, resize) => split(words, *id, made, *pattern, *resize),
            Self::SplitInSprint(id, made, it) => {
                let place = it.sprint.as_ref().map_or("the backlog", Line::as_str);
                let finished = match &it.finished {
                    None => String::new(),
                    Some(FinishedOutcome::Review) => format!("; {} waits in Review", key(id)),
                    Some(FinishedOutcome::Accepted(reason)) => {
                        format!("; accepted {}{}", key(id), against(reason.as_ref()))
                    }
                };
                format!("{}, into {place}{finished}", split(words, *id, made, it.pattern, it.resize))
            }
            Self::PlayCard(id, others) => {
                format!("played a hidden card for {}{}", key(id), of(words, others))
            }
            Self::TakeCard(id, others) => {
                format!("withdrew a hidden card for {}{}", key(id), of(words, others))
            }
            Self::Reveal(id, round, cards) if cards.is_empty() => {
                format!("revealed the cards for {}, round {round}", key(id))
            }
            Self::Reveal(id, round, cards) => {
                let cards = cards.iter().map(|(person, card)| format!("{} {card}", words.name(*person)));
                let cards = cards.collect::<Vec<_>>().join(", ");
                format!("revealed the cards for {}, round {round}: {cards}", key(id))
            }
        }
    }
}

/// Formats whose cards they are: ` of Bo and Chi`.
fn of(words: Words<'_>, people: &[PersonId]) -> String {
    if people.is_empty() { String::new() } else { format!(" of {}", words.names(people)) }
}

fn split(
    words: Words<'_>,
    id: ItemId,
    made: &[ItemId],
    pattern: Option<SplitPattern>,
    resize: Option<Resize>,
) -> String {
    let made = list(&made.iter().map(|id| words.key(*id)).collect::<Vec<_>>());
    let by = pattern.map_or_else(String::new, |pattern| format!(" by {pattern}"));
    let resize = resize.map_or_else(String::new, |Resize(before, after)| {
        format!(", {before} points before and {after} after")
    });
    format!("split {made} off {}{by}{resize}", words.key(id))
}

impl Rejection {
    /// Returns the destination and the reason: `to Doing, defect: it is cut off (failed: it prints)`.
    pub fn words(&self) -> String {
        let to = if self.to_backlog { "the backlog" } else { "Doing" };
        let failed = if self.failed.is_empty() {
            String::new()
        } else {
            format!(" (failed: {})", self.failed.join("; "))
        };
        format!("to {to}, {}: {}{failed}", self.kind, self.reason)
    }
}

fn tags(names: &[Line]) -> String {
    names.iter().map(|name| format!("#{}", name.trim_start_matches('#'))).collect::<Vec<_>>().join(" ")
}
