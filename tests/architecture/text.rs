//! No sentence is ever parsed: what decides is a field or an enum. Only parsers of input inspect texts.

use super::files;
use syn::visit::{self, Visit};

/// The modules that inspect texts written by people, files or the system, each with the kind of text. A folder
/// includes everything in it.
const READERS: &[(&str, &str)] = &[
    ("cli/arguments", "the command line"),
    ("cli/context", "keys that were typed"),
    ("cli/edit", "labels that were typed"),
    ("cli/import", "options: WORD=STAGE"),
    ("cli/label", "labels that were typed"),
    ("cli/list", "the words of a filter"),
    ("cli/note", "the beginning of a column's name"),
    ("cli/output", "the end of a text's last line"),
    ("cli/poker", "whether an argument is a key"),
    ("cli/reveal", "arguments: NAME=CARD"),
    ("cli/split", "criteria in an argument: 1,3-5"),
    ("cli/sprint_close", "arguments: ITEM=SPRINT"),
    ("cli/sprint_outcome", "arguments"),
    ("cli/usage", "what the parser of arguments says"),
    ("config", "settings and the environment"),
    ("demo", "its own words"),
    ("domain/ceremony", "columns of a wall, as they are stored"),
    ("domain/command", "what was typed"),
    ("domain/decide/catalogue", "names that were typed"),
    ("domain/decide/ceremony", "names that were typed"),
    ("domain/decide/import", "what other tools wrote"),
    ("domain/decide/reserved", "names that were typed"),
    ("domain/definition", "kinds that were typed"),
    ("domain/detail", "whether a link is a design, by its title"),
    ("domain/entity/json", "JSON"),
    ("domain/import", "what other tools wrote"),
    ("domain/key", "keys that were typed"),
    ("domain/metrics/reach", "the number at the end of a sprint's name"),
    ("domain/poker/hand", "cards that were typed"),
    ("domain/product", "keys"),
    ("domain/reveal", "names of settings of older files"),
    ("domain/sentence", "the first letter of a noun"),
    ("domain/item_counts", "counts, as they are stored"),
    ("domain/value", "values that were typed or stored"),
    ("exchange", "files of other tools"),
    ("filter", "the words of a filter"),
    ("names", "names that were typed"),
    ("platform", "the terminal and the system"),
    ("present/chat", "what people wrote, to be escaped"),
    ("present/markdown", "what people wrote, to be escaped"),
    ("session", "keys that were typed, names of settings"),
    ("store", "SQL, names of files, stored values"),
    ("text", "measuring and wrapping"),
    ("tui/app/fault", "a path that was typed"),
    ("tui/background", "the terminal's answers"),
    ("tui/clipboard", "what was pasted"),
    ("tui/draft", "names of files"),
    ("tui/editor", "what an editor wrote"),
    ("tui/key", "names of keys in the settings"),
    ("tui/layer", "what is typed into forms and pickers"),
    ("tui/theme/depth", "the environment"),
    ("tui/update/edit", "what was typed"),
    ("tui/update/find", "what was typed"),
    ("tui/update/meeting", "what was typed"),
    ("tui/widget", "what is typed or shown, letter by letter"),
];

/// Ways to inspect a text. Those of the second list count if they search for a literal.
const ALWAYS: [&str; 5] = ["starts_with", "ends_with", "strip_prefix", "strip_suffix", "split_once"];
const OF_LITERALS: [&str; 8] = [
    "contains",
    "find",
    "split",
    "rsplit",
    "rsplit_once",
    "splitn",
    "trim_start_matches",
    "trim_end_matches",
];

struct Looks(Vec<String>);

impl<'ast> Visit<'ast> for Looks {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let name = call.method.to_string();
        let is_literal = |it: &syn::Expr| {
            matches!(it, syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(_) | syn::Lit::Char(_), .. }))
        };
        let looks = ALWAYS.contains(&name.as_str())
            || (OF_LITERALS.contains(&name.as_str()) && call.args.iter().any(is_literal));
        if looks {
            self.0.push(name);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !super::paths::is_test(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }
}

/// Returns how often each file inspects a text, for files that do not read input.
fn lookers(files: &[(String, String)]) -> Vec<String> {
    let is_reader = |name: &str| {
        READERS.iter().any(|(it, _)| name.strip_prefix("src/").is_some_and(|name| name.starts_with(it)))
    };
    let mut found = Vec::new();
    for (name, text) in files.iter().filter(|(name, _)| !name.contains("test") && !is_reader(name)) {
        found.extend(looks(text).into_iter().map(|how| format!("{name}: {how}")));
    }
    found
}

/// Returns the ways in which a file inspects a text.
fn looks(text: &str) -> Vec<String> {
    let mut looks = Looks(Vec::new());
    looks.visit_file(&syn::parse_file(text).unwrap());
    looks.0
}

#[test]
fn no_sentence_is_read_back() {
    assert_eq!(lookers(&files("src")), [""; 0]);
}

#[test]
fn every_reader_reads() {
    let files = files("src");
    for (reader, _) in READERS {
        let own = files.iter().filter(|(name, _)| name.starts_with(&format!("src/{reader}")));
        assert!(own.into_iter().any(|(_, text)| !looks(text).is_empty()), "{reader} looks into no text");
    }
}

#[test]
fn a_sentence_that_is_read_back_is_found() {
    let found = |name: &str, text: &str| lookers(&[(name.to_owned(), text.to_owned())]);
    let text =
        "fn tone(words: &str) -> Tone { if words.ends_with(\"not met\") { Tone::Warn } else { Tone::Text } }";
    assert_eq!(found("src/tui/view/planted.rs", text), ["src/tui/view/planted.rs: ends_with"]);
    assert_eq!(found("src/exchange/planted.rs", text), [""; 0]);
    let of_list = "fn has(all: &[Id], it: Id) -> bool { all.contains(&it) }";
    assert_eq!(found("src/tui/view/planted.rs", of_list), [""; 0]);
}
