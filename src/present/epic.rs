//! The page of an epic.

use super::count;
use super::item::unmapped_fields;
use super::items::table;
use super::tone::Tone;
use super::tree::{Node, Section, Styled, Tree};
use crate::domain::value::Instant;
use crate::domain::views::epic::EpicView;
use crate::domain::views::json::hundredths;
use crate::domain::workspace::Workspace;

/// Returns the page of an epic: its description, its open items, and what the other tool knew.
pub fn page(workspace: &Workspace, view: &EpicView<'_>, now: Instant) -> Tree {
    let epic = view.epic;
    let title = Styled::text(epic.title.as_str());
    let mut tree = Tree { key: Some(view.key.clone()), title: Some(title), ..Tree::default() };
    let items = count(view.parts.len(), "open item", "open items");
    let points = hundredths(view.points);
    tree.lead(format!("{}{items}, {points} pts", if epic.closed { "closed · " } else { "" }));
    let description = Some(epic.description.to_string()).filter(|it| !it.is_empty());
    tree.push(Section::default().with(description.map(Node::Prose)));
    let rows = (!view.parts.is_empty()).then(|| Node::Table(table(workspace, &view.parts, now)));
    tree.push(Section::default().with(rows));
    let from = match (&epic.source, &epic.source_key) {
        (Some(source), Some(key)) => Some(format!("{key} in {source}")),
        (Some(source), None) => Some(format!("from {source}")),
        (None, _) => None,
    };
    let from = from.map(|text| Node::styled(text, Tone::Dim));
    tree.push(Section::default().with(from.into_iter().chain(unmapped_fields(&view.unmapped))));
    tree
}
