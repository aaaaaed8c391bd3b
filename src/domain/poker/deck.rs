//! Decks of cards, and parsing of a card.

use super::Card;
use crate::domain::product::Product;
use crate::domain::value::{BadPoints, Points};
use std::fmt;
use std::str::FromStr;

/// T-shirt sizes with their points: our convention, not a standard.
const SIZES: [(&str, u32); 6] = [("XS", 1), ("S", 2), ("M", 3), ("L", 5), ("XL", 8), ("XXL", 13)];

/// A deck of cards for estimating.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Deck {
    /// 0, ½, 1, 2, 3, 5, 8, 13, 20, 40, 100.
    #[default]
    ModifiedFibonacci,
    /// 1, 2, 3, 5, 8, 13, 21, 34.
    Fibonacci,
    /// XS, S, M, L, XL, XXL, for 1, 2, 3, 5, 8, 13 points.
    TShirt,
    /// 1, 2, 4, 8, 16, 32.
    PowersOfTwo,
    /// Custom cards of the team, in order, without duplicates.
    Own(Box<[Points]>),
}

/// The error for a text that is not a card of the deck.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is no card of this deck: choose one of {choices}")]
pub struct BadCard {
    /// The text.
    pub given: String,
    /// The valid cards, for the message.
    pub choices: String,
}

/// The error for a text that is not a deck.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "write modified fibonacci, fibonacci, t-shirt, powers of two, or at least two numbers, such as 1, 2, 4, 8"
)]
pub struct BadDeck;

/// Returns the product's deck; the modified Fibonacci deck by default.
pub fn deck_of(product: &Product) -> Deck {
    product.deck.as_deref().and_then(|deck| deck.parse().ok()).unwrap_or_default()
}

impl FromStr for Deck {
    type Err = BadDeck;
    /// Parses the name of a deck, or custom cards separated by spaces or commas. ∞, ? and coffee are in every deck
    /// and need not be listed.
    fn from_str(given: &str) -> Result<Self, BadDeck> {
        let text = given.trim().to_lowercase();
        Ok(match text.replace(['-', '_'], " ").as_str() {
            "modified fibonacci" => Self::ModifiedFibonacci,
            "fibonacci" => Self::Fibonacci,
            "t shirt" | "t shirts" | "tshirt" | "tshirts" => Self::TShirt,
            "powers of two" | "powers" => Self::PowersOfTwo,
            _ => return own_cards(&text),
        })
    }
}

fn own_cards(text: &str) -> Result<Deck, BadDeck> {
    let mut cards = Vec::new();
    for word in text.split(|it: char| it == ',' || it.is_whitespace()).filter(|word| !word.is_empty()) {
        match word {
            "?" | "∞" | "coffee" => {}
            _ => cards.push(word.parse().map_err(|_| BadDeck)?),
        }
    }
    Deck::own(&cards).ok_or(BadDeck)
}

impl Deck {
    /// Returns the stored form of the deck: its name, or its cards.
    pub fn name(&self) -> String {
        match self {
            Self::ModifiedFibonacci => "modified fibonacci".to_owned(),
            Self::Fibonacci => "fibonacci".to_owned(),
            Self::TShirt => "t-shirt".to_owned(),
            Self::PowersOfTwo => "powers of two".to_owned(),
            Self::Own(cards) => cards.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        }
    }

    /// Creates a deck of custom cards; `None` for fewer than two distinct ones.
    pub fn own(cards: &[Points]) -> Option<Self> {
        let mut cards = cards.to_vec();
        cards.sort_unstable();
        cards.dedup();
        (cards.len() > 1).then(|| Self::Own(cards.into()))
    }

    /// Returns the estimates of the deck, the lowest first.
    pub fn estimates(&self) -> Vec<Points> {
        let whole_points = |points: &[u32]| points.iter().copied().map(Points::whole).collect();
        match self {
            Self::ModifiedFibonacci => {
                let hundredths = [0, 50, 100, 200, 300, 500, 800, 1_300, 2_000, 4_000, 10_000];
                hundredths.into_iter().map(Points::hundredths).collect()
            }
            Self::Fibonacci => whole_points(&[1, 2, 3, 5, 8, 13, 21, 34]),
            Self::TShirt => whole_points(&SIZES.map(|(_, points)| points)),
            Self::PowersOfTwo => whole_points(&[1, 2, 4, 8, 16, 32]),
            Self::Own(cards) => cards.to_vec(),
        }
    }

