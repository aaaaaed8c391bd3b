//! What is Jira's own in a Jira CSV: its headers, in two languages, and its comments. Reading rows is not here.

mod comment;

pub use comment::comment;

use super::columns::{ColumnMeaning, plain};

/// Headers with one meaning, in English (old and new exports) and Spanish; compared without case, blanks and signs.
#[rustfmt::skip]
const HEADERS: &[(&str, ColumnMeaning)] = &[
    ("summary", ColumnMeaning::Title), ("resumen", ColumnMeaning::Title),
    ("issuekey", ColumnMeaning::Key), ("clavedeincidencia", ColumnMeaning::Key),
    ("issueid", ColumnMeaning::Id), ("iddelaincidencia", ColumnMeaning::Id),
    ("issuetype", ColumnMeaning::Kind), ("tipodeincidencia", ColumnMeaning::Kind),
    ("status", ColumnMeaning::Status), ("estado", ColumnMeaning::Status),
    ("statuscategory", ColumnMeaning::Category), ("categoríadeestado", ColumnMeaning::Category),
    ("resolution", ColumnMeaning::Resolution), ("resolución", ColumnMeaning::Resolution),
    ("assignee", ColumnMeaning::Assignee), ("personaasignada", ColumnMeaning::Assignee),
    ("created", ColumnMeaning::Created), ("creada", ColumnMeaning::Created),
    ("resolved", ColumnMeaning::Done), ("resuelta", ColumnMeaning::Done),
    ("labels", ColumnMeaning::Labels), ("etiquetas", ColumnMeaning::Labels),
    ("description", ColumnMeaning::Description), ("descripción", ColumnMeaning::Description),
    ("sprint", ColumnMeaning::Sprint),
    ("parent", ColumnMeaning::Parent), ("parentid", ColumnMeaning::Parent), ("parentkey", ColumnMeaning::Parent),
    ("principal", ColumnMeaning::Parent), ("claveprincipal", ColumnMeaning::Parent),
    ("comment", ColumnMeaning::Comment), ("comments", ColumnMeaning::Comment), ("comentario", ColumnMeaning::Comment), ("comentarios", ColumnMeaning::Comment),
    // The issues that this one "is blocked by"; the outward column says the same from the other end.
    ("inwardissuelinkblocks", ColumnMeaning::DependsOn), ("inwardissuelinkblocker", ColumnMeaning::DependsOn),
];

/// The names of custom fields that mean something to us.
#[rustfmt::skip]
const CUSTOM: &[(&str, ColumnMeaning)] = &[
    ("storypoints", ColumnMeaning::Points), ("storypointestimate", ColumnMeaning::Points),
    ("epiclink", ColumnMeaning::Parent), ("sprint", ColumnMeaning::Sprint), ("rank", ColumnMeaning::Rank),
    ("acceptancecriteria", ColumnMeaning::Criteria), ("criteriosdeaceptación", ColumnMeaning::Criteria),
];

/// Tells whether a header is Jira's: a summary, and something that only Jira calls so.
pub fn recognises(header: &[String]) -> bool {
    let has = |wanted: &[&str]| header.iter().any(|it| wanted.contains(&it.trim().to_lowercase().as_str()));
    let custom = header.iter().any(|it| custom_field(it).is_some());
    has(&["summary", "resumen"])
        && (custom
            || has(&["issue key", "issue id", "issue type", "clave de incidencia", "tipo de incidencia"]))
}

/// Returns what each column means; what Jira's own headers do not tell is kept.
pub fn fields(header: &[String]) -> Vec<ColumnMeaning> {
    let known =
        |list: &[(&str, ColumnMeaning)], name: &str| list.iter().find(|it| it.0 == name).map(|it| it.1);
    let field = |header: &String| match custom_field(header) {
        Some(name) => known(CUSTOM, &plain(name)),
        None => known(HEADERS, &plain(header)),
    };
    let mut fields: Vec<ColumnMeaning> =
        header.iter().map(|it| field(it).unwrap_or(ColumnMeaning::Keep)).collect();
    // An export without keys still has its numbers, and a number knows a row again.
    if !fields.contains(&ColumnMeaning::Key) {
        fields.iter_mut().filter(|it| **it == ColumnMeaning::Id).for_each(|it| *it = ColumnMeaning::Key);
    }
    fields
}

/// The name inside `Custom field (…)`.
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
