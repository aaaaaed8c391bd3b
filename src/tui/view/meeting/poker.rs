//! Planning poker on the shared screen: who has voted (never what), the last round, and similar items.

use super::lines::Lines;
use crate::domain::id::ItemId;
use crate::domain::reference::alike;
use crate::domain::views::refinement::Voting;
use crate::present;
use crate::tui::screen::Meeting;
use crate::tui::text::width;
use crate::tui::theme::Tone;
use crate::tui::update::{after_round, last_round};
use crate::tui::world::World;

/// The text shown if there are no reference items.
const NO_REFERENCES: &str = "no estimated item has been accepted yet";

/// Formats `3 of 4 have voted`, with the names of both groups; `None` while nobody has.
fn voted(world: &World<'_>, meeting: &Meeting) -> Option<(String, String)> {
    let voting = Voting::of(world.workspace, meeting.item()?, &meeting.players(world), &meeting.facts.voted);
    let (count, all) = (voting.voted.len(), voting.players.len());
    if count == 0 {
        return None;
    }
    let glyphs = world.theme.glyphs;
    let name = |(name, has_voted): &(String, bool)| {
        format!("{name} {}", if *has_voted { glyphs.met } else { glyphs.bullet })
    };
    let names: Vec<String> = voting.players.iter().map(name).collect();
    let then = if count == all { ": reveal the cards" } else { "" };
    Some((format!("{}{then}", present::poker::voted(count, all)), names.join("  ")))
}

/// Formats the last revealed cards, `Bo 5  Chi 8`, with their round.
fn revealed(world: &World<'_>, id: ItemId) -> Option<(u32, String)> {
    let votes = last_round(&world.workspace.detail(id)?.votes);
    let round = votes.first()?.round;
    let cards: Vec<String> =
        votes.iter().map(|vote| format!("{} {}", world.workspace.name(vote.person), vote.card)).collect();
    Some((round, cards.join("  ")))
}

/// Returns the reference items for an item: size, key, title, days.
fn references(world: &World<'_>, meeting: &Meeting, id: ItemId) -> Vec<[String; 4]> {
    let estimate = world.item(id).and_then(|item| item.estimate);
    alike(&meeting.facts.references, estimate)
        .into_iter()
        .filter_map(|one| {
            let days = present::count(one.days(world.zone())?, "day", "days");
            Some([one.points.to_string(), world.workspace.key(one.item), one.title.to_string(), days])
        })
        .collect()
}

/// Draws the panel beside the item.
pub(super) fn beside(lines: &mut Lines<'_, '_>, world: &World<'_>, meeting: &Meeting, id: ItemId) {
    if let Some((count, names)) = voted(world, meeting) {
        lines.gap();
        lines.say(&count, Tone::Accent);
        lines.say(&names, Tone::Text);
    }
    if let Some((round, cards)) = revealed(world, id) {
        let (verdict, notes) = after_round(world, meeting, id);
        lines.heading(&format!("Round {round}: {verdict}"));
        lines.say(&cards, Tone::Text);
        for words in notes {
            lines.say(&words, Tone::Accent);
        }
    }
    let like = references(world, meeting, id);
    lines.heading("Similar items, recently accepted");
    if like.is_empty() {
        lines.say(NO_REFERENCES, Tone::Dim);
        return;
    }
    let widest = |at: usize| {
        let columns = like.iter().map(|row| width(&row[at])).max().unwrap_or(0);
        u16::try_from(columns).unwrap_or(0)
    };
    let (size, key, days) = (widest(0), widest(1), widest(3));
    for row in &like {
        let Some(at) = lines.line() else { break };
        let painter = &mut *lines.painter;
        painter.put_right(at.x, at.y, size, &row[0], Tone::Strong);
        let mut x = at.x + size + 2;
        painter.put(x, at.y, key, &row[1], Tone::Accent);
        x += key + 2;
        painter.put(x, at.y, at.right().saturating_sub(x + days + 2), &row[2], Tone::Text);
        painter.put_right(at.x, at.y, at.width, &row[3], Tone::Dim);
    }
}

/// Adds the lines below the item, each with a label: the cards.
pub(super) fn below(lines: &mut Vec<(&str, String)>, world: &World<'_>, meeting: &Meeting, id: ItemId) {
    if let Some((count, names)) = voted(world, meeting) {
        lines.push(("Poker", format!("{count}  {names}")));
    } else if let Some((round, cards)) = revealed(world, id) {
        lines.push(("Poker", format!("round {round}: {cards}")));
    }
}

/// Returns the lines below the item: reference items, those of its own size first; at most `free`, but at least one.
pub(super) fn references_below(
    world: &World<'_>,
    meeting: &Meeting,
    id: ItemId,
    free: usize,
) -> Vec<(&'static str, String)> {
    let own = world.item(id).and_then(|item| item.estimate).map(|points| points.to_string());
    let mut rows = references(world, meeting, id);
    rows.sort_by_key(|row| Some(&row[0]) != own.as_ref());
    let size = rows.iter().map(|row| width(&row[0])).max().unwrap_or(0);
    let line = |(at, [points, key, title, days]): (usize, [String; 4])| {
        let first = if at == 0 { "Similar" } else { "" };
        (first, format!("{points:>size$}  {key} {title}, {days}"))
    };
    let rows: Vec<_> = rows.into_iter().enumerate().map(line).collect();
    // On a small screen the item is more important: beside a long one, there is only one line.
    if rows.is_empty() && free > 0 {
        return vec![("Similar", NO_REFERENCES.to_owned())];
    }
    rows.into_iter().take(free.max(1)).collect()
}
