//! A tree as text for a chat channel: readable both with and without Markdown.

use super::tree::Tree;
use std::fmt::Write as _;

/// Formats a tree, each entry with a dash. Key hints are left out.
pub fn text(tree: &Tree) -> String {
    let mut out = String::new();
    for line in tree.title.iter().map(|it| it.text.clone()).chain(tree.lead_lines()) {
        let _ = writeln!(out, "{}", escaped(&line));
    }
    for section in &tree.sections {
        if !out.is_empty() {
            out.push('\n');
        }
        if let Some(heading) = &section.heading {
            let badge = section.badge.as_ref().map_or_else(String::new, |it| format!(": {}", it.text));
            let _ = writeln!(out, "{}", escaped(&format!("{}{badge}", heading.text)));
        }
        for node in &section.nodes {
            if let Some(line) = node.line() {
                let _ = writeln!(out, "{}- {}", "  ".repeat(node.depth()), escaped(&line));
            }
        }
    }
    out
}

/// Escapes users' text for chats that render Markdown. Characters without a meaning there are left as they are, so that
/// the text stays readable in chats that do not.
fn escaped(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_word =
        |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|it| it.is_alphanumeric());
    let is_blank = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_none_or(|it| it.is_whitespace());
    let mut tamed = String::with_capacity(text.len());
    if begins_a_block(text) {
        tamed.push('\\');
    }
    for (at, letter) in letters.iter().enumerate() {
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        let means_something = match letter {
            '`' | '~' | '<' | '\\' => true,
            '[' => text.contains("]("),
            '*' => !(is_blank(before) && is_blank(after)),
            '_' => !(is_word(before) && is_word(after)),
            _ => false,
        };
        if means_something {
            tamed.push('\\');
        }
        tamed.push(*letter);
    }
    tamed
}

/// Returns whether a character at the start of a line makes it a heading, a quotation, a list or a rule.
fn begins_a_block(text: &str) -> bool {
    let after = text.trim_start_matches('#');
    let is_rule = |sign: char| text.chars().all(|it| it == sign || it == ' ');
    text.starts_with('>')
        || (text.starts_with('#') && (after.is_empty() || after.starts_with(' ')))
        || ["- ", "+ "].iter().any(|it| text.starts_with(it))
        || (!text.is_empty() && (is_rule('-') || is_rule('=')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_markdown_is_tamed_and_nothing_else() {
        for (given, tamed) in [
            ("snake_case and 2 * 3 [x] #4 > 3", "snake_case and 2 * 3 [x] #4 > 3"),
            ("**bold** _it_ `code`", "\\*\\*bold\\*\\* \\_it\\_ \\`code\\`"),
            ("[a](http://b) <!channel>", "\\[a](http://b) \\<!channel>"),
            ("# Bo", "\\# Bo"),
            ("#4 is done", "#4 is done"),
            ("> Bo", "\\> Bo"),
            ("- Bo", "\\- Bo"),
            ("-3 degrees", "-3 degrees"),
            ("---", "\\---"),
        ] {
            assert_eq!(escaped(given), tamed);
        }
    }
}
