//! The possible meanings of a column in another tool's file. Guessing them from headers is not here.

use crate::domain::value::string_enum;

string_enum! {
    /// The meaning of a column. Spaces and underscores are treated as hyphens.
    ColumnMeaning, "field" {
        /// The title.
        Title = "title",
        /// The key in the other tool, or its number if there is no other key.
        Key = "key",
        /// The internal number in the other tool, by which parents may be referenced.
        Id = "id",
        /// The description.
        Description = "description",
        /// The estimate.
        Points = "points",
        /// Story, bug, epic …
        Kind = "kind",
        /// The status, which is mapped to a stage.
        Status = "status",
        /// The category of the status: to do, in progress or done.
        Category = "category",
        /// The resolution: done, won't do, duplicate …
        Resolution = "resolution",
        /// The parent or the epic: a key, an internal number or, for an epic, a title.
        Parent = "parent",
        /// Sprints, oldest first.
        Sprint = "sprint",
        /// Labels.
        Labels = "labels",
        /// The assignees.
        Assignee = "assignee",
        /// The role of a user story.
        AsA = "as-a" | "as a" | "as_a",
        /// The request of a user story.
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
        /// Keys of the items it depends on.
        DependsOn = "depends-on" | "depends on" | "depends_on",
        /// A URL.
        Link = "link",
        /// The position in the backlog.
        Rank = "rank",
        /// No meaning to us; kept with the item under its header.
        Keep = "keep",
        /// No meaning, and not kept.
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
