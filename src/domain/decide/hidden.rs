//! Hidden cards of planning poker and hidden notes, and their reveal.

use super::draft::Draft;
use super::parts::not_blank;
use super::{Decided, ceremony};
use crate::domain::ceremony::Ceremony;
use crate::domain::command::HiddenCommand;
use crate::domain::detail::Vote;
use crate::domain::hidden::{Hidden, HiddenField};
use crate::domain::id::{CeremonyId, HiddenId, ItemId, PersonId};
use crate::domain::note::Note;
use crate::domain::operation::{ItemOperation, MeetingOperation};
use crate::domain::poker::may_play;
use crate::domain::refusal::Refusal;
use crate::domain::reveal::{hidden_cards, hidden_notes, round_deck};
use crate::domain::value::{Line, NoteKind, Prose, Rank};
use std::collections::BTreeSet;

pub(super) fn decide(draft: &mut Draft<'_>, command: &HiddenCommand) -> Decided {
    let ceremony = ceremony::running(draft, command.ceremony())?;
    match command {
        HiddenCommand::Play { item, player, face, .. } => play(draft, ceremony.id, *item, *player, face),
        HiddenCommand::TakeBack(_, item, players) => {
            let cards = all_cards(draft, ceremony.id, *item);
            let cards: Vec<_> = cards.into_iter().filter(|it| players.contains(&it.person)).collect();
            for card in &cards {
                draft.remove(*card);
            }
            Ok(ItemOperation::TakeCard(*item, shown_player(draft, players)).into())
        }
        HiddenCommand::RevealCards { item, named, all, .. } => {
            reveal_cards(draft, ceremony.id, *item, named, *all)
        }
        HiddenCommand::Write(_, topic, text) => {
            let person = draft.actor().ok_or_else(|| Refusal::rule("it is not known who writes it"))?;
            let topic = column(ceremony, topic)?;
            not_blank(text, "a note")?;
            let id = draft.next_id::<Hidden>()?;
            let text = text.clone();
            draft.create(Hidden { id, ceremony: ceremony.id, person, about: None, topic: Some(topic), text });
            Ok(MeetingOperation::HideNote.into())
        }
        HiddenCommand::Rewrite(_, id, topic, text) => {
            let note = own_note(draft, ceremony.id, *id)?;
            let topic = column(ceremony, topic)?;
            not_blank(text, "a note")?;
            draft.set(note, HiddenField::Topic(Some(topic)));
            draft.set(note, HiddenField::Text(text.clone()));
            Ok(MeetingOperation::ChangeHiddenNote.into())
        }
        HiddenCommand::Remove(_, id) => {
            let note = own_note(draft, ceremony.id, *id)?;
            draft.remove(note);
            Ok(MeetingOperation::RemoveHiddenNote.into())
        }
        HiddenCommand::RevealNotes(_) => reveal_notes(draft, ceremony),
    }
}

fn play(draft: &mut Draft<'_>, ceremony: CeremonyId, item: ItemId, player: PersonId, face: &Line) -> Decided {
    draft.item(item)?;
    may_play(draft.workspace, player)?;
    let deck = round_deck(draft.workspace, ceremony, item);
    let bad = || Refusal::value("that is no card of this deck").hint(format!("choose one of {deck}"));
    let face = deck.read(face).map_err(|_| bad())?;
    let text: Prose = deck.face(face).parse().map_err(|_| bad())?;
    let topic = Line::clipped(&deck.name());
    let cards = all_cards(draft, ceremony, item);
    let former: Vec<_> = cards.into_iter().filter(|it| it.person == player).collect();
    for card in &former {
        draft.remove(*card);
    }
    let id = draft.next_id::<Hidden>()?;
    draft.create(Hidden { id, ceremony, person: player, about: Some(item), topic, text });
    Ok(ItemOperation::PlayCard(item, shown_player(draft, &[player])).into())
}

/// Returns the players as an operation records them: none if the card is the actor's own.
fn shown_player(draft: &Draft<'_>, players: &[PersonId]) -> Vec<PersonId> {
    players.iter().copied().filter(|player| draft.actor() != Some(*player)).collect()
}

