//! The parts of an item as texts that can be compared: what the file says, and what stands here.
//!
//! Both are remembered as short hashes. A part that the file says in the same words as last time is left alone; one
//! that still stands as the last import left it is overwritten; what people have edited stays.

use super::Import;
use super::image::Image;
use crate::domain::id::Id;
use crate::domain::import::{Incoming, Part, Target};
use crate::domain::value::{Instant, Kind, Points, Stage};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Between the entries of a list: no text of a person has it.
const BETWEEN: &str = "\u{1f}";

impl Import<'_, '_> {
    /// What the file says of a part; empty for what a new item is without it.
    pub(super) fn said(&self, part: Part, row: &Incoming) -> String {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        match part {
            Part::Title => row.title.clone(),
            Part::Kind => match row.target {
                Target::Item(kind) => kind_word(kind),
                Target::Epic => String::new(),
            },
            Part::AsA => text(&row.as_a),
            Part::IWant => text(&row.i_want),
            Part::SoThat => text(&row.so_that),
            Part::Description => row.description.clone(),
            Part::Criteria => row.criteria.join(BETWEEN),
            Part::Estimate => estimate(row.estimate),
            Part::Stage => stage(row.stage, row.done_ms.map(Instant)),
            Part::Parent => row.parent.as_deref().map_or_else(String::new, |key| self.resolved(key)),
            Part::Sprints => sprints_said(row),
            Part::Labels => row.labels.join(BETWEEN),
            Part::Assignees => row.assignees.join(BETWEEN),
            Part::DependsOn => {
                row.depends_on.iter().map(|key| self.resolved(key)).collect::<Vec<_>>().join(BETWEEN)
            }
            Part::Created => row.created_ms.map_or_else(String::new, |at| at.to_string()),
        }
    }

    /// A key, marked where it leads nowhere, so that it is looked at again once it does.
    fn resolved(&self, key: &str) -> String {
        if self.node(key).is_some() { key.to_owned() } else { format!("{key}{BETWEEN}?") }
    }
}

/// What the file says of the sprints of a row.
pub(super) fn sprints_said(row: &Incoming) -> String {
    row.sprints.join(BETWEEN)
}

/// What stands here of a part.
pub(super) fn stands(part: Part, image: &Image) -> String {
    let item = &image.item;
    match part {
        Part::Title => item.title.to_string(),
        Part::Kind => kind_word(item.kind),
        Part::AsA => image.body.as_a.to_string(),
        Part::IWant => image.body.i_want.to_string(),
        Part::SoThat => image.body.so_that.to_string(),
        Part::Description => image.body.description.to_string(),
        Part::Criteria => {
            image.detail.criteria.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join(BETWEEN)
        }
        Part::Estimate => estimate(item.estimate),
        Part::Stage => stage(item.stage, item.ended),
        Part::Parent => match (item.epic, item.parent) {
            (None, None) => String::new(),
            (epic, parent) => format!("{} {}", numbers(epic), numbers(parent)),
        },
        Part::Sprints => {
            let mut text = String::new();
            for it in &image.detail.selections {
                let _ = write!(text, "{}{} ", it.sprint, if it.until.is_some() { "x" } else { "" });
            }
            text + &numbers(item.sprint)
        }
        Part::Labels => numbers(item.labels.iter().copied()),
        Part::Assignees => numbers(item.assignees.iter().copied()),
        Part::DependsOn => numbers(item.depends_on.iter().copied()),
        Part::Created => item.created.0.to_string(),
    }
}

/// Returns a short hash of a text; nothing for nothing.
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

fn stage(stage: Stage, ended: Option<Instant>) -> String {
    match (stage, ended) {
        (Stage::New, _) => String::new(),
        (stage, Some(ended)) if !stage.is_open() => format!("{stage} {}", ended.0),
        (stage, _) => stage.to_string(),
    }
}

/// Ids in order, whatever their order in the list.
fn numbers<I: Id>(ids: impl IntoIterator<Item = I>) -> String {
    let mut numbers: Vec<u64> = ids.into_iter().map(Id::number).collect();
    numbers.sort_unstable();
    numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(",")
}
