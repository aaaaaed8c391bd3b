//! Importing a file: the form of choices, or the import itself.

use super::effect::{Effect, ImportRequest, Outside, TakenKeys};
use super::layer::{Form, choice, typed};
use super::text::with_hint;
use crate::domain::product::BadPrefix;
use crate::domain::sentence::count;
use crate::domain::value::Stage;
use crate::exchange::columns::ColumnMeaning;
use crate::exchange::import::{
    CurrentSprint, FilePreview, ImportError, ImportOptions, MissingChoice, import_file, preview,
};
use crate::exchange::import_report::lines;
use crate::exchange::read_input::read_input;
use crate::exchange::statuses::{Origin, StatusWord};
use crate::session::{RunError, Session};
use std::path::Path;

/// The reply to an import request.
pub enum ImportReply {
    /// The choices to make first.
    Look(Form<Effect>),
    /// It was imported: a summary, and the remarks.
    Done(String, Vec<String>),
}

/// Imports a file; if there are choices that were not made yet, returns their form instead.
///
/// # Errors
/// A sentence for the user: the file cannot be read, or a rule refuses it.
pub fn import(session: &mut Session, path: &Path, chosen: &ImportRequest) -> Result<ImportReply, String> {
    if path.metadata().is_ok_and(|it| !it.is_file()) {
        // A pipe without a writer would block the screen for ever.
        return Err(format!("{} is not a file", path.display()));
    }
    let bytes = read_input(path).map_err(|error| error.to_string())?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let columns =
        chosen.columns.iter().map(|(number, field)| (format!("#{number}"), field.word().to_owned()));
    let options = ImportOptions {
        columns: columns.collect(),
        statuses: chosen.statuses.clone(),
        renumbers: chosen.taken_keys == TakenKeys::Renumber,
        prefix: match &chosen.taken_keys {
            TakenKeys::Prefix(prefix) => Some(prefix.clone()),
            TakenKeys::Refuse | TakenKeys::Renumber => None,
        },
        current: chosen.current.clone(),
        ..ImportOptions::default()
    };
    if !chosen.is_chosen {
        let preview = preview(session, &name, &bytes, &options).map_err(|error| sentence(&error))?;
        if let Some(form) = form(&name, &preview, chosen) {
            return Ok(ImportReply::Look(form));
        }
    }
    let outcome = import_file(session, &name, &bytes, &options).map_err(|error| sentence(&error))?;
    let lines = lines(&name, &outcome);
    Ok(ImportReply::Done(outcome.summary, lines))
}

/// Formats why nothing was imported, with the hint.
fn sentence(error: &ImportError) -> String {
    if let ImportError::Stopped(RunError::Refused(it)) = error {
        return with_hint(&it.message, it.hint.as_deref());
    }
    error.to_string()
}

