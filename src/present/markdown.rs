//! A tree as Markdown. Users' text is escaped, and a line stays one line.

use super::tree::Tree;
use std::fmt::Write as _;

/// Formats a tree as Markdown. Key hints are left out.
pub fn text(tree: &Tree) -> String {
    let mut out = String::new();
    if let Some(title) = &tree.title {
        let _ = writeln!(out, "# {}\n", escaped(&title.text));
    }
    let lead: Vec<String> = tree.lead_lines().map(|line| escaped_at_start(&line)).collect();
    if !lead.is_empty() {
        let _ = writeln!(out, "{}", lead.join("  \n"));
    }
    for section in &tree.sections {
        if let Some(heading) = &section.heading {
            let badge = section.badge.as_ref().map_or_else(String::new, |it| format!(": {}", it.text));
            let _ = write!(out, "\n## {}\n\n", escaped(&format!("{}{badge}", heading.text)));
        } else {
            out.push('\n');
        }
        for node in &section.nodes {
            let indent = "  ".repeat(node.depth());
            match node.line() {
                Some(line) if section.heading.is_some() => {
                    let _ = writeln!(out, "{indent}- {}", escaped_at_start(&line));
                }
                Some(line) => {
                    let _ = writeln!(out, "{}", escaped_at_start(&line));
                }
                None => {}
            }
        }
    }
    out
}

/// Escapes a text for Markdown, on one line.
fn escaped(text: &str) -> String {
    let text = text.trim();
    let mut escaped = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let means_something = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '$' => true,
            // It may start a character reference: `&lt;`.
            '&' => text[at + 1..].starts_with(|it: char| it == '#' || it.is_ascii_alphabetic()),
            _ => false,
        };
        if means_something {
            escaped.push('\\');
        }
        // A one-line text from a file may contain line breaks.
        escaped.push(if letter.is_control() && letter.is_whitespace() { ' ' } else { letter });
    }
    escaped
}

/// Escapes a text at the start of a line, where a character or a number could start a list, a rule or a heading.
fn escaped_at_start(text: &str) -> String {
    let text = escaped(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let sign =
        if digits > 0 { text[digits..].starts_with(['.', ')']) } else { text.starts_with(['-', '+', '=']) };
    if sign { format!("{}\\{}", &text[..digits], &text[digits..]) } else { text }
}

#[cfg(test)]
mod tests {
    use super::super::tone::Tone;
    use super::super::tree::{Node, Section, Styled};
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    /// Returns what a Markdown reader sees: headings and list entries. Asserts that they contain only text.
    fn rendered(markdown: &str) -> (Vec<String>, Vec<String>) {
        let of_github = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_GFM
            | Options::ENABLE_MATH;
        let (mut headings, mut lines, mut text) = (Vec::new(), Vec::new(), String::new());
        for event in Parser::new_ext(markdown, of_github) {
            if let Event::Text(more) = event {
                text.push_str(&more);
            } else if matches!(event, Event::Start(Tag::Heading { .. } | Tag::Item)) {
                text.clear();
            } else if matches!(event, Event::End(TagEnd::Heading(_))) {
                headings.push(std::mem::take(&mut text));
            } else if event == Event::End(TagEnd::Item) {
                lines.push(std::mem::take(&mut text));
            } else {
                let is_plain =
                    matches!(event, Event::Start(Tag::List(None) | Tag::Paragraph) | Event::HardBreak)
                        || matches!(event, Event::End(TagEnd::List(_) | TagEnd::Paragraph));
                assert!(is_plain, "{event:?} in {markdown}");
            }
        }
        (headings, lines)
    }

    fn stays(text: &str) {
        let mut tree = Tree::from([Section::named(text).with([Node::text(text), Node::text("last")])]);
        tree.title = Some(Styled::new(text, Tone::Head));
        tree.lead(text);
        tree.lead(text);
        let markdown = super::text(&tree);
        let (headings, lines) = rendered(&markdown);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(headings.len(), 2, "{markdown}");
        assert_eq!(lines.iter().map(|it| words(it)).collect::<Vec<_>>(), [words(text), words("last")]);
    }

    #[test]
    fn what_people_wrote_stays_text() {
        for text in [
            "a | b | c",
            "--- | ---",
            "<script>alert(1)</script>",
            "<!-- x",
            "`code` and ``more``",
            "```",
            "two\nlines\n\n# and a heading",
            "[link](javascript:alert(1)) ![image](http://x)",
            "[x] done",
            "[^1]: note",
            "- a list",
            "+ a list",
            "12. a list",
            "1) a list",
            "===",
            "---",
            "# heading",
            "> quote",
            "    code",
            "&lt;script&gt; &#60; &",
            "a\\",
            "~~gone~~ **bold** _it_ snake_case $x$ ^up^",
            "title\r\nmore",
            ": a definition",
            "{#id .class}",
            "<https://example.org> https://example.org",
        ] {
            stays(text);
        }
    }

    proptest! {
        #[test]
        fn any_text_stays_text(text in "([-+=#>|`*_~<&;:$^!\\[\\](){}.\\\\0-9a-z \n\t]|http://|\\PC){1,24}") {
            prop_assume!(!text.trim().is_empty() && !text.starts_with('–'));
            stays(&text);
        }
    }
}
