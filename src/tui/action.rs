//! THE TABLE: every action with its name, words, keys and places. It is the dispatch, the footer, the help, the palette
//! and the manual; nothing else says which key does what.

use super::key::{Chord, typed};
use std::fmt::Write as _;

/// Where an action can be meant: a set of contexts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places(u32);

/// Where the keys go now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u32)]
pub enum Context {
    /// The backlog pane.
    Backlog = 1,
    /// The board pane.
    Board = 1 << 1,
    /// The review pane.
    Review = 1 << 2,
    /// One item, full screen.
    Detail = 1 << 3,
    /// The history.
    History = 1 << 4,
    /// People, columns, definitions and the rest.
    Setup = 1 << 5,
    /// A sprint's report.
    Report = 1 << 6,
    /// The help.
    Help = 1 << 7,
    /// A question with one line for an answer.
    Prompt = 1 << 8,
    /// A long text.
    Editor = 1 << 9,
    /// Several fields.
    Form = 1 << 10,
    /// A list to choose from.
    Picker = 1 << 11,
    /// A yes or a no.
    Confirm = 1 << 12,
    /// The first start.
    Welcome = 1 << 13,
    /// The sprint pane.
    Sprint = 1 << 14,
    /// Refinement.
    Refinement = 1 << 15,
    /// Sprint planning.
    Planning = 1 << 16,
    /// The stand-up.
    StandUp = 1 << 17,
    /// The sprint review.
    SprintReview = 1 << 18,
    /// The retrospective.
    Retrospective = 1 << 19,
    /// The minutes of a ceremony.
    Minutes = 1 << 20,
}

impl Context {
    /// Every context.
    pub const ALL: [Self; 21] = [
        Self::Backlog,
        Self::Board,
        Self::Review,
        Self::Sprint,
        Self::Refinement,
        Self::Planning,
        Self::StandUp,
        Self::SprintReview,
        Self::Retrospective,
        Self::Minutes,
        Self::Detail,
        Self::History,
        Self::Setup,
        Self::Report,
        Self::Help,
        Self::Prompt,
        Self::Editor,
        Self::Form,
        Self::Picker,
        Self::Confirm,
        Self::Welcome,
    ];

    /// Returns its name, as help and manual say it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Backlog => "Backlog",
            Self::Board => "Board",
            Self::Review => "Review",
            Self::Sprint => "Sprint",
            Self::Refinement => "Refinement",
            Self::Planning => "Sprint planning",
            Self::StandUp => "Stand-up",
            Self::SprintReview => "Sprint review",
            Self::Retrospective => "Retrospective",
            Self::Minutes => "Minutes",
            Self::Detail => "An item",
            Self::History => "History",
            Self::Setup => "Setup",
            Self::Report => "Sprint report",
            Self::Help => "Help",
            Self::Prompt => "A line to fill in",
            Self::Editor => "A long text",
            Self::Form => "A form",
            Self::Picker => "A list to choose from",
            Self::Confirm => "A question",
            Self::Welcome => "The first start",
        }
    }

    /// Tells whether letters are typed into a text here.
    pub fn takes_text(self) -> bool {
        match self {
            Self::Prompt | Self::Editor | Self::Form | Self::Picker | Self::Welcome => true,
            Self::Backlog
            | Self::Board
            | Self::Review
            | Self::Sprint
            | Self::Refinement
            | Self::Planning
            | Self::StandUp
            | Self::SprintReview
            | Self::Retrospective
            | Self::Minutes
            | Self::Detail
            | Self::History
            | Self::Setup
            | Self::Report
            | Self::Help
            | Self::Confirm => false,
        }
    }
}

const fn places(contexts: &[Context]) -> Places {
    let (mut set, mut at) = (0, 0);
    while at < contexts.len() {
        set |= contexts[at] as u32;
        at += 1;
    }
    Places(set)
}

impl Places {
    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Tells whether `context` is one of them.
    pub fn has(self, context: Context) -> bool {
        self.0 & context as u32 != 0
    }
}

