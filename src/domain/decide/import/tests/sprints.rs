//! How an import handles the sprints of a file.

use super::*;

#[test]
fn sprints_are_over_and_count_what_was_accepted_in_them() {
    let mut workspace = founded();
    let done = |key: &str, points, sprints: &[&str]| IncomingItem {
        stage: Stage::Accepted,
        estimate: Some(Points::whole(points)),
        sprints: names(sprints),
        ..row(key, key)
    };
    let open = IncomingItem { sprints: names(&["Sprint 10"]), ..row("A-4", "open") };
    again(
        &mut workspace,
        vec![
            done("A-1", 3, &["Sprint 10"]),
            done("A-2", 5, &["Sprint 9", "Sprint 10"]),
            done("A-3", 8, &["Sprint 9"]),
            open,
        ],
    );
    let closed: Vec<_> = workspace.closed().iter().map(|it| (it.name.as_str(), it.done)).collect();
    assert_eq!(closed, [("Sprint 9", Some(Points::whole(8))), ("Sprint 10", Some(Points::whole(8)))]);
    assert!(workspace.closed().iter().all(|it| it.closed_at < Some(NOW) && it.start_day.is_none()));
    let chain: Vec<bool> = detail(&workspace, "A-2").selections.iter().map(|it| it.until.is_none()).collect();
    assert_eq!((chain, item(&workspace, "A-2").sprint.is_some()), (vec![false, true], true));
    let chain: Vec<bool> = detail(&workspace, "A-4").selections.iter().map(|it| it.until.is_none()).collect();
    assert_eq!((chain, item(&workspace, "A-4").sprint), (vec![false], None));
    // A later file: the open item was carried over and is done now; another one has a lower estimate.
    let plan = again(
        &mut workspace,
        vec![done("A-4", 1, &["Sprint 10", "Sprint 11"]), done("A-3", 7, &["Sprint 9"])],
    );
    assert_eq!((plan.counts.updated, plan.sprints), (2, names(&["Sprint 11"])));
    let closed: Vec<_> = workspace.closed().iter().map(|it| it.done.unwrap().to_string()).collect();
    assert_eq!(closed, ["7", "8", "1"]);
}

#[test]
fn the_current_sprint_is_planned_next_and_starts_with_its_items() {
    let mut workspace = founded();
    let rows = || {
        vec![
            IncomingItem { stage: Stage::Doing, sprints: names(&["S1", "S2"]), ..row("A-1", "doing") },
            IncomingItem { sprints: names(&["S2"]), ..row("A-2", "new") },
            IncomingItem {
                stage: Stage::Accepted,
                estimate: Some(Points::whole(1)),
                sprints: names(&["S2"]),
                ..row("A-3", "done")
            },
            IncomingItem { stage: Stage::Review, sprints: names(&["S1"]), ..row("A-4", "elsewhere") },
            IncomingItem { sprints: names(&["S3"]), ..row("A-5", "later") },
        ]
    };
    let first = import(&mut workspace, Batch { current: Some("S9".into()), ..batch(rows()) }).unwrap_err();
    assert_eq!(first.hint.as_deref(), Some("the last sprints of the file are S3, S2, S1"));
    again(&mut workspace, rows());
    assert_eq!(item(&workspace, "A-1").stage, Stage::Doing);
    // The same file, with the current sprint named.
    let plan = import(&mut workspace, Batch { current: Some("s2".into()), ..batch(rows()) }).unwrap();
    // The accepted item is unchanged: it stays in that sprint.
    assert_eq!((plan.counts.updated, plan.counts.unchanged), (2, 3));
    let planned = workspace.planned();
    assert_eq!(planned.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["S2"]);
    let sprint = planned[0].id;
    assert_eq!((item(&workspace, "A-1").stage, item(&workspace, "A-4").stage), (Stage::Ready, Stage::Review));
    assert_eq!(item(&workspace, "A-4").sprint, None);
    assert_eq!((workspace.selected_for(sprint).len(), workspace.in_sprint(sprint).len()), (3, 2));
    run(&mut workspace, &Command::Sprint(SprintCommand::Start(sprint))).unwrap();
    assert_eq!([item(&workspace, "A-1").stage, item(&workspace, "A-2").stage], [Stage::Doing, Stage::ToDo]);
    // The sprint runs here now: the same file contains nothing new.
    let again = import(&mut workspace, Batch { current: Some("S2".into()), ..batch(rows()) });
    assert_eq!(again.unwrap_err().reason, Reason::Already);
    assert_eq!(workspace.running().map(|it| it.state), Some(SprintState::Running));
}

