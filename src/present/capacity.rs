//! The availability of people in a sprint. Missing availability is not counted, and is reported as missing.

use super::flow::amount;
use crate::domain::capacity::{Capacity, DAY, FOCUSED_DAY, days_off};
use crate::domain::person::Person;
use crate::domain::planning::team;
use crate::domain::sentence::list;
use crate::domain::sprint::Sprint;
use crate::domain::value::Points;
use crate::domain::workspace::Workspace;

/// The text for missing availability.
pub const MISSING: &str = "not set";

/// Formats the availability of a person: `6.8 of 10 days: 80 %, focus 70 %, 1.5 days off`.
pub fn time(entered: Option<&Capacity>, sprint: &Sprint) -> String {
    let Some(it) = entered else { return MISSING.to_owned() };
    let working = sprint.days.len();
    let off = if it.days_off == 0 { String::new() } else { format!(", {}", days_off(it.days_off)) };
    let days = days(it.person_days(working), DAY);
    format!("{days} of {working} days: {} %, focus {} %{off}", it.allocation, it.focus)
}

/// Formats the availability of the team: `20 person-days, 14 for items`, and who has entered none and is taken as there on
/// all days.
pub fn total<'a>(team: &[(&'a Person, Option<&Capacity>)], sprint: &Sprint) -> String {
    let names = |(person, entered): &(&'a Person, Option<&Capacity>)| {
        entered.is_none().then_some(person.name.as_str())
    };
    let unentered: Vec<&str> = team.iter().filter_map(names).collect();
    if unentered.len() == team.len() {
        return "nobody's availability has been entered".to_owned();
    }
    let working = sprint.days.len();
    let all: Vec<(u64, u64)> = team.iter().map(|(_, entered)| Capacity::days_of(*entered, working)).collect();
    let (full, focused) = (all.iter().map(|it| it.0).sum(), all.iter().map(|it| it.1).sum());
    let others = match unentered.as_slice() {
        [] => String::new(),
        names => format!("; {} counted as available every day", list(names)),
    };
    format!("{} person-days, {} for sprint work{others}", days(full, DAY), days(focused, FOCUSED_DAY))
}

/// Returns parts of a day as days, rounded to a tenth; `in_a_day` of them make one.
pub fn days(parts: u64, in_a_day: u64) -> Points {
    amount((parts * 10 + in_a_day / 2) / in_a_day * 10)
}

/// Formats the names of people without availability: `time not said: Bo and Chi`; `None` if there are none.
pub fn missing(workspace: &Workspace, sprint: &Sprint) -> Option<String> {
    let team = team(workspace, sprint);
    let names: Vec<&str> = team
        .iter()
        .filter(|(_, entered)| entered.is_none())
        .map(|(person, _)| person.name.as_str())
        .collect();
    (!names.is_empty()).then(|| format!("no availability for {}", list(&names)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{CapacityId, Id, PersonId, SprintId, TeamId};
    use chrono::NaiveDate;

    #[test]
    fn availability_is_formatted_as_it_counts() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let sprint = SprintId::new(1).unwrap();
        let mut entered = Capacity {
            id: CapacityId::new(1).unwrap(),
            sprint,
            person: PersonId::new(1).unwrap(),
            days_off: 10,
            allocation: 80,
            focus: Capacity::FOCUS,
        };
        let mut sprint = Sprint::named(sprint, TeamId::new(1).unwrap(), "Sprint 1".parse().unwrap());
        sprint.days = (23..=27).map(day).collect();
        assert_eq!(time(Some(&entered), &sprint), "3.2 of 5 days: 80 %, focus 70 %, 1 day off");
        entered.days_off = 15;
        assert_eq!(time(Some(&entered), &sprint), "2.8 of 5 days: 80 %, focus 70 %, 1.5 days off");
        assert_eq!(time(None, &sprint), "not set");
    }
}
