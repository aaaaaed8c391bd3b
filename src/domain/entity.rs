//! Entities: rows with an id and named fields. Each entity has its own file beside this one.
//!
//! `entity!` declares each entity once. That one list generates the struct, its fields as typed values (the
//! vocabulary of [`super::change`]), its column names, and the codec shared by state tables and history. Fields that
//! few rows use can be declared after `sparse`: they are read and written like all others, and are stored in one box.

#[cfg(test)]
pub(crate) mod any;
mod json;

pub use json::{from_json, to_json};

use super::exported::{Exported, NameResolver};
use super::id::{Id, ItemId};
use super::value::{Cell, Damaged, Value};

/// The cells of one stored row, by position.
pub trait Cells {
    /// Returns the cell at index `at`, counted from 0.
    fn cell(&self, at: usize) -> Result<Cell<'_>, Damaged>;
}

impl Cells for [Value] {
    fn cell(&self, at: usize) -> Result<Cell<'_>, Damaged> {
        Ok(self.get(at).map_or(Cell::Null, Value::cell))
    }
}

/// A row of the state of the product.
pub trait Entity: Sized + Clone + PartialEq + std::fmt::Debug + 'static {
    /// Its identity.
    type Id: Id;
    /// One of its fields, with a value.
    type Field: EntityField;
    /// The name: of the table, of the id counter, and in the history.
    const NAME: &'static str;
    /// The columns; the first is `id`.
    const COLUMNS: &'static [&'static str];
    /// For each column, the label people see, and who writes it.
    const LABELS: &'static [(&'static str, FieldWriter)];

    /// The CSV headers of the fields that are exported unchanged.
    const CSV: &'static [&'static str];

    /// Returns the id.
    fn id(&self) -> Self::Id;
    /// Returns the item that it belongs to, for an item and its parts.
    fn item(&self) -> Option<ItemId>;
    /// Returns all cells, in column order.
    fn values(&self) -> Vec<Value>;
    /// Builds a row from its cells, in column order.
    fn read(cells: &(impl Cells + ?Sized)) -> Result<Self, Damaged>;
    /// Sets one field.
    fn set(&mut self, field: &Self::Field);
    /// Returns the current value of the field that `like` names.
    fn get(&self, like: &Self::Field) -> Self::Field;
    /// Returns all fields with their current values, in column order.
    fn fields(&self) -> Vec<Self::Field>;
    /// Returns the fields that JSON exports unchanged, each with its JSON name.
    fn json(&self, names: &dyn NameResolver) -> Vec<(&'static str, Exported)>;
    /// Returns the fields that CSV exports unchanged, each with its header.
    fn csv(&self, names: &dyn NameResolver) -> Vec<(&'static str, Exported)>;
}

/// Returns the cell at index `at`. Where it is empty and the field is declared with `else id`, returns that of the id: a
/// row of the history from before the field existed has no such cell.
pub fn cell_or<'c>(
    cells: &'c (impl Cells + ?Sized),
    at: usize,
    default: &[&str],
) -> Result<Cell<'c>, Damaged> {
    match cells.cell(at)? {
        Cell::Null if !default.is_empty() => cells.cell(0),
        cell @ (Cell::Null | Cell::Int(_) | Cell::Text(_)) => Ok(cell),
    }
}

/// Who writes a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldWriter {
    /// People, freely within the rules of the entity: [`Command::Set`](super::command::Command::Set).
    People,
    /// A command with its own meaning, such as moving or accepting.
    Command,
    /// The program, which computes it.
    Computed,
}

/// A field's name and value.
pub trait EntityField: Sized + Clone + PartialEq + std::fmt::Debug {
    /// The entity it is a field of.
    type Entity: Entity<Field = Self>;

