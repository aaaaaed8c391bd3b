//! What must hold for everything that reads text from outside, whatever the text is: a result or a short sentence,
//! within bounds, and never a panic. Both the property tests and the fuzz targets call these.

use ceremony::clock::FixedClock;
use ceremony::config::{Config, ConfigProblem, Environment, KeyOverride};
use ceremony::domain::command::{Command, Founding};
use ceremony::domain::import::Batch;
use ceremony::domain::item::Item;
use ceremony::domain::key::meanings;
use ceremony::domain::poker::Deck;
use ceremony::domain::value::Zone;
use ceremony::domain::value::{Instant, Line, Points, Prose, Role, Roles, Weekdays, parse_day, parse_time};
use ceremony::exchange::columns::ColumnMeaning;
use ceremony::exchange::csv_out::CellGuard;
use ceremony::exchange::import::{CurrentSprint, ImportError, ImportOptions, import_file, preview};
use ceremony::exchange::{ReadOptions, Source, csv_write, json, stories};
use ceremony::filter::Filter;
use ceremony::names;
use ceremony::session::{Identity, Session};
use ceremony::store::failure::{Failure, FailureKind};
use ceremony::store::sqlite::{Opening, Sqlite, open};
use ceremony::store::{OpenOptions, Store, newest_schema};
use ceremony::tui::key::Chord;
use ceremony::tui::keymap::Keymap;
use ceremony::tui::theme::{Colour, OwnColours, Theme};
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

/// Monday, 9 November 2026, 9:00 UTC.
const MONDAY: i64 = 1_794_214_800_000;

/// The maximum length of a sentence for people in bytes, whatever it quotes.
const SENTENCE: usize = 600;

fn is_a_sentence(text: &str) {
    assert!(!text.trim().is_empty() && text.len() <= SENTENCE, "no sentence: {} bytes, {text:?}", text.len());
}

/// Returns a session of Ana's on a store; creates a product if there is none.
fn session(store: Store) -> Result<Session, Failure> {
    let identity = Identity { login: "ana".to_owned(), terminal: "tty1".to_owned(), name: None };
    Session::begin(store, Rc::new(FixedClock::at(Instant(MONDAY))), identity)
}

fn found(session: &mut Session) {
    let founding = Founding {
        name: "Lighthouse".parse().unwrap(),
        prefix: "PB".parse().unwrap(),
        zone: "Europe/Berlin".parse().unwrap(),
        person: "Ana".parse().unwrap(),
        roles: [Role::ProductOwner].into_iter().collect(),
        login: "ana".parse().ok(),
    };
    session.run(&Command::Found(founding)).unwrap();
}

/// Returns a product of Ana's in memory.
fn product() -> Session {
    let mut session = session(Store::new(Box::new(Sqlite::in_memory().unwrap()))).unwrap();
    found(&mut session);
    session
}

/// Reads a file to import, as far as possible without a product.
pub fn table(name: &str, bytes: &[u8]) {
    let source = match Source::open(name, bytes) {
        Ok(source) => source,
        Err(error) => return is_a_sentence(&error.to_string()),
    };
    let options = ReadOptions::new("Europe/Berlin".parse().unwrap());
    if let Some(mapping) = source.mapping() {
        for column in source.describe(&mapping) {
            assert!(!column.header.contains('\n') || bytes.contains(&b'"'), "{:?}", column.header);
        }
    }
    for day_first in [None, Some(true), Some(false)] {
        match source.read(&ReadOptions { day_first, ..options.clone() }) {
            Ok(batch) => batch_is_sound(&batch, bytes),
            Err(error) => is_a_sentence(&error.to_string()),
        }
    }
}

fn batch_is_sound(batch: &Batch, bytes: &[u8]) {
    let lines = bytes.split(|byte| *byte == b'\n').count() as u64;
    for row in &batch.rows {
        assert!(!row.title.trim().is_empty() && row.title.chars().count() <= Line::MOST, "{:?}", row.title);
        assert!(row.description.chars().count() <= Prose::MOST);
        assert!((1..=lines).contains(&row.line), "line {} of {lines}", row.line);
    }
    for problem in &batch.problems {
        is_a_sentence(&problem.reason);
        assert!((1..=lines).contains(&problem.line), "line {} of {lines}", problem.line);
    }
}

