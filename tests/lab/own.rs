//! The lab's own scenarios: that the stand-ins answer as Windows' tools do, that the lab sees and stops what scripts do,
//! and that a machine comes back as it was laid out. A scenario that fails here makes all others worthless.

use libtest_mimic::Failed;
use regimen::simulate::Machine;

use crate::Scenario;
use crate::bench::Bench;
use crate::computer::Computer;
use crate::run::{Cut, Run, Script, Start};

pub(crate) fn scenarios() -> Vec<Scenario> {
    let mut scenarios: Vec<Scenario> =
        TOLD.iter().map(|told| Scenario::new(format!("lab: {}", told.name), |bench| tell(bench, told))).collect();
    scenarios.push(Scenario::new("lab: a machine comes back as it was laid out", round_trip));
    scenarios.push(Scenario::new("lab: a restart", restart));
    scenarios.push(Scenario::new("lab: a cut ends the script and nothing else", cut));
    scenarios.push(Scenario::new("lab: a script that hangs", hangs));
    scenarios.push(Scenario::new("lab: the machine's end leaves nothing behind", no_leftovers));
    scenarios
}

/// A machine, a script, and what is to come of it.
struct Told {
    name: &'static str,
    machine: &'static str,
    script: &'static [&'static str],
    /// Standard output without blank lines.
    output: &'static [&'static str],
    events: &'static [&'static str],
}

