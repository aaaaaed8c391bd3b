//! What became of one item, whatever was done to it in between.

use super::digest::first_line;
use crate::domain::change::{Change, Edit};
use crate::domain::detail::{Criterion, Question, QuestionField, Selection, SelectionField, Vote};
use crate::domain::id::{ItemId, PersonId, QuestionId, SprintId};
use crate::domain::item::{Item, ItemField};
use crate::domain::value::{Line, Points, Stage};
use std::collections::BTreeMap;

/// A value before the first change and after the last.
#[derive(Debug, Clone)]
pub(super) struct Net<T> {
    pub before: T,
    pub after: T,
}

impl<T: Clone + PartialEq> Net<T> {
    fn note(net: &mut Option<Self>, before: &T, after: &T) {
        match net {
            Some(net) => net.after = after.clone(),
            None => *net = Some(Self { before: before.clone(), after: after.clone() }),
        }
    }
}

/// Tells whether a value was changed and not changed back.
pub(super) fn differs<T: PartialEq>(net: Option<&Net<T>>) -> Option<&Net<T>> {
    net.filter(|net| net.before != net.after)
}

/// What became of one item.
#[derive(Debug, Clone, Default)]
pub(super) struct Became {
    /// Whether it came into being here.
    pub is_new: bool,
    /// The item that it is a part of, where it came into being here.
    pub parent: Option<ItemId>,
    pub stage: Option<Net<Stage>>,
    pub estimate: Option<Net<Option<Points>>>,
    pub blocked: Option<Net<Option<Line>>>,
    pub rejected: Vec<(Line, Option<PersonId>)>,
    pub reason: Option<Line>,
    pub joined: Option<SprintId>,
    pub left: Option<SprintId>,
    pub rounds: u32,
    pub criteria: usize,
    pub asked: BTreeMap<QuestionId, String>,
    pub answered: BTreeMap<QuestionId, String>,
    pub by: Option<PersonId>,
}

impl Became {
    /// Takes a change of the item or of one of its parts into account.
    pub(super) fn take(&mut self, change: &Change, by: Option<PersonId>) {
        self.by = by.or(self.by);
        if let Change::Item(edit) = change {
            self.own(edit, by);
        } else if let Change::Selection(edit) = change {
            self.selection(edit);
        } else if let Change::Criterion(Edit::<Criterion>::Created(_)) = change {
            self.criteria += 1;
        } else if let Change::Vote(Edit::<Vote>::Created(vote)) = change {
            self.rounds = self.rounds.max(vote.round);
        } else if let Change::Question(edit) = change {
            self.question(edit);
        }
    }

    fn own(&mut self, edit: &Edit<Item>, by: Option<PersonId>) {
        match edit {
            Edit::Created(item) => {
                self.is_new = true;
                self.parent = item.parent;
                Net::note(&mut self.estimate, &None, &item.estimate);
            }
            Edit::Set { old: ItemField::Stage(old), new: ItemField::Stage(new), .. } => {
                Net::note(&mut self.stage, old, new);
            }
            Edit::Set { old: ItemField::Estimate(old), new: ItemField::Estimate(new), .. } => {
                Net::note(&mut self.estimate, old, new);
            }
            Edit::Set { old: ItemField::Blocked(old), new: ItemField::Blocked(new), .. } => {
                Net::note(&mut self.blocked, old, new);
            }
            Edit::Set { new: ItemField::Rejected(Some(why)), .. } => self.rejected.push((why.clone(), by)),
            Edit::Set { new: ItemField::Reason(why), .. } => self.reason.clone_from(why),
            Edit::Set { .. } | Edit::Removed(_) => {}
        }
    }

    fn selection(&mut self, edit: &Edit<Selection>) {
        match edit {
            Edit::Created(row) => {
                if self.left == Some(row.sprint) {
                    self.left = None;
                } else {
                    self.joined = Some(row.sprint);
                }
            }
            Edit::Removed(row) => self.out_of(row.sprint),
            Edit::Set { new: SelectionField::Until(Some(_)), .. } => {
                // Which sprint it was is told by the row that came in here, where it did.
                if let Some(sprint) = self.joined {
                    self.out_of(sprint);
                }
            }
            Edit::Set { .. } => {}
        }
    }

    fn out_of(&mut self, sprint: SprintId) {
        if self.joined == Some(sprint) {
            self.joined = None;
        } else {
            self.left = Some(sprint);
        }
    }

    fn question(&mut self, edit: &Edit<Question>) {
        match edit {
            Edit::Created(row) => {
                self.asked.insert(row.id, first_line(&row.text).to_owned());
            }
            Edit::Removed(row) => {
                self.asked.remove(&row.id);
            }
            Edit::Set { id, new: QuestionField::Answer(answer), .. } => {
                if answer.is_empty() {
                    self.answered.remove(id);
                } else {
                    self.answered.insert(*id, first_line(answer).to_owned());
                }
            }
            Edit::Set { .. } => {}
        }
    }
}
