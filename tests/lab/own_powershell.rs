//! The lab's own scenarios in PowerShell: that what .NET calls answers as Windows does, and that the lab sees, counts and
//! stops what a PowerShell script does as it does with a batch script.

use libtest_mimic::Failed;

use crate::Scenario;
use crate::bench::Bench;
use crate::computer::Computer;
use crate::own::{check, machine};
use crate::run::{Cut, Run, Script, Start};

pub(crate) fn scenarios() -> Vec<Scenario> {
    let told =
        TOLD.iter().map(|told| Scenario::new(format!("lab: powershell: {}", told.name), |bench| tell(bench, told)));
    let more = [
        Scenario::new("lab: powershell: waiting takes no time", waiting),
        Scenario::new("lab: powershell: a cut ends the script and nothing else", cut),
        Scenario::new("lab: powershell: the lock", lock),
        Scenario::new("lab: powershell: from a share, to another code page", share),
        Scenario::new("lab: powershell: is there for PowerShell scripts only", none_for_batch),
    ];
    told.chain(more).map(|scenario| scenario.with_powershell(true)).collect()
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

const TOLD: &[Told] = &[
    Told {
        name: "the engine",
        machine: "{}",
        script: r#"
"$([Environment]::OSVersion.Version.ToString(2)) $([IntPtr]::Size) $([Environment]::SystemDirectory) $PSHOME"
"$($MyInvocation.MyCommand.Path) $env:WINDIR $(Test-Path C:\Windows) $env:PROCESSOR_ARCHITECTURE"
& "$PSHOME\powershell.exe" -NoProfile -Command '[Threading.Thread]::Sleep(3000); exit 7'
$LASTEXITCODE
"#,
        output: &[
            r"6.1 8 C:\windows\system32 C:\windows\system32\WindowsPowerShell\v1.0",
            r"C:\Scripts\lab.ps1 C:\Windows True AMD64",
            "7",
        ],
        events: &[],
        started: &["powershell -NoProfile -Command \"[Threading.Thread]::Sleep(3000); exit 7\""],
    },
    Told {
        name: "WMI",
        machine: r"{ services: { sppsvc: { start-takes: 1 } }, files: { 'C:\Windows\ServiceProfiles\NetworkService\AppData\Roaming\Microsoft\SoftwareProtectionPlatform\tokens.dat': {} }, license: { channel: kms-client, key: HVTHH, status: notification, reason: 0xC004F200, second-product: true } }",
        script: r#"
$windows = "ApplicationID = '55c92734-d682-4d71-983e-d6ec3f16059f' AND PartialProductKey IS NOT NULL AND LicenseIsAddon = FALSE"
foreach ($product in ([wmisearcher]"SELECT ID, Description, LicenseStatus, LicenseStatusReason FROM SoftwareLicensingProduct WHERE $windows").Get()) {
    $product.get_Item('LicenseStatus').GetType().Name
    foreach ($name in 'Description', 'LicenseStatus', 'LicenseStatusReason') { "$name=" + $product.GetPropertyValue($name) }
    try { [void]$product.GetPropertyValue('Name') } catch { 'Name was not asked for' }
}
foreach ($service in ([wmisearcher]'SELECT Version FROM SoftwareLicensingService').Get()) { $service.GetPropertyValue('Version') }
@(([wmisearcher]"SELECT * FROM SoftwareLicensingProduct WHERE PartialProductKey = 'XXXXX'").Get()).Length
(New-Object System.ServiceProcess.ServiceController sppsvc).get_Status()
foreach ($wrong in 'SELECT Name FROM Gone', 'SELECT Name FROM Win32_Service WHERE', 'Name') {
    try { [void]([wmisearcher]$wrong).Get() } catch { '{0} {1:X8}' -f $_.Exception.GetBaseException().GetType().Name, [int]$_.Exception.GetBaseException().ErrorCode }
}
"#,
        output: &[
            "UInt32",
            "Description=Windows Operating System - Windows(R), VOLUME_KMSCLIENT channel",
            "LicenseStatus=5",
            "LicenseStatusReason=3221549568",
            "Name was not asked for",
            "6.1.7601.0",
            "0",
            "Running",
            "ManagementException 80041010",
            "ManagementException 80041017",
            "ManagementException 80041017",
        ],
        events: &[],
        started: &[],
    },
    Told {
        name: "methods of WMI",
        machine: "{ license: { channel: kms-client, key: HVTHH, kms: refuses }, faults: [{ operation: activate, code: 5, effect: none, times: 1 }] }",
        script: r#"
function Invoke-On($From, $Method, $Arguments) {
    try { foreach ($object in ([wmisearcher]$From).Get()) { "$Method $($object.InvokeMethod($Method, [object[]]$Arguments))" } }
    catch { '{0} {1:X8}' -f $Method, [int]$_.Exception.GetBaseException().ErrorCode }
}
$product = "SELECT ID FROM SoftwareLicensingProduct WHERE PartialProductKey = 'HVTHH'"
$service = 'SELECT Version FROM SoftwareLicensingService'
Invoke-On $product 'Activate'
Invoke-On $product 'Activate'
Invoke-On $service 'InstallProductKey' 'AAAAA'
Invoke-On $service 'InstallProductKey' 'FJ82H-XT6CR-J8D7P-XQJJ2-GPDD4'
Invoke-On $service 'RefreshLicenseStatus'
Invoke-On $service 'SetKeyManagementServiceMachine' 'kms.example'
Invoke-On $service 'SetKeyManagementServicePort' 1689
Invoke-On $service 'Gone'
foreach ($object in ([wmisearcher]'SELECT PartialProductKey FROM SoftwareLicensingProduct WHERE PartialProductKey IS NOT NULL').Get()) { $object.GetPropertyValue('PartialProductKey') }
"#,
        output: &[
            "Activate 00000005",
            "Activate C004F074",
            "InstallProductKey C004F050",
            "InstallProductKey 0",
            "RefreshLicenseStatus 0",
            "SetKeyManagementServiceMachine 0",
            "SetKeyManagementServicePort 0",
            "Gone 80041055",
            "GPDD4",
            "H3GVB",
        ],
        events: &[
            "activate",
            "activate",
            "install-key AAAAA",
            "install-key GPDD4",
            "set-kms-host kms.example",
            "set-kms-port 1689",
        ],
        started: &[],
    },
    Told {
        name: "WMI is unavailable",
        machine: "wmi: unavailable",
        script: r#"
try { [void]([wmisearcher]'SELECT Name FROM Win32_OperatingSystem').Get() } catch { '{0:X8}' -f $_.Exception.GetBaseException().ErrorCode }
"#,
        output: &["80070422"],
        events: &[],
        started: &[],
    },
    Told {
        name: "services",
        machine: "services:
            base: { status: running, startup: automatic }
            middle: { status: running, depends-on: [base] }
            top: { status: running, depends-on: [middle] }
            slow: { status: running, stop-takes: 2, start-takes: 1 }
            off: { startup: disabled }",
        script: r#"
function Get-Code($Failure) { '{0} {1}' -f $Failure.Exception.GetBaseException().GetType().Name, $Failure.Exception.GetBaseException().NativeErrorCode }
function Get-State($Name) { $service = New-Object System.ServiceProcess.ServiceController $Name; "$Name $($service.get_Status())" }
try { Get-State gone } catch { Get-Code $_ }
(New-Object System.ServiceProcess.ServiceController 'the base service').get_ServiceName()
$base = New-Object System.ServiceProcess.ServiceController base
[string]::Join(' ', @($base.get_DependentServices() | ForEach-Object { $_.get_ServiceName() }))
$base.get_CanStop()
try { $base.Start() } catch { Get-Code $_ }
$base.Stop()
Get-State base; Get-State middle; Get-State top
try { $base.Stop() } catch { Get-Code $_ }
try { (New-Object System.ServiceProcess.ServiceController off).Start() } catch { Get-Code $_ }
$slow = New-Object System.ServiceProcess.ServiceController SLOW
$slow.Stop()
foreach ($look in 1, 2, 3) { Get-State slow }
$slow.Start()
try { $slow.Stop() } catch { Get-Code $_ }
$slow.WaitForStatus('Running', [TimeSpan]::FromSeconds(10))
Get-State slow
$process = [Diagnostics.Process]::Start((New-Object Diagnostics.ProcessStartInfo "$([Environment]::SystemDirectory)\sc.exe", 'config base start= delayed-auto'))
$process.WaitForExit()
$process.ExitCode
"#,
        output: &[
            "Win32Exception 1060",
            "base",
            "top middle",
            "True",
            "Win32Exception 1056",
            "base Stopped",
            "middle Stopped",
            "top Stopped",
            "Win32Exception 1062",
            "Win32Exception 1058",
            "slow StopPending",
            "slow StopPending",
            "slow Stopped",
            "Win32Exception 1061",
            "slow Running",
            "[SC] ChangeServiceConfig SUCCESS",
            "0",
        ],
        events: &[
            "start base",
            "stop top",
            "stop middle",
            "stop base",
            "stop base",
            "start off",
            "stop SLOW",
            "start SLOW",
            "stop SLOW",
            "set-startup base delayed",
        ],
        started: &["sc config base start= delayed-auto"],
    },
    Told {
        name: "the registry",
        machine: r"{ registry: { HKLM\SOFTWARE\Lab: { Old: 1 }, HKLM\SOFTWARE\Lab\Tree\a\b: { x: 1 }, HKLM\SOFTWARE\Lab\Tree\c: {}, HKLM\SOFTWARE\Lab\Leaf: {} }, faults: [{ operation: 'set-value HKLM\SOFTWARE\Lab\Never x', code: 5, effect: none }, { operation: 'create-key HKLM\SOFTWARE\Lab\Gone', code: 5, effect: none }] }",
        script: r#"
$machine = [Microsoft.Win32.Registry]::LocalMachine
$key = $machine.CreateSubKey('SOFTWARE\Lab\New\Deep')
$key.SetValue('Number', 16, 'DWord')
$key.Close()
$machine.CreateSubKey('SOFTWARE\Lab\Empty').Close()
$key = $machine.CreateSubKey('SOFTWARE\Regimen\plan')
$key.SetValue('a.begun', '1')
$key.Close()
$lab = $machine.OpenSubKey('SOFTWARE\Lab', $true)
$lab.DeleteValue('Old')
try { $lab.DeleteValue('Old') } catch { $_.Exception.GetBaseException().GetType().Name }
$lab.DeleteSubKeyTree('Tree')
$lab.DeleteSubKey('Leaf')
$machine.DeleteSubKeyTree('SOFTWARE\Lab\New')
try { $machine.CreateSubKey('SOFTWARE\Lab\Never').SetValue('x', 'y') } catch { $_.Exception.GetBaseException().GetType().Name }
$machine.CreateSubKey('SOFTWARE\Lab\Gone').Close()
[Microsoft.Win32.Registry]::CurrentUser.CreateSubKey('Software\Lab').SetValue('', 'default')
[string]::Join(' ', $lab.GetSubKeyNames())
$null -ne [Microsoft.Win32.Registry]::Users.OpenSubKey('S-1-5-19')
$left = $machine.CreateSubKey('SOFTWARE\Lab\Left open')
[Environment]::Exit(0)
"#,
        output: &["ArgumentException", "UnauthorizedAccessException", "Empty", "True"],
        events: &[
            r"set-value HKLM\SOFTWARE\Lab\New\Deep Number",
            r"create-key HKLM\SOFTWARE\Lab\Empty",
            r"delete-value HKLM\SOFTWARE\Lab Old",
            r"delete-value HKLM\SOFTWARE\Lab Old",
            r"delete-key HKLM\SOFTWARE\Lab\Tree",
            r"delete-key HKLM\SOFTWARE\Lab\Leaf",
            r"delete-key HKLM\SOFTWARE\Lab\New",
            r"set-value HKLM\SOFTWARE\Lab\Never x",
            r"create-key HKLM\SOFTWARE\Lab\Gone",
            r"set-value HKCU\Software\Lab",
            r"create-key HKLM\SOFTWARE\Lab\Left open",
        ],
        started: &[],
    },
    Told {
        name: "files",
        machine: r"{ services: { holder: { status: running } }, files: { 'C:\Data\old.txt': { content: x }, 'C:\Data\hidden.txt': { content: x, hidden: true }, 'C:\Data\held': { held-by: holder }, 'C:\Data\fixed': { content: x } }, faults: [{ operation: 'delete C:\Data\fixed', code: 5, effect: none, times: 1 }] }",
        script: r#"
function Get-Code($Failure) { '{0} {1:X8}' -f $Failure.Exception.GetBaseException().GetType().Name, $Failure.Exception.GetBaseException().HResult }
[void][IO.Directory]::CreateDirectory('C:\Data\new')
[IO.File]::WriteAllText('C:\Data\new\a.txt', "one`r`n")
[IO.File]::AppendAllText('C:\Data\new\a.txt', "two`r`n")
[IO.File]::WriteAllBytes('C:\Data\new\a.txt', [byte[]](49, 50))
[IO.File]::Move('C:\Data\old.txt', 'C:\Data\new\b.txt')
[IO.File]::Copy('C:\Data\new\a.txt', 'C:\Data\c.txt', $true)
[IO.File]::GetAttributes('C:\Data\HIDDEN.txt')
[IO.File]::SetAttributes('C:\Data\HIDDEN.txt', 'Normal')
[IO.File]::GetAttributes('C:\Data\hidden.txt')
[IO.File]::Delete('C:\Data\hidden.txt')
[IO.File]::Delete('C:\Data\gone.txt')
[IO.Directory]::Delete('C:\Data\new', $true)
[IO.File]::SetAttributes('C:\Data\held', 'Normal')
try { [IO.File]::Delete('C:\Data\held') } catch { Get-Code $_ }
(New-Object System.ServiceProcess.ServiceController holder).Stop()
[IO.File]::Delete('C:\Data\held')
try { [IO.File]::Delete('C:\Data\fixed') } catch { Get-Code $_ }
[IO.File]::Delete('C:\Data\fixed')
[IO.File]::ReadAllText('C:\Data\c.txt')
[IO.File]::WriteAllText("$env:TEMP\x", 'temporary')
[void][IO.Directory]::CreateDirectory('C:\Windows\Logs\Regimen')
[IO.File]::AppendAllText('C:\Windows\Logs\Regimen\x.log', 'logged')
$lock = New-Object System.IO.FileStream 'C:\Windows\Logs\Regimen\lock', 'OpenOrCreate', 'Write', 'None'
try { New-Object System.IO.FileStream 'C:\Windows\Logs\Regimen\lock', 'OpenOrCreate', 'Write', 'None' } catch { Get-Code $_ }
$lock.Close()
"#,
        output: &[
            "Hidden, System, Archive",
            "Archive",
            "IOException 80070020",
            "UnauthorizedAccessException 80070005",
            "12",
            "IOException 80070020",
        ],
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
            r"delete C:\Data\held",
            "stop holder",
            r"delete C:\Data\held",
            r"delete C:\Data\fixed",
            r"delete C:\Data\fixed",
        ],
        started: &[],
    },
    Told {
        name: "programs and their exit codes",
        machine: "{ faults: [{ operation: run, code: 0xC004F074, times: 1 }, { operation: remove-package, code: 3010 }] }",
        script: r#"
function Start-Program($Name, [string]$Arguments) {
    $start = New-Object Diagnostics.ProcessStartInfo "$([Environment]::SystemDirectory)\$Name", $Arguments
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    [void]$process.StandardOutput.ReadToEnd()
    $process.WaitForExit()
    $process.ExitCode
}
Start-Program labtool.exe '-a "b c"'
Start-Program dism.exe '/Online /English /Quiet /NoRestart /Remove-Package /PackageName:x'
Start-Program labtool.exe
[Environment]::Exit(-1073418124)
"#,
        output: &["-1073418124", "3010", "0"],
        events: &["run labtool.exe -a b c", "remove-package x", "run labtool.exe"],
        started: &[
            "labtool -a b c",
            "dism /Online /English /Quiet /NoRestart /Remove-Package /PackageName:x",
            "labtool",
        ],
    },
    Told {
        name: "elevated",
        machine: "services: { s: { status: running } }",
        script: ELEVATION,
        output: &["True", "True", "done", "done"],
        events: &["stop s", r"create-key HKLM\SOFTWARE\x"],
        started: &[],
    },
    Told {
        name: "not elevated",
        machine: "{ elevated: false, services: { s: { status: running } } }",
        script: ELEVATION,
        output: &["False", "SecurityException", "Win32Exception", "UnauthorizedAccessException"],
        events: &["stop s"],
        started: &[],
    },
    Told {
        name: "a 32-bit host",
        machine: "{ host: x86 }",
        script: r#"
param([switch]$Detect, [string]$LogPath)
"$Detect $LogPath"
$program = "$env:WINDIR\Sysnative\WindowsPowerShell\v1.0\powershell.exe"
if ([IO.File]::Exists($program)) {
    $start = New-Object Diagnostics.ProcessStartInfo $program, "-NoProfile -File `"$($MyInvocation.MyCommand.Path)`" -Detect -LogPath `"C:\a b`""
    $start.UseShellExecute = $false
    $process = [Diagnostics.Process]::Start($start)
    $process.WaitForExit()
    [Environment]::Exit($process.ExitCode)
}
[Threading.Thread]::Sleep(30000)
[Environment]::Exit(3010)
"#,
        output: &["False", r"True C:\a b"],
        events: &[],
        started: &[r#"sysnative powershell -NoProfile -File "C:\Scripts\lab.ps1" -Detect -LogPath "C:\a b""#],
    },
];

/// Who may do what.
const ELEVATION: &str = r#"
$identity = [Security.Principal.WindowsIdentity]::GetCurrent()
(New-Object Security.Principal.WindowsPrincipal $identity).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
function Test-Allowed($Try) { try { & $Try } catch { $_.Exception.GetBaseException().GetType().Name } }
Test-Allowed { $null -ne [Microsoft.Win32.Registry]::Users.OpenSubKey('S-1-5-19') }
Test-Allowed { (New-Object System.ServiceProcess.ServiceController s).Stop(); 'done' }
Test-Allowed { [Microsoft.Win32.Registry]::LocalMachine.CreateSubKey('SOFTWARE\x').Close(); 'done' }
"#;

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

/// The last two lines that a script writes.
fn last_two(run: &Run) -> Vec<String> {
    let output = run.output();
    let lines: Vec<&str> = output.lines().collect();
    lines[lines.len().saturating_sub(2)..].iter().map(|line| line.trim_end().to_owned()).collect()
}

/// A minute and a half of waits, and the machine's clock.
fn waiting(bench: &Bench) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &machine("{}"))?;
    let lines = r"