use Context::{
    Backlog, Board, Confirm, Detail, Editor, Form, Help, History, Minutes, Picker, Planning, Prompt,
    Refinement, Report, Retrospective, Review, Setup, Sprint, SprintReview, StandUp, Welcome,
};
const BESIDE: Places = places(&[Backlog, Board, Review, Sprint, Detail, History, Setup, Report]);
const MEETINGS: Places = places(&[Refinement, Planning, StandUp, SprintReview, Retrospective]);
const TOPICS: Places = places(&[Planning, StandUp, SprintReview, Retrospective]);
const SCREENS: Places = BESIDE.and(MEETINGS).and(places(&[Minutes]));
const LEFT: Places = SCREENS.and(places(&[Help]));
const PANES: Places = places(&[Backlog, Board, Review]);
const LISTS: Places = LEFT.and(places(&[Picker]));
const ITEMS: Places = places(&[Backlog, Board, Review, Detail, Refinement, Planning, StandUp, SprintReview]);
const TEXTS: Places = places(&[Prompt, Editor, Form, Picker, Welcome]);

/// One row of the table.
#[derive(Debug)]
pub struct Row {
    /// Which action.
    pub action: Action,
    /// Its stable name, for settings.
    pub name: &'static str,
    /// A few words, for footer and palette.
    pub title: &'static str,
    /// A sentence, for help and manual.
    pub help: &'static str,
    /// Where it can be meant.
    pub places: Places,
    /// Its keys, the one to be shown first.
    pub chords: &'static [&'static str],
    /// Its weight in the footer: the highest come first, 0 never.
    pub rank: u8,
    /// The command-line verb that does the same.
    pub verb: &'static str,
}

macro_rules! actions {
    ($($variant:ident $name:literal $title:literal $help:literal $places:expr, [$($chord:literal),*] $rank:literal $verb:literal)+) => {
        /// Anything that a key does.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $(#[doc = $help] $variant,)+ }

        /// The table.
        pub static TABLE: &[Row] = &[$(Row {
            action: Action::$variant, name: $name, title: $title, help: $help, places: $places,
            chords: &[$($chord),*], rank: $rank, verb: $verb,
        },)+];
    };
}

