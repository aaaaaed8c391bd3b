//! Keys as people write them, and what they can mean: the number of an item or an epic here, or a key that another tool
//! gave. Every surface resolves keys by [`meanings`] and [`only_one`]; reading items from the file is not here.

use super::id::{EpicId, Id as _, ItemId};
use super::item::Item;
use super::product::Prefix;
use super::refusal::Refusal;
use super::sentence::list_or;
use super::value::Line;
use super::workspace::Workspace;
use std::collections::{BTreeMap, BTreeSet};

/// The scope of keys of this product: `our:PB-3`.
const OUR: &str = "our";

/// The maximum length of a title in a refusal, in characters.
const QUOTED: usize = 40;

/// The largest number that an imported key gives to its item or epic.
pub const LARGEST_NUMBER: u64 = 9_999_999;

/// What a key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyTarget {
    /// An item.
    Item(ItemId),
    /// An epic.
    Epic(EpicId),
}

/// One of the things that a key can mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyMeaning {
    /// The item or epic.
    pub target: KeyTarget,
    /// A spelling of its key that means nothing else: `our:PB-3`, `jira:PB-3`.
    pub spelling: String,
}

/// Whose key it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeyScope<'t> {
    Any,
    Our,
    Source(&'t str),
}

/// One way to read what a person wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyReading<'t> {
    scope: KeyScope<'t>,
    key: &'t str,
}

/// Returns the ways to read what a person wrote: as it is, and with a scope, as in `jira:PB-3` or `PB-3 in Jira`.
pub fn readings(text: &str) -> Vec<KeyReading<'_>> {
    let text = text.trim();
    let mut found = vec![KeyReading { scope: KeyScope::Any, key: text }];
    if let Some((scope, key)) = text.split_once(':') {
        let scope = scope.trim();
        let scope = if scope.eq_ignore_ascii_case(OUR) { KeyScope::Our } else { KeyScope::Source(scope) };
        found.push(KeyReading { scope, key: key.trim() });
    }
    if let Some((key, source)) = text.split_once(" in ") {
        found.push(KeyReading { scope: KeyScope::Source(source.trim()), key: key.trim() });
    }
    found
}

impl KeyReading<'_> {
    /// Returns the number in the key of an item or epic here: of `PB-142`, `pb-142`, `#142` or `142`.
    pub fn number(&self, workspace: &Workspace) -> Option<u64> {
        let key = self.ours()?;
        let prefixes = prefixes(workspace);
        prefixes.into_iter().find_map(|prefix| prefix.number_in(key)).or_else(|| digits(key))
    }

    /// Returns the epic with a key of its own: `PB-E3` or `E3`.
    fn epic(&self, workspace: &Workspace) -> Option<EpicId> {
        let key = self.ours()?;
        let bare = || key.strip_prefix(['E', 'e']).and_then(digits);
        let number = prefixes(workspace).into_iter().find_map(|it| it.epic_number_in(key)).or_else(bare)?;
        EpicId::new(number)
    }

    /// Returns the spellings of the key that another tool may have given.
    pub fn source_keys(&self) -> Vec<String> {
        let bare = self.key.trim_start_matches('#');
        let mut keys: Vec<String> = Vec::new();
        for key in [self.key.to_owned(), bare.to_owned(), bare.to_uppercase(), bare.to_lowercase()] {
            if self.scope != KeyScope::Our && !key.is_empty() && !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    fn ours(&self) -> Option<&str> {
        (!matches!(self.scope, KeyScope::Source(_))).then(|| self.key.trim_start_matches('#'))
    }

    fn is_from(&self, source: Option<&Line>, key: Option<&Line>, keys: &[String]) -> bool {
        let is_source = match self.scope {
            KeyScope::Any => true,
            KeyScope::Our => false,
            KeyScope::Source(name) => source.is_some_and(|it| it.to_lowercase() == name.to_lowercase()),
        };
        is_source && key.is_some_and(|it| keys.iter().any(|key| key.as_str() == it.as_str()))
    }
}

/// Returns everything that a key can mean, ours first, each thing once. `items` are those that come into question: with
/// the number, or with the key in another tool.
pub fn meanings(workspace: &Workspace, items: &[&Item], text: &str) -> Vec<KeyMeaning> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for reading in readings(text) {
        let number = reading.number(workspace);
        let keys = reading.source_keys();
        let epic = reading.epic(workspace);
        for item in items {
            if Some(u64::from(item.number)) == number {
                ours.push(KeyTarget::Item(item.id));
            }
            if reading.is_from(item.source.as_ref(), item.source_key.as_ref(), &keys) {
                theirs.push((KeyTarget::Item(item.id), item.source.clone(), item.source_key.clone()));
            }
        }
        for it in workspace.epics.iter() {
            if Some(it.id) == epic || it.number.is_some() && it.number.map(u64::from) == number {
                ours.push(KeyTarget::Epic(it.id));
            }
            if reading.is_from(it.source.as_ref(), it.source_key.as_ref(), &keys) {
                theirs.push((KeyTarget::Epic(it.id), it.source.clone(), it.source_key.clone()));
            }
        }
    }
    let mut found: Vec<KeyMeaning> = Vec::new();
    let mut add = |target: KeyTarget, spelling: String| {
        if !found.iter().any(|it| it.target == target) {
            found.push(KeyMeaning { target, spelling });
        }
    };
    for target in ours {
        add(target, format!("{OUR}:{}", key_of(workspace, target)));
    }
    let spelled =
        |source: &Option<Line>, key: &Option<Line>| Some(format!("{}:{}", source.as_ref()?, key.as_ref()?));
    for (target, source, key) in &theirs {
        let is_unique = theirs.iter().all(|(other, its, one)| other == target || (its, one) != (source, key));
        let spelling = spelled(source, key).filter(|_| is_unique);
        add(*target, spelling.unwrap_or_else(|| format!("{OUR}:{}", key_of(workspace, *target))));
    }
    found
}

