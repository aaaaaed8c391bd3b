mod keys;
mod sprints;

use super::*;
use crate::domain::change::{Change, Edit, inverse};
use crate::domain::command::{Command, FieldEdit, Founding, SprintCommand};
use crate::domain::decide::{Asking, decide};
use crate::domain::detail::Detail;
use crate::domain::import::{ImportPart, IncomingComment, UnmappedFields};
use crate::domain::item::ItemField;
use crate::domain::refusal::Reason;
use crate::domain::value::Zone;
use crate::domain::value::{Instant, Kind, Points, SprintState, Stage};

const NOW: Instant = Instant(1_795_000_000_000);

fn run(workspace: &mut Workspace, command: &Command) -> Result<crate::domain::decide::Decision, Refusal> {
    let actor = workspace.persons.iter().next().map(|person| person.id);
    let decision = decide(
        workspace,
        command,
        &Asking { actor, on_behalf: None, ceremony: None, now: NOW, choices: Vec::new() },
    )?;
    workspace.apply(&decision.changes);
    Ok(decision)
}

fn founded() -> Workspace {
    let mut workspace = Workspace::default();
    let founding = Founding {
        name: "Lighthouse".parse().unwrap(),
        prefix: "PB".parse().unwrap(),
        zone: Zone::UTC,
        person: "Ana".parse().unwrap(),
        roles: "developer".parse().unwrap(),
        login: None,
    };
    run(&mut workspace, &Command::Found(founding)).unwrap();
    workspace
}

fn row(key: &str, title: &str) -> IncomingItem {
    IncomingItem { key: (!key.is_empty()).then(|| key.to_owned()), ..IncomingItem::titled(2, title) }
}

fn batch(rows: Vec<IncomingItem>) -> Batch {
    Batch { source: "jira".into(), file: "x.csv".into(), rows, ..Batch::default() }
}

fn import(workspace: &mut Workspace, batch: Batch) -> Result<ImportPlan, Refusal> {
    run(workspace, &Command::Import(Box::new(batch))).map(|decision| *decision.plan.unwrap())
}

fn again(workspace: &mut Workspace, rows: Vec<IncomingItem>) -> ImportPlan {
    import(workspace, batch(rows)).unwrap()
}

fn item<'w>(workspace: &'w Workspace, key: &str) -> &'w Item {
    workspace.items.iter().find(|item| item.source_key.as_deref() == Some(key)).unwrap()
}

fn detail<'w>(workspace: &'w Workspace, key: &str) -> &'w Detail {
    workspace.detail(item(workspace, key).id).unwrap()
}

fn remarks(plan: &ImportPlan) -> Vec<&str> {
    plan.remarks.iter().map(|remark| remark.text.as_str()).collect()
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|it| (*it).to_owned()).collect()
}

