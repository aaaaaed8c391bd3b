//! The state of the setup: everything except items and history, in one list with sections.

use crate::domain::definition::Definition;
use crate::domain::id::{ColumnId, EpicId, LabelId, PersonId, RuleId, SprintId};
use crate::domain::value::SprintState;
use crate::tui::widget::list::Scroll;
use crate::tui::world::World;

/// A section of the setup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetupSection {
    /// The product itself.
    Product,
    /// The people.
    People,
    /// The sprints that are not closed, and the last closed ones.
    Sprints,
    /// The columns of the board.
    Columns,
    /// The definition of ready.
    Ready,
    /// The definition of done.
    Done,
    /// The epics.
    Epics,
    /// The labels.
    Labels,
}

impl SetupSection {
    /// The sections, in order.
    pub const ALL: [Self; 8] = [
        Self::Product,
        Self::People,
        Self::Sprints,
        Self::Columns,
        Self::Ready,
        Self::Done,
        Self::Epics,
        Self::Labels,
    ];

    /// Returns its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Product => "Product",
            Self::People => "People",
            Self::Sprints => "Sprints",
            Self::Columns => "Columns of the board",
            Self::Ready => "Definition of ready",
            Self::Done => "Definition of done",
            Self::Epics => "Epics",
            Self::Labels => "Labels",
        }
    }
}

/// A row of the setup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetupRow {
    /// A field of the product, by its index: name and prefix, dates, goal, vision …
    Product(usize),
    /// A person.
    Person(PersonId),
    /// A sprint.
    Sprint(SprintId),
    /// A column.
    Column(ColumnId),
    /// A rule.
    Rule(RuleId),
    /// An epic.
    Epic(EpicId),
    /// A label.
    Label(LabelId),
    /// The row that adds one more to a section.
    Add(SetupSection),
}

/// The setup.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// The row of the cursor.
    pub at: usize,
    /// The first row on the screen.
    pub top: Scroll,
}

/// The number of fields of the product listed.
const PRODUCT_FIELDS: usize = 9;

/// Returns the rows of the setup.
pub fn entries(world: &World<'_>) -> Vec<SetupRow> {
    let workspace = world.workspace;
    let mut rows = Vec::new();
    for section in SetupSection::ALL {
        match section {
            SetupSection::Product => rows.extend((0..PRODUCT_FIELDS).map(SetupRow::Product)),
            SetupSection::People => rows.extend(workspace.persons.iter().map(|it| SetupRow::Person(it.id))),
            SetupSection::Sprints => {
                let recent = workspace.closed().into_iter().rev().take(5).map(|it| SetupRow::Sprint(it.id));
                let running = workspace.sprints.iter().filter(|it| it.state == SprintState::Running);
                rows.extend(running.map(|it| SetupRow::Sprint(it.id)));
                rows.extend(workspace.planned().into_iter().map(|it| SetupRow::Sprint(it.id)));
                rows.extend(recent);
            }
            SetupSection::Columns => {
                rows.extend(workspace.board().into_iter().map(|it| SetupRow::Column(it.id)));
            }
            SetupSection::Ready | SetupSection::Done => {
                let definition =
                    if section == SetupSection::Ready { Definition::Ready } else { Definition::Done };
                rows.extend(workspace.rules_of(definition).into_iter().map(|it| SetupRow::Rule(it.id)));
            }
            SetupSection::Epics => rows.extend(workspace.epics.iter().map(|it| SetupRow::Epic(it.id))),
            SetupSection::Labels => {
                rows.extend(
                    workspace.labels.iter().filter(|it| !it.retired).map(|it| SetupRow::Label(it.id)),
                );
            }
        }
        if section != SetupSection::Product {
            rows.push(SetupRow::Add(section));
        }
    }
    rows
}

/// Returns the section of a row.
pub fn section_of(world: &World<'_>, entry: SetupRow) -> SetupSection {
    match entry {
        SetupRow::Product(_) => SetupSection::Product,
        SetupRow::Person(_) => SetupSection::People,
        SetupRow::Sprint(_) => SetupSection::Sprints,
        SetupRow::Column(_) => SetupSection::Columns,
        SetupRow::Rule(id) => match world.workspace.rules.get(id).map(|rule| rule.definition) {
            Some(Definition::Done) => SetupSection::Done,
            Some(Definition::Ready) | None => SetupSection::Ready,
        },
        SetupRow::Epic(_) => SetupSection::Epics,
        SetupRow::Label(_) => SetupSection::Labels,
        SetupRow::Add(section) => section,
    }
}
