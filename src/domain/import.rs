//! The contents of another tool's file in Scrum's terms, with names unresolved: what `exchange` hands to `decide`;
//! and the plan that results. Reading files is not here, nor is deciding what the rows change.

mod cycles;
mod plan;
mod unmapped_fields;

pub use cycles::cycles;
pub use plan::{ImportPlan, Remark};
pub use unmapped_fields::UnmappedFields;

use super::product::Prefix;
use super::value::{Kind, Points, Stage, string_enum};
use std::collections::{BTreeMap, BTreeSet};

/// One import: every readable row, in backlog order, and the problems of the others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch {
    /// The name of the source tool, such as `jira`; part of an item's identity on re-import.
    pub source: String,
    /// The file's name, as it is shown.
    pub file: String,
    /// The sprint that is running in the other tool; it is imported as a planned one, to be started next.
    pub current: Option<String>,
    /// The key prefix that this product adopts with the import; `None` to keep its own.
    pub prefix: Option<Prefix>,
    /// Whether rows get new numbers if theirs are taken here; otherwise the import is refused then.
    pub renumbers: bool,
    /// Whether it is a table in the form that we export.
    pub is_own_table: bool,
    /// The parts for which the file has no column; an import leaves them as they are.
    pub silent: BTreeSet<ImportPart>,
    /// The headers of the filled columns that mean nothing to us and are only kept with the items.
    pub extra_columns: Vec<String>,
    /// The names of people by their accounts in the other tool, where the file has both.
    pub accounts: BTreeMap<String, String>,
    /// The rows that were read, topmost first.
    pub rows: Vec<IncomingItem>,
    /// The rows that were not, and other problems.
    pub problems: Vec<ImportProblem>,
}

/// A row that could not be imported unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportProblem {
    /// The line in the file where the row starts, counted from 1.
    pub line: u64,
    /// What is wrong with it, as one sentence.
    pub reason: String,
    /// Whether the row was skipped; otherwise it was imported with a remark.
    pub left_out: bool,
    /// Whether information is lost: the row as a whole, or the contents of a cell.
    pub is_loss: bool,
}

string_enum! {
    /// A part of an item that a file can contain; each is compared on its own when the file is imported again.
    /// Its word is used in sentences and stored with an import.
    ImportPart, "part of an item" {
        /// The title.
        Title = "title",
        /// The kind.
        Kind = "kind",
        /// `As a …`.
        AsA = "role",
        /// `I want …`.
        IWant = "wish",
        /// `so that …`.
        SoThat = "benefit",
        /// The description.
        Description = "description",
        /// The acceptance criteria.
        Criteria = "criteria",
        /// The estimate.
        Estimate = "estimate",
        /// The stage, and since when it is accepted or dropped.
        Stage = "stage",
        /// The parent item or epic.
        Parent = "parent",
        /// The sprints it was in.
        Sprints = "sprints",
        /// The labels.
        Labels = "labels",
        /// The assignees.
        Assignees = "assignees",
        /// The dependencies.
        DependsOn = "dependencies",
        /// When it was created.
        Created = "creation date",
    }
}

/// The kind of entity that a row becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportTarget {
    /// An epic.
    Epic,
    /// An item of this kind.
    Item(Kind),
}

impl Default for ImportTarget {
    fn default() -> Self {
        Self::Item(Kind::Story)
    }
}

/// One row of another tool's export. Texts are unchanged, except that line ends are `\n`; they contain no
/// NUL.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IncomingItem {
    /// The line in the file where the row starts, counted from 1.
    pub line: u64,
    /// The key in the other tool, if it has one: `STUDIO-95`.
    pub key: Option<String>,
    /// Epic or item.
    pub target: ImportTarget,
    /// The title; not blank.
    pub title: String,
    /// `As a …`: the role.
    pub as_a: Option<String>,
    /// `I want …`: the request.
    pub i_want: Option<String>,
    /// `so that …`: the benefit; often missing.
    pub so_that: Option<String>,
    /// The description; Markdown, or the other tool's markup kept as text.
    pub description: String,
    /// Acceptance criteria, one a line.
    pub criteria: Vec<String>,
    /// The estimate; need not be a card of the deck.
    pub estimate: Option<Points>,
    /// The stage that the status was mapped to.
    pub stage: Stage,
    /// The parent's or the epic's source key (never a row number).
    pub parent: Option<String>,
    /// Whether the parent is an epic given by its title, which is made if there is none.
    pub names_epic: bool,
    /// The sprints it was in, oldest first; the last one is the current or last sprint.
    pub sprints: Vec<String>,
    /// Label names.
    pub labels: Vec<String>,
    /// Names of the assignees.
    pub assignees: Vec<String>,
    /// Source keys of the items it depends on.
    pub depends_on: Vec<String>,
    /// Comments, oldest first.
    pub comments: Vec<IncomingComment>,
    /// Links, each as title and URL.
    pub links: Vec<(String, String)>,
    /// When it was created; UTC milliseconds.
    pub created_ms: Option<i64>,
    /// When it was done; UTC milliseconds.
    pub done_ms: Option<i64>,
    /// Unmapped columns, as (header, text); empty cells are left out.
    pub unmapped_fields: Vec<(String, String)>,
}

impl Batch {
    /// Returns the name of the author of a comment: that of the account, if the file has it.
    pub fn author<'b>(&'b self, comment: &'b IncomingComment) -> &'b str {
        self.accounts.get(&comment.author).unwrap_or(&comment.author)
    }
}

impl IncomingItem {
    /// Creates a row that has a title and nothing else: a story that has not been started.
    pub fn titled(line: u64, title: &str) -> Self {
        Self { line, title: title.to_owned(), ..Self::default() }
    }
}

/// A comment from another tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingComment {
    /// When it was written; UTC milliseconds.
    pub at_ms: Option<i64>,
    /// The author's name in the other tool; empty if unknown.
    pub author: String,
    /// The text.
    pub text: String,
}
