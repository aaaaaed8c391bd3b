//! A tree as plain text, for a terminal, a pipe or a file. Key hints are left out.

use super::DOT;
use super::tree::{ListEntry, Node, Section, Tree};
use crate::text::{pack, wrap};

/// Formats a tree in lines of at most `columns` columns; with `None`, no line is wrapped.
pub fn text(tree: &Tree, columns: Option<usize>) -> String {
    let mut page = PlainPage { columns: columns.unwrap_or(usize::MAX), text: String::new() };
    if let Some(title) = &tree.title {
        let key = tree.key.as_ref().map_or_else(String::new, |key| format!("{key} "));
        page.lines("", &format!("{key}{}", title.text));
    }
    for facts in &tree.lead {
        let facts: Vec<String> = facts.iter().map(|it| it.text.text.clone()).collect();
        for line in pack(&facts, DOT, page.columns) {
            page.lines("", &line);
        }
    }
    for section in &tree.sections {
        page.section(section);
    }
    page.text
}

struct PlainPage {
    columns: usize,
    text: String,
}

impl PlainPage {
    /// Appends a text, wrapped to the page. The first line follows `start`, the others are indented to its end.
    fn lines(&mut self, start: &str, text: &str) {
        let indent = crate::text::width(start);
        let columns = self.columns.saturating_sub(indent).max(20);
        for (at, line) in wrap(text.trim_end(), columns).iter().enumerate() {
            let start = if at == 0 { start.to_owned() } else { " ".repeat(indent) };
            self.text.push_str(format!("{start}{line}").trim_end());
            self.text.push('\n');
        }
    }

    fn section(&mut self, section: &Section) {
        if !self.text.is_empty() && !section.follows {
            self.text.push('\n');
        }
        if let Some(heading) = &section.heading {
            let badge = section.badge.as_ref().map_or_else(String::new, |it| format!(": {}", it.text));
            self.lines("", &format!("{}{badge}", heading.text));
        }
        let indent = if section.heading.is_some() { 2 } else { 0 };
        for node in &section.nodes {
            match node {
                Node::Paragraph(it) => self.lines(&" ".repeat(indent), &it.text),
                Node::Prose(text) => self.lines(&" ".repeat(indent), text),
                Node::Entry(entry) => self.entry(entry, indent),
                Node::Table(it) => {
                    let columns = Some(self.columns).filter(|it| *it < usize::MAX);
                    self.text.push_str(&it.text(indent, columns));
                }
                Node::Hint(_) => {}
            }
        }
    }

    fn entry(&mut self, entry: &ListEntry, indent: usize) {
        let indent = indent + usize::from(entry.depth) * if entry.depth > 0 { 3 } else { 0 };
        let label = entry.label.as_ref().map_or_else(String::new, |it| format!("{it}. "));
        let sign =
            entry.sign.and_then(|(sign, _)| sign.letter()).map_or_else(String::new, |it| format!("{it} "));
        let text = [entry.key.clone().unwrap_or_default(), entry.text.text.clone()];
        let badge = entry.badge.as_ref().map_or_else(String::new, |it| format!(" ({})", it.text));
        let text: Vec<String> = text.into_iter().filter(|it| !it.is_empty()).collect();
        self.lines(&format!("{}{label}{sign}", " ".repeat(indent)), &format!("{}{badge}", text.join(" ")));
    }
}

#[cfg(test)]
mod tests {
    use super::super::tone::Tone;
    use super::super::tree::{Sign, Styled};
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