#[test]
fn a_row_becomes_an_item_with_all_that_it_says() {
    let mut workspace = founded();
    let epic = IncomingItem { target: ImportTarget::Epic, labels: names(&["big"]), ..row("A-1", "Pay") };
    let full = IncomingItem {
        target: ImportTarget::Item(Kind::Bug),
        as_a: Some("guest".into()),
        i_want: Some("to pay".into()),
        so_that: Some("I can go".into()),
        description: "Long\ntext".into(),
        criteria: names(&["one", "two"]),
        estimate: Some(Points::hundredths(450)),
        stage: Stage::Accepted,
        parent: Some("A-1".into()),
        labels: names(&["web shop", "Web-Shop"]),
        assignees: names(&["ana", "Ben"]),
        depends_on: names(&["A-3", "Z-9"]),
        comments: vec![
            IncomingComment { at_ms: Some(7), author: "Ana".into(), text: "yes".into() },
            IncomingComment { at_ms: None, author: "acc:1".into(), text: "no".into() },
        ],
        links: vec![("Design".into(), "https://example.org".into())],
        created_ms: Some(5),
        done_ms: Some(9),
        unmapped_fields: vec![("Watchers".into(), "x".into()), ("Watchers".into(), "y".into())],
        ..row("A-2", "Pay by card")
    };
    let child = IncomingItem { parent: Some("A-2".into()), ..row("A-3", "Part") };
    let plan = again(&mut workspace, vec![epic, full, child]);
    assert_eq!(plan.sentence(), "imported 2 items and 1 epic from x.csv: 3 new");
    assert_eq!((plan.people, plan.labels), (names(&["Ben"]), names(&["web-shop"])));
    let (bug, part) = (item(&workspace, "A-2"), item(&workspace, "A-3"));
    assert_eq!(
        (bug.kind, bug.stage, bug.estimate),
        (Kind::Bug, Stage::Accepted, Some(Points::hundredths(450)))
    );
    assert_eq!((bug.created, bug.ended, bug.since), (Instant(5), Some(Instant(9)), Instant(9)));
    assert_eq!((bug.epic.is_some(), bug.parent, part.parent), (true, None, Some(bug.id)));
    assert_eq!((bug.labels.len(), bug.assignees.len(), &*bug.depends_on), (1, 2, &[part.id][..]));
    assert_eq!((bug.tally.criteria, bug.tally.designs, bug.tally.narrative), (2, 1, 3));
    let parts = detail(&workspace, "A-2");
    let body = parts.body.as_ref().unwrap();
    assert_eq!([body.as_a.as_str(), &body.i_want, &body.so_that], ["guest", "to pay", "I can go"]);
    let unmapped = UnmappedFields::read(&body.rest);
    assert_eq!(
        (&unmapped.cells["Watchers"], &unmapped.cells["depends on"]),
        (&names(&["x", "y"]), &names(&["Z-9"]))
    );
    let authors: Vec<_> =
        parts.comments.iter().map(|it| (it.author.is_some(), it.author_name.as_deref())).collect();
    assert_eq!(authors, [(true, None), (false, Some("acc:1"))]);
    assert_eq!((parts.comments[0].at, parts.comments[1].at), (Instant(7), NOW));
    let epic = workspace.epics.iter().next().unwrap();
    assert_eq!((epic.source_key.as_deref(), epic.closed), (Some("A-1"), false));
    assert_eq!(UnmappedFields::read(&epic.rest).cells["labels"], ["big"]);
    assert_eq!(
        plan.remarks[0].text,
        "labels have no spaces, and case does not matter: \"Web-Shop\" became #web-shop and \"web shop\" became #web-shop"
    );
    assert_eq!(plan.remarks.len(), 2);
    assert!(plan.remarks[1].text.starts_with("Z-9 is neither in the file nor in the product"));
}

#[test]
fn new_rows_stand_below_what_is_there_in_the_order_of_the_file() {
    let mut workspace = founded();
    again(&mut workspace, vec![row("A-1", "one"), row("A-2", "two")]);
    again(&mut workspace, vec![row("A-3", "three"), row("A-1", "one"), row("A-4", "four")]);
    let order: Vec<&str> =
        workspace.items.backlog().iter().map(|id| workspace.items.get(*id).unwrap().title.as_str()).collect();
    assert_eq!(order, ["one", "two", "three", "four"]);
}

#[test]
fn the_same_file_again_changes_nothing() {
    let mut workspace = founded();
    let rows = || {
        vec![
            IncomingItem {
                sprints: names(&["S1", "S2"]),
                labels: names(&["a"]),
                assignees: names(&["Ben"]),
                criteria: names(&["c"]),
                stage: Stage::Accepted,
                comments: vec![IncomingComment { at_ms: None, author: String::new(), text: "+1".into() }; 2],
                ..row("A-1", "one")
            },
            IncomingItem { target: ImportTarget::Epic, description: "x".into(), ..row("A-2", "epic") },
            IncomingItem { parent: Some("gone".into()), ..row("A-3", "") },
            row("", "without a key"),
            row("", "without a key"),
        ]
    };
    again(&mut workspace, rows());
    assert_eq!(workspace.items.len(), 4);
    assert_eq!(detail(&workspace, "A-1").comments.len(), 2);
    let refusal = import(&mut workspace, batch(rows())).unwrap_err();
    assert_eq!(refusal.reason, Reason::Already);
    let more = [rows(), vec![row("", "without a key")]].concat();
    assert_eq!(
        again(&mut workspace, more).sentence(),
        "imported 5 items and 1 epic from x.csv: 1 new, 5 unchanged"
    );
}

