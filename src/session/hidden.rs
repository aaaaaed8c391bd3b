//! What is hidden until it is revealed: cards of planning poker, and notes for the wall of a retrospective.
//!
//! Hidden values are stored outside the history, and are in no log, export or minutes. A reveal moves them into the
//! history in one transaction, so that nothing added in the meantime is lost, and nothing is revealed twice.

use super::Session;
use super::outcome::{CommandOutcome, RunError, TRIES, too_fast};
use crate::domain::command::{Command, NewNote, NoteCommand, RevealCommand};
use crate::domain::id::{CeremonyId, Id, ItemId, PersonId};
use crate::domain::poker::{Deck, deck_of, may_play};
use crate::domain::refusal::Refusal;
use crate::domain::value::{Line, NoteKind, Prose};
use crate::store::SettingQuery;
use crate::store::failure::Failure;
use std::borrow::Cow;

/// A hidden value: the name of its setting, and its text.
pub(super) type VoteSetting = (String, String);

/// A hidden note: its column, and its text.
pub type HiddenNote = (String, String);

/// The subject under which notes for the wall of a retrospective are hidden.
pub const NOTES: &str = "notes";

/// Returns the subject under which cards of planning poker for an item are hidden.
pub fn poker(item: ItemId) -> String {
    format!("poker {item}")
}

fn prefix(id: CeremonyId, what: &str) -> String {
    format!("sealed/{id}/{what}/")
}

fn name(id: CeremonyId, what: &str, person: PersonId) -> String {
    format!("{}{:010}", prefix(id, what), person.number())
}

impl Session {
    /// Stores a hidden text of a person, replacing their former one; an empty text removes it.
    ///
    /// `what` is the subject: [`poker`] or [`NOTES`].
    pub fn hide(&mut self, id: CeremonyId, what: &str, person: PersonId, text: &str) -> Result<(), Failure> {
        let name = name(id, what, person);
        if text.is_empty() {
            self.store.remove_settings(&[name])
        } else {
            self.store.set_setting(&name, text)
        }
    }

    /// Hides a card of planning poker by its face, with the deck of its round; an empty face removes the card.
    pub fn hide_card(
        &mut self,
        id: CeremonyId,
        item: ItemId,
        person: PersonId,
        face: &str,
    ) -> Result<(), Failure> {
        let mut text = String::new();
        if !face.is_empty() {
            text = serde_json::json!([face, self.round_deck(id, item)?.name()]).to_string();
        }
        self.hide(id, &poker(item), person, &text)
    }

    /// Returns the deck of the round for an item: that of its hidden cards, if there are any, or else the product's.
    /// So a changed deck takes effect with the next round.
    pub fn round_deck(&mut self, id: CeremonyId, item: ItemId) -> Result<Deck, Failure> {
        let cards = self.hidden(id, &poker(item))?;
        let deck = self.workspace.product().map(deck_of).unwrap_or_default();
        Ok(cards.first().map(|(_, text)| card(text, &deck).1).unwrap_or(deck))
    }

    /// Returns the hidden texts with their owners, ordered by person.
    pub fn hidden(&mut self, id: CeremonyId, what: &str) -> Result<Vec<(PersonId, String)>, Failure> {
        let prefix = prefix(id, what);
        let person = |name: &str| PersonId::new(name.strip_prefix(&prefix)?.parse().ok()?);
        let found = self.store.settings(SettingQuery::Prefixed(&prefix))?;
        Ok(found.into_iter().filter_map(|(name, text)| Some((person(&name)?, text))).collect())
    }

    /// Adds a hidden note for the wall after those of the same person. Returns how many they have.
    pub fn hide_note(
        &mut self,
        id: CeremonyId,
        person: PersonId,
        topic: &Line,
        text: &Prose,
    ) -> Result<usize, Failure> {
        let note = (topic.to_string(), text.to_string());
        Ok(self.replace_hidden_note(id, person, None, Some(&note))?.unwrap_or_default())
    }

