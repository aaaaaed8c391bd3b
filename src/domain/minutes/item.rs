//! What became of one item, whatever was done to it in between.

use super::Deed;
use crate::domain::change::{Change, Edit};
use crate::domain::detail::{Comment, Question, QuestionField, Selection, Task, Vote};
use crate::domain::id::{ColumnId, ItemId, PersonId, QuestionId, SprintId};
use crate::domain::item::{Item, ItemField};
use crate::domain::operation::{ItemOperation, Operation};
use crate::domain::value::{Ids, Line, Points, Stage};
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
    /// Where to and why it was rejected, each time.
    pub rejected: Vec<(String, Option<PersonId>)>,
    pub reason: Option<Line>,
    pub column: Option<Net<Option<ColumnId>>>,
    pub sprint: Option<Net<Option<SprintId>>>,
    pub depends_on: Option<Net<Ids<ItemId>>>,
    pub comments: usize,
    /// Who wrote the last of its comments.
    pub commented_by: Option<PersonId>,
    pub assignees: Option<Net<Ids<PersonId>>>,
    pub rounds: u32,
    /// Who turned the last cards.
    pub turned_by: Option<PersonId>,
    /// Whether it came into the sprint as what cannot wait.
    pub is_unplanned: bool,
    /// Who wrote the last of its tasks.
    pub tasks_by: Option<PersonId>,
    /// How many tasks came in, less those that went again.
    pub tasks: usize,
    pub asked: BTreeMap<QuestionId, (String, Option<PersonId>)>,
    pub answered: BTreeMap<QuestionId, (String, Option<PersonId>)>,
    /// Who put it into the backlog.
    pub creator: Option<PersonId>,
}

impl Became {
    /// Takes a change of the item or of one of its parts into account.
    pub(super) fn take(&mut self, change: &Change, deed: &Deed) {
        let by = deed.person;
        if let Change::Item(edit) = change {
            self.own(edit, deed);
        } else if let Change::Task(Edit::<Task>::Created(_)) = change {
            self.tasks += 1;
            self.tasks_by = by;
        } else if let Change::Task(Edit::<Task>::Removed(_)) = change {
            self.tasks = self.tasks.saturating_sub(1);
        } else if let Change::Vote(Edit::<Vote>::Created(vote)) = change {
            self.rounds = self.rounds.max(vote.round);
            self.turned_by = by;
        } else if let Change::Selection(Edit::<Selection>::Created(row)) = change {
            self.is_unplanned |= row.unplanned;
        } else if let Change::Comment(Edit::<Comment>::Created(_)) = change {
            self.comments += 1;
            self.commented_by = by;
        } else if let Change::Question(edit) = change {
            self.question(edit, by);
        }
    }

    fn own(&mut self, edit: &Edit<Item>, deed: &Deed) {
        let by = deed.person;
        match edit {
            Edit::Created(item) => {
                self.is_new = true;
                self.creator = by;
                self.parent = item.parent;
                Net::note(&mut self.estimate, &None, &item.estimate, by);
                Net::note(&mut self.sprint, &None, &item.sprint, by);
                Net::note(&mut self.assignees, &Ids::default(), &item.assignees, by);
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
            Edit::Set { old: ItemField::Column(old), new: ItemField::Column(new), .. } => {
                Net::note(&mut self.column, old, new, by);
            }
            Edit::Set { old: ItemField::Sprint(old), new: ItemField::Sprint(new), .. } => {
                Net::note(&mut self.sprint, old, new, by);
            }
            Edit::Set { old: ItemField::DependsOn(old), new: ItemField::DependsOn(new), .. } => {
                Net::note(&mut self.depends_on, old, new, by);
            }
            Edit::Set { old: ItemField::Assignees(old), new: ItemField::Assignees(new), .. } => {
                Net::note(&mut self.assignees, old, new, by);
            }
            Edit::Set { new: ItemField::Rejected(Some(why)), .. } => {
                // The operation says where to, and names the criteria.
                let words = match &deed.operation {
                    Some(Operation::Item(ItemOperation::Reject(_, rejection))) => rejection.words(),
                    Some(_) => why.to_string(),
                    // An entry from before is shown as it is.
                    None => deed.sentence.clone(),
                };
                self.rejected.push((words, by));
            }
            Edit::Set { new: ItemField::Reason(why), .. } => self.reason.clone_from(why),
            Edit::Set { .. } | Edit::Removed(_) => {}
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

/// A text on one line.
pub(super) fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}
