//! Detecting the delimiter between cells. Reading them is not here.

use csv::StringRecord;

const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The numbers of records and of bytes tried with each candidate.
const RECORDS: usize = 30;
const BYTES: usize = 65_536;

/// Returns the delimiter, and the position of the header: spreadsheets may put a line `sep=;` above it.
///
/// The best one splits the most rows into as many cells as the header; if none does, the text is one column.
pub fn delimiter(text: &str) -> (u8, usize) {
    if let Some(named) = named(text) {
        return named;
    }
    let probe = &text[..text.floor_char_boundary(BYTES)];
    let mut best = (CANDIDATES[0], (0, 1));
    for candidate in CANDIDATES {
        let fit = fit(probe, candidate);
        if fit.1 > 1 && fit > best.1 {
            best = (candidate, fit);
        }
    }
    (best.0, 0)
}

fn named(text: &str) -> Option<(u8, usize)> {
    let (first, _) = text.split_once('\n')?;
    let delimiter = first.trim_end_matches('\r').strip_prefix("sep=")?;
    let delimiter = *CANDIDATES.iter().find(|it| delimiter.as_bytes() == [**it])?;
    Some((delimiter, first.len() + 1))
}

/// Returns how many records are as wide as the header, and that width.
fn fit(probe: &str, delimiter: u8) -> (usize, usize) {
    let mut reader = super::reader(probe, delimiter);
    let mut cells = StringRecord::new();
    let mut width = 0;
    let mut fitting = 0;
    for _ in 0..RECORDS {
        if !reader.read_record(&mut cells).unwrap_or(false) {
            break;
        }
        width = if width == 0 { cells.len() } else { width };
        fitting += usize::from(cells.len() == width);
    }
    (fitting, width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_found() {
        for (text, expected) in [
            ("a,b\n1,2\n", b','),
            ("a;b\n1,5;2\n", b';'),
            ("a\tb\n1, 2; 3\tx\n", b'\t'),
            ("a|b\n1|2\n", b'|'),
            ("title\nOne, two\nThree\n", b','),
            ("\"a;b;c\",d\n1,2\n", b','),
            ("key;text\nA;\"x;y,z,\nq\"\nB;c\n", b';'),
        ] {
            assert_eq!(delimiter(text), (expected, 0), "{text}");
        }
    }

    #[test]
    fn a_spreadsheet_names_it_above_the_header() {
        assert_eq!(delimiter("sep=;\r\na,x;b\r\n"), (b';', 7));
        assert_eq!(delimiter("sep=?\na,b\n"), (b',', 0));
    }
}
