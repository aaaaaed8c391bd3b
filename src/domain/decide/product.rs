//! Creating the product, and changing it.

use super::Decided;
use super::draft::Draft;
use super::field_rules::FieldRules;
use crate::domain::column::Column;
use crate::domain::command::Founding;
use crate::domain::definition::{Definition, Kinds, Rule, default_wording};
use crate::domain::operation::SetupOperation;
use crate::domain::person::Person;
use crate::domain::product::{Product, ProductField, Team, VELOCITY_SPRINTS};
use crate::domain::refusal::Refusal;
use crate::domain::value::{Kind, Line, Prose, Rank, ReadyCheck, Stage};

const RULES_OF_DONE: [&str; 3] = ["reviewed by someone else", "tests pass", "documentation is up to date"];

pub(super) fn found(draft: &mut Draft<'_>, founding: &Founding) -> Decided {
    if let Some(product) = draft.workspace.product() {
        return Err(Refusal::already(format!("this file already has the product {}", product.name))
            .hint("choose another file with --file"));
    }
    let product = draft.next_id::<Product>()?;
    draft.create(Product {
        id: product,
        name: founding.name.clone(),
        prefix: founding.prefix.clone(),
        vision: Prose::default(),
        goal: Prose::default(),
        zone: founding.zone,
        sprint_days: 14,
        sprint_weekday: 0,
        deck: None,
        working_days: None,
        velocity_sprints: None,
    });
    let team = draft.next_id::<Team>()?;
    draft.create(Team { id: team, product, name: founding.name.clone() });
    let person = draft.next_id::<Person>()?;
    draft.create(Person {
        id: person,
        name: founding.person.clone(),
        roles: founding.roles,
        login: founding.login.clone(),
        has_left: false,
    });
    for (name, stage) in [("To do", Stage::ToDo), ("Doing", Stage::Doing), ("Review", Stage::Review)] {
        let id = draft.next_id::<Column>()?;
        draft.create(Column {
            id,
            team,
            name: fixed(name)?,
            stage,
            rank: Rank::between(None, None),
            wip: None,
        });
    }
    let mut rank: Option<Rank> = None;
    let mut rule =
        |draft: &mut Draft<'_>, definition, check: Option<ReadyCheck>, text: &str, kinds: Kinds| {
            let next = Rank::between(rank.as_ref(), None);
            rank = Some(next.clone());
            let id = draft.next_id::<Rule>()?;
            draft.create(Rule {
                id,
                team,
                definition,
                check_word: check,
                text: fixed(text)?,
                kinds,
                person: None,
                rank: next,
            });
            Ok::<(), Refusal>(())
        };
    let stories: Kinds = [Kind::Story].into_iter().collect();
    let estimated: Kinds = [Kind::Story, Kind::Bug, Kind::Chore, Kind::Improvement].into_iter().collect();
    for (check, kinds) in [
        (ReadyCheck::Narrative, stories),
        (ReadyCheck::Criteria, Kinds::default()),
        (ReadyCheck::Estimated, estimated),
        (ReadyCheck::Small, Kinds::default()),
        (ReadyCheck::Answered, Kinds::default()),
        (ReadyCheck::Ordered, Kinds::default()),
    ] {
        rule(draft, Definition::Ready, Some(check), default_wording(check), kinds)?;
    }
    for text in RULES_OF_DONE {
        rule(draft, Definition::Done, None, text, Kinds::default())?;
    }
    Ok(SetupOperation::Found(founding.name.clone()).into())
}

fn fixed(text: &str) -> Result<Line, Refusal> {
    text.parse().map_err(|error| Refusal::value(format!("{text:?} cannot be used: {error}")))
}

impl FieldRules for Product {
    fn check(draft: &Draft<'_>, _row: &Self, new: &ProductField) -> Result<(), Refusal> {
        if let ProductField::Prefix(prefix) = new {
            super::import::keys::is_free(draft, prefix)
        } else if let ProductField::SprintDays(days @ (0 | 32..)) = new {
            Err(Refusal::value(format!("a sprint cannot have {days} days"))
                .hint("a sprint has 1 to 31 days, usually 14"))
        } else if let ProductField::SprintWeekday(7..) = new {
            Err(Refusal::value("a weekday is a number from 0, Monday, to 6, Sunday"))
        } else if let ProductField::VelocitySprints(Some(sprints)) = new
            && !VELOCITY_SPRINTS.contains(sprints)
        {
            let hint = "velocity is the mean of 3 to 20 sprints, usually 8";
            Err(Refusal::value(format!("velocity cannot be the mean of {sprints} sprints")).hint(hint))
        } else {
            Ok(())
        }
    }
}
