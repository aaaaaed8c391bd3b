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
        "demo", "text",
    ];
    let right_of_store = [
        "session", "exchange", "cli", "tui", "config", "clock", "filter", "names", "wording", "demo", "text",
    ];
    let right_of_session = ["exchange", "cli", "tui", "config", "filter", "names", "wording", "demo", "text"];
    let layers: [(&str, &[&str]); 9] = [
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
        ("rusqlite::", &["src/store/sqlite"]),
        ("crossterm", &["src/tui/clipboard.rs", "src/tui/terminal/"]),
        ("KeyCode", &["src/tui/key.rs"]),
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

#[test]
fn no_file_is_too_long_to_live_in() {
    // Pure tables may be as long as they are.
    let tables = ["src/tui/action.rs"];
    for (name, text) in files("src").iter().filter(|(name, _)| !is_test(name)) {
        let lines = text.split("\n#[cfg(test)]").next().unwrap_or(text).lines().count();
        assert!(lines <= 400 || tables.contains(&name.as_str()), "{name} has {lines} lines");
        assert!(!name.ends_with("/mod.rs"), "{name}: a module is named after itself");
    }
}

#[test]
fn the_contract_of_a_store_is_small_and_its_seam_knows_no_file() {
    let sources = files("src");
    let source = |name: &str| code(&sources.iter().find(|(found, _)| found == name).expect(name).1);
    let contract = source("src/store.rs");
    let functions = contract.split("pub trait Storage").nth(1).unwrap().matches("fn ").count();
    assert!((10..=25).contains(&functions), "the contract has {functions} functions");
    for word in ["Path", "std::fs", "rusqlite"] {
        assert!(!contract.contains(word), "the contract names {word}");
        assert!(!source("src/store/engine.rs").contains(word), "the seam names {word}");
    }
    // What stands to the left is used by what stands to the right, never the other way round.
    let parts = ["engine", "words", "sql"];
    for (at, part) in parts.iter().enumerate() {
        let own = |name: &str| {
            name == format!("src/store/{part}.rs") || name.starts_with(&format!("src/store/{part}/"))
        };
        for (name, text) in sources.iter().filter(|(name, _)| own(name)) {
            for right in parts[at + 1..].iter().chain(&["sqlite", "sql_store"]) {
                for path in [format!("store::{right}::"), format!("super::{right}::")] {
                    // Within the folder, `super` is the folder.
                    let is_inside = path.starts_with("super") && name.contains(&format!("/{part}/"));
                    assert!(is_inside || !code(text).contains(&path), "{name} uses {right}");
                }
            }
        }
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
