//! R1001: no action of the plan can make the goal true.

use super::{Subject, conditions, constant};
use crate::condition::{Cond, Operand};
use crate::diag::{Code, Diagnostic, Sink};
use crate::program::Op;
use crate::states::Resource;

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    let model = subject.model;
    let (Some(span), Some(text)) = (model.goal_span, subject.plan.goal.as_ref()) else { return };
    if subject.is_set_from_outside(&text.value) {
        return;
    }
    if constant::value(&subject.universe, &model.goal.cond, &subject.scope, &|_| None) == Some(false) {
        let title = "the goal is false on every machine in scope";
        sink.push(
            Diagnostic::warning(Code::UnreachableGoal, span, title).help("every run would fail: mend the condition"),
        );
        return;
    }
    let steps = || model.actions.iter().flat_map(|action| action.steps.iter().chain(&action.finally));
    // Nobody knows what a command changes.
    if steps().flat_map(|step| step.state.parts()).any(|part| matches!(part.op, Op::Run(_))) {
        return;
    }
    let reads = model.reads_of_checks();
    let parts = match &model.goal.cond {
        Cond::And(all) => all.as_slice(),
        other => std::slice::from_ref(other),
    };
    for part in parts {
        let checks = conditions::observed(part, model);
        let read: Vec<&Resource> = checks.iter().flat_map(|(index, _)| &reads[*index]).collect();
        if read.is_empty() || reads_facts(part, &checks) {
            continue;
        }
        let touched =
            steps().flat_map(|step| step.state.resources()).any(|own| read.iter().any(|read| read.overlaps(&own)));
        if touched {
            continue;
        }
        let Some((_, check)) = checks.first() else { continue };
        let place = super::word(text, &check.id.value).unwrap_or(span);
        let title = format!("no action changes what `{}` observes", check.id.value);
        sink.push(
            Diagnostic::warning(Code::UnreachableGoal, place, title)
                .label("where this part of the goal is not met, it stays so")
                .related(check.id.span, "the check")
                .help("add the action that brings it about, or ask for it in `scope`"),
        );
    }
}

/// Whether a fact may decide it: then it need not be brought about.
fn reads_facts(part: &Cond, checks: &[(usize, &crate::resolve::Check)]) -> bool {
    let facts = |cond: &Cond| {
        let mut found = false;
        cond.walk(&mut |leaf| {
            found |= matches!(leaf, Cond::Fact(_) | Cond::Has(_) | Cond::InMap { .. });
            if let Cond::Compare { left, right, .. } = leaf {
                found |= matches!(left, Operand::Fact(_)) || matches!(right, Operand::Fact(_));
            }
            if let Cond::In { item: Operand::Fact(_), .. } | Cond::Like { item: Operand::Fact(_), .. } = leaf {
                found = true;
            }
        });
        found
    };
    facts(part)
        || checks.iter().any(|(_, check)| match &check.test {
            crate::resolve::CheckTest::When(condition) => facts(&condition.cond),
            _ => false,
        })
}
