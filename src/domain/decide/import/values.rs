//! The parts of an item as comparable texts: the incoming value from the file, and the current value here.
//!
//! Both are recorded as short hashes. A part whose incoming value is the same as last time is left alone; one that is
//! still as the last import left it is overwritten; what people have edited is kept.

use super::ImportDraft;
use super::image::Image;
use crate::domain::id::Id;
use crate::domain::import::{ImportPart, ImportTarget, IncomingItem};
use crate::domain::value::{Instant, Kind, Points, Stage};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The separator between list entries; it does not occur in texts.
const BETWEEN: &str = "\u{1f}";

impl ImportDraft<'_, '_> {
    /// Returns the incoming value of a part; empty for the default of a new item.
    pub(super) fn incoming_value(&self, part: ImportPart, row: &IncomingItem) -> String {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        match part {
            ImportPart::Title => row.title.clone(),
            ImportPart::Kind => match row.target {
                ImportTarget::Item(kind) => kind_word(kind),
                ImportTarget::Epic => String::new(),
            },
            ImportPart::AsA => text(&row.as_a),
            ImportPart::IWant => text(&row.i_want),
            ImportPart::SoThat => text(&row.so_that),
            ImportPart::Description => row.description.clone(),
            ImportPart::Criteria => row.criteria.join(BETWEEN),
            ImportPart::Estimate => estimate(row.estimate),
            ImportPart::Stage => stage_value(row.stage, row.done_ms.map(Instant)),
            ImportPart::Parent => row.parent.as_deref().map_or_else(String::new, |key| self.resolved(key)),
            ImportPart::Sprints => incoming_sprints(row),
            ImportPart::Labels => row.labels.join(BETWEEN),
            ImportPart::Assignees => row.assignees.join(BETWEEN),
            ImportPart::DependsOn => {
                row.depends_on.iter().map(|key| self.resolved(key)).collect::<Vec<_>>().join(BETWEEN)
            }
            ImportPart::Created => row.created_ms.map_or_else(String::new, |at| at.to_string()),
        }
    }

    /// Returns a key, marked if it refers to nothing, so that it is compared again once it does.
    fn resolved(&self, key: &str) -> String {
        if self.node(key).is_some() { key.to_owned() } else { format!("{key}{BETWEEN}?") }
    }
}

/// Returns the incoming value of a row's sprints.
pub(super) fn incoming_sprints(row: &IncomingItem) -> String {
    row.sprints.join(BETWEEN)
}

/// Returns the current value of a part.
pub(super) fn current_value(part: ImportPart, image: &Image) -> String {
    let item = &image.item;
    match part {
        ImportPart::Title => item.title.to_string(),
        ImportPart::Kind => kind_word(item.kind),
        ImportPart::AsA => image.body.as_a.to_string(),
        ImportPart::IWant => image.body.i_want.to_string(),
        ImportPart::SoThat => image.body.so_that.to_string(),
        ImportPart::Description => image.body.description.to_string(),
        ImportPart::Criteria => {
            image.detail.criteria.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join(BETWEEN)
        }
        ImportPart::Estimate => estimate(item.estimate),
        ImportPart::Stage => stage_value(item.stage, item.ended),
        ImportPart::Parent => match (item.epic, item.parent) {
            (None, None) => String::new(),
            (epic, parent) => format!("{} {}", numbers(epic), numbers(parent)),
        },
        ImportPart::Sprints => {
            let mut text = String::new();
            for it in &image.detail.selections {
                let _ = write!(text, "{}{} ", it.sprint, if it.until.is_some() { "x" } else { "" });
            }
            text + &numbers(item.sprint)
        }
        ImportPart::Labels => numbers(item.labels.iter().copied()),
        ImportPart::Assignees => numbers(item.assignees.iter().copied()),
        ImportPart::DependsOn => numbers(item.depends_on.iter().copied()),
        ImportPart::Created => item.created.0.to_string(),
    }
}

/// Returns a short hash of a text; empty for an empty text.
pub(super) fn hash(text: &str) -> String {
    let mut short = String::new();
    if !text.is_empty() {
        for byte in Sha256::digest(text.as_bytes()).iter().take(8) {
            let _ = write!(short, "{byte:02x}");
        }
    }
    short
}

fn kind_word(kind: Kind) -> String {
    if kind == Kind::Story { String::new() } else { kind.word().to_owned() }
}

fn estimate(points: Option<Points>) -> String {
    points.map_or_else(String::new, |points| points.to_string())
}

/// Returns the comparable value of a stage, and of when an item was accepted or dropped.
pub(super) fn stage_value(stage: Stage, ended: Option<Instant>) -> String {
    match (stage, ended) {
        (Stage::New, _) => String::new(),
        (stage, Some(ended)) if !stage.is_open() => format!("{stage} {}", ended.0),
        (stage, _) => stage.to_string(),
    }
}

/// Formats ids in ascending order, whatever their order in the list.
fn numbers<I: Id>(ids: impl IntoIterator<Item = I>) -> String {
    let mut numbers: Vec<u64> = ids.into_iter().map(Id::number).collect();
    numbers.sort_unstable();
    numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(",")
}
