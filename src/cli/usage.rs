//! Errors for arguments that cannot be parsed.

use super::context::CommandResult;
use super::output::Reply;
use super::problem::CliError;
use crate::names::quoted;
use crate::text::nearest;
use clap::error::{ContextKind, ContextValue};

/// The kinds of context in which clap suggests what may have been meant.
const SUGGESTIONS: [ContextKind; 3] =
    [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];

/// What other programs call some verbs.
const ELSEWHERE: [(&str, &str); 14] = [
    ("create", "add"),
    ("delete", "drop"),
    ("done", "move"),
    ("info", "show"),
    ("ls", "list"),
    ("mv", "move"),
    ("new", "add"),
    ("open", "show"),
    ("order", "rank"),
    ("remove", "drop"),
    ("rm", "drop"),
    ("start", "move"),
    ("status", "board"),
    ("view", "show"),
];

/// Returns what was probably meant by an unknown word: clap proposes words that are not near, too.
#[expect(clippy::wildcard_enum_match_arm, reason = "only texts are suggestions")]
fn suggested(error: &clap::Error) -> Option<String> {
    const UNKNOWN: [ContextKind; 3] =
        [ContextKind::InvalidSubcommand, ContextKind::InvalidArg, ContextKind::InvalidValue];
    let given = UNKNOWN.iter().find_map(|kind| error.get(*kind)).map(ToString::to_string)?;
    if error.kind() == clap::error::ErrorKind::InvalidSubcommand
        && let Some((_, verb)) = ELSEWHERE.iter().find(|(word, _)| *word == given)
    {
        return Some((*verb).to_owned());
    }
    SUGGESTIONS.iter().find_map(|kind| {
        let meant = match error.get(*kind)? {
            ContextValue::String(meant) => std::slice::from_ref(meant),
            ContextValue::Strings(meant) => meant.as_slice(),
            _ => &[],
        };
        nearest(&given, meant.iter().map(String::as_str)).map(str::to_owned)
    })
}

/// Converts clap's error into an error or a reply; a request for help is not an error.
pub(super) fn of_arguments(error: &clap::Error) -> CommandResult {
    use clap::error::ErrorKind as Arguments;
    let text = error.render().to_string();
    if matches!(error.kind(), Arguments::DisplayHelp | Arguments::DisplayVersion) {
        return Ok(Reply::text(text));
    }
    if error.kind() == Arguments::DisplayHelpOnMissingArgumentOrSubcommand {
        let verb = text.lines().find_map(|line| line.strip_prefix("Usage: ")).unwrap_or("ceremony");
        let verb = verb.split(" <").next().unwrap_or(verb).split(" [").next().unwrap_or(verb);
        return Err(
            CliError::usage(format!("{verb} needs to know what to do")).hint(format!("see: {verb} --help"))
        );
    }
    let mut blocks = text.split("\n\n").map(|block| {
        let words: Vec<&str> = block.split_whitespace().collect();
        words.join(" ")
    });
    let message = blocks.next().unwrap_or_default();
    let message = message.strip_prefix("error: ").unwrap_or(&message);
    let (message, choices) = match message.split_once(" [possible values: ") {
        Some((message, choices)) => (message, Some(choices.trim_end_matches(']'))),
        None => (message, None),
    };
    let rest: Vec<String> = blocks.collect();
    let find = |start: &str| rest.iter().find_map(|block| block.strip_prefix(start));
    let given = error.get(ContextKind::InvalidValue).map(ToString::to_string).unwrap_or_default();
    let meant = suggested(error);
    let meant = meant.or_else(|| nearest(&given, choices?.split(", ")).map(str::to_owned));
    let tip = match meant {
        Some(meant) => Some(format!("did you mean {meant}?")),
        // What clap finds similar is not always near.
        None => find("tip: ").filter(|tip| !tip.contains("similar")).map(str::to_owned),
    };
    if error.kind() == Arguments::InvalidSubcommand {
        let verb = error.get(ContextKind::InvalidSubcommand).map(ToString::to_string).unwrap_or_default();
        let hint = tip.unwrap_or_else(|| "see all with: ceremony --help".to_owned());
        return Err(CliError::usage(format!("there is no verb {}", quoted(&verb))).hint(hint));
    }
    let hint = match (tip, choices, find("Usage: ")) {
        (Some(tip), _, _) => Some(tip),
        (None, Some(choices), _) => Some(format!("choose one of {choices}")),
        (None, None, Some(usage)) => {
            Some(format!("write: {}", usage.split(" For more").next().unwrap_or(usage)))
        }
        (None, None, None) => None,
    };
    Err(CliError { hint, ..CliError::usage(message) })
}
