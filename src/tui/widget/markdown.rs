//! Markdown on the screen: in the theme's tones, wrapped, sanitized, and laid out only as far as needed.
//!
//! Line ends are preserved, because people write stories in lines. What a terminal cannot show (HTML, images) appears
//! as its text.

mod flow;

use crate::tui::text::sanitize;
use crate::tui::theme::{Theme, Tone};
use flow::TextFlow;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;

/// A part of a laid-out text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkdownPage {
    /// The requested lines.
    pub lines: Vec<Line<'static>>,
    /// Whether there are more lines after them.
    pub more: bool,
}

/// Lays out the lines `skip..skip + most` of a text in `columns` columns; what comes after is not laid out.
pub fn page(text: &str, columns: u16, skip: usize, most: usize, theme: &Theme) -> MarkdownPage {
    let mut writer = MarkdownWriter {
        theme,
        flow: TextFlow::new(usize::from(columns), skip.saturating_add(most)),
        styles: vec![theme.style(Tone::Text)],
        lists: Vec::new(),
        links: Vec::new(),
        in_code: false,
    };
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS) {
        writer.event(event);
        if writer.flow.is_full() {
            break;
        }
    }
    let mut lines = writer.flow.finish();
    let more = lines.len() > skip.saturating_add(most);
    lines.truncate(skip.saturating_add(most));
    MarkdownPage { lines: lines.split_off(skip.min(lines.len())), more }
}

struct MarkdownWriter<'a> {
    theme: &'a Theme,
    flow: TextFlow,
    styles: Vec<Style>,
    /// The next number of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// The target of each open link or image.
    links: Vec<String>,
    in_code: bool,
}

