//! Any size: drawn, or a message with the required size; never a panic.

use super::support::product;

#[test]
fn below_the_least_size_it_says_what_it_needs() {
    let mut play = product();
    play.resize(59, 20).shows("This needs 60 columns and 16 rows.");
    play.resize(60, 15).shows("This needs 60 columns and 16 rows.");
    play.resize(60, 16).shows("The backlog is empty");
}

#[test]
fn nothing_panics_from_one_cell_on() {
    let mut play = product();
    play.ready("Pay by card with a title in 日本語 that is rather long, é̂̃ and ﷽ and 👩‍👩‍👧‍👦")
        .sprint()
        .keys("N s Enter");
    let ways = [
        "1",
        "2",
        "3",
        "4",
        "1 Enter",
        "2 z",
        "1 ?",
        "1 I",
        "1 ,",
        "1 e",
        "1 :",
        "1 /",
        "1 N",
        "1 g",
        "1 n",
        "1 e Tab Tab Enter",
        "2 g",
    ];
    for way in ways {
        play.keys("Esc Esc Esc Esc").keys(way);
        for (columns, rows) in [
            (1, 1),
            (2, 2),
            (1, 60),
            (500, 1),
            (60, 16),
            (61, 17),
            (79, 24),
            (99, 24),
            (100, 24),
            (101, 16),
            (200, 50),
            (500, 200),
        ] {
            play.resize(columns, rows);
            let _ = play.screen();
        }
    }
}
