//! The what-if analysis of sprint planning: a sprint with its current selection. Recomputed on every change.

use super::capacity::{Capacity, DAY};
use super::definition::Definition;
use super::id::{ItemId, PersonId, SprintId};
use super::item::{Item, leaves, sum_of_points};
use super::metrics::forecast::chance_of;
use super::metrics::velocity::{self, Range, mean, range};
use super::person::Person;
use super::readiness::unmet;
use super::sprint::Sprint;
use super::value::{Kind, ReadyCheck, Role, Stage};
use super::workspace::Workspace;
use std::collections::BTreeSet;

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
    /// Items whose own estimate does not count, because children of theirs are in the sprint, too.
    pub parents: Vec<ItemId>,
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
    /// The velocity to expect in this sprint, in hundredths, if its person-days and those of past sprints are known.
    pub scaled: Option<u64>,
    /// The velocity range, in hundredths, scaled by the person-days of this sprint.
    pub range: Option<Range>,
    /// The size of an item without an estimate that is assumed for the chance, in hundredths: the mean of the others.
    pub assumed_size: Option<u64>,
    /// The chance that everything is finished by the end of this sprint, from 0 to 1; `None` if there are too few
    /// past sprints.
    pub chance: Option<f64>,
    /// How many of how many past sprints did as much, scaled by person-days: with few of them it says more than a chance.
    pub reached: Option<(usize, usize)>,
    /// The person-days for the team, in thousandths; `None` if nobody has entered any.
    pub person_days: Option<u64>,
    /// Those of the team who have entered nothing: they are taken as available on all days.
    pub unentered: Vec<PersonId>,
}

impl WhatIf {
    /// Returns whether its points exceed the velocity range.
    pub fn is_above(&self) -> bool {
        self.range.is_some_and(|range| self.points > range.high)
    }
}

/// With at most so many past sprints, it is counted how many did as much; from one more on there is a chance.
const COUNTED: usize = 5;

/// Computes the what-if analysis of a planned or running sprint.
///
/// The chance is exact: every past sprint is equally likely to recur, and the sprints before this one have to finish
/// their own items, too. What past sprints did is scaled by the person-days of this one.
pub fn what_if(workspace: &Workspace, sprint: SprintId) -> WhatIf {
    let items = workspace.in_sprint(sprint);
    let mut found = WhatIf { items: items.len(), ..WhatIf::default() };
    let before = sprints_before(workspace, sprint);
    let counted: BTreeSet<ItemId> = leaves(&items).into_iter().map(|item| item.id).collect();
    for item in &items {
        let is_counted = counted.contains(&item.id);
        let points = if is_counted { u64::from(item.points().as_hundredths()) } else { 0 };
        found.points += points;
        found.unestimated.extend((is_counted && item.estimate.is_none()).then_some(item.id));
        found.parents.extend((!is_counted && item.estimate.is_some()).then_some(item.id));
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
    let window: Vec<u64> = velocity::window(workspace).iter().map(|(_, done)| *done).collect();
    found.mean = mean(&window).map(|mean| (mean, window.len()));
    if let Some((days, unentered)) =
        workspace.sprints.get(sprint).and_then(|it| entered_person_days(workspace, it))
    {
        found.person_days = Some(days);
        found.unentered = unentered;
    }
    let PastSprints { done: scaled, is_scaled } = past_sprints(workspace, sprint);
    found.scaled = mean(&scaled).filter(|_| is_scaled);
    found.range = range(&scaled);
    let estimated = (counted.len() - found.unestimated.len()) as u64;
    found.assumed_size = found.points.checked_div(estimated).filter(|_| !found.unestimated.is_empty());
    let expected = found.points + found.assumed_size.unwrap_or_default() * found.unestimated.len() as u64;
    if found.points > 0 && window.len() >= velocity::FEWEST {
        let mut earlier: Vec<&Item> = before.iter().flat_map(|id| workspace.in_sprint(*id)).collect();
        earlier.retain(|item| item.stage.is_open());
        let earlier = sum_of_points(&earlier);
        let mut draws = vec![window.as_slice(); before.len()];
        draws.push(&scaled);
        found.chance = chance_of(&draws, expected + earlier);
        let is_counted = before.is_empty() && window.len() <= COUNTED;
        found.reached = is_counted.then(|| (velocity::reached(&scaled, expected), window.len()));
    }
    found
}

/// What past sprints finished, as it compares with one sprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastSprints {
    /// The points of each sprint of the velocity's window, in hundredths, oldest first.
    pub done: Vec<u64>,
    /// Whether they are scaled by the person-days of that sprint over the usual ones (METHODS EX-32).
    pub is_scaled: bool,
}

