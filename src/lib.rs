//! Regimen compiles remediation plans for Windows into scripts.
//!
//! A plan passes through phases; each reads only what the one before it made, pushes its mistakes into a
//! [`Sink`](diag::Sink) and goes on, so that one run reports them all.
//!
//! | phase | folder | from | to |
//! |---|---|---|---|
//! | 1 | [`source`] | bytes | [`SourceFile`](source::SourceFile) |
//! | 2 | [`syntax`] | `SourceFile` | [`Node`](syntax::Node) |
//! | 3 | [`plan`] | `Node` | [`Plan`](plan::Plan) |
//! | 4 | [`resolve`] | `Plan` | [`Model`](resolve::Model) |
//! | 5 | [`order`] | `Model` | [`Schedule`](order::Schedule) |
//! |   | [`rules`] | `Plan`, `Schedule` | diagnostics |
//! | 6 | [`program`] | `Schedule` | [`Program`](program::Program) |
//! | 7 | [`emit`] | `Program` | [`Artifact`](emit::Artifact)s |
//! |   | [`simulate`] | `Program`, machine | [`Trace`](simulate::Trace) |
//!
//! Below them stand libraries: [`condition`], [`states`], [`catalog`], [`diag`].

pub mod catalog;
pub mod condition;
pub mod diag;
pub mod emit;
pub mod order;
pub mod plan;
pub mod program;
pub mod resolve;
pub mod rules;
pub mod simulate;
pub mod source;
pub mod states;
pub mod syntax;

use diag::{Code, Diagnostic, Sink};
use emit::{Artifact, Target};
use order::Schedule;
use program::Program;
use resolve::Settings;
use source::SourceFile;

/// Everything that the front end finds out about a plan: what to do, in which order, and the places for messages.
#[derive(Debug)]
pub struct Checked {
    /// The plan with its places.
    pub schedule: Schedule,
    /// The plan as it is executed.
    pub program: Program,
}

impl Checked {
    /// Reports the params without a value: a plan with them can be checked and not built. Whether there are any.
    pub fn report_unset(&self, sink: &mut Sink) -> bool {
        for (name, span) in &self.schedule.model.unset {
            sink.push(
                Diagnostic::error(Code::UnsetParam, *span, format!("`{name}` has no value"))
                    .help(format!("give it one with `--set {name}=...`, or give the param a `default`")),
            );
        }
        !self.schedule.model.unset.is_empty()
    }
}

/// Reads a plan through phases 2 to 6. `None` where a mistake was found; all of them are in the sink.
pub fn check(source: &SourceFile, settings: &Settings, sink: &mut Sink) -> Option<Checked> {
    let node = syntax::parse(source, sink);
    let plan = plan::decode(&node, sink)?;
    let model = resolve::resolve(&plan, settings, sink)?;
    let schedule = order::order(model, sink)?;
    rules::judge(source, &plan, &schedule, sink);
    if sink.has_errors() {
        return None;
    }
    let program = program::lower(&schedule);
    Some(Checked { schedule, program })
}

/// Compiles a checked plan. `None` where a target cannot express it.
pub fn compile(checked: &Checked, targets: &[Target], sink: &mut Sink) -> Option<Vec<Artifact>> {
    let admitted: Vec<bool> =
        targets.iter().map(|target| emit::admit(&checked.schedule, &checked.program, *target, sink)).collect();
    // A warning that is denied is an error too.
    if admitted.contains(&false) || sink.has_errors() {
        return None;
    }
    let made = targets.iter().flat_map(|target| emit::render(&checked.program, *target)).collect();
    Some(emit::manifest::complete(&checked.program, made))
}
