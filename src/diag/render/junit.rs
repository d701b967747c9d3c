//! JUnit's XML, which most build servers show: a suite a plan, a failed case an error; warnings and notes are its output.

use super::{Report, one_line, text_of, within};
use crate::diag::Level;
use crate::source::SourceFile;
use std::fmt::Write as _;

/// The reports of all plans, and what went wrong beside them, as one document.
#[must_use]
pub fn junit(reports: &[(Report, SourceFile)], failures: &[String]) -> String {
    let errors = |report: &Report| report.count(Level::Error) + report.omitted;
    let failed: usize = reports.iter().map(|(report, _)| errors(report)).sum();
    let cases: usize = reports.iter().map(|(report, _)| errors(report).max(1)).sum();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<testsuites name=\"regimen\" tests=\"{}\" failures=\"{failed}\" errors=\"{}\">",
        cases + failures.len(),
        failures.len()
    );
    for (report, source) in reports {
        suite(report, source, errors(report), &mut out);
    }
    if !failures.is_empty() {
        let count = failures.len();
        let _ = writeln!(out, "  <testsuite name=\"files\" tests=\"{count}\" failures=\"0\" errors=\"{count}\">");
        for text in failures {
            let _ = writeln!(out, "    <testcase name=\"read and write\" classname=\"files\">");
            let _ = writeln!(out, "      <error message=\"{}\"/>", xml(text));
            let _ = writeln!(out, "    </testcase>");
        }
        let _ = writeln!(out, "  </testsuite>");
    }
    out.push_str("</testsuites>\n");
    out
}

fn suite(report: &Report, source: &SourceFile, errors: usize, out: &mut String) {
    let name = xml(&source.name);
    let _ =
        writeln!(out, "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{errors}\" errors=\"0\">", errors.max(1));
    if errors == 0 {
        let _ = writeln!(out, "    <testcase name=\"check\" classname=\"{name}\"/>");
    }
    let place = |span| {
        let at = source.position(within(source, span).start);
        format!("{}:{}", at.line, at.column)
    };
    for found in report.diagnostics.iter().filter(|found| found.level == Level::Error) {
        let (code, place) = (found.code.as_str(), place(found.place.span));
        let _ = writeln!(out, "    <testcase name=\"{code} at {place}\" classname=\"{name}\">");
        let text: Vec<String> = text_of(found).lines().map(xml).collect();
        let _ = writeln!(
            out,
            "      <failure type=\"{code}\" message=\"{}\">{name}:{place}: {}</failure>",
            xml(&found.title),
            text.join("\n")
        );
        let _ = writeln!(out, "    </testcase>");
    }
    for index in 0..report.omitted {
        let _ =
            writeln!(out, "    <testcase name=\"not listed {}\" classname=\"{name}\"><failure/></testcase>", index + 1);
    }
    let others: Vec<String> = report
        .diagnostics
        .iter()
        .filter(|found| found.level != Level::Error)
        .map(|found| {
            let level = if found.level == Level::Warning { "warning" } else { "note" };
            let text: Vec<String> = text_of(found).lines().map(xml).collect();
            format!("{level} {} {name}:{}: {}\n", found.code.as_str(), place(found.place.span), text.join("\n"))
        })
        .collect();
    if !others.is_empty() {
        let _ = writeln!(out, "    <system-out>{}</system-out>", others.concat());
    }
    let _ = writeln!(out, "  </testsuite>");
}

/// One line of text in XML.
fn xml(text: &str) -> String {
    let mut out = String::new();
    for c in one_line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // What XML 1.0 has no place for.
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c if c.is_control() => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}
