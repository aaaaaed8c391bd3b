//! Whether the quotes of one record pair up. Reading cells is not here.

/// What the quotes of a record look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// Each one that opens a cell closes it.
    Sound,
    /// The one at byte `at` of the record opens a cell that does not end.
    Open {
        /// The place of the opening quote.
        at: usize,
    },
    /// The cell that the one at byte `at` opens goes on after its closing quote.
    Stray {
        /// The place of the opening quote.
        at: usize,
    },
}

/// Follows the quotes in the raw text of one record, in the same way as the reader does.
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
            None => return Quoting::Sound,
        }
    }
}

/// The place of the quote that ends a cell; doubled ones do not.
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
            ("a,b", Quoting::Sound),
            ("\"a\",\"b\"\r\n", Quoting::Sound),
            ("\"a \"\"x\"\" \",b", Quoting::Sound),
            ("5\" pipe,b", Quoting::Sound),
            ("\"\"", Quoting::Sound),
            ("a,\"b", Quoting::Open { at: 2 }),
            ("\"a\"\"", Quoting::Open { at: 0 }),
            ("\"", Quoting::Open { at: 0 }),
            ("a,\"b\nB,\"c\"", Quoting::Stray { at: 2 }),
        ] {
            assert_eq!(quoting(raw, b','), expected, "{raw}");
        }
    }
}