foreach ($wait in 1..45) { [Threading.Thread]::Sleep(2000) }
$event = New-Object Threading.ManualResetEvent $false
$event.WaitOne(300, $false)
[Environment]::Exit(7)
";
    let run = computer.run(&script(lines), &Start::default())?;
    check("exit code", run.code, Some(7), &run)?;
    check("clock", computer.text("model/clock").trim().to_owned(), "seconds=90".to_owned(), &run)?;
    check("a minute and a half", run.took.as_secs() < 60, true, &run)
}

/// Operations of the process itself, of the tools it starts and of WMI alike.
fn cut(bench: &Bench) -> Result<(), Failed> {
    let lines = r"
$key = [Microsoft.Win32.Registry]::LocalMachine.CreateSubKey('SOFTWARE\Lab')
$key.SetValue('A', 1)
[IO.File]::WriteAllText('C:\a.txt', 'text')
[IO.File]::Delete('C:\a.txt')
(New-Object System.ServiceProcess.ServiceController s).Stop()
& C:\Windows\System32\labtool.exe
foreach ($service in ([wmisearcher]'SELECT Version FROM SoftwareLicensingService').Get()) { [void]$service.InvokeMethod('SetKeyManagementServiceMachine', [object[]]'kms') }
[IO.File]::WriteAllText('C:\b.txt', 'text')
";
    let all = [
        r"set-value HKLM\SOFTWARE\Lab A",
        r"write C:\a.txt",
        r"delete C:\a.txt",
        "stop s",
        "run labtool.exe",
        "set-kms-host kms",
        r"write C:\b.txt",
    ];
    let cuts =
        [Cut::Before(1), Cut::After(1), Cut::After(2), Cut::Before(4), Cut::After(4), Cut::After(5), Cut::After(6)];
    for cut in cuts {
        let mut computer = Computer::start(bench, &machine("services: { s: { status: running } }"))?;
        let run = computer.run(&script(lines), &Start::cut(cut))?;
        let (Cut::Before(event) | Cut::After(event)) = cut;
        let tried = if cut == Cut::After(event) { event } else { event - 1 };
        check(&format!("{cut:?}"), run.code, None, &run)?;
        check(&format!("{cut:?}"), run.events.iter().map(String::as_str).collect(), all[..tried].to_vec(), &run)?;
        let now = computer.snapshot()?;
        let value = now.registry.get(r"HKLM\SOFTWARE\Lab").is_some_and(|values| values.contains_key("A"));
        check(&format!("{cut:?}: value"), value, tried >= 1, &run)?;
        check(
            &format!("{cut:?}: file"),
            computer.read_file(r"C:\a.txt"),
            (tried == 2).then(|| b"text".to_vec()),
            &run,
        )?;
        let run = computer.run(&script("[Environment]::Exit(7)"), &Start::default())?;
        check(&format!("{cut:?}: the machine goes on"), run.code, Some(7), &run)?;
    }
    Ok(())
}

