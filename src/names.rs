//! Resolving what people type for a person, an epic, a label, a column, a sprint or a rule.
//!
//! A name is matched ignoring case, in full or by a unique prefix of it or of a word in it. An unknown name is
//! answered with the nearest known one. Shared by the command line and the filter; reading the file is not here.

use crate::domain::definition::{Definition, Rule};
use crate::domain::id::{ColumnId, EpicId, Id, LabelId, PersonId, SprintId};
use crate::domain::key::{self, KeyTarget};
use crate::domain::refusal::Refusal;
use crate::domain::value::{SprintState, Stage, fold_name};
use crate::domain::workspace::Workspace;
use crate::text::clip;
use crate::text::nearest;

/// The maximum width of a quoted name, in columns.
const QUOTED: usize = 60;

/// The maximum number of names listed if none is near.
const LISTED: usize = 9;

/// Returns the given text in quotes, sanitized and clipped.
pub fn quoted(given: &str) -> String {
    format!("\"{}\"", clip(given.trim(), QUOTED))
}

/// Returns the person with a name, a login name, a prefix of one, or `me`; with or without `@`.
///
/// # Errors
/// A [`Refusal`] if no person matches, or several do.
pub fn person(workspace: &Workspace, me: Option<PersonId>, given: &str) -> Result<PersonId, Refusal> {
    let name = given.trim().trim_start_matches('@');
    if name.eq_ignore_ascii_case("me")
        && !workspace.persons.iter().any(|it| it.name.eq_ignore_ascii_case("me"))
    {
        return me.ok_or_else(|| {
            Refusal::unknown("it is not known who you are")
                .hint("use --as NAME, or give a person your login name")
        });
    }
    // Files from before such names were refused may hold one that begins as a mention does.
    let mentions = workspace.persons.iter().filter(|it| it.name.starts_with('@'));
    if let Some(person) = mentions.into_iter().find(|it| folded_equal(&it.name, given.trim())) {
        return Ok(person.id);
    }
    // Present people take precedence: a prefix that only one of them has refers to that person.
    let names = |left: bool| {
        workspace.persons.iter().filter(move |it| it.has_left == left).flat_map(|it| {
            [Some((it.id, it.name.as_str())), it.login.as_deref().map(|login| (it.id, login))]
                .into_iter()
                .flatten()
        })
    };
    let here: Vec<(PersonId, &str)> = names(false).collect();
    // A name takes precedence over the login name of another person.
    let exact = workspace.persons.iter().filter(|it| !it.has_left).map(|it| (it.id, it.name.as_str()));
    let exact: Vec<(PersonId, &str)> = exact.filter(|(_, it)| folded_equal(it, name)).collect();
    if let Some(id) = only(&exact) {
        return Ok(id);
    }
    match choose("person", name, &here) {
        Err(refusal) if !matches(name, &here) => {
            let all: Vec<(PersonId, &str)> = names(true).collect();
            choose("person", name, &all).map_err(|_| refusal)
        }
        other => other,
    }
}

/// Returns the people whom a list of names, `all` or `none` means; names are separated by commas, or by spaces where no
/// name has one.
///
/// # Errors
/// A [`Refusal`] if no person matches a name, or several do.
pub fn people(
    workspace: &Workspace,
    me: Option<PersonId>,
    all: &[PersonId],
    given: &str,
) -> Result<Vec<PersonId>, Refusal> {
    match given.trim().to_lowercase().as_str() {
        "" | "none" | "nobody" => return Ok(Vec::new()),
        "all" | "everybody" | "everyone" => return Ok(all.to_vec()),
        _ => {}
    }
    let mut found = Vec::new();
    for name in given.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        match person(workspace, me, name) {
            Ok(id) => found.push(id),
            Err(_) if name.contains(' ') => {
                for word in name.split_whitespace() {
                    found.push(person(workspace, me, word)?);
                }
            }
            Err(refusal) => return Err(refusal),
        }
    }
    Ok(found)
}

