//! What the batch target cannot express, each at its place, before a byte is rendered.

use super::conditions::{Reason as WhyNot, Writer, readable};
use super::parts::{self, Reason};
use super::{Form, Script, commands, fits, list};
use crate::catalog::editions;
use crate::condition::{ActionId, Cond};
use crate::diag::{Code, Diagnostic, Level, Sink};
use crate::emit::questions::{self, Question};
use crate::emit::quote::batch::{Refusal, fits_comment, value};
use crate::order::Schedule;
use crate::program::{Action, CheckTest, Op, Part, Probe, Program, systems};
use crate::source::Span;

/// What helps where cmd.exe itself is the reason.
const POWERSHELL_CAN: &str = "a PowerShell script can; for batch say it otherwise";

/// From this build on, Windows 11 24H2 and Server 2025, there is no wmic.
const WITHOUT_WMIC: i64 = 26_100;

/// Above this many steps a script takes its time even as a list: `cargo bench --bench cmd` measured 36 ms a step that is in
/// place (two cores, Wine), and what starts programs costs more.
const LONG: usize = 1_000;

pub(in crate::emit) fn admit(schedule: &Schedule, program: &Program, sink: &mut Sink) -> bool {
    let mut admission = Admission { program, sink, refusals: 0 };
    questions::ask(schedule, program, |question, span| {
        let before = admission.refusals;
        match question {
            Question::Part(part, action) => admission.part(part, action, span),
            Question::Probe(probe) => admission.probe(probe, span),
            Question::Condition(cond) => admission.condition(cond, span),
            Question::Fact(fact) if readable(fact.name()).is_err() => admission.fact(fact.name(), span),
            Question::Fact(_) => {}
            Question::Entry(map, text) => admission.entry(&program.map(map).id, text, span),
            Question::Title(action) => admission.title(action, span),
        }
        admission.refusals == before
    });
    let model = &schedule.model;
    let start = model.actions.first().map_or(model.id_span, |action| action.id.span);
    admission.license(model.scope_span.unwrap_or(start));
    if admission.refusals == 0 {
        admission.length(start);
    }
    admission.refusals == 0
}

struct Admission<'a> {
    program: &'a Program,
    sink: &'a mut Sink,
    refusals: usize,
}

