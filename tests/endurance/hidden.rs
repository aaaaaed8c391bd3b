//! Two people who hide cards and notes, reveal, undo and redo: what one of them does never takes anything hidden from
//! the other one, and nobody reads what is hidden.

use super::dice::{Dice, rounds};
use crate::around::lite;
use crate::founding::founding;
use ceremony::clock::FixedClock;
use ceremony::domain::command::{
    CeremonyCommand, Command, HiddenCommand, ItemCommand, NewItem, PersonCommand, Position,
};
use ceremony::domain::id::{CeremonyId, Id as _, ItemId, PersonId};
use ceremony::domain::reveal::{hidden_cards, hidden_notes};
use ceremony::domain::value::{CeremonyKind, Instant, Role};
use ceremony::exchange::json;
use ceremony::session::{Identity, Session};
use ceremony::store::Store;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

/// The number of steps of a run.
const STEPS: u64 = 30;

/// What belongs to a person: the texts of their notes, hidden or on the wall, and their newest card for each item.
type Belongings = (Vec<String>, BTreeMap<ItemId, String>);

struct Pair {
    sessions: [Session; 2],
    people: [PersonId; 2],
    refinement: CeremonyId,
    retrospective: CeremonyId,
    items: Vec<ItemId>,
    written: u64,
    /// The revision up to which nothing is undone.
    base: u64,
}

fn begin(path: &Path, clock: &Rc<FixedClock>, login: &str) -> Session {
    let identity = Identity { login: login.to_owned(), terminal: login.to_owned(), name: None };
    Session::begin(Store::new(Box::new(lite(path))), clock.clone(), identity).unwrap()
}

fn hold(session: &mut Session, kind: CeremonyKind) -> CeremonyId {
    let begin = CeremonyCommand::Begin { kind, present: Vec::new(), on_behalf: None, wall: Vec::new() };
    session.run(&Command::Ceremony(begin)).unwrap();
    session.workspace().meetings.running_one(kind).unwrap().id
}

impl Pair {
    fn new(path: &Path, clock: &Rc<FixedClock>) -> Self {
        let mut ana = begin(path, clock, "ana");
        ana.run(&founding()).unwrap();
        let roles = [Role::Developer].into_iter().collect();
        let (name, login) = ("Bo".parse().unwrap(), "bo".parse().ok());
        ana.run(&Command::Person(PersonCommand::Add { name, roles, login })).unwrap();
        let items = ["One", "Two"].map(|title| NewItem::titled(title.parse().unwrap()));
        ana.run(&ItemCommand::Add { items: items.into(), place: Position::Bottom }.into()).unwrap();
        let refinement = hold(&mut ana, CeremonyKind::Refinement);
        let retrospective = hold(&mut ana, CeremonyKind::Retrospective);
        let bo = begin(path, clock, "bo");
        let base = ana.workspace().revision;
        let people = [ana.me().unwrap(), bo.me().unwrap()];
        let items = [1, 2].map(|number| ItemId::new(number).unwrap()).into();
        Self { sessions: [ana, bo], people, refinement, retrospective, items, written: 0, base }
    }

    /// Returns what a person has, as the other program sees it.
    fn belongings(&mut self, whose: usize) -> Belongings {
        let (items, person) = (self.items.clone(), self.people[whose]);
        let session = &mut self.sessions[1 - whose];
        session.news().unwrap();
        for item in &items {
            session.look_at(*item).unwrap();
        }
        let workspace = session.workspace();
        let wall = workspace.meetings.notes.iter().filter(|note| note.author == Some(person));
        let mut notes: Vec<String> = wall.map(|note| note.text.to_string()).collect();
        let hidden = hidden_notes(workspace, self.retrospective).into_iter();
        notes.extend(hidden.filter(|note| note.person == person).map(|note| note.text.to_string()));
        notes.sort();
        let mut cards = BTreeMap::new();
        for item in items {
            let votes = &workspace.detail(item).unwrap().votes;
            let last = votes.iter().filter(|vote| vote.person == person).max_by_key(|vote| vote.round);
            let hidden = hidden_cards(workspace, self.refinement, item);
            let hidden =
                hidden.into_iter().find(|card| card.person == person).map(|card| card.text.to_string());
            cards.extend(hidden.or(last.map(|vote| vote.card.to_string())).map(|face| (item, face)));
        }
        (notes, cards)
    }

