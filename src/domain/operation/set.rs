//! Operations that set fields and have no wording of their own.

use crate::domain::entity::Entity as _;
use crate::domain::model::{Product, label_of};
use crate::domain::sentence::list;
use serde::{Deserialize, Serialize};

/// Set fields of one or several rows of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetOperation {
    /// The kind of entity.
    pub entity: String,
    /// The name of the rows at the time; empty for the product, of which there is one.
    pub of: String,
    /// The columns.
    pub fields: Vec<String>,
}

impl SetOperation {
    pub(super) fn sentence(&self) -> String {
        let mut labels: Vec<&str> = self.fields.iter().map(|field| label_of(&self.entity, field)).collect();
        labels.dedup();
        let fields = list(&labels);
        if self.entity == Product::NAME {
            format!("changed the product's {fields}")
        } else {
            format!("changed the {fields} of {}", self.of)
        }
    }
}
