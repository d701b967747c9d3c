//! On Windows itself: the scripts of plans that need no stand-in, run by its own cmd.exe and powershell.exe. Each script has to
//! end as the simulator says, and what one language has brought about the other has to find in place.
//!
//! They change the machine (keys below `HKLM\SOFTWARE\Example` and `HKLM\SOFTWARE\Regimen`, files in `C:\Data`), so it takes
//! REGIMEN_WINDOWS=1, an elevated prompt and a machine that may be thrown away.
#![cfg(windows)]

use regimen::diag::Sink;
use regimen::emit::Target;
use regimen::simulate::{Machine, Mode, Options, run};
use regimen::source::SourceFile;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The cases whose states are files and registry values alone.
const CASES: [&str; 2] = ["registry", "files"];

/// A compiled case.
struct Case {
    program: regimen::program::Program,
    batch: PathBuf,
    powershell: PathBuf,
}

fn system32() -> PathBuf {
    Path::new(&std::env::var_os("SystemRoot").expect("Windows says where it is")).join("System32")
}

fn case(name: &str) -> Case {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/ok").join(name).join("plan.yaml");
    let bytes = std::fs::read(path).expect("a case can be read");
    let mut sink = Sink::new();
    let source = SourceFile::decode(name, &bytes, &mut sink);
    let checked = regimen::check(&source, &Vec::new(), &mut sink).expect("a case has no mistakes");
    let folder = std::env::temp_dir().join("regimen-windows");
    std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    let write = |target: Target| {
        let made = regimen::compile(&checked, &[target], &mut Sink::new()).expect("both languages can express it");
        let script = made.into_iter().find(|file| file.path.contains('/')).expect("a target makes a script");
        let path = folder.join(script.path.rsplit('/').next().unwrap_or_default());
        std::fs::write(&path, script.bytes).expect("a script can be written");
        path
    };
    Case { batch: write(Target::Batch), powershell: write(Target::PowerShell), program: checked.program }
}

/// Exit code and last line.
fn ended(mut command: Command) -> (Option<i32>, String) {
    let output = command.output().expect("Windows' own shell starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code(), text.lines().last().unwrap_or_default().trim_end().to_owned())
}

fn batch(script: &Path, switch: &str) -> (Option<i32>, String) {
    let mut command = Command::new(system32().join("cmd.exe"));
    command.args(["/d", "/c"]).arg(script);
    if !switch.is_empty() {
        command.arg(format!("/{switch}"));
    }
    ended(command)
}

fn powershell(script: &Path, switch: &str) -> (Option<i32>, String) {
    let mut command = Command::new(system32().join(r"WindowsPowerShell\v1.0\powershell.exe"));
    command.args(["-NoLogo", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File"]).arg(script);
    if !switch.is_empty() {
        command.arg(format!("-{switch}"));
    }
    ended(command)
}

/// Everything that a case may have left.
fn clean() {
    for key in [r"HKLM\SOFTWARE\Example", r"HKLM\SOFTWARE\Regimen"] {
        let mut reg = Command::new(system32().join("reg.exe"));
        let _ = reg.args(["delete", key, "/f"]).output().expect("reg.exe starts");
    }
    let _ = std::fs::remove_dir_all(r"C:\Data");
}

/// What the simulator says of a run on a machine without anything.
fn simulated(case: &Case, machine: &mut Machine, mode: Mode) -> (Option<i32>, String) {
    let trace = run(&case.program, machine, Options { mode, ..Options::default() });
    (trace.exit_code, trace.status_line(&case.program.plan))
}

#[test]
fn both_languages_do_what_the_simulator_says_and_find_what_the_other_did() {
    if std::env::var("REGIMEN_WINDOWS").as_deref() != Ok("1") {
        let skipped = format!("skipped: {} plans in 2 languages: they need REGIMEN_WINDOWS=1", CASES.len());
        writeln!(std::io::stderr(), "{skipped}").expect("standard error can be written");
        return;
    }
    type Shell = fn(&Path, &str) -> (Option<i32>, String);
    for name in CASES {
        let case = case(name);
        let (first, second): ((Shell, &Path), (Shell, &Path)) = ((batch, &case.batch), (powershell, &case.powershell));
        for ((run, script), (look, other)) in [(first, second), (second, first)] {
            clean();
            let mut machine = Machine::default();
            let expected = simulated(&case, &mut machine, Mode::WhatIf);
            assert_eq!(run(script, "whatif"), expected, "{}", script.display());
            let expected = simulated(&case, &mut machine, Mode::Run);
            assert_eq!(run(script, ""), expected, "{}", script.display());
            let expected = simulated(&case, &mut machine, Mode::Detect);
            assert_eq!(look(other, "detect"), expected, "{} after {}", other.display(), script.display());
            let expected = simulated(&case, &mut machine, Mode::Run);
            assert_eq!(look(other, ""), expected, "{} after {}", other.display(), script.display());
        }
        clean();
    }
}
