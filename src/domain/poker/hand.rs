//! Parsing of cards typed at one keyboard for all players: `5 8 5 5`, `bo=5 chi 8`, or one agreed number.

use super::{BadCard, Card, Deck};
use crate::domain::id::PersonId;
use crate::domain::sentence::{count, list};
use crate::domain::value::Points;

/// The parsed input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hand {
    /// Nothing.
    Nothing,
    /// One number that all agree on; `None` for no estimate.
    Agreed(Option<Points>),
    /// Cards with their players.
    Cards(Vec<(PersonId, Card)>),
}

/// The error for invalid input.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadHand {
    /// A card that is not in the deck.
    #[error("{0}")]
    Card(#[from] BadCard),
    /// The wrong number of cards.
    #[error("{cards} for {names}: one each, in this order; - for none, or by name: {first}=5")]
    Count {
        /// The number of cards given.
        cards: String,
        /// The players whose cards are expected.
        names: String,
        /// The first of them, in lower case.
        first: String,
    },
    /// A name that matches no player, or several.
    #[error("{given:?} does not name one of those who play: {names}")]
    Name {
        /// The name.
        given: String,
        /// The players.
        names: String,
    },
    /// Two cards of one player.
    #[error("{0} has two cards")]
    Twice(String),
}

/// Means no card; alone, it means no estimate.
const NONE: [&str; 2] = ["-", "–"];

/// Parses a line. Cards without names are assigned in order to `waiting`: those of `players` who have not played yet.
///
/// # Errors
/// [`BadHand`] if it is neither a number nor one card for each player.
pub fn hand(
    deck: &Deck,
    players: &[(PersonId, &str)],
    waiting: &[PersonId],
    text: &str,
) -> Result<Hand, BadHand> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [] => return Ok(Hand::Nothing),
        // A single word is the card of the only player left to play; otherwise it is the agreed number.
        [one] if !one.contains('=') && (waiting.len() != 1 || players.len() == 1) => {
            if NONE.contains(one) {
                return Ok(Hand::Agreed(None));
            }
            if let Some(points) = number(deck, one) {
                return Ok(Hand::Agreed(Some(points)));
            }
        }
        _ => {}
    }
    let begins_with_name = words[0].contains('=')
        || (deck.read(words[0]).is_err() && !NONE.contains(&words[0]) && named(players, words[0]).is_ok());
    let cards = if begins_with_name {
        by_name(deck, players, &words)?
    } else {
        in_turn(deck, players, waiting, &words)?
    };
    Ok(Hand::Cards(cards))
}

/// The agreed number need not be a card of the deck: it may be between two of them.
fn number(deck: &Deck, word: &str) -> Option<Points> {
    deck.estimate(word).ok()
}

fn in_turn(
    deck: &Deck,
    players: &[(PersonId, &str)],
    waiting: &[PersonId],
    words: &[&str],
) -> Result<Vec<(PersonId, Card)>, BadHand> {
    // Those who have played may play again, if all do.
    let all: Vec<PersonId> = players.iter().map(|(id, _)| *id).collect();
    let order = if words.len() == all.len() { &all[..] } else { waiting };
    let name = |id: &PersonId| players.iter().find(|(it, _)| it == id).map_or("", |(_, name)| *name);
    if words.len() != order.len() {
        // An invalid card is a better message than a wrong count.
        for word in words.iter().filter(|word| !NONE.contains(word)) {
            deck.read(word)?;
        }
        let names: Vec<String> = order.iter().map(|id| name(id).to_owned()).collect();
        return Err(BadHand::Count {
            cards: count(words.len() as u64, "card", "cards"),
            first: names.first().map_or_else(String::new, |name| name.to_lowercase()),
            names: list(&names),
        });
    }
    let played = order.iter().zip(words).filter(|(_, word)| !NONE.contains(word));
    played.map(|(id, word)| Ok((*id, deck.read(word)?))).collect()
}

fn by_name(
    deck: &Deck,
    players: &[(PersonId, &str)],
    words: &[&str],
) -> Result<Vec<(PersonId, Card)>, BadHand> {
    let mut cards: Vec<(PersonId, Card)> = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let (name, card) = match word.split_once('=') {
            Some((name, card)) => (name, card),
            None => (*word, words.next().copied().unwrap_or_default()),
        };
        let player = named(players, name)?;
        if cards.iter().any(|(id, _)| *id == player) {
            return Err(BadHand::Twice(name.to_owned()));
        }
        cards.push((player, deck.read(card)?));
    }
    Ok(cards)
}

