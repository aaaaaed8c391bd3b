//! The board at its real size: titles, why cards are stuck, heads, the preview, lanes.

use super::support::{Play, product, running};
use super::titles::invented_titles;
use ceremony::domain::command::{ColumnCommand, Command, FieldEdit, ItemCommand, NewItem, Position};
use ceremony::domain::id::{ColumnId, Id, ItemId};
use ceremony::domain::item::ItemField;
use ceremony::domain::value::Stage;
use ceremony::tui::theme::{Background, Depth, Glyphs, Ground, Theme, Tone};
use ratatui::style::Color;

fn run(play: &mut Play, command: ItemCommand) {
    play.app.session.run(&Command::Item(command)).unwrap();
}

fn columns(play: &Play) -> Vec<ColumnId> {
    play.app.session.workspace().board().into_iter().map(|column| column.id).collect()
}

fn id(number: usize) -> ItemId {
    ItemId::new(number as u64).unwrap()
}

/// Returns a board of this many columns besides the accepted items, with so many cards in each of them.
fn filled(columns_wanted: usize, cards: usize) -> Play {
    let mut play = product();
    let names = ["Testing", "Checking"].into_iter().take(columns_wanted - 3);
    for name in names {
        let add = ColumnCommand::Add { name: name.parse().unwrap(), stage: Stage::Doing };
        play.app.session.run(&Command::Column(add)).unwrap();
    }
    let all = (columns_wanted + 1) * cards;
    let items = (0..all).map(|at| NewItem::titled(format!("Item {at}").parse().unwrap())).collect();
    run(&mut play, ItemCommand::Add { items, place: Position::Top });
    play.keys("1 Home N s").text("Guests can pay").keys("Enter V s g").text("start").keys("Enter y 2");
    let columns = columns(&play);
    let ids: Vec<ItemId> = (1..=all).map(id).collect();
    for (at, ids) in ids.chunks(cards).enumerate().skip(1) {
        let column = columns[at.min(columns.len() - 1)];
        run(&mut play, ItemCommand::Move(ids.to_vec(), column));
    }
    let accepted = ids[columns_wanted * cards..].to_vec();
    run(&mut play, ItemCommand::Accept(accepted, Some("shown".parse().unwrap())));
    play
}

/// A card as it is on the screen.
struct Shown {
    number: usize,
    title: String,
    is_cut: bool,
    /// Whether the last line of its title ends at the edge of the card.
    is_full: bool,
}

/// Returns the cards on the screen, column by column, whose last line is visible.
fn shown(play: &Play) -> Vec<Shown> {
    let (buffer, _) = play.picture();
    let width = usize::from(buffer.area.width);
    let cells: Vec<Vec<&str>> = buffer
        .content
        .chunks(width)
        .map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect())
        .collect();
    let rule = cells.iter().position(|row| row[1..].contains(&"━") && row.contains(&" ")).unwrap();
    let is_line = |at: usize| matches!(cells[rule][at], "─" | "━");
    let starts = (0..width).filter(|at| is_line(*at) && (*at == 0 || !is_line(at - 1)));
    let mut found = Vec::new();
    for start in starts {
        let end = (start..width).find(|at| !is_line(*at)).unwrap_or(width);
        let mut lines: Vec<String> = Vec::new();
        for row in &cells[rule + 1..cells.len() - 2] {
            if !matches!(row[start], "▌" | "→") {
                lines.clear();
                continue;
            }
            let text = row[start + 2..end].concat();
            let number = text.strip_prefix("PB-").and_then(|it| it.split(' ').next()?.parse().ok());
            let Some(number) = number else {
                lines.push(text);
                continue;
            };
            let last = lines.last().cloned().unwrap_or_default();
            let is_cut = last.trim_end().ends_with('…');
            let blanks = last.chars().rev().take_while(|it| *it == ' ').count();
            // One blank is the margin; a second one may be left where a word ends before the sign.
            found.push(Shown {
                number,
                title: lines.concat().replace(' ', ""),
                is_cut,
                is_full: blanks <= 2,
            });
            lines.clear();
        }
    }
    found
}

/// Gives the cards of the open columns titles.
fn title(play: &mut Play, titles: &[String]) {
    for (at, title) in titles.iter().enumerate() {
        let title = FieldEdit::blind(ItemField::Title(title.parse().unwrap()));
        play.app.session.run(&Command::set(id(at + 1), title)).unwrap();
    }
}

