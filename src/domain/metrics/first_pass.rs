//! First-time acceptance: the share of items accepted without ever having been rejected or reopened.

use super::share::Share;
use crate::domain::value::Kind;

/// An accepted item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    /// The kind.
    pub kind: Kind,
    /// Whether it was rejected before, or reopened after its acceptance.
    pub was_returned: bool,
}

/// The share of items accepted without a rejection, and not reopened since.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FirstPass {
    /// Of all items.
    pub all: Share,
    /// Of each kind that occurs, in the order of the kinds.
    pub kinds: Vec<(Kind, Share)>,
}

/// Returns the rate of first-time acceptance: accepted without ever having been rejected or reopened / accepted. What was
/// reopened remains among those that were accepted.
pub fn first_pass(items: &[Accepted]) -> FirstPass {
    let share = |kind: Option<Kind>| {
        let of_kind = items.iter().filter(|item| kind.is_none_or(|kind| item.kind == kind));
        let first = of_kind.clone().filter(|item| !item.was_returned).count();
        Share::new(first as u64, of_kind.count() as u64)
    };
    let kinds = Kind::ALL.iter().map(|kind| (*kind, share(Some(*kind))));
    FirstPass { all: share(None), kinds: kinds.filter(|(_, share)| share.total > 0).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_back_is_no_first_pass_and_remains_among_the_accepted() {
        let item = |kind, was_returned| Accepted { kind, was_returned };
        let rate = first_pass(&[
            item(Kind::Bug, true),
            item(Kind::Story, false),
            item(Kind::Story, true),
            item(Kind::Story, false),
        ]);
        assert_eq!(rate.all, Share::new(2, 4));
        assert_eq!(rate.kinds, [(Kind::Story, Share::new(2, 3)), (Kind::Bug, Share::new(0, 1))]);
    }

    #[test]
    fn nothing_accepted_is_no_rate() {
        assert_eq!(first_pass(&[]).all.to_string(), "n/a");
    }
}
