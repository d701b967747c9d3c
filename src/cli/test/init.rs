//! `regimen test --init`: a first set of scenarios, written where there are none.

use super::super::output::Output;
use super::super::{FILES, FINE, MISTAKES, input};
use super::beside;
use regimen::diag::Sink;
use regimen::resolve::Settings;
use regimen::simulate::draft::draft;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

pub(super) fn run(path: &Path, settings: &Settings, output: &mut Output) -> u8 {
    let place = beside(path);
    if place.symlink_metadata().is_ok() {
        output.failure(&format!("{} is there already, and is left as it is", place.display()));
        return FILES;
    }
    let mut sink = Sink::new();
    let Some(source) = input::read(path, output, &mut sink) else { return FILES };
    let checked = if sink.has_errors() { None } else { regimen::check(&source, settings, &mut sink) };
    let checked = checked.filter(|checked| !checked.report_unset(&mut sink));
    output.report(&input::errors(sink), &source);
    let Some(checked) = checked else { return MISTAKES };
    let draft = draft(&checked.program);
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&place)
        .and_then(|mut file: std::fs::File| -> io::Result<()> { file.write_all(draft.text.as_bytes()) });
    if let Err(error) = written {
        output.failure(&format!("cannot write {}: {error}", place.display()));
        return FILES;
    }
    let coverage = &draft.coverage;
    output.say(&format!(
        "wrote {}: {} scenarios that reach {} of {} ({} %)",
        place.display(),
        draft.scenarios,
        coverage.reached(),
        coverage.total(),
        coverage.percent()
    ));
    FINE
}
