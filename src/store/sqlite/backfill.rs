//! Fields of existing rows that an upgrade fills. They are set by an entry of their own in the history, so that the
//! replayed history and the tables still agree.

use crate::domain::change::{Change, Edit};
use crate::domain::chronology::{EntryTime, HistorySpan};
use crate::domain::entity::Entity as _;
use crate::domain::hidden::Hidden;
use crate::domain::id::{HiddenId, Id, ItemId, PersonId};
use crate::domain::item::{Item, ItemField};
use crate::domain::poker::Deck;
use crate::domain::reveal::formerly_hidden;
use crate::domain::value::{Instant, Override, Scalar as _, Stage, Value, Zone};
use crate::store::engine::Tx;
use crate::store::failure::Failure;
use crate::store::history::NewEntry;
use crate::store::progress::ProgressCounter;
use crate::store::query::{SettingEdit, SettingQuery};
use crate::store::sql::cells::{int, read_cell, unsigned};
use crate::store::sql::{history, rows, setting, words, write};

/// The changes of stage of an item by operations that were not undone.
const MOVES: &str = "FROM change JOIN entry ON entry.revision = change.revision
    WHERE change.entity = 'item' AND change.number = item.id AND change.field = 'stage' AND entry.kind = 'deed'
      AND NOT EXISTS (SELECT 1 FROM entry undo WHERE undo.target = entry.revision AND undo.kind = 'undo'
          AND NOT EXISTS (SELECT 1 FROM entry redo WHERE redo.target = entry.revision AND redo.kind = 'redo'
              AND redo.revision > undo.revision))";

/// The prefix of the names under which hidden cards and notes were kept outside the history.
const FORMERLY_HIDDEN: &str = "sealed/";

/// The number of entries read at a time.
const SLICE: u64 = 10_000;

/// Fills what schema 5 adds.
pub(super) fn schema_5(tx: &mut dyn Tx) -> Result<(), Failure> {
    days(tx)?;
    lives(tx)?;
    words::index_all(tx)
}

/// Moves hidden cards and notes into the history: before schema 6 they were kept outside it.
fn hidden(tx: &mut dyn Tx) -> Result<(), Failure> {
    let mut deck = Deck::default();
    tx.run("SELECT deck FROM product ORDER BY id LIMIT 1", &[], &mut |cells| {
        let name: Option<String> = read_cell(cells, 0)?;
        deck = name.and_then(|name| name.parse().ok()).unwrap_or_default();
        Ok(())
    })?;
    let kept = setting::read(tx, SettingQuery::Prefixed(FORMERLY_HIDDEN))?;
    let mut moved: Vec<Hidden> = Vec::new();
    for row in kept.iter().flat_map(|(name, text)| formerly_hidden(name, text, &deck)) {
        // What refers to something that was removed since is shown nowhere.
        if let Some(id) = HiddenId::new(moved.len() as u64 + 1)
            && exists(tx, "ceremony", row.ceremony)?
            && exists(tx, "person", row.person)?
            && row.about.map_or(Ok(true), |item| exists(tx, "item", item))?
        {
            moved.push(Hidden { id, ..row });
        }
    }
    rows::put_all(tx, &moved.iter().collect::<Vec<_>>(), &mut ProgressCounter::silent())?;
    if !moved.is_empty() {
        write::raise_counters(tx, &[(Hidden::NAME, moved.len() as u64)])?;
    }
    let gone: Vec<SettingEdit<'_>> = kept.keys().map(|name| SettingEdit { name, text: None }).collect();
    setting::write(tx, &gone)?;
    let changes: Vec<Change> = moved.into_iter().map(|row| Edit::Created(row).into()).collect();
    record(tx, "schema-6-hidden", "moved hidden cards and notes into the history", &changes)
}

fn exists(tx: &mut dyn Tx, table: &str, id: impl Id) -> Result<bool, Failure> {
    let mut is_there = false;
    tx.run(&format!("SELECT 1 FROM {table} WHERE id = ?1"), &[int(id.number())], &mut |_| {
        is_there = true;
        Ok(())
    })?;
    Ok(is_there)
}

