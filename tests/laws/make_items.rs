//! The makers of the larger commands about items; their small enums are gone through one by one, too.

use super::make::Scene;
use ceremony::domain::command::{
    Command, CriterionCommand, Edited, ItemCommand, ItemEdit, NewItem, Place, Set,
};
use ceremony::domain::detail::BodyField;
use ceremony::domain::item::ItemField;
use ceremony::domain::value::{Kind, Points, Prose, RejectionKind, Stage, Verdict};

pub fn add(it: &mut Scene<'_>) -> Option<Command> {
    let items = (0..=it.dice.below(3)).map(|_| new(it)).collect();
    let place = match it.open_item() {
        Some(anchor) => {
            it.dice.one(&[Place::Top, Place::Bottom, Place::Before(anchor), Place::After(anchor)])?
        }
        None => Place::Top,
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

pub fn edit(it: &mut Scene<'_>) -> Option<Command> {
    let id = it.item()?;
    let edits = (0..=it.dice.below(2)).filter_map(|_| one_edit(it)).collect();
    Some(Command::Item(ItemCommand::Edit(id, edits)))
}

/// An edit of each kind; another kind does not compile until it is here.
fn one_edit(it: &mut Scene<'_>) -> Option<ItemEdit> {
    let title = it.line();
    let like = it.dice.one(&[
        ItemEdit::Title(Edited::blind(title)),
        ItemEdit::Kind(Edited::blind(Kind::Bug)),
        ItemEdit::Epic(Edited::blind(None)),
        ItemEdit::Parent(Edited::blind(None)),
        ItemEdit::Estimate(Edited::blind(None)),
        ItemEdit::AsA(Edited::blind(Prose::default())),
        ItemEdit::IWant(Edited::blind(Prose::default())),
        ItemEdit::SoThat(Edited::blind(Prose::default())),
        ItemEdit::Description(Edited::blind(Prose::default())),
    ])?;
    let text =
        |it: &mut Scene<'_>| Edited::blind(if it.dice.below(4) > 0 { it.prose() } else { Prose::default() });
    Some(match like {
        ItemEdit::Title(edited) => ItemEdit::Title(edited),
        ItemEdit::Kind(_) => ItemEdit::Kind(Edited::blind(it.dice.one(Kind::ALL)?)),
        ItemEdit::Epic(_) => {
            let epics: Vec<_> = it.workspace().epics.iter().map(|epic| epic.id).collect();
            ItemEdit::Epic(Edited::blind(if it.dice.coin() { it.dice.one(&epics) } else { None }))
        }
        ItemEdit::Parent(_) => ItemEdit::Parent(Edited::blind(if it.dice.coin() { it.item() } else { None })),
        ItemEdit::Estimate(_) => ItemEdit::Estimate(Edited::blind(estimate(it))),
        ItemEdit::AsA(_) => ItemEdit::AsA(text(it)),
        ItemEdit::IWant(_) => ItemEdit::IWant(text(it)),
        ItemEdit::SoThat(_) => ItemEdit::SoThat(text(it)),
        ItemEdit::Description(_) => ItemEdit::Description(text(it)),
    })
}

pub fn text(it: &mut Scene<'_>, field: fn(Prose) -> BodyField) -> Option<Command> {
    let text = if it.dice.below(4) > 0 { it.prose() } else { Prose::default() };
    Some(Command::set(it.item()?, Edited::blind(field(text))))
}

/// The values of an edit or of an estimate, set: what was done by commands of their own.
pub fn as_set(command: &Command) -> Option<Command> {
    if let Command::Item(ItemCommand::Estimate(items, points)) = command {
        return Some(Command::set_rows(items.clone(), ItemField::Estimate(*points)));
    }
    let Command::Item(ItemCommand::Edit(id, edits)) = command else { return None };
    let (mut fields, mut texts) = (Vec::new(), Vec::new());
    for edit in edits.clone() {
        match edit {
            ItemEdit::Title(it) => fields.push(it.map(ItemField::Title)),
            ItemEdit::Kind(it) => fields.push(it.map(ItemField::Kind)),
            ItemEdit::Epic(it) => fields.push(it.map(ItemField::Epic)),
            ItemEdit::Parent(it) => fields.push(it.map(ItemField::Parent)),
            ItemEdit::Estimate(it) => fields.push(it.map(ItemField::Estimate)),
            ItemEdit::AsA(it) => texts.push(it.map(BodyField::AsA)),
            ItemEdit::IWant(it) => texts.push(it.map(BodyField::IWant)),
            ItemEdit::SoThat(it) => texts.push(it.map(BodyField::SoThat)),
            ItemEdit::Description(it) => texts.push(it.map(BodyField::Description)),
        }
    }
    let sets = [
        (!fields.is_empty()).then(|| Set::row(*id, fields)),
        (!texts.is_empty()).then(|| Set::row(*id, texts)),
    ];
    Some(Command::Set(sets.into_iter().flatten().collect()))
}

/// The same edits over values that do not stand there.
pub fn stale(command: &Command) -> Option<Command> {
    let Command::Item(ItemCommand::Edit(id, edits)) = command else { return None };
    let none = Some(Prose::default());
    let mut edits = edits.clone();
    for edit in &mut edits {
        match edit {
            ItemEdit::Title(it) => it.seen = "Nothing".parse().ok(),
            ItemEdit::Kind(it) => it.seen = Some(Kind::Chore),
            ItemEdit::Epic(it) => it.seen = Some(None),
            ItemEdit::Parent(it) => it.seen = Some(None),
            ItemEdit::Estimate(it) => it.seen = Some(None),
            ItemEdit::AsA(it) | ItemEdit::IWant(it) | ItemEdit::SoThat(it) | ItemEdit::Description(it) => {
                it.seen.clone_from(&none);
            }
        }
    }
    // Of several conflicts the first is told: texts come last in values that are set.
    edits.sort_by_key(|edit| {
        use ItemEdit::{AsA, Description, IWant, SoThat};
        matches!(edit, AsA(_) | IWant(_) | SoThat(_) | Description(_))
    });
    Some(Command::Item(ItemCommand::Edit(*id, edits)))
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
