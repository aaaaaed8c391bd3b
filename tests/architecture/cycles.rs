//! No cycles between the modules of a folder: each can be read, and changed, with only those that it uses in mind.

use super::{planted, sources};
use std::collections::{BTreeMap, BTreeSet};

/// The folders below which modules are ordered, at every level.
const ORDERED: [&str; 12] = [
    "cli", "config", "demo", "domain", "exchange", "filter", "platform", "present", "session", "store",
    "text", "tui",
];

/// Every folder of `src` that is one of those or lies in one.
fn folders(files: &[(String, Vec<String>)]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (name, _) in files {
        let mut folder = name.trim_start_matches("src/");
        while let Some((parent, _)) = folder.rsplit_once('/') {
            found.insert(parent.to_owned());
            folder = parent;
        }
    }
    found.retain(|folder| ORDERED.contains(&folder.split('/').next().unwrap_or_default()));
    found
}

/// Returns the groups of modules directly in a folder of `src` that use each other cyclically, one line for each.
fn cycles(folder: &str, files: &[(String, Vec<String>)]) -> Vec<String> {
    let inside = format!("src/{folder}/");
    let child = |name: &str| name.strip_prefix(&inside)?.split(['/', '.']).next().map(str::to_owned);
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, _) in files {
        uses.extend(child(name).map(|own| (own, BTreeSet::new())));
    }
    let root = format!("crate::{folder}::").replace('/', "::");
    for (name, paths) in files {
        let Some(own) = child(name) else { continue };
        for path in paths {
            let other = path.strip_prefix(&root).and_then(|rest| rest.split("::").next()).unwrap_or_default();
            if other != own && uses.contains_key(other) {
                uses.entry(own.clone()).or_default().insert(other.to_owned());
            }
        }
    }
    let reached: BTreeMap<&String, BTreeSet<&String>> =
        uses.keys().map(|module| (module, reached_from(module, &uses))).collect();
    let mut found: BTreeSet<Vec<&str>> = BTreeSet::new();
    for (module, others) in reached.iter().filter(|(module, others)| others.contains(*module)) {
        let back = |other: &&&String| reached[**other].contains(*module);
        found.insert(others.iter().filter(back).map(|it| it.as_str()).collect());
    }
    found.into_iter().map(|group| group.join(", ")).collect()
}

/// Returns every module that is used by a module, directly or indirectly.
fn reached_from<'u>(module: &str, uses: &'u BTreeMap<String, BTreeSet<String>>) -> BTreeSet<&'u String> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&String> = uses[module].iter().collect();
    while let Some(module) = next.pop() {
        if reached.insert(module) {
            next.extend(&uses[module]);
        }
    }
    reached
}

#[test]
fn there_is_no_cycle_between_the_modules_of_a_folder() {
    let folders = folders(sources());
    assert!(folders.contains("domain/decide/import") && folders.contains("store/sql"), "{folders:?}");
    let cycles = |folder: &String| {
        cycles(folder, sources()).into_iter().map(|group| format!("{folder}: {group}")).collect::<Vec<_>>()
    };
    assert_eq!(folders.iter().flat_map(cycles).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn a_cycle_is_found_however_long_it_is() {
    let plant = |texts: &[(&str, &str)]| -> Vec<(String, Vec<String>)> {
        texts.iter().flat_map(|(name, text)| planted(name, text)).collect()
    };
    let mut files = plant(&[
        ("src/cli/a.rs", "use super::b::B;"),
        ("src/cli/b.rs", "fn f() { super::c::g(); }"),
        ("src/cli/c/inner.rs", "use crate::cli::{a, d};"),
        ("src/cli/d.rs", "use super::Start; use crate::domain::id::Id;"),
        ("src/cli/e.rs", "mod inner { use super::super::a; } #[cfg(test)] mod tests { use crate::cli::e; }"),
    ]);
    assert_eq!(cycles("cli", &files), ["a, b, c"]);
    files.retain(|(name, _)| name != "src/cli/b.rs");
    assert_eq!(cycles("cli", &files), [""; 0]);
}
