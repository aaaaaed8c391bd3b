//! The numbers that keys of the other tool give to items and epics.

use super::*;
use crate::domain::id::Id as _;
use crate::domain::key::{self, KeyTarget};

fn epic(key: &str, title: &str) -> IncomingItem {
    IncomingItem { target: ImportTarget::Epic, ..row(key, title) }
}

/// Returns what a key means, or the refusal.
fn meaning(workspace: &Workspace, key: &str) -> Result<String, Refusal> {
    let items: Vec<&Item> = workspace.items.iter().collect();
    let found = key::meanings(workspace, &items, key);
    Ok(match key::only_one(workspace, &found, key)? {
        Some(KeyTarget::Item(id)) => workspace.items.get(id).unwrap().title.to_string(),
        Some(KeyTarget::Epic(id)) => workspace.epics.get(id).unwrap().title.to_string(),
        None => "nothing".to_owned(),
    })
}

fn add(workspace: &mut Workspace, title: &str) -> String {
    let items = vec![crate::domain::command::NewItem::titled(title.parse().unwrap())];
    let place = crate::domain::command::Position::Bottom;
    let add = crate::domain::command::ItemCommand::Add { items, place };
    let decision = run(workspace, &add.into()).unwrap();
    let new = decision.changes.iter().find_map(Change::item).unwrap();
    workspace.key(new)
}

/// Case 49: keys of a project with our letters, in an order of their own.
#[test]
fn keys_with_our_prefix_keep_their_numbers_and_ours_continue_above() {
    let mut workspace = founded();
    again(
        &mut workspace,
        vec![row("PB-3", "three"), row("pb-2", "two"), row("A-1", "other"), row("PB-1", "one")],
    );
    for (key, title) in [("PB-3", "three"), ("PB-2", "two"), ("1", "one"), ("A-1", "other")] {
        assert_eq!(meaning(&workspace, key).unwrap(), title, "{key}");
    }
    assert_eq!(workspace.key(item(&workspace, "A-1").id), "PB-4");
    assert_eq!(add(&mut workspace, "ours"), "PB-5");
}

#[test]
fn an_epic_takes_its_number_too_and_no_item_gets_it() {
    let mut workspace = founded();
    let child = IncomingItem { parent: Some("PB-5".into()), ..row("A-1", "part") };
    again(&mut workspace, vec![epic("PB-5", "Pay"), child]);
    assert_eq!(meaning(&workspace, "pb-5").unwrap(), "Pay");
    assert_eq!(meaning(&workspace, "PB-E1").unwrap(), "Pay");
    let id = workspace.epics.iter().next().unwrap().id;
    assert_eq!(workspace.epic_key(id), "PB-5");
    assert_eq!(workspace.key(item(&workspace, "A-1").id), "PB-6");
    // In a file read anew, the counter is known from the history as well.
    assert_eq!(add(&mut workspace, "ours"), "PB-7");
    let refusal = import(&mut workspace, Batch { source: "x".into(), ..batch(vec![row("PB-5", "again")]) });
    assert_eq!(refusal.unwrap_err().reason, Reason::KeysTaken);
}

#[test]
fn taken_numbers_stop_the_import_and_the_first_three_are_named() {
    let mut workspace = founded();
    for title in ["a", "b", "c", "d"] {
        add(&mut workspace, title);
    }
    let rows = || (1..=5).map(|at| row(&format!("PB-{at}"), &format!("their {at}"))).collect::<Vec<_>>();
    let refusal = import(&mut workspace, batch(rows())).unwrap_err();
    assert_eq!(refusal.reason, Reason::KeysTaken);
    assert_eq!(
        refusal.message,
        "nothing was imported: 4 keys of the file are taken here (PB-1 is \"a\", PB-2 is \"b\", PB-3 is \"c\" and 1 \
         more)"
    );
    assert_eq!(
        refusal.hint.as_deref(),
        Some("give those rows new numbers, findable as \"PB-1 in jira\", or this product another prefix")
    );
    assert_eq!(workspace.items.len(), 4);
}

#[test]
fn renumbered_rows_are_found_by_the_key_in_the_other_tool() {
    let mut workspace = founded();
    add(&mut workspace, "ours");
    let rows = vec![row("PB-1", "theirs"), row("PB-9", "free")];
    let plan = import(&mut workspace, Batch { renumbers: true, ..batch(rows) }).unwrap();
    assert_eq!(remarks(&plan), ["PB-1 is PB-10 here; find it as \"PB-1 in jira\""]);
    assert_eq!(meaning(&workspace, "PB-9").unwrap(), "free");
    for key in ["PB-1 in jira", "pb-1 in Jira", "jira:PB-1", "PB-10"] {
        assert_eq!(meaning(&workspace, key).unwrap(), "theirs", "{key}");
    }
    assert_eq!(meaning(&workspace, "our:PB-1").unwrap(), "ours");
    let refusal = meaning(&workspace, "PB-1").unwrap_err();
    assert_eq!(
        (refusal.message.as_str(), refusal.hint.as_deref()),
        (
            "PB-1 can mean PB-1 \"ours\" (our:PB-1) or PB-10 \"theirs\" (jira:PB-1)",
            Some("write our:PB-1 or jira:PB-1")
        )
    );
    assert_eq!(key::ambiguous(&workspace), ["PB-1"]);
}

