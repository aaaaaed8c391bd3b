//! The net outcome of all changes to one item.

use super::MinutesEntry;
use crate::domain::change::{Change, Edit};
use crate::domain::detail::{Body, BodyField, Comment, Question, QuestionField, Selection, Task, Vote};
use crate::domain::id::{ColumnId, ItemId, PersonId, QuestionId, SprintId};
use crate::domain::item::{Item, ItemField};
use crate::domain::operation::{ItemOperation, Operation};
use crate::domain::value::{Ids, Line, Points, Stage};
use std::collections::{BTreeMap, BTreeSet};

/// The value of a field before the first change and after the last.
#[derive(Debug, Clone)]
pub(super) struct FieldDelta<T> {
    pub before: T,
    pub after: T,
    /// The person who changed it last.
    pub by: Option<PersonId>,
}

impl<T: Clone + PartialEq> FieldDelta<T> {
    fn note(net: &mut Option<Self>, before: &T, after: &T, by: Option<PersonId>) {
        match net {
            Some(net) => (net.after, net.by) = (after.clone(), by),
            None => *net = Some(Self { before: before.clone(), after: after.clone(), by }),
        }
    }
}

/// Returns the change of a value, unless it was reverted.
pub(super) fn differs<T: PartialEq>(net: Option<&FieldDelta<T>>) -> Option<&FieldDelta<T>> {
    net.filter(|net| net.before != net.after)
}

/// The number of additions, and the author of the last.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CountBy {
    pub count: usize,
    pub by: Option<PersonId>,
}

impl CountBy {
    fn add(&mut self, by: Option<PersonId>) {
        (self.count, self.by) = (self.count + 1, by);
    }
}

macro_rules! deltas {
    ($($name:ident $field:ident: $type:ty),+ $(,)?) => {
        /// The fields of which only the first and the last value are reported.
        #[derive(Debug, Clone, Default)]
        pub(super) struct FieldDeltas {
            $(pub $name: Option<FieldDelta<$type>>,)+
        }

        impl FieldDeltas {
            fn take(&mut self, old: &ItemField, new: &ItemField, by: Option<PersonId>) {
                match (old, new) {
                    $((ItemField::$field(old), ItemField::$field(new)) => {
                        FieldDelta::note(&mut self.$name, old, new, by);
                    })+
                    _ => {}
                }
            }
        }
    };
}
deltas! {
    stage Stage: Stage,
    estimate Estimate: Option<Points>,
    blocked Blocked: Option<Line>,
    column Column: Option<ColumnId>,
    sprint Sprint: Option<SprintId>,
    depends_on DependsOn: Ids<ItemId>,
    assignees Assignees: Ids<PersonId>,
}

/// The net changes of one item.
#[derive(Debug, Clone, Default)]
pub(super) struct ItemDelta {
    /// Whether it was created by these operations.
    pub is_new: bool,
    /// Its parent item, if it was created by these operations.
    pub parent: Option<ItemId>,
    pub deltas: FieldDeltas,
    /// The target and reason of each rejection.
    pub rejected: Vec<(String, Option<PersonId>)>,
    pub reason: Option<Line>,
    pub comments: CountBy,
    /// Rounds of planning poker.
    pub rounds: CountBy,
    /// Whether it was added to the sprint as unplanned work.
    pub is_unplanned: bool,
    /// Tasks added, without those removed again.
    pub tasks: CountBy,
    pub asked: BTreeMap<QuestionId, (String, Option<PersonId>)>,
    pub answered: BTreeMap<QuestionId, (String, Option<PersonId>)>,
    /// The person who added it to the backlog.
    pub creator: Option<PersonId>,
    /// What else was changed: its fields, and its kinds of parts.
    pub changed: BTreeSet<&'static str>,
    /// The person who did so last.
    pub changed_by: Option<PersonId>,
}

impl ItemDelta {
    /// Includes a change of the item or of one of its parts.
    pub(super) fn take(&mut self, change: &Change, entry: &MinutesEntry) {
        let by = entry.person;
        for what in others(change, entry.operation.as_ref()) {
            self.changed.insert(what);
            self.changed_by = by;
        }
        if let Change::Item(edit) = change {
            self.own(edit, entry);
        } else if let Change::Task(Edit::<Task>::Created(_)) = change {
            self.tasks.add(by);
        } else if let Change::Task(Edit::<Task>::Removed(_)) = change {
            self.tasks.count = self.tasks.count.saturating_sub(1);
        } else if let Change::Vote(Edit::<Vote>::Created(vote)) = change {
            self.rounds = CountBy { count: self.rounds.count.max(vote.round as usize), by };
        } else if let Change::Selection(Edit::<Selection>::Created(row)) = change {
            self.is_unplanned |= row.unplanned;
        } else if let Change::Comment(Edit::<Comment>::Created(_)) = change {
            self.comments.add(by);
        } else if let Change::Question(edit) = change {
            self.question(edit, by);
        }
    }

