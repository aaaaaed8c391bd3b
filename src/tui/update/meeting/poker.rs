//! Planning poker: playing cards, and the actions after a reveal. Of hidden cards, only their players are known here.

use super::here;
use crate::domain::command::{Command, FieldEdit, HiddenCommand};
use crate::domain::detail::Vote;
use crate::domain::id::{CeremonyId, ItemId, PersonId};
use crate::domain::item::ItemField;
use crate::domain::poker::{Card, Deck, Hand, RevealOutcome, RevealResult, hand, may_play, reveal};
use crate::domain::reveal::hidden_cards;
use crate::domain::sentence::list;
use crate::domain::value::{Line, Points};
use crate::domain::views::Topic;
use crate::present;
use crate::present::poker::PokerRound;
use crate::tui::effect::{self, After, Answer, Effect};
use crate::tui::layer::{PickRow, Picker, Prompt};
use crate::tui::model::Model;
use crate::tui::screen::{Meeting, deck};
use crate::tui::world::World;

fn names(world: &World<'_>, people: &[PersonId]) -> String {
    let names: Vec<&str> = people.iter().map(|id| world.workspace.name(*id)).collect();
    list(&names)
}

fn have(people: &[PersonId]) -> &'static str {
    if people.len() == 1 { "has" } else { "have" }
}

/// Returns the players who have voted and those who have not.
fn sides(world: &World<'_>, meeting: &Meeting) -> (Vec<PersonId>, Vec<PersonId>) {
    meeting.players(world).into_iter().partition(|id| meeting.facts.voted.contains(id))
}

/// Asks for everyone's cards at one keyboard; `None` if there are no players, or outside of a refinement.
pub fn estimate(model: &Model, world: &World<'_>) -> Option<Answer> {
    let meeting = here(model).ok().filter(|it| it.topic() == Topic::Queue)?;
    let item = meeting.item()?;
    let (played, waiting) = sides(world, meeting);
    if played.is_empty() && waiting.is_empty() {
        return None;
    }
    if waiting.is_empty() {
        return Some(Ok(turn(meeting.id, item, Vec::new())));
    }
    let key = world.workspace.key(item);
    let (title, hint) = if played.is_empty() {
        let title = format!("Cards of {} for {key}", names(world, &waiting));
        (title, "one card each (5 8 5) or name=card; one number sets the estimate; Enter asks one by one")
    } else {
        let title = format!(
            "{} {} voted on {key}, {} {} not",
            names(world, &played),
            have(&played),
            names(world, &waiting),
            have(&waiting)
        );
        (title, "Enter reveal · or type the missing cards")
    };
    let prompt = Prompt::new(title, hint, move |_, prompt| {
        Ok(vec![Effect::PlayCards(item, prompt.text().to_owned())])
    });
    Some(prompt.open())
}

/// Returns the effect of revealing the hidden cards and these, and showing the result.
fn turn(ceremony: CeremonyId, item: ItemId, named: Vec<(PersonId, Line)>) -> Vec<Effect> {
    let command = HiddenCommand::RevealCards { ceremony, item, named, all: true };
    vec![Effect::Run(command.into(), After::Round(item))]
}

/// Asks for the user's own card.
pub fn play(model: &mut Model, world: &World<'_>) -> Answer {
    let meeting = here(model)?;
    let item = meeting.item().ok_or("there is no item here")?;
    let me = world.me.ok_or("nobody is known by this login")?;
    may_play(world.workspace, me).map_err(|refusal| refusal.message)?;
    card(world, (meeting.id, meeting.round_deck(world)), (item, me), None)
}

fn card(
    world: &World<'_>,
    (ceremony, deck): (CeremonyId, Deck),
    (item, person): (ItemId, PersonId),
    rest: Option<Vec<PersonId>>,
) -> Answer {
    let key = world.workspace.key(item);
    let (title, empty) = match &rest {
        Some(rest) => {
            let more =
                if rest.is_empty() { "then reveal".to_owned() } else { format!("{} to come", rest.len()) };
            (format!("{}'s card for {key}, hidden ({more})", world.workspace.name(person)), "no card")
        }
        None => (format!("Your card for {key}, hidden until reveal"), "withdraws it"),
    };
    let hint = format!("{deck}; empty: {empty}");
    let prompt = Prompt::new(title, hint, move |world, prompt| {
        one_card(world, (ceremony, &deck), (item, person), rest.as_deref(), prompt.text())
    });
    prompt.hidden().open()
}

