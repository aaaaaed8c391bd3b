//! The people of the product: members of the team and stakeholders are one thing, told apart by roles.

use super::entity::entity;
use super::id::PersonId;
use super::value::{Line, Role, Roles};

entity! {
    /// Somebody who does something about the product.
    Person, PersonField, PersonId, "person", item: |_| None;
    /// What the others call them.
    Name name: Line = people "name",
    /// What they answer for.
    Roles roles: Roles = people "roles",
    /// The login name by which the program knows them.
    Login login: Option<Line> = people "login",
    /// Whether they have left; the history keeps their name.
    Left has_left: bool = command,
}

impl Person {
    /// Tells whether they answer for `role` now.
    pub fn is(&self, role: Role) -> bool {
        !self.has_left && self.roles.has(role)
    }
}
