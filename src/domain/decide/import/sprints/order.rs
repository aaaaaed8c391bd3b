//! The order of sprints, given only their names and the chains in which items were carried over.

use crate::domain::value::Line;
use std::collections::{BTreeSet, HashMap, HashSet};

/// A part of a name, with numbers compared as numbers: `Sprint 9` precedes `Sprint 10`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum NaturalPart {
    Number(u128),
    Text(String),
}

fn natural(name: &str) -> Vec<NaturalPart> {
    let mut pieces = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let end = rest.find(|it: char| it.is_ascii_digit() != is_digit).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        pieces.push(match piece.parse() {
            Ok(number) => NaturalPart::Number(number),
            Err(_) => NaturalPart::Text(piece.to_lowercase()),
        });
        rest = after;
    }
    pieces
}

/// Returns the distinct sprints of all chains, the oldest first.
///
/// A sprint that precedes another in a chain is earlier; where chains are silent or contradict each other, the names
/// decide.
pub(super) fn ordered(chains: &[Vec<(String, Line)>]) -> Vec<(String, Line)> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut sprints: Vec<&(String, Line)> = Vec::new();
    for sprint in chains.iter().flatten() {
        places.entry(&sprint.0).or_insert_with(|| {
            sprints.push(sprint);
            sprints.len() - 1
        });
    }
    let mut later: Vec<HashSet<usize>> = vec![HashSet::new(); sprints.len()];
    let mut earlier: Vec<usize> = vec![0; sprints.len()];
    for pair in chains.iter().flat_map(|chain| chain.windows(2)) {
        let (one, next) = (places[pair[0].0.as_str()], places[pair[1].0.as_str()]);
        if one != next && later[one].insert(next) {
            earlier[next] += 1;
        }
    }
    let names: Vec<Vec<NaturalPart>> = sprints.iter().map(|(_, line)| natural(line)).collect();
    let mut waiting: BTreeSet<(&[NaturalPart], usize)> = names.iter().map(Vec::as_slice).zip(0..).collect();
    let mut free: BTreeSet<(&[NaturalPart], usize)> =
        waiting.iter().copied().filter(|it| earlier[it.1] == 0).collect();
    let mut order = Vec::with_capacity(sprints.len());
    // If none is free, the chains contradict each other: the name decides which one is next.
    while let Some(next) = free.pop_first().or_else(|| waiting.first().copied()) {
        waiting.remove(&next);
        order.push(sprints[next.1].clone());
        for other in &later[next.1] {
            earlier[*other] = earlier[*other].saturating_sub(1);
            let other = (names[*other].as_slice(), *other);
            if earlier[other.1] == 0 && waiting.contains(&other) {
                free.insert(other);
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(chains: &[&[&str]]) -> Vec<String> {
        let named = |name: &&str| (name.to_lowercase(), name.parse().unwrap());
        let chains: Vec<Vec<_>> = chains.iter().map(|chain| chain.iter().map(named).collect()).collect();
        ordered(&chains).into_iter().map(|(_, line)| line.to_string()).collect()
    }

    #[test]
    fn numbers_in_names_count_as_numbers() {
        assert_eq!(order(&[&["Sprint 10"], &["Sprint 9"], &["sprint 9"]]), ["Sprint 9", "Sprint 10"]);
    }

    #[test]
    fn chains_go_before_names() {
        assert_eq!(
            order(&[&["Zebra", "Ape"], &["Ape", "Sprint 1"], &["Bear"]]),
            ["Bear", "Zebra", "Ape", "Sprint 1"]
        );
    }

    #[test]
    fn chains_that_contradict_each_other_leave_nobody_out() {
        assert_eq!(order(&[&["A", "B"], &["B", "A"], &["B", "C"]]), ["A", "B", "C"]);
        assert_eq!(order(&[&["A", "A"]]), ["A"]);
        assert!(order(&[]).is_empty());
    }
}
