//! Epics: groups of items under a common theme, with keys of their own.

use super::entity::entity;
use super::id::{EpicId, ProductId};
use super::value::{Line, Prose};

entity! {
    /// A large piece of work that items are part of.
    Epic, EpicField, EpicId, "epic", item: |_| None;
    /// The product that it belongs to.
    Product product: ProductId = computed,
    /// The number in its key, which no item has, if an import brought one; else it is counted apart, as `PB-E3`.
    Number number: Option<u32> = computed,
    /// The title.
    Title title: Line = people "title" csv "title",
    /// The description; Markdown.
    Description description: Prose = people "description" csv "description",
    /// Whether it is closed.
    Closed closed: bool = people "state",
    /// The tool it was imported from.
    Source source: Option<Line> = command csv "source",
    /// Its key in that tool.
    SourceKey source_key: Option<Line> = command csv "source_key",
    /// Unmapped fields of the import, as a JSON object.
    Rest rest: Prose = command,
}
