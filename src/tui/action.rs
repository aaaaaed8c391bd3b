//! The table of actions: each with its name, wording, keys, contexts, precondition and function. It defines the
//! dispatch, the footer, the help, the palette and the manual; nothing else states which key does what.

#[cfg(test)]
mod tests;

use super::context::{Context, ContextSet, TEXTS, places};
use super::effect::{Answer, Effect, Outside};
use super::key::{Chord, typed};
use super::layer::{self, PickRow};
use super::model::{Model, Pane};
use super::update::needs::{
    card, closed, in_backlog, in_review, item, item_or_ceremony, item_or_epic, nothing, on_board, ranked,
    repeatable, way_back,
};
use super::update::{
    about, by_screen, change, edit, file, find, go, layers, link, meeting, new, people, sprint,
};
use super::world::World;
use crate::domain::command::Position;
use crate::filter::State;
use std::fmt::Write as _;

use Context::{
    Backlog, Board, Confirm, Detail, Editor, Form, Help, History, Minutes, Picker, Planning, Prompt,
    Refinement, Report, Retrospective, Review, Setup, Sprint, SprintReview, StandUp, Welcome,
};

const BESIDE: ContextSet = places(&[Backlog, Board, Review, Sprint, Detail, History, Setup, Report]);
const MEETINGS: ContextSet = places(&[Refinement, Planning, StandUp, SprintReview, Retrospective]);
const TOPICS: ContextSet = places(&[Planning, StandUp, SprintReview, Retrospective]);
const SCREENS: ContextSet = BESIDE.and(MEETINGS).and(places(&[Minutes]));
const LEFT: ContextSet = SCREENS.and(places(&[Help]));
const PANES: ContextSet = places(&[Backlog, Board, Review]);
const LISTS: ContextSet = LEFT.and(places(&[Picker]));
const ITEMS: ContextSet =
    places(&[Backlog, Board, Review, Detail, Refinement, Planning, StandUp, SprintReview]);

/// The command-line verb equivalent to an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CliVerb {
    /// Its words; empty if there is none.
    pub words: &'static str,
    /// Whether it writes to the file.
    pub changes: bool,
}

const NONE: CliVerb = look("");

const fn look(words: &'static str) -> CliVerb {
    CliVerb { words, changes: false }
}

const fn does(words: &'static str) -> CliVerb {
    CliVerb { words, changes: true }
}

