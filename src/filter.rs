//! The filter: a query that selects items. Shared by the command line and the lists on the screen.
//!
//! | write | for items |
//! |---|---|
//! | `word`, `"two words"` | with this in key, source key or title, ignoring case |
//! | `@ana`, `@me`, `@nobody` | assigned to this person, or unassigned |
//! | `#label` | with this label |
//! | `kind:bug` | of this kind |
//! | `stage:ready`, `column:review` | in this stage, in this column |
//! | `epic:payments`, `epic:E3`, `epic:none` | of this epic |
//! | `status:doing`, `assignee:ana` | as `column:` or `stage:`, and as `@ana` |
//! | `sprint:current`, `sprint:14`, `sprint:none` | in this sprint |
//! | `is:blocked` … | see [`State`] |
//!
//! `-` (or `!`) negates a term; a comma within a value means *or*; all terms must match. What is in quotes is text
//! without operators.

mod search;
mod words;

use crate::domain::id::{ColumnId, EpicId, LabelId, PersonId, SprintId};
use crate::domain::item::Item;
use crate::domain::readiness::{largest_small, unmet, waits_for};
use crate::domain::refusal::Refusal;
use crate::domain::value::{Kind, Points, Stage, string_enum};
use crate::domain::workspace::Workspace;
use crate::names;
use crate::text::nearest;
use search::Needle;
use std::str::FromStr;
use words::Word;

/// The error for an invalid query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct BadFilter {
    /// The problem, in a sentence without a full stop.
    pub message: String,
    /// The hint: what to try.
    pub hint: Option<String>,
}

impl From<Refusal> for BadFilter {
    fn from(refusal: Refusal) -> Self {
        Self { message: refusal.message, hint: refusal.hint }
    }
}

string_enum! {
    /// The values of `is:`.
    State, "state" {
        /// It is blocked.
        Blocked = "blocked",
        /// It has an unanswered question.
        Question = "question",
        /// It has no estimate.
        Unestimated = "unestimated",
        /// It has no acceptance criterion.
        NoCriteria = "no-criteria",
        /// It depends on an item that is still open.
        Waiting = "waiting",
        /// It was rejected and has not been accepted since.
        Rejected = "rejected",
        /// A rule of the definition of ready is not met.
        Unready = "unready",
        /// It is larger than half the velocity.
        Large = "large",
        /// It was made ready or accepted although a rule was not met.
        Overridden = "overridden",
    }
}

impl State {
    fn holds(self, workspace: &Workspace, item: &Item) -> bool {
        match self {
            Self::Blocked => item.blocked.is_some(),
            Self::Question => item.tally.questions > 0,
            Self::Unestimated => item.estimate.is_none(),
            Self::NoCriteria => item.tally.criteria == 0,
            Self::Waiting => waits_for(workspace, item).is_some(),
            Self::Rejected => item.rejected.is_some(),
            Self::Unready => {
                item.is_in_backlog()
                    && !unmet(workspace, item, crate::domain::definition::Definition::Ready).is_empty()
            }
            Self::Overridden => item.overridden.is_some(),
            Self::Large => largest_small(workspace).is_some_and(|most: Points| item.points() > most),
        }
    }
}

/// The condition of one term; a list of values matches any of them.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ask {
    Text(Needle),
    People(Vec<Option<PersonId>>),
    Labels(Vec<LabelId>),
    Kinds(Vec<Kind>),
    Stages(Vec<Stage>),
    Columns(Vec<ColumnId>),
    Epics(Vec<Option<EpicId>>),
    Sprints(Vec<Option<SprintId>>),
    States(Vec<State>),
}

/// A parsed filter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// The conditions, and whether each is negated.
    terms: Vec<(Ask, bool)>,
}

/// The field names before a colon.
const FIELDS: [&str; 10] =
    ["kind", "stage", "epic", "sprint", "label", "person", "column", "is", "status", "assignee"];

impl Filter {
    /// Parses a query. An empty query selects every item.
    ///
    /// # Errors
    /// A [`BadFilter`] that quotes what is unknown and suggests the nearest known name.
    pub fn parse(text: &str, workspace: &Workspace, me: Option<PersonId>) -> Result<Self, BadFilter> {
        let mut terms = Vec::new();
        for word in words::split(text) {
            let ask = match word.field.as_deref() {
                Some(field) => field_of(field, &word, workspace, me)?,
                None if word.is_quoted => Ask::Text(Needle::new(&word.value)),
                None => plain(&word, workspace, me)?,
            };
            terms.push((ask, word.is_negated));
        }
        Ok(Self { terms })
    }

    /// Returns whether every item is selected.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Returns whether it asks for past items, too: what was decided against a rule is mostly accepted by now.
    pub fn is_about_the_past(&self) -> bool {
        let asks = |(ask, is_negated): &(Ask, bool)| {
            !is_negated && matches!(ask, Ask::States(states) if states.contains(&State::Overridden))
        };
        self.terms.iter().any(asks)
    }

    /// Returns whether every item selected by this is also selected by `other`, as far as the terms show it: a word
    /// has become longer, or a term was added.
    pub fn narrows(&self, other: &Self) -> bool {
        let narrows = |(term, other): (&(Ask, bool), &(Ask, bool))| match (term, other) {
            ((Ask::Text(needle), false), (Ask::Text(other), false)) => needle.narrows(other),
            _ => term == other,
        };
        self.terms.len() >= other.terms.len() && self.terms.iter().zip(&other.terms).all(narrows)
    }

