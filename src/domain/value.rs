//! The small values that entities consist of: parsed at the edge, then trusted. Entities are not here.

mod column;
mod fold;
pub(crate) mod json;
mod points;
mod rank;
mod string_enum;
mod terms;
mod text;
mod time;
mod zone;

pub use column::{Cell, Damaged, Ids, Scalar, Spelled, Value};
pub use fold::{fold_name, fold_words};
pub use points::{BadPoints, Points};
pub use rank::Rank;
pub use string_enum::ParseEnumError;
pub(crate) use string_enum::string_enum;
pub use terms::{
    CeremonyKind, GoalOutcome, Kind, NoteKind, Override, Progress, ReadyCheck, RejectionKind, Role, Roles,
    SplitPattern, SprintState, Stage, Verdict,
};
pub use text::{BadText, Line, Prose};
pub use time::{BadDay, BadWeekday, Instant, Weekdays, parse_day, parse_time};
pub use zone::{BadZone, Zone};
