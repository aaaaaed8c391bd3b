//! `reveal`: reveals the cards of planning poker.

use super::context::{CommandContext, CommandResult};
use super::json;
use super::poker::shown;
use super::problem::{CliError, bad_value};
use crate::domain::change::{Change, Edit};
use crate::domain::command::HiddenCommand;
use crate::domain::id::PersonId;
use crate::domain::poker::{Card, Deck, RevealOutcome, RevealResult as Turned, may_play, players, reveal};
use crate::domain::refusal::Refusal;
use crate::domain::reveal::{hidden_cards, round_deck};
use crate::domain::value::{CeremonyKind, Line};
use crate::domain::workspace::Workspace;
use crate::present;
use crate::present::poker::PokerRound;
use clap::Args;
use serde::Serialize;

/// Reveals the cards of planning poker
#[derive(Debug, Args)]
#[command(
    after_help = "Without cards, the hidden ones; with cards, those that people hold up in the room. The number
that you agree on is set with: ceremony edit ITEM --points N

Examples:
  ceremony reveal
  ceremony reveal PB-12 ana=5 bo=8 chi=?"
)]
pub(super) struct RevealArgs {
    /// The item, where it is not the one that the refinement shows; and cards, each as NAME=CARD
    #[arg(value_name = "ITEM|NAME=CARD")]
    words: Vec<String>,
}

#[derive(Serialize)]
struct Revealed {
    #[serde(flatten)]
    done: json::DoneJson,
    reveal: RevealJson,
    /// The number of cards that are still hidden.
    face_down: usize,
}

#[derive(Serialize)]
struct RevealJson {
    item: String,
    cards: Vec<Played>,
    outcome: &'static str,
    points: Option<serde_json::Number>,
    explain_first: Vec<String>,
    unsure: Vec<String>,
    want_a_break: Vec<String>,
    told: Vec<String>,
}

#[derive(Serialize)]
struct Played {
    person: String,
    card: String,
}

impl RevealArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let (cards, items): (Vec<&String>, Vec<&String>) = self.words.iter().partition(|it| it.contains('='));
        if let [_, second, ..] = items.as_slice() {
            return Err(bad_value("card", second, &"write cards as NAME=CARD, such as bo=5"));
        }
        let refinement = cx.running(CeremonyKind::Refinement)?;
        let item = shown(cx, &refinement, items.first().map(|it| it.as_str()))?;
        let pack = round_deck(cx.workspace(), refinement.id, item);
        let named = in_hand(cx, &pack, &cards)?;
        if named.is_empty() && hidden_cards(cx.workspace(), refinement.id, item).is_empty() {
            let key = cx.workspace().key(item);
            return Err(Refusal::rule(format!("nobody has voted for {key}"))
                .hint("vote with: ceremony vote CARD, or name the cards: NAME=CARD")
                .into());
        }
        // A named card replaces the same person's hidden one; those of others stay hidden.
        let (ceremony, all) = (refinement.id, named.is_empty());
        let outcome = cx.carry_out(&HiddenCommand::RevealCards { ceremony, item, named, all }.into())?;
        let revealed = outcome.changes.iter().filter_map(|change| {
            let Change::Vote(Edit::Created(vote)) = change else { return None };
            Some((vote.person, pack.read(&vote.card).ok()?))
        });
        let played: Vec<(PersonId, Card)> = revealed.collect();
        let down: Vec<PersonId> =
            hidden_cards(cx.workspace(), ceremony, item).iter().map(|card| card.person).collect();
        let face_down = down.len();
        cx.session.look_at(item)?;
        let workspace = cx.workspace();
        let votes = workspace.detail(item).into_iter().flat_map(|detail| &detail.votes);
        let number = votes.map(|vote| vote.round).max().unwrap_or(1);
        let has_voted = |id: &PersonId| down.contains(id) || played.iter().any(|(who, _)| who == id);
        let players = players(workspace, &refinement);
        let missing = players.iter().filter(|id| !has_voted(id));
        let missing: Vec<&str> = missing.map(|id| workspace.name(*id)).collect();
        let body = RevealJson::new(workspace, workspace.key(item), &pack, &played, &missing, number);
        let mut text = format!("{}\n{}\n", outcome.summary, body.told.join("\n"));
        if face_down > 0 {
            let cards = present::count(face_down, "card is still", "cards are still");
            text = format!("{text}{cards} hidden; reveal with: ceremony reveal\n");
        }
        Ok(cx.reply(
            |_| text,
            |session| Revealed {
                done: json::DoneJson::new(session.workspace(), &outcome, None),
                reveal: body,
                face_down,
            },
        ))
    }
}

/// Parses cards that were given as `NAME=CARD`.
fn in_hand(
    cx: &CommandContext<'_>,
    pack: &Deck,
    given: &[&String],
) -> Result<Vec<(PersonId, Line)>, CliError> {
    let mut played = Vec::new();
    for word in given {
        let (name, card) = word.split_once('=').unwrap_or((word, ""));
        let person = cx.person(name)?;
        may_play(cx.workspace(), person)?;
        let card = pack.read(card).map_err(|bad| {
            bad_value("card of this deck", &bad.given, &format!("choose one of {}", bad.choices))
        })?;
        played.extend(Line::clipped(&pack.face(card)).map(|face| (person, face)));
    }
    Ok(played)
}

impl RevealJson {
    fn new(
        workspace: &Workspace,
        item: String,
        pack: &Deck,
        played: &[(PersonId, Card)],
        missing: &[&str],
        number: u32,
    ) -> Self {
        let turned: Turned<PersonId> = reveal(pack, played);
        let names =
            |who: &[PersonId]| who.iter().map(|id| workspace.name(*id).to_owned()).collect::<Vec<_>>();
        let (outcome, points, explain_first) = match &turned.outcome {
            RevealOutcome::Nothing => ("nothing", None, Vec::new()),
            RevealOutcome::Consensus(points) => ("consensus", Some(*points), Vec::new()),
            RevealOutcome::Alone { points, .. } => ("alone", Some(*points), Vec::new()),
            RevealOutcome::Near { proposed, .. } => ("near", Some(*proposed), Vec::new()),
            RevealOutcome::Spread { lowest, highest, .. } => {
                ("spread", None, names(&[lowest.as_slice(), highest.as_slice()].concat()))
            }
            RevealOutcome::TooLarge => ("too-large", None, Vec::new()),
        };
        let name = |id: &PersonId| workspace.name(*id);
        let round = PokerRound { deck: pack, result: &turned, missing, number, name: &name };
        let cards = played
            .iter()
            .map(|(who, card)| Played { person: workspace.name(*who).to_owned(), card: pack.face(*card) });
        Self {
            item,
            cards: cards.collect(),
            outcome,
            points: points.map(json::number),
            explain_first,
            unsure: names(&turned.unsure),
            want_a_break: names(&turned.breaks),
            told: round.lines(),
        }
    }
}
