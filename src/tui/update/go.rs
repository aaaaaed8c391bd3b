//! Navigation: rows, panes, screens, layers. Nothing here changes the product.

use crate::domain::id::ItemId;
use crate::tui::effect::{Answer, Effect, Outside};
use crate::tui::layer::Layer;
use crate::tui::model::{BoardPane, Model, Pane};
use crate::tui::screen::{DetailScreen, HelpScreen, HistoryScreen, Screen, Setup, entries};
use crate::tui::world::World;

/// Moves by a page: in the backlog, where a title may take two rows, to the entries that follow those on the screen.
pub fn page(model: &mut Model, world: &World<'_>, by: isize) -> Answer {
    let in_backlog = model.screens.is_empty() && model.layers.is_empty() && model.pane == Pane::Backlog;
    if in_backlog && let Some(to) = model.backlog.top.turn(by > 0) {
        model.backlog.go(world, to);
        return Ok(Vec::new());
    }
    step(model, world, by * rows_of_page(model))
}

/// Returns the number of rows per page: those of the body, minus one for orientation.
fn rows_of_page(model: &Model) -> isize {
    isize::try_from(model.size.1.saturating_sub(7)).unwrap_or(10).max(1)
}

/// Moves the cursor by some rows.
pub fn step(model: &mut Model, world: &World<'_>, by: isize) -> Answer {
    if let Some(Layer::Picker(picker)) = model.layers.last_mut() {
        picker.go(by);
        return Ok(Vec::new());
    }
    if let Some(Layer::Divide(divide)) = model.layers.last_mut() {
        divide.go(by);
        return Ok(Vec::new());
    }
    let moved = |at: usize, count: usize| at.saturating_add_signed(by).min(count.saturating_sub(1));
    match model.screens.last_mut() {
        Some(Screen::Detail(detail)) => {
            // A page scrolls the text; a row moves between the parts.
            if by.unsigned_abs() == 1 {
                detail.go(world, by);
            } else {
                detail.page(by);
            }
        }
        Some(Screen::History(history)) => {
            history.at = moved(history.at, history.entries.len());
            if history.more && history.at + 1 >= history.entries.len() {
                return Ok(vec![Effect::ReadHistory]);
            }
        }
        Some(Screen::Setup(setup)) => setup.at = moved(setup.at, entries(world).len()),
        Some(Screen::Report(report)) => report.top = report.top.saturating_add_signed(by),
        Some(Screen::Meeting(meeting)) => meeting.step(world, by),
        Some(Screen::Minutes(minutes)) => minutes.top = minutes.top.saturating_add_signed(by),
        Some(Screen::Help(help)) => help.top = help.top.saturating_add_signed(by),
        None => match model.pane {
            Pane::Backlog => {
                let to = moved(model.backlog.at(), model.backlog.rows(world).len());
                model.backlog.go(world, to);
            }
            Pane::Board => {
                let filter = model.filter.as_ref().map(|(_, filter)| filter);
                model.board.go(world, filter, by);
            }
            Pane::Review => {
                let to = moved(model.review.at(), model.review.rows().len());
                model.review.go(to);
            }
            Pane::Sprint => model.sprint.top.by(by),
        },
    }
    Ok(Vec::new())
}

pub fn sideways(model: &mut Model, world: &World<'_>, right: bool) -> Answer {
    let filter = model.filter.as_ref().map(|(_, filter)| filter);
    let at_edge = if right {
        model.board.column() >= BoardPane::columns(world).len()
    } else {
        model.board.column() == 0
    };
    if at_edge {
        return Err(
            if right { "already in the last column" } else { "already in the first column" }.to_owned()
        );
    }
    model.board.sideways(world, filter, right);
    Ok(Vec::new())
}

pub fn open(model: &mut Model, world: &World<'_>) -> Answer {
    match model.screens.last() {
        Some(Screen::History(history)) => match history.item {
            Some(item) => Ok(vec![Effect::Show(item)]),
            None => Err("entries of the history do not open; u undoes your last change".to_owned()),
        },
        Some(_) => Ok(Vec::new()),
        None => {
            let mut detail = DetailScreen::of(super::here(model, world)?.id);
            detail.cursor = model.part();
            model.screens.push(Screen::Detail(detail));
            Ok(Vec::new())
        }
    }
}

