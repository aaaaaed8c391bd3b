//! About the product, and about the people who work on it.

use super::Edited;
use crate::domain::id::PersonId;
use crate::domain::product::Prefix;
use crate::domain::value::Zone;
use crate::domain::value::{Line, Prose, Roles};

/// What a product needs to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founding {
    /// The product's name.
    pub name: Line,
    /// What its keys begin with.
    pub prefix: Prefix,
    /// Its time zone.
    pub zone: Zone,
    /// The first person's name.
    pub person: Line,
    /// Their roles.
    pub roles: Roles,
    /// Their login name.
    pub login: Option<Line>,
}

/// A change of the product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProductEdit {
    /// Its name.
    Name(Edited<Line>),
    /// What its keys begin with.
    Prefix(Edited<Prefix>),
    /// Its vision.
    Vision(Edited<Prose>),
    /// The product goal.
    Goal(Edited<Prose>),
    /// Its time zone.
    Zone(Edited<Zone>),
    /// How many calendar days a sprint has, 1 to 31.
    SprintDays(Edited<u32>),
    /// The weekday on which sprints begin, 0 for Monday to 6.
    SprintWeekday(Edited<u32>),
    /// The cards of planning poker; `None` for the modified Fibonacci deck.
    Deck(Edited<Option<Line>>),
}

/// About people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonCommand {
    /// Somebody joins.
    Add {
        /// Their name.
        name: Line,
        /// What they answer for.
        roles: Roles,
        /// Their login name.
        login: Option<Line>,
    },
    /// Changes somebody's name.
    Rename(PersonId, Edited<Line>),
    /// Changes what somebody answers for.
    Roles(PersonId, Edited<Roles>),
    /// Changes the login name by which somebody is known.
    Login(PersonId, Edited<Option<Line>>),
    /// Somebody leaves; their items lose them.
    Leave(PersonId),
    /// Somebody who had left is back.
    Return(PersonId),
}
