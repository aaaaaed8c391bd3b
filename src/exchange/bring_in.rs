//! Bringing a file into a product: read it, decide it, remember what was chosen for the next time. Screen and command
//! line both call this.

use super::columns::{BadMapping, Described, Mapping};
use super::json::{self, BadExport};
use super::statuses::{Origin, StatusWord};
use super::{Format, Options, Source, Unreadable};
use crate::domain::command::Command;
use crate::domain::import::{Plan, Problem};
use crate::domain::value::Stage;
use crate::session::{Session, Stop};
use crate::store::failure::Failure;

/// How a file is to be brought in; what is not said is remembered from the last time, or guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// Columns with what they mean: `("story_points", "points")`.
    pub columns: Vec<(String, String)>,
    /// Status words with their stages.
    pub statuses: Vec<(String, Stage)>,
    /// The name under which the source keys are known.
    pub source: Option<String>,
    /// The sprint that runs in the other tool.
    pub current: Option<String>,
    /// Whether `6/7/2025` is in July.
    pub day_first: Option<bool>,
    /// Whether it is only to be said what would happen.
    pub rehearse: bool,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Brought {
    /// What was done, to be read by people.
    pub told: String,
    /// The revision under which it stands; `None` for a rehearsal and where nothing changed.
    pub revision: Option<u64>,
    /// What it comes to.
    pub plan: Plan,
    /// The rows that could not be taken as they are.
    pub problems: Vec<Problem>,
    /// How the columns were understood.
    pub columns: Vec<Described>,
    /// How the statuses were understood.
    pub statuses: Vec<StatusWord>,
}

impl Brought {
    /// Tells whether anything in the file did not come in as what it is.
    pub fn is_lossy(&self) -> bool {
        self.problems.iter().any(|problem| problem.is_loss)
    }

    /// Returns how many rows were left out.
    pub fn left_out(&self) -> usize {
        self.problems.iter().filter(|problem| problem.left_out).count()
    }
}

