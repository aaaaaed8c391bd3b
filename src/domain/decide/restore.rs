//! Bringing a whole product into an empty file. Every id stays what it was, and so does what was handed out.

use super::draft::Draft;
use crate::domain::capacity::Capacity;
use crate::domain::ceremony::Ceremony;
use crate::domain::change::{Change, Edit};
use crate::domain::entity::Entity;
use crate::domain::feedback::Feedback;
use crate::domain::id::{
    CeremonyId, ColumnId, EpicId, Id, ItemId, NoteId, PersonId, ProductId, SprintId, TeamId,
};
use crate::domain::impediment::Impediment;
use crate::domain::improvement::Improvement;
use crate::domain::item::Item;
use crate::domain::note::{Dot, Note};
use crate::domain::operation::{Operation, SetupOperation};
use crate::domain::refusal::Refusal;
use crate::domain::tally::Tally;
use crate::domain::value::SprintState;
use crate::domain::whole::{Whole, entity_name};
use crate::domain::workspace::Meetings;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn restore(draft: &mut Draft<'_>, whole: &Whole) -> Result<Operation, Refusal> {
    if let Some(product) = draft.workspace.product() {
        return Err(Refusal::already(format!("this file holds the product {} already", product.name)).hint(
            format!(
                "bring it into a file that is not there yet: ceremony --file new.db import {}",
                whole.file
            ),
        ));
    }
    let [product] = whole.products.as_slice() else {
        return Err(damaged("it holds no product, or several"));
    };
    if whole.teams.is_empty() {
        return Err(damaged("it holds no team"));
    }
    if whole.sprints.iter().filter(|it| it.state == SprintState::Running).count() > 1 {
        return Err(damaged("several sprints are running"));
    }
    There::of(whole)?.check(whole)?;
    create(draft, &whole.products);
    create(draft, &whole.teams);
    create(draft, &whole.persons);
    create(draft, &whole.epics);
    create(draft, &whole.labels);
    create(draft, &whole.columns);
    create(draft, &whole.rules);
    create(draft, &whole.sprints);
    create(draft, &whole.reports);
    for (item, detail) in &whole.items {
        // The counts are worked out when the parts come in.
        draft.create(Item { tally: Tally::default(), ..item.clone() });
        create(draft, detail.body.as_slice());
        create(draft, &detail.criteria);
        create(draft, &detail.tasks);
        create(draft, &detail.questions);
        create(draft, &detail.comments);
        create(draft, &detail.links);
        create(draft, &detail.selections);
        create(draft, &detail.votes);
    }
    let meetings = &whole.meetings;
    meetings.cadences.iter().for_each(|row| draft.create(row.clone()));
    meetings.ceremonies.iter().for_each(|row| draft.create(row.clone()));
    meetings.impediments.iter().for_each(|row| draft.create(row.clone()));
    meetings.notes.iter().for_each(|row| draft.create(row.clone()));
    meetings.dots.iter().for_each(|row| draft.create(row.clone()));
    meetings.feedback.iter().for_each(|row| draft.create(row.clone()));
    meetings.improvements.iter().for_each(|row| draft.create(row.clone()));
    meetings.capacities.iter().for_each(|row| draft.create(row.clone()));
    let counters: BTreeMap<&'static str, u64> =
        whole.counters.iter().filter_map(|(name, value)| Some((entity_name(name)?, *value))).collect();
    draft.keep_counters(counters);
    Ok(SetupOperation::Restore(product.name.clone(), whole.file.clone(), whole.items.len()).into())
}

