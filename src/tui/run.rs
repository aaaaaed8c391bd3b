//! The event loop: draw if something has changed, wait for keys, update, and perform the effects that need the
//! terminal.

use super::app::App;
use super::clipboard;
use super::draft::{self, TextDraft};
use super::editor::{self, EditorOutcome};
use super::effect::{Effect, Outside};
use super::key::TerminalInput;
use super::layer::Then;
use super::terminal::Terminal;
use super::theme::{OwnColours, Theme};
use super::upkeep::Daily;
use super::view;
use crate::config::{Config, Environment};
use crate::domain::command::Command;
use crate::tui::effect::ImportRequest;
use crate::tui::import;
use crossterm::event::Event;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long to wait for a key before reading what others have written.
const WAIT: Duration = Duration::from_millis(250);

/// Slower frames are logged.
const SLOW: Duration = Duration::from_millis(50);

/// The reason why the loop ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExitReason {
    /// The person quit.
    Quit(Unsaved),
    /// The system requested it, with this exit code.
    Ended(u8, Unsaved),
    /// The demo was requested instead.
    Demo,
    /// The file must be created and this command run in it; then a file to import is asked for if the flag is set.
    Create(Command, bool),
    /// This backup must be put in the place of the file, which is opened again then.
    Restore(PathBuf),
}

/// What was not saved in the file when the loop ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unsaved {
    /// The files of the drafts.
    pub kept: Vec<PathBuf>,
    /// The titles of the texts that could not be kept, with the reason.
    pub lost: Vec<(String, String)>,
    /// Whether a change still waits for another program.
    pub waits: bool,
}

/// What the loop needs besides the app.
pub struct Surroundings<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The environment.
    pub environment: &'a Environment,
    /// The path of the product's file.
    pub file: &'a Path,
    /// The daily maintenance.
    pub upkeep: Daily,
}

/// Runs until the person quits.
pub fn run(app: &mut App, terminal: &mut Terminal, around: &mut Surroundings<'_>) -> ExitReason {
    let (columns, rows) = terminal.size();
    app.input(Event::Resize(columns, rows));
    let mut changed = true;
    let mut kept: Vec<PathBuf> = Vec::new();
    // Before the first frame, so that the frame is the last thing written; the answers are inputs, whenever they arrive.
    let mut own = OwnColours::default();
    terminal.ask_colours();
    loop {
        if changed {
            let began = Instant::now();
            terminal.draw(|frame| view::draw(frame, app));
            let took = began.elapsed();
            if took > SLOW {
                tracing::warn!(?took, "a slow frame");
            }
            changed = false;
        }
        let wait = if app.is_restless() { Duration::ZERO } else { WAIT };
        let inputs = terminal.inputs(wait);
        if inputs.is_empty() {
            changed |= app.tick();
            if app.time_ran_out() && around.config.bell {
                terminal.ring();
            }
            kept = keep_unwritten(app, around, kept);
            if !app.is_restless()
                && let Some(words) = around.upkeep.tick()
            {
                app.refuse(words);
                changed = true;
            }
            continue;
        }
        for input in inputs {
            let event = match input {
                TerminalInput::End(code) => {
                    tracing::info!(code, "asked to end");
                    // Unsaved text first: it cannot be recreated, and there is little time.
                    let mut unsaved = keep_drafts(app, around, kept);
                    let waits = app.is_waiting();
                    if waits && app.finish() {
                        unsaved = keep_drafts(app, around, unsaved.kept);
                    }
                    app.keep_place();
                    return ExitReason::Ended(code, Unsaved { waits: app.is_waiting(), ..unsaved });
                }
                TerminalInput::Colours(answer) => {
                    own = own.and(answer);
                    let (theme, _) = Theme::of(around.config, around.environment, own);
                    changed |= theme != app.theme;
                    app.theme = theme;
                    continue;
                }
                TerminalInput::Event(event) => event,
            };
            changed = true;
            for outside in app.input(event) {
                if let Some(end) = perform(app, terminal, around, outside) {
                    return end;
                }
            }
            kept = keep_unwritten(app, around, kept);
            if app.model.is_over {
                let unsaved = keep_drafts(app, around, kept);
                app.keep_place();
                return ExitReason::Quit(unsaved);
            }
        }
    }
}

/// Saves the drafts, replacing those `kept` before.
fn keep_drafts(app: &App, around: &Surroundings<'_>, kept: Vec<PathBuf>) -> Unsaved {
    let mut unsaved = Unsaved::default();
    let product = name_of(around.file);
    for draft in app.drafts() {
        let draft = TextDraft { product: product.clone(), ..draft };
        match keep_draft(around, &draft) {
            Ok(path) => unsaved.kept.push(path),
            Err(error) => unsaved.lost.push((draft.title, error.to_string())),
        }
    }
    let not_kept = app.not_kept().map(|title| (title, "hidden input is not written to the disk".to_owned()));
    unsaved.lost.extend(not_kept);
    if unsaved.lost.is_empty() {
        for former in &kept {
            draft::forget(former);
        }
    } else {
        unsaved.kept.extend(kept);
    }
    unsaved
}

