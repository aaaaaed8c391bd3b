//! Texts that are no list of items: read line by line, source code or a log would become hundreds of meaningless items.
//! Tables and lists of lines are not here.

use super::{Unreadable, ends_with};

/// The endings of names of source code.
const CODE: &[&str] = &[
    "rs", "py", "js", "mjs", "ts", "tsx", "jsx", "java", "c", "h", "cc", "cpp", "hpp", "cs", "go", "rb",
    "php", "sh", "kt", "swift", "scala", "sql", "css", "toml", "ini", "cfg", "lua", "pl", "diff", "patch",
];

/// The number of lines that are looked at.
const LINES: usize = 200;

/// Refuses a text that is of another kind than a list of items.
///
/// # Errors
/// [`Unreadable`] that names the kind.
pub(super) fn refuse(name: &str, text: &str) -> Result<(), Unreadable> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(LINES).collect();
    if is_json(&lines) {
        return Err(Unreadable::OtherJson);
    }
    let kind = if has_front_matter(&lines) {
        Some("a page with front matter")
    } else if ends_with(name, &["yaml", "yml"]) || is_yaml(&lines) {
        Some("YAML")
    } else if ends_with(name, &["log"]) || is_log(&lines) {
        Some("a log")
    } else if ends_with(name, CODE) || is_code(&lines) {
        Some("source code")
    } else {
        None
    };
    kind.map_or(Ok(()), |kind| Err(Unreadable::NoList(kind)))
}

/// Returns whether at least this many of ten lines, and three in all, are of a kind.
fn most(lines: &[&str], of_ten: usize, is_of_kind: impl Fn(&str) -> bool) -> bool {
    let found = lines.iter().filter(|line| is_of_kind(line)).count();
    found >= 3 && found * 10 >= lines.len() * of_ten
}

/// JSON, or a piece of it, also with comments: its first line opens an object or a list, or most lines are members.
fn is_json(lines: &[&str]) -> bool {
    let is_comment = |line: &str| ["//", "/*", "*"].iter().any(|it| line.starts_with(it));
    let first = lines.iter().map(|line| line.trim()).find(|line| !is_comment(line)).unwrap_or_default();
    let dense: String = first.chars().filter(|letter| !letter.is_whitespace()).take(2).collect();
    let opens = ["{", "[", "{\"", "[{", "[\"", "{}", "[["].contains(&dense.as_str());
    let member = |line: &str| {
        let name = line.trim().strip_prefix('"').and_then(|rest| rest.split_once('"'));
        name.is_some_and(|(_, rest)| rest.trim_start().starts_with(':'))
    };
    opens || most(lines, 5, member)
}

fn has_front_matter(lines: &[&str]) -> bool {
    let mark = lines.first().map(|line| line.trim_end()).filter(|line| ["---", "+++"].contains(line));
    mark.is_some_and(|mark| lines[1..].iter().any(|line| line.trim_end() == mark))
}

/// Keys and values, some of them nested.
fn is_yaml(lines: &[&str]) -> bool {
    let is_pair = |line: &str| {
        let line = line.trim();
        let line = line.strip_prefix("- ").unwrap_or(line);
        let Some((key, value)) = line.split_once(':') else { return false };
        let is_key = key.starts_with(|it: char| it.is_ascii_lowercase() || it == '_')
            && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
        is_key && (value.is_empty() || value.starts_with(' '))
    };
    let is_nested = |line: &&str| is_pair(line) && line.starts_with([' ', '-', '\t']);
    most(lines, 6, is_pair) && lines.iter().any(is_nested)
}

/// Lines that begin with a time of day.
fn is_log(lines: &[&str]) -> bool {
    let is_time = |word: &str| {
        let mut parts = word.trim_start_matches('[').split([':', '.', ',', ']', 'Z', '+']);
        let mut digits =
            || parts.next().is_some_and(|it| it.len() == 2 && it.bytes().all(|b| b.is_ascii_digit()));
        digits() && digits() && digits()
    };
    let stamped = |line: &str| {
        let mut words = line.split([' ', 'T', '\t']).take(4);
        words.any(is_time)
    };
    most(lines, 6, stamped)
}

/// Lines that end as statements and blocks do.
fn is_code(lines: &[&str]) -> bool {
    let ends = |line: &str| {
        let line = line.trim_end();
        line.ends_with([';', '{', '}'])
            || ["};", "})", "},", "):", "*/"].iter().any(|end| line.ends_with(end))
    };
    // A list in a text may have semicolons at the ends of its lines, but no blocks.
    let is_block = |line: &&str| {
        let line = line.trim();
        ["{", "({", "=> {"].iter().any(|end| line.ends_with(end))
            || line == "}"
            || line.starts_with("#include")
    };
    lines.first().is_some_and(|line| line.starts_with("#!"))
        || (most(lines, 4, ends) && lines.iter().any(is_block))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_list_is_named() {
        for (name, text, kind) in [
            (
                "task.md",
                "---\nid: BACK-1\ntitle: Pay\nstatus: Done\n---\n\n## Description\n\nText\n",
                "a page with front matter",
            ),
            ("a.txt", "items:\n  - title: Pay by card\n    points: 3\n  - title: Receipt\n", "YAML"),
            ("a.yml", "title: x\n", "YAML"),
            ("a.txt", "fn main() {\n    let x = 1;\n    println!(\"{x}\");\n}\n", "source code"),
            ("a.txt", "#!/bin/sh\necho x\n", "source code"),
            ("a.py", "def f(x):\n    return x\n", "source code"),
            (
                "a.txt",
                "2026-01-08 09:10:11 INFO a\n2026-01-08 09:10:12 INFO b\n2026-01-08T09:10:13Z c\n",
                "a log",
            ),
            ("a.txt", "[09:10:11] a\n[09:10:12] b\n[09:10:13] c\n", "a log"),
        ] {
            assert_eq!(refuse(name, text), Err(Unreadable::NoList(kind)), "{text}");
        }
        for text in [
            "// my export\n{\"items\": [\n {\"title\":\"a\"},\n {\"title\":\"b\"} ]}\n",
            "[\n {\"title\": 1}\n]\n",
            "{\n  title: 1\n}\n",
            "\"title\": \"a\",\n\"points\": 3,\n\"labels\": []\n",
        ] {
            assert_eq!(refuse("a.txt", text), Err(Unreadable::OtherJson), "{text}");
        }
    }

    #[test]
    fn lists_of_items_are_not_refused() {
        for text in [
            "Pay by card\nReceipt\nTips\n",
            "- [ ] Pay by card\n- [x] Receipt\n",
            "[ ] a\n[x] b\n[ ] c\n",
            "[Bug] The till is slow\n[Story] Pay\n",
            "Login: remember me\nLogout: forget me\nSearch: find me\n",
            "login: remember me\nlogout: forget me\nsearch: find me\n",
            "# Sprint 5\n\n- Pay by card\n",
            "---\nPay by card\nReceipt\n",
            "As a user I want to pay; then leave;\nAs a user I want tea\nReceipt\n",
            "{customer} sees a name\nPay\n",
            "- Pay by card;\n- Print the receipt;\n- Refund a payment;\n",
            "Open at 09:30\nClose at 18:00\nPause at 12:00\n",
        ] {
            assert_eq!(refuse("a.txt", text), Ok(()), "{text}");
        }
    }
}