/// Returns the effects of everyone's cards, as typed for an item.
pub fn cards(model: &Model, world: &World<'_>, item: ItemId, text: &str) -> Answer {
    let ceremony = here(model)?.id;
    let (played, waiting) = sides(world, here(model)?);
    let players: Vec<(PersonId, &str)> =
        here(model)?.players(world).into_iter().map(|id| (id, world.workspace.name(id))).collect();
    let deck = here(model)?.round_deck(world);
    match hand(&deck, &players, &waiting, text).map_err(|error| error.to_string())? {
        Hand::Nothing => match waiting.split_first() {
            Some((first, rest)) if played.is_empty() => {
                card(world, (ceremony, deck), (item, *first), Some(rest.to_vec()))
            }
            Some(_) | None => Ok(turn(ceremony, item, Vec::new())),
        },
        Hand::Agreed(points) => {
            // An agreement ends the round: hidden cards are removed first, so that undo begins at the estimate.
            let back = (!played.is_empty()).then_some(HiddenCommand::TakeBack(ceremony, item, played));
            Ok(back.into_iter().flat_map(effect::run).chain(land(world, item, points)).collect())
        }
        Hand::Cards(cards) => {
            let face = |card| Line::clipped(&deck.face(card));
            let cards = cards.into_iter().filter_map(|(id, card)| Some((id, face(card)?))).collect();
            Ok(turn(ceremony, item, cards))
        }
    }
}

/// Returns the effects of a single card. Nobody may see it: not even an error message quotes it.
fn one_card(
    world: &World<'_>,
    (ceremony, deck): (CeremonyId, &Deck),
    (item, person): (ItemId, PersonId),
    rest: Option<&[PersonId]>,
    text: &str,
) -> Answer {
    let mut effects = if text.is_empty() {
        // There is nothing to take back of whoever has played no card.
        let has_played = hidden_cards(world.workspace, ceremony, item).iter().any(|it| it.person == person);
        let back = has_played.then(|| HiddenCommand::TakeBack(ceremony, item, vec![person]));
        back.into_iter().flat_map(effect::run).collect()
    } else {
        let none = || format!("that is none of {deck}");
        let card = deck.read(text).map_err(|_| none())?;
        let face = Line::clipped(&deck.face(card)).ok_or_else(none)?;
        effect::run(HiddenCommand::Play { ceremony, item, player: person, face })
    };
    match rest.map(<[PersonId]>::split_first) {
        Some(Some((next, rest))) => {
            let next = (item, *next);
            effects.extend(card(world, (ceremony, deck.clone()), next, Some(rest.to_vec()))?);
        }
        Some(None) => effects.extend(turn(ceremony, item, Vec::new())),
        None => {}
    }
    Ok(effects)
}

/// Sets an estimate that all agree on; an unchanged estimate is only reported.
fn land(world: &World<'_>, item: ItemId, points: Option<Points>) -> Vec<Effect> {
    if world.item(item).is_some_and(|it| it.estimate == points) {
        let at = points.map_or_else(|| "without an estimate".to_owned(), |points| format!("at {points}"));
        return vec![Effect::Say(format!("{} stays {at}", world.workspace.key(item)))];
    }
    effect::run(Command::set(item, FieldEdit::blind(ItemField::Estimate(points))))
}

/// Returns the votes of an item's last round.
pub fn last_round(votes: &[Vote]) -> Vec<&Vote> {
    let last = votes.iter().map(|vote| vote.round).max();
    votes.iter().filter(|vote| Some(vote.round) == last).collect()
}

/// Returns the number of an item's last round, with its deck and its cards.
fn round(world: &World<'_>, item: ItemId) -> (u32, Deck, Vec<(PersonId, Card)>) {
    let votes = world.workspace.detail(item).map_or(&[][..], |detail| &detail.votes);
    let last = last_round(votes);
    let faces: Vec<&str> = last.iter().map(|vote| &*vote.card).collect();
    let deck = deck(world).with_faces(&faces);
    let cards = last.iter().filter_map(|vote| Some((vote.person, deck.read(&vote.card).ok()?)));
    let cards = cards.collect();
    (last.first().map_or(1, |vote| vote.round), deck, cards)
}

