//! Settings: one TOML file and the environment. Nothing else reads either.
//!
//! A broken setting never stops the program: it is named with its line, and the default holds. What a setting means
//! for keys and colours is decided where those are known; here they are names and texts with their lines.

mod environment;
mod read;

pub use environment::Environment;

use crate::text::nearest;
use std::fmt;
use std::path::PathBuf;

/// The settings of one person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Config {
    /// The file that is opened where none is named.
    pub file: Option<PathBuf>,
    /// Who works here: a person's name or short name.
    pub person: Option<String>,
    /// The editor's command, with arguments.
    pub editor: Option<String>,
    /// Which theme.
    pub theme: ThemeChoice,
    /// Colours of the person's own choice.
    pub colours: Vec<ColourOverride>,
    /// Draw with ASCII only, or never; where not said the locale tells.
    pub ascii: Option<bool>,
    /// The terminal's bell may ring, when a timebox ends.
    pub bell: bool,
    /// Keys of the person's own choice.
    pub keys: Vec<KeyOverride>,
}

/// Which theme is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ThemeChoice {
    /// As the terminal's background is.
    #[default]
    Auto,
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
}

/// A colour for a role of the theme, not yet understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColourOverride {
    /// The role's name.
    pub role: String,
    /// The colour, as it is written.
    pub colour: String,
    /// The line in the file, from 1.
    pub line: usize,
}

/// Keys for an action, not yet understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyOverride {
    /// The action's name.
    pub action: String,
    /// The chords, as they are written; none takes the action's keys away.
    pub chords: Vec<String>,
    /// The line in the file, from 1.
    pub line: usize,
}

/// A setting that is not understood, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The line in the file, from 1; 0 where it is about the whole file.
    pub line: usize,
    /// What is wrong, in a sentence without its full stop.
    pub what: String,
}

impl ConfigProblem {
    /// Names a problem.
    pub fn new(line: usize, what: impl Into<String>) -> Self {
        Self { line, what: what.into() }
    }

    /// Names a name that is not known, and the known one that may have been meant.
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
    /// Reads settings from the text of a file. What is not understood is named, and its default holds.
    pub fn load(text: &str) -> (Self, Vec<ConfigProblem>) {
        read::read(text)
    }

    /// Reads the settings file that the environment names. A file that is not there is no problem.
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

    /// Returns the command of the editor: from the settings, `VISUAL`, `EDITOR`, or the system's own.
    pub fn editor_command<'a>(&'a self, environment: &'a Environment) -> &'a str {
        self.editor
            .as_deref()
            .or(environment.visual.as_deref())
            .or(environment.editor.as_deref())
            .unwrap_or(crate::platform::DEFAULT_EDITOR)
    }

    /// Tells whether to draw with ASCII only: as the settings say, or else as the locale does.
    pub fn draws_ascii(&self, environment: &Environment) -> bool {
        self.ascii.unwrap_or(!environment.utf8)
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