#[test]
fn what_the_file_says_anew_is_taken_over() {
    let mut workspace = founded();
    again(
        &mut workspace,
        vec![IncomingItem { criteria: names(&["a", "b"]), ..row("A-1", "one") }, row("A-2", "two")],
    );
    let kept = detail(&workspace, "A-1").criteria[1].id;
    let plan = again(
        &mut workspace,
        vec![
            IncomingItem {
                stage: Stage::Doing,
                criteria: names(&["x", "b", "c"]),
                estimate: Some(Points::whole(3)),
                comments: vec![IncomingComment { at_ms: Some(1), author: "B".into(), text: "new".into() }],
                ..row("A-1", "one!")
            },
            row("A-2", "two"),
        ],
    );
    assert_eq!((plan.counts.updated, plan.counts.unchanged, plan.kept), (1, 1, 0));
    let one = item(&workspace, "A-1");
    assert_eq!((one.title.as_str(), one.stage, one.estimate), ("one!", Stage::Doing, Some(Points::whole(3))));
    assert!(one.board_column.is_some() && one.ready_at.is_some());
    let criteria = &detail(&workspace, "A-1").criteria;
    assert_eq!(criteria.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), ["x", "b", "c"]);
    assert_eq!((criteria[1].id, one.tally.comments), (kept, 1));
}

#[test]
fn a_local_edit_is_kept_and_told() {
    let mut workspace = founded();
    let rows =
        |title: &str, estimate| vec![IncomingItem { estimate, labels: names(&["a"]), ..row("A-1", title) }];
    again(&mut workspace, rows("one", None));
    let id = item(&workspace, "A-1").id;
    let edit = FieldEdit::blind(ItemField::Title("ours".parse().unwrap()));
    run(&mut workspace, &Command::set(id, edit)).unwrap();
    // The file is unchanged: nothing to report.
    assert_eq!(import(&mut workspace, batch(rows("one", None))).unwrap_err().reason, Reason::Already);
    let plan = again(&mut workspace, rows("theirs", Some(Points::whole(2))));
    assert_eq!((plan.counts.updated, plan.kept), (1, 1));
    assert_eq!(remarks(&plan), ["PB-1: title kept as edited here; the file says \"theirs\""]);
    let one = item(&workspace, "A-1");
    assert_eq!((one.title.as_str(), one.estimate), ("ours", Some(Points::whole(2))));
    // Both have the same value now: it is no longer only an edit of ours, so the next change in the file counts.
    again(&mut workspace, rows("ours", Some(Points::whole(2))));
    again(&mut workspace, rows("later", Some(Points::whole(2))));
    assert_eq!(item(&workspace, "A-1").title.as_str(), "later");
}

#[test]
fn a_file_without_a_column_says_nothing_about_it() {
    let mut workspace = founded();
    let full = IncomingItem {
        description: "long".into(),
        labels: names(&["a"]),
        unmapped_fields: vec![("Environment".into(), "Linux".into())],
        ..row("A-1", "one")
    };
    again(&mut workspace, vec![full]);
    let silent = [ImportPart::Description, ImportPart::Labels].into_iter().collect();
    let plan = import(&mut workspace, Batch { silent, ..batch(vec![row("A-1", "two")]) }).unwrap();
    assert_eq!(plan.counts.updated, 1);
    let body = detail(&workspace, "A-1").body.as_ref().unwrap();
    assert_eq!((body.description.as_str(), item(&workspace, "A-1").labels.len()), ("long", 1));
    assert_eq!(UnmappedFields::read(&body.rest).cells["Environment"], ["Linux"]);
}