    /// Returns the column's name.
    fn name(&self) -> &'static str;
    /// Returns the field's label for people.
    fn label(&self) -> &'static str;
    /// Returns who writes the field.
    fn writer(&self) -> FieldWriter;
    /// Returns the value formatted for people.
    fn shown(&self) -> String;
    /// Returns the value as a cell.
    fn value(&self) -> Value;
    /// Returns the rows that the value refers to, each as kind of entity and number.
    fn names(&self) -> Vec<(&'static str, u64)>;
    /// Returns those of [`Self::names`] that must exist. Lists are exempt: they may outlive what they name.
    fn references(&self) -> Vec<(&'static str, u64)>;
    /// Builds a field from a column's name and a cell.
    fn read(name: &str, cell: Cell<'_>) -> Result<Self, Damaged>;
}

/// The label of a field: its column, unless another is given.
macro_rules! label {
    ($column:ident) => {
        stringify!($column)
    };
    ($column:ident $label:literal) => {
        $label
    };
}
pub(crate) use label;

/// The writer of a field, by its keyword in `entity!`.
macro_rules! writer {
    (people) => {
        $crate::domain::entity::FieldWriter::People
    };
    (command) => {
        $crate::domain::entity::FieldWriter::Command
    };
    (computed) => {
        $crate::domain::entity::FieldWriter::Computed
    };
}
pub(crate) use writer;

/// Declares an entity. One line for each field gives its variant, column, type, writer, label, and its names in JSON
/// and CSV if it is exported unchanged.
///
/// ```text
/// entity! {
///     /// A word that items can carry.
///     Label, LabelField, LabelId, "label", item: |_| None;
///     /// The word, without `#`.
///     Name name: Line = people "name" json "name",
///     /// Whether it is no longer offered.
///     Retired retired: bool = command,
/// }
/// ```
/// expands to this (and, in tests, a strategy that generates rows of it):
///
/// ```
/// use ceremony::domain::entity::{Cells, Entity, EntityField, FieldWriter};
/// use ceremony::domain::exported::{Export, Exported, NameResolver};
/// use ceremony::domain::id::{ItemId, LabelId};
/// use ceremony::domain::value::{Cell, Damaged, Line, Scalar, Value};
///
/// #[derive(Debug, Clone, PartialEq, Eq)]
/// pub struct Label {
///     pub id: LabelId,
///     pub name: Line,
///     pub retired: bool,
/// }
///
/// #[derive(Debug, Clone, PartialEq, Eq)]
/// pub enum LabelField {
///     Name(Line),
///     Retired(bool),
/// }
///
/// impl Entity for Label {
///     type Id = LabelId;
///     type Field = LabelField;
///     const NAME: &'static str = "label";
///     const COLUMNS: &'static [&'static str] = &["id", "name", "retired"];
///     const LABELS: &'static [(&'static str, FieldWriter)] =
///         &[("id", FieldWriter::Computed), ("name", FieldWriter::People), ("retired", FieldWriter::Command)];
///     const CSV: &'static [&'static str] = &[];
///
///     fn id(&self) -> LabelId {
///         self.id
///     }
///     fn item(&self) -> Option<ItemId> {
///         None
///     }
///     fn values(&self) -> Vec<Value> {
///         vec![self.id.to_value(), self.name.to_value(), self.retired.to_value()]
///     }
///     fn read(cells: &(impl Cells + ?Sized)) -> Result<Self, Damaged> {
///         let id = LabelId::from_cell(cells.cell(0)?)?;
///         let name = Line::from_cell(cells.cell(1)?)?;
///         let retired = bool::from_cell(cells.cell(2)?)?;
///         Ok(Self { id, name, retired })
///     }
///     fn set(&mut self, field: &LabelField) {
///         match field {
///             LabelField::Name(value) => self.name = value.clone(),
///             LabelField::Retired(value) => self.retired = value.clone(),
///         }
///     }
///     fn get(&self, like: &LabelField) -> LabelField {
///         match like {
///             LabelField::Name(_) => LabelField::Name(self.name.clone()),
///             LabelField::Retired(_) => LabelField::Retired(self.retired.clone()),
///         }
///     }
///     fn fields(&self) -> Vec<LabelField> {
///         vec![LabelField::Name(self.name.clone()), LabelField::Retired(self.retired.clone())]
///     }
///     fn json(&self, names: &dyn NameResolver) -> Vec<(&'static str, Exported)> {
///         vec![("name", self.name.exported(names))]
///     }
///     fn csv(&self, _names: &dyn NameResolver) -> Vec<(&'static str, Exported)> {
///         vec![]
///     }
/// }
///
/// impl EntityField for LabelField {
///     type Entity = Label;
///
///     fn name(&self) -> &'static str {
///         match self {
///             Self::Name(_) => "name",
///             Self::Retired(_) => "retired",
///         }
///     }
///     fn label(&self) -> &'static str {
///         match self {
///             Self::Name(_) => "name",
///             Self::Retired(_) => "retired",
///         }
///     }
///     fn writer(&self) -> FieldWriter {
///         match self {
///             Self::Name(_) => FieldWriter::People,
///             Self::Retired(_) => FieldWriter::Command,
///         }
///     }
///     fn shown(&self) -> String {
///         match self {
///             Self::Name(value) => value.shown(),
///             Self::Retired(value) => value.shown(),
///         }
///     }
///     fn value(&self) -> Value {
///         match self {
///             Self::Name(value) => value.to_value(),
///             Self::Retired(value) => value.to_value(),
///         }
///     }
///     fn names(&self) -> Vec<(&'static str, u64)> {
///         match self {
///             Self::Name(value) => value.names(),
///             Self::Retired(value) => value.names(),
///         }
///     }
///     fn references(&self) -> Vec<(&'static str, u64)> {
///         let is_list = match self {
///             Self::Name(_) => Line::IS_LIST,
///             Self::Retired(_) => bool::IS_LIST,
///         };
///         if is_list { Vec::new() } else { self.names() }
///     }
///     fn read(name: &str, cell: Cell<'_>) -> Result<Self, Damaged> {
///         match name {
///             "name" => Line::from_cell(cell).map(Self::Name),
///             "retired" => bool::from_cell(cell).map(Self::Retired),
///             _ => Err(Damaged { expected: "a field of label", found: name.chars().take(60).collect() }),
///         }
///     }
/// }
/// ```
macro_rules! entity {
    (
        $(#[$doc:meta])*
        $name:ident, $field:ident, $id:ty, $table:literal, item: $owner:expr;
        $(
            $(#[$field_doc:meta])*
            $variant:ident $column:ident: $type:ty = $writer:ident $(else $default:ident)? $($label:literal)?
                $(json $json:literal)? $(csv $csv:literal)?,
        )+
        $(;
            $(#[$sparse_doc:meta])*
            sparse $sparse:ident;
            $(
                $(#[$rarity_doc:meta])*
                $rarity:ident $aside:ident: $aside_type:ty = $aside_writer:ident $($aside_label:literal)?
                    $(json $aside_json:literal)? $(csv $aside_csv:literal)?,
            )+
        )?
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            /// The id.
            pub id: $id,
            $($(#[$field_doc])* pub $column: $type,)+
            $($(#[$sparse_doc])* pub sparse: $crate::domain::sparse_fields::Sparse<$sparse>,)?
        }

        $(
            $(#[$sparse_doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Default)]
            pub struct $sparse {
                $($(#[$rarity_doc])* pub $aside: $aside_type,)+
            }

            impl $crate::domain::sparse_fields::SparseFields for $sparse {
                fn none() -> &'static Self {
                    static NONE: std::sync::LazyLock<$sparse> = std::sync::LazyLock::new($sparse::default);
                    &NONE
                }
            }

            impl std::ops::Deref for $name {
                type Target = $sparse;
                fn deref(&self) -> &$sparse {
                    &self.sparse
                }
            }

            impl std::ops::DerefMut for $name {
                fn deref_mut(&mut self) -> &mut $sparse {
                    &mut self.sparse
                }
            }
        )?

        #[doc = concat!("A field of [`", stringify!($name), "`] with a value.")]
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $field {
            $($(#[$field_doc])* $variant($type),)+
            $($($(#[$rarity_doc])* $rarity($aside_type),)+)?
        }

        impl $crate::domain::entity::Entity for $name {
            type Id = $id;
            type Field = $field;
            const NAME: &'static str = $table;
            const COLUMNS: &'static [&'static str] =
                &["id", $(stringify!($column),)+ $($(stringify!($aside),)+)?];
            const LABELS: &'static [(&'static str, $crate::domain::entity::FieldWriter)] = &[
                ("id", $crate::domain::entity::FieldWriter::Computed),
                $((
                    $crate::domain::entity::label!($column $($label)?),
                    $crate::domain::entity::writer!($writer),
                ),)+
                $($((
                    $crate::domain::entity::label!($aside $($aside_label)?),
                    $crate::domain::entity::writer!($aside_writer),
                ),)+)?
            ];

            const CSV: &'static [&'static str] = &[$($($csv,)?)+ $($($($aside_csv,)?)+)?];

            fn id(&self) -> $id {
                self.id
            }
            fn item(&self) -> Option<$crate::domain::id::ItemId> {
                let owner: fn(&Self) -> Option<$crate::domain::id::ItemId> = $owner;
                owner(self)
            }
            fn values(&self) -> Vec<$crate::domain::value::Value> {
                use $crate::domain::value::Scalar;
                vec![self.id.to_value(), $(self.$column.to_value(),)+ $($(self.$aside.to_value(),)+)?]
            }
            fn read(
                cells: &(impl $crate::domain::entity::Cells + ?Sized),
            ) -> Result<Self, $crate::domain::value::Damaged> {
                use $crate::domain::value::Scalar;
                let id = <$id>::from_cell(cells.cell(0)?)?;
                let mut at = 0;
                $(
                    at += 1;
                    let $column = <$type>::from_cell($crate::domain::entity::cell_or(
                        cells, at, &[$(stringify!($default))?],
                    )?)?;
                )+
                $($(at += 1; let $aside = <$aside_type>::from_cell(cells.cell(at)?)?;)+)?
                Ok(Self {
                    id,
                    $($column,)+
                    $(sparse: $crate::domain::sparse_fields::Sparse::new($sparse { $($aside),+ }),)?
                })
            }
            fn set(&mut self, field: &$field) {
                match field {
                    $($field::$variant(value) => self.$column = value.clone(),)+
                    $($($field::$rarity(value) => {
                        self.$aside = value.clone();
                        self.sparse.tidy();
                    })+)?
                }
            }
            fn get(&self, like: &$field) -> $field {
                match like {
                    $($field::$variant(_) => $field::$variant(self.$column.clone()),)+
                    $($($field::$rarity(_) => $field::$rarity(self.$aside.clone()),)+)?
                }
            }
            fn fields(&self) -> Vec<$field> {
                vec![
                    $($field::$variant(self.$column.clone()),)+
                    $($($field::$rarity(self.$aside.clone()),)+)?
                ]
            }
            fn json(
                &self,
                names: &dyn $crate::domain::exported::NameResolver,
            ) -> Vec<(&'static str, $crate::domain::exported::Exported)> {
                let _ = names;
                vec![
                    $($(($json, $crate::domain::exported::Export::exported(&self.$column, names)),)?)+
                    $($($(($aside_json, $crate::domain::exported::Export::exported(&self.$aside, names)),)?)+)?
                ]
            }
            fn csv(
                &self,
                names: &dyn $crate::domain::exported::NameResolver,
            ) -> Vec<(&'static str, $crate::domain::exported::Exported)> {
                let _ = names;
                vec![
                    $($(($csv, $crate::domain::exported::Export::exported(&self.$column, names)),)?)+
                    $($($(($aside_csv, $crate::domain::exported::Export::exported(&self.$aside, names)),)?)+)?
                ]
            }
        }

        #[cfg(test)]
        impl $crate::domain::entity::any::AnyRow for $name {
            fn any_row(id: u64, dice: &mut $crate::domain::entity::any::RowDice) -> Self {
                use $crate::domain::entity::any::Any;
                use $crate::domain::id::Id;
                Self {
                    id: <$id>::new(id).unwrap(),
                    $($column: {
                        let any = <$type>::any(dice);
                        $(
                            let _ = stringify!($default);
                            let any = <$type>::try_from(id).unwrap_or(any);
                        )?
                        any
                    },)+
                    $(sparse: $crate::domain::sparse_fields::Sparse::new($sparse { $($aside: <$aside_type>::any(dice)),+ }),)?
                }
            }
            fn any_fields(dice: &mut $crate::domain::entity::any::RowDice) -> Vec<$field> {
                use $crate::domain::entity::any::Any;
                vec![
                    $($field::$variant(<$type>::any(dice)),)+
                    $($($field::$rarity(<$aside_type>::any(dice)),)+)?
                ]
            }
        }

        impl $crate::domain::entity::EntityField for $field {
            type Entity = $name;

            fn label(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => $crate::domain::entity::label!($column $($label)?),)+
                    $($(Self::$rarity(_) => $crate::domain::entity::label!($aside $($aside_label)?),)+)?
                }
            }
            fn writer(&self) -> $crate::domain::entity::FieldWriter {
                match self {
                    $(Self::$variant(_) => $crate::domain::entity::writer!($writer),)+
                    $($(Self::$rarity(_) => $crate::domain::entity::writer!($aside_writer),)+)?
                }
            }
            fn shown(&self) -> String {
                use $crate::domain::value::Scalar;
                match self {
                    $(Self::$variant(value) => value.shown(),)+
                    $($(Self::$rarity(value) => value.shown(),)+)?
                }
            }
            fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => stringify!($column),)+
                    $($(Self::$rarity(_) => stringify!($aside),)+)?
                }
            }
            fn value(&self) -> $crate::domain::value::Value {
                use $crate::domain::value::Scalar;
                match self {
                    $(Self::$variant(value) => value.to_value(),)+
                    $($(Self::$rarity(value) => value.to_value(),)+)?
                }
            }
            fn names(&self) -> Vec<(&'static str, u64)> {
                use $crate::domain::value::Scalar;
                match self {
                    $(Self::$variant(value) => value.names(),)+
                    $($(Self::$rarity(value) => value.names(),)+)?
                }
            }
            fn references(&self) -> Vec<(&'static str, u64)> {
                use $crate::domain::value::Scalar;
                let is_list = match self {
                    $(Self::$variant(_) => <$type>::IS_LIST,)+
                    $($(Self::$rarity(_) => <$aside_type>::IS_LIST,)+)?
                };
                if is_list { Vec::new() } else { self.names() }
            }
            fn read(
                name: &str,
                cell: $crate::domain::value::Cell<'_>,
            ) -> Result<Self, $crate::domain::value::Damaged> {
                use $crate::domain::value::Scalar;
                match name {
                    $(stringify!($column) => <$type>::from_cell(cell).map(Self::$variant),)+
                    $($(stringify!($aside) => <$aside_type>::from_cell(cell).map(Self::$rarity),)+)?
                    _ => Err($crate::domain::value::Damaged {
                        expected: concat!("a field of ", $table),
                        found: name.chars().take(60).collect(),
                    }),
                }
            }
        }
    };
}

pub(crate) use entity;