    /// Lets a person do something; returns its name, or why it was refused.
    fn step(&mut self, who: usize, dice: &mut Dice) -> String {
        let (refinement, retrospective, player) = (self.refinement, self.retrospective, self.people[who]);
        let item = self.items[usize::try_from(dice.below(2)).unwrap()];
        self.written += 1;
        let text = format!("secret-{}-", self.written);
        let session = &mut self.sessions[who];
        session.news().unwrap();
        let own =
            hidden_notes(session.workspace(), retrospective).into_iter().find(|note| note.person == player);
        let own = own.map(|note| note.id);
        let topic =
            session.workspace().meetings.ceremonies.get(retrospective).unwrap().columns()[0].parse().unwrap();
        let command = match (dice.below(14), own) {
            (0..3, _) => HiddenCommand::Write(retrospective, topic, text.parse().unwrap()),
            (3, Some(id)) => HiddenCommand::Rewrite(retrospective, id, topic, text.parse().unwrap()),
            (4, Some(id)) => HiddenCommand::Remove(retrospective, id),
            (5 | 6, _) => {
                let face =
                    ["1", "2", "3", "5", "8"][usize::try_from(dice.below(5)).unwrap()].parse().unwrap();
                HiddenCommand::Play { ceremony: refinement, item, player, face }
            }
            (7, _) => HiddenCommand::TakeBack(refinement, item, vec![player]),
            (8, _) => HiddenCommand::RevealNotes(retrospective),
            (9, _) => HiddenCommand::RevealCards { ceremony: refinement, item, named: Vec::new(), all: true },
            (10..12, _) => {
                if session.undoable().is_ok_and(|revision| revision <= self.base) {
                    return "nothing of theirs is left".to_owned();
                }
                return session.undo().map_or_else(|stop| stop.to_string(), |it| it.sentence);
            }
            _ => return session.redo().map_or_else(|stop| stop.to_string(), |it| it.sentence),
        };
        session.run(&command.into()).map_or_else(|stop| stop.to_string(), |it| it.sentence)
    }

    /// Nothing that is hidden is read in the log or in an export.
    fn nobody_reads_what_is_hidden(&mut self) {
        let hidden: Vec<String> = hidden_notes(self.sessions[0].workspace(), self.retrospective)
            .into_iter()
            .map(|note| note.text.to_string())
            .collect();
        for session in &mut self.sessions {
            let entries = session.history(None, u64::MAX >> 1, 1_000).unwrap();
            let mut text: Vec<u8> =
                entries.iter().flat_map(|entry| session.summary(entry).into_bytes()).collect();
            json::write(session, &mut text).unwrap();
            let text = String::from_utf8(text).unwrap();
            for secret in &hidden {
                assert!(!text.contains(secret.as_str()), "{secret} is read");
            }
            for entry in entries.iter().filter(|entry| entry.is_anonymous) {
                assert_eq!((entry.person, entry.login.as_str(), entry.terminal.as_str()), (None, "", ""));
            }
        }
    }
}

fn undo_and_redo(runs: u64) {
    let mut dice = Dice::new();
    let mut reveals = 0;
    for run in 0..runs {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("team.db");
        let clock = Rc::new(FixedClock::at(Instant(1_795_424_400_000)));
        let mut pair = Pair::new(&path, &clock);
        let mut told = Vec::new();
        for _ in 0..STEPS {
            let who = usize::try_from(dice.below(2)).unwrap();
            let before = pair.belongings(1 - who);
            let done = pair.step(who, &mut dice);
            reveals += u64::from(done.contains("revealed"));
            told.push(format!("{who}: {done}"));
            assert_eq!(pair.belongings(1 - who), before, "run {run} took something away: {told:#?}");
            if dice.below(10) == 0 {
                pair.sessions[who] = begin(&path, &clock, ["ana", "bo"][who]);
            }
        }
        pair.sessions[0].news().unwrap();
        pair.nobody_reads_what_is_hidden();
        drop(pair);
        let mut store = Store::new(Box::new(lite(&path)));
        let found = store.examine().unwrap();
        assert!(found.is_intact(), "run {run}: {:?}", found.findings);
    }
    assert!(reveals >= runs, "only {reveals} reveals were done or undone in {runs} runs");
    println!("{runs} runs of {STEPS} steps of two people, {reveals} reveals done, undone or redone");
}

#[test]
fn undo_and_redo_of_reveals_take_nothing_from_anybody() {
    undo_and_redo(10);
}

#[test]
#[ignore = "long: a minute"]
fn two_hundred_undo_and_redo_runs_with_reveals() {
    undo_and_redo(rounds().min(200));
}
