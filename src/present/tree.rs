//! A page of styled text as a tree: sections with headings, paragraphs and lists. Every output is made from it.

use super::DOT;
use super::table::TextTable;
pub use super::tone::Styled;
use super::tone::Tone;
use crate::domain::minutes::Group;
use crate::domain::views::Target;

/// A page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// The key of the item or epic that it is of.
    pub key: Option<String>,
    /// What it is of.
    pub title: Option<Styled>,
    /// The lines under the title, each a few facts.
    pub lead: Vec<Vec<LeadFact>>,
    /// Its sections, in the order of reading.
    pub sections: Vec<Section>,
}

/// A part of a page under one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading; `None` where none is needed.
    pub heading: Option<Styled>,
    /// A short text at the right of the heading.
    pub badge: Option<Styled>,
    /// Its paragraphs and entries.
    pub nodes: Vec<Node>,
    /// Whether it is shown beside the other sections where there is room.
    pub is_aside: bool,
    /// Whether it follows the section before it without a line between.
    pub follows: bool,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// A sentence, or several.
    Paragraph(Styled),
    /// A text of several lines in Markdown, which a person wrote.
    Prose(String),
    /// One of a list.
    Entry(ListEntry),
    /// Rows of cells.
    Table(TextTable),
    /// Which key does what here: for screens alone.
    Hint(String),
}

/// A fact among others in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadFact {
    /// A sign in front of it, in its tone.
    pub sign: Option<Sign>,
    /// The fact.
    pub text: Styled,
}

/// One of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEntry {
    /// What keys act on.
    pub target: Target,
    /// How far it is set in: 0 for the list itself, 1 for what belongs to one of its entries.
    pub depth: u16,
    /// The number by which the command line knows it: `1`, `r2`.
    pub label: Option<String>,
    /// A sign in front of it.
    pub sign: Option<(Sign, Tone)>,
    /// A key, or another short name, in a column of its own.
    pub key: Option<String>,
    /// What it says.
    pub text: Styled,
    /// A number that is drawn as so many signs before the badge.
    pub meter: usize,
    /// What is to be known beside it.
    pub badge: Option<Styled>,
    /// Which key does what with it: for screens alone, after the badge.
    pub hint: Option<String>,
}

/// A sign in front of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// One of a list.
    Bullet,
    /// A fact among facts.
    Dot,
    /// Met, done, accepted.
    Met,
    /// Not checked or not done yet.
    Open,
    /// Not met, or asks for attention.
    Unmet,
    /// Failed, dropped.
    Failed,
    /// Blocked.
    Blocked,
    /// Waits for another, or follows from it.
    Waits,
    /// A question that is not answered.
    Question,
    /// Came in.
    Added,
    /// Was taken out.
    Removed,
    /// What it is a part of.
    Parent,
}

impl Sign {
    /// Returns the letter that stands for it in plain text; `None` for what is one of a list without more.
    pub fn letter(self) -> Option<char> {
        match self {
            Self::Bullet | Self::Dot => None,
            Self::Open => Some('○'),
            Self::Met => Some('✓'),
            Self::Failed => Some('✗'),
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
    /// Returns the sections as headings and lines, as programs read them; a line under another one begins with a dash, after
    /// two blanks for each level more.
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

    /// Returns a tree with these lines at its top.
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

    /// Adds sections, without those that are empty.
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
    /// Cuts off what comes after the first `most` entries and paragraphs, and says how many these are.
    pub fn shorten(&mut self, most: usize) {
        let more = self.nodes.len().saturating_sub(most);
        if more > 0 {
            self.nodes.truncate(most);
            self.nodes.push(Node::text(format!("and {more} more")));
        }
    }

    /// Makes a section with a heading.
    pub fn named(heading: impl Into<String>) -> Self {
        Self { heading: Some(Styled::new(heading, Tone::Head)), ..Self::default() }
    }

    /// Adds paragraphs and entries.
    #[must_use]
    pub fn with(mut self, nodes: impl IntoIterator<Item = Node>) -> Self {
        self.nodes.extend(nodes);
        self
    }

    /// Puts a badge at the right of the heading.
    #[must_use]
    pub fn badge(mut self, text: impl Into<String>, tone: Tone) -> Self {
        self.badge = Styled::some(text, tone);
        self
    }
}

impl Node {
    /// Makes a sentence of ordinary text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::styled(text, Tone::Text)
    }

    /// Makes a sentence.
    pub fn styled(text: impl Into<String>, tone: Tone) -> Self {
        Self::Paragraph(Styled::new(text, tone))
    }

    /// Returns it in one line, `PB-12 Pay by card (Ana, 3 days)`; `None` for what belongs to a screen alone.
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

    /// Returns how far it is set in.
    pub fn depth(&self) -> usize {
        if let Self::Entry(entry) = self { entry.depth.into() } else { 0 }
    }

    /// Makes a hint.
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
    /// Makes an entry of ordinary text.
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

    /// Names it by its place in its list, counted from 1.
    #[must_use]
    pub fn number(self, number: usize) -> Self {
        self.label(number.to_string())
    }

    /// Names it for the command line.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Puts a key in front.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Puts a sign in front.
    #[must_use]
    pub fn sign(mut self, sign: Sign, tone: Tone) -> Self {
        self.sign = Some((sign, tone));
        self
    }

    /// Puts what is to be known beside it; nothing where the text is empty.
    #[must_use]
    pub fn badge(mut self, text: impl Into<String>, tone: Tone) -> Self {
        self.badge = Styled::some(text, tone);
        self
    }

    /// Says which key does what with it, on screens.
    #[must_use]
    pub fn hint(mut self, text: impl Into<String>) -> Self {
        self.hint = Some(text.into());
        self
    }

    /// Draws a number before the badge.
    #[must_use]
    pub fn meter(mut self, number: usize) -> Self {
        self.meter = number;
        self
    }

    /// Sets it in.
    #[must_use]
    pub fn depth(mut self, depth: u16) -> Self {
        self.depth = depth;
        self
    }

    /// Gives its text another meaning.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.text.tone = tone;
        self
    }
}
