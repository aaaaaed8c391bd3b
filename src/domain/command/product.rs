//! About the product, and about the people who work on it.

use crate::domain::id::PersonId;
use crate::domain::product::Prefix;
use crate::domain::value::Zone;
use crate::domain::value::{Line, Roles};

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
    /// Somebody leaves; their items lose them.
    Leave(PersonId),
    /// Somebody who had left is back.
    Return(PersonId),
}
