//! The architecture, enforced by tests: layers, homes, the file budget, and SQL that every engine understands.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "architecture/commands.rs"]
mod commands;
#[path = "architecture/cycles.rs"]
mod cycles;
#[path = "architecture/glyphs.rs"]
mod glyphs;
#[path = "architecture/names.rs"]
mod names;
#[path = "architecture/paths.rs"]
mod paths;
#[path = "architecture/text.rs"]
mod text;

use paths::paths;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Returns every Rust file below a folder of the project, with its text.
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

/// Returns the code of a file, without its tests and its comments.
fn code(text: &str) -> String {
    let code = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or(text);
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn is_test(name: &str) -> bool {
    let ends = ["tests.rs", "facts.rs", "entity/any.rs"];
    ends.iter().any(|end| name.ends_with(end)) || name.contains("/tests/")
}

/// Returns every source file except those of tests, with the paths that it names.
fn sources() -> &'static [(String, Vec<String>)] {
    static SOURCES: OnceLock<Vec<(String, Vec<String>)>> = OnceLock::new();
    SOURCES.get_or_init(|| {
        let sources = files("src").into_iter().filter(|(name, _)| !is_test(name));
        sources
            .map(|(name, text)| {
                let paths = paths(&name, &text);
                (name, paths)
            })
            .collect()
    })
}

/// Returns a file that does not exist, with the paths that its text names.
fn planted(name: &str, text: &str) -> Vec<(String, Vec<String>)> {
    vec![(name.to_owned(), paths(name, text))]
}

/// The layers, each with what it may use besides itself; layers not listed here may use everything.
const LAYERS: [(&str, &[&str]); 15] = [
    ("platform", &[]),
    ("text", &[]),
    ("domain", &["text"]),
    ("clock", &["domain"]),
    ("store", &["domain", "platform", "text"]),
    ("session", &["clock", "domain", "store"]),
    ("config", &["platform", "text"]),
    ("names", &["config", "domain", "text"]),
    ("present", &["domain", "session", "text"]),
    ("filter", &["config", "domain", "names", "session", "text", "present"]),
    ("exchange", &["clock", "domain", "session", "store", "text"]),
    ("demo", &["clock", "domain", "session", "store", "text"]),
    (
        "cli",
        &[
            "clock", "config", "demo", "domain", "exchange", "filter", "names", "platform", "session",
            "store", "text", "present",
        ],
    ),
    (
        "tui",
        &[
            "clock", "config", "domain", "exchange", "filter", "names", "platform", "session", "store",
            "text", "present",
        ],
    ),
    ("lib", &[]),
];

/// Returns uses of a layer to the right: `src/store.rs uses crate::session`.
fn against_the_layers(files: &[(String, Vec<String>)]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, paths) in files {
        let own = name.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default();
        let Some((_, may_use)) = LAYERS.iter().find(|(layer, _)| *layer == own) else { continue };
        for path in paths {
            let Some(used) = path.strip_prefix("crate::").and_then(|path| path.split("::").next()) else {
                continue;
            };
            let is_layer = LAYERS.iter().any(|(layer, _)| *layer == used);
            if is_layer && used != own && !may_use.contains(&used) {
                found.push(format!("{name} uses crate::{used}"));
            }
        }
    }
    found.dedup();
    found
}

#[test]
fn each_layer_uses_only_what_stands_to_its_left() {
    assert_eq!(against_the_layers(sources()), [""; 0]);
}

#[test]
fn whatever_uses_something_to_its_right_is_found() {
    for text in [
        "use crate::session::Session;",
        "use crate::{domain, session::{self, Session}};",
        "use super::super::session::Session;",
        "fn f() { crate::session::begin(); }",
        "fn f() -> super::super::session::Session { todo!() }",
        "fn f() { assert!(crate::session::is_open()); }",
    ] {
        let planted = planted("src/store/planted.rs", text);
        assert_eq!(against_the_layers(&planted), ["src/store/planted.rs uses crate::session"], "{text}");
    }
    let planted = planted("src/store/planted.rs", "use crate::domain::id::Id; use super::history;");
    assert_eq!(against_the_layers(&planted), [""; 0]);
}

/// Names that are allowed only in their homes. A name is the start of a path, or one of its segments.
const HOMES: [(&str, &[&str]); 10] = [
    ("rusqlite", &["src/store/sqlite"]),
    ("crossterm", &["src/tui/", "src/platform"]),
    ("crossterm::event::read", &["src/platform/portable"]),
    ("KeyCode", &["src/tui/", "src/platform"]),
    ("SystemTime::now", &["src/clock.rs"]),
    ("Utc::now", &["src/clock.rs"]),
    ("Local::now", &["src/clock.rs"]),
    ("env::var", &["src/config/environment.rs"]),
    ("env::var_os", &["src/config/environment.rs"]),
    ("env::args_os", &["src/main.rs"]),
];

