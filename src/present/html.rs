//! A tree as an HTML page. Users' text is escaped. Key hints are left out.

use super::tree::{Node, Section, Tree};
use std::fmt::Write as _;

/// Formats a tree as a self-contained page.
pub fn text(tree: &Tree) -> String {
    let key = tree.key.as_ref().map_or_else(String::new, |key| format!("{key} "));
    let title = tree.title.as_ref().map(|it| escaped(&format!("{key}{}", it.text))).unwrap_or_default();
    let mut out = String::from("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n");
    let _ = write!(out, "<title>{title}</title>\n</head>\n<body>\n");
    if !title.is_empty() {
        let _ = writeln!(out, "<h1>{title}</h1>");
    }
    for line in tree.lead_lines() {
        let _ = writeln!(out, "<p>{}</p>", escaped(&line));
    }
    for section in &tree.sections {
        write_section(section, &mut out);
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn write_section(section: &Section, out: &mut String) {
    if let Some(heading) = &section.heading {
        let badge = section.badge.as_ref().map_or_else(String::new, |it| format!(": {}", it.text));
        let _ = writeln!(out, "<h2>{}</h2>", escaped(&format!("{}{badge}", heading.text)));
    }
    // The number of open lists, one per level.
    let mut open = 0;
    for node in &section.nodes {
        let is_entry = matches!(node, Node::Entry(_));
        let depth = if is_entry { node.depth() + 1 } else { 0 };
        while open > depth {
            out.push_str("</ul>\n");
            open -= 1;
        }
        while open < depth {
            out.push_str("<ul>\n");
            open += 1;
        }
        match node {
            Node::Entry(_) => {
                let _ = writeln!(out, "<li>{}</li>", escaped(&node.line().unwrap_or_default()));
            }
            Node::Paragraph(it) => {
                let _ = writeln!(out, "<p>{}</p>", escaped(&it.text));
            }
            Node::Prose(text) => {
                let _ = writeln!(out, "<pre>{}</pre>", escaped(text));
            }
            Node::Table(table) => {
                out.push_str("<table>\n");
                for row in table.rows() {
                    let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
                    let _ = writeln!(out, "<tr><td>{}</td></tr>", cells.join("</td><td>"));
                }
                out.push_str("</table>\n");
            }
            Node::Hint(_) => {}
        }
    }
    out.push_str(&"</ul>\n".repeat(open));
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::table::TextTable;
    use super::super::tree::{ListEntry, Styled};
    use super::*;
    use crate::domain::views::Target;

    #[test]
    fn a_page_keeps_its_levels_and_what_people_wrote_stays_text() {
        let entry = |text: &str, depth| Node::Entry(ListEntry::of(Target::Nothing, text).depth(depth));
        let list = Section::named("Start & stop").with([
            entry("<script>alert(1)</script>", 0),
            entry("\"why\"", 1),
            entry("next", 0),
            Node::hint("press n"),
        ]);
        let rows = Section::default().with([Node::Table(TextTable::of([vec!["a".into(), "<b>".into()]]))]);
        let mut tree = Tree::from([list, rows]);
        tree.title = Some(Styled::text("It's over"));
        let page = text(&tree);
        let body = page.split_once("<body>\n").unwrap().1;
        assert_eq!(
            body,
            "<h1>It&#39;s over</h1>\n<h2>Start &amp; stop</h2>\n<ul>\n<li>&lt;script&gt;alert(1)&lt;/script&gt;</li>\n<ul>\n\
             <li>&quot;why&quot;</li>\n</ul>\n<li>next</li>\n</ul>\n<table>\n<tr><td>a</td><td>&lt;b&gt;</td></tr>\n\
             </table>\n</body>\n</html>\n"
        );
    }
}
