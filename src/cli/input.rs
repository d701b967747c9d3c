//! Plans from files and folders.

use super::output::Output;
use super::{FILES, Format, MISTAKES, OnePlanArgs};
use regimen::Checked;
use regimen::diag::{Level, Report, Sink};
use regimen::source::SourceFile;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// The plan files that the arguments name, in order, each once; whether something could not be read.
pub(super) fn plans(paths: &[PathBuf], output: &mut Output) -> (Vec<PathBuf>, bool) {
    let mut found: Vec<PathBuf> = Vec::new();
    let mut failed = false;
    for path in paths {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        match plans_in(path) {
            Ok(plans) if plans.is_empty() => {
                output.failure(&format!("no plans (*.yaml, *.yml) in {}", path.display()));
                failed = true;
            }
            Ok(plans) => found.extend(plans),
            Err(error) => {
                output.failure(&format!("cannot read {}: {error}", path.display()));
                failed = true;
            }
        }
    }
    let mut seen = HashSet::new();
    found.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    (found, failed)
}

/// The plans of a folder, by name; neither what is beside a plan (`x.scenarios.yaml`) nor what is hidden is one.
fn plans_in(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut plans = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        let stem = [".yaml", ".yml"].iter().find_map(|end| name.strip_suffix(end));
        let is_plan = stem.is_some_and(|stem| !stem.starts_with('.') && !stem.ends_with(".scenarios"));
        if is_plan && path.is_file() {
            plans.push(path);
        }
    }
    plans.sort();
    Ok(plans)
}

/// The bytes of one file. `None` where it cannot be read; that has been said.
pub(super) fn bytes(path: &Path, output: &mut Output) -> Option<Vec<u8>> {
    match std::fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            output.failure(&format!("cannot read {}: {error}", path.display()));
            None
        }
    }
}

/// Reads one file. `None` where that fails; it has been said.
pub(super) fn read(path: &Path, output: &mut Output, sink: &mut Sink) -> Option<SourceFile> {
    bytes(path, output).map(|bytes| SourceFile::decode(path.display().to_string(), &bytes, sink))
}

/// The ids that several plans have: what one of them makes would be written over the other's. They are said.
pub(super) fn taken_twice<'a>(
    plans: impl IntoIterator<Item = (&'a Path, &'a str)>,
    output: &mut Output,
) -> HashSet<&'a str> {
    let mut first: HashMap<&str, &Path> = HashMap::new();
    let mut twice = HashSet::new();
    for (path, id) in plans {
        if let Some(other) = first.get(id) {
            output.failure(&format!("{} and {} are both called `{id}`", other.display(), path.display()));
            twice.insert(id);
        } else {
            first.insert(id, path);
        }
    }
    twice
}

/// What keeps a command from going on; to warn is for `check` and `build`.
pub(super) fn errors(sink: Sink) -> Report {
    let mut report = sink.report();
    report.diagnostics.retain(|diagnostic| diagnostic.level == Level::Error);
    report
}

/// Reads and checks the one plan of a command whose standard output is for its answer; its mistakes go to standard error.
/// Where it has params without a value there is no resolved plan.
///
/// # Errors
/// The exit code, where it cannot be read or has mistakes; they have been said.
pub(super) fn checked(arguments: &OnePlanArgs) -> Result<Checked, u8> {
    let mut output = Output::new(Format::Human);
    let mut sink = Sink::new();
    let source = read(&arguments.plan, &mut output, &mut sink).ok_or(FILES)?;
    let checked = if sink.has_errors() { None } else { regimen::check(&source, &arguments.settings, &mut sink) };
    let complete = checked.filter(|checked| !checked.report_unset(&mut sink));
    output.report(&errors(sink), &source);
    complete.ok_or(MISTAKES)
}
