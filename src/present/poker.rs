//! The result of a round of planning poker, in sentences.

use crate::domain::poker::{Deck, RevealOutcome, RevealResult};
use crate::domain::sentence::list;

/// Formats the result: who explains first, and which estimates to consider. `name` returns the name of a voter.
pub fn outcome<'a, V>(deck: &Deck, reveal: &RevealResult<V>, name: &dyn Fn(&V) -> &'a str) -> Vec<String> {
    let names = |who: &[V]| list(&who.iter().map(name).collect::<Vec<_>>());
    let face = |points| deck.face(crate::domain::poker::Card::Points(points));
    let one =
        |who: &[V], single: &'static str, many: &'static str| if who.len() == 1 { single } else { many };
    let mut lines = vec![match &reveal.outcome {
        RevealOutcome::Nothing => "nobody gave an estimate".to_owned(),
        RevealOutcome::Consensus(points) => format!("all say {}", face(*points)),
        RevealOutcome::Near { lower, higher } => {
            format!(
                "{} and {} lie side by side: take {}, or vote again",
                face(*lower),
                face(*higher),
                face(*higher)
            )
        }
        RevealOutcome::Spread { low, lowest, high, highest } => format!(
            "{} {} lowest with {}, {} {} highest with {}: they explain first, then all vote again",
            names(lowest),
            one(lowest, "is", "are"),
            deck.face(*low),
            names(highest),
            one(highest, "is", "are"),
            deck.face(*high)
        ),
        RevealOutcome::TooLarge => "all find it too large: split it".to_owned(),
    }];
    if !reveal.unsure.is_empty() {
        let has = one(&reveal.unsure, "has", "have");
        lines.push(format!("{} {has} no idea: explain it before you agree", names(&reveal.unsure)));
    }
    if !reveal.breaks.is_empty() {
        let wants = one(&reveal.breaks, "wants", "want");
        lines.push(format!("{} {wants} a break", names(&reveal.breaks)));
    }
    lines
}

/// Formats who has not voted: `3 have not voted: Chi, Dora and Emil`; `None` if everyone has.
pub fn missing(names: &[&str]) -> Option<String> {
    let have = if names.len() == 1 { "has" } else { "have" };
    (!names.is_empty()).then(|| format!("{} {have} not voted: {}", names.len(), list(names)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::poker::reveal;

    fn result(cards: &[(&'static str, &str)]) -> Vec<String> {
        let deck = Deck::default();
        let votes: Vec<_> = cards.iter().map(|(who, card)| (*who, deck.read(card).unwrap())).collect();
        outcome(&deck, &reveal(&deck, &votes), &|who| *who)
    }

    #[test]
    fn each_outcome_says_what_comes_next() {
        assert_eq!(result(&[("Ana", "5"), ("Bo", "5")]), ["all say 5"]);
        assert_eq!(result(&[("Ana", "5"), ("Bo", "8")]), ["5 and 8 lie side by side: take 8, or vote again"]);
        assert_eq!(
            result(&[("Ana", "2"), ("Bo", "13"), ("Chi", "13"), ("Dee", "?")]),
            [
                "Ana is lowest with 2, Bo and Chi are highest with 13: they explain first, then all vote again",
                "Dee has no idea: explain it before you agree"
            ]
        );
        assert_eq!(result(&[("Ana", "∞")]), ["all find it too large: split it"]);
        assert_eq!(result(&[("Ana", "coffee")]), ["nobody gave an estimate", "Ana wants a break"]);
    }
}
