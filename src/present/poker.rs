//! A round of planning poker in words.

use crate::domain::poker::{Card, Deck, RevealOutcome, RevealResult};
use crate::domain::sentence::list;

/// The round from which on splitting is suggested: another vote seldom helps.
const ROUNDS: u32 = 3;

/// A round of planning poker.
#[derive(Clone, Copy)]
pub struct PokerRound<'a, V> {
    /// The deck.
    pub deck: &'a Deck,
    /// The revealed cards.
    pub result: &'a RevealResult<V>,
    /// The names of those who have not voted.
    pub missing: &'a [&'a str],
    /// Which round it is; the first is 1.
    pub number: u32,
    /// Returns the name of a voter.
    pub name: &'a dyn Fn(&V) -> &'a str,
}

impl<V> PokerRound<'_, V> {
    /// Returns the result in two or three words.
    pub fn verdict(&self) -> &'static str {
        match self.result.outcome {
            RevealOutcome::Consensus(_) | RevealOutcome::TooLarge if !self.missing.is_empty() => {
                "not all have voted"
            }
            RevealOutcome::Nothing => "nobody gave a number",
            RevealOutcome::Consensus(_) => "all agree",
            RevealOutcome::Alone { .. } => "only one number",
            RevealOutcome::Near { .. } => "nearly the same",
            RevealOutcome::Spread { .. } => "far apart",
            RevealOutcome::TooLarge => "too large for all",
        }
    }

    /// Returns the result in sentences: who is missing, what the cards say, and what to do next.
    pub fn lines(&self) -> Vec<String> {
        let RevealResult { outcome, unsure, breaks } = self.result;
        let mut lines: Vec<String> = missing(self.missing).map(|it| format!("{it}.")).into_iter().collect();
        lines.push(self.outcome());
        if !unsure.is_empty() {
            let has = if unsure.len() == 1 { "has" } else { "have" };
            lines.push(format!("{} {has} no idea yet: what is unclear?", self.names(unsure)));
        }
        if !breaks.is_empty() {
            lines.push(format!("{} would like a break.", self.names(breaks)));
        }
        let is_settled = matches!(outcome, RevealOutcome::Consensus(_) | RevealOutcome::Near { .. });
        if self.number >= ROUNDS && !is_settled {
            lines.push(format!("After {} rounds: split it, or find out what is unknown.", self.number));
        }
        lines
    }

    fn outcome(&self) -> String {
        let face = |points| self.deck.face(Card::Points(points));
        let everyone = |all: &str, voters: &str| {
            if self.missing.is_empty() { all.to_owned() } else { format!("Everyone who has voted {voters}") }
        };
        match &self.result.outcome {
            RevealOutcome::Nothing => "Nobody gave a number.".to_owned(),
            RevealOutcome::Consensus(points) => format!("{} {}.", everyone("All say", "says"), face(*points)),
            RevealOutcome::Alone { points, voter } => {
                format!("Only {} gave a number: {}.", (self.name)(voter), face(*points))
            }
            RevealOutcome::Near { lower, higher, proposed } => format!(
                "{} and {} are adjacent: take {}, or vote again.",
                face(*lower),
                face(*higher),
                face(*proposed)
            ),
            RevealOutcome::Spread { low, lowest, high, highest } => format!(
                "{} ({}) and {} ({}) explain first, then all vote again.",
                self.names(lowest),
                self.deck.face(*low),
                self.names(highest),
                self.deck.face(*high)
            ),
            RevealOutcome::TooLarge => {
                format!("{} it too large: split it.", everyone("All find", "finds"))
            }
        }
    }

    fn names(&self, voters: &[V]) -> String {
        list(&voters.iter().map(self.name).collect::<Vec<_>>())
    }
}

/// Returns how many have voted: `1 of 4 has voted`, `3 of 4 have voted`.
pub fn voted(count: usize, all: usize) -> String {
    format!("{count} of {all} {} voted", if count == 1 { "has" } else { "have" })
}

/// Returns who has not voted: `3 have not voted: Chi, Dora and Emil`; `None` where all have.
fn missing(names: &[&str]) -> Option<String> {
    let have = if names.len() == 1 { "has" } else { "have" };
    (!names.is_empty()).then(|| format!("{} {have} not voted: {}", names.len(), list(names)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::poker::reveal;

    fn round(cards: &[(&'static str, &str)], missing: &[&str], number: u32) -> (&'static str, Vec<String>) {
        let deck = Deck::default();
        let votes: Vec<_> = cards.iter().map(|(who, card)| (*who, deck.read(card).unwrap())).collect();
        let result = reveal(&deck, &votes);
        let round = PokerRound { deck: &deck, result: &result, missing, number, name: &|who| *who };
        (round.verdict(), round.lines())
    }

    fn lines(cards: &[(&'static str, &str)]) -> Vec<String> {
        round(cards, &[], 1).1
    }

    #[test]
    fn each_outcome_says_what_comes_next() {
        assert_eq!(lines(&[("Ana", "5"), ("Bo", "5")]), ["All say 5."]);
        assert_eq!(lines(&[("Ana", "5"), ("Bo", "8")]), ["5 and 8 are adjacent: take 8, or vote again."]);
        assert_eq!(
            lines(&[("Ana", "2"), ("Bo", "13"), ("Chi", "13"), ("Dee", "?")]),
            [
                "Ana (2) and Bo and Chi (13) explain first, then all vote again.",
                "Dee has no idea yet: what is unclear?"
            ]
        );
        assert_eq!(lines(&[("Ana", "∞")]), ["All find it too large: split it."]);
        assert_eq!(lines(&[("Ana", "coffee")]), ["Nobody gave a number.", "Ana would like a break."]);
        let alone = ["Only Ana gave a number: 5.", "Bo has no idea yet: what is unclear?"];
        assert_eq!(lines(&[("Ana", "5"), ("Bo", "?")]), alone);
    }

    #[test]
    fn while_votes_are_missing_nothing_is_said_of_all() {
        let said = round(&[("Ana", "8")], &["Bo", "Chi"], 1);
        assert_eq!(said.0, "not all have voted");
        assert_eq!(said.1, ["2 have not voted: Bo and Chi.", "Everyone who has voted says 8."]);
        let said = round(&[("Ana", "∞")], &["Bo"], 1);
        assert_eq!(said.1, ["1 has not voted: Bo.", "Everyone who has voted finds it too large: split it."]);
    }

    #[test]
    fn after_three_rounds_a_split_is_suggested() {
        let apart = [("Ana", "2"), ("Bo", "13")];
        let hint = "After 3 rounds: split it, or find out what is unknown.";
        assert!(!round(&apart, &[], 2).1.iter().any(|line| line.contains("rounds")));
        assert_eq!(round(&apart, &[], 3).1.last().unwrap(), hint);
        assert_eq!(round(&[("Ana", "5"), ("Bo", "5")], &[], 3).1, ["All say 5."]);
    }
}
