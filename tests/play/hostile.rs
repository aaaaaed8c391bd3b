//! Scenes full of hostile texts, steps of any kind, and what must hold after each of them.
//!
//! Both the property test and the fuzz target play these. A failure is printed as a list of steps, which can be
//! pasted into a test.

use super::support::{MONDAY, Play, on};
use ceremony::clock::FixedClock;
use ceremony::domain::column::ColumnField;
use ceremony::domain::command::*;
use ceremony::domain::id::{ColumnId, EpicId, Id, ItemId, PersonId, ProductId, SprintId};
use ceremony::domain::product::ProductField;
use ceremony::domain::value::Zone;
use ceremony::domain::value::{CeremonyKind, Instant, Line, NoteKind, Prose, Role, Stage};
use ceremony::session::{Identity, Session};
use ceremony::store::Store;
use ceremony::store::sqlite::Sqlite;
use ceremony::text::{sanitize, width};
use ceremony::tui::effect::Outside;
use ceremony::tui::key;
use ceremony::tui::layer::{Layer, PromptPurpose};
use std::fmt;
use std::rc::Rc;

/// The start of a play.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// Welcome.
    Welcome,
    /// An empty product.
    Empty,
    /// A backlog, a running sprint, and everything that an item can have.
    Sprint,
    /// The same, with this ceremony open.
    Ceremony(CeremonyKind),
}

impl Scene {
    pub const ALL: [Self; 8] = [
        Self::Welcome,
        Self::Empty,
        Self::Sprint,
        Self::Ceremony(CeremonyKind::Refinement),
        Self::Ceremony(CeremonyKind::Planning),
        Self::Ceremony(CeremonyKind::StandUp),
        Self::Ceremony(CeremonyKind::Review),
        Self::Ceremony(CeremonyKind::Retrospective),
    ];
}

impl fmt::Debug for Scene {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Welcome => out.write_str("Scene::Welcome"),
            Self::Empty => out.write_str("Scene::Empty"),
            Self::Sprint => out.write_str("Scene::Sprint"),
            Self::Ceremony(kind) => write!(out, "Scene::Ceremony(CeremonyKind::{kind:?})"),
        }
    }
}

/// A step of a play.
#[derive(Clone, PartialEq, Eq)]
pub enum Step {
    /// A chord of the table of actions, or keys separated by spaces.
    Keys(&'static str),
    /// A letter.
    Letter(char),
    /// A paste.
    Paste(String),
    /// Another size of the screen.
    Size(u16, u16),
    /// This many days without input.
    Days(u64),
}

impl fmt::Debug for Step {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Keys(keys) => write!(out, "Step::Keys({keys:?})"),
            Self::Letter(letter) => write!(out, "Step::Letter({letter:?})"),
            Self::Paste(text) => write!(out, "Step::Paste({text:?}.to_owned())"),
            Self::Size(columns, rows) => write!(out, "Step::Size({columns}, {rows})"),
            Self::Days(days) => write!(out, "Step::Days({days})"),
        }
    }
}

/// A complete play. Its debug form is the line of a test that plays it.
#[derive(Clone)]
pub struct Case {
    /// The start.
    pub scene: Scene,
    /// The texts that people have written.
    pub texts: Vec<String>,
    /// The steps.
    pub steps: Vec<Step>,
}

impl fmt::Debug for Case {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "plays({:?}, &{:?}, &{:?});", self.scene, self.texts, self.steps)
    }
}

/// Texts that have broken programs: with control sequences, hidden or bidirectional characters, stacked marks, wide,
/// long, or empty.
pub const HOSTILE: [&str; 26] = [
    "Pay by card",
    "\u{1b}[2J\u{1b}[31mred\u{1b}[0m",
    "\u{1b}]0;title\u{7}\u{1b}]52;c;cm0gLXJm\u{1b}\\",
    "\u{9b}31mC1\u{85}\u{90}q\u{9c}",
    "a\u{8}\u{7f}\rb\0c",
    "abc\u{202e}fdp.exe\u{2066}x\u{2069}",
    "\u{200b}\u{2060}",
    "z\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}a\u{334}\u{335}\u{336}\u{337}\u{338}lgo",
    "\u{301}\u{302}",
    "👩‍👩‍👧‍👦👩🏽‍⚕️🏳️‍🌈🇩🇪🇫",
    "日本語のとても長い題名で画面の端まで届くもの、そしてその先まで続くもの、終わりがない",
    "한국어각각 ﷽ ｶﾞ 𒐫 ꧅",
    "क्‍षशशशि ก็ก็ก็ ล้ำ",
    "שָׁלוֹם مَرْحَبًا",
    "hi\u{e0041}\u{e007f}\u{fe0f}\u{fe0e}",
    "a\u{2028}b\u{2029}c\td",
    "=HYPERLINK(\"x\")",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1)) | # *a* _b_ `c`",
    "%s %n {} {0} $(id) `id` ../../etc/passwd",
    "wordwithoutanyblankthatgoesonandonandonandonandonandonandonandonandonandonandonandonandon",
    "-",
    " ",
    "4294967296",
    "🎉",
    "ﬁn\u{ad}\u{feff}\u{fffd}",
];