/// One row of the table.
#[derive(Debug)]
pub struct ActionRow {
    /// The action.
    pub action: Action,
    /// The stable name, for settings.
    pub name: &'static str,
    /// A short title, for footer and palette.
    pub title: &'static str,
    /// A sentence, for help and manual.
    pub help: &'static str,
    /// The contexts in which the action exists.
    pub places: ContextSet,
    /// The keys, the displayed one first.
    pub chords: &'static [&'static str],
    /// The weight in the footer: the highest come first, 0 never appears.
    pub weight: u8,
    /// The equivalent command-line verb.
    pub verb: CliVerb,
    /// The precondition; the footer dims an unavailable action, and its key shows why.
    available: fn(&Model, &World<'_>) -> Result<(), &'static str>,
    /// The function that runs the action.
    run: fn(&mut Model, &World<'_>) -> Answer,
}

macro_rules! actions {
    ($($variant:ident $name:literal $title:literal $places:expr, [$($chord:literal),*] $weight:literal $verb:expr,
        $available:expr => $run:expr, $help:literal;)+) => {
        /// Everything that a key can do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $(#[doc = $help] $variant,)+ }

        /// The table of actions.
        pub static TABLE: &[ActionRow] = &[$(ActionRow {
            action: Action::$variant, name: $name, title: $title, help: $help, places: $places,
            chords: &[$($chord),*], weight: $weight, verb: $verb, available: $available, run: $run,
        },)+];
    };
}

actions! {
    // Moving about.
    Down "down" "down" LISTS, ["j", "Down"] 0 NONE, nothing => |model, world| go::step(model, world, 1),
        "Next row.";
    Up "up" "up" LISTS, ["k", "Up"] 0 NONE, nothing => |model, world| go::step(model, world, -1),
        "Previous row.";
    Right "right" "right" places(&[Board, Planning]), ["l", "Right"] 0 NONE, nothing => |model, world| by_screen::sideways(model, world, true),
        "Next column to the right.";
    Left "left" "left" places(&[Board, Planning]), ["h", "Left"] 0 NONE, nothing => |model, world| by_screen::sideways(model, world, false),
        "Next column to the left.";
    PageDown "page-down" "page down" LISTS, ["PgDn", "Ctrl-d"] 0 NONE, nothing => |model, world| go::page(model, world, 1),
        "One page down.";
    PageUp "page-up" "page up" LISTS, ["PgUp"] 0 NONE, nothing => |model, world| go::page(model, world, -1),
        "One page up.";
    First "first" "first" LISTS, ["Home"] 0 NONE, nothing => |model, world| go::step(model, world, isize::MIN / 2),
        "First row.";
    Last "last" "last" LISTS, ["End"] 0 NONE, nothing => |model, world| go::step(model, world, isize::MAX / 2),
        "Last row.";
    Open "open" "open" places(&[Backlog, Board, Review, Detail, History, Setup]).and(MEETINGS), ["Enter"] 90 look("show"), nothing => by_screen::open,
        "Opens the selected row; in a demo queue, adds it.";
    Back "back" "back" LEFT, ["Esc"] 20 NONE, way_back => go::back,
        "Goes back; in a pane, clears selection and filter.";
    Leave "leave" "leave" LEFT, ["q"] 15 NONE, nothing => go::leave,
        "Leaves this screen; in a pane, quits. Everything is already saved.";
    GoBacklog "backlog" "Backlog" SCREENS, ["1"] 0 look("backlog"), nothing => |model, _| go::to_pane(model, Pane::Backlog),
        "Shows the backlog: what comes next, in order.";
    GoBoard "board" "Board" SCREENS, ["2"] 0 look("board"), nothing => |model, _| go::to_pane(model, Pane::Board),
        "Shows the board: the work of the running sprint.";
    GoReview "review" "Review" SCREENS, ["3"] 0 look("review"), nothing => |model, _| go::to_pane(model, Pane::Review),
        "Shows the review: what is waiting for acceptance.";
    GoSprint "sprint-pane" "Sprint" SCREENS, ["4"] 0 look("sprint show"), nothing => |model, _| go::to_pane(model, Pane::Sprint),
        "Shows the sprint: burndown, velocity, cycle time, ageing.";
    NextPane "next-pane" "next pane" BESIDE.and(places(&[Minutes])), ["Tab"] 0 NONE, nothing => |model, _| go::pane_beside(model, true),
        "Goes to the next pane.";
    PreviousPane "previous-pane" "previous pane" BESIDE.and(places(&[Minutes])), ["Shift-Tab"] 0 NONE, nothing => |model, _| go::pane_beside(model, false),
        "Goes to the previous pane.";
    Jump "jump" "jump" ITEMS, ["#"] 0 look("show"), nothing => find::jump,
        "Jumps to an item by its key or by its position in the backlog.";
    Filter "filter" "filter" PANES, ["/"] 60 look("list"), nothing => find::filter,
        "Filters the list: words, @person, #label, kind:bug, stage:ready, epic:…, is:blocked; - excludes.";
    FilterCriteria "filter-criteria" "no criteria" places(&[Backlog]), ["z c"] 0 look("list"), nothing => |model, world| find::only(model, world, State::NoCriteria),
        "Shows only the items that have no acceptance criteria, or all again.";
    FilterPoints "filter-points" "no points" places(&[Backlog]), ["z p"] 0 look("list"), nothing => |model, world| find::only(model, world, State::Unestimated),
        "Shows only the items that are not estimated, or all again.";
    FilterLarge "filter-large" "too large" places(&[Backlog]), ["z l"] 0 look("list"), nothing => |model, world| find::only(model, world, State::Large),
        "Shows only the items that are larger than half the velocity, or all again.";
    FilterQuestions "filter-questions" "open questions" places(&[Backlog]), ["z q"] 0 look("list"), nothing => |model, world| find::only(model, world, State::Question),
        "Shows only the items with an open question, or all again.";
    Preview "preview" "detail beside the list" places(&[Backlog]), ["z d"] 0 NONE, nothing => go::preview,
        "Opens or closes the detail of the selected item beside the list.";
    Search "search" "search" SCREENS, ["Ctrl-f"] 0 look("search"), nothing => find::search,
        "Searches all items, open or not: titles, user stories and descriptions.";
    Palette "palette" "all actions" SCREENS, [":"] 0 NONE, nothing => palette,
        "Finds any action by its name.";
    Help "help" "keys" SCREENS, ["?"] 10 NONE, nothing => go::help,
        "Shows the keys that work here.";
    Repaint "redraw" "redraw" SCREENS, ["Ctrl-l"] 0 NONE, nothing => |_, _| Ok(vec![Outside::Repaint.into()]),
        "Redraws the screen.";
    Quit "quit" "quit" LISTS.and(places(&[Prompt, Editor, Form, Confirm, Welcome])), ["Ctrl-c"] 0 NONE, nothing => go::quit,
        "Quits. Everything is already saved.";
    Suspend "suspend" "suspend" SCREENS, ["Ctrl-z"] 0 NONE, nothing => |_, _| Ok(vec![Outside::Suspend.into()]),
        "Suspends the program; fg in the shell resumes it.";

    // Changing items.
    New "new" "new" places(&[Backlog, Board, Review, Retrospective]), ["n"] 80 does("add"), nothing => by_screen::new,
        "Adds items below the cursor; in a retrospective, notes or an improvement.";
    Edit "edit" "edit" ITEMS.and(places(&[Setup, Retrospective])), ["e"] 85 does("edit"), nothing => by_screen::edit,
        "Edits the selected row.";
    EditText "edit-text" "edit in $EDITOR" ITEMS, ["Ctrl-e"] 0 does("edit"), item => edit::text,
        "Edits the description in your editor.";
    Estimate "estimate" "estimate" ITEMS, ["E"] 70 does("edit"), item => by_screen::estimate,
        "Sets the points; in refinement, by planning poker.";
    RankUp "rank-up" "rank up" places(&[Backlog, Detail, Setup, SprintReview, Refinement]), ["K"] 66 does("rank"), ranked => |model, world| by_screen::rank(model, world, false),
        "Ranks the item higher.";
    RankDown "rank-down" "rank down" places(&[Backlog, Detail, Setup, SprintReview, Refinement]), ["J"] 65 does("rank"), ranked => |model, world| by_screen::rank(model, world, true),
        "Ranks the item lower.";
    RankTop "rank-top" "to the top" places(&[Backlog]), ["t"] 40 does("rank"), item => |model, world| change::rank_at(model, world, Position::Top),
        "Moves the item to the top of the backlog.";
    RankBottom "rank-bottom" "to the bottom" places(&[Backlog]), ["T"] 0 does("rank"), item => |model, world| change::rank_at(model, world, Position::Bottom),
        "Moves the item to the bottom of the backlog.";
    Ready "ready" "ready" places(&[Backlog, Detail, Refinement]), ["r"] 68 does("ready"), in_backlog => change::ready,
        "Marks the item as ready, or as not ready.";
    Split "split" "split" places(&[Backlog, Board, Detail, Refinement, Setup]), ["S"] 67 does("split"), item_or_epic => by_screen::split,
        "Splits the item and divides its criteria and points; for an epic, adds its first stories.";
    Sprint "sprint" "add to sprint / remove" ITEMS, ["s"] 64 does("sprint add"), item => by_screen::sprint,
        "Adds the item to a sprint, or removes it.";
    CarryRight "move-right" "move right" places(&[Board, StandUp]), ["L"] 75 does("move"), card => |model, world| by_screen::carry(model, world, true),
        "Moves the card to the next column.";
    CarryLeft "move-left" "move left" places(&[Board, StandUp]), ["H"] 74 does("move"), card => |model, world| by_screen::carry(model, world, false),
        "Moves the card to the previous column.";
    Move "move" "move to" ITEMS, ["m"] 62 does("move"), on_board => about::move_to,
        "Moves the item to a column of the board.";
    Assign "assign" "assign" ITEMS, ["a"] 58 does("assign"), item => about::assign,
        "Assigns the item to people, or unassigns it.";
    Block "block" "block" ITEMS, ["b"] 56 does("block"), item => change::block,
        "Marks the item as blocked, with the reason, or unblocks it.";
    Labels "labels" "labels" ITEMS, ["+"] 0 does("label"), item => about::labels,
        "Adds labels to the item or removes them.";
    Accept "accept" "accept" places(&[Board, Review, Detail, StandUp, SprintReview]), ["A"] 72 does("accept"), in_review => change::accept,
        "Accepts the item into the increment.";
    Reject "reject" "reject" places(&[Board, Review, Detail, StandUp, SprintReview]), ["R"] 71 does("reject"), in_review => about::reject,
        "Rejects the item, with a reason and the criteria that failed.";
    Met "met" "met" places(&[Review, Detail]).and(MEETINGS), ["Space"] 78 does("criterion met"), item_or_ceremony => by_screen::met,
        "Checks or unchecks a criterion, rule, task, impediment or improvement; adds a dot.";
    Failed "failed" "failed" places(&[Review, Detail]).and(MEETINGS), ["x"] 77 does("criterion failed"), item_or_ceremony => by_screen::failed,
        "Marks a criterion as failed; escalates an impediment, drops an improvement, removes a dot.";
    Drop "drop" "drop" ITEMS, ["D"] 0 does("drop"), item => about::drop,
        "Drops the item: it will not be done.";
    Reopen "reopen" "reopen" places(&[Board, Detail]), ["O"] 57 does("reopen"), closed => change::reopen,
        "Reopens a dropped or accepted item.";
    Remove "remove" "remove" places(&[Detail, Setup]).and(MEETINGS), ["Del", "X"] 30 does("criterion remove"), nothing => by_screen::remove,
        "Removes the selected line.";
    Mark "mark" "mark" places(&[Backlog, Board]), ["v"] 35 NONE, item => go::mark,
        "Selects several items to act on at once.";
    MarkAll "mark-all" "mark all" places(&[Backlog, Board]), ["V"] 0 NONE, nothing => go::mark_all,
        "Selects all rows of the filter, or none.";
    Copy "copy" "copy key" ITEMS, ["y"] 0 NONE, item => change::copy,
        "Copies the item's key, or the selected link.";
    OpenLink "open-link" "open link" ITEMS, ["o"] 0 NONE, item => link::open_link,
        "Opens the item's link or the selected one, or the item whose key is in the text.";
    Repeat "repeat" "repeat" ITEMS, ["."] 0 NONE, repeatable => change::repeat,
        "Repeats the last change on this item.";
    Undo "undo" "undo" LEFT, ["u"] 50 does("undo"), nothing => |_, _| Ok(vec![Effect::Undo]),
        "Undoes your last change.";
    Redo "redo" "redo" LEFT.and(places(&[Welcome])), ["Ctrl-r"] 0 does("redo"), nothing => |_, _| Ok(vec![Effect::Redo]),
        "Redoes what you undid.";

    // Adding other things.
    NewCriterion "new-criterion" "new criterion" ITEMS, ["-", "N c"] 54 does("criterion add"), item => new::criteria,
        "Adds acceptance criteria.";
    NewTask "new-task" "new task" ITEMS, ["N t"] 0 does("task add"), item => new::tasks,
        "Adds tasks.";
    NewQuestion "new-question" "new question" ITEMS, ["(", "N q"] 53 does("question add"), item => new::question,
        "Asks a question about the item.";
    Answer "answer" "answer" places(&[Backlog, Detail, Refinement]), [")"] 53 does("question answer"), item => edit::answer,
        "Answers the selected question, or the first open one.";
    NewComment "new-comment" "new comment" ITEMS, ["N m"] 0 does("comment add"), item => new::comment,
        "Adds a comment.";
    NewLink "new-link" "new link" ITEMS, ["N l"] 0 does("link add"), item => new::link,
        "Adds a link.";
    NewDependency "new-dependency" "waits for" ITEMS, ["&", "N d"] 12 does("depend"), item => new::dependency,
        "Adds or removes a dependency.";
    NewChild "new-child" "new child" ITEMS, ["N i"] 0 does("add"), nothing => new::children,
        "Adds a child item.";
    NewEpic "new-epic" "new epic" SCREENS, ["N e"] 0 does("epic add"), nothing => new::epic,
        "Adds an epic.";
    NewSprint "new-sprint" "new sprint" SCREENS, ["N s"] 0 does("sprint new"), nothing => sprint::new,
        "Plans a sprint; dates are suggested.";
    NewPerson "new-person" "new person" SCREENS, ["N p"] 0 does("person add"), nothing => people::new,
        "Adds a person.";

    // The sprint.
    SprintMenu "sprint-menu" "sprint" SCREENS, ["g"] 55 look("sprint show"), nothing => sprint::menu,
        "Plans, starts, closes or opens a sprint, and sets its goal.";

    // Ceremonies.
    Ceremonies "ceremonies" "ceremonies" SCREENS, ["c"] 48 look("hold"), nothing => meeting::menu,
        "Starts or joins a ceremony, or shows the minutes of one that has ended.";
    Next "next" "next" places(&[Refinement, StandUp, SprintReview, Retrospective]), ["l", "Right"] 95 NONE, nothing => |model, world| meeting::along(model, world, true),
        "Next item, person or column; after the last, the next topic.";
    Previous "previous" "previous" places(&[Refinement, StandUp, SprintReview, Retrospective]), ["h", "Left"] 0 NONE, nothing => |model, world| meeting::along(model, world, false),
        "Previous item, person or column.";
    NextTopic "next-topic" "next topic" TOPICS, ["Tab"] 92 NONE, nothing => |model, world| meeting::topic(model, world, true),
        "Next topic of the ceremony.";
    PreviousTopic "previous-topic" "previous topic" TOPICS, ["Shift-Tab"] 0 NONE, nothing => |model, world| meeting::topic(model, world, false),
        "Previous topic.";
    NextSprint "next-sprint" "next sprint" places(&[Planning]), [">"] 44 does("sprint add"), nothing => |model, world| meeting::ahead(model, world, true),
        "Plans the sprint after this one.";
    PreviousSprint "previous-sprint" "previous sprint" places(&[Planning]), ["<"] 0 does("sprint add"), nothing => |model, world| meeting::ahead(model, world, false),
        "Plans the sprint before this one.";
    Impede "impediment" "impediment" ITEMS.and(places(&[Retrospective])), ["!"] 52 does("impediment add"), nothing => meeting::impede,
        "Records an impediment.";
    Feedback "feedback" "feedback" SCREENS, ["F"] 51 does("feedback add"), nothing => meeting::feedback,
        "Records feedback on the product or the item.";
    Park "park" "park" MEETINGS, ["p"] 49 does("note add"), nothing => meeting::park,
        "Parks a topic or the item for later; in refinement, the item moves to the end of the queue.";
    Decide "decide" "decision" MEETINGS, ["d"] 47 does("note add"), nothing => meeting::decide,
        "Records a decision.";
    PlayCard "play-card" "play a card" places(&[Refinement]), ["C"] 69 does("vote"), nothing => meeting::poker::play,
        "Plays your hidden card of planning poker: everyone sees that you voted, nobody sees what.";
    Urgent "urgent" "urgent item" places(&[Board, StandUp]), ["U"] 46 does("sprint urgent"), nothing => meeting::urgent,
        "Adds a new bug, or the item, to the running sprint as unplanned work.";
    Shuffle "shuffle" "shuffle" places(&[StandUp]), ["Z"] 0 NONE, nothing => meeting::shuffle,
        "Shuffles the order of the people.";
    GoalOutcome "goal-outcome" "goal met?" places(&[SprintReview]), ["G"] 63 does("sprint outcome"), nothing => meeting::goal_outcome,
        "Records whether the sprint goal was met, partly met or not met.";
    Group "group" "group" places(&[Retrospective]), ["="] 61 does("note group"), nothing => meeting::group,
        "Groups the note with another, or ungroups it.";
    Reveal "reveal" "reveal" places(&[Retrospective]), ["*"] 60 does("note reveal"), nothing => meeting::reveal,
        "Reveals the hidden notes.";
    Why "why" "why" places(&[Retrospective]), ["W"] 59 does("note add"), nothing => meeting::why,
        "Asks why about a note, and adds the answer below it.";
    Attend "attendance" "attendance" MEETINGS, ["w"] 25 does("present"), nothing => meeting::attend,
        "Records who is present.";
    Timebox "timebox" "timebox" MEETINGS, ["Ctrl-t"] 0 does("timebox"), nothing => meeting::timebox,
        "Changes the timebox of this ceremony.";
    Present "presenter" "presenter layout" MEETINGS, ["P"] 24 NONE, nothing => meeting::present,
        "Switches between the layout for a shared screen and the usual one.";
    Minutes "minutes" "minutes" MEETINGS, ["M"] 23 look("minutes"), nothing => meeting::minutes,
        "Shows the minutes so far.";
    End "end" "end" MEETINGS, ["Q"] 45 does("end"), nothing => meeting::end,
        "Ends the ceremony and shows its minutes.";
    CopyMinutes "copy-minutes" "copy" places(&[Minutes]), ["y"] 80 look("minutes"), nothing => go::copy_minutes,
        "Copies the minutes as Markdown.";
    SaveMinutes "save-minutes" "write to a file" places(&[Minutes]), ["w"] 79 look("minutes"), nothing => meeting::save_minutes,
        "Writes the minutes to a file, as Markdown.";

    // Screens besides the panes.
    ItemHistory "item-history" "item's history" ITEMS, ["i"] 0 look("log"), item => go::item_history,
        "Shows the item's history.";
    ProductHistory "history" "history" SCREENS, ["I"] 0 look("log"), nothing => |model, _| go::show_history(model, None),
        "Shows the history of the product.";
    Setup "setup" "setup" SCREENS, [","] 0 look("product"), nothing => go::setup,
        "Settings of the product: people, epics, labels, columns, definitions and sprints.";
    ActFor "act-for" "on behalf of" SCREENS, ["f"] 0 does("accept"), nothing => people::act_for,
        "Chooses the product owner on whose behalf you accept and reject.";
    Lanes "lanes" "lanes" places(&[Board, StandUp]), ["z"] 45 NONE, nothing => by_screen::lanes,
        "Groups the board by person, by epic, or not; walks a stand-up by person or over the board.";
    NewBackup "new-backup" "save a copy" SCREENS, ["N b"] 0 does("backup"), nothing => file::backup,
        "Saves a copy of the file while everyone keeps working.";
    Import "import" "import a file" SCREENS, ["N f"] 0 does("import"), nothing => file::import,
        "Imports a backlog from Jira, CSV or text.";

    // Layers above a screen.
    Submit "submit" "done" places(&[Prompt, Picker, Welcome]), ["Enter"] 90 NONE, nothing => layers::submit,
        "Saves what was typed.";
    SubmitForm "submit-form" "save" places(&[Editor, Form]), ["Ctrl-s"] 75 NONE, nothing => layers::submit,
        "Saves what was typed.";
    NextField "next-field" "next field" places(&[Form, Welcome]), ["Tab", "Down"] 80 NONE, nothing => |model, _| layers::to_field(model, 1),
        "Next field.";
    PreviousField "previous-field" "previous field" places(&[Form, Welcome]), ["Shift-Tab", "Up"] 0 NONE, nothing => |model, _| layers::to_field(model, -1),
        "Previous field.";
    EditField "edit-field" "save, or open" places(&[Form]), ["Enter"] 85 NONE, nothing => layers::enter_field,
        "Saves; opens a long text or a list.";
    Outside "open-editor" "in $EDITOR" places(&[Editor, Form]), ["Ctrl-e"] 60 NONE, nothing => layers::outside,
        "Continues in your editor.";
    NextColumn "next-column" "next column" places(&[Prompt]), ["Tab"] 0 NONE, nothing => layers::tab,
        "Next column of the wall.";
    Choose "choose" "choose" places(&[Picker]), ["Tab"] 70 NONE, nothing => layers::mark,
        "Selects several rows.";
    Cancel "cancel" "cancel" TEXTS, ["Esc"] 80 NONE, nothing => layers::cancel,
        "Cancels; nothing changes.";
    Yes "yes" "yes" places(&[Confirm]), ["y"] 90 NONE, nothing => layers::submit,
        "Confirms.";
    No "no" "no" places(&[Confirm]), ["n", "Esc", "q"] 80 NONE, nothing => layers::cancel,
        "Cancels; nothing changes.";
}

/// Former names of actions. Settings that use them still work, and the new name is reported.
const RENAMED: [(&str, Action); 6] = [
    ("carry-right", Action::CarryRight),
    ("carry-left", Action::CarryLeft),
    ("turn-over", Action::Reveal),
    ("attend", Action::Attend),
    ("outside", Action::Outside),
    ("repaint", Action::Repaint),
];

impl Action {
    /// Returns its row of the table.
    pub fn row(self) -> &'static ActionRow {
        // The table is in the order of the variants, which a test ensures.
        &TABLE[self as usize]
    }

    /// Returns the action with this name.
    pub fn named(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.name == name).map(|row| row.action)
    }

    /// Returns the action with this former name.
    pub fn formerly(name: &str) -> Option<Self> {
        RENAMED.iter().find(|(old, _)| *old == name).map(|(_, action)| *action)
    }

    /// Checks whether the action is available.
    ///
    /// # Errors
    /// The reason why it is not.
    pub fn available(self, model: &Model, world: &World<'_>) -> Result<(), &'static str> {
        let row = self.row();
        if row.verb.changes && !world.is_writable {
            return Err("this file cannot be written");
        }
        (row.available)(model, world)
    }

    /// Runs the action.
    ///
    /// # Errors
    /// The reason why it is not available, or why it refuses.
    pub fn run(self, model: &mut Model, world: &World<'_>) -> Answer {
        // Whoever wants to write decides first.
        if let Some(lost) = world.lost.filter(|_| self.row().verb.changes) {
            return super::update::lost(lost).open();
        }
        self.available(model, world)?;
        (self.row().run)(model, world)
    }

    /// Returns its default keys.
    pub fn chords(self) -> impl Iterator<Item = Chord> {
        self.row().chords.iter().filter_map(|chord| chord.parse().ok())
    }
}

