//! Everything in the view of a ceremony is in its text, and on a screen on which all of it fits.

use super::support::demo;
use ceremony::domain::views::standup::Standup;
use ceremony::present::{chat, standup};
use serde_json::Value;

/// Returns the texts and numbers of a view. Durations that start today have no number: they read `today`.
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
        let text = tame(&chat::text(&standup::whole(&view, zone)));
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
