//! The architecture, held by tests: layers, homes, the file budget, the SQL that every engine understands.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// Every Rust file below a folder of the project, with its text.
fn files(folder: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&root.join(folder), &mut found);
    found.sort();
    let name = |path: &Path| path.strip_prefix(root).unwrap().display().to_string();
    found.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// The code of a file: without its tests and its comments.
fn code(text: &str) -> String {
    let code = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or(text);
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn is_test(name: &str) -> bool {
    name.ends_with("tests.rs") || name.ends_with("facts.rs") || name.contains("/tests/")
}

#[test]
fn each_layer_uses_only_what_stands_to_its_left() {
    // The modules that code of a layer may not name.
    let right_of_domain = [
        "store", "session", "exchange", "cli", "tui", "config", "clock", "filter", "names", "wording",
        "demo", "text", "platform",
    ];
    let right_of_store = [
        "session", "exchange", "cli", "tui", "config", "clock", "filter", "names", "wording", "demo", "text",
    ];
    let right_of_session = ["exchange", "cli", "tui", "config", "filter", "names", "wording", "demo", "text"];
    let all = [
        "domain", "store", "session", "exchange", "cli", "tui", "config", "clock", "filter", "names",
        "wording", "demo", "text",
    ];
    let layers: [(&str, &[&str]); 10] = [
        ("src/platform", &all),
        ("src/domain", &right_of_domain),
        ("src/store", &right_of_store),
        ("src/session", &right_of_session),
        ("src/exchange", &["cli", "tui", "demo"]),
        ("src/cli", &["tui"]),
        ("src/tui", &["cli", "exchange", "demo"]),
        ("src/demo", &["exchange", "cli", "tui"]),
        ("src/text", &["domain", "store", "session", "exchange", "cli", "tui", "config"]),
        ("src/config", &["domain", "store", "session", "exchange", "cli", "tui"]),
    ];
    for (name, text) in files("src").iter().filter(|(name, _)| !is_test(name)) {
        let code = code(text);
        for (layer, forbidden) in &layers {
            if name.starts_with(&format!("{layer}/")) || *name == format!("{layer}.rs") {
                for module in *forbidden {
                    assert!(!code.contains(&format!("crate::{module}::")), "{name} uses {module}");
                }
            }
        }
    }
}

#[test]
fn each_library_and_the_clock_and_the_environment_have_their_homes() {
    let homes: [(&str, &[&str]); 8] = [
        ("rusqlite::", &["src/store/lite"]),
        ("crossterm::", &["src/tui/", "src/tui.rs", "src/platform"]),
        ("crossterm::event::read", &["src/platform/portable"]),
        ("SystemTime::now", &["src/clock.rs"]),
        ("Utc::now", &["src/clock.rs"]),
        ("env::var", &["src/config/environment.rs"]),
        ("env::args", &["src/main.rs"]),
        ("println!", &[]),
    ];
    for (name, text) in files("src").iter().filter(|(name, _)| !is_test(name)) {
        let code = code(text);
        for (word, places) in &homes {
            let at_home = places.iter().any(|place| name.starts_with(place));
            assert!(at_home || !code.contains(word), "{name} names {word}");
        }
    }
}

/// What only one system has, or says that there are several.
const OF_ONE_SYSTEM: [&str; 11] = [
    "std::os::unix",
    "std::os::windows",
    "rustix",
    "signal_hook",
    "libc",
    "/proc",
    "/etc/",
    "cfg(unix",
    "cfg(not(unix",
    "cfg(windows",
    "target_os",
];

/// Returns what in these files belongs into `platform`, or is in a place that may not use it.
fn bound_to_a_system(files: &[(String, String)]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in files.iter().filter(|(name, _)| !name.starts_with("src/platform")) {
        // Tests of a file, too: they would not even compile elsewhere.
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            found.extend(
                OF_ONE_SYSTEM.iter().filter(|it| line.contains(*it)).map(|it| format!("{name} has {it}")),
            );
        }
        let may_use = name.starts_with("src/store/lite") || name == "src/store/backups.rs";
        if name.starts_with("src/store") && !may_use && code(text).contains("platform::") {
            found.push(format!("{name} uses platform"));
        }
    }
    found
}

