//! The image in the README: a screen of the demo as SVG, the same bytes each time.

use super::support::{Play, demo, product};
use ceremony::tui::theme::{Background, Depth, Glyphs, Theme};
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;
use std::path::Path;

const CELL: (u32, u32) = (9, 19);

fn hex(colour: Color, otherwise: &str) -> String {
    if let Color::Rgb(red, green, blue) = colour {
        format!("#{red:02x}{green:02x}{blue:02x}")
    } else {
        otherwise.to_owned()
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Draws a buffer: one rectangle for each run of a background, one text for each run of a style.
fn svg(buffer: &Buffer) -> String {
    let area = buffer.area;
    let (width, height) = (u32::from(area.width) * CELL.0 + 20, u32::from(area.height) * CELL.1 + 20);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"monospace\" font-size=\"15\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"#181818\"/>\n"
    );
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let first = &buffer[(x, y)];
            let mut end = x + 1;
            while end < area.width && buffer[(end, y)].style() == first.style() {
                end += 1;
            }
            let text: String = (x..end).map(|at| buffer[(at, y)].symbol()).collect();
            let (left, top) = (u32::from(x) * CELL.0 + 10, u32::from(y) * CELL.1 + 10);
            let columns = u32::from(end - x) * CELL.0;
            if first.bg != Color::Reset {
                let ground = hex(first.bg, "#333333");
                let _ = writeln!(
                    out,
                    "<rect x=\"{left}\" y=\"{top}\" width=\"{columns}\" height=\"{}\" fill=\"{ground}\"/>",
                    CELL.1
                );
            }
            if !text.trim().is_empty() {
                let weight =
                    if first.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
                let fill = hex(first.fg, "#d8d8d8");
                let _ = writeln!(
                    out,
                    "<text x=\"{left}\" y=\"{}\" fill=\"{fill}\"{weight} textLength=\"{columns}\" xml:space=\"preserve\">{}</text>",
                    top + 15,
                    escaped(&text)
                );
            }
            x = end;
        }
    }
    out.push_str("</svg>\n");
    out
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test that rewrites a file asks for leave")]
fn the_picture_of_the_backlog_is_fresh() {
    let folder = tempfile::tempdir().unwrap();
    let mut play = demo(folder.path(), (400, 110), 1);
    play.app.theme = Theme::new(Background::Dark, Depth::Full, Glyphs::UNICODE);
    play.resize(110, 26).keys("j j j j j j j j j j j j j j");
    let fresh = svg(&play.picture().0);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/backlog.svg");
    if std::env::var_os("CEREMONY_BLESS").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == fresh, "assets/backlog.svg is stale: run this test once more with CEREMONY_BLESS=1");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test that rewrites a file asks for leave")]
fn the_manual_of_keys_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/keys.md");
    let fresh = ceremony::tui::action::manual();
    if std::env::var_os("CEREMONY_BLESS").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == fresh, "assets/keys.md is stale: run this test once more with CEREMONY_BLESS=1");
}

/// Every verb in the table of actions is a verb of the command line.
#[test]
fn every_action_names_a_verb_that_there_is() {
    let verbs = ceremony::cli::verbs();
    for row in ceremony::tui::action::TABLE.iter().filter(|row| !row.verb.words.is_empty()) {
        let words = row.verb.words;
        let known = verbs.iter().any(|verb| verb == words || verb.starts_with(&format!("{words} ")));
        assert!(known, "{} names the verb {words:?}", row.name);
    }
}

#[test]
fn on_a_shared_screen_no_letter_is_faint() {
    let mut play = product();
    play.ready("Pay by card").sprint().keys("c").text("stand").keys("Enter");
    let faint = |play: &Play| {
        let (buffer, _) = play.picture();
        let is_letter = |symbol: &str| symbol.chars().any(char::is_alphanumeric);
        let faint = |cell: &ratatui::buffer::Cell| cell.modifier.contains(Modifier::DIM);
        buffer.content.iter().any(|cell| faint(cell) && is_letter(cell.symbol()))
    };
    assert!(faint(play.resize(120, 40)));
    assert!(!faint(play.resize(160, 45)));
    play.keys("2 L L c").text("review").keys("Enter l").shows("Acceptance");
    assert!(!faint(&play));
}
