//! What a column of another tool's file can mean to us. Guessing it from headers is not here.

use crate::domain::value::string_enum;

string_enum! {
    /// The meaning of one column. Blanks and underscores count as hyphens.
    ColumnMeaning, "field" {
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
        AsA = "as-a" | "as a" | "as_a",
        /// The wish of a user story.
        IWant = "i-want" | "i want" | "i_want",
        /// The benefit of a user story.
        SoThat = "so-that" | "so that" | "so_that",
        /// Acceptance criteria, one a line.
        Criteria = "criteria",
        /// A comment.
        Comment = "comment",
        /// When it was created.
        Created = "created",
        /// When it was done.
        Done = "done",
        /// Keys of what it waits for.
        DependsOn = "depends-on" | "depends on" | "depends_on",
        /// An address.
        Link = "link",
        /// The place in the backlog.
        Rank = "rank",
        /// Nothing to us; kept with the item under its header.
        Keep = "keep",
        /// Nothing, and not kept.
        Ignore = "ignore",
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
