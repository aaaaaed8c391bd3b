//! Splitting an item, step by step: how, into what, which criteria go where, which points. Nothing is done before the last
//! step; an epic only gets its first stories.

use super::Answer;
use super::change::push;
use super::open::prompt;
use crate::domain::command::{Child, Command, ItemCommand, Place, Split};
use crate::domain::id::{EpicId, ItemId};
use crate::domain::poker::{Card, Deck};
use crate::domain::value::{Line, Points, SplitPattern};
use crate::tui::action::Context;
use crate::tui::effect::{After, Effect};
use crate::tui::layer::{
    Ask, Divide, Field, Form, FormFor, Layer, Pick, PickFor, PickRow, Picker, Refine, Share, Splitting,
};
use crate::tui::model::Model;
use crate::tui::screen::{Entry, deck};
use crate::tui::world::World;

/// What a way to split asks, so that nobody has to know it by heart.
fn asks(pattern: SplitPattern) -> &'static str {
    match pattern {
        SplitPattern::Spike => "the last resort: what to find out first?",
        SplitPattern::Paths => "which ways lead through it? one at a time",
        SplitPattern::Interfaces => "one device, one interface at a time",
        SplitPattern::Data => "one kind of data at a time",
        SplitPattern::Rules => "which rules can come later?",
        SplitPattern::Workflow => "first and last step first, the middle later",
        SplitPattern::Operations => "create, read, change, delete: one at a time",
        SplitPattern::BusinessRules => "one variation of the rule at a time",
        SplitPattern::DataVariations => "the usual data first",
        SplitPattern::Entry => "the simplest way to enter it first",
        SplitPattern::MajorEffort => "the first one carries the effort; then the rest",
        SplitPattern::Simple => "the simple core first, complications later",
        SplitPattern::Performance => "make it work, then make it fast",
    }
}

/// Asks in which way the item is split; an epic is asked for its stories.
pub(super) fn begin(model: &mut Model, world: &World<'_>) -> Answer {
    if model.context() == Context::Setup {
        return epic(model, world);
    }
    let id = model.item(world).ok_or_else(|| "there is no item here".to_owned())?;
    let item = world.item(id).ok_or_else(|| "there is no item here".to_owned())?;
    if !item.is_in_backlog() {
        return Err(format!("it is {}; only what is in the backlog is split", item.stage));
    }
    let mut rows = vec![PickRow::new("no pattern", "just into parts", Pick::Pattern(None))];
    for pattern in SplitPattern::ALL {
        rows.push(PickRow::new(pattern.word(), asks(*pattern), Pick::Pattern(Some(*pattern))));
    }
    let title = format!("Split {}: along which lines?", world.workspace.key(id));
    push(model, Layer::Picker(Box::new(Picker::new(title, PickFor::Pattern(id), rows))))
}

fn epic(model: &mut Model, world: &World<'_>) -> Answer {
    let Entry::Epic(id) = super::setup::entry(model, world)? else {
        return Err("only an item or an epic is split".to_owned());
    };
    let title = format!("First stories of {}", world.workspace.epic_key(id));
    prompt(
        model,
        title,
        "",
        Ask::Refine(Refine::Stories(id)),
        "Enter adds it to the backlog and goes on; Esc ends",
    )
}

/// The stories of an epic go to the end of the backlog.
pub(super) fn stories(epic: EpicId, text: &str) -> Answer {
    let mut items = super::answer::titles(text)?;
    for item in &mut items {
        item.epic = Some(epic);
    }
    let add = ItemCommand::Add { items, place: Place::Bottom };
    Ok(vec![Effect::Run(Command::Item(add), After::Nothing)])
}

/// Asks for the parts.
pub(super) fn ask(
    model: &mut Model,
    world: &World<'_>,
    item: ItemId,
    pattern: Option<SplitPattern>,
) -> Answer {
    let detail = world.workspace.detail(item).ok_or_else(|| "still reading; press again".to_owned())?;
    let share =
        |it: &crate::domain::detail::Criterion| Share { criterion: it.id, text: it.text.to_string(), to: 0 };
    let shares = detail.criteria.iter().map(share).collect();
    let splitting = Splitting { item, pattern, parts: Vec::new(), shares };
    let title = title(world, &splitting);
    let ask = Ask::Refine(Refine::Parts(Box::new(splitting)));
    prompt(model, title, "", ask, "what is split off? one part a line; Enter goes on, an empty Enter ends")
}

