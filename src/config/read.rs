//! Parsing the settings file, with the line of every problem.

use super::{ColourOverride, Config, ConfigProblem, KeyOverride, ThemeChoice};
use std::io::{ErrorKind, Read as _};
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const LARGEST: u64 = 1_000_000;
/// The maximum number of problems listed individually.
const MOST_PROBLEMS: usize = 20;
const NAMES: [&str; 7] = ["file", "as", "editor", "ascii", "bell", "theme", "keys"];

/// Reads the text of a settings file: `None` if there is none, or else why it cannot be read.
pub(super) fn text_of(path: &Path) -> Result<Option<String>, String> {
    let unread = |why: &dyn std::fmt::Display| format!("{} {why}; the defaults are used", path.display());
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unread(&format_args!("cannot be opened ({error})"))),
    };
    let mut bytes = Vec::new();
    if let Err(error) = file.take(LARGEST + 1).read_to_end(&mut bytes) {
        return Err(unread(&format_args!("cannot be read ({error})")));
    }
    if bytes.len() as u64 > LARGEST {
        return Err(unread(&"is larger than 1 MB"));
    }
    String::from_utf8(bytes).map(Some).map_err(|_| unread(&"is not UTF-8"))
}

/// Parses settings from a text.
pub(super) fn read(text: &str) -> (Config, Vec<ConfigProblem>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let line_ends = memchr::memchr_iter(b'\n', text.as_bytes()).collect();
    let mut reader = ConfigReader { line_ends, config: Config::default(), problems: Vec::new() };
    for error in errors {
        let line = error.span().map_or(0, |span| reader.line(span.start));
        reader.problems.push(ConfigProblem::new(line, error.message().replace('\n', ", ")));
    }
    for (name, value) in table.get_ref() {
        reader.setting(name.get_ref(), name.span().start, value);
    }
    reader.problems.sort_by_key(|problem| problem.line);
    if let Some(next) = reader.problems.get(MOST_PROBLEMS).map(|problem| problem.line) {
        let more = reader.problems.len() - MOST_PROBLEMS;
        reader.problems.truncate(MOST_PROBLEMS);
        reader
            .problems
            .push(ConfigProblem::new(next, format!("from here on, {more} more are not understood")));
    }
    (reader.config, reader.problems)
}

struct ConfigReader {
    /// The positions of the line ends: found once, since a file that is not a settings file has a problem on every
    /// line.
    line_ends: Vec<usize>,
    config: Config,
    problems: Vec<ConfigProblem>,
}

impl ConfigReader {
    fn line(&self, place: usize) -> usize {
        self.line_ends.partition_point(|end| *end < place) + 1
    }

    fn setting(&mut self, name: &str, place: usize, value: &Spanned<DeValue<'_>>) {
        match name {
            "file" => self.config.file = self.text(name, value).map(Into::into),
            "as" => self.config.person = self.text(name, value),
            "editor" => self.config.editor = self.text(name, value),
            "ascii" => self.config.ascii = self.switch(name, value),
            "bell" => self.config.bell = self.switch(name, value).unwrap_or_default(),
            "theme" => self.theme(value),
            "keys" => self.keys(value),
            _ => {
                let line = self.line(place);
                self.problems.push(ConfigProblem::unknown(line, "setting", name, NAMES));
            }
        }
    }

    fn theme(&mut self, value: &Spanned<DeValue<'_>>) {
        let Some(table) = self.table("theme", value) else { return };
        for (name, value) in table {
            let line = self.line(name.span().start);
            let Some(text) = self.text(name.get_ref(), value) else { continue };
            if name.get_ref() != "name" {
                self.config.colours.push(ColourOverride {
                    role: name.get_ref().to_string(),
                    colour: text,
                    line,
                });
                continue;
            }
            match text.as_str() {
                "auto" => self.config.theme = ThemeChoice::Auto,
                "dark" => self.config.theme = ThemeChoice::Dark,
                "light" => self.config.theme = ThemeChoice::Light,
                _ => self.problems.push(ConfigProblem::unknown(
                    line,
                    "theme",
                    &text,
                    ["auto", "dark", "light"],
                )),
            }
        }
        self.config.colours.sort_by_key(|colour| colour.line);
    }

