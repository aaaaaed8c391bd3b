//! What the view of a pane, a page or a ceremony holds is found in its text, and on a screen on which all of it fits.

use super::support::{Play, demo};
use ceremony::domain::planning::what_if;
use ceremony::domain::value::CeremonyKind;
use ceremony::domain::views::Topic;
use ceremony::domain::views::board::ColumnView;
use ceremony::domain::views::ceremony::{CeremonyFacts, CeremonyScene};
use ceremony::domain::views::item::{ItemDetails, ItemView};
use ceremony::domain::views::standup::Standup;
use ceremony::present::{self, chat, plain, standup};
use serde_json::Value;

/// The texts and numbers of a view. What is so since today has no number, it says `today`.
fn leaves(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Number(number) if number.as_i64() == Some(0) => {}
        Value::Number(number) => found.push(number.to_string()),
        Value::Array(all) => all.iter().for_each(|it| leaves(it, found)),
        Value::Object(all) => all.values().for_each(|it| leaves(it, found)),
        Value::Null | Value::Bool(_) => {}
    }
}

/// Fields that are shown in other words than their value, or are the same number as another one in another unit.
const IN_OTHER_WORDS: [&str; 21] = [
    "allocation",
    "answered_at",
    "asked_at",
    "at",
    "closed",
    "days_off",
    "end",
    "focus",
    "focused_person_days",
    "item_accepted",
    "measures",
    "obstacle",
    "person_days",
    "progress",
    "said",
    "stage",
    "start",
    "started",
    "state",
    "verdict",
    "working_days",
];

/// Removes the fields that are shown in other words.
fn worded(mut value: Value) -> Value {
    match &mut value {
        Value::Object(all) => {
            all.retain(|name, _| !IN_OTHER_WORDS.contains(&name.as_str()));
            all.values_mut().for_each(|it| *it = worded(it.take()));
        }
        Value::Array(all) => all.iter_mut().for_each(|it| *it = worded(it.take())),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    value
}

/// The words of a view, a line of several lines by itself.
fn words_of(value: Value) -> Vec<String> {
    let mut words = Vec::new();
    leaves(&worded(value), &mut words);
    words
        .iter()
        .flat_map(|it| it.lines())
        .map(|it| it.trim().to_owned())
        .filter(|it| !it.is_empty())
        .collect()
}

/// A text without its line ends: where a screen is narrow, long texts are wrapped.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assert_shown(words: &[String], text: &str, place: &str) {
    for word in words {
        assert!(text.contains(word.as_str()), "{word:?} is not in {place}:\n{text}");
    }
}

/// Three products that a team has worked with for some days.
fn products() -> impl Iterator<Item = (tempfile::TempDir, Play)> {
    [((400, 110), 1), ((300, 140), 4), ((120, 60), 9)].into_iter().map(|(items, days)| {
        let folder = tempfile::tempdir().unwrap();
        let mut play = demo(folder.path(), items, days);
        play.app.session.load_all().unwrap();
        play.resize(100, 480);
        (folder, play)
    })
}

