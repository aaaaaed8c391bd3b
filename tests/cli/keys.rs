//! What a key means: ours, another tool's, and where both are the same.

use super::desk::Desk;

const THEIRS: &str = "key,title\nPB-3,Three\nPB-2,Two\nPB-1,One\n";

fn desk_with(content: &str) -> (Desk, String) {
    let desk = Desk::founded();
    let path = write(&desk, "theirs.csv", content);
    (desk, path)
}

fn write(desk: &Desk, name: &str, content: &str) -> String {
    let path = desk.folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    path.display().to_string()
}

/// Case 49: a project with the same letters, ranked: `show PB-3` is their PB-3.
#[test]
fn imported_keys_with_our_prefix_name_the_same_items_here() {
    let (desk, path) = desk_with(THEIRS);
    let said = desk.ok(&format!("import {path}"));
    assert!(said.starts_with("Ana imported 3 items from theirs.csv: 3 new\n"), "{said}");
    assert!(desk.ok("show PB-3").starts_with("PB-3 Three"), "{}", desk.ok("show PB-3"));
    desk.ok("edit PB-1 --title Uno");
    assert!(desk.ok("show 1").starts_with("PB-1 Uno"));
    assert!(desk.ok("add Ours").contains("PB-4"));
    assert!(desk.ok("list --all --json").contains("\"key\": \"PB-3\""));
    // Imported again, they are the same items.
    assert!(desk.ok(&format!("import {path}")).contains("3 rows are as they were"));
}

#[test]
fn an_imported_epic_is_shown_by_its_number() {
    let (desk, path) =
        desk_with("Summary,Issue key,Issue Type,Status\nPayments,PB-5,Epic,To Do\nTip,PB-7,Story,To Do\n");
    desk.ok(&format!("import {path}"));
    assert!(desk.ok("show PB-5").starts_with("PB-5 Payments"), "{}", desk.ok("show PB-5"));
    assert!(desk.ok("epic show E1").starts_with("PB-5 Payments"));
    assert!(desk.ok("show PB-5 --json").contains("\"epics\""));
    assert!(desk.ok("add Next").contains("PB-8"));
    let (code, said) = desk.no("accept PB-5");
    assert_eq!(code, 2);
    assert!(said.contains("PB-5 is an epic, and an item is needed here"), "{said}");
    desk.ok("edit PB-7 --epic PB-5");
    assert!(desk.ok("list epic:pb-5").contains("Tip"));
    assert!(desk.ok("doctor").contains("is intact"));
}

#[test]
fn taken_keys_stop_the_import_and_both_ways_out_are_named() {
    let (desk, path) = desk_with("key,title\nPB-1,One\nPB-2,Two\nPB-3,Three\nPB-4,Four\nPB-9,Nine\n");
    for title in ["a", "b", "c", "d"] {
        desk.ok(&format!("add {title}"));
    }
    let (code, said) = desk.no(&format!("import {path}"));
    assert_eq!(
        (code, said.as_str()),
        (
            1,
            "ceremony: nothing was imported: 4 keys of the file are taken here (PB-1 is \"a\", PB-2 is \"b\", PB-3 is \
             \"c\" and 1 more)\n  give those rows new numbers, findable as \"PB-1 in csv\", or this product another \
             prefix: --renumber or --prefix XY\n"
        )
    );
    assert_eq!(desk.no(&format!("import {path} --dry-run")), (code, said));
    assert!(!desk.ok("list --all").contains("Four"));
    let said = desk.ok(&format!("import {path} --renumber"));
    assert!(said.contains("theirs.csv:2: PB-1 is PB-10 here; find it as \"PB-1 in csv\""), "{said}");
    assert!(desk.ok("show PB-9").contains("Nine"));
    for spelling in ["csv:PB-1", "\"PB-1 in csv\"", "PB-10"] {
        assert!(desk.ok(&format!("show {spelling}")).contains("One"), "{spelling}");
    }
    let (code, said) = desk.no("edit PB-1 --title x");
    assert_eq!(
        (code, said.as_str()),
        (
            2,
            "ceremony: PB-1 can mean PB-1 \"a\" (our:PB-1) or PB-10 \"One\" (csv:PB-1)\n  write our:PB-1 or csv:PB-1\n"
        )
    );
    assert!(desk.ok("show our:PB-1").starts_with("PB-1 a"));
    let note = desk.run("doctor").err;
    assert!(note.contains("4 keys can mean two things, such as PB-1;"), "{note}");
}