#[test]
fn circles_of_dependencies_are_kept_and_told_and_circles_of_parents_are_cut() {
    let mut workspace = founded();
    let plan = again(
        &mut workspace,
        vec![
            IncomingItem {
                line: 7,
                depends_on: names(&["A-2"]),
                parent: Some("A-2".into()),
                ..row("A-1", "a")
            },
            IncomingItem {
                depends_on: names(&["A-1", "A-2"]),
                parent: Some("A-1".into()),
                ..row("A-2", "b")
            },
        ],
    );
    let (one, two) = (item(&workspace, "A-1"), item(&workspace, "A-2"));
    assert_eq!(plan.cycles, [[one.id, two.id]]);
    assert!(plan.remarks.iter().any(|it| it.line == 7 && it.text.contains("cycle")), "{:?}", plan.remarks);
    assert_eq!((one.parent, two.parent), (Some(two.id), None));
    assert_eq!(
        remarks(&plan),
        [
            "PB-2 would be its own child through A-1; it now has no parent",
            "PB-1 waits for PB-2 waits for PB-1: that is a cycle; it was kept"
        ]
    );
}

#[test]
fn a_parent_that_comes_later_is_found_then() {
    let mut workspace = founded();
    let child = || IncomingItem { parent: Some("A-1".into()), ..row("A-2", "child") };
    again(&mut workspace, vec![child()]);
    assert_eq!(
        UnmappedFields::read(&detail(&workspace, "A-2").body.as_ref().unwrap().rest).cells["parent"],
        ["A-1"]
    );
    again(&mut workspace, vec![row("A-1", "parent"), child()]);
    assert_eq!(item(&workspace, "A-2").parent, Some(item(&workspace, "A-1").id));
    assert!(UnmappedFields::read(&detail(&workspace, "A-2").body.as_ref().unwrap().rest).cells.is_empty());
}

#[test]
fn what_changes_its_kind_stays_what_it_is() {
    let mut workspace = founded();
    again(
        &mut workspace,
        vec![row("A-1", "item"), IncomingItem { target: ImportTarget::Epic, ..row("A-2", "epic") }],
    );
    let plan = import(
        &mut workspace,
        batch(vec![IncomingItem { target: ImportTarget::Epic, ..row("A-1", "item!") }, row("A-2", "epic!")]),
    )
    .unwrap();
    assert_eq!((plan.counts.items, plan.counts.epics, plan.counts.updated), (1, 1, 2));
    assert_eq!(
        remarks(&plan),
        [
            "PB-1 stays an item, although it is an epic in the file",
            "PB-E1 stays an epic, although it is an item in the file"
        ]
    );
}

#[test]
fn another_source_is_another_world() {
    let mut workspace = founded();
    again(&mut workspace, vec![row("A-1", "one")]);
    let plan =
        import(&mut workspace, Batch { source: "linear".into(), ..batch(vec![row("A-1", "one")]) }).unwrap();
    assert_eq!((plan.counts.new, workspace.items.len()), (1, 2));
}

#[test]
fn an_import_can_be_taken_back() {
    let mut workspace = founded();
    let counts = |workspace: &Workspace| {
        (
            workspace.items.len(),
            workspace.sprints.iter().count(),
            workspace.labels.iter().count(),
            workspace.persons.iter().count(),
            workspace.epics.iter().count(),
        )
    };
    let (before, heads) = (counts(&workspace), workspace.backlog_counts.clone());
    let full = IncomingItem {
        sprints: names(&["S"]),
        labels: names(&["l"]),
        assignees: names(&["Ben"]),
        parent: Some("A-2".into()),
        ..row("A-1", "one")
    };
    let epic = IncomingItem { target: ImportTarget::Epic, ..row("A-2", "epic") };
    let decision = run(&mut workspace, &Command::Import(Box::new(batch(vec![full, epic])))).unwrap();
    assert!(decision.changes.iter().any(|it| matches!(it, Change::Sprint(Edit::Created(_)))));
    workspace.apply(&inverse(&decision.changes));
    assert_eq!((counts(&workspace), &workspace.backlog_counts), (before, &heads));
}
