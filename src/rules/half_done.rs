//! R1014: a step makes its action's own `when` false, and others follow.

use super::{Subject, constant};
use crate::condition::{Cond, Truth};
use crate::diag::{Code, Diagnostic, Sink};
use crate::program::Op;
use crate::resolve::{CheckTest, Step};
use crate::states::State;

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    let model = subject.model;
    let mut said = vec![false; subject.plan.actions.len()];
    for (index, action) in model.actions.iter().enumerate() {
        let Some(when) = &action.when else { continue };
        if said[action.declared] || subject.is_set_from_outside(&when.text) {
            continue;
        }
        let does_something = |step: &Step| step.state.parts().iter().any(|part| !matches!(part.op, Op::Message { .. }));
        let Some(last) = action.steps.iter().rposition(does_something) else { continue };
        let ends_it = |step: &&Step| {
            let known = |cond: &Cond| {
                let Cond::Check(id) = cond else { return None };
                let CheckTest::State(state) = &model.checks[id.0].test else { return None };
                seen_behind(&**state, &*step.state)
            };
            let mut tells = false;
            when.cond.walk(&mut |leaf| tells |= known(leaf).is_some());
            tells
                && step.when.is_none()
                && constant::value(&subject.universe, &when.cond, &subject.turns[index], &known) == Some(false)
        };
        let Some(step) = action.steps[..last].iter().find(ends_it) else { continue };
        said[action.declared] = true;
        let title = format!("`{}` makes its own `when` false before its last step", action.id.value);
        sink.push(
            Diagnostic::warning(Code::HalfDone, step.span, title)
                .label("false once this is in place")
                .related(action.when_span.unwrap_or(action.id.span), "the condition")
                .help("where a step behind it fails, the next run leaves the action out, half done: make it the last step, or ask in `when` for what the last step brings about"),
        );
    }
}

/// What a check sees where a step has brought its state about, as far as the two speak of one thing.
fn seen_behind(check: &dyn State, step: &dyn State) -> Option<Truth> {
    let (seen, settled) = (check.settled(), step.settled());
    if seen.len() == check.parts().len() && !seen.is_empty() && seen.iter().all(|word| settled.contains(word)) {
        return Some(Truth::True);
    }
    // There and not there, running and stopped: of two contents one may stand for the other.
    let opposed = |(thing, want): &(_, String)| {
        settled.iter().any(|(other, wanted)| other == thing && wanted.split(' ').next() != want.split(' ').next())
    };
    seen.iter().any(opposed).then_some(Truth::False)
}
