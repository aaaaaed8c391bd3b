//! Epics: what several items are about, with keys of their own.

use super::entity::entity;
use super::id::{EpicId, ProductId};
use super::value::{Line, Prose};

entity! {
    /// Something large that items are parts of.
    Epic, EpicField, EpicId, "epic", item: |_| None;
    /// The product that it belongs to.
    Product product: ProductId = computed,
    /// What it is called.
    Title title: Line = people "title" csv "title",
    /// What it is about; Markdown.
    Description description: Prose = people "description" csv "description",
    /// Whether it is over.
    Closed closed: bool = people "state",
    /// Where it was imported from.
    Source source: Option<Line> = command csv "source",
    /// The other tool's key.
    SourceKey source_key: Option<Line> = command csv "source_key",
    /// What the other tool knew and we do not, as a JSON object.
    Rest rest: Prose = command,
}
