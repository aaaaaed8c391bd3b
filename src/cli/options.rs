//! The options that every verb has.

use crate::text::shell_word;
use clap::Args;
use std::path::PathBuf;

impl GlobalOptions {
    /// Returns the option that a proposed command needs to work on the same file: with a space before it, or empty.
    pub fn at(&self) -> String {
        self.file
            .as_ref()
            .map_or_else(String::new, |file| format!(" --file {}", shell_word(&file.to_string_lossy())))
    }
}

/// The options of every verb.
#[derive(Debug, Args)]
pub(super) struct GlobalOptions {
    /// Works on this file
    #[arg(
        long,
        global = true,
        value_name = "PATH",
        help_heading = "Everywhere",
        help = "Works on this file [default: $CEREMONY_FILE, or as in the settings]"
    )]
    pub file: Option<PathBuf>,
    /// Says who you are
    #[arg(
        long = "as",
        global = true,
        value_name = "NAME",
        help_heading = "Everywhere",
        help = "Says who you are [default: $CEREMONY_AS, or as in the settings, or by your login name]"
    )]
    pub acting_as: Option<String>,
    /// Answers in JSON
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub json: bool,
    /// Opens a file on a network share all the same
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub allow_network_file: bool,
    /// Waits so long for another program that has locked the file, as a large import does [default: 60]
    #[arg(
        long,
        global = true,
        value_name = "SECONDS",
        value_parser = clap::value_parser!(u64).range(..=86_400),
        help_heading = "Everywhere"
    )]
    pub wait: Option<u64>,
    /// Writes a log to this file, without what people wrote
    #[arg(long, global = true, value_name = "PATH", help_heading = "Everywhere")]
    pub log: Option<PathBuf>,
}