const TOLD: &[Told] = &[
    Told {
        name: "exit codes of services",
        machine: "services:
            base: { status: running, startup: automatic }
            user: { status: running, depends-on: [base] }
            slow: { status: running, stop-takes: 1 }
            off: { startup: disabled }",
        script: &[
            "for %%C in (\"query gone\" \"start base\" \"stop base\" \"stop user\" \"stop base\" \"start off\") do call :sc %%~C",
            "for %%C in (\"stop off\" \"stop slow\" \"stop slow\" \"query slow\" \"stop slow\") do call :sc %%~C",
            "call :sc config base start=auto",
            "call :sc config base start= delayed-auto",
            "exit /b 0",
            ":sc",
            r"%SystemRoot%\System32\sc.exe %* >nul",
            "set RC=%errorlevel%",
            "echo %RC% %*",
            "exit /b 0",
        ],
        output: &[
            "1060 query gone",
            "1056 start base",
            "1051 stop base",
            "0 stop user",
            "0 stop base",
            "1058 start off",
            "1062 stop off",
            "0 stop slow",
            "1061 stop slow",
            "0 query slow",
            "1061 stop slow",
            "1639 config base start=auto",
            "0 config base start= delayed-auto",
        ],
        events: &[
            "start base",
            "stop base",
            "stop user",
            "stop base",
            "start off",
            "stop off",
            "stop slow",
            "stop slow",
            "stop slow",
            "set-startup base delayed",
        ],
    },
    Told {
        name: "states of a service",
        machine: "services: { slow: { status: running, stop-takes: 2 } }",
        script: &[
            r"%SystemRoot%\System32\sc.exe stop slow >nul",
            "for /l %%I in (1,1,3) do call :state",
            "exit /b 0",
            ":state",
            "for /f \"tokens=1-3 delims=: \" %%A in ('%SystemRoot%\\System32\\sc.exe query slow') do if \"%%A\"==\"STATE\" echo %%B %%C",
            "exit /b 0",
        ],
        output: &["3 STOP_PENDING", "3 STOP_PENDING", "1 STOPPED"],
        events: &["stop slow"],
    },
    Told {
        name: "a service waits for those that it depends on",
        machine: "services: { slow: { start-takes: 1 }, user: { depends-on: [slow] }, late: { depends-on: [slow] } }",
        script: &[
            "for %%S in (user late) do %SystemRoot%\\System32\\sc.exe start %%S >nul",
            "for %%S in (user user late slow) do call :state %%S",
            "exit /b 0",
            ":state",
            "for /f \"tokens=1-3 delims=: \" %%A in ('%SystemRoot%\\System32\\sc.exe query %1') do if \"%%A\"==\"STATE\" echo %1 %%C",
            "exit /b 0",
        ],
        output: &["user START_PENDING", "user RUNNING", "late RUNNING", "slow RUNNING"],
        events: &["start user", "start late"],
    },
    Told {
        name: "reg query",
        machine: r"registry:
            HKLM\SOFTWARE\Lab: { Text: a  b, Number: 0x70, List: { type: multi-string, data: [x, y] } }
            HKLM\SOFTWARE\Lab\One~1: { '': default }
            HKLM\SOFTWARE\Lab\Two~1: {}",
        script: &[
            r"set REG=%SystemRoot%\System32\reg.exe",
            r"%REG% query HKLM\SOFTWARE\Lab",
            r"%REG% query HKLM\SOFTWARE\Lab /v number",
            r"%REG% query HKLM\SOFTWARE\Lab\One~1 /ve",
            r"%REG% query HKLM\SOFTWARE\Lab\Two~1 /ve",
            r"%REG% query HKLM\SOFTWARE\Lab /k /f one~",
            r"%REG% query HKLM\SOFTWARE\Lab /k /f three >nul & call echo %%errorlevel%%",
            r"%REG% query HKLM\SOFTWARE\Lab /v gone 2>nul & call echo %%errorlevel%%",
            r"%REG% query HKLM\SOFTWARE\Gone 2>nul & call echo %%errorlevel%%",
            r"%REG% query HKLM\SOFTWARE\Lab /s /v text",
        ],
        output: &[
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Lab",
            "    List    REG_MULTI_SZ    x\\0y",
            "    Number    REG_DWORD    0x70",
            "    Text    REG_SZ    a  b",
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Lab\One~1",
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Lab\Two~1",
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Lab",
            "    Number    REG_DWORD    0x70",
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Lab\One~1",
            "    (Default)    REG_SZ    default",
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Lab\Two~1",
            "    (Default)    REG_SZ    (value not set)",
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Lab\One~1",
            "End of search: 1 match(es) found.",
            "1",
            "1",
            "1",
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Lab",
            "    Text    REG_SZ    a  b",
        ],
        events: &[],
    },
    Told {
        name: "reg changes, and what is bookkeeping",
        machine: r"registry: { HKLM\SOFTWARE\Lab: { Old: 1 } }",
        script: &[
            r"set REG=%SystemRoot%\System32\reg.exe",
            r"%REG% add HKLM\SOFTWARE\Lab\New /v Number /t REG_DWORD /d 0x10 /f >nul",
            r"%REG% add HKLM\SOFTWARE\Lab\Empty /f >nul",
            r"%REG% add HKLM\SOFTWARE\Regimen\plan /v a.begun /t REG_SZ /d 1 /f >nul",
            r"%REG% add HKLM\HARDWARE\DESCRIPTION\System /v Regimen /t REG_SZ /d 1 /f >nul",
            r"%REG% delete HKLM\SOFTWARE\Lab /v Old /f >nul & call echo %%errorlevel%%",
            r"%REG% delete HKLM\SOFTWARE\Lab /v Old /f >nul 2>nul & call echo %%errorlevel%%",
            r"%REG% delete HKLM\SOFTWARE\Lab\Empty /f >nul",
            r">%TEMP%\x.reg echo REGEDIT4",
            r">>%TEMP%\x.reg echo [HKEY_LOCAL_MACHINE\SOFTWARE\Lab]",
            r#">>%TEMP%\x.reg echo "Path"="C:\\x""#,
            r#">>%TEMP%\x.reg echo "Code"=dword:00000bc2"#,
            r"%REG% import %TEMP%\x.reg 2>nul",
            r"%REG% query HKLM\SOFTWARE\Lab /s",
        ],
        output: &[
            "0",
            "1",
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Lab",
            "    Code    REG_DWORD    0xbc2",
            "    Path    REG_SZ    C:\\x",
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Lab\New",
            "    Number    REG_DWORD    0x10",
        ],
        events: &[
            r"set-value HKLM\SOFTWARE\Lab\New Number",
            r"create-key HKLM\SOFTWARE\Lab\Empty",
            r"delete-value HKLM\SOFTWARE\Lab Old",
            r"delete-value HKLM\SOFTWARE\Lab Old",
            r"delete-key HKLM\SOFTWARE\Lab\Empty",
            r"set-value HKLM\SOFTWARE\Lab Path",
            r"set-value HKLM\SOFTWARE\Lab Code",
        ],
    },
    Told {
        name: "wmic",
        machine: "license: { channel: kms-client, key: HVTHH, status: notification, reason: 0xC004F200 }",
        script: &[
            r"set WMIC=%SystemRoot%\System32\wbem\wmic.exe",
            "for /f \"tokens=1,* delims==\" %%A in ('%WMIC% path SoftwareLicensingProduct where \"ApplicationID='55c92734-d682-4d71-983e-d6ec3f16059f' and PartialProductKey is not null\" get PartialProductKey^,LicenseStatusReason^,LicenseStatus^,Description /value') do for /f \"delims=\" %%C in (\"%%B\") do echo %%A=%%C.",
            "%WMIC% path SoftwareLicensingProduct where \"PartialProductKey='XXXXX'\" get Name 2>nul & call echo %%errorlevel%%",
            "for /f \"tokens=2 delims==\" %%A in ('%WMIC% os get BuildNumber /value') do for /f \"delims=\" %%C in (\"%%A\") do echo %%C.",
            r"%WMIC% os get Version /value >C:\wmic.txt",
            r"for %%F in (C:\wmic.txt) do if %%~zF gtr 40 echo UTF-16",
        ],
        output: &[
            "Description=Windows Operating System - Windows(R), VOLUME_KMSCLIENT channel.",
            "LicenseStatus=5.",
            "LicenseStatusReason=3221549568.",
            "PartialProductKey=HVTHH.",
            "0",
            "7601.",
            "UTF-16",
        ],
        events: &[r"write C:\wmic.txt"],
    },
    Told {
        name: "WMI is unavailable",
        machine: "wmi: unavailable",
        script: &[
            r"%SystemRoot%\System32\wbem\wmic.exe os get Version 2>nul & call echo %%errorlevel%%",
            r"%SystemRoot%\System32\cscript.exe //nologo //T:120 %SystemRoot%\System32\slmgr.vbs /ato & call echo %%errorlevel%%",
        ],
        output: &["-2147023838", "1"],
        events: &[],
    },
    Told {
        name: "activation",
        machine: "{ license: { channel: kms-client, key: HVTHH, kms: refuses }, faults: [{ operation: activate, code: 5, effect: none, times: 1 }] }",
        script: &[
            "call :slmgr /ato",
            "call :slmgr /ato",
            "call :slmgr /ipk AAAAA",
            "call :slmgr /ipk FJ82H-XT6CR-J8D7P-XQJJ2-GPDD4",
            "call :slmgr /skms kms.example:1689",
            "exit /b 0",
            ":slmgr",
            r"%SystemRoot%\System32\cscript.exe //nologo %SystemRoot%\System32\slmgr.vbs %* >nul",
            "set RC=%errorlevel%",
            "echo %RC%",
            "exit /b 0",
        ],
        output: &["5", "-1073418124", "-1073418160", "0", "0"],
        events: &[
            "activate",
            "activate",
            "install-key AAAAA",
            "install-key GPDD4",
            "set-kms-host kms.example",
            "set-kms-port 1689",
        ],
    },
    Told {
        name: "dism",
        machine: "packages:
            'Once~31bf~amd64~~1.0': { state: 0x70, removal: at-once }
            'Later~31bf~amd64~~1.0': { state: 0x70 }
            'Never~31bf~amd64~~1.0': { state: 0x70, removal: permanent }",
        script: &[
            "for %%P in (Once Later Later Never Gone) do call :remove %%P~31bf~amd64~~1.0",
            r#"%SystemRoot%\System32\reg.exe query "HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\Packages\Later~31bf~amd64~~1.0" /v CurrentState"#,
            "exit /b 0",
            ":remove",
            r#""%SystemRoot%\System32\dism.exe" /Online /English /Quiet /NoRestart /Remove-Package /PackageName:"%~1""#,
            "set RC=%errorlevel%",
            "echo %RC%",
            "exit /b 0",
        ],
        output: &[
            "0",
            "3010",
            "3010",
            "-2146498523",
            "-2146498555",
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\Packages\Later~31bf~amd64~~1.0",
            "    CurrentState    REG_DWORD    0x5",
        ],
        events: &[
            "remove-package Once~31bf~amd64~~1.0",
            "remove-package Later~31bf~amd64~~1.0",
            "remove-package Later~31bf~amd64~~1.0",
            "remove-package Never~31bf~amd64~~1.0",
            "remove-package Gone~31bf~amd64~~1.0",
        ],
    },
    Told {
        name: "find and findstr",
        machine: r#"files: { 'C:\t.txt': { content: "alpha\nBeta 2\ngamma.\n" } }"#,
        script: &[
            r"set S=%SystemRoot%\System32",
            r#"%S%\find.exe /i /c "beta" <C:\t.txt & call echo %%errorlevel%%"#,
            r#"%S%\find.exe /v /n "alpha" <C:\t.txt"#,
            r#"type C:\t.txt | %S%\find.exe "Beta" >nul & call echo %%errorlevel%%"#,
            r#"%S%\findstr.exe /b /c:"Beta 2" C:\t.txt"#,
            r#"%S%\findstr.exe /x "gamma." C:\t.txt & call echo %%errorlevel%%"#,
            r#"%S%\findstr.exe /n /i "^be.*[0-9]$" C:\t.txt"#,
            r#"%S%\findstr.exe /v /r "a" C:\t.txt & call echo %%errorlevel%%"#,
            r"%S%\fc.exe /b C:\t.txt C:\t.txt >nul & call echo %%errorlevel%%",
            r"%S%\fc.exe /b C:\t.txt C:\gone.txt >nul 2>nul & call echo %%errorlevel%%",
        ],
        output: &["1", "0", "[2]Beta 2", "[3]gamma.", "0", "Beta 2", "gamma.", "0", "2:Beta 2", "1", "0", "2"],
        events: &[],
    },
    Told {
        name: "what cmd itself does to files",
        machine: r"files: { 'C:\Data\old.txt': { content: x }, 'C:\Data\hidden.txt': { content: x, hidden: true } }",
        script: &[
            r"md C:\Data\new",
            r">C:\Data\new\a.txt echo one",
            r">>C:\Data\new\a.txt echo two",
            r">C:\Data\new\a.txt echo three",
            r"move /y C:\Data\old.txt C:\Data\new\b.txt >nul",
            r"copy /y C:\Data\new\a.txt C:\Data\c.txt >nul",
            r"del /f /q /a C:\Data\hidden.txt C:\Data\gone.txt 2>nul",
            r"rd /s /q C:\Data\new",
            r">%SystemRoot%\Temp\x echo temporary",
            r"if not exist %SystemRoot%\Logs\Regimen\ md %SystemRoot%\Logs\Regimen",
            r">>%SystemRoot%\Logs\Regimen\x.log echo logged",
        ],
        output: &[],
        events: &[
            r"create-directory C:\Data\new",
            r"write C:\Data\new\a.txt",
            r"write C:\Data\new\a.txt",
            r"write C:\Data\new\b.txt",
            r"write C:\Data\c.txt",
            r"delete C:\Data\hidden.txt",
            r"delete C:\Data\new\a.txt",
            r"delete C:\Data\new\b.txt",
            r"delete-directory C:\Data\new",
        ],
    },
    Told {
        name: "a file that a service holds",
        machine: r"{ services: { holder: { status: running } }, files: { 'C:\Data\x': { held-by: holder } } }",
        script: &[
            r"del /f /q C:\Data\x 2>nul",
            r"if exist C:\Data\x echo held",
            r"%SystemRoot%\System32\net.exe stop holder /y >nul & call echo %%errorlevel%%",
            r"%SystemRoot%\System32\net.exe stop holder /y >nul 2>nul & call echo %%errorlevel%%",
            r"del /f /q C:\Data\x",
            r"if not exist C:\Data\x echo gone",
        ],
        output: &["held", "0", "2", "gone"],
        events: &[r"delete C:\Data\x", "stop holder", "stop holder", r"delete C:\Data\x"],
    },
    Told {
        name: "faults",
        machine: r"services: { s: { status: running } }
files: { 'C:\x': {} }
faults:
  - { operation: stop s, code: 0, effect: none, times: 1 }
  - { operation: delete, code: 5, effect: none, times: 1 }
  - { operation: run, code: 0xC004F074 }",
        script: &[
            r"%SystemRoot%\System32\sc.exe stop s | %SystemRoot%\System32\find.exe /c RUNNING",
            r"%SystemRoot%\System32\sc.exe stop s | %SystemRoot%\System32\find.exe /c STOPPED",
            r"del C:\x 2>nul",
            r"if exist C:\x echo refused",
            r"del C:\x",
            r"if not exist C:\x echo gone",
            r#"%SystemRoot%\System32\labtool.exe -a "b c" & call echo %%errorlevel%%"#,
        ],
        output: &["1", "1", "refused", "gone", "-1073418124"],
        events: &["stop s", "stop s", r"delete C:\x", r"delete C:\x", "run labtool.exe -a b c"],
    },
    Told {
        name: "not elevated",
        machine: "{ elevated: false, services: { s: { status: running } } }",
        script: &[
            r"%SystemRoot%\System32\reg.exe query HKU\S-1-5-19 >nul 2>nul & call echo %%errorlevel%%",
            r"%SystemRoot%\System32\sc.exe stop s >nul & call echo %%errorlevel%%",
            r"%SystemRoot%\System32\reg.exe add HKLM\SOFTWARE\x /f >nul 2>nul & call echo %%errorlevel%%",
            r"%SystemRoot%\System32\dism.exe /online /remove-package /packagename:x >nul & call echo %%errorlevel%%",
        ],
        output: &["1", "5", "1", "740"],
        events: &["stop s", r"create-key HKLM\SOFTWARE\x"],
    },
    Told {
        name: "Japanese",
        machine: r"{ os: { language: ja-JP }, registry: { HKLM\SOFTWARE\Lab: { '': 1 } } }",
        script: &[
            r#"for /f "tokens=1-3" %%A in ('%SystemRoot%\System32\reg.exe query HKLM\SOFTWARE\Lab /ve') do if "%%B"=="REG_DWORD" echo %%C"#,
            r#"for /f "tokens=1,3" %%A in ('%SystemRoot%\System32\reg.exe query HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage /v OEMCP') do if "%%A"=="OEMCP" echo %%B"#,
        ],
        output: &["0x1", "932"],
        events: &[],
    },
];

