//! Which verb says which command: what the screen can do, the command line can, too.

use crate::domain::command::{
    CeremonyCommand, ColumnCommand, Command, CommentCommand, CriterionCommand, DefinitionCommand, Edited,
    EpicCommand, FeedbackCommand, ImpedimentCommand, ImprovementCommand, ItemCommand, LabelCommand,
    LinkCommand, NoteCommand, PersonCommand, QuestionCommand, Set, SprintCommand, SprintWord, TaskCommand,
};
use crate::domain::detail::TaskField;
use crate::domain::epic::EpicField;
use crate::domain::value::Verdict;

/// The verbs by which fields are set: the kind of entity, its column, the words.
const SETS: &[(&str, &str, &str)] = &[
    ("person", "name", "person rename"),
    ("person", "roles", "person roles"),
    ("person", "login", "person login"),
    ("epic", "title", "epic rename"),
    ("epic", "description", "epic describe"),
    ("label", "name", "label rename"),
    ("board_column", "name", "column rename"),
    ("board_column", "wip", "column limit"),
    ("rule", "text", "definition reword"),
    ("rule", "kinds", "definition kinds"),
    ("sprint", "name", "sprint rename"),
    ("sprint", "goal", "sprint goal"),
    ("sprint", "start_day", "sprint dates"),
    ("sprint", "end_day", "sprint dates"),
    ("sprint", "days", "sprint days"),
    ("ceremony", "timebox", "timebox"),
    ("note", "text", "note edit"),
    ("note", "author", "note presenter"),
    ("impediment", "text", "impediment edit"),
    ("impediment", "owner", "impediment own"),
    ("impediment", "escalated", "impediment escalate"),
    ("feedback", "text", "feedback edit"),
    ("feedback", "strength", "feedback weigh"),
    ("feedback", "about", "feedback link"),
    ("improvement", "owner", "improvement plan"),
    ("improvement", "due", "improvement plan"),
    ("criterion", "text", "criterion edit"),
    ("task", "text", "task edit"),
    ("question", "text", "question edit"),
    ("comment", "text", "comment edit"),
    ("link", "title", "link edit"),
    ("link", "url", "link edit"),
];

/// Several fields at once are set on the screen; each by its own verb at the command line.
fn verb_of_set(set: &Set) -> &'static str {
    if let Set::Product(_) = set {
        return "product set";
    }
    if let Set::Item(_) | Set::Body(_) = set {
        return "edit";
    }
    if let Set::Epic(edits) = set
        && let [Edited { new: EpicField::Closed(closed), .. }] = edits.fields.as_slice()
    {
        return if *closed { "epic close" } else { "epic open" };
    }
    if let Set::Task(edits) = set
        && let [Edited { new: TaskField::Done(done), .. }] = edits.fields.as_slice()
    {
        return if *done { "task done" } else { "task undone" };
    }
    let columns = set.columns();
    let found = SETS.iter().find(|(entity, column, _)| *entity == set.entity() && columns.contains(column));
    found.map_or("set", |(_, _, verb)| verb)
}

