//! Whether a machine has an entry in a map.

use super::cell::Cell;
use super::is_known;
use crate::catalog::facts::FactId;
use crate::condition::{Truth, Type, Value};
use crate::program::{Entry, KeyMatch, Map};

/// Whether a machine has an entry.
pub(super) fn has(cell: &Cell, map: &Map) -> Truth {
    if map.otherwise.is_some() {
        return Truth::True;
    }
    let best = map.entries.iter().fold(Truth::False, |so_far, entry| so_far.or(fits(cell, &map.by, entry)));
    if best != Truth::Unknown {
        return best;
    }
    // Whatever the other facts say, the entries may fit all of it together.
    let surely = |entry: &&Entry| {
        let known = map.by.iter().zip(&entry.keys).filter(|(fact, _)| is_known(**fact));
        known.map(|(fact, keys)| one_fits(cell, *fact, keys)).all(|truth| truth == Truth::True)
    };
    let here: Vec<&Entry> = map.entries.iter().filter(surely).collect();
    if covers(&map.by, 0, &here) { Truth::True } else { Truth::Unknown }
}

/// Whether entries cover every value of the facts that the catalogue does not know, from a level on.
fn covers(by: &[FactId], level: usize, entries: &[&Entry]) -> bool {
    let Some(fact) = by.get(level) else { return !entries.is_empty() };
    if is_known(*fact) {
        return covers(by, level + 1, entries);
    }
    values(*fact).is_some_and(|values| {
        values.iter().all(|value| {
            let with = |entry: &&&Entry| entry.keys[level].iter().any(|key| key_fits(key, value, None) == Truth::True);
            covers(by, level + 1, &entries.iter().filter(with).copied().collect::<Vec<_>>())
        })
    })
}

/// Every value of a fact, where they are few and one of them is always there.
fn values(fact: FactId) -> Option<Vec<Value>> {
    match fact.ty() {
        Type::Bool => Some(vec![Value::Bool(false), Value::Bool(true)]),
        Type::Enum(of) => Some(of.words().into_iter().map(|word| Value::Enum(of, word)).collect()),
        _ => None,
    }
}

/// Whether an entry fits a machine.
pub(super) fn fits(cell: &Cell, by: &[FactId], entry: &Entry) -> Truth {
    let levels = by.iter().zip(&entry.keys);
    levels.map(|(fact, keys)| one_fits(cell, *fact, keys)).fold(Truth::True, Truth::and)
}

fn one_fits(cell: &Cell, fact: FactId, keys: &[KeyMatch]) -> Truth {
    let Some(value) = cell.known(fact) else { return Truth::Unknown };
    let builds = matches!(value, Value::Int(_)).then_some(cell.builds);
    keys.iter().fold(Truth::False, |so_far, key| so_far.or(key_fits(key, value, builds)))
}

/// Whether a value, or each number of a span, fits a key.
pub(super) fn key_fits(key: &KeyMatch, value: &Value, span: Option<(i64, i64)>) -> Truth {
    let not_above = |one: &Value, two: &Value| one.order(two).is_some_and(std::cmp::Ordering::is_le);
    if let Some((from, to)) = span {
        let end = |value: &Option<Value>, open: i64| match value {
            Some(Value::Int(number)) => *number,
            _ => open,
        };
        let (low, high) = match key {
            KeyMatch::Is(Value::Int(number)) => (*number, *number),
            KeyMatch::Is(_) => return Truth::False,
            KeyMatch::Between(low, high) => (end(low, i64::MIN), end(high, i64::MAX)),
        };
        return match (low <= from && to <= high, to < low || high < from) {
            (true, _) => Truth::True,
            (_, true) => Truth::False,
            _ => Truth::Unknown,
        };
    }
    Truth::from(match key {
        KeyMatch::Is(other) => match (value, other) {
            // Words of one set are spelled in one way.
            (Value::Enum(_, one), Value::Enum(_, two)) => one == two,
            _ => value.same(other),
        },
        KeyMatch::Between(low, high) => {
            low.as_ref().is_none_or(|low| not_above(low, value))
                && high.as_ref().is_none_or(|high| not_above(value, high))
        }
    })
}
