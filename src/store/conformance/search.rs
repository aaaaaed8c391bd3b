//! Promises about searching: every word of every item, ignoring case, the newest first.

use super::rows::items;
use super::{Bench, item};
use crate::domain::change::{Change, Edit};
use crate::domain::detail::{Body, BodyField};
use crate::domain::entity::any::{AnyRow as _, RowDice};
use crate::domain::id::Id as _;
use crate::domain::item::{Item, ItemField, SparseItemFields};
use crate::domain::sparse_fields::Sparse;
use crate::domain::value::{Line, Prose, Stage};

fn search(bench: &mut Bench, text: &str, most: usize) -> Vec<u64> {
    let mut found = Vec::new();
    let rest = bench.store.search(text, None, most, &mut |it| found.push(it.id.number())).unwrap();
    assert_eq!(rest.is_some(), most > 0 && found.len() == most);
    found.retain(|number| *number >= 10);
    found
}

fn line(text: &str) -> Line {
    text.parse().unwrap()
}

fn prose(text: &str) -> Prose {
    text.parse().unwrap()
}

pub(super) fn words_are_found(mut bench: Bench) {
    let dice = &mut RowDice::new(21);
    bench.fill(dice);
    let titles = [
        "Ärger mit Öl",
        "100% sure",
        "under_score",
        "it's; -- \"quoted\"",
        "日本語のタイトル",
        "Öl! NEAR wow",
    ];
    let shape = |id: u64, it: Item| Item {
        title: line(titles[usize::try_from(id - 10).unwrap()]),
        stage: if id == 10 { Stage::Accepted } else { Stage::New },
        sparse: Sparse::new(SparseItemFields {
            source_key: Some(line(&format!("KEY-{id}"))),
            ..(*it).clone()
        }),
        ..it
    };
    let mut changes = items(dice, 10, 6, shape);
    let body = Body {
        as_a: prose("Cashier"),
        i_want: prose("a drawer"),
        so_that: prose("coins have a home"),
        description: prose("Nothing *else*"),
        ..Body::any_row(11, dice)
    };
    changes.push(Edit::Created(body).into());
    bench.commit(&changes);
    for (text, numbers) in [
        ("ÄRGER", &[10][..]),
        ("ärg", &[10]),
        ("är", &[]),
        ("öl", &[15, 10]),
        ("öl mit", &[10]),
        ("mit wow", &[]),
        ("near", &[15]),
        ("100", &[11]),
        ("scor", &[12]),
        ("'s; --", &[13]),
        ("\"QUOTED\"", &[13]),
        ("本語", &[14]),
        ("key-15", &[15]),
        ("key", &[15, 14, 13, 12, 11, 10]),
        ("cashier drawer coins else sure", &[11]),
        ("words: text OR nothing", &[]),
        ("_% -- \"", &[]),
        ("", &[]),
    ] {
        assert_eq!(search(&mut bench, text, 50), numbers, "{text}");
    }
    assert_eq!(search(&mut bench, "key", 2), [15, 14]);
}

pub(super) fn what_is_changed_is_found_as_it_is(mut bench: Bench) {
    let dice = &mut RowDice::new(23);
    bench.fill(dice);
    let named = |_: u64, it: Item| Item { title: line("red kite"), ..it };
    let mut changes = items(dice, 10, 2, named);
    let body = Body { description: prose("over the hill"), ..Body::any_row(10, dice) };
    changes.push(Edit::Created(body).into());
    bench.commit(&changes);
    let retitled = Edit::<Item>::Set {
        id: item(10),
        item: Some(item(10)),
        old: ItemField::Title(line("red kite")),
        new: ItemField::Title(line("blue kite")),
    };
    let redescribed = Edit::<Body>::Set {
        id: item(10),
        item: Some(item(10)),
        old: BodyField::Description(prose("over the hill")),
        new: BodyField::Description(prose("under water")),
    };
    let gone = Edit::Removed(bench.workspace.items.get(item(11)).unwrap().clone());
    let deeds: [(Change, [&[u64]; 4]); 3] = [
        (retitled.into(), [&[11], &[10], &[10], &[]]),
        (redescribed.into(), [&[11], &[10], &[], &[10]]),
        (gone.into(), [&[], &[10], &[], &[10]]),
    ];
    let words = ["red", "blue", "hill", "water"];
    for (change, expected) in &deeds {
        bench.commit(std::slice::from_ref(change));
        assert_eq!(words.map(|word| search(&mut bench, word, 9)), *expected, "{change:?}");
    }
    for (change, _) in deeds.iter().rev() {
        bench.commit(&[change.inverse()]);
    }
    assert_eq!(words.map(|word| search(&mut bench, word, 9)), [vec![11, 10], vec![], vec![10], vec![]]);
}