actions! {
    // Moving about.
    Down "down" "down" "Goes to the next row." LISTS, ["j", "Down"] 0 ""
    Up "up" "up" "Goes to the row before." LISTS, ["k", "Up"] 0 ""
    Right "right" "right" "Goes to the column at the right." places(&[Board, Planning]), ["l", "Right"] 0 ""
    Left "left" "left" "Goes to the column at the left." places(&[Board, Planning]), ["h", "Left"] 0 ""
    PageDown "page-down" "page down" "Goes a screenful down." LISTS, ["PgDn", "Ctrl-d"] 0 ""
    PageUp "page-up" "page up" "Goes a screenful up." LISTS, ["PgUp"] 0 ""
    First "first" "first" "Goes to the first row." LISTS, ["Home"] 0 ""
    Last "last" "last" "Goes to the last row." LISTS, ["End"] 0 ""
    Open "open" "open" "Opens what the cursor is on; in a demo queue, puts it in." places(&[Backlog, Board, Review, Detail, History, Setup]).and(MEETINGS), ["Enter"] 90 "show"
    Back "back" "back" "Goes back to where you came from; in a pane, lets go of marks and filter." LEFT, ["Esc"] 20 ""
    Leave "leave" "leave" "Leaves this screen; in a pane, leaves the program. Everything is saved already." LEFT, ["q"] 15 ""
    GoBacklog "backlog" "Backlog" "Shows the backlog: what is to come, in order." SCREENS, ["1"] 0 "backlog"
    GoBoard "board" "Board" "Shows the board: the work of the running sprint." SCREENS, ["2"] 0 "board"
    GoReview "review" "Review" "Shows the review: what waits for acceptance." SCREENS, ["3"] 0 "review"
    GoSprint "sprint-pane" "Sprint" "Shows how the sprint goes: what is left, what was accepted, what came in, what is old." SCREENS, ["4"] 0 "sprint show"
    NextPane "next-pane" "next pane" "Goes to the next pane." BESIDE.and(places(&[Minutes])), ["Tab"] 0 ""
    PreviousPane "previous-pane" "previous pane" "Goes to the pane before." BESIDE.and(places(&[Minutes])), ["Shift-Tab"] 0 ""
    Jump "jump" "jump" "Jumps to an item by its key or by its position in the backlog." ITEMS, ["#"] 0 "show"
    Filter "filter" "filter" "Shows only some items: words, @person, #label, kind:bug, stage:ready, epic:…, is:blocked; - in front of a word turns it round." PANES, ["/"] 60 "list"
    Search "search" "search" "Looks for words in all items, open or not: titles, narratives and descriptions." SCREENS, ["Ctrl-f"] 0 "search"
    Palette "palette" "all actions" "Finds any action by its name." SCREENS, [":"] 0 ""
    Help "help" "keys" "Shows every key that does something here." SCREENS, ["?"] 10 ""
    Repaint "repaint" "draw again" "Draws the whole screen again." SCREENS, ["Ctrl-l"] 0 ""
    Quit "quit" "quit" "Leaves the program. Everything is saved already." LISTS.and(places(&[Prompt, Editor, Form, Confirm, Welcome])), ["Ctrl-c"] 0 ""
    Suspend "suspend" "suspend" "Puts the program to sleep; the shell's fg brings it back." SCREENS, ["Ctrl-z"] 0 ""

    // Changing items.
    New "new" "new" "Adds items below the cursor, one line after another; in a retrospective, notes or an improvement." places(&[Backlog, Board, Review, Retrospective]), ["n"] 80 "add"
    Edit "edit" "edit" "Changes what the cursor is on." ITEMS.and(places(&[Setup, Retrospective])), ["e"] 85 "edit"
    EditText "edit-text" "edit in $EDITOR" "Changes the description in your own editor." ITEMS, ["Ctrl-e"] 0 "edit"
    Estimate "estimate" "estimate" "Sets the points; in refinement with planning poker: the cards of all who estimate." ITEMS, ["E"] 70 "edit"
    RankUp "rank-up" "rank up" "Moves the item up among the rows that you see." places(&[Backlog, Detail, Setup, SprintReview, Refinement]), ["K"] 66 "rank"
    RankDown "rank-down" "rank down" "Moves the item down among the rows that you see." places(&[Backlog, Detail, Setup, SprintReview, Refinement]), ["J"] 65 "rank"
    RankTop "rank-top" "to the top" "Moves the item to the top of the backlog." places(&[Backlog]), ["t"] 40 "rank"
    RankBottom "rank-bottom" "to the bottom" "Moves the item to the bottom of the backlog." places(&[Backlog]), ["T"] 0 "rank"
    Ready "ready" "ready" "Decides that the item can be planned, or takes that back." places(&[Backlog, Detail, Refinement]), ["r"] 68 "ready"
    Split "split" "split" "Splits the item: how, into what, which criteria and points go where; begins an epic's stories." places(&[Backlog, Detail, Refinement, Setup]), ["S"] 67 "split"
    Sprint "sprint" "in or out of the sprint" "Puts the item into the sprint, or takes it out." ITEMS, ["s"] 64 "sprint add"
    CarryRight "carry-right" "move right" "Carries the card to the next column." places(&[Board, StandUp]), ["L"] 75 "move"
    CarryLeft "carry-left" "move left" "Carries the card to the column before." places(&[Board, StandUp]), ["H"] 74 "move"
    Move "move" "move to" "Moves the item to a column of the board." ITEMS, ["m"] 62 "move"
    Assign "assign" "assign" "Gives the item to people, or takes it from them." ITEMS, ["a"] 58 "assign"
    Block "block" "block" "Says why the item cannot go on, or that it can again." ITEMS, ["b"] 56 "block"
    Labels "labels" "labels" "Puts labels on the item and takes them off." ITEMS, ["+"] 0 "label"
    Accept "accept" "accept" "Accepts the item into the increment." places(&[Board, Review, Detail, StandUp, SprintReview]), ["A"] 72 "accept"
    Reject "reject" "reject" "Does not accept the item, with a reason and the criteria that failed." places(&[Board, Review, Detail, StandUp, SprintReview]), ["R"] 71 "reject"
    Met "met" "met" "Ticks what is under the cursor, or takes the tick off: a criterion, rule, task, impediment, improvement; gives a dot." places(&[Review, Detail]).and(MEETINGS), ["Space"] 78 "criterion met"
    Failed "failed" "failed" "Says that the criterion failed, with a note; escalates an impediment, drops an improvement, takes a dot back." places(&[Review, Detail]).and(MEETINGS), ["x"] 77 "criterion failed"
    Drop "drop" "drop" "Decides that the item will not be done." ITEMS, ["D"] 0 "drop"
    Reopen "reopen" "reopen" "Brings a dropped or accepted item back into the backlog." places(&[Board, Detail]), ["O"] 57 "reopen"
    Remove "remove" "remove" "Takes away the line under the cursor." places(&[Detail, Setup]).and(MEETINGS), ["Del", "X"] 30 "criterion remove"
    Mark "mark" "mark" "Marks the item, to act on several at once." places(&[Backlog, Board]), ["v"] 35 ""
    MarkAll "mark-all" "mark all" "Marks all the rows that the filter shows, or none." places(&[Backlog, Board]), ["V"] 0 ""
    Copy "copy" "copy key" "Copies the item's key, or the link under the cursor." ITEMS, ["y"] 0 ""
    OpenLink "open-link" "open link" "Opens the item's link, or the one under the cursor." ITEMS, ["o"] 0 ""
    Repeat "repeat" "repeat" "Does to this item what was done last." ITEMS, ["."] 0 ""
    Undo "undo" "undo" "Takes back what you did last." SCREENS, ["u"] 50 "undo"
    Redo "redo" "redo" "Does again what you took back." SCREENS, ["Ctrl-r"] 0 "redo"

    // New things of other kinds.
    NewCriterion "new-criterion" "new criterion" "Adds acceptance criteria, one line after another." ITEMS, ["-", "N c"] 54 "criterion add"
    NewTask "new-task" "new task" "Adds tasks, one line after another." ITEMS, ["N t"] 0 "task add"
    NewQuestion "new-question" "new question" "Asks something about the item." ITEMS, ["(", "N q"] 53 "question ask"
    Answer "answer" "answer" "Answers the question under the cursor, or else the first open one, in a line." places(&[Detail, Refinement]), [")"] 53 "question answer"
    NewComment "new-comment" "new comment" "Says something about the item." ITEMS, ["N m"] 0 "comment add"
    NewLink "new-link" "new link" "Adds an address to the item." ITEMS, ["N l"] 0 "link add"
    NewDependency "new-dependency" "waits for" "Says that the item waits for another, or no longer does." ITEMS, ["&", "N d"] 12 "depend"
    NewChild "new-child" "new part" "Adds an item that is a part of this one." ITEMS, ["N i"] 0 "add"
    NewEpic "new-epic" "new epic" "Begins an epic." SCREENS, ["N e"] 0 "epic add"
    NewSprint "new-sprint" "new sprint" "Plans a sprint; the next dates are offered." SCREENS, ["N s"] 0 "sprint new"
    NewPerson "new-person" "new person" "Adds somebody." SCREENS, ["N p"] 0 "person add"

    // The sprint.
    SprintMenu "sprint-menu" "sprint" "Plans, starts, closes or looks at a sprint, and sets its goal." SCREENS, ["g"] 55 "sprint show"

    // Ceremonies.
    Ceremonies "ceremonies" "ceremonies" "Begins a ceremony, joins one that is running, or shows the minutes of one that is over." SCREENS, ["c"] 48 "hold"
    Next "next" "next" "Goes to the next item, person or column; after the last, to the next topic." places(&[Refinement, StandUp, SprintReview, Retrospective]), ["l", "Right"] 95 ""
    Previous "previous" "previous" "Goes to the item, person or column before." places(&[Refinement, StandUp, SprintReview, Retrospective]), ["h", "Left"] 0 ""
    NextTopic "next-topic" "next topic" "Goes to the next topic of the ceremony." TOPICS, ["Tab"] 92 ""
    PreviousTopic "previous-topic" "topic before" "Goes to the topic before." TOPICS, ["Shift-Tab"] 0 ""
    NextSprint "next-sprint" "sprint after" "Plans for the sprint after this one." places(&[Planning]), [">"] 44 "sprint add"
    PreviousSprint "previous-sprint" "sprint before" "Plans for the sprint before this one." places(&[Planning]), ["<"] 0 "sprint add"
    Impede "impediment" "impediment" "Raises an impediment: what keeps somebody from going on." ITEMS.and(places(&[Retrospective])), ["!"] 52 "impediment raise"
    Feedback "feedback" "feedback" "Catches what somebody says about the product, or about the item." SCREENS, ["F"] 51 "feedback catch"
    Park "park" "park" "Puts a topic, or the item, into the parking lot; in refinement, the item comes again at the end." MEETINGS, ["p"] 49 "note add"
    Decide "decide" "decision" "Notes what was decided." MEETINGS, ["d"] 47 "note add"
    PlayCard "play-card" "play a card" "Plays your card of planning poker face down: all see who has played, nobody sees what." places(&[Refinement]), ["C"] 69 "vote"
    Urgent "urgent" "urgent item" "Puts a new bug, or the item, on top of the running sprint, marked unplanned." places(&[Board, StandUp]), ["U"] 46 "sprint urgent"
    Shuffle "shuffle" "shuffle" "Walks through the people in another order." places(&[StandUp]), ["Z"] 0 ""
    GoalOutcome "goal-outcome" "goal met?" "Says whether the sprint goal was met, partly met or not met, and why." places(&[SprintReview]), ["G"] 63 "sprint outcome"
    Group "group" "group" "Puts the note under another, as one group, or takes it out." places(&[Retrospective]), ["="] 61 "note group"
    TurnOver "turn-over" "turn over" "Turns over the notes that others have written on their own terminals." places(&[Retrospective]), ["*"] 60 "note reveal"
    Why "why" "why" "Asks why of a note, and hangs the answer under it." places(&[Retrospective]), ["W"] 59 "note add"
    Attend "attend" "who is there" "Says who is there." MEETINGS, ["w"] 25 "present"
    Timebox "timebox" "timebox" "Changes the timebox of this ceremony." MEETINGS, ["Ctrl-t"] 0 "timebox"
    Present "presenter" "presenter layout" "Lays the ceremony out for a shared screen, or back." MEETINGS, ["P"] 24 ""
    Minutes "minutes" "minutes" "Shows the minutes as they are by now." MEETINGS, ["M"] 23 "minutes"
    End "end" "end it" "Ends the ceremony and shows its minutes." MEETINGS, ["Q"] 45 "end"
    CopyMinutes "copy-minutes" "copy" "Copies the minutes as Markdown." places(&[Minutes]), ["y"] 80 "minutes"
    SaveMinutes "save-minutes" "write to a file" "Writes the minutes to a file, as Markdown." places(&[Minutes]), ["w"] 79 "minutes"

    // Screens beside the panes.
    ItemHistory "item-history" "item's history" "Shows what happened to the item." ITEMS, ["i"] 0 "log"
    ProductHistory "history" "history" "Shows what happened to the whole product." SCREENS, ["I"] 0 "log"
    Setup "setup" "setup" "Shows product, people, epics, labels, columns, definitions and sprints, to change them." SCREENS, [","] 0 "product"
    ActFor "act-for" "on behalf of" "Chooses the product owner in whose name you accept and reject." SCREENS, ["f"] 0 "accept"
    Lanes "lanes" "lanes" "Groups the board by person, by epic, or not; walks a stand-up by person or over the board." places(&[Board, StandUp]), ["z"] 45 ""
    NewBackup "new-backup" "save a copy" "Writes everything into a copy, while everybody goes on working." SCREENS, ["N b"] 0 "backup"
    Import "import" "import a file" "Brings in a backlog from another tool's file." SCREENS, ["N f"] 0 "import"

    // In what floats above a screen.
    Submit "submit" "done" "Takes what was typed." places(&[Prompt, Picker, Welcome]), ["Enter"] 90 ""
    SubmitForm "submit-form" "save" "Takes what was typed." places(&[Editor, Form]), ["Ctrl-s"] 75 ""
    NextField "next-field" "next field" "Goes to the next field." places(&[Form, Welcome]), ["Tab", "Down"] 80 ""
    PreviousField "previous-field" "field before" "Goes to the field before." places(&[Form, Welcome]), ["Shift-Tab", "Up"] 0 ""
    EditField "edit-field" "save, or open" "Takes what was typed; in a long text or a choice of several, opens it." places(&[Form]), ["Enter"] 85 ""
    Outside "outside" "in $EDITOR" "Goes on with this text in your own editor." places(&[Editor, Form]), ["Ctrl-e"] 60 ""
    NextColumn "next-column" "next column" "Goes on with the next column of the wall." places(&[Prompt]), ["Tab"] 0 ""
    Choose "choose" "choose" "Marks the row, to take several." places(&[Picker]), ["Tab"] 70 ""
    Cancel "cancel" "cancel" "Leaves everything as it was." TEXTS, ["Esc"] 80 ""
    Yes "yes" "yes" "Does it." places(&[Confirm]), ["y"] 90 ""
    No "no" "no" "Leaves everything as it was." places(&[Confirm]), ["n", "Esc", "q"] 80 ""
}

