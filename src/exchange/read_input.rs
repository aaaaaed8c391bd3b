//! Reading a file to import into memory, up to a limit. What its bytes mean is not decided here.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// The maximum size of a file in bytes: more than a complete export of a million items.
const MOST: u64 = 1_000_000_000;

/// The reason why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such file.
    #[error("there is no file {0}")]
    Missing(String),
    /// The system reports an error.
    #[error("{0} cannot be read: {why}", why = why(.1))]
    Unread(String, io::Error),
    /// It exceeds the limit.
    #[error("{0} is larger than {size}; import it in parts", size = size_of(*.1))]
    TooLarge(String, u64),
}

/// Reads a complete file or pipe, up to the limit.
///
/// # Errors
/// [`ReadError`] if it cannot be read or is too large.
pub fn read_input(path: &Path) -> Result<Vec<u8>, ReadError> {
    at_most(MOST, path)
}

/// Reads from another source, such as standard input, up to the limit.
///
/// # Errors
/// [`ReadError`] if it cannot be read or is too large.
pub fn read_from(name: &str, input: &mut dyn Read) -> Result<Vec<u8>, ReadError> {
    read(MOST, name, input)
}

fn at_most(most: u64, path: &Path) -> Result<Vec<u8>, ReadError> {
    let name = path.display().to_string();
    let mut file = File::open(path).map_err(|error| {
        let is_missing = error.kind() == ErrorKind::NotFound;
        if is_missing { ReadError::Missing(name.clone()) } else { ReadError::Unread(name.clone(), error) }
    })?;
    if file.metadata().is_ok_and(|it| it.len() > most) {
        return Err(ReadError::TooLarge(name, most));
    }
    read(most, &name, &mut file)
}

fn read(most: u64, name: &str, input: &mut dyn Read) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let read = input.take(most + 1).read_to_end(&mut bytes);
    read.map_err(|error| ReadError::Unread(name.to_owned(), error))?;
    if bytes.len() as u64 > most { Err(ReadError::TooLarge(name.to_owned(), most)) } else { Ok(bytes) }
}

/// Describes a system error, with plain words for the common ones.
fn why(error: &io::Error) -> String {
    if error.kind() == ErrorKind::PermissionDenied {
        "its permissions do not let you".to_owned()
    } else if error.kind() == ErrorKind::IsADirectory {
        "it is a folder".to_owned()
    } else {
        error.to_string()
    }
}

fn size_of(bytes: u64) -> String {
    if bytes >= 1_000_000_000 { format!("{} GB", bytes / 1_000_000_000) } else { format!("{bytes} bytes") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_large_or_no_file_is_said_in_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.csv");
        std::fs::write(&path, "title\n").unwrap();
        assert_eq!(read_input(&path).unwrap(), b"title\n");
        assert_eq!(at_most(6, &path).unwrap(), b"title\n");
        let message = at_most(5, &path).unwrap_err().to_string();
        assert!(message.ends_with("x.csv is larger than 5 bytes; import it in parts"), "{message}");
        let endless = at_most(5_000, Path::new("/dev/zero")).unwrap_err().to_string();
        assert_eq!(endless, "/dev/zero is larger than 5000 bytes; import it in parts");
        assert_eq!(size_of(MOST), "1 GB");
        let message = read_input(folder.path()).unwrap_err().to_string();
        assert!(message.ends_with("cannot be read: it is a folder"), "{message}");
        let message = read_input(Path::new("none.csv")).unwrap_err().to_string();
        assert_eq!(message, "there is no file none.csv");
    }
}
