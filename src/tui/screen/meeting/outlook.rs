//! What the sprint that is planned would be, in few words. How they are laid out is not here.

use super::{Meeting, planning};
use crate::domain::capacity::Capacity;
use crate::domain::metrics::share::percents;
use crate::domain::person::Person;
use crate::domain::planning::WhatIf;
use crate::domain::sprint::Sprint;
use crate::present::flow::amount;
use crate::present::{self, capacity};
use crate::tui::theme::Tone;
use crate::tui::world::World;

/// How many items of a sort are named; the start of the sprint names all of them.
const NAMED: usize = 3;

/// Returns what the sprint would be: groups of short parts, each group with how it looks. Empty groups are left out.
pub fn told(world: &World<'_>, meeting: &Meeting) -> Vec<(Vec<String>, Tone)> {
    let (Some(it), Some(sprint)) = (&meeting.what_if, planning::sprint(world, meeting)) else {
        return Vec::new();
    };
    let mut means = Vec::new();
    means.extend(present::sprint::chance(it));
    means.extend(shares(it));
    if it.person_days.is_some() {
        means.push(capacity::whole(world.workspace, sprint));
    }
    means.extend(it.scaled.map(|velocity| format!("{} by capacity", present::points(amount(velocity)))));
    let mut groups = vec![
        (present::sprint::size(it), if it.is_above() { Tone::Warn } else { Tone::Strong }),
        (means, Tone::Text),
        (team(world, sprint), Tone::Dim),
        (present::sprint::odd(world.workspace, sprint, it, NAMED), Tone::Warn),
    ];
    groups.retain(|(parts, _)| !parts.is_empty());
    groups
}

/// How many days each developer is there: `days: Ana 6`, `Bo 4.5`, `Chi not said`.
fn team(world: &World<'_>, sprint: &Sprint) -> Vec<String> {
    let team = capacity::team(world.workspace, sprint);
    if team.iter().all(|(_, said)| said.is_none()) {
        return vec![capacity::whole(world.workspace, sprint)];
    }
    let one = |(at, (person, said)): (usize, &(&Person, Option<&Capacity>))| {
        let first = if at == 0 { "days: " } else { "" };
        let days = said.map(|it| amount(it.tenths(sprint.days.len()) * 10).to_string());
        format!("{first}{} {}", person.name, days.as_deref().unwrap_or(capacity::NOT_SAID))
    };
    team.iter().enumerate().map(one).collect()
}

/// The points of each kind: `points by kind: story 77 %`, `bug 23 %`; what nobody has estimated is left out.
fn shares(it: &WhatIf) -> Option<String> {
    let kinds: Vec<_> = it.kinds.iter().filter(|(_, points)| *points > 0).collect();
    let points: Vec<u64> = kinds.iter().map(|(_, points)| *points).collect();
    let shares = kinds.iter().zip(percents(&points));
    let shares: Vec<String> = shares.map(|((kind, _), percent)| format!("{kind} {percent} %")).collect();
    (!shares.is_empty()).then(|| format!("points by kind: {}", shares.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::Kind;

    #[test]
    fn a_kind_without_points_has_no_share() {
        let it = WhatIf { kinds: vec![(Kind::Story, 500), (Kind::Chore, 0)], ..WhatIf::default() };
        assert_eq!(shares(&it).as_deref(), Some("points by kind: story 100 %"));
    }
}
