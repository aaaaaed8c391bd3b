//! A row of a ceremony's list, ready to be drawn: what a tree's lines become on a screen.

use crate::domain::views::Target;
use crate::present::tree::{ListEntry, Node, Section, Styled, Tree};
use crate::tui::theme::Glyphs;
use crate::tui::theme::Tone;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingRow {
    /// What it stands for.
    pub target: Target,
    /// How many columns it is set in.
    pub indent: u16,
    /// A sign in front of it.
    pub sign: Option<(&'static str, Tone)>,
    /// A key, in its own column.
    pub key: Option<String>,
    /// What it says.
    pub text: String,
    /// How that looks.
    pub tone: Tone,
    /// What stands at the right.
    pub right: String,
    /// How that looks.
    pub right_tone: Tone,
}

impl MeetingRow {
    /// Makes a heading.
    pub fn heading(text: impl Into<String>) -> Self {
        Self { tone: Tone::Head, ..Self::words(text) }
    }

    /// Makes a sentence.
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

    /// Makes a hint: what belongs here, and the key that begins it.
    pub fn hint(text: impl Into<String>) -> Self {
        Self { tone: Tone::Dim, indent: 2, ..Self::words(text) }
    }

    /// Makes an empty row.
    pub fn blank() -> Self {
        Self::words("")
    }

    /// Makes a row that the cursor can rest on.
    pub fn of(target: Target, text: impl Into<String>) -> Self {
        Self { target, indent: 2, ..Self::words(text) }
    }

    /// Puts a key in front.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Puts a sign in front.
    #[must_use]
    pub fn sign(mut self, sign: &'static str, tone: Tone) -> Self {
        self.sign = Some((sign, tone));
        self
    }

    /// Puts words at the right.
    #[must_use]
    pub fn right(mut self, text: impl Into<String>, tone: Tone) -> Self {
        self.right = text.into();
        self.right_tone = tone;
        self
    }

    /// Sets it in further.
    #[must_use]
    pub fn deeper(mut self) -> Self {
        self.indent += 2;
        self
    }

    /// Gives it another look.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// Returns the rows of a tree, its sections apart from each other, and the row from which on they stand beside the others
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
