//! Splitting an item, step by step: the pattern, the parts, the distribution of criteria, the points. Nothing is
//! changed before the last step; an epic only gets its first stories.

use super::edit::points;
use super::{here, loaded_detail};
use crate::domain::command::{Child, FinishedPart, Leftover, Split};
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::value::SplitPattern;
use crate::tui::effect::{After, Answer, Effect};
use crate::tui::layer::{CriterionShare, Divide, Form, PickRow, Picker, Prompt, Splitting, Then, choice};
use crate::tui::model::Model;
use crate::tui::screen::deck;
use crate::tui::world::World;
use std::rc::Rc;

/// Returns the question of a splitting pattern, so that nobody has to know it by heart.
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

/// Asks for the pattern.
pub fn begin(model: &mut Model, world: &World<'_>) -> Answer {
    begin_with(world, here(model, world)?)
}

/// Asks for the pattern of splitting an item.
pub(super) fn begin_with(world: &World<'_>, item: &Item) -> Answer {
    let id = item.id;
    if !item.stage.is_open() {
        return Err(format!("it is {}; O reopens it", item.stage));
    }
    let by = |pattern| move |world: &World<'_>| first_part(world, id, pattern);
    let mut rows = vec![PickRow::new("no pattern", "just into parts", by(None))];
    for pattern in SplitPattern::ALL {
        rows.push(PickRow::new(pattern.word(), asks(*pattern), by(Some(*pattern))));
    }
    Picker::new(format!("How to split {}", world.workspace.key(id)), rows).open()
}

fn first_part(world: &World<'_>, item: ItemId, pattern: Option<SplitPattern>) -> Answer {
    let criteria = loaded_detail(world, item)?.criteria.iter();
    let shares =
        criteria.map(|it| CriterionShare { criterion: it.id, text: it.text.to_string(), to: 0 }).collect();
    next_part(world, Splitting { item, pattern, parts: Vec::new(), shares })
}

/// Asks for one part after another; after an empty line the criteria are distributed.
fn next_part(world: &World<'_>, splitting: Splitting) -> Answer {
    let by = splitting.pattern.map_or_else(String::new, |pattern| format!(" by {pattern}"));
    let number = splitting.parts.len() + 1;
    let title = format!("Split {}{by}: part {number}", world.workspace.key(splitting.item));
    let hint = "one part per line; Enter next, empty Enter done";
    let has_answers = !splitting.parts.is_empty();
    let prompt = Prompt::new(title, hint, move |world, prompt| {
        let mut splitting = splitting.clone();
        if !prompt.text().is_empty() {
            for line in prompt.lines() {
                let part = line.parse().map_err(|error| format!("not valid: {error}"))?;
                splitting.parts.push(part);
            }
            return next_part(world, splitting);
        }
        if splitting.parts.is_empty() {
            return Err("name at least one part; Esc cancels".to_owned());
        }
        if splitting.shares.is_empty() {
            return sizes(world, &splitting);
        }
        let then = Then::new(|world, splitting: &Splitting| sizes(world, splitting));
        Divide::new(splitting, then).open()
    });
    Prompt { has_answers, splits_lines: true, ..prompt }.open()
}

/// Returns where the new items of a split in the running sprint may go, each with its name.
fn destinations(world: &World<'_>) -> Vec<(Option<Leftover>, String)> {
    let mut places = vec![(Some(Leftover::Backlog), "the backlog".to_owned())];
    let planned = world.workspace.planned().into_iter();
    places.extend(planned.map(|it| (Some(Leftover::Sprint(it.id)), it.name.to_string())));
    places.extend(world.workspace.running().map(|it| (None, format!("{}, which is running", it.name))));
    places
}

/// Asks for the points of each part and of the remainder.
fn sizes(world: &World<'_>, splitting: &Splitting) -> Answer {
    let item = world.item(splitting.item).ok_or("there is no item here")?;
    let (splitting, key, now) = (splitting.clone(), world.workspace.key(item.id), item.estimate);
    let deck = Rc::new(deck(world));
    let words = now.map_or_else(|| "no estimate".to_owned(), crate::present::points);
    let mut form = Form::new(format!("Points after the split; {key} has {words} now"));
    form.sum_in = Some(Rc::clone(&deck));
    let parts: Vec<_> = splitting
        .parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            form.ask(format!("{} {part}", at + 1), None, points(&deck).hint("points (optional)"))
        })
        .collect();
    let left = form.ask(format!("left of {key}"), Some(&now), points(&deck).hint("the remaining points"));
    let in_sprint = item.stage.is_on_board().then(|| {
        let to = form.ask("Where do the new items go?", None, choice(destinations(world)));
        let finished = [(true, "finished: accept it"), (false, "not finished")];
        let finished = finished.map(|(is_so, words)| (is_so, words.to_owned())).to_vec();
        (to, form.ask(format!("{key} is"), Some(&false), choice(finished)))
    });
    form.then(move |form, world| {
        let mut children = Vec::new();
        for (number, (title, part)) in splitting.parts.iter().zip(&parts).enumerate() {
            let shares = splitting.shares.iter().filter(|share| share.to == number + 1);
            children.push(Child {
                title: title.clone(),
                criteria: shares.map(|share| share.criterion).collect(),
                estimate: form.read(part)?,
            });
        }
        let left = form.read(&left)?;
        let now = world.item(splitting.item).and_then(|item| item.estimate);
        let (item, pattern) = (splitting.item, splitting.pattern);
        let mut split =
            Split { item, pattern, children, left: (left != now).then_some(left), to: None, finished: None };
        if let Some((to, is_finished)) = &in_sprint {
            split.to = form.read(to)?;
            split.finished = form.read(is_finished)?.then(FinishedPart::default);
        }
        Ok(vec![Effect::Run(split.into(), After::Part(item))])
    })
    .open()
}
