//! Parsing a comment as Jira writes it into a cell: `date;account;text`.

use crate::domain::import::IncomingComment;
use crate::exchange::dates::Dates;

/// Parses a comment's cell. The text may contain semicolons and begin with blank lines; a cell that does not begin
/// with a date is only text.
pub fn comment(cell: &str, dates: Dates) -> IncomingComment {
    let mut parts = cell.splitn(3, ';');
    if let (Some(date), Some(author), Some(text)) = (parts.next(), parts.next(), parts.next())
        && let Some(at_ms) = dates.read(date)
    {
        return IncomingComment {
            at_ms: Some(at_ms),
            author: author.trim().to_owned(),
            text: text.trim().to_owned(),
        };
    }
    IncomingComment { at_ms: None, author: String::new(), text: cell.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::Zone;

    #[test]
    fn only_the_first_two_semicolons_part_a_comment() {
        let dates = Dates::learn(Zone::UTC, None, std::iter::empty()).0;
        let read = comment("20/Jul/23 3:25 PM;5570:0a;\n\nfirst; second;", dates);
        assert_eq!(read.at_ms, Some(1_689_866_700_000));
        assert_eq!((read.author.as_str(), read.text.as_str()), ("5570:0a", "first; second;"));
        let plain = comment("see a; then b; then c", dates);
        assert_eq!((plain.at_ms, plain.text.as_str()), (None, "see a; then b; then c"));
        assert_eq!(comment("", dates).text, "");
    }
}
