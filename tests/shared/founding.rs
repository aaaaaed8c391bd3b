//! How the product of most tests begins.

use ceremony::domain::command::{Command, Founding};
use ceremony::domain::value::Role;
use ceremony::domain::value::Zone;

/// Ana, a product owner with the login name `ana`, begins Lighthouse.
pub fn founding() -> Command {
    Command::Found(Founding {
        name: "Lighthouse".parse().unwrap(),
        prefix: "PB".parse().unwrap(),
        zone: Zone::UTC,
        person: "Ana".parse().unwrap(),
        roles: [Role::ProductOwner].into_iter().collect(),
        login: "ana".parse().ok(),
    })
}
