//! Whether two conditions never hold in one run, by what the catalogue does not know of every machine: its other facts,
//! which are read once a run, and what became of one action.

use super::machines::is_known;
use crate::catalog::facts::FactId;
use crate::condition::{Comparison, Cond, Observed, Observer, Operand, ResultKind, Truth, Type, Value, eval};
use crate::program::Condition;
use std::collections::{BTreeSet, HashSet};

/// Whether two conditions exclude each other.
pub(super) fn apart(one: Option<&Condition>, two: Option<&Condition>) -> bool {
    let (Some(one), Some(two)) = (one, two) else { return false };
    let (one, two) = (parts(&one.cond), parts(&two.cond));
    by_results(&one, &two) || by_facts(&one, &two)
}

/// The facts that a condition takes to be one value, each with that value: `machine.name == 'pc-7'`.
pub(super) fn pins(condition: Option<&Condition>) -> Vec<(FactId, Value)> {
    let pin = |cond: &Cond| match cond {
        Cond::Compare { left, op: Comparison::Equal, right } => match (left, right) {
            (Operand::Fact(fact), Operand::Literal(value)) | (Operand::Literal(value), Operand::Fact(fact))
                if !matches!(value, Value::None) =>
            {
                Some((*fact, value.clone()))
            }
            _ => None,
        },
        _ => None,
    };
    condition.map(|condition| parts(&condition.cond).into_iter().filter_map(pin).collect()).unwrap_or_default()
}

/// Whether one fact would have to be two values: what [`apart`] finds out as well, in more time.
pub(super) fn pinned_apart(one: &[(FactId, Value)], two: &[(FactId, Value)]) -> bool {
    one.iter().any(|(fact, value)| two.iter().any(|(other, wanted)| fact == other && !value.same(wanted)))
}

/// Conditions that pin one fact to texts, as one: what pins it to another text holds in no run with any of them.
#[derive(Default)]
pub(super) struct Pinned {
    fact: Option<FactId>,
    /// In small letters, as texts are compared.
    texts: HashSet<String>,
    /// Whether one of them does not pin that fact: then nothing is known.
    loose: bool,
}

impl Pinned {
    /// Adds a condition by its [`pins`].
    pub(super) fn add(&mut self, pins: &[(FactId, Value)]) {
        let text = pins.iter().find_map(|(fact, value)| match value {
            Value::Text(text) if self.fact.is_none_or(|own| own == *fact) => Some((*fact, text)),
            _ => None,
        });
        match text {
            Some((fact, text)) => {
                self.fact = Some(fact);
                self.texts.insert(text.to_ascii_lowercase());
            }
            None => self.loose = true,
        }
    }

    /// Whether a condition with these pins excludes each of them.
    pub(super) fn excludes(&self, pins: &[(FactId, Value)]) -> bool {
        let another = |(fact, value): &(FactId, Value)| match value {
            Value::Text(text) => Some(*fact) == self.fact && !self.texts.contains(&text.to_ascii_lowercase()),
            _ => false,
        };
        !self.loose && pins.iter().any(another)
    }
}

/// What all must hold for a condition to hold.
fn parts(cond: &Cond) -> Vec<&Cond> {
    match cond {
        Cond::And(all) => all.iter().flat_map(parts).collect(),
        other => vec![other],
    }
}

/// An action fails, is skipped, or is done in one run: one of them.
fn by_results(one: &[&Cond], two: &[&Cond]) -> bool {
    use ResultKind::{Changed, Done, Failed, Skipped};
    let result = |cond: &Cond| match cond {
        Cond::Result { action, what } => Some((*action, *what, true)),
        Cond::Not(inner) => match &**inner {
            Cond::Result { action, what } => Some((*action, *what, false)),
            _ => None,
        },
        _ => None,
    };
    one.iter().filter_map(|cond| result(cond)).any(|(action, what, holds)| {
        two.iter().filter_map(|cond| result(cond)).any(|(other, other_what, other_holds)| {
            action == other
                && match (holds, other_holds) {
                    (true, true) => matches!((what, other_what), (Failed, Done | Skipped) | (Done | Skipped, Failed)),
                    (true, false) | (false, true) => what == other_what && what != Changed,
                    (false, false) => false,
                }
        })
    })
}

