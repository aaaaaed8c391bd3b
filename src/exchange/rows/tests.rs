use crate::domain::import::{Batch, ImportPart, ImportTarget, IncomingItem};
use crate::domain::value::Zone;
use crate::domain::value::{Kind, Points, Stage};
use crate::exchange::statuses::Origin;
use crate::exchange::{ReadOptions, Source, read};

fn options() -> ReadOptions {
    ReadOptions::new(Zone::UTC)
}

fn batch(text: &str) -> Batch {
    read("x.csv", text.as_bytes(), &options()).unwrap()
}

fn only(text: &str) -> IncomingItem {
    let batch = batch(text);
    assert_eq!(batch.rows.len(), 1, "{:?}", batch.problems);
    batch.rows[0].clone()
}

fn reasons(batch: &Batch) -> Vec<(u64, &str, bool)> {
    batch.problems.iter().map(|it| (it.line, it.reason.as_str(), it.left_out)).collect()
}

fn unmapped(item: &IncomingItem) -> Vec<(&str, &str)> {
    item.unmapped_fields.iter().map(|(header, text)| (header.as_str(), text.as_str())).collect()
}

#[test]
fn a_jira_row_is_read_field_by_field() {
    let item = only(
        "Summary,Issue key,Issue id,Issue Type,Status,Status Category,Priority,Labels,Labels,Sprint,Sprint,Sprint,\
         Custom field (Story Points),Custom field (Story point estimate),Created,Resolved,Comment,Comment,Assignee,\
         Inward issue link (Blocks),Inward issue link (Blocks),Outward issue link (Blocks),Custom field (Development),Description\n\
         \" Pay by card \",PAY-7,10007,Task,Live,Done,High,web,\"a;b\",S 1,S 2,,,3.0,30/Aug/26 9:31 AM,31/Aug/26 12:00 AM,\
         \"31/Aug/26 8:00 AM;u2;later; and more\",30/Aug/26 10:00 AM;u1;first,\"Doe, Jane\",PAY-1,PAY-2,PAY-9,{},\"h2. Why\r\nso\"\n",
    );
    assert_eq!((item.line, item.key.as_deref(), item.title.as_str()), (2, Some("PAY-7"), "Pay by card"));
    assert_eq!((item.target, item.stage), (ImportTarget::Item(Kind::Chore), Stage::Accepted));
    assert_eq!(
        (item.estimate, item.created_ms, item.done_ms),
        (Some(Points::whole(3)), Some(1_788_082_260_000), Some(1_788_134_400_000))
    );
    assert_eq!(
        (item.sprints, item.labels),
        (vec!["S 1".into(), "S 2".into()], vec!["web".into(), "a;b".into()])
    );
    assert_eq!(
        (item.assignees, item.depends_on),
        (vec!["Doe, Jane".into()], vec!["PAY-1".into(), "PAY-2".into()])
    );
    assert_eq!(
        item.comments.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(),
        ["first", "later; and more"]
    );
    assert_eq!(item.description, "h2. Why\nso");
    assert_eq!(
        item.unmapped_fields.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(),
        ["Issue Type", "Status", "Priority", "Outward issue link (Blocks)"]
    );
}

#[test]
fn a_spanish_export_reads_like_an_english_one() {
    let item = only(
        "Resumen,Clave de incidencia,ID de la incidencia,Tipo de Incidencia,Estado,Categoría de estado,Creada,Campo personalizado (Story Points),Principal,Etiquetas\n\
         Pagar,PAG-1,1,Historia,Haciendo,En curso,10/nov/25 4:51 PM,5.0,,web\n",
    );
    assert_eq!((item.target, item.stage), (ImportTarget::Item(Kind::Story), Stage::Doing));
    assert_eq!((item.estimate, item.created_ms), (Some(Points::whole(5)), Some(1_762_793_460_000)));
}

#[test]
fn parents_are_found_by_number_key_and_epic_title() {
    let batch = batch(
        "Summary,Issue key,Issue id,Issue Type,Parent,Parent key,Custom field (Epic Link)\n\
         Payments,P-1,1,Epic,,,\nA,P-2,2,Story,1,,\nB,P-3,3,Story,,P-1,\nC,P-4,4,Story,,,P-1\nD,P-5,5,Story,99,P-90,\n\
         E,P-6,6,Story,99,,\nF,P-7,7,Story,,,Payments\nG,P-8,8,Story,8,,\n",
    );
    let parents: Vec<_> = batch.rows.iter().map(|it| it.parent.as_deref()).collect();
    let epic = Some("P-1");
    assert_eq!(parents, [None, epic, epic, epic, Some("P-90"), None, epic, None]);
    assert_eq!(unmapped(&batch.rows[5]), [("Parent", "99")]);
    assert_eq!(
        reasons(&batch),
        [
            (7, "The parent 99 is not in the file; its number was kept.", false),
            (9, "The row names itself as its parent; it has none now.", false)
        ]
    );
}