    fn keys(&mut self, value: &Spanned<DeValue<'_>>) {
        let Some(table) = self.table("keys", value) else { return };
        for (name, value) in table {
            let line = self.line(name.span().start);
            let action = name.get_ref().to_string();
            let chords = match value.get_ref().as_array() {
                Some(chords) => chords.iter().filter_map(|it| self.text(&action, it)).collect(),
                None => self.text(&action, value).into_iter().collect(),
            };
            self.config.keys.push(KeyOverride { action, chords, line });
        }
        self.config.keys.sort_by_key(|key| key.line);
    }

    fn text(&mut self, name: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(name, value, "a text in quotes");
        }
        text
    }

    fn switch(&mut self, name: &str, value: &Spanned<DeValue<'_>>) -> Option<bool> {
        let switch = value.get_ref().as_bool();
        if switch.is_none() {
            self.wrong(name, value, "true or false");
        }
        switch
    }

    fn table<'v, 'i>(&mut self, name: &str, value: &'v Spanned<DeValue<'i>>) -> Option<&'v DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(name, value, "a table");
        }
        table
    }

    fn wrong(&mut self, name: &str, value: &Spanned<DeValue<'_>>, wanted: &str) {
        let line = self.line(value.span().start);
        let name: String = name.chars().take(40).collect();
        self.problems.push(ConfigProblem::new(line, format!("{name:?} must be {wanted}")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn problems(text: &str) -> Vec<String> {
        read(text).1.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn reads_every_setting() {
        let (config, problems) = read(
            r##"
file = "/srv/team.ceremony"
as = "Ana"
editor = "code --wait"
ascii = true
bell = true

[theme]
name = "light"
accent = "#6f9fd8"
alert = "light-red"

[keys]
undo = "U"
open = ["Enter", "g g"]
quit = []
"##,
        );
        assert_eq!(problems, []);
        assert_eq!(
            config,
            Config {
                file: Some("/srv/team.ceremony".into()),
                person: Some("Ana".to_owned()),
                editor: Some("code --wait".to_owned()),
                theme: ThemeChoice::Light,
                colours: vec![
                    ColourOverride { role: "accent".into(), colour: "#6f9fd8".into(), line: 10 },
                    ColourOverride { role: "alert".into(), colour: "light-red".into(), line: 11 },
                ],
                ascii: Some(true),
                bell: true,
                keys: vec![
                    KeyOverride { action: "undo".into(), chords: vec!["U".into()], line: 14 },
                    KeyOverride {
                        action: "open".into(),
                        chords: vec!["Enter".into(), "g g".into()],
                        line: 15
                    },
                    KeyOverride { action: "quit".into(), chords: vec![], line: 16 },
                ],
            }
        );
    }

    #[test]
    fn a_file_that_is_no_settings_file_brings_a_bounded_number_of_problems_soon() {
        let found = problems(&"kind: x \"\n".repeat(60_000));
        assert_eq!(found.len(), MOST_PROBLEMS + 1);
        assert!(found[MOST_PROBLEMS].ends_with("more are not understood"), "{}", found[MOST_PROBLEMS]);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line_and_the_rest_holds() {
        let text = "fiel = \"x\"\nas = 5\nascii = \"yes\"\neditor = \"hx\"\n[theme]\nname = \"drak\"\n[keys]\nundo = [1, \"U\"]\n";
        let (config, _) = read(text);
        assert_eq!(config.editor.as_deref(), Some("hx"));
        assert_eq!(config.keys[0].chords, ["U"]);
        assert_eq!(
            problems(text),
            [
                "settings, line 1: there is no setting \"fiel\"; did you mean file?",
                "settings, line 2: \"as\" must be a text in quotes",
                "settings, line 3: \"ascii\" must be true or false",
                "settings, line 6: there is no theme \"drak\"; did you mean dark?",
                "settings, line 8: \"undo\" must be a text in quotes",
            ]
        );
    }

    #[test]
    fn broken_toml_names_its_line() {
        let found = problems("as = \"Ana\"\nfile = \n");
        assert!(found[0].starts_with("settings, line 2: "), "{found:?}");
        let found = problems("theme = 1\n[keys\n");
        assert!(found.iter().any(|it| it.contains("line 1: \"theme\" must be a table")), "{found:?}");
        assert!(found.iter().any(|it| it.contains("line 2")), "{found:?}");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>(), toml in "[a-z\\[\\]=\"{}0-9\n., #']{0,80}") {
            let _ = read(&text);
            let _ = read(&toml);
        }
    }
}
