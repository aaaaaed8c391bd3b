//! Any keys, pastes and sizes over any texts, from every scene.
#![no_main]

#[path = "../../shared/founding.rs"]
#[allow(dead_code, clippy::unwrap_used)]
mod founding;
#[path = "../../play/hostile.rs"]
#[allow(dead_code, clippy::unwrap_used)]
mod hostile;
#[path = "../../play/support.rs"]
#[allow(dead_code, clippy::unwrap_used)]
mod support;

use ceremony::tui::action::TABLE;
use hostile::{Case, HOSTILE, Scene, Step, Texts, play_out, stage};
use libfuzzer_sys::arbitrary::{Arbitrary, Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

/// Every chord except those that quit the program.
static CHORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let chords = TABLE.iter().flat_map(|row| row.chords.iter().copied());
    chords.filter(|chord| !["q", "Ctrl-c"].contains(chord)).collect()
});

fn text(bytes: &mut Unstructured<'_>) -> Result<String> {
    Ok(match bytes.int_in_range(0..=7)? {
        0 => bytes.arbitrary()?,
        1 => {
            let piece = *bytes.choose(&HOSTILE)?;
            piece.repeat(1 + 2_000 / piece.len())
        }
        pieces => (2..pieces).map(|_| bytes.choose(&HOSTILE).copied()).collect::<Result<Vec<_>>>()?.concat(),
    })
}

fn step(bytes: &mut Unstructured<'_>) -> Result<Step> {
    Ok(match bytes.int_in_range(0..=15)? {
        0..=8 => Step::Keys(bytes.choose(&CHORDS)?),
        9 | 10 => Step::Letter(char::from(bytes.int_in_range(b' '..=b'~')?)),
        11 => Step::Letter(bytes.arbitrary()?),
        12 => Step::Paste(text(bytes)?),
        13 => Step::Size(bytes.int_in_range(60..=200)?, bytes.int_in_range(16..=60)?),
        14 => Step::Size(bytes.int_in_range(1..=60)?, bytes.int_in_range(1..=16)?),
        _ => Step::Days(bytes.int_in_range(0..=20)?),
    })
}

impl<'a> Arbitrary<'a> for Case {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        let scene = *bytes.choose(&Scene::ALL)?;
        let texts = (0..bytes.int_in_range(1..=12)?).map(|_| text(bytes)).collect::<Result<_>>()?;
        let mut steps = Vec::new();
        while !bytes.is_empty() && steps.len() < 60 {
            steps.push(step(bytes)?);
        }
        Ok(Self { scene, texts, steps })
    }
}

fuzz_target!(|case: Case| {
    let mut texts = Texts::new(&case.texts);
    play_out(&mut stage(case.scene, &mut texts), &case.steps, &mut texts);
});