/// Returns the players without a card among these.
fn missing(world: &World<'_>, meeting: &Meeting, cards: &[(PersonId, Card)]) -> Vec<PersonId> {
    let players = meeting.players(world).into_iter();
    players.filter(|id| cards.iter().all(|(person, _)| person != id)).collect()
}

/// Returns the notes on an item's last round: the spread of the cards and, unless one of them is the estimate, who
/// speaks first.
pub fn after_round(world: &World<'_>, meeting: &Meeting, item: ItemId) -> (&'static str, Vec<String>) {
    let (round, deck, cards) = round(world, item);
    let missing = missing(world, meeting, &cards);
    let came = reveal(&deck, &cards);
    let estimate = world.item(item).and_then(|item| item.estimate);
    let is_taken = estimate.is_some() && cards.iter().any(|(_, card)| card.points() == estimate);
    let (verdict, facts) = worded(world, &deck, &came, (&cards, &missing), round);
    (verdict, if is_taken { Vec::new() } else { facts.into_iter().skip(1).collect() })
}

/// Shows the result of a round, and offers actions, the most likely first.
pub fn show_round(model: &Model, world: &World<'_>, item: ItemId) -> Answer {
    let (round, deck, cards) = round(world, item);
    let missing = here(model).map(|meeting| missing(world, meeting, &cards)).unwrap_or_default();
    let came = reveal(&deck, &cards);
    let (verdict, facts) = worded(world, &deck, &came, (&cards, &missing), round);
    let title = format!("{}, round {round}: {verdict}", world.workspace.key(item));
    let mut picker = Picker::new(title, offers(world, &deck, &came, &cards, item));
    picker.facts = facts;
    picker.is_low = true;
    picker.open()
}

/// Formats a round: its verdict, and who played what with the sentences about it.
fn worded(
    world: &World<'_>,
    deck: &Deck,
    came: &RevealResult<PersonId>,
    (cards, missing): (&[(PersonId, Card)], &[PersonId]),
    number: u32,
) -> (&'static str, Vec<String>) {
    let name = |id: &PersonId| world.workspace.name(*id);
    let played: Vec<String> =
        cards.iter().map(|(id, card)| format!("{} {}", name(id), deck.face(*card))).collect();
    let missing: Vec<&str> = missing.iter().map(name).collect();
    let round = PokerRound { deck, result: came, missing: &missing, number, name: &name };
    (round.verdict(), [played.join("   ")].into_iter().chain(round.lines()).collect())
}

/// Returns the actions after a round, the most likely first.
fn offers(
    world: &World<'_>,
    deck: &Deck,
    came: &RevealResult<PersonId>,
    cards: &[(PersonId, Card)],
    item: ItemId,
) -> Vec<PickRow<Effect>> {
    let take = |points: Points, why: &str| {
        let face = deck.face(Card::Points(points));
        let words = present::points(points);
        let label = if face.parse::<Points>().is_ok() { words } else { format!("{face} = {words}") };
        PickRow::new(label, why, move |world| Ok(land(world, item, Some(points))))
    };
    let again = PickRow::new("vote again", "after they have explained", |_| Ok(vec![Effect::AskCards]));
    let (first, mut rows) = match came.outcome {
        RevealOutcome::Consensus(points) => (Some(points), vec![take(points, "becomes the estimate"), again]),
        RevealOutcome::Near { lower, proposed, .. } => {
            let why = if proposed == lower { "most said so" } else { "the higher of two neighbours" };
            (Some(proposed), vec![take(proposed, why), again])
        }
        RevealOutcome::Alone { .. }
        | RevealOutcome::Spread { .. }
        | RevealOutcome::Nothing
        | RevealOutcome::TooLarge => (None, vec![again]),
    };
    let mut played: Vec<Points> = cards.iter().filter_map(|(_, card)| card.points()).collect();
    played.sort_unstable();
    played.dedup();
    for points in played.into_iter().filter(|points| Some(*points) != first) {
        let voters = cards.iter().filter(|(_, card)| card.points() == Some(points)).map(|(id, _)| *id);
        rows.push(take(points, &format!("as {}", names(world, &voters.collect::<Vec<_>>()))));
    }
    rows.push(PickRow::new("keep it", "the estimate stays as it is", |_| Ok(Vec::new())));
    rows
}
