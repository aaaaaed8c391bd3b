//! Generators of the larger commands on items; their small enums are iterated over, too.

use super::make::Scene;
use ceremony::domain::command::{Command, CriterionCommand, FieldEdit, ItemCommand, NewItem, Position, Set};
use ceremony::domain::detail::BodyField;
use ceremony::domain::item::ItemField;
use ceremony::domain::value::{Kind, Points, Prose, RejectionKind, Stage, Verdict};

pub fn add(it: &mut Scene<'_>) -> Option<Command> {
    let items = (0..=it.dice.below(3)).map(|_| new(it)).collect();
    let place = match it.open_item() {
        Some(anchor) => it.dice.one(&[
            Position::Top,
            Position::Bottom,
            Position::Before(anchor),
            Position::After(anchor),
        ])?,
        None => Position::Top,
    };
    Some(Command::Item(ItemCommand::Add { items, place }))
}

fn new(it: &mut Scene<'_>) -> NewItem {
    let text = |it: &mut Scene<'_>| if it.dice.coin() { it.prose() } else { Prose::default() };
    let epics: Vec<_> = it.workspace().epics.iter().map(|epic| epic.id).collect();
    NewItem {
        kind: it.dice.one(Kind::ALL).unwrap(),
        as_a: text(it),
        i_want: text(it),
        so_that: text(it),
        description: text(it),
        criteria: (0..it.dice.below(3)).map(|_| it.prose()).collect(),
        estimate: estimate(it),
        epic: if it.dice.coin() { it.dice.one(&epics) } else { None },
        parent: if it.dice.below(4) == 0 { it.item() } else { None },
        labels: (0..it.dice.below(2)).map(|_| it.line()).collect(),
        assignees: if it.dice.coin() { it.person().into_iter().collect() } else { Vec::new() },
        ..NewItem::titled(it.line())
    }
}

fn estimate(it: &mut Scene<'_>) -> Option<Points> {
    it.dice
        .one(&[
            None,
            Some(Points::hundredths(50)),
            Some(Points::whole(1)),
            Some(Points::whole(5)),
            Some(Points::whole(13)),
        ])
        .flatten()
}

/// Sets several fields of an item and its texts at once, as a form does.
pub fn several(it: &mut Scene<'_>) -> Option<Command> {
    let (item, text) = (it.item()?, it.prose());
    let fields = vec![ItemField::Title(it.line()), ItemField::Estimate(estimate(it))];
    let texts = if it.dice.coin() {
        vec![BodyField::Description(text)]
    } else {
        vec![BodyField::AsA(Prose::default()), BodyField::IWant(text)]
    };
    let fields = fields.into_iter().map(FieldEdit::blind).collect();
    let texts = texts.into_iter().map(FieldEdit::blind).collect();
    Some(Command::Set(vec![Set::row(item, fields), Set::row(item, texts)]))
}

pub fn text(it: &mut Scene<'_>, field: fn(Prose) -> BodyField) -> Option<Command> {
    let text = if it.dice.below(4) > 0 { it.prose() } else { Prose::default() };
    Some(Command::set(it.item()?, FieldEdit::blind(field(text))))
}

pub fn reject(it: &mut Scene<'_>) -> Option<Command> {
    let waiting = it.items_where(|item| item.stage == Stage::Review);
    let item = it.dice.one(&waiting)?;
    it.session.look_at(item).unwrap();
    let criteria: Vec<_> = it.workspace().detail(item)?.criteria.iter().map(|it| it.id).collect();
    let failed = if it.dice.coin() { it.dice.some(&criteria, 2).unwrap_or_default() } else { Vec::new() };
    let kind = it.dice.one(RejectionKind::ALL)?;
    Some(Command::Item(ItemCommand::Reject {
        item,
        kind,
        reason: it.line(),
        failed,
        to_backlog: it.dice.coin(),
    }))
}

pub fn depend(it: &mut Scene<'_>) -> Option<Command> {
    let waiting = it.items_where(|item| !item.depends_on.is_empty());
    if it.dice.below(3) == 0
        && let Some(item) = it.dice.one(&waiting)
    {
        let on = it.workspace().items.get(item)?.depends_on.to_vec();
        return Some(Command::Item(ItemCommand::Depend { item, on: it.dice.one(&on)?, present: false }));
    }
    Some(Command::Item(ItemCommand::Depend { item: it.item()?, on: it.item()?, present: true }))
}

pub fn judge(it: &mut Scene<'_>) -> Option<Command> {
    let (item, criterion) = it.part(|it| it.criteria, |it| &it.criteria)?;
    let verdict = it.dice.one(Verdict::ALL)?;
    let note = if it.dice.coin() { it.prose() } else { Prose::default() };
    Some(Command::Criterion(CriterionCommand::Judge(item, criterion.id, verdict, note)))
}
