//! The initial product of most tests.

use ceremony::domain::command::{Command, Founding};
use ceremony::domain::value::Role;
use ceremony::domain::value::Zone;

/// Returns the command by which Ana, a product owner with the login name `ana`, creates Lighthouse.
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
