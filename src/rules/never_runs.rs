//! R1003: an action never runs.

use super::{Subject, constant};
use crate::condition::{Cond, ResultKind, Truth};
use crate::diag::{Code, Diagnostic, Sink};
use crate::program::Op;
use crate::resolve::Action;

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    let model = subject.model;
    if subject.scope.is_empty() {
        return;
    }
    // What is known of the actions that have their turn earlier.
    let mut never = vec![false; model.actions.len()];
    let mut quiet = vec![false; model.actions.len()];
    let mut found = Vec::new();
    for id in &subject.schedule.order {
        let action = &model.actions[id.0];
        quiet[id.0] = changes_nothing(action);
        let Some(when) = &action.when else { continue };
        if subject.is_set_from_outside(&when.text) {
            continue;
        }
        let known = |cond: &Cond| match cond {
            Cond::Result { action, what: ResultKind::Changed } if never[action.0] || quiet[action.0] => {
                Some(Truth::False)
            }
            Cond::Result { action, what: ResultKind::Failed } if never[action.0] => Some(Truth::False),
            Cond::Result { action, what: ResultKind::Skipped } if never[action.0] => Some(Truth::True),
            _ => None,
        };
        if constant::value(&subject.universe, &when.cond, &subject.scope, &known) != Some(false) {
            continue;
        }
        never[id.0] = true;
        let place = action.when_span.unwrap_or(action.id.span);
        let mut mistake = Diagnostic::warning(Code::NeverRuns, place, format!("`{}` never runs", action.id.value))
            .label("false on every machine in scope");
        let results = when.cond.results();
        if let Some((reason, _)) = results.iter().find(|(other, _)| never[other.0] || quiet[other.0]) {
            let other = &model.actions[reason.0];
            let why = if never[reason.0] { "never runs itself" } else { "changes nothing" };
            mistake = mistake.related(other.id.span, format!("`{}` {why}", other.id.value));
        } else if let Some(scope) = model.scope_span {
            mistake = mistake.related(scope, "the scope");
        }
        found.push((action.declared, mistake.help("remove the action, or mend its `when`")));
    }
    // Where no instance of an `each` runs, that is one mistake.
    let mut run = vec![false; subject.plan.actions.len()];
    let mut said = run.clone();
    let runs = model.actions.iter().zip(&never).filter(|(_, never)| !**never);
    runs.for_each(|(action, _)| run[action.declared] = true);
    for (declared, mut mistake) in found {
        if !run[declared] {
            mistake.title = format!("`{}` never runs", subject.plan.actions[declared].0.value);
        }
        if run[declared] || !std::mem::replace(&mut said[declared], true) {
            sink.push(mistake);
        }
    }
}

/// Whether it only says something: such an action ends unchanged always.
fn changes_nothing(action: &Action) -> bool {
    let steps = action.steps.iter().chain(&action.finally);
    steps.flat_map(|step| step.state.parts()).all(|part| matches!(part.op, Op::Message { .. }))
}
