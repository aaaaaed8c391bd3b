//! The command line, in this process: arguments in; text, JSON and an exit code out. Hermetic: a folder of its own, a
//! fixed clock, an empty environment. A handful of tests run the real program.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "a test may be slow where that is shorter"
)]

mod cli {
    mod alike;
    mod answers;
    mod bad_files;
    mod bad_words;
    mod clocks;
    mod desk;
    mod doctor;
    mod exchange;
    mod forecast;
    mod harmless;
    mod heads;
    mod imports;
    mod keeping;
    mod keys;
    mod meetings;
    mod minutes;
    mod program;
    mod reference;
    mod scene;
    mod screens;
    mod spellings;
    mod sprint_life;
    mod strangers;
    mod targets;
    mod upgrades;
    mod walk;
    mod words;
}