/// Tries every value of each fact that could make a difference.
fn by_facts(one: &[&Cond], two: &[&Cond]) -> bool {
    let about = |cond: &Cond| {
        let facts: BTreeSet<FactId> = cond.facts().into_iter().collect();
        let alone = cond.checks().is_empty() && cond.results().is_empty() && cond.maps().is_empty();
        let mut facts = facts.into_iter();
        match (facts.next(), facts.next()) {
            (Some(fact), None) if alone && !is_known(fact) => Some(fact),
            _ => None,
        }
    };
    let facts: BTreeSet<FactId> = one.iter().filter_map(|cond| about(cond)).collect();
    facts.into_iter().any(|fact| {
        let all: Vec<&Cond> = one.iter().chain(two).copied().filter(|cond| about(cond) == Some(fact)).collect();
        let values = samples(fact, &all);
        !values.is_empty()
            && values.iter().all(|value| all.iter().any(|cond| eval(cond, &mut One { fact, value }) == Truth::False))
    })
}

/// A value of every kind that conditions tell apart; none where they cannot be listed.
fn samples(fact: FactId, conds: &[&Cond]) -> Vec<Observed> {
    let mut constants: Vec<Value> = Vec::new();
    let mut patterns = false;
    for cond in conds {
        cond.walk(&mut |leaf| match leaf {
            Cond::Compare { left, right, .. } => {
                for operand in [left, right] {
                    if let Operand::Literal(value) = operand {
                        constants.push(value.clone());
                    }
                }
            }
            Cond::In { set, .. } => constants.extend(set.iter().cloned()),
            Cond::Like { .. } => patterns = true,
            _ => {}
        });
    }
    let mut values = match fact.ty() {
        Type::Bool => vec![Value::Bool(false), Value::Bool(true)],
        Type::Enum(of) => of.words().into_iter().map(|word| Value::Enum(of, word)).collect(),
        _ if patterns => return Vec::new(),
        _ => constants.iter().flat_map(around).collect(),
    };
    if let (Type::Text | Type::Path, false) = (fact.ty(), constants.is_empty()) {
        values.push(Value::Text("\u{1}another".into()));
    }
    let mut values: Vec<Observed> = values.into_iter().map(Observed::Known).collect();
    values.push(Observed::Absent);
    values
}

/// A value and what lies on both sides of it.
fn around(value: &Value) -> Vec<Value> {
    match value {
        Value::Int(number) => [-1, 0, 1].map(|step| Value::Int(number.saturating_add(step))).to_vec(),
        Value::Date(number) => [-1, 0, 1].map(|step| Value::Date(number.saturating_add(step))).to_vec(),
        Value::Duration(number) => {
            vec![Value::Duration(number.saturating_sub(1)), value.clone(), Value::Duration(number.saturating_add(1))]
        }
        Value::Version(parts) => {
            let mut above = parts.clone();
            above.push(1);
            let mut below = parts.clone();
            if let Some(last) = below.iter().rposition(|part| *part > 0) {
                below[last] -= 1;
                below.push(u64::MAX);
            }
            vec![Value::Version(below), value.clone(), Value::Version(above)]
        }
        Value::None => Vec::new(),
        other => vec![other.clone()],
    }
}

/// A machine of which one fact is known.
struct One<'a> {
    fact: FactId,
    value: &'a Observed,
}

impl Observer for One<'_> {
    fn fact(&mut self, id: FactId) -> Observed {
        if id == self.fact { self.value.clone() } else { Observed::Unknown }
    }
}
