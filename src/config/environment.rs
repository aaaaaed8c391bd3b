//! The environment of the process: folders, names, and information on the terminal.

use crate::platform;
use directories::{BaseDirs, ProjectDirs};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The environment, read once at the start; tests construct their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// The home folder.
    pub home: Option<PathBuf>,
    /// The settings file: `CEREMONY_CONFIG`, or `config.toml` in the platform's configuration folder.
    pub config_file: Option<PathBuf>,
    /// The platform's folder for application data.
    pub data_dir: Option<PathBuf>,
    /// The platform's folder for drafts and logs; `None` without a home folder.
    pub state_dir: Option<PathBuf>,
    /// The file to open: `CEREMONY_FILE`.
    pub file: Option<PathBuf>,
    /// Who acts where no option says it: `CEREMONY_AS`.
    pub acting_as: Option<String>,
    /// `VISUAL`.
    pub visual: Option<String>,
    /// `EDITOR`.
    pub editor: Option<String>,
    /// Whether `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `COLORTERM`.
    pub colorterm: Option<String>,
    /// `COLORFGBG`.
    pub colorfgbg: Option<String>,
    /// `TERM`.
    pub term: Option<String>,
    /// Whether the locale uses UTF-8; assumed if none is set, since terminals do.
    pub utf8: bool,
    /// Whether a desktop could open a link: the system's own, or `DISPLAY` or `WAYLAND_DISPLAY` is set.
    pub has_desktop: bool,
    /// The login name: `USER`, `LOGNAME` or `USERNAME`, or that of the process's user.
    pub login: Option<String>,
    /// The terminal's name, such as `/dev/pts/3`, which distinguishes two windows of one person.
    pub terminal: Option<String>,
    /// The machine's time zone: `TZ`, or the system's setting.
    pub zone: Option<String>,
}

impl Default for Environment {
    /// Returns an empty environment.
    fn default() -> Self {
        Self::gather(|_| None)
    }
}

impl Environment {
    /// Reads the environment of the process.
    #[expect(clippy::disallowed_methods, reason = "this is the one reader of the environment")]
    pub fn read() -> Self {
        let mut environment = Self::gather(|name| std::env::var_os(name));
        let project = ProjectDirs::from("", "", "ceremony");
        let folder = |of: fn(&ProjectDirs) -> &Path| project.as_ref().map(|it| of(it).to_owned());
        environment.home = BaseDirs::new().map(|it| it.home_dir().to_owned());
        environment.config_file = environment
            .config_file
            .or_else(|| folder(ProjectDirs::config_dir).map(|folder| folder.join("config.toml")));
        environment.data_dir = folder(ProjectDirs::data_dir);
        environment.state_dir = folder(|it| it.state_dir().unwrap_or_else(|| it.data_local_dir()));
        environment.login = environment.login.or_else(platform::login);
        environment.terminal = platform::terminal_name();
        environment.zone = environment.zone.or_else(|| platform::time_zone().filter(|name| is_zone(name)));
        environment
    }

    /// Collects the values of variables; an empty variable counts as unset.
    fn gather(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let given = |name| variable(name).filter(|value| !value.is_empty());
        let text = |name| given(name).and_then(|value| value.into_string().ok());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(text);
        Self {
            home: None,
            config_file: given("CEREMONY_CONFIG").map(PathBuf::from),
            data_dir: None,
            state_dir: None,
            file: given("CEREMONY_FILE").map(PathBuf::from),
            acting_as: text("CEREMONY_AS"),
            visual: text("VISUAL"),
            editor: text("EDITOR"),
            no_color: given("NO_COLOR").is_some(),
            colorterm: text("COLORTERM"),
            colorfgbg: text("COLORFGBG"),
            term: text("TERM"),
            utf8: locale.is_none_or(|it| {
                let it = it.to_ascii_lowercase();
                it.contains("utf-8") || it.contains("utf8")
            }),
            has_desktop: platform::has_desktop(
                given("DISPLAY").is_some() || given("WAYLAND_DISPLAY").is_some(),
            ),
            login: ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(text),
            terminal: None,
            zone: text("TZ").map(|zone| zone.trim_start_matches(':').to_owned()).filter(|zone| is_zone(zone)),
        }
    }

