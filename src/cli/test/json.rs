//! The results for programs: one JSON object a scenario, one a plan's coverage, one at the end.

use super::{Ended, Suite, Tested};
use regimen::simulate::scenario::Played;
use serde_json::{Value, json};

pub(super) fn report(tested: &[Tested]) -> String {
    let mut objects: Vec<Value> = Vec::new();
    let (mut held, mut failed, mut untested) = (0, 0, 0);
    for plan in tested {
        match &plan.ended {
            Ended::Not(why) => {
                untested += 1;
                objects.push(json!({ "plan": plan.plan, "file": plan.path, "untested": why }));
            }
            Ended::Played(suite) => {
                failed += suite.failed();
                held += suite.played.len() - suite.failed();
                objects.extend(suite.played.iter().map(|played| scenario(&plan.plan, suite, played)));
                objects.push(coverage(&plan.plan, suite));
            }
        }
    }
    objects.push(json!({ "held": held, "failed": failed, "untested": untested }));
    objects.into_iter().map(|object| format!("{object}\n")).collect()
}

fn scenario(plan: &str, suite: &Suite, played: &Played) -> Value {
    let place = suite.source.position(played.span.start);
    let mismatch = played.mismatch.as_ref().map(|mismatch| {
        let place = suite.source.position(mismatch.span.start);
        json!({
            "run": mismatch.run,
            "title": mismatch.title,
            "difference": mismatch.difference,
            "line": place.line,
            "column": place.column,
            "log": mismatch.log,
        })
    });
    json!({
        "plan": plan,
        "file": suite.source.name,
        "scenario": played.name,
        "line": place.line,
        "column": place.column,
        "holds": played.mismatch.is_none(),
        "runs": played.runs,
        "cuts": played.cuts,
        "mismatch": mismatch,
    })
}

fn coverage(plan: &str, suite: &Suite) -> Value {
    let coverage = &suite.coverage;
    json!({
        "plan": plan,
        "coverage": {
            "reached": coverage.reached(),
            "total": coverage.total(),
            "percent": coverage.percent(),
            "enough": !suite.too_little,
            "missing": coverage.missing(),
            "actions": coverage.actions,
            "conditions": coverage.conditions,
            "entries": coverage.entries,
        },
    })
}
