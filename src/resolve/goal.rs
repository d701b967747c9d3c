//! The goal of a plan that names none: each action whose `when` holds has its state in place.

use super::{Action, Check, CheckTest};
use crate::condition::{ActionId, CheckId, Cond, ResultKind, Truth};
use crate::diag::{Code, Diagnostic, Sink};
use crate::plan::Plan;
use crate::program::Condition;
use crate::source::Spanned;
use crate::states::Resource;
use std::collections::HashMap;

/// Makes the goal, and adds the checks it observes: one for each action (or step with a condition of its own), named after it.
pub(super) fn default(plan: &Plan, actions: &[Action], checks: &mut Vec<Check>, sink: &mut Sink) -> Option<Condition> {
    if !settled(actions, sink) {
        return None;
    }
    let mut all = Vec::new();
    for (index, action) in actions.iter().enumerate() {
        let id = ActionId(index);
        let counted: Vec<usize> =
            (0..action.steps.len()).filter(|i| action.steps[*i].state.counts_for_goal()).collect();
        let (plain, conditional): (Vec<usize>, Vec<usize>) =
            counted.into_iter().partition(|i| action.steps[*i].when.is_none());
        let mut states = Vec::new();
        if !plain.is_empty() {
            states.push(observe(checks, action.id.value.clone(), action, CheckTest::Action(id, plain)));
        }
        for step in conditional {
            let when =
                action.steps[step].when.as_ref().map_or(Cond::Const(Truth::True), |when| without_results(&when.cond));
            let name = format!("{}:{}", action.id.value, step + 1);
            let state = observe(checks, name, action, CheckTest::Action(id, vec![step]));
            states.push(Cond::Or(vec![Cond::Not(Box::new(when)), state]));
        }
        let state = match states.len() {
            0 => continue,
            1 => states.remove(0),
            _ => Cond::And(states),
        };
        all.push(match &action.when {
            None => state,
            Some(when) => Cond::Or(vec![Cond::Not(Box::new(without_results(&when.cond))), state]),
        });
    }
    let cond = match all.len() {
        0 => {
            sink.push(
                Diagnostic::error(
                    Code::GoalNeeded,
                    plan.id.span,
                    "nothing in this plan tells when the machine is right",
                )
                .help("add a `goal`: a condition that is true when there is nothing left to do"),
            );
            return None;
        }
        1 => all.remove(0),
        _ => Cond::And(all),
    };
    Some(Condition { cond: cond.flattened(), text: "every action has its state in place".into() })
}

fn observe(checks: &mut Vec<Check>, id: String, action: &Action, test: CheckTest) -> Cond {
    checks.push(Check { id: Spanned::new(id, action.id.span), title: action.title.clone(), test, value: None });
    Cond::Check(CheckId(checks.len() - 1))
}

/// A condition as the goal reads it: what happened in this run, or is owed from an earlier one, does not count.
fn without_results(cond: &Cond) -> Cond {
    cond.clone().replace(&mut |leaf| match leaf {
        Cond::Result { what: ResultKind::Done, .. } => Some(Cond::Const(Truth::True)),
        Cond::Result { .. } => Some(Cond::Const(Truth::False)),
        _ => None,
    })
}

/// Whether no resource is put into two different states; such a plan must write its goal.
fn settled(actions: &[Action], sink: &mut Sink) -> bool {
    let mut words: HashMap<Resource, (String, crate::source::Span)> = HashMap::new();
    let mut settled = true;
    for action in actions {
        for step in action.steps.iter().chain(&action.finally) {
            for (resource, word) in step.state.settled() {
                match words.get(&resource) {
                    Some((first, span)) if *first != word => {
                        if settled {
                            sink.push(
                                Diagnostic::error(
                                    Code::GoalNeeded,
                                    step.span,
                                    "the plan puts one thing into two states",
                                )
                                .label("the second state")
                                .related(*span, "the first")
                                .help(
                                    "add a `goal`, since it cannot be told from the actions when the machine is right",
                                ),
                            );
                        }
                        settled = false;
                    }
                    _ => {
                        words.insert(resource, (word, step.span));
                    }
                }
            }
        }
    }
    settled
}
