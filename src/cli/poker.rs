//! `vote`: hidden cards of planning poker.

use super::context::{CommandContext, CommandResult};
use super::output::{Reply, named};
use super::problem::{CliError, bad_value};
use super::value::is_none;
use crate::domain::ceremony::Ceremony;
use crate::domain::command::HiddenCommand;
use crate::domain::id::{Id as _, ItemId, PersonId};
use crate::domain::poker::{Deck, deck_of, may_play, players};
use crate::domain::refusal::Refusal;
use crate::domain::reveal::{hidden_cards, round_deck};
use crate::domain::sentence::list;
use crate::domain::value::{CeremonyKind, Line};
use crate::domain::views::refinement::Voting;
use crate::present;
use clap::Args;

/// Plays a hidden card of planning poker, for the item that the running refinement shows
#[derive(Debug, Args)]
#[command(
    after_help = "The cards are those of the product's deck, and ?, inf and coffee. Nobody sees a card before
`ceremony reveal`; a second card takes the place of the first. A changed deck is that of the next round.

Examples:
  ceremony vote                 asks for the card, which stays unseen
  ceremony vote PB-12           the same, for that item
  ceremony vote 5
  ceremony vote 1/2 PB-12
  ceremony vote none            takes it back
  ceremony vote --show          who has voted, not what"
)]
pub(super) struct VoteArgs {
    /// The card, or none; and the item, where it is not the one that is shown. Without a card it is asked for, and
    /// not shown
    #[arg(value_name = "CARD|ITEM", num_args = 0..=2)]
    words: Vec<String>,
    /// Shows who has voted, not what
    #[arg(long)]
    show: bool,
}

impl VoteArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let refinement = cx.running(CeremonyKind::Refinement)?;
        if self.show {
            if self.words.len() > 1 {
                return Err(CliError::usage("only an item is named beside --show"));
            }
            let item = shown(cx, &refinement, self.words.first().map(String::as_str))?;
            return Ok(votes(cx, &refinement, item, None));
        }
        // No card has a dash in it, and every written key has one.
        let (card, item) = match self.words.as_slice() {
            [key] if key.contains('-') => (None, Some(key)),
            words => (words.first(), words.get(1)),
        };
        let item = shown(cx, &refinement, item.map(String::as_str))?;
        let me = cx.someone()?;
        let card = card.map_or_else(|| asked(cx, &refinement, item), |card| Ok(card.clone()))?;
        if is_none(&card) {
            if hidden_cards(cx.workspace(), refinement.id, item).iter().any(|it| it.person == me) {
                cx.carry_out(&HiddenCommand::TakeBack(refinement.id, item, vec![me]).into())?;
            }
            return Ok(votes(cx, &refinement, item, Some("your card is withdrawn")));
        }
        may_play(cx.workspace(), me)?;
        let pack = round_deck(cx.workspace(), refinement.id, item);
        let card = pack.read(&card).map_err(|bad| {
            bad_value("card of this deck", &bad.given, &format!("choose one of {}", bad.choices))
        })?;
        if let Some(face) = Line::clipped(&pack.face(card)) {
            let ceremony = refinement.id;
            cx.carry_out(&HiddenCommand::Play { ceremony, item, player: me, face }.into())?;
        }
        let told = format!("your card for {} is hidden until reveal", cx.workspace().key(item));
        Ok(votes(cx, &refinement, item, Some(&told)))
    }
}

/// Asks for a card, which is not shown.
fn asked(cx: &mut CommandContext<'_>, refinement: &Ceremony, item: ItemId) -> Result<String, CliError> {
    let deck = round_deck(cx.workspace(), refinement.id, item);
    let card = cx.hidden_line(&format!("Your card for {} ({deck}): ", cx.workspace().key(item)))?;
    if card.is_empty() {
        return Err(CliError::usage("no card was named").hint(format!("choose one of {deck}, or none")));
    }
    Ok(card)
}

/// Returns the product's deck.
pub(super) fn deck_on(cx: &CommandContext<'_>) -> Deck {
    cx.workspace().product().map(deck_of).unwrap_or_default()
}

/// Returns the item with a key, or else the one that the refinement shows.
pub(super) fn shown(
    cx: &mut CommandContext<'_>,
    refinement: &Ceremony,
    given: Option<&str>,
) -> Result<ItemId, CliError> {
    let item = if let Some(given) = given {
        cx.item(given)?
    } else {
        let number = cx.session.cursor(refinement.id)?.item;
        let shown = number.and_then(ItemId::new);
        let item = match shown {
            Some(id) if cx.session.load_item(id)? => Some(id),
            Some(_) | None => None,
        };
        item.ok_or_else(|| Refusal::rule("the refinement shows no item right now").hint("name the item"))?
    };
    let workspace = cx.workspace();
    match workspace.items.get(item).filter(|it| !it.stage.is_open()) {
        Some(over) => Err(Refusal::rule(format!("{} is {}", workspace.key(item), over.stage))
            .hint("only what is open is estimated")
            .into()),
        None => Ok(item),
    }
}

fn votes(cx: &mut CommandContext<'_>, refinement: &Ceremony, item: ItemId, told: Option<&str>) -> Reply {
    let workspace = cx.workspace();
    let voted: Vec<PersonId> =
        hidden_cards(workspace, refinement.id, item).iter().map(|card| card.person).collect();
    let voting = Voting::of(workspace, item, &players(workspace, refinement), &voted);
    let have_voted = present::poker::voted(voting.voted.len(), voting.players.len());
    let mut text = match told {
        Some(told) => format!("{told}; {have_voted}\n"),
        None if voting.voted.is_empty() => format!("nobody has voted for {}\n", voting.item),
        None => format!("{have_voted} for {}: {}\n", voting.item, list(&voting.voted)),
    };
    if told.is_none() && !voting.waiting.is_empty() {
        text = format!("{text}still to vote: {}\n", list(&voting.waiting));
    }
    cx.reply(|_| text, |_| named("vote", voting))
}
