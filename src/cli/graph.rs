//! `regimen graph`: what comes before what.

use super::output::Output;
use super::{FINE, Format, MISTAKES, OnePlanArgs, input};
use clap::{Args, ValueEnum};
use regimen::graph::{self, Graph};

#[derive(Debug, Args)]
pub(super) struct GraphArgs {
    #[command(flatten)]
    plan: OnePlanArgs,

    /// How it is drawn.
    #[arg(long, value_enum, default_value_t = Drawn::Text)]
    format: Drawn,
}

/// How a graph is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Drawn {
    /// For a terminal.
    Text,
    /// For pages that draw Mermaid.
    Mermaid,
    /// For Graphviz.
    Dot,
    /// A picture that needs nothing else.
    Svg,
}

pub(super) fn run(arguments: &GraphArgs) -> u8 {
    let graph = match input::checked(&arguments.plan) {
        Ok(checked) => Graph::of(&checked.program),
        Err(code) => return code,
    };
    let mut output = Output::new(Format::Human);
    let drawn = match arguments.format {
        Drawn::Text => Some(graph::text(&graph)),
        Drawn::Mermaid => Some(graph::mermaid(&graph)),
        Drawn::Dot => Some(graph::dot(&graph)),
        Drawn::Svg => graph::svg(&graph),
    };
    match drawn {
        Some(drawn) => {
            output.line(&drawn);
            output.end(FINE)
        }
        None => {
            output.failure("the graph is too large for a picture: use `--format dot` or `--format text`");
            MISTAKES
        }
    }
}
