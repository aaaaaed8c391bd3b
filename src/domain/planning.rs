//! The what-if analysis of sprint planning: a sprint with its current selection. Recomputed on every change.

use super::capacity::Capacity;
use super::definition::Definition;
use super::id::{ItemId, SprintId};
use super::item::Item;
use super::metrics::capacity::scaled_velocity;
use super::metrics::forecast::chance;
use super::metrics::velocity::{Range, mean};
use super::metrics::{WINDOW, velocities, velocity_range};
use super::readiness::unmet;
use super::value::{Kind, ReadyCheck, Stage};
use super::workspace::Workspace;

/// How many sprints ahead items can be planned for, the next one included.
pub const AHEAD: usize = 4;

/// An item that depends on another that will not be done before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// The item.
    pub item: ItemId,
    /// The item it depends on.
    pub on: ItemId,
    /// Whether that item is in the same sprint but ranked below it; otherwise it is in no earlier sprint.
    pub is_below: bool,
}

/// The what-if analysis of a sprint.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WhatIf {
    /// The number of items in the sprint.
    pub items: usize,
    /// Their points, in hundredths.
    pub points: u64,
    /// Items without an estimate.
    pub unestimated: Vec<ItemId>,
    /// Items that are not marked as ready.
    pub unready: Vec<ItemId>,
    /// Items marked as ready that do not meet the definition of ready now; dependencies are not counted here.
    pub against: Vec<ItemId>,
    /// Dependencies that are not met in time.
    pub waiting: Vec<Waits>,
    /// The points of each kind of item, in hundredths, the largest first.
    pub kinds: Vec<(Kind, u64)>,
    /// The mean velocity in hundredths, and the number of sprints it is taken over.
    pub mean: Option<(u64, usize)>,
    /// The velocity range, in hundredths.
    pub range: Option<Range>,
    /// The chance that everything is finished by the end of this sprint, from 0 to 1; `None` if there are too few
    /// past sprints.
    pub chance: Option<f64>,
    /// The person-days for the team, in hundredths; `None` if no availability is known.
    pub person_days: Option<u64>,
    /// The velocity to expect with these person-days, in hundredths, if the last sprint's are known.
    pub scaled: Option<u64>,
}

impl WhatIf {
    /// Returns whether its points exceed the velocity range.
    pub fn is_above(&self) -> bool {
        self.range.and_then(Range::ends).is_some_and(|(_, high)| self.points > high)
    }
}

/// The number of past sprints from which a chance is given: with one or two it would be all or nothing.
const FEWEST: usize = 3;

/// Computes the what-if analysis of a planned or running sprint.
///
/// The chance is exact: every past sprint is equally likely to recur, and the sprints before this one have to finish
/// their own items, too.
pub fn what_if(workspace: &Workspace, sprint: SprintId) -> WhatIf {
    let items = workspace.in_sprint(sprint);
    let mut found = WhatIf { items: items.len(), ..WhatIf::default() };
    let before = sprints_before(workspace, sprint);
    for item in &items {
        let points = u64::from(item.points().as_hundredths());
        found.points += points;
        found.unestimated.extend(item.estimate.is_none().then_some(item.id));
        match found.kinds.iter_mut().find(|(kind, _)| *kind == item.kind) {
            Some((_, sum)) => *sum += points,
            None => found.kinds.push((item.kind, points)),
        }
        if item.stage == Stage::New {
            found.unready.push(item.id);
        } else if item.is_in_backlog() {
            let mut unmet = unmet(workspace, item, Definition::Ready).into_iter();
            let is_against = unmet.any(|rule| rule.check_word != Some(ReadyCheck::Ordered));
            found.against.extend(is_against.then_some(item.id));
        }
        found.waiting.extend(waits(workspace, item, sprint, &before));
    }
    found.kinds.sort_by_key(|(kind, points)| (std::cmp::Reverse(*points), *kind));
    let history = velocities(workspace);
    found.mean = mean(&history).map(|mean| (mean, history.len().min(WINDOW)));
    found.range = Some(velocity_range(workspace)).filter(|range| *range != Range::None);
    let earlier: u64 = before
        .iter()
        .flat_map(|id| workspace.in_sprint(*id))
        .filter(|item| item.stage.is_open())
        .map(|item| u64::from(item.points().as_hundredths()))
        .sum();
    let periods = u32::try_from(before.len() + 1).unwrap_or(u32::MAX);
    if found.points > 0 && history.len() >= FEWEST {
        found.chance = chance(&history, found.points + earlier, periods);
    }
    found.person_days = person_days(workspace, sprint);
    let last = workspace.closed().last().map(|it| (it.id, it.done));
    if let (Some(now), Some((last, Some(done)))) = (found.person_days, last)
        && let Some(then) = person_days(workspace, last)
    {
        found.scaled = scaled_velocity(u64::from(done.as_hundredths()), then, now);
    }
    found
}