/// Returns the epic with a key such as `PB-E3` or `E3`, a title, or a prefix of one.
///
/// # Errors
/// A [`Refusal`] if no epic matches, or several do.
pub fn epic(workspace: &Workspace, given: &str) -> Result<EpicId, Refusal> {
    let text = given.trim();
    let titles: Vec<(EpicId, &str)> = workspace.epics.iter().map(|it| (it.id, it.title.as_str())).collect();
    if !is_exact(text, &titles) {
        let mut found = key::meanings(workspace, &[], text);
        found.retain(|it| matches!(it.target, KeyTarget::Epic(_)));
        if let Some(KeyTarget::Epic(id)) = key::only_one(workspace, &found, text)? {
            return Ok(id);
        }
        // Where only an epic can be meant, the letter may be left out.
        if let Some(id) = epic_number(workspace, text).and_then(EpicId::new) {
            return match workspace.epics.get(id) {
                Some(_) => Ok(id),
                None => Err(Refusal::unknown(format!("there is no epic {}", workspace.epic_key(id)))
                    .hint("see all with: ceremony epic list")),
            };
        }
    }
    choose_or_hint("epic", text, &titles, |found| {
        let keyed: Vec<(EpicId, String)> =
            found.iter().map(|(id, title)| (*id, format!("{} {title}", workspace.epic_key(*id)))).collect();
        let keyed: Vec<(EpicId, &str)> = keyed.iter().map(|(id, title)| (*id, title.as_str())).collect();
        listed(&keyed).map(|keyed| format!("write its key: {keyed}"))
    })
}

fn epic_number(workspace: &Workspace, text: &str) -> Option<u64> {
    let rest = without_prefix(workspace, text).unwrap_or(text);
    number(rest.strip_prefix(['E', 'e']).unwrap_or(rest))
}

fn without_prefix<'a>(workspace: &Workspace, text: &'a str) -> Option<&'a str> {
    let prefix = workspace.product()?.prefix.as_str();
    let (head, rest) = text.split_once('-')?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// Returns the label with a name, with or without `#`.
///
/// # Errors
/// A [`Refusal`] if no label matches, or several do.
pub fn label(workspace: &Workspace, given: &str) -> Result<LabelId, Refusal> {
    let names: Vec<(LabelId, &str)> = workspace.labels.iter().map(|it| (it.id, it.name.as_str())).collect();
    choose("label", given.trim().trim_start_matches('#'), &names)
}

/// Returns the column with a name; a stage refers to its first column.
///
/// # Errors
/// A [`Refusal`] if no column matches, or several do.
pub fn column(workspace: &Workspace, given: &str) -> Result<ColumnId, Refusal> {
    let board = workspace.board();
    let names: Vec<(ColumnId, &str)> = board.iter().map(|it| (it.id, it.name.as_str())).collect();
    let chosen = choose("column", given.trim(), &names);
    match given.parse::<Stage>() {
        Ok(stage) if chosen.is_err() => workspace.first_column(stage).map_or(chosen, |column| Ok(column.id)),
        Ok(_) | Err(_) => chosen,
    }
}

/// Returns the sprint with a name, with the number at its end, or for `current`, `next` or `last`.
///
/// # Errors
/// A [`Refusal`] if no sprint matches, or several do.
pub fn sprint(workspace: &Workspace, given: &str) -> Result<SprintId, Refusal> {
    let text = given.trim();
    let names: Vec<(SprintId, &str)> = workspace.sprints.iter().map(|it| (it.id, it.name.as_str())).collect();
    if is_exact(text, &names) {
        return choose("sprint", text, &names);
    }
    match text.to_ascii_lowercase().as_str() {
        "current" | "running" => {
            return workspace.running().map(|it| it.id).ok_or_else(|| {
                Refusal::unknown("no sprint is running").hint("start one with: ceremony sprint start")
            });
        }
        "next" => {
            return workspace.planned().first().map(|it| it.id).ok_or_else(|| {
                Refusal::unknown("no sprint is planned").hint("plan one with: ceremony sprint new")
            });
        }
        "last" => {
            return workspace
                .closed()
                .last()
                .map(|it| it.id)
                .ok_or_else(|| Refusal::unknown("no sprint is closed yet"));
        }
        _ => {}
    }
    if number(text).is_some() {
        let by_number = |name: &str| name.rsplit(' ').next().is_some_and(|last| last == text);
        let mut found = workspace.sprints.iter().filter(|it| by_number(&it.name));
        // Of two sprints with the same number, the one that is not closed is meant.
        let first = found.next();
        let open = first.into_iter().chain(found).max_by_key(|it| (it.state != SprintState::Closed, it.id));
        return open.map(|it| it.id).ok_or_else(|| {
            Refusal::unknown(format!("there is no sprint {text}")).hint("see all with: ceremony sprint list")
        });
    }
    choose("sprint", text, &names)
}

