//! Rules that hold for values of every kind of entity.

use super::*;
use crate::domain::ceremony::CeremonyField;
use crate::domain::command::{Command, EpicCommand, PersonCommand};
use crate::domain::decide::{Asking, Choice, Decision, decide};
use crate::domain::detail::BodyField;
use crate::domain::entity::any::{AnyRow, RowDice};
use crate::domain::epic::EpicField;
use crate::domain::id::{EpicId, PersonId, SprintId};
use crate::domain::item::ItemField;
use crate::domain::model::{Label, Person, Product, fields};
use crate::domain::note::NoteField;
use crate::domain::person::PersonField;
use crate::domain::product::ProductField;
use crate::domain::refusal::Reason;
use crate::domain::sprint::SprintField;
use crate::domain::value::Instant;
use crate::domain::workspace::Workspace;

fn asking(choices: Vec<Choice>) -> Asking {
    Asking { actor: PersonId::new(1), on_behalf: None, ceremony: None, now: Instant(1_000), choices }
}

/// Returns a product with Ana and Bo.
fn workspace() -> Workspace {
    let mut workspace = Workspace::default();
    let prefix = "PB".parse().unwrap();
    workspace.put(Product { sprint_days: 14, prefix, ..Product::any_row(1, &mut RowDice::new(1)) });
    for (number, name) in [(1, "Ana"), (2, "Bo")] {
        let id = PersonId::new(number).unwrap();
        let (name, login) = (name.parse().unwrap(), None);
        workspace.put(Person { id, name, login, roles: "developer".parse().unwrap(), has_left: false });
    }
    workspace
}

fn decided(workspace: &Workspace, command: &Command) -> Result<Decision, Refusal> {
    decide(workspace, command, &asking(Vec::new()))
}

/// Tries to set every field of a kind of entity that people do not write.
fn others_are_refused<E: EntityTable + AnyRow>(refused: &mut Vec<(&'static str, &'static str)>)
where
    Set: From<Edits<E>>,
{
    let dice = &mut RowDice::new(3);
    let (row, item) = (E::any_row(1, dice), Item::any_row(1, dice));
    let mut workspace = workspace();
    workspace.put(item.clone());
    workspace.put_detail(item.id, crate::domain::detail::Detail::default());
    // Parts belong to this item.
    let mut row = row;
    if row.item().is_some()
        && let Some(of) = E::any_fields(dice).into_iter().find(|field| field.name() == "item")
    {
        let number = crate::domain::value::Value::Int(1);
        row.set(&E::Field::read(of.name(), number.cell()).unwrap());
    }
    workspace.put(row.clone());
    for new in E::any_fields(dice) {
        let (column, writer) = (new.name(), new.writer());
        let fields = vec![FieldEdit::blind(new)];
        let command = Set::from(Edits { rows: vec![row.id()], item: row.item(), fields }).into();
        if writer != FieldWriter::People {
            let refusal = decided(&workspace, &command).unwrap_err();
            assert!(refusal.message.ends_with("is not set by hand"), "{} {column}: {refusal:?}", E::NAME);
            refused.push((E::NAME, column));
        }
    }
}

#[test]
fn what_people_do_not_write_is_refused_for_every_field_of_every_entity() {
    let mut refused = Vec::new();
    macro_rules! each {
        ($($entity:ident),+) => { $(others_are_refused::<model::$entity>(&mut refused);)+ };
    }
    every!(all each);
    let expected: Vec<_> = fields()
        .into_iter()
        .filter(|(_, column, _, writer)| *column != "id" && *writer != FieldWriter::People)
        .map(|(entity, column, _, _)| (entity, column))
        .collect();
    assert_eq!(refused, expected);
    assert!(!expected.contains(&(Label::NAME, "name")) && expected.contains(&(Item::NAME, "stage")));
}
fn bo() -> PersonId {
    PersonId::new(2).unwrap()
}

fn name(name: &str) -> PersonField {
    PersonField::Name(name.parse().unwrap())
}