/// Returns the words after `ceremony` that ask for a command.
pub fn verb_of(command: &Command) -> &'static str {
    match command {
        Command::Found(_) => "init",
        Command::Set(sets) => sets.first().map_or("set", verb_of_set),
        Command::Person(command) => match command {
            PersonCommand::Add { .. } => "person add",
            PersonCommand::Leave(_) => "person leave",
            PersonCommand::Return(_) => "person return",
        },
        Command::Epic(command) => match command {
            EpicCommand::Add(_) => "epic add",
            EpicCommand::Remove(_) => "epic remove",
        },
        Command::Label(command) => match command {
            LabelCommand::Add(_) => "label add",
            LabelCommand::Retire(_) => "label retire",
        },
        Command::Column(command) => match command {
            ColumnCommand::Add { .. } => "column add",
            ColumnCommand::Shift { .. } => "column shift",
            ColumnCommand::Remove(_) => "column remove",
        },
        Command::Definition(command) => match command {
            DefinitionCommand::Add { .. } => "definition add",
            DefinitionCommand::Remove(_) => "definition remove",
        },
        Command::Item(command) => item(command),
        Command::Criterion(command) => match command {
            CriterionCommand::Add(..) => "criterion add",
            CriterionCommand::Judge(_, _, Verdict::Met, _) => "criterion met",
            CriterionCommand::Judge(_, _, Verdict::Failed, _) => "criterion failed",
            CriterionCommand::Judge(_, _, Verdict::Unchecked, _) => "criterion uncheck",
            CriterionCommand::Shift { down: false, .. } => "criterion up",
            CriterionCommand::Shift { down: true, .. } => "criterion down",
            CriterionCommand::Remove(..) => "criterion remove",
        },
        Command::Task(command) => match command {
            TaskCommand::Add(..) => "task add",
            TaskCommand::Remove(..) => "task remove",
        },
        Command::Question(command) => match command {
            QuestionCommand::Ask { .. } => "question ask",
            QuestionCommand::Answer(..) => "question answer",
            QuestionCommand::Withdraw(..) => "question withdraw",
        },
        Command::Comment(command) => match command {
            CommentCommand::Add(..) => "comment add",
            CommentCommand::Remove(..) => "comment remove",
        },
        Command::Link(command) => match command {
            LinkCommand::Add(..) => "link add",
            LinkCommand::Remove(..) => "link remove",
        },
        Command::Sprint(command) => match command {
            SprintCommand::New { .. } => "sprint new",
            SprintCommand::Select(..) => "sprint add",
            SprintCommand::Deselect(_) => "sprint remove",
            SprintCommand::Start(_) => "sprint start",
            SprintCommand::Close { .. } => "sprint close",
            SprintCommand::Remove(_) => "sprint delete",
        },
        Command::SprintWord(word) => match word {
            SprintWord::Outcome(..) => "sprint outcome",
            SprintWord::Capacity { .. } => "sprint capacity",
            SprintWord::Urgent(_) | SprintWord::Hurry(_) => "sprint urgent",
        },
        Command::Ceremony(command) => match command {
            CeremonyCommand::Begin { .. } => "hold",
            CeremonyCommand::Present(..) => "present",
            CeremonyCommand::ActFor(..) => "act-for",
            CeremonyCommand::Wall(..) => "wall",
            CeremonyCommand::End(_) => "end",
            CeremonyCommand::Cadence(..) => "cadence",
        },
        Command::Note(command) => match command {
            NoteCommand::Add(..) => "note add",
            NoteCommand::Group(..) => "note group",
            NoteCommand::Shift { down: false, .. } => "note up",
            NoteCommand::Shift { down: true, .. } => "note down",
            NoteCommand::Remove(..) => "note remove",
            NoteCommand::Dots { .. } => "note dots",
        },
        Command::Impediment(command) => match command {
            ImpedimentCommand::Raise { .. } => "impediment raise",
            ImpedimentCommand::Resolve(..) => "impediment resolve",
            ImpedimentCommand::Reopen(_) => "impediment reopen",
        },
        Command::Feedback(command) => match command {
            FeedbackCommand::Catch { .. } => "feedback catch",
            FeedbackCommand::Make(..) => "feedback make",
            FeedbackCommand::Remove(_) => "feedback remove",
        },
        Command::Improvement(command) => match command {
            ImprovementCommand::Agree { .. } => "improvement agree",
            ImprovementCommand::Progress(..) => "improvement progress",
        },
        Command::Reveal(_) => "reveal",
        Command::Split(_) => "split",
        Command::Import(_) | Command::Restore(_) => "import",
    }
}

