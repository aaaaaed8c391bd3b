//! The setup: everything except items and history, by section.

use super::painter::{Painter, row};
use crate::present;
use crate::tui::screen::{Setup, SetupRow, SetupSection, entries, section_of};
use crate::tui::theme::Tone;
use crate::tui::world::World;
use ratatui::layout::Rect;

/// A row of the screen: a section's title, or one of its rows.
enum Shown {
    Blank,
    Title(SetupSection),
    Row(usize, SetupRow),
}

/// Draws the setup.
pub(super) fn draw(painter: &mut Painter<'_>, body: Rect, world: &World<'_>, setup: &Setup) {
    let mut shown = Vec::new();
    let mut last = None;
    for (at, entry) in entries(world).into_iter().enumerate() {
        let section = section_of(world, entry);
        if last != Some(section) {
            if last.is_some() {
                shown.push(Shown::Blank);
            }
            shown.push(Shown::Title(section));
            last = Some(section);
        }
        shown.push(Shown::Row(at, entry));
    }
    let cursor = shown.iter().position(|it| matches!(it, Shown::Row(at, _) if *at == setup.at));
    let rows = setup.top.rows(cursor, shown.len(), usize::from(body.height));
    painter.extent(body, &rows, shown.len());
    for (at, it) in shown[rows].iter().enumerate() {
        let Some(line) = row(body, at) else { break };
        match it {
            Shown::Blank => {}
            Shown::Title(section) => {
                painter.put(line.x + 2, line.y, line.width - 4, section.title(), Tone::Head);
            }
            Shown::Row(index, entry) => {
                if *index == setup.at {
                    painter.select(line);
                    let bar = painter.glyphs().bar;
                    painter.put(line.x + 1, line.y, 1, bar, Tone::Accent);
                }
                let (name, detail, dim) = words(world, *entry);
                let name_role = if dim { Tone::Dim } else { Tone::Text };
                let used = painter.put(line.x + 4, line.y, line.width.saturating_sub(6), &name, name_role);
                let x = line.x + 4 + used.max(34) + 2;
                painter.put(x, line.y, line.right().saturating_sub(x + 2), &detail, Tone::Dim);
            }
        }
    }
}

/// Formats a row: name, detail, and whether it is inactive.
fn words(world: &World<'_>, entry: SetupRow) -> (String, String, bool) {
    let workspace = world.workspace;
    let gone = || ("gone".to_owned(), String::new(), true);
    match entry {
        SetupRow::Product(at) => {
            let Some(product) = workspace.product() else { return gone() };
            let first = |text: &str| text.lines().next().unwrap_or("none yet").to_owned();
            let weekday = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
            let day = usize::try_from(product.sprint_weekday).unwrap_or_default();
            let (name, value) = match at {
                0 => ("Name", product.name.as_str().to_owned()),
                1 => ("Key prefix", product.prefix.as_str().to_owned()),
                2 => ("Product goal", first(&product.goal)),
                3 => ("Vision", first(&product.vision)),
                4 => ("Time zone", product.zone.name().to_owned()),
                5 => ("Sprint length", present::count(u64::from(product.sprint_days), "day", "days")),
                6 => ("Sprints begin on", weekday[day % 7].to_owned()),
                7 => ("Working days", workspace.working_week().to_string()),
                _ => (
                    "Velocity over",
                    present::count(workspace.velocity_sprints(), "past sprint", "past sprints"),
                ),
            };
            (name.to_owned(), value, false)
        }
        SetupRow::Person(id) => workspace.persons.get(id).map_or_else(gone, |person| {
            let mut facts = vec![person.roles.to_string()];
            facts.extend(person.login.as_ref().map(|login| format!("login {login}")));
            facts.extend(person.has_left.then(|| "has left".to_owned()));
            facts.retain(|fact| !fact.is_empty());
            (person.name.as_str().to_owned(), facts.join(", "), person.has_left)
        }),
        SetupRow::Sprint(id) => workspace.sprints.get(id).map_or_else(gone, |sprint| {
            let detail = format!("{}, {}", sprint.state, present::progress(workspace, sprint, world.now));
            (sprint.name.as_str().to_owned(), detail, false)
        }),
        SetupRow::Column(id) => workspace.columns.get(id).map_or_else(gone, |column| {
            let limit = column.wip.map_or_else(|| "no limit".to_owned(), |limit| format!("limit {limit}"));
            (column.name.as_str().to_owned(), format!("{}, {limit}", column.stage.title()), false)
        }),
        SetupRow::Rule(id) => workspace.rules.get(id).map_or_else(gone, |rule| {
            let how = if rule.is_ticked() { "ticked" } else { "automatic" };
            let kinds = rule.kinds.to_string();
            let kinds = if kinds.is_empty() { String::new() } else { format!(", for {kinds}") };
            (rule.text.as_str().to_owned(), format!("{how}{kinds}"), false)
        }),
        SetupRow::Epic(id) => workspace.epics.get(id).map_or_else(gone, |epic| {
            let items =
                workspace.items.iter().filter(|item| item.epic == Some(id) && item.stage.is_open()).count();
            let closed = if epic.closed { ", closed" } else { "" };
            let count = present::count(items as u64, "open item", "open items");
            (format!("{}  {}", workspace.epic_key(id), epic.title), format!("{count}{closed}"), epic.closed)
        }),
        SetupRow::Label(id) => workspace
            .labels
            .get(id)
            .map_or_else(gone, |label| (format!("#{}", label.name), String::new(), false)),
        SetupRow::Add(section) => {
            let what = match section {
                SetupSection::Product => "",
                SetupSection::People => "new person",
                SetupSection::Sprints => "new sprint",
                SetupSection::Columns => "new column",
                SetupSection::Ready | SetupSection::Done => "new rule",
                SetupSection::Epics => "new epic",
                SetupSection::Labels => "new label",
            };
            (format!("+ {what}"), String::new(), true)
        }
    }
}
