//! What is hidden at present, for those who own it and those who reveal it; and how older files stored it.

use super::hidden::Hidden;
use super::id::{CeremonyId, HiddenId, Id as _, ItemId, PersonId};
use super::poker::{Deck, deck_of};
use super::value::Line;
use super::workspace::Workspace;

/// A hidden note, as its author sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnNote {
    /// Its row.
    pub id: HiddenId,
    /// The column of the wall.
    pub topic: String,
    /// The text.
    pub text: String,
}

/// Returns the hidden cards for an item, ordered by player. Of a player with several, which an undo can bring about,
/// it is the newest.
pub fn hidden_cards(workspace: &Workspace, ceremony: CeremonyId, item: ItemId) -> Vec<&Hidden> {
    let mut cards: Vec<&Hidden> = workspace
        .meetings
        .hidden
        .iter()
        .filter(|it| it.ceremony == ceremony && it.about == Some(item))
        .collect();
    cards.sort_by_key(|it| (it.person, std::cmp::Reverse(it.id)));
    cards.dedup_by_key(|it| it.person);
    cards
}

/// Returns the deck of the round for an item: that of its hidden cards, if there are any, or else the product's. So a
/// changed deck takes effect with the next round.
pub fn round_deck(workspace: &Workspace, ceremony: CeremonyId, item: ItemId) -> Deck {
    let played =
        hidden_cards(workspace, ceremony, item).first().and_then(|it| it.topic.as_ref()?.parse().ok());
    played.unwrap_or_else(|| workspace.product().map(deck_of).unwrap_or_default())
}

/// Returns the hidden notes of a ceremony, by author, and of each in the order in which they were written.
pub fn hidden_notes(workspace: &Workspace, ceremony: CeremonyId) -> Vec<&Hidden> {
    let mut notes: Vec<&Hidden> =
        workspace.meetings.hidden.iter().filter(|it| it.ceremony == ceremony && it.about.is_none()).collect();
    notes.sort_by_key(|it| (it.person, it.id));
    notes
}

/// Returns the hidden notes of one person.
pub fn own_notes(workspace: &Workspace, ceremony: CeremonyId, person: PersonId) -> Vec<OwnNote> {
    let notes = hidden_notes(workspace, ceremony).into_iter().filter(|it| it.person == person);
    notes
        .map(|it| OwnNote {
            id: it.id,
            topic: it.topic.as_ref().map(ToString::to_string).unwrap_or_default(),
            text: it.text.to_string(),
        })
        .collect()
}

/// Returns the rows of what a file from before schema 6 kept under this name and as this text outside the history:
/// `sealed/3/poker 12/0000000002` with a card and its deck, or `sealed/3/notes/0000000002` with a list of notes. Their
/// ids are to be set.
pub fn formerly_hidden(name: &str, text: &str, product: &Deck) -> Vec<Hidden> {
    let mut parts = name.split('/').skip(1);
    let mut number = || parts.next().map(str::to_owned).unwrap_or_default();
    let (ceremony, what, person) = (number(), number(), number());
    let (Some(ceremony), Some(person)) =
        (ceremony.parse().ok().and_then(CeremonyId::new), person.parse().ok().and_then(PersonId::new))
    else {
        return Vec::new();
    };
    let id = HiddenId::new(1).expect("1 is an id");
    if let Some(item) = what.strip_prefix("poker ") {
        let Some(about) = item.parse().ok().and_then(ItemId::new) else { return Vec::new() };
        // Formerly only the face was stored.
        let stored: Option<(String, String)> = serde_json::from_str(text).ok();
        let (face, deck) = stored.unwrap_or_else(|| (text.to_owned(), product.with_faces(&[text]).name()));
        let row =
            |text| Hidden { id, ceremony, person, about: Some(about), topic: Line::clipped(&deck), text };
        return face.parse().ok().map(row).into_iter().collect();
    }
    let notes: Vec<(String, String)> = serde_json::from_str(text).unwrap_or_default();
    let row = |(topic, text): (String, String)| {
        Some(Hidden {
            id,
            ceremony,
            person,
            about: None,
            topic: Line::clipped(&topic),
            text: text.parse().ok()?,
        })
    };
    notes.into_iter().filter_map(row).collect()
}
