//! Commands on the product and on the people who work on it.

use crate::domain::id::PersonId;
use crate::domain::product::Prefix;
use crate::domain::value::Zone;
use crate::domain::value::{Line, Roles};

/// The initial values of a product and its first person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founding {
    /// The product's name.
    pub name: Line,
    /// The prefix of its keys.
    pub prefix: Prefix,
    /// Its time zone.
    pub zone: Zone,
    /// The first person's name.
    pub person: Line,
    /// The first person's roles.
    pub roles: Roles,
    /// The first person's login name.
    pub login: Option<Line>,
}

/// Commands on people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonCommand {
    /// Adds a person.
    Add {
        /// The name.
        name: Line,
        /// The roles.
        roles: Roles,
        /// The login name.
        login: Option<Line>,
    },
    /// Marks a person as having left, and unassigns them from their items.
    Leave(PersonId),
    /// Marks a person who had left as being back.
    Return(PersonId),
}
