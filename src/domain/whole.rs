//! A whole product outside of a store: every row of it. Bringing it back into an empty file is `decide`'s part; how it
//! is written down is not here.

use super::change::every_entity;
use super::column::Column;
use super::definition::Rule;
use super::detail::Detail;
use super::epic::Epic;
use super::item::Item;
use super::label::Label;
use super::person::Person;
use super::product::{Product, Team};
use super::sprint::{Report, Sprint};
use super::workspace::Meetings;
use std::collections::BTreeMap;

/// A whole product.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Whole {
    /// The name of the file that it came from, as people are told it.
    pub file: String,
    /// The product; one.
    pub products: Vec<Product>,
    /// Its team; one.
    pub teams: Vec<Team>,
    /// Everybody.
    pub persons: Vec<Person>,
    /// All epics.
    pub epics: Vec<Epic>,
    /// All labels.
    pub labels: Vec<Label>,
    /// The columns of the board.
    pub columns: Vec<Column>,
    /// The rules of both definitions.
    pub rules: Vec<Rule>,
    /// All sprints.
    pub sprints: Vec<Sprint>,
    /// All reports, withdrawn ones too.
    pub reports: Vec<Report>,
    /// All items with everything about them.
    pub items: Vec<(Item, Detail)>,
    /// What ceremonies have left behind.
    pub meetings: Meetings,
    /// The highest id handed out of each kind of entity, by its name.
    pub counters: BTreeMap<String, u64>,
}

/// Returns the name of the kind of entity that is written so; one name for all time, as counters want it.
pub(super) fn entity_name(name: &str) -> Option<&'static str> {
    use super::capacity::Capacity;
    use super::ceremony::{Cadence, Ceremony};
    use super::detail::{Body, Comment, Criterion, Link, Question, Selection, Task, Vote};
    use super::entity::Entity;
    use super::feedback::Feedback;
    use super::impediment::Impediment;
    use super::improvement::Improvement;
    use super::note::{Dot, Note};
    macro_rules! names {
        ($($entity:ident),+) => { [$($entity::NAME),+] };
    }
    every_entity!(names).into_iter().find(|known| *known == name)
}
