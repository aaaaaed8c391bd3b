//! The paths that a source file names, each from its root: `crate::store::Store`, `std::fs::read`, `ratatui::buffer::Buffer`.
//! Grouped `use`, `self::`, `super::`, inline modules, paths inside expressions and inside macros all count; tests do not.

use proc_macro2::{TokenStream, TokenTree};
use std::path::Path;
use syn::visit::{self, Visit};

/// Returns the paths named by the file with this name (from the project's root).
pub fn paths(name: &str, text: &str) -> Vec<String> {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut reader = Reader { module: module(name), found: Vec::new() };
    reader.visit_file(&file);
    reader.found
}

/// Returns the module of a file: `src/store/sql/read.rs` is `crate::store::sql::read`.
fn module(name: &str) -> Vec<String> {
    let path = Path::new(name).with_extension("");
    let parts = path.iter().map(|part| part.to_str().unwrap().to_owned()).skip(1);
    let root = ["main", "lib"].iter().any(|root| path.ends_with(root) && path.iter().count() == 2);
    let mut module = vec!["crate".to_owned()];
    module.extend(parts.filter(|_| !root));
    module
}

struct Reader {
    module: Vec<String>,
    found: Vec<String>,
}

impl Reader {
    /// Records a path, with `self` and `super` resolved.
    fn note(&mut self, segments: &[String]) {
        let mut path: Vec<String> = Vec::new();
        for segment in segments {
            match segment.as_str() {
                "self" if path.is_empty() => path.clone_from(&self.module),
                "super" => {
                    if path.is_empty() {
                        path.clone_from(&self.module);
                    }
                    path.pop();
                }
                other => path.push(other.to_owned()),
            }
        }
        self.found.push(path.join("::"));
    }

    fn note_use(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(it) => self.note_use(&with(&it.ident), &it.tree),
            syn::UseTree::Name(it) if it.ident == "self" => self.note(before),
            syn::UseTree::Name(it) => self.note(&with(&it.ident)),
            syn::UseTree::Rename(it) if it.ident == "self" => self.note(before),
            syn::UseTree::Rename(it) => self.note(&with(&it.ident)),
            syn::UseTree::Glob(_) => self.note(before),
            syn::UseTree::Group(it) => it.items.iter().for_each(|tree| self.note_use(before, tree)),
        }
    }

    /// Records what looks like a path in the tokens of a macro.
    fn note_tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.end(&mut path);
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.end(&mut path);
                    self.note_tokens(group.stream());
                    colons = 0;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {
                    self.end(&mut path);
                    colons = 0;
                }
            }
        }
        self.end(&mut path);
    }

    fn end(&mut self, path: &mut Vec<String>) {
        // `$crate` is the crate as well.
        if !path.is_empty() {
            let path = std::mem::take(path);
            self.note(&path);
        }
    }
}

pub fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|it| match &it.meta {
        syn::Meta::List(list) => it.path().is_ident("cfg") && list.tokens.to_string() == "test",
        syn::Meta::Path(path) => path.is_ident("test"),
        syn::Meta::NameValue(_) => false,
    })
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        if !is_test(&function.attrs) {
            visit::visit_item_fn(self, function);
        }
    }

    fn visit_item_impl(&mut self, block: &'ast syn::ItemImpl) {
        if !is_test(&block.attrs) {
            visit::visit_item_impl(self, block);
        }
    }

    fn visit_item_const(&mut self, it: &'ast syn::ItemConst) {
        if !is_test(&it.attrs) {
            visit::visit_item_const(self, it);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if !is_test(&function.attrs) {
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_test(&module.attrs) {
            self.module.push(module.ident.to_string());
            visit::visit_item_mod(self, module);
            self.module.pop();
        }
    }

    fn visit_item_use(&mut self, it: &'ast syn::ItemUse) {
        if !is_test(&it.attrs) {
            self.note_use(&[], &it.tree);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|it| it.ident.to_string()).collect();
        self.note(&segments);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, it: &'ast syn::Macro) {
        visit::visit_macro(self, it);
        self.note_tokens(it.tokens.clone());
    }

    fn visit_item_macro(&mut self, it: &'ast syn::ItemMacro) {
        if !is_test(&it.attrs) {
            visit::visit_item_macro(self, it);
        }
    }

    /// Attributes name derives and lints, which are not part of the architecture.
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
}

#[test]
fn every_way_to_name_something_is_found() {
    let text = "
        use crate::{domain::{self, value::Line}, tui as screen};
        use super::super::store;
        use self::inner::Thing;
        mod inner { use super::outer; fn f() { super::super::up(); } }
        fn f(it: crate::session::Session) -> Vec<crate::cli::Reply> { it.map(|x: ratatui::Frame| x) }
        macro_rules! m { () => { $crate::exchange::read(\"crate::nothing\") }; }
        fn g() { println!(\"{}\", crate::demo::tell()); }
        #[cfg(test)]
        mod tests { use crate::hidden; }
        #[test]
        fn t() { crate::hidden::f(); }
    ";
    let found = paths("src/a/b/c.rs", text);
    for path in [
        "crate::domain",
        "crate::domain::value::Line",
        "crate::tui",
        "crate::a::store",
        "crate::a::b::c::inner::Thing",
        "crate::a::b::c::outer",
        "crate::a::b::up",
        "crate::session::Session",
        "crate::cli::Reply",
        "ratatui::Frame",
        "crate::exchange::read",
        "crate::demo::tell",
    ] {
        assert!(found.iter().any(|it| it == path), "{path} is not in {found:#?}");
    }
    assert!(!found.iter().any(|it| it.contains("hidden") || it.contains("nothing")), "{found:?}");
    assert_eq!(module("src/main.rs"), ["crate"]);
    assert_eq!(module("src/tui/main.rs"), ["crate", "tui", "main"]);
}
