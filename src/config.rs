//! Settings: one TOML file and the environment. Nothing else reads either.
//!
//! An invalid setting never stops the program: it is reported with its line, and the default applies. Keys and
//! colours are interpreted where they are defined; here they are names and texts with their lines.

mod environment;
mod read;

pub use environment::Environment;

use crate::text::nearest;
use std::fmt;
use std::path::PathBuf;

/// The settings of one person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Config {
    /// The default file to open.
    pub file: Option<PathBuf>,
    /// The user: a person's name or short name.
    pub person: Option<String>,
    /// The editor's command, with arguments.
    pub editor: Option<String>,
    /// The theme.
    pub theme: ThemeChoice,
    /// Custom colours.
    pub colours: Vec<ColourOverride>,
    /// Whether to draw with ASCII only; `None` to follow the locale.
    pub ascii: Option<bool>,
    /// Whether the terminal's bell rings when a timebox ends.
    pub bell: bool,
    /// Custom keys.
    pub keys: Vec<KeyOverride>,
}

/// The choice of a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ThemeChoice {
    /// Chosen by the terminal's background.
    #[default]
    Auto,
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
}

/// A colour for a role of the theme, not yet parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColourOverride {
    /// The role's name.
    pub role: String,
    /// The colour as written.
    pub colour: String,
    /// The line in the file, counted from 1.
    pub line: usize,
}

/// Keys for an action, not yet parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyOverride {
    /// The action's name.
    pub action: String,
    /// The chords as written; an empty list removes the action's keys.
    pub chords: Vec<String>,
    /// The line in the file, counted from 1.
    pub line: usize,
}

/// A problem with a setting, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The line in the file, counted from 1; 0 if it concerns the whole file.
    pub line: usize,
    /// The problem, in a sentence without a full stop.
    pub what: String,
}

impl ConfigProblem {
    /// Creates a problem.
    pub fn new(line: usize, what: impl Into<String>) -> Self {
        Self { line, what: what.into() }
    }

    /// Creates a problem for an unknown name, with the known name that may have been meant.
    pub fn unknown<'a>(
        line: usize,
        kind: &str,
        given: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let hint = nearest(given, known).map(|name| format!("; did you mean {name}?")).unwrap_or_default();
        let given: String = given.chars().take(40).collect();
        Self::new(line, format!("there is no {kind} {given:?}{hint}"))
    }
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(out, "settings: {}", self.what),
            line => write!(out, "settings, line {line}: {}", self.what),
        }
    }
}

impl Config {
    /// Parses settings from the text of a file. Invalid settings are reported, and their defaults apply.
    pub fn load(text: &str) -> (Self, Vec<ConfigProblem>) {
        read::read(text)
    }

    /// Reads the settings file that the environment refers to. A missing file is not a problem.
    pub fn open(environment: &Environment) -> (Self, Vec<ConfigProblem>) {
        match environment.config_file.as_deref().map(read::text_of) {
            None | Some(Ok(None)) => (Self::default(), Vec::new()),
            Some(Ok(Some(text))) => {
                let (mut config, problems) = Self::load(&text);
                config.file = config.file.map(|file| environment.expand(&file));
                (config, problems)
            }
            Some(Err(what)) => (Self::default(), vec![ConfigProblem::new(0, what)]),
        }
    }

    /// Returns the editor's command: from the settings, `VISUAL`, `EDITOR`, or the system's default.
    pub fn editor_command<'a>(&'a self, environment: &'a Environment) -> &'a str {
        self.editor
            .as_deref()
            .or(environment.visual.as_deref())
            .or(environment.editor.as_deref())
            .unwrap_or(crate::platform::DEFAULT_EDITOR)
    }

    /// Returns whether to draw with ASCII only: according to the settings, or else the locale and the terminal.
    pub fn draws_ascii(&self, environment: &Environment) -> bool {
        self.ascii.unwrap_or(!environment.utf8 || environment.has_few_glyphs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_there_is_no_problem() {
        let folder = tempfile::tempdir().unwrap();
        let environment =
            Environment { config_file: Some(folder.path().join("config.toml")), ..Environment::default() };
        assert_eq!(Config::open(&environment), (Config::default(), vec![]));
    }

    #[test]
    fn a_file_is_read_and_home_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        std::fs::write(&path, "file = \"~/team.ceremony\"").unwrap();
        let environment = Environment {
            config_file: Some(path.clone()),
            home: Some("/home/ana".into()),
            ..Environment::default()
        };
        assert_eq!(Config::open(&environment).0.file, Some("/home/ana/team.ceremony".into()));

        std::fs::write(&path, b"as = \"\xff\"").unwrap();
        let (config, problems) = Config::open(&environment);
        assert_eq!((config, problems[0].line), (Config::default(), 0));
    }

    #[test]
    fn a_huge_file_or_a_folder_is_refused_in_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        std::fs::write(&path, "#".repeat(1_100_000)).unwrap();
        let open = |path: &std::path::Path| {
            let environment = Environment { config_file: Some(path.to_owned()), ..Environment::default() };
            Config::open(&environment).1[0].to_string()
        };
        assert!(open(&path).ends_with("is larger than 1 MB; the defaults are used"), "{}", open(&path));
        assert!(open(folder.path()).starts_with("settings: "), "{}", open(folder.path()));
    }

    #[test]
    fn the_editor_is_the_most_particular_one() {
        let mut environment = Environment::default();
        let mut config = Config::default();
        assert_eq!(config.editor_command(&environment), crate::platform::DEFAULT_EDITOR);
        environment.editor = Some("nano".to_owned());
        assert_eq!(config.editor_command(&environment), "nano");
        environment.visual = Some("code --wait".to_owned());
        assert_eq!(config.editor_command(&environment), "code --wait");
        config.editor = Some("hx".to_owned());
        assert_eq!(config.editor_command(&environment), "hx");
    }
}