/// Imports a file into a product; what was imported is exported in both formats, and importing it again changes
/// nothing.
pub fn import(name: &str, bytes: &[u8]) {
    let mut session = product();
    let bring = |session: &mut Session| import_file(session, name, bytes, &no_sprint_runs());
    let look = preview(&mut session, name, bytes, &no_sprint_runs());
    let foretold = look.and_then(|look| Ok(look.brought?));
    let before = session.workspace().revision;
    let brought = match bring(&mut session) {
        Ok(brought) => brought,
        Err(error) => {
            assert_eq!(session.workspace().revision, before, "refused, and changed all the same");
            if !matches!(error, ImportError::Stopped(_)) {
                assert_eq!(foretold.unwrap_err().to_string(), error.to_string());
            }
            return is_a_sentence(&error.to_string());
        }
    };
    assert_eq!(
        brought.plan.counts.new,
        foretold.unwrap().plan.counts.new,
        "the look foretold something else"
    );
    is_a_sentence(&brought.summary);
    if let Ok(again) = bring(&mut session) {
        assert_eq!(again.plan.counts.new, 0, "the same rows came in twice: {}", again.summary);
    }
    let whole = whole(&mut session);
    assert!(!whole.chars().any(|letter| letter.is_control() && letter != '\n'));
    json::read(&whole, "whole.json").unwrap();
    let mut cells = Vec::new();
    csv_write::write(&mut session, &mut cells, CellGuard::Guarded).unwrap();
    table("cells.csv", &cells);
}

fn whole(session: &mut Session) -> String {
    let mut whole = Vec::new();
    json::write(session, &mut whole).unwrap();
    String::from_utf8(whole).unwrap()
}

/// Returns a complete export of ours, with a few items.
pub fn export() -> String {
    let mut session = product();
    import_file(&mut session, "x.csv", TABLE.as_bytes(), &no_sprint_runs()).unwrap();
    whole(&mut session)
}

/// Parses the text of a settings file, and interprets it as the program would.
pub fn settings(text: &str) {
    let (config, mut problems) = Config::load(text);
    problems.extend(Keymap::new(&config.keys).1);
    problems.extend(Theme::of(&config, &Environment::default(), OwnColours::default()).1);
    let lines = text.split('\n').count();
    for problem in problems {
        assert!(problem.line <= lines, "line {} of {lines}", problem.line);
        is_a_problem(&problem);
    }
}

fn is_a_problem(problem: &ConfigProblem) {
    is_a_sentence(&problem.to_string());
    assert!(!problem.to_string().contains('\n'), "{problem}");
}

/// Parses the name of a key, alone and as a custom key for an action.
pub fn key_name(action: &str, text: &str) {
    match text.parse::<Chord>() {
        Ok(chord) => {
            assert!((1..=Chord::MOST).contains(&chord.keys().len()));
            assert_eq!(chord.to_string().parse(), Ok(chord.clone()), "{chord} is read as another");
        }
        Err(error) => is_a_sentence(&error.to_string()),
    }
    let wanted = KeyOverride { action: action.to_owned(), chords: vec![text.to_owned()], line: 1 };
    Keymap::new(&[wanted]).1.iter().for_each(is_a_problem);
}

/// Parses lines as user stories: no word of them is invented, and their titles are short.
pub fn narrative(text: &str) {
    for line in text.lines() {
        let Some(story) = stories::story(line) else { continue };
        assert!(!story.as_a.trim().is_empty() && !story.i_want.trim().is_empty(), "{line:?}: {story:?}");
        assert!(story.title().chars().count() <= 120, "{:?}", story.title());
        for part in [Some(&story.as_a), Some(&story.i_want), story.so_that.as_ref()].into_iter().flatten() {
            assert!(part.len() <= line.len(), "{line:?}: {part:?}");
        }
    }
    table("stories.txt", text.as_bytes());
}

/// Parses a text as each kind of value that people type: estimates, dates, times, weekdays, filters, names.
pub fn words(text: &str) {
    let short = |error: &dyn std::fmt::Display| is_a_sentence(&error.to_string());
    match text.parse::<Points>() {
        Ok(points) => assert_eq!(points.to_string().parse(), Ok(points)),
        Err(error) => short(&error),
    }
    if let Ok(line) = text.parse::<Line>() {
        assert!(line.as_str().parse::<Line>().as_ref() == Ok(&line), "{line:?}");
    }
    let today = Instant(MONDAY).day(Zone::UTC);
    if let Ok(day) = parse_day(text, today) {
        assert_eq!(parse_day(&day.to_string(), today), Ok(day));
    }
    assert!(parse_time(text).is_none_or(|minutes| minutes < 24 * 60));
    let _ = text.parse::<Weekdays>().map_err(|error| short(&error));
    let _ = text.parse::<Roles>().map_err(|error| short(&error));
    let _ = text.parse::<ColumnMeaning>().map_err(|error| short(&error));
    let _ = text.parse::<Colour>().map_err(|error| short(&error));
    match text.parse::<Deck>() {
        Ok(deck) => drop(deck.read(text).map_err(|error| short(&error))),
        Err(error) => short(&error),
    }
    PRODUCT.with_borrow_mut(|session| {
        let session = session.get_or_insert_with(product);
        let (workspace, me) = (session.workspace(), session.me());
        match Filter::parse(text, workspace, me) {
            Ok(filter) => {
                let item = |item: &Item| filter.matches(workspace, item);
                let _ = workspace.items.iter().filter(|it| item(it)).count();
                assert!(filter.narrows(&filter));
            }
            Err(error) => short(&error),
        }
        let _ = names::person(workspace, me, text).map_err(|error| short(&error));
        let _ = names::epic(workspace, text).map_err(|error| short(&error));
        let _ = names::sprint(workspace, text).map_err(|error| short(&error));
        let _ = names::column(workspace, text).map_err(|error| short(&error));
        let _ = names::label(workspace, text).map_err(|error| short(&error));
        let _ = names::rule(workspace, text).map_err(|error| short(&error));
        let _ = meanings(workspace, &workspace.items.iter().collect::<Vec<_>>(), text);
    });
}

