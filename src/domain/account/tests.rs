use super::*;
use crate::domain::change::{Change, Edit};
use crate::domain::entity::Entity as _;
use crate::domain::id::Id;
use crate::domain::item::ItemField;
use crate::domain::sprint::SprintField;
use crate::domain::value::{SprintState, Stage};

/// A made-up history of the items of sprint 1, one operation after the other.
pub(crate) struct History {
    at: Instant,
    revision: u64,
    events: Vec<AccountEvent>,
    states: Vec<(u64, SprintState)>,
    start: (u64, Instant),
}

fn at(text: &str) -> Instant {
    Instant(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
}

fn sprint() -> SprintId {
    SprintId::new(1).unwrap()
}

impl History {
    pub(crate) fn new() -> Self {
        Self { at: Instant(0), revision: 0, events: Vec::new(), states: Vec::new(), start: (0, Instant(0)) }
    }

    /// Sets the time of the operations that follow.
    pub(crate) fn at(&mut self, time: &str) -> &mut Self {
        self.at = at(time);
        self
    }

    fn entry(&mut self, changes: impl IntoIterator<Item = (u64, AccountChange)>) -> &mut Self {
        self.revision += 1;
        for (item, what) in changes {
            let item = ItemId::new(item).unwrap();
            self.events.push(AccountEvent { revision: self.revision, at: self.at, item, what });
        }
        self
    }

    fn set(&mut self, item: u64, field: ItemField) -> &mut Self {
        self.entry([(item, AccountChange::Set(field))])
    }

    /// Adds an item to the sprint, with an estimate in hundredths.
    pub(crate) fn enters(&mut self, item: u64, points: u32) -> &mut Self {
        let estimate = ItemField::Estimate(Some(Points::hundredths(points)));
        self.entry([
            (item, AccountChange::Set(estimate)),
            (item, AccountChange::Set(ItemField::Sprint(Some(sprint())))),
        ])
    }

    pub(crate) fn starts(&mut self) -> &mut Self {
        self.revision += 1;
        self.start = (self.revision, self.at);
        self
    }

    pub(crate) fn leaves(&mut self, item: u64) -> &mut Self {
        self.set(item, ItemField::Sprint(None))
    }

    pub(crate) fn estimated(&mut self, item: u64, points: u32) -> &mut Self {
        self.set(item, ItemField::Estimate(Some(Points::hundredths(points))))
    }

    pub(crate) fn accepted(&mut self, item: u64) -> &mut Self {
        self.moved(item, Stage::Accepted)
    }

    pub(crate) fn moved(&mut self, item: u64, stage: Stage) -> &mut Self {
        self.set(item, ItemField::Stage(stage))
    }

    pub(crate) fn reopened(&mut self, item: u64) -> &mut Self {
        self.set(item, ItemField::Stage(Stage::Doing))
    }

    /// Splits a part off an item, which keeps `left`; the part gets `points` and goes to the backlog.
    fn split(&mut self, item: u64, left: u32, part: u64, points: u32) -> &mut Self {
        let estimate = |points| AccountChange::Set(ItemField::Estimate(Some(Points::hundredths(points))));
        self.entry([
            (part, AccountChange::Set(ItemField::SplitFrom(ItemId::new(item)))),
            (part, AccountChange::Set(ItemField::Parent(ItemId::new(item)))),
            (part, estimate(points)),
            (item, estimate(left)),
        ])
    }

    /// Undoes a split.
    fn split_undone(&mut self, item: u64, points: u32, part: u64) -> &mut Self {
        let estimate = ItemField::Estimate(Some(Points::hundredths(points)));
        self.entry([(part, AccountChange::Removed), (item, AccountChange::Set(estimate))])
    }

    fn state(&mut self, state: SprintState) -> &mut Self {
        self.revision += 1;
        self.states.push((self.revision, state));
        self
    }

    /// Takes the changes of one operation, as decided at a time.
    pub(crate) fn follow(&mut self, changes: &[Change], at: Instant) {
        self.at = at;
        self.revision += 1;
        let revision = self.revision;
        for change in changes {
            #[expect(clippy::wildcard_enum_match_arm, reason = "other rows do not concern a sprint")]
            match change {
                Change::Item(Edit::Set { id, new, .. }) => {
                    let what = AccountChange::Set(new.clone());
                    self.events.push(AccountEvent { revision, at, item: *id, what });
                }
                Change::Item(Edit::Created(row)) => {
                    for field in row.fields() {
                        let what = AccountChange::Set(field);
                        self.events.push(AccountEvent { revision, at, item: row.id, what });
                    }
                }
                Change::Item(Edit::Removed(row)) => {
                    self.events.push(AccountEvent {
                        revision,
                        at,
                        item: row.id,
                        what: AccountChange::Removed,
                    });
                }
                Change::Sprint(Edit::Set { new: SprintField::State(SprintState::Running), .. }) => {
                    self.start = (revision, at);
                }
                Change::Sprint(Edit::Set { new: SprintField::State(state), .. }) => {
                    self.states.push((revision, *state));
                }
                _ => {}
            }
        }
    }

    pub(crate) fn account(&self) -> SprintAccount {
        let period = AccountPeriod {
            sprint: sprint(),
            started: self.start.1,
            start: self.start.0,
            states: self.states.clone(),
        };
        replay(&period, &self.events)
    }
}

/// The sums of an account: forecast, added, removed, re-estimated, completed, not completed, and completed of the
/// forecast.
fn sums(account: &SprintAccount) -> [i64; 7] {
    let sum = |of: &dyn Fn(&AccountLine) -> i64| account.lines.iter().map(of).sum::<i64>();
    let signed = |amount: u64| i64::try_from(amount).unwrap();
    let is = |line: &AccountLine, outcome| line.outcome == outcome;
    let [added, removed, change, done, open, done_of_forecast] = [
        sum(&|line| if account.is_forecast(line) { 0 } else { signed(line.entered) }),
        sum(&|line| if is(line, AccountOutcome::Removed) { signed(line.entered) } else { 0 }),
        sum(&|line| {
            if is(line, AccountOutcome::Removed) { 0 } else { signed(line.amount) - signed(line.entered) }
        }),
        sum(&|line| if is(line, AccountOutcome::Completed) { signed(line.amount) } else { 0 }),
        sum(&|line| if is(line, AccountOutcome::Open) { signed(line.amount) } else { 0 }),
        sum(&|line| {
            let counts = account.is_forecast(line) && is(line, AccountOutcome::Completed);
            if counts { signed(line.entered) } else { 0 }
        }),
    ];
    let forecast = signed(account.forecast);
    assert_eq!(forecast + added - removed + change, done + open, "the rows add up");
    assert_eq!((signed(account.level().scope), signed(account.level().done)), (done + open, done));
    [forecast, added, removed, change, done, open, done_of_forecast]
}

/// METHODS EX-34: 5 + 5 points; one is re-estimated to 8 while the sprint runs, 5 are added, everything is done.
#[test]
fn completed_of_the_forecast_counts_the_points_at_the_start() {
    let mut history = History::new();
    history.enters(1, 500).enters(2, 500).starts().estimated(1, 800).enters(3, 500);
    history.accepted(1).accepted(2).accepted(3);
    let account = history.account();
    assert_eq!(sums(&account), [1_000, 500, 0, 300, 1_800, 0, 1_000]);
    assert_eq!(account.forecast_items(), (2, 2));
}

/// METHODS EX-35: A accepted; B accepted, reopened and accepted again; C removed, put back and accepted.
#[test]
fn what_is_out_and_in_again_nets_to_nothing() {
    let mut history = History::new();
    history.enters(1, 500).enters(2, 500).enters(3, 300).starts();
    history.accepted(1).accepted(2).reopened(2).accepted(2).leaves(3).enters(3, 300).accepted(3);
    let account = history.account();
    assert_eq!(sums(&account), [1_300, 0, 0, 0, 1_300, 0, 1_300]);
    assert_eq!(account.forecast_items(), (3, 3));
    let lefts: Vec<u64> = account.steps.iter().map(|step| step.level.left()).collect();
    assert_eq!(lefts, [800, 300, 800, 300, 0, 300, 0], "each day shows what was so on that day");
}

#[test]
fn what_was_added_and_removed_again_nets_to_nothing() {
    let mut history = History::new();
    history.enters(1, 500).starts().enters(2, 300).leaves(2);
    let account = history.account();
    assert_eq!(sums(&account), [500, 0, 0, 0, 0, 500, 0]);
    assert_eq!(account.lines.len(), 1);
    let changes: Vec<(u64, u64)> = account.steps.iter().map(|it| (it.added, it.removed)).collect();
    assert_eq!(changes, [(300, 0), (0, 300)]);
}

/// METHODS EX-37: 8 points are split in mid-sprint into 3, which are accepted, and 5, to the backlog.
#[test]
fn the_parts_of_a_split_item_share_its_place_in_the_forecast() {
    let mut history = History::new();
    history.enters(1, 800).starts().split(1, 300, 2, 500).accepted(1);
    let account = history.account();
    assert_eq!(sums(&account), [800, 0, 0, 0, 300, 500, 300]);
    assert_eq!(account.forecast_items(), (0, 1), "a part of it is not completed");
    assert_eq!(account.steps.len(), 1, "the split alone changes no level");
    // Into parts of 3 and 8.
    let mut history = History::new();
    history.enters(1, 800).starts().split(1, 300, 2, 800).accepted(1);
    assert_eq!(sums(&history.account()), [800, 0, 0, 300, 300, 800, 300]);
}

#[test]
fn a_part_that_comes_into_the_sprint_and_leaves_it_is_an_item_like_any_other() {
    let mut history = History::new();
    history.enters(1, 800).starts().split(1, 300, 2, 500).accepted(1).enters(2, 500).accepted(2);
    let account = history.account();
    assert_eq!(sums(&account), [800, 0, 0, 0, 800, 0, 800]);
    assert_eq!(account.forecast_items(), (1, 1));
    history.reopened(2).leaves(2);
    assert_eq!(sums(&history.account()), [800, 0, 500, 0, 300, 0, 300]);
}

#[test]
fn an_undone_split_gives_the_item_its_points_back() {
    let mut history = History::new();
    history.enters(1, 800).starts().split(1, 300, 2, 500).split_undone(1, 800, 2).accepted(1);
    let account = history.account();
    assert_eq!(sums(&account), [800, 0, 0, 0, 800, 0, 800]);
    assert_eq!((account.lines.len(), account.forecast_items()), (1, (1, 1)));
}

#[test]
fn where_an_item_goes_its_parts_elsewhere_go_as_well() {
    let mut history = History::new();
    history.enters(1, 800).starts().split(1, 300, 2, 500).leaves(1);
    assert_eq!(sums(&history.account()), [800, 0, 800, 0, 0, 0, 0]);
}

/// METHODS decision 19: the estimate of a parent is not added to those of its children.
#[test]
fn the_points_of_parent_and_children_count_once() {
    let mut history = History::new();
    history.enters(1, 800).enters(2, 500).enters(3, 300);
    for child in [2, 3] {
        history.set(child, ItemField::Parent(ItemId::new(1)));
    }
    history.starts().accepted(1).accepted(2).accepted(3);
    let account = history.account();
    assert_eq!(sums(&account), [800, 0, 0, 0, 800, 0, 800]);
    let counted: Vec<bool> = account.lines.iter().map(|line| line.counted).collect();
    assert_eq!(counted, [false, true, true]);
    assert_eq!(account.lines[0].estimate, Some(Points::whole(8)), "it is shown");
}

#[test]
fn a_new_estimate_after_the_acceptance_counts_once_it_is_reopened() {
    let mut history = History::new();
    history.enters(1, 300).starts().accepted(1).estimated(1, 1_300);
    assert_eq!(sums(&history.account()), [300, 0, 0, 0, 300, 0, 300]);
    history.reopened(1);
    assert_eq!(sums(&history.account()), [300, 0, 0, 1_000, 0, 1_300, 0]);
}

#[test]
fn what_the_close_moves_elsewhere_was_in_the_sprint_until_then() {
    let mut history = History::new();
    history.enters(1, 300).enters(2, 500).starts().accepted(1).state(SprintState::Closed).leaves(2);
    history.estimated(1, 800);
    let closed = sums(&history.account());
    assert_eq!(closed, [800, 0, 0, 0, 300, 500, 300]);
    // The close is undone, and the item is finished after all.
    history.estimated(1, 300).enters(2, 500).state(SprintState::Running).accepted(2);
    let account = history.account();
    assert_eq!(sums(&account), [800, 0, 0, 0, 800, 0, 800]);
    assert_eq!(account.steps.len(), 2);
}

#[test]
fn what_was_accepted_before_the_start_belongs_to_the_sprint_once_it_is_reopened() {
    let mut history = History::new();
    history.enters(1, 300).accepted(1).enters(2, 500).starts();
    assert_eq!(sums(&history.account()), [500, 0, 0, 0, 0, 500, 0]);
    history.reopened(1);
    assert_eq!(sums(&history.account()), [500, 300, 0, 0, 0, 800, 0]);
}

/// METHODS EX-38: entries on 2, 3 and (with a wrong clock) 1 January 2030, then on 4 March.
#[test]
fn an_entry_dated_far_ahead_counts_on_the_day_of_the_next_one() {
    let mut history = History::new();
    history.at("2026-03-02T09:00:00Z").enters(1, 300).enters(2, 300).enters(3, 300).starts().accepted(1);
    history.at("2026-03-03T09:00:00Z").accepted(2);
    let days = |history: &History, now: &str| -> Vec<String> {
        let days = history.account().days(at(now), Zone::UTC);
        days.iter().map(ToString::to_string).collect()
    };
    let before = days(&history, "2026-03-03T10:00:00Z");
    history.at("2030-01-01T09:00:00Z").accepted(3);
    history.at("2026-03-04T09:00:00Z").reopened(3);
    let after = days(&history, "2026-03-04T10:00:00Z");
    assert_eq!(after, ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-04"]);
    assert_eq!(after[..2], before);
}

#[test]
fn a_clock_that_goes_back_for_a_while_changes_no_order() {
    let mut history = History::new();
    history.at("2026-03-02T23:50:00Z").enters(1, 300).starts();
    history.at("2026-03-03T00:10:00Z").accepted(1);
    history.at("2026-03-02T23:55:00Z").reopened(1);
    let account = history.account();
    let days = account.days(at("2026-03-03T09:00:00Z"), Zone::UTC);
    assert_eq!(days.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2026-03-03", "2026-03-03"]);
    assert_eq!(account.level(), Level { scope: 300, done: 0 });
}

/// The Taiga milestone of METHODS: twelve stories, 17 of 48 points closed.
#[test]
fn ex_15_the_points_of_accepted_items_are_done() {
    let mut history = History::new();
    history.at("2026-01-05T09:00:00Z");
    for (item, points) in (1..).zip([1, 3, 8, 8, 1, 3, 5, 5, 1, 3, 5, 5]) {
        history.enters(item, points * 100);
    }
    history.starts();
    for item in [3, 7, 2, 1] {
        history.accepted(item);
    }
    let level = history.account().level();
    assert_eq!(level, Level { scope: 4_800, done: 1_700 });
    assert_eq!((level.done * 1_000 + level.scope / 2) / level.scope, 354, "tenths of a percent");
}
