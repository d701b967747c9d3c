//! Conditions as calls that read like the plan: `Test-All { Test-Version (Get-Fact 'os.version') '==' '6.1' }, { ... }`.

use crate::catalog::facts::FactId;
use crate::condition::{Comparison, Cond, Operand, ResultKind, Truth, Type, Value};
use crate::emit::quote::powershell::{known, number};
use crate::emit::text::WIDTH;
use crate::program::{KeyMatch, Program};

/// Why a condition cannot be written.
pub(super) enum Reason {
    /// A fact that this target does not read.
    Fact(&'static str),
    /// The kind of thing.
    Kind(&'static str),
}

/// A condition as an expression that starts in this column.
pub(super) fn expression(cond: &Cond, column: usize, program: &Program) -> Result<String, Reason> {
    Ok(match cond {
        Cond::And(all) => chain("Test-All", all, column, program)?,
        Cond::Or(all) => chain("Test-Any", all, column, program)?,
        Cond::Not(inner) => {
            let inner = expression(inner, column + "Test-Not { ".len(), program)?;
            format!("Test-Not {{ {inner} }}")
        }
        leaf => self::leaf(leaf, program)?,
    })
}

/// The operands side by side where they fit into one line, else below each other.
fn chain(word: &str, all: &[Cond], column: usize, program: &Program) -> Result<String, Reason> {
    let inner = column + word.len() + 1;
    let written = all.iter().map(|cond| Ok(format!("{{ {} }}", expression(cond, inner + 2, program)?)));
    let written = written.collect::<Result<Vec<_>, Reason>>()?;
    let one_line = written.join(", ");
    if !one_line.contains('\n') && inner + one_line.len() <= WIDTH {
        return Ok(format!("{word} {one_line}"));
    }
    Ok(format!("{word} {}", written.join(&format!(",\n{}", " ".repeat(inner)))))
}

fn leaf(cond: &Cond, program: &Program) -> Result<String, Reason> {
    let action = |id: crate::condition::ActionId| known(&program.action(id).id);
    Ok(match cond {
        Cond::Const(Truth::True) => "$true".to_owned(),
        Cond::Const(Truth::False) => "$false".to_owned(),
        Cond::Const(Truth::Unknown) => "$null".to_owned(),
        Cond::Check(id) => format!("Test-Check {}", known(&program.checks[id.0].id).as_str()),
        Cond::Result { action: id, what } => {
            let word = match what {
                ResultKind::Changed => "Test-Changed",
                ResultKind::Done => "Test-Done",
                ResultKind::Failed => "Test-Failed",
                ResultKind::Skipped => "Test-Skipped",
            };
            format!("{word} {}", action(*id).as_str())
        }
        Cond::Fact(fact) => format!("Get-Fact '{}'", readable(*fact)?),
        Cond::Has(map) => format!("Test-Map {}", known(&program.map(*map).id).as_str()),
        Cond::InMap { item: Operand::Fact(fact), map } if program.map(*map).by == [*fact] => {
            format!("Test-Map {}", known(&program.map(*map).id).as_str())
        }
        Cond::InMap { .. } => {
            return Err(Reason::Kind("looking for something else than the map's own fact among its keys"));
        }
        Cond::Compare { left, op: Comparison::Equal, right: Operand::Literal(Value::None) } => {
            format!("Test-Absent {}", operand(left, program)?)
        }
        Cond::Compare { left, op, right } => {
            let ty = of_type(left, program).or_else(|| of_type(right, program)).unwrap_or(Type::Text);
            let word = test(ty);
            format!("{word} {} '{}' {}", operand(left, program)?, symbol(*op), operand(right, program)?)
        }
        Cond::In { item, set } => {
            let ty = of_type(item, program).unwrap_or(Type::Text);
            let values: Vec<String> = set.iter().map(value).collect();
            format!("{} {} {}", test_in(ty), operand(item, program)?, values.join(", "))
        }
        Cond::Like { item, pattern } => {
            format!("Test-Like {} {}", operand(item, program)?, known(pattern.as_str()).as_str())
        }
        Cond::Not(_) | Cond::And(_) | Cond::Or(_) => expression(cond, 0, program)?,
    })
}

/// A fact that this target reads.
pub(super) fn readable(fact: FactId) -> Result<&'static str, Reason> {
    if super::facts::reading(fact.name()).is_some() { Ok(fact.name()) } else { Err(Reason::Fact(fact.name())) }
}

/// Whether the values of facts fit the keys of a map's entry, as what stands between the parentheses of an `if`.
pub(super) fn keys(by: &[FactId], keys: &[Vec<KeyMatch>]) -> String {
    let tests: Vec<Vec<String>> = by.iter().zip(keys).map(|(fact, keys)| key(*fact, keys)).collect();
    match tests.as_slice() {
        [one] => any(one),
        several => several
            .iter()
            .map(|tests| if let [one] = tests.as_slice() { one.clone() } else { format!("({})", any(tests)) })
            .map(|test| if test.starts_with('(') { test } else { format!("({test})") })
            .collect::<Vec<_>>()
            .join(" -and "),
    }
}

fn any(tests: &[String]) -> String {
    match tests {
        [one] => one.clone(),
        several => several.iter().map(|test| format!("({test})")).collect::<Vec<_>>().join(" -or "),
    }
}

/// The alternatives of a key: the fact is one of some values, or lies in a range.
fn key(fact: FactId, keys: &[KeyMatch]) -> Vec<String> {
    let word = test(fact.ty());
    let read = format!("(Get-Fact '{}')", fact.name());
    let mut values: Vec<String> = Vec::new();
    let mut ranges: Vec<String> = Vec::new();
    for key in keys {
        match key {
            KeyMatch::Is(wanted) => values.push(value(wanted)),
            KeyMatch::Between(from, to) => {
                let bound = |op: &str, bound: &Value| format!("{word} {read} '{op}' {}", value(bound));
                let ends: Vec<String> =
                    from.iter().map(|from| bound(">=", from)).chain(to.iter().map(|to| bound("<=", to))).collect();
                ranges.push(match ends.as_slice() {
                    [one] => one.clone(),
                    both => both.iter().map(|end| format!("({end})")).collect::<Vec<_>>().join(" -and "),
                });
            }
        }
    }
    let mut tests = ranges;
    match values.as_slice() {
        [] => {}
        [one] => tests.insert(0, format!("{word} {read} '==' {one}")),
        several => tests.insert(0, format!("{} {read} {}", test_in(fact.ty()), several.join(", "))),
    }
    tests
}

/// The function that compares values of a type.
const fn test(ty: Type) -> &'static str {
    match ty {
        Type::Int | Type::Duration | Type::Date => "Test-Number",
        Type::Version => "Test-Version",
        _ => "Test-Text",
    }
}