/// Opens the palette: all actions of this context, those that change something first.
fn palette(model: &mut Model, world: &World<'_>) -> Answer {
    let context = model.context();
    let mut table: Vec<_> = TABLE.iter().filter(|row| row.places.has(context)).collect();
    table.sort_by_key(|row| (row.verb.words.is_empty(), std::cmp::Reverse(row.weight)));
    let pick = |row: &&'static ActionRow| {
        let name = row.name;
        PickRow {
            action: Some(name),
            disabled: row.action.available(model, world).err().map(str::to_owned),
            ..PickRow::new(row.title, row.help, move |_| Ok(vec![Effect::Act(name)]))
        }
    };
    let rows = table.iter().map(pick).collect();
    layer::Picker::new("All actions", rows).open()
}

/// Returns the keys that start a ceremony's footer, where the weights in the table do not apply.
#[expect(clippy::wildcard_enum_match_arm, reason = "elsewhere the table says it")]
pub fn first_keys(context: Context) -> &'static [Action] {
    use Action::{
        Accept, Answer, Attend, Block, CarryRight, Decide, Edit, End, Estimate, Failed, Feedback,
        GoalOutcome, Group, Impede, Met, New, NewCriterion, NewDependency, NewQuestion, NewTask, Next,
        NextSprint, NextTopic, Open, Park, PlayCard, Ready, Reject, Reveal, Right, Split, Sprint, SprintMenu,
        Why,
    };
    match context {
        Context::Refinement => &[
            Next,
            Estimate,
            Edit,
            Ready,
            Attend,
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
            &[Sprint, NextTopic, Right, Attend, Edit, SprintMenu, NewTask, NextSprint, Park, Decide, End]
        }
        Context::StandUp => &[Next, CarryRight, Block, Impede, Attend, Park, Open, NextTopic, Decide, End],
        Context::SprintReview => &[
            Next,
            Accept,
            Reject,
            Attend,
            Met,
            Failed,
            Feedback,
            NextTopic,
            GoalOutcome,
            SprintMenu,
            Open,
            End,
        ],
        Context::Retrospective => &[Next, New, Met, Attend, Group, Why, Reveal, NextTopic, Edit, Park, End],
        _ => &[],
    }
}

/// Returns whether a chord consists only of letters: where text can be entered, it is typed.
fn is_typed(chord: &str) -> bool {
    chord.parse().is_ok_and(|chord: Chord| chord.keys().iter().all(|key| typed(*key).is_some()))
}

/// Formats the table as the manual of keys, in Markdown.
pub fn manual() -> String {
    let mut text = String::from(
        "# Keys\n\nMade from the table of actions. `:` finds any of them by name, and a name can be given other keys in \
         the settings.\n",
    );
    for context in Context::all() {
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
