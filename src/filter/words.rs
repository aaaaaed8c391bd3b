//! Splitting a query into words: quotes group, a sign before a word negates it, a colon separates field and value.

/// One word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// The text before the colon, in lower case.
    pub field: Option<String>,
    /// The value, without quotes.
    pub value: String,
    /// The byte positions of the commas in the value that are outside of quotes.
    commas: Vec<usize>,
    /// Whether it began with a quote: then it is text, whatever it contains.
    pub is_quoted: bool,
    /// Whether it is negated.
    pub is_negated: bool,
}

impl Word {
    /// Returns the alternatives in the value from the byte position `start`: a comma outside of quotes separates them.
    pub(super) fn alternatives(&self, start: usize) -> Vec<&str> {
        let commas = self.commas.iter().copied().filter(|comma| *comma >= start);
        let starts = std::iter::once(start).chain(commas.clone().map(|comma| comma + 1));
        let ends = commas.chain([self.value.len()]);
        starts.zip(ends).map(|(start, end)| self.value[start..end].trim()).collect()
    }
}

/// Splits a query at spaces outside of quotes. An unclosed quote extends to the end.
pub(super) fn split(line: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut letters = line.chars().peekable();
    loop {
        while letters.next_if(|letter| letter.is_whitespace()).is_some() {}
        if letters.peek().is_none() {
            return words;
        }
        let mut raw = String::new();
        // The byte positions in `raw` of the first quote and the colon: a quoted colon is not a separator.
        let (mut colon, mut first_quote, mut inside) = (None, None, false);
        let mut commas = Vec::new();
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
                ',' if !inside => {
                    commas.push(raw.len());
                    raw.push(letter);
                }
                _ => raw.push(letter),
            }
        }
        let is_negated = raw.starts_with(['-', '!'])
            && first_quote != Some(0)
            && (raw.len() > 1 || first_quote == Some(1));
        let sign = usize::from(is_negated);
        let is_quoted = first_quote == Some(sign);
        let (field, start) = match colon {
            Some(at) if is_field(&raw[sign..at]) => (Some(raw[sign..at].to_ascii_lowercase()), at + 1),
            Some(_) | None => (None, sign),
        };
        if field.is_some() || raw.len() > start {
            let value = raw[start..].to_owned();
            let commas = commas.into_iter().filter_map(|comma| comma.checked_sub(start)).collect();
            words.push(Word { field, value, commas, is_quoted, is_negated });
        }
    }
}

/// Returns whether a text is a plain word, and so can be a field: the colon of `14:30` is not a separator.
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
            ("\"--dry-run\" -\"-v\"", &["text -=--dry-run", "not text -=-v"]),
            ("\"!\" \"-", &["text -=!", "text -=-"]),
            ("\"open", &["text -=open"]),
            ("- !", &["-=-", "-=!"]),
            ("\"\"", &[]),
            ("14:30", &["-=14:30"]),
        ] {
            assert_eq!(shown(line), words, "{line}");
        }
    }

    #[test]
    fn a_comma_separates_alternatives_outside_of_quotes_only() {
        let alternatives = |line: &str| -> Vec<String> {
            split(line)[0].alternatives(0).into_iter().map(str::to_owned).collect()
        };
        assert_eq!(alternatives("-kind:bug,story"), ["bug", "story"]);
        assert_eq!(alternatives("epic:\"Cash, cards\",E2"), ["Cash, cards", "E2"]);
        assert_eq!(split("@ana,\"Bo, Jr.\"")[0].alternatives(1), ["ana", "Bo, Jr."]);
    }
}
