//! Checking whether the quotes of a record are balanced. Reading cells is not here.

/// The state of the quotes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// Each quote that opens a cell is closed.
    Balanced,
    /// The quote at byte `at` of the record opens a cell that does not end.
    Open {
        /// The position of the opening quote.
        at: usize,
    },
    /// The cell opened at byte `at` continues after its closing quote.
    Stray {
        /// The position of the opening quote.
        at: usize,
    },
}

/// Follows the quotes in the raw text of a record, in the same way as the reader.
pub fn quoting(raw: &str, delimiter: u8) -> Quoting {
    let bytes = raw.as_bytes();
    let mut at = 0;
    loop {
        if bytes.get(at) == Some(&b'"') {
            let opening = at;
            at = match closing(bytes, opening + 1) {
                Some(close) => close + 1,
                None => return Quoting::Open { at: opening },
            };
            if bytes.get(at).is_some_and(|byte| ![delimiter, b'\r', b'\n'].contains(byte)) {
                return Quoting::Stray { at: opening };
            }
        }
        match bytes[at..].iter().position(|byte| *byte == delimiter) {
            Some(next) => at += next + 1,
            None => return Quoting::Balanced,
        }
    }
}

/// Returns the position of the quote that ends a cell; doubled quotes do not.
fn closing(bytes: &[u8], mut from: usize) -> Option<usize> {
    loop {
        let quote = from + bytes.get(from..)?.iter().position(|byte| *byte == b'"')?;
        if bytes.get(quote + 1) != Some(&b'"') {
            return Some(quote);
        }
        from = quote + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_sound_open_or_stray() {
        for (raw, expected) in [
            ("a,b", Quoting::Balanced),
            ("\"a\",\"b\"\r\n", Quoting::Balanced),
            ("\"a \"\"x\"\" \",b", Quoting::Balanced),
            ("5\" pipe,b", Quoting::Balanced),
            ("\"\"", Quoting::Balanced),
            ("a,\"b", Quoting::Open { at: 2 }),
            ("\"a\"\"", Quoting::Open { at: 0 }),
            ("\"", Quoting::Open { at: 0 }),
            ("a,\"b\nB,\"c\"", Quoting::Stray { at: 2 }),
        ] {
            assert_eq!(quoting(raw, b','), expected, "{raw}");
        }
    }
}
