//! Arbitrary values of every field, for properties that must hold for all of them: codecs, history, tables.
//!
//! `entity!` builds rows of these, so that a new field is covered by every such property from the start. Ids are 1, 2
//! or 3, so that rows can refer to each other.

use crate::domain::definition::{Definition, Kinds};
use crate::domain::id::{
    CadenceId, CapacityId, CeremonyId, ColumnId, CommentId, CriterionId, DotId, EpicId, FeedbackId, Id,
    ImpedimentId, ImprovementId, ItemId, LabelId, LinkId, NoteId, PersonId, ProductId, QuestionId, ReportId,
    RuleId, SelectionId, SprintId, TaskId, TeamId, VoteId,
};
use crate::domain::item_counts::ItemCounts;
use crate::domain::product::Prefix;
use crate::domain::sprint::Days;
use crate::domain::value::Zone;
use crate::domain::value::{
    Cell, CeremonyKind, GoalOutcome, Ids, Instant, Kind, Line, NoteKind, Override, Points, Progress, Prose,
    Rank, ReadyCheck, Roles, Scalar, SprintState, Stage, Verdict, Weekdays,
};
use chrono::{NaiveDate, TimeDelta};

/// Texts that are known to break programs.
const HOSTILE: [&str; 16] = [
    "\u{1b}[2J\u{1b}]0;x\u{7}",
    "'; DROP TABLE item; --",
    "\u{202e}\u{200b}\u{e0041}",
    "e\u{301}\u{301}\u{301}",
    "ÄÖÜ ß ſ İ",
    "日本語 한국어 עברית",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "\u{9b}2J\u{85}\u{2028}x",
    "%_!\\\"'`?1:a$1",
    "{\"a\":[1,null]}",
    "0",
    "NULL",
    "=1+1",
    "\u{feff}x",
    "\u{fffd}\u{ffff}\u{10ffff}",
    "a",
];

/// The source of randomness for arbitrary rows.
pub(crate) struct RowDice(crate::domain::dice::Dice);

impl RowDice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(crate::domain::dice::Dice::new(seed))
    }

    /// Returns a number from 0 up to but not including `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0.below(end)
    }

    pub(crate) fn one<T: Clone>(&mut self, list: &[T]) -> T {
        self.0.one(list).clone()
    }

    fn text(&mut self) -> String {
        let count = self.below(4);
        (0..count)
            .map(|_| self.one(&HOSTILE))
            .collect::<Vec<_>>()
            .join(self.one(&["", " ", "\n", "\r\n", "\t"]))
    }
}

/// A type with arbitrary values.
pub(crate) trait Any: Sized {
    fn any(dice: &mut RowDice) -> Self;
}

/// A kind of entity with arbitrary rows and fields.
pub(crate) trait AnyRow: super::Entity {
    fn any_row(id: u64, dice: &mut RowDice) -> Self;
    fn any_fields(dice: &mut RowDice) -> Vec<Self::Field>;
}

impl Any for u32 {
    fn any(dice: &mut RowDice) -> Self {
        let any = u32::try_from(dice.below(1 << 32)).unwrap();
        dice.one(&[0, 1, 31, u32::MAX, any])
    }
}

impl Any for bool {
    fn any(dice: &mut RowDice) -> Self {
        dice.below(2) == 0
    }
}

impl Any for Instant {
    fn any(dice: &mut RowDice) -> Self {
        let any = i64::try_from(dice.below(1 << 45)).unwrap();
        Self(dice.one(&[0, -1, i64::MIN, i64::MAX, any]))
    }
}

impl Any for NaiveDate {
    fn any(dice: &mut RowDice) -> Self {
        Self::default() + TimeDelta::days(i64::try_from(dice.below(80_000)).unwrap())
    }
}

impl Any for Days {
    fn any(dice: &mut RowDice) -> Self {
        (0..dice.below(4)).map(|_| NaiveDate::any(dice)).collect()
    }
}

impl Any for Zone {
    fn any(dice: &mut RowDice) -> Self {
        dice.one(Zone::names()).parse().expect("a listed name")
    }
}

impl Any for Line {
    fn any(dice: &mut RowDice) -> Self {
        Self::clipped(&dice.text()).unwrap_or_else(|| "x".parse().unwrap())
    }
}

impl Any for Prose {
    fn any(dice: &mut RowDice) -> Self {
        dice.text().parse().unwrap()
    }
}

