//! R1002: a condition is the same on every machine.

use super::conditions::{self, Owner};
use super::{Subject, constant};
use crate::condition::{Cond, Truth};
use crate::diag::{Code, Diagnostic, Sink};
use crate::plan::CheckTest;
use crate::resolve;
use crate::source::Span;

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    let universe = &subject.universe;
    // What is said of a check's condition is not said again of those that name the check.
    let is_said = |check: &resolve::Check| match &check.test {
        resolve::CheckTest::When(condition) => {
            constant::value(universe, &condition.cond, &subject.scope, &|_| None).is_some()
        }
        _ => false,
    };
    let said: Vec<bool> = subject.model.checks.iter().map(is_said).collect();
    let known = |cond: &Cond| match cond {
        Cond::Check(id) if said[id.0] => Some(Truth::Unknown),
        _ => None,
    };
    for written in conditions::all(subject.model) {
        let machines = match written.owner {
            Owner::Scope => &universe.all,
            // Of an action that never runs, and a goal that is never true, other rules speak.
            Owner::Goal | Owner::Check(_) | Owner::Action(_) => &*subject.scope,
            Owner::Step(action) => &*subject.turns[action],
        };
        if subject.is_set_from_outside(&written.condition.text) {
            continue;
        }
        let Some(value) = constant::value(universe, &written.condition.cond, machines, &known) else { continue };
        // A scope may well name every machine of the catalogue: there are others.
        let others_say = !value && matches!(written.owner, Owner::Action(_) | Owner::Goal);
        if others_say || (value && written.owner == Owner::Scope) {
            continue;
        }
        let where_ = if written.owner == Owner::Scope { "of the catalogue" } else { "in scope" };
        let title = format!("this condition is {value} on every machine {where_}");
        let help = match (written.owner, value) {
            (Owner::Scope, false) => {
                "the plan would do nothing anywhere: look for two facts that no machine has together"
            }
            (_, true) => "leave it out, or look for an `or` that should be an `and`",
            (_, false) => "leave out what stands under it, or look for an `and` that should be an `or`",
        };
        let place = match written.owner {
            Owner::Check(index) => when_of_check(subject, index),
            _ => None,
        };
        let place = place.unwrap_or(written.span);
        sink.push(Diagnostic::warning(Code::ConstantCondition, place, title).help(help));
    }
}

/// Where the condition of a check stands.
fn when_of_check(subject: &Subject<'_>, index: usize) -> Option<Span> {
    match &subject.plan.checks.get(index)?.1.test {
        CheckTest::When(text) => Some(text.span),
        _ => None,
    }
}
