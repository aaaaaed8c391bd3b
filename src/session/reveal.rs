//! Undoing a reveal of a file from before schema 6. What was hidden was kept outside the history then, and what a reveal
//! took from there was kept beside it, so that its undo could hide it again. These rows are read here, and never
//! written.

use super::Session;
use super::outcome::RunError;
use crate::domain::change::{Change, Edit};
use crate::domain::hidden::Hidden;
use crate::domain::id::{HiddenId, Id as _};
use crate::domain::model::Entity as _;
use crate::domain::operation::{ItemOperation, MeetingOperation, Operation};
use crate::domain::poker::deck_of;
use crate::domain::refusal::Refusal;
use crate::domain::reveal::formerly_hidden;
use crate::store::history::EntryKind;

impl Session {
    /// Adds to the undo of such a reveal what is hidden again; refuses its redo.
    pub(super) fn with_formerly_hidden(
        &mut self,
        of: Option<&Operation>,
        kind: EntryKind,
        mut changes: Vec<Change>,
    ) -> Result<Vec<Change>, RunError> {
        let is_reveal = matches!(
            of,
            Some(
                Operation::Meeting(MeetingOperation::RevealNotes(_))
                    | Operation::Item(ItemOperation::Reveal(..))
            )
        );
        if !is_reveal || changes.iter().any(|change| matches!(change, Change::Hidden(_))) {
            return Ok(changes);
        }
        let (EntryKind::Undo(revision) | EntryKind::Redo(revision)) = kind else { return Ok(changes) };
        let Some(text) = self.store.setting(&format!("revealed/{revision}"))? else { return Ok(changes) };
        if matches!(kind, EntryKind::Redo(_)) {
            return Err(Refusal::rule("a hidden card or note has changed since the reveal was undone")
                .hint("reveal what is hidden now instead")
                .into());
        }
        let rows: Vec<(String, String)> = serde_json::from_str(&text).unwrap_or_default();
        let deck = self.workspace.product().map(deck_of).unwrap_or_default();
        let mut last = self.workspace.counters.get(Hidden::NAME).copied().unwrap_or_default();
        for row in rows.iter().flat_map(|(name, text)| formerly_hidden(name, text, &deck)) {
            last += 1;
            let Some(id) = HiddenId::new(last) else { continue };
            changes.push(Edit::Created(Hidden { id, ..row }).into());
        }
        Ok(changes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::{CeremonyCommand, Command, HiddenCommand};
    use crate::domain::id::{CeremonyId, ItemId, PersonId};
    use crate::domain::reveal::{hidden_cards, hidden_notes};
    use crate::domain::value::{CeremonyKind, Line};
    use crate::exchange::json::tests::full;

    /// Returns a session in a ceremony of this kind, with the person who started it and another one.
    fn session_in(kind: CeremonyKind) -> (Session, CeremonyId, [PersonId; 2]) {
        let mut session = full();
        let present = session.workspace().persons.iter().map(|it| it.id).collect();
        let begin = CeremonyCommand::Begin { kind, present, on_behalf: None, wall: Vec::new() };
        session.run(&Command::Ceremony(begin)).unwrap();
        let id = session.workspace().meetings.running_one(kind).unwrap().id;
        let me = session.me().unwrap();
        let other = session.workspace().persons.iter().find(|it| it.id != me).unwrap().id;
        (session, id, [me, other])
    }

    /// Lets a person do something at the same terminal.
    fn by(session: &mut Session, person: PersonId, command: HiddenCommand) {
        let me = session.me().unwrap();
        session.set_user(person);
        session.run(&command.into()).unwrap();
        session.set_user(me);
    }

    fn play(session: &mut Session, ceremony: CeremonyId, player: PersonId, face: &str) -> ItemId {
        let item = *session.workspace().items.open().first().unwrap();
        let face = face.parse().unwrap();
        session.run(&HiddenCommand::Play { ceremony, item, player, face }.into()).unwrap();
        item
    }

    fn cards(session: &Session, ceremony: CeremonyId, item: ItemId) -> Vec<(PersonId, String)> {
        let cards = hidden_cards(session.workspace(), ceremony, item).into_iter();
        cards.map(|card| (card.person, card.text.to_string())).collect()
    }

    fn reveal(session: &mut Session, ceremony: CeremonyId, item: ItemId, named: Vec<(PersonId, Line)>) {
        let all = named.is_empty();
        session.run(&HiddenCommand::RevealCards { ceremony, item, named, all }.into()).unwrap();
    }

    #[test]
    fn cards_that_are_not_turned_over_stay_where_they_lie() {
        let (mut session, id, [me, other]) = session_in(CeremonyKind::Refinement);
        for (whose, face) in [(me, "3"), (other, "8"), (me, "5")] {
            play(&mut session, id, whose, face);
        }
        let item = *session.workspace().items.open().first().unwrap();
        assert_eq!(cards(&session, id, item), [(me, "5".to_owned()), (other, "8".to_owned())]);
        reveal(&mut session, id, item, vec![(me, "13".parse().unwrap())]);
        assert_eq!(cards(&session, id, item), [(other, "8".to_owned())]);
        reveal(&mut session, id, item, Vec::new());
        assert_eq!(cards(&session, id, item), []);
    }

    #[test]
    fn undoing_a_reveal_hides_the_cards_again_and_a_card_played_since_stays() {
        let (mut session, id, [me, other]) = session_in(CeremonyKind::Refinement);
        play(&mut session, id, me, "3");
        let item = play(&mut session, id, other, "8");
        reveal(&mut session, id, item, Vec::new());
        by(
            &mut session,
            other,
            HiddenCommand::Play { ceremony: id, item, player: other, face: "5".parse().unwrap() },
        );
        session.undo().unwrap();
        assert_eq!(cards(&session, id, item), [(me, "3".to_owned()), (other, "5".to_owned())]);
        session.redo().unwrap();
        assert_eq!(cards(&session, id, item), [(other, "5".to_owned())]);
    }

    #[test]
    fn undoing_a_reveal_hides_the_notes_again_and_redoing_it_reveals_them() {
        let (mut session, id, [me, other]) = session_in(CeremonyKind::Retrospective);
        let wall: Line =
            session.workspace().meetings.ceremonies.get(id).unwrap().columns()[0].parse().unwrap();
        let write = |text: &str| HiddenCommand::Write(id, wall.clone(), text.parse().unwrap());
        by(&mut session, me, write("Pair more"));
        by(&mut session, other, write("Talk less"));
        let count = |session: &Session| {
            let wall = session.workspace().meetings.notes.iter().filter(|it| it.ceremony == id).count();
            (hidden_notes(session.workspace(), id).len(), wall)
        };
        session.run(&HiddenCommand::RevealNotes(id).into()).unwrap();
        assert_eq!(count(&session), (0, 2));
        session.undo().unwrap();
        assert_eq!(count(&session), (2, 0));
        // Notes written in the meantime join them, and stay hidden when the reveal is redone.
        by(&mut session, other, write("Laugh"));
        session.redo().unwrap();
        assert_eq!(count(&session), (1, 2));
        session.undo().unwrap();
        assert_eq!(count(&session), (3, 0));
        // A note removed in the meantime does not appear on the wall.
        let gone =
            hidden_notes(session.workspace(), id).into_iter().find(|it| it.person == other).unwrap().id;
        by(&mut session, other, HiddenCommand::Remove(id, gone));
        let refused = session.redo().unwrap_err().to_string();
        assert!(refused.contains("hidden card or note has been changed since: Someone removed"), "{refused}");
    }
}
