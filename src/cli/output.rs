//! What is printed, and where: messages for people on standard error, everything else on standard output. A closed pipe
//! ends nothing.

use super::Format;
use anstream::stream::IsTerminal;
use regimen::diag::render::{github, github_failure, human, json, junit, one_line, sarif};
use regimen::diag::{Level, Report};
use regimen::source::SourceFile;
use std::io::Write;

/// Prints, and counts what it printed.
pub(super) struct Output {
    format: Format,
    color: bool,
    errors: usize,
    warnings: usize,
    /// What is kept for a format that is one document.
    reports: Vec<(Report, SourceFile)>,
    failures: Vec<String>,
}

impl Output {
    pub(super) fn new(format: Format) -> Self {
        let color = std::io::stderr().is_terminal()
            && anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never;
        Self { format, color, errors: 0, warnings: 0, reports: Vec::new(), failures: Vec::new() }
    }

    /// The messages of one plan.
    pub(super) fn report(&mut self, report: &Report, source: &SourceFile) {
        self.errors += report.count(Level::Error) + report.omitted;
        self.warnings += report.count(Level::Warning);
        match self.format {
            Format::Human => self.people(&human(report, source, self.color)),
            Format::Json => self.line(&json(report, source)),
            Format::Github => self.line(&github(report, source)),
            Format::Sarif | Format::Junit => self.reports.push((report.clone(), source.clone())),
        }
    }

    /// Something went wrong that has no place in a plan.
    pub(super) fn failure(&mut self, text: &str) {
        let text = one_line(text);
        match self.format {
            Format::Human => self.people(&format!("error: {text}\n")),
            Format::Json => self.line(&format!("{}\n", serde_json::json!({ "level": "error", "title": text }))),
            Format::Github => self.line(&github_failure(&text)),
            Format::Sarif | Format::Junit => self.failures.push(text),
        }
    }

    /// What the command did, for people.
    pub(super) fn say(&self, text: &str) {
        if self.format == Format::Human {
            self.people(&format!("{}\n", one_line(text)));
        }
    }

    /// The count at the end, or the document.
    pub(super) fn summary(&self, plans: usize) {
        match self.format {
            Format::Sarif => self.line(&sarif(&self.reports, &self.failures)),
            Format::Junit => self.line(&junit(&self.reports, &self.failures)),
            Format::Human | Format::Json | Format::Github => {}
        }
        let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        self.say(&format!(
            "{}: {}, {}",
            count(plans, "plan"),
            count(self.errors, "error"),
            count(self.warnings, "warning")
        ));
    }

    fn people(&self, text: &str) {
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }

    /// Text on standard output as it is.
    pub(super) fn line(&self, text: &str) {
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
    }
}