/// Returns all cards for an item, those that newer ones replace as well.
fn all_cards<'a>(draft: &Draft<'a>, ceremony: CeremonyId, item: ItemId) -> Vec<&'a Hidden> {
    let rows = draft.workspace.meetings.hidden.iter();
    rows.filter(|it| it.ceremony == ceremony && it.about == Some(item)).collect()
}

/// Reveals cards: they become part of the item's history. Rounds are numbered for each item. A card of a person who
/// does not play (any more) stays hidden.
fn reveal_cards(
    draft: &mut Draft<'_>,
    ceremony: CeremonyId,
    item: ItemId,
    named: &[(PersonId, Line)],
    all: bool,
) -> Decided {
    let is_named = |person: PersonId| named.iter().any(|(whose, _)| *whose == person);
    let mut cards = named.to_vec();
    for card in hidden_cards(draft.workspace, ceremony, item) {
        if all && !is_named(card.person) && may_play(draft.workspace, card.person).is_ok() {
            cards.extend(Line::clipped(&card.text).map(|face| (card.person, face)));
        }
    }
    cards.sort_by_key(|(person, _)| *person);
    if cards.is_empty() {
        return Err(Refusal::rule("nobody has voted"));
    }
    let detail = draft.detail(item)?;
    let round = detail.votes.iter().map(|vote| vote.round).max().unwrap_or_default() + 1;
    let mut seen = BTreeSet::new();
    for (person, card) in &cards {
        may_play(draft.workspace, *person)?;
        if !seen.insert(*person) {
            let name = draft.workspace.name(*person);
            return Err(Refusal::value(format!("{name} has played two cards")));
        }
        let id = draft.next_id::<Vote>()?;
        let (person, card, at) = (*person, card.clone(), draft.now());
        draft.create(Vote { id, item, person, round, card, at });
    }
    for card in all_cards(draft, ceremony, item).into_iter().filter(|it| seen.contains(&it.person)) {
        draft.remove(card);
    }
    Ok(ItemOperation::Reveal(item, round, cards).into())
}

fn reveal_notes(draft: &mut Draft<'_>, ceremony: &Ceremony) -> Decided {
    let hidden = hidden_notes(draft.workspace, ceremony.id);
    if hidden.is_empty() {
        return Err(Refusal::already("there are no hidden notes"));
    }
    let notes = draft.workspace.meetings.notes.iter();
    let last = notes.filter(|it| it.ceremony == ceremony.id).map(|it| &it.rank).max();
    let ranks = Rank::spread(last, None, hidden.len());
    for (note, rank) in hidden.iter().zip(ranks) {
        let id = draft.next_id::<Note>()?;
        draft.create(Note {
            id,
            ceremony: ceremony.id,
            kind: NoteKind::Note,
            rank,
            text: note.text.clone(),
            author: Some(note.person),
            at: draft.now(),
            about: None,
            impediment: None,
            topic: note.topic.clone().filter(|topic| ceremony.columns().contains(&topic.as_str())),
            under: None,
        });
        draft.remove(*note);
    }
    Ok(MeetingOperation::RevealNotes(hidden.len()).into())
}

/// Returns a hidden note of the actor.
fn own_note<'a>(draft: &Draft<'a>, ceremony: CeremonyId, id: HiddenId) -> Result<&'a Hidden, Refusal> {
    let note = draft.workspace.meetings.hidden.get(id);
    let note = note.filter(|it| it.ceremony == ceremony && Some(it.person) == draft.actor());
    note.filter(|it| it.about.is_none())
        .ok_or_else(|| Refusal::unknown("it was revealed meanwhile and is on the wall"))
}

fn column(ceremony: &Ceremony, topic: &Line) -> Result<Line, Refusal> {
    if ceremony.columns().contains(&topic.as_str()) {
        return Ok(topic.clone());
    }
    Err(Refusal::unknown(format!("the wall has no column {topic}"))
        .hint(format!("it has {}", ceremony.columns().join(", "))))
}
