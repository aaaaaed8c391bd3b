//! A tree as plain text, for a terminal, a pipe or a file. Key hints are left out.

use super::DOT;
use super::tone::{Styled, Tone};
use super::tree::{ListEntry, Node, Section, Tree};
use crate::text::{pack, width, wrap};

/// Formats a tree in lines of at most `columns` columns; with `None`, no line is wrapped.
pub fn text(tree: &Tree, columns: Option<usize>) -> String {
    let mut text = String::new();
    for line in lines(tree, columns) {
        let line: String = line.into_iter().map(|it| it.text).collect();
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Returns the lines of [`text`], with their tones.
pub fn lines(tree: &Tree, columns: Option<usize>) -> Vec<Vec<Styled>> {
    let mut page = PlainPage { columns: columns.unwrap_or(usize::MAX), lines: Vec::new() };
    if let Some(title) = &tree.title {
        let key = tree.key.as_ref().map_or_else(String::new, |key| format!("{key} "));
        page.text(Styled::text(""), &format!("{key}{}", title.text), Tone::Strong);
    }
    for facts in &tree.lead {
        let facts: Vec<String> = facts.iter().map(|it| it.text.text.clone()).collect();
        for line in pack(&facts, DOT, page.columns) {
            page.text(Styled::text(""), &line, Tone::Text);
        }
    }
    for section in &tree.sections {
        page.section(section);
    }
    page.lines
}

struct PlainPage {
    columns: usize,
    lines: Vec<Vec<Styled>>,
}

impl PlainPage {
    /// Appends a text, wrapped to the page. The first line follows `start`, the others are indented to its end.
    fn text(&mut self, start: Styled, text: &str, tone: Tone) {
        let indent = width(&start.text);
        let columns = self.columns.saturating_sub(indent).max(20);
        let mut start = Some(start);
        for line in wrap(text.trim_end(), columns) {
            let start = start.take().unwrap_or_else(|| Styled::text(" ".repeat(indent)));
            self.lines.push(vec![start, Styled::new(line, tone)]);
        }
    }

    fn section(&mut self, section: &Section) {
        if !self.lines.is_empty() && !section.follows {
            self.lines.push(Vec::new());
        }
        if let Some(heading) = &section.heading {
            let badge = section.badge.as_ref().map_or_else(String::new, |it| format!(": {}", it.text));
            self.text(Styled::text(""), &format!("{}{badge}", heading.text), Tone::Head);
        }
        let indent = if section.heading.is_some() { 2 } else { 0 };
        let start = || Styled::text(" ".repeat(indent));
        for node in &section.nodes {
            match node {
                Node::Paragraph(it) => self.text(start(), &it.text, it.tone),
                Node::Prose(text) => self.text(start(), text, Tone::Text),
                Node::Entry(entry) => self.entry(entry, indent),
                Node::Table(it) => {
                    let columns = Some(self.columns).filter(|it| *it < usize::MAX);
                    self.lines.extend(it.lines(indent, columns));
                }
                Node::Hint(_) => {}
            }
        }
    }

    fn entry(&mut self, entry: &ListEntry, indent: usize) {
        let indent = indent + usize::from(entry.depth) * if entry.depth > 0 { 3 } else { 0 };
        let label = entry.label.as_ref().map_or_else(String::new, |it| format!("{it}. "));
        let sign = entry.sign.and_then(|(sign, tone)| Some((sign.letter()?, tone)));
        let tone = sign.map_or(Tone::Text, |(_, tone)| tone);
        let sign = sign.map_or_else(String::new, |(letter, _)| format!("{letter} "));
        let text = [entry.key.clone().unwrap_or_default(), entry.text.text.clone()];
        let badge = entry.badge.as_ref().map_or_else(String::new, |it| format!(" ({})", it.text));
        let text: Vec<String> = text.into_iter().filter(|it| !it.is_empty()).collect();
        let start = Styled::new(format!("{}{label}{sign}", " ".repeat(indent)), tone);
        self.text(start, &format!("{}{badge}", text.join(" ")), entry.text.tone);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::Sign;
    use super::*;
    use crate::domain::views::Target;

    fn entry(text: &str) -> ListEntry {
        ListEntry::of(Target::Nothing, text)
    }

    fn page() -> Tree {
        let met = entry("The total shows before paying").number(1).sign(Sign::Met, Tone::Good);
        let open =
            entry("A refusal is explained").number(2).sign(Sign::Bullet, Tone::Dim).badge("Ana", Tone::Dim);
        let criteria = Section::named("Criteria").badge("1 of 2 met", Tone::Dim);
        let mut tree = Tree::from([criteria.with([met.into(), open.into(), Node::hint("press space")])]);
        tree.key = Some("PB-1".to_owned());
        tree.title = Some(Styled::text("Pay by card"));
        tree.lead.push(vec![Styled::text("story").into(), Styled::text("5 points").into()]);
        tree
    }

    #[test]
    fn a_page_has_all_but_its_hints() {
        assert_eq!(
            text(&page(), None),
            "PB-1 Pay by card\nstory · 5 points\n\nCriteria: 1 of 2 met\n  1. ✓ The total shows before paying\n  2. A refusal is explained (Ana)\n"
        );
    }

    #[test]
    fn a_narrow_page_breaks_under_the_first_letter() {
        let narrow = text(&page(), Some(26));
        assert!(narrow.contains("\n  1. ✓ The total shows\n       before paying\n"), "{narrow}");
    }
}
