//! "Did you mean …": the known name that is nearest to what was typed.

/// Returns the candidate that `given` was probably meant to be, or `None` where nothing is near.
///
/// Near means: it differs in at most a third of the letters (at least one), with neighbours that changed places
/// counted as one difference and capitals as none. Of two equally near the first wins.
pub fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = letters(given);
    if given.is_empty() || given.len() > 64 {
        return None;
    }
    candidates
        .into_iter()
        .map(|candidate| (distance(&given, &letters(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn letters(text: &str) -> Vec<char> {
    text.trim().chars().flat_map(char::to_lowercase).collect()
}

/// Counts insertions, deletions, replacements and swaps of neighbours ("optimal string alignment").
fn distance(left: &[char], right: &[char]) -> usize {
    let mut rows: [Vec<usize>; 2] = [Vec::new(), (0..=right.len()).collect()];
    for (i, a) in left.iter().enumerate() {
        let [two_above, above] = &rows;
        let mut row = vec![i + 1];
        for (j, b) in right.iter().enumerate() {
            let replaced = above[j] + usize::from(a != b);
            let mut least = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == right[j - 1] && left[i - 1] == *b {
                least = least.min(two_above[j - 1] + 1);
            }
            row.push(least);
        }
        rows.swap(0, 1);
        rows[1] = row;
    }
    rows[1][right.len()]
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
    fn distance_is_symmetric_and_zero_for_the_same() {
        for (a, b, expected) in [("", "", 0), ("a", "", 1), ("ab", "ba", 1), ("kitten", "sitting", 3)] {
            let (a, b) = (letters(a), letters(b));
            assert_eq!(distance(&a, &b), expected);
            assert_eq!(distance(&b, &a), expected);
        }
    }
}
