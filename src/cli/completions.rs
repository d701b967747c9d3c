//! `regimen completions`: what a shell needs to complete the command line.

use super::output::Output;
use super::{Cli, FINE, Format};
use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(arguments: &CompletionsArgs) -> u8 {
    let mut text = Vec::new();
    generate(arguments.shell, &mut Cli::command(), "regimen", &mut text);
    let mut output = Output::new(Format::Human);
    output.line(&String::from_utf8_lossy(&text));
    output.end(FINE)
}
