//! Undo and redo by key. What cannot be seen being undone is named first.

use super::{App, world};
use crate::domain::change::{Change, Edit};
use crate::present::consequences::removes_product;
use crate::present::tree::Styled;
use crate::session::{CommandOutcome, RunError, UndoPreview};
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::layer::{Confirm, Layer};
use crate::tui::model::{Model, Pane, Reversal};
use crate::tui::screen::Screen;
use crate::tui::world::World;

impl App {
    /// Undoes the newest operation. One that changed nothing on the present screen is named first, unless the line
    /// at the bottom names it; one whose undo removes the product needs a confirmation.
    pub(super) fn undo(&mut self) -> Result<(), RunError> {
        let named = self.named_operation.take();
        let preview = self.session.rehearse_undo()?;
        if preview.removes_product() {
            let redo = self.keymap.shown(Action::Redo).unwrap_or_default();
            let (title, line) = removes_product(self.session.workspace(), &redo);
            let lines = vec![Styled::text(line)];
            let confirm = Confirm { title, lines, then: vec![Effect::UndoConfirmed] };
            self.model.layers.push(Layer::Confirm(confirm));
        } else if named == Some(preview.entry.revision) || self.is_on_screen(&preview) {
            return self.undo_now();
        } else {
            self.name_first(&preview);
        }
        Ok(())
    }

    /// Undoes the newest operation without a question.
    pub(super) fn undo_now(&mut self) -> Result<(), RunError> {
        let outcome = self.session.undo()?;
        self.reversed(outcome, Some(Reversal::Redo));
        Ok(())
    }

    /// Redoes the operation that was undone last.
    pub(super) fn redo(&mut self) -> Result<(), RunError> {
        self.named_operation = None;
        let outcome = self.session.redo()?;
        // The message names what the next undo is about.
        let named = self.session.undoable().ok();
        self.reversed(outcome, named.map(Reversal::Undo));
        self.named_operation = named;
        Ok(())
    }

    /// Returns whether an undo would change what the present screen shows, frame and messages left out.
    fn is_on_screen(&mut self, preview: &UndoPreview) -> bool {
        if self.is_read_for_screen(&preview.changes) {
            return true;
        }
        let before = (self.body)(self);
        let Model { backlog, board, review, screens, marks, .. } = &self.model;
        let kept = (backlog.clone(), board.clone(), review.clone(), screens.clone(), marks.clone());
        let assumption = self.session.assume(&preview.changes);
        self.model.normalise(&world!(self));
        let after = (self.body)(self);
        self.session.discard(assumption);
        let model = &mut self.model;
        (model.backlog, model.board, model.review, model.screens, model.marks) = kept;
        before != after
    }

    /// Returns whether changes concern what the present screen has read from the file: the charts of a sprint, or the
    /// existence of the ceremony.
    fn is_read_for_screen(&self, changes: &[Change]) -> bool {
        let sprint = self.model.sprint.flow().and_then(|flow| flow.sprint);
        let items = &self.session.workspace().items;
        let is_of_sprint = |change: &Change| {
            if let Change::Selection(Edit::Created(it) | Edit::Removed(it)) = change {
                Some(it.sprint) == sprint
            } else if let Change::Item(edit) = change {
                items.get(edit.id()).is_some_and(|it| it.sprint == sprint)
            } else {
                false
            }
        };
        match self.model.screens.last() {
            Some(Screen::Meeting(meeting)) => changes.iter().any(|it| {
                matches!(it, Change::Ceremony(edit) if edit.id() == meeting.id)
                    || matches!(it, Change::Hidden(_))
            }),
            Some(_) => false,
            None => self.model.pane == Pane::Sprint && changes.iter().any(is_of_sprint),
        }
    }

    /// Names the operation that the next undo is about.
    fn name_first(&mut self, preview: &UndoPreview) {
        let zone = self.world().zone();
        let (day, clock) = (preview.entry.day, preview.entry.at.clock(zone));
        let key = self.keymap.shown(Action::Undo).unwrap_or_default();
        let operation = self.session.summary(&preview.entry);
        self.say(format!("{key} again undoes: {operation}, {}, {clock}", day.format("%-d %b")));
        self.named_operation = Some(preview.entry.revision);
    }

    fn reversed(&mut self, outcome: CommandOutcome, next: Option<Reversal>) {
        let now = self.session.now();
        self.leave_ended();
        self.say(outcome.summary);
        self.model.changed(next);
        self.model.moved.extend(outcome.items.iter().map(|id| (*id, now)));
        if let Some(item) = outcome.items.first().filter(|_| outcome.items.len() == 1) {
            self.select(*item);
        }
        if !self.welcome_where_nothing_is() {
            self.leave_welcome();
        }
    }

    /// Closes the welcome form once there is a product again.
    fn leave_welcome(&mut self) {
        self.model.layers.retain(|layer| !matches!(layer, Layer::Welcome(_)));
    }
}