/// Why nothing was brought in.
#[derive(Debug, thiserror::Error)]
pub enum NotBrought {
    /// The file cannot be read as a list of items.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// A column or a meaning that was named does not exist.
    #[error(transparent)]
    Mapping(#[from] BadMapping),
    /// The file is an export of ours, and damaged.
    #[error(transparent)]
    Export(#[from] BadExport),
    /// A rule or the world says no.
    #[error(transparent)]
    Stopped(#[from] Stop),
    /// What was chosen before cannot be read, or cannot be kept.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// A file as a person is shown it before it is brought in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Look {
    /// What it comes to; `None` where no column is known to hold the titles.
    pub plan: Option<Plan>,
    /// How many rows would be left out.
    pub left_out: usize,
    /// How the columns are understood.
    pub columns: Vec<Described>,
    /// How the statuses are understood.
    pub statuses: Vec<StatusWord>,
}

/// Tells whether a file is a whole export of ours.
pub fn is_whole(name: &str, bytes: &[u8]) -> bool {
    Source::open(name, bytes).is_ok_and(|source| source.format() == Format::Json)
}

/// Looks at a file without bringing it in: what there is to choose, and what it comes to.
pub fn look_into(session: &mut Session, name: &str, bytes: &[u8], wish: &Wish) -> Result<Look, NotBrought> {
    let source = Source::open(name, bytes)?;
    if source.format() == Format::Json {
        return Ok(Look { plan: Some(restore(session, name, &source, true)?.plan), ..Look::default() });
    }
    let choices = choices(session, &source, wish)?;
    let options = &choices.options;
    let columns = options.mapping.as_ref().map(|mapping| source.describe(mapping)).unwrap_or_default();
    let mut batch = match source.read(options) {
        Ok(batch) => batch,
        Err(Unreadable::NoTitle { .. }) => return Ok(Look { columns, ..Look::default() }),
        Err(error) => return Err(error.into()),
    };
    batch.current.clone_from(&wish.current);
    let left_out = batch.problems.iter().filter(|problem| problem.left_out).count();
    let statuses = source.statuses(options)?;
    let plan = session.plan(&Command::Import(Box::new(batch)))?;
    Ok(Look { plan: Some(plan), left_out, columns, statuses })
}

/// Brings a file in. `ask` is asked once about each status word that nothing tells the stage of; `None` leaves it new.
pub fn bring_in(
    session: &mut Session,
    name: &str,
    bytes: &[u8],
    wish: &Wish,
    ask: &mut dyn FnMut(&StatusWord) -> Option<Stage>,
) -> Result<Brought, NotBrought> {
    let source = Source::open(name, bytes)?;
    if source.format() == Format::Json {
        return restore(session, name, &source, wish.rehearse);
    }
    let Choices { mut options, columns_name, statuses_name } = choices(session, &source, wish)?;
    for word in source.statuses(&options)? {
        if word.from == Origin::Unknown
            && let Some(stage) = ask(&word)
        {
            options.statuses.set(&word.status, stage);
        }
    }
    let mut batch = source.read(&options)?;
    batch.current.clone_from(&wish.current);
    let mut brought = Brought {
        problems: batch.problems.clone(),
        columns: options.mapping.as_ref().map(|mapping| source.describe(mapping)).unwrap_or_default(),
        statuses: source.statuses(&options)?,
        ..Brought::default()
    };
    let command = Command::Import(Box::new(batch));
    brought.plan = session.plan(&command)?;
    if wish.rehearse {
        brought.told = format!("would have {}", brought.plan.sentence());
        return Ok(brought);
    }
    if brought.plan.new + brought.plan.updated == 0 {
        brought.told = format!(
            "nothing is new in {}: {} rows are as they were",
            brought.plan.file, brought.plan.unchanged
        );
    } else {
        let outcome = session.run(&command)?;
        brought.revision = Some(outcome.revision);
        brought.told = outcome.told;
    }
    keep(session, &statuses_name, &options.statuses)?;
    if let (Some(name), Some(mapping)) = (columns_name, &options.mapping) {
        keep(session, &name, mapping)?;
    }
    Ok(brought)
}

/// How a file is read, and the names under which what was chosen is remembered.
struct Choices {
    options: Options,
    columns_name: Option<String>,
    statuses_name: String,
}

/// Works out how to read a file: as was said, else as the last time, else as guessed.
fn choices(session: &mut Session, source: &Source, wish: &Wish) -> Result<Choices, NotBrought> {
    let zone = session.workspace().product().map_or(chrono_tz::UTC, |product| product.zone);
    let mut options =
        Options { day_first: wish.day_first, source: wish.source.clone(), ..Options::new(zone) };
    let columns_name = columns(session, source, wish, &mut options)?;
    let statuses_name =
        format!("import:statuses:{}", wish.source.as_deref().unwrap_or(source.format().source()));
    options.statuses = remembered(session, &statuses_name)?.unwrap_or_default();
    for (word, stage) in &wish.statuses {
        options.statuses.set(word, *stage);
    }
    Ok(Choices { options, columns_name, statuses_name })
}

/// Works out what the columns mean: as was said, else as the last time, else as guessed. Returns the memo's name.
fn columns(
    session: &mut Session,
    source: &Source,
    wish: &Wish,
    options: &mut Options,
) -> Result<Option<String>, NotBrought> {
    let Some(guessed) = source.mapping() else { return Ok(None) };
    let name = format!("import:columns:{}", guessed.signature());
    let mut mapping: Mapping = remembered(session, &name)?.unwrap_or(guessed);
    for (column, field) in &wish.columns {
        mapping.set(column, field)?;
    }
    options.mapping = Some(mapping);
    Ok(Some(name))
}

fn restore(
    session: &mut Session,
    name: &str,
    source: &Source,
    rehearse: bool,
) -> Result<Brought, NotBrought> {
    let whole = json::read(source.text().unwrap_or_default(), name)?;
    let items = whole.items.len();
    let command = Command::Restore(Box::new(whole));
    let plan = Plan { file: name.to_owned(), items, new: items, ..Plan::default() };
    if rehearse {
        let decision = session.rehearse(&command)?;
        return Ok(Brought { told: format!("would have {}", decision.sentence), plan, ..Brought::default() });
    }
    let outcome = session.run(&command)?;
    Ok(Brought { told: outcome.told, revision: Some(outcome.revision), plan, ..Brought::default() })
}

fn remembered<T: serde::de::DeserializeOwned>(
    session: &mut Session,
    name: &str,
) -> Result<Option<T>, Failure> {
    // What an older version kept in another form is guessed anew.
    Ok(session.memo(name)?.and_then(|text| serde_json::from_str(&text).ok()))
}

fn keep(session: &mut Session, name: &str, value: &impl serde::Serialize) -> Result<(), Failure> {
    match serde_json::to_string(value) {
        Ok(text) => session.set_memo(name, &text),
        Err(_) => Ok(()),
    }
}

/// The statuses that a person chose, for tests of what is remembered.
#[cfg(test)]
fn chosen(session: &mut Session, source: &str) -> super::statuses::StatusMap {
    remembered(session, &format!("import:statuses:{source}")).unwrap().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::json::tests::full;

    const TABLE: &[u8] = b"key,what,effort,state\nA-1,Pay by card,5,brewing\nA-2,Receipt,3,done\n";

    fn wish() -> Wish {
        Wish {
            columns: vec![
                ("what".to_owned(), "title".to_owned()),
                ("effort".to_owned(), "points".to_owned()),
            ],
            ..Wish::default()
        }
    }

    #[test]
    fn what_was_chosen_is_remembered_for_the_next_file() {
        let mut session = full();
        let mut asked = Vec::new();
        let first = bring_in(&mut session, "a.csv", TABLE, &wish(), &mut |word| {
            asked.push(word.status.clone());
            Some(Stage::Ready)
        });
        assert_eq!((first.unwrap().plan.new, asked.as_slice()), (2, ["brewing".to_owned()].as_slice()));
        assert_eq!(chosen(&mut session, "csv").get("Brewing"), Some(Stage::Ready));
        let again =
            bring_in(&mut session, "a.csv", TABLE, &Wish::default(), &mut |_| panic!("asked again")).unwrap();
        assert_eq!((again.plan.unchanged, again.revision), (2, None));
    }

    #[test]
    fn a_look_says_what_there_is_to_choose_and_what_it_comes_to() {
        let mut session = full();
        let look = look_into(&mut session, "a.csv", TABLE, &Wish::default()).unwrap();
        assert_eq!((look.plan, look.columns.len(), look.statuses.len()), (None, 4, 0));
        let look = look_into(&mut session, "a.csv", TABLE, &wish()).unwrap();
        assert_eq!(look.plan.map(|plan| plan.new), Some(2));
        let statuses: Vec<_> = look.statuses.iter().map(|it| (it.status.as_str(), it.stage)).collect();
        assert_eq!(statuses, [("brewing", Stage::New), ("done", Stage::Accepted)]);
        assert!(look_into(&mut session, "a.csv", b"", &Wish::default()).is_err());
    }

    #[test]
    fn a_rehearsal_changes_nothing_and_remembers_nothing() {
        let mut session = full();
        let before = session.workspace().revision;
        let wish = Wish { rehearse: true, ..wish() };
        let told = bring_in(&mut session, "a.csv", TABLE, &wish, &mut |_| None).unwrap().told;
        assert!(told.starts_with("would have imported 2 items from a.csv"), "{told}");
        assert_eq!(session.workspace().revision, before);
        assert!(bring_in(&mut session, "a.csv", TABLE, &Wish::default(), &mut |_| None).is_err());
    }
}
