//! Writing what people wrote into Markdown.

/// Returns a text that stays text in Markdown, on one line.
pub fn escaped(text: &str) -> String {
    let text = text.trim();
    let mut escaped = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let means_something = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '$' => true,
            // What follows may be the name or the number of a letter: `&lt;`.
            '&' => text[at + 1..].starts_with(|it: char| it == '#' || it.is_ascii_alphabetic()),
            _ => false,
        };
        if means_something {
            escaped.push('\\');
        }
        // A text of one line may come from a file that holds more.
        escaped.push(if letter.is_control() && letter.is_whitespace() { ' ' } else { letter });
    }
    escaped
}

/// Returns a text that stays text at the beginning of a line, where a sign or a number makes a list, a rule or a heading.
pub fn begun(text: &str) -> String {
    let text = escaped(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let sign =
        if digits > 0 { text[digits..].starts_with(['.', ')']) } else { text.starts_with(['-', '+', '=']) };
    if sign { format!("{}\\{}", &text[..digits], &text[digits..]) } else { text }
}
