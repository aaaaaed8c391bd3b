//! The result of a round of planning poker when the cards are revealed. Never an average.
//!
//! Source: the protocol as in solcept.ch and scrumgroup.org: identical estimates are the result; otherwise the
//! highest and the lowest explain first, then all vote again.

use super::{Card, Deck};
use crate::domain::value::Points;

/// The outcome of a round: how far apart the estimates are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RevealOutcome<V> {
    /// Nobody gave an estimate.
    Nothing,
    /// All estimates are the same.
    Consensus(Points),
    /// One player gave an estimate and the others are unsure: that is no consensus.
    Alone {
        /// The estimate.
        points: Points,
        /// The player who gave it.
        voter: V,
    },
    /// The estimates are two adjacent cards: take the more frequent one, or the higher of two equally frequent ones, or
    /// vote again.
    Near {
        /// The lower one.
        lower: Points,
        /// The higher one.
        higher: Points,
        /// Which of them is proposed.
        proposed: Points,
    },
    /// The estimates are further apart: these players explain first, then all vote again.
    Spread {
        /// The lowest card.
        low: Card,
        /// The players who played it.
        lowest: Vec<V>,
        /// The highest card; ∞ is above every number.
        high: Card,
        /// The players who played it.
        highest: Vec<V>,
    },
    /// All players with an opinion find it too large: split it.
    TooLarge,
}

/// The revealed cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevealResult<V> {
    /// How far apart the estimates are.
    pub outcome: RevealOutcome<V>,
    /// The players who are unsure: something has to be explained first.
    pub unsure: Vec<V>,
    /// The players who want a break.
    pub breaks: Vec<V>,
}

/// Evaluates the cards of a round. `?` and coffee are not estimates; ∞ is above every number.
pub fn reveal<V: Clone>(deck: &Deck, votes: &[(V, Card)]) -> RevealResult<V> {
    let who = |wanted: Card| -> Vec<V> {
        votes.iter().filter(|(_, card)| *card == wanted).map(|(voter, _)| voter.clone()).collect()
    };
    // The order of the cards places ∞ after every number.
    let estimates = votes.iter().map(|(_, card)| *card).filter(|card| *card <= Card::TooLarge);
    let unsure = who(Card::Unsure);
    let estimates: Vec<Card> = estimates.collect();
    let count = |points| estimates.iter().filter(|card| **card == Card::Points(points)).count();
    let outcome = match (estimates.iter().min().copied(), estimates.iter().max().copied()) {
        (None, _) | (_, None) => RevealOutcome::Nothing,
        (Some(Card::Points(points)), Some(Card::Points(high))) if points == high => {
            match who(Card::Points(points)).as_slice() {
                [only] if !unsure.is_empty() => RevealOutcome::Alone { points, voter: only.clone() },
                _ => RevealOutcome::Consensus(points),
            }
        }
        (Some(Card::Points(lower)), Some(Card::Points(higher))) if deck.are_adjacent(lower, higher) => {
            let proposed = if count(lower) > count(higher) { lower } else { higher };
            RevealOutcome::Near { lower, higher, proposed }
        }
        (Some(Card::TooLarge), Some(_)) => RevealOutcome::TooLarge,
        (Some(low), Some(high)) => RevealOutcome::Spread { low, lowest: who(low), high, highest: who(high) },
    };
    RevealResult { outcome, unsure, breaks: who(Card::Break) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned(cards: &[&'static str]) -> RevealResult<usize> {
        let deck = Deck::default();
        let votes: Vec<(usize, Card)> =
            cards.iter().map(|card| deck.read(card).unwrap()).enumerate().collect();
        reveal(&deck, &votes)
    }

    #[test]
    fn the_same_card_is_consensus() {
        assert_eq!(turned(&["5", "5", "5"]).outcome, RevealOutcome::Consensus(Points::whole(5)));
        assert_eq!(turned(&["5"]).outcome, RevealOutcome::Consensus(Points::whole(5)));
    }

    #[test]
    fn adjacent_cards_propose_the_more_frequent_and_then_the_higher() {
        let near = |proposed| RevealOutcome::Near {
            lower: Points::whole(5),
            higher: Points::whole(8),
            proposed: Points::whole(proposed),
        };
        assert_eq!(turned(&["5", "5", "5", "8"]).outcome, near(5));
        assert_eq!(turned(&["5", "8", "8"]).outcome, near(8));
        assert_eq!(turned(&["5", "8"]).outcome, near(8));
    }

    #[test]
    fn one_number_among_question_marks_is_no_consensus() {
        let alone = RevealOutcome::Alone { points: Points::whole(5), voter: 1 };
        assert_eq!(turned(&["?", "5", "?"]).outcome, alone);
        assert_eq!(turned(&["5", "coffee"]).outcome, RevealOutcome::Consensus(Points::whole(5)));
    }

    #[test]
    fn further_apart_the_lowest_and_the_highest_explain() {
        let spread = RevealOutcome::Spread {
            low: Card::Points(Points::whole(2)),
            lowest: vec![1],
            high: Card::Points(Points::whole(13)),
            highest: vec![0, 3],
        };
        assert_eq!(turned(&["13", "2", "5", "13"]).outcome, spread);
    }

    #[test]
    fn infinity_is_above_every_number_and_alone_means_split() {
        assert_eq!(turned(&["∞", "∞", "?"]).outcome, RevealOutcome::TooLarge);
        let RevealOutcome::Spread { highest, high, .. } = turned(&["8", "∞"]).outcome else {
            panic!("a spread")
        };
        assert_eq!((high, highest), (Card::TooLarge, vec![1]));
    }

    #[test]
    fn a_question_mark_and_a_cup_are_no_numbers_and_are_not_forgotten() {
        let turned_cards = turned(&["5", "?", "5", "coffee"]);
        assert_eq!(turned_cards.outcome, RevealOutcome::Consensus(Points::whole(5)));
        assert_eq!((turned_cards.unsure, turned_cards.breaks), (vec![1], vec![3]));
        assert_eq!(turned(&["?", "coffee"]).outcome, RevealOutcome::Nothing);
        assert_eq!(turned(&[]).outcome, RevealOutcome::Nothing);
    }
}
