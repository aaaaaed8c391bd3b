//! How many of the open items must be loaded before an action can run. The first rows are loaded before the first
//! frame; waiting for a hundred thousand would be noticeable.

use super::{App, world};
use crate::session::Session;
use crate::tui::action::Action;
use crate::tui::layer::Layer;
use crate::tui::model::{Model, Pane};
use crate::tui::world::World;

/// The range of items that an action may reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Only what is on the screen.
    Here,
    /// The first rows of the backlog, this many.
    Rows(usize),
    /// Any open item.
    Anywhere,
}

impl Reach {
    #[expect(clippy::wildcard_enum_match_arm, reason = "whatever is not known to stay here may go anywhere")]
    fn of(model: &Model, action: Action) -> Self {
        use Action::{
            Assign, Back, Block, Cancel, CarryLeft, CarryRight, Copy, Down, Edit, EditText, Estimate, Filter,
            First, GoBacklog, GoBoard, GoReview, GoSprint, Help, ItemHistory, Jump, Labels, Leave, Left,
            Move, NewComment, NewCriterion, NewLink, NewQuestion, NewTask, NextField, NextPane, No, Open,
            OpenLink, PageDown, PageUp, Palette, Preview, PreviousField, PreviousPane, ProductHistory, Quit,
            Repaint, Right, Search, Submit, Suspend, Up,
        };
        let in_backlog = model.screens.is_empty() && model.layers.is_empty() && model.pane == Pane::Backlog;
        let rows = |by: usize| match (in_backlog, &model.filter) {
            (false, _) => Self::Here,
            (true, None) => Self::Rows(model.backlog.at() + by + 1),
            (true, Some(_)) => Self::Anywhere,
        };
        match action {
            Down => rows(1),
            PageDown => rows(usize::from(model.size.1)),
            Up | PageUp | First | Right | Left | Open | Back | Leave | GoBacklog | GoBoard | GoReview
            | GoSprint | Preview | NextPane | PreviousPane | Jump | Filter | Search | Palette | Help
            | Repaint | Quit | Suspend | Edit | EditText | Estimate | CarryRight | CarryLeft | Move
            | Assign | Block | Labels | Copy | OpenLink | NewCriterion | NewTask | NewQuestion
            | NewComment | NewLink | ItemHistory | ProductHistory | NextField | PreviousField | Cancel
            | No => Self::Here,
            Submit if matches!(model.layers.last(), Some(Layer::Prompt(it)) if it.live.is_some()) => {
                Self::Here
            }
            _ => Self::Anywhere,
        }
    }
}

impl App {
    /// Loads as many items as an action needs, while the screen stays as it is.
    pub(super) fn read_for(&mut self, action: Action) {
        match Reach::of(&self.model, action) {
            Reach::Here => {}
            Reach::Rows(rows) => {
                while !self.session.is_loaded() && self.session.rows_from_the_top() < rows {
                    if let Err(failure) = self.session.load_some() {
                        return self.fail(&failure);
                    }
                }
                self.model.backlog.keep_still(&world!(self));
            }
            Reach::Anywhere => self.load_all(),
        }
    }

    /// Loads all open items, while the screen stays as it is.
    pub(super) fn load_all(&mut self) {
        self.read(Session::load_all);
        self.model.backlog.keep_still(&world!(self));
    }
}
