//! First-time acceptance: the share of items accepted without ever having been rejected.

use super::share::Share;
use crate::domain::value::Kind;

/// An accepted item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    /// The kind.
    pub kind: Kind,
    /// How often it was rejected before.
    pub rejections: u32,
}

/// The share of items accepted without a rejection.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FirstPass {
    /// Of all items.
    pub all: Share,
    /// Of each kind that occurs, in the order of the kinds.
    pub kinds: Vec<(Kind, Share)>,
}

/// Returns the rate of first-time acceptance: accepted without ever having been rejected / accepted.
pub fn first_pass(items: &[Accepted]) -> FirstPass {
    let share = |kind: Option<Kind>| {
        let of_kind = items.iter().filter(|item| kind.is_none_or(|kind| item.kind == kind));
        let first = of_kind.clone().filter(|item| item.rejections == 0).count();
        Share::new(first as u64, of_kind.count() as u64)
    };
    let kinds = Kind::ALL.iter().map(|kind| (*kind, share(Some(*kind))));
    FirstPass { all: share(None), kinds: kinds.filter(|(_, share)| share.total > 0).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rejected_item_is_no_first_pass_though_it_was_accepted_later() {
        let item = |kind, rejections| Accepted { kind, rejections };
        let rate = first_pass(&[
            item(Kind::Bug, 2),
            item(Kind::Story, 0),
            item(Kind::Story, 1),
            item(Kind::Story, 0),
        ]);
        assert_eq!(rate.all, Share::new(2, 4));
        assert_eq!(rate.kinds, [(Kind::Story, Share::new(2, 3)), (Kind::Bug, Share::new(0, 1))]);
    }

    #[test]
    fn nothing_accepted_is_no_rate() {
        assert_eq!(first_pass(&[]).all.to_string(), "n/a");
    }
}
