//! The second computation: plain loops over the rows of the history.

use rusqlite::Connection;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// An item as it is after a revision.
#[derive(Clone, Default)]
struct Row {
    sprint: Option<u64>,
    accepted: bool,
    /// The estimate, in hundredths; 0 without one.
    estimate: i64,
    /// The estimate when it was last accepted.
    at_acceptance: i64,
    parent: Option<u64>,
    split_from: Option<u64>,
    /// The revision that created it.
    born: usize,
    /// Since which revision it has been accepted without a break.
    accepted_since: usize,
}

/// Everything after one revision.
#[derive(Clone, Default)]
struct World {
    at: i64,
    items: BTreeMap<u64, Row>,
    sprints: BTreeMap<u64, String>,
    /// When each sprint was closed.
    closed: BTreeMap<u64, i64>,
}

pub struct Naive {
    /// The worlds by revision; the first is empty.
    worlds: Vec<World>,
    offset: fn(i64) -> i64,
}

pub struct Expected {
    /// Each day that has begun, with the scope and what was accepted at its end.
    pub days: Vec<(String, i64, i64)>,
    /// Forecast, added, removed, re-estimated, done, not done, and done of the forecast.
    pub sums: [i64; 7],
}

impl Naive {
    /// Reads the two tables of the history.
    pub fn read(file: &Path, offset: fn(i64) -> i64) -> Self {
        let connection = Connection::open(file).unwrap();
        let mut worlds = vec![World::default()];
        let mut statement = connection
            .prepare(
                "SELECT e.revision, e.at, c.entity, c.number, c.field, c.old_value, c.new_value
                 FROM entry e LEFT JOIN change c ON c.revision = e.revision ORDER BY e.revision, c.ordinal",
            )
            .unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let revision = usize::try_from(row.get::<_, i64>(0).unwrap()).unwrap();
            if worlds.len() == revision {
                let mut next = worlds[revision - 1].clone();
                next.at = row.get(1).unwrap();
                worlds.push(next);
            }
            let entity: String = row.get(2).unwrap();
            let number: i64 = row.get(3).unwrap();
            let number = u64::try_from(number).unwrap();
            let [field, old, new] = [4, 5, 6].map(|at| row.get::<_, Option<String>>(at).unwrap());
            let world = worlds.last_mut().unwrap();
            match (entity.as_str(), field) {
                ("sprint", Some(field)) if field == "state" => {
                    let state = format!("{} {}", old.unwrap(), new.unwrap());
                    world.sprints.insert(number, state);
                }
                ("sprint", Some(field)) if field == "closed_at" => {
                    world.closed.extend(new.map(|at| (number, at.parse::<i64>().unwrap())));
                }
                ("sprint", None) => {
                    world.sprints.insert(number, "new planned".to_owned());
                }
                ("item", None) if new.is_none() => {
                    world.items.remove(&number);
                }
                ("item", None) => {
                    let json: Value = serde_json::from_str(&new.unwrap()).unwrap();
                    let mut item = Row { born: revision, ..Row::default() };
                    for field in ["sprint", "stage", "estimate", "parent", "split_from"] {
                        let text = match &json[field] {
                            Value::Null => None,
                            Value::String(text) => Some(text.clone()),
                            other @ (Value::Bool(_)
                            | Value::Number(_)
                            | Value::Array(_)
                            | Value::Object(_)) => Some(other.to_string()),
                        };
                        set(&mut item, field, text.as_deref());
                    }
                    world.items.insert(number, item);
                }
                ("item", Some(field)) => set(world.items.get_mut(&number).unwrap(), &field, new.as_deref()),
                _ => {}
            }
        }
        for revision in 1..worlds.len() {
            let before = worlds[revision - 1].clone();
            for (id, item) in &mut worlds[revision].items {
                let was = before.items.get(id).cloned().unwrap_or_default();
                if !item.accepted {
                    item.at_acceptance = 0;
                    item.accepted_since = 0;
                } else if was.accepted {
                    item.at_acceptance = was.at_acceptance;
                    item.accepted_since = was.accepted_since;
                } else {
                    item.at_acceptance = item.estimate;
                    item.accepted_since = revision;
                }
            }
        }
        Self { worlds, offset }
    }

    fn day(&self, at: i64) -> String {
        let days = (at + (self.offset)(at) * 1_000).div_euclid(86_400_000);
        chrono::NaiveDate::from_epoch_days(i32::try_from(days).unwrap()).unwrap().to_string()
    }

    /// Returns whether an item counts as in a sprint after a revision.
    fn is_inside(&self, sprint: u64, start: usize, revision: usize, id: u64) -> bool {
        let Some(item) = self.worlds[revision].items.get(&id) else { return false };
        if item.accepted && item.accepted_since <= start {
            return false;
        }
        if item.sprint == Some(sprint) {
            return true;
        }
        // A part that was split off while the sprint ran and was never in it stays with its origin.
        let Some(origin) = item.split_from else { return false };
        let own = |at: usize| self.worlds[at].items.get(&id).is_some_and(|it| it.sprint == Some(sprint));
        item.born > start
            && self.is_running(sprint, item.born)
            && self.is_inside(sprint, start, item.born - 1, origin)
            && !(item.born..=revision).any(own)
            && self.is_inside(sprint, start, revision, origin)
    }

    fn is_running(&self, sprint: u64, revision: usize) -> bool {
        self.worlds[revision].sprints.get(&sprint).is_some_and(|state| state.ends_with(" running"))
    }

    /// Returns the items in a sprint after a revision: the amount that counts, and whether it is accepted.
    fn inside(&self, sprint: u64, start: usize, revision: usize) -> BTreeMap<u64, (i64, bool)> {
        let items = &self.worlds[revision].items;
        let ids: Vec<u64> =
            items.keys().copied().filter(|id| self.is_inside(sprint, start, revision, *id)).collect();
        let mut found = BTreeMap::new();
        for id in &ids {
            let item = &items[id];
            let has_child = ids
                .iter()
                .any(|other| items[other].parent == Some(*id) && items[other].split_from != Some(*id));
            let points = if item.accepted { item.at_acceptance } else { item.estimate };
            found.insert(*id, (if has_child { 0 } else { points }, item.accepted));
        }
        found
    }

    /// Computes one sprint.
    pub fn sprint(&self, sprint: u64, now: i64) -> Expected {
        let last = self.worlds.len() - 1;
        let state = |revision: usize| self.worlds[revision].sprints.get(&sprint);
        let changed = |revision: &usize| state(*revision) != state(revision - 1);
        let start = (1..=last)
            .rev()
            .find(|revision| changed(revision) && state(*revision).is_some_and(|it| it == "planned running"))
            .unwrap();
        // While the sprint is closed, it stays as it was before.
        let running: Vec<usize> = (start..=last).filter(|at| self.is_running(sprint, *at)).collect();
        let until = if self.is_running(sprint, last) { now } else { self.worlds[last].closed[&sprint] };
        let mut days = Vec::new();
        let mut noon = self.worlds[start].at;
        let first = self.day(noon);
        let end = self.day(until);
        let mut day = first;
        loop {
            let is_over = |at: &&usize| day == end || self.day(self.worlds[**at].at) <= day;
            let at = running.iter().rev().find(is_over).unwrap();
            let inside = self.inside(sprint, start, *at);
            let scope: i64 = inside.values().map(|(points, _)| points).sum();
            let done: i64 = inside.values().filter(|(_, is)| *is).map(|(points, _)| points).sum();
            days.push((day.clone(), scope, done));
            if day == end {
                break;
            }
            while self.day(noon) == day {
                noon += 3_600_000;
            }
            day = self.day(noon);
        }
        Expected { days, sums: self.sums(sprint, start, &running) }
    }

    fn sums(&self, sprint: u64, start: usize, running: &[usize]) -> [i64; 7] {
        let at_start = self.inside(sprint, start, start);
        let forecast: i64 = at_start.values().map(|(points, _)| points).sum();
        // With how much each item came in, and whether that belongs to the forecast.
        let mut came: BTreeMap<u64, (i64, bool)> =
            at_start.iter().map(|(id, (points, _))| (*id, (*points, true))).collect();
        let mut origins: BTreeMap<u64, u64> = BTreeMap::new();
        let mut before: BTreeSet<u64> = at_start.keys().copied().collect();
        for at in running.iter().skip(1) {
            let inside = self.inside(sprint, start, *at);
            let is_new = |id: &u64| {
                let items = &self.worlds[*at].items;
                items[id].born == *at && items[id].split_from.is_some_and(|from| before.contains(&from))
            };
            let parts: Vec<u64> =
                inside.keys().copied().filter(|id| !before.contains(id) && is_new(id)).collect();
            for id in &parts {
                origins.insert(*id, self.worlds[*at].items[id].split_from.unwrap());
            }
            for origin in parts.iter().map(|id| origins[id]).collect::<BTreeSet<_>>() {
                let (mut rest, is_forecast) = came[&origin];
                let own = inside.get(&origin).map_or(0, |(points, _)| *points).min(rest);
                came.insert(origin, (own, is_forecast));
                rest -= own;
                let of_it: Vec<u64> = parts.iter().copied().filter(|id| origins[id] == origin).collect();
                for (place, id) in of_it.iter().enumerate() {
                    let own = if place + 1 == of_it.len() { rest } else { inside[id].0.min(rest) };
                    came.insert(*id, (own, is_forecast));
                    rest -= own;
                }
            }
            for (id, (points, _)) in &inside {
                if !before.contains(id) {
                    came.entry(*id).or_insert((*points, false));
                }
            }
            for id in before.iter().filter(|id| !inside.contains_key(id)) {
                let exists = self.worlds[*at].items.contains_key(id);
                let (points, is_forecast) = came[id];
                match origins.get(id).copied() {
                    Some(origin) if !exists => {
                        came.remove(id);
                        if let Some(whole) = came.get_mut(&origin) {
                            whole.0 += points;
                        }
                    }
                    None if !is_forecast => {
                        came.remove(id);
                    }
                    _ => {}
                }
            }
            before = inside.keys().copied().collect();
        }
        let end = self.inside(sprint, start, *running.last().unwrap());
        let mut sums = [forecast, 0, 0, 0, 0, 0, 0];
        for (id, (points, is_forecast)) in came {
            if !is_forecast {
                sums[1] += points;
            }
            match end.get(&id) {
                None => sums[2] += points,
                Some((now, is_accepted)) => {
                    sums[3] += now - points;
                    sums[if *is_accepted { 4 } else { 5 }] += now;
                    if *is_accepted && is_forecast {
                        sums[6] += points;
                    }
                }
            }
        }
        sums
    }
}

fn set(item: &mut Row, field: &str, text: Option<&str>) {
    let number = || text.map(|text| text.parse::<u64>().unwrap());
    match field {
        "sprint" => item.sprint = number(),
        "stage" => item.accepted = text == Some("accepted"),
        "estimate" => item.estimate = text.map_or(0, |text| text.parse().unwrap()),
        "parent" => item.parent = number(),
        "split_from" => item.split_from = number(),
        _ => {}
    }
}
