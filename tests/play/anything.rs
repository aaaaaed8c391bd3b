//! Random input: any keys, pastes and sizes, over hostile texts, from every scene.

use super::hostile::{Case, HOSTILE, Scene, Step, Texts, play_out, stage};
use ceremony::tui::action::TABLE;
use proptest::prelude::*;

/// Plays from a scene; a failing case is printed as a call of this.
#[track_caller]
fn plays(scene: Scene, texts: &[&str], steps: &[Step]) {
    let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    let mut texts = Texts::new(&texts);
    play_out(&mut stage(scene, &mut texts), steps, &mut texts);
}

fn text() -> impl Strategy<Value = String> {
    let hostile = prop::sample::select(HOSTILE.to_vec());
    prop_oneof![
        6 => prop::collection::vec(hostile, 0..4).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        1 => prop::sample::select(HOSTILE.to_vec()).prop_map(|piece| piece.repeat(1 + 2_000 / piece.len())),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let chords: Vec<_> = TABLE.iter().flat_map(|row| row.chords.iter().copied()).collect();
    // Those that answer, continue and go back, so that plays make progress.
    let usual = ["Enter", "Esc", "Ctrl-s", "Tab", "Down", "j", "Space", "y", "Right", "Backspace", "g", "c"];
    let chords = chords.into_iter().filter(|chord| !["q", "Ctrl-c"].contains(chord)).collect::<Vec<_>>();
    prop_oneof![
        10 => prop::sample::select(chords).prop_map(Step::Keys),
        8 => prop::sample::select(usual.to_vec()).prop_map(Step::Keys),
        2 => any::<char>().prop_map(Step::Letter),
        2 => "[a-z0-9 ]".prop_map(|letter| Step::Letter(letter.chars().next().unwrap_or('x'))),
        2 => text().prop_map(Step::Paste),
        1 => size(),
        1 => (0..20_u64).prop_map(Step::Days),
    ]
}

fn size() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (60..=200_u16, 16..=60_u16).prop_map(|(columns, rows)| Step::Size(columns, rows)),
        1 => (1..=60_u16, 1..=16_u16).prop_map(|(columns, rows)| Step::Size(columns, rows)),
    ]
}

fn case() -> impl Strategy<Value = Case> {
    let scene = prop::sample::select(Scene::ALL.to_vec());
    let texts = prop::collection::vec(text(), 1..12);
    let steps = (size(), prop::collection::vec(step(), 1..60));
    (scene, texts, steps).prop_map(|(scene, texts, (size, steps))| {
        let steps = std::iter::once(size).chain(steps).collect();
        Case { scene, texts, steps }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_play_is_drawn_whole_and_can_be_left(case in case()) {
        let texts: Vec<&str> = case.texts.iter().map(String::as_str).collect();
        plays(case.scene, &texts, &case.steps);
    }
}
