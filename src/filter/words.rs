//! A line into words: quotes hold together, a sign before a word turns it round, a colon parts field and value.

/// One word of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// What stands before the colon, in lower case.
    pub field: Option<String>,
    /// The rest, without its quotes.
    pub value: String,
    /// Whether it began with a quote: then it is text, whatever is in it.
    pub is_quoted: bool,
    /// Whether it is turned round.
    pub is_negated: bool,
}

/// Splits a line at blanks outside of quotes. A quote that is not closed reaches to the end.
pub(super) fn split(line: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut letters = line.chars().peekable();
    loop {
        while letters.next_if(|letter| letter.is_whitespace()).is_some() {}
        if letters.peek().is_none() {
            return words;
        }
        let mut raw = String::new();
        // Where a quote or a colon stood, in bytes of `raw`: a quoted colon parts nothing.
        let (mut colon, mut first_quote, mut inside) = (None, None, false);
        while let Some(letter) = letters.next_if(|letter| inside || !letter.is_whitespace()) {
            match letter {
                '"' => {
                    inside = !inside;
                    first_quote.get_or_insert(raw.len());
                }
                ':' if !inside && colon.is_none() && first_quote.is_none() => {
                    colon = Some(raw.len());
                    raw.push(letter);
                }
                _ => raw.push(letter),
            }
        }
        let is_negated = raw.starts_with(['-', '!']) && (raw.len() > 1 || first_quote == Some(1));
        let sign = usize::from(is_negated);
        let is_quoted = first_quote == Some(sign);
        let (field, value) = match colon {
            Some(at) if is_field(&raw[sign..at]) => {
                (Some(raw[sign..at].to_ascii_lowercase()), &raw[at + 1..])
            }
            Some(_) | None => (None, &raw[sign..]),
        };
        if field.is_some() || !value.is_empty() {
            words.push(Word { value: value.to_owned(), field, is_quoted, is_negated });
        }
    }
}

/// A field is a plain word: the colon of `14:30` parts nothing.
fn is_field(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> Vec<String> {
        split(line)
            .iter()
            .map(|word| {
                let sign = if word.is_negated { "not " } else { "" };
                let quoted = if word.is_quoted { "text " } else { "" };
                format!("{sign}{quoted}{}={}", word.field.as_deref().unwrap_or("-"), word.value)
            })
            .collect()
    }

    #[test]
    fn words_quotes_signs_and_fields() {
        for (line, words) in [
            ("", &[][..]),
            ("  pay card ", &["-=pay", "-=card"][..]),
            ("\"two words\" -\"not these\"", &["text -=two words", "not text -=not these"]),
            ("kind:bug -Stage:ready", &["kind=bug", "not stage=ready"]),
            ("epic:\"Card payments\" x", &["epic=Card payments", "-=x"]),
            ("-#later !@me", &["not -=#later", "not -=@me"]),
            ("\"kind:bug\"", &["text -=kind:bug"]),
            ("\"open", &["text -=open"]),
            ("- !", &["-=-", "-=!"]),
            ("\"\"", &[]),
            ("14:30", &["-=14:30"]),
        ] {
            assert_eq!(shown(line), words, "{line}");
        }
    }
}
