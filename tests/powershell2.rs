//! Every generated PowerShell script against the checker for PowerShell 2.0, and the checker against a planted violation of
//! each of its rules.
//!
//! REGIMEN_PWSH names the engine: a pwsh of this system, or a Windows build's pwsh.exe, which then runs under the lab's Wine.
//! Without one all checks are reported as ignored, with the reason; with CI set, that is a failure.

mod powershell;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use libtest_mimic::{Arguments, Failed, Trial};
use powershell::{Engine, Finding, Report, Script};
use regimen::Build;
use regimen::diag::{Sink, render::human};
use regimen::source::SourceFile;

/// Scripts that are checked together, once, when the first of their trials runs.
struct Group {
    engine: Arc<Engine>,
    scripts: Vec<Script>,
    report: OnceLock<Result<Report, String>>,
}

impl Group {
    fn new(engine: &Arc<Engine>, scripts: Vec<Script>) -> Arc<Group> {
        Arc::new(Group { engine: engine.clone(), scripts, report: OnceLock::new() })
    }

    fn report(&self) -> Result<&Report, Failed> {
        self.report.get_or_init(|| powershell::check(&*self.engine, &self.scripts)).as_ref().map_err(Failed::from)
    }

    fn findings(&self, name: &str) -> Result<&[Finding], Failed> {
        Ok(self.report()?.findings.get(name).expect("every script is in the report"))
    }

    /// The entries of these tables, as a list for a person, that the scripts do not use.
    fn unused(&self, tables: &[&str]) -> Result<Vec<String>, Failed> {
        let entries = &self.report()?.entries;
        for table in tables {
            if !entries.keys().any(|(of, _)| of == table) {
                return Err(format!("the checker has no table {table}").into());
            }
        }
        let unused = entries.iter().filter(|((table, _), used)| !**used && tables.contains(&table.as_str()));
        Ok(unused.map(|((table, entry), _)| format!("{table} {entry}")).collect())
    }
}

fn show(findings: &[Finding]) -> String {
    let lines: Vec<String> = findings
        .iter()
        .map(|finding| format!("{}:{} {} {}", finding.line, finding.column, finding.rule, finding.message))
        .collect();
    lines.join("\n")
}

fn is_found(group: &Group, script: &Script) -> Result<(), Failed> {
    let expected = powershell::expected(script)?;
    let findings = group.findings(&script.name)?;
    let mut found: Vec<(usize, String)> = findings.iter().map(|finding| (finding.line, finding.rule.clone())).collect();
    found.sort();
    if found == expected {
        return Ok(());
    }
    Err(format!("expected {expected:?}, found\n{}", show(findings)).into())
}

fn is_clean(group: &Group, script: &Script) -> Result<(), Failed> {
    let findings = group.findings(&script.name)?;
    if findings.is_empty() { Ok(()) } else { Err(show(findings).into()) }
}

fn all_used(group: &Group, tables: &[&str]) -> Result<(), Failed> {
    let unused = group.unused(tables)?;
    if unused.is_empty() { Ok(()) } else { Err(format!("not used:\n{}", unused.join("\n")).into()) }
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn files(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = fs::read_dir(root.join(folder)).expect("a folder of this crate can be read");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    paths.sort();
    paths
}

/// A script that is there already, under whatever name, need not be checked again.
fn add(scripts: &mut Vec<Script>, script: Script) {
    if !scripts.iter().any(|other| other.bytes == script.bytes) {
        scripts.push(script);
    }
}

/// Every PowerShell script that the shipped plans and the cases compile to, and what else is among the snapshots.
fn generated() -> Vec<Script> {
    let shipped = files("plans").into_iter().filter_map(|path| {
        let stem = name_of(&path).strip_suffix(".yaml")?.to_owned();
        (!stem.contains('.')).then_some((stem, path))
    });
    let cases = files("tests/cases/ok").into_iter().map(|case| (name_of(&case), case.join("plan.yaml")));
    let mut scripts = Vec::new();
    for (name, path) in shipped.chain(cases) {
        let bytes = fs::read(&path).expect("a plan that was found can be read");
        let mut sink = Sink::new();
        let source = SourceFile::decode(name.as_str(), &bytes, &mut sink);
        let artifacts = regimen::check(&source, &Vec::new(), &mut sink)
            .and_then(|checked| regimen::build(&checked, Build::default(), &mut sink));
        let Some(artifacts) = artifacts else { panic!("{}", human(&sink.report(), &source, false)) };
        let made = artifacts.into_iter().filter(|artifact| artifact.path.ends_with(".ps1"));
        scripts
            .extend(made.map(|artifact| Script { name: format!("{name} {}", artifact.path), bytes: artifact.bytes }));
    }
    assert!(scripts.iter().any(|script| script.name.starts_with("kb971033 ")), "the flagship is among them");
    for path in files("tests/snapshots").into_iter().filter(|path| name_of(path).ends_with(".snap.ps1")) {
        let bytes = fs::read(&path).expect("a snapshot that was found can be read");
        add(&mut scripts, Script { name: name_of(&path), bytes });
    }
    scripts
}

fn trials(engine: &Arc<Engine>) -> Vec<Trial> {
    let mut trials = Vec::new();
    let planted = Group::new(engine, powershell::violations().expect("the violations can be read"));
    for script in planted.scripts.clone() {
        let group = planted.clone();
        trials.push(Trial::test(format!("violation {}", script.name), move || is_found(&group, &script)));
    }
    let group = planted.clone();
    trials.push(Trial::test("every rule and every row is planted", move || {
        all_used(&group, &["rule", "newer", "reserved", "limit"])
    }));

    let bytes = fs::read(powershell::folder().join("clean.ps1")).expect("clean.ps1 can be read");
    let clean = Script { name: "clean.ps1".into(), bytes };
    let allowed = Group::new(engine, vec![clean.clone()]);
    let group = allowed.clone();
    trials.push(Trial::test("clean.ps1 has no finding", move || is_clean(&group, &clean)));
    trials.push(Trial::test("clean.ps1 uses all that is allowed", move || {
        let tables =
            ["token", "node", "variable", "preference", "attribute", "verb", "command", "parameter", "type", "member"];
        all_used(&allowed, &tables)
    }));

    let scripts = Group::new(engine, generated());
    for script in scripts.scripts.clone() {
        let group = scripts.clone();
        trials.push(Trial::test(format!("script {}", script.name), move || is_clean(&group, &script)));
    }
    trials
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let found = powershell::engine();
    let reason = found.as_ref().err().cloned();
    // An engine that no trial calls, where there is none: the trials are listed all the same.
    let engine: Arc<Engine> = match found {
        Ok(engine) => Arc::from(engine),
        Err(_) => Arc::new(|_, _| Err(std::io::Error::other("no engine"))),
    };
    let trials = trials(&engine);
    let count = trials.len();
    let trials = trials.into_iter().map(|trial| trial.with_ignored_flag(reason.is_some())).collect();
    let conclusion = libtest_mimic::run(&arguments, trials);

    let Some(reason) = reason else { return conclusion.exit_code() };
    let required = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
    report(&format!("powershell2: {count} checks ignored: {reason}"));
    if required && !arguments.list { ExitCode::FAILURE } else { conclusion.exit_code() }
}

/// Tests print to standard error only what a person has to see.
fn report(text: &str) {
    use std::io::Write;
    writeln!(std::io::stderr(), "{text}").ok();
}