/// Returns the form of choices: the stages of statuses, then the meaning of non-empty columns; `None` if there is
/// nothing to choose.
///
/// It is shown again when the meaning of a column has changed, because all other choices may depend on it.
fn form(name: &str, preview: &FilePreview, request: &ImportRequest) -> Option<Form<Effect>> {
    let title = match &preview.brought {
        Ok(outcome) => {
            let left_out = match outcome.left_out() {
                0 => String::new(),
                rows => format!("; {rows} rows are skipped"),
            };
            format!("Import {}{left_out}", outcome.plan.counts.contents())
        }
        Err(_) => format!("Import {name}"),
    };
    let (mut problem, mut why, mut sprints, mut is_taken) = (None, None, None, false);
    match &preview.brought {
        Ok(_) => {}
        Err(MissingChoice::Title(_)) => {
            problem = Some("choose the column with the titles");
        }
        Err(MissingChoice::Keys(refusal)) => (is_taken, why) = (true, Some(refusal.message.clone())),
        Err(MissingChoice::Sprint(names)) => {
            (sprints, why) =
                (Some(names), Some("choose the sprint that is running in the other tool".to_owned()));
        }
    }
    let is_complete = preview.brought.is_ok();
    let stages: Vec<_> = Stage::ALL.iter().map(|stage| (*stage, stage.word().to_owned())).collect();
    let meanings: Vec<_> = ColumnMeaning::ALL.iter().map(|it| (*it, it.word().to_owned())).collect();
    let mut form = Form::new(title);
    (form.note, form.keeps_draft) = (problem.map(str::to_owned).or(why), false);
    let sprint = sprints.map(|names| {
        let none = (CurrentSprint::None, "none".to_owned());
        let named = names.iter().map(|name| (CurrentSprint::Named(name.clone()), name.clone()));
        let last = names.last().map_or(CurrentSprint::None, |name| CurrentSprint::Named(name.clone()));
        let options = std::iter::once(none).chain(named).collect();
        form.ask(
            "Running sprint",
            Some(&last),
            choice(options).hint("imported as planned, to be started here"),
        )
    });
    let keys = is_taken.then(|| {
        let ways = vec![
            (false, "give these rows new numbers".to_owned()),
            (true, "give this product another prefix".to_owned()),
        ];
        let hint = "the old keys still find the items";
        let way = form.ask("Taken keys", Some(&false), choice(ways).hint(hint));
        let none = String::new();
        let prefix =
            form.ask("New prefix", Some(&none), typed("such as XY", String::clone, |it| Ok(it.to_owned())));
        (way, prefix)
    });
    let mut statuses = Vec::new();
    for status in &preview.statuses {
        let control = choice(stages.clone()).hint(known(status));
        let slot = form.ask(format!("Status {}", status.status), Some(&status.stage), control);
        statuses.push((status.status.clone(), slot));
    }
    let mut columns = Vec::new();
    for (at, column) in preview.columns.iter().enumerate().filter(|(_, it)| !it.sample.is_empty()) {
        let control = choice(meanings.clone()).hint(format!("e.g. {:?}", column.sample));
        columns.push((at + 1, form.ask(format!("Column {}", column.header), Some(&column.field), control)));
    }
    if form.fields.is_empty() {
        return None;
    }
    let request = request.clone();
    Some(form.then(move |form, _| {
        // What was missing decides what comes of the file: that is shown before anything is done.
        let mut request = ImportRequest { is_chosen: is_complete || problem.is_some(), ..request.clone() };
        if let Some(sprint) = &sprint {
            request.current = form.read(sprint)?;
        }
        if let Some((way, prefix)) = &keys {
            request.taken_keys = if form.read(way)? {
                let text = form.read(prefix)?;
                TakenKeys::Prefix(text.parse().map_err(|error: BadPrefix| prefix.wrong(error.to_string()))?)
            } else {
                TakenKeys::Renumber
            };
        }
        for (word, slot) in &statuses {
            if let Some(stage) = form.changed(slot)? {
                request.statuses.retain(|(other, _)| other != word);
                request.statuses.push((word.clone(), stage));
            }
        }
        for (number, slot) in &columns {
            if let Some(meaning) = form.changed(slot)? {
                request.columns.retain(|(other, _)| other != number);
                request.columns.push((*number, meaning));
                request.is_chosen = false;
            }
        }
        match (problem, columns.first()) {
            (Some(problem), Some((_, first))) if request.is_chosen => Err(first.wrong(problem)),
            (Some(problem), None) if request.is_chosen => Err(problem.to_owned().into()),
            _ => Ok(vec![Outside::Import(request).into()]),
        }
    }))
}

