//! A row of a ceremony's list: a line of a tree, ready to be drawn.

use crate::domain::views::Target;
use crate::present::tree::{ListEntry, Node, Section, Styled, Tree};
use crate::tui::theme::Glyphs;
use crate::tui::theme::Tone;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingRow {
    /// The target of keys.
    pub target: Target,
    /// The indent, in columns.
    pub indent: u16,
    /// The sign before it.
    pub sign: Option<(&'static str, Tone)>,
    /// A key, in a separate column.
    pub key: Option<String>,
    /// The text.
    pub text: String,
    /// The tone of the text.
    pub tone: Tone,
    /// The text at the right.
    pub right: String,
    /// The tone of the text at the right.
    pub right_tone: Tone,
}

impl MeetingRow {
    /// Creates a sentence.
    pub fn words(text: impl Into<String>) -> Self {
        Self {
            target: Target::Nothing,
            indent: 0,
            sign: None,
            key: None,
            text: text.into(),
            tone: Tone::Text,
            right: String::new(),
            right_tone: Tone::Dim,
        }
    }

    /// Creates a hint: what belongs here, and the key that starts it.
    pub fn hint(text: impl Into<String>) -> Self {
        Self { tone: Tone::Dim, indent: 2, ..Self::words(text) }
    }

    /// Creates an empty row.
    pub fn blank() -> Self {
        Self::words("")
    }

    /// Creates a selectable row.
    pub fn of(target: Target, text: impl Into<String>) -> Self {
        Self { target, indent: 2, ..Self::words(text) }
    }

    /// Sets the text at the right.
    #[must_use]
    pub fn right(mut self, text: impl Into<String>, tone: Tone) -> Self {
        self.right = text.into();
        self.right_tone = tone;
        self
    }

    /// Increases the indent by one level.
    #[must_use]
    pub fn deeper(mut self) -> Self {
        self.indent += 2;
        self
    }

    /// Sets the tone of the text.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// Returns the rows of a tree, with blank rows between its sections, and the first row that is shown beside the others
/// where there is room.
pub(super) fn rows(tree: Tree, glyphs: &Glyphs) -> (Vec<MeetingRow>, Option<usize>) {
    let (mut rows, mut aside) = (Vec::new(), None);
    for section in tree.sections {
        if !rows.is_empty() && !section.follows {
            rows.push(MeetingRow::blank());
        }
        if section.is_aside && aside.is_none() {
            aside = Some(rows.len());
        }
        let Section { heading, badge, nodes, .. } = section;
        rows.extend(
            heading.map(|it| MeetingRow { tone: it.tone, ..MeetingRow::words(it.text) }.badge(badge)),
        );
        rows.extend(nodes.into_iter().flat_map(|node| match node {
            Node::Paragraph(it) => vec![MeetingRow::words(it.text).deeper().tone(it.tone)],
            Node::Prose(text) => text.lines().map(|line| MeetingRow::words(line).deeper()).collect(),
            Node::Table(table) => {
                table.text(0, None).lines().map(|line| MeetingRow::words(line).deeper()).collect()
            }
            Node::Hint(text) => vec![MeetingRow::hint(text)],
            Node::Entry(entry) => vec![MeetingRow::entry(entry, glyphs)],
        }));
    }
    (rows, aside)
}

impl MeetingRow {
    fn entry(entry: ListEntry, glyphs: &Glyphs) -> Self {
        let ListEntry { target, depth, sign, key, text, meter, badge, hint, .. } = entry;
        let badge = match (badge, hint) {
            (Some(badge), Some(hint)) => Some(Styled { text: format!("{}; {hint}", badge.text), ..badge }),
            (badge, hint) => badge.or(hint.map(|hint| Styled::new(hint, Tone::Dim))),
        };
        let badge = badge.map(|it| match meter {
            0 => it,
            _ => Styled { text: format!("{} {}", glyphs.full.repeat(meter), it.text), ..it },
        });
        let sign = sign.map(|(sign, tone)| (glyphs.sign(sign), tone));
        Self { indent: 2 + 2 * depth, sign, key, tone: text.tone, ..Self::of(target, text.text) }.badge(badge)
    }

    fn badge(self, badge: Option<Styled>) -> Self {
        match badge {
            Some(it) => self.right(it.text, it.tone),
            None => self,
        }
    }
}
