//! Every condition of a plan, with its place.

use crate::condition::Cond;
use crate::program::Condition;
use crate::resolve::{Check, CheckTest, Model};
use crate::source::Span;

/// Whose condition it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// `scope`.
    Scope,
    /// `goal`.
    Goal,
    /// A check's `when`.
    Check(usize),
    /// An action's `when`.
    Action(usize),
    /// The `when` of one of an action's steps, or the `unless` in it.
    Step(usize),
}

/// A condition that the plan wrote.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    /// Whose it is.
    pub owner: Owner,
    /// Where it stands, or the nearest thing that does.
    pub span: Span,
    /// What it says.
    pub condition: &'a Condition,
}

/// All of them: scope, goal, checks, actions with their steps.
#[must_use]
pub fn all(model: &Model) -> Vec<Written<'_>> {
    let mut found = Vec::new();
    if let Some(span) = model.scope_span {
        found.push(Written { owner: Owner::Scope, span, condition: &model.scope });
    }
    if let Some(span) = model.goal_span {
        found.push(Written { owner: Owner::Goal, span, condition: &model.goal });
    }
    for (index, check) in model.checks.iter().enumerate() {
        if let CheckTest::When(condition) = &check.test {
            found.push(Written { owner: Owner::Check(index), span: check.id.span, condition });
        }
    }
    for (index, action) in model.actions.iter().enumerate() {
        if let Some(condition) = &action.when {
            let span = action.when_span.unwrap_or(action.id.span);
            found.push(Written { owner: Owner::Action(index), span, condition });
        }
        for step in action.steps.iter().chain(&action.finally) {
            let span = step.when_span.unwrap_or(step.span);
            for condition in step.when.iter().chain(step.state.condition()) {
                found.push(Written { owner: Owner::Step(index), span, condition });
            }
        }
    }
    found
}

/// The checks that a condition observes, those that its checks name too.
#[must_use]
pub fn observed<'a>(cond: &Cond, model: &'a Model) -> Vec<(usize, &'a Check)> {
    let mut found: Vec<usize> = Vec::new();
    let mut todo = cond.checks();
    todo.reverse();
    while let Some(id) = todo.pop() {
        if found.contains(&id.0) {
            continue;
        }
        found.push(id.0);
        if let CheckTest::When(condition) = &model.checks[id.0].test {
            todo.extend(condition.cond.checks());
        }
    }
    found.into_iter().map(|index| (index, &model.checks[index])).collect()
}
