//! Importing one row as an item: all of it if the item is new; otherwise what is new in the file.

use super::image::Image;
use super::values::{current_value, hash, stage_value};
use super::{ImportDraft, ImportNode, existing_rows};
use crate::domain::detail::{Comment, Detail, Link};
use crate::domain::id::ItemId;
use crate::domain::import::{ImportPart, IncomingComment, IncomingItem, UnmappedFields};
use crate::domain::item::Item;
use crate::domain::refusal::Refusal;
use crate::domain::value::{Instant, Line, Prose, Rank, Stage};
use std::collections::HashMap;

/// The maximum length of a quoted text in a remark, in characters.
const QUOTED: usize = 60;

/// The headers under which keys that refer to nothing are kept.
const PARENT: &str = "parent";
const DEPENDS_ON: &str = "depends on";

/// The name under which the stage is recorded that an item enters when its planned sprint is started: that is no edit.
const STAGE_AT_START: &str = "stage at start";

impl<'w> ImportDraft<'_, 'w> {
    /// Creates an item from a row.
    pub(super) fn new_item(
        &mut self,
        row: &IncomingItem,
        id: ItemId,
        number: u32,
        rank: Rank,
    ) -> Result<(), Refusal> {
        self.count(row, ImportNode::Item(id));
        let mut fresh = super::super::add::fresh(self.draft, id, existing_rows::title(row), rank)?;
        fresh.number = number;
        fresh.source = Some(self.source.clone());
        fresh.source_key = row.key.as_deref().and_then(Line::clipped);
        let mut image = Image::new(fresh);
        for part in ImportPart::ALL.iter().copied() {
            self.write(part, row, &mut image)?;
            let (incoming, result) =
                (hash(&self.incoming_value(part, row)), hash(&current_value(part, &image)));
            image.unmapped.record(part.word(), &incoming, &result);
        }
        self.finish_item(row, image, None)
    }

    /// Updates an item with what is new in the file, part by part.
    pub(super) fn old_item(
        &mut self,
        row: &IncomingItem,
        item: &'w Item,
        detail: &'w Detail,
        unmapped: &UnmappedFields,
    ) -> Result<(), Refusal> {
        self.count(row, ImportNode::Item(item.id));
        let mut image = Image::of(item, detail, unmapped);
        for part in ImportPart::ALL.iter().copied().filter(|part| !self.batch.silent.contains(part)) {
            let incoming = self.incoming_value(part, row);
            let (last_incoming, last_result) = unmapped.hashes(part.word());
            // The meaning of an item's sprints depends on its stage, and vice versa.
            let again = (part == ImportPart::Sprints && image.item.stage != item.stage)
                || (matches!(part, ImportPart::Stage | ImportPart::Sprints)
                    && self.sprints.is_newly_planned(row));
            let incoming_hash = hash(&incoming);
            if incoming_hash == last_incoming && !again {
                continue;
            }
            let before = current_value(part, &image);
            let at_start = unmapped.hashes(STAGE_AT_START).0;
            let is_started = part == ImportPart::Stage && !at_start.is_empty() && hash(&before) == at_start;
            let untouched = hash(&before) == last_result || is_started;
            if !untouched && !self.names_are_known(part, row) {
                self.keep(row, part, item, &incoming);
                continue;
            }
            let mut trial = image.clone();
            self.write(part, row, &mut trial)?;
            let after = current_value(part, &trial);
            if untouched || before == after {
                trial.unmapped.record(part.word(), &incoming_hash, &hash(&after));
                image = trial;
            } else {
                self.keep(row, part, item, &incoming);
            }
        }
        self.finish_item(row, image, Some((item, detail)))
    }

    fn finish_item(
        &mut self,
        row: &IncomingItem,
        mut image: Image,
        before: Option<(&Item, &Detail)>,
    ) -> Result<(), Refusal> {
        self.reconcile(&mut image);
        self.record_stage_at_start(&mut image);
        self.add_comments(row, &mut image)?;
        self.add_links(row, &mut image)?;
        self.keep_unmapped(row, &mut image.unmapped);
        let (stored, clipped) = image.unmapped.write();
        if clipped {
            let key = self.draft.workspace.key(image.item.id);
            self.remark(
                row.line,
                format!("{key}: what the other tool knew is too long; the longest cells were cut"),
            );
        }
        image.body.rest = stored;
        self.after.insert(image.item.id, image.item.clone());
        image.emit(self.draft, before);
        Ok(())
    }

    /// Adapts the stage to the sprint if one comes from the file and the other from here: the stage becomes that of
    /// an item in such a sprint.
    fn reconcile(&mut self, image: &mut Image) {
        let parts = [ImportPart::Stage, ImportPart::Sprints];
        let before = parts.map(|part| hash(&current_value(part, image)));
        self.sprints.reconcile(self.draft, image);
        for (part, before) in parts.into_iter().zip(before) {
            let (incoming, result) = image.unmapped.hashes(part.word());
            // What people have edited remains an edit of theirs.
            if result == before {
                let incoming = incoming.to_owned();
                image.unmapped.record(part.word(), &incoming, &hash(&current_value(part, image)));
            }
        }
    }

    /// Records the stage that an item of a planned sprint enters when the sprint is started.
    fn record_stage_at_start(&self, image: &mut Image) {
        let item = &image.item;
        if item.is_in_backlog() && self.sprints.is_planned(self.draft.workspace, item) {
            let stage = item.entry_stage.unwrap_or(Stage::ToDo);
            let hash = hash(&stage_value(stage, None));
            image.unmapped.record(STAGE_AT_START, &hash, &hash);
        } else if item.sprint.is_none() {
            image.unmapped.record(STAGE_AT_START, "", "");
        }
    }

    /// Keeps a part as people have edited it here, and adds a remark.
    fn keep(&mut self, row: &IncomingItem, part: ImportPart, item: &Item, incoming: &str) {
        let incoming = incoming.replace(|letter: char| letter.is_control(), " ");
        let mut quoted: String = incoming.trim().chars().take(QUOTED).collect();
        if quoted.len() < incoming.trim().len() {
            quoted.push('…');
        }
        let quoted = if quoted.is_empty() { "nothing".to_owned() } else { format!("\"{quoted}\"") };
        let key = self.draft.workspace.key(item.id);
        self.plan.kept += 1;
        self.remark(row.line, format!("{key}: {} kept as edited here; the file says {quoted}", part.word()));
    }

    /// Adds each comment once; later changes to it here are kept.
    fn add_comments(&mut self, row: &IncomingItem, image: &mut Image) -> Result<(), Refusal> {
        let mut times: HashMap<String, usize> = HashMap::new();
        for comment in &row.comments {
            let IncomingComment { at_ms, author, text } = comment;
            let same = format!("{}\u{1f}{author}\u{1f}{text}", at_ms.unwrap_or_default());
            let time = times.entry(same.clone()).or_default();
            *time += 1;
            let mark = hash(&format!("{same}\u{1f}{time}"));
            if image.unmapped.note("comments", mark) {
                let author = self.batch.author(comment);
                let author_id = self.names.person(author);
                let id = self.draft.next_id::<Comment>()?;
                image.detail.comments.push(Comment {
                    id,
                    item: image.item.id,
                    author: author_id,
                    author_name: Line::clipped(author).filter(|_| author_id.is_none()),
                    at: at_ms.map_or(self.draft.now(), Instant),
                    text: prose(text),
                });
            }
        }
        Ok(())
    }

    fn add_links(&mut self, row: &IncomingItem, image: &mut Image) -> Result<(), Refusal> {
        for (title, url) in &row.links {
            let Some(address) = Line::clipped(url) else { continue };
            if image.unmapped.note("links", hash(url)) {
                let id = self.draft.next_id::<Link>()?;
                let title = Line::clipped(title).unwrap_or_else(|| address.clone());
                image.detail.links.push(Link { id, item: image.item.id, title, url: address });
            }
        }
        Ok(())
    }

    /// Keeps the unmapped cells. Cells of columns that this file does not have are left unchanged.
    fn keep_unmapped(&mut self, row: &IncomingItem, unmapped: &mut UnmappedFields) {
        unmapped.cells.retain(|header, _| !self.headers.contains(header.as_str()));
        for (header, text) in &row.unmapped_fields {
            unmapped.add(header, text);
        }
        if !self.batch.silent.contains(&ImportPart::Parent) {
            unmapped.cells.remove(PARENT);
            if let Some(key) = row.parent.as_deref().filter(|key| self.node(key).is_none()) {
                unmapped.add(PARENT, key);
            }
        }
        if !self.batch.silent.contains(&ImportPart::DependsOn) {
            unmapped.cells.remove(DEPENDS_ON);
            for key in self.waits_for(row).1 {
                unmapped.add(DEPENDS_ON, key);
            }
        }
    }
}

/// Converts any text to prose, cut off at the maximum length.
pub(super) fn prose(text: &str) -> Prose {
    text.parse().unwrap_or_else(|_| {
        let clipped: String = text.chars().take(Prose::MOST).collect();
        clipped.parse().unwrap_or_default()
    })
}
