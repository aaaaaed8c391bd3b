//! Fields that got other values, where no words of their own are said of it.

use crate::domain::entity::Entity as _;
use crate::domain::model::{Product, label_of};
use crate::domain::sentence::list;
use serde::{Deserialize, Serialize};

/// Fields of one or several rows of a kind got other values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetOperation {
    /// The kind of entity.
    pub entity: String,
    /// What the rows were called then; empty for the product, of which there is one.
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
