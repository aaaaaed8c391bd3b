//! "Did you mean …": the known name that is nearest to what was typed.

/// Returns the candidate that `given` was probably meant to be, or `None` if nothing is near.
///
/// Near means that at most a third of the letters differ (at least one), where two swapped neighbours count as one
/// difference and case is ignored. Of two equally near candidates, the first is returned.
pub fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = letters(given);
    if given.is_empty() || given.chars().count() > 64 {
        return None;
    }
    candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&given, &letters(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Returns the candidate that is most similar to `given`, however distant; only the first 40 letters of each are
/// compared.
pub fn most_alike<T>(given: &str, candidates: impl IntoIterator<Item = (String, T)>) -> Option<T> {
    let first = |text: &str| text.chars().take(40).collect::<String>();
    let given = first(given);
    let distance = |(name, _): &(String, T)| strsim::osa_distance(&given, &first(name));
    candidates.into_iter().min_by_key(distance).map(|(_, candidate)| candidate)
}

fn letters(text: &str) -> String {
    text.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 5] = ["accent", "alert", "backlog", "board", "undo"];

    #[test]
    fn finds_slips_of_the_finger() {
        for (given, meant) in [
            ("acent", "accent"),
            ("Accnet", "accent"),
            ("BOARD", "board"),
            ("udno", "undo"),
            ("backlgo", "backlog"),
        ] {
            assert_eq!(nearest(given, NAMES), Some(meant), "{given}");
        }
    }

    #[test]
    fn says_nothing_where_nothing_is_near() {
        for given in ["", "x", "retrospective", &"a".repeat(10_000)] {
            assert_eq!(nearest(given, NAMES), None);
        }
    }

    #[test]
    fn the_most_alike_is_found_however_far_it_is() {
        let names =
            |names: &[&str]| names.iter().map(|it| ((*it).to_owned(), (*it).to_owned())).collect::<Vec<_>>();
        assert_eq!(
            most_alike("storypoint", names(&["key", "story points"])).as_deref(),
            Some("story points")
        );
        assert_eq!(most_alike("x", names(&["retrospective"])).as_deref(), Some("retrospective"));
        assert_eq!(most_alike("x", names(&[])), None);
    }
}