    /// Returns all cards: the estimates, then ∞, ? and coffee.
    pub fn cards(&self) -> Vec<Card> {
        let rest = [Card::TooLarge, Card::Unsure, Card::Break];
        self.estimates().into_iter().map(Card::Points).chain(rest).collect()
    }

    /// Returns the face of a card of this deck: `M`, `5`, `½`, `?`.
    pub fn face(&self, card: Card) -> String {
        let size = |points: Points| SIZES.iter().find(|(_, size)| Points::whole(*size) == points);
        match (self, card.points().and_then(size)) {
            (Self::TShirt, Some((name, _))) => (*name).to_owned(),
            _ => card.to_string(),
        }
    }

    /// Parses a card: `5`, `1/2`, `½`, `0.5`, `M`, `?`, `inf`, `∞`, `coffee`. Case is ignored.
    ///
    /// # Errors
    /// [`BadCard`] if the deck has no such card.
    pub fn read(&self, given: &str) -> Result<Card, BadCard> {
        let text = given.trim().to_lowercase();
        let card = match text.as_str() {
            "?" => Some(Card::Unsure),
            "∞" | "inf" | "infinity" | "infinite" | "too large" => Some(Card::TooLarge),
            "☕" | "coffee" | "break" | "cup" | "pi" | "π" => Some(Card::Break),
            _ => self.sized(&text).or_else(|| self.having(text.parse().ok()?)),
        };
        card.ok_or_else(|| BadCard { given: given.chars().take(40).collect(), choices: self.to_string() })
    }

    /// Parses an estimate: a card of this deck that stands for points, or else any number of points.
    ///
    /// # Errors
    /// [`BadPoints`] if the text is neither.
    pub fn estimate(&self, given: &str) -> Result<Points, BadPoints> {
        self.read(given).ok().and_then(Card::points).map_or_else(|| given.parse(), Ok)
    }

    /// Returns the deck of revealed cards: this one or, if the product's deck was changed since, another one with
    /// these faces; if there is none, the cards themselves join this deck's.
    #[must_use]
    pub fn with_faces(&self, faces: &[&str]) -> Self {
        let has = |deck: &Self| {
            let is_face = |face: &&str| deck.read(face).is_ok_and(|card| deck.face(card) == **face);
            faces.iter().all(is_face)
        };
        let known = [Self::ModifiedFibonacci, Self::Fibonacci, Self::TShirt, Self::PowersOfTwo];
        let own = || {
            let cards = faces.iter().filter_map(|face| Self::TShirt.estimate(face).ok());
            Self::own(&cards.chain(self.estimates()).collect::<Vec<_>>())
        };
        let deck = [self.clone()].into_iter().chain(known).find(has);
        deck.or_else(own).unwrap_or_default()
    }

    fn having(&self, points: Points) -> Option<Card> {
        self.estimates().contains(&points).then_some(Card::Points(points))
    }

    fn sized(&self, text: &str) -> Option<Card> {
        let size = SIZES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
        let (_, points) = size.filter(|_| *self == Self::TShirt)?;
        Some(Card::Points(Points::whole(*points)))
    }

    /// Returns whether two estimates are the same card or adjacent cards of the deck.
    pub fn are_adjacent(&self, one: Points, other: Points) -> bool {
        let estimates = self.estimates();
        let place = |points: Points| estimates.iter().position(|it| *it == points);
        match (place(one), place(other)) {
            (Some(one), Some(other)) => one.abs_diff(other) <= 1,
            (None | Some(_), None) | (None, Some(_)) => one == other,
        }
    }
}

