//! Decoding bytes into text, whatever the encoding. What the text means is not decided here.

use super::{Unreadable, loss, remark};
use crate::domain::import::ImportProblem;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of a file, and remarks on its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark and NULs.
    pub text: String,
    /// One remark for each line with bytes that are not UTF-8, for the first [`MOST_REMARKS`] of them.
    pub remarks: Vec<ImportProblem>,
}

/// The maximum number of lines that are listed individually; a file in a legacy encoding has thousands of them.
pub const MOST_REMARKS: usize = 20;

/// The number of bytes inspected to distinguish UTF-16 without a mark from binary data.
const PROBE: usize = 4_096;

/// Decodes UTF-8, UTF-16, or UTF-8 with individual Windows-1252 bytes.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    let decoded = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding == UTF_16LE || encoding == UTF_16BE => {
            utf16(encoding, &bytes[mark..])
        }
        Some((_, mark)) => mixed(&bytes[mark..]),
        None => match utf16_without_mark(bytes) {
            Some(encoding) => utf16(encoding, bytes),
            None => mixed(bytes),
        },
    };
    // Office workbooks are zip files: they are recognised by their first bytes, and there is a specific hint for
    // them.
    if bytes.starts_with(b"PK\x03\x04") {
        Err(Unreadable::Workbook)
    } else if decoded.text.contains('\0') {
        Err(Unreadable::Binary)
    } else if decoded.text.trim().is_empty() {
        Err(Unreadable::Empty)
    } else {
        Ok(decoded)
    }
}

/// Recognises UTF-16 by the NULs in Latin letters, commas and line ends.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let probe = &bytes[..bytes.len().min(PROBE) & !1];
    let nuls = |from: usize| probe.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (nuls(0), nuls(1), probe.len() / 2);
    let most = |count: usize| pairs > 0 && count * 10 >= pairs * 4;
    match (most(even), most(odd)) {
        (false, true) if even * 20 <= odd => Some(UTF_16LE),
        (true, false) if odd * 20 <= even => Some(UTF_16BE),
        _ => None,
    }
}

fn utf16(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let reason = "The file is UTF-16 with damaged letters; they are shown as \u{fffd}.";
    let remarks = if damaged { vec![loss(1, reason)] } else { Vec::new() };
    Decoded { text: text.into_owned(), remarks }
}

fn mixed(bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let mut lines: Vec<u64> = Vec::new();
    let (mut line, mut counted) = (1, 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            line += line_ends(&text.as_bytes()[counted..]);
            counted = text.len();
            if lines.last() != Some(&line) {
                lines.push(line);
            }
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
    }
    Decoded { text, remarks: remarks(&lines) }
}

fn line_ends(bytes: &[u8]) -> u64 {
    bytes.iter().map(|byte| u64::from(*byte == b'\n')).sum()
}

fn remarks(lines: &[u64]) -> Vec<ImportProblem> {
    let one =
        |line: &u64| remark(*line, "The line has bytes that are not UTF-8; they were read as Windows-1252.");
    let mut remarks: Vec<ImportProblem> = lines.iter().take(MOST_REMARKS).map(one).collect();
    if let Some(next) = lines.get(MOST_REMARKS) {
        let more = lines.len() - MOST_REMARKS;
        let reason = format!("{more} more lines have bytes that are not UTF-8.");
        remarks.push(remark(*next, reason));
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes).unwrap().text
    }

    fn utf16_bytes(text: &str, mark: bool, little: bool) -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_header() {
        assert_eq!(text(b"\xef\xbb\xbfkey,title"), "key,title");
        assert_eq!(text("clé".as_bytes()), "clé");
    }

    #[test]
    fn utf16_is_read_with_and_without_a_mark_from_either_end() {
        for (mark, little) in [(true, true), (true, false), (false, true), (false, false)] {
            let decoded = decode(&utf16_bytes("key;títle\r\nA;→\r\n", mark, little)).unwrap();
            assert_eq!(decoded.text, "key;títle\r\nA;→\r\n", "mark {mark}, little {little}");
            assert_eq!(decoded.remarks, []);
        }
    }

    #[test]
    fn single_bytes_between_utf8_are_windows_1252_and_their_line_is_named() {
        let decoded = decode(b"title\nna\xc3\xafve caf\xe9 \x93x\x94\nplain\n\x80 5\n").unwrap();
        assert_eq!(decoded.text, "title\nnaïve café “x”\nplain\n€ 5\n");
        assert_eq!(decoded.remarks.iter().map(|it| it.line).collect::<Vec<_>>(), [2, 4]);
        assert!(decoded.remarks.iter().all(|it| !it.left_out));
    }

    #[test]
    fn a_file_of_bad_lines_brings_a_bounded_number_of_remarks() {
        let decoded = decode(&b"\xe9\n".repeat(5_000)).unwrap();
        assert_eq!(decoded.remarks.len(), MOST_REMARKS + 1);
        assert_eq!(decoded.remarks[MOST_REMARKS].reason, "4980 more lines have bytes that are not UTF-8.");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b""), Err(Unreadable::Empty));
        assert_eq!(decode(b"\xef\xbb\xbf \r\n\n"), Err(Unreadable::Empty));
        assert_eq!(decode(b"\x7fELF\x02\x01\0\0\0\0\0\0\xff\xfe"), Err(Unreadable::Binary));
        assert_eq!(decode(b"title\nA\0B"), Err(Unreadable::Binary));
        assert_eq!(decode(b"PK\x03\x04\x14\0\x06\0"), Err(Unreadable::Workbook));
    }

    #[test]
    fn escape_sequences_come_through_as_they_are() {
        assert_eq!(text(b"a\x1b[2Jb\x08\xc2\x9b"), "a\u{1b}[2Jb\u{8}\u{9b}");
    }
}