impl Admission<'_> {
    fn refuse(&mut self, span: Span, what: &str, why: &str) {
        self.refuse_with(span, what, why, "say it otherwise");
    }

    fn refuse_with(&mut self, span: Span, what: &str, why: &str, help: &str) {
        self.refusals += 1;
        self.sink.push(
            Diagnostic::error(Code::NotExpressible, span, format!("batch cannot express {what}")).label(why).help(help),
        );
    }

    fn refuse_part(&mut self, span: Span, reason: &Reason) {
        match reason {
            Reason::Text(refusal) => self.refuse(span, "this text", refusal.reason()),
            Reason::Kind(what, why) => self.refuse_with(span, what, why, POWERSHELL_CAN),
        }
    }

    fn condition(&mut self, cond: &Cond, span: Span) {
        match Writer::new(self.program, None).subroutine("x", "", cond) {
            Ok(()) => {}
            Err(WhyNot::Text(refusal)) => self.refuse(span, "a text of this condition", refusal.reason()),
            Err(WhyNot::Fact(name)) => self.fact(name, span),
            Err(WhyNot::Kind(what, why)) => self.refuse_with(span, what, why, POWERSHELL_CAN),
        }
    }

    fn fact(&mut self, name: &str, span: Span) {
        self.refuse(
            span,
            &format!("the fact `{name}`"),
            "cmd.exe can read it only with a tool that is gone from current releases",
        );
    }

    /// What a long script costs, which its form decides.
    fn length(&mut self, span: Span) {
        let steps = list::steps(self.program);
        if steps <= list::MANY {
            return;
        }
        let is_list = Script::new(self.program, Form::Listed).lists().is_some();
        let (label, help) = match is_list {
            true if steps > LONG => {
                ("cmd.exe needs some 40 ms for each, more where a program is started", format!("up to {LONG} steps"))
            }
            true => return,
            false => (
                "cmd.exe looks for labels line by line, so its time grows with the square of the steps",
                format!(
                    "a text with `!` or `^` in a condition keeps the script from being a list; up to {} steps",
                    list::MANY
                ),
            ),
        };
        let warning = Diagnostic::warning(Code::LongScript, span, format!("the batch script has {steps} steps"));
        self.sink.push(warning.label(label).help(format!("{help} take seconds; split the plan")));
    }

    fn part(&mut self, part: &Part, action: ActionId, span: Span) {
        let program = self.program;
        if let Op::Message { text, .. } = &part.op {
            if let Err(refusal) = value(text, program) {
                self.replaced(span, &format!("a message of `{}`", program.actions[action.0].id), refusal);
            }
            return;
        }
        let asked = parts::step(part, "x", program)
            .and_then(|_| parts::own(part, "x", program))
            .and_then(|_| commands::unless(&part.probe, "x", Some(action), program, Form::Straight));
        if let Err(reason) = asked {
            self.refuse_part(span, &reason);
        }
    }

    fn probe(&mut self, probe: &Probe, span: Span) {
        let asked = parts::asked(probe, "x", self.program).map(|_| ());
        let asked = asked.and_then(|()| match probe {
            Probe::FileContent { content, .. } => commands::content(content, "x").map(|_| ()),
            _ => Ok(()),
        });
        if let Err(reason) = asked {
            self.refuse_part(span, &reason);
        }
    }

    fn entry(&mut self, map: &str, text: &str, span: Span) {
        if let Err(refusal) = fits(text) {
            self.refuse(span, &format!("an entry of the map `{map}`"), refusal.reason());
        } else if text.is_empty() {
            self.refuse(span, &format!("an empty entry of the map `{map}`"), Refusal::Empty.reason());
        }
    }

    fn title(&mut self, action: &Action, span: Span) {
        if !fits_comment(&action.title) {
            self.replaced(span, &format!("the title of `{}`", action.id), Refusal::NotAscii);
        }
    }

    /// What only people read gives way to an id.
    fn replaced(&mut self, span: Span, what: &str, why: Refusal) {
        let title = format!("in the batch script {what} is replaced by its id");
        self.sink.push(Diagnostic::new(Level::Note, Code::TextReplaced, span, title).label(why.reason()));
    }

    fn license(&mut self, span: Span) {
        if self.reads_license() && self.may_meet_newest() {
            self.refuse_with(
                span,
                "the licence on Windows 11 24H2, Server 2025 and later",
                "wmic, with which a batch script reads it, is gone there",
                "leave these machines out of `scope`: `os.build < 26100`",
            );
        }
    }

    fn reads_license(&self) -> bool {
        let probes = self.program.checks.iter().filter_map(|check| match &check.test {
            CheckTest::State(probes) => Some(probes),
            CheckTest::When(_) => None,
        });
        probes.flatten().any(|probe| matches!(probe, crate::program::Probe::License(_)))
            || self.program.actions.iter().flat_map(|a| a.steps.iter().chain(&a.finally)).flat_map(|s| &s.parts).any(
                |part| {
                    matches!(
                        part.op,
                        Op::LicenseInstallKey { .. }
                            | Op::LicenseActivate
                            | Op::LicenseSetKmsHost { .. }
                            | Op::LicenseSetKmsPort { .. }
                    )
                },
            )
    }

    /// Whether `scope` may hold on a machine of the catalogue, or on one to come, from build 26100 on.
    fn may_meet_newest(&self) -> bool {
        let numbers = systems::numbers(self.program);
        let mut systems = editions::rows().iter().flat_map(|row| systems::of_row(row, &numbers));
        systems.any(|system| system.build() >= WITHOUT_WMIC && system.is_meant(self.program))
    }
}