/// Returns how many of these titles are on the screen and how many of them are cut, and asserts that none is cut beside
/// empty cells, and not the selected one.
fn cut(play: &Play, titles: &[String]) -> (usize, usize) {
    let cards: Vec<Shown> = shown(play).into_iter().filter(|it| it.number <= titles.len()).collect();
    let selected = play.app.model.board.cursor().map(|it| usize::try_from(it.number()).unwrap());
    for card in &cards {
        let whole = titles[card.number - 1].replace(' ', "");
        assert!(card.is_cut || card.title == whole, "{} is {whole}\n{}", card.title, play.screen());
        assert!(!card.is_cut || card.is_full, "{} is cut beside empty cells\n{}", card.title, play.screen());
        assert!(!card.is_cut || selected != Some(card.number), "{} is selected", card.title);
    }
    (cards.len(), cards.iter().filter(|card| card.is_cut).count())
}

/// Returns how many of a thousand titles are cut on boards of these sizes.
fn cut_of_all(columns: usize, cards: usize, sizes: &[(u16, u16)]) -> Vec<usize> {
    let mut play = filled(columns, cards);
    let mut counts = vec![(0, 0); sizes.len()];
    for (board, titles) in invented_titles().chunks(columns * cards).enumerate() {
        // The cursor is in one column after the other.
        play.keys(if board % columns == 0 { "h h h h h" } else { "l" });
        title(&mut play, titles);
        for ((width, height), (all, cuts)) in sizes.iter().zip(&mut counts) {
            let (shown, cut) = cut(play.resize(*width, *height), titles);
            *all += shown;
            *cuts += cut;
        }
    }
    counts.into_iter().map(|(all, cuts)| cuts * 1000 / all).collect()
}

/// Titles as long as those of a real backlog, on boards of four columns with three open cards in each, and with more than
/// fit: at most one in ten is cut.
#[test]
fn few_titles_are_cut_on_a_board_of_four_columns() {
    let sizes = [(120, 36), (160, 45), (200, 50)];
    for cards in [3, 13] {
        let cut = cut_of_all(3, cards, &sizes);
        println!("{cards} cards in each column at {sizes:?}: {cut:?} of 1000 are cut");
        assert!(cut.iter().all(|cut| *cut <= 100), "{cards} cards at {sizes:?}: {cut:?} of 1000 are cut");
    }
}

/// With five columns at 120 at most a quarter is cut.
#[test]
fn a_quarter_at_most_is_cut_on_a_board_of_five_columns() {
    let cut = [3, 10].map(|cards| cut_of_all(4, cards, &[(120, 36)])[0]);
    println!("five columns: {cut:?} of 1000 are cut");
    assert!(cut.iter().all(|cut| *cut <= 250), "{cut:?} of 1000 are cut");
}

/// A thousand cards in a column are no more work than those on the screen.
#[test]
fn a_full_column_scrolls_by_rows_and_says_what_is_above_and_below() {
    let mut play = filled(3, 30);
    play.resize(120, 36).keys("Home").shows("↓ ").lacks("↑ ");
    play.keys("End").shows("↑ ").shows("PB-30 ");
}

/// Returns a board with a card in To do and one in Doing.
fn two_cards() -> Play {
    let mut play = running();
    play.add(&["Refund a card payment from the till"]).keys("s 2").resize(120, 36);
    play
}

#[test]
fn a_card_says_in_words_why_it_is_stuck() {
    let mut play = two_cards();
    play.keys("Home L b").text("test reader is broken").keys("Enter").shows("■ blocked since today:");
    play.days_pass(2).shows("■ blocked 2 days:");
    play.shows("Why it is blocked  since Mon 9 Nov");
    run(&mut play, ItemCommand::Depend { item: id(2), on: id(1), present: true });
    play.shows("after PB-1, in To do");
    play.keys("b L 3 R").text("1 cent is left over").keys("Enter 2").keys("h").shows("1 cent is left over");
    play.shows("Why it was rejected");
}

#[test]
fn tasks_and_criteria_are_ticks_and_boxes() {
    let mut play = two_cards();
    play.keys("End L N t").text("ask the bank").keys("Enter").text("write the test").keys("Enter Esc");
    play.shows("tasks □□ 0 of 2").shows("□ ask the bank");
    play.keys("L").shows("criteria □").lacks("tasks □□");
}

#[test]
fn a_limit_is_shown_as_squares() {
    let mut play = two_cards();
    let limit = |limit| {
        let set = FieldEdit::blind(ceremony::domain::column::ColumnField::Wip(Some(limit)));
        move |column: ColumnId| Command::set(column, set.clone())
    };
    let to_do = columns(&play)[0];
    play.app.theme = Theme::new(Background::Dark, Depth::Full, Glyphs::UNICODE);
    for (most, text, tone) in [
        (3, "To do  ■■□ 2/3", Tone::Accent),
        (2, "To do  ■■ 2/2", Tone::Warn),
        (1, "To do  ■ 2/1", Tone::Alert),
    ] {
        play.app.session.run(&limit(most)(to_do)).unwrap();
        assert_eq!(colour(play.shows(text), "■"), play.app.theme.style(tone).fg, "{text}");
    }
}