#[test]
fn several_fields_are_one_operation() {
    let workspace = workspace();
    let login = PersonField::Login("bo".parse().ok());
    let edits =
        vec![FieldEdit::over(name("Bo"), name("Boris")), FieldEdit::over(PersonField::Login(None), login)];
    let decision = decided(&workspace, &Command::set_all(bo(), edits)).unwrap();
    assert_eq!(decision.changes.len(), 2);
    assert_eq!(decision.sentence, "changed the name and login of Bo");
    let product = workspace.product().unwrap().id;
    let goal = FieldEdit::blind(ProductField::Goal("Half pay by card".parse().unwrap()));
    let days = FieldEdit::blind(ProductField::SprintDays(7));
    let decision = decided(&workspace, &Command::set_all(product, vec![goal, days])).unwrap();
    assert_eq!(decision.sentence, "changed the product's product goal and sprint length");
}

#[test]
fn several_rows_are_one_operation_and_each_keeps_its_rules() {
    let workspace = workspace();
    let rows = vec![PersonId::new(1).unwrap(), bo()];
    let both = |new| Command::set_rows(rows.clone(), new);
    let decision = decided(&workspace, &both(PersonField::Roles("stakeholder".parse().unwrap()))).unwrap();
    assert_eq!((decision.changes.len(), decision.sentence.as_str()), (2, "changed the roles of Ana and Bo"));
    let refusal = decided(&workspace, &Command::set(bo(), FieldEdit::blind(name("ana")))).unwrap_err();
    assert_eq!(refusal.message, "there is already a person named Ana");
    let refusal = decided(&workspace, &both(name("Cid"))).unwrap_err();
    assert_eq!(refusal.message, "each person needs a name of its own");
}

fn id(number: u64) -> ItemId {
    ItemId::new(number).unwrap()
}

/// Returns the same with two items, the second a part of the first; neither has long texts.
fn with_items() -> Workspace {
    let mut workspace = workspace();
    for number in [1, 2] {
        let mut item = Item { estimate: None, epic: None, ..Item::any_row(number, &mut RowDice::new(2)) };
        item.parent = ItemId::new(number - 1);
        workspace.put(item);
        workspace.put_detail(id(number), crate::domain::detail::Detail::default());
    }
    workspace
}

fn title() -> FieldEdit<ItemField> {
    FieldEdit::blind(ItemField::Title("Pay by card".parse().unwrap()))
}

fn description(text: &str) -> FieldEdit<BodyField> {
    FieldEdit::blind(BodyField::Description(text.parse().unwrap()))
}

#[test]
fn values_of_an_item_and_its_first_text_are_one_operation() {
    let workspace = with_items();
    let sets = vec![Set::row(id(1), vec![title()]), Set::row(id(1), vec![description("At the till")])];
    let decision = decided(&workspace, &Command::Set(sets)).unwrap();
    assert_eq!(decision.sentence, "edited PB-1");
    let [Change::Item(Edit::Set { .. }), Change::Body(Edit::Created(body))] = decision.changes.as_slice()
    else {
        panic!("{:?}", decision.changes)
    };
    assert_eq!((body.id, body.description.as_str()), (id(1), "At the till"));
    let sentence = |command| decided(&workspace, &command).unwrap().sentence;
    assert_eq!(sentence(Command::set(id(1), title())), "changed the title of PB-1");
    assert_eq!(sentence(Command::set(id(2), description("x"))), "changed the description of PB-2");
}

#[test]
fn an_empty_text_begins_no_texts() {
    let refusal = decided(&with_items(), &Command::set(id(1), description(""))).unwrap_err();
    assert_eq!(refusal.message, "nothing would change");
}

#[test]
fn several_items_get_one_value_in_one_operation() {
    let workspace = with_items();
    let sentence = |new| decided(&workspace, &Command::set_rows(vec![id(1), id(2)], new)).unwrap().sentence;
    let five = Some(crate::domain::value::Points::whole(5));
    assert_eq!(sentence(ItemField::Estimate(five)), "estimated PB-1 and PB-2 at 5");
    assert_eq!(sentence(title().new), "changed the title of PB-1 and PB-2");
}

