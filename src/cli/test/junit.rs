//! The results as `JUnit` XML: a suite a plan, a case a scenario. No times: the same tests give the same bytes.

use super::{Ended, Suite, Tested, human};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use regimen::diag::Code;

pub(super) fn report(tested: &[Tested]) -> String {
    let mut report = Report::new("regimen");
    for plan in tested {
        let mut suite = TestSuite::new(plan.plan.as_str());
        suite.add_property(("plan", plan.path.display().to_string().as_str()));
        match &plan.ended {
            Ended::Not(why) => {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
                status.set_message(why.as_str());
                suite.add_test_case(case(&plan.plan, "the plan and its scenarios can be read", status));
            }
            Ended::Played(played) => cases(&mut suite, &plan.plan, played),
        }
        report.add_test_suite(suite);
    }
    let mut text = report.to_string().expect("memory takes every write");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn case(plan: &str, name: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(name, status);
    case.set_classname(plan);
    case
}

fn cases(suite: &mut TestSuite, plan: &str, played: &Suite) {
    for scenario in &played.played {
        let status = match &scenario.mismatch {
            None => TestCaseStatus::success(),
            Some(mismatch) => {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                status.set_message(format!("run {}: {}", mismatch.run, mismatch.title));
                status.set_type(Code::Unexpected.as_str());
                status.set_description(human::of_mismatch(&scenario.name, mismatch, played));
                status
            }
        };
        suite.add_test_case(case(plan, &scenario.name, status));
    }
    let coverage = &played.coverage;
    suite.add_property(("coverage.percent", coverage.percent().to_string().as_str()));
    if played.too_little {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_message(format!("{} of {} reached", coverage.reached(), coverage.total()));
        status.set_description(coverage.missing().join("\n"));
        suite.add_test_case(case(plan, "the scenarios reach as much as was asked for", status));
    }
}
