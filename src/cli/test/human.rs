//! The results for people.

use super::{Ended, Suite, Tested};
use regimen::diag::render::{human, one_line};
use regimen::diag::{Diagnostic, Sink};
use regimen::simulate::scenario::Mismatch;
use std::fmt::Write as _;

/// Everything that was tested: a line a scenario, what failed in full, what was not reached, the count at the end.
/// `all_read` is whether everything that was named could be read.
pub(super) fn report(tested: &[Tested], all_read: bool) -> String {
    let mut out = String::new();
    for plan in tested {
        let _ = writeln!(out, "{} ({})", plan.plan, one_line(&plan.path.display().to_string()));
        match &plan.ended {
            Ended::Not(why) => {
                let _ = writeln!(out, "  FAILED  {}\n", one_line(why));
            }
            Ended::Played(suite) => of_suite(&mut out, suite),
        }
    }
    let suites: Vec<&Suite> = tested
        .iter()
        .filter_map(|plan| if let Ended::Played(suite) = &plan.ended { Some(&**suite) } else { None })
        .collect();
    let scenarios: usize = suites.iter().map(|suite| suite.played.len()).sum();
    let failed: usize = suites.iter().map(|suite| suite.failed()).sum();
    let fine = all_read && suites.len() == tested.len() && suites.iter().all(|suite| suite.is_fine());
    let _ = writeln!(
        out,
        "{}: {} of {} hold, in {}{}",
        if fine { "ok" } else { "FAILED" },
        scenarios - failed,
        count(scenarios, "scenario"),
        count(tested.len(), "plan"),
        [
            (tested.len() - suites.len(), "could not be tested"),
            (suites.iter().filter(|suite| suite.too_little).count(), "reached less than was asked for"),
            (usize::from(!all_read), "of the folders named has no plans to test"),
        ]
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("; {number} {what}"))
        .collect::<String>()
    );
    out
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn of_suite(out: &mut String, suite: &Suite) {
    for played in &suite.played {
        let word = if played.mismatch.is_some() { "FAILED" } else { "ok" };
        let runs = if played.runs == 1 { String::new() } else { format!(", {} runs", played.runs) };
        let cuts = if played.cuts == 0 { String::new() } else { format!(", {} cut off", played.cuts) };
        let _ = writeln!(out, "  {word:<6}  {}{runs}{cuts}", one_line(&played.name));
    }
    for played in &suite.played {
        if let Some(mismatch) = &played.mismatch {
            let _ = writeln!(out, "\n{}", of_mismatch(&played.name, mismatch, suite).trim_end());
        }
    }
    let coverage = &suite.coverage;
    let _ = writeln!(
        out,
        "\n  reached: {} of {} ({} %){}",
        coverage.reached(),
        coverage.total(),
        coverage.percent(),
        if suite.too_little { ", less than was asked for" } else { "" }
    );
    for missing in coverage.missing() {
        let _ = writeln!(out, "    {}", one_line(&missing));
    }
    out.push('\n');
}

/// One failure: where the scenario says what it expects, the two sides, and what the run did.
pub(super) fn of_mismatch(name: &str, mismatch: &Mismatch, suite: &Suite) -> String {
    let mut sink = Sink::new();
    sink.push(Diagnostic::from(mismatch));
    let mut out = format!("{}\n{}\n", one_line(name), human(&sink.report(), &suite.source, false).trim_end());
    out.push_str(if mismatch.log.is_empty() { "the run did nothing\n" } else { "what the run did:\n" });
    for line in &mismatch.log {
        let _ = writeln!(out, "  {}", one_line(line));
    }
    out
}
