//! Moving about: rows, panes, screens, layers. Nothing here changes the product.

use super::Answer;
use crate::tui::effect::Effect;
use crate::tui::layer::{Ask, Layer};
use crate::tui::model::{Board, Model, Pane};
use crate::tui::screen::{Detail, Help, History, Screen, Setup, entries};
use crate::tui::world::World;

/// Goes some rows down, or up where `by` is negative.
pub(super) fn step(model: &mut Model, world: &World<'_>, by: isize) -> Answer {
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
            // A page moves the text; a row moves among the parts.
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

pub(super) fn sideways(model: &mut Model, world: &World<'_>, right: bool) -> Answer {
    let filter = model.filter.as_ref().map(|(_, filter)| filter);
    let at_edge =
        if right { model.board.column() >= Board::columns(world).len() } else { model.board.column() == 0 };
    if at_edge {
        return Err(if right { "this is the last column" } else { "this is the first column" }.to_owned());
    }
    model.board.sideways(world, filter, right);
    Ok(Vec::new())
}

pub(super) fn open(model: &mut Model, world: &World<'_>) -> Answer {
    match model.screens.last() {
        Some(Screen::Detail(_)) => super::edit::edit(model, world),
        Some(Screen::Setup(_)) => super::setup::open(model, world),
        Some(Screen::History(history)) => match history.item {
            Some(item) => Ok(vec![Effect::Show(item)]),
            None => Err("this is what happened; u takes back what you did last".to_owned()),
        },
        Some(Screen::Report(_) | Screen::Help(_) | Screen::Meeting(_) | Screen::Minutes(_)) => Ok(Vec::new()),
        None => {
            let item = model.item(world).ok_or_else(|| "there is no item here".to_owned())?;
            let mut detail = Detail::of(item);
            detail.cursor = model.part();
            model.screens.push(Screen::Detail(detail));
            Ok(Vec::new())
        }
    }
}

pub(super) fn back(model: &mut Model, world: &World<'_>) -> Answer {
    if let Some(screen) = model.screens.pop() {
        return Ok(left(&screen));
    }
    if !model.marks.is_empty() {
        model.marks.clear();
    } else if model.filter.take().is_some() {
        model.settle(world);
    } else {
        return Err("this is a pane; q leaves the program".to_owned());
    }
    Ok(Vec::new())
}

pub(super) fn leave(model: &mut Model) -> Answer {
    let left = model.screens.pop().map(|screen| left(&screen));
    model.is_over |= left.is_none();
    Ok(left.unwrap_or_default())
}

/// Who leaves a ceremony's screen takes part no longer; the ceremony goes on.
fn left(screen: &Screen) -> Vec<Effect> {
    if matches!(screen, Screen::Meeting(_)) { vec![Effect::Part] } else { Vec::new() }
}

/// Shows a pane.
pub(super) fn pane(model: &mut Model, pane: Pane) -> Answer {
    model.screens.clear();
    model.pane = pane;
    Ok(Vec::new())
}

pub(super) fn next_pane(model: &mut Model, by: usize) -> Answer {
    let at = Pane::ALL.iter().position(|it| *it == model.pane).unwrap_or_default();
    pane(model, Pane::ALL[(at + by) % Pane::ALL.len()])
}

pub(super) fn help(model: &mut Model) -> Answer {
    let of = model.context();
    model.screens.push(Screen::Help(Help { of, top: 0 }));
    Ok(Vec::new())
}

pub(super) fn history(model: &mut Model, world: &World<'_>, of_item: bool) -> Answer {
    let item = if of_item {
        Some(model.item(world).ok_or_else(|| "there is no item here".to_owned())?)
    } else {
        None
    };
    model.screens.push(Screen::History(History { item, more: true, ..History::default() }));
    Ok(vec![Effect::ReadHistory])
}

pub(super) fn setup(model: &mut Model) -> Answer {
    if !matches!(model.screens.last(), Some(Screen::Setup(_))) {
        model.screens.push(Screen::Setup(Setup::default()));
    }
    Ok(Vec::new())
}

pub(super) fn mark(model: &mut Model, world: &World<'_>) -> Answer {
    let id = model.item(world).ok_or_else(|| "there is no item here".to_owned())?;
    if !model.marks.remove(&id) {
        model.marks.insert(id);
    }
    step(model, world, 1)
}

pub(super) fn mark_all(model: &mut Model, world: &World<'_>) -> Answer {
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

/// Closes the layer on top and leaves everything as it was.
///
/// What was written goes only at the second Esc.
pub(super) fn cancel(model: &mut Model, world: &World<'_>) -> Answer {
    const ONCE_MORE: &str = "Esc once more leaves this, and what you wrote is gone";
    let note = match model.layers.last_mut() {
        Some(Layer::Form(form)) if form.is_changed() => Some(&mut form.note),
        Some(Layer::Writing(writing)) if writing.area.is_changed() => Some(&mut writing.note),
        Some(Layer::Divide(divide)) => Some(&mut divide.note),
        Some(Layer::Prompt(prompt)) if prompt.ask.has_begun() => Some(&mut prompt.note),
        _ => None,
    };
    if let Some(note) = note
        && note.as_deref() != Some(ONCE_MORE)
    {
        *note = Some(ONCE_MORE.to_owned());
        return Ok(Vec::new());
    }
    match model.layers.pop() {
        Some(Layer::Prompt(prompt)) => {
            if let Ask::Filter(before) = prompt.ask {
                model.filter = before.and_then(|text| {
                    let filter = crate::filter::Filter::parse(&text, world.workspace, world.me).ok()?;
                    Some((text, filter))
                });
            }
        }
        Some(Layer::Welcome(form)) => {
            model.layers.push(Layer::Welcome(form));
            return Err("Ctrl-c leaves; nothing has been made yet".to_owned());
        }
        Some(
            Layer::Form(_) | Layer::Writing(_) | Layer::Picker(_) | Layer::Divide(_) | Layer::Confirm(_),
        )
        | None => {}
    }
    Ok(Vec::new())
}

pub(super) fn field(model: &mut Model, by: isize) -> Answer {
    if let Some(Layer::Form(form) | Layer::Welcome(form)) = model.layers.last_mut() {
        let count = isize::try_from(form.fields.len()).unwrap_or(1).max(1);
        let at = isize::try_from(form.at).unwrap_or(0);
        form.at = usize::try_from((at + by).rem_euclid(count)).unwrap_or(0);
    }
    Ok(Vec::new())
}