    /// Returns whether `item` is selected.
    pub fn matches(&self, workspace: &Workspace, item: &Item) -> bool {
        self.terms.iter().all(|(ask, is_negated)| ask.holds(workspace, item) != *is_negated)
    }
}

impl Ask {
    fn holds(&self, workspace: &Workspace, item: &Item) -> bool {
        match self {
            Self::Text(needle) => needle.is_in(workspace, item),
            Self::People(people) => people.iter().any(|person| match person {
                Some(person) => item.assignees.contains(person),
                None => item.assignees.is_empty(),
            }),
            Self::Labels(labels) => labels.iter().any(|label| item.labels.contains(label)),
            Self::Kinds(kinds) => kinds.contains(&item.kind),
            Self::Stages(stages) => stages.contains(&item.stage),
            Self::Columns(columns) => item.board_column.is_some_and(|column| columns.contains(&column)),
            Self::Epics(epics) => epics.contains(&item.epic),
            Self::Sprints(sprints) => sprints.contains(&item.sprint),
            Self::States(states) => states.iter().any(|state| state.holds(workspace, item)),
        }
    }
}

fn plain(word: &Word, workspace: &Workspace, me: Option<PersonId>) -> Result<Ask, BadFilter> {
    let has_more = word.value.len() > 1;
    match word.value.chars().next() {
        Some('@') if has_more => people(&word.alternatives(1), workspace, me),
        Some('#') if has_more => {
            Ok(Ask::Labels(each(&word.alternatives(1), |it| names::label(workspace, it))?))
        }
        _ => Ok(Ask::Text(Needle::new(&word.value))),
    }
}

fn field_of(field: &str, word: &Word, workspace: &Workspace, me: Option<PersonId>) -> Result<Ask, BadFilter> {
    if word.value.is_empty() {
        return Err(BadFilter { message: format!("nothing follows the colon of {field}:"), hint: None });
    }
    let values = &word.alternatives(0);
    let or_none = |it: &str| it.eq_ignore_ascii_case("none");
    Ok(match field {
        "kind" => Ask::Kinds(each_word(values)?),
        "stage" => Ask::Stages(each_word(values)?),
        // What other programs call the status is the column or the stage here.
        "status" => match each(values, |it| names::column(workspace, it)) {
            Ok(columns) => Ask::Columns(columns),
            Err(_) => Ask::Stages(each_word(values)?),
        },
        "is" => Ask::States(each(values, state)?),
        "label" => Ask::Labels(each(values, |it| names::label(workspace, it))?),
        "person" | "assignee" => people(values, workspace, me)?,
        "column" => Ask::Columns(each(values, |it| names::column(workspace, it))?),
        "epic" => Ask::Epics(each(values, |it| {
            if or_none(it) { Ok(None) } else { names::epic(workspace, it).map(Some) }
        })?),
        "sprint" => Ask::Sprints(each(values, |it| {
            if or_none(it) { Ok(None) } else { names::sprint(workspace, it).map(Some) }
        })?),
        _ => {
            let hint = match nearest(field, FIELDS) {
                Some(known) => format!("did you mean {known}:? Put quotes around it to find the text"),
                None => format!("there is {}:; put quotes around it to find the text", FIELDS.join(":, ")),
            };
            return Err(BadFilter {
                message: format!("a filter has no {}", names::quoted(&format!("{field}:"))),
                hint: Some(hint),
            });
        }
    })
}

fn people(values: &[&str], workspace: &Workspace, me: Option<PersonId>) -> Result<Ask, BadFilter> {
    let nobody = |it: &str| ["nobody", "none"].iter().any(|word| it.eq_ignore_ascii_case(word));
    let one = |it: &str| if nobody(it) { Ok(None) } else { names::person(workspace, me, it).map(Some) };
    Ok(Ask::People(each(values, one)?))
}

fn state(given: &str) -> Result<State, Refusal> {
    let found = State::ALL.iter().find(|state| state.word().eq_ignore_ascii_case(given));
    found.copied().ok_or_else(|| {
        let known: Vec<&str> = State::ALL.iter().map(|state| state.word()).collect();
        let hint = match nearest(given, known.iter().copied()) {
            Some(word) => format!("did you mean is:{word}?"),
            None => format!("there is is:{}", known.join(", is:")),
        };
        Refusal::unknown(format!("a filter has no {}", names::quoted(&format!("is:{given}")))).hint(hint)
    })
}

fn each<T>(values: &[&str], one: impl Fn(&str) -> Result<T, Refusal>) -> Result<Vec<T>, BadFilter> {
    values.iter().map(|it| one(it).map_err(BadFilter::from)).collect()
}

fn each_word<T: FromStr<Err = crate::domain::value::ParseEnumError>>(
    values: &[&str],
) -> Result<Vec<T>, BadFilter> {
    values
        .iter()
        .map(|it| {
            it.parse().map_err(|error: crate::domain::value::ParseEnumError| BadFilter {
                message: format!("there is no {} {}", error.what, names::quoted(it)),
                hint: Some(match nearest(it, error.choices.split(", ")) {
                    Some(known) => format!("did you mean {known}?"),
                    None => format!("choose one of {}", error.choices),
                }),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
