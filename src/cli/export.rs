//! `export`: the complete product as JSON, or its items as CSV.

use super::context::CommandResult;
use super::environment::VerbEnvironment;
use super::options::GlobalOptions;
use super::output::Reply;
use super::problem::CliError;
use crate::domain::sentence::{count, list};
use crate::exchange::csv_out::CellGuard;
use crate::exchange::json::WrittenCounts;
use crate::exchange::{csv_write, json};
use crate::platform::{WriteTarget, folder_of};
use crate::store::unfinished::unfinished;
use crate::store::{destination, write_stream};
use crate::text::sanitize_lines;
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes the whole product as JSON, or its items as CSV
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony export product.json          whole, to be imported again without loss
  ceremony export items.csv             for a spreadsheet
  ceremony export - --format csv        to standard output")]
pub(super) struct ExportArgs {
    /// The file, or - for standard output
    #[arg(value_name = "FILE")]
    to: PathBuf,
    /// The format [default: by the file's extension, else JSON]
    #[arg(long, value_enum)]
    format: Option<ExportFormat>,
    /// Writes CSV cells unchanged, even those that a spreadsheet would read as formulas or a terminal as commands
    #[arg(long)]
    raw: bool,
    /// Overwrites an existing file
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    Json,
    Csv,
}

#[derive(Serialize)]
struct ExportJson<'a> {
    did: &'a str,
    file: &'a str,
    format: &'a str,
    items: usize,
    epics: usize,
    /// The number of hidden cards that were left out.
    hidden_cards: usize,
    /// The number of hidden notes that were left out.
    hidden_notes: usize,
    bytes: usize,
}

impl ExportArgs {
    pub fn run(&self, env: &mut VerbEnvironment<'_>, options: &GlobalOptions) -> CommandResult {
        let file = env.file(options)?;
        let cx = &mut env.context(options)?;
        let form = self.format.map_or_else(|| format_of(&self.to), Ok)?;
        let gate = if self.raw { CellGuard::Raw } else { CellGuard::Guarded };
        let mut content = Vec::new();
        let written = match form {
            ExportFormat::Json => json::write(&mut cx.session, &mut content),
            ExportFormat::Csv => csv_write::write(&mut cx.session, &mut content, gate),
        };
        let written = written.map_err(|error| failed(&self.to, &error))?;
        let left_out = left_out(form, written);
        if self.to == Path::new("-") {
            let is_shown = form == ExportFormat::Csv && !self.raw;
            let reply = if is_shown { shown(content) } else { Reply::raw(content) };
            return Ok(reply.noting(left_out));
        }
        let shown = form == ExportFormat::Csv && !self.raw;
        match destination(&file, &self.to)? {
            WriteTarget::File(path) => self.save(&path, &content)?,
            WriteTarget::Stream | WriteTarget::Other(_) => {
                // It may be a terminal.
                let text = shown.then(|| sanitize_lines(&String::from_utf8_lossy(&content)).into_owned());
                let content = text.as_deref().map_or(content.as_slice(), str::as_bytes);
                write_stream(&self.to, content).map_err(|error| failed(&self.to, &error))?;
            }
        }
        let file = self.to.display().to_string();
        let did = format!("exported to {file}");
        let format = if form == ExportFormat::Json { "json" } else { "csv" };
        let WrittenCounts { items, epics, hidden_cards, hidden_notes } = written;
        let bytes = content.len();
        let reply = cx.reply(
            |_| format!("{did}\n"),
            |_| ExportJson {
                did: &did,
                file: &file,
                format,
                items,
                epics,
                hidden_cards,
                hidden_notes,
                bytes,
            },
        );
        Ok(reply.noting(left_out))
    }

    /// Writes next to the file and renames: a partial export never appears.
    fn save(&self, path: &Path, content: &[u8]) -> Result<(), CliError> {
        let former = path.metadata().ok();
        if former.is_some() && !self.force {
            return Err(CliError {
                kind: "rule",
                code: 1,
                ..CliError::usage(format!("there is a file {} already", self.to.display()))
            }
            .hint("overwrite it with --force"));
        }
        let mut file = unfinished(folder_of(path), "").map_err(|error| failed(&self.to, &error))?;
        if let Some(former) = former {
            file.as_file().set_permissions(former.permissions()).map_err(|error| failed(&self.to, &error))?;
        }
        // Written past the wrapper, whose errors name the unfinished file.
        let written = file.as_file_mut().write_all(content);
        written.and_then(|()| file.as_file().sync_all()).map_err(|error| failed(&self.to, &error))?;
        file.persist(path).map_err(|error| failed(&self.to, &error))?;
        Ok(())
    }
}

/// Returns the note on what is hidden and therefore left out of a complete export.
fn left_out(form: ExportFormat, written: WrittenCounts) -> Vec<String> {
    let (cards, notes) = (written.hidden_cards, written.hidden_notes);
    if form == ExportFormat::Csv || cards + notes == 0 {
        return Vec::new();
    }
    let counts = [count(cards, "hidden card", "hidden cards"), count(notes, "hidden note", "hidden notes")];
    let some = [cards, notes].into_iter().zip(counts).filter(|(number, _)| *number > 0);
    let some: Vec<String> = some.map(|(_, words)| words).collect();
    let is = if cards + notes == 1 { "is" } else { "are" };
    vec![format!("{} {is} left out: what is hidden until its reveal is in no export", list(&some))]
}

/// Returns the format that the ending of a file's name promises.
fn format_of(to: &Path) -> Result<ExportFormat, CliError> {
    let ending = to.extension().map(|it| it.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "csv" => Ok(ExportFormat::Csv),
        "xlsx" | "xls" | "ods" | "numbers" | "tsv" | "md" | "html" | "xml" | "yaml" | "yml" => {
            let message = format!("items cannot be exported as .{ending}");
            Err(CliError { kind: "value", ..CliError::usage(message) }
                .hint("export to a .csv or .json file, or use --format"))
        }
        _ => Ok(ExportFormat::Json),
    }
}

/// Returns the reply for CSV that may be shown on a terminal: as text it is sanitized. JSON is already escaped.
fn shown(content: Vec<u8>) -> Reply {
    match String::from_utf8(content) {
        Ok(text) => Reply::text(text),
        Err(error) => Reply::raw(error.into_bytes()),
    }
}

fn failed(file: &Path, error: &dyn std::fmt::Display) -> CliError {
    CliError {
        kind: "other",
        code: 3,
        ..CliError::usage(format!("{} cannot be written: {error}", file.display()))
    }
    .hint("check the folder and the free disk space")
}
