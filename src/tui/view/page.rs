//! The layout of a tree as lines of a given width: wrapped texts are indented, and each line has its target.

use super::painter::{Painter, row};
use crate::domain::views::Target;
use crate::present;
use crate::present::tree::{LeadFact, ListEntry, Node, Section, Styled, Tree};
use crate::tui::screen::ReportScreen;
use crate::tui::text::{sanitize, width, wrap};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::markdown;
use crate::tui::world::World;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// A line of a page.
pub(super) struct PageLine {
    /// The line.
    pub line: Line<'static>,
    /// The target of keys when the cursor is on it.
    pub target: Target,
}

/// The parameters of a layout.
#[derive(Clone, Copy)]
pub(super) struct PageLayout<'a> {
    /// The theme.
    pub theme: &'a Theme,
    /// The width, in columns.
    pub columns: usize,
    /// The maximum number of lines laid out of a long text.
    pub most: usize,
    /// Whether blank lines separate the entries of a list.
    pub has_air: bool,
}

/// Lays out a tree.
pub(super) fn lines(tree: &Tree, layout: PageLayout<'_>) -> Vec<PageLine> {
    let mut page = Page { layout, lines: Vec::new() };
    // A key precedes the first facts, which then come before the title.
    if tree.key.is_some() {
        page.lead(tree);
        page.blank();
    }
    if let Some(title) = &tree.title {
        page.wrapped("", &title.text, title.tone, Target::Nothing);
    }
    if tree.key.is_none() {
        page.lead(tree);
    }
    tree.sections.iter().for_each(|section| page.section(section));
    page.lines
}

/// Draws the report of a sprint.
pub(super) fn report(painter: &mut Painter<'_>, body: Rect, world: &World<'_>, screen: &ReportScreen) {
    let tree = match world.workspace.sprints.get(screen.sprint) {
        Some(sprint) => present::report::page(world.workspace, sprint, screen.report.as_ref(), world.now),
        None => Tree::from([Section::default().with([Node::text("This sprint no longer exists.")])]),
    };
    let area = Rect { x: body.x + 2, width: body.width.saturating_sub(4), ..body };
    let (columns, height) = (usize::from(area.width), usize::from(area.height));
    let lines = lines(&tree, PageLayout { theme: world.theme, columns, most: height, has_air: false });
    let top = screen.top.min(lines.len().saturating_sub(height));
    for (at, line) in lines.iter().skip(top).take(height).enumerate() {
        let Some(row) = row(area, at) else { break };
        painter.line(row, &line.line);
    }
    if lines.len() > top + height {
        let glyph = painter.glyphs().down;
        painter.put_right(body.x, body.bottom() - 1, body.width - 1, glyph, Tone::Dim);
    }
}

struct Page<'a> {
    layout: PageLayout<'a>,
    lines: Vec<PageLine>,
}

