//! The lab's own scenarios in PowerShell: that what .NET calls answers as Windows does, and that the lab sees, counts and
//! stops what a PowerShell script does as it does with a batch script.

use libtest_mimic::Failed;

use crate::Scenario;
use crate::bench::Bench;
use crate::computer::Computer;
use crate::own::{check, machine};
use crate::run::{Script, Start};

pub(crate) fn scenarios() -> Vec<Scenario> {
    let told =
        TOLD.iter().map(|told| Scenario::new(format!("lab: powershell: {}", told.name), |bench| tell(bench, told)));
    told.map(|scenario| scenario.with_powershell(true)).collect()
}

/// A machine, a script, and what is to come of it.
struct Told {
    name: &'static str,
    machine: &'static str,
    script: &'static str,
    /// Standard output without blank lines.
    output: &'static [&'static str],
    events: &'static [&'static str],
    /// Command lines of the programs it starts.
    started: &'static [&'static str],
}

const TOLD: &[Told] = &[Told {
    name: "the engine",
    machine: "{}",
    script: r#"
"$([Environment]::OSVersion.Version.ToString(2)) $([IntPtr]::Size) $([Environment]::SystemDirectory) $PSHOME"
"$($MyInvocation.MyCommand.Path) $env:WINDIR $(Test-Path C:\Windows) $env:PROCESSOR_ARCHITECTURE"
[Diagnostics.Process]::GetCurrentProcess().ProcessName
"#,
    output: &[
        r"6.1 8 C:\windows\system32 C:\windows\system32\WindowsPowerShell\v1.0",
        r"C:\Scripts\lab.ps1 C:\Windows True AMD64",
        "powershell",
    ],
    events: &[],
    started: &[],
}];

fn script(text: &str) -> Script {
    Script { name: "lab.ps1".into(), bytes: text.replace('\n', "\r\n").into_bytes() }
}

fn tell(bench: &Bench, told: &Told) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &machine(told.machine))?;
    let run = computer.run(&script(told.script), &Start::default())?;
    let output = run.output();
    let lines: Vec<&str> = output.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    check("output", &lines[..], told.output, &run)?;
    check("errors", String::from_utf8_lossy(&run.stderr).into_owned(), String::new(), &run)?;
    check("events", run.events.iter().map(String::as_str).collect(), told.events.to_vec(), &run)?;
    check("programs", run.started.iter().map(String::as_str).collect(), told.started.to_vec(), &run)?;
    check("surprises", run.surprises.len(), 0, &run)
}
