//! JUnit's XML, which most build servers show: a suite a plan, a failed case an error; warnings and notes are its output.

use super::{Report, one_line, text_of, within};
use crate::diag::{Diagnostic, Level};
use crate::source::{SourceFile, Span};
use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};

/// The reports of all plans, and what went wrong beside them, as one document.
#[must_use]
pub fn junit(reports: &[(Report, SourceFile)], failures: &[String]) -> String {
    let mut document = Document::new("regimen");
    document.add_test_suites(reports.iter().map(|(report, source)| suite(report, source)));
    if !failures.is_empty() {
        let mut suite = TestSuite::new("files");
        for text in failures {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_message(one_line(text));
            suite.add_test_case(case("files", "read and write", status));
        }
        document.add_test_suite(suite);
    }
    let mut text = document.to_string().expect("memory takes every write");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn suite(report: &Report, source: &SourceFile) -> TestSuite {
    let name = one_line(&source.name);
    let mut suite = TestSuite::new(name.as_str());
    let place = |span: Span| {
        let at = source.position(within(source, span).start);
        format!("{}:{}", at.line, at.column)
    };
    let lines = |found: &Diagnostic| text_of(found).lines().map(one_line).collect::<Vec<_>>().join("\n");
    let (errors, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        report.diagnostics.iter().partition(|found| found.level == Level::Error);
    for found in &errors {
        let (code, place) = (found.code.as_str(), place(found.place.span));
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_type(code);
        status.set_message(one_line(&found.title));
        status.set_description(format!("{name}:{place}: {}", lines(found)));
        suite.add_test_case(case(&name, &format!("{code} at {place}"), status));
    }
    for index in 1..=report.omitted {
        let status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        suite.add_test_case(case(&name, &format!("not listed {index}"), status));
    }
    if errors.is_empty() && report.omitted == 0 {
        suite.add_test_case(case(&name, "check", TestCaseStatus::success()));
    }
    if !others.is_empty() {
        let said = others.iter().map(|found| {
            let level = if found.level == Level::Warning { "warning" } else { "note" };
            format!("{level} {} {name}:{}: {}\n", found.code.as_str(), place(found.place.span), lines(found))
        });
        suite.set_system_out(said.collect::<String>());
    }
    suite
}

fn case(class: &str, name: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(name, status);
    case.set_classname(class);
    case
}
