//! What the sprint that is planned would be, in few words. How they are laid out is not here.

use super::{Meeting, planning};
use crate::domain::capacity::Capacity;
use crate::domain::metrics::share::percents;
use crate::domain::metrics::velocity::Range;
use crate::domain::person::Person;
use crate::domain::planning::{WhatIf, in_points};
use crate::domain::sprint::Sprint;
use crate::tui::theme::Role;
use crate::tui::world::World;
use crate::wording::{self, capacity as words};

/// Returns what the sprint would be: groups of short parts, each group with how it looks. Empty groups are left out.
pub fn told(world: &World<'_>, meeting: &Meeting) -> Vec<(Vec<String>, Role)> {
    let (Some(it), Some(sprint)) = (&meeting.what_if, planning::sprint(world, meeting)) else {
        return Vec::new();
    };
    let mut means = Vec::new();
    means.extend(chance(it));
    means.extend(shares(it));
    if it.person_days.is_some() {
        means.push(words::whole(world.workspace, sprint));
    }
    means.extend(it.scaled.map(|velocity| format!("{} by capacity", points(velocity))));
    let mut groups = vec![
        size(it, sprint),
        (means, Role::Text),
        (team(world, sprint), Role::Dim),
        (odd(world, it, sprint), Role::Warn),
    ];
    groups.retain(|(parts, _)| !parts.is_empty());
    groups
}

fn points(hundredths: u64) -> String {
    wording::points(in_points(hundredths))
}

fn plain(hundredths: u64) -> String {
    in_points(hundredths).to_string()
}

/// A mean, to a tenth of a point.
fn tenths(hundredths: u64) -> String {
    plain((hundredths + 5) / 10 * 10)
}

/// Its points against the velocity.
fn size(it: &WhatIf, sprint: &Sprint) -> (Vec<String>, Role) {
    let mut parts = vec![format!("{}: {}", sprint.name, points(it.points))];
    let mut role = Role::Strong;
    let Some(range) = it.range else {
        parts.push("no history yet to compare with".to_owned());
        return (parts, role);
    };
    parts.extend(it.mean.map(|(mean, of)| {
        let last = if of == 1 { "the last sprint".to_owned() } else { format!("the last {of}") };
        format!("velocity {} in {last}", tenths(mean))
    }));
    let (low, high) = range.ends().unwrap_or_default();
    parts.push(match range {
        Range::Likely { sprints, .. } => {
            format!("likely {}–{} ({sprints} sprints)", plain(low), plain(high))
        }
        Range::Seen { .. } | Range::None => format!("seen {}–{}", plain(low), plain(high)),
    });
    if it.points > high {
        role = Role::Warn;
        parts.push("more than was ever likely".to_owned());
    }
    (parts, role)
}

fn chance(it: &WhatIf) -> Option<String> {
    let percent = (it.chance? * 100.0).round();
    Some(format!("chance to finish all of it {percent} %"))
}

/// How many days each developer is there: `days: Ana 6`, `Bo 4.5`, `Chi not said`; then all of them.
fn team(world: &World<'_>, sprint: &Sprint) -> Vec<String> {
    let team = words::team(world.workspace, sprint);
    if team.iter().all(|(_, said)| said.is_none()) {
        return vec![words::whole(world.workspace, sprint)];
    }
    let one = |(at, (person, said)): (usize, &(&Person, Option<&Capacity>))| {
        let first = if at == 0 { "days: " } else { "" };
        let days = said.map(|it| plain(it.tenths(sprint.days.len()) * 10));
        format!("{first}{} {}", person.name, days.as_deref().unwrap_or(words::NOT_SAID))
    };
    team.iter().enumerate().map(one).collect()
}

/// The share of each kind: `story 77 %, bug 23 %`.
fn shares(it: &WhatIf) -> Option<String> {
    let points: Vec<u64> = it.kinds.iter().map(|(_, points)| *points).collect();
    let shares = it.kinds.iter().zip(percents(&points));
    let shares: Vec<String> = shares.map(|((kind, _), percent)| format!("{kind} {percent} %")).collect();
    (it.points > 0).then(|| shares.join(", "))
}

/// What is to be looked at before it starts.
fn odd(world: &World<'_>, it: &WhatIf, sprint: &Sprint) -> Vec<String> {
    let mut odd = Vec::new();
    if !it.unready.is_empty() {
        odd.push(wording::count(it.unready.len() as u64, "is not ready", "are not ready"));
    }
    if !it.against.is_empty() {
        odd.push(wording::count(
            it.against.len() as u64,
            "is ready against a rule",
            "are ready against a rule",
        ));
    }
    if it.unestimated > 0 {
        odd.push(format!("{} unestimated", it.unestimated));
    }
    if let Some((item, on)) = it.waiting.first() {
        odd.push(format!("{} waits for {}", world.workspace.key(*item), world.workspace.key(*on)));
        if it.waiting.len() > 1 {
            odd.push(format!("{} more wait", it.waiting.len() - 1));
        }
    }
    if sprint.goal.trim().is_empty() {
        odd.push("no sprint goal".to_owned());
    }
    odd
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entity::any::{AnyRow, Dice};

    #[test]
    fn the_points_stand_against_the_mean_and_the_range() {
        let sprint = Sprint { name: "Sprint 8".parse().unwrap(), ..Sprint::any_row(1, &mut Dice::new(1)) };
        let range = Range::Likely { low: 11_400, high: 15_800, sprints: 7 };
        let mut it =
            WhatIf { points: 12_000, mean: Some((12_346, 5)), range: Some(range), ..WhatIf::default() };
        let (parts, role) = size(&it, &sprint);
        let words = ["Sprint 8: 120 points", "velocity 123.5 in the last 5", "likely 114–158 (7 sprints)"];
        assert_eq!((parts, role), (words.map(str::to_owned).to_vec(), Role::Strong));
        it.points = 15_900;
        assert_eq!(size(&it, &sprint).1, Role::Warn);
        it.range = Some(Range::Seen { low: 2_000, high: 2_000, sprints: 1 });
        it.mean = Some((2_000, 1));
        assert_eq!(size(&it, &sprint).0[1..3], ["velocity 20 in the last sprint", "seen 20–20"]);
    }
}
