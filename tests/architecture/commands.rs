//! Everything that the domain can do is available at the command line: every command is created by a verb.

use super::{files, planted, sources};

/// Commands that a verb creates indirectly, and how.
const OTHERWISE: [(&str, &str); 2] = [
    ("Command::Set", "by Command::set, set_all and set_part"),
    ("Command::Split", "from a Split, which the verb of that name makes"),
];

/// Returns every kind of command, as written where one is created: `CriterionCommand::Add`.
fn commands(files: &[(String, String)]) -> Vec<String> {
    let mut found = Vec::new();
    for (_, text) in files.iter().filter(|(name, _)| name.starts_with("src/domain/command")) {
        for item in syn::parse_file(text).unwrap().items {
            let syn::Item::Enum(it) = item else { continue };
            found.extend(it.variants.iter().map(|variant| format!("{}::{}", it.ident, variant.ident)));
        }
    }
    // Variants that only wrap the commands of one kind are covered by these.
    let is_kind = |command: &String| {
        let Some(kind) = command.strip_prefix("Command::") else { return false };
        found
            .iter()
            .any(|it| it.starts_with(&format!("{kind}Command::")) || it.starts_with(&format!("{kind}::")))
    };
    found.iter().filter(|command| !is_kind(command)).cloned().collect()
}

/// Returns the commands that neither the command line nor the import creates.
fn without_verb(commands: &[String], files: &[(String, Vec<String>)]) -> Vec<String> {
    let asking: Vec<&Vec<String>> = files
        .iter()
        .filter(|(name, _)| ["src/cli/", "src/exchange/"].iter().any(|folder| name.starts_with(folder)))
        .map(|(_, paths)| paths)
        .collect();
    let is_made = |command: &str| {
        asking.iter().copied().flatten().any(|path| format!("::{path}").ends_with(&format!("::{command}")))
    };
    let is_otherwise = |command: &str| OTHERWISE.iter().any(|(it, _)| *it == command);
    commands.iter().filter(|command| !is_made(command) && !is_otherwise(command)).cloned().collect()
}

#[test]
fn every_command_has_a_verb() {
    let commands = commands(&files("src/domain"));
    for known in ["Command::Split", "CriterionCommand::Remove", "SprintCommand::Start"] {
        assert!(commands.iter().any(|it| it == known), "{known} is not in {commands:?}");
    }
    assert_eq!(without_verb(&commands, sources()), [""; 0]);
}

#[test]
fn a_command_without_a_verb_is_found() {
    let text = "pub enum TaskCommand { Add(Line), Remove }";
    let commands = commands(&[("src/domain/command/planted.rs".to_owned(), text.to_owned())]);
    assert_eq!(commands, ["TaskCommand::Add", "TaskCommand::Remove"]);
    let cli = planted("src/cli/task.rs", "fn f() { run(TaskCommand::Add(it), LinkCommand::Remove) }");
    assert_eq!(without_verb(&commands, &cli), ["TaskCommand::Remove"]);
    let elsewhere = planted("src/tui/task.rs", "fn f() { run(TaskCommand::Remove) }");
    assert_eq!(without_verb(&commands, &elsewhere).len(), 2);
}
