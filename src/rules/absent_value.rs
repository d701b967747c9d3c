//! R1013: a comparison does not say what holds where there is no value.

use super::conditions::{self, Owner};
use super::{Subject, word};
use crate::condition::{CheckId, Comparison, Cond, Operand, Value};
use crate::diag::{Code, Diagnostic, Sink};
use crate::plan::CheckTest;
use crate::source::{Span, Text};
use std::collections::HashSet;

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    let mut said: HashSet<(Span, CheckId)> = HashSet::new();
    for written in conditions::all(subject.model) {
        let cond = &written.condition.cond;
        for id in cond.values().into_iter().filter(|id| needs_value(cond, *id) && !is_settled(cond, *id)) {
            let place = text_of(subject, written.owner).map_or(written.span, |text| text.span);
            // The instances of an `each` share their condition.
            if !said.insert((place, id)) {
                continue;
            }
            let name = format!("{}.value", subject.model.checks[id.0].id.value);
            let at = text_of(subject, written.owner).and_then(|text| word(text, &name)).unwrap_or(place);
            sink.push(
                Diagnostic::warning(Code::AbsentValue, at, format!("`{name}` may be absent, and this is false then"))
                    .help(format!("say which it is: `{name} == none or ...`, or `{name} != none and ...`")),
            );
        }
    }
}

/// Whether the value is compared in a way that is false where there is none.
fn needs_value(cond: &Cond, id: CheckId) -> bool {
    let is_value = |operand: &Operand| *operand == Operand::CheckValue(id);
    cond.leaves().into_iter().any(|leaf| match leaf {
        Cond::Compare { left, op, right } => {
            !matches!(op, Comparison::Equal | Comparison::NotEqual) && (is_value(left) || is_value(right))
        }
        Cond::In { item, .. } | Cond::InMap { item, .. } | Cond::Like { item, .. } => is_value(item),
        _ => false,
    })
}

/// Whether the condition asks elsewhere if there is a value, or one with which the check holds.
fn is_settled(cond: &Cond, id: CheckId) -> bool {
    let is_value = |operand: &Operand| *operand == Operand::CheckValue(id);
    let is_none = |operand: &Operand| matches!(operand, Operand::Literal(Value::None));
    cond.leaves().into_iter().any(|leaf| match leaf {
        Cond::Check(check) => *check == id,
        Cond::Compare { left, right, .. } => (is_value(left) && is_none(right)) || (is_none(left) && is_value(right)),
        _ => false,
    })
}

/// The text of a condition as the plan has it.
fn text_of<'a>(subject: &Subject<'a>, owner: Owner) -> Option<&'a Text> {
    let plan = subject.plan;
    match owner {
        Owner::Scope => plan.scope.as_ref(),
        Owner::Goal => plan.goal.as_ref(),
        Owner::Check(index) => match &plan.checks.get(index)?.1.test {
            CheckTest::When(text) => Some(text),
            _ => None,
        },
        Owner::Action(index) => plan.actions.get(subject.model.actions[index].declared)?.1.keys.when.as_ref(),
        Owner::Step(_) => None,
    }
}