fn create<E: Entity>(draft: &mut Draft<'_>, rows: &[E])
where
    Change: From<Edit<E>>,
{
    for row in rows {
        draft.create(row.clone());
    }
}

fn damaged(what: &str) -> Refusal {
    Refusal::value(format!("the export is damaged: {what}")).hint("take the newest good export")
}

/// What is there to be referred to.
struct There {
    products: BTreeSet<ProductId>,
    teams: BTreeSet<TeamId>,
    persons: BTreeSet<PersonId>,
    epics: BTreeSet<EpicId>,
    columns: BTreeSet<ColumnId>,
    sprints: BTreeSet<SprintId>,
    items: BTreeSet<ItemId>,
}

/// The ids of rows, each of which there is once.
fn ids<'a, E: Entity + 'a>(rows: impl IntoIterator<Item = &'a E>) -> Result<BTreeSet<E::Id>, Refusal> {
    let mut ids = BTreeSet::new();
    match rows.into_iter().find(|row| !ids.insert(row.id())) {
        Some(row) => Err(damaged(&format!("{} {} stands in it twice", E::NAME, row.id().number()))),
        None => Ok(ids),
    }
}

impl There {
    fn of(whole: &Whole) -> Result<Self, Refusal> {
        let details = || whole.items.iter().map(|(_, detail)| detail);
        ids(&whole.labels)?;
        ids(&whole.rules)?;
        ids(&whole.reports)?;
        ids(details().flat_map(|it| &it.body))?;
        ids(details().flat_map(|it| &it.criteria))?;
        ids(details().flat_map(|it| &it.tasks))?;
        ids(details().flat_map(|it| &it.questions))?;
        ids(details().flat_map(|it| &it.comments))?;
        ids(details().flat_map(|it| &it.links))?;
        ids(details().flat_map(|it| &it.selections))?;
        ids(details().flat_map(|it| &it.votes))?;
        Ok(Self {
            products: ids(&whole.products)?,
            teams: ids(&whole.teams)?,
            persons: ids(&whole.persons)?,
            epics: ids(&whole.epics)?,
            columns: ids(&whole.columns)?,
            sprints: ids(&whole.sprints)?,
            items: ids(whole.items.iter().map(|(item, _)| item))?,
        })
    }

    /// Finds what refers to something that is not there.
    fn check(&self, whole: &Whole) -> Result<(), Refusal> {
        let all = |holds: bool, of: &str| {
            if holds { Ok(()) } else { Err(damaged(&format!("{of} refers to something that is not in it"))) }
        };
        let person = |id: Option<PersonId>| id.is_none_or(|id| self.persons.contains(&id));
        all(whole.teams.iter().all(|it| self.products.contains(&it.product)), "the team")?;
        all(whole.epics.iter().all(|it| self.products.contains(&it.product)), "an epic")?;
        all(whole.columns.iter().all(|it| self.teams.contains(&it.team)), "a column")?;
        all(whole.rules.iter().all(|it| self.teams.contains(&it.team) && person(it.person)), "a rule")?;
        all(whole.sprints.iter().all(|it| self.teams.contains(&it.team)), "a sprint")?;
        // A withdrawn report outlives the sprint whose planning was taken back.
        all(whole.reports.iter().all(|it| it.withdrawn || self.sprints.contains(&it.sprint)), "a report")?;
        for (item, detail) in &whole.items {
            let own = format!("item {}", item.id);
            all(self.products.contains(&item.product), &own)?;
            all(item.board_column.is_none_or(|id| self.columns.contains(&id)), &own)?;
            all(item.board_column.is_some() == item.stage.is_on_board(), &own)?;
            all(item.sprint.is_none_or(|id| self.sprints.contains(&id)), &own)?;
            all(item.epic.is_none_or(|id| self.epics.contains(&id)), &own)?;
            all(item.parent.is_none_or(|id| self.items.contains(&id)), &own)?;
            // Lists of ids may outlive what they were for; the file itself allows that, too.
            let parts = detail.body.iter().map(|it| it.id);
            let parts = parts.chain(detail.criteria.iter().map(|it| it.item));
            let parts = parts.chain(detail.tasks.iter().map(|it| it.item));
            let parts = parts.chain(detail.questions.iter().map(|it| it.item));
            let parts = parts.chain(detail.comments.iter().map(|it| it.item));
            let parts = parts.chain(detail.links.iter().map(|it| it.item));
            let parts = parts.chain(detail.selections.iter().map(|it| it.item));
            let mut parts = parts.chain(detail.votes.iter().map(|it| it.item));
            all(parts.all(|id| id == item.id), &own)?;
            let asked = |it: &crate::domain::detail::Question| {
                person(it.asked_by) && person(it.asked_of) && person(it.answered_by)
            };
            all(detail.questions.iter().all(asked), &own)?;
            all(detail.comments.iter().all(|it| person(it.author)), &own)?;
            all(detail.selections.iter().all(|it| self.sprints.contains(&it.sprint)), &own)?;
            all(detail.votes.iter().all(|it| self.persons.contains(&it.person)), &own)?;
        }
        self.check_meetings(&whole.meetings)
    }

    fn check_meetings(&self, it: &Meetings) -> Result<(), Refusal> {
        let all = |holds: bool, of: &str| {
            if holds { Ok(()) } else { Err(damaged(&format!("{of} refers to something that is not in it"))) }
        };
        let person = |id: Option<PersonId>| id.is_none_or(|id| self.persons.contains(&id));
        let sprint = |id: Option<SprintId>| id.is_none_or(|id| self.sprints.contains(&id));
        let item = |id: Option<ItemId>| id.is_none_or(|id| self.items.contains(&id));
        let held = |id: Option<CeremonyId>| id.is_none_or(|id| it.ceremonies.get(id).is_some());
        let note = |id: Option<NoteId>| id.is_none_or(|id| it.notes.get(id).is_some());
        all(it.cadences.iter().all(|it| self.teams.contains(&it.team)), "a cadence")?;
        let ceremony = |it: &Ceremony| {
            self.teams.contains(&it.team)
                && sprint(it.sprint)
                && person(it.facilitator)
                && person(it.on_behalf)
        };
        all(it.ceremonies.iter().all(ceremony), "a ceremony")?;
        let impediment = |it: &Impediment| {
            [it.stuck, it.raised_by, it.owner].into_iter().all(person) && item(it.about) && held(it.ceremony)
        };
        all(it.impediments.iter().all(impediment), "an impediment")?;
        let noted = |row: &Note| {
            held(Some(row.ceremony))
                && person(row.author)
                && item(row.about)
                && row.impediment.is_none_or(|id| it.impediments.get(id).is_some())
                && note(row.under)
        };
        all(it.notes.iter().all(noted), "a note")?;
        let dot = |it: &Dot| held(Some(it.ceremony)) && note(Some(it.note)) && person(Some(it.person));
        all(it.dots.iter().all(dot), "a dot")?;
        let said = |it: &Feedback| person(it.caught_by) && item(it.about) && held(it.ceremony);
        all(it.feedback.iter().all(said), "feedback")?;
        let agreed = |it: &Improvement| {
            held(Some(it.ceremony)) && item(Some(it.about)) && note(it.note) && person(it.owner)
        };
        all(it.improvements.iter().all(agreed), "an improvement")?;
        let time = |it: &Capacity| sprint(Some(it.sprint)) && person(Some(it.person));
        all(it.capacities.iter().all(time), "a capacity")
    }
}
