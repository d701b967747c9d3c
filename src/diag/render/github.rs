//! Workflow commands of GitHub Actions: each becomes an annotation at its place in a pull request.
//!
//! A command is one line on standard output: `::error file=F,line=L,col=C,...::TEXT`. In the text `%`, CR and LF are written as
//! `%25`, `%0D`, `%0A`, in a property `:` and `,` as well: so nothing in a plan can begin a command of its own.

use super::{Report, one_line, text_of, within};
use crate::diag::{Diagnostic, Level};
use crate::source::SourceFile;

/// The commands of a report, one a line.
#[must_use]
pub fn github(report: &Report, source: &SourceFile) -> String {
    let mut out: String = report.diagnostics.iter().map(|found| command(found, source)).collect();
    if report.omitted > 0 {
        out.push_str(&github_failure(&format!("{}: {} more were found", source.name, report.omitted)));
    }
    out
}

/// A command for what has no place in a plan.
#[must_use]
pub fn github_failure(text: &str) -> String {
    format!("::error::{}\n", data(&one_line(text)))
}

fn command(found: &Diagnostic, source: &SourceFile) -> String {
    let span = within(source, found.place.span);
    let (start, end) = (source.position(span.start), source.position(span.end));
    let level = match found.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    // Columns are for places on one line.
    let end = if end.line == start.line && end.column > start.column {
        format!(",endLine={},endColumn={}", end.line, end.column - 1)
    } else {
        String::new()
    };
    let lines: Vec<String> = text_of(found).lines().map(one_line).collect();
    format!(
        "::{level} file={},line={},col={}{end},title={}::{}\n",
        property(&source.name),
        start.line,
        start.column,
        found.code.as_str(),
        data(&lines.join("\n")),
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(&one_line(text)).replace(':', "%3A").replace(',', "%2C")
}
