//! The PowerShell 2.0 checker, driven: scripts go in, findings come out. See README.md.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

/// A PowerShell 7 engine: runs `pwsh ARGUMENTS` with a folder as the current one.
pub(crate) type Engine = dyn Fn(&Path, &[&str]) -> io::Result<Output> + Send + Sync;

/// A script to check. No two of one check may have the same name.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// One line of the checker's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    pub line: usize,
    pub column: usize,
    pub rule: String,
    pub message: String,
}

/// What the checker says of some scripts.
#[derive(Debug)]
pub(crate) struct Report {
    /// The findings in each script, by its name.
    pub findings: BTreeMap<String, Vec<Finding>>,
    /// Each entry of the checker's tables, as (table, entry), and whether these scripts use it.
    pub entries: BTreeMap<(String, String), bool>,
}

/// The folder of the checker, its tables and its violations.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/powershell")
}

/// The engine that REGIMEN_PWSH names, or one sentence on why there is none.
pub(crate) fn engine() -> Result<Box<Engine>, String> {
    let Some(program) = std::env::var_os("REGIMEN_PWSH").filter(|value| !value.is_empty()).map(PathBuf::from) else {
        return Err("REGIMEN_PWSH does not name a pwsh".into());
    };
    if !program.is_file() {
        return Err(format!("REGIMEN_PWSH is {}, and there is no such file", program.display()));
    }
    let is_windows = program.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("exe"));
    let through = (is_windows && cfg!(not(windows))).then(|| folder().join("under-wine"));
    if let Some(wine) = &through {
        let checked = Command::new(wine).arg("--check").output();
        if !checked.is_ok_and(|output| output.status.success()) {
            let reason =
                "is a program for Windows, and the lab's bench is not there or not current: run tests/lab/setup";
            return Err(format!("REGIMEN_PWSH {reason}"));
        }
    }
    Ok(Box::new(move |folder, arguments| match &through {
        Some(wine) => Command::new(wine).arg(&program).arg(folder).args(arguments).output(),
        None => Command::new(&program).current_dir(folder).args(arguments).output(),
    }))
}

/// Runs the checker once over all of the scripts.
pub(crate) fn check(engine: &Engine, scripts: &[Script]) -> Result<Report, String> {
    let place = lay_out(scripts).map_err(|error| format!("the scripts cannot be laid out: {error}"))?;
    let arguments = ["-NoProfile", "-NonInteractive", "-File", "check-2.0.ps1", "-List", "list.txt", "-Coverage"];
    let output = engine(&place, &arguments).map_err(|error| format!("the engine does not start: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let report = read(&text, scripts).filter(|report| {
        let clean = report.findings.values().all(Vec::is_empty);
        output.status.code() == Some(i32::from(!clean))
    });
    fs::remove_dir_all(&place).ok();
    report.ok_or_else(|| {
        let tail: Vec<&str> = text.lines().rev().take(5).collect();
        format!("the checker failed ({}): {tail:?} {}", output.status, String::from_utf8_lossy(&output.stderr))
    })
}

/// A folder with the checker and the scripts in it. The scripts go by numbers: a name need not be one of a file.
fn lay_out(scripts: &[Script]) -> io::Result<PathBuf> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("powershell2-{}-{number}", std::process::id()));
    fs::create_dir_all(place.join("checker"))?;
    for below in ["", "checker"] {
        for entry in fs::read_dir(folder().join(below))? {
            let path = entry?.path();
            let is_part = path.extension().is_some_and(|extension| extension == "txt" || extension == "ps1");
            if path.is_file() && is_part {
                fs::copy(&path, place.join(below).join(path.file_name().expect("a file has a name")))?;
            }
        }
    }
    let mut list = String::new();
    for (number, script) in scripts.iter().enumerate() {
        let name = file_name(number);
        fs::write(place.join(&name), &script.bytes)?;
        list.push_str(&name);
        list.push('\n');
    }
    fs::write(place.join("list.txt"), list)?;
    Ok(place)
}

fn file_name(number: usize) -> String {
    format!("script-{number}.ps1")
}

/// The checker's output; nothing where any of it is something else, or its last line does not count as many findings.
fn read(text: &str, scripts: &[Script]) -> Option<Report> {
    let numbers: BTreeMap<String, &str> =
        scripts.iter().enumerate().map(|(number, script)| (file_name(number), script.name.as_str())).collect();
    let mut findings: BTreeMap<String, Vec<Finding>> =
        scripts.iter().map(|script| (script.name.clone(), Vec::new())).collect();
    let mut entries = BTreeMap::new();
    let (body, last) = text.trim_end().rsplit_once('\n').unwrap_or(("", text.trim_end()));
    let mut count = 0;
    for line in body.lines() {
        if let Some((used, rest)) = line.split_once(' ').filter(|(word, _)| ["used", "unused"].contains(word)) {
            let (table, entry) = rest.split_once(' ')?;
            entries.insert((table.to_owned(), entry.to_owned()), used == "used");
            continue;
        }
        let (place, rest) = line.split_once(' ')?;
        let (rule, message) = rest.split_once(' ')?;
        let mut parts = place.rsplitn(3, ':');
        let column = parts.next()?.parse().ok()?;
        let line = parts.next()?.parse().ok()?;
        let name = numbers.get(parts.next()?)?;
        let finding = Finding { line, column, rule: rule.to_owned(), message: message.to_owned() };
        findings.get_mut(*name)?.push(finding);
        count += 1;
    }
    (last == format!("{count} findings in {} files", scripts.len())).then_some(Report { findings, entries })
}

/// What a violation expects: the rules and lines in its first line, `# expect: RULE LINE, RULE LINE`, in order. A violation
/// may begin with a byte order mark, and be in UTF-16.
pub(crate) fn expected(script: &Script) -> Result<Vec<(usize, String)>, String> {
    let bytes: Vec<u8> = script.bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&bytes);
    let wrong = || format!("{} does not begin with `# expect: RULE LINE`", script.name);
    let (_, list) = text.lines().next().and_then(|line| line.split_once("# expect: ")).ok_or_else(wrong)?;
    let mut expected = Vec::new();
    for item in list.split(", ") {
        let (rule, line) = item.trim().split_once(' ').ok_or_else(wrong)?;
        expected.push((line.parse().map_err(|_| wrong())?, rule.to_owned()));
    }
    expected.sort();
    Ok(expected)
}

/// The planted violations: the files, and those that would be too long to be files.
pub(crate) fn violations() -> io::Result<Vec<Script>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder().join("violations"))? {
        let path = entry?.path();
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        found.push(Script { name, bytes: fs::read(&path)? });
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    for (what, line) in [("functions", "function Get-Thing# { }\r\n"), ("variables", "$thing# = 1\r\n")] {
        let mut text = String::from("# expect: limit 1\r\nSet-StrictMode -Version 2\r\n");
        (0..4097).for_each(|number| text.push_str(&line.replace('#', &number.to_string())));
        found.push(Script { name: format!("limit--{what}"), bytes: text.into_bytes() });
    }
    Ok(found)
}