/// Returns the only thing that a key can mean; `None` if it means nothing.
///
/// # Errors
/// A [`Refusal`] that names all of them, if there are several.
pub fn only_one(
    workspace: &Workspace,
    found: &[KeyMeaning],
    text: &str,
) -> Result<Option<KeyTarget>, Refusal> {
    match found {
        [] => Ok(None),
        [one] => Ok(Some(one.target)),
        several => {
            let named: Vec<String> = several.iter().map(|it| described(workspace, it)).collect();
            let spellings: Vec<String> = several.iter().map(|it| it.spelling.clone()).collect();
            let key: String = text.trim().chars().take(QUOTED).collect();
            let refusal = Refusal::unknown(format!("{key} can mean {}", list_or(&named)));
            Err(refusal.hint(format!("write {}", list_or(&spellings))))
        }
    }
}

/// Returns the keys in a text, each once: words such as `PB-3` that begin as keys of ours or of a tool that items were
/// imported from.
pub fn mentions(workspace: &Workspace, text: &str) -> Vec<String> {
    let items = workspace.items.iter().filter_map(|item| item.source_key.as_ref());
    let epics = workspace.epics.iter().filter_map(|epic| epic.source_key.as_ref());
    let of_tools = items.chain(epics).filter_map(|key| key.split_once('-')).map(|(prefix, _)| prefix);
    let mut known: BTreeSet<&str> = prefixes(workspace).into_iter().map(Prefix::as_str).collect();
    known.extend(of_tools);
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|letter: char| !letter.is_alphanumeric() && letter != '-' && letter != '_') {
        let word = word.trim_matches('-');
        let Some((prefix, number)) = word.rsplit_once('-') else { continue };
        let is_key = digits(number.strip_prefix('E').unwrap_or(number)).is_some() && known.contains(prefix);
        if is_key && !found.iter().any(|it| it == word) {
            found.push(word.to_owned());
        }
    }
    found
}

/// Returns a key of ours.
pub fn key_of(workspace: &Workspace, target: KeyTarget) -> String {
    match target {
        KeyTarget::Item(id) => workspace.key(id),
        KeyTarget::Epic(id) => workspace.epic_key(id),
    }
}

/// Describes a meaning: `PB-1 "Pay by card" (jira:PB-3)`.
fn described(workspace: &Workspace, meaning: &KeyMeaning) -> String {
    let title = match meaning.target {
        KeyTarget::Item(id) => workspace.items.get(id).map(|it| &it.title),
        KeyTarget::Epic(id) => workspace.epics.get(id).map(|it| &it.title),
    };
    let title: String = title.map_or_else(String::new, |title| title.chars().take(QUOTED).collect());
    format!("{} \"{title}\" ({})", key_of(workspace, meaning.target), meaning.spelling)
}

/// Returns the keys that can mean two things, of a workspace in which everything is loaded; each once, in order.
pub fn ambiguous(workspace: &Workspace) -> Vec<String> {
    let prefixes = prefixes(workspace);
    let mut numbers: BTreeMap<u64, KeyTarget> = BTreeMap::new();
    for item in workspace.items.iter() {
        numbers.insert(u64::from(item.number), KeyTarget::Item(item.id));
    }
    for epic in workspace.epics.iter() {
        if let Some(number) = epic.number {
            numbers.insert(u64::from(number), KeyTarget::Epic(epic.id));
        }
    }
    let items = workspace.items.iter().map(|it| (KeyTarget::Item(it.id), it.source_key.as_ref()));
    let epics = workspace.epics.iter().map(|it| (KeyTarget::Epic(it.id), it.source_key.as_ref()));
    let mut meant: BTreeMap<String, Vec<KeyTarget>> = BTreeMap::new();
    for (target, key) in items.chain(epics).filter_map(|(target, key)| Some((target, key?.as_str()))) {
        let number = prefixes.iter().find_map(|it| it.number_in(key)).or_else(|| digits(key));
        let epic = prefixes.iter().find_map(|it| it.epic_number_in(key)).and_then(EpicId::new);
        let epic = epic.filter(|id| workspace.epics.get(*id).is_some()).map(KeyTarget::Epic);
        let ours = number.and_then(|number| numbers.get(&number).copied()).or(epic);
        let all = meant.entry(key.to_uppercase()).or_default();
        for it in ours.into_iter().chain([target]) {
            if !all.contains(&it) {
                all.push(it);
            }
        }
    }
    meant.into_iter().filter(|(_, targets)| targets.len() > 1).map(|(key, _)| key).collect()
}

/// Returns the prefix of the product's keys, and the former ones.
fn prefixes(workspace: &Workspace) -> Vec<&Prefix> {
    let present = workspace.product().map(|product| &product.prefix);
    present.into_iter().chain(&workspace.former_prefixes).collect()
}

fn digits(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}