/// Returns names outside of their homes: `src/cli.rs names rusqlite`.
fn away_from_home(files: &[(String, Vec<String>)]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, paths) in files {
        for (word, homes) in HOMES {
            let is_at_home = homes.iter().any(|home| name.starts_with(home));
            let names = |path: &String| format!("::{path}::").contains(&format!("::{word}::"));
            if !is_at_home && paths.iter().any(names) {
                found.push(format!("{name} names {word}"));
            }
        }
    }
    found
}

#[test]
fn each_library_and_the_clock_and_the_environment_have_their_homes() {
    assert_eq!(away_from_home(sources()), [""; 0]);
}

#[test]
fn whatever_is_named_away_from_its_home_is_found() {
    for (text, word) in [
        ("use rusqlite::Connection;", "rusqlite"),
        ("fn f(it: &rusqlite::Connection) {}", "rusqlite"),
        ("use {std::fs, crossterm::event};", "crossterm"),
        ("use ratatui::crossterm::event;", "crossterm"),
        ("use ratatui::{buffer::Buffer, crossterm};", "crossterm"),
        ("fn f(code: KeyCode) {}", "KeyCode"),
        ("fn f() { if let event::KeyCode::Up = it {} }", "KeyCode"),
        ("fn f() { std::time::SystemTime::now(); }", "SystemTime::now"),
        ("fn f() { chrono::Utc::now(); }", "Utc::now"),
        ("fn f() { std::env::var(\"HOME\"); }", "env::var"),
        ("use std::env::var_os;", "env::var_os"),
        ("fn f() { vec![std::env::args_os()]; }", "env::args_os"),
    ] {
        let planted = planted("src/cli/planted.rs", text);
        assert_eq!(away_from_home(&planted), [format!("src/cli/planted.rs names {word}")], "{text}");
    }
    // Its reader would decode a split arrow key as three keys: the screen never calls it directly.
    let planted = planted("src/tui/planted.rs", "fn f() { crossterm::event::read(); }");
    assert_eq!(away_from_home(&planted), ["src/tui/planted.rs names crossterm::event::read"]);
}

/// Output goes through one place, which handles a closed pipe.
#[test]
fn nothing_is_printed_past_the_one_place_for_output() {
    for (name, text) in files("src").iter().filter(|(name, _)| !is_test(name)) {
        for word in ["println!", "eprintln!", "print!("] {
            assert!(!code(text).contains(word), "{name} has {word}");
        }
    }
}

/// Returns lines of a file that read something outside of the project. A path to a source file or a fixture, which is
/// relative to the file that names it, may go up as far as the project's root.
fn leading_outside(name: &str, text: &str) -> Vec<String> {
    let depth = Path::new(name).iter().count() - 1;
    let mut found = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        let is_relative_to_file = line.contains("#[path") || line.contains("include_");
        for literal in line.split('"').skip(1).step_by(2) {
            let ups = literal.split('/').filter(|part| *part == "..").count();
            let goes_up = ["../", "/.."].iter().any(|it| literal.starts_with(it)) && literal.len() > 3;
            let is_inside = is_relative_to_file && literal.starts_with("..") && ups <= depth;
            if goes_up && !is_inside {
                found.push(format!("{name} reads {literal}"));
            }
        }
    }
    found
}

/// A test must run wherever the project is checked out: what is next to it may not exist.
#[test]
fn no_test_reads_what_lies_outside_of_the_project() {
    for (name, text) in files("tests").iter().chain(&files("src")).chain(&files("benches")) {
        assert_eq!(leading_outside(name, text), [""; 0]);
    }
    let up = "..";
    for line in [
        format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{up}/shared/data\")"),
        format!("read(\"{up}/shared/data/x.csv\")"),
        format!("include_str!(\"{up}/{up}/shared/data/x.csv\")"),
        format!("#[cfg(test)]\nmod tests {{\n    fn f() {{ read(\"{up}/shared/x\") }}\n}}"),
    ] {
        assert_eq!(leading_outside("tests/planted.rs", &line).len(), 1, "{line}");
    }
    let path = format!("#[path = \"{up}/shared/around.rs\"]");
    assert_eq!(leading_outside("tests/play/main.rs", &path), [""; 0]);
}

/// Names that exist on one system only, or that distinguish systems.
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

/// Returns what in these files belongs in `platform`, or is in a place that may not use it.
fn bound_to_a_system(files: &[(String, String)]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in files.iter().filter(|(name, _)| !name.starts_with("src/platform")) {
        // Tests of a file, too: they would not even compile on other systems.
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            found.extend(
                OF_ONE_SYSTEM.iter().filter(|it| line.contains(*it)).map(|it| format!("{name} has {it}")),
            );
        }
        let may_use = name.starts_with("src/store/sqlite")
            || ["src/store/backups.rs", "src/store/heads.rs"].contains(&name.as_str());
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
        ("src/store/sqlite/x.rs", "use crate::platform::file_id;", 0),
        ("src/tui/y.rs", "// Not by rustix.", 0),
        ("src/platform/unix/x.rs", "use rustix::termios;", 0),
    ];
    for (name, text, count) in planted {
        let found = bound_to_a_system(&[(name.to_owned(), text.to_owned())]);
        assert_eq!(found.len(), count, "{name}: {found:?}");
    }
}

