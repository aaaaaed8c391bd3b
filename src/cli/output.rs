//! The only output channel of the command line. It handles a closed reader, and removes whatever could control a
//! terminal.

use super::problem::CliError;
use crate::present::plain;
use crate::present::table::TextTable;
use crate::present::tone::Tone;
use crate::present::tree::{Node, Section, Tree};
use crate::text::{is_safe_char, sanitize, sanitize_lines};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};

/// The reply of a verb.
#[derive(Debug)]
pub(super) struct Reply {
    body: ReplyBody,
    /// The exit code.
    code: u8,
    /// Notes for standard error.
    notes: Vec<String>,
}

/// A text for people.
#[derive(Debug)]
pub(super) enum ReplyText {
    /// Lines, printed unchanged.
    Text(String),
    /// Pages, fitted to the terminal.
    Pages(Vec<Tree>),
}

impl From<String> for ReplyText {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for ReplyText {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Tree> for ReplyText {
    fn from(page: Tree) -> Self {
        Self::Pages(vec![page])
    }
}

impl From<Vec<Tree>> for ReplyText {
    fn from(pages: Vec<Tree>) -> Self {
        Self::Pages(pages)
    }
}

impl From<TextTable> for ReplyText {
    fn from(table: TextTable) -> Self {
        Self::from(Tree::from([Section::default().with([Node::Table(table)])]))
    }
}

#[derive(Debug)]
enum ReplyBody {
    /// Text for people.
    /// An object for programs, or generated text such as completions and the manual.
    Words(ReplyText),
    Raw(Vec<u8>),
    /// No output.
    Nothing,
}

/// An object with the version of its schema.
#[derive(Serialize)]
struct Versioned<T> {
    schema: u32,
    #[serde(flatten)]
    object: T,
}

impl From<ReplyBody> for Reply {
    fn from(body: ReplyBody) -> Self {
        Self { body, code: 0, notes: Vec::new() }
    }
}

impl Reply {
    /// Creates a reply for people.
    pub fn text(text: impl Into<ReplyText>) -> Self {
        ReplyBody::Words(text.into()).into()
    }

    /// Creates a reply for programs.
    pub fn json(object: impl Serialize) -> Self {
        Self::raw((as_json(object) + "\n").into_bytes())
    }

    /// Creates a reply for programs or for people: only the one needed is built.
    pub fn of<A: Into<ReplyText>, T: Serialize>(
        is_json: bool,
        text: impl FnOnce() -> A,
        object: impl FnOnce() -> T,
    ) -> Self {
        if is_json { Self::json(object()) } else { Self::text(text()) }
    }

    /// Creates a reply of bytes that are printed unchanged.
    pub fn raw(bytes: Vec<u8>) -> Self {
        ReplyBody::Raw(bytes).into()
    }

    /// Creates a reply without output, with an exit code.
    pub fn code(code: u8) -> Self {
        Self { code, ..ReplyBody::Nothing.into() }
    }

    /// Sets the exit code.
    pub fn with_code(self, code: u8) -> Self {
        Self { code, ..self }
    }

    /// Adds notes, which are written to standard error.
    pub fn noting(self, notes: Vec<String>) -> Self {
        Self { notes, ..self }
    }

    /// Adds a note to those for standard error.
    pub fn noting_also(mut self, note: Option<String>) -> Self {
        self.notes.extend(note);
        self
    }
}

/// Returns an object with one field.
pub(super) fn named<T: Serialize>(name: &'static str, value: T) -> BTreeMap<&'static str, T> {
    BTreeMap::from([(name, value)])
}

/// Serialises an object, escaping every character that a terminal could interpret or a reader overlook.
fn as_json(object: impl Serialize) -> String {
    let plain = serde_json::to_string_pretty(&Versioned { schema: 1, object })
        .expect("our own objects have texts for keys and no infinite numbers");
    let mut escaped = String::with_capacity(plain.len());
    for letter in plain.chars() {
        // Outside strings, JSON contains no such character except the line feeds of pretty-printing.
        if letter == '\n' || is_safe_char(letter) {
            escaped.push(letter);
        } else {
            let units = letter.encode_utf16(&mut [0; 2]).to_vec();
            escaped.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    escaped
}

#[derive(Serialize)]
struct ErrorJson<'a> {
    error: ErrorBodyJson<'a>,
}

#[derive(Serialize)]
struct ErrorBodyJson<'a> {
    kind: &'a str,
    message: &'a str,
    hint: Option<&'a str>,
}

#[derive(Serialize)]
struct WarningJson<'a> {
    warning: &'a str,
}

/// The output streams for replies and errors.
pub(super) struct Output<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    json: bool,
    /// The width of the terminal; `None` if the output goes elsewhere.
    columns: Option<usize>,
    is_coloured: bool,
}

/// Returns the code by which a terminal shows a tone; text is shown in the terminal's own colour.
fn colour(tone: Tone) -> Option<&'static str> {
    Some(match tone {
        Tone::Dim | Tone::Rule => "2",
        Tone::Strong | Tone::Head | Tone::Key => "1",
        Tone::Alert => "31",
        Tone::Warn => "33",
        Tone::Good => "32",
        Tone::Accent | Tone::Moved => "36",
        Tone::Text
        | Tone::Selected
        | Tone::Echo
        | Tone::Person1
        | Tone::Person2
        | Tone::Person3
        | Tone::Person4
        | Tone::Person5
        | Tone::Person6 => return None,
    })
}

