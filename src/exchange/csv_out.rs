//! Guarding the cells of a CSV export against formulas. Writing the file is not here.
//!
//! A spreadsheet evaluates a cell that begins with `=`, `+`, `-` or `@`, quoted or not. A leading apostrophe makes it
//! text (CWE-1236). Numbers are left unchanged, so that −3 can still be summed.

use std::borrow::Cow;

/// Whether cells are guarded against evaluation by spreadsheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellGuard {
    /// Cells that a spreadsheet would evaluate get a leading apostrophe.
    #[default]
    Guarded,
    /// Cells are written unchanged, for round trips between programs.
    Raw,
}

/// Returns the cell as it is written. With [`CellGuard::Guarded`], [`unguard`] restores every text.
pub fn cell(text: &str, gate: CellGuard) -> Cow<'_, str> {
    match gate {
        CellGuard::Guarded if !is_number(text) && begins_dangerously(text.trim_start_matches('\'')) => {
            Cow::Owned(format!("'{text}"))
        }
        CellGuard::Guarded | CellGuard::Raw => Cow::Borrowed(text),
    }
}

/// Removes the apostrophe added by [`cell`]; other texts are returned unchanged.
pub fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if begins_dangerously(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

fn begins_dangerously(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (integer, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    [integer, decimals].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_get_an_apostrophe_and_numbers_do_not() {
        for (text, written) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+1 for this", "'+1 for this"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("＝1", "'＝1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠a", "'＠a"),
            ("'=1", "''=1"),
            ("-", "'-"),
            ("-3", "-3"),
            ("+0.5", "+0.5"),
            ("3.0", "3.0"),
            ("a=b", "a=b"),
            ("'quoted'", "'quoted'"),
            ("", ""),
        ] {
            assert_eq!(cell(text, CellGuard::Guarded), written);
            assert_eq!(cell(text, CellGuard::Raw), text);
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "['=+@a\t-]{0,3}\\PC{0,5}") {
            let written = cell(&text, CellGuard::Guarded);
            prop_assert!(is_number(&written) || !begins_dangerously(&written));
            prop_assert_eq!(unguard(&written), text.as_str());
        }
    }
}