/// Returns the rule at a position such as `r2` (second of ready) or `d1` (first of done), or containing the given
/// words.
///
/// # Errors
/// A [`Refusal`] if no rule matches, or several do.
pub fn rule<'a>(workspace: &'a Workspace, given: &str) -> Result<&'a Rule, Refusal> {
    let text = given.trim();
    let unknown = |message: String| Refusal::unknown(message).hint("see all with: ceremony definition list");
    for (letter, definition) in [('r', Definition::Ready), ('d', Definition::Done)] {
        let at = text.strip_prefix([letter, letter.to_ascii_uppercase()]).and_then(number);
        if let Some(at) = at {
            let rules = workspace.rules_of(definition);
            let rule = usize::try_from(at)
                .ok()
                .and_then(|at| at.checked_sub(1))
                .and_then(|at| rules.get(at).copied());
            return rule.ok_or_else(|| {
                unknown(format!(
                    "there is no rule {text}: the definition of {} has {}",
                    definition.word(),
                    rules.len()
                ))
            });
        }
    }
    let folded = text.to_lowercase();
    let having: Vec<&Rule> =
        workspace.rules.iter().filter(|it| it.text.to_lowercase().contains(&folded)).collect();
    let exact = having.iter().find(|it| it.text.to_lowercase() == folded).copied();
    match having.as_slice() {
        [one] if !folded.is_empty() => Ok(one),
        [] => Err(unknown(format!("there is no rule {}", quoted(text)))),
        _ => exact.ok_or_else(|| unknown(format!("{} is in more than one rule", quoted(text)))),
    }
}

fn folded_equal(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || fold_name(a) == fold_name(b)
}

fn is_exact<T>(given: &str, names: &[(T, &str)]) -> bool {
    names.iter().any(|(_, name)| folded_equal(name, given))
}

/// Returns whether a name equals one of `names`, or is a prefix of one.
fn matches<T>(given: &str, names: &[(T, &str)]) -> bool {
    let folded = fold_name(given);
    !folded.is_empty() && names.iter().any(|(_, name)| fold_name(name).starts_with(&folded))
}

fn choose<T: Id>(what: &str, given: &str, names: &[(T, &str)]) -> Result<T, Refusal> {
    choose_or_hint(what, given, names, |found| {
        let are_alike = found.iter().all(|(_, name)| folded_equal(name, found[0].1));
        if are_alike {
            let mut numbers: Vec<String> = found.iter().map(|(id, _)| format!("={}", id.number())).collect();
            numbers.dedup();
            return Some(format!("several have this name; write {}", numbers.join(" or ")));
        }
        listed(found).map(|names| format!("write more of the name: {names}"))
    })
}

