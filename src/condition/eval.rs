//! Evaluation: three values, from the left, no further than needed.

use super::{ActionId, CheckId, Comparison, Cond, MapId, Operand, ResultKind, Truth, Value};
use crate::catalog::facts::FactId;
use std::cmp::Ordering;

/// What an observation gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Observed {
    /// A value.
    Known(Value),
    /// Nothing is there: it equals `none` and nothing else.
    Absent,
    /// It could not be observed.
    Unknown,
}

/// Who makes the observations of a condition; what it does not observe is unknown.
pub trait Observer {
    /// A fact.
    fn fact(&mut self, id: FactId) -> Observed;
    /// Whether a check is true.
    fn check(&mut self, _id: CheckId) -> Truth {
        Truth::Unknown
    }
    /// What a check reads.
    fn value(&mut self, _id: CheckId) -> Observed {
        Observed::Unknown
    }
    /// What became of an action.
    fn result(&mut self, _id: ActionId, _kind: ResultKind) -> Truth {
        Truth::Unknown
    }
    /// Whether this machine has an entry in a map.
    fn has(&mut self, _map: MapId) -> Truth {
        Truth::Unknown
    }
    /// Whether a value is one of a map's keys.
    fn in_map(&mut self, _map: MapId, _value: &Observed) -> Truth {
        Truth::Unknown
    }
    /// Hears what a part of a condition that joins no others came to.
    fn decided(&mut self, _leaf: &Cond, _truth: Truth) {}
}

/// The value of a condition.
pub fn eval(cond: &Cond, observer: &mut (impl Observer + ?Sized)) -> Truth {
    match cond {
        Cond::Not(inner) => !eval(inner, observer),
        Cond::And(all) => {
            let mut truth = Truth::True;
            for cond in all {
                truth = truth.and(eval(cond, observer));
                if truth == Truth::False {
                    break;
                }
            }
            truth
        }
        Cond::Or(all) => {
            let mut truth = Truth::False;
            for cond in all {
                truth = truth.or(eval(cond, observer));
                if truth == Truth::True {
                    break;
                }
            }
            truth
        }
        leaf => {
            let truth = self::leaf(leaf, observer);
            observer.decided(leaf, truth);
            truth
        }
    }
}

/// The value of a condition that joins no others.
fn leaf(cond: &Cond, observer: &mut (impl Observer + ?Sized)) -> Truth {
    match cond {
        Cond::Const(truth) => *truth,
        Cond::Check(id) => observer.check(*id),
        Cond::Result { action, what } => observer.result(*action, *what),
        Cond::Fact(id) => match observer.fact(*id) {
            Observed::Known(Value::Bool(value)) => Truth::from(value),
            Observed::Known(_) | Observed::Unknown => Truth::Unknown,
            Observed::Absent => Truth::False,
        },
        Cond::Has(map) => observer.has(*map),
        Cond::Compare { left, op, right } => {
            let (left, right) = (read(left, observer), read(right, observer));
            compare(&left, *op, &right)
        }
        Cond::In { item, set } => match read(item, observer) {
            Observed::Unknown => Truth::Unknown,
            Observed::Absent => Truth::from(set.contains(&Value::None)),
            Observed::Known(value) => Truth::from(set.iter().any(|other| value.same(other))),
        },
        Cond::InMap { item, map } => match read(item, observer) {
            Observed::Unknown => Truth::Unknown,
            Observed::Absent => Truth::False,
            value @ Observed::Known(_) => observer.in_map(*map, &value),
        },
        Cond::Like { item, pattern } => match read(item, observer) {
            Observed::Unknown => Truth::Unknown,
            Observed::Absent => Truth::False,
            Observed::Known(value) => Truth::from(pattern.matches(&value.to_string())),
        },
        Cond::Not(_) | Cond::And(_) | Cond::Or(_) => eval(cond, observer),
    }
}

fn read(operand: &Operand, observer: &mut (impl Observer + ?Sized)) -> Observed {
    match operand {
        Operand::Fact(id) => observer.fact(*id),
        Operand::CheckValue(id) => observer.value(*id),
        Operand::Literal(Value::None) => Observed::Absent,
        Operand::Literal(value) => Observed::Known(value.clone()),
    }
}

fn compare(left: &Observed, op: Comparison, right: &Observed) -> Truth {
    let (left, right) = match (left, right) {
        (Observed::Unknown, _) | (_, Observed::Unknown) => return Truth::Unknown,
        // `none` equals `none` and nothing else, and has no order.
        (Observed::Absent, Observed::Absent) => return Truth::from(op == Comparison::Equal),
        (Observed::Absent, _) | (_, Observed::Absent) => return Truth::from(op == Comparison::NotEqual),
        (Observed::Known(left), Observed::Known(right)) => (left, right),
    };
    let Some(order) = left.order(right) else { return Truth::Unknown };
    Truth::from(match op {
        Comparison::Equal => order == Ordering::Equal,
        Comparison::NotEqual => order != Ordering::Equal,
        Comparison::Less => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::AtLeast => order.is_ge(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers from a table and counts what it was asked.
    struct Table(Vec<Truth>, usize);

    impl Observer for Table {
        fn fact(&mut self, _: FactId) -> Observed {
            Observed::Unknown
        }
        fn check(&mut self, id: CheckId) -> Truth {
            self.1 += 1;
            self.0[id.0]
        }
        fn value(&mut self, _: CheckId) -> Observed {
            Observed::Absent
        }
        fn result(&mut self, _: ActionId, _: ResultKind) -> Truth {
            Truth::False
        }
    }

    fn check(id: usize) -> Cond {
        Cond::Check(CheckId(id))
    }

    #[test]
    fn kleene_and_short_circuit_from_the_left() {
        use Truth::{False, True, Unknown};
        let mut table = Table(vec![Unknown, False, True], 0);
        assert_eq!(eval(&Cond::And(vec![check(0), check(1), check(2)]), &mut table), False);
        assert_eq!(table.1, 2, "nothing is asked behind the operand that decides");
        assert_eq!(eval(&Cond::Or(vec![check(0), check(1)]), &mut table), Unknown);
        assert_eq!(eval(&Cond::Or(vec![check(0), check(2)]), &mut table), True);
        assert_eq!(eval(&Cond::Not(Box::new(check(0))), &mut table), Unknown);
    }

    #[test]
    fn absent_equals_none_and_nothing_else() {
        let mut table = Table(Vec::new(), 0);
        let compare =
            |op, value| Cond::Compare { left: Operand::CheckValue(CheckId(0)), op, right: Operand::Literal(value) };
        assert_eq!(eval(&compare(Comparison::Equal, Value::None), &mut table), Truth::True);
        assert_eq!(eval(&compare(Comparison::Equal, Value::Int(1)), &mut table), Truth::False);
        assert_eq!(eval(&compare(Comparison::NotEqual, Value::Int(1)), &mut table), Truth::True);
        assert_eq!(eval(&compare(Comparison::Less, Value::Int(1)), &mut table), Truth::False);
    }
}
