//! The one place through which the command line prints. It survives a reader that has gone, and lets nothing through
//! that could command a terminal.

use super::problem::Problem;
use crate::text::{harmless, harmless_lines, is_harmless};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};

/// What a verb answers.
#[derive(Debug)]
pub(super) enum Reply {
    /// Lines for people.
    Text(String),
    /// An object for programs.
    Json(String),
    /// Something of our own making that another program reads: completions, a manual.
    Raw(Vec<u8>),
    /// Nothing more is to be said.
    Code(u8),
    /// An answer that ends with this exit code.
    Ending(Box<Reply>, u8),
    /// An answer with something to be known beside it.
    Noting(Box<Reply>, Vec<String>),
}

/// An object with the version of its schema.
#[derive(Serialize)]
struct Versioned<T> {
    schema: u32,
    #[serde(flatten)]
    object: T,
}

impl Reply {
    /// Ends with an exit code other than 0.
    pub fn with_code(self, code: u8) -> Self {
        if code == 0 { self } else { Self::Ending(Box::new(self), code) }
    }

    /// Adds what is to be known beside the answer; it goes to standard error.
    pub fn noting(self, notes: Vec<String>) -> Self {
        if notes.is_empty() { self } else { Self::Noting(Box::new(self), notes) }
    }

    /// Makes a reply for programs.
    pub fn json(object: impl Serialize) -> Self {
        Self::Json(as_json(object))
    }
}

/// An object with one field.
pub(super) fn named<T: Serialize>(name: &'static str, value: T) -> BTreeMap<&'static str, T> {
    BTreeMap::from([(name, value)])
}

/// Writes an object so that every character that a terminal could obey, or a reader overlook, is escaped.
fn as_json(object: impl Serialize) -> String {
    let plain = serde_json::to_string_pretty(&Versioned { schema: 1, object })
        .expect("our own objects have texts for keys and no infinite numbers");
    let mut escaped = String::with_capacity(plain.len());
    for letter in plain.chars() {
        // Outside of its strings JSON has no such character but the line ends that we have put there.
        if letter == '\n' || is_harmless(letter) {
            escaped.push(letter);
        } else {
            let units = letter.encode_utf16(&mut [0; 2]).to_vec();
            escaped.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    escaped
}

#[derive(Serialize)]
struct Error<'a> {
    error: ErrorBody<'a>,
}

#[derive(Serialize)]
struct ErrorBody<'a> {
    kind: &'a str,
    message: &'a str,
    hint: Option<&'a str>,
}

#[derive(Serialize)]
struct Warning<'a> {
    warning: &'a str,
}

/// Where answers and problems go.
pub(super) struct Output<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    json: bool,
}

impl<'a> Output<'a> {
    /// Takes the streams.
    pub fn new(out: &'a mut dyn Write, err: &'a mut dyn Write, json: bool) -> Self {
        Self { out, err, json }
    }

    /// Says what is wrong with the settings; it stops nothing.
    pub fn warn(&mut self, warnings: &[String]) {
        for warning in warnings {
            let line = if self.json {
                as_json(Warning { warning })
            } else {
                format!("ceremony: {}", harmless(warning))
            };
            // Where standard error cannot be written, nobody is there to be told so.
            let _ = writeln!(self.err, "{line}");
        }
    }

    /// Prints what a verb answers, and returns the exit code.
    pub fn end(mut self, reply: Result<Reply, Problem>) -> u8 {
        let (reply, notes) = match reply {
            Ok(Reply::Noting(reply, notes)) => (Ok(*reply), notes),
            other => (other, Vec::new()),
        };
        let code = self.answer(reply);
        for note in notes {
            // Where standard error cannot be written, nobody is there to be told so.
            let _ = writeln!(self.err, "note: {}", harmless(&note));
        }
        code
    }

    fn answer(&mut self, reply: Result<Reply, Problem>) -> u8 {
        let (reply, ending) = match reply {
            Ok(Reply::Ending(reply, code)) => (Ok(*reply), code),
            other => (other, 0),
        };
        let (bytes, code) = match reply {
            Ok(Reply::Text(text)) => {
                let mut text = harmless_lines(&text).into_owned();
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push('\n');
                }
                (text.into_bytes(), ending)
            }
            Ok(Reply::Json(mut text)) => {
                text.push('\n');
                (text.into_bytes(), ending)
            }
            Ok(Reply::Raw(bytes)) => (bytes, ending),
            Ok(Reply::Code(code) | Reply::Ending(_, code)) => return code,
            Ok(Reply::Noting(..)) => return ending,
            Err(problem) => return self.problem(problem),
        };
        match self.out.write_all(&bytes).and_then(|()| self.out.flush()) {
            Ok(()) => code,
            // `ceremony list | head`: the reader has what it wanted.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => 0,
            Err(error) => self.problem(Problem {
                kind: "output",
                message: format!("the answer cannot be written: {error}"),
                hint: None,
                code: 3,
            }),
        }
    }

    fn problem(&mut self, problem: Problem) -> u8 {
        let Problem { kind, message, hint, code } = problem.clipped();
        let text = if self.json {
            as_json(Error { error: ErrorBody { kind, message: &message, hint: hint.as_deref() } })
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
        assert!(json.chars().all(|letter| letter == '\n' || is_harmless(letter)), "{json:?}");
        let back: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!((back["text"].as_str(), back["schema"].as_u64()), (Some(text), Some(1)));
    }
}
