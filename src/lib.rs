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
//! Below them stand libraries: [`condition`], [`states`], [`catalog`], [`diag`]. Beside the back ends, [`show`] says what a
//! program means, [`graph`] draws it, and [`schema`] says what the files hold.

pub mod catalog;
pub mod condition;
pub mod diag;
pub mod emit;
pub mod graph;
pub mod order;
pub mod plan;
pub mod program;
pub mod resolve;
pub mod rules;
pub mod schema;
pub mod show;
pub mod simulate;
pub mod source;
pub mod states;
pub mod syntax;

use diag::{Code, Diagnostic, Sink};
use emit::{Artifact, GpoScript, Target};
use order::Schedule;
use program::{NotByEdition, Program};
use resolve::Settings;
use source::{SourceFile, Span};

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
    if sink.has_mistakes() {
        return None;
    }
    let program = program::lower(&schedule);
    if sink.has_errors() {
        // Warnings alone, and they are denied: what the targets warn of is said in the same run.
        let targets = Target::all(emit::gpo_script(&schedule, &program));
        emit::expressible(&schedule, std::slice::from_ref(&program), &targets, sink);
        return None;
    }
    Some(Checked { schedule, program })
}

/// What a plan is compiled to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Build<'a> {
    /// To these targets, and each must be able to express it; `None`: to those of all that can.
    pub targets: Option<&'a [Target]>,
    /// Which script a Group Policy object starts, where `targets` names none; `None`: one that the plan can be.
    pub gpo_script: Option<GpoScript>,
    /// One script for each edition, with that edition's entries of the maps alone.
    pub per_edition: bool,
}

/// Compiles a checked plan to some targets. `None` where one of them cannot express it.
pub fn compile(checked: &Checked, targets: &[Target], sink: &mut Sink) -> Option<Vec<Artifact>> {
    build(checked, Build { targets: Some(targets), ..Build::default() }, sink)
}

/// Compiles a checked plan. `None` where that cannot be done as it is asked for.
pub fn build(checked: &Checked, build: Build, sink: &mut Sink) -> Option<Vec<Artifact>> {
    let Checked { schedule, program } = checked;
    let split = if build.per_edition { editions(checked, sink)? } else { Vec::new() };
    let programs = if build.per_edition { split.as_slice() } else { std::slice::from_ref(program) };
    let targets = match build.targets {
        Some(targets) => {
            let asked = targets.iter().flat_map(|target| programs.iter().map(move |program| (target, program)));
            let refused = asked.filter(|(target, program)| !emit::admit(schedule, program, **target, sink)).count();
            if refused == 0 { targets.to_vec() } else { Vec::new() }
        }
        None => {
            let script = build.gpo_script.unwrap_or_else(|| emit::gpo_script(schedule, program));
            emit::expressible(schedule, programs, &Target::all(script), sink)
        }
    };
    // A warning that is denied is an error too.
    if targets.is_empty() || sink.has_errors() {
        return None;
    }
    let made = targets.iter().flat_map(|target| programs.iter().flat_map(|program| emit::render(program, *target)));
    Some(emit::manifest::complete(program, made.collect()))
}

/// One program for each edition; says why where there is none.
fn editions(checked: &Checked, sink: &mut Sink) -> Option<Vec<Program>> {
    let Checked { schedule, program } = checked;
    let place = schedule.model.actions.first().map_or(Span::new(0, 0), |action| action.id.span);
    match program::per_edition(program) {
        Ok(programs) => return Some(programs),
        Err(NotByEdition::NoMap) => sink.push(
            Diagnostic::error(Code::NotByEdition, place, "this plan cannot be split by edition")
                .label("no action inserts a value of a map `by: os.edition`")
                .help("build it without `--per-edition`: one script serves every edition"),
        ),
        Err(NotByEdition::NoMachine) => sink.push(
            Diagnostic::error(Code::NotByEdition, place, "this plan cannot be split by edition")
                .label("`scope` means no machine with one of the editions that the maps name")
                .help("`regimen explain editions` lists which release has which edition"),
        ),
        Err(NotByEdition::Otherwise(map)) => {
            let map = &program.map(map).id;
            sink.push(
                Diagnostic::error(Code::NotByEdition, place, "this plan cannot be split by edition")
                    .label(format!("the map `{map}` has `otherwise`: a value for editions that nobody has listed"))
                    .help(format!("list the editions in `{map}`, or build without `--per-edition`")),
            );
        }
    }
    None
}