impl Page<'_> {
    fn push(&mut self, texts: Vec<(String, Tone)>, target: Target) {
        let theme = self.layout.theme;
        let span =
            |(text, tone): (String, Tone)| Span::styled(sanitize(&text).into_owned(), theme.style(tone));
        let spans: Vec<Span<'static>> = texts.into_iter().map(span).collect();
        self.lines.push(PageLine { line: Line::from(spans), target });
    }

    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| line.line.width() > 0) {
            self.push(Vec::new(), Target::Nothing);
        }
    }

    fn air(&mut self) {
        if self.layout.has_air {
            self.push(Vec::new(), Target::Nothing);
        }
    }

    fn wrapped(&mut self, indent: &str, text: &str, tone: Tone, target: Target) {
        for line in wrap(text, self.layout.columns.saturating_sub(width(indent))) {
            self.push(vec![(format!("{indent}{line}"), tone)], target);
        }
    }

    /// Appends the first facts, on as many lines as they need; none of them is parted.
    fn lead(&mut self, tree: &Tree) {
        let mut key = tree.key.as_ref().map(|key| (format!("{key}  "), Tone::Accent));
        let glyphs = self.layout.theme.glyphs;
        for facts in &tree.lead {
            let mut line: Vec<(String, Tone)> = key.take().into_iter().collect();
            let mut used: usize = line.iter().map(|(text, _)| width(text)).sum();
            let mut is_first = true;
            for LeadFact { sign, text } in facts {
                let sign = sign.map_or_else(String::new, |sign| format!("{} ", glyphs.sign(sign)));
                let fact = format!("{sign}{}", text.text);
                let dot = if is_first { String::new() } else { format!(" {} ", glyphs.dot) };
                if !is_first && used + width(&dot) + width(&fact) > self.layout.columns {
                    self.push(std::mem::take(&mut line), Target::Nothing);
                    used = width(&fact);
                    line.push((fact, text.tone));
                } else {
                    used += width(&dot) + width(&fact);
                    line.push((format!("{dot}{fact}"), text.tone));
                }
                is_first = false;
            }
            self.push(line, Target::Nothing);
        }
    }

    fn section(&mut self, section: &Section) {
        if !section.follows {
            self.blank();
        }
        if let Some(heading) = &section.heading {
            let badge = section.badge.as_ref().map(|it| (format!("  {}", it.text), it.tone));
            let heading = [(heading.text.clone(), heading.tone)];
            self.push(heading.into_iter().chain(badge).collect(), Target::Nothing);
            self.air();
        }
        for node in &section.nodes {
            match node {
                Node::Paragraph(it) => self.wrapped("", &it.text, it.tone, Target::Nothing),
                Node::Prose(text) => self.prose(text),
                Node::Entry(entry) => self.entry(entry),
                Node::Table(table) => {
                    let indent = if section.heading.is_some() { 2 } else { 0 };
                    for line in table.lines(indent, Some(self.layout.columns)) {
                        let cells = line.into_iter().map(|it| (it.text, it.tone));
                        self.push(cells.collect(), Target::Nothing);
                    }
                }
                Node::Hint(text) => self.wrapped("  ", text, Tone::Dim, Target::Nothing),
            }
        }
    }

    fn prose(&mut self, text: &str) {
        let PageLayout { theme, columns, most, .. } = self.layout;
        let columns = u16::try_from(columns).unwrap_or(u16::MAX);
        let page = markdown::page(text, columns, 0, most, theme);
        self.lines.extend(page.lines.into_iter().map(|line| PageLine { line, target: Target::Nothing }));
        if page.more {
            self.push(vec![(theme.glyphs.ellipsis.to_owned(), Tone::Dim)], Target::Nothing);
        }
    }

    fn entry(&mut self, entry: &ListEntry) {
        let ListEntry { target, depth, sign, key, text, badge, .. } = entry;
        let indent = " ".repeat(2 + 2 * usize::from(*depth));
        let glyphs = self.layout.theme.glyphs;
        let sign = sign.map(|(sign, tone)| (format!("{} ", glyphs.sign(sign)), tone));
        let sign_columns = sign.as_ref().map_or(0, |(sign, _)| width(sign));
        let key = key.as_ref().map_or_else(String::new, |key| format!("{key}  "));
        let (joined, apart) = match badge {
            Some(badge) if badge.tone == text.tone => (format!("{key}{}  {}", text.text, badge.text), None),
            other => (format!("{key}{}", text.text), other.as_ref()),
        };
        let columns = self.layout.columns.saturating_sub(indent.len() + sign_columns);
        let first = self.lines.len();
        for (at, line) in wrap(&joined, columns).into_iter().enumerate() {
            let sign = if at == 0 { sign.clone() } else { None };
            let sign = sign.unwrap_or_else(|| (" ".repeat(sign_columns), Tone::Text));
            self.push(vec![(indent.clone(), Tone::Text), sign, (line, text.tone)], *target);
        }
        if let Some(Styled { text, tone }) = apart {
            let style = self.layout.theme.style(*tone);
            let room = self.layout.columns;
            match self.lines.last_mut().filter(|_| first < room) {
                Some(last) if last.line.width() + 2 + width(text) <= room => {
                    last.line.push_span(Span::styled(format!("  {}", sanitize(text)), style));
                }
                _ => self.wrapped(&indent, text, *tone, *target),
            }
        }
        if self.layout.has_air && *target != Target::Nothing {
            self.push(Vec::new(), Target::Nothing);
        }
    }
}
