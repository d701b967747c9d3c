//! `regimen schema`: what the files and the messages of regimen hold, as JSON Schemas.

use super::output::Output;
use super::{FINE, Format, test};
use clap::{Args, ValueEnum};
use regimen::diag::render::JsonLine;
use regimen::schema;

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// Of what.
    #[arg(value_name = "WHAT", value_enum, default_value_t = Of::Plan)]
    of: Of,
}

/// What has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Of {
    /// A plan.
    Plan,
    /// The scenarios beside a plan.
    Scenarios,
    /// The machine that `simulate --machine` reads.
    Machine,
    /// A line of `check` and `build --message-format json`.
    Diagnostics,
    /// A line of `test --message-format json`.
    Results,
}

pub(super) fn run(arguments: &SchemaArgs) -> u8 {
    let schema = match arguments.of {
        Of::Plan => schema::plan(),
        Of::Scenarios => schema::scenarios(),
        Of::Machine => schema::machine(),
        Of::Diagnostics => {
            schema::lines("A line of `regimen check --message-format json`", &[schema::line::<JsonLine>()])
        }
        Of::Results => schema::lines(
            "A line of `regimen test --message-format json`",
            // What is wrong with the files is said in between.
            &[schema::line::<test::Line<'_>>(), schema::line::<JsonLine>()],
        ),
    };
    let mut output = Output::new(Format::Human);
    output.line(&format!("{schema:#}\n"));
    output.end(FINE)
}