impl Action {
    /// Returns its row of the table.
    pub fn row(self) -> &'static Row {
        // The table is written in the order of the variants, which a test holds.
        &TABLE[self as usize]
    }

    /// Returns the action of that name.
    pub fn named(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.name == name).map(|row| row.action)
    }

    /// Returns its default keys.
    pub fn chords(self) -> impl Iterator<Item = Chord> {
        self.row().chords.iter().filter_map(|chord| chord.parse().ok())
    }
}

/// The keys that a ceremony's footer begins with: there the weight in the table is not what matters.
#[expect(clippy::wildcard_enum_match_arm, reason = "elsewhere the table says it")]
pub fn first_keys(context: Context) -> &'static [Action] {
    use Action::{
        Accept, Answer, Block, CarryRight, Decide, Edit, End, Estimate, Failed, Feedback, GoalOutcome, Group,
        Impede, Met, New, NewCriterion, NewDependency, NewQuestion, NewTask, Next, NextSprint, NextTopic,
        Open, Park, PlayCard, Ready, Reject, Right, Split, Sprint, SprintMenu, TurnOver, Why,
    };
    match context {
        Context::Refinement => &[
            Next,
            Estimate,
            Edit,
            Ready,
            NewCriterion,
            NewQuestion,
            Answer,
            Split,
            Park,
            NewDependency,
            PlayCard,
            End,
        ],
        Context::Planning => {
            &[Sprint, NextTopic, Right, Edit, SprintMenu, NewTask, NextSprint, Park, Decide, End]
        }
        Context::StandUp => &[Next, CarryRight, Block, Impede, Park, Open, NextTopic, Decide, End],
        Context::SprintReview => {
            &[Next, Accept, Reject, Met, Failed, Feedback, NextTopic, GoalOutcome, SprintMenu, Open, End]
        }
        Context::Retrospective => &[Next, New, Met, Group, Why, TurnOver, NextTopic, Edit, Park, End],
        _ => &[],
    }
}