pub fn back(model: &mut Model, world: &World<'_>) -> Answer {
    if let Some(screen) = model.screens.pop() {
        return Ok(parted(&screen));
    }
    if model.marks.is_empty() {
        model.filter = None;
        model.normalise(world);
    }
    model.marks.clear();
    Ok(Vec::new())
}

pub fn leave(model: &mut Model, _world: &World<'_>) -> Answer {
    let left = model.screens.pop().map(|screen| parted(&screen));
    model.is_over |= left.is_none();
    Ok(left.unwrap_or_default())
}

/// Closing a ceremony's screen leaves the ceremony, which continues.
fn parted(screen: &Screen) -> Vec<Effect> {
    if matches!(screen, Screen::Meeting(_)) { vec![Effect::Leave] } else { Vec::new() }
}

/// Shows a pane.
pub fn to_pane(model: &mut Model, pane: Pane) -> Answer {
    model.screens.clear();
    model.pane = pane;
    Ok(Vec::new())
}

/// Shows the next pane to the right or to the left.
pub fn pane_beside(model: &mut Model, right: bool) -> Answer {
    let at = Pane::ALL.iter().position(|it| *it == model.pane).unwrap_or_default();
    let by = if right { 1 } else { Pane::ALL.len() - 1 };
    to_pane(model, Pane::ALL[(at + by) % Pane::ALL.len()])
}

pub fn quit(model: &mut Model, _world: &World<'_>) -> Answer {
    model.is_over = true;
    Ok(Vec::new())
}

pub fn help(model: &mut Model, _world: &World<'_>) -> Answer {
    let of = model.context();
    model.screens.push(Screen::Help(HelpScreen { of, top: 0 }));
    Ok(Vec::new())
}

pub fn item_history(model: &mut Model, world: &World<'_>) -> Answer {
    let item = super::here(model, world)?.id;
    show_history(model, Some(item))
}

pub fn show_history(model: &mut Model, item: Option<ItemId>) -> Answer {
    model.screens.push(Screen::History(HistoryScreen { item, more: true, ..HistoryScreen::default() }));
    Ok(vec![Effect::ReadHistory])
}

pub fn setup(model: &mut Model, _world: &World<'_>) -> Answer {
    if !super::in_setup(model) {
        model.screens.push(Screen::Setup(Setup::default()));
    }
    Ok(Vec::new())
}

/// Opens or closes the detail beside the backlog.
pub fn preview(model: &mut Model, _world: &World<'_>) -> Answer {
    model.backlog.is_alone = !model.backlog.is_alone;
    Ok(Vec::new())
}

/// Switches to the next grouping of the board.
pub fn lanes(model: &mut Model, _world: &World<'_>) -> Answer {
    model.board.lanes = model.board.lanes.next();
    Ok(Vec::new())
}

pub fn copy_minutes(model: &mut Model, _world: &World<'_>) -> Answer {
    let Some(Screen::Minutes(minutes)) = model.screens.last() else { return Ok(Vec::new()) };
    Ok(vec![Outside::Copy(minutes.markdown.clone()).into()])
}

pub fn mark(model: &mut Model, world: &World<'_>) -> Answer {
    let id = super::here(model, world)?.id;
    if !model.marks.remove(&id) {
        model.marks.insert(id);
    }
    step(model, world, 1)
}

pub fn mark_all(model: &mut Model, world: &World<'_>) -> Answer {
    if !model.marks.is_empty() {
        model.marks.clear();
        return Ok(Vec::new());
    }
    match model.pane {
        Pane::Backlog => model.marks.extend(model.backlog.rows(world).iter().copied()),
        Pane::Board | Pane::Review | Pane::Sprint => {
            let column = model.board.column();
            let cards = model.board.cards(world, model.filter(), column);
            let ids: Vec<_> = cards.into_iter().map(|item| item.id).collect();
            model.marks.extend(ids);
        }
    }
    Ok(Vec::new())
}