/// Returns one text after another, and starts again after the last.
pub struct Texts<'a> {
    texts: &'a [String],
    next: usize,
}

impl<'a> Texts<'a> {
    pub fn new(texts: &'a [String]) -> Self {
        Self { texts, next: 0 }
    }

    fn text(&mut self) -> &str {
        let at = self.next % self.texts.len().max(1);
        self.next += 1;
        self.texts.get(at).map_or("x", String::as_str)
    }

    fn line(&mut self) -> Line {
        Line::clipped(self.text()).unwrap_or_else(|| "blank".parse().unwrap())
    }

    fn prose(&mut self) -> Prose {
        self.text().parse().unwrap_or_default()
    }
}

/// Sets up a scene with these texts in it.
pub fn stage(scene: Scene, texts: &mut Texts<'_>) -> Play {
    let clock = Rc::new(FixedClock::at(Instant(MONDAY)));
    let store = Store::new(Box::new(Sqlite::in_memory().unwrap()));
    let identity = Identity { login: "ana".to_owned(), terminal: "tty1".to_owned(), name: None };
    let mut session = Session::begin(store, clock.clone(), identity).unwrap();
    if scene != Scene::Welcome {
        found(&mut session, texts);
    }
    if !matches!(scene, Scene::Welcome | Scene::Empty) {
        fill(&mut session, texts);
    }
    let mut play = on(session, clock);
    if let Scene::Ceremony(kind) = scene {
        play.app.open_ceremony(kind);
        note(&mut play, texts);
    }
    play
}

fn found(session: &mut Session, texts: &mut Texts<'_>) {
    let founding = Founding {
        name: texts.line(),
        prefix: "PB".parse().unwrap(),
        zone: Zone::UTC,
        person: texts.line(),
        roles: [Role::ProductOwner, Role::Developer].into_iter().collect(),
        login: "ana".parse().ok(),
    };
    session.run(&Command::Found(founding)).unwrap();
}

/// Runs one command of every kind; those that a rule refuses are left out.
fn fill(session: &mut Session, texts: &mut Texts<'_>) {
    let mut ask = |command| drop(session.run(&command));
    let item = |number: u64| ItemId::new(number).unwrap();
    let person = PersonId::new(1);
    let sprint = SprintId::new(1).unwrap();
    for role in [Role::Developer, Role::Stakeholder] {
        let roles = [role].into_iter().collect();
        ask(Command::Person(PersonCommand::Add { name: texts.line(), roles, login: None }));
    }
    let product = ProductId::new(1).unwrap();
    ask(Command::set(product, FieldEdit::blind(ProductField::Goal(texts.prose()))));
    ask(Command::set(product, FieldEdit::blind(ProductField::Vision(texts.prose()))));
    ask(Command::Epic(EpicCommand::Add(texts.line())));
    ask(Command::set(ColumnId::new(1).unwrap(), FieldEdit::blind(ColumnField::Name(texts.line()))));
    ask(Command::Column(ColumnCommand::Add { name: texts.line(), stage: Stage::Doing }));
    let new = |texts: &mut Texts<'_>| NewItem {
        as_a: texts.prose(),
        i_want: texts.prose(),
        so_that: texts.prose(),
        description: texts.prose(),
        criteria: vec![texts.prose(), texts.prose()],
        estimate: "3".parse().ok(),
        epic: EpicId::new(1),
        labels: vec![texts.line()],
        assignees: person.into_iter().collect(),
        ..NewItem::titled(texts.line())
    };
    let items = (0..7).map(|_| new(texts)).collect();
    ask(Command::Item(ItemCommand::Add { items, place: Position::Bottom }));
    ask(Command::Task(TaskCommand::Add(item(1), vec![texts.line(), texts.line()])));
    ask(Command::Comment(CommentCommand::Add(item(1), texts.prose())));
    ask(Command::Link(LinkCommand::Add(item(1), "https://example.org".parse().unwrap(), texts.line())));
    ask(Command::Item(ItemCommand::Depend { item: item(1), on: item(2), present: true }));
    ask(Command::Sprint(SprintCommand::New {
        name: Some(texts.line()),
        goal: texts.prose(),
        start: None,
        end: None,
    }));
    ask(Command::Item(ItemCommand::Ready(vec![item(1), item(2), item(3)], Some(texts.line()))));
    ask(Command::Sprint(SprintCommand::Select(sprint, vec![item(1), item(2), item(3)])));
    ask(Command::Sprint(SprintCommand::Start(sprint)));
    ask(Command::Item(ItemCommand::Move(vec![item(2)], ColumnId::new(2).unwrap())));
    ask(Command::Item(ItemCommand::Move(vec![item(3)], ColumnId::new(3).unwrap())));
    ask(Command::Item(ItemCommand::Block(vec![item(1)], texts.line())));
    let question = QuestionCommand::Ask { item: item(4), text: texts.prose(), of: person, needed_by: None };
    ask(Command::Question(question));
    ask(Command::Impediment(ImpedimentCommand::Raise {
        text: texts.line(),
        stuck: person,
        about: Some(item(2)),
    }));
    ask(Command::Feedback(FeedbackCommand::Catch {
        text: texts.prose(),
        said_by: Some(texts.line()),
        about: Some(item(3)),
        strength: 1,
    }));
}

