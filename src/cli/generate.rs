//! What is generated from the definition of the command line: completions, the manual, and the reference in
//! `assets/cli.md`.

use super::context::CommandResult;
use super::options::GlobalOptions;
use super::output::{Reply, named};
use super::problem::CliError;
use clap::{Args, Command};
use clap_complete::Shell;
use std::fmt::Write as _;

/// Prints completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "Example:
  ceremony completions fish > ~/.config/fish/completions/ceremony.fish")]
pub(super) struct CompletionsArgs {
    /// Which shell
    shell: Shell,
}

impl CompletionsArgs {
    #[expect(clippy::unnecessary_wraps, reason = "every verb is asked in the same way")]
    pub fn run(&self, mut definition: Command, options: &GlobalOptions) -> CommandResult {
        let mut bytes = Vec::new();
        clap_complete::generate(self.shell, &mut definition, "ceremony", &mut bytes);
        Ok(generated("completions", bytes, options))
    }
}

/// Prints the manual page, of the program or of one verb
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony man | man -l -
  ceremony man sprint close | man -l -")]
pub(super) struct ManArgs {
    /// Which verb
    verb: Vec<String>,
}

impl ManArgs {
    pub fn run(&self, mut definition: Command, options: &GlobalOptions) -> CommandResult {
        definition.build();
        let mut found = &definition;
        for word in &self.verb {
            found = found.find_subcommand(word).ok_or_else(|| {
                CliError::usage(format!("there is no verb {}", crate::names::quoted(&self.verb.join(" "))))
                    .hint("see all with: ceremony --help")
            })?;
        }
        let mut bytes = Vec::new();
        let failed = |error: std::io::Error| CliError {
            kind: "output",
            message: format!("the manual cannot be made: {error}"),
            hint: None,
            code: 3,
        };
        clap_mangen::Man::new(found.clone()).render(&mut bytes).map_err(failed)?;
        Ok(generated("manual", bytes, options))
    }
}

/// Returns the reply with a generated text: unchanged for a shell, or a field of JSON.
fn generated(name: &'static str, text: Vec<u8>, options: &GlobalOptions) -> Reply {
    if options.json { Reply::json(named(name, String::from_utf8_lossy(&text))) } else { Reply::raw(text) }
}

/// Returns every verb of a definition as written after `ceremony`: `add`, `sprint close` …
pub(super) fn verbs(definition: &Command) -> Vec<String> {
    fn gather(command: &Command, path: &str, into: &mut Vec<String>) {
        for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
            let path = format!("{path} {}", verb.get_name());
            if verb.get_subcommands().next().is_none() {
                into.push(path.trim_start().to_owned());
            }
            gather(verb, &path, into);
        }
    }
    let mut verbs = Vec::new();
    gather(definition, "", &mut verbs);
    verbs
}

/// Returns the reference of the command line as Markdown: every verb with its arguments and examples.
pub(super) fn reference(mut command: Command) -> String {
    command.build();
    let mut text = String::new();
    text.push_str(
        "# The command line\n\nMade from the program itself; a test keeps it fresh. Every verb takes `--file PATH`, `--as \
         NAME` and `--json`.\n\n",
    );
    text.push_str("Exit codes: 0 done, 1 refused by a rule, 2 usage, 3 storage, 4 done but with problems, 101 a defect.\n");
    if let Some(after) = command.get_after_help() {
        let _ = write!(text, "\n```text\n{after}\n```\n");
    }
    for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
        describe(verb, &format!("ceremony {}", verb.get_name()), 2, &mut text);
    }
    text
}

fn describe(command: &Command, path: &str, depth: usize, text: &mut String) {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let _ = write!(text, "\n{} {path}\n\n{about}\n", "#".repeat(depth));
    let has_verbs = command.get_subcommands().any(|verb| verb.get_name() != "help");
    if !has_verbs {
        let usage = command.clone().render_usage().to_string();
        let _ = write!(text, "\n`{}`\n", usage.trim_start_matches("Usage: "));
        let arguments: Vec<_> =
            command.get_arguments().filter(|it| !it.is_global_set() && it.get_id() != "help").collect();
        if !arguments.is_empty() {
            text.push('\n');
        }
        for argument in arguments {
            text.push_str(&line(argument));
        }
    }
    if let Some(after) = command.get_after_help() {
        let _ = write!(text, "\n```text\n{after}\n```\n");
    }
    for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
        describe(verb, &format!("{path} {}", verb.get_name()), depth + 1, text);
    }
}

fn line(argument: &clap::Arg) -> String {
    let value = argument.get_value_names().unwrap_or_default().join(" ");
    let name = match argument.get_long() {
        Some(long) if argument.get_action().takes_values() => format!("--{long} {value}"),
        Some(long) => format!("--{long}"),
        None => value,
    };
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let choices: Vec<String> =
        argument.get_possible_values().iter().map(|it| it.get_name().to_owned()).collect();
    let choices = if choices.is_empty() || !argument.get_action().takes_values() {
        String::new()
    } else {
        format!(" ({})", choices.join(", "))
    };
    let default: Vec<String> =
        argument.get_default_values().iter().map(|it| it.to_string_lossy().into_owned()).collect();
    let default = if default.is_empty() || !argument.get_action().takes_values() {
        String::new()
    } else {
        format!(" [default: {}]", default.join(", "))
    };
    format!("- `{name}`: {help}{choices}{default}\n")
}