/// Returns what past sprints finished, scaled by the person-days of a sprint where both are known.
pub fn past_sprints(workspace: &Workspace, sprint: SprintId) -> PastSprints {
    let past = velocity::window(workspace);
    let usual = mean(&past.iter().filter_map(|(it, _)| usual_person_days(workspace, it)).collect::<Vec<_>>());
    let entered = workspace.sprints.get(sprint).and_then(|it| entered_person_days(workspace, it));
    let scale = entered.map(|(days, _)| days).zip(usual.filter(|usual| *usual > 0));
    let done = past.iter().map(|(_, done)| scale.map_or(*done, |it| scaled_by(*done, it))).collect();
    PastSprints { done, is_scaled: scale.is_some() }
}

/// Scales an amount by the person-days of one sprint over those of another.
fn scaled_by(amount: u64, (now, usual): (u64, u64)) -> u64 {
    let scaled = (u128::from(amount) * u128::from(now) + u128::from(usual) / 2) / u128::from(usual);
    u64::try_from(scaled).unwrap_or(u64::MAX)
}

/// Returns those whose time counts in a sprint: the developers, and whoever else entered theirs.
pub fn team<'a>(workspace: &'a Workspace, sprint: &Sprint) -> Vec<(&'a Person, Option<&'a Capacity>)> {
    let entered = |person: &'a Person| (person, workspace.meetings.capacity(sprint.id, person.id));
    let counts = |(person, entered): &(&Person, Option<&Capacity>)| {
        entered.is_some() || (person.is(Role::Developer) && !person.has_left)
    };
    workspace.persons.iter().map(entered).filter(counts).collect()
}

/// Returns the person-days of a sprint in thousandths, and who has entered nothing and is taken as available on all days;
/// `None` if nobody has entered anything.
fn entered_person_days(workspace: &Workspace, sprint: &Sprint) -> Option<(u64, Vec<PersonId>)> {
    let (days, team) = (sprint.days.len(), team(workspace, sprint));
    let unentered: Vec<PersonId> =
        team.iter().filter(|(_, entered)| entered.is_none()).map(|(person, _)| person.id).collect();
    (unentered.len() < team.len())
        .then(|| (team.iter().map(|(_, entered)| Capacity::days_of(*entered, days).0).sum(), unentered))
}