/// Chooses the thing with a name; or with a number, such as `=3`, which tells two of one name apart. `hint` answers a name
/// that several have, or that is a prefix of several.
fn choose_or_hint<T: Id>(
    what: &str,
    given: &str,
    names: &[(T, &str)],
    hint: impl Fn(&[(T, &str)]) -> Option<String>,
) -> Result<T, Refusal> {
    if given.is_empty() {
        return Err(Refusal::value(format!("the name of the {what} is empty")));
    }
    let number = given.strip_prefix('=').and_then(|number| number.parse::<u64>().ok());
    if let Some((id, _)) = names.iter().find(|(id, _)| Some(id.number()) == number) {
        return Ok(*id);
    }
    let having = |is_it: &dyn Fn(&str) -> bool| -> Vec<(T, &str)> {
        names.iter().filter(|(_, name)| is_it(name)).copied().collect()
    };
    let folded = fold_name(given);
    // Files from before names were unique may hold two that differ in case only: then the exact one is meant.
    let exact = having(&|name| name == given);
    let mut found = having(&|name| folded_equal(name, given));
    if only(&exact).is_some() {
        found = exact;
    }
    if found.is_empty() {
        found = having(&|name| fold_name(name).starts_with(&folded));
    }
    if found.is_empty() {
        // `The till` matches `till`, and people go by their surnames.
        found = having(&|name| name.split_whitespace().any(|word| fold_name(word).starts_with(&folded)));
    }
    if let Some(id) = only(&found) {
        return Ok(id);
    }
    if found.is_empty() {
        let refusal = Refusal::unknown(format!("there is no {what} {}", quoted(given)));
        let hint = match nearest(given, names.iter().map(|(_, name)| *name)) {
            Some(name) => Some(format!("did you mean {}?", clip(name, QUOTED))),
            None => listed(names).map(|names| format!("there is {names}")),
        };
        return Err(Refusal { hint, ..refusal });
    }
    let refusal = Refusal::unknown(format!("{} could be more than one {what}", quoted(given)));
    Err(Refusal { hint: hint(&found), ..refusal })
}

/// Returns the only thing that has these names; `None` for several, and for none.
fn only<T: Copy + PartialEq>(names: &[(T, &str)]) -> Option<T> {
    let (id, _) = names.first()?;
    names.iter().all(|(other, _)| other == id).then_some(*id)
}