/// Adds a note of each kind to the open ceremony.
fn note(play: &mut Play, texts: &mut Texts<'_>) {
    let session = &mut play.app.session;
    let Some(id) = session.ceremony() else { return };
    let columns = session
        .workspace()
        .meetings
        .ceremonies
        .get(id)
        .map(|it| it.columns().iter().filter_map(|column| Line::clipped(column)).collect::<Vec<_>>());
    let about = ItemId::new(3);
    for kind in NoteKind::ALL {
        let topic = columns.iter().flatten().next().cloned().filter(|_| *kind == NoteKind::Note);
        let note = NewNote { about, topic, ..NewNote::plain(*kind, texts.prose()) };
        let _ = session.run(&Command::Note(NoteCommand::Add(id, vec![note])));
    }
    play.app.normalise();
}

/// Plays the steps, and panics if an invariant is violated after one of them. Ends when the program does.
pub fn play_out(play: &mut Play, steps: &[Step], texts: &mut Texts<'_>) {
    assert_sound(play);
    for step in steps {
        take(play, step, texts);
        assert_sound(play);
        if play.app.model.is_over || is_handed_on(play) {
            return;
        }
    }
    let draft = play.app.draft();
    leave(play);
    if let Some(draft) = draft {
        play.app.model.is_over = false;
        play.app.take_up(&draft);
        assert_sound(play);
    }
}

fn take(play: &mut Play, step: &Step, texts: &mut Texts<'_>) {
    if let Some(Layer::Prompt(prompt)) = play.app.model.layers.last_mut()
        && prompt.purpose == PromptPurpose::Target
    {
        // A play writes no files.
        prompt.input.set_text("/no/such/folder/file");
    }
    match step {
        Step::Keys(keys) => drop(play.keys(keys)),
        Step::Letter(letter) => play.press(key::char(*letter)),
        Step::Paste(text) => drop(play.paste(text)),
        Step::Size(columns, rows) => drop(play.resize(*columns, *rows)),
        Step::Days(days) => drop(play.days_pass(*days)),
    }
    let edited = play.outside.iter().find_map(|outside| {
        if let Outside::Editor(_, purpose) = outside { Some(purpose.clone()) } else { None }
    });
    if let Some(purpose) = edited {
        play.outside.retain(|outside| !matches!(outside, Outside::Editor(..)));
        play.app.take_back(texts.text(), &purpose);
    }
}

/// Returns whether the program continues in another file.
fn is_handed_on(play: &Play) -> bool {
    play.outside.iter().any(|outside| matches!(outside, Outside::Demo | Outside::Create(..)))
}

/// Esc, repeatedly, closes every layer and every screen; then `q` quits the program.
fn leave(play: &mut Play) {
    play.resize(80, 24);
    for _ in 0..40 {
        play.keys("Esc");
        assert_sound(play);
        let model = &play.app.model;
        if matches!(model.layers.as_slice(), [Layer::Welcome(_)]) {
            // There is nothing below the welcome form; its own text says how to leave it.
            play.keys("Ctrl-c");
            assert!(play.app.model.is_over, "Ctrl-c does not leave the welcome:\n{}", play.screen());
            return;
        }
        if model.layers.is_empty() && model.screens.is_empty() {
            break;
        }
    }
    let open = (play.app.model.layers.len(), play.app.model.screens.len());
    assert!(open == (0, 0), "Esc leaves {open:?} open:\n{}", play.screen());
    play.keys("q");
    assert!(play.app.model.is_over, "q does not lead out:\n{}", play.screen());
}

/// Panics unless every cell is sanitized, wide glyphs have their space, and the cursor is on the screen.
pub fn assert_sound(play: &Play) {
    let (buffer, cursor) = play.picture();
    let area = buffer.area;
    for y in area.top()..area.bottom() {
        let mut covered = 0;
        for x in area.left()..area.right() {
            let symbol = buffer[(x, y)].symbol();
            if covered == 0 && matches!(symbol.as_bytes(), [b' '..=b'~']) {
                continue;
            }
            let columns = u16::try_from(width(symbol)).unwrap();
            assert!(sanitize(symbol) == symbol, "{symbol:?} stands at {x}, {y}:\n{}", play.screen());
            assert!(columns > 0, "{symbol:?} at {x}, {y} shows nothing:\n{}", play.screen());
            assert!(x + columns <= area.right(), "{symbol:?} at {x}, {y} is cut:\n{}", play.screen());
            if covered > 0 {
                // The second half of a wide glyph: contents there would not be drawn.
                assert!(symbol == " ", "{symbol:?} at {x}, {y} is under a wide sign:\n{}", play.screen());
                covered -= 1;
            } else {
                covered = columns - 1;
            }
        }
    }
    if let Some((x, y)) = cursor {
        assert!(x < area.width && y < area.height, "the cursor is at {x}, {y}:\n{}", play.screen());
    }
}