#[test]
fn values_of_several_kinds_of_entity_are_one_operation() {
    let sets = vec![Set::row(bo(), vec![FieldEdit::blind(name("Boris"))]), Set::row(id(1), vec![title()])];
    let decision = decided(&with_items(), &Command::Set(sets)).unwrap();
    assert_eq!(decision.changes.len(), 2);
    assert_eq!(decision.sentence, "changed the title of PB-1 and renamed Bo to Boris");
    let kept = serde_json::to_string(&decision.operation).unwrap();
    assert_eq!(serde_json::from_str::<Option<Operation>>(&kept).unwrap(), decision.operation);
}

#[test]
fn what_an_item_belongs_to_is_there_and_no_part_of_it() {
    let refusal =
        |new| decided(&with_items(), &Command::set(id(1), FieldEdit::blind(new))).unwrap_err().message;
    assert_eq!(
        refusal(ItemField::Parent(Some(id(2)))),
        "PB-1 cannot be a child of PB-2, which is a child of it"
    );
    assert_eq!(refusal(ItemField::Parent(Some(id(9)))), "there is no PB-9");
    assert_eq!(refusal(ItemField::Epic(EpicId::new(9))), "there is no epic PB-E9");
    let refusal = decided(&with_items(), &Command::set(id(9), title())).unwrap_err();
    assert_eq!(refusal.message, "there is no PB-9");
}

#[test]
fn a_row_a_field_and_a_kind_of_entity_are_named_once() {
    let refusal = |command| decided(&with_items(), &command).unwrap_err().message;
    assert_eq!(refusal(Command::set_rows(vec![id(1), id(1)], title().new)), "PB-1 is named twice");
    assert_eq!(refusal(Command::set_rows(Vec::new(), title().new)), "no item is named");
    let twice = "a person or one of its fields is given twice";
    assert_eq!(refusal(Command::set_rows(vec![bo(), bo()], name("Cid"))), twice);
    assert_eq!(
        refusal(Command::set_all(bo(), ["Cid", "Dan"].map(name).map(FieldEdit::blind).to_vec())),
        twice
    );
    let sets = [1, 2].map(|number| Set::row(id(number), vec![title()])).to_vec();
    assert_eq!(refusal(Command::Set(sets)), "there are two lists of values for one kind of entity: item");
}

/// Returns the same with a sprint from Monday, 30 November, to Friday, 11 December.
fn with_a_sprint() -> (Workspace, SprintId) {
    let (mut workspace, dice) = (workspace(), &mut RowDice::new(4));
    let id = SprintId::new(1).unwrap();
    let sprint = crate::domain::sprint::Sprint {
        name: "Sprint 1".parse().unwrap(),
        state: crate::domain::value::SprintState::Planned,
        start_day: Some(day(30, 11)),
        end_day: Some(day(11, 12)),
        days: [day(1, 12)].into_iter().collect(),
        ..crate::domain::sprint::Sprint::any_row(1, dice)
    };
    workspace.put(sprint);
    (workspace, id)
}

fn day(day: u32, month: u32) -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

#[test]
fn other_dates_of_a_sprint_bring_their_working_days() {
    let (workspace, id) = with_a_sprint();
    let end = FieldEdit::blind(SprintField::End(Some(day(4, 12))));
    let decision = decided(&workspace, &Command::set(id, end.clone())).unwrap();
    assert_eq!(decision.sentence, "moved Sprint 1 to 2026-11-30 to 2026-12-04");
    let days: Vec<_> = (30..=30).map(|it| day(it, 11)).chain((1..=4).map(|it| day(it, 12))).collect();
    let days = SprintField::Days(days.into_iter().collect());
    assert!(matches!(&decision.changes[1], Change::Sprint(Edit::Set { new, .. }) if *new == days));
    // Given days are kept as they are.
    let given = FieldEdit::blind(SprintField::Days([day(2, 12)].into_iter().collect()));
    let goal = FieldEdit::blind(SprintField::Goal("Half pay by card".parse().unwrap()));
    let decision = decided(&workspace, &Command::set_all(id, vec![goal, end, given])).unwrap();
    assert_eq!(decision.changes.len(), 3);
    assert_eq!(decision.sentence, "changed the sprint goal, last day and working days of Sprint 1");
}