impl MarkdownWriter<'_> {
    fn style(&self) -> Style {
        self.styles.last().copied().unwrap_or_default()
    }

    fn push_style(&mut self, change: impl FnOnce(Style) -> Style) {
        let style = change(self.style());
        self.styles.push(style);
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => {
                for line in text.split_inclusive('\n') {
                    self.flow.words(&sanitize(line.trim_end_matches('\n')), self.style());
                    if line.ends_with('\n') {
                        self.flow.end_line();
                    }
                }
            }
            Event::Text(text) => self.flow.words(&sanitize(&text), self.style()),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.flow.words(&format!("`{}`", sanitize(&text)), self.style());
            }
            Event::Html(text) | Event::InlineHtml(text) => {
                let dim = self.theme.style(Tone::Dim);
                for line in text.split_inclusive('\n') {
                    self.flow.words(&sanitize(line.trim_end_matches('\n')), dim);
                    if line.ends_with('\n') {
                        self.flow.end_line();
                    }
                }
            }
            Event::SoftBreak | Event::HardBreak => self.flow.end_line(),
            Event::Rule => {
                self.flow.begin_block(true);
                let line = self.theme.glyphs.horizontal.repeat(self.flow.room().min(20));
                self.flow.words(&line, self.theme.style(Tone::Rule));
                self.flow.end_line();
            }
            Event::TaskListMarker(done) => {
                self.flow.words(if done { "[x] " } else { "[ ] " }, self.theme.style(Tone::Dim));
            }
            Event::FootnoteReference(name) => {
                self.flow.words(&format!("[{}]", sanitize(&name)), self.style());
            }
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a foreign enum; other tags wrap text that shows by itself"
    )]
    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.flow.begin_block(self.lists.is_empty()),
            Tag::Heading { .. } => {
                self.flow.begin_block(true);
                let head = self.theme.style(Tone::Head);
                self.push_style(|style| style.patch(head));
            }
            Tag::BlockQuote(_) => {
                self.flow.begin_block(true);
                let bar = format!("{} ", self.theme.glyphs.vertical);
                self.flow.indent(&bar, &bar, self.theme.style(Tone::Rule));
            }
            Tag::CodeBlock(kind) => {
                self.flow.begin_block(true);
                self.in_code = matches!(kind, CodeBlockKind::Fenced(_) | CodeBlockKind::Indented);
                self.flow.indent("  ", "  ", Style::new());
            }
            Tag::List(first) => {
                self.flow.begin_block(self.lists.is_empty());
                self.lists.push(first);
            }
            Tag::Item => {
                self.flow.begin_block(false);
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let mark = format!("{number}. ");
                        *number = number.saturating_add(1);
                        mark
                    }
                    Some(None) | None => format!("{} ", self.theme.glyphs.bullet),
                };
                self.flow.indent(&mark, &" ".repeat(mark.chars().count()), self.theme.style(Tone::Dim));
            }
            Tag::Emphasis => self.push_style(|style| style.add_modifier(Modifier::ITALIC)),
            Tag::Strong => {
                let strong = self.theme.style(Tone::Strong);
                self.push_style(|style| style.patch(strong));
            }
            Tag::Strikethrough => self.push_style(|style| style.add_modifier(Modifier::CROSSED_OUT)),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.push_style(|style| style.add_modifier(Modifier::UNDERLINED));
                self.flow.mark();
                self.links.push(dest_url.into_string());
            }
            _ => {}
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a foreign enum; other tags wrap text that shows by itself"
    )]
    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.flow.end_block(),
            TagEnd::Heading(_) => {
                self.styles.pop();
                self.flow.end_block();
            }
            TagEnd::BlockQuote(_) | TagEnd::Item => {
                self.flow.end_block();
                self.flow.outdent();
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.flow.end_block();
                self.flow.outdent();
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.flow.end_block();
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.styles.pop();
            }
            TagEnd::Link | TagEnd::Image => {
                self.styles.pop();
                if let Some(to) = self.links.pop() {
                    // A link's target is shown in full: a name alone could lead anywhere.
                    let to = sanitize(&to);
                    if self.flow.since_mark() != to.as_ref() {
                        self.flow.words(&format!(" ({to})"), self.theme.style(Tone::Dim));
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::text::width;
    use proptest::prelude::*;

    fn shown(text: &str, columns: u16) -> Vec<String> {
        page(text, columns, 0, 1_000, &Theme::default()).lines.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_story_keeps_its_lines() {
        assert_eq!(
            shown("As a waiter\nI want to split a bill by seat\nso that each guest pays their own.", 20),
            ["As a waiter", "I want to split a", "bill by seat", "so that each guest", "pays their own."]
        );
    }

    #[test]
    fn blocks_stand_apart_and_lists_hang() {
        let text = "# Head\ntext\n\n- one that is longer\n- two\n  1. first\n  2. second\n\n> said\n\n```\nlet  x = 1;\n\ny\n```\nafter\n\n---\n- [x] done";
        assert_eq!(
            shown(text, 14),
            [
                "Head",
                "",
                "text",
                "",
                "· one that is",
                "  longer",
                "· two",
                "  1. first",
                "  2. second",
                "",
                "│ said",
                "",
                "  let  x = 1;",
                "",
                "  y",
                "",
                "after",
                "",
                "──────────────",
                "",
                "· [x] done"
            ]
        );
    }

    #[test]
    fn links_show_where_they_lead() {
        assert_eq!(
            shown("[here](https://evil.example) <https://a.b> ![map](m.png)", 80),
            ["here (https://evil.example) https://a.b map (m.png)"]
        );
    }

    #[test]
    fn html_and_controls_are_inert_text() {
        assert_eq!(shown("a <b>x</b> \u{1b}[2J&#27;[2J \u{202e}y", 80), ["a <b>x</b> ␛[2J␛[2J y"]);
        assert_eq!(
            shown("<script>\nalert(1)\n</script>\n\nend", 80),
            ["<script>", "alert(1)", "</script>", "", "end"]
        );
    }

    #[test]
    fn styles_are_roles() {
        let theme = Theme::default();
        let lines = page("**bold** _it_", 80, 0, 9, &theme).lines;
        assert_eq!(lines[0].spans[0].style, theme.style(Tone::Text).patch(theme.style(Tone::Strong)));
        assert!(lines[0].spans.iter().any(|span| span.style.add_modifier.contains(Modifier::ITALIC)));
    }

    #[test]
    fn a_page_of_a_large_text_is_one_page() {
        let text = "- a line of **some** words\n".repeat(6_000);
        let page = page(&text, 40, 100, 20, &Theme::default());
        assert_eq!((page.lines.len(), page.more), (20, true));
        let all = super::page("a\nb", 40, 1, 20, &Theme::default());
        assert_eq!((all.lines.len(), all.more), (1, false));
        assert_eq!(super::page("a", 40, 7, 20, &Theme::default()).lines.len(), 0);
    }

    proptest! {
        #[test]
        fn any_text_fits_and_is_harmless(text in text(), columns in 0_u16..24) {
            for line in shown(&text, columns) {
                prop_assert!(width(&line) <= usize::from(columns), "{line:?}");
                prop_assert_eq!(sanitize(&line), line.as_str());
            }
        }
    }

    fn text() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "# ",
            "- ",
            "1. ",
            "> ",
            "```\n",
            "**",
            "_",
            "`",
            "[a](b)",
            "\n",
            "\n\n",
            "    ",
            "word ",
            "支",
            "👩‍👩‍👧‍👦",
            "\u{1b}",
            "\u{202e}",
            "<b>",
            "|",
            "---\n",
            "~~",
            "[ ] ",
            "&#27;",
            "e\u{301}",
            "\u{301}",
            "\u{200d}",
        ]);
        prop_oneof![any::<String>(), prop::collection::vec(piece, 0..50).prop_map(|pieces| pieces.concat())]
    }
}
