//! The real program, run on a file of its own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A folder with a file in it.
pub struct Place {
    pub folder: TempDir,
}

impl Place {
    /// Returns a place without a file.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Returns a place with a product of Ana's.
    pub fn founded() -> Self {
        let place = Self::empty();
        place.ok(&["init", "Lighthouse", "--as", "Ana", "--prefix", "PB", "--zone", "UTC"]);
        place
    }

    /// Returns the path of the file.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("team.db")
    }

    /// Starts the program; its output can be read.
    pub fn start(&self, arguments: &[&str]) -> Child {
        start(self.folder.path(), arguments)
    }

    /// Runs a verb that must succeed; returns its output.
    #[track_caller]
    pub fn ok(&self, arguments: &[&str]) -> String {
        let output = self.start(arguments).wait_with_output().unwrap();
        let (out, err) = (String::from_utf8(output.stdout).unwrap(), problems(&output.stderr));
        assert!(output.status.success() && err.is_empty(), "{arguments:?}: {out}{err}");
        out
    }
}

/// Returns what the program has said on standard error, but for what it waits for: on a busy machine that is normal.
pub fn problems(err: &[u8]) -> String {
    let err = String::from_utf8_lossy(err);
    err.lines().filter(|line| !line.starts_with("ceremony: waiting for ")).collect::<Vec<_>>().join("\n")
}

/// Starts the program in a folder.
pub fn start(folder: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_ceremony"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("CEREMONY_FILE", "team.db")
        .env("HOME", folder)
        .env("USER", "ana")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}