/// Held by another run, a file cannot be opened; held by this one, no batch script can open it either.
fn lock(bench: &Bench) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &machine("{}"))?;
    let lines = r"
[void][IO.Directory]::CreateDirectory('C:\Windows\Logs\Regimen')
try { $lock = New-Object System.IO.FileStream 'C:\Windows\Logs\Regimen\lock', 'OpenOrCreate', 'Write', 'None' }
catch { '{0:X8}' -f $_.Exception.GetBaseException().HResult; exit 6 }
& C:\Windows\System32\cmd.exe /d /c 'if 1==1 (>>C:\Windows\Logs\Regimen\lock echo mine) 2>nul || echo locked'
";
    let run = computer.run(&script(lines), &Start { lock_is_held: true, ..Start::default() })?;
    check("busy", (run.code, run.output().trim().to_owned()), (Some(6), "80070020".to_owned()), &run)?;
    let run = computer.run(&script(lines), &Start::default())?;
    check("locked", (run.code, run.output().trim().to_owned()), (Some(0), "locked".to_owned()), &run)
}

fn share(bench: &Bench) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &machine("os: { language: ja-JP }"))?;
    let lines = r"
$MyInvocation.MyCommand.Path
[Globalization.CultureInfo]::CurrentCulture.get_Name()
";
    let run = computer.run(&script(lines), &Start { from_share: true, ..Start::default() })?;
    check("output", last_two(&run), [r"\\server\share\scripts\lab.ps1", "ja-JP"].map(str::to_owned).to_vec(), &run)
}

/// A batch script that starts PowerShell is a surprise, also on a machine where a PowerShell script has run.
fn none_for_batch(bench: &Bench) -> Result<(), Failed> {
    let mut computer = Computer::start(bench, &machine("{}"))?;
    computer.run(&script("exit 0"), &Start::default())?;
    let line = r"@%SystemRoot%\System32\WindowsPowerShell\v1.0\powershell.exe -Command exit";
    let batch = Script { name: "lab.cmd".into(), bytes: format!("{line}\r\n").into_bytes() };
    let run = computer.run(&batch, &Start::default())?;
    check("surprises", run.surprises.clone(), vec!["-Command exit".to_owned()], &run)
}
