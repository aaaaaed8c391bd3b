//! The domain of Scrum in types: entities, and the rules by which they change. No input, output, SQL, clock,
//! randomness or terminal.
//!
//! The path of a change: a [`command::Command`] is what a person requests; [`decide::decide`] turns it into
//! [`change::Change`]s or a [`refusal::Refusal`]; [`workspace::Workspace::apply`] performs them. Each entity has its
//! own file and is declared with `entity!`, which also generates the codec of tables and history.

pub mod account;
pub mod alike;
pub mod attendance;
pub mod capacity;
pub mod ceremony;
pub mod change;
pub mod chronology;
pub mod column;
pub mod command;
pub mod cycle_times;
pub mod decide;
pub mod definition;
pub mod detail;
pub mod dice;
pub mod dots;
pub mod entity;
pub mod epic;
pub mod exported;
pub mod feedback;
pub mod flow;
pub mod hidden;
pub mod id;
pub mod impediment;
pub mod import;
pub mod improvement;
pub mod invariants;
pub mod item;
pub mod item_counts;
pub mod item_event;
pub mod key;
pub mod label;
pub mod metrics;
pub mod minutes;
pub mod model;
pub mod note;
pub mod operation;
pub mod person;
pub mod planning;
pub mod poker;
pub mod position;
pub mod product;
pub mod readiness;
pub mod reference;
pub mod refusal;
pub mod report;
pub mod reveal;
pub mod sentence;
pub mod snapshot;
pub mod sparse_fields;
pub mod sprint;
pub mod timebox;
pub mod value;
pub mod views;
pub mod workspace;