pub(crate) fn machine(text: &str) -> Machine {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("a machine of these scenarios: {error}\n{text}"))
}

fn script(lines: &[&str]) -> Script {
    let text = format!("@echo off\r\n{}\r\n", lines.join("\r\n"));
    Script { name: "lab.cmd".into(), bytes: text.into_bytes() }
}

pub(crate) fn check<T: PartialEq + std::fmt::Debug>(what: &str, saw: T, expected: T, run: &Run) -> Result<(), Failed> {
    if saw == expected {
        return Ok(());
    }
    Err(format!("{what}:\nexpected {expected:#?}\nsaw      {saw:#?}\n{run:?}").into())
}

fn tell(bench: &Bench, told: &Told) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &machine(told.machine))?;
    let run = computer.run(&script(told.script), &Start::default())?;
    let output = run.output();
    let lines: Vec<&str> = output.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    check("output", &lines[..], told.output, &run)?;
    check("events", run.events.iter().map(String::as_str).collect(), told.events.to_vec(), &run)?;
    check("surprises", run.surprises.len(), 0, &run)
}

const EVERYTHING: &str = r"
registry:
  HKLM\SOFTWARE\Lab:
    Text: 'a b'
    Number: 7
    Long: { type: qword, data: 4294967296 }
    Path: { type: expand-string, data: '%windir%\x' }
    List: { type: multi-string, data: [a, b] }
    Bytes: { type: binary, data: [0, 255] }