impl Any for Prefix {
    fn any(dice: &mut RowDice) -> Self {
        dice.one(&["A", "PB", "A1B2C3D4E5"]).parse().unwrap()
    }
}

impl Any for Points {
    fn any(dice: &mut RowDice) -> Self {
        Self::hundredths(u32::any(dice))
    }
}

impl Any for Rank {
    fn any(dice: &mut RowDice) -> Self {
        let mut rank = Self::between(None, None);
        for _ in 0..dice.below(6) {
            rank = if bool::any(dice) {
                Self::between(Some(&rank), None)
            } else {
                Self::between(None, Some(&rank))
            };
        }
        rank
    }
}

impl Any for ItemCounts {
    fn any(dice: &mut RowDice) -> Self {
        let numbers: Vec<String> = (0..10).map(|_| dice.one(&[0, 1, 7, 65_535]).to_string()).collect();
        Self::from_cell(Cell::Text(&numbers.join(" "))).unwrap()
    }
}

impl<T: Any> Any for Option<T> {
    fn any(dice: &mut RowDice) -> Self {
        bool::any(dice).then(|| T::any(dice))
    }
}

impl<T: Any> Any for Ids<T> {
    fn any(dice: &mut RowDice) -> Self {
        (0..dice.below(4)).map(|_| T::any(dice)).collect()
    }
}

impl Any for Weekdays {
    fn any(dice: &mut RowDice) -> Self {
        Self::from_cell(Cell::Int(i64::try_from(dice.below(128)).unwrap())).unwrap()
    }
}

impl Any for Roles {
    fn any(dice: &mut RowDice) -> Self {
        use crate::domain::value::Role;
        Role::ALL.iter().copied().filter(|_| bool::any(dice)).collect()
    }
}

impl Any for Kinds {
    fn any(dice: &mut RowDice) -> Self {
        // The full and the empty set both occur; they mean the same.
        Kind::ALL.iter().copied().filter(|_| bool::any(dice)).collect()
    }
}

impl Any for Definition {
    fn any(dice: &mut RowDice) -> Self {
        dice.one(&[Self::Ready, Self::Done])
    }
}

macro_rules! any_word {
    ($($word:ty),+) => { $(impl Any for $word {
        fn any(dice: &mut RowDice) -> Self {
            dice.one(Self::ALL)
        }
    })+ };
}
any_word!(
    Kind,
    Stage,
    ReadyCheck,
    SprintState,
    Verdict,
    CeremonyKind,
    NoteKind,
    Override,
    GoalOutcome,
    Progress
);

macro_rules! any_id {
    ($($id:ty),+) => { $(impl Any for $id {
        fn any(dice: &mut RowDice) -> Self {
            Self::new(dice.below(3) + 1).unwrap()
        }
    })+ };
}
any_id!(
    CadenceId,
    CapacityId,
    CeremonyId,
    DotId,
    FeedbackId,
    ImpedimentId,
    ImprovementId,
    NoteId,
    VoteId,
    ProductId,
    TeamId,
    PersonId,
    EpicId,
    LabelId,
    ColumnId,
    RuleId,
    ItemId,
    CriterionId,
    TaskId,
    QuestionId,
    CommentId,
    LinkId,
    SprintId,
    SelectionId,
    ReportId
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entity::{EntityField, from_json, to_json};
    use crate::domain::model::{self, every};
    use proptest::prelude::*;

    fn comes_back<E: AnyRow>(dice: &mut RowDice) {
        let mut row = E::any_row(7, dice);
        assert_eq!(E::read(row.values().as_slice()), Ok(row.clone()));
        assert_eq!(from_json(&to_json(&row)), Ok(row.clone()));
        let fields = E::any_fields(dice);
        assert_eq!(fields.len() + 1, E::COLUMNS.len());
        for field in fields {
            assert_eq!(E::Field::read(field.name(), field.value().cell()), Ok(field.clone()));
            row.set(&field);
            assert_eq!(row.get(&field), field);
        }
    }

    proptest! {
        #[test]
        fn every_row_and_field_comes_back_from_its_cells(seed in any::<u64>()) {
            let dice = &mut RowDice::new(seed);
            macro_rules! all {
                ($($entity:ident),+) => { $(comes_back::<model::$entity>(dice);)+ };
            }
            every!(all all);
        }
    }
}