#[test]
fn dates_and_working_days_of_a_sprint_fit_each_other() {
    let (workspace, id) = with_a_sprint();
    let refusal = |new| decided(&workspace, &Command::set(id, FieldEdit::blind(new))).unwrap_err().message;
    let start = |date| SprintField::Start(Some(date));
    assert_eq!(refusal(start(day(14, 12))), "a sprint cannot end on 2026-12-11 and begin on 2026-12-14");
    assert_eq!(refusal(start(day(1, 8))), "a sprint cannot have more than 92 days");
    assert_eq!(refusal(SprintField::End(None)), "a sprint needs a first and a last day");
    let outside = SprintField::Days([day(14, 12)].into_iter().collect());
    assert_eq!(refusal(outside), "2026-12-14 is not in Sprint 1");
    let mut closed = workspace.sprints.get(id).unwrap().clone();
    closed.state = crate::domain::value::SprintState::Closed;
    let mut workspace = workspace.clone();
    workspace.put(closed);
    let end = Command::set(id, FieldEdit::blind(SprintField::End(Some(day(4, 12)))));
    assert_eq!(decided(&workspace, &end).unwrap_err().message, "Sprint 1 is closed");
}

#[test]
fn notes_and_timeboxes_change_while_their_ceremony_runs() {
    let (mut workspace, dice) = (workspace(), &mut RowDice::new(5));
    let id = crate::domain::id::CeremonyId::new(1).unwrap();
    let ceremony = model::Ceremony { ended_at: None, ..model::Ceremony::any_row(1, dice) };
    let note = model::Note { ceremony: id, ..model::Note::any_row(1, dice) };
    let minutes = |minutes| Command::set(id, FieldEdit::blind(CeremonyField::Timebox(Some(minutes))));
    let of_note = |new| Command::set(note.id, FieldEdit::blind(new));
    let words = of_note(NoteField::Text("Cards at last".parse().unwrap()));
    workspace.put(ceremony.clone());
    workspace.put(note.clone());
    let shown = format!("set the timebox of the {} to 44 min", ceremony.kind);
    assert_eq!(decided(&workspace, &minutes(44)).unwrap().sentence, shown);
    let shown = format!("changed a {}: Cards at last", note.kind);
    assert_eq!(decided(&workspace, &words).unwrap().sentence, shown);
    let refusal = |workspace: &Workspace, command| decided(workspace, &command).unwrap_err().message;
    assert_eq!(refusal(&workspace, minutes(1_441)), "a timebox is 1 to 1440 minutes");
    assert_eq!(refusal(&workspace, of_note(NoteField::Text(" ".parse().unwrap()))), "a note is empty");
    let bo = Person { has_left: true, ..workspace.persons.get(bo()).unwrap().clone() };
    let by_bo = of_note(NoteField::Author(Some(bo.id)));
    workspace.put(bo);
    assert_eq!(refusal(&workspace, by_bo), "Bo has left");
    workspace.put(model::Ceremony { ended_at: Some(Instant(900)), ..ceremony.clone() });
    for command in [minutes(44), words] {
        assert_eq!(refusal(&workspace, command), format!("that {} has ended", ceremony.kind));
    }
}

#[test]
fn what_somebody_has_changed_meanwhile_is_shown_and_left_or_overwritten_as_chosen() {
    let mut workspace = workspace();
    workspace.put(Person { name: "Bob".parse().unwrap(), ..workspace.persons.get(bo()).unwrap().clone() });
    let command = Command::set(bo(), FieldEdit::over(name("Bo"), name("Boris")));
    let (theirs, yours) = ("Bob".to_owned(), "Boris".to_owned());
    let refusal = decided(&workspace, &command).unwrap_err();
    assert_eq!(refusal.reason, Reason::Conflict { theirs: theirs.clone(), yours: yours.clone() });
    let chosen = |is_yours| {
        let choice = Choice { theirs: theirs.clone(), yours: yours.clone(), is_yours };
        decide(&workspace, &command, &asking(vec![choice]))
    };
    assert_eq!(chosen(true).unwrap().changes.len(), 1);
    // A field that stays as it is is not mentioned.
    let login = PersonField::Login("boris".parse().ok());
    let edits = vec![FieldEdit::over(name("Bo"), name("Boris")), FieldEdit::blind(login)];
    let choice = Choice { theirs: theirs.clone(), yours: yours.clone(), is_yours: false };
    let decision = decide(&workspace, &Command::set_all(bo(), edits), &asking(vec![choice])).unwrap();
    assert_eq!(decision.sentence, "changed the login of Bob");
    assert_eq!(chosen(false).unwrap_err().message, "nothing would change");
}