/// Case 49: bare numbers of another tool, such as 103, 2, 1.
#[test]
fn a_bare_number_that_another_tool_gave_is_refused_where_it_is_also_ours() {
    let mut workspace = founded();
    let batch =
        Batch { source: "azure".into(), ..batch(vec![row("103", "a"), row("2", "b"), row("1", "c")]) };
    import(&mut workspace, batch).unwrap();
    assert_eq!(meaning(&workspace, "103").unwrap(), "a");
    assert_eq!(meaning(&workspace, "2").unwrap(), "b", "PB-2 and their 2 are the same");
    let refusal = meaning(&workspace, "1").unwrap_err();
    assert_eq!(refusal.hint.as_deref(), Some("write our:PB-1 or azure:1"));
    assert_eq!(
        (meaning(&workspace, "our:1").unwrap(), meaning(&workspace, "azure:1").unwrap()),
        ("a".into(), "c".into())
    );
    assert_eq!(meaning(&workspace, "PB-1").unwrap(), "a");
}

#[test]
fn two_other_tools_with_one_key_are_told_apart() {
    let mut workspace = founded();
    import(&mut workspace, Batch { source: "azure".into(), ..batch(vec![row("77", "a")]) }).unwrap();
    import(&mut workspace, Batch { source: "github".into(), ..batch(vec![row("77", "b")]) }).unwrap();
    assert_eq!(meaning(&workspace, "77").unwrap_err().hint.as_deref(), Some("write azure:77 or github:77"));
    assert_eq!(meaning(&workspace, "github:77").unwrap(), "b");
}

#[test]
fn a_number_over_the_largest_is_only_a_key_to_find_by() {
    let mut workspace = founded();
    let plan = again(&mut workspace, vec![row("PB-10000000", "big"), row("PB-9999999", "large")]);
    assert_eq!(meaning(&workspace, "PB-10000000").unwrap(), "big");
    assert_eq!(workspace.key(item(&workspace, "PB-9999999").id), "PB-9999999");
    assert_eq!(
        workspace.key(item(&workspace, "PB-10000000").id),
        "PB-10000000",
        "the next above the highest"
    );
    assert_eq!(plan.remarks.len(), 1);
    let mut workspace = founded();
    again(&mut workspace, vec![row("PB-90000000", "big")]);
    assert_eq!(workspace.key(item(&workspace, "PB-90000000").id), "PB-1");
    assert_eq!(meaning(&workspace, "PB-90000000").unwrap(), "big");
}

#[test]
fn the_number_that_an_undone_import_had_is_free_again() {
    let mut workspace = founded();
    let first = Command::Import(Box::new(batch(vec![row("PB-1", "one"), epic("PB-2", "two")])));
    let decision = run(&mut workspace, &first).unwrap();
    workspace.apply(&inverse(&decision.changes));
    again(&mut workspace, vec![row("PB-2", "two, an item"), row("PB-1", "one")]);
    assert_eq!(meaning(&workspace, "PB-2").unwrap(), "two, an item");
    let one = item(&workspace, "PB-1");
    assert_eq!((workspace.key(one.id).as_str(), one.number), ("PB-1", 1));
    assert_ne!(one.id.number(), 1, "ids are never used twice");
    assert_eq!(add(&mut workspace, "ours"), "PB-5");
}

#[test]
fn another_prefix_makes_room_and_the_former_one_keeps_its_meaning() {
    let mut workspace = founded();
    add(&mut workspace, "ours");
    add(&mut workspace, "more of ours");
    let prefix = Some("XY".parse().unwrap());
    let plan = import(&mut workspace, Batch { prefix, ..batch(vec![row("PB-1", "theirs")]) }).unwrap();
    assert_eq!(plan.prefix.as_deref(), Some("XY"));
    assert_eq!(workspace.key(item(&workspace, "PB-1").id), "XY-3");
    for (key, title) in
        [("XY-2", "more of ours"), ("PB-2", "more of ours"), ("jira:PB-1", "theirs"), ("our:PB-1", "ours")]
    {
        assert_eq!(meaning(&workspace, key).unwrap(), title, "{key}");
    }
    assert_eq!(meaning(&workspace, "PB-1").unwrap_err().hint.as_deref(), Some("write our:XY-1 or jira:PB-1"));
    // With the first prefix again, PB-1 would be the third item.
    let prefix = Some("PB".parse().unwrap());
    let refusal = import(&mut workspace, Batch { prefix, ..batch(vec![row("C-1", "one")]) }).unwrap_err();
    assert_eq!(
        refusal.message,
        "the prefix PB is used by imported keys that would name other items: PB-1 would become PB-3"
    );
}

#[test]
fn two_rows_with_one_number_do_not_share_it() {
    let mut workspace = founded();
    let plan = again(&mut workspace, vec![row("PB-5", "one"), row("pb-5", "other"), row("PB-05", "third")]);
    let numbers: Vec<u32> = workspace.items.iter().map(|it| it.number).collect();
    assert_eq!(numbers.len(), 3);
    assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), 3, "{numbers:?}");
    assert_eq!(plan.remarks.len(), 2);
}
