//! What a ceremony is about, read when it is shown.

use super::Session;
use crate::domain::id::{CeremonyId, Id as _, ItemId, SprintId};
use crate::domain::metrics::velocity::window;
use crate::domain::reveal::{hidden_cards, hidden_notes, own_notes, round_deck};
use crate::domain::value::CeremonyKind;
use crate::domain::views::ceremony::CeremonyFacts;
use crate::store::failure::Failure;

impl Session {
    /// Reads what a ceremony shows beside what is in memory; of a refinement, who has voted for an item. References are
    /// read by [`Session::references`] alone.
    pub fn ceremony_facts(&mut self, id: CeremonyId, item: Option<ItemId>) -> Result<CeremonyFacts, Failure> {
        self.read_ceremony(id)?;
        let mut facts = CeremonyFacts { joined: self.joined(id)?, ..CeremonyFacts::default() };
        let Some(ceremony) = self.workspace().meetings.ceremonies.get(id).cloned() else { return Ok(facts) };
        match ceremony.kind {
            CeremonyKind::StandUp => facts.standup = Some(self.standup()?),
            CeremonyKind::Refinement => {
                if let Some(item) = item {
                    let cards = hidden_cards(&self.workspace, id, item);
                    facts.voted = cards.into_iter().map(|card| card.person).collect();
                    facts.round_deck = Some(round_deck(&self.workspace, id, item));
                }
            }
            CeremonyKind::Planning => {
                if let Some(last) = self.workspace().closed().last().map(|it| it.id) {
                    facts.report = self.report(last)?;
                }
                let past: Vec<SprintId> = window(self.workspace()).iter().map(|(it, _)| it.id).collect();
                for sprint in past {
                    self.read_capacity(sprint)?;
                }
            }
            CeremonyKind::Review | CeremonyKind::Retrospective => {
                if ceremony.kind == CeremonyKind::Retrospective {
                    facts.agreed = self.read_agreed()?;
                    // Everybody looks at the facilitator's screen: nobody's hidden notes are shown on it.
                    let me = self.me().filter(|me| Some(*me) != ceremony.facilitator);
                    facts.hidden = hidden_notes(&self.workspace, id).len();
                    facts.own_hidden = me.map(|me| own_notes(&self.workspace, id, me)).unwrap_or_default();
                }
                if let Some(sprint) = ceremony.sprint {
                    self.read_sprint_facts(sprint, &mut facts)?;
                }
            }
        }
        Ok(facts)
    }

    fn read_sprint_facts(&mut self, sprint: SprintId, facts: &mut CeremonyFacts) -> Result<(), Failure> {
        facts.report = self.report(sprint)?;
        let lines = facts.report.iter().flat_map(|report| report.done.iter().chain(&report.carried));
        let items: Vec<ItemId> = lines.filter_map(|line| ItemId::new(line.item)).collect();
        self.read_items(&items)?;
        facts.flow = Some(self.flow(Some(sprint))?);
        let rejected = self.rejected_in(sprint)?.into_iter();
        facts.rejected = rejected.map(|(item, reason)| (item, reason.to_string())).collect();
        Ok(())
    }
}
