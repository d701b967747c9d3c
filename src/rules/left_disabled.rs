//! R1006: a service may be left disabled.

use super::Subject;
use crate::diag::{Code, Diagnostic, Sink};
use crate::program::{Op, Startup};
use crate::resolve::Step;
use crate::states::Resource;

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    let model = subject.model;
    // Without a goal of its own, the plan's goal is what its actions leave behind: a disabled service is meant.
    if model.goal_span.is_none() {
        return;
    }
    let reads = model.reads_of_checks();
    let wanted: Vec<&Resource> =
        super::conditions::observed(&model.goal.cond, model).iter().flat_map(|(check, _)| &reads[*check]).collect();
    for (index, action) in model.actions.iter().enumerate() {
        if action.steps.len() < 2 {
            continue;
        }
        for (at, step) in action.steps.iter().enumerate() {
            let Some(name) = set(step, true) else { continue };
            let service = Resource::service(&name);
            if wanted.iter().any(|read| read.overlaps(&service)) {
                continue;
            }
            let again = |steps: &[Step]| steps.iter().any(|step| set(step, false).as_ref() == Some(&name));
            let others = model.actions.iter().enumerate().filter(|(other, _)| *other != index);
            let elsewhere = others.map(|(_, other)| other).any(|other| again(&other.steps) || again(&other.finally));
            if again(&action.finally) || elsewhere {
                continue;
            }
            let later = again(&action.steps[at + 1..]);
            let shown = name.as_literal().unwrap_or("the service");
            let title = if later {
                format!("`{shown}` stays disabled where a step behind this one fails")
            } else {
                format!("`{shown}` is left disabled")
            };
            sink.push(Diagnostic::warning(Code::LeftDisabled, step.span, title).label("disabled here").help(format!(
                "set it back in `finally`: `- service: {{ name: {shown}, startup: manual }}`, or ask for a disabled service in `goal`"
            )));
        }
    }
}

/// The service that a step disables, or whose startup it sets to something else.
fn set(step: &Step, disabled: bool) -> Option<crate::program::RunText> {
    step.state.parts().into_iter().find_map(|part| match part.op {
        Op::ServiceSetStartup { name, startup } if (startup == Startup::Disabled) == disabled => Some(name),
        _ => None,
    })
}
