//! The plan of an import, with its counts: the same for a dry run and for the real import.

use crate::domain::id::ItemId;
use crate::domain::operation::ImportSummary;
use serde::{Deserialize, Serialize};

/// The plan of an import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportPlan {
    /// The name of the source tool.
    pub source: String,
    /// The file's name, and the numbers of its rows.
    pub counts: ImportSummary,
    /// The number of parts that keep people's edits although the file differs.
    pub kept: usize,
    /// The new people.
    pub people: Vec<String>,
    /// The key prefix that the product adopts, if it differs from the current one.
    pub prefix: Option<String>,
    /// The new labels.
    pub labels: Vec<String>,
    /// The new past sprints, the oldest first.
    pub sprints: Vec<String>,
    /// The sprints that become planned: the running one of the other tool, and those after it.
    pub planned: Vec<String>,
    /// The epics that rows name by their titles and that are new.
    pub epics: Vec<String>,
    /// Dependency cycles: each item depends on the next, the last on the first.
    pub cycles: Vec<Vec<ItemId>>,
    /// Remarks on single rows, a sentence each.
    pub remarks: Vec<Remark>,
}

/// A remark on a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The line in the file where the row starts; 0 for remarks on the whole file.
    pub line: u64,
    /// The remark, one sentence without a full stop.
    pub text: String,
}

impl ImportPlan {
    /// Returns the operation as a phrase that follows a name: `imported 732 items from x.csv: 700 new, 32 unchanged`.
    pub fn sentence(&self) -> String {
        self.counts.sentence()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_counts_what_there_is() {
        let plan = ImportSummary {
            file: "springxd.csv".into(),
            items: 732,
            epics: 3,
            new: 703,
            updated: 20,
            unchanged: 12,
        };
        assert_eq!(
            plan.sentence(),
            "imported 732 items and 3 epics from springxd.csv: 703 new, 20 updated, 12 unchanged"
        );
        let one = ImportSummary { file: "x".into(), items: 1, epics: 1, new: 2, ..ImportSummary::default() };
        assert_eq!(one.sentence(), "imported 1 item and 1 epic from x: 2 new");
    }
}