services:
  base: { status: running, startup: delayed }
  user: { startup: disabled, depends-on: [base] }
files:
  'C:\Windows\System32\lab.txt': { content: text, hidden: true, held-by: base }
  'C:\Lab Folder': { directory: true }
packages:
  'Name~31bf3856ad364e35~amd64~~7.1.7600.16395': { state: 0x70, removal: permanent }
license: { channel: mak, key: ABCDE, status: oot-grace, reason: 0xC004F009, kms: silent }
";

fn round_trip(bench: &Bench) -> Result<(), Failed> {
    let spec = machine(EVERYTHING);
    let mut computer = Computer::start(bench, &spec)?;
    let run = computer.run(&script(&["exit /b -1073418124"]), &Start::default())?;
    check("exit code", run.code, Some(0xC004_F074), &run)?;
    check("machine", computer.read_back()?, spec, &run)
}

fn restart(bench: &Bench) -> Result<(), Failed> {
    let spec = machine(
        "services: { auto: { startup: automatic }, manual: { status: running } }
packages: { 'Going~x~amd64~~1': { state: 0x5 }, 'Coming~x~amd64~~1': { state: 0x60 } }",
    );
    let mut computer = Computer::start(bench, &spec)?;
    let mark = r"%SystemRoot%\System32\reg.exe add HKLM\HARDWARE\DESCRIPTION\System /v Mark /d 1 /f >nul";
    let keep = r"%SystemRoot%\System32\reg.exe add HKLM\SOFTWARE\Regimen /v Kept /d 1 /f >nul";
    let look = r"%SystemRoot%\System32\reg.exe query HKLM\HARDWARE\DESCRIPTION\System /v Mark >nul 2>nul";
    let run = computer.run(&script(&[mark, keep, look, "exit /b %errorlevel%"]), &Start::default())?;
    check("the mark before", run.code, Some(0), &run)?;
    computer.restart()?;
    let run = computer.run(&script(&[look, "exit /b %errorlevel%"]), &Start::default())?;
    check("the mark after", run.code, Some(1), &run)?;
    let expected = machine(
        "services: { auto: { status: running, startup: automatic }, manual: {} }
packages: { 'Coming~x~amd64~~1': { state: 0x70 } }",
    );
    check("machine", computer.read_back()?, expected, &run)?;
    let debts = &computer.snapshot()?.registry[r"HKLM\SOFTWARE\Regimen"];
    check("debts", debts.len(), 1, &run)
}

