//! Reading the write-ahead log as SQLite reads it when a file is opened anew: the frames up to the last complete
//! transaction. Only used after a failed commit, whose frames may be complete in the log although they do not count.

use std::path::Path;

/// The length of the log's header, in bytes.
const HEADER: usize = 32;

/// The length of the header of a frame, which a page follows.
const FRAME: usize = 24;

/// Returns whether the log beside a file brings back a transaction with this text when the file is opened anew.
pub(super) fn brings_back(path: &Path, text: &str) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    // A log that cannot be read may contain anything, and a missing one nothing.
    match std::fs::read(Path::new(&log)) {
        Ok(log) => log[..complete(&log)].windows(text.len()).any(|bytes| bytes == text.as_bytes()),
        Err(error) => error.kind() != std::io::ErrorKind::NotFound,
    }
}

/// Returns the length of the part of a log that counts: it ends with the last frame that completes a transaction and
/// is not behind a frame whose checksum is wrong.
fn complete(log: &[u8]) -> usize {
    let Some(header) = log.get(..HEADER) else { return 0 };
    let is_big = match number(header, 0, true) {
        0x377f_0682 => false,
        0x377f_0683 => true,
        _ => return 0,
    };
    let page = number(header, 8, true) as usize;
    let mut sum = checksum([0, 0], &header[..24], is_big);
    if page < 512 || sum != [number(header, 24, true), number(header, 28, true)] {
        return 0;
    }
    let mut end = 0;
    for (at, frame) in log[HEADER..].chunks_exact(FRAME + page).enumerate() {
        sum = checksum(checksum(sum, &frame[..8], is_big), &frame[FRAME..], is_big);
        let is_of_this_log = frame[8..16] == header[16..24];
        if !is_of_this_log || sum != [number(frame, 16, true), number(frame, 20, true)] {
            break;
        }
        if number(frame, 4, true) != 0 {
            end = HEADER + (at + 1) * (FRAME + page);
        }
    }
    end
}

fn checksum([mut one, mut two]: [u32; 2], bytes: &[u8], is_big: bool) -> [u32; 2] {
    for at in (0..bytes.len()).step_by(8) {
        one = one.wrapping_add(number(bytes, at, is_big)).wrapping_add(two);
        two = two.wrapping_add(number(bytes, at + 4, is_big)).wrapping_add(one);
    }
    [one, two]
}

fn number(bytes: &[u8], at: usize, is_big: bool) -> u32 {
    let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).unwrap_or_default();
    if is_big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;
    use std::fs;

    #[test]
    fn a_log_is_read_as_sqlite_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let (path, log) = (folder.path().join("a.db"), folder.path().join("a.db-wal"));
        let connection = Connection::open(&path).unwrap();
        connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).unwrap();
        connection.execute_batch("CREATE TABLE t (a); PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        assert!(!brings_back(&path, "first"));
        for word in ["first", "second", "third"] {
            connection.execute("INSERT INTO t VALUES (?1)", [word]).unwrap();
        }
        assert!(brings_back(&path, "first") && brings_back(&path, "third"));
        let whole = fs::read(&log).unwrap();
        assert_eq!(complete(&whole), whole.len());
        // What a damaged frame and those behind it contain does not count, as SQLite counts.
        for at in (0..whole.len()).step_by(97) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x40;
            let other = folder.path().join(format!("{at}.db"));
            fs::copy(&path, &other).unwrap();
            fs::write(format!("{}-wal", other.display()), &bytes).unwrap();
            let ours = ["first", "second", "third"].map(|word| brings_back(&other, word));
            let opened = Connection::open(&other).unwrap();
            let theirs = ["first", "second", "third"].map(|word| {
                opened.query_row("SELECT count(*) FROM t WHERE a = ?1", [word], |row| row.get(0)).unwrap()
            });
            // A flip in a page of an earlier transaction ends the log there.
            let theirs = theirs.map(|count: i64| count > 0);
            assert_eq!(ours, theirs, "byte {at}");
        }
    }
}
