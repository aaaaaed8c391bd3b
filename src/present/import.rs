//! The page that an import leaves behind: what it has to remark.

use super::tree::{Node, Section, Styled, Tree};

/// Returns the page of an import: its summary and its remarks, a line each.
pub fn page(summary: &str, lines: &[String]) -> Tree {
    let mut tree = Tree { title: Some(Styled::text(summary)), ..Tree::default() };
    tree.push(Section::default().with(lines.iter().map(|line| Node::Paragraph(Styled::text(line)))));
    tree
}