/// Deletions by cmd and operations of tools alike; what was written stays, what came later was not tried.
fn cut(bench: &Bench) -> Result<(), Failed> {
    let lines = [
        r"%SystemRoot%\System32\reg.exe add HKLM\SOFTWARE\Lab /v A /t REG_DWORD /d 1 /f >nul",
        r">C:\a.txt echo text",
        r"del C:\a.txt",
        r"%SystemRoot%\System32\sc.exe stop s >nul",
        r">C:\b.txt echo text",
    ];
    let all = [r"set-value HKLM\SOFTWARE\Lab A", r"write C:\a.txt", r"delete C:\a.txt", "stop s", r"write C:\b.txt"];
    for event in 1..=all.len() {
        for cut in [Cut::Before(event), Cut::After(event)] {
            let mut computer = Computer::start(bench, &machine("services: { s: { status: running } }"))?;
            let run = computer.run(&script(&lines), &Start::cut(cut))?;
            let tried = if cut == Cut::After(event) { event } else { event - 1 };
            check(&format!("{cut:?}"), run.code, None, &run)?;
            check(&format!("{cut:?}"), run.events.iter().map(String::as_str).collect(), all[..tried].to_vec(), &run)?;
            let now = computer.snapshot()?;
            let value = now.registry.get(r"HKLM\SOFTWARE\Lab").is_some_and(|values| values.contains_key("A"));
            check(&format!("{cut:?}: value"), value, tried >= 1, &run)?;
            let text = computer.read_file(r"C:\a.txt");
            check(&format!("{cut:?}: file"), text, (tried == 2).then(|| b"text\r\n".to_vec()), &run)?;
            let run = computer.run(&script(&["exit /b 7"]), &Start::default())?;
            check(&format!("{cut:?}: the machine goes on"), run.code, Some(7), &run)?;
        }
    }
    Ok(())
}

fn hangs(bench: &Bench) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &Machine::default())?;
    let start = Start { patience: std::time::Duration::from_millis(500), ..Start::default() };
    match computer.run(&script(&[":again", "goto again"]), &start) {
        Err(_) => Ok(()),
        Ok(run) => Err(format!("a loop that has no end ended: {run:?}").into()),
    }
}

/// The processes of a machine, as this Linux sees them, are those whose root is the machine's.
fn no_leftovers(bench: &Bench) -> Result<(), Failed> {
    let computer = Computer::start(bench, &Machine::default())?;
    let lab = computer.lab().to_owned();
    if !lab.exists() {
        return Err("the machine runs and its files cannot be seen".into());
    }
    drop(computer);
    if lab.exists() { Err(format!("{} is still there", lab.display()).into()) } else { Ok(()) }
}