thread_local! {
    static PRODUCT: std::cell::RefCell<Option<Session>> = const { std::cell::RefCell::new(None) };
}

/// Returns options for a file whose sprints are all over.
fn no_sprint_runs() -> ImportOptions {
    ImportOptions { current: CurrentSprint::None, ..ImportOptions::default() }
}

/// Returns the bytes of an intact file of ours, small and written in one piece.
pub fn sound_file(folder: &Path) -> Vec<u8> {
    let path = folder.join("sound.db");
    let mut session = session(open_at(&path, OpenOptions::NEW).unwrap()).unwrap();
    found(&mut session);
    import_file(&mut session, "x.csv", TABLE.as_bytes(), &no_sprint_runs()).unwrap();
    drop(session);
    std::fs::read(path).unwrap()
}

/// A few items of every kind.
pub const TABLE: &str = "key,kind,title,stage,epic,points,labels,assignees,sprint,depends_on,criteria,description\n\
    A-1,story,Pay by card,ready,E-1,3,till,Bo,Sprint 1,A-2,works,\"As a guest, I want to pay\"\n\
    A-2,bug,=1+1,done,,0.5,\"till, later\",\"Bo; Chi\",,,,\n\
    E-1,epic,Payments,,,,,,,,,\n";

fn open_at(path: &Path, wanted: OpenOptions) -> Result<Store, Failure> {
    let patience = Duration::ZERO;
    let opening =
        Opening { path: path.to_owned(), wanted, patience, newest_schema: newest_schema(), durable: false };
    Ok(Store::new(Box::new(open(&opening)?)))
}

/// Opens a file with these bytes and reads everything in it: results or one sentence. A file that is not a Ceremony
/// file is left unchanged, byte for byte.
pub fn file(folder: &Path, bytes: &[u8]) {
    let path = folder.join("probe.db");
    for suffix in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join(format!("probe.db{suffix}")));
    }
    std::fs::write(&path, bytes).unwrap();
    let read = open_at(&path, OpenOptions::PRESENT).and_then(session);
    match read.and_then(|mut session| read_all(&mut session)) {
        Ok(()) => {}
        Err(failure) => {
            is_a_sentence(&failure.to_string());
            if matches!(failure.kind, FailureKind::Foreign | FailureKind::TooNew) {
                assert!(std::fs::read(&path).unwrap() == bytes, "{failure}, and the file has changed");
                assert!(!folder.join("probe.db-wal").exists(), "{failure}, and a log was left behind");
            }
        }
    }
}

/// Makes a file of any bytes: unchanged, behind the header of an intact file, or as changes to it of four bytes each.
pub fn damaged(sound: &[u8], choice: u8, bytes: &[u8]) -> Vec<u8> {
    const HEADER: usize = 100;
    match choice % 8 {
        0 => bytes.to_vec(),
        1 => [&sound[..HEADER], bytes].concat(),
        2 => sound[..bytes.iter().fold(0, |at, byte| (at * 256 + usize::from(*byte)) % sound.len())].to_vec(),
        _ => {
            let mut changed = sound.to_vec();
            for change in bytes.chunks_exact(4) {
                let at = usize::from(change[0]) << 16 | usize::from(change[1]) << 8 | usize::from(change[2]);
                changed[at % sound.len()] = change[3];
            }
            changed
        }
    }
}

fn read_all(session: &mut Session) -> Result<(), Failure> {
    let mut whole = Vec::new();
    match json::write(session, &mut whole) {
        Ok(_) => {}
        Err(json::Unwritten::Store(failure)) => return Err(failure),
        Err(json::Unwritten::Output(error)) => panic!("memory is full: {error}"),
    }
    let _ = csv_write::write(session, &mut whole, CellGuard::Guarded);
    Ok(())
}
