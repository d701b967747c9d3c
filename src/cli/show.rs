//! `regimen show`: what a plan means.

use super::output::Output;
use super::{FINE, Format, OnePlanArgs, input};
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    #[command(flatten)]
    plan: OnePlanArgs,

    /// How it is shown.
    #[arg(long, value_enum, default_value_t = Shown::Text)]
    format: Shown,
}

/// How a plan is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shown {
    /// For people.
    Text,
    /// The resolved plan, as YAML.
    Yaml,
    /// The resolved plan in canonical form: the plan's hash is SHA-256 over these bytes.
    Json,
}

pub(super) fn run(arguments: &ShowArgs) -> u8 {
    let program = match input::checked(&arguments.plan) {
        Ok(checked) => checked.program,
        Err(code) => return code,
    };
    let mut output = Output::new(Format::Human);
    output.line(&match arguments.format {
        Shown::Text => regimen::show::text(&program),
        Shown::Yaml => regimen::show::yaml(&program),
        Shown::Json => program.canonical(),
    });
    output.end(FINE)
}