/// A scene of the ceremony that runs, and what was read for it.
fn with_scene<T>(
    play: &mut Play,
    kind: CeremonyKind,
    look: impl FnOnce(&CeremonyScene<'_>, &CeremonyFacts) -> T,
) -> T {
    let session = &mut play.app.session;
    let id = session.workspace().meetings.running_one(kind).unwrap().id;
    let cursor = session.cursor(id).unwrap();
    let facts = session.ceremony_facts(id, None).unwrap();
    let (workspace, me, now) = (session.workspace(), session.me(), session.now());
    let scene = CeremonyScene {
        workspace,
        id,
        kind,
        cursor: &cursor,
        here: cursor.item(),
        facts: &facts,
        what_if: None,
        me,
        now,
    };
    let outlook = scene.sprint().map(|sprint| what_if(workspace, sprint.id));
    look(&CeremonyScene { what_if: outlook.as_ref(), ..scene }, &facts)
}

#[test]
fn all_of_every_topic_is_in_its_text_and_on_the_screen() {
    let mut seen = 0;
    for (_folder, mut play) in products() {
        // Where two lists stand beside each other, they need the room; the wall is read line by line where they do not.
        for (name, kind, columns) in [
            ("planning", CeremonyKind::Planning, 240),
            ("review", CeremonyKind::Review, 100),
            ("retrospective", CeremonyKind::Retrospective, 74),
        ] {
            play.resize(columns, 480).hold(name);
            if kind == CeremonyKind::Retrospective {
                play.keys("Enter");
            }
            for topic in Topic::of(kind) {
                let (words, text) = with_scene(&mut play, kind, |scene, facts| {
                    let view = scene.topic(*topic);
                    let tree = present::ceremony::topic(&view, facts, scene.workspace.zone(), "–");
                    let text = format!("{}\n{}", present::place(scene.workspace), plain::text(&tree, None));
                    (words_of(serde_json::to_value(&view).unwrap()), text)
                });
                assert_shown(&words, &text, &format!("the text of {topic:?}"));
                if !topic.is_item_by_item() {
                    let words: Vec<String> = words.iter().map(|it| one_line(it)).collect();
                    assert_shown(&words, &one_line(&play.screen()), &format!("the screen of {topic:?}"));
                }
                seen += words.len();
                play.keys("Tab");
            }
            play.keys("Esc");
        }
    }
    assert!(seen > 300, "{seen} texts and numbers say little");
}

#[test]
fn all_of_an_item_is_in_its_text_and_on_its_page() {
    let mut seen = 0;
    for (_folder, mut play) in products() {
        let backlog = play.app.session.workspace().items.backlog().to_vec();
        for id in backlog.into_iter().step_by(5) {
            play.app.session.look_at(id).unwrap();
            let (workspace, now) = (play.app.session.workspace(), play.app.session.now());
            let (item, detail) = (workspace.items.get(id).unwrap(), workspace.detail(id).unwrap());
            let text = plain::text(
                &present::item::page(&ItemView::of(workspace, item, detail, now), workspace.zone()),
                None,
            );
            let mut value = serde_json::to_value(ItemDetails::of(workspace, item, detail, now)).unwrap();
            let fields = [
                "key",
                "title",
                "estimate",
                "as_a",
                "i_want",
                "so_that",
                "description",
                "criteria_list",
                "task_list",
                "questions",
                "comment_list",
                "links",
                "dependencies",
                "parts",
            ];
            value.as_object_mut().unwrap().retain(|name, _| fields.contains(&name.as_str()));
            let words = words_of(value);
            assert_shown(&words, &text, "the text of an item");
            let key = workspace.key(id);
            play.keys("#").text(&key).keys("Enter Enter");
            let words: Vec<String> =
                words.iter().map(|it| one_line(&it.replace(['*', '#', '`'], "").replace("- ", ""))).collect();
            assert_shown(&words, &one_line(&play.screen()), &format!("the page of {key}"));
            play.keys("Esc");
            seen += words.len();
        }
    }
    assert!(seen > 200, "{seen} texts and numbers say little");
}

#[test]
fn all_of_the_board_is_in_its_text_and_on_the_screen() {
    let mut seen = 0;
    for (_folder, mut play) in products() {
        play.keys("2");
        let (workspace, now) = (play.app.session.workspace(), play.app.session.now());
        let columns = ColumnView::all(workspace);
        let text = plain::text(&present::board::page(workspace, &columns, now), None);
        let screen = play.screen();
        for column in columns.into_iter().filter(|it| it.column.is_some() || !it.items.is_empty()) {
            let keys = column.items.iter().map(|item| workspace.key(item.id));
            let words: Vec<String> =
                keys.chain([column.name().to_owned(), column.points(workspace).to_string()]).collect();
            assert_shown(&words, &text, "the text of the board");
            assert_shown(&words, &screen, "the board");
            seen += words.len();
        }
    }
    assert!(seen > 40, "{seen} texts and numbers say little");
}

#[test]
fn all_of_a_stand_up_is_in_its_text_and_on_the_screen() {
    let mut seen = 0;
    for (items, days) in [((400, 110), 1), ((300, 140), 4), ((120, 60), 9)] {
        let folder = tempfile::tempdir().unwrap();
        let mut play = demo(folder.path(), items, days);
        play.app.session.load_all().unwrap();
        let facts = play.app.session.standup().unwrap();
        let (workspace, now) = (play.app.session.workspace(), play.app.session.now());
        let view = Standup::of(workspace, &facts, now);
        let zone = workspace.zone();
        let tame = |text: &str| text.replace('\\', "");
        let text = tame(&chat::text(&standup::page(&view, zone)));
        let mut words = Vec::new();
        leaves(&serde_json::to_value(&view.exceptions).unwrap(), &mut words);
        let mut cards = Vec::new();
        leaves(&serde_json::to_value(&view.walk).unwrap(), &mut cards);
        seen += words.len() + cards.len();
        for word in words.iter().chain(&cards) {
            assert!(text.contains(word.as_str()), "{word:?} is not in the text:\n{text}");
        }
        play.resize(200, 140).hold("stand");
        let screen = play.screen();
        for word in &words {
            assert!(screen.contains(word.as_str()), "{word:?} is not on the screen:\n{screen}");
        }
    }
    assert!(seen > 20, "{seen} texts and numbers say little");
}
