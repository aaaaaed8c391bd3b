//! Guessing the meanings of a plain table's columns from their headers. Jira's own headers are not here.

use super::ColumnMeaning;
use crate::text::Sections;
use std::sync::LazyLock;

/// The headers of each meaning, under its stored form.
static HEADERS: LazyLock<Sections> = LazyLock::new(|| Sections::read(include_str!("headers.txt")));

/// Guesses the meaning of each column; columns with an unknown header are kept. Of several headers with a meaning, the
/// likeliest that has filled cells counts.
pub fn guess(header: &[String], is_filled: &dyn Fn(usize) -> bool) -> Vec<ColumnMeaning> {
    let plain: Vec<String> = header.iter().map(|it| plain(it)).collect();
    let mut fields = vec![ColumnMeaning::Keep; header.len()];
    for field in ColumnMeaning::ALL {
        let words = HEADERS.list(field.word());
        let free = |at: usize| fields[at] == ColumnMeaning::Keep;
        let has = |word: &&&str, filled: bool| {
            (0..plain.len()).any(|at| free(at) && plain[at] == **word && (!filled || is_filled(at)))
        };
        let best =
            words.iter().find(|word| has(word, true)).or_else(|| words.iter().find(|word| has(word, false)));
        if let Some(word) = best {
            for at in 0..plain.len() {
                if plain[at] == *word && fields[at] == ColumnMeaning::Keep {
                    fields[at] = *field;
                }
            }
        }
    }
    tree(&plain, &mut fields);
    ours(&plain, &mut fields);
    story(&plain, &mut fields);
    fields
}

/// Recognises Azure DevOps' tree `Title 1, Title 2 …`, in which the column is the depth.
fn tree(plain: &[String], fields: &mut [ColumnMeaning]) {
    if fields.contains(&ColumnMeaning::Title) {
        return;
    }
    for (header, field) in plain.iter().zip(fields) {
        let depth = header.strip_prefix("title").and_then(|rest| rest.parse::<u8>().ok());
        if depth.is_some() && *field == ColumnMeaning::Keep {
            *field = ColumnMeaning::Title;
        }
    }
}

/// Recognises our own exports, which have separate columns for the epic and for the current sprint.
fn ours(plain: &[String], fields: &mut [ColumnMeaning]) {
    if !is_ours(plain) {
        return;
    }
    for (header, field) in plain.iter().zip(fields) {
        match header.as_str() {
            "epic" => *field = ColumnMeaning::Parent,
            "sprint" => *field = ColumnMeaning::Ignore,
            _ => {}
        }
    }
}

/// Returns whether normalised headers are those of our own exports.
pub fn is_ours(plain: &[String]) -> bool {
    let has = |header: &&str| plain.iter().any(|it| it == header);
    ["key", "stage", "parent", "epic", "sprint", "sprints", "sourcekey"].iter().all(has)
}

/// `Role` and `goal` are parts of a story only when both are present; alone they mean something else.
fn story(plain: &[String], fields: &mut [ColumnMeaning]) {
    if fields.contains(&ColumnMeaning::AsA) && fields.contains(&ColumnMeaning::IWant) {
        return;
    }
    for (header, field) in plain.iter().zip(fields) {
        if ["role", "actor", "persona", "goal", "want", "wish", "benefit", "como", "als"]
            .contains(&header.as_str())
        {
            *field = ColumnMeaning::Keep;
        }
    }
}

/// Normalises a header: ignores case, spaces and punctuation.
pub fn plain(header: &str) -> String {
    header.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::columns::ColumnMeaning as F;

    fn guessed(header: &str) -> Vec<ColumnMeaning> {
        guess(&header.split(',').map(str::to_owned).collect::<Vec<_>>(), &|_| true)
    }

    #[test]
    fn research_files_need_no_question() {
        assert_eq!(
            guessed("issuekey,title,description,storypoint,split_mark"),
            [F::Key, F::Title, F::Description, F::Points, F::Keep]
        );
        assert_eq!(guessed("key,title,story_points,sprints"), [F::Key, F::Title, F::Points, F::Sprint]);
    }

    #[test]
    fn linear_azure_and_gitlab_are_understood() {
        let header = "ID,Team,Title,Status,Estimate,Assignee,Labels,Cycle Number,Cycle Name,Completed,Milestone,Parent issue";
        assert_eq!(
            guessed(header),
            [
                F::Key,
                F::Keep,
                F::Title,
                F::Status,
                F::Points,
                F::Assignee,
                F::Labels,
                F::Keep,
                F::Sprint,
                F::Done,
                F::Keep,
                F::Parent
            ]
        );
        assert_eq!(
            guessed("ID,Work Item Type,Title 1,Title 2,Assigned To,State,Effort,Tags,Iteration Path"),
            [F::Key, F::Kind, F::Title, F::Title, F::Assignee, F::Status, F::Points, F::Labels, F::Sprint]
        );
        assert_eq!(
            guessed("Issue ID,URL,Title,State,Weight,Milestone"),
            [F::Key, F::Link, F::Title, F::Status, F::Points, F::Sprint]
        );
    }

    #[test]
    fn spreadsheets_in_other_languages_are_understood() {
        assert_eq!(guessed("Título,Puntos,Estado"), [F::Title, F::Points, F::Status]);
        assert_eq!(guessed("Titel,Beschreibung,Aufwand"), [F::Title, F::Description, F::Points]);
    }

    #[test]
    fn a_goal_is_a_wish_only_beside_a_role() {
        assert_eq!(guessed("Role,Goal,Benefit"), [F::AsA, F::IWant, F::SoThat]);
        assert_eq!(guessed("Title,Goal"), [F::Title, F::Keep]);
        assert_eq!(guessed("As a,I want,So that"), [F::AsA, F::IWant, F::SoThat]);
    }

    #[test]
    fn a_column_has_one_meaning_and_a_second_title_is_kept() {
        assert_eq!(guessed("Name,Title,Summary"), [F::Keep, F::Title, F::Keep]);
        assert_eq!(guessed("Labels,Labels"), [F::Labels, F::Labels]);
        assert_eq!(guessed(""), [F::Keep]);
    }
}