/// Lists some names; `None` if there are none.
fn listed<T: PartialEq>(names: &[(T, &str)]) -> Option<String> {
    let mut shown: Vec<String> = Vec::new();
    for (at, (id, name)) in names.iter().enumerate() {
        // A second name of the same thing is left out.
        if !names[..at].iter().any(|(other, _)| other == id) {
            shown.push(clip(name, 30).into_owned());
        }
    }
    if shown.len() > LISTED {
        shown.truncate(LISTED);
        shown.push("…".to_owned());
    }
    if shown.is_empty() { None } else { Some(shown.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::epic::Epic;
    use crate::domain::id::{ProductId, TeamId};
    use crate::domain::person::Person;
    use crate::domain::product::Product;
    use crate::domain::sprint::Sprint;
    use crate::domain::value::Zone;
    use crate::domain::value::{Prose, Roles};

    fn workspace() -> Workspace {
        let mut workspace = Workspace::default();
        workspace.put(Product {
            id: ProductId::new(1).unwrap(),
            name: "Lighthouse".parse().unwrap(),
            prefix: "PB".parse().unwrap(),
            vision: Prose::default(),
            goal: Prose::default(),
            zone: Zone::UTC,
            sprint_days: 14,
            sprint_weekday: 0,
            deck: None,
            working_days: None,
            velocity_sprints: None,
        });
        for (number, name, login, has_left) in [
            (1, "Ana", Some("anaq"), false),
            (2, "Bo", None, false),
            (3, "Béla", Some("bk"), false),
            (4, "Chi", None, true),
        ] {
            workspace.put(Person {
                id: PersonId::new(number).unwrap(),
                name: name.parse().unwrap(),
                roles: Roles::default(),
                login: login.map(|it: &str| it.parse().unwrap()),
                has_left,
            });
        }
        for (number, name, state) in
            [(1, "Sprint 14", SprintState::Closed), (2, "Sprint 15", SprintState::Running)]
        {
            workspace.put(Sprint {
                state,
                ..Sprint::named(
                    SprintId::new(number).unwrap(),
                    TeamId::new(1).unwrap(),
                    name.parse().unwrap(),
                )
            });
        }
        workspace
    }

    #[test]
    fn people_go_by_name_login_and_beginning() {
        let workspace = workspace();
        let me = PersonId::new(2);
        for (given, number) in [
            ("Ana", 1),
            ("ana", 1),
            ("@an", 1),
            ("anaq", 1),
            ("BÉLA", 3),
            ("bk", 3),
            ("me", 2),
            ("chi", 4),
            ("bo", 2),
        ] {
            assert_eq!(person(&workspace, me, given).map(Id::number), Ok(number), "{given}");
        }
    }

    #[test]
    fn a_later_word_of_a_name_will_do_where_no_name_begins_so() {
        let id = |number| SprintId::new(number).unwrap();
        let names = [(id(1), "Payments"), (id(2), "The till"), (id(3), "The kitchen"), (id(4), "Tillage")];
        assert_eq!(choose("epic", "kit", &names), Ok(id(3)));
        assert_eq!(choose("epic", "till", &names), Ok(id(4)));
        assert!(choose("epic", "the", &names).is_err());
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_nearest() {
        let workspace = workspace();
        let refused = person(&workspace, None, "Anna").unwrap_err();
        assert_eq!(
            (refused.message.as_str(), refused.hint.as_deref()),
            ("there is no person \"Anna\"", Some("did you mean Ana?"))
        );
        let refused = person(&workspace, None, "b").unwrap_err();
        assert_eq!(refused.message, "\"b\" could be more than one person");
        assert_eq!(refused.hint.as_deref(), Some("write more of the name: Bo, Béla"));
        let refused = person(&workspace, None, "\u{1b}[2J").unwrap_err();
        assert_eq!(refused.message, "there is no person \"␛[2J\"");
        assert!(person(&workspace, None, "me").is_err());
        assert!(person(&workspace, None, " ").is_err());
    }

    #[test]
    fn of_names_that_are_alike_the_exact_one_is_meant_and_otherwise_none() {
        let id = |number| SprintId::new(number).unwrap();
        let names = [(id(1), "Payments"), (id(2), "payments"), (id(3), "Payments abroad")];
        let chosen = |given: &str| choose("sprint", given, &names);
        assert_eq!(chosen("payments"), Ok(id(2)));
        let hint = |given: &str| chosen(given).unwrap_err().hint.unwrap();
        assert_eq!(hint("pay"), "write more of the name: Payments, payments, Payments abroad");
        assert_eq!(hint("PAYMENTS"), "several have this name; write =1 or =2");
        assert_eq!((chosen("=1"), chosen("=2")), (Ok(id(1)), Ok(id(2))));
        assert!(chosen("=4").is_err());
    }

    #[test]
    fn an_ambiguous_title_of_an_epic_is_answered_with_the_keys() {
        let mut workspace = workspace();
        for (number, title) in [(1, "Payments"), (2, "payments")] {
            workspace.put(Epic {
                id: EpicId::new(number).unwrap(),
                product: ProductId::new(1).unwrap(),
                number: None,
                title: title.parse().unwrap(),
                description: Prose::default(),
                closed: false,
                source: None,
                source_key: None,
                rest: Prose::default(),
            });
        }
        for given in ["PAYMENTS", "pay"] {
            let refused = epic(&workspace, given).unwrap_err();
            assert_eq!(
                refused.hint.as_deref(),
                Some("write its key: PB-E1 Payments, PB-E2 payments"),
                "{given}"
            );
        }
        assert_eq!(epic(&workspace, "payments").map(Id::number), Ok(2));
        assert_eq!(epic(&workspace, "E1").map(Id::number), Ok(1));
    }

    #[test]
    fn sprints_go_by_number_name_and_place() {
        let workspace = workspace();
        for (given, number) in [("15", 2), ("sprint 14", 1), ("current", 2), ("last", 1)] {
            assert_eq!(sprint(&workspace, given).map(Id::number), Ok(number), "{given}");
        }
        assert_eq!(sprint(&workspace, "next").unwrap_err().message, "no sprint is planned");
        assert_eq!(sprint(&workspace, "16").unwrap_err().message, "there is no sprint 16");
        assert!(sprint(&workspace, "sprint").is_err());
    }
}
