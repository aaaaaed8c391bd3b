//! What a column of another tool's file can mean to us. Guessing it from headers is not here.

use std::fmt;
use std::str::FromStr;

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $word:literal),+ $(,)?) => {
        /// The meaning of one column.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(into = "String", try_from = "String")]
        pub enum ColumnMeaning { $($(#[$doc])* $name),+ }

        impl ColumnMeaning {
            /// Every meaning, in the order in which people are shown them.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Returns the word by which people name the meaning.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }
        }
    };
}

fields! {
    /// The title.
    Title = "title",
    /// The other tool's key, or its number where it has no other key.
    Key = "key",
    /// The other tool's inner number, which parents may be named by.
    Id = "id",
    /// The long text.
    Description = "description",
    /// The estimate.
    Points = "points",
    /// Story, bug, epic …
    Kind = "kind",
    /// The status, which becomes a stage.
    Status = "status",
    /// Whether the status means to do, in progress or done.
    Category = "category",
    /// How it ended: done, won't do, duplicate …
    Resolution = "resolution",
    /// The parent or the epic: key, inner number or, for an epic, title.
    Parent = "parent",
    /// Sprints, oldest first.
    Sprint = "sprint",
    /// Labels.
    Labels = "labels",
    /// Who has it.
    Assignee = "assignee",
    /// The role of a user story.
    AsA = "as-a",
    /// The wish of a user story.
    IWant = "i-want",
    /// The benefit of a user story.
    SoThat = "so-that",
    /// Acceptance criteria, one a line.
    Criteria = "criteria",
    /// A comment.
    Comment = "comment",
    /// When it was created.
    Created = "created",
    /// When it was done.
    Done = "done",
    /// Keys of what it waits for.
    DependsOn = "depends-on",
    /// An address.
    Link = "link",
    /// The place in the backlog.
    Rank = "rank",
    /// Nothing to us; kept with the item under its header.
    Keep = "keep",
    /// Nothing, and not kept.
    Ignore = "ignore",
}

/// A word that names no field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is no field: choose one of {}", known())]
pub struct BadField {
    /// What was written.
    pub given: String,
}

fn known() -> String {
    ColumnMeaning::ALL.iter().map(|field| field.word()).collect::<Vec<_>>().join(", ")
}

impl FromStr for ColumnMeaning {
    type Err = BadField;
    /// Reads a field's word; blanks and underscores count as hyphens.
    fn from_str(given: &str) -> Result<Self, BadField> {
        let word = given.trim().to_lowercase().replace([' ', '_'], "-");
        let bad = || BadField { given: given.chars().take(40).collect() };
        Self::ALL.iter().copied().find(|field| field.word() == word).ok_or_else(bad)
    }
}

impl fmt::Display for ColumnMeaning {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

impl From<ColumnMeaning> for String {
    fn from(field: ColumnMeaning) -> Self {
        field.word().to_owned()
    }
}

impl TryFrom<String> for ColumnMeaning {
    type Error = BadField;
    fn try_from(word: String) -> Result<Self, BadField> {
        word.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_as_its_field() {
        for field in ColumnMeaning::ALL {
            assert_eq!(field.word().parse(), Ok(*field));
            assert_eq!(field.word().to_uppercase().replace('-', "_").parse(), Ok(*field));
        }
    }

    #[test]
    fn a_wrong_word_is_answered_with_the_right_ones() {
        let error = "pionts".parse::<ColumnMeaning>().unwrap_err().to_string();
        assert!(error.starts_with("\"pionts\" is no field: choose one of title, key, id, "), "{error}");
    }
}
