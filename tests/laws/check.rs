//! Invariants that must hold after any sequence.

use ceremony::domain::column::Column;
use ceremony::domain::definition::Rule;
use ceremony::domain::detail::Detail;
use ceremony::domain::epic::Epic;
use ceremony::domain::id::{ItemId, PersonId};
use ceremony::domain::item::Item;
use ceremony::domain::item_counts::ItemCounts;
use ceremony::domain::label::Label;
use ceremony::domain::person::Person;
use ceremony::domain::product::{Product, Team};
use ceremony::domain::sprint::{Report, Sprint};
use ceremony::domain::value::{SprintState, Stage, Verdict};
use ceremony::domain::workspace::{BacklogCounts, Meetings, RowMap, Workspace};
use ceremony::session::Session;
use ceremony::store::failure::Failure;
use ceremony::store::{ExportChunk, Store};
use std::collections::{BTreeMap, BTreeSet};

/// Everything in a store except its history.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    products: RowMap<Product>,
    teams: RowMap<Team>,
    persons: RowMap<Person>,
    epics: RowMap<Epic>,
    labels: RowMap<Label>,
    columns: RowMap<Column>,
    rules: RowMap<Rule>,
    sprints: RowMap<Sprint>,
    reports: Vec<Report>,
    meetings: Meetings,
    items: BTreeMap<ItemId, (Item, Detail)>,
    backlog_counts: BacklogCounts,
    counters: BTreeMap<&'static str, u64>,
    revision: u64,
}

impl Stored {
    fn of(
        small: &Workspace,
        reports: Vec<Report>,
        meetings: Meetings,
        items: BTreeMap<ItemId, (Item, Detail)>,
    ) -> Self {
        Self {
            products: small.products.clone(),
            teams: small.teams.clone(),
            persons: small.persons.clone(),
            epics: small.epics.clone(),
            labels: small.labels.clone(),
            columns: small.columns.clone(),
            rules: small.rules.clone(),
            sprints: small.sprints.clone(),
            reports,
            meetings,
            items,
            backlog_counts: small.backlog_counts.clone(),
            counters: small.counters.clone(),
            revision: small.revision,
        }
    }

    /// Returns what undoing restores: the id counters keep their values, the history only grows, and withdrawn
    /// reports are kept.
    pub fn without_counters(&self) -> Self {
        let mut it = self.clone();
        it.counters.clear();
        it.revision = 0;
        it.reports.retain(|report| !report.withdrawn);
        it
    }

    /// Returns it without what no export contains.
    pub fn without_hidden(&self) -> Self {
        let mut it = self.clone();
        it.meetings.hidden = ceremony::domain::workspace::RowMap::default();
        it
    }

    pub fn with_revision(mut self, other: &Self) -> Self {
        self.revision = other.revision;
        self
    }
}

