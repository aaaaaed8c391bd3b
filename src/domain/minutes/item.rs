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
    /// Who changed it last.
    pub by: Option<PersonId>,
}

impl<T: Clone + PartialEq> Net<T> {
    fn note(net: &mut Option<Self>, before: &T, after: &T, by: Option<PersonId>) {
        match net {
            Some(net) => (net.after, net.by) = (after.clone(), by),
            None => *net = Some(Self { before: before.clone(), after: after.clone(), by }),
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
    pub joined: Option<(SprintId, Option<PersonId>)>,
    pub left: Option<(SprintId, Option<PersonId>)>,
    pub rounds: u32,
    pub criteria: usize,
    pub asked: BTreeMap<QuestionId, (String, Option<PersonId>)>,
    pub answered: BTreeMap<QuestionId, (String, Option<PersonId>)>,
    /// Who put it into the backlog.
    pub creator: Option<PersonId>,
}

impl Became {
    /// Takes a change of the item or of one of its parts into account.
    pub(super) fn take(&mut self, change: &Change, by: Option<PersonId>) {
        if let Change::Item(edit) = change {
            self.own(edit, by);
        } else if let Change::Selection(edit) = change {
            self.selection(edit, by);
        } else if let Change::Criterion(Edit::<Criterion>::Created(_)) = change {
            self.criteria += 1;
        } else if let Change::Vote(Edit::<Vote>::Created(vote)) = change {
            self.rounds = self.rounds.max(vote.round);
        } else if let Change::Question(edit) = change {
            self.question(edit, by);
        }
    }

    fn own(&mut self, edit: &Edit<Item>, by: Option<PersonId>) {
        match edit {
            Edit::Created(item) => {
                self.is_new = true;
                self.creator = by;
                self.parent = item.parent;
                Net::note(&mut self.estimate, &None, &item.estimate, by);
            }
            Edit::Set { old: ItemField::Stage(old), new: ItemField::Stage(new), .. } => {
                Net::note(&mut self.stage, old, new, by);
            }
            Edit::Set { old: ItemField::Estimate(old), new: ItemField::Estimate(new), .. } => {
                Net::note(&mut self.estimate, old, new, by);
            }
            Edit::Set { old: ItemField::Blocked(old), new: ItemField::Blocked(new), .. } => {
                Net::note(&mut self.blocked, old, new, by);
            }
            Edit::Set { new: ItemField::Rejected(Some(why)), .. } => self.rejected.push((why.clone(), by)),
            Edit::Set { new: ItemField::Reason(why), .. } => self.reason.clone_from(why),
            Edit::Set { .. } | Edit::Removed(_) => {}
        }
    }

    fn selection(&mut self, edit: &Edit<Selection>, by: Option<PersonId>) {
        match edit {
            Edit::Created(row) => {
                if self.left.is_some_and(|(left, _)| left == row.sprint) {
                    self.left = None;
                } else {
                    self.joined = Some((row.sprint, by));
                }
            }
            Edit::Removed(row) => self.out_of(row.sprint, by),
            Edit::Set { new: SelectionField::Until(Some(_)), .. } => {
                // Which sprint it was is told by the row that came in here, where it did.
                if let Some((sprint, _)) = self.joined {
                    self.out_of(sprint, by);
                }
            }
            Edit::Set { .. } => {}
        }
    }

    fn out_of(&mut self, sprint: SprintId, by: Option<PersonId>) {
        if self.joined.is_some_and(|(joined, _)| joined == sprint) {
            self.joined = None;
        } else {
            self.left = Some((sprint, by));
        }
    }

    fn question(&mut self, edit: &Edit<Question>, by: Option<PersonId>) {
        match edit {
            Edit::Created(row) => {
                self.asked.insert(row.id, (first_line(&row.text).to_owned(), by));
            }
            Edit::Removed(row) => {
                self.asked.remove(&row.id);
            }
            Edit::Set { id, new: QuestionField::Answer(answer), .. } => {
                if answer.is_empty() {
                    self.answered.remove(id);
                } else {
                    self.answered.insert(*id, (first_line(answer).to_owned(), by));
                }
            }
            Edit::Set { .. } => {}
        }
    }
}
