//! Real files against what an independent reader (Python's csv module) found in them.
//!
//! The files are not part of this project, so each test passes over itself where they are absent.

use super::{Format, Options, Source};
use crate::domain::import::{Batch, Incoming, Target};
use crate::domain::value::{Kind, Points, Stage};
use std::collections::HashMap;

fn opened(path: &str) -> Option<Source> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data");
    let Ok(bytes) = std::fs::read(format!("{root}/{path}")) else {
        println!("passed over: {path} is not here");
        return None;
    };
    Some(Source::open(path, &bytes).unwrap())
}

fn read(path: &str) -> Option<Batch> {
    Some(opened(path)?.read(&Options::new(chrono_tz::UTC)).unwrap())
}

fn by_key(batch: &Batch) -> HashMap<&str, &Incoming> {
    batch.rows.iter().map(|row| (row.key.as_deref().unwrap(), row)).collect()
}

fn total(batch: &Batch) -> Points {
    batch.rows.iter().filter_map(|row| row.estimate).sum()
}

/// Key, beginning of the title, parent, sprints, comments, beginning of the first one, stage.
type Nautilus = (&'static str, &'static str, Option<&'static str>, &'static [u8], usize, &'static str, Stage);

const NAUTILUS: &[Nautilus] = &[
    ("NW-219", "Bookmarked Payment:", None, &[4, 5], 1, "The linked issue", Stage::Accepted),
    ("NW-203", "As a wallet user I wan", None, &[4, 5], 5, "Implementation Plan:", Stage::Accepted),
    ("NW-199", "Regression Test Wallet", None, &[2, 3, 4], 4, "[~accountid:", Stage::Accepted),
    ("NW-198", "Forgot Pin | ", None, &[2, 3], 6, "[~accountid:", Stage::Accepted),
    ("NW-192", "As a wallet user", None, &[6], 0, "", Stage::New),
    ("NW-190", "Test Cases | 2FA", Some("NW-175"), &[2, 3, 4], 0, "", Stage::Accepted),
    (
        "NW-179",
        "Unable to read input",
        Some("NW-169"),
        &[1, 2, 3, 4, 5],
        1,
        "Test Result: {color",
        Stage::Accepted,
    ),
    ("NW-178", "Prevent auto-logout", Some("NW-174"), &[3], 7, "Check sending payment", Stage::Accepted),
    ("NW-175", "Milestone 5", None, &[], 0, "", Stage::Accepted),
    ("NW-169", "Sign up Bug Fixes", None, &[], 0, "", Stage::Accepted),
    ("NW-107", "Global Error Messaging", Some("NW-174"), &[3, 4, 5], 3, "The linked issue", Stage::Accepted),
    ("NW-67", "Recaptcha on Sign up", Some("NW-171"), &[1, 2, 6], 0, "", Stage::New),
    ("NW-48", "As a wallet holder I w", Some("NW-175"), &[2, 3, 4], 2, "[https://www.figma", Stage::Accepted),
];

#[test]
fn the_nautilus_wallet_is_read_as_jira_meant_it() {
    let Some(source) = opened("jira_csv/nautilus_wallet.csv") else { return };
    assert_eq!(source.format(), Format::Jira);
    let batch = source.read(&Options::new(chrono_tz::UTC)).unwrap();
    assert_eq!(batch.problems, []);
    assert_eq!(batch.rows.len(), 192);
    let rows = by_key(&batch);
    for (key, title, parent, sprints, comments, first, stage) in NAUTILUS {
        let row = rows[key];
        assert!(row.title.starts_with(title), "{key}: {}", row.title);
        let names: Vec<String> = sprints.iter().map(|it| format!("NW Sprint {it}")).collect();
        assert_eq!((row.parent.as_deref(), &row.sprints, row.stage), (*parent, &names, *stage), "{key}");
        assert_eq!((row.comments.len(), row.estimate), (*comments, None), "{key}");
        assert!(row.comments.first().is_none_or(|it| it.text.starts_with(first)), "{key}");
    }
    let counted = |wanted: Target| batch.rows.iter().filter(|it| it.target == wanted).count();
    assert_eq!(counted(Target::Epic), 6);
    assert_eq!(counted(Target::Item(Kind::Chore)), 135);
    assert_eq!(counted(Target::Item(Kind::Bug)), 38);
    assert_eq!(counted(Target::Item(Kind::Story)), 13);
    let staged = |wanted: Stage| batch.rows.iter().filter(|it| it.stage == wanted).count();
    assert_eq!([Stage::Accepted, Stage::Review, Stage::New].map(staged), [113, 45, 34]);
    assert_eq!(batch.rows.iter().map(|it| it.comments.len()).sum::<usize>(), 94);
    assert_eq!(batch.rows.iter().map(|it| it.sprints.len()).sum::<usize>(), 94);
    assert_eq!(batch.rows.iter().filter(|it| it.parent.is_some()).count(), 24);
    // 31 descriptions are the word "null".
    assert_eq!(batch.rows.iter().filter(|it| !it.description.is_empty()).count(), 138);
    // Backlog order is the rank's, not the file's.
    let keys: Vec<_> = batch.rows.iter().filter_map(|it| it.key.as_deref()).collect();
    assert_eq!((&keys[..3], &keys[190..]), (&["NW-196", "NW-200", "NW-201"][..], &["NW-216", "NW-215"][..]));
    // 20 July 2023, 15:25, and 17 August 2023, 10:48.
    let bug = rows["NW-219"];
    assert_eq!((bug.created_ms, bug.done_ms), (Some(1_689_866_700_000), Some(1_692_269_280_000)));
    assert_eq!(
        (bug.assignees.as_slice(), rows["NW-67"].labels.as_slice()),
        (&["Person N02".to_owned()][..], &["Palau-Pilot".to_owned()][..])
    );
    let words = source.statuses(&Options::new(chrono_tz::UTC)).unwrap();
    assert_eq!(words.iter().map(|it| it.rows).sum::<usize>(), 192);
    assert_eq!(words.len(), 4);
}

#[test]
fn a_small_jira_file_is_in_the_order_of_its_ranks() {
    let Some(batch) = read("jira_csv/redisprint.csv") else { return };
    let keys: Vec<_> = batch.rows.iter().filter_map(|it| it.key.as_deref()).collect();
    assert_eq!(keys, ["SCRUM-1", "SCRUM-2", "SCRUM-3", "SCRUM-4", "SCRUM-5"]);
    assert!(batch.rows.iter().all(|it| it.sprints == ["SCRUM Sprint 1"] && it.stage == Stage::Accepted));
    assert!(batch.rows[4].description.contains("✅"));
    assert_eq!(batch.problems, []);
}

/// Key, beginning of the title, points, characters of the description without blanks around it.
type DeepSe = (&'static str, &'static str, u32, usize);

fn check_deep_se(batch: &Batch, facts: &[DeepSe]) {
    let rows = by_key(batch);
    for (key, title, points, length) in facts {
        let row = rows[key];
        assert!(row.title.starts_with(title), "{key}: {}", row.title);
        assert_eq!((row.estimate, row.stage), (Some(Points::whole(*points)), Stage::New), "{key}");
        assert_eq!(row.description.chars().count(), *length, "{key}");
        assert_eq!((row.sprints.len(), row.comments.len(), row.rest.len()), (0, 0, 1), "{key}");
        assert_eq!(row.rest[0].0, "split_mark");
    }
}

#[test]
fn spring_xd_needs_no_question() {
    let Some(batch) = read("deepse/springxd.csv") else { return };
    assert_eq!((batch.rows.len(), total(&batch)), (3_526, Points::whole(13_046)));
    assert_eq!(batch.problems, []);
    check_deep_se(
        &batch,
        &[
            ("XD-1", "HDFS ItemWriter", 1, 69),
            ("XD-6", "Channel Registry", 3, 0),
            ("XD-9", "Basic implementation of a reactor", 13, 0),
            ("XD-359", "Add support for creating", 1, 0),
            ("XD-571", "Create shell integration", 3, 170),
            ("XD-820", "Jobs and taps should", 3, 0),
            ("XD-1308", "Weird behavior", 4, 461),
            ("XD-1757", "Resolve runtime module", 2, 746),
            ("XD-2355", "xd-singlenode --verbose", 2, 20_003),
            ("XD-2688", "Fix mapreduce job", 1, 364),
            ("XD-3101", "Fix Gradle “dist\u{fffd}? build", 1, 0),
            ("XD-3759", "Composed job endpoint", 1, 516),
        ],
    );
    let rows = by_key(&batch);
    assert!(["XD-1757", "XD-2355"].iter().all(|key| rows[key].description.contains('\u{1b}')));
    assert_eq!(batch.rows.iter().filter(|it| it.description.is_empty()).count(), 471);
    // Without multi-line cells, each row is one line below the one before it.
    assert_eq!((batch.rows[0].key.as_deref(), batch.rows[0].line), (Some("XD-1"), 2));
}

#[test]
fn mule_studio_needs_no_question_and_its_stories_are_told() {
    let Some(batch) = read("deepse/mulestudio.csv") else { return };
    assert_eq!((batch.rows.len(), total(&batch)), (732, Points::whole(4_682)));
    assert_eq!(batch.problems, []);
    check_deep_se(
        &batch,
        &[
            ("STUDIO-95", "Support for request/reply", 13, 227),
            ("STUDIO-3279", "As a Studio Developer,", 5, 3),
            ("STUDIO-3503", "Query Builder UI", 5, 330),
            ("STUDIO-4294", "Must\t be able to", 3, 99),
            ("STUDIO-4818", "Datasense deadlok", 3, 877),
            ("STUDIO-5302", "Spike on RAML", 26, 382),
            ("STUDIO-6219", "As an Integration Deve", 21, 330),
            ("STUDIO-6845", "As a user I would like", 8, 1_738),
            ("STUDIO-6846", "As a user I would like", 21, 151),
            ("STUDIO-7487", "Spike to verify", 5, 280),
        ],
    );
    let told: Vec<_> = batch.rows.iter().filter_map(|it| it.as_a.as_deref()).collect();
    assert_eq!(told, ["Studio Developer", "Integration Developer", "user", "user"]);
}

#[test]
fn mesos_brings_chains_of_sprints_oldest_first() {
    let Some(batch) = read("history/mesos_backlog_join.csv") else { return };
    assert_eq!((batch.rows.len(), total(&batch)), (1_170, Points::whole(3_422)));
    assert_eq!(batch.rows.iter().map(|it| it.sprints.len()).sum::<usize>(), 2_002);
    // Two rows have no title; the key stands in.
    assert_eq!(
        batch.problems.iter().map(|it| (it.line, it.left_out)).collect::<Vec<_>>(),
        [(196, false), (197, false)]
    );
    let rows = by_key(&batch);
    for (key, title, points, sprints, last) in [
        ("MESOS-313", "Report executor", Some(2), 3, "Mesosphere Sprint 26"),
        ("MESOS-343", "Expose TASK_FAILED", Some(8), 1, "Twitter Mesos Q4 Sprint 3"),
        ("MESOS-1586", "Isolate system", Some(3), 8, "Twitter Mesos Q4 Sprint 2"),
        ("MESOS-1733", "Change the stout", Some(5), 1, "Mesosphere Sprint 12"),
        ("MESOS-2172", "MESOS-2172", None, 1, "Mesosphere Q4 Sprint 3 - 12/7"),
        ("MESOS-2173", "MESOS-2173", None, 1, "Mesosphere Q4 Sprint 3 - 12/7"),
        ("MESOS-2746", "As a Framework User I", Some(3), 1, "Mesosphere Sprint 10"),
        ("MESOS-2807", "As a developer I need", Some(3), 2, "Mesosphere Sprint 12"),
        ("MESOS-2903", "Network isolator", Some(3), 1, "Twitter Mesos Q2 Sprint 6"),
        ("MESOS-3035", "As a Developer I would", Some(3), 4, "Mesosphere Sprint 22"),
        ("MESOS-3086", "Create cgroups", Some(4), 8, "Mesosphere Sprint 22"),
        ("MESOS-3854", "Finalize design", Some(2), 4, "Mesosphere Sprint 30"),
        ("MESOS-5312", "Env `MESOS_SANDBOX`", Some(2), 1, "Mesosphere Sprint 34"),
    ] {
        let row = rows[key];
        assert!(row.title.starts_with(title), "{key}: {}", row.title);
        assert_eq!(row.estimate, points.map(Points::whole), "{key}");
        assert_eq!(
            (row.sprints.len(), row.sprints.last().map(String::as_str)),
            (sprints, Some(last)),
            "{key}"
        );
    }
    assert_eq!(rows["MESOS-1913"].sprints.len(), 13);
}

#[test]
fn linear_brings_cycles_parents_and_ends() {
    let Some(batch) = read("linear/semperos_shortcut_repl.csv") else { return };
    assert_eq!((batch.rows.len(), batch.problems.len()), (10, 0));
    let rows = by_key(&batch);
    assert_eq!(
        (rows["CLA-1"].estimate, rows["CLA-1"].parent.as_deref()),
        (Some(Points::whole(5)), Some("CLA-4"))
    );
    assert_eq!(
        (rows["CLA-6"].sprints.as_slice(), rows["CLA-2"].stage),
        (&["Cycle 2".to_owned()][..], Stage::Dropped)
    );
    assert_eq!(rows["CLA-7"].parent.as_deref(), Some("CLA-6"));
    // 11 February 2023, 01:52:26.
    assert_eq!((rows["CLA-9"].stage, rows["CLA-9"].done_ms), (Stage::Accepted, Some(1_676_080_346_000)));
}

#[test]
fn azure_devops_brings_trees_and_iterations() {
    let Some(tree) = read("azure_devops/msdocs_tree_title_columns.csv") else { return };
    assert_eq!(
        tree.rows.iter().map(|it| it.parent.as_deref()).collect::<Vec<_>>(),
        [None, Some("165"), Some("165"), Some("165")]
    );
    let Some(paths) = read("azure_devops/wsbc_blog_excerpt.csv") else { return };
    assert_eq!(paths.rows[0].sprints, ["Iteration 98"]);
    let Some(new) = read("azure_devops/msdocs_mixed_new_and_existing.csv") else { return };
    assert_eq!((new.rows.len(), new.rows[5].key.as_deref(), new.rows[5].target), (6, None, Target::Epic));
}

#[test]
fn real_user_stories_are_told() {
    for (path, lines, benefits) in [
        ("g02-federalspending", 97, 50),
        ("g03-loudoun", 58, 58),
        ("g04-recycling", 51, 45),
        ("g05-openspending", 53, 52),
        ("g08-frictionless", 66, 62),
        ("g13-planningpoker", 53, 53),
    ] {
        let Some(batch) = read(&format!("user_stories/{path}.txt")) else { return };
        assert_eq!((batch.rows.len(), batch.problems.len()), (lines, 0), "{path}");
        assert!(batch.rows.iter().all(|it| it.i_want.is_some()), "{path}");
        assert_eq!(batch.rows.iter().filter(|it| it.so_that.is_some()).count(), benefits, "{path}");
        assert!(batch.rows.iter().all(|it| it.title.chars().count() <= 101 || it.i_want.is_none()), "{path}");
    }
}