/// Returns the person-days of a past sprint in thousandths: those entered, or all members on all working days; `None` if
/// its working days are unknown.
fn usual_person_days(workspace: &Workspace, sprint: &Sprint) -> Option<u64> {
    let days = sprint.days.len() as u64;
    let entered = entered_person_days(workspace, sprint).map(|(days, _)| days);
    let all = || team(workspace, sprint).len() as u64 * days * DAY;
    (days > 0).then(|| entered.unwrap_or_else(all))
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
        assert_eq!(what_if(&workspace, sprint).person_days, Some(3_500));
    }

    /// METHODS EX-30 and EX-32: eight past sprints, and half of the usual person-days.
    #[test]
    fn person_days_scale_expectation_range_and_chance() {
        let (mut workspace, sprint) = begun();
        for (number, done) in (11..).zip([54, 44, 37, 52, 41, 43, 48, 38]) {
            let row = workspace.sprints.get(sprint).unwrap().clone();
            let id = SprintId::new(number).unwrap();
            let closed_at = Some(Instant(number.try_into().unwrap()));
            let done = Some(Points::whole(done));
            workspace.put(Sprint { id, state: SprintState::Closed, closed_at, done, ..row });
        }
        run(&mut workspace, &Command::Sprint(SprintCommand::Select(sprint, vec![item(1), item(2), item(3)])));
        let usual = what_if(&workspace, sprint);
        assert_eq!((usual.mean, usual.scaled), (Some((4_463, 8)), None));
        assert_eq!(usual.range, Some(Range { low: 3_700, high: 5_400, sprints: 8 }));
        assert_eq!((usual.chance, usual.reached), (Some(1.0), None));
        let person = PersonId::new(1).unwrap();
        let half = SprintOutcomeCommand::Capacity { sprint, person, days_off: 0, allocation: 50, focus: 70 };
        run(&mut workspace, &Command::SprintOutcome(half));
        let scaled = what_if(&workspace, sprint);
        assert_eq!((scaled.mean, scaled.scaled), (Some((4_463, 8)), Some(2_231)));
        assert_eq!(scaled.range, Some(Range { low: 1_850, high: 2_700, sprints: 8 }));
        let edit = crate::domain::item::ItemField::Estimate(Some(Points::whole(13)));
        run(&mut workspace, &Command::set(item(3), crate::domain::command::FieldEdit::blind(edit)));
        // 21 points: of 27, 22, 18.5, 26, 20.5, 21.5, 24 and 19 five are enough.
        assert_eq!(what_if(&workspace, sprint).chance, Some(0.625));
    }

    #[test]
    fn what_has_no_estimate_is_taken_for_as_large_as_the_others() {
        let (mut workspace, sprint) = begun();
        for number in 11..14 {
            let row = workspace.sprints.get(sprint).unwrap().clone();
            let id = SprintId::new(number).unwrap();
            let done = Some(Points::whole(u32::try_from(number).unwrap()));
            workspace.put(Sprint { id, state: SprintState::Closed, done, ..row });
        }
        run(&mut workspace, &Command::Sprint(SprintCommand::Select(sprint, vec![item(1), item(3)])));
        let found = what_if(&workspace, sprint);
        assert_eq!((found.points, found.assumed_size, found.reached), (1_300, None, Some((1, 3))));
        let edit = crate::domain::item::ItemField::Estimate(None);
        run(&mut workspace, &Command::set(item(1), crate::domain::command::FieldEdit::blind(edit)));
        let found = what_if(&workspace, sprint);
        assert_eq!((found.points, found.assumed_size, found.reached), (800, Some(800), Some((0, 3))));
    }

    /// METHODS EX-31: eight past sprints; one finishes 44 points at 50 % and 38 at 85 %, two finish 89 and 80.
    #[test]
    fn the_backlog_is_reached_after_what_is_running_and_what_is_planned() {
        use crate::domain::metrics::reach::{SprintReach, reaches};
        let (mut workspace, sprint) = begun();
        for (number, done) in (11..).zip([54, 44, 37, 52, 41, 43, 48, 38]) {
            let row = workspace.sprints.get(sprint).unwrap().clone();
            let (id, done) = (SprintId::new(number).unwrap(), Some(Points::whole(done)));
            workspace.put(Sprint { id, state: SprintState::Closed, done, ..row });
        }
        let reach = |likely: u64, even: u64| SprintReach { likely: likely * 100, even: even * 100 };
        assert_eq!(reaches(&workspace, 2), [reach(38, 44), reach(80, 89)]);
        run(&mut workspace, &Command::Sprint(SprintCommand::Select(sprint, vec![item(3)])));
        assert_eq!(reaches(&workspace, 2), [reach(30, 36), reach(72, 81)]);
        run(&mut workspace, &Command::Sprint(SprintCommand::Start(sprint)));
        assert_eq!(
            reaches(&workspace, 1),
            [reach(72, 81)],
            "the running sprint is one draw, less what is in it"
        );
    }
}
