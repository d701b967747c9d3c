//! R1004: `scope` reads what an action of the plan changes.

use super::{Subject, conditions, uses};
use crate::diag::{Code, Diagnostic, Sink};
use crate::resolve::CheckTest;

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    let model = subject.model;
    let Some(span) = model.scope_span else { return };
    for (_, check) in conditions::observed(&model.scope.cond, model) {
        let CheckTest::State(state) = &check.test else { continue };
        let read = uses::parts_of(&**state);
        let steps = model
            .actions
            .iter()
            .flat_map(|action| action.steps.iter().chain(&action.finally).map(move |step| (action, step)));
        let changes = |step: &crate::resolve::Step| {
            uses::parts_of(&*step.state).iter().any(|resource| read.iter().any(|read| read.overlaps(resource)))
        };
        let Some((action, step)) = steps.into_iter().find(|(_, step)| changes(step)) else { continue };
        let place = subject.plan.scope.as_ref().and_then(|text| super::word(text, &check.id.value)).unwrap_or(span);
        let title = format!("`scope` reads `{}`, which `{}` changes", check.id.value, action.id.value);
        sink.push(
            Diagnostic::warning(Code::ScopeReadsItsOwn, place, title)
                .label("the machine may leave the scope in the middle of the repair")
                .related(step.span, "changed here")
                .help(format!("ask for it in the `when` of `{}`, or allow `scope-reads-its-own`", action.id.value)),
        );
    }
}