fn keep_draft(around: &Surroundings<'_>, draft: &TextDraft) -> std::io::Result<PathBuf> {
    let folder = around.environment.state_dir.as_deref().ok_or_else(|| {
        std::io::Error::new(
            std::io::ErrorKind::NotFound,
            "there is no folder for what is kept beside the file",
        )
    })?;
    draft.keep(folder)
}

/// Saves input that could not be written to the file, and removes it once it is written.
fn keep_unwritten(app: &mut App, around: &Surroundings<'_>, kept: Vec<PathBuf>) -> Vec<PathBuf> {
    if std::mem::take(&mut app.is_unwritten) {
        let unsaved = keep_drafts(app, around, kept);
        let reason = unsaved.lost.first().map(|(_, reason)| reason.clone());
        let place = unsaved.kept.first().map(|path| around.environment.shown(path));
        if reason.is_some() || place.is_some() {
            app.kept_draft(reason.map_or_else(|| Ok(place.unwrap_or_default()), Err));
        }
        return unsaved.kept;
    }
    if app.drafts().is_empty() {
        for path in &kept {
            draft::forget(path);
        }
        return Vec::new();
    }
    kept
}

/// Returns the absolute path of a product's file.
fn name_of(file: &Path) -> String {
    std::path::absolute(file).unwrap_or_else(|_| file.to_owned()).display().to_string()
}

/// Restores the draft that was saved when the program was ended.
pub(super) fn take_up_draft(app: &mut App, around: &Surroundings<'_>) {
    let Some(folder) = around.environment.state_dir.as_deref() else { return };
    let Some((draft, file)) = TextDraft::find(folder, &name_of(around.file)) else { return };
    let words = if app.take_up(&draft) {
        draft::forget(&file);
        "restored: what you were writing when the program ended; not saved yet".to_owned()
    } else {
        let file = draft::set_aside(&file);
        format!(
            "what you were writing when the program was ended ({}) is in {}",
            draft.title,
            around.environment.shown(&file)
        )
    };
    app.say(words);
}

/// Copies a text. The message quotes one line, such as a key or a link; of a longer text it gives the number of lines.
fn copy(app: &mut App, terminal: &mut Terminal, text: &str) {
    match (clipboard::copy(terminal, text), text.trim_end().lines().count()) {
        (Ok(()), 0 | 1) => app.say(format!("copied {text}")),
        (Ok(()), lines) => app.say(format!("copied {lines} lines")),
        (Err(error), _) => app.refuse(error.to_string()),
    }
}

fn perform(
    app: &mut App,
    terminal: &mut Terminal,
    around: &mut Surroundings<'_>,
    outside: Outside,
) -> Option<ExitReason> {
    match outside {
        Outside::Copy(text) => copy(app, terminal, &text),
        Outside::OpenLink(url) => {
            if clipboard::open_link(&url, around.environment.has_desktop) {
                app.say(format!("opened {url}"));
            } else {
                copy(app, terminal, &url);
            }
        }
        Outside::Editor(text, then) => edit(app, terminal, around, &text, &then),
        Outside::Repaint => terminal.repaint(),
        Outside::Suspend => {
            if terminal.stop() {
                terminal.repaint();
            } else {
                app.refuse("this shell cannot resume the program, so it keeps running");
            }
        }
        Outside::Demo => return Some(ExitReason::Demo),
        Outside::Create(command, import) => return Some(ExitReason::Create(command, import)),
        Outside::Import(file) => import(app, terminal, around, &file),
        Outside::Restore(backup) => return Some(ExitReason::Restore(backup)),
    }
    None
}

/// Opens a text in the external editor; whatever happens, the text is not lost.
fn edit(
    app: &mut App,
    terminal: &mut Terminal,
    around: &Surroundings<'_>,
    text: &str,
    then: &Then<str, Effect>,
) {
    let command = around.config.editor_command(around.environment).to_owned();
    let folder = around.environment.state_dir.clone();
    let edited = terminal.lend(|| editor::edit(&command, folder.as_deref(), text));
    match edited {
        EditorOutcome::Changed { text, file } => {
            if app.take_back(&text, then) {
                editor::forget(&file);
            } else if let Some(echo) = &mut app.model.echo {
                echo.text = format!("{}; your text is in {}", echo.text, around.environment.shown(&file));
            }
        }
        EditorOutcome::Unchanged => app.refuse("the text is unchanged"),
        EditorOutcome::Failed { why, kept: Some(file) } => {
            app.refuse(format!("{why}; your text is in {}", around.environment.shown(&file)));
        }
        EditorOutcome::Failed { why, kept: None } => app.refuse(why),
    }
}

fn import(app: &mut App, terminal: &mut Terminal, around: &Surroundings<'_>, file: &ImportRequest) {
    app.say(format!("reading {}", file.path.display()));
    terminal.draw(|frame| view::draw(frame, app));
    let path = around.environment.expand(&file.path);
    app.session.set_progress(Some(terminal.progress()));
    let answer = import::import(&mut app.session, &path, file);
    app.session.set_progress(None);
    terminal.repaint();
    app.imported(answer);
}
