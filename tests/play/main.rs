//! Play tests: keys in, screen out, over a store in memory and a fixed clock.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../shared/around.rs"]
mod around;
#[path = "../shared/founding.rs"]
mod founding;
#[path = "../shared/titles.rs"]
mod titles;

mod anything;
mod attendance;
mod backlog;
mod board;
mod budget;
mod ceremonies;
mod columns;
mod drafts;
mod faults;
mod flow;
mod frame;
mod hostile;
mod keys;
mod life;
mod lists;
mod minutes;
mod parts;
mod picture;
mod planning;
mod refinement;
mod refusals;
mod retrospective;
mod review;
mod screens;
mod setup;
mod sizes;
mod slices;
mod sprint;
mod stand_up;
mod statements;
mod support;
mod together;
mod undo;
mod views;
mod waiting;