#[test]
fn numbers_are_keys_where_the_file_has_no_others() {
    let batch = batch("ID,Title,Parent\n4,Tea,9\n5,Cup,4\n");
    assert_eq!(batch.rows[0].parent.as_deref(), Some("9"));
    assert_eq!(batch.rows[1].parent.as_deref(), Some("4"));
}

#[test]
fn a_tree_of_titles_gives_the_parents() {
    let batch = batch(
        "ID,Work Item Type,Title 1,Title 2\n1,Epic,Top,\n2,Issue,,Below\n,Issue,,Beside\n3,Epic,Other,\n",
    );
    let rows: Vec<_> = batch.rows.iter().map(|it| (it.title.as_str(), it.parent.as_deref())).collect();
    assert_eq!(rows, [("Top", None), ("Below", Some("1")), ("Beside", Some("1")), ("Other", None)]);
}

#[test]
fn ranks_order_the_backlog() {
    let titles = |text: &str| batch(text).rows.into_iter().map(|it| it.title).collect::<String>();
    assert_eq!(
        titles("Summary,Issue key,Custom field (Rank)\nA,1,0|i2:\nB,2,\nC,3,0|i1:\nD,4,0|i10:\n"),
        "DCAB"
    );
    assert_eq!(titles("title,key\nB,1\nA,2\n"), "BA");
}

#[test]
fn a_resolution_tells_given_up_from_done() {
    let batch = batch(
        "Summary,Issue key,Status,Status Category,Resolution,Resolved\n\
         A,1,Done,Done,Won't Do,2026-01-02\nB,2,Done,Done,Done,2026-01-02\nC,3,Deploy,In Progress,Done,2026-01-02\n",
    );
    assert_eq!(
        batch.rows.iter().map(|it| it.stage).collect::<Vec<_>>(),
        [Stage::Dropped, Stage::Accepted, Stage::Review]
    );
    assert_eq!(unmapped(&batch.rows[0]), [("Status", "Done"), ("Resolution", "Won't Do")][1..]);
    assert_eq!(
        unmapped(&batch.rows[2]),
        [("Status", "Deploy"), ("Resolution", "Done"), ("Resolved", "2026-01-02")]
    );
    assert_eq!(batch.rows[2].done_ms, None);
}

#[test]
fn statuses_are_shown_once_and_a_choice_is_followed() {
    let source = Source::open("x.csv", b"title,status\nA,Limbo\nB,Done\nC,limbo\n").unwrap();
    let mut options = options();
    let words = source.statuses(&options).unwrap();
    assert_eq!(words.len(), 2);
    assert_eq!(
        (words[0].status.as_str(), words[0].rows, words[0].stage, words[0].from),
        ("Limbo", 2, Stage::New, Origin::Unknown)
    );
    options.statuses.set("LIMBO", Stage::Doing);
    assert_eq!(source.statuses(&options).unwrap()[0].from, Origin::Chosen);
    assert_eq!(source.read(&options).unwrap().rows[2].stage, Stage::Doing);
}

#[test]
fn the_first_estimate_that_is_one_counts() {
    let batch = batch(
        "Summary,Issue key,Custom field (Story Points),Custom field (Story point estimate)\nA,1,five,3\nB,2,-1,\nC,3,2,5\nD,4,0.25,\n",
    );
    let points: Vec<_> = batch.rows.iter().map(|it| it.estimate.map(Points::as_hundredths)).collect();
    assert_eq!(points, [Some(300), None, Some(200), Some(25)]);
    assert_eq!(unmapped(&batch.rows[1]), [("Custom field (Story Points)", "-1")]);
    assert_eq!(unmapped(&batch.rows[2]), [("Custom field (Story point estimate)", "5")]);
    assert_eq!(batch.problems.len(), 1);
    assert!(batch.problems[0].reason.starts_with("\"-1\" is no estimate"), "{:?}", batch.problems);
}