/// Returns the one player with this name, or the only one whose name starts with it.
fn named(players: &[(PersonId, &str)], given: &str) -> Result<PersonId, BadHand> {
    let small = given.to_lowercase();
    let matching = |is: &dyn Fn(&str) -> bool| -> Vec<PersonId> {
        players.iter().filter(|(_, name)| is(&name.to_lowercase())).map(|(id, _)| *id).collect()
    };
    let exact = matching(&|name| name == small);
    let found = if exact.is_empty() { matching(&|name| name.starts_with(&small)) } else { exact };
    match found.as_slice() {
        [one] if !small.is_empty() => Ok(*one),
        _ => {
            let names: Vec<String> = players.iter().map(|(_, name)| (*name).to_owned()).collect();
            Err(BadHand::Name { given: given.chars().take(40).collect(), names: list(&names) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    fn id(number: u64) -> PersonId {
        PersonId::new(number).unwrap()
    }

    fn players() -> Vec<(PersonId, &'static str)> {
        vec![(id(2), "Bo"), (id(3), "Chi"), (id(4), "Dora")]
    }

    fn read(text: &str) -> Result<Hand, String> {
        hand(&Deck::default(), &players(), &[id(2), id(3), id(4)], text).map_err(|error| error.to_string())
    }

    fn cards(cards: &[(u64, u32)]) -> Hand {
        let card = |(person, points): &(u64, u32)| (id(*person), Card::Points(Points::whole(*points)));
        Hand::Cards(cards.iter().map(card).collect())
    }

    #[test]
    fn cards_are_given_in_turn_or_by_name() {
        assert_eq!(read("5 8  13"), Ok(cards(&[(2, 5), (3, 8), (4, 13)])));
        assert_eq!(read("5 - 13"), Ok(cards(&[(2, 5), (4, 13)])));
        assert_eq!(read("chi=8 bo=5"), Ok(cards(&[(3, 8), (2, 5)])));
        assert_eq!(read("c 8 DORA 5"), Ok(cards(&[(3, 8), (4, 5)])));
        assert_eq!(read(""), Ok(Hand::Nothing));
    }

    #[test]
    fn one_number_is_what_all_agree_on() {
        assert_eq!(read("8"), Ok(Hand::Agreed(Some(Points::whole(8)))));
        assert_eq!(read("6"), Ok(Hand::Agreed(Some(Points::whole(6)))), "between two cards");
        assert_eq!(read("-"), Ok(Hand::Agreed(None)));
        let read = hand(&Deck::TShirt, &players(), &[id(2), id(3), id(4)], "m");
        assert_eq!(read, Ok(Hand::Agreed(Some(Points::whole(3)))));
    }

    #[test]
    fn what_is_missing_is_typed_for_those_who_have_not_played() {
        let read = |text| hand(&Deck::default(), &players(), &[id(4)], text);
        assert_eq!(read("8"), Ok(cards(&[(4, 8)])));
        assert_eq!(read("5 5 8"), Ok(cards(&[(2, 5), (3, 5), (4, 8)])));
        let none = |text| hand(&Deck::default(), &players(), &[], text);
        assert_eq!(none("8"), Ok(Hand::Agreed(Some(Points::whole(8)))));
    }

    #[test]
    fn what_does_not_fit_is_refused_with_what_does() {
        assert_eq!(
            read("5 8").unwrap_err(),
            "2 cards for Bo, Chi and Dora: one each, in this order; - for none, or by name: bo=5"
        );
        assert!(read("5 8 4").unwrap_err().starts_with("\"4\" is no card of this deck"));
        assert!(read("5 huge").unwrap_err().starts_with("\"huge\" is no card of this deck"));
        assert!(read("?").unwrap_err().starts_with("1 card for Bo, Chi and Dora"));
        assert_eq!(
            read("bo=5 zed=8").unwrap_err(),
            "\"zed\" does not name one of those who play: Bo, Chi and Dora"
        );
        assert_eq!(read("bo=5 bo=8").unwrap_err(), "bo has two cards");
        assert!(read("bo").unwrap_err().contains("is no card"));
    }
}