    fn own(&mut self, edit: &Edit<Item>, entry: &MinutesEntry) {
        let by = entry.person;
        match edit {
            Edit::Created(item) => {
                self.is_new = true;
                self.creator = by;
                self.parent = item.parent;
                FieldDelta::note(&mut self.deltas.estimate, &None, &item.estimate, by);
                FieldDelta::note(&mut self.deltas.sprint, &None, &item.sprint, by);
                FieldDelta::note(&mut self.deltas.assignees, &Ids::default(), &item.assignees, by);
            }
            Edit::Set { new: ItemField::Rejected(Some(why)), .. } => {
                // The operation names the target column and the criteria.
                let words = match &entry.operation {
                    Some(Operation::Item(ItemOperation::Reject(_, rejection))) => rejection.words(),
                    Some(_) => why.to_string(),
                    // Entries that predate operations are shown unchanged.
                    None => entry.sentence.clone(),
                };
                self.rejected.push((words, by));
            }
            Edit::Set { new: ItemField::Reason(why), .. } => self.reason.clone_from(why),
            Edit::Set { old, new, .. } => self.deltas.take(old, new, by),
            Edit::Removed(_) => {}
        }
    }

    fn question(&mut self, edit: &Edit<Question>, by: Option<PersonId>) {
        match edit {
            Edit::Created(row) => {
                self.asked.insert(row.id, (one_line(&row.text), by));
            }
            Edit::Removed(row) => {
                self.asked.remove(&row.id);
            }
            Edit::Set { id, new: QuestionField::Answer(answer), .. } => {
                if answer.is_empty() {
                    self.answered.remove(id);
                } else {
                    self.answered.insert(*id, (one_line(answer), by));
                }
            }
            Edit::Set { .. } => {}
        }
    }
}

/// Returns what a change concerns that no other line reports. What an operation changes as a consequence of its outcome,
/// such as the place of an item that is moved, is reported with the outcome.
fn others(change: &Change, operation: Option<&Operation>) -> Vec<&'static str> {
    let operation = match operation {
        Some(Operation::Item(operation)) => Some(operation),
        _ => None,
    };
    let mut found = Vec::new();
    let mut tell = |is: bool, what: &'static str| found.extend(is.then_some(what));
    if let Change::Item(Edit::Set { new, .. }) = change {
        let (ticks, ranks) = (
            matches!(operation, Some(ItemOperation::Tick(..))),
            matches!(operation, Some(ItemOperation::Rank(..))),
        );
        tell(matches!(new, ItemField::Title(_)), "title");
        tell(matches!(new, ItemField::Kind(_)), "kind");
        tell(matches!(new, ItemField::Epic(_)), "epic");
        tell(matches!(new, ItemField::Parent(_)), "parent");
        tell(matches!(new, ItemField::Labels(_)), "labels");
        tell(ticks && matches!(new, ItemField::Ticks(_)), "definition of done");
        tell(ranks && matches!(new, ItemField::Rank(_)), "place in the backlog");
    } else if let Change::Body(Edit::<Body>::Created(body)) = change {
        tell([&body.as_a, &body.i_want, &body.so_that].iter().any(|text| !text.is_empty()), "narrative");
        tell(!body.description.is_empty(), "description");
    } else if let Change::Body(Edit::<Body>::Set { new, .. }) = change {
        let narrative = matches!(new, BodyField::AsA(_) | BodyField::IWant(_) | BodyField::SoThat(_));
        tell(narrative, "narrative");
        tell(matches!(new, BodyField::Description(_)), "description");
    } else if let Change::Criterion(_) = change {
        let is_consequence = matches!(
            operation,
            Some(ItemOperation::Reject(..) | ItemOperation::Split(..) | ItemOperation::SplitInSprint(..))
        );
        tell(!is_consequence, "criteria");
    }
    tell(matches!(change, Change::Link(_)), "links");
    tell(matches!(change, Change::Task(Edit::<Task>::Set { .. })), "tasks");
    tell(
        matches!(change, Change::Comment(Edit::<Comment>::Set { .. } | Edit::<Comment>::Removed(_))),
        "comments",
    );
    found
}

/// Joins the lines of a text into one.
pub(super) fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}