/// Formats a page with its colours.
fn coloured(page: &Tree, columns: Option<usize>) -> String {
    let mut text = String::new();
    for line in plain::lines(page, columns) {
        let last = line.iter().rposition(|part| !part.text.trim().is_empty());
        for (at, part) in line.iter().enumerate().take_while(|(at, _)| last.is_some_and(|last| *at <= last)) {
            let shown = sanitize(&part.text);
            let shown = if Some(at) == last { shown.trim_end() } else { &shown };
            match colour(part.tone).filter(|_| !shown.trim().is_empty()) {
                Some(code) => text.extend(["\x1b[", code, "m", shown, "\x1b[0m"]),
                None => text.push_str(shown),
            }
        }
        text.push('\n');
    }
    text
}

impl<'a> Output<'a> {
    /// Creates the output.
    pub fn new(
        out: &'a mut dyn Write,
        err: &'a mut dyn Write,
        json: bool,
        columns: Option<usize>,
        is_coloured: bool,
    ) -> Self {
        Self { out, err, json, columns, is_coloured }
    }

    /// Prints problems with the settings as warnings.
    pub fn warn(&mut self, warnings: &[String]) {
        for warning in warnings {
            let line = if self.json {
                as_json(WarningJson { warning })
            } else {
                format!("ceremony: {}", sanitize(warning))
            };
            // If standard error cannot be written, there is no one to inform.
            let _ = writeln!(self.err, "{line}");
        }
    }

    /// Prints the reply of a verb, and returns the exit code.
    pub fn end(mut self, answer: Result<Reply, CliError>) -> u8 {
        let reply = match answer {
            Ok(reply) => reply,
            Err(problem) => return self.problem(problem),
        };
        let code = self.print(reply.body, reply.code);
        for note in reply.notes {
            // If standard error cannot be written, there is no one to inform.
            let _ = writeln!(self.err, "note: {}", sanitize(&note));
        }
        code
    }

    fn print(&mut self, body: ReplyBody, code: u8) -> u8 {
        let bytes = match body {
            ReplyBody::Words(answer) => {
                let mut text = match answer {
                    ReplyText::Text(text) => sanitize_lines(&text).into_owned(),
                    ReplyText::Pages(pages) if self.is_coloured => {
                        let pages = pages.iter().map(|page| coloured(page, self.columns));
                        pages.collect::<Vec<_>>().join("\n")
                    }
                    ReplyText::Pages(pages) => {
                        let pages = pages.iter().map(|page| plain::text(page, self.columns));
                        sanitize_lines(&pages.collect::<Vec<_>>().join("\n")).into_owned()
                    }
                };
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push('\n');
                }
                text.into_bytes()
            }
            ReplyBody::Raw(bytes) => bytes,
            ReplyBody::Nothing => return code,
        };
        match self.out.write_all(&bytes).and_then(|()| self.out.flush()) {
            Ok(()) => code,
            // `ceremony list | head`: the reader has what it wanted.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => 0,
            Err(error) => self.problem(CliError {
                kind: "output",
                message: format!("the answer cannot be written: {error}"),
                hint: None,
                code: 3,
            }),
        }
    }

    fn problem(&mut self, problem: CliError) -> u8 {
        let CliError { kind, message, hint, code } = problem.clipped();
        let text = if self.json {
            as_json(ErrorJson { error: ErrorBodyJson { kind, message: &message, hint: hint.as_deref() } })
        } else {
            match hint {
                Some(hint) => format!("ceremony: {message}\n  {hint}"),
                None => format!("ceremony: {message}"),
            }
        };
        let _ = writeln!(self.err, "{text}").and_then(|()| self.err.flush());
        code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_carries_every_character_and_none_that_a_terminal_obeys() {
        let text = "a\u{1b}[2J\u{9b}\u{202e}b\u{e0041}é\n";
        let json = as_json(serde_json::json!({ "text": text }));
        assert!(json.chars().all(|letter| letter == '\n' || is_safe_char(letter)), "{json:?}");
        let back: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!((back["text"].as_str(), back["schema"].as_u64()), (Some(text), Some(1)));
    }
}
