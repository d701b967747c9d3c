//! The command line: what is typed, what is printed, the exit code. The only code that prints.

mod build;
mod check;
mod completions;
mod explain;
mod graph;
mod input;
mod man;
mod new;
mod output;
mod schema;
mod show;
mod simulate;
mod test;

use clap::{Args, Parser, Subcommand, ValueEnum};
use output::Output;
use regimen::diag::{LINTS, Levels, Lint, LintLevel, Sink};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// Everything is fine.
const FINE: u8 = 0;
/// A plan has mistakes, or what was asked for does not hold: `--check` found a difference, a scenario failed.
const MISTAKES: u8 = 1;
/// The command line cannot be understood.
const USAGE: u8 = 2;
/// A file cannot be read or written.
const FILES: u8 = 3;

/// What a script that calls the program reads.
const EXIT_CODES: &str = "Exit codes: 0 fine; 1 a plan has mistakes, or what was asked for does not hold; 2 usage; \
    3 a file cannot be read or written";

/// Compiles remediation plans for Windows into scripts that need nothing but Windows.
#[derive(Debug, Parser)]
#[command(name = "regimen", version, max_term_width = 100, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Begin a plan, or take over one that comes with regimen.
    New(new::NewArgs),
    /// Say what is wrong with plans, and build nothing.
    Check(check::CheckArgs),
    /// Compile plans into scripts.
    Build(build::BuildArgs),
    /// Say what a plan means: its order, its restarts, what cannot be taken back.
    Show(show::ShowArgs),
    /// Draw what comes before what.
    Graph(graph::GraphArgs),
    /// Say what would happen on a machine that is written down.
    Simulate(simulate::SimulateArgs),
    /// Play the scenarios beside plans.
    Test(test::TestArgs),
    /// Explain a code such as R0403; list codes, editions, releases and facts.
    Explain(explain::ExplainArgs),
    /// Print the JSON Schema of plans, for an editor; of scenarios, machines and messages.
    Schema(schema::SchemaArgs),
    /// Print completions for a shell.
    Completions(completions::CompletionsArgs),
    /// Print the manual page, or write one for every command.
    Man(man::ManArgs),
}

/// What every command that reads plans takes.
#[derive(Debug, Args)]
struct PlanArgs {
    /// Plans, or folders of plans (`*.yaml`, `*.yml`).
    #[arg(required = true, value_name = "PLAN")]
    plans: Vec<PathBuf>,

    /// Give a param of the plan a value.
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = setting)]
    settings: Vec<(String, String)>,

    /// Set the level of a lint: `--lint unused=allow`. It comes before what the plan says.
    #[arg(long = "lint", value_name = "NAME=LEVEL", value_parser = lint)]
    lints: Vec<(Lint, LintLevel)>,

    /// Treat every warning as an error.
    #[arg(long, value_name = "WHAT", value_enum)]
    deny: Option<Denied>,

    /// How messages are printed.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    message_format: Format,
}

/// What every command takes that reads one plan and prints about it on standard output.
#[derive(Debug, Args)]
struct OnePlanArgs {
    /// The plan.
    #[arg(value_name = "PLAN")]
    plan: PathBuf,

    /// Give a param of the plan a value.
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = setting)]
    settings: Vec<(String, String)>,
}

impl PlanArgs {
    /// A sink for one plan, with the levels that were typed.
    fn sink(&self) -> Sink {
        Sink::with_levels(Levels {
            typed: self.lints.iter().map(|(lint, level)| (lint.code, *level)).collect(),
            deny_warnings: self.deny.is_some(),
            ..Levels::default()
        })
    }
}

/// What `--deny` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Denied {
    /// All of them.
    Warnings,
}

/// How messages are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, on standard error.
    Human,
    /// One JSON object a line, on standard output.
    Json,
    /// One SARIF 2.1.0 log, on standard output.
    Sarif,
    /// Workflow commands of GitHub Actions, on standard output.
    Github,
    /// One JUnit document, on standard output.
    Junit,
}

fn setting(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write it as NAME=VALUE".to_owned()),
    }
}

fn lint(text: &str) -> Result<(Lint, LintLevel), String> {
    let Some((name, level)) = text.split_once('=') else { return Err("write it as NAME=LEVEL".to_owned()) };
    let level = LintLevel::named(level).ok_or("the levels are allow, warn and deny")?;
    let names = || LINTS.iter().map(|lint| lint.name).collect::<Vec<_>>().join(" ");
    Ok((Lint::named(name).ok_or_else(|| format!("the lints are {}", names()))?, level))
}

/// Help or version, with colours where a terminal takes them.
fn answer(error: &clap::Error) -> String {
    let text = error.render();
    match anstream::AutoStream::choice(&std::io::stdout()) {
        anstream::ColorChoice::Never => text.to_string(),
        _ => text.ansi().to_string(),
    }
}

/// Runs the command line and says how it went.
#[must_use]
pub(crate) fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers, not mistakes.
            if error.use_stderr() {
                let _ = error.print();
                return ExitCode::from(USAGE);
            }
            let mut output = Output::new(Format::Human);
            output.line(&answer(&error));
            return ExitCode::from(output.end(FINE));
        }
    };
    ExitCode::from(match cli.command {
        Command::New(arguments) => new::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Graph(arguments) => graph::run(&arguments),
        Command::Simulate(arguments) => simulate::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
    })
}