/// The case `current-sprint`: the board follows the other tool after the start, which is no edit.
#[test]
fn the_start_of_the_current_sprint_is_no_local_edit() {
    let mut workspace = founded();
    let rows = |stages: [Stage; 4]| {
        (1..).zip(stages).map(|(at, stage)| IncomingItem {
            stage,
            sprints: names(&["S3"]),
            ..row(&format!("A-{at}"), "x")
        })
    };
    let first = batch(rows([Stage::New, Stage::Doing, Stage::Review, Stage::New]).collect());
    let plan = import(&mut workspace, Batch { current: Some("S3".into()), ..first }).unwrap();
    assert_eq!((plan.sprints, plan.planned), (names(&[]), names(&["S3"])));
    let sprint = workspace.planned()[0].id;
    run(&mut workspace, &Command::Sprint(SprintCommand::Start(sprint))).unwrap();
    let stages = |workspace: &Workspace| ["A-1", "A-2", "A-3", "A-4"].map(|key| item(workspace, key).stage);
    assert_eq!(stages(&workspace), [Stage::ToDo, Stage::Doing, Stage::Review, Stage::ToDo]);
    assert!(workspace.items.iter().all(|it| it.entry_stage.is_none()));
    let moved = crate::domain::command::ItemCommand::Move(
        vec![item(&workspace, "A-4").id],
        workspace.first_column(Stage::Review).unwrap().id,
    );
    run(&mut workspace, &moved.into()).unwrap();
    let plan =
        again(&mut workspace, rows([Stage::Doing, Stage::Review, Stage::Accepted, Stage::Doing]).collect());
    assert_eq!(stages(&workspace), [Stage::Doing, Stage::Review, Stage::Accepted, Stage::Review]);
    assert_eq!((plan.counts.updated, plan.kept), (3, 1), "only the move of A-4 is an edit here");
}

#[test]
fn what_stands_after_the_current_sprint_is_still_to_come() {
    let mut workspace = founded();
    let rows = vec![
        IncomingItem { sprints: names(&["Sprint 1"]), stage: Stage::Accepted, ..row("A-1", "a") },
        IncomingItem { sprints: names(&["Sprint 2"]), ..row("A-2", "b") },
        IncomingItem { sprints: names(&["Sprint 3"]), ..row("A-3", "c") },
    ];
    import(&mut workspace, Batch { current: Some("Sprint 2".into()), ..batch(rows) }).unwrap();
    let names = |sprints: Vec<&crate::domain::sprint::Sprint>| {
        sprints.iter().map(|it| it.name.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        (names(workspace.closed()), names(workspace.planned())),
        (vec!["Sprint 1".to_owned()], vec!["Sprint 2".to_owned(), "Sprint 3".to_owned()])
    );
}

#[test]
fn a_stage_of_the_file_gives_way_to_a_sprint_of_ours() {
    let mut workspace = founded();
    again(&mut workspace, vec![row("A-1", "one"), row("A-2", "two")]);
    let goal = crate::domain::value::Prose::default();
    run(&mut workspace, &Command::Sprint(SprintCommand::New { name: None, goal, start: None, end: None }))
        .unwrap();
    let sprint = workspace.planned()[0].id;
    let items: Vec<ItemId> = workspace.items.backlog().to_vec();
    run(&mut workspace, &Command::Sprint(SprintCommand::Select(sprint, items))).unwrap();
    let rows = || {
        vec![
            IncomingItem { stage: Stage::Doing, ..row("A-1", "one") },
            IncomingItem { stage: Stage::Dropped, ..row("A-2", "two") },
        ]
    };
    again(&mut workspace, rows());
    let (one, two) = (item(&workspace, "A-1"), item(&workspace, "A-2"));
    assert_eq!(
        (one.stage, one.sprint, two.stage, two.sprint),
        (Stage::Ready, Some(sprint), Stage::Dropped, None)
    );
    assert!(detail(&workspace, "A-2").selections.is_empty());
    assert_eq!(import(&mut workspace, batch(rows())).unwrap_err().reason, Reason::Already);
    // Later changes in the file still count.
    again(&mut workspace, vec![IncomingItem { stage: Stage::Accepted, ..row("A-1", "one") }]);
    assert_eq!(item(&workspace, "A-1").stage, Stage::Accepted);
}
