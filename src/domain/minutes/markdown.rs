//! Minutes as Markdown. What people wrote is escaped: it stays text, and one line stays one line.

use super::Minutes;
use crate::domain::markdown::{begun, escaped};
use std::fmt::Write as _;

/// How many lines of a group stand in the minutes; the others are counted.
const MOST: usize = 20;

impl Minutes {
    /// Writes them as Markdown. What people wrote is escaped: it stays text.
    pub fn markdown(&self) -> String {
        let mut text = format!("# {}\n\n{}", escaped(&self.title), begun(&self.held));
        if !self.present.is_empty() {
            let _ = write!(text, "  \nPresent: {}", escaped(&self.present));
        }
        text.push('\n');
        for group in &self.groups {
            let _ = write!(text, "\n## {}\n\n", escaped(&group.title));
            for line in group.lines.iter().take(MOST) {
                let words = line.trim_start();
                let (level, words) = match words.strip_prefix("– ") {
                    Some(under) => ((line.len() - words.len()) / 2 + 1, under),
                    None => (0, words),
                };
                let _ = writeln!(text, "{}- {}", "  ".repeat(level), begun(words));
            }
            if group.lines.len() > MOST {
                let _ = writeln!(text, "- and {} more", group.lines.len() - MOST);
            }
        }
        if self.groups.is_empty() {
            text.push_str("\nNothing was changed or noted.\n");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::super::Group;
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    /// What a reader of Markdown sees: the headings and the lines of lists, and nothing else in them but text.
    fn seen(markdown: &str) -> (Vec<String>, Vec<String>) {
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
        let group = Group { title: text.to_owned(), lines: vec![text.to_owned(), "last".to_owned()] };
        let minutes = Minutes {
            title: text.to_owned(),
            held: text.to_owned(),
            present: text.to_owned(),
            groups: vec![group],
        };
        let (headings, lines) = seen(&minutes.markdown());
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let text = text.trim_start().strip_prefix("– ").filter(|_| text.starts_with('–')).unwrap_or(text);
        assert_eq!(headings.len(), 2, "{}", minutes.markdown());
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