fn item(command: &ItemCommand) -> &'static str {
    match command {
        ItemCommand::Add { .. } => "add",
        ItemCommand::Tag { add, .. } if add.is_empty() => "label take",
        ItemCommand::Tag { .. } => "label put",
        ItemCommand::Assign { .. } => "assign",
        ItemCommand::Rank { .. } => "rank",
        ItemCommand::Block(..) | ItemCommand::Unblock(_) => "block",
        ItemCommand::Ready(..) => "ready",
        ItemCommand::Unready(_) => "unready",
        ItemCommand::Move(..) => "move",
        ItemCommand::Accept(..) => "accept",
        ItemCommand::Reject { .. } => "reject",
        ItemCommand::Drop(..) => "drop",
        ItemCommand::Reopen(_) => "reopen",
        ItemCommand::Depend { .. } => "depend",
        ItemCommand::Tick { on: true, .. } => "definition tick",
        ItemCommand::Tick { on: false, .. } => "definition untick",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ceremony::CeremonyField;
    use crate::domain::column::ColumnField;
    use crate::domain::command::{Child, Edited, Founding, Leftover, NewItem, NewNote, Place, Reveal, Split};
    use crate::domain::definition::RuleField;
    use crate::domain::definition::{Definition, Kinds};
    use crate::domain::detail::{BodyField, CommentField, CriterionField, LinkField, QuestionField};
    use crate::domain::feedback::FeedbackField;
    use crate::domain::id::ProductId;
    use crate::domain::id::{
        CeremonyId, ColumnId, CommentId, CriterionId, EpicId, FeedbackId, Id, ImpedimentId, ImprovementId,
        ItemId, LabelId, LinkId, NoteId, PersonId, QuestionId, RuleId, SprintId, TaskId,
    };
    use crate::domain::impediment::ImpedimentField;
    use crate::domain::improvement::ImprovementField;
    use crate::domain::item::ItemField;
    use crate::domain::label::LabelField;
    use crate::domain::note::NoteField;
    use crate::domain::person::PersonField;
    use crate::domain::product::ProductField;
    use crate::domain::sprint::Days;
    use crate::domain::sprint::SprintField;
    use crate::domain::value::Zone;
    use crate::domain::value::{
        CeremonyKind, GoalOutcome, Line, NoteKind, Progress, Prose, RejectionKind, Roles, Stage,
    };
    use std::collections::BTreeSet;

    /// The verbs that only look, or that no command of the domain stands behind.
    const LOOKING: [&str; 39] = [
        "doctor",
        "backup",
        "restore",
        "backlog",
        "board",
        "review",
        "list",
        "search",
        "show",
        "log",
        "undo",
        "redo",
        "completions",
        "man",
        "product show",
        "person list",
        "epic list",
        "epic show",
        "label list",
        "column list",
        "definition list",
        "question list",
        "link list",
        "sprint list",
        "sprint show",
        "import",
        "export",
        "demo",
        // What begins a ceremony under a shorter name, and what stays beside the history.
        "standup",
        "refine",
        "plan",
        "retro",
        "vote",
        "note reveal",
        "minutes",
        "note list",
        "impediment list",
        "feedback list",
        "improvement list",
    ];

    /// At least one command for each verb that `verb_of` can name.
    fn samples() -> Vec<Command> {
        let line = || "x".parse::<Line>().unwrap();
        let prose = || "x".parse::<Prose>().unwrap();
        let day = "2026-11-23".parse().unwrap();
        let item = ItemId::new(1).unwrap();
        let (person, epic, label) =
            (PersonId::new(1).unwrap(), EpicId::new(1).unwrap(), LabelId::new(1).unwrap());
        let (column, rule, sprint) =
            (ColumnId::new(1).unwrap(), RuleId::new(1).unwrap(), SprintId::new(1).unwrap());
        let (criterion, task) = (CriterionId::new(1).unwrap(), TaskId::new(1).unwrap());
        let (question, comment) = (QuestionId::new(1).unwrap(), CommentId::new(1).unwrap());
        let address = LinkId::new(1).unwrap();
        let prosaic = || Edited::blind(prose());
        let judge = |verdict| CriterionCommand::Judge(item, criterion, verdict, prose());
        let tag = |add, remove| ItemCommand::Tag { items: vec![item], add, remove };
        let tick = |on| ItemCommand::Tick { item, rule, on };
        let founding = Founding {
            name: line(),
            prefix: "X".parse().unwrap(),
            zone: Zone::UTC,
            person: line(),
            roles: Roles::default(),
            login: None,
        };
        let mut all = vec![Command::Found(founding), Command::Import(Box::default())];
        all.extend(
            [
                PersonCommand::Add { name: line(), roles: Roles::default(), login: None },
                PersonCommand::Leave(person),
                PersonCommand::Return(person),
            ]
            .map(Command::Person),
        );
        all.extend([EpicCommand::Add(line()), EpicCommand::Remove(epic)].map(Command::Epic));
        all.extend([LabelCommand::Add(line()), LabelCommand::Retire(label)].map(Command::Label));
        all.extend(
            [
                ColumnCommand::Add { name: line(), stage: Stage::Doing },
                ColumnCommand::Shift { column, right: true },
                ColumnCommand::Remove(column),
            ]
            .map(Command::Column),
        );
        all.extend([
            Command::set(ProductId::new(1).unwrap(), Edited::blind(ProductField::Name(line()))),
            Command::set(item, Edited::blind(ItemField::Title(line()))),
            Command::set(item, Edited::blind(BodyField::Description(prose()))),
            Command::set(person, Edited::blind(PersonField::Name(line()))),
            Command::set(person, Edited::blind(PersonField::Roles(Roles::default()))),
            Command::set(person, Edited::blind(PersonField::Login(None))),
            Command::set(epic, Edited::blind(EpicField::Title(line()))),
            Command::set(epic, Edited::blind(EpicField::Description(prose()))),
            Command::set(epic, Edited::blind(EpicField::Closed(true))),
            Command::set(epic, Edited::blind(EpicField::Closed(false))),
            Command::set(label, Edited::blind(LabelField::Name(line()))),
            Command::set(column, Edited::blind(ColumnField::Name(line()))),
            Command::set(column, Edited::blind(ColumnField::Wip(None))),
            Command::set(rule, Edited::blind(RuleField::Text(line()))),
            Command::set(rule, Edited::blind(RuleField::Kinds(Kinds::default()))),
            Command::set(sprint, Edited::blind(SprintField::Name(line()))),
            Command::set(sprint, Edited::blind(SprintField::Goal(prose()))),
            Command::set(sprint, Edited::blind(SprintField::Start(Some(day)))),
            Command::set(sprint, Edited::blind(SprintField::Days(Days::default()))),
            Command::set_part(item, criterion, vec![Edited::blind(CriterionField::Text(prose()))]),
            Command::set_part(item, task, vec![Edited::blind(TaskField::Text(line()))]),
            Command::set_part(item, task, vec![Edited::blind(TaskField::Done(true))]),
            Command::set_part(item, task, vec![Edited::blind(TaskField::Done(false))]),
            Command::set_part(item, question, vec![Edited::blind(QuestionField::Text(prose()))]),
            Command::set_part(item, comment, vec![Edited::blind(CommentField::Text(prose()))]),
            Command::set_part(item, address, vec![Edited::blind(LinkField::Title(line()))]),
        ]);
        let definition = Definition::Done;
        all.extend(
            [
                DefinitionCommand::Add {
                    definition,
                    check: None,
                    text: None,
                    kinds: Kinds::default(),
                    person: None,
                },
                DefinitionCommand::Remove(rule),
            ]
            .map(Command::Definition),
        );
        let kind = RejectionKind::Defect;
        all.extend(
            [
                ItemCommand::Add { items: vec![NewItem::titled(line())], place: Place::Top },
                tag(vec![line()], Vec::new()),
                tag(Vec::new(), vec![line()]),
                tag(vec![line()], vec![line()]),
                ItemCommand::Assign { items: vec![item], add: vec![person], remove: Vec::new() },
                ItemCommand::Rank { items: vec![item], place: Place::Top },
                ItemCommand::Block(vec![item], line()),
                ItemCommand::Unblock(vec![item]),
                ItemCommand::Ready(vec![item], None),
                ItemCommand::Unready(vec![item]),
                ItemCommand::Move(vec![item], column),
                ItemCommand::Accept(vec![item], None),
                ItemCommand::Reject { item, kind, reason: line(), failed: Vec::new(), to_backlog: false },
                ItemCommand::Drop(vec![item], line()),
                ItemCommand::Reopen(vec![item]),
                ItemCommand::Depend { item, on: item, present: true },
                tick(true),
                tick(false),
            ]
            .map(Command::Item),
        );
        all.extend(
            [
                CriterionCommand::Add(item, vec![prose()]),
                judge(Verdict::Met),
                judge(Verdict::Failed),
                judge(Verdict::Unchecked),
                CriterionCommand::Shift { item, criterion, down: true },
                CriterionCommand::Shift { item, criterion, down: false },
                CriterionCommand::Remove(item, criterion),
            ]
            .map(Command::Criterion),
        );
        all.extend(
            [TaskCommand::Add(item, vec![line()]), TaskCommand::Remove(item, task)].map(Command::Task),
        );
        all.extend(
            [
                QuestionCommand::Ask { item, text: prose(), of: None, needed_by: None },
                QuestionCommand::Answer(item, question, prosaic()),
                QuestionCommand::Withdraw(item, question),
            ]
            .map(Command::Question),
        );
        all.extend(
            [CommentCommand::Add(item, prose()), CommentCommand::Remove(item, comment)].map(Command::Comment),
        );
        all.extend(
            [LinkCommand::Add(item, line(), line()), LinkCommand::Remove(item, address)].map(Command::Link),
        );
        all.extend(
            [
                SprintCommand::New { name: None, goal: prose(), start: None, end: None },
                SprintCommand::Select(sprint, vec![item]),
                SprintCommand::Deselect(vec![item]),
                SprintCommand::Start(sprint),
                SprintCommand::Close { sprint, leftovers: vec![(item, Leftover::Backlog)] },
                SprintCommand::Remove(sprint),
            ]
            .map(Command::Sprint),
        );
        all.extend(
            [
                SprintWord::Outcome(sprint, GoalOutcome::Met, None),
                SprintWord::Capacity { sprint, person, days_off: 0, allocation: 100, focus: 100 },
                SprintWord::Hurry(item),
                SprintWord::Urgent(Box::new(NewItem::titled(line()))),
            ]
            .map(Command::SprintWord),
        );
        all.extend(meetings(item, &line(), &prose()));
        all
    }

    /// The commands of ceremonies, and of what comes up in them.
    fn meetings(item: ItemId, line: &Line, prose: &Prose) -> Vec<Command> {
        let (ceremony, note) = (CeremonyId::new(1).unwrap(), NoteId::new(1).unwrap());
        let (impediment, feedback) = (ImpedimentId::new(1).unwrap(), FeedbackId::new(1).unwrap());
        let improvement = ImprovementId::new(1).unwrap();
        let kind = CeremonyKind::Retrospective;
        let new = NewItem::titled(line.clone());
        let child = Child { title: line.clone(), criteria: Vec::new(), estimate: None };
        let mut all = vec![
            Command::Reveal(Reveal { item, cards: Vec::new() }),
            Command::Split(Split { item, pattern: None, children: vec![child], left: None }),
        ];
        all.extend(
            [
                CeremonyCommand::Begin { kind, present: Vec::new(), on_behalf: None, wall: Vec::new() },
                CeremonyCommand::Present(ceremony, Vec::new()),
                CeremonyCommand::ActFor(ceremony, None),
                CeremonyCommand::Wall(ceremony, Vec::new()),
                CeremonyCommand::End(ceremony),
                CeremonyCommand::Cadence(kind, None),
            ]
            .map(Command::Ceremony),
        );
        all.extend(
            [
                NoteCommand::Add(ceremony, vec![NewNote::plain(NoteKind::Note, prose.clone())]),
                NoteCommand::Group(ceremony, note, None),
                NoteCommand::Shift { ceremony, note, down: true },
                NoteCommand::Shift { ceremony, note, down: false },
                NoteCommand::Remove(ceremony, note),
                NoteCommand::Dots { ceremony, note, person: None, dots: 1 },
            ]
            .map(Command::Note),
        );
        all.extend(
            [
                ImpedimentCommand::Raise { text: line.clone(), stuck: None, about: None },
                ImpedimentCommand::Resolve(impediment, prose.clone()),
                ImpedimentCommand::Reopen(impediment),
            ]
            .map(Command::Impediment),
        );
        all.extend(
            [
                FeedbackCommand::Catch { text: prose.clone(), said_by: None, about: None, strength: 1 },
                FeedbackCommand::Make(feedback, Box::new(new)),
                FeedbackCommand::Remove(feedback),
            ]
            .map(Command::Feedback),
        );
        let title = line.clone();
        all.extend([
            Command::set(ceremony, Edited::blind(CeremonyField::Timebox(None))),
            Command::set(note, Edited::blind(NoteField::Text(prose.clone()))),
            Command::set(note, Edited::blind(NoteField::Author(None))),
            Command::set(impediment, Edited::blind(ImpedimentField::Text(line.clone()))),
            Command::set(impediment, Edited::blind(ImpedimentField::Owner(None))),
            Command::set(impediment, Edited::blind(ImpedimentField::Escalated(None))),
            Command::set(feedback, Edited::blind(FeedbackField::Text(prose.clone()))),
            Command::set(feedback, Edited::blind(FeedbackField::Strength(1))),
            Command::set(feedback, Edited::blind(FeedbackField::About(None))),
            Command::set(improvement, Edited::blind(ImprovementField::Owner(None))),
        ]);
        all.extend(
            [
                ImprovementCommand::Agree { ceremony, title, note: None, owner: None, due: None },
                ImprovementCommand::Progress(improvement, Progress::Done),
            ]
            .map(Command::Improvement),
        );
        all
    }

    #[test]
    fn every_command_has_its_verb_and_every_verb_its_command() {
        let named: BTreeSet<&str> =
            samples().iter().map(verb_of).filter(|verb| !LOOKING.contains(verb)).collect();
        let verbs = crate::cli::verbs();
        let there: BTreeSet<&str> =
            verbs.iter().map(String::as_str).filter(|verb| !LOOKING.contains(verb)).collect();
        assert_eq!(named, there);
    }
}