#[test]
fn rows_without_title_and_with_a_known_key_do_not_come_in_as_they_are() {
    let batch = batch("key,title,points\nA,one,1\nB,,2\n,,3\nA,again,4\n,free,\n");
    assert_eq!(batch.rows.iter().map(|it| it.title.as_str()).collect::<Vec<_>>(), ["one", "B", "free"]);
    assert_eq!(
        reasons(&batch),
        [
            (3, "The title is empty; the key is used instead.", false),
            (4, "The row has neither a title nor a key.", true),
            (5, "A is already in line 2.", true)
        ]
    );
}

#[test]
fn a_title_that_is_too_long_moves_into_the_description() {
    let long = "é".repeat(150_000);
    let batch = batch(&format!("key,title,description\nA,{long},why\n"));
    assert_eq!(batch.rows[0].title.chars().count(), 1_000);
    assert_eq!(batch.rows[0].description, format!("{long}\n\nwhy"));
    assert_eq!(batch.problems.len(), 1);
}

#[test]
fn a_title_that_is_a_story_stays_and_becomes_the_narrative_too() {
    let title = "As a guest, I want to pay by card, so that I am quick";
    let item = only(&format!("title\n\"{title}\"\n"));
    assert_eq!((item.title.as_str(), item.as_a.as_deref()), (title, Some("guest")));
    assert_eq!(
        (item.i_want.as_deref(), item.so_that.as_deref()),
        (Some("to pay by card"), Some("I am quick"))
    );
    let item = only("As a,I want,So that\nguest,to pay by card,I am quick\n");
    assert_eq!((item.title.as_str(), item.i_want.as_deref()), ("Pay by card", Some("to pay by card")));
    assert_eq!(item.so_that.as_deref(), Some("I am quick"));
}

#[test]
fn lists_in_one_cell_are_parted() {
    let item = only(
        "title,sprints,tags,assignee,blocked by,acceptance criteria,url\n\
         T,A > B; C > A,\"x, y;x\",\"Doe, Jane <j@x.org>; Max\",\"K-1, K-2\",\"- one\n* two\n\n-three\",https://x.org/1\n",
    );
    assert_eq!(item.sprints, ["A", "B", "C"]);
    assert_eq!(item.labels, ["x", "y"]);
    assert_eq!(item.assignees, ["Doe, Jane", "Max"]);
    assert_eq!(item.depends_on, ["K-1", "K-2"]);
    assert_eq!(item.criteria, ["one", "two", "-three"]);
    assert_eq!(item.links, [("url".to_owned(), "https://x.org/1".to_owned())]);
    assert_eq!(only("title,iteration path\nT,P\\PI 2\\Iteration 98\n").sprints, ["Iteration 98"]);
}

#[test]
fn cells_that_say_nothing_are_dropped_and_others_are_kept_in_their_order() {
    let item = only("title,a,a,b,,c\nT,1,1,{},2,NULL,over\n");
    assert_eq!(unmapped(&item), [("a", "1"), ("a", "1"), ("column 5", "2"), ("column 7", "over")]);
}

#[test]
fn dates_that_are_not_understood_are_kept_with_one_remark() {
    let batch = batch("title,created\nA,soon\nB,2026-01-02\nC,later\n");
    assert_eq!(unmapped(&batch.rows[0]), [("created", "soon")]);
    assert_eq!(
        reasons(&batch),
        [(2, "\"soon\" is no date that is understood; it and 1 more were kept as text.", false)]
    );
}

#[test]
fn an_apostrophe_before_a_formula_goes_where_the_tool_has_put_it() {
    assert_eq!(only("title,stage\n'=1+1,to do\n").title, "=1+1");
    assert_eq!(only("title,status\n'=1+1,\n").title, "'=1+1");
}

#[test]
fn hostile_text_is_taken_as_it_is() {
    assert_eq!(only("title\n\u{1b}]52;c;x\u{7}\u{202e}\n").title, "\u{1b}]52;c;x\u{7}\u{202e}");
}

#[test]
fn what_has_no_column_is_not_spoken_of() {
    let silent = |text: &str| batch(text).silent.into_iter().map(ImportPart::word).collect::<Vec<_>>();
    let most = [
        "kind",
        "description",
        "criteria",
        "stage",
        "sprints",
        "labels",
        "assignees",
        "dependencies",
        "creation date",
    ];
    assert_eq!(silent("key,title,points,epic\nA,b,,\n"), most);
    assert!(!silent("ID,Title 1,Title 2\n1,a,\n2,,b\n").contains(&"parent"));
    assert!(silent("ID,Title\n1,a\n").contains(&"parent"));
}
