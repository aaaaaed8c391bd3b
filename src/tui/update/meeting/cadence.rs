//! When ceremonies are held, in one form: a line for each of the five.

use crate::domain::ceremony::Cadence;
use crate::domain::command::{CeremonyCommand, Command, NewCadence};
use crate::domain::value::{CeremonyKind, Weekdays, parse_time};
use crate::tui::layer::{Field, Form, FormFor, Layer};
use crate::tui::model::Model;
use crate::tui::update::Answer;
use crate::tui::update::change::push;
use crate::tui::world::World;

/// Opens the form.
pub(super) fn form(model: &mut Model, world: &World<'_>) -> Answer {
    let text = |kind: CeremonyKind| world.workspace.meetings.cadence(kind).map_or_else(String::new, written);
    let fields = CeremonyKind::ALL
        .iter()
        .map(|kind| {
            Field::line(
                kind.title(),
                &text(*kind),
                "days and time, such as  mon-fri 09:30  or  wed 14:00 90 min; empty for none",
            )
        })
        .collect();
    let mut form = Form::new("When ceremonies are held", FormFor::Cadence(Vec::new()), fields);
    form.purpose = FormFor::Cadence(form.texts());
    push(model, Layer::Form(Box::new(form)))
}

fn written(it: &Cadence) -> String {
    let timebox = it.timebox.map_or_else(String::new, |minutes| format!(" {minutes} min"));
    format!("{} {:02}:{:02}{timebox}", it.days, it.time / 60, it.time % 60)
}

/// What the form comes to; or which field is no good, and why.
pub(in crate::tui::update) fn filled(
    form: &Form,
    before: &[String],
) -> Result<Vec<Command>, (usize, String)> {
    let mut commands = Vec::new();
    for (at, kind) in CeremonyKind::ALL.iter().enumerate() {
        let text = form.text(at).trim().to_owned();
        if before.get(at).is_some_and(|before| *before == text) {
            continue;
        }
        let cadence = if text.is_empty() { None } else { Some(read(&text).map_err(|why| (at, why))?) };
        commands.push(Command::Ceremony(CeremonyCommand::Cadence(*kind, cadence)));
    }
    Ok(commands)
}

/// Reads `mon-fri 09:30` or `wed, fri 14:00 90 min`.
fn read(text: &str) -> Result<NewCadence, String> {
    let words: Vec<&str> = text.split_whitespace().filter(|word| *word != "min").collect();
    let at = words.iter().position(|word| word.contains(':'));
    let at = at.ok_or_else(|| "write a time, such as 09:30".to_owned())?;
    let days: Weekdays = words[..at].join(" ").parse().map_err(|error| format!("{error}"))?;
    let time = parse_time(words[at]).ok_or_else(|| format!("{} is no time of day", words[at]))?;
    let timebox = match words.get(at + 1) {
        Some(minutes) => {
            Some(minutes.parse().map_err(|_| "write minutes after the time, such as 90".to_owned())?)
        }
        None => None,
    };
    Ok(NewCadence { days, time, timebox })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_time_and_timebox_are_read_from_one_line() {
        let it = read("mon-fri 09:30").unwrap();
        assert_eq!((it.days, it.time, it.timebox), (Weekdays::WORKING, 570, None));
        let it = read("Wed, Fri 14:00 90 min").unwrap();
        assert_eq!((it.days.to_string().as_str(), it.time, it.timebox), ("Wed, Fri", 840, Some(90)));
        for text in ["09:30", "mon", "mon 25:00", "someday 9:30", "mon 9:30 soon"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
