//! Operations on the product, its people, and what items refer to.

use super::words::Words;
use crate::domain::definition::Definition;
use crate::domain::id::EpicId;
use crate::domain::model::{Entity as _, Product, label_of};
use crate::domain::sentence::count;
use crate::domain::value::Line;
use serde::{Deserialize, Serialize};

/// An operation on the product, its people, epics, labels, columns or rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SetupOperation {
    /// Created the product with this name.
    Found(Line),
    /// Restored a product with this name from a file with this many items.
    Restore(Line, String, usize),
    /// Imported a file.
    Import(Box<ImportSummary>),
    /// Changed a field of the product, by its name in older entries. Read, but no longer written.
    EditProduct(String),
    /// Added a person with roles.
    AddPerson(Line, String),
    /// Renamed a person from the first name to the second.
    RenamePerson(Line, Line),
    /// Set a person's roles.
    SetRoles(Line, String),
    /// Changed a person's login.
    SetLogin(Line),
    /// Marked a person as having left.
    Leave(Line),
    /// Marked a person as being back.
    Return(Line),
    /// Added an epic with this title.
    AddEpic(EpicId, Line),
    /// Renamed an epic.
    RenameEpic(EpicId),
    /// Set the description of an epic.
    DescribeEpic(EpicId),
    /// Closed or reopened an epic.
    CloseEpic(EpicId, bool),
    /// Removed an epic.
    RemoveEpic(EpicId),
    /// Added a label.
    AddLabel(Line),
    /// Renamed a label from the first name to the second.
    RenameLabel(Line, Line),
    /// Retired a label.
    RetireLabel(Line),
    /// Added a column to the board.
    AddColumn(Line),
    /// Renamed a column from the first name to the second.
    RenameColumn(Line, Line),
    /// Set or removed the work-in-progress limit of a column.
    LimitColumn(Line, Option<u32>),
    /// Moved a column.
    MoveColumn(Line),
    /// Removed a column.
    RemoveColumn(Line),
    /// Added a rule to a definition.
    AddRule(Definition, Line),
    /// Reworded a rule of a definition.
    RewordRule(Definition),
    /// Changed the kinds of item that a rule applies to.
    SetRuleKinds(Line),
    /// Removed a rule from a definition.
    RemoveRule(Definition, Line),
}

/// The counts of an import.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportSummary {
    /// The file's name.
    pub file: String,
    /// The number of rows that are items.
    pub items: usize,
    /// The number of rows that are epics.
    pub epics: usize,
    /// The number of rows that were added.
    pub new: usize,
    /// The number of rows that changed an existing item or epic.
    pub updated: usize,
    /// The number of rows that changed nothing.
    pub unchanged: usize,
}

impl SetupOperation {
    pub(super) fn sentence(&self, words: Words<'_>) -> String {
        let epic = |id: &EpicId| words.0.epic_key(*id);
        match self {
            Self::Found(name) => format!("created the product {name}"),
            Self::Restore(name, file, items) => {
                format!("restored {name} from {file}: {}", count(*items, "item", "items"))
            }
            Self::Import(imported) => imported.sentence(),
            Self::EditProduct(field) => {
                let column = match field.as_str() {
                    "sprint-length" => "sprint_days",
                    "sprint-weekday" => "sprint_weekday",
                    other => other,
                };
                format!("changed the product's {}", label_of(Product::NAME, column))
            }
            Self::AddPerson(name, roles) if roles.is_empty() => format!("added {name}"),
            Self::AddPerson(name, roles) => format!("added {name}, {roles}"),
            Self::RenamePerson(from, to) => format!("renamed {from} to {to}"),
            Self::SetRoles(name, roles) if roles.is_empty() => format!("made {name} a person without a role"),
            Self::SetRoles(name, roles) => format!("made {name} {roles}"),
            Self::SetLogin(name) => format!("changed the login of {name}"),
            Self::Leave(name) => format!("recorded that {name} has left"),
            Self::Return(name) => format!("recorded that {name} is back"),
            Self::AddEpic(id, title) => format!("added epic {} {title}", epic(id)),
            Self::RenameEpic(id) => format!("renamed epic {}", epic(id)),
            Self::DescribeEpic(id) => format!("described epic {}", epic(id)),
            Self::CloseEpic(id, true) => format!("closed epic {}", epic(id)),
            Self::CloseEpic(id, false) => format!("reopened epic {}", epic(id)),
            Self::RemoveEpic(id) => format!("removed epic {}", epic(id)),
            Self::AddLabel(name) => format!("added label #{name}"),
            Self::RenameLabel(from, to) => format!("renamed label #{from} to #{to}"),
            Self::RetireLabel(name) => format!("retired label #{name}"),
            Self::AddColumn(name) => format!("added column {name}"),
            Self::RenameColumn(from, to) => format!("renamed column {from} to {to}"),
            Self::LimitColumn(name, Some(limit)) => format!("limited {name} to {limit}"),
            Self::LimitColumn(name, None) => format!("removed the limit of {name}"),
            Self::MoveColumn(name) => format!("moved column {name}"),
            Self::RemoveColumn(name) => format!("removed column {name}"),
            Self::AddRule(definition, text) => {
                format!("added to the definition of {}: {text}", definition.word())
            }
            Self::RewordRule(definition) => {
                format!("reworded a rule of the definition of {}", definition.word())
            }
            Self::SetRuleKinds(text) => format!("changed the kinds that \"{text}\" applies to"),
            Self::RemoveRule(definition, text) => {
                format!("removed from the definition of {}: {text}", definition.word())
            }
        }
    }
}

impl ImportSummary {
    /// Returns the operation as a phrase: `imported 732 items from x.csv: 700 new, 32 unchanged`.
    pub fn sentence(&self) -> String {
        format!("imported {}", self.contents())
    }

    /// Returns the counts as a phrase: `732 items from x.csv: 700 new, 32 unchanged`.
    pub fn contents(&self) -> String {
        let counts = [(self.new, "new"), (self.updated, "updated"), (self.unchanged, "unchanged")];
        let counts: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        let epics = match self.epics {
            0 => String::new(),
            epics => format!(" and {}", count(epics, "epic", "epics")),
        };
        let items = count(self.items, "item", "items");
        format!("{items}{epics} from {}: {}", self.file, counts.join(", "))
    }
}
