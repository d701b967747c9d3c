//! Phase 7: a [`Program`] becomes [`Artifact`]s.
//!
//! [`admit`] asks a target about every operand, with the plan at hand for the places; after it, rendering cannot fail.

mod batch;
pub mod manifest;
mod quote;

use crate::diag::Sink;
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
}

impl Target {
    /// All targets, in the order in which they are made.
    pub const ALL: &'static [Self] = &[Self::Batch];

    /// Its name on the command line, and of its folder.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Batch => "batch",
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
    }
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
    }
}