    /// Returns whether the terminal's fonts have little beyond letters: a console, or an old terminal.
    pub fn has_few_glyphs(&self) -> bool {
        let term = self.term.as_deref().unwrap_or_default();
        let is_vt =
            term.strip_prefix("vt").is_some_and(|model| model.starts_with(|it: char| it.is_ascii_digit()));
        is_vt || matches!(term, "linux" | "linux-16color" | "ansi" | "cons25" | "dumb")
    }

    /// Returns a path for display, with `~` for the home folder.
    pub fn shown(&self, path: &Path) -> String {
        match self.home.as_ref().and_then(|home| path.strip_prefix(home).ok()) {
            Some(rest) => format!("~/{}", rest.display()),
            None => path.display().to_string(),
        }
    }

    /// Expands a leading `~` in a path.
    pub fn expand(&self, path: &Path) -> PathBuf {
        match (path.strip_prefix("~"), &self.home) {
            (Ok(rest), Some(home)) => home.join(rest),
            _ => path.to_owned(),
        }
    }
}

/// Returns whether a value of `TZ` is an IANA zone; it may also be a rule such as `CET-1CEST`.
fn is_zone(name: &str) -> bool {
    tzdb_data::find_tz(name.as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gather(variables: &[(&str, &str)]) -> Environment {
        Environment::gather(|name| {
            variables.iter().find(|(it, _)| *it == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn variables_that_are_empty_say_nothing() {
        let environment = gather(&[("NO_COLOR", ""), ("VISUAL", ""), ("EDITOR", "hx"), ("LOGNAME", "ana")]);
        assert!(!environment.no_color);
        assert_eq!(environment.visual, None);
        assert_eq!(environment.editor.as_deref(), Some("hx"));
        assert_eq!(environment.login.as_deref(), Some("ana"));
    }

    #[test]
    fn the_locale_tells_whether_utf8_shows() {
        for (variables, utf8) in [
            (&[][..], true),
            (&[("LANG", "C")][..], false),
            (&[("LANG", "de_DE.UTF-8")][..], true),
            (&[("LANG", "C.utf8")][..], true),
            (&[("LANG", "en_US.UTF-8"), ("LC_ALL", "POSIX")][..], false),
            (&[("LANG", "de_DE.ISO-8859-1"), ("LC_CTYPE", "C.UTF-8"), ("LC_ALL", "")][..], true),
        ] {
            assert_eq!(gather(variables).utf8, utf8, "{variables:?}");
        }
    }

    #[test]
    fn consoles_and_old_terminals_have_few_glyphs_whatever_the_locale() {
        for (term, few) in [
            ("linux", true),
            ("vt100", true),
            ("vt220", true),
            ("xterm-256color", false),
            ("tmux-256color", false),
            ("vte-256color", false),
            ("", false),
        ] {
            let environment = gather(&[("LANG", "en_US.UTF-8"), ("TERM", term)]);
            assert_eq!(environment.has_few_glyphs(), few, "{term}");
            assert_eq!(crate::config::Config::default().draws_ascii(&environment), few, "{term}");
        }
    }

    #[test]
    fn home_is_expanded_at_the_beginning_alone() {
        let environment = Environment { home: Some("/home/ana".into()), ..Environment::default() };
        for (given, path) in [("~/a", "/home/ana/a"), ("~", "/home/ana"), ("~b/a", "~b/a"), ("/x/~", "/x/~")]
        {
            assert_eq!(environment.expand(Path::new(given)), Path::new(path));
        }
    }
}