/// Returns the colour of the first cell with a sign.
fn colour(play: &Play, sign: &str) -> Option<Color> {
    play.picture().0.content.iter().find(|cell| cell.symbol() == sign).map(|cell| cell.fg)
}

#[test]
fn the_edge_of_a_card_has_the_colour_of_what_is_worst_and_the_ground_that_of_the_selection() {
    let mut play = two_cards();
    play.app.theme = Theme::new(Background::Dark, Depth::Full, Glyphs::UNICODE);
    play.keys("Home b").text("no key").keys("Enter End").days_pass(1);
    let theme = play.app.theme.clone();
    assert_eq!(colour(&play, "▌"), theme.on(Tone::Alert, Ground::Raised).fg);
    let grounds: Vec<_> =
        play.picture().0.content.iter().filter(|it| it.symbol() == "▌").map(|it| it.bg).collect();
    assert_eq!(grounds.first().copied(), theme.ground(Ground::Raised).bg);
    assert_eq!(grounds.last().copied(), theme.ground(Ground::Selected).bg);
}

#[test]
fn the_column_with_the_cursor_is_the_widest() {
    let mut play = filled(4, 3);
    for size in [(100, 28), (120, 36), (160, 45), (200, 50)] {
        play.resize(size.0, size.1).keys("h h h h h");
        for _ in 0..5 {
            let screen = play.screen();
            let rule = screen.lines().find(|line| line.contains(" ━") && !line.contains("─━")).unwrap();
            let columns =
                |sign: char| rule.split(' ').filter(move |it| it.contains(sign)).map(|it| it.chars().count());
            let (here, others) = (columns('━').max(), columns('─').max());
            assert!(here > others, "{size:?}: {rule}");
            play.keys("l");
        }
    }
}

#[test]
fn the_selected_card_is_in_full_below_where_there_are_rows_for_it() {
    let mut play = two_cards();
    let rule = "── PB-1  Pay by card ──";
    play.keys("End").shows(rule).shows("in To do since today").shows("□ it works");
    play.resize(120, 27).lacks(rule);
    play.resize(120, 28).shows(rule);
}

#[test]
fn a_narrow_screen_has_one_column_open_and_the_others_as_tabs() {
    let mut play = two_cards();
    play.resize(80, 24).keys("Home").shows("To do 2   Doing 0   Review 0   Accepted 0").shows(" 1 of 2 ");
    play.keys("End").shows("Refund a card payment").shows("│ Criteria");
    play.keys("L").shows("To do 1   Doing 1").shows("Pay by card").lacks("Refund a card");
    play.keys("h").shows("Refund a card").lacks("Pay by card");
}

#[test]
fn accepted_items_are_lines_with_titles_where_there_is_room() {
    let mut play = two_cards();
    let review = columns(&play)[2];
    run(&mut play, ItemCommand::Move(vec![id(1)], review));
    run(&mut play, ItemCommand::Accept(vec![id(1)], Some("shown".parse().unwrap())));
    play.keys("h").shows("✓ PB-1 ").lacks("✓ Pay by card");
    play.resize(160, 45).shows("✓ Pay by card");
}

#[test]
fn unassigned_cards_are_the_first_lane_and_lanes_without_room_are_lines() {
    let mut play = running();
    let titles: Vec<String> = (1..=12).map(|at| format!("Story {at}")).collect();
    play.add(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    play.keys("1 Home V s");
    let people: Vec<_> = play.app.session.workspace().persons.iter().map(|person| person.id).collect();
    for (at, person) in people.iter().enumerate() {
        let items = (0..4).map(|it| id(2 + at * 4 + it)).collect();
        run(&mut play, ItemCommand::Assign { items, add: vec![*person], remove: vec![] });
    }
    play.keys("2 Home z").resize(120, 30);
    let screen = play.screen();
    let place = |text: &str| screen.find(text).unwrap_or_else(|| panic!("{text}: {screen}"));
    assert!(place("Unassigned  1 item, 3 points ──") < place("Ana  4 items, 0 points ──"));
    // There is no room for the cards of the others: a square for each.
    assert!(screen.lines().any(|line| line.contains("Bo  4 items, 0 points") && line.contains("■■■■")));
    assert!(screen.contains("Chi  4 items, 0 points"));
}
