//! Texts that exceed the limits of an item: a long title is preserved in full, the end of a long description is lost.

use super::{loss, remark};
use crate::domain::import::{ImportProblem, IncomingItem};
use crate::domain::value::{Line, Prose};

/// Shortens title and description to the limits, and returns a remark for each.
pub fn fit(item: &mut IncomingItem) -> Vec<ImportProblem> {
    let mut done = Vec::new();
    if item.title.chars().count() > Line::MOST {
        let clipped: String = item.title.chars().take(Line::MOST - 1).chain(['…']).collect();
        let full = std::mem::replace(&mut item.title, clipped);
        if !item.description.is_empty() {
            item.description.insert_str(0, "\n\n");
        }
        item.description.insert_str(0, &full);
        let reason = "The title is too long; all of it is at the top of the description.";
        done.push(remark(item.line, reason));
    }
    if let Some((end, _)) = item.description.char_indices().nth(Prose::MOST) {
        item.description.truncate(end);
        done.push(loss(item.line, "The description is too long; its end was cut off."));
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_moves_into_the_description() {
        let long = "é".repeat(1_001);
        let mut item = IncomingItem::titled(1, &long);
        item.description = "why".to_owned();
        assert_eq!(fit(&mut item).len(), 1);
        assert_eq!((item.title.chars().count(), item.title.ends_with("é…")), (1_000, true));
        assert_eq!(item.description, format!("{long}\n\nwhy"));
        assert_eq!(fit(&mut item), []);
    }

    #[test]
    fn a_description_beyond_all_measure_is_cut() {
        let mut item = IncomingItem::titled(1, "x");
        item.description = "é".repeat(Prose::MOST + 1);
        assert_eq!(fit(&mut item).len(), 1);
        assert_eq!(item.description.chars().count(), Prose::MOST);
    }
}
