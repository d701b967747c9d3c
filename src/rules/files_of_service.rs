//! R1005: files of a service are deleted while the service may run.

use super::Subject;
use super::paths::Paths;
use crate::catalog::habits;
use crate::condition::ActionId;
use crate::diag::{Code, Diagnostic, Sink};
use crate::program::Op;
use crate::resolve::Step;
use crate::states::resource;

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    let model = subject.model;
    let mut paths = None;
    for (index, action) in model.actions.iter().enumerate() {
        let mut said: Vec<&str> = Vec::new();
        for (at, step) in action.steps.iter().enumerate() {
            let Some(service) = step.state.parts().iter().find_map(|part| owner(&part.op)) else { continue };
            if said.contains(&service) || stopped(&action.steps[..at], service) == Some(true) {
                continue;
            }
            let before = || {
                let paths = paths.get_or_insert_with(|| Paths::of(subject.schedule));
                let earlier =
                    model.actions.iter().enumerate().filter(|(other, _)| paths.lead(ActionId(*other), ActionId(index)));
                let mut earlier: Vec<(usize, Option<bool>)> = earlier
                    .map(|(other, action)| (paths.turn[other], stopped(&action.steps, service)))
                    .filter(|(_, last)| last.is_some())
                    .collect();
                earlier.sort_unstable();
                earlier.last().is_some_and(|(_, last)| *last == Some(true))
            };
            if stopped(&action.steps[..at], service).is_none() && { before }() {
                continue;
            }
            said.push(service);
            let title = format!("this is deleted while `{service}` may run");
            sink.push(
                Diagnostic::warning(Code::FilesOfService, step.span, title)
                    .label(format!("`{service}` holds it open, or makes it anew"))
                    .help(format!(
                        "stop it in a step before this one: `service: {{ name: {service}, status: stopped }}`"
                    )),
            );
        }
    }
}

/// The service whose file an operation deletes.
fn owner(op: &Op) -> Option<&'static str> {
    let Op::FileDelete { path } = op else { return None };
    let spelled = resource::spelled(&path.path);
    let below = |folder: &str| spelled.starts_with(folder);
    habits::service_files().iter().find(|row| below(&row.folder)).map(|row| row.service.as_str())
}

/// Whether these steps leave a service stopped; `None` where they say nothing of it.
fn stopped(steps: &[Step], service: &str) -> Option<bool> {
    let named =
        |name: &crate::program::RunText| name.as_literal().is_some_and(|name| name.eq_ignore_ascii_case(service));
    let parts: Vec<_> = steps.iter().flat_map(|step| step.state.parts()).collect();
    parts
        .into_iter()
        .filter_map(|part| match part.op {
            Op::ServiceStop { name } if named(&name) => Some(true),
            Op::ServiceStart { name } | Op::ServiceRestart { name } if named(&name) => Some(false),
            _ => None,
        })
        .next_back()
}