/// Tells whether a chord is letters alone: where there is a text, it is typed.
fn is_typed(chord: &str) -> bool {
    chord.parse().is_ok_and(|chord: Chord| chord.keys().iter().all(|key| typed(*key).is_some()))
}

/// Writes the table as the manual of keys, in Markdown.
pub fn manual() -> String {
    let mut text = String::from(
        "# Keys\n\nMade from the table of actions. `:` finds any of them by name, and a name can be given other keys in \
         the settings.\n",
    );
    for context in Context::ALL {
        let _ = write!(text, "\n## {}\n\n| keys | name | what it does |\n|---|---|---|\n", context.title());
        for row in TABLE.iter().filter(|row| row.places.has(context)) {
            let chords = row.chords.iter().filter(|chord| !(context.takes_text() && is_typed(chord)));
            let keys: Vec<String> = chords.map(|chord| format!("`{chord}`")).collect();
            let _ =
                writeln!(text, "| {} | {} | {} |", keys.join(" "), row.name, row.help.replace('|', "\\|"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn rows_stand_in_the_order_of_their_variants_and_names_are_unique() {
        let mut names = BTreeMap::new();
        for (at, row) in TABLE.iter().enumerate() {
            assert_eq!(row.action as usize, at, "{}", row.name);
            assert_eq!(names.insert(row.name, row.action), None, "{} stands twice", row.name);
            assert!(row.title.chars().count() <= 24, "{} has a long title", row.name);
            assert!(row.help.ends_with('.') && row.help.len() < 180, "{}", row.name);
        }
    }

    #[test]
    fn every_chord_parses_and_prints_as_it_is_written() {
        for row in TABLE {
            for chord in row.chords {
                let parsed: Chord = chord.parse().unwrap_or_else(|_| panic!("{chord}"));
                assert_eq!(parsed.to_string(), *chord, "{}", row.name);
            }
        }
    }

    #[test]
    fn no_chord_means_two_things_in_a_context_nor_begins_another() {
        for context in Context::ALL {
            let chords: Vec<(Chord, &str)> = TABLE
                .iter()
                .filter(|row| row.places.has(context))
                .flat_map(|row| row.action.chords().map(|chord| (chord, row.name)))
                .collect();
            for (at, (chord, name)) in chords.iter().enumerate() {
                for (other, other_name) in &chords[at + 1..] {
                    assert_ne!(chord, other, "{name} and {other_name} in {}", context.title());
                    let (a, b) = (chord.keys(), other.keys());
                    let prefix = if a.len() < b.len() { b.starts_with(a) } else { a.starts_with(b) };
                    assert!(!prefix, "{name} begins {other_name} in {}", context.title());
                }
            }
        }
    }

    #[test]
    fn a_chord_means_one_thing_everywhere_but_for_the_named_exceptions() {
        // Enter, Esc, Tab, arrows and the two answers of a question mean what the layer on top makes of them.
        // In a ceremony h and l go to the item before and after, and in its minutes w writes.
        let exceptions = [
            "Enter",
            "Esc",
            "Tab",
            "Shift-Tab",
            "Up",
            "Down",
            "y",
            "n",
            "q",
            "Ctrl-e",
            "h",
            "l",
            "Left",
            "Right",
            "w",
        ];
        let mut meanings: BTreeMap<&str, &str> = BTreeMap::new();
        for row in TABLE {
            for chord in row.chords.iter().filter(|chord| !exceptions.contains(chord)) {
                let before = meanings.insert(chord, row.name);
                assert_eq!(before, None, "{chord} is {} and {:?}", row.name, before);
            }
        }
    }

    #[test]
    fn every_layer_and_screen_can_be_left_with_esc() {
        for context in Context::ALL {
            let esc: Chord = "Esc".parse().unwrap();
            let leaves =
                TABLE.iter().any(|row| row.places.has(context) && row.action.chords().any(|it| it == esc));
            assert!(leaves, "{}", context.title());
        }
    }
}