/// Returns the files that name nearly every kind of entity: each contains a list of them, although there is one for
/// all.
fn lists_of_entities(files: &[(String, String)]) -> Vec<String> {
    let model =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/domain/model.rs")).unwrap();
    let (_, list) = model.split_once("tables {").unwrap();
    let (list, _) = list.split_once("$($($rest)*)?").unwrap();
    let is_name = |word: &&str| word.starts_with(|letter: char| letter.is_ascii_uppercase());
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        words.filter(is_name).map(str::to_owned).collect()
    };
    let entities = words(list);
    assert!(entities.len() > 20, "{entities:?}");
    let has_list = |text: &str| {
        let named = words(text);
        entities.iter().filter(|entity| named.contains(entity)).count() + 4 > entities.len()
    };
    let others = files.iter().filter(|(name, _)| name != "src/domain/model.rs");
    others.filter(|(_, text)| has_list(text)).map(|(name, _)| name.clone()).collect()
}

#[test]
fn there_is_one_list_of_entities() {
    assert_eq!(lists_of_entities(&files("src")), Vec::<String>::new());
    let model = files("src/domain").into_iter().find(|(name, _)| name == "src/domain/model.rs").unwrap().1;
    assert_eq!(lists_of_entities(&[("src/other.rs".to_owned(), model)]), ["src/other.rs"]);
}

#[test]
fn no_file_is_too_long_to_live_in() {
    // Pure tables may be of any length.
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
    let contract = source("src/store/sql_store.rs");
    let functions = contract.split("impl Store {").nth(2).unwrap().matches("pub fn ").count();
    assert!((10..=25).contains(&functions), "the contract has {functions} functions");
    for word in ["Path", "std::fs", "rusqlite"] {
        assert!(!contract.contains(word), "the contract names {word}");
        assert!(!source("src/store/engine.rs").contains(word), "the seam names {word}");
    }
}

/// Returns uses in the store against its order, in which each part uses only those before it.
fn against_the_order_of_the_store(files: &[(String, Vec<String>)]) -> Vec<String> {
    let parts = ["engine", "words", "sql", "sql_store", "sqlite"];
    let mut found = Vec::new();
    for (name, paths) in files {
        let own = |part: &&str| {
            *name == format!("src/store/{part}.rs") || name.starts_with(&format!("src/store/{part}/"))
        };
        let Some(at) = parts[..3].iter().position(own) else { continue };
        for right in &parts[at + 1..] {
            let used = format!("crate::store::{right}");
            if paths.iter().any(|path| *path == used || path.starts_with(&format!("{used}::"))) {
                found.push(format!("{name} uses {right}"));
            }
        }
    }
    found
}

#[test]
fn the_parts_of_the_store_have_an_order() {
    assert_eq!(against_the_order_of_the_store(sources()), [""; 0]);
    for text in
        ["use super::{sql, engine};", "use crate::store::{sql::read};", "fn f() { super::sql::read::all() }"]
    {
        let found = against_the_order_of_the_store(&planted("src/store/words.rs", text));
        assert_eq!(found, ["src/store/words.rs uses sql"], "{text}");
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
        // Case sensitivity, booleans, and columns outside of a group differ between engines.
        "LIKE",
        "TRUE",
        "FALSE",
        "BOOLEAN",
        "GROUP BY",
        "/ 0",
        // The position of rows without a value differs: columns to order by are never NULL, or the query says where
        // NULLs go.
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
        "account",
        "account.rs",
        "architecture.rs",
        "architecture",
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

/// Counts the lines of code below `src` (without blank lines, comments and tests), and in the ten largest folders:
/// `cargo test --test architecture lines_of_code -- --ignored --nocapture`.
#[test]
#[ignore = "prints figures, and holds nothing"]
fn lines_of_code() {
    let mut folders: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for (name, text) in
        files("src").iter().filter(|(name, _)| !is_test(name) && !name.contains("conformance"))
    {
        let lines = code(text).lines().filter(|line| !line.trim().is_empty()).count();
        let folder = Path::new(name).parent().unwrap_or(Path::new("")).to_owned();
        *folders.entry(folder).or_default() += lines;
    }
    println!("{} lines", folders.values().sum::<usize>());
    let mut largest: Vec<_> = folders.into_iter().collect();
    largest.sort_by_key(|(_, lines)| std::cmp::Reverse(*lines));
    for (folder, lines) in largest.iter().take(10) {
        println!("{lines:>6} {}", folder.display());
    }
}
