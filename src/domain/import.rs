//! What another tool's file says, in Scrum's words and with its names unresolved: the hand-over from `exchange`
//! to `decide`; and the plan that comes back. Reading files is not here, nor is deciding what the rows change.

mod cycles;
mod plan;
mod unmapped_fields;

pub use cycles::cycles;
pub use plan::{ImportPlan, Remark};
pub use unmapped_fields::UnmappedFields;

use super::product::Prefix;
use super::value::{Kind, Points, Stage};
use std::collections::BTreeSet;

/// One import: every row that could be read, in the order of the backlog, and what could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch {
    /// The name under which the source keys are known, such as `jira`; part of an item's identity on re-import.
    pub source: String,
    /// The file's name, as people are told it.
    pub file: String,
    /// The sprint that runs in the other tool: it becomes a planned one here, to be started next.
    pub current: Option<String>,
    /// The key prefix that this product takes with the import; `None` where it keeps its own.
    pub prefix: Option<Prefix>,
    /// What the file does not speak of, since it has no column for it: an import leaves it as it is.
    pub silent: BTreeSet<ImportPart>,
    /// The rows that were understood, topmost first.
    pub rows: Vec<IncomingItem>,
    /// The rows that were not, and why.
    pub problems: Vec<ImportProblem>,
}

/// A row that could not be taken as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportProblem {
    /// The line in the file where the row begins, counted from 1.
    pub line: u64,
    /// What is wrong with it, as one sentence.
    pub reason: String,
    /// Whether the row was left out; otherwise it came in with a remark.
    pub left_out: bool,
    /// Whether something that it says did not come in as what it is: the whole row, or what stands in a cell.
    pub is_loss: bool,
}

/// What a file can say of an item; each part is compared by itself when the file is imported again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImportPart {
    /// What it is called.
    Title,
    /// What it is.
    Kind,
    /// `As a …`.
    AsA,
    /// `I want …`.
    IWant,
    /// `so that …`.
    SoThat,
    /// The long text.
    Description,
    /// The acceptance criteria.
    Criteria,
    /// The estimate.
    Estimate,
    /// Where it is in its life, and since when it is over.
    Stage,
    /// The item or the epic that it is a part of.
    Parent,
    /// The sprints that it was in.
    Sprints,
    /// Its labels.
    Labels,
    /// Who works on it.
    Assignees,
    /// What it waits for.
    DependsOn,
    /// When it was created.
    Created,
}

impl ImportPart {
    /// Every part; the stage stands before the sprints, whose meaning hangs on it.
    pub const ALL: [Self; 15] = [
        Self::Title,
        Self::Kind,
        Self::AsA,
        Self::IWant,
        Self::SoThat,
        Self::Description,
        Self::Criteria,
        Self::Estimate,
        Self::Stage,
        Self::Parent,
        Self::Sprints,
        Self::Labels,
        Self::Assignees,
        Self::DependsOn,
        Self::Created,
    ];

    /// Returns the word for it, in sentences and in what is remembered of an import.
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Kind => "kind",
            Self::AsA => "role",
            Self::IWant => "wish",
            Self::SoThat => "benefit",
            Self::Description => "description",
            Self::Criteria => "criteria",
            Self::Estimate => "estimate",
            Self::Stage => "stage",
            Self::Parent => "parent",
            Self::Sprints => "sprints",
            Self::Labels => "labels",
            Self::Assignees => "assignees",
            Self::DependsOn => "dependencies",
            Self::Created => "creation date",
        }
    }
}

/// What a row becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportTarget {
    /// An epic.
    Epic,
    /// An item of this kind.
    Item(Kind),
}

/// One row of another tool's export. Texts are as given, but for line ends, which are `\n`; no NUL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingItem {
    /// The line in the file where the row begins, counted from 1.
    pub line: u64,
    /// The other tool's key, if it has one: `STUDIO-95`.
    pub key: Option<String>,
    /// Epic or item.
    pub target: ImportTarget,
    /// The title; not blank.
    pub title: String,
    /// `As a …`: the role.
    pub as_a: Option<String>,
    /// `I want …`: the wish.
    pub i_want: Option<String>,
    /// `so that …`: the benefit; often missing.
    pub so_that: Option<String>,
    /// The long text; Markdown, or the other tool's markup kept as text.
    pub description: String,
    /// Acceptance criteria, one a line.
    pub criteria: Vec<String>,
    /// The estimate, on or off the deck.
    pub estimate: Option<Points>,
    /// The stage that the status was mapped to.
    pub stage: Stage,
    /// The parent's or the epic's source key (never a row number).
    pub parent: Option<String>,
    /// The sprints it was in, oldest first; the last one is the current or last sprint.
    pub sprints: Vec<String>,
    /// Label names.
    pub labels: Vec<String>,
    /// Names of the people who have it.
    pub assignees: Vec<String>,
    /// Source keys of the items that it waits for.
    pub depends_on: Vec<String>,
    /// Comments, oldest first.
    pub comments: Vec<IncomingComment>,
    /// Links: title and address.
    pub links: Vec<(String, String)>,
    /// When it was created; UTC milliseconds.
    pub created_ms: Option<i64>,
    /// When it was done; UTC milliseconds.
    pub done_ms: Option<i64>,
    /// Columns that mean nothing to us, as (header, text), kept with the item; empty cells left out.
    pub rest: Vec<(String, String)>,
}

impl IncomingItem {
    /// Returns a row with a title and nothing else: a story that nobody has started.
    pub fn titled(line: u64, title: &str) -> Self {
        Self {
            line,
            key: None,
            target: ImportTarget::Item(Kind::Story),
            title: title.to_owned(),
            as_a: None,
            i_want: None,
            so_that: None,
            description: String::new(),
            criteria: Vec::new(),
            estimate: None,
            stage: Stage::New,
            parent: None,
            sprints: Vec::new(),
            labels: Vec::new(),
            assignees: Vec::new(),
            depends_on: Vec::new(),
            comments: Vec::new(),
            links: Vec::new(),
            created_ms: None,
            done_ms: None,
            rest: Vec::new(),
        }
    }
}

/// A comment as another tool kept it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingComment {
    /// When it was written; UTC milliseconds.
    pub at_ms: Option<i64>,
    /// Who wrote it, as the other tool says it; empty where it does not.
    pub author: String,
    /// What it says.
    pub text: String,
}