/// Fills the day of each entry, in the product's time zone. The hashes of these entries do not cover it.
fn days(tx: &mut dyn Tx) -> Result<(), Failure> {
    let mut zone = Zone::UTC;
    tx.run("SELECT zone FROM product ORDER BY id LIMIT 1", &[], &mut |cells| {
        zone = read_cell(cells, 0)?;
        Ok(())
    })?;
    let (mut span, mut last): (Option<HistorySpan>, u64) = (None, 0);
    loop {
        let mut times: Vec<(u64, Instant)> = Vec::new();
        let sql = "SELECT revision, at FROM entry WHERE revision > ?1 ORDER BY revision LIMIT ?2";
        tx.run(sql, &[int(last), int(SLICE)], &mut |cells| {
            times.push((unsigned(cells, 0)?, read_cell(cells, 1)?));
            Ok(())
        })?;
        let Some((newest, _)) = times.last() else { return Ok(()) };
        last = *newest;
        for (revision, clock) in times {
            let at = span.map_or(clock, |span| span.now(clock));
            let time = span.map_or_else(|| EntryTime::of(at, zone), |span| span.entry_time(at, zone));
            span = Some(HistorySpan::with(span, time.at, time.day));
            let values = [time.day.to_value(), Value::Int(time.is_set_back.into()), int(revision)];
            tx.execute("UPDATE entry SET day = ?1, set_back = ?2 WHERE revision = ?3", &values)?;
        }
    }
}

/// Records when items were first started, and how often they were reopened after their acceptance. An item that was
/// already started when it was imported counts from its last move.
fn lives(tx: &mut dyn Tx) -> Result<(), Failure> {
    let sql = format!(
        "SELECT id, coalesce(began, CASE WHEN stage IN ('doing', 'review') THEN since END), times FROM (
             SELECT item.id, item.stage, item.since,
                 (SELECT min(entry.at) {MOVES} AND change.new_value IN ('doing', 'review')) AS began,
                 (SELECT count(*) {MOVES} AND change.old_value = 'accepted') AS times
             FROM item
         ) AS known ORDER BY id"
    );
    let mut found: Vec<(ItemId, Option<Instant>, u32)> = Vec::new();
    tx.run(&sql, &[], &mut |cells| {
        found.push((read_cell(cells, 0)?, read_cell(cells, 1)?, read_cell(cells, 2)?));
        Ok(())
    })?;
    let mut changes: Vec<Change> = Vec::new();
    for (id, started, reopened) in found {
        let mut set = |column: &str, value: Value, old: ItemField, new: ItemField| {
            changes.push(Edit::<Item>::Set { id, item: Some(id), old, new }.into());
            tx.execute(&format!("UPDATE item SET {column} = ?1 WHERE id = ?2"), &[value, int(id.number())])
        };
        if let Some(at) = started {
            set("started", Value::Int(at.0), ItemField::Started(None), ItemField::Started(started))?;
        }
        if reopened > 0 {
            let (old, new) = (ItemField::Reopened(None), ItemField::Reopened(Some(reopened)));
            set("reopened", int(reopened.into()), old, new)?;
        }
    }
    for (id, decided, by) in overrides(tx)? {
        let mut set = |column: &str, value: Value, old: ItemField, new: ItemField| {
            changes.push(Edit::<Item>::Set { id, item: Some(id), old, new }.into());
            tx.execute(&format!("UPDATE item SET {column} = ?1 WHERE id = ?2"), &[value, int(id.number())])
        };
        let word = Value::Text(decided.word().to_owned());
        set("overridden", word, ItemField::Overridden(None), ItemField::Overridden(Some(decided)))?;
        if let Some(person) = by {
            let (old, new) = (ItemField::OverriddenBy(None), ItemField::OverriddenBy(by));
            set("overridden_by", int(person.number()), old, new)?;
        }
    }
    for (id, origin) in splits(tx)? {
        let (old, new) = (ItemField::SplitFrom(None), ItemField::SplitFrom(Some(origin)));
        changes.push(Edit::<Item>::Set { id, item: Some(id), old, new }.into());
        let values = [int(origin.number()), int(id.number())];
        tx.execute("UPDATE item SET split_from = ?1 WHERE id = ?2", &values)?;
    }
    count_ready(tx)?;
    record(
        tx,
        "schema-5-lives",
        "recorded the first start, the reopening and the splitting of items",
        &changes,
    )
}

