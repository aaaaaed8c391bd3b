//! The log of `--log FILE`: what the program did and how long it took, for bug reports.
//!
//! It never contains what people wrote: events name actions, verbs, kinds and sizes, but no texts of items, cards or
//! notes. The file is readable by its owner only and never larger than [`MOST`]: when it is full it starts over.

use crate::platform::{self, WriteTarget};
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

/// The maximum size of a log in bytes.
pub const MOST: u64 = 1_000_000;
/// The first line of a log, which distinguishes it from any other file.
const HEADER: &[u8] = b"log of ceremony\n";

/// Starts appending events to this file.
///
/// # Errors
/// If the file cannot be written, is not a log of this program, or a log is already active.
pub fn start(path: &Path) -> io::Result<()> {
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(LevelFilter::DEBUG)
        .with_writer(LogFile::open(path, MOST)?)
        .finish();
    tracing::subscriber::set_global_default(subscriber).map_err(io::Error::other)?;
    tracing::info!(version = env!("CARGO_PKG_VERSION"), system = std::env::consts::OS, "started");
    Ok(())
}

/// A file that starts over when it is full.
#[derive(Debug)]
struct LogFile {
    file: Mutex<Sheet>,
}

#[derive(Debug)]
struct Sheet {
    file: File,
    size: u64,
    most: u64,
}

impl LogFile {
    fn open(path: &Path, most: u64) -> io::Result<Self> {
        let WriteTarget::File(path) = platform::target(path) else {
            return Err(io::Error::other("it is not a file"));
        };
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = platform::owner_only(&mut options).open(path)?;
        let mut first = Vec::new();
        (&file).take(HEADER.len() as u64).read_to_end(&mut first)?;
        if first.is_empty() {
            file.write_all(HEADER)?;
        } else if first != HEADER {
            return Err(io::Error::other("it is not a Ceremony log"));
        }
        // A log that others could read becomes private.
        let mut permissions = file.metadata()?.permissions();
        platform::restrict(&mut permissions);
        file.set_permissions(permissions)?;
        let size = file.seek(SeekFrom::End(0))?;
        Ok(Self { file: Mutex::new(Sheet { file, size, most }) })
    }
}

impl<'a> MakeWriter<'a> for LogFile {
    type Writer = LogWriter<'a>;
    fn make_writer(&'a self) -> Self::Writer {
        LogWriter(self.file.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Writes one event.
struct LogWriter<'a>(MutexGuard<'a, Sheet>);

impl Write for LogWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sheet = &mut *self.0;
        let length = bytes.len() as u64;
        if sheet.size + length > sheet.most {
            sheet.file.set_len(0)?;
            sheet.file.seek(SeekFrom::Start(0))?;
            sheet.file.write_all(HEADER)?;
            sheet.size = HEADER.len() as u64;
        }
        // An event larger than the log is dropped.
        if sheet.size + length <= sheet.most {
            sheet.file.write_all(bytes)?;
            sheet.size += length;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_goes_on_and_starts_over_when_it_is_full() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        for round in 0..3 {
            let log = LogFile::open(&path, 60).unwrap();
            log.make_writer().write_all(format!("event {round}, of some size\n").as_bytes()).unwrap();
        }
        assert!(platform::is_owner_only(&path));
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text, "log of ceremony\nevent 2, of some size\n");
        let log = LogFile::open(&path, 60).unwrap();
        log.make_writer().write_all(&[b'x'; 100]).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().len(), HEADER.len() as u64);
    }

    #[test]
    fn a_file_that_is_no_log_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.txt");
        std::fs::write(&path, "mine").unwrap();
        assert!(LogFile::open(&path, MOST).is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
        assert!(LogFile::open(&folder.path().join("no").join("log"), MOST).is_err());
    }
}
