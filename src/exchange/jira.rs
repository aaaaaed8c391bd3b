//! The parts of a Jira CSV that are specific to Jira: its headers, in two languages, and its comments. Reading rows
//! is not here.

mod comment;

pub use comment::comment;

use super::columns::{ColumnMeaning, plain};
use crate::text::Sections;
use std::sync::LazyLock;

/// The headers with a unique meaning, and the custom fields after `custom`, each under the stored form of its
/// meaning.
static HEADERS: LazyLock<Sections> = LazyLock::new(|| Sections::read(include_str!("jira/headers.txt")));

/// Returns whether the headers are Jira's: a summary, and something that only Jira calls by that name.
pub fn recognises(header: &[String]) -> bool {
    let has = |wanted: &[&str]| header.iter().any(|it| wanted.contains(&it.trim().to_lowercase().as_str()));
    let custom = header.iter().any(|it| custom_field(it).is_some());
    has(&["summary", "resumen"])
        && (custom
            || has(&["issue key", "issue id", "issue type", "clave de incidencia", "tipo de incidencia"]))
}

/// Returns the meaning of each column; columns that are not among Jira's own headers are kept.
pub fn fields(header: &[String]) -> Vec<ColumnMeaning> {
    let known = |under: &str, name: String| {
        let means =
            |field: &&ColumnMeaning| HEADERS.list(&format!("{under}{field}")).contains(&name.as_str());
        ColumnMeaning::ALL.iter().find(means).copied()
    };
    let field = |header: &String| match custom_field(header) {
        Some(name) => known("custom ", plain(name)),
        // Some exports, and what people edit by hand, name custom fields plainly.
        None => known("", plain(header)).or_else(|| known("custom ", plain(header))),
    };
    let mut fields: Vec<ColumnMeaning> =
        header.iter().map(|it| field(it).unwrap_or(ColumnMeaning::Keep)).collect();
    // An export without keys still has its numbers, by which a row is recognised on re-import.
    if !fields.contains(&ColumnMeaning::Key) {
        fields.iter_mut().filter(|it| **it == ColumnMeaning::Id).for_each(|it| *it = ColumnMeaning::Key);
    }
    fields
}

/// Returns the name inside `Custom field (…)`.
fn custom_field(header: &str) -> Option<&str> {
    let (before, name) = header.split_once('(')?;
    ["custom field", "campo personalizado"]
        .contains(&before.trim().to_lowercase().as_str())
        .then(|| name.strip_suffix(')').unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ColumnMeaning as F;

    fn header(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn jira_is_recognised_by_its_headers() {
        assert!(recognises(&header("Summary,Issue key,Issue id")));
        assert!(recognises(&header("Resumen,Clave de incidencia,Estado")));
        assert!(recognises(&header("summary,Custom field (Story Points)")));
        assert!(!recognises(&header("issuekey,title,description,storypoint,split_mark")));
        assert!(!recognises(&header("Summary,Status")));
        assert!(!recognises(&[]));
    }

    #[test]
    fn columns_are_understood_in_english_and_spanish() {
        let english = "Summary,Issue key,Custom field (Story Points),Custom field (Story point estimate),Parent,Custom field (Epic Link),\
                       Status Category,Custom field (Rank),Parent summary,Custom field (תאריך),Inward issue link (Blocks),Outward issue link (Blocks)";
        assert_eq!(
            fields(&header(english)),
            [
                F::Title,
                F::Key,
                F::Points,
                F::Points,
                F::Parent,
                F::Parent,
                F::Category,
                F::Rank,
                F::Keep,
                F::Keep,
                F::DependsOn,
                F::Keep
            ]
        );
        let spanish = "Resumen,Clave de incidencia,ID de la incidencia,Campo personalizado (Story Points),Categoría de estado,Principal,Clave principal,Etiquetas";
        assert_eq!(
            fields(&header(spanish)),
            [F::Title, F::Key, F::Id, F::Points, F::Category, F::Parent, F::Parent, F::Labels]
        );
    }
}