    /// Replaces the hidden note `from` with `to`; without `from` the note is added, and without `to` it is removed.
    /// Returns how many the person has then; `None` if there is no note `from`.
    pub fn replace_hidden_note(
        &mut self,
        id: CeremonyId,
        person: PersonId,
        from: Option<&HiddenNote>,
        to: Option<&HiddenNote>,
    ) -> Result<Option<usize>, Failure> {
        for _ in 0..TRIES {
            let was = self.store.setting(&name(id, NOTES, person))?;
            let mut notes = was.as_deref().map_or_else(Vec::new, notes);
            let at = match from.map(|from| notes.iter().rposition(|it| it == from)) {
                Some(None) => return Ok(None),
                Some(Some(at)) => at..at + 1,
                None => notes.len()..notes.len(),
            };
            notes.splice(at, to.cloned());
            let text = (!notes.is_empty()).then(|| serde_json::json!(notes).to_string());
            // If all were revealed in the meantime, none of them is hidden again.
            if self.store.replace_setting(&name(id, NOTES, person), was.as_deref(), text.as_deref())? {
                return Ok(Some(notes.len()));
            }
        }
        Err(too_fast())
    }

    /// Returns the number of hidden notes, and those of one person in the order in which they were added.
    pub fn hidden_notes(
        &mut self,
        id: CeremonyId,
        person: Option<PersonId>,
    ) -> Result<(usize, Vec<HiddenNote>), Failure> {
        let (mut count, mut theirs) = (0, Vec::new());
        for (whose, text) in self.hidden(id, NOTES)? {
            let notes = notes(&text);
            count += notes.len();
            if Some(whose) == person {
                theirs = notes;
            }
        }
        Ok((count, theirs))
    }

    /// Reveals all notes: they are added to the wall with their authors.
    ///
    /// # Errors
    /// [`RunError::Refused`] if no note is hidden; otherwise as [`Session::run`].
    pub fn reveal_notes(&mut self, id: CeremonyId) -> Result<CommandOutcome, RunError> {
        let operation = self.operation_id();
        self.carry_out(&operation, &[], &mut |session| {
            session.read_ceremony(id)?;
            let wall = session.workspace.meetings.ceremonies.get(id).map(|it| it.columns());
            let columns: Vec<String> = wall.into_iter().flatten().map(str::to_owned).collect();
            let (mut notes, mut votes) = (Vec::new(), Vec::new());
            for (person, text) in session.hidden(id, NOTES)? {
                for (topic, words) in self::notes(&text) {
                    let Ok(words) = words.parse::<Prose>() else { continue };
                    let topic =
                        Line::clipped(&topic).filter(|it| columns.iter().any(|column| **column == **it));
                    let note = NewNote::plain(NoteKind::Note, words);
                    notes.push(NewNote { author: Some(person), topic, is_turned: true, ..note });
                }
                votes.push((name(id, NOTES, person), text));
            }
            if notes.is_empty() {
                return Err(
                    Refusal::already("no note lies face down: nobody has written one under seal").into()
                );
            }
            Ok((Cow::Owned(Command::Note(NoteCommand::Add(id, notes))), votes))
        })
    }

    /// Reveals cards of planning poker: those in `named`, and if `all` is set the hidden ones, too. A named card
    /// replaces the same person's hidden one. Returns the cards with the outcome.
    ///
    /// # Errors
    /// As [`Session::run`]; [`RunError::Refused`] if there is no card.
    pub fn reveal_cards(
        &mut self,
        id: CeremonyId,
        item: ItemId,
        named: &[(PersonId, Line)],
        all: bool,
    ) -> Result<(CommandOutcome, RevealCommand), RunError> {
        let operation = self.operation_id();
        let mut turned = RevealCommand { item, cards: Vec::new() };
        let outcome = self.carry_out(&operation, &[], &mut |session| {
            let deck = session.workspace.product().map(deck_of).unwrap_or_default();
            let (mut cards, mut votes) = (named.to_vec(), Vec::new());
            for (person, text) in session.hidden(id, &poker(item))? {
                let is_named = named.iter().any(|(whose, _)| *whose == person);
                let plays = may_play(&session.workspace, person).is_ok();
                if all && !is_named && plays {
                    let (face, deck) = card(&text, &deck);
                    let face = deck.read(&face).ok().and_then(|card| Line::clipped(&deck.face(card)));
                    cards.extend(face.map(|face| (person, face)));
                }
                // A card of a person who does not play (any more) stays hidden.
                if is_named || (all && plays) {
                    votes.push((name(id, &poker(item), person), text));
                }
            }
            cards.sort_by_key(|(person, _)| *person);
            turned.cards.clone_from(&cards);
            Ok((Cow::Owned(Command::Reveal(RevealCommand { item, cards })), votes))
        })?;
        Ok((outcome, turned))
    }
}

