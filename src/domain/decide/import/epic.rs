//! Importing one row as an epic. What an epic has no field for is kept with it as text.

use super::row::prose;
use super::values::hash;
use super::{ImportDraft, ImportNode, existing_rows};
use crate::domain::decide::draft::Draft;
use crate::domain::epic::Epic;
use crate::domain::id::EpicId;
use crate::domain::import::{Batch, ImportPart, IncomingItem, UnmappedFields};
use crate::domain::refusal::Refusal;
use crate::domain::value::{Instant, Line, Points, Prose};
use std::collections::HashMap;

/// The header under which the day is kept on which an epic was done.
const DONE: &str = "done";

/// The parts of a row that an epic has fields for.
const PARTS: [ImportPart; 3] = [ImportPart::Title, ImportPart::Description, ImportPart::Stage];

/// Finds the epics that rows name by their titles, and creates the missing ones. Returns the titles of the new ones.
pub(super) fn named<'b>(
    draft: &mut Draft<'_>,
    batch: &'b Batch,
    source: &Line,
    nodes: &mut HashMap<&'b str, ImportNode>,
) -> Result<Vec<String>, Refusal> {
    let mut known: HashMap<String, EpicId> =
        draft.workspace.epics.iter().map(|epic| (epic.title.to_lowercase(), epic.id)).collect();
    let mut new = Vec::new();
    for name in batch.rows.iter().filter(|row| row.names_epic).filter_map(|row| row.parent.as_deref()) {
        let Some(title) = Line::clipped(name).filter(|_| !nodes.contains_key(name)) else { continue };
        let id = if let Some(id) = known.get(&title.to_lowercase()) {
            *id
        } else {
            let id = draft.next_id::<Epic>()?;
            known.insert(title.to_lowercase(), id);
            new.push(title.to_string());
            draft.create(Epic {
                id,
                product: draft.product()?.id,
                number: None,
                title,
                description: Prose::default(),
                closed: false,
                source: Some(source.clone()),
                source_key: None,
                rest: Prose::default(),
            });
            id
        };
        nodes.insert(name, ImportNode::Epic(id));
    }
    Ok(new)
}

impl<'w> ImportDraft<'_, 'w> {
    /// Creates an epic from a row.
    pub(super) fn new_epic(
        &mut self,
        row: &IncomingItem,
        id: EpicId,
        number: Option<u32>,
    ) -> Result<(), Refusal> {
        self.count(row, ImportNode::Epic(id));
        let mut epic = Epic {
            id,
            product: self.draft.product()?.id,
            number,
            title: existing_rows::title(row),
            description: Prose::default(),
            closed: false,
            source: Some(self.source.clone()),
            source_key: row.key.as_deref().and_then(Line::clipped),
            rest: Prose::default(),
        };
        let mut unmapped = UnmappedFields::default();
        for part in PARTS {
            self.write_epic(part, row, &mut epic, &mut unmapped);
        }
        self.keep_all(row, &mut unmapped);
        epic.rest = unmapped.write().0;
        self.draft.create(epic);
        Ok(())
    }

    /// Updates an epic with what is new in the file.
    pub(super) fn old_epic(&mut self, row: &IncomingItem, epic: &'w Epic) {
        self.count(row, ImportNode::Epic(epic.id));
        let mut after = epic.clone();
        let mut unmapped = UnmappedFields::read(&epic.rest);
        for part in PARTS.into_iter().filter(|part| !self.batch.silent.contains(part)) {
            let (last_incoming, last_result) = unmapped.hashes(part.word());
            let untouched = hash(&current_value(part, epic)) == last_result;
            if hash(&self.incoming_value(part, row)) == last_incoming {
                continue;
            }
            let (mut trial, mut trial_unmapped) = (after.clone(), unmapped.clone());
            self.write_epic(part, row, &mut trial, &mut trial_unmapped);
            if untouched || trial == after {
                (after, unmapped) = (trial, trial_unmapped);
            } else {
                let key = self.draft.workspace.epic_key(epic.id);
                self.plan.kept += 1;
                self.remark(row.line, format!("{key}: {} kept as edited here", part.word()));
            }
        }
        self.keep_all(row, &mut unmapped);
        after.rest = unmapped.write().0;
        self.draft.alter(epic, &after);
    }

    fn write_epic(
        &self,
        part: ImportPart,
        row: &IncomingItem,
        epic: &mut Epic,
        unmapped: &mut UnmappedFields,
    ) {
        if part == ImportPart::Title {
            epic.title = existing_rows::title(row);
        } else if part == ImportPart::Description {
            epic.description = prose(&row.description);
        } else if part == ImportPart::Stage {
            epic.closed = !row.stage.is_open();
        }
        unmapped.record(
            part.word(),
            &hash(&self.incoming_value(part, row)),
            &hash(&current_value(part, epic)),
        );
    }

    fn keep_all(&self, row: &IncomingItem, unmapped: &mut UnmappedFields) {
        unmapped.cells.retain(|header, _| {
            let is_mapped =
                ImportPart::ALL.iter().any(|part| part.word() == header && !self.batch.silent.contains(part));
            !is_mapped
                && ![DONE, "comment", "link"].contains(&header.as_str())
                && !self.headers.contains(header.as_str())
        });
        for (header, text) in &row.unmapped_fields {
            unmapped.add(header, text);
        }
        let one = |text: &Option<String>| text.iter().cloned().collect::<Vec<_>>();
        let day = |at: Option<i64>| at.map(|at| Instant(at).rfc3339()).into_iter().collect::<Vec<_>>();
        let parts: [(ImportPart, Vec<String>); 11] = [
            (ImportPart::AsA, one(&row.as_a)),
            (ImportPart::IWant, one(&row.i_want)),
            (ImportPart::SoThat, one(&row.so_that)),
            (ImportPart::Criteria, row.criteria.clone()),
            (ImportPart::Estimate, row.estimate.iter().map(Points::to_string).collect()),
            (ImportPart::Parent, one(&row.parent)),
            (ImportPart::Sprints, row.sprints.clone()),
            (ImportPart::Labels, row.labels.clone()),
            (ImportPart::Assignees, row.assignees.clone()),
            (ImportPart::DependsOn, row.depends_on.clone()),
            (ImportPart::Created, day(row.created_ms)),
        ];
        for (part, texts) in parts {
            for text in texts {
                unmapped.add(part.word(), &text);
            }
        }
        for at in day(row.done_ms) {
            unmapped.add(DONE, &at);
        }
        for comment in &row.comments {
            unmapped.add("comment", &with_author(self.batch.author(comment), &comment.text));
        }
        for (_, url) in &row.links {
            unmapped.add("link", url);
        }
    }
}

fn with_author(author: &str, text: &str) -> String {
    if author.is_empty() { text.to_owned() } else { format!("{author}: {text}") }
}

fn current_value(part: ImportPart, epic: &Epic) -> String {
    if part == ImportPart::Title {
        epic.title.to_string()
    } else if part == ImportPart::Description {
        epic.description.to_string()
    } else {
        if epic.closed { "closed" } else { "" }.to_owned()
    }
}
