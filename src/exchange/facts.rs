//! Complete files in the format of real exports, with the facts that an independent reader (Python's csv module)
//! finds in them. The texts were written for these tests; headers and formats are the tools' own.

use super::{Format, ReadOptions, Source};
use crate::domain::import::{Batch, ImportTarget, IncomingItem};
use crate::domain::value::Zone;
use crate::domain::value::{Kind, Points, Stage};
use std::collections::HashMap;
use std::fmt::Write as _;

fn opened(name: &str, content: &str) -> Source {
    Source::open(name, content.as_bytes()).unwrap()
}

fn read(name: &str, content: &str) -> Batch {
    opened(name, content).read(&ReadOptions::new(Zone::UTC)).unwrap()
}

fn by_key(batch: &Batch) -> HashMap<&str, &IncomingItem> {
    batch.rows.iter().map(|row| (row.key.as_deref().unwrap(), row)).collect()
}

fn total(batch: &Batch) -> Points {
    batch.rows.iter().filter_map(|row| row.estimate).sum()
}

/// Key, kind, parent, sprints, comments, points, stage.
type Jira = (&'static str, ImportTarget, Option<&'static str>, &'static [u8], usize, Option<u32>, Stage);

const JIRA: &[Jira] = &[
    ("TIL-1", ImportTarget::Epic, None, &[], 0, None, Stage::New),
    ("TIL-4", ImportTarget::Item(Kind::Story), Some("TIL-1"), &[1], 2, Some(5), Stage::Accepted),
    ("TIL-9", ImportTarget::Item(Kind::Bug), Some("TIL-1"), &[1, 2, 3, 4, 5], 1, None, Stage::Accepted),
    ("TIL-5", ImportTarget::Item(Kind::Story), Some("TIL-1"), &[5, 6], 0, Some(8), Stage::Doing),
    ("TIL-6", ImportTarget::Item(Kind::Story), Some("TIL-1"), &[6], 0, Some(3), Stage::Review),
    ("TIL-7", ImportTarget::Item(Kind::Chore), None, &[7], 0, Some(2), Stage::New),
    ("TIL-8", ImportTarget::Item(Kind::Story), None, &[], 0, None, Stage::New),
];

#[test]
fn a_jira_export_is_read_as_jira_meant_it() {
    let source = opened("jira.csv", include_str!("../../tests/fixtures/jira.csv"));
    assert_eq!(source.format(), Format::Jira);
    let batch = source.read(&ReadOptions::new(Zone::UTC)).unwrap();
    assert_eq!(batch.problems, []);
    let read: Vec<_> = batch.rows.iter().map(|row| row.key.as_deref().unwrap()).collect();
    let expected: Vec<_> = JIRA.iter().map(|row| row.0).collect();
    assert_eq!(read, expected, "the order is the rank's, not the file's");
    let rows = by_key(&batch);
    for (key, target, parent, sprints, comments, points, stage) in JIRA {
        let row = rows[key];
        let names: Vec<String> = sprints.iter().map(|it| format!("TIL Sprint {it}")).collect();
        assert_eq!((row.target, row.parent.as_deref(), &row.sprints), (*target, *parent, &names), "{key}");
        assert_eq!((row.comments.len(), row.stage), (*comments, *stage), "{key}");
        assert_eq!(row.estimate, points.map(Points::whole), "{key}");
    }
    // 12 April 2023, 11:28, and 17 August 2023, 10:48.
    let bug = rows["TIL-9"];
    assert_eq!((bug.created_ms, bug.done_ms), (Some(1_681_298_880_000), Some(1_692_269_280_000)));
    assert_eq!(bug.assignees, ["Ben Example"]);
    assert!(bug.comments[0].text.starts_with("Result: {color"), "{:?}", bug.comments[0]);
    assert_eq!(rows["TIL-4"].labels, ["till"]);
    assert!(rows["TIL-4"].description.starts_with("As a guest I want to pay by card"));
    let words = source.statuses(&ReadOptions::new(Zone::UTC)).unwrap();
    assert_eq!(words.iter().map(|it| it.rows).collect::<Vec<_>>(), [3, 2, 1, 1]);
}

#[test]
fn a_table_of_titles_and_story_points_needs_no_question() {
    let mut text = "issuekey,title,description,storypoint,split_mark\n".to_owned();
    for number in 1..=300 {
        let _ =
            writeln!(text, "XY-{number},Title {number},Text \u{1b}[31m {number},{},train", number % 13 + 1);
    }
    text += "XY-301,Fix “dist\u{fffd}? build,,26,test\n";
    let batch = read("points.csv", &text);
    assert_eq!((batch.rows.len(), total(&batch)), (301, Points::whole(2_121)));
    assert_eq!(batch.problems, []);
    assert!(
        batch
            .rows
            .iter()
            .all(|row| row.unmapped_fields.len() == 1 && row.unmapped_fields[0].0 == "split_mark")
    );
    assert!(batch.rows.iter().all(|row| row.stage == Stage::New && row.sprints.is_empty()));
    assert!(batch.rows[0].description.contains('\u{1b}'));
    assert_eq!((batch.rows[0].key.as_deref(), batch.rows[0].line), (Some("XY-1"), 2));
}

#[test]
fn chains_of_sprints_are_read_oldest_first() {
    let batch = read(
        "chains.csv",
        "key,title,story_points,sprints\n\
         CH-1,Report ends,2.0,Sprint 24 > Sprint 25 > Sprint 26\n\
         CH-2,,,Q4 Sprint 3 - 12/7\n\
         CH-3,As a developer I need a log,3.0,Q2 Sprint 6\n",
    );
    let rows = by_key(&batch);
    assert_eq!(rows["CH-1"].sprints, ["Sprint 24", "Sprint 25", "Sprint 26"]);
    assert_eq!(rows["CH-2"].sprints, ["Q4 Sprint 3 - 12/7"]);
    assert_eq!((rows["CH-2"].title.as_str(), rows["CH-2"].estimate), ("CH-2", None), "the key stands in");
    assert_eq!(batch.problems.iter().map(|it| (it.line, it.left_out)).collect::<Vec<_>>(), [(3, false)]);
    assert_eq!((total(&batch), rows["CH-3"].as_a.as_deref()), (Points::whole(5), Some("developer")));
}

#[test]
fn linear_brings_cycles_parents_and_ends() {
    let batch = read(
        "linear.csv",
        "\"ID\",\"Team\",\"Title\",\"Status\",\"Estimate\",\"Cycle Name\",\"Created\",\"Completed\",\"Canceled\",\"Parent issue\"\n\
         \"PAY-1\",\"Pay\",\"First\",\"In Progress\",5,\"Cycle 1\",\"Tue Aug 23 2022 13:54:01 GMT+0000 (GMT)\",,,\"PAY-3\"\n\
         \"PAY-2\",\"Pay\",\"Second\",\"Canceled\",,,\"Wed Aug 24 2022 14:06:02 GMT+0000 (GMT)\",,\"Sat Feb 11 2023 01:51:53 GMT+0000 (GMT)\",\n\
         \"PAY-3\",\"Pay\",\"Third\",\"Done\",,\"Cycle 2\",\"Wed Aug 24 2022 14:06:07 GMT+0000 (GMT)\",\"Sat Feb 11 2023 01:52:26 GMT+0000 (GMT)\",,\n",
    );
    assert_eq!((batch.rows.len(), batch.problems.len()), (3, 0));
    let rows = by_key(&batch);
    assert_eq!(
        (rows["PAY-1"].estimate, rows["PAY-1"].parent.as_deref()),
        (Some(Points::whole(5)), Some("PAY-3"))
    );
    assert_eq!(
        (rows["PAY-3"].sprints.as_slice(), rows["PAY-2"].stage),
        (&["Cycle 2".to_owned()][..], Stage::Dropped)
    );
    // 11 February 2023, 01:52:26.
    assert_eq!((rows["PAY-3"].stage, rows["PAY-3"].done_ms), (Stage::Accepted, Some(1_676_080_346_000)));
}

#[test]
fn azure_devops_brings_trees_iterations_and_its_own_states() {
    let tree = read(
        "tree.csv",
        "ID,Work Item Type,Title 1,Title 2,Assigned To,State,Priority,Tags\n\
         \"165\",\"Epic\",\"Pay everywhere\",,,\"To Do\",\"2\",\n\
         ,\"Issue\",,\"Pay by card\",,\"To Do\",\"1\",\n\
         ,\"Issue\",,\"Pay by phone\",,\"To Do\",\"2\",\n",
    );
    let parents: Vec<_> = tree.rows.iter().map(|it| it.parent.as_deref()).collect();
    assert_eq!(parents, [None, Some("165"), Some("165")]);
    assert_eq!((tree.rows[0].target, tree.rows[1].key.as_deref()), (ImportTarget::Epic, None));
    let azure = read(
        "states.csv",
        "ID,Work Item Type,Title,State,Iteration Path\n\
         1,User Story,Pay,Approved,till\\PI 20\\Iteration 98\n\
         2,User Story,Receipt,Resolved,till\\PI 20\\Iteration 98\n\
         3,User Story,Tips,Closed,till\\PI 20\\Iteration 97\n",
    );
    let stages: Vec<_> = azure.rows.iter().map(|it| it.stage).collect();
    assert_eq!(stages, [Stage::Ready, Stage::Review, Stage::Accepted]);
    assert_eq!(
        (azure.problems.len(), azure.rows[0].sprints.as_slice()),
        (0, &["Iteration 98".to_owned()][..])
    );
}

#[test]
fn user_stories_line_by_line_are_told_with_and_without_a_benefit() {
    let mut text = String::new();
    for number in 0..60 {
        let benefit = if number % 6 == 0 { "" } else { "  So that I can find it again " };
        let _ = writeln!(text, "As a Data User I want to be able to label record {number}{benefit}");
    }
    let batch = read("stories.txt", &text);
    assert_eq!((batch.rows.len(), batch.problems.len()), (60, 0));
    assert!(batch.rows.iter().all(|it| it.i_want.is_some() && it.title.chars().count() <= 101));
    assert_eq!(batch.rows.iter().filter(|it| it.so_that.is_some()).count(), 50);
}
