//! The batch script that a policy starts a PowerShell script with: that it finds it wherever it lies, hands on switches and
//! exit codes, and says what is missing.

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::Failed;
use regimen::emit::{Artifact, GpoScript, Target, render};
use regimen::program::Program;
use regimen::simulate::machine::Host;
use regimen::simulate::{self, Machine, Mode, Options};

use crate::Scenario;
use crate::bench::Bench;
use crate::computer::Computer;
use crate::editions::{afflicted, flagship};
use crate::run::{Run, Script, Start};

/// Starts what STARTED says, as gpscript.exe starts a startup script: a cmd.exe of its own, and the engine can be found.
const STARTER: &str = "$info = New-Object Diagnostics.ProcessStartInfo(\"$env:SystemRoot\\System32\\cmd.exe\", $env:STARTED)\r\n\
    $info.UseShellExecute = $false\r\n\
    $process = [Diagnostics.Process]::Start($info)\r\n\
    $process.WaitForExit()\r\n\
    exit $process.ExitCode\r\n";

/// A folder whose name cmd.exe must not read.
const FOLDER: &str = r"C:\Startup (a) & b";

pub(crate) fn scenarios() -> Vec<Scenario> {
    vec![
        Scenario::new("startup: the launcher brings the plan about from a share", from_a_share).with_powershell(true),
        Scenario::new("startup: the launcher hands on switches and exit codes", switches).with_powershell(true),
        Scenario::new("startup: what the launcher types", typed),
        Scenario::new("startup: the launcher says what is missing", missing),
    ]
}

/// The files of the startup folder.
fn files(program: &Program) -> Vec<(String, Vec<u8>)> {
    let name = |path: &str| path.rsplit_once("/Startup/").map(|(_, name)| name.to_owned());
    let made = render(program, Target::Gpo(GpoScript::PowerShell)).into_iter();
    made.filter_map(|Artifact { path, bytes }| Some((name(&path)?, bytes))).collect()
}

fn put(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Failed> {
    fs::create_dir_all(folder)?;
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}

/// Starts the launcher where a real engine is to be found.
fn start(computer: &mut Computer, folder: &str, arguments: &str, from_share: bool) -> Result<Run, Failed> {
    let line = format!(r#"/d /c ""{folder}\kb971033.cmd" {arguments}""#);
    let environment = vec![("STARTED".to_owned(), line)];
    let starter = Script { name: "starter.ps1".to_owned(), bytes: STARTER.into() };
    Ok(computer.run(&starter, &Start { environment, from_share, ..Start::default() })?)
}

/// The last line, the exit code and the operations are those of the simulator.
pub(crate) fn same(program: &Program, machine: &mut Machine, options: Options, run: &Run) -> Result<(), Failed> {
    let trace = simulate::run(program, machine, options);
    let operations: Vec<String> = trace.operations().map(str::to_lowercase).collect();
    let seen: Vec<String> = run.events.iter().map(|event| event.to_lowercase()).collect();
    let code = trace.exit_code.map(i32::cast_unsigned);
    if run.last_line() != trace.status_line(&program.plan) || run.code != code || operations != seen {
        return Err(format!("simulated {code:?} {} {operations:#?}\n{run:?}", trace.status_line(&program.plan)).into());
    }
    Ok(())
}

fn from_a_share(bench: &Bench) -> Result<(), Failed> {
    let program = flagship()?;
    let mut machine = afflicted()?;
    let mut computer = Computer::start(bench, &machine)?;
    let share: PathBuf = computer.lab().join("share/scripts");
    put(&share, &files(&program))?;
    let run = start(&mut computer, r"\\server\share\scripts", "", true)?;
    same(&program, &mut machine, Options::default(), &run)?;
    if run.code != Some(3010) {
        return Err(format!("the flagship asks for a restart here: {run:?}").into());
    }
    Ok(())
}

fn switches(bench: &Bench) -> Result<(), Failed> {
    let program = flagship()?;
    let mut machine = afflicted()?;
    let mut computer = Computer::start(bench, &machine)?;
    put(&computer.on_disk(FOLDER), &files(&program))?;
    for (arguments, options) in [
        ("-WhatIf -Quiet", Options { mode: Mode::WhatIf, ..Options::default() }),
        ("-Detect", Options { mode: Mode::Detect, ..Options::default() }),
        ("-Nonsense", Options { wrong_arguments: true, ..Options::default() }),
    ] {
        let run = start(&mut computer, FOLDER, arguments, false)?;
        same(&program, &mut machine, options, &run).map_err(|failed| format!("{arguments}: {failed:?}"))?;
    }
    Ok(())
}

/// Without an engine the lab's stand-in notes what it was started with.
fn typed(bench: &Bench) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &Machine::default())?;
    let files = files(&flagship()?);
    put(&computer.on_disk(r"C:\Scripts"), &files)?;
    let (name, bytes) = files.into_iter().find(|(name, _)| name.ends_with(".cmd")).ok_or("no launcher")?;
    let start = Start::with(r#"-WhatIf -LogPath "C:\a b & c.log""#);
    let run = computer.run(&Script { name, bytes }, &start)?;
    // The stand-in notes words without their quotes: had they been lost, `&` would have ended the line.
    let wanted = r"-NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -File C:\Scripts\kb971033.ps1 -WhatIf -LogPath C:\a b & c.log";
    let started: Vec<&String> = run.started.iter().filter(|line| line.ends_with(wanted)).collect();
    if started.len() != 1 || run.started.len() != 1 || run.code != Some(1) {
        return Err(format!("expected one program with {wanted}, and its exit code\n{run:?}").into());
    }
    Ok(())
}

fn missing(bench: &Bench) -> Result<(), Failed> {
    let files = files(&flagship()?);
    let launcher = |(name, bytes): &(String, Vec<u8>)| Script { name: name.clone(), bytes: bytes.clone() };
    let launcher = files.iter().find(|(name, _)| name.ends_with(".cmd")).map(launcher).ok_or("no launcher")?;
    let elsewhere = Start { environment: vec![("SystemRoot".into(), r"C:\Elsewhere".into())], ..Start::default() };
    let x86 = Machine { host: Host::X86, ..Machine::default() };
    for (machine, with_script, start, path) in [
        (Machine::default(), false, Start::default(), r"C:\Scripts\kb971033.ps1"),
        (Machine::default(), true, elsewhere, r"C:\Elsewhere\System32\WindowsPowerShell\v1.0\powershell.exe"),
        // The lab's way out of a 32-bit world holds cmd.exe alone.
        (x86, true, Start::default(), r"C:\Windows\Sysnative\WindowsPowerShell\v1.0\powershell.exe"),
    ] {
        let mut computer = Computer::start(bench, &machine)?;
        if with_script {
            put(&computer.on_disk(r"C:\Scripts"), &files)?;
        }
        let run = computer.run(&launcher, &start)?;
        let said = run.output().lines().next().unwrap_or_default().trim_end().to_owned();
        let line = "regimen plan=kb971033 outcome=failed changed=0 unchanged=0 skipped=0 failed=0 blocked=0 waiting=0";
        let nothing = run.started.is_empty() && run.events.is_empty();
        if !said.eq_ignore_ascii_case(&format!("ERROR \"{path}\" does not exist"))
            || run.last_line() != line
            || run.code != Some(1)
            || !nothing
        {
            return Err(format!("expected that {path} is said to be missing\n{run:?}").into());
        }
    }
    Ok(())
}