/// The function that looks for a value of a type in a list.
const fn test_in(ty: Type) -> &'static str {
    match ty {
        Type::Int | Type::Duration | Type::Date => "Test-NumberIn",
        Type::Version => "Test-VersionIn",
        _ => "Test-TextIn",
    }
}

fn of_type(operand: &Operand, program: &Program) -> Option<Type> {
    match operand {
        Operand::Fact(fact) => Some(fact.ty()),
        Operand::CheckValue(id) => program.checks[id.0].value.as_ref().map(|(_, ty)| *ty),
        Operand::Literal(_) => None,
    }
}

fn operand(operand: &Operand, program: &Program) -> Result<String, Reason> {
    Ok(match operand {
        Operand::Fact(fact) => format!("(Get-Fact '{}')", readable(*fact)?),
        Operand::CheckValue(id) => format!("(Get-CheckValue {})", known(&program.checks[id.0].id).as_str()),
        Operand::Literal(literal) => value(literal),
    })
}

/// A written value as an argument.
fn value(value: &Value) -> String {
    match value {
        Value::None => "$null".to_owned(),
        Value::Int(n) | Value::Date(n) => number(*n),
        Value::Duration(seconds) => seconds.to_string(),
        Value::Bool(_) | Value::Version(_) | Value::Text(_) | Value::Enum(..) => {
            known(&value.to_string()).as_str().to_owned()
        }
    }
}

const fn symbol(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "==",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::Greater => ">",
        Comparison::AtLeast => ">=",
    }
}
