//! Generators for commands on what is hidden until its reveal.

use super::make::Scene;
use ceremony::domain::command::{Command, HiddenCommand};
use ceremony::domain::id::{CeremonyId, HiddenId, ItemId, PersonId};
use ceremony::domain::poker::may_play;
use ceremony::domain::reveal::hidden_notes;
use ceremony::domain::value::{CeremonyKind, Line};

fn refinement(it: &Scene<'_>) -> Option<CeremonyId> {
    it.workspace().meetings.running_one(CeremonyKind::Refinement).map(|it| it.id)
}

fn retrospective(it: &Scene<'_>) -> Option<CeremonyId> {
    it.workspace().meetings.running_one(CeremonyKind::Retrospective).map(|it| it.id)
}

/// Usually players; sometimes another person, whose card is refused.
fn players(it: &mut Scene<'_>) -> Vec<PersonId> {
    let mut here = it.people(false);
    if it.dice.below(8) > 0 {
        here.retain(|id| may_play(it.workspace(), *id).is_ok());
    }
    here
}

fn face(it: &mut Scene<'_>) -> Line {
    it.dice.one(&["5", "½", "?", "coffee"]).unwrap().parse().unwrap()
}

/// Usually an item with cards.
fn item(it: &mut Scene<'_>) -> Option<ItemId> {
    let played: Vec<ItemId> = it.workspace().meetings.hidden.iter().filter_map(|card| card.about).collect();
    if it.dice.below(3) > 0 { it.dice.one(&played) } else { it.open_item() }
}

pub fn play(it: &mut Scene<'_>) -> Option<Command> {
    let here = players(it);
    let (ceremony, item) = (refinement(it)?, item(it).or_else(|| it.open_item())?);
    let (player, face) = (it.dice.one(&here)?, face(it));
    Some(HiddenCommand::Play { ceremony, item, player, face }.into())
}

pub fn take_back(it: &mut Scene<'_>) -> Option<Command> {
    let ceremony = refinement(it)?;
    let cards: Vec<(ItemId, PersonId)> =
        it.workspace().meetings.hidden.iter().filter_map(|card| Some((card.about?, card.person))).collect();
    let (item, player) = it.dice.one(&cards)?;
    Some(HiddenCommand::TakeBack(ceremony, item, vec![player]).into())
}

pub fn reveal_cards(it: &mut Scene<'_>) -> Option<Command> {
    let here = players(it);
    let (ceremony, item, all) = (refinement(it)?, item(it)?, it.dice.below(3) > 0);
    let named = if it.dice.coin() { it.dice.some(&here, 4)? } else { Vec::new() };
    let named = named.into_iter().map(|id| (id, face(it))).collect();
    Some(HiddenCommand::RevealCards { ceremony, item, named, all }.into())
}

fn column(it: &mut Scene<'_>, ceremony: CeremonyId) -> Option<Line> {
    let columns = it.workspace().meetings.ceremonies.get(ceremony)?.columns();
    let columns: Vec<Line> = columns.into_iter().map(|column| column.parse().unwrap()).collect();
    it.dice.one(&columns)
}

pub fn write(it: &mut Scene<'_>) -> Option<Command> {
    let ceremony = retrospective(it)?;
    Some(HiddenCommand::Write(ceremony, column(it, ceremony)?, it.prose()).into())
}

fn own(it: &mut Scene<'_>, ceremony: CeremonyId) -> Option<HiddenId> {
    let me = it.session.me();
    let notes = hidden_notes(it.workspace(), ceremony).into_iter().filter(|note| Some(note.person) == me);
    let notes: Vec<HiddenId> = notes.map(|note| note.id).collect();
    it.dice.one(&notes)
}

pub fn rewrite(it: &mut Scene<'_>) -> Option<Command> {
    let ceremony = retrospective(it)?;
    let (note, column) = (own(it, ceremony)?, column(it, ceremony)?);
    Some(HiddenCommand::Rewrite(ceremony, note, column, it.prose()).into())
}

pub fn remove(it: &mut Scene<'_>) -> Option<Command> {
    let ceremony = retrospective(it)?;
    Some(HiddenCommand::Remove(ceremony, own(it, ceremony)?).into())
}

pub fn reveal_notes(it: &mut Scene<'_>) -> Option<Command> {
    Some(HiddenCommand::RevealNotes(retrospective(it)?).into())
}
