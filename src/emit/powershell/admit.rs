//! What the PowerShell target cannot express, each at its place, before a byte is rendered.

use super::conditions::{self, Reason, readable};
use super::parts;
use crate::condition::Cond;
use crate::diag::{Code, Diagnostic, Level, Sink};
use crate::emit::needs;
use crate::emit::quote::powershell::fits_comment;
use crate::order::Schedule;
use crate::program::{CheckTest, Program};
use crate::source::Span;

pub(in crate::emit) fn admit(schedule: &Schedule, program: &Program, sink: &mut Sink) -> bool {
    let mut admission = Admission { program, sink, refusals: 0 };
    let model = &schedule.model;
    let start = model.actions.first().map_or(Span::new(0, 0), |action| action.id.span);
    let mut refused = Vec::new();
    for (action, place) in program.actions.iter().zip(&model.actions) {
        let before = admission.refusals;
        for (step, place) in action.steps.iter().zip(&place.steps).chain(action.finally.iter().zip(&place.finally)) {
            for part in &step.parts {
                admission.ask(parts::step(part, program), place.span);
            }
            if let Some(when) = &step.when {
                admission.condition(&when.cond, place.span);
            }
        }
        if let Some(when) = &action.when {
            admission.condition(&when.cond, place.when_span.unwrap_or(place.span));
        }
        refused.push(admission.refusals > before);
        if !fits_comment(&action.title) {
            let title = format!("in the PowerShell script the title of `{}` is replaced by its id", action.id);
            admission.sink.push(
                Diagnostic::new(Level::Note, Code::TextReplaced, place.id.span, title)
                    .label("Windows PowerShell reads a script in the machine's own code page, so only ASCII is the same everywhere"),
            );
        }
    }
    for (check, place) in program.checks.iter().zip(&model.checks) {
        // What the goal that a plan does not write observes is refused at the action itself.
        if place.of_action().is_some_and(|id| refused[id.0]) {
            continue;
        }
        match &check.test {
            CheckTest::State(probes) => {
                for probe in probes {
                    admission.ask(parts::test(probe, program), place.id.span);
                }
            }
            CheckTest::When(condition) if check.observable => admission.condition(&condition.cond, place.id.span),
            CheckTest::When(_) => {}
        }
    }
    admission.condition(&program.scope.cond, start);
    admission.condition(&program.goal.cond, start);
    for fact in needs::needed(program).facts {
        admission.ask(readable(fact), start);
    }
    admission.refusals == 0
}

struct Admission<'a> {
    program: &'a Program,
    sink: &'a mut Sink,
    refusals: usize,
}

impl Admission<'_> {
    fn ask<T>(&mut self, asked: Result<T, Reason>, span: Span) {
        let Err(reason) = asked else { return };
        self.refusals += 1;
        let (what, why) = match reason {
            Reason::Fact(name) => {
                (format!("the fact `{name}`"), "this version of the PowerShell target does not read it")
            }
            Reason::Kind(kind) => (kind.to_owned(), "this version of the PowerShell target has no way to do it"),
        };
        self.sink.push(
            Diagnostic::error(Code::NotExpressible, span, format!("powershell cannot express {what}"))
                .label(why)
                .help("say it otherwise"),
        );
    }

    fn condition(&mut self, cond: &Cond, span: Span) {
        self.ask(conditions::expression(cond, 0, self.program), span);
    }
}
