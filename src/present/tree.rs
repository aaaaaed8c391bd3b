//! A page of styled text as a tree: sections with headings, paragraphs and lists. All output is generated from it.

use super::DOT;
use super::table::TextTable;
pub use super::tone::Styled;
use super::tone::Tone;
use crate::domain::minutes::Group;
use crate::domain::views::Target;

/// A page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// The key of its item or epic.
    pub key: Option<String>,
    /// The title.
    pub title: Option<Styled>,
    /// The lines under the title, each with a few facts.
    pub lead: Vec<Vec<LeadFact>>,
    /// The sections, in reading order.
    pub sections: Vec<Section>,
}

/// A part of a page under one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading; `None` if none is needed.
    pub heading: Option<Styled>,
    /// A short text at the right of the heading.
    pub badge: Option<Styled>,
    /// The paragraphs and entries.
    pub nodes: Vec<Node>,
    /// Whether it is shown beside the other sections where there is room.
    pub is_aside: bool,
    /// Whether it follows the preceding section without a blank line.
    pub follows: bool,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// One or more sentences.
    Paragraph(Styled),
    /// A multi-line Markdown text written by a user.
    Prose(String),
    /// An entry of a list.
    Entry(ListEntry),
    /// Rows of cells.
    Table(TextTable),
    /// A key hint, shown on screens only.
    Hint(String),
}

/// One of several facts in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadFact {
    /// A sign before it, in its tone.
    pub sign: Option<Sign>,
    /// The fact.
    pub text: Styled,
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEntry {
    /// The target of keys.
    pub target: Target,
    /// The indent level: 0 for the list itself, 1 for what belongs to one of its entries.
    pub depth: u16,
    /// The number used on the command line: `1`, `r2`.
    pub label: Option<String>,
    /// A sign before it.
    pub sign: Option<(Sign, Tone)>,
    /// A key, or another short name, in a separate column.
    pub key: Option<String>,
    /// The text.
    pub text: Styled,
    /// A number drawn as that many signs before the badge.
    pub meter: usize,
    /// Additional information after the text.
    pub badge: Option<Styled>,
    /// A key hint after the badge, shown on screens only.
    pub hint: Option<String>,
}

/// A sign before an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// An ordinary entry.
    Bullet,
    /// One of several facts.
    Dot,
    /// Met, done, accepted.
    Met,
    /// Unchecked or not done.
    Open,
    /// Not met, or needs attention.
    Unmet,
    /// Failed, dropped.
    Failed,
    /// Blocked.
    Blocked,
    /// A dependency, in either direction.
    Waits,
    /// An open question.
    Question,
    /// Added.
    Added,
    /// Removed.
    Removed,
    /// A parent item.
    Parent,
}

impl Sign {
    /// Returns its character in plain text; `None` for an ordinary entry or fact.
    pub fn letter(self) -> Option<char> {
        match self {
            Self::Bullet | Self::Dot => None,
            Self::Open => Some('□'),
            Self::Met => Some('✓'),
            Self::Failed => Some('x'),
            Self::Unmet | Self::Blocked => Some('!'),
            Self::Waits => Some('›'),
            Self::Question => Some('?'),
            Self::Parent => Some('↑'),
            Self::Added => Some('+'),
            Self::Removed => Some('-'),
        }
    }
}

impl Tree {
    /// Returns the sections as headings and lines, for programs. A nested line starts with a dash, after two spaces per
    /// further level.
    pub fn groups(&self) -> Vec<Group> {
        let line = |node: &Node| {
            let line = node.line()?;
            let under = node.depth().checked_sub(1).map(|more| format!("{}– ", "  ".repeat(more)));
            Some(under.unwrap_or_default() + &line)
        };
        let group = |it: &Section| Group {
            title: it.heading.as_ref().map(|it| it.text.clone()).unwrap_or_default(),
            lines: it.nodes.iter().filter_map(line).collect(),
        };
        self.sections.iter().filter(|it| it.heading.is_some()).map(group).collect()
    }

    /// Adds a line under the title.
    pub fn lead(&mut self, line: impl Into<String>) {
        self.lead.push(vec![Styled::text(line).into()]);
    }

    /// Creates a tree with these head lines.
    pub fn led_by(lines: impl IntoIterator<Item = String>) -> Self {
        let lead = lines.into_iter().map(|line| vec![Styled::text(line).into()]);
        Self { lead: lead.collect(), ..Self::default() }
    }

    /// Returns the lines under the title.
    pub fn lead_lines(&self) -> impl Iterator<Item = String> {
        self.lead
            .iter()
            .map(|facts| facts.iter().map(|it| it.text.text.as_str()).collect::<Vec<_>>().join(DOT))
    }

