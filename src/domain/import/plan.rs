//! What an import comes to, counted: the same for a rehearsal and for the real thing.

use crate::domain::id::ItemId;
use crate::domain::operation::ImportSummary;
use serde::{Deserialize, Serialize};

/// What an import comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportPlan {
    /// The file's name.
    pub file: String,
    /// The name under which its keys are known.
    pub source: String,
    /// The rows that are items.
    pub items: usize,
    /// The rows that are epics.
    pub epics: usize,
    /// The rows that were not there before.
    pub new: usize,
    /// The rows that change something that was there.
    pub updated: usize,
    /// The rows that change nothing.
    pub unchanged: usize,
    /// The parts of items that stay as people have edited them here, although the file says otherwise.
    pub kept: usize,
    /// The people who are new.
    pub people: Vec<String>,
    /// The key prefix that the product takes with it, where that is another one.
    pub prefix: Option<String>,
    /// The labels that are new.
    pub labels: Vec<String>,
    /// The sprints that are new, the oldest first.
    pub sprints: Vec<String>,
    /// Items that wait for each other in a circle: each of them for the next, the last for the first.
    pub cycles: Vec<Vec<ItemId>>,
    /// What people should know of single rows, a sentence each.
    pub remarks: Vec<Remark>,
}

/// Something that people should know of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The line in the file where the row begins; 0 for what is about the whole file.
    pub line: u64,
    /// What it is, in a sentence without a full stop.
    pub text: String,
}

impl ImportPlan {
    /// Returns what was done, to be read after a name: `imported 732 items from x.csv: 700 new, 32 unchanged`.
    pub fn sentence(&self) -> String {
        self.counts().sentence()
    }

    /// Returns what it comes to, in numbers.
    pub fn counts(&self) -> ImportSummary {
        ImportSummary {
            file: self.file.clone(),
            items: self.items,
            epics: self.epics,
            new: self.new,
            updated: self.updated,
            unchanged: self.unchanged,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_counts_what_there_is() {
        let plan = ImportPlan {
            file: "springxd.csv".into(),
            items: 732,
            epics: 3,
            new: 703,
            updated: 20,
            unchanged: 12,
            ..ImportPlan::default()
        };
        assert_eq!(
            plan.sentence(),
            "imported 732 items and 3 epics from springxd.csv: 703 new, 20 updated, 12 unchanged"
        );
        let one = ImportPlan { file: "x".into(), items: 1, epics: 1, new: 2, ..ImportPlan::default() };
        assert_eq!(one.sentence(), "imported 1 item and 1 epic from x: 2 new");
    }
}