#[test]
fn what_depends_on_the_operating_system_is_in_one_module() {
    assert_eq!(bound_to_a_system(&files("src")), [] as [String; 0]);
}

#[test]
fn what_depends_on_the_operating_system_is_found_wherever_it_is() {
    let planted = [
        ("src/tui/x.rs", "use std::os::unix::fs::PermissionsExt as _;", 1),
        ("src/store/x.rs", "    let who = std::fs::read_to_string(\"/etc/passwd\");", 1),
        ("src/config/x.rs", "#[cfg(test)]\nmod tests {\n    use rustix::process;\n}", 1),
        ("src/cli/x.rs", "if cfg!(target_os = \"linux\") { libc::getpid() }", 2),
        ("src/store/sql/x.rs", "use crate::platform::file_id;", 1),
        ("src/store/lite/x.rs", "use crate::platform::file_id;", 0),
        ("src/tui/y.rs", "// Not by rustix.", 0),
        ("src/platform/unix/x.rs", "use rustix::termios;", 0),
    ];
    for (name, text, count) in planted {
        let found = bound_to_a_system(&[(name.to_owned(), text.to_owned())]);
        assert_eq!(found.len(), count, "{name}: {found:?}");
    }
}

#[test]
fn no_file_is_too_long_to_live_in() {
    // Pure tables may be as long as they are.
    let tables = ["src/tui/action.rs", "src/store/sql/schema.rs"];
    for (name, text) in files("src").iter().filter(|(name, _)| !is_test(name)) {
        let lines = text.split("\n#[cfg(test)]").next().unwrap_or(text).lines().count();
        assert!(lines <= 400 || tables.contains(&name.as_str()), "{name} has {lines} lines");
        assert!(!name.ends_with("/mod.rs"), "{name}: a module is named after itself");
    }
}

#[test]
fn the_sql_is_one_text_that_every_engine_understands() {
    let avoided = [
        "INSERT OR",
        "CURRENT_TIMESTAMP",
        "date('now",
        "datetime(",
        "group_concat",
        "LIMIT -1",
        "FOR UPDATE",
        "lower(",
        "upper(",
        "sum(",
        "avg(",
        "json_",
        "AUTOINCREMENT",
        "PRAGMA",
        "rowid",
        "GLOB",
        "::",
        "$1",
        "ILIKE",
        "REPLACE INTO",
        "max(id",
        // Whether letters' case counts, what truth is, and what a column outside of a group means differ.
        "LIKE",
        "TRUE",
        "FALSE",
        "BOOLEAN",
        "GROUP BY",
        "/ 0",
        // Where rows without a value stand differs: what is ordered by is never NULL, or says where.
        "ORDER BY ended,",
        "ORDER BY due",
        "ORDER BY estimate",
        "ORDER BY ready_at",
    ];
    for (name, text) in files("src/store/sql") {
        for literal in code(&text).split('"').skip(1).step_by(2) {
            let looks_like_sql = ["SELECT", "INSERT", "UPDATE ", "DELETE", "CREATE", "WHERE", "ORDER BY"]
                .iter()
                .any(|it| literal.contains(it));
            for word in avoided.iter().filter(|_| looks_like_sql) {
                assert!(!literal.contains(word), "{name} has {word} in: {literal}");
            }
        }
    }
}

#[test]
fn every_test_file_is_known() {
    let known = [
        "architecture.rs",
        "cli.rs",
        "cli",
        "endurance",
        "endurance.rs",
        "fixtures",
        "fuzz",
        "import.rs",
        "laws.rs",
        "laws",
        "play",
        "reading",
        "screen.rs",
        "shared",
        "terminal.rs",
        "together.rs",
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(known.contains(&name.as_str()), "tests/{name} is listed nowhere");
    }
}

#[test]
fn the_top_of_the_project_holds_what_it_should() {
    let known = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "assets",
        "tests",
        "benches",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "target",
    ];
    for entry in fs::read_dir(env!("CARGO_MANIFEST_DIR")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name.starts_with('.') || known.contains(&name.as_str()), "{name}");
    }
}