    /// Adds a section unless it is empty.
    pub fn push(&mut self, section: Section) {
        self.extend([section]);
    }

    /// Adds the sections that are not empty.
    pub fn extend(&mut self, sections: impl IntoIterator<Item = Section>) {
        self.sections.extend(sections.into_iter().filter(|section| !section.nodes.is_empty()));
    }
}

impl<S: IntoIterator<Item = Section>> From<S> for Tree {
    fn from(sections: S) -> Self {
        Self { sections: sections.into_iter().collect(), ..Self::default() }
    }
}

impl Section {
    /// Keeps the first `most` entries and paragraphs, and adds a line with the number of the others.
    pub fn shorten(&mut self, most: usize) {
        let more = self.nodes.len().saturating_sub(most);
        if more > 0 {
            self.nodes.truncate(most);
            self.nodes.push(Node::text(format!("and {more} more")));
        }
    }

    /// Creates a section with a heading.
    pub fn named(heading: impl Into<String>) -> Self {
        Self { heading: Some(Styled::new(heading, Tone::Head)), ..Self::default() }
    }

    /// Adds paragraphs and entries.
    #[must_use]
    pub fn with(mut self, nodes: impl IntoIterator<Item = Node>) -> Self {
        self.nodes.extend(nodes);
        self
    }

    /// Sets the badge at the right of the heading.
    #[must_use]
    pub fn badge(mut self, text: impl Into<String>, tone: Tone) -> Self {
        self.badge = Styled::some(text, tone);
        self
    }
}

impl Node {
    /// Creates a sentence of ordinary text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::styled(text, Tone::Text)
    }

    /// Creates a sentence.
    pub fn styled(text: impl Into<String>, tone: Tone) -> Self {
        Self::Paragraph(Styled::new(text, tone))
    }

    /// Formats it in one line, `PB-12 Pay by card (Ana, 3 days)`; `None` for nodes shown on screens only.
    pub fn line(&self) -> Option<String> {
        let entry = match self {
            Self::Paragraph(it) => return Some(it.text.clone()),
            Self::Prose(text) => return Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            Self::Entry(entry) => entry,
            Self::Table(_) | Self::Hint(_) => return None,
        };
        let key = entry.key.as_ref().filter(|key| !key.is_empty());
        let key = key.map_or_else(String::new, |key| format!("{key} "));
        let badge = entry.badge.as_ref().map_or_else(String::new, |it| format!(" ({})", it.text));
        Some(format!("{key}{}{badge}", entry.text.text))
    }

    /// Returns the indent level.
    pub fn depth(&self) -> usize {
        if let Self::Entry(entry) = self { entry.depth.into() } else { 0 }
    }

    /// Creates a key hint.
    pub fn hint(text: impl Into<String>) -> Self {
        Self::Hint(text.into())
    }
}

impl From<Styled> for LeadFact {
    fn from(text: Styled) -> Self {
        Self { sign: None, text }
    }
}

impl From<ListEntry> for Node {
    fn from(entry: ListEntry) -> Self {
        Self::Entry(entry)
    }
}

impl ListEntry {
    /// Creates an entry of ordinary text.
    pub fn of(target: Target, text: impl Into<String>) -> Self {
        Self {
            target,
            depth: 0,
            label: None,
            sign: None,
            key: None,
            text: Styled::new(text, Tone::Text),
            meter: 0,
            badge: None,
            hint: None,
        }
    }

    /// Sets the label to its position in its list, counted from 1.
    #[must_use]
    pub fn number(self, number: usize) -> Self {
        self.label(number.to_string())
    }

    /// Sets the label used on the command line.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Sets the key.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Sets the sign.
    #[must_use]
    pub fn sign(mut self, sign: Sign, tone: Tone) -> Self {
        self.sign = Some((sign, tone));
        self
    }

    /// Sets the badge; an empty text means none.
    #[must_use]
    pub fn badge(mut self, text: impl Into<String>, tone: Tone) -> Self {
        self.badge = Styled::some(text, tone);
        self
    }

    /// Sets the key hint.
    #[must_use]
    pub fn hint(mut self, text: impl Into<String>) -> Self {
        self.hint = Some(text.into());
        self
    }

    /// Sets the number drawn before the badge.
    #[must_use]
    pub fn meter(mut self, number: usize) -> Self {
        self.meter = number;
        self
    }

    /// Sets the indent level.
    #[must_use]
    pub fn depth(mut self, depth: u16) -> Self {
        self.depth = depth;
        self
    }

    /// Sets the tone of the text.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.text.tone = tone;
        self
    }
}