/// Receives every chunk.
pub type Each<'a> = &'a mut dyn FnMut(ExportChunk<'_>) -> Result<(), Failure>;

pub fn stored_in(everything: &mut dyn FnMut(Each<'_>)) -> Stored {
    let (mut small, mut reports, mut items) = (Workspace::default(), Vec::new(), BTreeMap::new());
    let mut meetings = Meetings::default();
    everything(&mut |piece| {
        match piece {
            ExportChunk::Small(found) => small = found.clone(),
            ExportChunk::Report(report) => reports.push(report.clone()),
            ExportChunk::Meetings(all) => meetings = all.clone(),
            ExportChunk::Item(item, detail) => {
                assert!(
                    items.insert(item.id, (item.clone(), detail.clone())).is_none(),
                    "an item comes twice"
                );
            }
        }
        Ok(())
    });
    Stored::of(&small, reports, meetings, items)
}

/// Returns the contents of the tables.
pub fn stored(store: &mut Store) -> Stored {
    stored_in(&mut |each| store.everything(each).unwrap())
}

/// Returns the contents according to the history.
pub fn replayed(store: &mut Store) -> Stored {
    let mut workspace = Workspace::default();
    store
        .changes(1, u64::MAX, u64::MAX, &mut |revision, change| {
            workspace.apply(std::slice::from_ref(&change));
            workspace.revision = revision;
        })
        .unwrap();
    let whole = |item: &Item| (item.id, (item.clone(), workspace.detail(item.id).unwrap().clone()));
    let items = workspace.items.iter().map(whole).collect();
    let reports = workspace.reports.iter().cloned().collect();
    Stored::of(&workspace, reports, workspace.meetings.clone(), items)
}

/// Recomputes every stored count.
pub fn counts_are_right(stored: &Stored) {
    let mut heads = BacklogCounts::default();
    for (item, detail) in stored.items.values() {
        assert_eq!(item.tally, tally(detail), "the counts of item {}", item.id);
        assert_eq!(item.board_column.is_some(), item.stage.is_on_board(), "the column of item {}", item.id);
        if !item.stage.is_open() {
            continue;
        }
        heads.stages[item.stage as usize] += 1;
        heads.blocked += u32::from(item.blocked.is_some());
        if !item.is_in_backlog() {
            continue;
        }
        // A parent does not count while a child that it was broken down into is ready, too.
        let is_ready_child = |(other, _): &(Item, Detail)| {
            other.stage == Stage::Ready && other.parent == Some(item.id) && other.split_from != Some(item.id)
        };
        if item.stage == Stage::Ready && !stored.items.values().any(is_ready_child) {
            heads.ready_points += u64::from(item.points().as_hundredths());
        }
        heads.without_criteria += u32::from(detail.criteria.is_empty());
        heads.questions += u32::try_from(detail.questions.iter().filter(|it| it.is_open()).count()).unwrap();
        if let Some(points) = item.estimate {
            *heads.sizes.entry(points.as_hundredths()).or_default() += 1;
        } else {
            heads.unestimated += 1;
            heads.ready_unestimated += u32::from(item.stage == Stage::Ready);
        }
    }
    assert_eq!(stored.backlog_counts, heads, "the counts of the head");
}

/// Checks the invariants between rows, which hold whoever did or undid what.
pub fn rules_hold(stored: &Stored) {
    let running = stored.sprints.iter().filter(|it| it.state == SprintState::Running).count();
    assert!(running <= 1, "{running} sprints are running");
    let mut names: BTreeSet<(&str, String)> = BTreeSet::new();
    let mut is_new =
        |what, name: &str| assert!(names.insert((what, name.to_lowercase())), "two {what} are called {name}");
    stored.persons.iter().for_each(|it| is_new("people", &it.name));
    stored.labels.iter().for_each(|it| is_new("labels", &it.name));
    stored.columns.iter().for_each(|it| is_new("columns", &it.name));
    stored.sprints.iter().for_each(|it| is_new("sprints", &it.name));
    for stage in [Stage::ToDo, Stage::Doing, Stage::Review] {
        assert!(stored.columns.iter().any(|it| it.stage == stage), "{stage} has no column");
    }
    for (item, detail) in stored.items.values() {
        let column = item.board_column.map(|id| stored.columns.get(id).unwrap().stage);
        assert_eq!(
            column,
            Some(item.stage).filter(|stage| stage.is_on_board()),
            "the column of item {}",
            item.id
        );
        // An accepted item remains recorded in its sprint, even if it was reopened later.
        let is_over = |id| stored.sprints.get(id).unwrap().state == SprintState::Closed;
        let present = detail
            .selections
            .iter()
            .filter(|it| it.until.is_none() && !is_over(it.sprint))
            .map(|it| it.sprint);
        if item.stage.is_open() {
            let sprint = item.sprint.map(|id| stored.sprints.get(id).unwrap().state);
            let holds = match sprint {
                None => true,
                Some(SprintState::Planned) => item.is_in_backlog(),
                Some(SprintState::Running) => item.stage.is_on_board(),
                Some(SprintState::Closed) => false,
            };
            assert!(holds, "item {} is {} in a sprint that is {sprint:?}", item.id, item.stage);
            assert_eq!(
                present.collect::<Vec<_>>(),
                item.sprint.into_iter().collect::<Vec<_>>(),
                "item {}",
                item.id
            );
            let here = |it: &PersonId| !stored.persons.get(*it).unwrap().has_left;
            assert!(item.assignees.iter().all(here), "item {} is somebody's who has left", item.id);
            assert!(
                item.depends_on.iter().all(|id| stored.items.contains_key(id)),
                "what item {} waits for",
                item.id
            );
        }
        assert!(
            item.labels.iter().all(|id| stored.labels.get(*id).is_some()),
            "the labels of item {}",
            item.id
        );
        let mut above = item.parent;
        while let Some(id) = above {
            assert_ne!(id, item.id, "an item is a part of itself");
            above = stored.items[&id].0.parent;
        }
    }
}

fn tally(detail: &Detail) -> ItemCounts {
    let count = |number: usize| u16::try_from(number).unwrap();
    let judged = |verdict: Verdict| count(detail.criteria.iter().filter(|it| it.verdict == verdict).count());
    let told = |text: &str, bit: u16| if text.trim().is_empty() { 0 } else { bit };
    ItemCounts {
        criteria: count(detail.criteria.len()),
        met: judged(Verdict::Met),
        failed: judged(Verdict::Failed),
        tasks: count(detail.tasks.len()),
        tasks_done: count(detail.tasks.iter().filter(|it| it.done).count()),
        questions: count(detail.questions.iter().filter(|it| it.is_open()).count()),
        comments: count(detail.comments.len()),
        links: count(detail.links.len()),
        designs: count(detail.links.iter().filter(|it| it.title.to_lowercase().contains("design")).count()),
        narrative: detail.body.as_ref().map_or(0, |body| told(&body.as_a, 1) | told(&body.i_want, 2)),
    }
}

/// Checks that the loaded state in memory matches the file.
pub fn memory_is_the_store(session: &mut Session, stored: &Stored) {
    session.news().unwrap();
    session.load_all().unwrap();
    let workspace = session.workspace();
    assert_eq!(workspace.revision, stored.revision);
    assert_eq!(
        (&workspace.products, &workspace.teams, &workspace.persons, &workspace.epics),
        (&stored.products, &stored.teams, &stored.persons, &stored.epics)
    );
    assert_eq!(
        (&workspace.labels, &workspace.columns, &workspace.rules, &workspace.sprints),
        (&stored.labels, &stored.columns, &stored.rules, &stored.sprints)
    );
    assert_eq!((&workspace.counters, &workspace.backlog_counts), (&stored.counters, &stored.backlog_counts));
    for item in workspace.items.iter() {
        let (expected, detail) = &stored.items[&item.id];
        assert_eq!(item, expected);
        if let Some(found) = workspace.detail(item.id) {
            assert_eq!(found, detail, "the detail of item {}", item.id);
        }
    }
    let mut open: Vec<&Item> =
        stored.items.values().map(|(item, _)| item).filter(|item| item.stage.is_open()).collect();
    open.sort_by(|a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    let order: Vec<ItemId> = open.iter().map(|item| item.id).collect();
    assert_eq!(workspace.items.open(), order, "the order of the open items");
    let backlog: Vec<ItemId> = open.iter().filter(|item| item.is_in_backlog()).map(|item| item.id).collect();
    assert_eq!(workspace.items.backlog(), backlog, "the order of the backlog");
    for sprint in stored.sprints.iter().filter(|it| it.state != SprintState::Closed) {
        let held = workspace.selections.iter().filter(|it| it.sprint == sprint.id);
        let selections = stored.items.values().flat_map(|(_, detail)| &detail.selections);
        let mut expected: Vec<_> = selections.filter(|it| it.sprint == sprint.id).collect();
        expected.sort_by_key(|it| it.id);
        assert_eq!(held.collect::<Vec<_>>(), expected, "what is selected for {}", sprint.name);
        let inside: Vec<ItemId> = workspace.in_sprint(sprint.id).iter().map(|item| item.id).collect();
        let mut present: Vec<&Item> = stored
            .items
            .values()
            .map(|(item, _)| item)
            .filter(|item| item.sprint == Some(sprint.id))
            .collect();
        present.sort_by(|a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        assert_eq!(
            inside,
            present.iter().map(|item| item.id).collect::<Vec<_>>(),
            "what is in {}",
            sprint.name
        );
    }
}
