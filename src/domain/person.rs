//! The people of the product: members of the team and stakeholders are one entity, distinguished by roles.

use super::entity::entity;
use super::id::PersonId;
use super::value::{Line, Role, Roles};

entity! {
    /// A person who is involved in the product.
    Person, PersonField, PersonId, "person", item: |_| None;
    /// The name.
    Name name: Line = people "name",
    /// The roles.
    Roles roles: Roles = people "roles",
    /// The login name by which the program recognises them.
    Login login: Option<Line> = people "login",
    /// Whether they have left; the history keeps their name.
    Left has_left: bool = command,
}

impl Person {
    /// Returns whether they currently have `role`.
    pub fn is(&self, role: Role) -> bool {
        !self.has_left && self.roles.has(role)
    }
}
