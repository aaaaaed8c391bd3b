//! Drawing: the frame, the screen in it, and the layers above. Draws only what is visible, and changes nothing except
//! the scroll positions of lists.

mod backlog;
mod board;
mod bottom;
mod detail;
mod divide;
mod footer;
mod frame;
mod framed;
mod heads;
mod help;
mod history;
mod layers;
mod lead;
mod meeting;
mod meter;
mod page;
mod painter;
mod pending;
mod review;
mod setup;
mod sprint;
mod welcome;

use super::app::App;
use super::layer::Layer;
pub use super::model::BESIDE;
use super::model::Pane;
use super::screen::Screen;
use super::world::World;
use painter::Painter;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The minimum size of the screen, in columns and rows.
pub const LEAST: (u16, u16) = (60, 16);

/// Draws everything on an empty frame. Returns the position of the cursor, if it is shown.
pub fn draw(frame: &mut Buffer, app: &App) -> Option<Position> {
    let area = frame.area;
    let bright = match app.model.screens.last() {
        Some(Screen::Meeting(meeting)) if meeting.is_presented(area.width) => Some(app.theme.bright()),
        Some(_) | None => None,
    };
    let world = World { theme: bright.as_ref().unwrap_or(&app.theme), ..app.world() };
    let mut painter = Painter::new(frame, world.theme);
    if area.width < LEAST.0 || area.height < LEAST.1 {
        frame::too_small(&mut painter, area);
        return None;
    }
    if let [Layer::Welcome(form)] = app.model.layers.as_slice() {
        let cursor = welcome::draw(&mut painter, area, form, app, &world);
        world.theme.settle(frame);
        return cursor;
    }
    screen(&mut painter, area, app, &world);
    let mut cursor = None;
    for (at, layer) in app.model.layers.iter().enumerate() {
        cursor = layers::draw(&mut painter, area, app, layer, at + 1 == app.model.layers.len());
    }
    pending::draw(&mut painter, area, app);
    world.theme.settle(frame);
    cursor
}

/// Returns what the present screen shows within its frame, without the layers above it.
pub fn body(app: &App) -> Buffer {
    let area = Rect::new(0, 0, app.model.size.0, app.model.size.1);
    if area.width < LEAST.0 || area.height < LEAST.1 {
        return Buffer::empty(Rect::ZERO);
    }
    let (mut frame, world) = (Buffer::empty(area), app.world());
    let body = screen(&mut Painter::new(&mut frame, world.theme), area, app, &world);
    let mut inner = Buffer::empty(body);
    for position in body.positions() {
        inner[position] = frame[position].clone();
    }
    inner
}

/// Draws the present screen in its frame. Returns the area within the frame.
fn screen(painter: &mut Painter<'_>, area: Rect, app: &App, world: &World<'_>) -> Rect {
    let body = match app.model.screens.last() {
        Some(Screen::Meeting(screen)) => meeting::frame(painter, area, app, world, screen),
        Some(_) | None => frame::draw(painter, area, app, world),
    };
    match app.model.screens.last() {
        Some(Screen::Detail(detail)) => {
            detail::page(painter, body, world, detail, app.model.backlog.preview_facts());
        }
        Some(Screen::History(history)) => history::draw(painter, body, world, history),
        Some(Screen::Setup(setup)) => setup::draw(painter, body, world, setup),
        Some(Screen::Report(report)) => page::report(painter, body, world, report),
        Some(Screen::Help(help)) => help::draw(painter, body, app, help),
        Some(Screen::Meeting(screen)) => meeting::draw(painter, body, app, world, screen),
        Some(Screen::Minutes(screen)) => meeting::minutes(painter, body, screen),
        None => {
            let body = heads::draw(painter, body, app, world);
            match app.model.pane {
                Pane::Backlog => backlog::draw(painter, body, world, &app.model),
                Pane::Board => board::draw(painter, body, world, &app.model),
                Pane::Review => review::draw(painter, body, world, &app.model),
                Pane::Sprint => sprint::draw(painter, body, world, &app.model.sprint),
            }
        }
    }
    body
}

/// Splits a body into the list and, if there is room, the detail beside it.
fn beside(body: Rect) -> (Rect, Option<Rect>) {
    if body.width < BESIDE {
        return (body, None);
    }
    let right = (body.width * 2 / 5).clamp(40, 84);
    let list = Rect { width: body.width - right - 1, ..body };
    (list, Some(Rect { x: body.x + list.width + 1, width: right, ..body }))
}
