//! What is printed, and where: messages for people on standard error, everything else on standard output. A reader that
//! has seen enough and closes the pipe is fine; a disk that is full is not.

use super::{FILES, Format};
use anstream::stream::IsTerminal;
use regimen::diag::render::{github, github_failure, human, json, json_failure, junit, one_line, sarif};
use regimen::diag::{Level, Report};
use regimen::source::SourceFile;
use std::io::{self, Write};

/// Prints, and counts what it printed.
pub(super) struct Output {
    format: Format,
    color: bool,
    errors: usize,
    warnings: usize,
    /// What is kept for a format that is one document.
    reports: Vec<(Report, SourceFile)>,
    failures: Vec<String>,
    /// Why standard output took no more.
    broken: Option<io::Error>,
}

impl Output {
    pub(super) fn new(format: Format) -> Self {
        let color =
            io::stderr().is_terminal() && anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never;
        Self { format, color, errors: 0, warnings: 0, reports: Vec::new(), failures: Vec::new(), broken: None }
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
        self.errors += 1;
        let text = one_line(text);
        match self.format {
            Format::Human => self.people(&format!("error: {text}\n")),
            Format::Json => self.line(&json_failure(&text)),
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
    pub(super) fn summary(&mut self, plans: usize) {
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
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Text on standard output as it is. What goes wrong is kept for [`end`](Self::end).
    pub(super) fn line(&mut self, text: &str) {
        if self.broken.is_none() {
            let mut stdout = io::stdout().lock();
            self.broken = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).err();
        }
    }

    /// The exit code of the command: its own, unless what it had to print could not be written.
    pub(super) fn end(self, code: u8) -> u8 {
        match &self.broken {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                self.people(&format!("error: cannot write to standard output: {error}\n"));
                code.max(FILES)
            }
            _ => code,
        }
    }
}
