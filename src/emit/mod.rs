//! Phase 7: a [`Program`] becomes [`Artifact`]s.
//!
//! [`admit`] asks a target about every operand, with the plan at hand for the places; after it, rendering cannot fail.

mod batch;
mod gpo;
pub mod manifest;
mod needs;
mod powershell;
mod questions;
mod quote;
mod text;

use crate::diag::{Diagnostic, Level, Sink};
use crate::order::Schedule;
use crate::program::Program;

/// A file that a target makes, its path relative to the plan's folder with `/` between parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Where it goes.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a plan can be compiled to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// One script for cmd.exe of Windows 7 to 11.
    Batch,
    /// One script for PowerShell 2.0 to 7.
    PowerShell,
    /// A startup script with all that Group Policy needs around it.
    Gpo(GpoScript),
}

/// Which script a Group Policy object starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GpoScript {
    /// The batch script.
    #[default]
    Batch,
    /// The PowerShell script, and a batch script that starts it.
    PowerShell,
}

impl GpoScript {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Batch, Self::PowerShell];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.target().name()
    }

    /// The script with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|script| script.name() == name)
    }

    /// The target that makes the script.
    #[must_use]
    pub const fn target(self) -> Target {
        match self {
            Self::Batch => Target::Batch,
            Self::PowerShell => Target::PowerShell,
        }
    }
}

impl Target {
    /// All targets, in the order in which they are made.
    pub const ALL: &'static [Self] = &[Self::Batch, Self::PowerShell, Self::Gpo(GpoScript::Batch)];

    /// All targets, with this script for Group Policy.
    #[must_use]
    pub fn all(gpo_script: GpoScript) -> Vec<Self> {
        let with = |target: &Self| if let Self::Gpo(_) = target { Self::Gpo(gpo_script) } else { *target };
        Self::ALL.iter().map(with).collect()
    }

    /// Its name on the command line, and of its folder.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Batch => "batch",
            Self::PowerShell => "powershell",
            Self::Gpo(_) => "gpo",
        }
    }

    /// What it is, one line.
    #[must_use]
    pub const fn summary(self) -> &'static str {
        match self {
            Self::Batch => "one script for cmd.exe of Windows 7 to 11",
            Self::PowerShell => "one script for PowerShell 2.0 to 7",
            Self::Gpo(_) => "a startup script with all that Group Policy needs around it",
        }
    }

    /// The target with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|target| target.name() == name)
    }
}

/// Whether a target can express a program; what it cannot goes to the sink, each at its place.
pub fn admit(schedule: &Schedule, program: &Program, target: Target, sink: &mut Sink) -> bool {
    match target {
        Target::Batch => batch::admit(schedule, program, sink),
        Target::PowerShell => powershell::admit(schedule, program, sink),
        Target::Gpo(script) => gpo::admit(schedule, program, script, sink),
    }
}

/// The script for Group Policy where nobody asks for one: the batch script, or the PowerShell script where cmd.exe cannot
/// carry the plan out.
#[must_use]
pub fn gpo_script(schedule: &Schedule, program: &Program) -> GpoScript {
    let fits = |script: &GpoScript| admit(schedule, program, script.target(), &mut Sink::new());
    GpoScript::ALL.iter().copied().find(fits).unwrap_or_default()
}

/// The targets of a list that can express each of some programs of one plan. What keeps a target out is a note where another
/// one is left, and an error where none is.
pub fn expressible(schedule: &Schedule, programs: &[Program], targets: &[Target], sink: &mut Sink) -> Vec<Target> {
    let mut fit = Vec::new();
    let mut refused: Vec<(Target, Vec<Diagnostic>)> = Vec::new();
    let mut said = Vec::new();
    for &target in targets {
        let mut own = Sink::new();
        // Every program is asked, so that every mistake is told.
        let admitted = programs.iter().filter(|program| admit(schedule, program, target, &mut own)).count();
        let report = own.finish();
        if admitted == programs.len() {
            fit.push(target);
            said.extend(report);
        } else {
            refused.push((target, report.into_iter().filter(|d| d.level == Level::Error).collect()));
        }
    }
    if fit.is_empty() {
        said.extend(refused.into_iter().flat_map(|(_, errors)| errors));
    } else {
        said.extend(left_out(refused));
    }
    said.into_iter().for_each(|diagnostic| sink.push(diagnostic));
    fit
}

/// Notes that name, for each reason once, the targets it keeps out.
fn left_out(refused: Vec<(Target, Vec<Diagnostic>)>) -> impl Iterator<Item = Diagnostic> {
    let mut reasons: Vec<(Diagnostic, Vec<&str>)> = Vec::new();
    for (target, errors) in refused {
        for error in errors {
            match reasons.iter_mut().find(|(known, _)| *known == error) {
                Some((_, names)) if !names.contains(&target.name()) => names.push(target.name()),
                Some(_) => {}
                None => reasons.push((error, vec![target.name()])),
            }
        }
    }
    reasons.into_iter().map(|(mut reason, names)| {
        reason.level = Level::Note;
        reason.title = format!("left out: {}: {}", names.join(", "), reason.title);
        reason
    })
}

/// The batch script in the form that long plans get, whatever the plan's size; `None` where the plan cannot be a list.
/// For tests that hold both forms to the same meaning.
#[doc(hidden)]
#[must_use]
pub fn render_as_list(program: &Program) -> Option<Artifact> {
    batch::render_as_list(program)
}

/// Renders an admitted program.
#[must_use]
pub fn render(program: &Program, target: Target) -> Vec<Artifact> {
    match target {
        Target::Batch => vec![batch::render(program)],
        Target::PowerShell => vec![powershell::render(program)],
        Target::Gpo(script) => gpo::render(program, script),
    }
}
