//! Every type has a unique name: it is always clear which one is meant.

use super::{files, is_test};
use std::collections::BTreeMap;
use syn::visit::{self, Visit};

/// Type names that each platform declares on its own.
const OF_PLATFORMS: [&str; 2] = ["FileId", "Reader"];

struct Types(Vec<String>);

impl<'ast> Visit<'ast> for Types {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !super::paths::is_test(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item(&mut self, item: &'ast syn::Item) {
        if let syn::Item::Struct(syn::ItemStruct { ident, .. })
        | syn::Item::Enum(syn::ItemEnum { ident, .. })
        | syn::Item::Trait(syn::ItemTrait { ident, .. })
        | syn::Item::Type(syn::ItemType { ident, .. }) = item
        {
            self.0.push(ident.to_string());
        }
        visit::visit_item(self, item);
    }
}

/// Returns the names of several types, each with the files that declare one.
fn shared(files: &[(String, String)]) -> Vec<String> {
    let mut homes: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (name, text) in files.iter().filter(|(name, _)| !is_test(name)) {
        let mut types = Types(Vec::new());
        types.visit_file(&syn::parse_file(text).unwrap());
        for found in types.0 {
            homes.entry(found).or_default().push(name);
        }
    }
    let is_shared =
        |(name, homes): &(String, Vec<&str>)| homes.len() > 1 && !OF_PLATFORMS.contains(&name.as_str());
    homes.into_iter().filter(is_shared).map(|(name, homes)| format!("{name}: {}", homes.join(", "))).collect()
}

#[test]
fn no_type_name_is_declared_twice() {
    assert_eq!(shared(&files("src")), [""; 0]);
}

#[test]
fn a_name_of_two_types_is_found() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let files = [
        file("src/a.rs", "struct Row; fn f() { enum Inner { A } }"),
        file("src/b.rs", "pub enum Row { A } #[cfg(test)] mod tests { struct Inner; }"),
    ];
    assert_eq!(shared(&files), ["Row: src/a.rs, src/b.rs"]);
}