#[test]
fn another_prefix_makes_room_and_the_former_one_keeps_its_meaning() {
    let (desk, path) = desk_with(THEIRS);
    desk.ok("add mine");
    desk.ok("add \"my second\"");
    desk.ok("add \"my third\"");
    desk.ok("add \"my fourth\"");
    let said = desk.ok(&format!("import {path} --prefix XY"));
    assert!(said.contains("this product's own keys now begin with XY-"), "{said}");
    assert!(desk.ok("show XY-5").contains("Three"));
    assert!(desk.ok("show PB-4").starts_with("XY-4 my fourth"), "the former prefix");
    assert!(desk.no("show PB-3").1.contains("write our:XY-3 or csv:PB-3"));
    desk.ok("undo");
    assert!(desk.ok("product").contains("PB"), "the prefix is part of the import");
    assert!(desk.ok("show XY-4").starts_with("PB-4"));
}

#[test]
fn the_numbers_of_an_undone_import_are_free_again_and_its_redo_says_who_has_them() {
    let (desk, path) = desk_with(THEIRS);
    desk.ok("person add Bo --login bo");
    desk.ok(&format!("import {path}"));
    desk.ok("undo");
    let other = write(&desk, "other.csv", "id,title\nPB-2,Zwei\n");
    desk.ok(&format!("--as Bo import {other} --source other"));
    assert!(desk.ok("show PB-2").starts_with("PB-2 Zwei"));
    let (code, said) = desk.no("redo");
    assert_eq!(
        (code, said.as_str()),
        (1, "ceremony: PB-2 is \"Zwei\" now\n  import the file again instead, with --renumber\n")
    );
    desk.ok("--as Bo undo");
    desk.ok("redo");
    assert!(desk.ok("show PB-2").starts_with("PB-2 Two"));
    assert!(desk.ok("add Next").contains("PB-5"), "above the highest that was given");
    assert!(desk.ok("doctor").contains("is intact"));
}

#[test]
fn a_number_that_differs_from_the_id_survives_export_and_restart() {
    let (desk, path) = desk_with(THEIRS);
    desk.ok(&format!("import {path}"));
    desk.ok("undo");
    desk.ok(&format!("import {path}"));
    assert!(desk.ok("show PB-3").starts_with("PB-3 Three"));
    assert!(desk.ok("log").contains("imported 3 items"));
    desk.ok("edit PB-3 --title Drei");
    assert!(desk.ok("log").contains("PB-3"), "{}", desk.ok("log"));
    desk.ok("drop PB-3 \"not now\"");
    assert!(desk.ok("log").contains("dropped PB-3"), "even where it is not loaded");
    let whole = desk.ok("export -");
    let other = Desk::empty();
    assert_eq!(other.run_with("import -", &whole).code, 0);
    assert!(other.ok("show PB-3").starts_with("PB-3 Drei"));
}

/// Case 49: bare numbers of Azure or GitHub.
#[test]
fn a_bare_number_that_can_mean_two_items_is_refused_everywhere() {
    let (desk, path) = desk_with("ID,Title\n103,Their 103\n2,Their 2\n1,Their 1\n");
    desk.ok(&format!("import {path}"));
    for line in ["drop 1 \"no\"", "show 1", "edit 1 --title x", "ready 1"] {
        let (code, said) = desk.no(line);
        assert_eq!(code, 2, "{line}");
        assert!(said.contains("write our:PB-1 or csv:1"), "{line}: {said}");
    }
    assert!(desk.ok("show 103").contains("Their 103"));
    assert!(desk.ok("show 2").contains("Their 2"), "it is both");
    desk.ok("drop csv:1 \"no\"");
    assert!(desk.ok("show PB-1").contains("Their 103"));
}

#[test]
fn a_new_prefix_that_imported_keys_have_is_refused() {
    let (desk, path) = desk_with("key,title,status\nXY-1,Theirs,Done\nXY-9,Open,New\n");
    desk.ok("add Ours");
    desk.ok(&format!("import {path}"));
    let (code, said) = desk.no("product set prefix XY");
    assert_eq!(code, 1);
    assert!(said.contains("the prefix XY is used by imported keys that would name other items"), "{said}");
    assert!(said.contains("XY-1 would become XY-"), "{said}");
}

/// Case 42: words that mean something where a name is written.
#[test]
fn reserved_words_are_no_names() {
    let desk = Desk::founded();
    for line in [
        "person add me",
        "person add Nobody",
        "person add none",
        "person add @bo",
        "person rename Ana me",
        "epic add none",
        "sprint new next",
        "sprint new Backlog",
        "sprint new current",
    ] {
        let (code, said) = desk.no(line);
        assert_eq!(code, 2, "{line}: {said}");
    }
    // What contains a comma can be reached with quotes.
    desk.ok("person add \"a,b\"");
    desk.ok("add x --assign \"a,b\"");
    let said = desk.run_words(&["list".to_owned(), "@\"a,b\"".to_owned()], "");
    assert!(said.out.contains('x'), "{}", said.err);
}
