//! The reference in `assets/cli.md` matches the program's own definition.

use std::path::Path;

#[test]
#[expect(clippy::disallowed_methods, reason = "a test that rewrites a file asks for leave")]
fn the_reference_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/cli.md");
    let fresh = ceremony::cli::reference();
    if std::env::var_os("CEREMONY_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &fresh).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == fresh, "assets/cli.md is stale: run this test once more with CEREMONY_BLESS=1");
}

#[test]
fn every_shell_has_completions_and_every_verb_a_manual() {
    let desk = super::desk::Desk::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(desk.ok(&format!("completions {shell}")).contains("ceremony"), "{shell}");
    }
    assert!(desk.ok("man").contains(".TH ceremony 1"));
    for verb in ceremony::cli::verbs() {
        assert!(desk.ok(&format!("man {verb}")).starts_with(".ie"), "{verb}");
    }
}
