//! Keys of a map that stand beside each other: a machine may fit one of them. They are kept in order, so that a new one is
//! compared with its two neighbours and not with all.

use crate::condition::Value;
use crate::program::KeyMatch;
use crate::source::Span;
use std::cmp::Ordering;

/// Keys of one level, of which no two meet.
#[derive(Default)]
pub(super) struct Beside(Vec<(KeyMatch, Span)>);

impl Beside {
    /// Adds a key, unless one that is there already meets it: that one is given.
    pub(super) fn add(&mut self, key: &KeyMatch, span: Span) -> Option<&(KeyMatch, Span)> {
        let at = self.0.partition_point(|(other, _)| starts_before(other, key));
        let near = [at.checked_sub(1), Some(at)].into_iter().flatten();
        let met = near.filter(|near| self.0.get(*near).is_some_and(|(other, _)| meets(other, key))).min();
        if met.is_none() {
            self.0.insert(at, (key.clone(), span));
        }
        met.and_then(|met| self.0.get(met))
    }
}

const fn ends(key: &KeyMatch) -> (Option<&Value>, Option<&Value>) {
    match key {
        KeyMatch::Is(value) => (Some(value), Some(value)),
        KeyMatch::Between(from, to) => (from.as_ref(), to.as_ref()),
    }
}

fn starts_before(one: &KeyMatch, two: &KeyMatch) -> bool {
    match (ends(one).0, ends(two).0) {
        (Some(one), Some(two)) => one.order(two) == Some(Ordering::Less),
        (one, two) => one.is_none() && two.is_some(),
    }
}

/// Whether a value fits both keys.
fn meets(one: &KeyMatch, two: &KeyMatch) -> bool {
    let ((from_one, to_one), (from_two, to_two)) = (ends(one), ends(two));
    let not_behind = |from: Option<&Value>, to: Option<&Value>| match (from, to) {
        (Some(from), Some(to)) => from.order(to).is_some_and(Ordering::is_le),
        _ => true,
    };
    not_behind(from_one, to_two) && not_behind(from_two, to_one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn keys() -> impl Strategy<Value = KeyMatch> {
        let end = || prop::option::weighted(0.9, 0_i64..40);
        prop_oneof![
            (0_i64..40).prop_map(|number| KeyMatch::Is(Value::Int(number))),
            (end(), 0_i64..6).prop_map(|(from, length)| {
                let to = from.map(|from| Value::Int(from + length));
                KeyMatch::Between(from.map(Value::Int), to)
            }),
            end().prop_map(|to| KeyMatch::Between(None, to.map(Value::Int))),
        ]
    }

    proptest! {
        #[test]
        fn a_key_is_refused_where_it_meets_one_that_was_not(keys in prop::collection::vec(keys(), 1..20)) {
            let mut beside = Beside::default();
            let mut kept: Vec<&KeyMatch> = Vec::new();
            for key in &keys {
                let met = beside.add(key, Span::default()).map(|(other, _)| other.clone());
                let wanted = kept.iter().any(|other| meets(other, key));
                prop_assert_eq!(met.is_some(), wanted, "{:?} beside {:?}", key, kept);
                prop_assert!(met.is_none_or(|met| meets(&met, key) && kept.contains(&&met)));
                if !wanted {
                    kept.push(key);
                }
            }
        }
    }
}
