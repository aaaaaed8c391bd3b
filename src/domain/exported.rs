//! Values for other programs, in JSON and CSV: names and keys instead of ids.

use super::id::{ColumnId, EpicId, ItemId, LabelId, PersonId, SprintId};
use super::value::{Ids, Instant, Kind, Line, Override, Points, Prose, Stage};
use chrono::NaiveDate;

/// An exported value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exported {
    /// No value.
    Nothing,
    /// A text, a name or a key.
    Text(String),
    /// A number.
    Count(u32),
    /// Points.
    Points(Points),
    /// Something with a key and a title.
    Titled {
        /// Its key.
        key: String,
        /// Its title.
        title: String,
    },
    /// Several names or keys.
    List(Vec<String>),
}

/// Resolves ids to names.
pub trait NameResolver {
    /// Returns an item's key.
    fn item_key(&self, id: ItemId) -> String;
    /// Returns a person's name.
    fn person_name(&self, id: PersonId) -> String;
    /// Returns a column's name.
    fn column_name(&self, id: ColumnId) -> Option<String>;
    /// Returns a sprint's name.
    fn sprint_name(&self, id: SprintId) -> Option<String>;
    /// Returns a label's name.
    fn label_name(&self, id: LabelId) -> Option<String>;
    /// Returns an epic's key and title.
    fn epic_title(&self, id: EpicId) -> Option<(String, String)>;
}

/// A type whose values are exported.
pub trait Export {
    /// Returns the exported value.
    fn exported(&self, names: &dyn NameResolver) -> Exported;
}

impl<T: Export> Export for Option<T> {
    fn exported(&self, names: &dyn NameResolver) -> Exported {
        self.as_ref().map_or(Exported::Nothing, |value| value.exported(names))
    }
}

macro_rules! export {
    ($($type:ty: |$value:ident, $names:ident| $exported:expr;)+) => {
        $(impl Export for $type {
            fn exported(&self, $names: &dyn NameResolver) -> Exported {
                let $value = self;
                $exported
            }
        })+
    };
}

export! {
    Line: |line, _names| Exported::Text(line.to_string());
    Prose: |text, _names| Exported::Text(text.to_string());
    Kind: |kind, _names| Exported::Text(kind.word().to_owned());
    Override: |decided, _names| Exported::Text(decided.word().to_owned());
    Stage: |stage, _names| Exported::Text(stage.word().to_owned());
    Instant: |at, _names| Exported::Text(at.rfc3339());
    NaiveDate: |day, _names| Exported::Text(day.to_string());
    u32: |number, _names| Exported::Count(*number);
    Points: |points, _names| Exported::Points(*points);
    PersonId: |id, names| Exported::Text(names.person_name(*id));
    ItemId: |id, names| Exported::Text(names.item_key(*id));
    ColumnId: |id, names| names.column_name(*id).map_or(Exported::Nothing, Exported::Text);
    SprintId: |id, names| names.sprint_name(*id).map_or(Exported::Nothing, Exported::Text);
    EpicId: |id, names| names.epic_title(*id).map_or(Exported::Nothing, |(key, title)| {
        Exported::Titled { key, title }
    });
    Ids<ItemId>: |ids, names| Exported::List(ids.iter().map(|id| names.item_key(*id)).collect());
    Ids<PersonId>: |ids, names| Exported::List(ids.iter().map(|id| names.person_name(*id)).collect());
    Ids<LabelId>: |ids, names| Exported::List(ids.iter().filter_map(|id| names.label_name(*id)).collect());
}