#[test]
fn a_login_name_that_another_person_has_is_refused_and_who_has_it_is_named() {
    let mut workspace = workspace();
    let ana = workspace.persons.get(PersonId::new(1).unwrap()).unwrap().clone();
    workspace.put(Person { login: "root".parse().ok(), has_left: true, ..ana });
    let login = |login: &str| FieldEdit::blind(PersonField::Login(login.parse().ok()));
    let (ana, bo) = (PersonId::new(1).unwrap(), PersonId::new(2).unwrap());
    let add = PersonCommand::Add {
        name: "Chi".parse().unwrap(),
        roles: "developer".parse().unwrap(),
        login: "ROOT".parse().ok(),
    };
    for command in [Command::set(bo, login("root")), Command::Person(add)] {
        let asking = Asking { actor: Some(bo), ..asking(Vec::new()) };
        let refusal = decide(&workspace, &command, &asking).unwrap_err();
        assert!(refusal.message.starts_with("Ana already has the login name "), "{refusal:?}");
        assert_eq!(
            refusal.hint.as_deref(),
            Some("choose another one, or remove theirs with: ceremony person login \"Ana\" none")
        );
    }
    let asking = Asking { actor: Some(bo), ..asking(Vec::new()) };
    assert!(decide(&workspace, &Command::set(bo, login("bo")), &asking).is_ok());
    assert!(decide(&workspace, &Command::set(ana, login("Root")), &asking).is_ok(), "it is their own");
}

#[test]
fn titles_of_epics_are_unique_whatever_their_case() {
    let mut workspace = workspace();
    let add = |title: &str| Command::Epic(EpicCommand::Add(title.parse().unwrap()));
    for title in ["Payments", "The till"] {
        let changes = decided(&workspace, &add(title)).unwrap().changes;
        workspace.apply(&changes);
    }
    let (payments, till) = (EpicId::new(1).unwrap(), EpicId::new(2).unwrap());
    let title = |title: &str| FieldEdit::blind(EpicField::Title(title.parse().unwrap()));
    for command in [add("payments"), add("Payments "), Command::set(till, title("PAYMENTS"))] {
        let refusal = decided(&workspace, &command).unwrap_err();
        assert_eq!(refusal.message, "there is an epic Payments already, PB-E1");
    }
    assert!(decided(&workspace, &Command::set(payments, title("payments"))).is_ok(), "it is its own");
    let close = Command::set(payments, FieldEdit::blind(EpicField::Closed(true)));
    let changes = decided(&workspace, &close).unwrap().changes;
    workspace.apply(&changes);
    assert_eq!(
        decided(&workspace, &add("payments")).unwrap_err().hint.as_deref(),
        Some("reopen it with: ceremony epic open PB-E1")
    );
}

#[test]
fn whoever_has_left_changes_nothing_but_that_they_are_back() {
    let mut workspace = workspace();
    let ana = PersonId::new(1).unwrap();
    let changes = decided(&workspace, &Command::Person(PersonCommand::Leave(ana))).unwrap().changes;
    workspace.apply(&changes);
    let add = Command::Epic(EpicCommand::Add("Payments".parse().unwrap()));
    let refusal = decided(&workspace, &add).unwrap_err();
    assert_eq!(refusal.message, "Ana has left and cannot change anything");
    assert_eq!(
        refusal.hint.as_deref(),
        Some("record the return with: ceremony person return \"Ana\", or act as another person")
    );
    let bo = Asking { actor: PersonId::new(2), ..asking(Vec::new()) };
    assert!(decide(&workspace, &add, &bo).is_ok());
    let changes = decided(&workspace, &Command::Person(PersonCommand::Return(ana))).unwrap().changes;
    workspace.apply(&changes);
    assert!(decided(&workspace, &add).is_ok());
}
