//! `edit`: the fields of an item.

use super::context::CommandContext;
use super::label;
use super::output::Reply;
use super::poker::deck_on;
use super::problem::CliError;
use super::value::{is_none, kinds, line, points, prose};
use crate::domain::command::{Command, CriterionCommand, FieldEdit, ItemCommand, Set, SprintCommand};
use crate::domain::detail::BodyField;
use crate::domain::id::ItemId;
use crate::domain::item::ItemField;
use crate::domain::value::{Kind, Prose};
use clap::Args;

/// Changes fields of an item
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony edit PB-12 --points 5 --assignee bo
  ceremony edit PB-12 --label cash --criterion \"the amount is shown\" --sprint next
  ceremony edit PB-12 --epic none --kind bug
  ceremony edit PB-12 --description - < text.md")]
pub(super) struct EditArgs {
    /// Which item
    item: String,
    #[command(flatten)]
    fields: EditFieldArgs,
}

#[derive(Debug, Args)]
struct EditFieldArgs {
    /// What it is called
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// What it is
    #[arg(long, value_parser = kinds())]
    kind: Option<Kind>,
    /// The epic, or none
    #[arg(long, value_name = "EPIC")]
    epic: Option<String>,
    /// The item that it is a part of, or none
    #[arg(long, value_name = "ITEM")]
    parent: Option<String>,
    /// Who works on it, in place of whoever does; may be given several times; none takes it from everyone
    #[arg(long, value_name = "NAME")]
    assignee: Vec<String>,
    /// A label that it gets, or after a dash one that is taken off it; may be given several times
    #[arg(long, value_name = "LABEL", allow_hyphen_values = true)]
    label: Vec<String>,
    /// A criterion that is added; may be given several times
    #[arg(long, value_name = "TEXT")]
    criterion: Vec<String>,
    /// The sprint that it is planned for, or none
    #[arg(long, value_name = "SPRINT")]
    sprint: Option<String>,
    /// The estimate, or none
    #[arg(long, value_name = "POINTS", allow_hyphen_values = true)]
    points: Option<String>,
    /// Who wants it
    #[arg(long, value_name = "TEXT")]
    as_a: Option<String>,
    /// What they want
    #[arg(long, value_name = "TEXT")]
    i_want: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    so_that: Option<String>,
    /// Anything else, in Markdown; - reads standard input
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    description: Option<String>,
}

impl EditArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> Result<Reply, CliError> {
        let item = cx.item(&self.item)?;
        let mut sets = Vec::new();
        let fields = self.fields.of_item(cx)?;
        if !fields.is_empty() {
            sets.push(Set::row(item, fields.into_iter().map(FieldEdit::blind).collect()));
        }
        let texts = self.fields.texts(cx)?;
        if !texts.is_empty() {
            sets.push(Set::row(item, texts.into_iter().map(FieldEdit::blind).collect()));
        }
        let mut commands: Vec<Command> = Vec::new();
        commands.extend((!sets.is_empty()).then_some(Command::Set(sets)));
        commands.extend(self.fields.others(cx, item)?);
        if commands.is_empty() {
            return Err(CliError::usage("no field is named that shall change")
                .hint("see them with: ceremony edit --help"));
        }
        cx.run_all(&commands)
    }
}

impl EditFieldArgs {
    fn of_item(&self, cx: &mut CommandContext<'_>) -> Result<Vec<ItemField>, CliError> {
        let mut fields = Vec::new();
        if let Some(title) = &self.title {
            fields.push(ItemField::Title(line("the title", title)?));
        }
        fields.extend(self.kind.map(ItemField::Kind));
        if let Some(epic) = &self.epic {
            fields.push(ItemField::Epic(if is_none(epic) { None } else { Some(cx.epic(epic)?) }));
        }
        if let Some(parent) = &self.parent {
            fields.push(ItemField::Parent(if is_none(parent) { None } else { Some(cx.item(parent)?) }));
        }
        if let Some(given) = &self.points {
            fields.push(ItemField::Estimate(points(&deck_on(cx), given)?));
        }
        Ok(fields)
    }

    /// Returns the commands for what is more than a value.
    fn others(&self, cx: &CommandContext<'_>, item: ItemId) -> Result<Vec<Command>, CliError> {
        let (items, mut commands) = (vec![item], Vec::new());
        if !self.assignee.is_empty() {
            let wanted: Vec<String> = self.assignee.iter().filter(|it| !is_none(it)).cloned().collect();
            let (add, remove) = (cx.people(&wanted)?, cx.assignees(item));
            let remove = remove.into_iter().filter(|person| !add.contains(person)).collect();
            commands.push(ItemCommand::Assign { items: items.clone(), add, remove }.into());
        }
        let (mut add, mut remove) = (Vec::new(), Vec::new());
        for given in &self.label {
            match given.strip_prefix('-') {
                Some(given) => remove.extend(label::each(given)?),
                None => add.extend(label::each(given)?),
            }
        }
        if !self.label.is_empty() {
            commands.push(ItemCommand::Tag { items: items.clone(), add, remove }.into());
        }
        if !self.criterion.is_empty() {
            let texts = self.criterion.iter().map(|it| prose("the criterion", it));
            commands.push(CriterionCommand::Add(item, texts.collect::<Result<_, _>>()?).into());
        }
        match &self.sprint {
            Some(sprint) if is_none(sprint) => commands.push(SprintCommand::Deselect(items).into()),
            Some(sprint) => commands.push(SprintCommand::Select(cx.sprint(Some(sprint))?, items).into()),
            None => {}
        }
        Ok(commands)
    }

    fn texts(&self, cx: &mut CommandContext<'_>) -> Result<Vec<BodyField>, CliError> {
        let mut texts = Vec::new();
        for (text, what, field) in [
            (&self.as_a, "the role", BodyField::AsA as fn(Prose) -> BodyField),
            (&self.i_want, "the wish", BodyField::IWant),
            (&self.so_that, "the benefit", BodyField::SoThat),
            (&self.description, "the description", BodyField::Description),
        ] {
            if let Some(text) = text {
                texts.push(field(cx.prose(what, text)?));
            }
        }
        Ok(texts)
    }
}