impl fmt::Display for Deck {
    /// Writes the faces of all cards: `0, ½, 1, … ∞, ?, coffee`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faces: Vec<String> = self.cards().into_iter().map(|card| self.face(card)).collect();
        out.pad(&faces.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::Zone;

    fn own() -> Deck {
        Deck::own(&[8, 2, 4, 2].map(Points::whole)).unwrap()
    }

    #[test]
    fn every_face_of_every_deck_is_read_back() {
        for deck in [Deck::ModifiedFibonacci, Deck::Fibonacci, Deck::TShirt, Deck::PowersOfTwo, own()] {
            for card in deck.cards() {
                assert_eq!(deck.read(&deck.face(card)), Ok(card), "{deck}");
                assert_eq!(deck.read(&card.to_string()), Ok(card), "{deck}");
            }
        }
    }

    #[test]
    fn every_deck_is_read_back_from_its_name() {
        for deck in [Deck::ModifiedFibonacci, Deck::Fibonacci, Deck::TShirt, Deck::PowersOfTwo, own()] {
            assert_eq!(deck.name().parse(), Ok(deck));
        }
        assert_eq!(" 8 1/2,2 ?".parse(), Ok(Deck::own(&[50, 200, 800].map(Points::hundredths)).unwrap()));
        for text in ["", "5", "5 5", "1, x", "-1 2"] {
            assert_eq!(text.parse::<Deck>(), Err(BadDeck), "{text:?}");
        }
    }

    #[test]
    fn revealed_cards_are_of_a_deck_that_has_their_faces() {
        let of = |faces: &[&str]| Deck::Fibonacci.with_faces(faces);
        assert_eq!(of(&["5", "8", "?"]), Deck::Fibonacci);
        assert_eq!(of(&["S", "coffee"]), Deck::TShirt);
        assert_eq!(of(&["4", "16"]), Deck::PowersOfTwo);
        assert_eq!(of(&["6"]).to_string(), "1, 2, 3, 5, 6, 8, 13, 21, 34, ∞, ?, coffee");
        assert_eq!(Deck::TShirt.with_faces(&["5"]), Deck::ModifiedFibonacci, "a size has letters");
    }

    #[test]
    fn cards_are_read_as_people_write_them() {
        let deck = Deck::default();
        let half = Card::Points(Points::hundredths(50));
        for (text, card) in [
            ("1/2", half),
            ("½", half),
            (" 0,5 ", half),
            ("13", Card::Points(Points::whole(13))),
            ("INF", Card::TooLarge),
            ("Coffee", Card::Break),
            ("?", Card::Unsure),
        ] {
            assert_eq!(deck.read(text), Ok(card), "{text}");
        }
        assert_eq!(Deck::TShirt.read("xl"), Ok(Card::Points(Points::whole(8))));
    }

    #[test]
    fn every_card_that_stands_for_points_is_an_estimate_and_so_is_any_other_number() {
        for deck in [Deck::ModifiedFibonacci, Deck::Fibonacci, Deck::TShirt, Deck::PowersOfTwo, own()] {
            for points in deck.estimates() {
                assert_eq!(deck.estimate(&deck.face(Card::Points(points))), Ok(points), "{deck}");
            }
            assert_eq!(deck.estimate("1/2"), Ok(Points::hundredths(50)), "{deck}");
            assert_eq!(deck.estimate("6"), Ok(Points::whole(6)), "{deck}");
            assert!(deck.estimate("?").is_err(), "{deck}");
        }
    }

    #[test]
    fn what_is_not_in_the_deck_is_refused_with_what_is() {
        let refused = Deck::Fibonacci.read("4").unwrap_err();
        assert_eq!(
            refused.to_string(),
            "\"4\" is no card of this deck: choose one of 1, 2, 3, 5, 8, 13, 21, 34, ∞, ?, coffee"
        );
        for text in ["M", "", "-1", "5 points", "\u{1b}[2J"] {
            assert!(Deck::Fibonacci.read(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn an_own_deck_is_in_order_and_has_two_cards_at_least() {
        assert_eq!(own().to_string(), "2, 4, 8, ∞, ?, coffee");
        assert_eq!(Deck::own(&[Points::whole(1); 3]), None);
    }

    #[test]
    fn neighbours_are_those_of_the_deck() {
        let are = |deck: &Deck, one, other| deck.are_adjacent(Points::whole(one), Points::whole(other));
        assert!(are(&Deck::default(), 8, 13));
        assert!(!are(&Deck::default(), 5, 13));
        assert!(are(&own(), 4, 8));
        assert!(!are(&own(), 4, 5), "5 is no card");
    }

    #[test]
    fn a_product_says_which_deck_by_name_or_card_by_card() {
        let deck = |words: Option<&str>| {
            deck_of(&Product {
                id: crate::domain::id::Id::new(1).unwrap(),
                name: "Lighthouse".parse().unwrap(),
                prefix: "PB".parse().unwrap(),
                vision: crate::domain::value::Prose::default(),
                goal: crate::domain::value::Prose::default(),
                zone: Zone::UTC,
                sprint_days: 14,
                sprint_weekday: 0,
                deck: words.map(|words| words.parse().unwrap()),
                working_days: None,
                velocity_sprints: None,
            })
        };
        assert_eq!(deck(None), Deck::ModifiedFibonacci);
        assert_eq!(deck(Some("Fibonacci")), Deck::Fibonacci);
        assert_eq!(deck(Some("T-shirt")), Deck::TShirt);
        assert_eq!(deck(Some("powers of two")), Deck::PowersOfTwo);
        assert_eq!(deck(Some("8, 2 4")), own());
        assert_eq!(deck(Some("whatever")), Deck::ModifiedFibonacci);
    }
}
