//! The results for programs: one JSON object a scenario, one a plan's coverage, one at the end. `regimen schema results` is
//! their schema; keys come in alphabetical order.

use super::{Ended, Suite, Tested};
use regimen::simulate::scenario::Played;
use regimen::simulate::{ActionCoverage, EntryCoverage, LeafCoverage};
use schemars::JsonSchema;
use serde::Serialize;

/// One line of `test --message-format json`.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(in crate::cli) enum Line<'a> {
    /// A scenario was played.
    Scenario(Scenario<'a>),
    /// What the scenarios of a plan reach.
    Coverage(Reached<'a>),
    /// A plan that could not be tested.
    Untested(Untested<'a>),
    /// The end.
    Total(Total),
}

/// A scenario was played.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::cli) struct Scenario<'a> {
    /// The plan's id.
    plan: &'a str,
    /// The file of the scenarios.
    file: &'a str,
    /// Its name.
    scenario: &'a str,
    /// The line of its name, from 1.
    line: usize,
    /// The column of its name, from 1, in characters.
    column: usize,
    /// Whether everything was as expected.
    holds: bool,
    /// How many runs were played.
    runs: usize,
    /// How many times a run was cut off.
    cuts: usize,
    /// What was not as expected; null where it holds.
    mismatch: Option<Mismatch<'a>>,
}

/// What was not as expected.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Mismatch<'a> {
    /// Which run, from 1.
    run: usize,
    /// What is wrong, one line.
    title: &'a str,
    /// What was expected and what came, where that is more than the title.
    difference: &'a [String],
    /// The line of the expectation, from 1.
    line: usize,
    /// The column of the expectation, from 1, in characters.
    column: usize,
    /// The log of the run.
    log: &'a [String],
}

/// What the scenarios of a plan reach.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::cli) struct Reached<'a> {
    /// The plan's id.
    plan: &'a str,
    /// How much.
    coverage: Share<'a>,
}

/// How much of a plan is reached.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Share<'a> {
    /// Ends of actions, sides of conditions and entries that were reached.
    reached: usize,
    /// How many there are.
    total: usize,
    /// The share, rounded down.
    percent: usize,
    /// Whether it is at least what `--min-coverage` asks for.
    enough: bool,
    /// What was not reached, a line each.
    missing: Vec<String>,
    /// Ends of actions.
    actions: &'a [ActionCoverage],
    /// Parts of conditions.
    conditions: &'a [LeafCoverage],
    /// Entries of maps.
    entries: &'a [EntryCoverage],
}

/// A plan that could not be tested.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::cli) struct Untested<'a> {
    /// The plan's id, or the name of its file.
    plan: &'a str,
    /// The plan's file.
    file: String,
    /// Why.
    untested: &'a str,
}

/// The end.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::cli) struct Total {
    /// Scenarios that hold.
    held: usize,
    /// Scenarios that do not.
    failed: usize,
    /// Plans that could not be tested.
    untested: usize,
}

pub(super) fn report(tested: &[Tested]) -> String {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut total = Total { held: 0, failed: 0, untested: 0 };
    for plan in tested {
        match &plan.ended {
            Ended::Not(why) => {
                total.untested += 1;
                let file = plan.path.display().to_string();
                lines.push(Line::Untested(Untested { plan: &plan.plan, file, untested: why }));
            }
            Ended::Played(suite) => {
                total.failed += suite.failed();
                total.held += suite.played.len() - suite.failed();
                lines.extend(suite.played.iter().map(|played| Line::Scenario(scenario(&plan.plan, suite, played))));
                lines.push(Line::Coverage(Reached { plan: &plan.plan, coverage: share(suite) }));
            }
        }
    }
    lines.push(Line::Total(total));
    // By way of a value, whose keys are in order.
    let value = |line| serde_json::to_value(line).expect("a result has no map with other keys than text");
    lines.iter().map(|line| format!("{}\n", value(line))).collect()
}

fn scenario<'a>(plan: &'a str, suite: &'a Suite, played: &'a Played) -> Scenario<'a> {
    let place = suite.source.position(played.span.start);
    let mismatch = played.mismatch.as_ref().map(|mismatch| {
        let place = suite.source.position(mismatch.span.start);
        Mismatch {
            run: mismatch.run,
            title: &mismatch.title,
            difference: &mismatch.difference,
            line: place.line,
            column: place.column,
            log: &mismatch.log,
        }
    });
    Scenario {
        plan,
        file: &suite.source.name,
        scenario: &played.name,
        line: place.line,
        column: place.column,
        holds: played.mismatch.is_none(),
        runs: played.runs,
        cuts: played.cuts,
        mismatch,
    }
}

fn share(suite: &Suite) -> Share<'_> {
    let coverage = &suite.coverage;
    Share {
        reached: coverage.reached(),
        total: coverage.total(),
        percent: coverage.percent(),
        enough: !suite.too_little,
        missing: coverage.missing(),
        actions: &coverage.actions,
        conditions: &coverage.conditions,
        entries: &coverage.entries,
    }
}
