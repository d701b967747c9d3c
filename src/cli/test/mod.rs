//! `regimen test`: the scenarios beside plans, played on the simulator, and what they reach of each plan.

mod human;
mod init;
mod json;
mod junit;

pub(super) use json::Line;

use super::output::Output;
use super::{FILES, FINE, Format, MISTAKES, input, setting};
use clap::{Args, ValueEnum};
use regimen::diag::Sink;
use regimen::simulate::scenario::{Played, Scenarios};
use regimen::simulate::{Coverage, Watch};
use regimen::source::SourceFile;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct TestArgs {
    /// Plans, or folders of plans; the scenarios of `x.yaml` stand beside it in `x.scenarios.yaml`.
    #[arg(value_name = "PLAN", default_value = ".")]
    plans: Vec<PathBuf>,

    /// Give a param of the plan a value.
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = setting)]
    settings: Vec<(String, String)>,

    /// Write a first set of scenarios beside each plan that has none, and play nothing.
    #[arg(long)]
    init: bool,

    /// Fail where the scenarios of a plan reach less of it than this.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100), conflicts_with = "init")]
    min_coverage: Option<u8>,

    /// How it is told.
    #[arg(long, value_enum, default_value_t = Told::Human)]
    message_format: Told,
}

/// How the tests are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Told {
    /// For people: results on standard output, mistakes in files on standard error.
    Human,
    /// One JSON object a line, on standard output.
    Json,
    /// `JUnit` XML, on standard output.
    Junit,
}

/// What became of one plan.
struct Tested {
    /// The plan's file.
    path: PathBuf,
    /// Its id; the name of the file where it could not be read.
    plan: String,
    ended: Ended,
}

enum Ended {
    /// It could not be tested: why, in one line. Mistakes in files have been said.
    Not(String),
    Played(Box<Suite>),
}

/// The scenarios of one plan.
struct Suite {
    /// Their file.
    source: SourceFile,
    played: Vec<Played>,
    coverage: Coverage,
    /// Whether less was reached than asked for.
    too_little: bool,
}

impl Suite {
    fn failed(&self) -> usize {
        self.played.iter().filter(|played| played.mismatch.is_some()).count()
    }

    fn is_fine(&self) -> bool {
        self.failed() == 0 && !self.too_little
    }
}

pub(super) fn run(arguments: &TestArgs) -> u8 {
    let format = if arguments.message_format == Told::Json { Format::Json } else { Format::Human };
    let mut output = Output::new(format);
    let (paths, failed) = input::plans(&arguments.plans, &mut output);
    let mut worst = if failed { FILES } else { FINE };
    if arguments.init {
        return paths.iter().fold(worst, |worst, path| worst.max(init::run(path, &arguments.settings, &mut output)));
    }
    let mut tested = Vec::new();
    for path in paths {
        let (plan, ended, code) = test(&path, arguments, &mut output);
        worst = worst.max(code);
        tested.push(Tested { path, plan, ended });
    }
    output.line(&match arguments.message_format {
        Told::Human => human::report(&tested, !failed),
        Told::Json => json::report(&tested),
        Told::Junit => junit::report(&tested),
    });
    output.end(worst)
}

/// The file of a plan's scenarios.
fn beside(plan: &Path) -> PathBuf {
    plan.with_extension("scenarios.yaml")
}

/// Reads a plan and its scenarios, and plays them. Mistakes of both are said.
fn test(path: &Path, arguments: &TestArgs, output: &mut Output) -> (String, Ended, u8) {
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let not = |name: String, why: &str, code| (name, Ended::Not(why.to_owned()), code);
    let mut sink = Sink::new();
    let Some(plan) = input::read(path, output, &mut sink) else {
        return not(name, "the plan cannot be read", FILES);
    };
    let checked = if sink.has_errors() { None } else { regimen::check(&plan, &arguments.settings, &mut sink) };
    let program = checked.filter(|checked| !checked.report_unset(&mut sink)).map(|checked| checked.program);
    output.report(&input::errors(sink), &plan);
    let scenarios = beside(path);
    if !scenarios.exists() {
        let why = format!("no scenarios beside it: {} is not there", scenarios.display());
        output.failure(&format!("{}: {why}", path.display()));
        output.say(&format!("help: `regimen test --init {}` writes a first set", path.display()));
        return not(program.map_or(name, |program| program.plan), &why, MISTAKES);
    }
    let mut sink = Sink::new();
    let Some(source) = input::read(&scenarios, output, &mut sink) else {
        return not(name, "its scenarios cannot be read", FILES);
    };
    let file = Scenarios::decode(&source, &mut sink);
    if let (Some(file), Some(program)) = (&file, &program) {
        file.check(program, &mut sink);
    }
    let wrong = sink.has_errors();
    output.report(&sink.report(), &source);
    let Some(program) = program else { return not(name, "the plan has mistakes", MISTAKES) };
    let Some(file) = file.filter(|_| !wrong) else {
        return not(program.plan, "its scenarios have mistakes", MISTAKES);
    };
    let mut watch = Watch::default();
    let played = file.play(&program, &mut watch);
    let coverage = Coverage::of(&program, &watch);
    let too_little = arguments.min_coverage.is_some_and(|least| coverage.percent() < usize::from(least));
    let suite = Suite { source, played, coverage, too_little };
    let code = if suite.is_fine() { FINE } else { MISTAKES };
    (program.plan.clone(), Ended::Played(Box::new(suite)), code)
}