/// Returns the items that were made ready or accepted although a rule was not met, and by whom. An improvement that was
/// accepted with its retrospective has a reason and is none of them.
fn overrides(tx: &mut dyn Tx) -> Result<Vec<(ItemId, Override, Option<PersonId>)>, Failure> {
    let mut found = Vec::new();
    let sql = "SELECT item.id, item.stage, (
            SELECT entry.person FROM change JOIN entry ON entry.revision = change.revision
            WHERE change.entity = 'item' AND change.number = item.id AND change.field = 'reason'
              AND change.new_value IS NOT NULL ORDER BY change.revision DESC LIMIT 1
        ) FROM item WHERE item.reason IS NOT NULL AND item.stage <> 'dropped'
          AND NOT (item.stage = 'accepted' AND item.id IN (SELECT about FROM improvement)) ORDER BY item.id";
    tx.run(sql, &[], &mut |cells| {
        let stage: Stage = read_cell(cells, 1)?;
        let decided = if stage == Stage::Accepted { Override::Accepted } else { Override::Ready };
        found.push((read_cell(cells, 0)?, decided, read_cell(cells, 2)?));
        Ok(())
    })?;
    Ok(found)
}

/// Returns the items that were split off from another one which kept a share of its estimate, each with that one: both
/// happened in one operation.
fn splits(tx: &mut dyn Tx) -> Result<Vec<(ItemId, ItemId)>, Failure> {
    let mut found = Vec::new();
    let sql = "SELECT item.id, item.parent FROM item WHERE item.parent IS NOT NULL AND EXISTS (
        SELECT 1 FROM change made JOIN change sized ON sized.revision = made.revision
        WHERE made.entity = 'item' AND made.number = item.id AND made.field IS NULL AND made.old_value IS NULL
          AND sized.entity = 'item' AND sized.number = item.parent AND sized.field = 'estimate'
    ) ORDER BY item.id";
    tx.run(sql, &[], &mut |cells| {
        found.push((read_cell(cells, 0)?, read_cell(cells, 1)?));
        Ok(())
    })?;
    Ok(found)
}

/// Counts the ready points anew: those of parents and children count once.
fn count_ready(tx: &mut dyn Tx) -> Result<(), Failure> {
    let mut points = 0_u64;
    let sql = "SELECT coalesce(sum(estimate), 0) FROM item WHERE stage = 'ready' AND NOT EXISTS (
        SELECT 1 FROM item child WHERE child.parent = item.id AND child.stage = 'ready'
          AND coalesce(child.split_from, 0) <> item.id)";
    tx.run(sql, &[], &mut |cells| {
        points = unsigned(cells, 0)?;
        Ok(())
    })?;
    change_counts(tx, |counts| {
        counts.insert("ready_points".to_owned(), points.into());
    })
}

/// Fills what schema 6 adds.
pub(super) fn schema_6(tx: &mut dyn Tx) -> Result<(), Failure> {
    count_unestimated(tx)?;
    hidden(tx)
}

/// Counts the ready items without an estimate.
fn count_unestimated(tx: &mut dyn Tx) -> Result<(), Failure> {
    let mut unestimated = 0_u64;
    let sql = "SELECT count(*) FROM item WHERE stage = 'ready' AND estimate IS NULL";
    tx.run(sql, &[], &mut |cells| {
        unestimated = unsigned(cells, 0)?;
        Ok(())
    })?;
    change_counts(tx, |counts| {
        counts.insert("ready_unestimated".to_owned(), unestimated.into());
    })
}

/// Changes the stored counts of the backlog.
fn change_counts(
    tx: &mut dyn Tx,
    change: impl FnOnce(&mut serde_json::Map<String, serde_json::Value>),
) -> Result<(), Failure> {
    let Some(text) = setting::one(tx, "heads")? else { return Ok(()) };
    // Damaged counts stay damaged, which the examination finds.
    let Ok(mut counts) = serde_json::from_str(&text) else { return Ok(()) };
    change(&mut counts);
    let text = serde_json::Value::Object(counts).to_string();
    tx.execute("UPDATE memo SET value = ?1 WHERE name = 'heads'", &[Value::Text(text)])
}

/// Appends the entry of an upgrade: by no person, at the time of the newest entry.
fn record(tx: &mut dyn Tx, operation: &str, sentence: &str, changes: &[Change]) -> Result<(), Failure> {
    if changes.is_empty() {
        return Ok(());
    }
    let Some(span) = history::span(tx)? else { return Ok(()) };
    let time = EntryTime { at: span.newest, day: span.day, is_set_back: false };
    let entry = NewEntry::unsigned(operation, time, sentence);
    let tip = history::tip(tx, operation)?;
    history::append(tx, &tip, &entry, changes, &mut ProgressCounter::silent())
}
