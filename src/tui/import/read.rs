//! Reading a file for the screen: its choices, or its import.

use super::{ColumnChoice, ImportPreview, ImportReply, ImportRequest, StatusChoice};
use crate::domain::refusal::Refusal;
use crate::domain::sentence::count;
use crate::exchange::columns::ColumnMeaning;
use crate::exchange::import::{self, ImportError, ImportOptions, import_file, preview};
use crate::exchange::read_input::read_input;
use crate::exchange::statuses::{Origin, StatusWord};
use crate::session::{RunError, Session};
use std::path::Path;

/// Previews a file for the screen, or imports it if there are no choices, or if they have been made.
///
/// # Errors
/// A sentence for the person: the file cannot be read, or a rule forbids it.
pub fn import(session: &mut Session, path: &Path, chosen: &ImportRequest) -> Result<ImportReply, String> {
    if path.metadata().is_ok_and(|it| !it.is_file()) {
        // A pipe without a writer would block the screen forever.
        return Err(format!("{} is not a file", path.display()));
    }
    let bytes = read_input(path).map_err(|error| error.to_string())?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let columns = chosen.columns.iter().map(|(number, field)| (format!("#{number}"), field.clone()));
    let wish = ImportOptions {
        columns: columns.collect(),
        statuses: chosen.statuses.clone(),
        ..ImportOptions::default()
    };
    if !chosen.is_chosen {
        let look = preview(session, &name, &bytes, &wish).map_err(|error| sentence(&error))?;
        let look = shown(&name, &look);
        if look.has_choices() {
            return Ok(ImportReply::Look(look));
        }
    }
    let brought = import_file(session, &name, &bytes, &wish).map_err(|error| sentence(&error))?;
    Ok(ImportReply::Done(match brought.left_out() {
        0 => brought.summary,
        rows => format!("{}; {rows} rows were left out, ceremony import says which", brought.summary),
    }))
}

/// Returns the reason why nothing was imported, and what to try.
fn sentence(error: &ImportError) -> String {
    match error {
        ImportError::Stopped(RunError::Refused(Refusal { message, hint: Some(hint), .. })) => {
            format!("{message}; {hint}")
        }
        ImportError::Stopped(_)
        | ImportError::Unreadable(_)
        | ImportError::Mapping(_)
        | ImportError::Export(_)
        | ImportError::Failed(_) => error.to_string(),
    }
}

/// Words a preview for the screen.
fn shown(name: &str, look: &import::FilePreview) -> ImportPreview {
    let (title, problem) = if let Ok(brought) = &look.brought {
        let left_out = match brought.left_out() {
            0 => String::new(),
            rows => format!("; {rows} rows are left out"),
        };
        (format!("Import {}{left_out}", brought.plan.counts.contents()), None)
    } else {
        let problem = "choose the column that holds the titles: no header tells it";
        (format!("Import {name}"), Some(problem.to_owned()))
    };
    let place = |field| ColumnMeaning::ALL.iter().position(|it| *it == field).unwrap_or(0);
    let column = |(at, it): (usize, &crate::exchange::columns::Described)| ColumnChoice {
        number: at + 1,
        header: it.header.clone(),
        sample: it.sample.clone(),
        meaning: place(it.field),
    };
    let known = |word: &StatusWord| {
        let rows = count(word.rows, "row", "rows");
        if word.from == Origin::Unknown { format!("{rows}; nothing tells its stage") } else { rows }
    };
    let status =
        |it: &StatusWord| StatusChoice { word: it.status.clone(), known: known(it), stage: it.stage };
    ImportPreview {
        title,
        problem,
        meanings: ColumnMeaning::ALL.iter().map(|field| field.word().to_owned()).collect(),
        columns: look
            .columns
            .iter()
            .enumerate()
            .filter(|(_, it)| !it.sample.is_empty())
            .map(column)
            .collect(),
        statuses: look.statuses.iter().map(status).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::json::tests::full;

    #[test]
    fn a_table_is_looked_at_first_and_brought_in_as_it_was_chosen() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, "key,what,state\nA-1,Pay by card,brewing\n").unwrap();
        let mut session = full();
        let mut looked = |chosen: &ImportRequest| match import(&mut session, &path, chosen) {
            Ok(ImportReply::Look(look)) => look,
            Ok(ImportReply::Done(told)) => panic!("{told}"),
            Err(error) => panic!("{error}"),
        };
        let look = looked(&ImportRequest::default());
        assert_eq!(look.title, "Import a.csv");
        assert!(look.problem.is_some_and(|it| it.starts_with("choose the column that holds the titles")));
        let mut chosen = ImportRequest {
            columns: vec![(2, "title".to_owned())],
            path: path.clone(),
            ..ImportRequest::default()
        };
        let look = looked(&chosen);
        assert_eq!((look.title.as_str(), look.problem), ("Import 1 item from a.csv: 1 new", None));
        let status = &look.statuses[0];
        assert_eq!(
            (status.word.as_str(), status.known.as_str()),
            ("brewing", "1 row; nothing tells its stage")
        );
        chosen.is_chosen = true;
        let Ok(ImportReply::Done(told)) = import(&mut session, &path, &chosen) else {
            panic!("not brought in")
        };
        assert_eq!(told, "Ana imported 1 item from a.csv: 1 new");
    }

    #[test]
    fn what_is_no_file_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let message = import(&mut full(), folder.path(), &ImportRequest::default()).map(drop).unwrap_err();
        assert!(message.ends_with("is not a file"), "{message}");
    }
}
