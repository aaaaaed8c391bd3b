//! `list`: the items that match a filter.

use super::context::{CommandContext, CommandResult};
use super::output::{ReplyText, named};
use super::problem::CliError;
use super::value::one_of;
use crate::domain::item::Item;
use crate::domain::views::item::ItemRow;
use crate::domain::workspace::Workspace;
use crate::filter::Filter;
use crate::present::items::{self, ItemColumn};
use clap::builder::TypedValueParser;
use clap::{Args, ValueEnum};

/// The filter syntax, for the help of every verb that takes a filter.
pub(super) const FILTER_HELP: &str =
    "FILTER is any number of words; all must hold, a comma means or, a dash before one turns it round:
  card  \"by card\"            in the key, the other tool's key or the title
  @ana  @me  @nobody         who has it
  '#cash'  label:cash        a label
  kind:bug  status:doing     also stage: column: epic: sprint: label: assignee:
  is:blocked                 also question, unestimated, waiting, rejected, unready, large";

/// Lists open items, all or those that a filter names, topmost first
#[derive(Debug, Args)]
#[command(after_help = format!("{FILTER_HELP}

Examples:
  ceremony list @me -is:blocked
  ceremony list --sort age --limit 10 --columns key,title,state
  ceremony list kind:bug stage:new,ready --json
  ceremony list sprint:current -stage:accepted --all"))]
pub(super) struct ListArgs {
    /// Words that say which items
    #[arg(value_name = "FILTER")]
    filter: Vec<String>,
    /// Only what is assigned to you, as @me does
    #[arg(long)]
    mine: bool,
    #[command(flatten)]
    how: ListOptions,
}

/// Lists the open items that are assigned to you, topmost first
#[derive(Debug, Args)]
#[command(after_help = "Example:
  ceremony mine")]
pub(super) struct MineArgs {
    #[command(flatten)]
    how: ListOptions,
}

/// What is listed of the items, and in which order.
#[derive(Debug, Args)]
struct ListOptions {
    /// Includes what is accepted or dropped
    #[arg(long)]
    all: bool,
    /// At most so many items
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// By what they are sorted; age is the time since they last changed their column
    #[arg(long, value_enum, default_value = "rank")]
    sort: SortKey,
    /// The columns to show, with commas between
    #[arg(long, value_name = "COLUMN", value_delimiter = ',', value_parser = columns())]
    columns: Vec<ItemColumn>,
}

/// By what items are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SortKey {
    Rank,
    Key,
    Title,
    Points,
    Age,
}

fn columns() -> impl TypedValueParser<Value = ItemColumn> {
    one_of(ItemColumn::ALL.iter().map(|column| column.word()).collect::<Vec<_>>())
}

/// Parses the words of a filter; an argument quoted in the shell remains one word.
pub(super) fn filter(cx: &CommandContext<'_>, words: &[String]) -> Result<Filter, CliError> {
    let line: Vec<String> = words.iter().map(|word| quote_word(word)).collect();
    Ok(Filter::parse(&line.join(" "), cx.workspace(), cx.session.me())?)
}

/// Quotes a word that contains white space, unless it contains quotation marks.
fn quote_word(word: &str) -> String {
    if !word.contains(char::is_whitespace) || word.contains('"') {
        return word.to_owned();
    }
    let (sign, rest) = match word.strip_prefix(['!', '-']) {
        Some(rest) => (&word[..1], rest),
        None => ("", word),
    };
    match rest.split_once(':') {
        Some((field, value)) if field.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            format!("{sign}{field}:\"{value}\"")
        }
        _ => format!("{sign}\"{rest}\""),
    }
}

impl ListArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let mut words = self.filter.clone();
        words.extend(self.mine.then(|| "@me".to_owned()));
        self.how.run(cx, &words)
    }
}

impl MineArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        self.how.run(cx, &["@me".to_owned()])
    }
}

impl ListOptions {
    fn run(&self, cx: &mut CommandContext<'_>, words: &[String]) -> CommandResult {
        cx.session.load_all()?;
        let filter = filter(cx, words)?;
        let past = if self.all || filter.is_about_the_past() { cx.session.past()? } else { Vec::new() };
        let now = cx.now();
        let found = |workspace: &Workspace| -> Vec<Item> {
            let open = workspace.items.open_rows();
            let mut found: Vec<Item> =
                open.chain(&past).filter(|item| filter.matches(workspace, item)).cloned().collect();
            self.sort(&mut found);
            found.truncate(self.limit.unwrap_or(usize::MAX));
            found
        };
        Ok(cx.reply(
            |session| {
                let workspace = session.workspace();
                let found = found(workspace);
                if found.is_empty() {
                    return empty_message(workspace, filter.is_empty(), self.all).into();
                }
                let columns = if self.columns.is_empty() { ItemColumn::ALL } else { self.columns.as_slice() };
                ReplyText::from(items::table_of(workspace, &found.iter().collect::<Vec<_>>(), now, columns))
            },
            |session| {
                let workspace = session.workspace();
                let row = |item: &Item| ItemRow::of(workspace, item, now);
                named("items", found(workspace).iter().map(row).collect::<Vec<_>>())
            },
        ))
    }
}

impl ListOptions {
    /// Sorts items, which are in the order of their ranks.
    fn sort(&self, items: &mut [Item]) {
        match self.sort {
            SortKey::Rank => {}
            SortKey::Key => items.sort_by_key(|item| item.id),
            SortKey::Title => items.sort_by_key(|item| item.title.to_lowercase()),
            SortKey::Points => items.sort_by_key(|item| std::cmp::Reverse(item.estimate)),
            SortKey::Age => items.sort_by_key(|item| item.since),
        }
    }
}

/// Returns the text for an empty list.
fn empty_message(workspace: &Workspace, no_filter: bool, all: bool) -> String {
    if all {
        "No item matches".to_owned()
    } else if no_filter && workspace.items.is_empty() {
        "There is no open item; add one with: ceremony add TITLE".to_owned()
    } else {
        "No open item matches; --all includes what is accepted or dropped".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::quote_word;

    #[test]
    fn what_the_shell_took_for_one_word_stays_one() {
        for (given, read) in [
            ("card", "card"),
            ("by card", "\"by card\""),
            ("!by card", "!\"by card\""),
            ("epic:Card payments", "epic:\"Card payments\""),
            ("\"by card\"", "\"by card\""),
        ] {
            assert_eq!(quote_word(given), read);
        }
    }
}
