//! The arguments of `ceremony`: the verbs, and the options that all of them share.

use super::options::GlobalOptions;
use super::{FORMER, Verb};
use clap::Parser;
use std::ffi::OsString;

/// Runs a Scrum team's backlog, board and ceremonies over one file.
#[derive(Debug, Parser)]
#[command(
    name = "ceremony",
    version,
    max_term_width = 100,
    after_help = "Examples:
  ceremony init Lighthouse --as Ana             begin a product
  ceremony add \"Pay by card\" --points 5         add an item to the backlog
  ceremony move PB-139 review                   a status update
  ceremony list @me -is:blocked                 what is mine and can go on
  ceremony standup                              the stand-up
  ceremony                                      the backlog

ITEM is a key: PB-142, 142, or the key that another tool gave it.
Names of people, epics, columns and sprints may be cut short where that is clear."
)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub options: GlobalOptions,
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// Parses arguments that contain only a file, a person and a log, as when starting the full-screen program. Anything
/// else is left to the complete parser, which takes a millisecond to set up: `None`.
pub(super) fn without_verb(arguments: &[OsString]) -> Option<Arguments> {
    let mut options = GlobalOptions {
        file: None,
        acting_as: None,
        json: false,
        allow_network_file: false,
        wait: None,
        log: None,
    };
    let mut rest = arguments.iter().skip(1);
    while let Some(argument) = rest.next() {
        let argument = argument.to_str()?;
        let (name, value) = match argument.split_once('=') {
            Some((name, value)) => (name, value),
            None => (argument, rest.next()?.to_str()?),
        };
        if value.is_empty() || value.starts_with('-') {
            return None;
        }
        match name {
            "--file" if options.file.is_none() => options.file = Some(value.into()),
            "--log" if options.log.is_none() => options.log = Some(value.into()),
            "--as" if options.acting_as.is_none() => options.acting_as = Some(value.to_owned()),
            _ => return None,
        }
    }
    Some(Arguments { options, verb: None })
}

/// Returns the words that are neither options nor values of global options, each with its index.
fn words(arguments: &[OsString]) -> impl Iterator<Item = (usize, &str)> {
    let mut is_value = false;
    arguments.iter().enumerate().skip(1).filter_map(move |(at, argument)| {
        let was_value = std::mem::take(&mut is_value);
        let text = argument.to_str().filter(|_| !was_value)?;
        is_value = ["--file", "--as", "--wait", "--log"].contains(&text);
        (!text.starts_with('-')).then_some((at, text))
    })
}

/// Replaces a former spelling of a verb with the present one; returns a note about it.
pub(super) fn in_present_spelling(mut arguments: Vec<OsString>) -> (Vec<OsString>, Option<String>) {
    let mut words = words(&arguments);
    let asked = words.next().zip(words.next());
    let found = asked.and_then(|((_, verb), (at, word))| {
        let spelling = FORMER.iter().find(|(former, _)| former.split_once(' ') == Some((verb, word)))?;
        Some((at, spelling))
    });
    drop(words);
    let Some((at, (former, present))) = found else { return (arguments, None) };
    arguments[at] = present.rsplit(' ').next().unwrap_or(present).into();
    (arguments, Some(format!("{former} is now {present}; the old spelling still works")))
}

/// Replaces `-word` with `!word` among the words of a filter: the only short option there is `-h`, and negations are
/// written with a dash.
pub(super) fn with_negations(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let verb = words(&arguments).next().filter(|(_, word)| Verb::takes_filter(word)).map(|(at, _)| at);
    let Some(verb) = verb else { return arguments };
    for argument in &mut arguments[verb + 1..] {
        let Some(text) = argument.to_str() else { continue };
        if text == "--" {
            break;
        }
        if let Some(rest) =
            text.strip_prefix('-').filter(|it| !it.is_empty() && !it.starts_with('-') && *it != "h")
        {
            *argument = format!("!{rest}").into();
        }
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn no_argument_of_a_verb_has_the_name_of_an_option_of_all() {
        fn check(command: &clap::Command) {
            for verb in command.get_subcommands() {
                for argument in verb.get_arguments() {
                    let id = argument.get_id().as_str();
                    assert!(
                        !["file", "acting_as", "json", "allow_network_file", "wait", "log"].contains(&id),
                        "{} {id}",
                        verb.get_name()
                    );
                }
                check(verb);
            }
        }
        check(&Arguments::command());
    }

    #[test]
    fn the_short_way_through_the_arguments_reads_what_the_long_one_does() {
        let words = [
            "--file",
            "--as",
            "--json",
            "--file=a.db",
            "--as=Ana",
            "--as=",
            "--log",
            "--log=x",
            "--",
            "-h",
            "-x",
            "",
            "é",
            "log",
            "--f=x",
        ];
        let long = |line: &[OsString]| {
            let read = Arguments::try_parse_from(line).ok()?;
            let GlobalOptions { file, acting_as, json, log, .. } = read.options;
            Some((file, acting_as, json, log, read.verb.is_some()))
        };
        let mut lines: Vec<Vec<&str>> =
            vec![vec![], vec!["--file", "é", "--as=Ana"], vec!["--as", "é", "--as", "é"]];
        for first in words {
            lines.push(vec![first]);
            lines.extend(words.map(|second| vec![first, second]));
        }
        for line in lines {
            let line: Vec<OsString> = std::iter::once("c").chain(line).map(OsString::from).collect();
            if let Some(short) = without_verb(&line) {
                let GlobalOptions { file, acting_as, json, log, .. } = short.options;
                assert_eq!(long(&line), Some((file, acting_as, json, log, false)), "{line:?}");
            }
        }
        let read =
            |line: &[&str]| without_verb(&line.iter().map(OsString::from).collect::<Vec<_>>()).is_some();
        assert!(read(&["c"]) && read(&["c", "--file", "a.db", "--as=Ana"]));
        assert!(!read(&["c", "--file"]) && !read(&["c", "log"]) && !read(&["c", "--file", "--as"]));
    }

    #[test]
    fn a_former_spelling_is_found_where_the_verb_stands_and_nowhere_else() {
        let read = |line: &str| {
            let (words, note) = in_present_spelling(line.split(' ').map(OsString::from).collect());
            let words: Vec<_> = words.iter().map(|it| it.to_string_lossy().into_owned()).collect();
            (words.join(" "), note.is_some())
        };
        for (given, present) in [
            ("c question ask 1 ask", Some("c question add 1 ask")),
            ("c --as question question --json ask 1 x", Some("c --as question question --json add 1 x")),
            ("c add question ask", None),
            ("c --file question ask", None),
            ("c question add ask", None),
            ("c question", None),
        ] {
            assert_eq!(read(given), (present.unwrap_or(given).to_owned(), present.is_some()));
        }
    }

    #[test]
    fn a_dash_before_a_word_of_a_filter_is_no_option() {
        let turned = |line: &str| {
            let words = with_negations(line.split(' ').map(OsString::from).collect());
            words.iter().map(|it| it.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
        };
        for (given, read) in [
            ("c list -#later --all -h", "c list !#later --all -h"),
            ("c --file list show -x", "c --file list show -x"),
            ("c --file x --json list -is:blocked", "c --file x --json list !is:blocked"),
            ("c list - x", "c list - x"),
            ("c edit 1 --points -1", "c edit 1 --points -1"),
            ("c list -- -a", "c list -- -a"),
            ("c", "c"),
        ] {
            assert_eq!(turned(given), read);
        }
    }
}