fn title(world: &World<'_>, splitting: &Splitting) -> String {
    let by = splitting.pattern.map_or_else(String::new, |pattern| format!(" by {pattern}"));
    format!("Split {}{by}: part {}", world.workspace.key(splitting.item), splitting.parts.len() + 1)
}

/// Takes names of parts; after an empty one the criteria are divided.
pub(super) fn named(model: &mut Model, world: &World<'_>, lines: &[&str]) -> Answer {
    let Some(Layer::Prompt(line)) = model.layers.last_mut() else { return Ok(Vec::new()) };
    let Ask::Refine(Refine::Parts(splitting)) = &mut line.ask else { return Ok(Vec::new()) };
    for text in lines.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        match text.parse::<Line>() {
            Ok(part) => splitting.parts.push(part),
            Err(error) => {
                line.note = Some(format!("this cannot be taken: {error}"));
                return Ok(Vec::new());
            }
        }
    }
    if lines.iter().any(|text| !text.trim().is_empty()) {
        line.title = title(world, splitting);
        line.input.set_text("");
        line.note = None;
        return Ok(Vec::new());
    }
    if splitting.parts.is_empty() {
        line.note = Some("name one part at least; Esc leaves the item as it is".to_owned());
        return Ok(Vec::new());
    }
    let splitting = (**splitting).clone();
    model.layers.pop();
    if splitting.shares.is_empty() {
        sizes(model, world, splitting)
    } else {
        push(model, Layer::Divide(Box::new(Divide::new(splitting))))
    }
}

/// Takes the division of the criteria, and asks for the points.
pub(super) fn divided(model: &mut Model, world: &World<'_>) -> Answer {
    match model.layers.pop() {
        Some(Layer::Divide(divide)) => sizes(model, world, divide.splitting),
        other => {
            model.layers.extend(other);
            Ok(Vec::new())
        }
    }
}

fn sizes(model: &mut Model, world: &World<'_>, splitting: Splitting) -> Answer {
    let item = world.item(splitting.item).ok_or_else(|| "there is no item here".to_owned())?;
    let before = item.estimate.map(|points| points.to_string()).unwrap_or_default();
    let mut fields: Vec<Field> = splitting
        .parts
        .iter()
        .enumerate()
        .map(|(at, part)| Field::line(format!("{} {part}", at + 1), "", "points; may stay empty"))
        .collect();
    let key = world.workspace.key(item.id);
    fields.push(Field::line(format!("left of {key}"), &before, "what is left of the points that it has now"));
    let now = item.estimate.map_or_else(|| "no estimate".to_owned(), crate::wording::points);
    let title = format!("Points after the split; {key} has {now} now");
    push(model, Layer::Form(Box::new(Form::new(title, FormFor::Split(Box::new(splitting)), fields))))
}

/// What the last step comes to: the split; or which field is no good, and why.
pub(super) fn filled(
    form: &Form,
    world: &World<'_>,
    splitting: &Splitting,
) -> Result<Vec<Effect>, (usize, String)> {
    let deck = deck(world);
    let mut children = Vec::new();
    for (at, title) in splitting.parts.iter().enumerate() {
        let shares = splitting.shares.iter().filter(|share| share.to == at + 1);
        children.push(Child {
            title: title.clone(),
            criteria: shares.map(|share| share.criterion).collect(),
            estimate: size(&deck, form.text(at)).map_err(|why| (at, why))?,
        });
    }
    let last = splitting.parts.len();
    let left = size(&deck, form.text(last)).map_err(|why| (last, why))?;
    let now = world.item(splitting.item).and_then(|item| item.estimate);
    let split = Split {
        item: splitting.item,
        pattern: splitting.pattern,
        children,
        left: (left != now).then_some(left),
    };
    Ok(vec![Effect::Run(Command::Split(split), After::Part(splitting.item))])
}

/// Points as a card of the deck, or any others; nothing for none.
fn size(deck: &Deck, text: &str) -> Result<Option<Points>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match deck.read(text).map(Card::points) {
        Ok(Some(points)) => Ok(Some(points)),
        Ok(None) | Err(_) => {
            text.parse().map(Some).map_err(|error: crate::domain::value::BadPoints| error.to_string())
        }
    }
}