/// Formats the number of rows with a status word, and whether its stage is known.
fn known(word: &StatusWord) -> String {
    let rows = count(word.rows, "row", "rows");
    if word.from == Origin::Unknown { format!("{rows}; choose its stage") } else { rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::{Command, FieldEdit};
    use crate::domain::item::ItemField;
    use crate::domain::key::KeyTarget;
    use crate::exchange::json::tests::full;

    #[test]
    fn a_table_is_looked_at_first_and_brought_in_as_it_was_chosen() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, "key,what,state\nA-1,Pay by card,brewing\n").unwrap();
        let mut session = full();
        let mut looked = |chosen: &ImportRequest| match import(&mut session, &path, chosen) {
            Ok(ImportReply::Look(look)) => look,
            Ok(ImportReply::Done(summary, _)) => panic!("{summary}"),
            Err(error) => panic!("{error}"),
        };
        let look = looked(&ImportRequest::default());
        assert_eq!(look.title, "Import a.csv");
        assert!(look.note.is_some_and(|it| it.starts_with("choose the column with the titles")));
        let mut chosen = ImportRequest {
            columns: vec![(2, ColumnMeaning::Title)],
            path: path.clone(),
            ..ImportRequest::default()
        };
        let look = looked(&chosen);
        assert_eq!((look.title.as_str(), look.note), ("Import 1 item from a.csv: 1 new", None));
        let status = &look.fields[0];
        assert_eq!((&*status.label, &*status.hint), ("Status brewing", "1 row; choose its stage"));
        chosen.is_chosen = true;
        let Ok(ImportReply::Done(summary, _)) = import(&mut session, &path, &chosen) else {
            panic!("not brought in")
        };
        assert_eq!(summary, "Ana imported 1 item from a.csv: 1 new");
    }

    #[test]
    fn where_keys_are_taken_the_form_offers_both_ways_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let mut session = full();
        let taken = session.workspace().items.iter().map(|it| session.workspace().key(it.id)).min().unwrap();
        std::fs::write(&path, format!("key,title\n{taken},Theirs\n")).unwrap();
        let request = |taken_keys, is_chosen| ImportRequest {
            path: path.clone(),
            taken_keys,
            is_chosen,
            ..ImportRequest::default()
        };
        let Ok(ImportReply::Look(look)) = import(&mut session, &path, &request(TakenKeys::Refuse, false))
        else {
            panic!("no form")
        };
        assert!(
            look.note.as_ref().is_some_and(|it| it.contains("1 key of the file is taken here")),
            "{:?}",
            look.note
        );
        assert_eq!((&*look.fields[0].label, &*look.fields[1].label), ("Taken keys", "New prefix"));
        let Ok(ImportReply::Done(summary, _)) =
            import(&mut session, &path, &request(TakenKeys::Renumber, true))
        else {
            panic!("not imported")
        };
        assert!(summary.starts_with("Ana imported 1 item from a.csv: 1 new"), "{summary}");
        session.undo().unwrap();
        let prefix = TakenKeys::Prefix("QQ".parse().unwrap());
        assert!(matches!(import(&mut session, &path, &request(prefix, true)), Ok(ImportReply::Done(..))));
        assert_eq!(session.workspace().product().unwrap().prefix.as_str(), "QQ");
    }

    #[test]
    fn the_running_sprint_is_asked_for_and_the_remarks_are_those_of_the_command_line() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fixtures/imports/current-sprint.csv");
        let mut session = full();
        let request = |current, is_chosen| ImportRequest { current, is_chosen, ..ImportRequest::default() };
        let Ok(ImportReply::Look(form)) = import(&mut session, &path, &request(CurrentSprint::Unsaid, false))
        else {
            panic!("no form")
        };
        assert_eq!(form.note.as_deref(), Some("choose the sprint that is running in the other tool"));
        let field = &form.fields[0];
        assert_eq!((&*field.label, &*field.text()), ("Running sprint", "Sprint 3"));
        let named = CurrentSprint::Named("Sprint 3".to_owned());
        let Ok(ImportReply::Look(form)) = import(&mut session, &path, &request(named.clone(), false)) else {
            panic!("no second look")
        };
        assert!(form.title.starts_with("Import 4 items"), "{}", form.title);
        let Ok(ImportReply::Done(_, lines)) = import(&mut session, &path, &request(named, true)) else {
            panic!("not imported")
        };
        assert_eq!(lines, ["new past sprints: Sprint 2", "new planned sprints: Sprint 3"]);
    }

    /// The cases `again-1` and `again-2`, in the screen.
    #[test]
    fn kept_edits_and_missing_rows_are_shown_on_screen_too() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/imports");
        let mut session = full();
        let request = ImportRequest { is_chosen: true, ..ImportRequest::default() };
        import(&mut session, &folder.join("again-1.csv"), &request).unwrap();
        let Ok(Some(KeyTarget::Item(one))) = session.keyed("A-1") else { panic!("there is no A-1") };
        let edit = FieldEdit::blind(ItemField::Title("One here".parse().unwrap()));
        session.run(&Command::set(one, edit)).unwrap();
        let Ok(ImportReply::Done(_, lines)) = import(&mut session, &folder.join("again-2.csv"), &request)
        else {
            panic!("not imported")
        };
        assert!(lines.contains(&"1 item of jira is not in the file any more: A-2".to_owned()), "{lines:?}");
        let kept = "title kept as edited here; the file says \"One there\"";
        assert!(
            lines.iter().any(|line| line.starts_with("again-2.csv:2: ") && line.ends_with(kept)),
            "{lines:?}"
        );
    }

    #[test]
    fn what_is_no_file_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let message = import(&mut full(), folder.path(), &ImportRequest::default()).map(drop).unwrap_err();
        assert!(message.ends_with("is not a file"), "{message}");
    }
}