/// Returns whether the setting with this name holds notes rather than a card.
pub(super) fn is_notes(name: &str) -> bool {
    name.split('/').nth(2) == Some(NOTES)
}

/// Returns the notes of both texts combined.
pub(super) fn joined(first: &str, second: &str) -> String {
    serde_json::json!([notes(first), notes(second)].concat()).to_string()
}

/// Returns the notes of a text without some of them; an empty text if none are left, and `None` if one of them is
/// missing.
pub(super) fn without(text: &str, gone: &str) -> Option<String> {
    let mut left = notes(text);
    for note in notes(gone) {
        let at = left.iter().position(|it| *it == note)?;
        left.remove(at);
    }
    Some(if left.is_empty() { String::new() } else { serde_json::json!(left).to_string() })
}

/// Parses the stored form of a hidden card: its face and its deck. Formerly only the face was stored.
fn card(text: &str, product: &Deck) -> (String, Deck) {
    let stored: Option<(String, String)> = serde_json::from_str(text).ok();
    let known = stored.and_then(|(face, deck)| Some((face, deck.parse().ok()?)));
    known.unwrap_or_else(|| (text.to_owned(), product.with_faces(&[text])))
}

/// Parses the stored form of hidden notes.
fn notes(text: &str) -> Vec<HiddenNote> {
    serde_json::from_str(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::CeremonyCommand;
    use crate::domain::value::CeremonyKind;
    use crate::exchange::json::tests::full;

    /// Returns a session in a ceremony of this kind, with the person who started it.
    fn session_in(kind: CeremonyKind) -> (Session, CeremonyId, PersonId) {
        let mut session = full();
        let present = session.workspace().persons.iter().map(|it| it.id).collect();
        let begin = CeremonyCommand::Begin { kind, present, on_behalf: None, wall: Vec::new() };
        session.run(&Command::Ceremony(begin)).unwrap();
        let id = session.workspace().meetings.running_one(kind).unwrap().id;
        let me = session.me().unwrap();
        (session, id, me)
    }

    #[test]
    fn a_note_that_is_laid_down_while_others_are_turned_over_is_not_lost() {
        let (mut session, id, me) = session_in(CeremonyKind::Retrospective);
        let wall = session.workspace().meetings.ceremonies.get(id).unwrap().columns()[0].parse().unwrap();
        session.hide_note(id, me, &wall, &"Pair more".parse().unwrap()).unwrap();
        let read = session.hidden(id, NOTES).unwrap();
        let mut times = 0;
        // What the first attempt reads is outdated by the time it is written.
        let outcome = session.carry_out("once", &[], &mut |session| {
            times += 1;
            let hidden = if times == 1 { read.clone() } else { session.hidden(id, NOTES)? };
            if times == 1 {
                session.hide_note(id, me, &wall, &"Talk less".parse().unwrap())?;
            }
            let notes = hidden.iter().flat_map(|(_, text)| super::notes(text));
            let notes =
                notes.map(|(_, words)| NewNote::plain(NoteKind::Note, words.parse().unwrap())).collect();
            let votes = hidden.iter().map(|(whose, text)| (name(id, NOTES, *whose), text.clone())).collect();
            Ok((Cow::Owned(Command::Note(NoteCommand::Add(id, notes))), votes))
        });
        assert_eq!((outcome.unwrap().changes.len(), times), (2, 2));
        assert_eq!(session.hidden(id, NOTES).unwrap(), []);
    }

    #[test]
    fn cards_that_are_not_turned_over_stay_where_they_lie() {
        let (mut session, id, me) = session_in(CeremonyKind::Refinement);
        let item = *session.workspace().items.open().first().unwrap();
        let other = session.workspace().persons.iter().find(|it| it.id != me).unwrap().id;
        for (whose, card) in [(me, "3"), (other, "8"), (me, "5")] {
            session.hide(id, &poker(item), whose, card).unwrap();
        }
        let shown = "13".parse().unwrap();
        let (_, turned) = session.reveal_cards(id, item, &[(me, shown)], false).unwrap();
        assert_eq!(turned.cards.iter().map(|(_, card)| card.as_str()).collect::<Vec<_>>(), ["13"]);
        assert_eq!(session.hidden(id, &poker(item)).unwrap(), [(other, "8".to_owned())]);
        let (_, turned) = session.reveal_cards(id, item, &[], true).unwrap();
        assert_eq!(turned.cards, [(other, "8".parse().unwrap())]);
        assert_eq!(session.hidden(id, &poker(item)).unwrap(), []);
    }

    #[test]
    fn undoing_a_reveal_hides_the_notes_again_and_redoing_it_reveals_them() {
        let (mut session, id, me) = session_in(CeremonyKind::Retrospective);
        let other = session.workspace().persons.iter().find(|it| it.id != me).unwrap().id;
        let wall = session.workspace().meetings.ceremonies.get(id).unwrap().columns()[0].parse().unwrap();
        session.hide_note(id, me, &wall, &"Pair more".parse().unwrap()).unwrap();
        session.hide_note(id, other, &wall, &"Talk less".parse().unwrap()).unwrap();
        let hidden = session.hidden(id, NOTES).unwrap();
        session.reveal_notes(id).unwrap();
        assert_eq!(session.hidden_notes(id, None).unwrap().0, 0);
        session.undo().unwrap();
        assert_eq!(session.hidden(id, NOTES).unwrap(), hidden);
        assert_eq!(session.workspace().meetings.notes.iter().filter(|it| it.ceremony == id).count(), 0);
        // Notes written in the meantime join them, and stay hidden when the reveal is redone.
        session.hide_note(id, other, &wall, &"Laugh".parse().unwrap()).unwrap();
        session.redo().unwrap();
        let (count, theirs) = session.hidden_notes(id, Some(other)).unwrap();
        assert_eq!((count, theirs), (1, vec![(wall.to_string(), "Laugh".to_owned())]));
        assert_eq!(session.workspace().meetings.notes.iter().filter(|it| it.ceremony == id).count(), 2);
        session.undo().unwrap();
        assert_eq!(session.hidden_notes(id, None).unwrap().0, 3);
        // A note removed in the meantime does not appear on the wall.
        let gone = (wall.to_string(), "Talk less".to_owned());
        session.replace_hidden_note(id, other, Some(&gone), None).unwrap();
        let refused = session.redo().unwrap_err().to_string();
        assert_eq!(refused, "a hidden card or note has changed since the reveal was undone");
    }

    #[test]
    fn undoing_a_reveal_hides_the_cards_again() {
        let (mut session, id, me) = session_in(CeremonyKind::Refinement);
        let item = *session.workspace().items.open().first().unwrap();
        let other = session.workspace().persons.iter().find(|it| it.id != me).unwrap().id;
        for (whose, card) in [(me, "3"), (other, "8")] {
            session.hide(id, &poker(item), whose, card).unwrap();
        }
        session.reveal_cards(id, item, &[], true).unwrap();
        session.hide(id, &poker(item), me, "5").unwrap();
        session.undo().unwrap();
        let cards = [(me, "5".to_owned()), (other, "8".to_owned())];
        assert_eq!(session.hidden(id, &poker(item)).unwrap(), cards, "a card that was played since stays");
        session.hide(id, &poker(item), me, "3").unwrap();
        session.redo().unwrap();
        assert_eq!(session.hidden(id, &poker(item)).unwrap(), []);
    }
}
