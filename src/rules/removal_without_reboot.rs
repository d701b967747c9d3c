//! R1010: an update is removed, and the plan does not say what of the restart.

use super::{Subject, edit};
use crate::diag::{Code, Diagnostic, Sink};
use crate::program::{Op, Reboot};

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    let mut last = None;
    for action in &subject.model.actions {
        let (_, declared) = &subject.plan.actions[action.declared];
        let removes = |step: &&crate::resolve::Step| {
            step.state.parts().iter().any(|part| matches!(part.op, Op::PackageRemove { .. }))
        };
        let Some(step) = action.steps.iter().chain(&action.finally).find(removes) else { continue };
        if last == Some(action.declared) || matches!(declared.keys.reboot, Some(Reboot::IfNeeded | Reboot::IfChanged)) {
            continue;
        }
        last = Some(action.declared);
        let never = declared.keys.reboot.is_some();
        let title = if never {
            format!("`{}` removes an update and never asks for a restart", action.id.value)
        } else {
            format!("`{}` removes an update and does not say when it asks for a restart", action.id.value)
        };
        let mistake = Diagnostic::warning(Code::RemovalWithoutReboot, step.span, title)
            .label("most often complete only after a restart")
            .help("add `reboot: if-changed`, or `reboot: if-needed` where the tool's own word is enough");
        let fix = if never { None } else { edit::add_key(subject.source, declared.span, "reboot", "if-changed") };
        sink.push(match fix {
            Some((span, text)) => mistake.fix(span, text),
            None => mistake,
        });
    }
}
