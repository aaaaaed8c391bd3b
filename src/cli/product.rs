//! `product`: the fields of the product.

use super::context::{CommandContext, CommandResult};
use super::json;
use super::output::named;
use super::problem::{CliError, bad_value};
use super::value::{is_none, line, prefix, zone};
use crate::domain::command::{Command, FieldEdit};
use crate::domain::poker::{BadDeck, Deck, deck_of};
use crate::domain::product::ProductField;
use crate::domain::value::{Line, Weekdays};
use crate::present;
use crate::session::Session;
use chrono::Weekday;
use clap::{Args, Subcommand, ValueEnum};

/// Shows the product, or changes it
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony product
  ceremony product set goal \"Half of all guests pay by card\"
  ceremony product set sprint-weekday tuesday
  ceremony product set working-days sun-thu
  ceremony product set deck t-shirt
  ceremony product set deck \"1, 2, 4, 8\"")]
pub(super) struct ProductArgs {
    #[command(subcommand)]
    verb: Option<ProductVerb>,
}

#[derive(Debug, Subcommand)]
enum ProductVerb {
    /// Shows the product
    Show,
    /// Changes a field
    Set {
        /// Which field
        field: ProductFieldName,
        /// The new value; - reads standard input
        #[arg(allow_hyphen_values = true)]
        value: String,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ProductFieldName {
    /// The name
    Name,
    /// The prefix of keys
    Prefix,
    /// The vision
    Vision,
    /// The product goal
    Goal,
    /// The time zone, such as Europe/Berlin
    Zone,
    /// The calendar days of a sprint, 1 to 31
    SprintDays,
    /// The weekday on which sprints start
    SprintWeekday,
    /// The working days of the team, such as sun-thu; none for mon-fri
    WorkingDays,
    /// The number of past sprints for velocity, 3 to 20; none for 8
    VelocitySprints,
    /// The cards of planning poker: modified fibonacci, fibonacci, t-shirt, powers of two, or your own numbers
    Deck,
}

impl ProductArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        match &self.verb {
            None | Some(ProductVerb::Show) => show(cx),
            Some(ProductVerb::Set { field, value }) => {
                let field = read(cx, *field, value)?;
                let product = cx.founded()?.id;
                cx.run(Command::set(product, FieldEdit::blind(field)))
            }
        }
    }
}

fn read(cx: &mut CommandContext<'_>, field: ProductFieldName, value: &str) -> Result<ProductField, CliError> {
    Ok(match field {
        ProductFieldName::Name => ProductField::Name(line("the name", value)?),
        ProductFieldName::Prefix => ProductField::Prefix(prefix(value)?),
        ProductFieldName::Vision => ProductField::Vision(cx.prose("the vision", value)?),
        ProductFieldName::Goal => ProductField::Goal(cx.prose("the product goal", value)?),
        ProductFieldName::Zone => ProductField::Zone(zone(value)?),
        ProductFieldName::SprintDays => {
            let days = value.trim().parse::<u32>();
            let days = days
                .map_err(|_| bad_value("number of days", value, &"a sprint has 1 to 31 days; 14 is usual"))?;
            ProductField::SprintDays(days)
        }
        ProductFieldName::SprintWeekday => {
            let weekday: Weekday = value
                .trim()
                .parse()
                .map_err(|_| bad_value("weekday", value, &"write monday, tuesday … sunday"))?;
            ProductField::SprintWeekday(weekday.num_days_from_monday())
        }
        ProductFieldName::WorkingDays => ProductField::WorkingDays(working_days(value)?),
        ProductFieldName::VelocitySprints if is_none(value) => ProductField::VelocitySprints(None),
        ProductFieldName::VelocitySprints => {
            let sprints = value.trim().parse::<u32>();
            let sprints =
                sprints.map_err(|_| bad_value("number of sprints", value, &"write 3 to 20, or none"))?;
            ProductField::VelocitySprints(Some(sprints))
        }
        ProductFieldName::Deck => ProductField::Deck(deck(value)?),
    })
}

/// Parses the days of the working week; `None` for the default one.
fn working_days(given: &str) -> Result<Option<Weekdays>, CliError> {
    if is_none(given) {
        return Ok(None);
    }
    let wrong =
        |_| bad_value("set of weekdays", given, &"write mon-fri, sun-thu, or mon, tue … with commas between");
    given.parse().map(Some).map_err(wrong)
}

/// Parses a deck of cards; `None` for the default one.
fn deck(given: &str) -> Result<Option<Line>, CliError> {
    let deck: Deck = if is_none(given) {
        Deck::default()
    } else {
        given.parse().map_err(|bad: BadDeck| bad_value("deck", given, &bad))?
    };
    if deck == Deck::default() { Ok(None) } else { line("the deck", &deck.name()).map(Some) }
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn show(cx: &CommandContext<'_>) -> CommandResult {
    cx.founded()?;
    Ok(cx.reply(text, |session| named("product", json::ProductJson::new(session.workspace()))))
}

fn text(session: &Session) -> String {
    let workspace = session.workspace();
    let Some(product) = workspace.product() else { return String::new() };
    let weekday =
        usize::try_from(product.sprint_weekday).ok().and_then(|day| WEEKDAYS.get(day)).unwrap_or(&"Monday");
    let mut lines = vec![
        product.name.to_string(),
        format!(
            "Key prefix {}; sprints of {} from {weekday}; working days {}; time zone {}",
            product.prefix,
            present::count(u64::from(product.sprint_days), "day", "days"),
            workspace.working_week(),
            product.zone.name()
        ),
        format!(
            "Velocity is the mean of the last {}",
            present::count(workspace.velocity_sprints(), "sprint", "sprints")
        ),
        present::health(workspace),
        format!("Cards of planning poker: {}", deck_of(product)),
    ];
    lines.extend(present::pace(workspace));
    lines.extend(present::without_owner(workspace).map(str::to_owned));
    for (head, prose) in [("Product goal", &product.goal), ("Vision", &product.vision)] {
        if !prose.is_empty() {
            lines.push(format!("\n{head}\n{}", prose.trim_end()));
        }
    }
    lines.join("\n")
}
