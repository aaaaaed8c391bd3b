//! The schedule of the ceremonies: a form with a line for each kind.

use crate::domain::ceremony::Cadence;
use crate::domain::command::{CeremonyCommand, NewCadence};
use crate::domain::value::{CeremonyKind, Weekdays, parse_time};
use crate::tui::effect;
use crate::tui::effect::Answer;
use crate::tui::layer::{Form, typed};
use crate::tui::world::World;

/// Opens the form.
pub fn form(world: &World<'_>) -> Answer {
    let hint = "days and time, such as  mon-fri 09:30  or  wed 14:00 90 min; empty for none";
    let week = world.workspace.working_week();
    let mut form = Form::new("Schedule of the ceremonies");
    let mut slots = Vec::new();
    for kind in CeremonyKind::ALL {
        let now = world.workspace.meetings.cadence(*kind).map(new_of);
        slots.push((
            *kind,
            form.ask(
                kind.title(),
                Some(&now),
                typed(
                    hint,
                    |it: &Option<NewCadence>| it.map_or_else(String::new, written),
                    move |text| read_or_none(text, week),
                ),
            ),
        ));
    }
    form.then(move |form, _| {
        let mut effects = Vec::new();
        for (kind, slot) in &slots {
            if let Some(cadence) = form.changed(slot)? {
                effects.extend(effect::run(CeremonyCommand::Cadence(*kind, cadence)));
            }
        }
        Ok(effects)
    })
    .open()
}

fn new_of(it: &Cadence) -> NewCadence {
    NewCadence { days: it.days, time: it.time, timebox: it.timebox }
}

fn written(it: NewCadence) -> String {
    let timebox = it.timebox.map_or_else(String::new, |minutes| format!(" {minutes} min"));
    format!("{} {:02}:{:02}{timebox}", it.days, it.time / 60, it.time % 60)
}

fn read_or_none(text: &str, week: Weekdays) -> Result<Option<NewCadence>, String> {
    if text.trim().is_empty() { Ok(None) } else { read(text, week).map(Some) }
}

/// Parses `mon-fri 09:30`, `mon 9:30 am` or `wed, fri 14:00 90 min`.
fn read(text: &str, week: Weekdays) -> Result<NewCadence, String> {
    let words: Vec<&str> = text.split_whitespace().filter(|word| *word != "min").collect();
    // No weekday begins with a digit.
    let start = words.iter().position(|word| word.starts_with(|letter: char| letter.is_ascii_digit()));
    let start = start.ok_or("write a time, such as 09:30")?;
    let days = Weekdays::read(&words[..start].join(" "), Some(week)).map_err(|error| format!("{error}"))?;
    let is_half =
        |word: &&str| ["am", "pm", "a.m.", "p.m."].iter().any(|half| word.eq_ignore_ascii_case(half));
    let end = start + 1 + usize::from(words.get(start + 1).is_some_and(is_half));
    let time = words[start..end].join(" ");
    let time = parse_time(&time).ok_or_else(|| format!("{time} is no time of day"))?;
    let timebox = match words.get(end) {
        Some(minutes) => Some(minutes.parse().map_err(|_| "write minutes after the time, such as 90")?),
        None => None,
    };
    Ok(NewCadence { days, time, timebox })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<NewCadence, String> {
        super::read(text, "sun-thu".parse().unwrap())
    }

    #[test]
    fn days_time_and_timebox_are_read_from_one_line() {
        let it = read("mon-fri 09:30").unwrap();
        assert_eq!((it.days, it.time, it.timebox), (Weekdays::MONDAY_TO_FRIDAY, 570, None));
        let it = read("Wed, Fri 14:00 90 min").unwrap();
        assert_eq!((it.days.to_string().as_str(), it.time, it.timebox), ("Wed, Fri", 840, Some(90)));
        let it = read("mon 2 PM 15 min").unwrap();
        assert_eq!((it.time, it.timebox), (840, Some(15)));
        assert_eq!(read("mon-fri 9:30am").unwrap().time, 570);
        assert_eq!(read("daily 10:00").unwrap().days.to_string(), "Sun-Thu", "the days of the team's week");
        for text in ["09:30", "mon", "mon 25:00", "someday 9:30", "mon 9:30 soon"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