/// Returns the planned sprints that precede this one: none precede a running one.
fn sprints_before(workspace: &Workspace, sprint: SprintId) -> Vec<SprintId> {
    let planned: Vec<SprintId> = workspace.planned().iter().map(|it| it.id).collect();
    let at = planned.iter().position(|id| *id == sprint).unwrap_or_default();
    planned[..at.min(AHEAD)].to_vec()
}

fn waits(
    workspace: &Workspace,
    item: &Item,
    sprint: SprintId,
    before: &[SprintId],
) -> impl Iterator<Item = Waits> {
    let running = workspace.running().map(|it| it.id);
    let open =
        item.depends_on.iter().filter_map(|on| workspace.items.get(*on)).filter(|on| on.stage.is_open());
    open.filter_map(move |on| {
        let is_here = on.sprint == Some(sprint);
        let is_below = is_here && on.is_in_backlog() && (&on.rank, on.id) > (&item.rank, item.id);
        let comes = is_here || on.sprint.is_some_and(|it| Some(it) == running || before.contains(&it));
        (is_below || !comes).then_some(Waits { item: item.id, on: on.id, is_below })
    })
}

/// Returns the person-days of a sprint in hundredths: the sum of days × allocation; `None` if no availability is
/// known.
fn person_days(workspace: &Workspace, sprint: SprintId) -> Option<u64> {
    let days = workspace.sprints.get(sprint)?.days.len();
    let mut known = workspace.meetings.capacities.iter().filter(|it| it.sprint == sprint).peekable();
    known.peek()?;
    Some(known.map(|it: &Capacity| it.tenths(days) * 10).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::{
        Command, Founding, ItemCommand, NewItem, Position, SprintCommand, SprintOutcomeCommand,
    };
    use crate::domain::decide::{Asking, decide};
    use crate::domain::id::{Id, PersonId};
    use crate::domain::sprint::Sprint;
    use crate::domain::value::Zone;
    use crate::domain::value::{Instant, Points, Prose, SprintState};

    fn run(workspace: &mut Workspace, command: &Command) {
        let asking = Asking {
            actor: PersonId::new(1),
            on_behalf: None,
            ceremony: None,
            now: Instant(1_795_512_000_000),
            choices: Vec::new(),
        };
        let decision = decide(workspace, command, &asking).unwrap();
        workspace.apply(&decision.changes);
    }

    /// Returns a product with a planned sprint of ten working days, and three items in the backlog.
    fn begun() -> (Workspace, SprintId) {
        let mut workspace = Workspace::default();
        run(
            &mut workspace,
            &Command::Found(Founding {
                name: "Till".parse().unwrap(),
                prefix: "PB".parse().unwrap(),
                zone: Zone::UTC,
                person: "Ana".parse().unwrap(),
                roles: "product owner, developer".parse().unwrap(),
                login: None,
            }),
        );
        let item = |points: u32, kind| NewItem {
            estimate: Some(Points::whole(points)),
            kind,
            ..NewItem::titled("Pay".parse().unwrap())
        };
        let items = vec![item(5, Kind::Story), item(3, Kind::Bug), item(8, Kind::Story)];
        run(&mut workspace, &Command::Item(ItemCommand::Add { items, place: Position::Top }));
        let new = SprintCommand::New { name: None, goal: Prose::default(), start: None, end: None };
        run(&mut workspace, &Command::Sprint(new));
        (workspace, SprintId::new(1).unwrap())
    }

    fn item(number: u64) -> ItemId {
        ItemId::new(number).unwrap()
    }

    #[test]
    fn what_is_pulled_in_changes_points_kinds_and_warnings_at_once() {
        let (mut workspace, sprint) = begun();
        assert_eq!(what_if(&workspace, sprint).points, 0);
        let depend = ItemCommand::Depend { item: item(1), on: item(3), present: true };
        run(&mut workspace, &Command::Item(depend));
        run(&mut workspace, &Command::Sprint(SprintCommand::Select(sprint, vec![item(1), item(2)])));
        let found = what_if(&workspace, sprint);
        assert_eq!((found.items, found.points, found.unestimated.len()), (2, 800, 0));
        assert_eq!(found.kinds, [(Kind::Story, 500), (Kind::Bug, 300)]);
        assert_eq!(found.unready, [item(1), item(2)]);
        assert_eq!(found.waiting, [Waits { item: item(1), on: item(3), is_below: false }]);
        // Without history there is neither a range nor a chance.
        assert_eq!((found.range, found.chance), (None, None));
        run(&mut workspace, &Command::Sprint(SprintCommand::Select(sprint, vec![item(3)])));
        let waits = Waits { item: item(1), on: item(3), is_below: true };
        assert_eq!(what_if(&workspace, sprint).waiting, [waits]);
        let up = ItemCommand::Rank { items: vec![item(3)], place: Position::Top };
        run(&mut workspace, &Command::Item(up));
        assert!(what_if(&workspace, sprint).waiting.is_empty());
    }

    #[test]
    fn the_chance_is_the_same_before_and_after_the_start() {
        let (mut workspace, first) = begun();
        let new = SprintCommand::New { name: None, goal: Prose::default(), start: None, end: None };
        let new = Command::Sprint(new);
        for _ in 0..3 {
            run(&mut workspace, &new);
        }
        let close = |workspace: &mut Workspace, id: SprintId| {
            let row = workspace.sprints.get(id).unwrap().clone();
            let done = Some(Points::whole(5));
            workspace.put(Sprint { state: SprintState::Closed, done, ..row });
        };
        close(&mut workspace, first);
        close(&mut workspace, SprintId::new(2).unwrap());
        let sprint = SprintId::new(4).unwrap();
        run(&mut workspace, &Command::Sprint(SprintCommand::Select(sprint, vec![item(1), item(2)])));
        assert_eq!(what_if(&workspace, sprint).chance, None, "two sprints tell no chance");
        close(&mut workspace, SprintId::new(3).unwrap());
        assert_eq!(what_if(&workspace, sprint).chance, Some(0.0));
        run(&mut workspace, &Command::Sprint(SprintCommand::Start(sprint)));
        assert_eq!(what_if(&workspace, sprint).chance, Some(0.0));
    }

    /// A small version of EX-13b: days off and half of the time.
    #[test]
    fn capacity_counts_days_off_and_allocation() {
        let (mut workspace, sprint) = begun();
        assert_eq!(what_if(&workspace, sprint).person_days, None);
        let person = PersonId::new(1).unwrap();
        let capacity =
            SprintOutcomeCommand::Capacity { sprint, person, days_off: 30, allocation: 50, focus: 70 };
        run(&mut workspace, &Command::SprintOutcome(capacity));
        assert_eq!(what_if(&workspace, sprint).person_days, Some(350));
    }
}
