//! The reference meaning: a [`Program`](crate::program::Program) is run on a [`Machine`] described in YAML.
//!
//! In: a program, a machine, how the script is started. Out: a [`Trace`]: observations, operations in order, each action's
//! result, the outcome and the exit code; the machine is left as the run leaves it. The scripts must agree with it.

mod apply;
mod coverage;
mod debts;
pub mod describe;
pub mod draft;
mod facts;
pub mod machine;
mod observe;
mod run;
pub mod scenario;
mod systems;
pub mod tell;
mod trace;
mod turn;
mod whatif;

pub use coverage::{ActionCoverage, Coverage, EntryCoverage, LeafCoverage, Watch};
pub use facts::{Chosen, Facts};
pub use machine::Machine;
pub use run::{Cut, Mode, Options, run, run_watched};
pub use trace::{Counts, Event, Outcome, Trace, Word};
