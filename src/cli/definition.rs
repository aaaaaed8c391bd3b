//! `definition`: the definitions of ready and done, and the rules that people tick.

use super::context::{CommandContext, CommandResult};
use super::json;
use super::output::Reply;
use super::problem::{CliError, bad_value};
use super::value::{line, one_of};
use crate::domain::command::{Command, DefinitionCommand, FieldEdit, ItemCommand};
use crate::domain::definition::RuleField;
use crate::domain::definition::{Definition, Kinds, Rule};
use crate::domain::value::ReadyCheck;
use crate::domain::workspace::Workspace;
use crate::names;
use crate::present::table::TextTable;
use crate::present::tree::{Node, Section, Tree};
use clap::builder::TypedValueParser;
use clap::{Args, Subcommand, ValueEnum};

/// Lists the definitions of ready and of done, changes them, and checks their rules for an item
#[derive(Debug, Args)]
#[command(
    after_help = "RULE is a place such as r2 (second of ready) or d1 (first of done), or words of the rule.

Examples:
  ceremony definition add done \"shown to a guest\" --kinds story
  ceremony definition add ready --check designed
  ceremony definition tick PB-12 d1"
)]
pub(super) struct DefinitionArgs {
    #[command(subcommand)]
    verb: Option<DefinitionVerb>,
}

#[derive(Debug, Subcommand)]
enum DefinitionVerb {
    /// Lists the rules of both definitions
    List,
    /// Adds a rule at the end of a definition
    Add {
        /// The definition
        definition: DefinitionChoice,
        /// The rule; left out, the text of its check
        text: Option<String>,
        /// Checks it automatically
        #[arg(long, value_parser = checks())]
        check: Option<ReadyCheck>,
        /// The kinds it applies to, separated by commas [default: all]
        #[arg(long, value_name = "KINDS")]
        kinds: Option<String>,
        /// Who signs it off
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
    },
    /// Changes the text of a rule
    Edit {
        /// The rule
        rule: String,
        /// The new text
        text: String,
    },
    /// Changes the kinds a rule applies to
    Kinds {
        /// The rule
        rule: String,
        /// The kinds, separated by commas, or all
        kinds: String,
    },
    /// Removes a rule
    Remove {
        /// The rule
        rule: String,
    },
    /// Checks a rule for an item
    Tick {
        /// The item
        item: String,
        /// The rule
        rule: String,
    },
    /// Unchecks a rule for an item
    Untick {
        /// The item
        item: String,
        /// The rule
        rule: String,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum DefinitionChoice {
    /// The definition of ready
    Ready,
    /// The definition of done
    Done,
}

fn checks() -> impl TypedValueParser<Value = ReadyCheck> {
    let words =
        ["narrative", "criteria", "estimated", "small", "answered", "ordered", "designed", "signed-off"];
    one_of(words)
}

impl DefinitionArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let command = match self.verb.as_ref().unwrap_or(&DefinitionVerb::List) {
            DefinitionVerb::List => return Ok(list(cx)),
            DefinitionVerb::Add { definition, text, check, kinds: given, by } => DefinitionCommand::Add {
                definition: match definition {
                    DefinitionChoice::Ready => Definition::Ready,
                    DefinitionChoice::Done => Definition::Done,
                },
                check: check.or(by.as_ref().map(|_| ReadyCheck::SignedOff)),
                text: text.as_deref().map(|text| line("the rule", text)).transpose()?,
                kinds: given.as_deref().map_or(Ok(Kinds::default()), kinds)?,
                person: by.as_deref().map(|by| cx.person(by)).transpose()?,
            },
            DefinitionVerb::Edit { rule, text } => {
                return set(cx, rule, RuleField::Text(line("the rule", text)?));
            }
            DefinitionVerb::Kinds { rule, kinds: given } => {
                return set(cx, rule, RuleField::Kinds(kinds(given)?));
            }
            DefinitionVerb::Remove { rule } => {
                DefinitionCommand::Remove(names::rule(cx.workspace(), rule)?.id)
            }
            DefinitionVerb::Tick { item, rule } => return tick(cx, item, rule, true),
            DefinitionVerb::Untick { item, rule } => return tick(cx, item, rule, false),
        };
        cx.run(command)
    }
}

fn set(cx: &mut CommandContext<'_>, rule: &str, field: RuleField) -> CommandResult {
    let rule = names::rule(cx.workspace(), rule)?.id;
    cx.run(Command::set(rule, FieldEdit::blind(field)))
}

fn tick(cx: &mut CommandContext<'_>, item: &str, rule: &str, on: bool) -> CommandResult {
    let item = cx.item(item)?;
    let rule = names::rule(cx.workspace(), rule)?.id;
    cx.run(ItemCommand::Tick { item, rule, on })
}

fn kinds(given: &str) -> Result<Kinds, CliError> {
    if given.trim().eq_ignore_ascii_case("all") {
        return Ok(Kinds::default());
    }
    given.parse().map_err(|error: crate::domain::value::ParseEnumError| {
        bad_value("kind", &error.given, &format!("choose of {}, or write all", error.choices))
    })
}

fn list(cx: &CommandContext<'_>) -> Reply {
    cx.reply(|session| page(session.workspace()), |session| json::DefinitionsJson::new(session.workspace()))
}

fn page(workspace: &Workspace) -> Tree {
    let row = |(at, rule): (usize, &Rule)| {
        let kinds = rule.kinds.to_string();
        let how = match (rule.is_ticked(), rule.person) {
            (true, Some(person)) => format!("checked by {}", workspace.name(person)),
            (true, None) => "ticked".to_owned(),
            (false, _) => "automatic".to_owned(),
        };
        let kinds = if kinds.is_empty() { "every kind".to_owned() } else { kinds };
        vec![rule.definition.number(at), rule.text.to_string(), how, kinds]
    };
    let section = |definition: Definition| {
        let rows: Vec<_> = workspace.rules_of(definition).into_iter().enumerate().map(row).collect();
        let rows = if rows.is_empty() { Node::text("no rule") } else { Node::Table(TextTable::of(rows)) };
        Section::named(format!("Definition of {}", definition.word())).with([rows])
    };
    Tree::from([Definition::Ready, Definition::Done].map(section))
}
